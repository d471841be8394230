//! What deviates: for each rule that fails, every finding with the evidence in full.

use super::evidence::{self, ExchangeView, FindingView, StepView};
use super::markup::Html;
use super::rules::{Chip, Index, ScenarioLink, failure_anchor};
use super::words::{self, Phrase, Word};
use crate::contract::RuleId;
use crate::record::{FindingRecord, RunRecord, ScenarioRecord};
use crate::report::digest::{self, Deviations, RuleFindings, SHOWN};
use crate::report::words::plural;
use crate::report::{level_of, rule_record};

/// So many failures of a rule have their evidence in full. A fault that shows in every call would fill the page with it.
const IN_FULL: usize = 10;

/// One rule that fails.
#[derive(Debug)]
pub struct FailingRule {
    pub chip: Chip,
    pub level_words: Word,
    pub title: Html,
    pub source: Html,
    pub failures: Vec<Failure>,
    /// More of the same.
    pub rest: Vec<Failure>,
}

/// One scenario that fails it.
#[derive(Debug)]
pub struct Failure {
    pub anchor: String,
    pub link: ScenarioLink,
    pub name: Html,
    pub findings: Vec<FindingView>,
    pub steps: Vec<StepView>,
    pub exchanges: Vec<ExchangeView>,
    pub repeat: Option<String>,
    /// True for the first of its rule: the others are like it more often than not.
    pub open: bool,
}

/// A reason that kept rules from being judged.
#[derive(Debug)]
pub struct Obstacle {
    pub why: Html,
    pub rules: Vec<Chip>,
}

/// The rules that fail, most binding first: those that fail the run, and those that stand as warnings.
pub fn failing_rules(index: &Index<'_>, record: &RunRecord) -> (Vec<FailingRule>, Vec<FailingRule>) {
    let Deviations { failures, warnings } = digest::deviations(record);
    let of = |groups: Vec<RuleFindings<'_>>| groups.iter().map(|group| failing_rule(index, record, group)).collect();
    (of(failures), of(warnings))
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
        chip: index.chip(rule),
        level_words: words::level(level_of(record, rule)),
        title: Html::text(rule_record(record, rule).map_or("", |rule| &rule.title)),
        source: Html::text(index.book.rule(rule).map_or("", |rule| &rule.source)),
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

/// What stood in the way of a judgement, each reason once with the rules that it blocked.
pub fn obstacles(index: &Index<'_>, record: &RunRecord) -> Vec<Obstacle> {
    digest::blocked(record)
        .into_iter()
        .map(|(why, rules)| Obstacle {
            why: Html::text(why),
            rules: rules.into_iter().map(|rule| index.chip(rule)).collect(),
        })
        .collect()
}

/// A deviation that the target's file excuses, or excused.
#[derive(Debug)]
pub struct WaiverView {
    pub chip: Chip,
    pub state: Word,
    pub about: Html,
    pub lines: Vec<(Word, Html)>,
}

/// The target's waivers, each with what the run says of it.
pub fn waivers(index: &Index<'_>, record: &RunRecord) -> Vec<WaiverView> {
    digest::waivers(record)
        .into_iter()
        .map(|excuse| WaiverView {
            chip: index.chip(excuse.record.waiver.rule),
            state: words::waiver(excuse.record.state),
            about: Html::text(excuse.about),
            lines: excuse
                .lines
                .iter()
                .map(|(word, text)| (words::of_waiver(word), Html::text(text)))
                .collect(),
        })
        .collect()
}

/// The heading of a list of failing rules.
pub fn count(rules: &[FailingRule]) -> Phrase {
    let failures: usize = rules.iter().map(|rule| rule.failures.len() + rule.rest.len()).sum();
    Phrase::new(
        format!("{} in {}", plural(rules.len(), "rule"), plural(failures, "scenario")),
        format!("{} 条规则，{failures} 个场景", rules.len()),
    )
}
