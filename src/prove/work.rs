//! Many runs on few threads: each thread has one runtime for vendor, client and suite, so that they share nothing
//! except the contract, which is read once.

use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::options::Options;
use super::subject::Subject;
use super::summary::Summary;
use crate::contract::{Contract, Verdict};
use crate::error::Error;
use crate::mock::{KeyPool, MockConfig};
use crate::record::RunRecord;
use crate::run::{Embedded, Plan, Selection, run};

/// A run takes a fraction of a second; one that takes this long hangs.
const LONGEST_RUN: Duration = Duration::from_secs(60);

/// Runs the suite against every subject, and returns the summaries in the same order.
pub(super) fn run_all(
    subjects: &[Subject],
    options: &Options,
    on_progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Vec<Summary>, Error> {
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let summaries: Mutex<Vec<Option<Summary>>> = Mutex::new(vec![None; subjects.len()]);
    // Cucumber replaces the process-wide panic hook during each run, and two threads would restore each
    // other's. So the hook is kept here, around all runs.
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    std::thread::scope(|scope| {
        for _ in 0..options.threads.max(1) {
            scope.spawn(|| {
                let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else {
                    return;
                };
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(subject) = subjects.get(index) else {
                        return;
                    };
                    let clock = Instant::now();
                    let seed = options.seed.wrapping_add(index as u64);
                    let outcome = runtime.block_on(one(subject, seed));
                    let summary = match outcome {
                        Ok(record) => Summary::of(&record, clock.elapsed()),
                        Err(error) => Summary::broken(&error, clock.elapsed()),
                    };
                    summaries.lock().unwrap_or_else(PoisonError::into_inner)[index] = Some(summary);
                    on_progress(done.fetch_add(1, Ordering::Relaxed) + 1, subjects.len());
                }
            });
        }
    });
    panic::set_hook(hook);
    let summaries = summaries.into_inner().unwrap_or_else(PoisonError::into_inner);
    summaries
        .into_iter()
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| Error::Harness("a thread of the proof ended before its work was done".to_owned()))
}

async fn one(subject: &Subject, seed: u64) -> Result<RunRecord, Error> {
    if let Some(nearest) = subject.nearest() {
        let record = Box::pin(one_of(subject, Some(&nearest), seed)).await?;
        if record.rules.iter().any(|rule| rule.verdict == Verdict::Fails) {
            return Ok(record);
        }
    }
    Box::pin(one_of(subject, subject.tag(), seed)).await
}

/// A run of the scenarios with these tags.
async fn one_of(subject: &Subject, tags: Option<&str>, seed: u64) -> Result<RunRecord, Error> {
    let vendor = Embedded::start(MockConfig {
        behaviour: subject.behaviour(),
        keys: KeyPool::quick(),
        seed,
        ..MockConfig::default()
    })
    .await?;
    let contract = Contract::embedded();
    let plan = Plan {
        seed,
        strict: true,
        keeps_exchanges: false,
        selection: Selection::new(contract, tags, None)?,
        duration: LONGEST_RUN,
        ..Plan::against(Arc::clone(vendor.target()))
    };
    let record = run(contract, plan, &mut []).await?;
    vendor.check_faults()?;
    Ok(record)
}
