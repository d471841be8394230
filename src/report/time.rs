//! Times of the record, for formats that write them in another way.

use jiff::{SignedDuration, Timestamp};

/// A time of the record; the beginning of Unix time if it is not valid.
pub(super) fn parsed(time: &str) -> Timestamp {
    time.parse().unwrap_or_default()
}

/// The time after this many microseconds.
pub(super) fn after(time: Timestamp, micros: u64) -> Timestamp {
    let later = SignedDuration::from_micros(i64::try_from(micros).unwrap_or(i64::MAX));
    time.checked_add(later).unwrap_or(time)
}
