//! The time of day as a value, given to client and vendor alike.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A source of Unix time in milliseconds.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The operating system's clock.
    #[default]
    System,
    /// A clock that moves only when it is set.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `millis` until it is [set](Self::set).
    pub fn manual(millis: i64) -> Self {
        Self::Manual(Arc::new(AtomicI64::new(millis)))
    }

    /// Unix time in milliseconds.
    pub fn now_millis(&self) -> i64 {
        match self {
            Self::System => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX)),
            Self::Manual(millis) => millis.load(Ordering::SeqCst),
        }
    }

    /// The day in UTC, which is the same for all readers of a target file.
    pub fn today(&self) -> Date {
        Timestamp::from_millisecond(self.now_millis()).map_or(Date::ZERO, |now| now.to_zoned(TimeZone::UTC).date())
    }

    /// Sets a manual clock to `millis`; the system's clock cannot be set, and stays as it is.
    pub fn set(&self, millis: i64) {
        if let Self::Manual(clock) = self {
            clock.store(millis, Ordering::SeqCst);
        }
    }
}
