//! The contract with the result of each rule and each scenario.

use std::collections::HashMap;

use super::evidence::{self, ExchangeView, StepView};
use super::fields::{self, MessageView};
use super::markup::Html;
use super::questions::{self, QuestionView};
use super::words::{self, Phrase, Word};
use crate::contract::{Area, Contract, Examples, Outline, Rule, RuleId, Scenario, ScenarioOutcome, Step};
use crate::record::{FindingRecord, RunRecord, ScenarioRecord};
use crate::report::digest::Standing;
use crate::report::rule_record;

/// One part of the documentation: an operation, or the gateway common to two of them.
#[derive(Debug)]
pub(super) struct AreaView {
    pub letters: &'static str,
    pub title: Word,
    pub endpoint: &'static str,
    pub messages: Vec<MessageView>,
    pub chapters: Vec<Chapter>,
}

/// The rules of one feature.
#[derive(Debug)]
pub(super) struct Chapter {
    pub title: Html,
    pub about: Html,
    pub rules: Vec<RuleView>,
}

/// One rule.
#[derive(Debug)]
pub(super) struct RuleView {
    pub chip: Chip,
    pub level: &'static str,
    pub level_words: Word,
    pub title: Html,
    pub prose: Html,
    pub source: Html,
    pub untestable: bool,
    pub questions: Vec<QuestionView>,
    pub outlines: Vec<OutlineView>,
    /// Scenarios of other rules that are evidence for this one.
    pub also: Vec<ScenarioLink>,
    /// The fields that name the rule.
    pub fields: Vec<String>,
}

impl RuleView {
    /// Its own scenarios.
    pub(super) fn links(&self) -> impl Iterator<Item = &ScenarioLink> {
        self.outlines.iter().flat_map(|outline| {
            let rows = outline.tables.iter().flat_map(|table| &table.rows);
            rows.chain(&outline.single).map(|scenario| &scenario.link)
        })
    }
}

/// A scenario as it is written, and those that were expanded from it.
#[derive(Debug)]
pub(super) struct OutlineView {
    pub name: Html,
    pub steps: Vec<StepView>,
    pub tables: Vec<ExamplesView>,
    /// The scenario itself, if there are no examples.
    pub single: Option<ScenarioView>,
}

/// A table of examples, a scenario in each row.
#[derive(Debug)]
pub(super) struct ExamplesView {
    pub title: Html,
    pub columns: Vec<String>,
    pub rows: Vec<ScenarioView>,
}

/// One scenario and its outcome.
#[derive(Debug)]
pub(super) struct ScenarioView {
    pub link: ScenarioLink,
    pub cells: Vec<Html>,
    /// Steps as run, for a scenario that was expanded from an outline.
    pub steps: Vec<StepView>,
    pub exchanges: Vec<ExchangeView>,
    pub took: String,
    pub why: Option<Phrase>,
    /// The interpretations that it observed: the question's word, and the interpretation.
    pub observed: Vec<(String, Html)>,
    /// Where its failure is shown.
    pub failure: Option<String>,
}

/// A scenario by name, place and mark.
#[derive(Clone, Debug)]
pub(super) struct ScenarioLink {
    /// `BS-25.3`: the third scenario of its rule in the contract.
    pub anchor: String,
    /// The end of the anchor, after the rule's id.
    pub number: String,
    pub name: String,
    pub mark: Option<Mark>,
}

/// The outcome of a scenario: its colour, and its words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub class: &'static str,
    pub words: Word,
}

