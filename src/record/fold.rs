//! The run record as the fold of a run's events.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Instant, SystemTime};

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::exchange::rfc3339;
use super::{
    Counts, FORMAT, LeftRecord, Observer, RuleRecord, RunEvent, RunHead, RunRecord, RunSummary, RunVerdict,
    ScenarioRecord, WaiverRecord,
};
use crate::contract::{Book, Ending, Level, QuestionId, RuleId, Verdict, Waiver};

/// Collects events and folds them into a record.
#[derive(Debug)]
pub struct Recorder {
    head: RunHead,
    started: SystemTime,
    clock: Instant,
    selected: BTreeSet<String>,
    waivers: Vec<Waiver>,
    today: Date,
    scenarios: Vec<ScenarioRecord>,
    explored: usize,
    retries: usize,
    slowed_to: Option<u32>,
    left: Option<LeftRecord>,
}

impl Observer for Recorder {
    fn notice(&mut self, event: &RunEvent) {
        match event {
            RunEvent::ScenarioFinished(scenario) => self.scenarios.push((**scenario).clone()),
            RunEvent::Explored { requests, .. } => self.explored = *requests,
            RunEvent::Retried { calls, slowed_to } => (self.retries, self.slowed_to) = (*calls, *slowed_to),
            RunEvent::Tidied(left) => self.left = Some(left.clone()),
            RunEvent::Started { .. }
            | RunEvent::Announced { .. }
            | RunEvent::ScenarioStarted { .. }
            | RunEvent::Finished => {}
        }
    }
}

impl Recorder {
    /// A recorder of a run that begins now.
    pub fn new(head: RunHead) -> Self {
        Self {
            head,
            started: SystemTime::now(),
            clock: Instant::now(),
            selected: BTreeSet::new(),
            waivers: Vec::new(),
            today: Date::ZERO,
            scenarios: Vec::new(),
            explored: 0,
            retries: 0,
            slowed_to: None,
            left: None,
        }
    }

    /// Tells which scenarios are to run. What one of them would have shown is missed where it does not.
    #[must_use]
    pub fn selected(mut self, ids: &BTreeSet<String>) -> Self {
        self.selected.clone_from(ids);
        self
    }

    /// Tells which deviations are put up with, and what day it is.
    #[must_use]
    pub fn waived(mut self, waivers: &[Waiver], today: Date) -> Self {
        waivers.clone_into(&mut self.waivers);
        self.today = today;
        self
    }

    /// True where a waiver excuses a finding of this rule in this scenario.
    pub fn excuses(&self, rule: RuleId, scenario: &str) -> bool {
        self.waivers
            .iter()
            .any(|waiver| waiver.excuses(self.today, rule, scenario))
    }

    /// The record of all that was noticed. `errors` tells what went wrong outside any scenario.
    pub fn finish(self, book: &Book, errors: Vec<String>) -> RunRecord {
        let mut skipped = self.selected;
        for scenario in &self.scenarios {
            skipped.remove(&scenario.id);
        }
        let told = Unjudged {
            scenarios: self.scenarios,
            counts: Counts {
                skipped: skipped.len(),
                explored: self.explored,
                retries: self.retries,
                slowed_to: self.slowed_to,
                ..Counts::default()
            },
            skipped,
            waivers: self.waivers,
            started: rfc3339(self.started),
            duration_ms: u64::try_from(self.clock.elapsed().as_millis()).unwrap_or(u64::MAX),
            left: self.left,
            errors,
        };
        fold(book, self.head, told, self.today)
    }
}

/// All that a run has told, not judged yet.
pub(super) struct Unjudged {
    pub(super) scenarios: Vec<ScenarioRecord>,
    /// Scenarios that should have run and did not.
    pub(super) skipped: BTreeSet<String>,
    pub(super) waivers: Vec<Waiver>,
    pub(super) started: String,
    pub(super) duration_ms: u64,
    /// Numbers of what left no trace of its own; the others are counted here.
    pub(super) counts: Counts,
    pub(super) left: Option<LeftRecord>,
    /// What went wrong outside any scenario.
    pub(super) errors: Vec<String>,
}

/// Judges what was told.
pub(super) fn fold(book: &Book, head: RunHead, mut told: Unjudged, today: Date) -> RunRecord {
    let place: BTreeMap<&str, usize> = book
        .scenarios
        .iter()
        .enumerate()
        .map(|(i, s)| (s.id.as_str(), i))
        .collect();
    told.scenarios
        .sort_by_key(|scenario| place.get(scenario.id.as_str()).copied().unwrap_or(usize::MAX));
    let mut errors = told.errors;
    errors.extend(told.scenarios.iter().filter_map(error_of));
    let rules = judge(book, &told.scenarios, &told.skipped);
    let mut counts = Counts {
        scenarios: told.scenarios.len(),
        calls: told.scenarios.iter().map(|s| s.exchanges.len()).sum(),
        findings: told.scenarios.iter().map(|s| s.findings.len()).sum(),
        ..told.counts
    };
    for rule in &rules {
        *counts
            .rules
            .entry(rule.level)
            .or_default()
            .entry(rule.verdict)
            .or_default() += 1;
    }
    let mut record = RunRecord {
        format: FORMAT.to_owned(),
        run: RunSummary {
            target: head.target,
            addresses: head.addresses,
            seed: head.seed,
            run_id: head.run_id,
            started: told.started,
            duration_ms: told.duration_ms,
            verdict: RunVerdict::Empty,
            strict: head.strict,
            command: head.command,
            fuhe: env!("CARGO_PKG_VERSION").to_owned(),
            contract: book.digest.clone(),
            counts,
            left: told.left,
            errors,
        },
        rules,
        waivers: judge_waivers(book, &told.scenarios, &told.waivers, today),
        observations: observations(&told.scenarios),
        scenarios: told.scenarios,
    };
    record.run.verdict = run_verdict(&record);
    record
}

