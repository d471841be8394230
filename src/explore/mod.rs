//! Generated requests beyond the written ones: draw, send, judge, shrink.
//!
//! Each request is a correct call with up to four fields set to something else. What must become of it follows from the
//! pages alone: it must be taken, must be refused, or, where anything in it is open, may be either; and whatever becomes
//! of it, the answer keeps to the documented shapes. A failure is shrunk to a minimal request and told as a scenario in
//! the words of the features, so that every report shows it like any other.
//!
//! What is drawn is decided by the seed alone; identities are made afresh for each call.

mod draw;
mod judge;
mod render;
mod request;
mod sequence;
mod text;
mod trial;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use futures::StreamExt as _;
use futures::stream;
use serde_json::{Map, Value};

use crate::client::Client;
use crate::contract::{Contract, Finding};
use crate::error::Error;
use crate::record::{Masker, ScenarioRecord};
use crate::rule;
use crate::wire::Operation;

pub use draw::{Drawing, Tree};
pub use judge::{Allowed, Judgement, judge, stand};
pub use request::{Case, Edit, Given, Request};
pub use text::{Fresh, Piece, Set, Text, quoted};
use trial::{CaseRunner, Fault, Trial};

/// How many failures are shrunk and told. A vendor with more is told about these first.
const MOST_FAILURES: usize = 20;
/// How many calls may be spent on shrinking one failure.
const MOST_SHRINKING_CALLS: usize = 300;
/// How long all shrinking together may take.
const LONGEST_SHRINKING: Duration = Duration::from_secs(60);

/// Makes a correct call of an operation: its business parameters, or its row. The key decides the values, which no other
/// key may yield.
pub type Base<'a> = &'a dyn Fn(Operation, &str) -> Map<String, Value>;

/// Has the fields of a correct call that nobody set follow those that were set: its code belongs to its kind of user.
/// Takes the correct call, and the call with what was set.
pub type Follow<'a> = &'a dyn Fn(Operation, &str, &Map<String, Value>, &mut Map<String, Value>);

/// Everything that decides an exploration.
#[derive(Clone)]
pub struct ExplorePlan<'a> {
    /// How many requests are drawn.
    pub cases: usize,
    /// Of which operations.
    pub operations: BTreeSet<Operation>,
    /// What decides what is drawn.
    pub seed: u64,
    /// How many calls are under way at once.
    pub concurrency: usize,
    /// When it must be over.
    pub deadline: Instant,
    /// The initials that the courier takes for the company's name (BS-15).
    pub initials: String,
    /// Knows the target's secrets, and the numbers and keys that the run has met.
    pub masker: Masker,
    /// Where correct calls come from.
    pub base: Base<'a>,
    /// What follows the values that a request sets.
    pub follow: Follow<'a>,
    /// How long the vendor takes to know of a change, where it does not know at once (BS-51).
    pub settle: Option<Duration>,
    /// The command that draws the same requests again: `fuhe check … --explore N --seed S`.
    pub command: String,
    /// The words that `fuhe call` needs beside operation and parameters, such as `--target FILE`; may be empty.
    pub call_options: String,
}

/// What came of an exploration.
#[derive(Clone, Debug, Default)]
pub struct Explored {
    /// A scenario for each failure, shrunk. Conforming vendors have none.
    pub scenarios: Vec<ScenarioRecord>,
    /// Numbers of everything.
    pub counts: Counts,
}

/// Numbers of an exploration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Requests drawn and sent.
    pub drawn: usize,
    /// Of those, how many had to be taken.
    pub to_accept: usize,
    /// How many had to be refused.
    pub to_refuse: usize,
    /// How many could be either.
    pub either: usize,
    /// How many failed, whatever was expected of them.
    pub failed: usize,
    /// Sequences of calls that were carried out besides.
    pub sequences: usize,
    /// Calls made in all, for shrinking too.
    pub calls: usize,
    /// How long the drawn requests took, without shrinking.
    pub duration: Duration,
}

