//! Sequences of calls about a few users: drawn, sent one after the other, and judged by a model of which users there are.
//!
//! A single call shows nothing of what a vendor remembers. Here users are created, updated, removed and created again, by
//! themselves and in batches, and what must become of each call follows from the calls before it.

mod action;
mod draw;
mod model;
mod render;
mod run;

use futures::StreamExt as _;
use futures::stream;

use super::draw::Drawing;
use super::trial::{CaseRunner, Fault};
use super::{Counts, Known};
use crate::contract::Contract;
use crate::error::Error;
use crate::record::ScenarioRecord;
use crate::wire::Operation;

use draw::draw;
use run::{SequenceRun, run_sequence, shrink};

/// So many requests are drawn for one sequence.
const REQUESTS_A_SEQUENCE: usize = 10;
/// So many failures are told.
const MOST_TOLD: usize = 5;

/// A sequence that failed.
struct Failed {
    number: usize,
    operation: Operation,
    /// The operation of the call that failed, and how.
    what: (Operation, Fault),
    ran: SequenceRun,
}

/// Draws and carries out sequences, and tells those that failed, shrunk.
///
/// # Errors
/// Where the target cannot be reached, or time is up.
pub(super) async fn explore_sequences(
    trier: &CaseRunner<'_>,
    contract: &Contract,
    (operations, drawing): (&[Operation], &Drawing),
    known: &Known,
    counts: &mut Counts,
) -> Result<Vec<ScenarioRecord>, Error> {
    let plan = trier.plan;
    let creating: Vec<Operation> = operations
        .iter()
        .copied()
        .filter(|own| own.creates().is_some())
        .collect();
    if creating.is_empty() {
        return Ok(Vec::new());
    }
    let sequences = (0..plan.cases / REQUESTS_A_SEQUENCE).map(|number| {
        let operation = creating[number % creating.len()];
        (number, draw(operation, drawing, plan.seed, number))
    });
    let mut runs = stream::iter(sequences)
        .map(|(number, sequence)| async move {
            let ran = run_sequence(trier, &sequence, &format!("sequence {number}")).await?;
            Ok::<_, Error>((number, sequence.operation, ran))
        })
        .buffer_unordered(plan.concurrency.max(1));
    let mut failed: Vec<Failed> = Vec::new();
    while let Some(done) = runs.next().await {
        let (number, operation, ran) = done?;
        counts.sequences += 1;
        let last = ran.calls.last().map(|made| made.exchange.operation);
        let Some(what) = last.zip(ran.fault.clone()) else {
            continue;
        };
        let new = Failed {
            number,
            operation,
            what,
            ran,
        };
        // One of each kind is enough: the first that was drawn.
        match failed.iter_mut().find(|other| other.what == new.what) {
            Some(other) if other.number < new.number => {}
            Some(other) => *other = new,
            None => failed.push(new),
        }
    }
    failed.retain(|failed| !known.has(failed.what.0, &failed.what.1));
    failed.sort_by_key(|failed| failed.number);
    let mut scenarios = Vec::new();
    for failed in failed.into_iter().take(MOST_TOLD) {
        let minimal = shrink(trier, failed.number, failed.operation, failed.ran).await?;
        scenarios.extend(render::scenario(contract, plan, failed.operation, &minimal));
    }
    Ok(scenarios)
}
