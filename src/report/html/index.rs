//! Where rules and scenarios stand in the page, and in which colour.

use std::collections::HashMap;

use askama::Template;
use askama::filters::HtmlSafe;

use super::words::{self, Phrase, Word};
use crate::contract::{Contract, RuleId, Scenario, ScenarioOutcome};
use crate::record::{FindingRecord, RunRecord, ScenarioRecord};
use crate::report::digest::Standing;
use crate::report::{chinese_name, rule_record};

/// A scenario by name, place and mark.
#[derive(Clone, Debug)]
pub(super) struct ScenarioLink {
    /// `BS-25.3`: the third scenario of its rule in the contract.
    pub anchor: String,
    /// What follows the rule's id in the anchor.
    pub number: String,
    pub name: Phrase,
    /// The same for a pointer that rests on it.
    pub title: String,
    pub mark: Option<Mark>,
}

/// What became of a scenario: its colour, and its words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub class: &'static str,
    pub words: Word,
}

impl Mark {
    pub(super) fn of(record: &RunRecord, scenario: &ScenarioRecord) -> Self {
        let (class, words) = match &scenario.ending {
            ScenarioOutcome::Error { .. } => ("blocked", Word("error", "出错")),
            _ if !scenario.findings.is_empty() && unexcused(record, scenario).is_none() => ("waived", words::WAIVED),
            _ if !scenario.findings.is_empty() => ("fails", Word("deviates", "不符合")),
            ScenarioOutcome::Completed => ("holds", Word("passed", "通过")),
            ScenarioOutcome::Blocked { .. } => ("blocked", Word("blocked", "阻塞")),
            ScenarioOutcome::Inapplicable { .. } => ("untested", Word("not applicable", "不适用")),
            ScenarioOutcome::NotJudged { .. } => ("untested", Word("not judged", "未判定")),
            ScenarioOutcome::NotRun { .. } => ("untested", Word("not run", "未运行")),
        };
        Self { class, words }
    }
}

impl ScenarioLink {
    /// The class that colours it.
    pub(super) fn class(&self) -> &'static str {
        self.mark.map_or("", |mark| mark.class)
    }
}

/// A rule's id in the colour of its verdict.
#[derive(Clone, Debug, Template)]
#[template(path = "chip.html", whitespace = "minimize")]
pub(super) struct Chip {
    pub id: RuleId,
    pub standing: Option<Standing>,
}

impl HtmlSafe for Chip {}

impl Chip {
    /// The class that colours it.
    pub(super) fn class(&self) -> &'static str {
        self.standing.map_or("", words::class)
    }

    /// The verdict, in words.
    pub(super) fn words(&self) -> Option<Word> {
        self.standing.map(words::standing)
    }

    /// The digits of the id.
    pub(super) fn number(&self) -> String {
        self.id.to_string().split_off(3)
    }
}

/// The first finding that no waiver excuses.
pub(super) fn unexcused<'a>(record: &RunRecord, scenario: &'a ScenarioRecord) -> Option<&'a FindingRecord> {
    let mut findings = scenario.findings.iter();
    findings.find(|found| record.excuse(found.finding.rule, &scenario.id).is_none())
}

/// Finds scenarios in contract and record.
#[derive(Debug)]
pub(super) struct Index<'a> {
    pub contract: &'a Contract,
    pub(super) record: Option<&'a RunRecord>,
    pub(super) records: HashMap<&'a str, &'a ScenarioRecord>,
    pub(super) anchors: HashMap<&'a str, String>,
    /// Scenarios that ran and are not in the contract: explored ones, or those of another contract.
    pub(super) unwritten: Vec<&'a ScenarioRecord>,
    pub(super) expanded: HashMap<(RuleId, &'a str), Vec<&'a Scenario>>,
    /// Where each rule that fails is told of.
    pub(super) problems: HashMap<RuleId, String>,
}

impl<'a> Index<'a> {
    /// The index of a contract and a run.
    pub(super) fn new(contract: &'a Contract, record: Option<&'a RunRecord>) -> Self {
        let ran = record.map_or(&[][..], |record| &record.scenarios);
        let unwritten: Vec<_> = ran.iter().filter(|ran| contract.scenario(&ran.id).is_none()).collect();
        let written = contract
            .scenarios
            .iter()
            .map(|scenario| (scenario.rule, scenario.id.as_str()));
        let mut counts: HashMap<RuleId, usize> = HashMap::new();
        let anchors = written
            .chain(unwritten.iter().map(|scenario| (scenario.rule, scenario.id.as_str())))
            .map(|(rule, id)| {
                let count = counts.entry(rule).or_default();
                *count += 1;
                (id, format!("{rule}.{count}"))
            })
            .collect();
        let mut expanded: HashMap<(RuleId, &str), Vec<&Scenario>> = HashMap::new();
        for scenario in &contract.scenarios {
            expanded
                .entry((scenario.rule, &scenario.outline))
                .or_default()
                .push(scenario);
        }
        Self {
            contract,
            record,
            records: ran.iter().map(|scenario| (scenario.id.as_str(), scenario)).collect(),
            anchors,
            unwritten,
            expanded,
            problems: HashMap::new(),
        }
    }

    /// The rule's id in the colour of its verdict, if there was a run.
    pub(super) fn chip(&self, id: RuleId) -> Chip {
        let standing = self
            .record
            .and_then(|record| Some(Standing::of(record, rule_record(record, id)?)));
        Chip { id, standing }
    }

    /// The title of a rule; empty where the contract does not have it.
    pub(super) fn title(&self, id: RuleId) -> Phrase {
        let rule = self.contract.rule(id);
        rule.map_or_else(Phrase::default, |rule| {
            Phrase::new(&rule.title, rule.chinese.title.as_str())
        })
    }

    /// Where the vendor documents a rule; empty where the contract does not have it.
    pub(super) fn source(&self, id: RuleId) -> Phrase {
        let rule = self.contract.rule(id);
        rule.map_or_else(Phrase::default, |rule| {
            Phrase::new(&rule.source, rule.chinese.source.as_str())
        })
    }

    /// The id of a scenario, `CU-03/a desktop user named …`.
    pub(super) fn named(&self, id: &str) -> Phrase {
        let rule = id.split_once('/').map_or("", |(rule, _)| rule);
        let chinese = chinese_name(self.contract, id).map(|name| format!("{rule}/{name}"));
        Phrase::new(id, chinese.unwrap_or_default())
    }

    /// The anchor of a scenario in the page.
    pub(super) fn link(&self, id: &str, name: &str) -> ScenarioLink {
        let anchor = self.anchors.get(id).cloned().unwrap_or_default();
        ScenarioLink {
            number: anchor.rsplit('.').next().unwrap_or_default().to_owned(),
            anchor,
            name: if id == name {
                self.named(id)
            } else {
                Phrase::new(name, chinese_name(self.contract, id).unwrap_or_default())
            },
            title: name.to_owned(),
            mark: self
                .record
                .and_then(|record| Some(Mark::of(record, self.records.get(id)?))),
        }
    }
}
