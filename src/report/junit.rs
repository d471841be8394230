//! JUnit XML: a feature is a suite, a scenario a test case.
//!
//! JUnit knows success, failure, error and skipping, and nothing of levels. A scenario fails there when one of its
//! findings fails the run; a finding that is only a warning is told in the output of a successful test.

use std::fmt::Write as _;
use std::time::Duration;

use quick_junit::{NonSuccessKind, Property, Report, TestCase, TestCaseStatus, TestRerun, TestSuite};

use super::{finding_lines, level_of};
use crate::contract::{Book, Ending};
use crate::error::Error;
use crate::record::{FindingRecord, RunRecord, ScenarioRecord};

/// The record as JUnit XML.
///
/// # Errors
/// [`Error::Harness`] where the XML cannot be written.
pub fn write(record: &RunRecord, book: &Book) -> Result<String, Error> {
    let mut report = Report::new(format!("fuhe: {}", record.run.target));
    report.timestamp = record.run.started.parse().ok();
    report.set_time(Duration::from_millis(record.run.duration_ms));
    for group in by_feature(&record.scenarios) {
        report.add_test_suite(suite(record, book, &group));
    }
    report
        .to_string()
        .map_err(|e| Error::Harness(format!("junit.xml cannot be written: {e}")))
}

/// The scenarios of each feature, features in the order in which they first come.
fn by_feature(scenarios: &[ScenarioRecord]) -> Vec<Vec<&ScenarioRecord>> {
    let mut groups: Vec<Vec<&ScenarioRecord>> = Vec::new();
    for scenario in scenarios {
        match groups.iter_mut().find(|group| group[0].feature == scenario.feature) {
            Some(group) => group.push(scenario),
            None => groups.push(vec![scenario]),
        }
    }
    groups
}

fn suite(record: &RunRecord, book: &Book, scenarios: &[&ScenarioRecord]) -> TestSuite {
    let first = scenarios[0];
    let title = book.rule(first.rule).map_or(&first.feature, |rule| &rule.feature_title);
    let mut suite = TestSuite::new(title.as_str());
    suite.timestamp = first.started.parse().ok();
    suite.set_time(scenarios.iter().map(|s| Duration::from_micros(s.duration_us)).sum());
    for (name, value) in [
        ("feature", first.feature.clone()),
        ("target", record.run.target.clone()),
        ("seed", record.run.seed.to_string()),
        ("run", record.run.run_id.clone()),
        ("contract", record.run.contract.clone()),
    ] {
        suite.add_property(Property::new(name, value));
    }
    suite.add_test_cases(scenarios.iter().map(|scenario| case(record, scenario)));
    suite
}

fn case(record: &RunRecord, scenario: &ScenarioRecord) -> TestCase {
    let mut case = TestCase::new(scenario.id.as_str(), status(record, scenario));
    case.set_classname(scenario.feature.trim_end_matches(".feature"));
    case.set_time(Duration::from_micros(scenario.duration_us));
    case.timestamp = scenario.started.parse().ok();
    let output = output(record, scenario);
    if !output.is_empty() {
        case.set_system_out(output);
    }
    case
}

fn status(record: &RunRecord, scenario: &ScenarioRecord) -> TestCaseStatus {
    let failing: Vec<&FindingRecord> = scenario.findings.iter().filter(|f| fails(record, f)).collect();
    let mut status = match (&scenario.ending, failing.first()) {
        // A broken scenario says nothing final, even where it found something before it broke: as for the whole run.
        (Ending::Error { why, .. }, _) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_message(why.as_str());
            status
        }
        (_, Some(first)) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status
                .set_type(first.finding.rule.to_string())
                .set_message(format!("{}: expected {}", first.finding.rule, first.finding.expected));
            status
        }
        (Ending::Blocked { why }, None) => skipped("blocked", why),
        (Ending::Inapplicable { why }, None) => skipped("not applicable", why),
        (Ending::Completed, None) => TestCaseStatus::success(),
    };
    let text = findings_text(record, scenario, failing.iter().copied());
    if !text.is_empty() {
        status.set_description(text);
    }
    // As test runners tell the failed attempts of a test that passed in the end.
    for why in &scenario.flaky {
        let mut attempt = TestRerun::new(NonSuccessKind::Error);
        attempt.set_message(why.as_str());
        status.add_rerun(attempt);
    }
    status
}

fn skipped(word: &str, why: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::skipped();
    status.set_message(format!("{word}: {why}"));
    status
}

fn fails(record: &RunRecord, found: &FindingRecord) -> bool {
    level_of(record, found.finding.rule).binds(record.run.strict)
}

/// What does not fail the test case: warnings, and the readings that were observed.
fn output(record: &RunRecord, scenario: &ScenarioRecord) -> String {
    let warnings = scenario.findings.iter().filter(|found| !fails(record, found));
    let mut text = findings_text(record, scenario, warnings);
    for (question, reading) in &scenario.observations {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "observed {question}: {reading}");
    }
    text
}

fn findings_text<'a>(
    record: &RunRecord,
    scenario: &ScenarioRecord,
    findings: impl Iterator<Item = &'a FindingRecord>,
) -> String {
    let mut text = String::new();
    for found in findings {
        let rule = found.finding.rule;
        let title = super::rule_record(record, rule).map_or("", |rule| &rule.title);
        let _ = writeln!(text, "{rule} ({}) {title}", level_of(record, rule));
        if let Some(step) = scenario.steps.get(found.step) {
            let _ = writeln!(text, "  step      {} {}", step.keyword, step.text);
        }
        for (word, line) in finding_lines(scenario, found) {
            let _ = writeln!(text, "  {word:<9} {line}");
        }
    }
    text
}
