//! The contract as it stands, with what the run says of each rule and each scenario.

use std::fmt;

use super::evidence::{self, ExchangeView, StepView};
use super::fields::{self, MessageView};
use super::index::{Chip, Index, ScenarioLink};
use super::markup::Html;
use super::questions::{self, QuestionView};
use super::words::{self, Phrase, Word};
use crate::contract::{Area, Examples, Outline, Rule, Scenario, Step};
use crate::docs::{Code, WorkedCall, codes, worked_calls};
use crate::record::{ScenarioRecord, StepStatus};
use crate::report::{chinese_name, phrases};

/// One part of the documentation: an operation, or the gateway common to two of them.
#[derive(Debug)]
pub(super) struct AreaView {
    pub letters: &'static str,
    pub title: Word,
    pub endpoint: &'static str,
    pub messages: Vec<MessageView>,
    /// What its codes and messages mean.
    pub codes: Vec<(Code, Chip)>,
    /// One correct call, step by step; none for what operations share.
    pub worked: Option<&'static WorkedCall>,
    pub chapters: Vec<Chapter>,
}

/// The rules of one feature.
#[derive(Debug)]
pub(super) struct Chapter {
    pub title: Phrase,
    pub about: Phrase,
    pub rules: Vec<RuleView>,
}

/// One rule.
#[derive(Debug)]
pub(super) struct RuleView {
    pub chip: Chip,
    pub level: &'static str,
    pub level_words: Word,
    pub title: Phrase,
    pub prose: Phrase,
    pub source: Phrase,
    pub untestable: bool,
    pub questions: Vec<QuestionView>,
    pub outlines: Vec<OutlineView>,
    /// Scenarios of other rules that are evidence for this one.
    pub also: Vec<ScenarioLink>,
    /// The fields that name the rule.
    pub fields: Vec<String>,
    /// Where its failure is told.
    pub problem: Option<String>,
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
    pub name: Phrase,
    pub steps: Vec<StepView>,
    pub tables: Vec<ExamplesView>,
    /// The scenario itself, where there are no examples.
    pub single: Option<ScenarioView>,
}

/// A table of examples, a scenario in each row.
#[derive(Debug)]
pub(super) struct ExamplesView {
    pub title: Phrase,
    pub columns: Vec<String>,
    pub rows: Vec<ScenarioView>,
}

/// A cell of such a table.
#[derive(Debug)]
pub(super) enum Cell {
    /// A value or a name, the same in both languages.
    Code(Html),
    Words(Phrase),
}

impl askama::filters::HtmlSafe for Cell {}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => code.fmt(f),
            Self::Words(words) => words.fmt(f),
        }
    }
}

impl Cell {
    fn new(text: &str) -> Self {
        match phrases::cell(text) {
            Some(chinese) => Self::Words(Phrase::new(text, chinese)),
            None => Self::Code(Html::text(text)),
        }
    }
}

/// One scenario and what became of it.
#[derive(Debug)]
pub(super) struct ScenarioView {
    pub link: ScenarioLink,
    pub cells: Vec<Cell>,
    /// Steps as taken; none where all passed, since they read like the outline then.
    pub steps: Vec<StepView>,
    pub exchanges: Vec<ExchangeView>,
    pub took: String,
    pub why: Option<Phrase>,
    /// Readings that it observed: the question's word, and the reading.
    pub observed: Vec<(String, Html)>,
    /// Where its failure is told.
    pub failure: Option<String>,
}

impl<'a> Index<'a> {
    fn scenario(&self, id: &str, name: &str, cells: Vec<Cell>) -> ScenarioView {
        let link = self.link(id, name);
        let record = self.records.get(id).copied();
        // What a failure needs is told there, in full.
        let failing = record.filter(|own| !own.findings.is_empty());
        let failure = failing.map(|_| format!("failure-{}", link.anchor));
        let told_here = record.filter(|_| failure.is_none());
        ScenarioView {
            cells,
            steps: told_here
                .filter(|record| record.steps.iter().any(|step| step.status != StepStatus::Passed))
                .map(evidence::steps)
                .unwrap_or_default(),
            exchanges: told_here
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
                .map(|(question, reading)| (question.clone(), Html::text(reading)))
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
            title: Phrase::new(&examples.title, examples.chinese.as_str()),
            columns: examples.columns.clone(),
            rows: examples
                .rows
                .iter()
                .zip(rest.by_ref())
                .map(|(row, scenario)| view(scenario, row.iter().map(|cell| Cell::new(cell)).collect()))
                .collect(),
        };
        OutlineView {
            name: Phrase::outline(&outline.name, &outline.chinese),
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
            name: Phrase::new(
                &scenario.name,
                chinese_name(self.contract, &scenario.id).unwrap_or_default(),
            ),
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
            title: Phrase::new(&rule.title, rule.chinese.title.as_str()),
            prose: Phrase::paragraphs(&rule.prose, &rule.chinese.prose),
            source: Phrase::new(&rule.source, rule.chinese.source.as_str()),
            untestable: rule.untestable,
            questions: questions::of(rule, self.record, self.contract),
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
            problem: self.problems.get(&rule.id).cloned(),
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
                let file = self.contract.file(&rule.feature);
                let chapter = Chapter {
                    title: Phrase::new(&rule.feature_title, file.map_or("", |file| &file.chinese_title)),
                    about: file.map_or_else(Phrase::default, |file| {
                        Phrase::paragraphs(&file.description, &file.chinese_description)
                    }),
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
            codes: codes(area)
                .into_iter()
                .map(|code| (code, self.chip(code.rule)))
                .collect(),
            // A page of a run holds nothing that looks like a secret or a person.
            worked: worked_calls()
                .iter()
                .filter(|_| self.record.is_none())
                .find(|call| call.operation.success_rule().area() == area),
            messages,
            chapters: chapters.into_iter().map(|(_, chapter)| chapter).collect(),
        }
    }
}

/// A step as it is written, without a result.
fn written(step: &Step) -> StepView {
    StepView {
        keyword: words::keyword(&step.keyword),
        text: Phrase::outline(&step.text, &phrases::chinese("step", &step.text).unwrap_or_default()),
        table: evidence::table(&step.table),
        status: None,
    }
}
