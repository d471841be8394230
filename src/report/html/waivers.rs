//! Waivers: what they excuse, and those that fail the run.

use askama::Template;
use askama::filters::HtmlSafe;

use super::index::{Chip, Index};
use super::problems::{BrokenRule, Failure, Used, broken, failure};
use super::words::{self, Phrase, Word};
use crate::contract::{RuleId, WaiverState};
use crate::record::{FindingRecord, RunRecord, ScenarioRecord, WaiverRecord};
use crate::report::digest::{self, Excuse, SHOWN};

/// The waivers of a run.
#[derive(Debug, Default)]
pub(super) struct Waivers {
    /// Those that fail the run.
    pub outdated: Vec<WaiverView>,
    /// The others, with what they excuse.
    pub waived: Vec<WaiverView>,
}

/// One waiver, with the failures that it excuses.
#[derive(Debug, Template)]
#[template(path = "waiver.html", whitespace = "minimize")]
pub(super) struct WaiverView {
    pub anchor: String,
    pub rule: BrokenRule,
    /// The class that colours its state.
    pub class: &'static str,
    pub state: Word,
    /// A word, and its text.
    pub lines: Vec<(Word, Phrase)>,
    pub failures: Vec<Failure>,
    /// More of the same.
    pub rest: Vec<Failure>,
}

impl HtmlSafe for WaiverView {}

/// A reason that kept rules from being judged.
#[derive(Debug)]
pub(super) struct Obstacle {
    pub why: Phrase,
    pub rules: Vec<Chip>,
}

/// Every waiver.
pub(super) fn of(index: &Index<'_>, record: &RunRecord, used: &mut Used) -> Waivers {
    let mut waivers = Waivers::default();
    for excuse in digest::waivers(record) {
        let view = waiver(index, record, &excuse, used);
        if excuse.record.state.fails_the_run() {
            waivers.outdated.push(view);
        } else {
            waivers.waived.push(view);
        }
    }
    waivers
}

fn waiver(index: &Index<'_>, record: &RunRecord, excuse: &Excuse<'_>, used: &mut Used) -> WaiverView {
    let own = excuse.record;
    let id = own.waiver.rule;
    let scenario = own.waiver.scenario.as_ref();
    let scenario_line = scenario.map(|scenario| (words::SCENARIO, Phrase::new(scenario, "")));
    let lines = excuse.lines.iter();
    let lines = lines.map(|(word, text)| (words::of_waiver(word), Phrase::said("change", text)));
    let mut failures: Vec<Failure> = excused(record, own)
        .iter()
        .map(|(scenario, findings)| failure(index, scenario, findings, findings, used))
        .collect();
    let rest = failures.split_off(SHOWN.min(failures.len()));
    WaiverView {
        // Single scenarios of one rule may be waived.
        anchor: match scenario {
            None => format!("waiver-{id}"),
            Some(scenario) => format!("waiver-{}", index.link(scenario, scenario).anchor),
        },
        rule: broken(index, record, id),
        class: match own.state {
            WaiverState::Waived => "waived",
            WaiverState::HoldsAgain | WaiverState::JudgedAgain | WaiverState::Expired => "fails",
            WaiverState::NotTested => "untested",
        },
        state: words::waiver(own.state),
        lines: scenario_line.into_iter().chain(lines).collect(),
        failures,
        rest,
    }
}

/// The findings that a waiver excuses, by scenario. If two waivers do, the first counts, so that every finding is shown
/// once.
fn excused<'a>(record: &'a RunRecord, waiver: &WaiverRecord) -> Vec<(&'a ScenarioRecord, Vec<&'a FindingRecord>)> {
    let by = |scenario: &ScenarioRecord, found: &FindingRecord| {
        let first = record.excuse(found.finding.rule, &scenario.id);
        first.is_some_and(|first| std::ptr::eq(first, waiver))
    };
    let scenarios = record.scenarios.iter();
    let findings = scenarios.map(|scenario| {
        let findings = scenario.findings.iter().filter(|found| by(scenario, found));
        (scenario, findings.collect::<Vec<_>>())
    });
    findings.filter(|(_, findings)| !findings.is_empty()).collect()
}

/// What prevented a judgement, each reason once with the rules that were not judged.
pub(super) fn obstacles(index: &Index<'_>, reasons: &[(&str, Vec<RuleId>)]) -> Vec<Obstacle> {
    reasons
        .iter()
        .map(|(why, rules)| Obstacle {
            why: Phrase::said("reason", why),
            rules: rules.iter().map(|rule| index.chip(*rule)).collect(),
        })
        .collect()
}
