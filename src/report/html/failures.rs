//! Deviations: for each rule that fails, every finding with the evidence in full; and what is waived.

use super::evidence::{self, ExchangeView, FindingView, StepView};
use super::index::{Chip, Index, ScenarioLink, failure_anchor};
use super::markup::Html;
use super::words::{self, Phrase, Word};
use crate::contract::{RuleId, WaiverState};
use crate::record::{FindingRecord, RunRecord, ScenarioRecord, WaiverRecord};
use crate::report::digest::{self, Deviations, Excuse, RuleFindings, SHOWN};
use crate::report::words::plural;
use crate::report::{level_of, rule_record};

/// How many failures of a rule have their evidence in full. A fault that shows in every call would fill the page with
/// it.
const IN_FULL: usize = 10;

/// The rules that fail, most binding first, and the waivers.
#[derive(Debug, Default)]
pub(super) struct Failing {
    /// Rules that fail the run.
    pub deviations: Vec<FailingRule>,
    /// Waivers that fail the run.
    pub outdated: Vec<FailingRule>,
    /// Rules that fail and do not bind.
    pub warnings: Vec<FailingRule>,
    /// The other waivers, with what they excuse.
    pub waived: Vec<FailingRule>,
}

impl Failing {
    /// True where anything fails the run.
    pub(super) fn fails_the_run(&self) -> bool {
        !(self.deviations.is_empty() && self.outdated.is_empty())
    }
}

/// One rule that fails, or one waiver.
#[derive(Debug)]
pub(super) struct FailingRule {
    pub anchor: String,
    pub chip: Chip,
    pub level_words: Word,
    pub title: Html,
    pub source: Html,
    pub waiver: Option<WaiverView>,
    pub failures: Vec<Failure>,
    /// More of the same.
    pub rest: Vec<Failure>,
}

/// The details of a waiver.
#[derive(Debug)]
pub(super) struct WaiverView {
    /// The class that colours its state.
    pub class: &'static str,
    pub state: Word,
    /// A word, and its text.
    pub lines: Vec<(Word, Html)>,
}

impl WaiverView {
    fn new(excuse: &Excuse<'_>) -> Self {
        let waiver = excuse.record;
        let scenario = waiver.waiver.scenario.as_ref();
        let scenario = scenario.map(|scenario| (words::SCENARIO, Html::text(scenario)));
        let lines = excuse.lines.iter();
        let lines = lines.map(|(word, text)| (words::of_waiver(word), Html::text(text)));
        Self {
            class: match waiver.state {
                WaiverState::Waived => "waived",
                WaiverState::HoldsAgain | WaiverState::JudgedAgain | WaiverState::Expired => "fails",
                WaiverState::NotTested => "untested",
            },
            state: words::waiver(waiver.state),
            lines: scenario.into_iter().chain(lines).collect(),
        }
    }
}

/// One scenario that fails it.
#[derive(Debug)]
pub(super) struct Failure {
    pub anchor: String,
    pub link: ScenarioLink,
    pub name: Html,
    pub findings: Vec<FindingView>,
    pub steps: Vec<StepView>,
    pub exchanges: Vec<ExchangeView>,
    pub repeat: Option<String>,
    /// True for the first of its rule: the others are usually like it. Waived failures stay folded.
    pub open: bool,
}

/// A reason that kept rules from being judged.
#[derive(Debug)]
pub(super) struct Obstacle {
    pub why: Html,
    pub rules: Vec<Chip>,
}

/// Everything that fails or is waived.
pub(super) fn of(index: &Index<'_>, record: &RunRecord) -> Failing {
    let Deviations { failures, warnings } = digest::deviations(record);
    let of = |groups: Vec<RuleFindings<'_>>| groups.iter().map(|group| failing_rule(index, record, group)).collect();
    let waivers = digest::waivers(record).into_iter();
    let (outdated, waived): (Vec<_>, Vec<_>) = waivers.partition(|excuse| excuse.record.state.fails_the_run());
    let waivers = |excuses: Vec<Excuse<'_>>| excuses.iter().map(|excuse| waiver(index, record, excuse)).collect();
    Failing {
        deviations: of(failures),
        outdated: waivers(outdated),
        warnings: of(warnings),
        waived: waivers(waived),
    }
}

