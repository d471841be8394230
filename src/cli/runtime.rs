//! The runtime of commands that call somebody.

use crate::error::Error;

/// The runtime of a command: the vendor has its own threads, the suite runs on this one.
pub(super) fn runtime() -> Result<tokio::runtime::Runtime, Error> {
    tokio::runtime::Runtime::new().map_err(|e| Error::Harness(format!("cannot start the runtime: {e}")))
}
