//! Two run records, and what changed from the one to the other: rules that turned, and drift of what no rule is about.
//!
//! Only what ran to its end in both is compared, scenario by scenario and call by call. What one of the runs did not
//! select is *not compared*; it has not vanished. Nothing that two runs against the same vendor do not share may count:
//! drawn values, ids, times, the order of scenarios, and vendors' words wherever they repeat one of those.

mod answers;
mod comparison;
pub mod history;
mod latency;
mod pair;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::contract::{Level, RuleId, ScenarioOutcome, Verdict};
use crate::record::{RunRecord, Said, ScenarioRecord, Shape, shapes};

pub use comparison::{
    AnswerChange, ChangedPart, Comparison, FORMAT, LatencyChange, NotCompared, ObservationChange, RuleChange,
    ShapeChange, Side,
};
use pair::Pair;

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
