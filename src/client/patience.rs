//! What is done about calls without an answer: which are sent again, and when no more are made.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::wire::Vendor;

/// A call is sent again so often at most, each time after twice the pause.
const MOST_RETRIES: usize = 2;

/// After so many calls in a row without an answer, a vendor is taken to give none. A single one that is lost, or an odd
/// request that a vendor cannot bear, is far from that.
const MOST_UNANSWERED: usize = 10;

/// Counts what was answered and what was not.
#[derive(Debug, Default)]
pub(super) struct Patience {
    unanswered: [AtomicUsize; Vendor::ALL.len()],
    retries: AtomicUsize,
}

impl Patience {
    /// How long to wait before a call is sent again; `None` where it was sent often enough.
    pub(super) fn pause(&self, first: Duration, retries: usize) -> Option<Duration> {
        let pause = (retries < MOST_RETRIES).then(|| first * (1 << retries))?;
        self.retries.fetch_add(1, Ordering::Relaxed);
        Some(pause)
    }

    /// How many calls were sent again.
    pub(super) fn retries(&self) -> usize {
        self.retries.load(Ordering::Relaxed)
    }

    pub(super) fn notice(&self, vendor: Vendor, answered: bool) {
        let unanswered = self.unanswered(vendor);
        if answered {
            unanswered.store(0, Ordering::Relaxed);
        } else {
            unanswered.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The vendor that has left too many calls in a row unanswered.
    pub(super) fn silent_vendor(&self) -> Option<Vendor> {
        let is_silent = |vendor: &Vendor| self.unanswered(*vendor).load(Ordering::Relaxed) >= MOST_UNANSWERED;
        Vendor::ALL.into_iter().find(is_silent)
    }

    /// True where the latest call was answered.
    pub(super) fn is_answering(&self, vendor: Vendor) -> bool {
        self.unanswered(vendor).load(Ordering::Relaxed) == 0
    }

    fn unanswered(&self, vendor: Vendor) -> &AtomicUsize {
        &self.unanswered[vendor as usize]
    }
}

/// What is said of a vendor that answers nothing.
pub(super) fn silence(vendor: Vendor) -> String {
    format!(
        "[{}] left {MOST_UNANSWERED} calls in a row without an answer, so no more are made",
        vendor.name()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Duration = Duration::from_millis(200);

    #[test]
    fn pauses_grow_and_end() {
        let patience = Patience::default();
        let pauses = [0, 1, 2].map(|retries| patience.pause(FIRST, retries));
        assert_eq!(pauses, [Some(FIRST), Some(FIRST * 2), None]);
        assert_eq!(patience.retries(), 2);
    }

    #[test]
    fn only_silence_without_a_break_counts_and_each_vendor_for_itself() {
        let patience = Patience::default();
        for _ in 0..3 {
            (1..MOST_UNANSWERED).for_each(|_| patience.notice(Vendor::Butler, false));
            patience.notice(Vendor::Butler, true);
        }
        (1..MOST_UNANSWERED).for_each(|_| patience.notice(Vendor::Butler, false));
        patience.notice(Vendor::Etc, true);
        assert_eq!(patience.silent_vendor(), None);
        patience.notice(Vendor::Butler, false);
        assert_eq!(patience.silent_vendor(), Some(Vendor::Butler));
    }
}