impl Mark {
    fn of(record: &RunRecord, scenario: &ScenarioRecord) -> Self {
        let (class, words) = match &scenario.ending {
            ScenarioOutcome::Error { .. } => ("blocked", Word("error", "出错")),
            _ if !scenario.findings.is_empty() && unexcused(record, scenario).is_none() => ("waived", words::WAIVED),
            _ if !scenario.findings.is_empty() => ("fails", Word("deviates", "有偏差")),
            ScenarioOutcome::Completed => ("holds", Word("passed", "通过")),
            ScenarioOutcome::Blocked { .. } => ("blocked", Word("blocked", "受阻")),
            ScenarioOutcome::Inapplicable { .. } => ("untested", Word("not applicable", "不适用")),
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
#[derive(Clone, Debug)]
pub(super) struct Chip {
    pub id: RuleId,
    pub standing: Option<Standing>,
}

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

/// Finds scenarios in contract and record.
#[derive(Debug)]
pub(super) struct Index<'a> {
    pub contract: &'a Contract,
    record: Option<&'a RunRecord>,
    records: HashMap<&'a str, &'a ScenarioRecord>,
    anchors: HashMap<&'a str, String>,
    /// Scenarios that ran and are not in the contract: explored ones, or those of another contract.
    unwritten: Vec<&'a ScenarioRecord>,
    expanded: HashMap<(RuleId, &'a str), Vec<&'a Scenario>>,
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
        }
    }

    /// The rule's id in the colour of its verdict, if there was a run.
    pub(super) fn chip(&self, id: RuleId) -> Chip {
        let standing = self
            .record
            .and_then(|record| Some(Standing::of(record, rule_record(record, id)?)));
        Chip { id, standing }
    }

    /// The anchor of a scenario in the page.
    pub(super) fn link(&self, id: &str, name: &str) -> ScenarioLink {
        let anchor = self.anchors.get(id).cloned().unwrap_or_default();
        ScenarioLink {
            number: anchor.rsplit('.').next().unwrap_or_default().to_owned(),
            anchor,
            name: name.to_owned(),
            mark: self
                .record
                .and_then(|record| Some(Mark::of(record, self.records.get(id)?))),
        }
    }

    fn scenario(&self, id: &str, name: &str, cells: Vec<Html>) -> ScenarioView {
        let link = self.link(id, name);
        let record = self.records.get(id).copied();
        // A failure is shown there, in full.
        let failure = record.and_then(|own| unexcused(self.record?, own).or(own.findings.first()));
        let failure = failure.map(|found| failure_anchor(found.finding.rule, &link.anchor));
        let record_here = record.filter(|_| failure.is_none());
        ScenarioView {
            cells,
            steps: record_here.map(evidence::steps).unwrap_or_default(),
            exchanges: record_here
                .map(|record| evidence::exchanges(record, &[]))
                .unwrap_or_default(),
            took: record
                .map(|record| evidence::milliseconds(record.duration_us))
                .unwrap_or_default(),
            why: record.and_then(evidence::why),
            observed: record
                .map(|record| &record.observations)
                .into_iter()
                .flatten()
                .map(|(question, interpretation)| (question.clone(), Html::text(interpretation)))
                .collect(),
            failure,
            link,
        }
    }

    fn outline(&self, outline: &'a Outline) -> OutlineView {
        let key = (outline.rule, outline.name.as_str());
        let scenarios = self.expanded.get(&key).map_or(&[][..], Vec::as_slice);
        let view = |scenario: &Scenario, cells| self.scenario(&scenario.id, &scenario.name, cells);
        let single = scenarios.first().filter(|_| outline.examples.is_empty());
        let mut rest = scenarios.iter();
        let table = |examples: &Examples| ExamplesView {
            title: Html::text(&examples.title),
            columns: examples.columns.clone(),
            rows: examples
                .rows
                .iter()
                .zip(rest.by_ref())
                .map(|(row, scenario)| view(scenario, row.iter().map(|cell| Html::text(cell)).collect()))
                .collect(),
        };
        OutlineView {
            name: Html::outline(&outline.name),
            tables: outline.examples.iter().map(table).collect(),
            // A single scenario that ran has its steps with their results.
            steps: match single.and_then(|single| self.records.get(single.id.as_str())) {
                Some(record) => evidence::steps(record),
                None => outline.steps.iter().map(written).collect(),
            },
            single: single.map(|single| view(single, Vec::new())),
        }
    }

    fn unwritten(&self, scenario: &ScenarioRecord) -> OutlineView {
        OutlineView {
            name: Html::text(&scenario.name),
            steps: evidence::steps(scenario),
            tables: Vec::new(),
            single: Some(self.scenario(&scenario.id, &scenario.name, Vec::new())),
        }
    }

    fn rule(&self, rule: &'a Rule, messages: &[MessageView]) -> RuleView {
        let written = self.contract.outlines.iter().filter(|outline| outline.rule == rule.id);
        let unwritten = self.unwritten.iter().filter(|scenario| scenario.rule == rule.id);
        let also = self
            .contract
            .scenarios
            .iter()
            .filter(|scenario| scenario.also.contains(&rule.id));
        RuleView {
            chip: self.chip(rule.id),
            level: rule.level.name(),
            level_words: words::level(rule.level),
            title: Html::text(&rule.title),
            prose: Html::paragraphs(&rule.prose),
            source: Html::text(&rule.source),
            untestable: rule.untestable,
            questions: questions::of(rule, self.record),
            outlines: written
                .map(|outline| self.outline(outline))
                .chain(unwritten.map(|scenario| self.unwritten(scenario)))
                .collect(),
            also: also.map(|scenario| self.link(&scenario.id, &scenario.id)).collect(),
            fields: messages
                .iter()
                .flat_map(|message| &message.fields)
                .filter(|field| field.names(rule.id))
                .map(|field| field.path.clone())
                .collect(),
        }
    }

    /// Every part of the documentation, in the order of the contract.
    pub(super) fn areas(&self) -> Vec<AreaView> {
        Area::all().map(|area| self.area(area)).collect()
    }

    fn area(&self, area: Area) -> AreaView {
        let messages = fields::messages(area, self);
        let mut chapters: Vec<(&str, Chapter)> = Vec::new();
        for rule in self.contract.rules.iter().filter(|rule| rule.id.area() == area) {
            if chapters.last().is_none_or(|(title, _)| *title != rule.feature_title) {
                let chapter = Chapter {
                    title: Html::text(&rule.feature_title),
                    about: Html::paragraphs(self.contract.file(&rule.feature).map_or("", |file| &file.description)),
                    rules: Vec::new(),
                };
                chapters.push((&rule.feature_title, chapter));
            }
            if let Some((_, chapter)) = chapters.last_mut() {
                chapter.rules.push(self.rule(rule, &messages));
            }
        }
        AreaView {
            letters: area.letters(),
            title: words::area(area),
            endpoint: area.endpoint(),
            messages,
            chapters: chapters.into_iter().map(|(_, chapter)| chapter).collect(),
        }
    }
}

/// A step as it is written, without a result.
fn written(step: &Step) -> StepView {
    StepView {
        keyword: step.keyword.clone(),
        text: Html::outline(&step.text),
        table: evidence::table(&step.table),
        status: None,
    }
}

/// The first finding that no waiver excuses.
fn unexcused<'a>(record: &RunRecord, scenario: &'a ScenarioRecord) -> Option<&'a FindingRecord> {
    let mut findings = scenario.findings.iter();
    findings.find(|found| record.excuse(found.finding.rule, &scenario.id).is_none())
}

/// Where a failure is shown: a scenario can fail more than one rule.
pub(super) fn failure_anchor(rule: RuleId, scenario: &str) -> String {
    format!("failure-{rule}-{scenario}")
}