impl Counts {
    /// Drawn requests per second.
    #[allow(clippy::cast_precision_loss, reason = "nobody draws so many requests")]
    pub fn per_second(&self) -> f64 {
        self.drawn as f64 / self.duration.as_secs_f64().max(1e-6)
    }

    fn count(&mut self, trial: &Trial) {
        self.drawn += 1;
        match trial.verdict {
            Allowed::Accept => self.to_accept += 1,
            Allowed::Refuse { .. } => self.to_refuse += 1,
            Allowed::Either { .. } => self.either += 1,
        }
        self.failed += usize::from(trial.fault.is_some());
    }
}

/// Draws requests from the request schemas, sends each, judges the answers, and shrinks what fails.
///
/// # Errors
/// [`Error::Unreachable`] where the target does not answer correct calls either, or time is up; what only an odd request
/// makes fall silent is a failure of the vendor.
pub async fn explore(client: &Client, contract: &Contract, plan: &ExplorePlan<'_>) -> Result<Explored, Error> {
    let trier = CaseRunner::new(client, plan);
    let mut explored = Explored::default();
    let mut known = Known::default();
    let mut operations = Vec::new();
    for operation in Operation::all() {
        // What removes somebody is drawn only where nobody else's users can be.
        let is_harmless = operation.removes().is_none() || !client.target().lasting;
        if !plan.operations.contains(&operation) || !client.target().has(operation.vendor()) || !is_harmless {
            continue;
        }

        let trial = trier.try_case(Case::plain(operation), "correct").await?;
        // Where a correct call is refused, every request within the limits would be, and nothing could be learned.
        if trial.fault.as_ref().is_none_or(|fault| !fault.is_about_the_outcome()) {
            operations.push(operation);
        }
        if let Some(fault) = &trial.fault {
            known.learn(&trial, fault);
            explored.scenarios.push(render::scenario(contract, plan, &trial));
        }
    }
    if !operations.is_empty() {
        let drawing = Drawing::new(&operations, plan.seed);
        let failed = send_all(&trier, &drawing, plan, &mut explored.counts).await?;
        let until = Instant::now() + LONGEST_SHRINKING;
        for (number, trial) in failed {
            if known.explains(&trial) {
                continue;
            }
            if explored.scenarios.len() >= MOST_FAILURES {
                break;
            }
            let until = until.min(plan.deadline);
            let mut minimal = shrink(&trier, &drawing, number, trial, until).await?;
            if minimal.fault == Some(Fault::Refused) {
                minimal = charge_counting(&trier, minimal, number).await?;
            }
            if let Some(fault) = minimal.fault.as_ref().filter(|_| !known.explains(&minimal)) {
                known.learn(&minimal, fault);
                explored.scenarios.push(render::scenario(contract, plan, &minimal));
            }
        }
        let sequences =
            sequence::explore_sequences(&trier, contract, (&operations, &drawing), &known, &mut explored.counts);
        explored.scenarios.extend(Box::pin(sequences).await?);
    }
    explored.counts.calls = trier.calls();
    Ok(explored)
}

/// Sends every drawn request, and returns those that failed, in the order drawn.
async fn send_all(
    trier: &CaseRunner<'_>,
    drawing: &Drawing,
    plan: &ExplorePlan<'_>,
    counts: &mut Counts,
) -> Result<Vec<(usize, Trial)>, Error> {
    let started = Instant::now();
    let cases = (0..plan.cases).filter_map(|number| Some((number, drawing.case(number)?.current())));
    let mut trials = stream::iter(cases)
        .map(|(number, case)| async move {
            let trial = trier.try_case(case, &number.to_string()).await?;
            Ok::<_, Error>((number, trial))
        })
        .buffer_unordered(plan.concurrency.max(1));
    let mut failed = Vec::new();
    while let Some(tried) = trials.next().await {
        let (number, mut trial) = tried?;
        counts.count(&trial);
        if trial.fault.is_some() {
            // Most are explained by these, or sent again before they are told.
            if failed.len() >= MOST_FAILURES {
                trial.forget_evidence();
            }
            failed.push((number, trial));
        }
    }
    counts.duration = started.elapsed();
    failed.sort_by_key(|(number, _)| *number);
    Ok(failed)
}

