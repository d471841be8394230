//! Which target a command uses: an option, an argument, the environment, the settings file, else the embedded vendor.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Environment;
use super::vendor_args::VendorArgs;
use crate::text::shell_quoted;

/// The environment variable that names a target file if the command line does not.
const VARIABLE: &str = "FUHE_TARGET";

/// How the command line names a target.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct TargetArg {
    /// The target file; if not given, that of FUHE_TARGET, else that of fuhe.toml, else the embedded vendor
    #[arg(long, value_name = "FILE")]
    target: Option<PathBuf>,
    /// Call the embedded vendor, even if FUHE_TARGET or fuhe.toml names a target
    #[arg(long, conflicts_with = "target")]
    embedded: bool,
}

impl TargetArg {
    /// The same with a file that was given without an option.
    pub(super) fn or(mut self, argument: Option<PathBuf>) -> Self {
        self.target = self.target.or(argument);
        self
    }

    /// The target file; `None` for the embedded vendor. An option that changes the embedded vendor also selects it.
    pub(super) fn file(&self, vendor: &VendorArgs, environment: &Environment) -> Option<PathBuf> {
        let of_environment = || {
            let named = (environment.variable)(VARIABLE).filter(|file| !file.is_empty());
            let usual = || environment.settings.target.as_ref().map(|(file, _)| file.clone());
            let named = named.map(PathBuf::from).or_else(usual);
            named.filter(|_| !self.embedded && vendor.words().is_empty())
        };
        self.target.clone().or_else(of_environment)
    }

    /// The options that name this target again.
    pub(super) fn words(&self, file: Option<&Path>) -> Vec<String> {
        match file {
            Some(file) => vec![format!("--target {}", shell_quoted(&file.to_string_lossy()))],
            None if self.embedded => vec!["--embedded".to_owned()],
            None => Vec::new(),
        }
    }
}
