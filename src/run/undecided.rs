//! Scenarios that could not be judged, and may run again.

use std::collections::{BTreeMap, BTreeSet};

use crate::contract::ScenarioOutcome;
use crate::record::ScenarioRecord;

/// What could not be judged so far. A scenario with a finding is never among it: another run must not hide what was seen.
#[derive(Debug, Default)]
pub(super) struct Undecided {
    times_left: usize,
    /// The latest run of each.
    records: BTreeMap<String, ScenarioRecord>,
    /// Why each ran again, once for each time.
    reasons: BTreeMap<String, Vec<String>>,
}

impl Undecided {
    /// Each may run again so many times.
    pub(super) fn with(times: usize) -> Self {
        Self {
            times_left: times,
            ..Self::default()
        }
    }

    /// The record, unless its scenario could not be judged and may run again. One that ran again says why.
    pub(super) fn judge(&mut self, mut record: ScenarioRecord) -> Option<ScenarioRecord> {
        self.records.remove(&record.id);
        if let Some(reasons) = self.reasons.get(&record.id) {
            record.flaky.splice(0..0, reasons.iter().cloned());
        }
        if self.times_left == 0 || why(&record).is_none() {
            return Some(record);
        }
        self.records.insert(record.id.clone(), record);
        None
    }

    /// Those that run once more; none if nothing is left to decide, or no time.
    pub(super) fn next(&mut self) -> Option<BTreeSet<String>> {
        if self.times_left == 0 || self.records.is_empty() {
            return None;
        }
        self.times_left -= 1;
        for (id, record) in &self.records {
            if let Some(why) = why(record) {
                let reasons = self.reasons.entry(id.clone()).or_default();
                reasons.push(format!(
                    "could not be judged, and was run again (--retry-inconclusive): {why}"
                ));
            }
        }
        Some(self.records.keys().cloned().collect())
    }

    /// What is left of them.
    pub(super) fn finish(&mut self) -> Vec<ScenarioRecord> {
        std::mem::take(&mut self.records).into_values().collect()
    }
}

/// Why a scenario could not be judged, if it has no finding.
fn why(record: &ScenarioRecord) -> Option<&str> {
    match &record.ending {
        ScenarioOutcome::Blocked { why } | ScenarioOutcome::NotJudged { why } | ScenarioOutcome::Error { why, .. } => {
            Some(why.as_str()).filter(|_| record.findings.is_empty())
        }
        ScenarioOutcome::Completed | ScenarioOutcome::Inapplicable { .. } | ScenarioOutcome::NotRun { .. } => None,
    }
}
