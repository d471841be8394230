//! A sequence as it is run: each call judged by those before it, until one fails.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use super::action::{Action, Sequence, USERS};
use super::model::{Expected, Model};
use crate::check::{Answered, Expectation, Outcome, conformance};
use crate::contract::{Finding, RuleId};
use crate::error::Error;
use crate::explore::MOST_SHRINKING_CALLS;
use crate::explore::request::Case;
use crate::explore::trial::{CaseRunner, Fault};
use crate::rule;
use crate::wire::{Exchange, Operation};

/// A call that was made.
#[derive(Debug)]
pub(super) struct MadeCall {
    pub(super) action: Action,
    pub(super) expected: Expected,
    pub(super) exchange: Exchange,
    pub(super) findings: Vec<Finding>,
}

/// A sequence as far as it was run: to its end, or to the first call that failed.
#[derive(Debug, Default)]
pub(super) struct SequenceRun {
    pub(super) calls: Vec<MadeCall>,
    pub(super) fault: Option<Fault>,
}

/// The shortest sequence that fails in the same way, by leaving out one thing after the other.
pub(super) async fn shrink(
    trier: &CaseRunner<'_>,
    number: usize,
    operation: Operation,
    first: SequenceRun,
) -> Result<SequenceRun, Error> {
    let mut shortest = of_calls(operation, &first);
    let mut minimal = first;
    let mut spent = 0;
    let (mut place, mut is_shorter) = (0, false);
    loop {
        let Some(shorter) = shortest.without(place) else {
            // What was needed at first may be needless once others are gone.
            if !std::mem::take(&mut is_shorter) {
                break;
            }
            place = 0;
            continue;
        };
        if spent + shorter.actions.len() > MOST_SHRINKING_CALLS || Instant::now() > trier.plan.deadline {
            break;
        }
        spent += shorter.actions.len();
        let ran = run_sequence(trier, &shorter, &format!("sequence {number}, shorter {spent}")).await?;
        if ran.fault == minimal.fault {
            shortest = of_calls(operation, &ran);
            minimal = ran;
            is_shorter = true;
        } else {
            place += 1;
        }
    }
    Ok(minimal)
}

/// The sequence with only those actions that came to a call.
fn of_calls(operation: Operation, ran: &SequenceRun) -> Sequence {
    let actions = ran.calls.iter().map(|made| made.action.clone());
    Sequence {
        operation,
        actions: actions.collect(),
    }
}

/// Makes the calls of a sequence one after the other, until one fails. The key decides who the users are.
pub(super) async fn run_sequence(trier: &CaseRunner<'_>, sequence: &Sequence, key: &str) -> Result<SequenceRun, Error> {
    let operation = sequence.operation;
    let users = (0..USERS).map(|user| {
        trier
            .request(Case::plain(operation), &format!("{key}, user {user}"))
            .params
    });
    let mut model = Model::new(operation, users.collect());
    let mut ran = SequenceRun::default();
    for action in &sequence.actions {
        let Some((call, expected)) = model.call(action) else {
            continue;
        };
        if let Some(settle) = trier.plan.settle.filter(|_| !ran.calls.is_empty()) {
            tokio::time::sleep(settle).await;
        }
        let exchange = trier.post(&call).await?;
        trier.check_answer(&exchange)?;
        let answered = Answered::read(&exchange, false);
        let mut findings = conformance(&exchange, &answered);
        let mut fault = findings.first().map(|finding| Fault::Shape(finding.rule));
        if answered.outcome == Outcome::Unclear {
            fault = Some(Fault::Unclear);
        } else if let Some((finding, own)) = judged(&expected, &exchange, &answered) {
            findings.push(finding);
            fault = Some(own);
        }
        model.learn(action, &expected, &answered);
        ran.calls.push(MadeCall {
            action: action.clone(),
            expected,
            exchange,
            findings,
        });
        if fault.is_some() {
            ran.fault = fault;
            break;
        }
    }
    Ok(ran)
}

/// What is wrong with what became of a call, by the calls before it.
fn judged(expected: &Expected, exchange: &Exchange, answered: &Answered) -> Option<(Finding, Fault)> {
    match expected {
        Expected::Accepted { rule, number } => {
            if let Some(finding) = Expectation::Accepted.check(*rule, exchange, answered) {
                return Some((finding, Fault::Refused));
            }
            let (field, number) = number.clone()?;
            let same = Expectation::Field(field.to_owned(), number);
            let finding = same.check(rule!("GU-12"), exchange, answered)?;
            Some((finding, Fault::Shape(rule!("GU-12"))))
        }
        Expected::Refused { rule, rows } => {
            if let Some(finding) = Expectation::Refused.check(*rule, exchange, answered) {
                return Some((finding, Fault::Taken(*rule)));
            }
            let rows = rows.as_ref()?;
            let rule = of_rows(rows, answered);
            let in_error = Expectation::RowsInError(rows.keys().copied().collect());
            let finding = in_error.check(rule, exchange, answered)?;
            Some((finding, Fault::Shape(rule)))
        }
        Expected::Either => None,
    }
}

/// The rule that a list of other rows breaks: that of the first row that is missing or, where the vendor refuses another row
/// for the same, that every row in error is listed.
fn of_rows(wrong: &BTreeMap<u64, RuleId>, answered: &Answered) -> RuleId {
    let entries = answered.entries().iter();
    let listed: BTreeSet<u64> = entries.filter_map(|entry| entry["rowNo"].as_u64()).collect();
    let missing = wrong.iter().find(|(row, _)| !listed.contains(row));
    let is_found_elsewhere = |rule: &RuleId| wrong.iter().any(|(row, own)| own == rule && listed.contains(row));
    missing
        .map(|(_, rule)| *rule)
        .filter(|rule| !is_found_elsewhere(rule))
        .unwrap_or(rule!("BS-26"))
}
