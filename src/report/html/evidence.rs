//! The evidence of a scenario: its calls, stage by stage, and the mismatches in them.

use askama::Template;
use askama::filters::HtmlSafe;
use serde_json::Value;

use super::markup::Html;
use super::words::{self, Phrase, Word};
use crate::contract::{ScenarioOutcome, Stage};
use crate::record::{ExchangeRecord, FindingRecord, ScenarioRecord, StepRecord, StepStatus, Trace};
use crate::report::phrases;
use crate::report::problem::{seen, wanted};

/// One call and its answer.
#[derive(Debug, Template)]
#[template(path = "exchange.html", whitespace = "minimize")]
pub(super) struct ExchangeView {
    /// Its place among the calls of its scenario, from 1.
    pub number: usize,
    pub operation: &'static str,
    pub request: String,
    pub status: u16,
    pub took: String,
    /// The time of day at which it began, to the millisecond.
    pub began: String,
    /// True where a finding points here.
    pub blamed: bool,
    /// True for what readers look at first: the calls that a finding points to, else the last.
    pub open: bool,
    pub stages: Vec<StageView>,
}

impl HtmlSafe for ExchangeView {}

impl ExchangeView {
    /// The stages of the request.
    pub(super) fn sent(&self) -> impl Iterator<Item = &StageView> {
        self.stages.iter().filter(|stage| !stage.is_answer)
    }

    /// The stages of the answer.
    pub(super) fn received(&self) -> impl Iterator<Item = &StageView> {
        self.stages.iter().filter(|stage| stage.is_answer)
    }
}

/// One stage of a call.
#[derive(Debug)]
pub(super) struct StageView {
    pub name: Word,
    /// True for what came back.
    pub is_answer: bool,
    /// `good` before the first mismatch, which is `wrong`; empty if nothing is known.
    pub state: &'static str,
    /// True for what readers look at first: the mismatch, what was sent, and what came back.
    pub open: bool,
    pub body: Html,
}

/// One step and its result.
#[derive(Debug, Template)]
#[template(path = "step.html", whitespace = "minimize")]
pub(super) struct StepView {
    pub keyword: Word,
    pub text: Phrase,
    pub table: Vec<Vec<Html>>,
    pub status: Option<StepStatus>,
}

impl HtmlSafe for StepView {}

impl StepView {
    /// The class that colours the step.
    pub(super) fn class(&self) -> &'static str {
        match self.status {
            None => "",
            Some(StepStatus::Passed) => "passed",
            Some(StepStatus::Failed) => "failed",
            Some(StepStatus::Stopped) => "stopped",
            Some(StepStatus::Skipped) => "skipped",
        }
    }

    /// Its result in words, for readers who see no colours. That a step passed goes without saying.
    pub(super) fn words(&self) -> Option<Word> {
        self.status
            .filter(|status| *status != StepStatus::Passed)
            .map(words::step)
    }
}

/// One finding.
#[derive(Debug)]
pub(super) struct FindingView {
    pub expected: Phrase,
    pub actual: Phrase,
    pub pointer: Option<String>,
    pub stage: Word,
    /// How often it was seen, where it comes and goes.
    pub seen: Option<Phrase>,
}

impl FindingView {
    /// A finding as it was recorded.
    pub(super) fn new(found: &FindingRecord) -> Self {
        let finding = &found.finding;
        let (expected, actual) = (wanted(finding), seen(found));
        let (own, other) = Html::difference(&expected.english, &actual.english);
        Self {
            expected: Phrase::marked_up(own, expected.chinese),
            actual: Phrase::marked_up(other, actual.chinese),
            pointer: finding.pointer.clone().filter(|pointer| !pointer.is_empty()),
            stage: words::stage(finding.stage),
            seen: found.intermittent.map(words::intermittent),
        }
    }
}

/// An address without its host, which stands at the head of the page.
fn path(url: &str) -> &str {
    let after_scheme = url.find("://").map_or(0, |at| at + 3);
    url[after_scheme..]
        .find('/')
        .map_or(url, |at| &url[after_scheme + at..])
}

