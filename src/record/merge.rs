//! Several runs of parts of the contract, as shards of a CI job are, become one record and are judged as one run.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::fold::{Unjudged, fold, scenario_errors};
use super::{LeftRecord, RunHead, RunRecord};
use crate::contract::Contract;
use crate::error::Error;

/// One record of several, each with the name that it is known by. Rules and waivers are judged anew over all scenarios,
/// since what one run alone could not tell, all of them together may.
///
/// # Errors
/// [`Error::Config`] where the records are not parts of one whole: another target, another contract, other levels that
/// count, or a scenario that ran twice. Which of two results stands is not for a merge to choose.
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
            "{name}: was judged by another contract than this fuhe holds; merge it with the fuhe that made it"
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
    let mut told = unjudged(first);
    for (other, part) in others {
        add(contract, &mut told, part).map_err(|scenario| {
            Error::Config(format!(
                "{other}: holds the scenario {scenario}, which another of the records holds as well; merge runs of \
                 different scenarios"
            ))
        })?;
    }
    told.errors.sort();
    told.errors.dedup();
    Ok(fold(contract, head, told, today))
}

/// What narrowed each part, once for each; nothing where some part was not narrowed.
fn conditions<'a>(parts: impl Iterator<Item = &'a RunRecord>) -> Vec<String> {
    let narrowed: Option<Vec<String>> = parts
        .map(|part| Some(part.run.selection.as_ref()?.conditions.join(", ")))
        .collect();
    let mut conditions = narrowed.unwrap_or_default();
    conditions.sort();
    conditions.dedup();
    conditions
}

/// What a record tells, without what was judged of it.
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
            "{other}: differs from {one} in its {what}; merge runs of one target under one contract"
        ))),
    }
}

/// Every embedded vendor listens on a port of its own, which says nothing of it.
fn same_place(one: &RunRecord, other: &RunRecord) -> bool {
    let vendors = |record: &RunRecord| record.run.addresses.keys().cloned().collect::<Vec<_>>();
    match (one.run.embedded, other.run.embedded) {
        (true, true) => vendors(one) == vendors(other),
        (false, false) => one.run.addresses == other.run.addresses,
        _ => false,
    }
}

/// Adds what another record tells; refuses with the first scenario that is told already.
fn add(contract: &Contract, told: &mut Unjudged, part: RunRecord) -> Result<(), String> {
    let other = unjudged(part);
    let places: BTreeMap<String, usize> = told.scenarios.iter().map(|s| s.id.clone()).zip(0..).collect();
    for scenario in other.scenarios {
        let Some(place) = places.get(&scenario.id) else {
            told.scenarios.push(scenario);
            continue;
        };
        let known = &mut told.scenarios[*place];
        if known.ending.ran() && scenario.ending.ran() && contract.scenario(&scenario.id).is_some() {
            return Err(scenario.id);
        }
        // What one part did not come to another may have. What stands in no feature each part finds for itself, and two
        // findings of the same name say the same.
        if !known.ending.ran() {
            *known = scenario;
        }
    }
    told.started = std::mem::take(&mut told.started).min(other.started);
    // The work that it took, however much of it went on at the same time.
    told.duration_ms += other.duration_ms;
    told.explored += other.explored;
    told.retries += other.retries;
    told.slowed_to = [told.slowed_to, other.slowed_to].into_iter().flatten().min();
    told.errors.extend(other.errors);
    told.left = match (told.left.take(), other.left) {
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
