//! The wish that a run come to its end early, as a value: whoever hears Ctrl-C tells it, and whatever takes long listens.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

/// What is under way when the wish is told may go on for so long.
const GRACE: Duration = Duration::from_secs(5);

/// A wish that is told once, and heard by every clone.
#[derive(Clone, Debug)]
pub struct Interrupt(Arc<watch::Sender<Option<Instant>>>);

impl Default for Interrupt {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(None)))
    }
}

impl Interrupt {
    /// Tells the wish.
    pub fn tell(&self) {
        let now = Instant::now();
        self.0.send_modify(|told| *told = told.or(Some(now)));
    }

    /// True once it was told.
    pub fn is_told(&self) -> bool {
        self.0.borrow().is_some()
    }

    /// Waits until it is told, and returns when that was.
    pub async fn told(&self) -> Instant {
        let mut listener = self.0.subscribe();
        let told = listener.wait_for(Option::is_some).await;
        // The sender is ours, so the wait cannot fail.
        told.ok().and_then(|told| *told).unwrap_or_else(Instant::now)
    }

    /// Waits until it was told, and whatever was under way then has had its time.
    pub async fn overdue(&self) {
        let told = self.told().await;
        tokio::time::sleep_until(told + GRACE).await;
    }
}
