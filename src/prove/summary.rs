//! What is kept of one run.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::Value;

use crate::contract::{RuleId, Verdict};
use crate::error::Error;
use crate::record::{RunRecord, RunVerdict};

/// What is kept of one run.
#[derive(Clone, Debug)]
pub(super) struct Summary {
    pub(super) verdict: RunVerdict,
    pub(super) errors: Vec<String>,
    /// Failed rules, and the outlines whose scenarios made the findings.
    pub(super) failed: BTreeMap<RuleId, BTreeSet<String>>,
    pub(super) blocked: BTreeSet<RuleId>,
    pub(super) verdicts: BTreeMap<RuleId, Verdict>,
    pub(super) observations: BTreeMap<RuleId, BTreeMap<String, Value>>,
    pub(super) took: Duration,
}

impl Summary {
    pub(super) fn of(record: &RunRecord, took: Duration) -> Self {
        let mut failed: BTreeMap<RuleId, BTreeSet<String>> = BTreeMap::new();
        for scenario in &record.scenarios {
            for found in &scenario.findings {
                let outline = format!("{}/{}", scenario.rule, scenario.outline);
                failed.entry(found.finding.rule).or_default().insert(outline);
            }
        }
        let with = |verdict| {
            let rules = record.rules.iter().filter(move |rule| rule.verdict == verdict);
            rules.map(|rule| rule.id)
        };
        Self {
            verdict: record.run.verdict,
            errors: record.run.errors.clone(),
            failed,
            blocked: with(Verdict::Blocked).collect(),
            verdicts: record.rules.iter().map(|rule| (rule.id, rule.verdict)).collect(),
            observations: record.observations.clone(),
            took,
        }
    }

    /// A run that could not be made at all, because of a failed preflight or a vendor that does not start.
    pub(super) fn broken(error: &Error, took: Duration) -> Self {
        Self {
            verdict: RunVerdict::Incomplete,
            errors: vec![error.to_string()],
            failed: BTreeMap::new(),
            blocked: BTreeSet::new(),
            verdicts: BTreeMap::new(),
            observations: BTreeMap::new(),
            took,
        }
    }
}

pub(super) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
