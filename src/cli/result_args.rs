//! What becomes of the record of runs that are over: which reports are written, where, and compared with what.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::baseline::Baseline;
use super::environment::ignore_broken_pipe;
use super::language_arg::LanguageArg;
use super::report_dir::{LinkedPage, REPORT_DIR, ReportDir};
use super::{Environment, Exit};
use crate::compare::Comparison;
use crate::contract::{Contract, Waiver};
use crate::error::Error;
use crate::record::{Observer as _, RunEvent, RunRecord};
use crate::report::events::Events;
use crate::report::{FORMATS, ReportInput, comparison, console};

/// The word that asks for all reports.
const ALL: &str = "all";

/// Which reports are written, where, and compared with what.
#[derive(Debug, Args)]
pub(super) struct ResultArgs {
    /// Which reports are written beside report.json, separated by commas
    #[arg(long, value_name = "NAME", value_delimiter = ',', default_value = ALL, value_parser = report_names())]
    pub(super) report: Vec<String>,
    /// Where the reports go
    #[arg(long, value_name = "DIR", default_value = REPORT_DIR)]
    pub(super) report_dir: PathBuf,
    #[command(flatten)]
    page: LinkedPage,
    #[command(flatten)]
    pub(super) baseline: Baseline,
    #[command(flatten)]
    pub(super) language: LanguageArg,
}

/// What is printed of a record on standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum RecordFormat {
    /// The whole result
    Pretty,
    /// A line for each problem, and the verdict
    Brief,
    /// A line of JSON for each event of the runs (schemas/run-events.json)
    Json,
}

impl ResultArgs {
    /// The directory for these reports, of which `possible` can be written at all.
    pub(super) fn directory(&self, possible: impl Fn(&str) -> bool) -> Result<ReportDir, Error> {
        let wanted = |name: &str| possible(name) && self.wants(name);
        ReportDir::for_run(&self.report_dir, wanted, self.page, self.baseline.is_given())
    }

    /// The record is always wanted: every other report can be made from it.
    pub(super) fn wants(&self, format: &str) -> bool {
        format == FORMATS[0].name || self.report.iter().any(|own| own == ALL || own == format)
    }
}

/// Prints a record.
pub(super) fn print(format: RecordFormat, input: &ReportInput<'_>, environment: &mut Environment) -> Result<(), Error> {
    let (ReportInput { record, contract, .. }, look) = (*input, environment.look(input.language));
    match format {
        RecordFormat::Pretty => environment.print(&console::text(record, contract, look)),
        RecordFormat::Brief => environment.print(&console::brief(record, contract, look)),
        RecordFormat::Json => print_events(record, contract, environment),
    }
}

/// The events of the runs, as they would have been reported.
fn print_events(record: &RunRecord, contract: &Contract, environment: &mut Environment) -> Result<(), Error> {
    let waivers: Vec<Waiver> = record.waivers.iter().map(|own| own.waiver.clone()).collect();
    let began: Timestamp = record.run.started.parse().unwrap_or_default();
    let today = began.to_zoned(TimeZone::UTC).date();
    let mut events = Events::new(&mut environment.output, contract, record.run.strict, &waivers, today);
    let scenarios = record.scenarios.len();
    events.on_event(&RunEvent::Started { scenarios });
    for scenario in &record.scenarios {
        events.on_event(&RunEvent::ScenarioFinished(Box::new(scenario.clone())));
    }
    ignore_broken_pipe(events.finish(record))
}

/// Prints what changed since the baseline, if there is one. The exit code is that of `fuhe check --baseline`.
pub(super) fn print_comparison(changes: Option<&Comparison>, environment: &mut Environment) -> Result<(), Error> {
    match changes {
        Some(changes) => environment.print(&format!("\n{}", comparison::text(changes))),
        None => Ok(()),
    }
}

/// The exit code of a record that is compared, or else `otherwise`.
pub(super) fn exit(changes: Option<&Comparison>, otherwise: Exit) -> Exit {
    changes.map_or(otherwise, Exit::of_comparison)
}

fn report_names() -> PossibleValuesParser {
    PossibleValuesParser::new(FORMATS.iter().map(|format| format.name).chain([ALL]))
}
