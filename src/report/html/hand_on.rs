//! A problem as text to hand on: a ticket for the vendor in Chinese, an issue in Markdown, the call for curl, a waiver for the
//! target file. All of it is made of the masked record.

use std::fmt::Write as _;

use crate::contract::{Contract, Rule};
use crate::record::{ExchangeRecord, FindingRecord, RunRecord, ScenarioRecord, Trace};
use crate::report::Language;
use crate::report::cause::Cause;
use crate::report::digest::SHOWN;
use crate::report::language::plain;
use crate::report::problem::{Problem, seen, wanted};
use crate::report::words::{actual_words, cut, expected_words, plural};
use crate::text::{lines, markdown};

/// A longer body is cut; the record has it complete.
const LONGEST: usize = 2_000;

/// How long a drafted waiver lasts, in days.
const WAIVED: i64 = 90;

/// The texts of one problem.
#[derive(Debug)]
pub(super) struct HandOn {
    /// For the vendor, in Chinese.
    pub ticket: String,
    /// As an issue, in Markdown.
    pub issue: String,
    /// The call, for curl; none where no call was recorded.
    pub curl: Option<String>,
    /// A waiver of its rules, in TOML.
    pub waiver: String,
}

/// The texts of a problem.
pub(super) fn of(contract: &Contract, record: &RunRecord, cause: &Cause<'_>, problem: &Problem) -> HandOn {
    let (scenario, found) = cause.findings[0];
    let exchange = found.finding.exchange.and_then(|place| scenario.exchanges.get(place));
    let told = Told {
        contract,
        record,
        cause,
        problem,
        scenario,
        found,
        exchange,
    };
    HandOn {
        ticket: told.ticket(),
        issue: told.issue(),
        curl: exchange.map(|exchange| exchange.request.curl()),
        waiver: told.waiver(),
    }
}

/// A problem, and the call that shows it best.
struct Told<'a> {
    contract: &'a Contract,
    record: &'a RunRecord,
    cause: &'a Cause<'a>,
    problem: &'a Problem,
    scenario: &'a ScenarioRecord,
    found: &'a FindingRecord,
    exchange: Option<&'a ExchangeRecord>,
}

