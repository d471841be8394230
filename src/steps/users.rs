//! What a scenario calls and how many users it may create, read off its steps before it runs.

use std::collections::{BTreeMap, BTreeSet};

use super::at_once::AT_ONCE;
use super::calls::MOST_ROWS;
use super::sentence::{Sentence, Who};
use crate::config::Target;
use crate::contract::{Operation, Scenario, Step};
use crate::crypto::des::Mode;
use crate::crypto::encoding::Encoding;
use crate::record::Users;
use crate::wire::etc::{RequestNames, SigningHabits};

/// Every user that the scenario's calls name. A faithful vendor refuses many of them; one that accepts all that it is sent
/// creates no more.
pub fn users_at_most(scenario: &Scenario, target: &Target) -> Users {
    let mut users = Users::default();
    let mut named: BTreeMap<&str, Operation> = BTreeMap::new();
    let mut latest = None;
    for step in &scenario.steps {
        // A control is a further call like the one before it.
        if let Some(operation) = latest.filter(|_| is_judged_beside_a_control(&step.text)) {
            users.add(operation, 1);
        }
        let again = step
            .text
            .strip_prefix("the call of ")
            .and_then(|rest| rest.split(' ').next());
        if let Some(operation) = again.and_then(|name| named.get(name)) {
            users.add(*operation, 1);
        } else if let Some((operation, name, count)) = saved(step) {
            named.extend(name.map(|name| (name, operation)));
            latest = Some(operation);
            users.add(operation, count * variants(&step.text, target));
        }
    }
    users
}

/// How many calls a scenario makes one after the other, without those that only a refusal brings.
pub fn calls_in_a_row(scenario: &Scenario, target: &Target) -> usize {
    let calls = |step: &Step| match saved(step) {
        Some((_, _, _)) if step.text.ends_with(AT_ONCE) => 1,
        Some((_, None, count)) if Sentence::parse(&step.text).is_none() => count.div_ceil(MOST_ROWS),
        Some(_) => variants(&step.text, target),
        None => usize::from(Sentence::parse(&step.text).is_some() || step.text.starts_with("the call of ")),
    };
    scenario.steps.iter().map(calls).sum()
}

/// The operations that the scenario's steps call.
pub fn operations_called(scenario: &Scenario) -> BTreeSet<Operation> {
    let called = |step: &Step| {
        let sentence = Sentence::parse(&step.text).map(|sentence| sentence.operation);
        sentence.or_else(|| saved(step).map(|(operation, ..)| operation))
    };
    scenario.steps.iter().filter_map(called).collect()
}

/// How many calls the scenario's steps make, controls included. One that waits for an acceptance may repeat its call.
pub fn calls_at_most(scenario: &Scenario, target: &Target) -> usize {
    let calls = scenario.steps.iter().map(|step| {
        let own = match Sentence::parse(&step.text) {
            Some(Sentence {
                who: Who::Named(_),
                tail,
                ..
            }) => times(tail),
            Some(_) => 1,
            None if step.text.starts_with("the call of ") => 1,
            None => saved(step).map_or(0, |(_, _, count)| count.div_ceil(super::calls::MOST_ROWS)),
        };
        own * variants(&step.text, target) + usize::from(is_judged_beside_a_control(&step.text))
    });
    calls.sum()
}

/// True for a step that may call a control (see `contrast.rs`).
fn is_judged_beside_a_control(text: &str) -> bool {
    text.starts_with("it is accepted, as ") || text.contains(", unlike ") || text.contains("\" if only ")
}

/// The users that a step saves: by which operation, under which name, how many. `None` for a step that saves nobody.
fn saved(step: &Step) -> Option<(Operation, Option<&str>, usize)> {
    if let Some(sentence) = Sentence::parse(&step.text) {
        let operation = sentence.operation;
        operation.creates()?;
        return Some(match sentence.who {
            Who::New => (operation, None, 1),
            Who::Named(name) => (operation, Some(name), times(sentence.tail)),
            Who::Many(count) => (operation, None, count),
            Who::List(names) => (operation, None, names.len()),
            // The heading is no row.
            Who::Table => (operation, None, step.table.len().saturating_sub(1)),
        });
    }
    let phrase = step.text.split(" with ").next()?;
    Operation::all()
        .filter(|operation| operation.creates().is_some())
        .find_map(|operation| {
            let (before, after) = phrase.split_once(operation.subject())?;
            match (before.trim_end(), after.trim_start()) {
                ("a" | "an", name) => Some((operation, Some(name), 1)),
                (count, "s") => Some((operation, None, count.parse().ok()?)),
                _ => None,
            }
        })
}

/// How often a step makes its call at once.
fn times(tail: &str) -> usize {
    let words = tail.trim_start().split_once(" times at once");
    words.and_then(|(times, _)| times.parse().ok()).unwrap_or(1)
}

/// How many variants a step tries one after the other, each with a user of its own.
fn variants(text: &str, target: &Target) -> usize {
    let habit = text.split_once("signed each way of ").map(|(_, habit)| habit);
    if let Some(habit) = habit {
        SigningHabits::default().variants(habit).len()
    } else if text.contains(" in each request spelling") {
        RequestNames::ALL.len()
    } else if text.ends_with(" with its list encrypted each way") {
        Mode::ALL.len() * Encoding::ALL.len()
    } else if text.ends_with(" with its account by each reading of the company's name") {
        let butler = target.butler.as_ref();
        butler.map_or(0, |butler| butler.initials_to_try().len())
    } else {
        1
    }
}
