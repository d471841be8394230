//! Times as the record has them, for formats that write them otherwise.

use jiff::{SignedDuration, Timestamp};

/// A time of the record; the beginning of Unix time for one that is none.
pub(super) fn parsed(time: &str) -> Timestamp {
    time.parse().unwrap_or_default()
}

/// So many microseconds later.
pub(super) fn after(time: Timestamp, micros: u64) -> Timestamp {
    let later = SignedDuration::from_micros(i64::try_from(micros).unwrap_or(i64::MAX));
    time.checked_add(later).unwrap_or(time)
}
