//! One run record, many formats. Each format is a pure function of the record and of the contract, in its own file;
//! none sees how the run was made.
//!
//! The record is masked already, so the formats hide nothing and can reveal nothing.

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
use crate::contract::{Contract, Level, RuleId};
use crate::error::Error;
use crate::record::{RuleRecord, RunRecord, ScenarioRecord};

use words::{findings_text, observations_text};

/// The input of a format.
#[derive(Clone, Copy, Debug)]
pub struct ReportInput<'a> {
    /// The run.
    pub record: &'a RunRecord,
    /// The contract.
    pub contract: &'a Contract,
    /// What changed since a baseline, if one was given.
    pub comparison: Option<&'a Comparison>,
    /// The results of earlier runs, if a history was given.
    pub history: &'a [Line],
}

/// One format of the report.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// The file it is written to.
    pub file: &'static str,
    /// A text near the beginning of every such file, white space aside: it marks the file as ours.
    pub mark: &'static str,
    /// What it is, and who reads it, in one line.
    pub about: &'static str,
    /// Makes the text of the file.
    pub write: fn(&ReportInput<'_>) -> Result<String, Error>,
}

/// Every format that is written to a file, the record itself first. Command line, clearing and documentation read this
/// table, so that a new format needs no other change.
pub const FORMATS: [Format; 8] = [
    Format {
        name: "json",
        file: "report.json",
        mark: "{\"format\": \"fuhe-run/",
        about: "the run record itself, as in `schemas/run-record.json`; always written",
        write: |input| json::write(input.record),
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
        write: |input| junit::write(input.record, input.contract),
    },
    Format {
        name: "summary",
        file: "summary.md",
        mark: "## fuhe · ",
        about: "Markdown, for people; added to the job's summary where `GITHUB_STEP_SUMMARY` names one",
        write: |input| Ok(markdown::write(input)),
    },
    Format {
        name: "cucumber",
        file: "cucumber.json",
        mark: "[{\"uri\": \"features/",
        about: "Cucumber JSON, for the many viewers of it",
        write: |input| Ok(cucumber_json::write(input.record, input.contract)),
    },
    Format {
        name: "messages",
        file: "messages.ndjson",
        mark: "\"implementation\": {\"name\": \"fuhe\"",
        about: "Cucumber Messages, for Cucumber's own HTML formatter and others",
        write: |input| Ok(cucumber_messages::write(input.record, input.contract)),
    },
    Format {
        name: "har",
        file: "exchanges.har",
        mark: "\"creator\": {\"name\": \"fuhe\"",
        about: "HAR 1.2: every exchange, for the network panel of a browser",
        write: |input| Ok(har::write(input.record)),
    },
    Format {
        name: "ctrf",
        file: "ctrf.json",
        mark: "\"generatedBy\": \"fuhe\"",
        about: "Common Test Report Format",
        write: |input| Ok(ctrf::write(input.record, input.contract)),
    },
];

/// The record of a rule. A record made with another contract may have rules that this contract does not have, so the
/// record is asked, not the contract.
fn rule_record(record: &RunRecord, id: RuleId) -> Option<&RuleRecord> {
    record.rules.iter().find(|rule| rule.id == id)
}

/// How binding a finding is: as in the record, and fully if the record does not have the rule.
fn level_of(record: &RunRecord, id: RuleId) -> Level {
    rule_record(record, id).map_or(Level::Must, |rule| rule.level)
}

/// The scenarios of each feature, features in the order in which they first occur.
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

/// The tags of a scenario: those of the contract; for an explored scenario those of its feature and its rule.
fn tags_of(contract: &Contract, scenario: &ScenarioRecord) -> Vec<String> {
    if let Some(own) = contract.scenario(&scenario.id) {
        return own.tags.clone();
    }
    let of_feature = contract.file(&scenario.feature).map(|file| &file.tags);
    let of_rule = contract.rule(scenario.rule).map(|rule| &rule.tags);
    of_feature.into_iter().chain(of_rule).flatten().cloned().collect()
}
