//! Calls that are answered differently.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{Words, values};
use super::{AnswerChange, ChangedPart, Pair};
use crate::record::{ExchangeRecord, Said};

type Change = (ChangedPart, String, String);

#[derive(Default)]
struct Seen {
    calls: usize,
    kinds: BTreeSet<String>,
    scenarios: Vec<String>,
}

/// Calls that are answered differently, grouped by what changed in them.
pub(super) fn changes(pairs: &[Pair<'_>]) -> Vec<AnswerChange> {
    let mut changes: BTreeMap<Change, Seen> = BTreeMap::new();
    for pair in pairs {
        for (old, new) in pair.calls() {
            let from = Said::of(old);
            let kind = format!("{} {}", old.operation, from.outcome);
            for change in changes_of(old, from, new) {
                let seen = changes.entry(change).or_default();
                seen.calls += 1;
                seen.kinds.insert(kind.clone());
                if seen.scenarios.last() != Some(&pair.new.id) {
                    seen.scenarios.push(pair.new.id.clone());
                }
            }
        }
    }
    changes
        .into_iter()
        .map(|((what, from, to), seen)| AnswerChange {
            what,
            from,
            to,
            kinds: seen.kinds.into_iter().collect(),
            calls: seen.calls,
            scenarios: seen.scenarios,
        })
        .collect()
}

fn changes_of(old: &ExchangeRecord, from: Said, new: &ExchangeRecord) -> BTreeSet<Change> {
    let to = Said::of(new);
    if from.outcome != to.outcome {
        return BTreeSet::from([(ChangedPart::Outcome, from.outcome, to.outcome)]);
    }
    let mut changes = BTreeSet::new();
    if old.response.status != new.response.status {
        let status = |exchange: &ExchangeRecord| exchange.response.status.to_string();
        changes.insert((ChangedPart::Status, status(old), status(new)));
    }
    if from.causes.len() != to.causes.len() {
        let rows = |said: &Said| said.causes.len().to_string();
        changes.insert((ChangedPart::Rows, rows(&from), rows(&to)));
    }
    // A message that is missing, or is not a string any more, shows in the shape of the answer.
    let messages = from
        .message
        .iter()
        .zip(&to.message)
        .map(|both| (ChangedPart::Message, both));
    let causes = from
        .causes
        .iter()
        .zip(&to.causes)
        .map(|both| (ChangedPart::Cause, both));
    for (what, (from, to)) in messages.chain(causes).filter(|(_, (from, to))| from != to) {
        let (from, to) = (Words::of(from, values(old)), Words::of(to, values(new)));
        if !from.say_the_same(&to) {
            changes.insert((what, from.to_string(), to.to_string()));
        }
    }
    changes
}