/// A waiver in the form of the rule that it is about, with the failures that it excuses.
fn waiver(index: &Index<'_>, record: &RunRecord, excuse: &Excuse<'_>) -> FailingRule {
    let waiver = &excuse.record.waiver;
    let mut rule = failing_rule(index, record, &(waiver.rule, excused(record, excuse.record)));
    for failure in &mut rule.failures {
        failure.open = false;
    }
    FailingRule {
        // Single scenarios of one rule may be waived.
        anchor: match &waiver.scenario {
            None => format!("waiver-{}", waiver.rule),
            Some(scenario) => format!("waiver-{}", index.link(scenario, scenario).anchor),
        },
        waiver: Some(WaiverView::new(excuse)),
        ..rule
    }
}

/// The findings that a waiver excuses. If two waivers do, the first counts, so that every finding is shown once.
fn excused<'a>(record: &'a RunRecord, waiver: &WaiverRecord) -> Vec<(&'a ScenarioRecord, &'a FindingRecord)> {
    let scenarios = record.scenarios.iter();
    let all = scenarios.flat_map(|scenario| scenario.findings.iter().map(move |found| (scenario, found)));
    let by = |(scenario, found): &(&ScenarioRecord, &FindingRecord)| {
        let first = record.excuse(found.finding.rule, &scenario.id);
        first.is_some_and(|first| std::ptr::eq(first, waiver))
    };
    all.filter(by).collect()
}

fn failing_rule(index: &Index<'_>, record: &RunRecord, (rule, findings): &RuleFindings<'_>) -> FailingRule {
    let rule = *rule;
    let mut by_scenario: Vec<(&ScenarioRecord, Vec<&FindingRecord>)> = Vec::new();
    for (scenario, found) in findings {
        match by_scenario.iter_mut().find(|(own, _)| own.id == scenario.id) {
            Some((_, all)) => all.push(found),
            None => by_scenario.push((scenario, vec![found])),
        }
    }
    let mut failures: Vec<Failure> = by_scenario
        .iter()
        .enumerate()
        .map(|(place, (scenario, findings))| failure(index, rule, scenario, findings, place))
        .collect();
    let rest = failures.split_off(SHOWN.min(failures.len()));
    FailingRule {
        anchor: format!("failing-{rule}"),
        chip: index.chip(rule),
        level_words: words::level(level_of(record, rule)),
        title: Html::text(rule_record(record, rule).map_or("", |rule| &rule.title)),
        source: Html::text(index.contract.rule(rule).map_or("", |rule| &rule.source)),
        waiver: None,
        failures,
        rest,
    }
}

fn failure(
    index: &Index<'_>,
    rule: RuleId,
    scenario: &ScenarioRecord,
    findings: &[&FindingRecord],
    place: usize,
) -> Failure {
    let link = index.link(&scenario.id, &scenario.name);
    // A scenario of another rule is named in full, so that it can be found.
    let name = if scenario.rule == rule {
        &scenario.name
    } else {
        &scenario.id
    };
    let blamed = if place < IN_FULL { findings } else { &[] };
    Failure {
        anchor: failure_anchor(rule, &link.anchor),
        name: Html::text(name),
        findings: findings.iter().map(|found| FindingView::new(found)).collect(),
        steps: evidence::steps(scenario),
        exchanges: evidence::exchanges(scenario, blamed),
        repeat: scenario.repeat.clone(),
        open: place == 0,
        link,
    }
}

/// What prevented a judgement, each reason once with the rules that were not judged.
pub(super) fn obstacles(index: &Index<'_>, reasons: &[(&str, Vec<RuleId>)]) -> Vec<Obstacle> {
    reasons
        .iter()
        .map(|(why, rules)| Obstacle {
            why: Html::text(why),
            rules: rules.iter().map(|rule| index.chip(*rule)).collect(),
        })
        .collect()
}

/// The heading of a list of failing rules.
pub(super) fn count(rules: &[FailingRule]) -> Phrase {
    let failures: usize = rules.iter().map(|rule| rule.failures.len() + rule.rest.len()).sum();
    Phrase::new(
        format!("{} in {}", plural(rules.len(), "rule"), plural(failures, "scenario")),
        format!("{} 条规则，{failures} 个场景", rules.len()),
    )
}
