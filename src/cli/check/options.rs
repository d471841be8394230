//! The options of `fuhe check`.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::super::cleanup;
use super::super::result_args::ResultArgs;
use super::super::selection_args::SelectionArgs;
use super::super::target_arg::TargetArg;
use super::super::vendor_args::VendorArgs;

/// What is printed on standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ConsoleFormat {
    /// The whole result, when the run is over
    Pretty,
    /// A line for each problem, and the verdict
    Brief,
    /// A line of JSON for each event, as it happens (schemas/run-events.json)
    Json,
}

/// Whether lines say how far the run is, where there is no terminal to draw a bar on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) enum ProgressLines {
    #[default]
    Shown,
    /// A test runner says so.
    Hidden,
}

/// `fuhe check`, which takes a target file without an option too.
#[derive(Debug, Args)]
pub(in crate::cli) struct Command {
    /// The target file, same as --target
    #[arg(value_name = "TARGET", conflicts_with_all = ["target", "embedded"])]
    pub(super) file: Option<PathBuf>,
    #[command(flatten)]
    pub(super) check: Check,
}

/// Options of `fuhe check`, which are also those of `fuhe` without a command.
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
#[derive(Debug, Args)]
pub(in crate::cli) struct Check {
    #[command(flatten, next_help_heading = "Target")]
    pub(in crate::cli) target: TargetArg,
    #[command(flatten, next_help_heading = "Selection")]
    pub(in crate::cli) selection: SelectionArgs,
    /// Show which scenarios would run, how many calls they make and which users they would create; call nothing
    #[arg(long, help_heading = "Selection")]
    pub(super) list: bool,
    /// Run each scenario this many times: what comes and goes shows
    #[arg(long, value_name = "N", default_value = "1", value_parser = at_least_one_run, help_heading = RUNNING)]
    pub(super) repeat: NonZeroUsize,
    /// Count a failed "should" as a deviation too
    #[arg(long, help_heading = RUNNING)]
    pub(super) strict: bool,
    /// How many scenarios run at the same time
    #[arg(long, short = 'c', value_name = "N", default_value = "16", value_parser = at_least_one, help_heading = RUNNING)]
    pub(super) concurrency: NonZeroUsize,
    /// Start no further scenario after the first that deviates; same as --max-fail 1
    #[arg(long, conflicts_with = "max_fail", help_heading = RUNNING)]
    pub(super) fail_fast: bool,
    /// Start no further scenario after so many that deviate
    #[arg(long, value_name = "N", value_parser = at_least_one, help_heading = RUNNING)]
    pub(super) max_fail: Option<NonZeroUsize>,
    /// Run scenarios again that could not be judged, up to this many times; never one that deviates
    #[arg(long, value_name = "N", default_value = "0", conflicts_with = "repeat", help_heading = RUNNING)]
    pub(super) retry_inconclusive: usize,
    /// Generate this many further requests, and a sequence of calls for every ten of them, and judge each; only of
    /// operations that the selected scenarios call
    #[arg(long, value_name = "N", default_value = "0", help_heading = RUNNING)]
    pub(super) explore: usize,
    /// Repeat the generated values and the order of an earlier run
    #[arg(long, value_name = "N", help_heading = RUNNING)]
    pub(in crate::cli) seed: Option<u64>,
    /// Keep at the target what the run creates there
    #[arg(long, help_heading = RUNNING)]
    pub(super) keep: bool,
    #[command(flatten, next_help_heading = "Running")]
    pub(super) leftovers: cleanup::LeftoversDir,
    /// What is printed on standard output
    #[arg(long, value_name = "FORMAT", default_value = "pretty", help_heading = RESULTS)]
    pub(super) format: ConsoleFormat,
    #[command(flatten, next_help_heading = "Results")]
    pub(in crate::cli) results: ResultArgs,
    /// Append the result of each rule to this file, for `fuhe history`
    #[arg(long, value_name = "FILE", help_heading = RESULTS)]
    pub(super) history: Option<PathBuf>,
    #[command(flatten, next_help_heading = "Embedded vendor")]
    pub(in crate::cli) vendor: VendorArgs,
    #[arg(skip)]
    pub(in crate::cli) progress: ProgressLines,
}

const RUNNING: &str = "Running";
const RESULTS: &str = "Results";

impl Command {
    /// The check, with its target.
    pub(in crate::cli) fn check(self) -> Check {
        let target = self.check.target.or(self.file);
        Check { target, ..self.check }
    }
}

impl Check {
    /// After how many scenarios that deviate no further one begins.
    pub(super) fn most_failures(&self) -> Option<NonZeroUsize> {
        if self.fail_fast {
            Some(NonZeroUsize::MIN)
        } else {
            self.max_fail
        }
    }

    /// The command that repeats this run; a selection can be added to it.
    pub(super) fn command(&self, target: &[String], seed: u64) -> String {
        let mut words = vec!["fuhe".to_owned(), "check".to_owned()];
        words.extend_from_slice(target);
        if self.strict {
            words.push("--strict".to_owned());
        }
        if self.repeat.get() > 1 {
            words.push(format!("--repeat {}", self.repeat));
        }
        words.push(format!("--seed {seed}"));
        words.join(" ")
    }

    /// The options that name the vendor, here and for `fuhe call`.
    pub(super) fn against(&self, file: Option<&Path>) -> Vec<String> {
        let target = self.target.words(file).into_iter();
        target.chain(self.vendor.words()).collect()
    }
}

fn at_least_one_run(text: &str) -> Result<NonZeroUsize, &'static str> {
    text.parse().map_err(|_| "expected a number of runs, 1 or more")
}

fn at_least_one(text: &str) -> Result<NonZeroUsize, &'static str> {
    text.parse().map_err(|_| "expected a number of scenarios, 1 or more")
}