impl Told<'_> {
    /// The first of the broken rules, as the contract has them.
    fn rules(&self) -> impl Iterator<Item = &Rule> {
        let first = self.cause.rules.iter().take(SHOWN);
        first.filter_map(|rule| self.contract.rule(*rule))
    }

    fn ticket(&self) -> String {
        let mut text = format!("【接口与文档不符】{}\n", plain(&self.problem.what.chinese));
        let mut add = |word: &str, words: &str| {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{word}：{words}");
        };
        if !self.cause.operations.is_empty() {
            add("接口", &self.cause.operation_names("、"));
        }
        for rule in self.rules() {
            let source = Language::Chinese.either(&rule.source, &rule.chinese.source);
            add("文档依据", &format!("{source}（规则 {}）", rule.id));
        }
        add("文档要求", &plain(&wanted(&self.found.finding).chinese));
        add("实际表现", &plain(&seen(self.found).chinese));
        add(
            "范围",
            &format!("{} 个场景中有 {} 个如此", self.cause.of, self.cause.checks),
        );
        if let Some(exchange) = self.exchange {
            if let Some(id) = request_id(exchange) {
                add("requestId", &id);
            }
            add("调用时间", &exchange.started);
            add(
                "我方请求（敏感信息已脱敏）",
                &format!("{} {}", exchange.request.method, exchange.request.url),
            );
            for (name, value) in &exchange.request.headers {
                let _ = writeln!(text, "  {name}: {value}");
            }
            let _ = writeln!(text, "{}", shortened(&exchange.request.body));
            text.push_str(&signed(exchange));
            let _ = writeln!(text, "贵方应答：HTTP {}", exchange.response.status);
            let _ = writeln!(text, "{}", shortened(&exchange.response.body));
        }
        let _ = writeln!(text, "场景：{}（运行 {}）", self.scenario.id, self.record.run.run_id);
        text
    }

    fn issue(&self) -> String {
        let mut text = format!("## {}\n\n", markdown(&self.problem.what.english));
        let mut add = |word: &str, words: &str| {
            let _ = writeln!(text, "- {word}: {}", markdown(words));
        };
        add("operation", &self.cause.operation_names(", "));
        let rules: Vec<String> = self.cause.rules.iter().map(ToString::to_string).collect();
        add("rules", &rules.join(" "));
        for rule in self.rules() {
            add("documented", &rule.source);
        }
        add("expected", &expected_words(&self.found.finding));
        add("actual", &actual_words(self.found));
        add(
            "seen in",
            &format!("{} of {}", self.cause.checks, plural(self.cause.of, "scenario")),
        );
        add("scenario", &self.scenario.id);
        let run = &self.record.run;
        add(
            "run",
            &format!(
                "{} against {}, {}, seed {}",
                run.run_id, run.target, run.started, run.seed
            ),
        );
        if let Some(repeat) = &self.scenario.repeat {
            let _ = writeln!(text, "\n~~~~sh\n{}\n~~~~", lines(repeat));
        }
        if let Some(exchange) = self.exchange {
            let _ = writeln!(
                text,
                "\n~~~~http\n{} {}\n\n{}\n\nHTTP {}\n\n{}\n~~~~",
                exchange.request.method,
                lines(&exchange.request.url),
                shortened(&exchange.request.body).replace("~~~", "~ ~ ~"),
                exchange.response.status,
                shortened(&exchange.response.body).replace("~~~", "~ ~ ~"),
            );
        }
        text
    }

    fn waiver(&self) -> String {
        let started: Option<jiff::Timestamp> = self.record.run.started.parse().ok();
        let day = started.and_then(|time| {
            let day = time.to_zoned(jiff::tz::TimeZone::UTC).date();
            day.checked_add(jiff::Span::new().days(WAIVED)).ok()
        });
        let until = day.map(|day| format!("until = {day}\n")).unwrap_or_default();
        // A string of JSON is a string of TOML.
        let reason = serde_json::Value::from(format!("{}; known to the vendor, ticket …", self.problem.what.english));
        let entries = self
            .cause
            .rules
            .iter()
            .map(|rule| format!("[[waiver]]\nrule = \"{rule}\"\nreason = {reason}\n{until}"));
        entries.collect::<Vec<_>>().join("\n")
    }
}

fn shortened(text: &str) -> String {
    let kept: String = text.chars().take(LONGEST).collect();
    let mark = if kept.len() < text.len() { "…" } else { "" };
    format!("{}{mark}", lines(&kept))
}

/// Why our signature is right, so that the vendor need not ask.
fn signed(exchange: &ExchangeRecord) -> String {
    match &exchange.trace {
        Trace::Etc {
            signed_text,
            signed_sha256,
            signature,
            ..
        } => {
            let digest = signed_sha256
                .as_ref()
                .map(|digest| format!("脱敏前待签名文本的 SHA-256：{digest}\n"))
                .unwrap_or_default();
            format!(
                "待签名文本（敏感信息已脱敏）：{}\n{digest}签名：{}\n签名说明：按文档对上述文本以 SHA1withRSA 签名；\
                 同一密钥的其他调用在本次运行中验签通过。\n",
                shortened(signed_text),
                cut(signature, 100),
            )
        }
        Trace::Butler { signature, .. } => format!(
            "签名：{}\n签名说明：按文档以 SHA-512 计算；同一密钥的其他调用在本次运行中验签通过。\n",
            cut(signature, 140)
        ),
    }
}

/// The id that the vendor gave to the call.
fn request_id(exchange: &ExchangeRecord) -> Option<String> {
    let body: serde_json::Value = serde_json::from_str(&exchange.response.body).ok()?;
    let id = ["request_id", "requestId"].iter().find_map(|name| body.get(name))?;
    Some(id.as_str()?.to_owned())
}
