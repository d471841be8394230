//! One run record, many faces. Each format is a pure function of the record and of the contract book, in a file of its
//! own; none sees how the run was made.
//!
//! The record is masked already, so nothing here hides anything, and nothing here could leak anything.

pub mod comparison;
pub mod console;
pub mod ctrf;
pub mod cucumber_json;
pub mod cucumber_messages;
pub mod events;
pub mod har;
pub mod history;
pub mod html;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod progress;
pub mod rule_test;

mod digest;
mod outcome;
mod sentence;
mod time;
mod words;

use crate::compare::Comparison;
use crate::compare::history::Line;
use crate::contract::{Book, Level, RuleId};
use crate::error::Error;
use crate::record::{RuleRecord, RunRecord, ScenarioRecord};

use words::{findings_text, observations_text};

/// What a format is made of.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The run.
    pub record: &'a RunRecord,
    /// The contract book.
    pub book: &'a Book,
    /// What changed since a baseline, where one was given.
    pub comparison: Option<&'a Comparison>,
    /// What runs before this one said, where a history was given.
    pub history: &'a [Line],
}

/// One format that a run is told in.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// What the command line calls it.
    pub name: &'static str,
    /// The file it is written to.
    pub file: &'static str,
    /// What stands near the beginning of every such file, but for white space: by that it is known as ours.
    pub mark: &'static str,
    /// What it is, and who reads it, in one line.
    pub about: &'static str,
    /// Makes the text of the file.
    pub write: fn(&Told<'_>) -> Result<String, Error>,
}

/// Every format that is written to a file, the record itself first. Command line, clearing and documentation read this
/// table, so that a format in it is known everywhere.
pub const FORMATS: [Format; 8] = [
    Format {
        name: "json",
        file: "report.json",
        mark: "{\"format\": \"fuhe-run/",
        about: "the run record itself, by `schemas/run-record.json`; always written",
        write: |told| json::write(told.record),
    },
    Format {
        name: "html",
        file: html::PAGE,
        mark: " · fuhe</title>",
        about: "the page: rules, fields and scenarios with their verdicts, and every deviation with its evidence",
        write: html::write,
    },
    Format {
        name: "junit",
        file: "junit.xml",
        mark: "<testsuites name=\"fuhe: ",
        about: "JUnit XML, for CI: a feature is a suite, a scenario a test case",
        write: |told| junit::write(told.record, told.book),
    },
    Format {
        name: "summary",
        file: "summary.md",
        mark: "## fuhe · ",
        about: "Markdown, for people; added to the job's summary where `GITHUB_STEP_SUMMARY` names one",
        write: |told| Ok(markdown::write(told)),
    },
    Format {
        name: "cucumber",
        file: "cucumber.json",
        mark: "[{\"uri\": \"features/",
        about: "Cucumber JSON, for the many viewers of it",
        write: |told| Ok(cucumber_json::write(told.record, told.book)),
    },
    Format {
        name: "messages",
        file: "messages.ndjson",
        mark: "\"implementation\": {\"name\": \"fuhe\"",
        about: "Cucumber Messages, for Cucumber's own HTML formatter and others",
        write: |told| Ok(cucumber_messages::write(told.record, told.book)),
    },
    Format {
        name: "har",
        file: "exchanges.har",
        mark: "\"creator\": {\"name\": \"fuhe\"",
        about: "HAR 1.2: every exchange, for the network panel of a browser",
        write: |told| Ok(har::write(told.record)),
    },
    Format {
        name: "ctrf",
        file: "ctrf.json",
        mark: "\"generatedBy\": \"fuhe\"",
        about: "Common Test Report Format",
        write: |told| Ok(ctrf::write(told.record, told.book)),
    },
];

/// What the record says of a rule. A record made under another contract may know rules that the book does not, so the
/// record is asked, not the book.
fn rule_record(record: &RunRecord, id: RuleId) -> Option<&RuleRecord> {
    record.rules.iter().find(|rule| rule.id == id)
}

/// How binding a finding is: as the record has it, and fully where the record does not know the rule.
fn level_of(record: &RunRecord, id: RuleId) -> Level {
    rule_record(record, id).map_or(Level::Must, |rule| rule.level)
}

/// The scenarios of each feature, features in the order in which they first come.
fn by_feature(record: &RunRecord) -> Vec<Vec<&ScenarioRecord>> {
    let mut groups: Vec<Vec<&ScenarioRecord>> = Vec::new();
    for scenario in &record.scenarios {
        match groups.iter_mut().find(|group| group[0].feature == scenario.feature) {
            Some(group) => group.push(scenario),
            None => groups.push(vec![scenario]),
        }
    }
    groups
}

/// The tags of a scenario: those of the book, and for one that was explored those of its feature and its rule.
fn tags_of(book: &Book, scenario: &ScenarioRecord) -> Vec<String> {
    if let Some(own) = book.scenario(&scenario.id) {
        return own.tags.clone();
    }
    let of_feature = book.file(&scenario.feature).map(|file| &file.tags);
    let of_rule = book.rule(scenario.rule).map(|rule| &rule.tags);
    of_feature.into_iter().chain(of_rule).flatten().cloned().collect()
}
