//! Several runs of parts of the contract, such as the shards of a CI job, become one record and are judged as one run.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::fold::{Unjudged, fold, scenario_errors};
use super::{LeftRecord, RunHead, RunRecord};
use crate::contract::Contract;
use crate::error::Error;

/// Merges several records, each with its name, into one. Rules and waivers are judged again over all scenarios,
/// since all runs together may show what one run alone could not.
///
/// # Errors
/// [`Error::Config`] if the records are not parts of one whole: another target, another contract, other levels that
/// count, or a scenario that ran twice. A merge must not choose between two results.
pub fn merge(
    contract: &Contract,
    parts: Vec<(String, RunRecord)>,
    command: String,
    today: Date,
) -> Result<RunRecord, Error> {
    let mut parts = parts.into_iter();
    let Some((name, first)) = parts.next() else {
        return Err(Error::Config(
            "there is nothing to merge; name two run records or more".to_owned(),
        ));
    };
    if first.run.contract != contract.digest {
        return Err(Error::Config(format!(
            "{name}: was judged by another version of the contract; merge it with the version of fuhe that made it"
        )));
    }
    let others: Vec<(String, RunRecord)> = parts.collect();
    for (other, part) in &others {
        fits(&name, &first, other, part)?;
    }
    let all = std::iter::once(&first).chain(others.iter().map(|(_, part)| part));
    let head = RunHead {
        target: first.run.target.clone(),
        addresses: first.run.addresses.clone(),
        embedded: first.run.embedded,
        conditions: conditions(all),
        seed: first.run.seed,
        run_id: first.run.run_id.clone(),
        strict: first.run.strict,
        command,
    };
    let mut results = unjudged(first);
    for (other, part) in others {
        add(contract, &mut results, part).map_err(|scenario| {
            Error::Config(format!(
                "{other}: contains the scenario {scenario}, which another record contains as well; merge runs of \
                 different scenarios"
            ))
        })?;
    }
    results.errors.sort();
    results.errors.dedup();
    Ok(fold(contract, head, results, today))
}

/// What narrowed each part, once for each; empty if some part was not narrowed.
fn conditions<'a>(parts: impl Iterator<Item = &'a RunRecord>) -> Vec<String> {
    let narrowed: Option<Vec<String>> = parts
        .map(|part| Some(part.run.selection.as_ref()?.conditions.join(", ")))
        .collect();
    let mut conditions = narrowed.unwrap_or_default();
    conditions.sort();
    conditions.dedup();
    conditions
}

/// The results in a record, without the judgement.
fn unjudged(record: RunRecord) -> Unjudged {
    let run = record.run;
    let own = scenario_errors(&record.scenarios);
    Unjudged {
        scenarios: record.scenarios,
        waivers: record.waivers.into_iter().map(|record| record.waiver).collect(),
        started: run.started,
        duration_ms: run.duration_ms,
        explored: run.counts.explored,
        retries: run.counts.retries,
        slowed_to: run.counts.slowed_to,
        left: run.left,
        errors: run.errors.into_iter().filter(|error| !own.contains(error)).collect(),
    }
}

/// Whether two records are parts of one whole.
fn fits(one: &str, first: &RunRecord, other: &str, part: &RunRecord) -> Result<(), Error> {
    let waivers = |record: &RunRecord| record.waivers.iter().map(|w| w.waiver.clone()).collect::<Vec<_>>();
    let differs = [
        (
            "target",
            first.run.target != part.run.target || !same_place(first, part),
        ),
        ("contract", first.run.contract != part.run.contract),
        ("--strict", first.run.strict != part.run.strict),
        ("waivers", waivers(first) != waivers(part)),
    ];
    match differs.iter().find(|(_, differs)| *differs) {
        None => Ok(()),
        Some((what, _)) => Err(Error::Config(format!(
            "{other}: does not have the same {what} as {one}; merge runs of one target under one contract"
        ))),
    }
}

/// Every embedded vendor listens on its own port, so the port does not count.
fn same_place(one: &RunRecord, other: &RunRecord) -> bool {
    let vendors = |record: &RunRecord| record.run.addresses.keys().cloned().collect::<Vec<_>>();
    match (one.run.embedded, other.run.embedded) {
        (true, true) => vendors(one) == vendors(other),
        (false, false) => one.run.addresses == other.run.addresses,
        _ => false,
    }
}

/// Adds the results of another record; an error names the first scenario that is there already.
fn add(contract: &Contract, results: &mut Unjudged, part: RunRecord) -> Result<(), String> {
    let other = unjudged(part);
    let places: BTreeMap<String, usize> = results.scenarios.iter().map(|s| s.id.clone()).zip(0..).collect();
    for scenario in other.scenarios {
        let Some(place) = places.get(&scenario.id) else {
            results.scenarios.push(scenario);
            continue;
        };
        let known = &mut results.scenarios[*place];
        if known.ending.ran() && scenario.ending.ran() && contract.scenario(&scenario.id).is_some() {
            return Err(scenario.id);
        }
        // What one part did not reach, another may have. Each part finds on its own what is not part of a feature, and
        // two findings of the same name mean the same.
        if !known.ending.ran() {
            *known = scenario;
        }
    }
    results.started = std::mem::take(&mut results.started).min(other.started);
    // The total time, however much of it ran at the same time.
    results.duration_ms += other.duration_ms;
    results.explored += other.explored;
    results.retries += other.retries;
    results.slowed_to = [results.slowed_to, other.slowed_to].into_iter().flatten().min();
    results.errors.extend(other.errors);
    results.left = match (results.left.take(), other.left) {
        (Some(mut left), Some(more)) => {
            left.add(more);
            Some(left)
        }
        (left, more) => left.or(more),
    };
    Ok(())
}

impl LeftRecord {
    fn add(&mut self, more: Self) {
        self.removed += more.removed;
        self.kept |= more.kept;
        for (operation, names) in more.remaining {
            self.remaining.entry(operation).or_default().extend(names);
        }
        self.trouble = self.trouble.take().or(more.trouble);
    }
}
