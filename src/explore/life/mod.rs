//! Sequences of calls about a few users: drawn, sent one after the other, and judged by a model of which users there are.
//!
//! A single call shows nothing of what a vendor remembers. Here users are created, updated, removed and created again, by
//! themselves and in batches, and what must become of each call follows from the calls before it.

mod action;
mod carried;
mod draw;
mod model;
mod render;

use futures::StreamExt as _;
use futures::stream;

use super::draw::Drawing;
use super::trial::{CaseRunner, Fault};
use super::{Counts, Known};
use crate::contract::Contract;
use crate::error::Error;
use crate::record::ScenarioRecord;
use crate::wire::Operation;

use carried::{carry_out, shrink};
use draw::draw;

/// So many requests are drawn for one sequence.
const REQUESTS_A_SEQUENCE: usize = 10;
/// So many failures are told.
const MOST_TOLD: usize = 5;

/// Draws and carries out sequences, and tells those that failed, shrunk.
///
/// # Errors
/// Where the target cannot be reached, or time is up.
pub(super) async fn live(
    trier: &CaseRunner<'_>,
    contract: &Contract,
    operations: &[Operation],
    known: &Known,
    counts: &mut Counts,
) -> Result<Vec<ScenarioRecord>, Error> {
    let plan = trier.plan;
    let drawing = Drawing::new(operations, plan.seed);
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
        (number, draw(operation, &drawing, plan.seed, number))
    });
    let mut carried = stream::iter(sequences)
        .map(|(number, sequence)| async move {
            let carried = carry_out(trier, &sequence, &format!("life {number}")).await?;
            Ok::<_, Error>((number, sequence, carried))
        })
        .buffer_unordered(plan.concurrency.max(1));
    let mut failed = Vec::new();
    while let Some(done) = carried.next().await {
        let (number, sequence, carried) = done?;
        counts.sequences += 1;
        if carried.fault.is_some() {
            failed.push((number, sequence, carried));
        }
    }
    failed.sort_by_key(|(number, ..)| *number);
    let mut told: Vec<(Operation, Fault)> = Vec::new();
    let mut scenarios = Vec::new();
    for (number, sequence, carried) in failed {
        let last = carried.calls.last().map(|made| made.exchange.operation);
        let Some(what) = last.zip(carried.fault.clone()) else {
            continue;
        };
        if told.contains(&what) || known.has(what.0, &what.1) || scenarios.len() >= MOST_TOLD {
            continue;
        }
        let operation = sequence.operation;
        let minimal = shrink(trier, number, operation, carried).await?;
        scenarios.extend(render::scenario(contract, plan, operation, &minimal));
        told.push(what);
    }
    Ok(scenarios)
}
