//! How many calls are in flight at once, and how many begin in a second.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::config::Network;

/// A target that has turned a call away is called no more often than this, where nothing slower is asked for.
const FIRST_SLOWER: Duration = Duration::from_millis(100);
/// However often it turns calls away, one in this time is still made.
const SLOWEST: Duration = Duration::from_secs(1);

/// Lets calls begin one after the other, no faster than the target's owner wants them.
#[derive(Debug)]
pub(super) struct Pace {
    in_flight: Option<Semaphore>,
    turns: Mutex<Turns>,
}

#[derive(Debug)]
struct Turns {
    /// The time from one call's beginning to the next one's. Calls are spread evenly: a burst at the start of each second
    /// would keep to the rate as well, and trouble the target more.
    between: Option<Duration>,
    /// When the next call may begin.
    next: Option<Instant>,
    /// When the target first turned a call away since `between` was last lengthened.
    slowed: Option<Instant>,
}

impl Pace {
    pub(super) fn new(network: &Network) -> Self {
        Self {
            in_flight: network.concurrency.map(|most| Semaphore::new(most.get())),
            turns: Mutex::new(Turns {
                between: network.rate.map(|rate| Duration::from_secs(1) / rate.get()),
                next: None,
                slowed: None,
            }),
        }
    }

    /// Waits until a call may begin. It is in flight until what is returned is dropped.
    pub(super) async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        let permit = match &self.in_flight {
            // Nobody closes the semaphore, so there always is a permit in the end.
            Some(semaphore) => semaphore.acquire().await.ok(),
            None => None,
        };
        let turn = self.turns().reserve(Instant::now());
        if let Some(turn) = turn {
            tokio::time::sleep_until(turn.into()).await;
        }
        permit
    }

    /// Takes notice that a call that began then was turned away, and that no other may begin before so long: from now on
    /// there are half as many in a second. Calls that were under way when that was decided do not decide it again.
    pub(super) fn slow_down(&self, begun: Instant, wait: Duration) {
        self.turns().slow_down(Instant::now(), begun, wait);
    }

    /// How many calls begin in a second, where the target has made them fewer.
    pub(super) fn slowed_to(&self) -> Option<u32> {
        let turns = self.turns();
        turns.slowed?;
        let millis = turns.between?.as_millis().max(1);
        // Rounded down: what the target takes is told, and no more.
        u32::try_from(1000 / millis).ok()
    }

    fn turns(&self) -> MutexGuard<'_, Turns> {
        self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turns {
    /// The moment at which a call that wants to begin now may do so; `None` for at once.
    fn reserve(&mut self, now: Instant) -> Option<Instant> {
        let turn = self.next.map_or(now, |next| next.max(now));
        match self.between {
            Some(between) => self.next = Some(turn + between),
            None => return self.next.filter(|next| *next > now),
        }
        Some(turn)
    }

    fn slow_down(&mut self, now: Instant, begun: Instant, wait: Duration) {
        let earliest = now + wait;
        self.next = Some(self.next.map_or(earliest, |next| next.max(earliest)));
        if self.slowed.is_none_or(|slowed| begun > slowed) {
            self.between = Some(match self.between {
                None => FIRST_SLOWER,
                Some(between) => (between * 2).min(between.max(SLOWEST)),
            });
            self.slowed = Some(now);
        }
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
        let mut own = pace.turns();
        let start = Instant::now();
        // A hundred calls that all want to begin at once, and one that comes late and finds nobody before it.
        let turns: Vec<Instant> = (0..100).map(|_| own.reserve(start).expect("a turn")).collect();
        for (place, turn) in turns.iter().enumerate() {
            let within = turns
                .iter()
                .skip(place)
                .take_while(|other| **other < *turn + Duration::from_secs(1));
            assert!(within.count() <= 5);
        }
        assert_eq!(turns[99] - start, Duration::from_millis(99 * 200));
        let late = start + Duration::from_secs(60);
        assert_eq!(own.reserve(late), Some(late));
    }

    /// Calls that were under way together are turned away together, which is one reason to slow down and not many.
    #[test]
    fn a_target_that_turns_calls_away_is_called_half_as_often_each_time() {
        let pace = Pace::new(&Network::default());
        let (start, wait) = (Instant::now(), Duration::from_secs(2));
        let at = |seconds| start + Duration::from_secs(seconds);
        assert_eq!(pace.turns().reserve(start), None, "nobody has asked for a rate");
        assert_eq!(pace.slowed_to(), None);
        for _ in 0..16 {
            pace.turns().slow_down(at(1), start, wait);
        }
        assert_eq!(pace.slowed_to(), Some(10));
        assert_eq!(
            pace.turns().reserve(at(1)),
            Some(at(3)),
            "every call waits, and not that one alone"
        );
        assert_eq!(pace.turns().reserve(at(1)), Some(at(3) + FIRST_SLOWER));
        let mut rates = Vec::new();
        for second in [4, 8, 12, 16] {
            pace.turns().slow_down(at(second + 1), at(second), wait);
            rates.extend(pace.slowed_to());
        }
        assert_eq!(rates, [5, 2, 1, 1]);
    }
}
