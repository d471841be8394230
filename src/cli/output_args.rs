//! How a command shows what it says: options of every command.

use clap::{Args, ValueEnum};

use super::environment::Detail;
use super::{Environment, trace};

/// How a command shows what it says.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArgs {
    /// Whether standard output has colours; auto asks NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, TERM and whether it is a
    /// terminal
    #[arg(
        long,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = false,
        global = true
    )]
    color: When,
    /// No progress on standard error, only errors and warnings
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Also show on standard error where defaults come from, the calls of the first contact and the clean-up, each scenario
    /// with its calls, and what was called again and why
    #[arg(long, short, global = true)]
    verbose: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

impl OutputArgs {
    /// Sets the environment accordingly.
    pub(super) fn apply(self, environment: &mut Environment) {
        match self.color {
            When::Auto => {}
            When::Always => environment.colour = true,
            When::Never => environment.colour = false,
        }
        environment.detail = match (self.quiet, self.verbose) {
            (true, _) => Detail::Quiet,
            (false, true) => Detail::Verbose,
            (false, false) => Detail::Usual,
        };
        if environment.detail == Detail::Verbose {
            trace::show();
        }
    }
}
