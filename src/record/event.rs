//! What happens in a run, as it happens. Progress and record are two listeners to the same events.

use std::collections::BTreeMap;

use super::{LeftRecord, ScenarioRecord};
use crate::contract::Operation;

/// One thing that happened.
#[derive(Clone, Debug)]
pub enum RunEvent {
    /// The run begins, with so many scenarios selected.
    Started {
        /// Number of scenarios that will run.
        scenarios: usize,
    },
    /// The target has taken correct calls. So many users may be created there, and outlast the run.
    Announced {
        /// By the scenarios, at most.
        users: Users,
        /// Further requests that will be drawn from the schemas, most with a user of their own.
        explore: usize,
    },
    /// A scenario begins.
    ScenarioStarted {
        /// Its identity.
        id: String,
    },
    /// A scenario has come to its end.
    ScenarioFinished(Box<ScenarioRecord>),
    /// Further requests were drawn from the schemas; those that failed were told as scenarios.
    Explored {
        /// Requests drawn and sent.
        requests: usize,
        /// Of those, how many had to be taken.
        to_accept: usize,
        /// How many had to be refused; the rest could be either.
        to_refuse: usize,
        /// Requests a second.
        per_second: f64,
    },
    /// So many calls of the run were sent again: no connection stood, or they were turned away.
    Retried {
        /// Number of repetitions.
        calls: usize,
        /// How many calls begin in a second, where the target has made them fewer.
        slowed_to: Option<u32>,
    },
    /// What was created was removed, as far as the vendors let it.
    Tidied(LeftRecord),
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
    /// Takes notice of an event.
    fn on_event(&mut self, event: &RunEvent);
}

/// What is known of a run before anything happens.
#[derive(Clone, Debug)]
pub struct RunHead {
    /// The target's name.
    pub target: String,
    /// The target's addresses by vendor.
    pub addresses: BTreeMap<String, String>,
    /// True where the embedded vendor is called.
    pub embedded: bool,
    /// What narrows the run, as [`SelectionRecord`](super::SelectionRecord) has it.
    pub conditions: Vec<String>,
    /// What decides drawn values and order.
    pub seed: u64,
    /// What decides identities and nonces.
    pub run_id: String,
    /// True where a failed *should* counts.
    pub strict: bool,
    /// The command that was given.
    pub command: String,
}
