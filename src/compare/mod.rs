//! What changed from one run record to another: verdicts on rules, and changes that no rule is about.
//!
//! Only what ran to its end in both is compared, scenario by scenario and call by call. What one of the runs did not
//! select is *not compared*; it has not vanished. What differs between two runs against the same vendor does not count:
//! generated values, ids, times, the order of scenarios, and messages that repeat one of those.

mod answers;
pub mod history;
mod latency;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::contract::{Level, RuleId, ScenarioOutcome, Verdict};
use crate::record::{ExchangeRecord, RunRecord, RunVerdict, Said, ScenarioRecord, Shape, shapes};

/// The version of a comparison's format; the schema is `schemas/comparison.json`.
pub const FORMAT: &str = "fuhe-comparison/1";

/// What changed from an old run to a new one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// [`FORMAT`].
    pub format: String,
    /// The run that is compared with.
    pub old: Side,
    /// The run that is compared.
    pub new: Side,
    /// Scenarios that are compared: those that ran to their own end in both.
    pub scenarios: usize,
    /// Scenarios that are not.
    pub not_compared: NotCompared,
    /// Rules whose verdict changed in the compared scenarios.
    pub rules: Vec<RuleChange>,
    /// Open questions for which the vendor now follows another interpretation.
    pub observations: Vec<ObservationChange>,
    /// Calls that are answered differently: outcome, HTTP status, messages, rows in error.
    pub answers: Vec<AnswerChange>,
    /// Fields of answers that appeared, vanished, or changed in type, nullness or length.
    pub shapes: Vec<ShapeChange>,
    /// Operations that became slower or faster. Reported, but not a change of the vendor: the network is part of it.
    pub latency: Vec<LatencyChange>,
}

/// What identifies one of the two runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// The target's name.
    pub target: String,
    /// When the run began, RFC 3339.
    pub started: String,
    /// The seed of drawn values and order.
    pub seed: u64,
    /// The digest of the contract that judged.
    pub contract: String,
    /// The verdict on the vendor.
    pub verdict: RunVerdict,
}

/// Scenarios that are not compared, by id.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NotCompared {
    /// They ran in the old run only.
    pub only_old: Vec<String>,
    /// They ran in the new run only.
    pub only_new: Vec<String>,
    /// They were broken off by an error in one of the runs, which says nothing of the vendor.
    pub broken: Vec<String>,
}

/// A rule whose verdict changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleChange {
    /// The rule.
    pub rule: RuleId,
    /// How binding it is.
    pub level: Level,
    /// The rule in one line.
    pub title: String,
    /// The old verdict of the compared scenarios.
    pub from: Verdict,
    /// The new verdict.
    pub to: Verdict,
    /// The scenarios that make the difference, by id.
    pub scenarios: Vec<String>,
}

/// An observation that changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ObservationChange {
    /// The question, such as `GW-13.status`.
    pub question: String,
    /// The interpretation that was followed.
    pub from: String,
    /// The interpretation that is followed now.
    pub to: String,
    /// The scenarios that saw it, by id.
    pub scenarios: Vec<String>,
}

/// Calls that are answered differently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnswerChange {
    /// The part of the answer that changed.
    pub what: ChangedPart,
    /// What it was. In a message, `…` stands for values that the call or the answer contained.
    pub from: String,
    /// What it is now.
    pub to: String,
    /// The kinds of answers, as in the old run, in which it changed like this: `user.save refused 401001`.
    pub kinds: Vec<String>,
    /// How many calls.
    pub calls: usize,
    /// The scenarios that made them, by id.
    pub scenarios: Vec<String>,
}

/// The part of an answer that changed. A call with another outcome is listed only with its outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangedPart {
    /// Whether it was accepted, or the code it was refused with.
    Outcome,
    /// The HTTP status.
    Status,
    /// The message.
    Message,
    /// The number of rows in error.
    Rows,
    /// The cause of a row in error.
    Cause,
}

/// A place in answers that changed its shape.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShapeChange {
    /// The place: `/data/app/app_id`, `/result/*/cause`.
    pub path: String,
    /// Types, nullness and lengths that were seen there.
    pub from: String,
    /// Those that are seen there now.
    pub to: String,
    /// The kinds of answers in which it changed like this: `user.save accepted`.
    pub kinds: Vec<String>,
}

/// An operation that became slower or faster by more than each run varies in itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LatencyChange {
    /// The operation.
    pub operation: String,
    /// How many calls are compared.
    pub calls: usize,
    /// The median of the old run, in microseconds.
    pub from_us: u64,
    /// The median of the new run, in microseconds.
    pub to_us: u64,
}

impl Comparison {
    /// True if the vendor changed. Latency alone is not a change.
    pub fn has_changes(&self) -> bool {
        self.counts() != [0; 4]
    }

    /// How many rules, open questions, answers and shapes changed.
    pub fn counts(&self) -> [usize; 4] {
        [
            self.rules.len(),
            self.observations.len(),
            self.answers.len(),
            self.shapes.len(),
        ]
    }
}

/// A scenario as it ran in both runs.
#[derive(Clone, Copy)]
struct Pair<'a> {
    old: &'a ScenarioRecord,
    new: &'a ScenarioRecord,
}

impl<'a> Pair<'a> {
    /// The calls that both runs made at the same place of the scenario.
    fn calls(self) -> impl Iterator<Item = (&'a ExchangeRecord, &'a ExchangeRecord)> {
        let both = self.old.exchanges.iter().zip(&self.new.exchanges);
        both.filter(|(old, new)| old.operation == new.operation)
    }
}

