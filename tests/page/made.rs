//! The pages that are looked at: what vendors of several kinds leave behind.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use fantoccini::{Client, Locator};
use fuhe::compare::{Comparison, compare};
use fuhe::contract::{Contract, Finding, Level, Stage, Verdict, Waiver, WaiverState};
use fuhe::faults::Mutant;
use fuhe::mock::{AnswerEdit, Behaviour, Change, KeyPool, MockConfig, Which};
use fuhe::record::{FindingRecord, RunRecord, RunVerdict, WaiverRecord};
use fuhe::report::{Language, ReportInput, html};
use fuhe::rule;
use fuhe::run::{Embedded, Plan, run};
use fuhe::wire::Vendor;
use serde_json::json;

use super::browser::HOST;

/// A full run against the embedded vendor may weigh so much. The page has each scenario and grows with the contract.
pub(super) const HEAVIEST: usize = 2_000_000;
/// What the whole evidence of some deviations, and the texts to hand on, may weigh besides.
pub(super) const EVIDENCE: usize = 150_000;

/// What a vendor might say to do harm: it would show in the page's title.
const HARM: &str =
    "</pre></template><script>document.title='harmed'</script><img src=x onerror=\"document.title='harmed'\">";

/// The faults of the vendor that deviates; and all its refusals say [`HARM`], where their message was to name a parameter.
const FAULTS: [&str; 3] = [
    "client.user.save.request.biz_user_name:maxLength-1",
    "window-unchecked",
    "courier-counts-bytes",
];

/// The pages that are looked at.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shown {
    Clean,
    Deviating,
    /// It deviates, some of it is waived, and a baseline was given.
    Waived,
    Documentation,
    /// A record of forty rules that fail, each for a reason of its own.
    Forty,
}

impl Shown {
    pub(super) fn html(self) -> String {
        let contract = Contract::embedded();
        match self {
            Self::Clean => html::write(&told(clean(), None)),
            Self::Deviating => html::write(&told(deviating(), None)),
            Self::Waived => html::write(&told(&waived(), Some(&compare(clean(), deviating())))),
            Self::Documentation => html::documentation(contract),
            Self::Forty => html::write(&told(&forty(), None)),
        }
        .expect("the page can be made")
    }

    /// The same page, beside its style and script: name, type and content of each file.
    pub(super) fn linked() -> Vec<(&'static str, &'static str, String)> {
        let page = html::write_linked(&told(deviating(), None)).expect("the page can be made");
        let beside = html::LINKED.into_iter().zip(["text/css", "text/javascript"]);
        let beside = beside.map(|((name, content), kind)| (name, kind, content.to_owned()));
        [("", "text/html", page)].into_iter().chain(beside).collect()
    }

    /// Where the page is, as a URL.
    pub(super) fn url(self) -> String {
        static WRITTEN: [OnceLock<PathBuf>; 5] = [const { OnceLock::new() }; 5];
        let path = WRITTEN[self as usize].get_or_init(|| {
            let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("page-{self:?}.html"));
            std::fs::write(&path, self.html()).expect("the page can be written");
            path
        });
        format!("file://{}", path.display())
    }
}

fn told<'a>(record: &'a RunRecord, comparison: Option<&'a Comparison>) -> ReportInput<'a> {
    ReportInput {
        record,
        contract: Contract::embedded(),
        comparison,
        history: &[],
        language: Language::English,
    }
}

/// The vendor that deviates, some of it waived.
pub(super) fn waived() -> RunRecord {
    let waiver = |rule, state| WaiverRecord {
        waiver: Waiver {
            rule,
            scenario: None,
            not_judged: false,
            reason: format!("mended in 2.0 {HARM}"),
            until: Some(jiff::civil::date(2999, 12, 31)),
            ticket: Some("T-1".to_owned()),
        },
        state,
    };
    RunRecord {
        waivers: vec![
            waiver(rule!("CU-03"), WaiverState::Waived),
            waiver(rule!("GW-07"), WaiverState::HoldsAgain),
        ],
        ..deviating().clone()
    }
}

