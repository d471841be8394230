//! Signals that ask the process to stop: Ctrl-C, the SIGTERM of a CI job that is cancelled, the SIGHUP of a terminal
//! that was closed.

use std::future::poll_fn;
use std::task::{Context, Poll};

use crate::error::Error;

/// Listens from the moment it is created, not only from the first wait: a user who reads "press Ctrl-C" may do so at
/// once.
pub(super) struct StopSignals(Vec<Signal>);

#[cfg(unix)]
type Signal = tokio::signal::unix::Signal;

/// Windows has a type for each kind.
#[cfg(windows)]
type Signal = Box<dyn FnMut(&mut Context<'_>) -> Poll<Option<()>>>;

impl StopSignals {
    /// Listens from now on.
    pub(super) fn listen() -> Result<Self, Error> {
        listen()
            .map(Self)
            .map_err(|e| Error::Harness(format!("cannot listen for Ctrl-C: {e}")))
    }

    /// Waits for the next signal.
    pub(super) async fn received(&mut self) {
        poll_fn(|context| {
            if self.0.iter_mut().any(|signal| poll(signal, context).is_ready()) {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
    }
}

#[cfg(unix)]
fn listen() -> std::io::Result<Vec<Signal>> {
    use tokio::signal::unix::{SignalKind, signal};
    let ignored = ignored();
    let always = [SignalKind::interrupt(), SignalKind::terminate()];
    // Under nohup, and in the background of a script, these are not meant for us.
    let sometimes = [SignalKind::hangup(), SignalKind::quit()];
    let meant = sometimes
        .into_iter()
        .filter(|kind| ignored >> (kind.as_raw_value() - 1) & 1 == 0);
    always.into_iter().chain(meant).map(signal).collect()
}

/// The signals that the parent process has set to be ignored, one in each bit. Known on Linux only.
#[cfg(unix)]
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .unwrap_or_default()
}

#[cfg(unix)]
fn poll(signal: &mut Signal, context: &mut Context<'_>) -> Poll<Option<()>> {
    signal.poll_recv(context)
}

#[cfg(windows)]
fn listen() -> std::io::Result<Vec<Signal>> {
    use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_logoff, ctrl_shutdown};
    let (mut c, mut r#break, mut close) = (ctrl_c()?, ctrl_break()?, ctrl_close()?);
    let (mut logoff, mut shutdown) = (ctrl_logoff()?, ctrl_shutdown()?);
    Ok(vec![
        Box::new(move |context| c.poll_recv(context)),
        Box::new(move |context| r#break.poll_recv(context)),
        Box::new(move |context| close.poll_recv(context)),
        Box::new(move |context| logoff.poll_recv(context)),
        Box::new(move |context| shutdown.poll_recv(context)),
    ])
}

#[cfg(windows)]
fn poll(signal: &mut Signal, context: &mut Context<'_>) -> Poll<Option<()>> {
    signal(context)
}
