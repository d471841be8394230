//! Where the settings file is.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::super::Environment;
use super::option::variable;
use super::values::flag;
use crate::config::{SETTINGS_FILE, Settings};
use crate::error::Error;

/// The settings file, if there is one.
pub(super) fn settings_file(matches: &ArgMatches, environment: &Environment) -> Result<Option<PathBuf>, Error> {
    if let Some(file) = matches.get_one::<PathBuf>("config") {
        return Ok(Some(file.clone()));
    }
    let set = |name: &str| (environment.variable)(name).filter(|value| !value.is_empty());
    let off = variable("no-config");
    let is_off = set(&off).map(|text| flag(&off, &text)).transpose()?.unwrap_or_default();
    if is_off || matches.get_flag("no_config") {
        return Ok(None);
    }
    Ok(set(&variable("config")).map(PathBuf::from).or_else(found_upwards))
}

/// The nearest settings file in the working directory or above it, relative to that directory.
fn found_upwards() -> Option<PathBuf> {
    let directory = std::env::current_dir().ok()?;
    let mut path = PathBuf::from(SETTINGS_FILE);
    for _ in directory.ancestors() {
        if path.is_file() {
            return Some(path);
        }
        path = Path::new("..").join(path);
    }
    None
}

/// A target that the settings file names must be there, or the error would speak of a file that nobody gave.
pub(super) fn check_target(settings: &Settings) -> Result<(), Error> {
    match &settings.target {
        Some((target, place)) if !target.exists() => Err(Error::Config(format!(
            "{place}target: there is no file {}; a path is relative to the settings file",
            target.display()
        ))),
        _ => Ok(()),
    }
}
