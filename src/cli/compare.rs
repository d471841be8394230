//! `fuhe compare`: what changed from one run to another.

use clap::{Args, ValueEnum};

use super::baseline::Baselines;
use super::{Environment, Exit};
use crate::compare;
use crate::error::Error;
use crate::report::{comparison, json};

/// Options of `fuhe compare`.
#[derive(Debug, Args)]
pub(super) struct Compare {
    /// The earlier run: a report.json, or the name of a baseline
    old: String,
    /// The later run, in the same form
    new: String,
    /// The format of the output
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    #[command(flatten)]
    baselines: Baselines,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
}

impl Compare {
    /// Compares two runs and prints what changed.
    pub(super) fn run(&self, environment: &mut Environment) -> Result<Exit, Error> {
        let (old, new) = (self.baselines.find(&self.old)?, self.baselines.find(&self.new)?);
        let comparison = compare::compare(&old, &new);
        let text = match self.format {
            Format::Text => comparison::text(&comparison),
            Format::Json => json::write(&comparison)?,
            Format::Markdown => comparison::markdown(&comparison),
        };
        environment.print(&text)?;
        Ok(Exit::of_comparison(&comparison))
    }
}
