//! Which vendor, where, with what credentials and habits: the file as written, and the target it resolves to.

mod data;
mod file;
mod line;
mod network;
mod reader;
mod secret;
mod settings;
mod target;

use std::path::Path;

use crate::contract::Waiver;
use crate::error::Error;

pub use data::{Data, EmployeeNumbers, Names};
pub use file::hex_or_text_iv;
pub use line::{FileLine, Says, line, place_of};
pub use network::Network;
pub use secret::SecretSource;
pub use settings::{Place, SETTINGS_FILE, Setting, SettingValue, Settings};
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

    /// The same with waivers of a settings file. Where the target has one for the same, its own counts.
    #[must_use]
    pub fn with_shared(mut self, waivers: &[Waiver]) -> Self {
        let is_own = |shared: &Waiver| {
            let key = |waiver: &Waiver| (waiver.rule, waiver.scenario.clone(), waiver.not_judged);
            self.waivers.iter().any(|own| key(own) == key(shared))
        };
        let shared: Vec<Waiver> = waivers.iter().filter(|waiver| !is_own(waiver)).cloned().collect();
        self.waivers.extend(shared);
        self
    }
}
