//! How many calls are in flight at once, and how many begin in a second.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::target::Network;

/// Lets calls begin one after the other, no faster than the target's owner wants them.
#[derive(Debug)]
pub(super) struct Pace {
    in_flight: Option<Semaphore>,
    between: Option<Duration>,
    /// When the next call may begin. Calls are spread evenly: a burst at the start of each second would keep to the
    /// rate as well, and trouble the target more.
    next: Mutex<Option<Instant>>,
}

impl Pace {
    pub(super) fn new(network: &Network) -> Self {
        Self {
            in_flight: network.concurrency.map(|most| Semaphore::new(most.get())),
            between: network.rate.map(|rate| Duration::from_secs(1) / rate.get()),
            next: Mutex::default(),
        }
    }

    /// Waits until a call may begin. It is in flight until what is returned is dropped.
    pub(super) async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        let permit = match &self.in_flight {
            // Nobody closes the semaphore, so there always is a permit in the end.
            Some(semaphore) => semaphore.acquire().await.ok(),
            None => None,
        };
        if let Some(between) = self.between {
            tokio::time::sleep_until(self.reserve(Instant::now(), between).into()).await;
        }
        permit
    }

    /// The moment at which a call that wants to begin now may do so.
    fn reserve(&self, now: Instant, between: Duration) -> Instant {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = next.map_or(now, |next| next.max(now));
        *next = Some(turn + between);
        turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_held_in_every_second() {
        let pace = Pace::new(&Network {
            rate: 5.try_into().ok(),
            ..Network::default()
        });
        let between = pace.between.expect("a rate");
        let start = Instant::now();
        // A hundred calls that all want to begin at once, and one that comes late and finds nobody before it.
        let turns: Vec<Instant> = (0..100).map(|_| pace.reserve(start, between)).collect();
        for (place, turn) in turns.iter().enumerate() {
            let within = turns
                .iter()
                .skip(place)
                .take_while(|other| **other < *turn + Duration::from_secs(1));
            assert!(within.count() <= 5);
        }
        assert_eq!(turns[99] - start, Duration::from_millis(99 * 200));
        let late = start + Duration::from_secs(60);
        assert_eq!(pace.reserve(late, between), late);
    }
}