/// The simplest request that fails in the same way. One that does not fail again is told as it was first seen.
async fn shrink(
    trier: &CaseRunner<'_>,
    drawing: &Drawing,
    number: usize,
    first: Trial,
    until: Instant,
) -> Result<Trial, Error> {
    let Some(mut tree) = drawing.case(number) else {
        return Ok(first);
    };
    let fault = first.fault.clone();
    let mut simplest = first;
    let mut calls = 0;
    let mut simpler = tree.simplify();
    while simpler && calls < MOST_SHRINKING_CALLS && Instant::now() < until {
        let trial = trier.try_case(tree.current(), &format!("{number}.{calls}")).await?;
        calls += 1;
        simpler = if trial.fault == fault {
            simplest = trial;
            tree.simplify()
        } else {
            tree.complicate()
        };
    }
    one_of_several(trier, number, simplest, until).await
}

/// A failure that comes and goes with what is fresh in each call escapes shrinking. Which of its fields is to blame may
/// still be found out, by trying each alone a few times.
async fn one_of_several(
    trier: &CaseRunner<'_>,
    number: usize,
    simplest: Trial,
    until: Instant,
) -> Result<Trial, Error> {
    const TURNS: usize = 12;
    let case = simplest.request.case.clone();
    if case.edits.len() < 2 {
        return Ok(simplest);
    }
    for turn in 0..TURNS {
        for edit in &case.edits {
            if Instant::now() > until {
                return Ok(simplest);
            }
            let key = format!("{number}, turn {turn}, {} alone", edit.field);
            let trial = trier.try_case(case.alone(edit), &key).await?;
            if trial.fault == simplest.fault {
                return Ok(trial);
            }
        }
    }
    Ok(simplest)
}

/// A text within its limit is refused. Where as many ASCII characters are taken, it is not the limit that is wrong but
/// what is counted (GW-17).
async fn charge_counting(trier: &CaseRunner<'_>, minimal: Trial, number: usize) -> Result<Trial, Error> {
    let Some(ascii) = minimal.request.case.in_ascii() else {
        return Ok(minimal);
    };
    let control = trier.try_case(ascii, &format!("{number}, in ASCII")).await?;
    if control.fault.is_some() || control.verdict != Allowed::Accept {
        return Ok(minimal);
    }
    let outcome = minimal.outcome.map(|finding| Finding {
        // A signature or a layout that is not understood is no matter of counting, though it may hang on the characters.
        rule: if finding.rule.area() == rule!("GW-17").area() {
            finding.rule
        } else {
            rule!("GW-17")
        },
        ..finding
    });
    Ok(Trial { outcome, ..minimal })
}

/// Failures told already.
#[derive(Debug, Default)]
struct Known(Vec<(Operation, Fault, BTreeSet<String>)>);

impl Known {
    fn learn(&mut self, trial: &Trial, fault: &Fault) {
        let case = &trial.request.case;
        let fields = case.edits.iter().map(|edit| edit.field.clone()).collect();
        self.0.push((case.operation, fault.clone(), fields));
    }

    /// True where this fault of this operation was told, whatever was sent.
    fn has(&self, operation: Operation, fault: &Fault) -> bool {
        self.0.iter().any(|(own, told, _)| *own == operation && told == fault)
    }

    /// True where a failure told already is reason enough for this one: the same fault, in the same fields.
    fn explains(&self, trial: &Trial) -> bool {
        let case = &trial.request.case;
        self.0.iter().any(|(operation, fault, fields)| {
            *operation == case.operation
                && trial.fault.as_ref() == Some(fault)
                // A shape that is broken is broken wherever it shows.
                && (!fault.is_about_the_outcome() || fields.iter().all(|field| case.touches(field)))
        })
    }
}
