//! JUnit XML: a feature is a suite, a scenario a test case.
//!
//! JUnit has success, failure, error and skipping, but no levels. A finding that is only a warning, or waived, is
//! reported in the output of a successful test. Waivers are a suite of their own: one that must be removed fails there,
//! since it fails the run.

use std::fmt::Write as _;
use std::time::Duration;

use quick_junit::{NonSuccessKind, Property, Report, TestCase, TestCaseStatus, TestRerun, TestSuite, XmlString};

use super::digest::{self, Excuse};
use super::outcome::{self, TestOutcome, WHOLE_RUN, fails, warnings};
use super::words::happened;
use super::{by_feature, findings_text, observations_text};
use crate::contract::{Contract, WaiverState};
use crate::error::Error;
use crate::record::{RunRecord, ScenarioRecord};
use crate::text::lines;

/// The record as JUnit XML.
///
/// # Errors
/// [`Error::Harness`] if the XML cannot be written.
pub fn write(record: &RunRecord, contract: &Contract) -> Result<String, Error> {
    let mut report = Report::new(xml(&format!("fuhe: {}", record.run.target)));
    report.timestamp = record.run.started.parse().ok();
    report.set_time(Duration::from_millis(record.run.duration_ms));
    for group in by_feature(record) {
        report.add_test_suite(suite(record, contract, &group));
    }
    if let Some(why) = outcome::of_run(record) {
        report.add_test_suite(whole_run(&why));
    }
    if !record.waivers.is_empty() {
        report.add_test_suite(waivers(record));
    }
    let xml = report
        .to_string()
        .map_err(|e| Error::Harness(format!("junit.xml cannot be written: {e}")))?;
    // With one character that XML does not allow, no reader would accept any of it.
    Ok(lines(&xml).into_owned())
}

/// A text for XML. Hidden characters are written out; otherwise they would be dropped.
fn xml(text: &str) -> XmlString {
    XmlString::new(lines(text))
}

fn suite(record: &RunRecord, contract: &Contract, scenarios: &[&ScenarioRecord]) -> TestSuite {
    let first = scenarios[0];
    let title = contract
        .rule(first.rule)
        .map_or(&first.feature, |rule| &rule.feature_title);
    let mut suite = TestSuite::new(xml(title));
    suite.timestamp = first.started.parse().ok();
    suite.set_time(scenarios.iter().map(|s| Duration::from_micros(s.duration_us)).sum());
    for (name, value) in [
        ("feature", first.feature.clone()),
        ("target", record.run.target.clone()),
        ("seed", record.run.seed.to_string()),
        ("run", record.run.run_id.clone()),
        ("contract", record.run.contract.clone()),
    ] {
        suite.add_property(Property::new(name, xml(&value)));
    }
    suite.add_test_cases(scenarios.iter().map(|scenario| case(record, scenario)));
    suite
}

/// The run as a whole, as a test with an error.
fn whole_run(why: &str) -> TestSuite {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
    status.set_message(why.lines().next().unwrap_or_default());
    status.set_description(why);
    let mut case = TestCase::new(WHOLE_RUN, status);
    case.set_classname("run");
    let mut suite = TestSuite::new("run");
    suite.add_test_case(case);
    suite
}

/// The waivers, each as a test of whether it is still needed.
fn waivers(record: &RunRecord) -> TestSuite {
    let mut suite = TestSuite::new("waivers");
    for Excuse { record, lines, .. } in digest::waivers(record) {
        let mut status = match record.state {
            WaiverState::Waived => TestCaseStatus::success(),
            WaiverState::NotTested => TestCaseStatus::skipped(),
            WaiverState::HoldsAgain | WaiverState::JudgedAgain | WaiverState::Expired => {
                TestCaseStatus::non_success(NonSuccessKind::Failure)
            }
        };
        status.set_message(record.state.words());
        let rule = record.waiver.rule.to_string();
        let name = format!("waiver of {}", record.waiver.scenario.as_ref().unwrap_or(&rule));
        let mut case = TestCase::new(xml(&name), status);
        case.set_classname("waivers");
        let mut text = format!("{:<9} {}\n", "state", record.state.words());
        for (word, line) in lines {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{word:<9} {}", crate::text::line(&line));
        }
        case.set_system_out(xml(&text));
        suite.add_test_case(case);
    }
    suite
}

fn case(record: &RunRecord, scenario: &ScenarioRecord) -> TestCase {
    let mut case = TestCase::new(xml(&scenario.id), status(record, scenario));
    // Readers of this format take every dot for the end of a package.
    let class = scenario.feature.trim_end_matches(".feature").replace('.', "-");
    case.set_classname(xml(&class));
    case.set_time(Duration::from_micros(scenario.duration_us));
    case.timestamp = scenario.started.parse().ok();
    let output = output(record, scenario);
    if !output.is_empty() {
        case.set_system_out(xml(&output));
    }
    case
}

fn status(record: &RunRecord, scenario: &ScenarioRecord) -> TestCaseStatus {
    let mut status = match outcome::of_scenario(record, scenario) {
        TestOutcome::Passed => TestCaseStatus::success(),
        TestOutcome::Failed(findings) => {
            let first = findings[0];
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status
                .set_type(first.finding.rule.to_string())
                .set_message(xml(&happened(first)));
            status
        }
        TestOutcome::Skipped(why) => {
            let mut status = TestCaseStatus::skipped();
            status.set_message(xml(&why.unwrap_or_default()));
            status
        }
        TestOutcome::Broken(why) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_message(xml(why));
            status
        }
    };
    let failing = scenario.findings.iter().filter(|found| fails(record, scenario, found));
    let text = findings_text(record, scenario, failing);
    if !text.is_empty() {
        status.set_description(xml(&text));
    }
    // As test runners report the failed attempts of a test that passed in the end.
    for why in &scenario.flaky {
        let mut attempt = TestRerun::new(NonSuccessKind::Error);
        attempt.set_message(xml(why));
        status.add_rerun(attempt);
    }
    status
}

/// What does not fail the test case: warnings, waived findings, and observed interpretations.
fn output(record: &RunRecord, scenario: &ScenarioRecord) -> String {
    findings_text(record, scenario, warnings(record, scenario)) + &observations_text(scenario)
}
