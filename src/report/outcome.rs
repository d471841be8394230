//! The outcome of a scenario and of its steps, for formats that have success, failure and skipping, but no levels.
//! All of them use this, so that no two disagree.
//!
//! A scenario fails if one of its findings fails the run. A finding that is only a warning, or waived, fails nothing.
//! A scenario whose precondition was not granted, or that does not apply to this vendor, was skipped: nothing is known
//! of its rule. An error says nothing of the vendor and is kept apart if the format can do so.

use super::level_of;
use super::sentence::verdict_sentence;
use crate::contract::ScenarioOutcome;
use crate::record::{FindingRecord, RunRecord, RunVerdict, ScenarioRecord, StepStatus};
use crate::text::line;

/// The outcome of a scenario or a step.
pub(super) enum TestOutcome<'a> {
    /// It was run, and found nothing that counts.
    Passed,
    /// These findings fail the run; there is at least one.
    Failed(Vec<&'a FindingRecord>),
    /// It was not run to its end, and why; no reason if an earlier step has it.
    Skipped(Option<String>),
    /// The harness or the network failed, and how.
    Broken(&'a str),
}

/// The name of the test that stands for the run as a whole.
pub(super) const WHOLE_RUN: &str = "the run as a whole";

/// Why the run as a whole has no final result; `None` if it has one. Formats that have only tests show it as a test of
/// its own, otherwise a run that broke off would look like one that passed.
pub(super) fn of_run(record: &RunRecord) -> Option<String> {
    match record.run.verdict {
        RunVerdict::Conforms | RunVerdict::Deviates => None,
        RunVerdict::Inconclusive | RunVerdict::Incomplete | RunVerdict::Empty => {
            let sentence = verdict_sentence(record).english;
            let lines = std::iter::once(&sentence).chain(&record.run.errors);
            Some(lines.map(|text| line(text)).collect::<Vec<_>>().join("\n"))
        }
    }
}

/// True if a finding of a scenario fails the run.
pub(super) fn fails(record: &RunRecord, scenario: &ScenarioRecord, found: &FindingRecord) -> bool {
    let rule = found.finding.rule;
    level_of(record, rule).binds(record.run.strict) && record.excuse(rule, &scenario.id).is_none()
}

/// The findings of a scenario that are only warnings, or waived.
pub(super) fn warnings<'a>(
    record: &'a RunRecord,
    scenario: &'a ScenarioRecord,
) -> impl Iterator<Item = &'a FindingRecord> {
    scenario.findings.iter().filter(|found| !fails(record, scenario, found))
}

/// The outcome of a scenario.
pub(super) fn of_scenario<'a>(record: &RunRecord, scenario: &'a ScenarioRecord) -> TestOutcome<'a> {
    match ended(scenario) {
        // A broken scenario has no final result, even if it found something before it broke: as for the whole run.
        TestOutcome::Broken(why) => TestOutcome::Broken(why),
        ended @ (TestOutcome::Passed | TestOutcome::Failed(_) | TestOutcome::Skipped(_)) => {
            failed(record, scenario, scenario.findings.iter()).unwrap_or(ended)
        }
    }
}

/// The outcome of a step, by its place.
pub(super) fn of_step<'a>(record: &RunRecord, scenario: &'a ScenarioRecord, place: usize) -> TestOutcome<'a> {
    let findings = scenario.findings.iter().filter(|found| found.step == place);
    if let Some(failed) = failed(record, scenario, findings) {
        return failed;
    }
    match scenario.steps[place].status {
        _ if place == last_run(scenario) => ended(scenario),
        StepStatus::Stopped | StepStatus::Skipped => TestOutcome::Skipped(None),
        StepStatus::Passed | StepStatus::Failed => TestOutcome::Passed,
    }
}

fn failed<'a>(
    record: &RunRecord,
    scenario: &ScenarioRecord,
    findings: impl Iterator<Item = &'a FindingRecord>,
) -> Option<TestOutcome<'a>> {
    let failing: Vec<&FindingRecord> = findings.filter(|found| fails(record, scenario, found)).collect();
    (!failing.is_empty()).then_some(TestOutcome::Failed(failing))
}

fn ended(scenario: &ScenarioRecord) -> TestOutcome<'_> {
    match &scenario.ending {
        ScenarioOutcome::Completed => TestOutcome::Passed,
        ScenarioOutcome::Blocked { why } => TestOutcome::Skipped(Some(format!("blocked: {why}"))),
        ScenarioOutcome::Inapplicable { why } => TestOutcome::Skipped(Some(format!("not applicable: {why}"))),
        ScenarioOutcome::NotJudged { why } => TestOutcome::Skipped(Some(format!("not judged: {why}"))),
        ScenarioOutcome::NotRun { why } => TestOutcome::Skipped(Some(format!("not run: {why}"))),
        ScenarioOutcome::Error { why, .. } => TestOutcome::Broken(why),
    }
}

/// The step that shows how the scenario ended: the one that stopped it, else the first that was not run, else the last.
fn last_run(scenario: &ScenarioRecord) -> usize {
    let first = |status| scenario.steps.iter().position(|step| step.status == status);
    first(StepStatus::Stopped)
        .or_else(|| first(StepStatus::Skipped))
        .unwrap_or_else(|| scenario.steps.len().saturating_sub(1))
}
