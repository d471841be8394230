//! One run record, many faces. Each format is a pure function of the record and of the contract, in a file of its
//! own; none sees how the run was made.
//!
//! The record is masked already, so nothing here hides anything, and nothing here could leak anything.

mod cause;
pub mod comparison;
pub mod console;
pub mod ctrf;
pub mod cucumber_json;
pub mod cucumber_messages;
mod digest;
pub mod document;
pub mod events;
pub mod explain;
mod finding;
pub mod har;
pub mod history;
pub mod html;
mod input;
pub mod json;
pub mod junit;
mod language;
mod lookup;
pub mod markdown;
mod outcome;
mod phrases;
mod problem;
pub mod progress;
pub mod rule_test;
mod sentence;
mod time;
mod verbose;
mod words;

use crate::error::Error;

use finding::findings_text;
pub use input::ReportInput;
pub use language::Language;
use lookup::{by_feature, chinese_name, level_of, rule_record, tags_of};
use words::observations_text;
pub use words::plural;

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
        write: |input| json::write_record(input.record),
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
