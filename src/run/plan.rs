//! What is run, and against what.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use super::selection::Selection;
use crate::client::{CallLimits, fresh_run_id};
use crate::clock::Clock;
use crate::config::Target;
use crate::interrupt::Interrupt;
use crate::leftovers::Notebook;

/// The limit of a whole run. It prevents a target that answers each call at the last moment from blocking a
/// nightly job for hours; a full run of a thousand calls takes minutes even at a second each.
const LONGEST_RUN: Duration = Duration::from_secs(30 * 60);

/// All settings of a run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What is called.
    pub target: Arc<Target>,
    /// The time.
    pub clock: Clock,
    /// The seed of drawn values and order.
    pub seed: u64,
    /// The source of identities and nonces: up to ten lower-case letters and digits, since identities begin with it.
    pub run_id: String,
    /// Which scenarios run.
    pub selection: Selection,
    /// How often each scenario runs.
    pub rounds: usize,
    /// How many scenarios run at the same time.
    pub concurrency: usize,
    /// After how many scenarios that deviate in a way that counts no further one is started; `None` for no limit.
    pub max_fail: Option<NonZeroUsize>,
    /// How often scenarios are run again that could not be judged.
    pub retry_inconclusive: usize,
    /// True if a failed *should* counts.
    pub strict: bool,
    /// How long single calls may take.
    pub limits: CallLimits,
    /// How long the whole run may take; later scenarios end with an error.
    pub duration: Duration,
    /// The command that was given, for the commands that repeat a part of it.
    pub command: String,
    /// False to leave the exchanges out of the record, for runs of which only the verdicts are needed.
    pub keeps_exchanges: bool,
    /// How many further requests are drawn from the schemas after the scenarios.
    pub explore: usize,
    /// The options by which `fuhe call` calls the same vendor.
    pub call_options: String,
    /// Whether users that still exist after the run are removed.
    pub leftovers: Leftovers,
    /// Where they are noted before they are created, so that they can be removed after a run that was killed.
    pub notes: Option<Arc<Notebook>>,
    /// Triggered to end the run early: in good order, and without a verdict.
    pub interrupt: Interrupt,
}

impl Plan {
    /// The plan to run everything against a target, with its own run id.
    pub fn against(target: Arc<Target>) -> Self {
        Self {
            limits: CallLimits::of(&target.network),
            target,
            clock: Clock::System,
            seed: u64::from(rand::random::<u32>()),
            run_id: fresh_run_id(),
            selection: Selection::default(),
            rounds: 1,
            concurrency: 16,
            max_fail: None,
            retry_inconclusive: 0,
            strict: false,
            duration: LONGEST_RUN,
            command: "fuhe check".to_owned(),
            keeps_exchanges: true,
            explore: 0,
            call_options: String::new(),
            leftovers: Leftovers::default(),
            notes: None,
            interrupt: Interrupt::default(),
        }
    }
}

/// Whether the users that a run creates are removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Leftovers {
    /// They are removed at its end, as far as the vendors allow it.
    #[default]
    Removed,
    /// They stay.
    Kept,
}