/// The error that ended a scenario, as a run tells it.
pub(super) fn error_of(scenario: &ScenarioRecord) -> Option<String> {
    match &scenario.ending {
        Ending::Error { why, .. } => Some(format!("{}: {why}", scenario.id)),
        _ => None,
    }
}

/// The verdict on every rule of the book. A rule with evidence that was selected and not taken has not been tested.
fn judge(book: &Book, scenarios: &[ScenarioRecord], skipped: &BTreeSet<String>) -> Vec<RuleRecord> {
    let mut evidence: BTreeMap<RuleId, Vec<&ScenarioRecord>> = BTreeMap::new();
    let mut named: BTreeMap<RuleId, bool> = BTreeMap::new();
    for scenario in scenarios {
        for rule in std::iter::once(scenario.rule).chain(scenario.also.iter().copied()) {
            evidence.entry(rule).or_default().push(scenario);
        }
        for found in &scenario.findings {
            named.insert(found.finding.rule, true);
        }
    }
    let incomplete: BTreeSet<RuleId> = skipped
        .iter()
        .filter_map(|id| book.scenario(id))
        .flat_map(|scenario| std::iter::once(scenario.rule).chain(scenario.also.iter().copied()))
        .collect();
    book.rules
        .iter()
        .map(|rule| {
            let evidence = evidence.remove(&rule.id).unwrap_or_default();
            let verdict = Verdict::of(
                rule.level,
                named.contains_key(&rule.id),
                evidence.iter().map(|scenario| &scenario.ending),
            );
            let incomplete = incomplete.contains(&rule.id);
            RuleRecord {
                id: rule.id,
                level: rule.level,
                title: rule.title.clone(),
                verdict: match verdict {
                    Verdict::Holds | Verdict::Observed if incomplete => Verdict::Untested,
                    known => known,
                },
                scenarios: evidence.iter().map(|scenario| scenario.id.clone()).collect(),
            }
        })
        .collect()
}

/// What the run says of each waiver.
fn judge_waivers(book: &Book, scenarios: &[ScenarioRecord], waivers: &[Waiver], today: Date) -> Vec<WaiverRecord> {
    let judge = |waiver: &Waiver| {
        let found = scenarios.iter().any(|scenario| {
            let mut findings = scenario.findings.iter();
            findings.any(|found| waiver.covers(found.finding.rule, &scenario.id))
        });
        let evidence = book.scenarios.iter().filter(|scenario| match &waiver.scenario {
            Some(id) => scenario.id == *id,
            None => scenario.is_evidence_for(waiver.rule),
        });
        let endings: Option<Vec<&Ending>> = evidence
            .map(|scenario| {
                scenarios
                    .iter()
                    .find(|ran| ran.id == scenario.id)
                    .map(|ran| &ran.ending)
            })
            .collect();
        let ran = endings.is_some_and(|endings| Verdict::of(Level::Must, false, endings) == Verdict::Holds);
        WaiverRecord {
            waiver: waiver.clone(),
            state: waiver.state(today, found, ran),
        }
    };
    waivers.iter().map(judge).collect()
}

/// The order is that of the exit codes: what broke the run comes before what the run found.
fn run_verdict(record: &RunRecord) -> RunVerdict {
    let binding = |level: &Level| level.binds(record.run.strict);
    if !record.run.errors.is_empty() {
        RunVerdict::Incomplete
    } else if record.scenarios.is_empty() {
        RunVerdict::Empty
    } else if Level::ALL
        .into_iter()
        .filter(binding)
        .any(|level| record.failing(level) > 0)
        || record.waivers.iter().any(|waiver| waiver.state.fails_the_run())
    {
        RunVerdict::Deviates
    } else {
        RunVerdict::Conforms
    }
}

/// One reading for each question where all scenarios saw the same, else what each saw.
fn observations(scenarios: &[ScenarioRecord]) -> BTreeMap<RuleId, BTreeMap<String, Value>> {
    let mut seen: BTreeMap<QuestionId, Vec<(&str, &str)>> = BTreeMap::new();
    for scenario in scenarios {
        for (question, reading) in &scenario.observations {
            if let Ok(question) = question.parse() {
                seen.entry(question).or_default().push((&scenario.name, reading));
            }
        }
    }
    let mut observations: BTreeMap<RuleId, BTreeMap<String, Value>> = BTreeMap::new();
    for (question, readings) in seen {
        let first = readings[0].1;
        let value = if readings.iter().all(|(_, reading)| *reading == first) {
            Value::from(first)
        } else {
            let by_scenario: Map<String, Value> = readings
                .into_iter()
                .map(|(name, reading)| (name.to_owned(), reading.into()))
                .collect();
            Value::Object(by_scenario)
        };
        observations
            .entry(question.rule)
            .or_default()
            .insert(question.name, value);
    }
    observations
}