/// The steps as they were run.
pub(super) fn steps(scenario: &ScenarioRecord) -> Vec<StepView> {
    scenario.steps.iter().map(step).collect()
}

fn step(step: &StepRecord) -> StepView {
    StepView {
        keyword: words::keyword(&step.keyword),
        text: Phrase::said("step", &step.text),
        table: table(&step.table),
        status: Some(step.status),
    }
}

/// The table below a step.
pub(super) fn table(rows: &[Vec<String>]) -> Vec<Vec<Html>> {
    rows.iter()
        .map(|row| row.iter().map(|cell| Html::outline(cell)).collect())
        .collect()
}

/// The calls of a scenario, each with the first mismatch that the findings name. Calls that no finding needs are cut.
pub(super) fn exchanges(scenario: &ScenarioRecord, findings: &[&FindingRecord]) -> Vec<ExchangeView> {
    let of = |place: usize| {
        findings
            .iter()
            .find(|found| found.finding.exchange == Some(place))
            .copied()
    };
    let exchanges = scenario.exchanges.iter().enumerate();
    let mut views: Vec<_> = exchanges
        .map(|(place, exchange)| view(place, exchange, of(place)))
        .collect();
    if let Some(last) = views.last_mut().filter(|_| findings.is_empty()) {
        last.open = true;
    }
    views
}

fn view(place: usize, exchange: &ExchangeRecord, found: Option<&FindingRecord>) -> ExchangeView {
    let mut stages = stages(exchange, found);
    if let Some(found) = found {
        judge(&mut stages, found.finding.stage);
    }
    ExchangeView {
        number: place + 1,
        operation: exchange.operation.name(),
        request: format!("{} {}", exchange.request.method, path(&exchange.request.url)),
        status: exchange.response.status,
        took: milliseconds(latency(exchange)),
        began: exchange
            .started
            .split_once('T')
            .and_then(|(_, time)| time.get(..12))
            .unwrap_or(&exchange.started)
            .to_owned(),
        blamed: found.is_some(),
        open: found.is_some(),
        stages: stages.into_iter().map(|(_, view)| view).collect(),
    }
}

/// Marks the first mismatch, and the stages before it as good. A stage that this call does not have leaves all
/// unmarked.
fn judge(stages: &mut [(Stage, StageView)], wrong: Stage) {
    if let Some(place) = stages.iter().position(|(stage, _)| *stage == wrong) {
        for (_, stage) in &mut stages[..place] {
            stage.state = "good";
        }
        stages[place].1.state = "wrong";
        stages[place].1.open = true;
    }
}

/// The stages in the order in which they are made.
fn stages(exchange: &ExchangeRecord, found: Option<&FindingRecord>) -> Vec<(Stage, StageView)> {
    let request = if found.is_some() {
        whole_request(exchange)
    } else {
        request_in_short(exchange)
    };
    request
        .into_iter()
        .chain(answer(exchange, found))
        .map(|(stage, body)| {
            let view = StageView {
                name: words::stage(stage),
                is_answer: matches!(stage, Stage::AnswerHeaders | Stage::AnswerBody | Stage::Answer),
                state: "",
                open: matches!(
                    stage,
                    Stage::PlainParameters | Stage::PlainList | Stage::AnswerBody | Stage::Answer
                ),
                body,
            };
            (stage, view)
        })
        .collect()
}

