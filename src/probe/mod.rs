//! First contact with a target: which of the unpublished habits does it follow?
//!
//! Nothing but addresses and credentials is needed, and nothing is created: every call asks for something that cannot be
//! done, in several ways at once, and the way in which it is refused tells how far it came. The rungs are climbed in the
//! order in which a vendor looks at a call, and the first that is wrong ends the climb.

mod answer;
mod courier;
mod desk;
mod gateway;
mod text;

use crate::client::Client;
use crate::error::Error;
use crate::target::{ButlerTarget, EtcTarget};
use crate::wire::{Exchange, Vendor};

pub use courier::Reach;
use desk::Desk;
pub use gateway::Habits;
pub use text::text;

/// What was learnt of one vendor.
#[derive(Debug)]
pub struct Contact {
    /// The vendor.
    pub vendor: Vendor,
    /// The address that was called.
    pub address: String,
    /// The rungs, in the order in which they were climbed.
    pub steps: Vec<Step>,
    /// Lines for the target file, from the header of their section on.
    pub lines: Vec<String>,
    /// Why the climb ended early, or what is left to find out.
    pub trouble: Option<Trouble>,
}

/// One rung: a question, what was tried to answer it, and what the answers mean.
#[derive(Debug)]
pub struct Step {
    /// The question.
    pub title: String,
    /// What was tried, and what the target said to it, masked.
    pub tries: Vec<(String, String)>,
    /// What that means.
    pub meaning: String,
}

/// What is in the way of a run against the target.
#[derive(Debug)]
pub enum Trouble {
    /// Something is wrong with the target file or on the way, or cannot be found out from outside.
    Error(Error),
    /// The target said yes to a call that it has to refuse. No further call was sent, since nobody knows what it does.
    Taken(String),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// Compares the habits of a target file with what the gateway's answers show, without creating anything.
///
/// # Errors
/// [`Error::Unreachable`] where no answer came.
pub async fn compare_habits(client: &Client, etc: &EtcTarget) -> Result<Habits, Error> {
    let mut desk = Desk::new(client, Vendor::Etc, etc.url.to_string());
    match gateway::compare(&mut desk, etc).await {
        Ok(habits) => Ok(habits),
        // What the gateway says to calls that it has to refuse is for the suite to judge.
        Err(Trouble::Taken(_) | Trouble::Error(Error::Config(_))) => Ok(Habits::all_unknown()),
        Err(Trouble::Error(error)) => Err(error),
    }
}

/// Tells how far a call to the courier came that was refused, without creating anything.
///
/// # Errors
/// [`Error::Unreachable`] where no answer came.
pub async fn courier_reach(client: &Client, butler: &ButlerTarget, refused: &Exchange) -> Result<Reach, Error> {
    let mut desk = Desk::new(client, Vendor::Butler, butler.url.to_string());
    courier::reach(&mut desk, butler, refused).await
}

/// Probes each vendor that the target has. What goes wrong with one does not keep the other from being probed.
pub async fn probe(client: &Client) -> Vec<Contact> {
    let mut contacts = Vec::new();
    if let Some(etc) = &client.target().etc {
        let mut desk = Desk::new(client, Vendor::Etc, etc.url.to_string());
        let climbed = gateway::climb(&mut desk, etc).await;
        contacts.push(desk.contact(climbed));
    }
    if let Some(butler) = &client.target().butler {
        let mut desk = Desk::new(client, Vendor::Butler, butler.url.to_string());
        let climbed = courier::climb(&mut desk, butler).await;
        contacts.push(desk.contact(climbed));
    }
    contacts
}
