//! How an embedded vendor is started, and what it puts up with.

use std::time::Duration;

use super::behaviour::Behaviour;
use super::keys::KeyPool;
use crate::clock::Clock;

/// How an embedded vendor is started.
#[derive(Clone, Debug)]
pub struct MockConfig {
    /// What it does.
    pub behaviour: Behaviour,
    /// Its time of day.
    pub clock: Clock,
    /// Where its RSA keys come from.
    pub keys: KeyPool,
    /// What its random numbers start from: the same seed issues the same numbers in the same order.
    pub seed: u64,
    /// The port to listen on; 0 for any that is free.
    pub port: u16,
    /// What it puts up with.
    pub limits: Limits,
}

impl Default for MockConfig {
    fn default() -> Self {
        Self {
            behaviour: Behaviour::default(),
            clock: Clock::System,
            keys: KeyPool::documented(),
            seed: rand::random(),
            port: 0,
            limits: Limits::default(),
        }
    }
}

/// What a vendor puts up with.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The longest body, in bytes. 101 rows of the longest values have about 1.2 MB once encrypted.
    pub body: usize,
    /// The longest head of a request, in bytes.
    pub headers: usize,
    /// The longest time for a request to arrive; `None` where nobody would keep it waiting on purpose. How long the answer
    /// takes is our own doing: it has no limit, since a client would be told that it was too slow.
    pub arrival: Option<Duration>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 4 * 1024 * 1024,
            headers: 16 * 1024,
            arrival: None,
        }
    }
}
