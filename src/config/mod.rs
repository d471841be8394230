//! Which vendor, where, with what credentials and habits: the file as written, and the target it resolves to.

mod data;
mod file;
mod line;
mod network;
mod reader;
mod secret;
mod target;

use std::path::Path;

use crate::error::Error;

pub use data::{Data, EmployeeNumbers, Names};
pub use file::hex_or_text_iv;
pub use line::{FileLine, Says, line, place_of};
pub use network::Network;
pub use secret::SecretSource;
pub use target::{CourierTarget, Fixtures, GatewayTarget, Target};

impl Target {
    /// Reads a target file and everything it refers to.
    ///
    /// `environment` looks up a variable: the process environment is read in one place only, and that is not here.
    ///
    /// # Errors
    /// [`Error::Config`] with file, key and remedy if the file is wrong, or a secret is missing.
    pub fn read(path: &Path, environment: &dyn Fn(&str) -> Option<String>) -> Result<Self, Error> {
        file::read(path, environment)
    }
}
