//! What can go wrong with us or on the way. What the vendor does wrong is a
//! [`Finding`](crate::contract::Finding) and never passes through here.

use std::path::PathBuf;
use std::time::Duration;

use crate::text::line;

/// Anything that keeps fuhe from judging the vendor.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The command line or the target file is wrong: the user can correct it.
    #[error("{0}")]
    Config(String),
    /// The target did not answer, or something in between answered in its place.
    #[error("{0}")]
    Unreachable(String),
    /// A fault of fuhe itself.
    #[error("{0}")]
    Harness(String),
    /// A file could not be read or written.
    #[error("{action} {}: {source}", line(&path.display().to_string()))]
    File {
        /// What was attempted, as a verb: "cannot write".
        action: &'static str,
        /// The file in question.
        path: PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
}

impl Error {
    /// An error of the network with its whole chain of causes: the outermost message of an HTTP client seldom explains
    /// what happened.
    pub fn unreachable(what: &str, error: &(dyn std::error::Error + 'static)) -> Self {
        Self::Unreachable(format!("{what}: {}", with_causes(error)))
    }

    /// A result could not be kept. The user's input is not wrong, so this is not an error of the configuration.
    #[must_use]
    pub fn of_keeping(self) -> Self {
        match self {
            Self::Config(_) | Self::File { .. } => Self::Harness(self.to_string()),
            Self::Unreachable(_) | Self::Harness(_) => self,
        }
    }

    /// A wait that reached its limit.
    pub fn timed_out(what: &str, limit: Duration) -> Self {
        Self::Unreachable(format!("{what}: no answer within {} s", limit.as_secs_f32()))
    }
}

/// An error's message, followed by those of its causes.
pub fn with_causes(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !text.ends_with(&inner_text) {
            text.push_str(": ");
            text.push_str(&inner_text);
        }
        cause = inner.source();
    }
    text
}