fn whole_request(exchange: &ExchangeRecord) -> Vec<(Stage, Html)> {
    let text = |stage, text: &str| (stage, Html::evidence(text, true));
    let body = text(Stage::BodySent, &exchange.request.body);
    match &exchange.trace {
        Trace::Etc {
            params,
            signed_text,
            signed_sha256,
            signature,
        } => vec![
            (
                Stage::PlainParameters,
                Html::json(&Value::Object(params.clone()), None, true),
            ),
            match signed_sha256 {
                None => text(Stage::SignedText, signed_text),
                Some(digest) => text(Stage::SignedText, &format!("{signed_text}\n\nSHA-256: {digest}")),
            },
            text(Stage::Signature, signature),
            body,
        ],
        Trace::Butler {
            plain_list,
            cipher_text,
            signature,
        } => {
            let list = [
                (Stage::PlainList, Html::json(plain_list, None, true)),
                text(Stage::CipherText, cipher_text),
            ];
            let list = list.into_iter().filter(|_| !plain_list.is_null());
            // The signature covers the body, so it comes after it.
            list.chain([body, text(Stage::Signature, signature)]).collect()
        }
    }
}

/// The most useful parts: the body, and the text that a cipher hides in it.
fn request_in_short(exchange: &ExchangeRecord) -> Vec<(Stage, Html)> {
    let body = match serde_json::from_str(&exchange.request.body) {
        Ok(json) => Html::json(&json, None, false),
        Err(_) => Html::evidence(&exchange.request.body, false),
    };
    let hidden = match &exchange.trace {
        Trace::Etc { .. } => None,
        Trace::Butler { plain_list, .. } => {
            (!plain_list.is_null()).then(|| (Stage::PlainList, Html::json(plain_list, None, false)))
        }
    };
    hidden.into_iter().chain([(Stage::BodySent, body)]).collect()
}

/// Status and headers, and the body: as text if that is what is wrong or not JSON, else as JSON.
fn answer(exchange: &ExchangeRecord, found: Option<&FindingRecord>) -> Vec<(Stage, Html)> {
    let response = &exchange.response;
    let mut stages = Vec::new();
    let blamed = found.map(|found| found.finding.stage);
    if found.is_some() {
        let lines: Vec<String> = std::iter::once(format!("HTTP {}", response.status))
            .chain(response.headers.iter().map(|(name, value)| format!("{name}: {value}")))
            .chain(
                response
                    .whole
                    .iter()
                    .map(|whole| format!("(the body below is {whole})")),
            )
            .collect();
        stages.push((Stage::AnswerHeaders, Html::evidence(&lines.join("\n"), true)));
    }
    let json = serde_json::from_str::<Value>(&response.body).ok();
    if json.is_none() || blamed == Some(Stage::AnswerBody) {
        stages.push((Stage::AnswerBody, Html::evidence(&response.body, found.is_some())));
    }
    if let Some(json) = json {
        let pointer = found.and_then(|found| found.finding.pointer.as_deref());
        stages.push((Stage::Answer, Html::json(&json, pointer, found.is_some())));
    }
    stages
}

/// How long a call took, from its start to the last byte of its answer.
pub(super) fn latency(exchange: &ExchangeRecord) -> u64 {
    exchange.wait_us.saturating_add(exchange.receive_us)
}

/// `0.4 ms`, `12 ms`, `1.2 s`.
pub(super) fn milliseconds(micros: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "nobody waits long enough for that to matter")]
    let millis = micros as f64 / 1000.0;
    match millis {
        ..9.95 => format!("{millis:.1} ms"),
        ..999.5 => format!("{millis:.0} ms"),
        _ => format!("{:.1} s", millis / 1000.0),
    }
}

/// One line on a scenario that did not run to its end.
pub(super) fn why(scenario: &ScenarioRecord) -> Option<Phrase> {
    let (en, zh, why) = match &scenario.ending {
        ScenarioOutcome::Completed => return None,
        ScenarioOutcome::Blocked { why } => ("blocked", "阻塞", why),
        ScenarioOutcome::Inapplicable { why } => ("not applicable", "不适用", why),
        ScenarioOutcome::NotJudged { why } => ("not judged", "未判定", why),
        ScenarioOutcome::NotRun { why } => ("not run", "未运行", why),
        ScenarioOutcome::Error { why, .. } => ("error", "出错", why),
    };
    let chinese = phrases::chinese_or_same("reason", why);
    Some(Phrase::new(format!("{en}: {why}"), format!("{zh}：{chinese}")))
}
