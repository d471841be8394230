//! The pages that are looked at: what vendors of several kinds leave behind.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use fantoccini::{Client, Locator};
use fuhe::compare::{Comparison, compare};
use fuhe::contract::{Contract, Waiver, WaiverState};
use fuhe::faults::Mutant;
use fuhe::mock::{AnswerEdit, Behaviour, Change, KeyPool, MockConfig, Which};
use fuhe::record::{RunRecord, WaiverRecord};
use fuhe::report::{ReportInput, html};
use fuhe::rule;
use fuhe::run::{Embedded, Plan, run};
use fuhe::wire::Vendor;
use serde_json::json;

/// A full run against the embedded vendor may weigh so much. The page has each scenario and grows with the contract.
pub(super) const HEAVIEST: usize = 2_000_000;
/// What the whole evidence of some deviations may weigh besides.
pub(super) const EVIDENCE: usize = 100_000;

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
}

impl Shown {
    pub(super) fn html(self) -> String {
        let contract = Contract::embedded();
        match self {
            Self::Clean => html::write(&told(clean(), None)),
            Self::Deviating => html::write(&told(deviating(), None)),
            Self::Waived => html::write(&told(&waived(), Some(&compare(clean(), deviating())))),
            Self::Documentation => html::documentation(contract),
        }
        .expect("the page can be made")
    }

    /// Where the page is, as a URL.
    pub(super) fn url(self) -> String {
        static WRITTEN: [OnceLock<PathBuf>; 4] = [const { OnceLock::new() }; 4];
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