/// A run with a deviation of its own at each of forty rules.
fn forty() -> RunRecord {
    let mut record = clean().clone();
    record.run.verdict = RunVerdict::Deviates;
    let binding = record
        .rules
        .iter_mut()
        .filter(|rule| rule.level == Level::Must && rule.verdict == Verdict::Holds);
    let mut failing = Vec::new();
    for rule in binding.take(40) {
        rule.verdict = Verdict::Fails;
        failing.push(rule.id);
    }
    assert_eq!(failing.len(), 40);
    for (number, rule) in failing.into_iter().enumerate() {
        let mut scenarios = record.scenarios.iter_mut();
        let scenario = scenarios
            .find(|scenario| scenario.rule == rule)
            .expect("its own scenario");
        scenario.findings.push(FindingRecord {
            step: 0,
            finding: Finding {
                rule,
                pointer: Some(format!("/field{number}")),
                expected: "a text of 1 to 32 characters".to_owned(),
                actual: json!(number),
                stage: Stage::Answer,
                exchange: (!scenario.exchanges.is_empty()).then_some(0),
            },
            intermittent: None,
        });
    }
    record
}

/// Files on a host of their own, over plain HTTP.
pub(super) struct Served {
    port: u16,
}

/// The policy of a Jenkins that nobody has configured: no script, and styles from files only.
pub(super) const JENKINS: &str = "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self';";

impl Served {
    /// Serves this page until the test ends.
    pub(super) fn new(page: String) -> Self {
        Self::files(vec![("", "text/html", page)], "")
    }

    /// Serves a page and the files beside it under this policy: name, type and content of each.
    pub(super) fn files(files: Vec<(&'static str, &'static str, String)>, policy: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a connection");
                let mut request = [0; 4096];
                let read = stream.read(&mut request).unwrap_or_default();
                let request = String::from_utf8_lossy(&request[..read]);
                let path = request.split(' ').nth(1).unwrap_or_default();
                // A browser asks for an icon as well.
                let file = files.iter().find(|(name, ..)| path == format!("/{name}"));
                let (status, kind, body) = match file {
                    Some((_, kind, body)) => ("200 OK", *kind, body.as_str()),
                    None => ("204 No Content", "text/plain", ""),
                };
                let head = format!(
                    "HTTP/1.1 {status}\r\ncontent-type: {kind}; charset=utf-8\r\ncontent-length: {}\r\n\
                     content-security-policy: {policy}\r\nconnection: close\r\n\r\n",
                    body.len()
                );
                // A browser may leave before it has all.
                let _ = stream
                    .write_all(head.as_bytes())
                    .and_then(|()| stream.write_all(body.as_bytes()));
            }
        });
        Self { port }
    }

    /// Its address: the browser is told where this host is.
    pub(super) fn url(&self) -> String {
        format!("http://{HOST}:{}/", self.port)
    }
}

pub(super) fn clean() -> &'static RunRecord {
    static RECORD: OnceLock<RunRecord> = OnceLock::new();
    RECORD.get_or_init(|| record(Behaviour::default()))
}

pub(super) fn deviating() -> &'static RunRecord {
    static RECORD: OnceLock<RunRecord> = OnceLock::new();
    RECORD.get_or_init(|| {
        let mut behaviour = Behaviour::default();
        for fault in FAULTS {
            Mutant::named(fault).expect(fault).apply(&mut behaviour);
        }
        behaviour.edits.push(AnswerEdit {
            which: Which::any_refusal(Vendor::Gateway),
            change: Change::Set("/msg", json!(HARM)),
        });
        record(behaviour)
    })
}

fn record(behaviour: Behaviour) -> RunRecord {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let config = MockConfig {
            behaviour,
            keys: KeyPool::quick(),
            ..MockConfig::default()
        };
        let vendor = Embedded::start(config).await.expect("the vendor starts");
        let plan = Plan {
            command: "fuhe check".to_owned(),
            ..Plan::against(Arc::clone(vendor.target()))
        };
        run(Contract::embedded(), plan, &mut [])
            .await
            .expect("the run comes to its end")
    })
}

pub(super) async fn text(browser: &Client, css: &str) -> String {
    browser
        .find(Locator::Css(css))
        .await
        .expect(css)
        .text()
        .await
        .expect(css)
}
