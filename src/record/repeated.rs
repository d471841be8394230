//! A scenario that is run several times: one record of all its runs, in which nothing that any of them found is lost.

use std::collections::{BTreeMap, BTreeSet};

use super::scenario::{FindingRecord, Intermittent, Occasions, Repetitions, ScenarioRecord};
use crate::contract::{RuleId, ScenarioOutcome};

/// A finding by its rule, its step and its place in the answer.
type Kind = (RuleId, usize, Option<String>);

/// The runs of one scenario.
#[derive(Clone, Debug)]
pub struct Repeated {
    /// The run that ended worst, with what the others found besides.
    record: ScenarioRecord,
    counts: Counts,
}

/// What is counted over all runs.
#[derive(Clone, Debug, Default)]
struct Counts {
    runs: usize,
    calls: usize,
    shown: BTreeMap<Kind, usize>,
    observed: BTreeMap<String, BTreeSet<String>>,
}

impl Counts {
    fn add(&mut self, record: &ScenarioRecord) {
        self.runs += 1;
        self.calls += record.exchanges.len();
        let kinds: BTreeSet<Kind> = kinds(record).collect();
        for kind in kinds {
            *self.shown.entry(kind).or_default() += 1;
        }
        for (question, seen) in &record.observations {
            self.observed.entry(question.clone()).or_default().insert(seen.clone());
        }
    }
}

impl Repeated {
    /// The first run.
    pub fn new(record: ScenarioRecord) -> Self {
        let mut counts = Counts::default();
        counts.add(&record);
        Self { record, counts }
    }

    /// A further run.
    pub fn add(&mut self, record: ScenarioRecord) {
        self.counts.add(&record);
        let other = if weight(&record) > weight(&self.record) {
            std::mem::replace(&mut self.record, record)
        } else {
            record
        };
        self.take_over(other);
    }

    /// The record of all runs.
    pub fn finish(self) -> ScenarioRecord {
        let Self { mut record, counts } = self;
        let runs = counts.runs;
        for found in &mut record.findings {
            let times = counts.shown.get(&kind(found)).copied().unwrap_or(runs);
            found.intermittent = (times < runs).then_some(Intermittent {
                times,
                of: runs,
                occasions: Occasions::Runs,
            });
        }
        let joined = |seen: BTreeSet<String>| seen.into_iter().collect::<Vec<_>>().join(" · ");
        let observed = counts.observed.into_iter();
        record.observations = observed.map(|(question, seen)| (question, joined(seen))).collect();
        record.repeated = Some(Repetitions {
            runs,
            calls: counts.calls,
        });
        record
    }

    /// Adds what only this run found, with its calls.
    fn take_over(&mut self, other: ScenarioRecord) {
        let known: BTreeSet<Kind> = kinds(&self.record).collect();
        let calls = self.record.exchanges.len();
        let mut is_news = false;
        for mut found in other.findings {
            if !known.contains(&kind(&found)) {
                is_news = true;
                found.finding.exchange = found.finding.exchange.map(|call| call + calls);
                self.record.findings.push(found);
            }
        }
        if is_news {
            self.record.exchanges.extend(other.exchanges);
        }
        for why in other.flaky {
            if !self.record.flaky.contains(&why) {
                self.record.flaky.push(why);
            }
        }
        if self.record.repeat.is_none() {
            self.record.repeat = other.repeat;
        }
    }
}

fn kinds(record: &ScenarioRecord) -> impl Iterator<Item = Kind> {
    record.findings.iter().map(kind)
}

fn kind(found: &FindingRecord) -> Kind {
    (found.finding.rule, found.step, found.finding.pointer.clone())
}

/// How bad the end of a scenario is: what one run could not judge was not judged, though another did.
fn weight(record: &ScenarioRecord) -> (u8, bool) {
    let ending = match record.ending {
        ScenarioOutcome::Completed => 0,
        ScenarioOutcome::Inapplicable { .. } => 1,
        ScenarioOutcome::NotJudged { .. } => 2,
        ScenarioOutcome::Blocked { .. } => 3,
        ScenarioOutcome::NotRun { .. } => 4,
        ScenarioOutcome::Error { .. } => 5,
    };
    (ending, !record.findings.is_empty())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::Value;

    use super::*;
    use crate::contract::{Contract, Finding, Stage};

    /// A run, as the steps at which it found something, and whether it was blocked: `1 2 blocked`.
    fn record(run: &str) -> ScenarioRecord {
        let contract = Contract::embedded();
        let mut record = ScenarioRecord::of(contract, &contract.scenarios[0]);
        if run.ends_with("blocked") {
            record.ending = ScenarioOutcome::Blocked { why: String::new() };
        }
        let steps = run.split(' ').filter_map(|word| word.parse().ok());
        record.findings.extend(steps.map(|step| FindingRecord {
            step,
            finding: Finding {
                rule: record.rule,
                pointer: None,
                expected: String::new(),
                actual: Value::Null,
                stage: Stage::Answer,
                exchange: None,
            },
            intermittent: None,
        }));
        record
    }

    /// Nothing that a run found is lost, and what one could not judge was not judged.
    #[rstest]
    #[case::alike(&["1", "1"], false, &[(1, None)])]
    #[case::at_times(&["1", "", ""], false, &[(1, Some((1, 3)))])]
    #[case::something_else(&["1", "2"], false, &[(1, Some((1, 2))), (2, Some((1, 2)))])]
    #[case::blocked_later(&["1", "blocked"], true, &[(1, Some((1, 2)))])]
    #[case::blocked_before(&["blocked", "1"], true, &[(1, Some((1, 2)))])]
    #[case::clean(&["", ""], false, &[])]
    fn one_record_of_all_runs(
        #[case] runs: &[&str],
        #[case] blocked: bool,
        #[case] expected: &[(usize, Option<(usize, usize)>)],
    ) {
        let mut repeated = Repeated::new(record(runs[0]));
        runs[1..].iter().for_each(|run| repeated.add(record(run)));
        let record = repeated.finish();
        assert_eq!(matches!(record.ending, ScenarioOutcome::Blocked { .. }), blocked);
        assert_eq!(record.repeated.map(|repeated| repeated.runs), Some(runs.len()));
        let counts = record.findings.iter().map(|found| {
            let seen = found.intermittent.map(|seen| (seen.times, seen.of));
            (found.step, seen)
        });
        assert_eq!(counts.collect::<Vec<_>>(), expected);
    }
}
