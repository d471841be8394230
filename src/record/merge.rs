//! Several runs of parts of the contract, such as the shards of a CI job, become one record and are judged as one run.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::fold::{Unjudged, fold, scenario_errors};
use super::{LeftRecord, RunHead, RunRecord, ScenarioRecord};
use crate::contract::{Contract, RuleId, ScenarioOutcome};
use crate::error::Error;

/// One record of several.
#[derive(Debug)]
pub struct Merged {
    /// The record, judged as one run.
    pub record: RunRecord,
    /// Where parts disagree on a scenario, a sentence for each.
    pub disagreements: Vec<String>,
}

/// One record of several, each with the name that it is known by. Rules and waivers are judged anew over all scenarios,
/// since what one run alone could not tell, all of them together may.
///
/// # Errors
/// [`Error::Config`] where the records are not parts of one whole: another target, another contract, or other levels that
/// count.
pub fn merge(
    contract: &Contract,
    parts: Vec<(String, RunRecord)>,
    command: String,
    today: Date,
) -> Result<Merged, Error> {
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
    let mut told = Gathered::of(&name, first);
    for (other, part) in others {
        told.add(contract, &other, part);
    }
    let Gathered {
        mut all, disagreements, ..
    } = told;
    all.errors.sort();
    all.errors.dedup();
    Ok(Merged {
        record: fold(contract, head, all, today),
        disagreements,
    })
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
        explored: run.counts.drawn(),
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

/// What the records so far tell together.
struct Gathered {
    all: Unjudged,
    /// Where each scenario stands, and the record that it was first found in.
    places: BTreeMap<String, (usize, String)>,
    disagreements: Vec<String>,
}

impl Gathered {
    fn of(name: &str, first: RunRecord) -> Self {
        let all = unjudged(first);
        let ids = all.scenarios.iter().map(|scenario| scenario.id.clone());
        let places = ids
            .enumerate()
            .map(|(place, id)| (id, (place, name.to_owned())))
            .collect();
        Self {
            all,
            places,
            disagreements: Vec::new(),
        }
    }

    /// Adds what another record tells.
    fn add(&mut self, contract: &Contract, name: &str, part: RunRecord) {
        let other = unjudged(part);
        for scenario in other.scenarios {
            self.add_scenario(contract, name, scenario);
        }
        let all = &mut self.all;
        all.started = std::mem::take(&mut all.started).min(other.started);
        // The work that it took, however much of it went on at the same time.
        all.duration_ms += other.duration_ms;
        all.explored += other.explored;
        all.retries += other.retries;
        all.slowed_to = [all.slowed_to, other.slowed_to].into_iter().flatten().min();
        all.errors.extend(other.errors);
        all.left = match (all.left.take(), other.left) {
            (Some(mut left), Some(more)) => {
                left.add(more);
                Some(left)
            }
            (left, more) => left.or(more),
        };
    }

    fn add_scenario(&mut self, contract: &Contract, name: &str, scenario: ScenarioRecord) {
        let Some((place, first)) = self.places.get(&scenario.id) else {
            let place = self.all.scenarios.len();
            self.places.insert(scenario.id.clone(), (place, name.to_owned()));
            self.all.scenarios.push(scenario);
            return;
        };
        let known = &mut self.all.scenarios[*place];
        // What stands in no feature each part finds for itself, and two findings of the same name say the same.
        let of_contract = contract.scenario(&scenario.id).is_some();
        if known.ending.ran() && scenario.ending.ran() && of_contract && !agree(known, &scenario) {
            let words = format!(
                "{}: {first} has {}, {name} has {}; the worse stands",
                scenario.id,
                outcome(known),
                outcome(&scenario)
            );
            self.disagreements.push(words);
        }
        if of_contract || !known.ending.ran() {
            keep_the_worse(known, scenario);
        }
    }
}

/// How bad it is what a scenario came to, from what did not run to what broke: the order of the exit codes.
fn badness(scenario: &ScenarioRecord) -> u8 {
    match &scenario.ending {
        ScenarioOutcome::Error { .. } => 6,
        _ if !scenario.findings.is_empty() => 5,
        ScenarioOutcome::Blocked { .. } => 4,
        ScenarioOutcome::NotJudged { .. } => 3,
        ScenarioOutcome::Inapplicable { .. } => 2,
        ScenarioOutcome::Completed => 1,
        ScenarioOutcome::NotRun { .. } => 0,
    }
}

/// The rules that its findings name.
fn named(scenario: &ScenarioRecord) -> BTreeSet<RuleId> {
    scenario.findings.iter().map(|found| found.finding.rule).collect()
}

/// True where two results of a scenario say the same of the vendor. Drawn values differ from run to run.
fn agree(one: &ScenarioRecord, other: &ScenarioRecord) -> bool {
    let said = |scenario| (badness(scenario), named(scenario));
    said(one) == said(other) && one.observations == other.observations
}

/// The worse result stands, and findings of the other where they name further rules: those rules failed as well.
fn keep_the_worse(known: &mut ScenarioRecord, mut other: ScenarioRecord) {
    if badness(&other) > badness(known) {
        std::mem::swap(known, &mut other);
    }
    let rules = named(known);
    let further = other
        .findings
        .into_iter()
        .filter(|found| !rules.contains(&found.finding.rule));
    known.findings.extend(further.map(|mut found| {
        // The call that shows it stands in the other record.
        found.finding.exchange = None;
        found
    }));
}

/// What a scenario came to, in words.
fn outcome(scenario: &ScenarioRecord) -> String {
    let rules: Vec<String> = named(scenario).iter().map(RuleId::to_string).collect();
    let seen: Vec<String> = scenario
        .observations
        .iter()
        .map(|(question, seen)| format!("{question} {seen}"))
        .collect();
    match &scenario.ending {
        ScenarioOutcome::Error { .. } => "an error".to_owned(),
        _ if !rules.is_empty() => format!("a deviation from {}", rules.join(", ")),
        ScenarioOutcome::Blocked { .. } => "a precondition that was not granted".to_owned(),
        ScenarioOutcome::Inapplicable { .. } => "nothing to say of this vendor".to_owned(),
        ScenarioOutcome::NotJudged { .. } => "a refusal of the control too".to_owned(),
        ScenarioOutcome::NotRun { .. } => "no run of it".to_owned(),
        ScenarioOutcome::Completed if seen.is_empty() => "no deviation".to_owned(),
        ScenarioOutcome::Completed => seen.join(", "),
    }
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
