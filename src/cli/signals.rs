//! The wish of somebody outside that the process end: Ctrl-C, or the SIGTERM of a CI job that is cancelled.

use crate::error::Error;

/// Hears the wish from the moment it is made, and not only from the first wait for it: whoever is told to press Ctrl-C may
/// do so at once.
pub(super) struct StopSignals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl StopSignals {
    /// Listens from now on.
    pub(super) fn listen() -> Result<Self, Error> {
        use tokio::signal::unix::{SignalKind, signal};
        let listen = |kind| signal(kind).map_err(|e| Error::Harness(format!("cannot listen for Ctrl-C: {e}")));
        Ok(Self {
            interrupt: listen(SignalKind::interrupt())?,
            terminate: listen(SignalKind::terminate())?,
        })
    }

    /// Waits until the wish is told; it can be told again.
    pub(super) async fn told(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
impl StopSignals {
    /// Listens from the first wait on, which is the best that there is here.
    pub(super) fn listen() -> Result<Self, Error> {
        Ok(Self {})
    }

    /// Waits until the wish is told; it can be told again.
    pub(super) async fn told(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
