//! First contact with a target: which of the unpublished habits does it follow?
//!
//! Nothing but addresses and credentials is needed, and nothing is created: every call asks for something that cannot be
//! done, in several variants at once, and the way in which it is refused tells how far it came. The stages are climbed in the
//! order in which a vendor looks at a call, and the first that is wrong ends the climb.

mod answer;
mod contact;
mod courier;
mod gateway;
mod prober;
mod text;

use tokio::sync::mpsc::UnboundedSender;

use crate::client::Client;
use crate::config::{CourierTarget, GatewayTarget};
use crate::error::Error;
use crate::wire::{Exchange, Vendor};

pub use contact::{Contact, ProbeStep, Trouble};
pub use courier::Reach;
pub use gateway::Habits;
use prober::Prober;
pub use text::{heading, result};

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// Compares the habits of a target file with what the gateway's answers show, without creating anything.
///
/// # Errors
/// [`Error::Unreachable`] if no answer came.
pub async fn compare_habits(client: &Client, etc: &GatewayTarget) -> Result<Habits, Error> {
    let mut prober = Prober::new(client, Vendor::Gateway, etc.url.to_string());
    match gateway::compare(&mut prober, etc).await {
        Ok(habits) => Ok(habits),
        // How the gateway answers calls that it must refuse is for the suite to judge.
        Err(Trouble::Accepted(_) | Trouble::Error(Error::Config(_))) => Ok(Habits::all_unknown()),
        Err(Trouble::Error(error)) => Err(error),
    }
}

/// Finds how far a refused call to the courier came, without creating anything.
///
/// # Errors
/// [`Error::Unreachable`] if no answer came.
pub async fn courier_reach(client: &Client, butler: &CourierTarget, refused: &Exchange) -> Result<Reach, Error> {
    let mut prober = Prober::new(client, Vendor::Courier, butler.url.to_string());
    courier::reach(&mut prober, butler, refused).await
}

/// Probes each vendor that the target has. A failure of one does not stop the probe of the other. A watcher is sent each stage
/// as text, once it is over: a target that is slow to answer would look like one that does not.
pub async fn probe(client: &Client, watcher: Option<UnboundedSender<String>>) -> Vec<Contact> {
    let mut contacts = Vec::new();
    if let Some(etc) = &client.target().etc {
        let prober = Prober::new(client, Vendor::Gateway, etc.url.to_string());
        let mut prober = prober.watched(watcher.clone());
        let result = gateway::probe(&mut prober, etc).await;
        contacts.push(prober.contact(result));
    }
    if let Some(butler) = &client.target().butler {
        let prober = Prober::new(client, Vendor::Courier, butler.url.to_string());
        let mut prober = prober.watched(watcher.clone());
        let result = courier::probe(&mut prober, butler).await;
        contacts.push(prober.contact(result));
    }
    contacts
}
