//! The record of a scenario.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::exchange::ExchangeRecord;
use crate::contract::{Contract, Finding, RuleId, Scenario, ScenarioOutcome};

/// One scenario that was selected.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ScenarioRecord {
    /// `BS-25/<name>`.
    pub id: String,
    /// The rule it stands under.
    pub rule: RuleId,
    /// Further rules it is evidence for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<RuleId>,
    /// Its name.
    pub name: String,
    /// The outline it was expanded from; its own name if there is none.
    pub outline: String,
    /// The feature file, relative to `features/`.
    pub feature: String,
    /// How it ended.
    pub ending: ScenarioOutcome,
    /// When it began, RFC 3339.
    pub started: String,
    /// How long it took, in microseconds.
    pub duration_us: u64,
    /// Its steps.
    pub steps: Vec<StepRecord>,
    /// The deviations it found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingRecord>,
    /// The interpretations it observed, by question: `GW-13.status`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub observations: BTreeMap<String, String>,
    /// Why calls were sent again: a scenario with any entry is flaky.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flaky: Vec<String>,
    /// Its calls, masked.
    pub exchanges: Vec<ExchangeRecord>,
    /// How often it was run, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeated: Option<Repetitions>,
    /// The command that runs it again, if there is a reason to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<String>,
}

impl ScenarioRecord {
    /// A scenario of the contract, before it has a result.
    pub fn of(contract: &Contract, scenario: &Scenario) -> Self {
        Self {
            id: scenario.id.clone(),
            also: scenario.also.clone(),
            outline: scenario.outline.clone(),
            ..Self::named(contract, scenario.rule, scenario.name.clone())
        }
    }

    /// A scenario of this rule and name, which need not stand in a feature, before it has a result.
    pub fn named(contract: &Contract, rule: RuleId, name: String) -> Self {
        Self {
            id: format!("{rule}/{name}"),
            rule,
            also: Vec::new(),
            outline: name.clone(),
            name,
            feature: contract.rule(rule).map(|rule| rule.feature.clone()).unwrap_or_default(),
            ending: ScenarioOutcome::Completed,
            started: String::new(),
            duration_us: 0,
            steps: Vec::new(),
            findings: Vec::new(),
            observations: BTreeMap::new(),
            flaky: Vec::new(),
            exchanges: Vec::new(),
            repeated: None,
            repeat: None,
        }
    }

    /// How many calls it made, in all its runs.
    pub fn calls(&self) -> usize {
        self.repeated.map_or(self.exchanges.len(), |repeated| repeated.calls)
    }

    /// True if one of its findings names the rule.
    pub fn names(&self, rule: RuleId) -> bool {
        self.findings.iter().any(|found| found.finding.rule == rule)
    }

    /// True if it stands under the rule, or is tagged with it.
    pub fn is_evidence_for(&self, rule: RuleId) -> bool {
        self.rule == rule || self.also.contains(&rule)
    }

    /// True if it began and was stopped before its end.
    pub fn was_stopped(&self) -> bool {
        matches!(
            self.ending,
            ScenarioOutcome::Blocked { .. } | ScenarioOutcome::Error { .. }
        )
    }
}

/// A finding and the step that made it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FindingRecord {
    /// Index of the step.
    pub step: usize,
    /// The deviation, masked.
    #[serde(flatten)]
    pub finding: Finding,
    /// How often it was seen, where it was not seen each time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intermittent: Option<Intermittent>,
}

/// A finding that is not seen each time that it could be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intermittent {
    /// How often it was seen.
    pub times: usize,
    /// How often it could have been.
    pub of: usize,
    /// What is counted.
    pub occasions: Occasions,
}

/// What is counted where a finding comes and goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Occasions {
    /// Calls of one run that are made by the same steps.
    Calls,
    /// Runs of one scenario.
    Runs,
}

/// How often a scenario was run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repetitions {
    /// Its runs.
    pub runs: usize,
    /// The calls of all of them; those of the run that is recorded are shown.
    pub calls: usize,
}

/// One step of a scenario.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StepRecord {
    /// `Given`, `When`, `Then` …
    pub keyword: String,
    /// What follows the keyword.
    pub text: String,
    /// The table below it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub table: Vec<Vec<String>>,
    /// Its result.
    pub status: StepStatus,
    /// Microseconds from the scenario's start to the step's.
    pub started_us: u64,
    /// How long it took, in microseconds.
    pub duration_us: u64,
}

/// The result of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StepStatus {
    /// It was run, and found nothing wrong.
    Passed,
    /// It recorded a finding.
    Failed,
    /// It ended the scenario: a precondition was not granted, or something broke.
    Stopped,
    /// The scenario had ended before it.
    Skipped,
}
