//! How an embedded vendor is started, and what it puts up with.

use std::time::Duration;

use super::behaviour::Behaviour;
use super::keys::KeyPool;
use super::serving::Serving;
use crate::clock::Clock;

/// How an embedded vendor is started.
#[derive(Clone, Debug)]
pub struct MockConfig {
    /// Its behaviour.
    pub behaviour: Behaviour,
    /// Its time of day.
    pub clock: Clock,
    /// Where its RSA keys come from.
    pub keys: KeyPool,
    /// The seed of its random numbers: the same seed issues the same numbers in the same order.
    pub seed: u64,
    /// The port to listen on; 0 for any free one.
    pub port: u16,
    /// Its limits.
    pub limits: Limits,
    /// What it does beside being a vendor.
    pub serving: Serving,
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
            serving: Serving::default(),
        }
    }
}

/// The limits of a vendor.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The longest body, in bytes. 101 rows of the longest values have about 1.2 MB once encrypted.
    pub body: usize,
    /// The longest head of a request, in bytes.
    pub headers: usize,
    /// The longest time for a request to arrive; `None` if no client is slow on purpose. The time until the answer
    /// is not limited, since a client would get the blame for a delay of the vendor's.
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
