//! What `fuhe mock` does beside being a vendor, and an embedded vendor of a run never does: it is slow, it fails, it reports
//! its calls.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use serde_json::Value;
use tokio::sync::mpsc::Sender;

use super::behaviour::Reason;
use crate::crypto::rsa::KeyPair;
use crate::wire::etc::SigningHabits;
use crate::wire::{Operation, Vendor};

/// How a vendor is served to clients of any kind.
#[derive(Clone, Debug, Default)]
pub struct Serving {
    /// The address to listen on; loopback if not given.
    pub host: Option<IpAddr>,
    /// Credentials that were issued before; new ones are issued for what is missing.
    pub issued: Issued,
    /// How long each answer is held back.
    pub latency: Duration,
    /// The part of the calls that fail though nothing is wrong with them, from 0 to 1.
    pub fail_rate: f64,
    /// Whether `/__fuhe/` is answered.
    pub control: bool,
    /// Where calls are reported. One that finds no room there is left out.
    pub log: Option<Sender<LoggedCall>>,
}

/// Credentials that were issued before.
#[derive(Clone, Debug, Default)]
pub struct Issued {
    /// The id of the application and its key.
    pub application: Option<(String, Arc<KeyPair>)>,
    /// The id of the courier's client and its secret.
    pub courier: Option<(String, SecretString)>,
}

/// A call and what became of it.
#[derive(Clone, Debug)]
pub struct LoggedCall {
    /// The method.
    pub method: String,
    /// The path.
    pub path: String,
    /// Whom it reached; nobody is at any other path.
    pub vendor: Option<Vendor>,
    /// The operation, as far as it was known.
    pub operation: Option<Operation>,
    /// Why it was refused.
    pub reason: Option<Reason>,
    /// The status of the answer.
    pub status: u16,
    /// The body of the answer.
    pub answer: String,
    /// What a right signature would cover, where it was wrong.
    pub expected: Option<Expected>,
}

/// What a right signature covers.
#[derive(Clone, Debug)]
pub enum Expected {
    /// At the gateway.
    Signature {
        /// What takes part in the signed text, under the names that were sent.
        fields: Vec<(String, Value)>,
        /// How.
        habits: SigningHabits,
        /// The habits that the signature does follow, if it is right under others.
        follows: Option<SigningHabits>,
        /// The signature as sent.
        sent: String,
    },
    /// At the courier.
    Digest {
        /// The body, to the byte.
        body: String,
        /// The header `timestamp`.
        timestamp: String,
        /// The right digest.
        right: String,
        /// The digest as sent.
        sent: String,
    },
}