/// Compares two runs.
pub fn compare(old: &RunRecord, new: &RunRecord) -> Comparison {
    let (pairs, not_compared) = pair(old, new);
    Comparison {
        format: FORMAT.to_owned(),
        old: side(old),
        new: side(new),
        scenarios: pairs.len(),
        not_compared,
        rules: rules(old, new, &pairs),
        observations: observations(&pairs),
        answers: answers::changes(&pairs),
        shapes: shape_changes(&pairs),
        latency: latency::changes(&pairs),
    }
}

fn side(record: &RunRecord) -> Side {
    let run = &record.run;
    Side {
        target: run.target.clone(),
        started: run.started.clone(),
        seed: run.seed,
        contract: run.contract.clone(),
        verdict: run.verdict,
    }
}

fn pair<'a>(old: &'a RunRecord, new: &'a RunRecord) -> (Vec<Pair<'a>>, NotCompared) {
    let mut olds: BTreeMap<&str, &ScenarioRecord> = old.ran().map(|s| (s.id.as_str(), s)).collect();
    let (mut pairs, mut not_compared) = (Vec::new(), NotCompared::default());
    for new in new.ran() {
        match olds.remove(new.id.as_str()) {
            None => not_compared.only_new.push(new.id.clone()),
            Some(old) if broke(old) || broke(new) => not_compared.broken.push(new.id.clone()),
            Some(old) => pairs.push(Pair { old, new }),
        }
    }
    not_compared.only_old = olds.into_keys().map(str::to_owned).collect();
    (pairs, not_compared)
}

fn broke(scenario: &ScenarioRecord) -> bool {
    matches!(scenario.ending, ScenarioOutcome::Error { .. })
}

/// Rules whose verdict changed, judged again by the scenarios of both runs: what only one of them asked changes
/// nothing.
fn rules(old: &RunRecord, new: &RunRecord, pairs: &[Pair<'_>]) -> Vec<RuleChange> {
    let known: BTreeSet<RuleId> = old.rules.iter().map(|rule| rule.id).collect();
    let mut changes = Vec::new();
    for rule in new.rules.iter().filter(|rule| known.contains(&rule.id)) {
        let from = verdict(rule.id, rule.level, pairs.iter().map(|pair| pair.old));
        let to = verdict(rule.id, rule.level, pairs.iter().map(|pair| pair.new));
        if from == to {
            continue;
        }
        let part = |scenario: &ScenarioRecord| (scenario.names(rule.id), std::mem::discriminant(&scenario.ending));
        let differ = pairs.iter().filter(|pair| {
            let concerned = pair.new.is_evidence_for(rule.id) || pair.old.names(rule.id) || pair.new.names(rule.id);
            concerned && part(pair.old) != part(pair.new)
        });
        changes.push(RuleChange {
            rule: rule.id,
            level: rule.level,
            title: rule.title.clone(),
            from,
            to,
            scenarios: differ.map(|pair| pair.new.id.clone()).collect(),
        });
    }
    changes
}

fn verdict<'a>(rule: RuleId, level: Level, scenarios: impl Iterator<Item = &'a ScenarioRecord> + Clone) -> Verdict {
    let named = scenarios.clone().any(|scenario| scenario.names(rule));
    let evidence = scenarios.filter(|scenario| scenario.is_evidence_for(rule));
    Verdict::of(level, named, true, evidence.map(|scenario| &scenario.ending))
}

/// Equal changes, grouped under one entry with everything that shows them.
fn gathered<K: Ord>(changes: impl Iterator<Item = (K, String)>) -> BTreeMap<K, Vec<String>> {
    let mut gathered: BTreeMap<K, Vec<String>> = BTreeMap::new();
    for (change, place) in changes {
        gathered.entry(change).or_default().push(place);
    }
    gathered
}

fn observations(pairs: &[Pair<'_>]) -> Vec<ObservationChange> {
    let changes = pairs.iter().flat_map(|pair| {
        let old = &pair.old.observations;
        pair.new.observations.iter().filter_map(|(question, to)| {
            let from = old.get(question).filter(|from| *from != to)?;
            Some(((question.clone(), from.clone(), to.clone()), pair.new.id.clone()))
        })
    });
    gathered(changes)
        .into_iter()
        .map(|((question, from, to), scenarios)| ObservationChange {
            question,
            from,
            to,
            scenarios,
        })
        .collect()
}

/// Shapes are compared by kinds of answers, over the calls that both vendors answered with the same kind. The
/// others are listed by their outcome.
fn shape_changes(pairs: &[Pair<'_>]) -> Vec<ShapeChange> {
    let calls: Vec<_> = pairs
        .iter()
        .flat_map(|pair| pair.calls())
        .filter(|(old, new)| Said::of(old).outcome == Said::of(new).outcome)
        .collect();
    let before = shapes(calls.iter().map(|(old, _)| *old));
    let after = shapes(calls.iter().map(|(_, new)| *new));
    let (absent, nothing) = (Shape::absent(), BTreeMap::new());
    let mut changes = Vec::new();
    for (kind, before) in &before {
        let after = after.get(kind).unwrap_or(&nothing);
        for path in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
            let [from, to] = [before, after].map(|places| places.get(path).unwrap_or(&absent));
            if from.differs_from(to) {
                changes.push(((path.clone(), from.to_string(), to.to_string()), kind.clone()));
            }
        }
    }
    gathered(changes.into_iter())
        .into_iter()
        .map(|((path, from, to), kinds)| ShapeChange { path, from, to, kinds })
        .collect()
}
