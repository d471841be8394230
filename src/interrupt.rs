//! A request to end the run early, as a value: Ctrl-C triggers it, and everything that takes long waits for it.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

/// How long calls in progress may go on after the request.
const GRACE: Duration = Duration::from_secs(5);

/// A request that is made once, and reaches every clone.
#[derive(Clone, Debug)]
pub struct Interrupt(Arc<watch::Sender<Option<Instant>>>);

impl Default for Interrupt {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(None)))
    }
}

impl Interrupt {
    /// Makes the request.
    pub fn trigger(&self) {
        let now = Instant::now();
        self.0.send_modify(|triggered| *triggered = triggered.or(Some(now)));
    }

    /// True after [`trigger`](Self::trigger).
    pub fn is_triggered(&self) -> bool {
        self.0.borrow().is_some()
    }

    /// Waits for the request, and returns when it was made.
    pub async fn wait(&self) -> Instant {
        let mut listener = self.0.subscribe();
        let triggered = listener.wait_for(Option::is_some).await;
        // The sender is ours, so the wait cannot fail.
        triggered.ok().and_then(|at| *at).unwrap_or_else(Instant::now)
    }

    /// Waits for the request, and then until calls in progress have had their time.
    pub async fn overdue(&self) {
        let triggered = self.wait().await;
        tokio::time::sleep_until(triggered + GRACE).await;
    }
}
