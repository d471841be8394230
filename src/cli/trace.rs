//! With `--verbose`: what the client does outside any scenario, and what it does again, as it happens.

use std::io::{self, Write};

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::text::{line, terminal};

/// Shows it on standard error, each line with the seconds since the command began. The scenarios' own calls are shown with
/// their scenarios (`report/verbose.rs`).
pub(super) fn show() {
    let lines = fmt::layer()
        .with_writer(|| Harmless(io::stderr()))
        .with_ansi(false)
        .with_level(false)
        .with_target(false)
        .with_timer(fmt::time::uptime());
    // Other crates have events, too.
    let own = Targets::new().with_target(env!("CARGO_CRATE_NAME"), LevelFilter::INFO);
    // One process shows one command; a second one changes nothing.
    let _ = tracing_subscriber::registry().with(own).with(lines).try_init();
}

/// What a target says commands neither a terminal nor a CI system.
struct Harmless<W>(W);

impl<W: Write> Write for Harmless<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // The layer writes an event's whole line at once, whatever line breaks a target put into it.
        let text = String::from_utf8_lossy(bytes);
        writeln!(self.0, "{}", terminal(&line(text.trim_end_matches('\n'))))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
