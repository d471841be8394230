//! A sequence that failed as a scenario, in the words of the features.

use std::time::SystemTime;

use super::action::{Action, ActionKind};
use super::model::Expected;
use super::run::{MadeCall, SequenceRun};
use crate::contract::{Contract, Finding};
use crate::explore::ExplorePlan;
use crate::explore::render::{field_word, notation};
use crate::record::{FindingRecord, Journal, ScenarioRecord, StepRecord, StepStatus, rfc3339};
use crate::wire::Operation;

/// Longer names could not be read.
const LONGEST_NAME: usize = 160;

/// The scenario that tells a failure; `None` where there is none to tell.
pub(super) fn scenario(
    contract: &Contract,
    plan: &ExplorePlan<'_>,
    operation: Operation,
    ran: &SequenceRun,
) -> Option<ScenarioRecord> {
    let last = ran.calls.last()?;
    let rule = last.findings.last()?.rule;
    let mut journal = Journal::new(plan.masker.clone());
    for (call, made) in ran.calls.iter().enumerate() {
        journal.exchange(&made.exchange);
        journal.retries(&made.exchange);
        for finding in &made.findings {
            journal.finding(Finding {
                exchange: Some(call),
                ..finding.clone()
            });
        }
    }
    let calls = ran.calls.len();
    let findings = journal.findings.into_iter().map(|(_, finding)| FindingRecord {
        // What became of the last call is seen after it.
        step: finding
            .exchange
            .map_or(calls, |call| if call + 1 == calls { calls } else { call }),
        finding,
        intermittent: None,
    });
    let words: Vec<String> = ran.calls.iter().map(|made| in_short(&made.action)).collect();
    let name: String = format!("explored {}", words.join(", "))
        .chars()
        .take(LONGEST_NAME)
        .collect();
    let started = ran
        .calls
        .first()
        .map_or_else(SystemTime::now, |made| made.exchange.timing.started);
    let took = ran
        .calls
        .iter()
        .map(|made| made.exchange.timing.wait + made.exchange.timing.receive)
        .sum();
    let step = |keyword: &str, text: String, table, status| StepRecord {
        keyword: keyword.to_owned(),
        text,
        table,
        status,
        started_us: 0,
        duration_us: 0,
    };
    let mut steps: Vec<StepRecord> = Vec::new();
    for made in &ran.calls {
        let keyword = if steps.is_empty() { "When" } else { "And" };
        let (text, table) = sentence(operation, made);
        steps.push(step(keyword, text, table, StepStatus::Passed));
    }
    steps.push(step("Then", then(&last.expected), Vec::new(), StepStatus::Failed));
    Some(ScenarioRecord {
        started: rfc3339(started),
        duration_us: micros(took),
        steps,
        findings: findings.collect(),
        observations: journal.observations,
        flaky: journal.flaky,
        exchanges: journal.exchanges,
        repeat: Some(plan.command.clone()),
        ..ScenarioRecord::named(contract, rule, name)
    })
}

fn micros(took: std::time::Duration) -> u64 {
    u64::try_from(took.as_micros()).unwrap_or(u64::MAX)
}

/// `A and B created`.
fn in_short(action: &Action) -> String {
    let edited = if action.edits.is_empty() { "" } else { " otherwise" };
    format!("{} {}{edited}", names(action), word(action.kind))
}

fn names(action: &Action) -> String {
    let names: Vec<String> = action.users.iter().map(|user| user_name(*user)).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

fn user_name(user: usize) -> String {
    char::from_u32('A' as u32 + u32::try_from(user).unwrap_or_default()).map_or_else(String::new, String::from)
}

const fn word(kind: ActionKind) -> &'static str {
    match kind {
        ActionKind::Create => "created",
        ActionKind::Update => "updated",
        ActionKind::Remove => "removed",
        ActionKind::UpdateUnknown => "updated under an unknown number",
    }
}

/// The step of a call: `courier users A and B are created`, with a table of what is set to something else.
fn sentence(operation: Operation, made: &MadeCall) -> (String, Vec<Vec<String>>) {
    let action = &made.action;
    let subject = made.exchange.operation.subject();
    let verb = match action.kind {
        ActionKind::Create => operation.verbs().first(),
        ActionKind::Update | ActionKind::UpdateUnknown => operation.verbs().get(1),
        ActionKind::Remove => made.exchange.operation.verbs().first(),
    };
    let verb = verb.map_or("", |verb| verb.word.as_str());
    let (plural, is) = if action.users.len() > 1 {
        ("s", "are")
    } else {
        ("", "is")
    };
    let mut text = format!("{subject}{plural} {} {is} {verb}", names(action));
    if action.kind == ActionKind::UpdateUnknown {
        text.push_str(" under a number that nobody has");
    }
    let table = action
        .edits
        .iter()
        .map(|edit| vec![field_word(&edit.field), notation(&edit.given)]);
    let table: Vec<Vec<String>> = table.collect();
    if !table.is_empty() {
        text.push_str(" with");
    }
    (text, table)
}

fn then(expected: &Expected) -> String {
    match expected {
        Expected::Accepted {
            number: Some((field, _)),
            ..
        } => format!("it is accepted, with the same {field}"),
        Expected::Accepted { .. } => "it is accepted".to_owned(),
        Expected::Refused { rows: Some(rows), .. } => {
            let rows: Vec<String> = rows.keys().map(u64::to_string).collect();
            match rows.as_slice() {
                [row] => format!("exactly row {row} is in error"),
                rows => format!("exactly rows {} are in error", rows.join(", ")),
            }
        }
        Expected::Refused { .. } => "it is refused".to_owned(),
        Expected::Either => "it is accepted or refused, in a documented shape".to_owned(),
    }
}
