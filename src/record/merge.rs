//! Several runs of parts of the book, as shards of a CI job are, become one record and are judged as one run.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::fold::{Unjudged, error_of, fold};
use super::{Counts, LeftRecord, RunHead, RunRecord};
use crate::contract::Book;
use crate::error::Error;

/// One record of several, each with the name that it is known by. Rules and waivers are judged anew over all scenarios,
/// since what one run alone could not tell, all of them together may.
///
/// # Errors
/// [`Error::Config`] where the records are not parts of one whole: another target, another contract, other levels that
/// count, or a scenario that ran twice. Which of two results stands is not for a merge to choose.
pub fn merge(book: &Book, parts: Vec<(String, RunRecord)>, command: String, today: Date) -> Result<RunRecord, Error> {
    let mut parts = parts.into_iter();
    let Some((name, first)) = parts.next() else {
        return Err(Error::Config(
            "there is nothing to merge; name two run records or more".to_owned(),
        ));
    };
    if first.run.contract != book.digest {
        return Err(Error::Config(format!(
            "{name}: was judged by another contract than this fuhe holds; merge it with the fuhe that made it"
        )));
    }
    let others: Vec<(String, RunRecord)> = parts.collect();
    for (other, part) in &others {
        fits(&name, &first, other, part)?;
    }
    let head = RunHead {
        target: first.run.target.clone(),
        addresses: first.run.addresses.clone(),
        seed: first.run.seed,
        run_id: first.run.run_id.clone(),
        strict: first.run.strict,
        command,
    };
    let mut told = unjudged(first);
    for (other, part) in others {
        add(&mut told, part).map_err(|scenario| {
            Error::Config(format!(
                "{other}: holds the scenario {scenario}, which another of the records holds as well; merge runs of \
                 different scenarios"
            ))
        })?;
    }
    told.errors.sort();
    told.errors.dedup();
    if told.counts.skipped > 0 {
        // A record counts what it has left out and does not name it, so everything that nobody ran is missed.
        let ran: BTreeSet<&String> = told.scenarios.iter().map(|scenario| &scenario.id).collect();
        let all = book.scenarios.iter().map(|scenario| &scenario.id);
        told.skipped = all.filter(|id| !ran.contains(id)).cloned().collect();
    }
    Ok(fold(book, head, told, today))
}

/// What a record tells, without what was judged of it.
fn unjudged(record: RunRecord) -> Unjudged {
    let run = record.run;
    let own: BTreeSet<String> = record.scenarios.iter().filter_map(error_of).collect();
    Unjudged {
        scenarios: record.scenarios,
        skipped: BTreeSet::new(),
        waivers: record.waivers.into_iter().map(|record| record.waiver).collect(),
        started: run.started,
        duration_ms: run.duration_ms,
        counts: Counts {
            skipped: run.counts.skipped,
            explored: run.counts.explored,
            retries: run.counts.retries,
            slowed_to: run.counts.slowed_to,
            ..Counts::default()
        },
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
            first.run.target != part.run.target || first.run.addresses != part.run.addresses,
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

/// Adds what another record tells; refuses with the first scenario that is told already.
fn add(told: &mut Unjudged, part: RunRecord) -> Result<(), String> {
    let other = unjudged(part);
    let known: BTreeSet<&String> = told.scenarios.iter().map(|scenario| &scenario.id).collect();
    if let Some(twice) = other.scenarios.iter().find(|scenario| known.contains(&scenario.id)) {
        return Err(twice.id.clone());
    }
    told.scenarios.extend(other.scenarios);
    told.started = std::mem::take(&mut told.started).min(other.started);
    // The work that it took, however much of it went on at the same time.
    told.duration_ms += other.duration_ms;
    told.counts.skipped += other.counts.skipped;
    told.counts.explored += other.counts.explored;
    told.counts.retries += other.counts.retries;
    let rates = [told.counts.slowed_to, other.counts.slowed_to];
    told.counts.slowed_to = rates.into_iter().flatten().min();
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
