//! What happens in a run, as it happens. Progress and record are two listeners to the same events.

use std::collections::BTreeMap;

use super::{LeftRecord, ScenarioRecord};
use crate::contract::Operation;

/// One thing that happened.
#[derive(Clone, Debug)]
pub enum RunEvent {
    /// The run begins, with this many scenarios selected.
    Started {
        /// Number of scenarios that will run.
        scenarios: usize,
    },
    /// The target has accepted correct calls. This many users may be created there, and still exist after the run.
    Announced {
        /// By the scenarios, at most.
        users: Users,
        /// Further requests that will be drawn from the schemas, most with a user of their own; and a tenth as many
        /// sequences of calls.
        explore: usize,
    },
    /// The target was seen to know of a change only after a while. Calls that depend on one wait so long.
    Settling {
        /// The wait, in milliseconds.
        millis: u64,
    },
    /// The target's clock differs from ours. Calls carry its time.
    ClockDiffers {
        /// How far it is ahead, in milliseconds; negative if it is behind.
        millis: i64,
    },
    /// These scenarios are run once more, since they could not be judged.
    RunAgain {
        /// Number of scenarios.
        scenarios: usize,
    },
    /// A scenario begins.
    ScenarioStarted {
        /// Its id.
        id: String,
    },
    /// Every scenario has been run once more, of several times. Their results come with the last.
    RoundFinished {
        /// How often each was run so far.
        round: usize,
        /// How often each is to be run.
        of: usize,
    },
    /// A scenario has ended.
    ScenarioFinished(Box<ScenarioRecord>),
    /// Further requests were drawn from the schemas; those that failed were reported as scenarios.
    Explored {
        /// Requests drawn and sent.
        requests: usize,
        /// How many of them had to be accepted.
        to_accept: usize,
        /// How many had to be refused; the rest could be either.
        to_refuse: usize,
        /// Sequences of calls that were carried out besides.
        sequences: usize,
        /// Calls that all of this took, also to find the simplest request that fails.
        calls: usize,
        /// Requests a second.
        per_second: f64,
    },
    /// This many calls of the run were sent again: there was no connection, or they were turned away.
    Retried {
        /// Number of repetitions.
        calls: usize,
        /// How many calls begin in a second, if the target has lowered this.
        slowed_to: Option<u32>,
    },
    /// What was created was removed, as far as the vendors allow it.
    CleanedUp(LeftRecord),
    /// Nothing more will happen.
    Finished,
}

/// Numbers of users by the operation that saves them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Users(BTreeMap<Operation, usize>);

impl Users {
    /// Counts users of an operation.
    pub fn add(&mut self, operation: Operation, count: usize) {
        *self.0.entry(operation).or_default() += count;
    }

    /// As many again, so many times.
    #[must_use]
    pub fn times(mut self, times: usize) -> Self {
        self.0.values_mut().for_each(|count| *count *= times);
        self
    }

    /// The users that an operation saves.
    pub fn of(&self, operation: Operation) -> usize {
        self.0.get(&operation).copied().unwrap_or_default()
    }
}

impl std::ops::AddAssign for Users {
    fn add_assign(&mut self, other: Self) {
        other
            .0
            .into_iter()
            .for_each(|(operation, count)| self.add(operation, count));
    }
}

/// Listens to a run.
pub trait Observer {
    /// Called for each event.
    fn on_event(&mut self, event: &RunEvent);
}

/// What is known of a run before anything happens.
#[derive(Clone, Debug)]
pub struct RunHead {
    /// The target's name.
    pub target: String,
    /// The target's addresses by vendor.
    pub addresses: BTreeMap<String, String>,
    /// True if the embedded vendor is called.
    pub embedded: bool,
    /// The conditions that narrow the run, as in [`SelectionRecord`](super::SelectionRecord).
    pub conditions: Vec<String>,
    /// The seed of drawn values and order.
    pub seed: u64,
    /// The source of identities and nonces.
    pub run_id: String,
    /// True if a failed *should* counts.
    pub strict: bool,
    /// The command that was given.
    pub command: String,
}
