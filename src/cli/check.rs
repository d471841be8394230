//! `fuhe check`: the main job. Every selected scenario against a vendor, and the report.

use std::io::Write as _;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use indicatif::ProgressDrawTarget;

use super::baseline::Baseline;
use super::cleanup;
use super::history::Appended;
use super::report::{pointer, write_reports};
use super::report_dir::REPORT_DIR;
use super::report_dir::ReportDir;
use super::signals::StopSignals;
use super::target_arg::TargetArg;
use super::vendor_args::{Against, VendorArgs};
use super::{Environment, Exit, runtime, told};
use crate::compare::compare;
use crate::compare::history::Line;
use crate::contract::Contract;
use crate::error::Error;
use crate::interrupt::Interrupt;
use crate::record::{Observer, RunRecord, RunVerdict};
use crate::report::events::Events;
use crate::report::progress::Progress;
use crate::report::{FORMATS, ReportInput, comparison, console, markdown};
use crate::run::{Leftovers, Plan, Selection, run};

/// Every report there is, on the command line.
const ALL: &str = "all";

/// What is said on standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ConsoleFormat {
    /// Everything a reader wants, once the run is over
    Pretty,
    /// A line for each deviation, and the verdict
    Brief,
    /// A line of JSON for each event, as it happens (schemas/run-events.json)
    Json,
}

/// `fuhe check`, which takes a target file without an option too.
#[derive(Debug, Args)]
pub(super) struct Command {
    /// The target file, as --target has it
    #[arg(value_name = "TARGET", conflicts_with_all = ["target", "embedded"])]
    file: Option<PathBuf>,
    #[command(flatten)]
    check: Check,
}

impl Command {
    /// Checks, reports, and says how it went.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
        let target = self.check.target.or(self.file);
        Check { target, ..self.check }.run(environment)
    }
}

/// Options of `fuhe check`, which are those of `fuhe` alone.
#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    target: TargetArg,
    /// Only scenarios whose tags satisfy this expression, such as "@must and not @butler"
    #[arg(long, short = 't', value_name = "EXPR")]
    tags: Option<String>,
    /// Only scenarios whose identity (BS-25/…) matches this regular expression
    #[arg(long, short = 'n', value_name = "REGEX")]
    name: Option<String>,
    /// A failed "should" counts as a deviation too
    #[arg(long)]
    strict: bool,
    /// How many scenarios are under way at once
    #[arg(long, short = 'c', value_name = "N", default_value = "16", value_parser = at_least_one)]
    concurrency: NonZeroUsize,
    /// Start no further scenario once one has found a deviation
    #[arg(long)]
    fail_fast: bool,
    /// Draw so many further requests from the schemas, and judge each
    #[arg(long, value_name = "N", default_value = "0")]
    explore: usize,
    /// What is said on standard output
    #[arg(long, value_name = "FORMAT", default_value = "pretty")]
    format: ConsoleFormat,
    /// Which reports are written beside report.json, separated by commas
    #[arg(long, value_name = "NAME", value_delimiter = ',', default_value = ALL, value_parser = report_names())]
    report: Vec<String>,
    /// Where the reports go
    #[arg(long, value_name = "DIR", default_value = REPORT_DIR)]
    report_dir: PathBuf,
    /// Repeat the drawn values and the order of an earlier run
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Leave at the target what the run creates there
    #[arg(long)]
    keep: bool,
    #[command(flatten)]
    baseline: Baseline,
    /// Append what the run says of each rule to this file, for `fuhe history`
    #[arg(long, value_name = "FILE")]
    history: Option<PathBuf>,
    #[command(flatten)]
    leftovers: cleanup::LeftoversDir,
    #[command(flatten)]
    vendor: VendorArgs,
}

/// A run that came to a record.
struct Ran {
    record: RunRecord,
    /// What became of the lines of JSON that told it.
    lines: Result<(), Error>,
}

impl Check {
    /// Checks, reports, and says how it went. Whatever was named is looked at before the vendor is troubled, and nothing of
    /// an earlier run goes before this one has come to something.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
        let contract = Contract::embedded();
        let selection = Selection::new(contract, self.tags.as_deref(), self.name.as_deref())?;
        let file = self.target.file(&self.vendor, environment);
        let baseline = self.baseline.read()?;
        let runtime = runtime()?;
        let against = runtime.block_on(Against::of(file.as_deref(), &self.vendor, environment))?;
        let mut history = self.history.as_deref().map(Appended::open).transpose()?;
        let earlier = history.as_mut().map(Appended::earlier).transpose()?.unwrap_or_default();
        let directory = ReportDir::for_run(&self.report_dir, |name| self.wants(name), baseline.is_some())?;
        let interrupt = Interrupt::default();
        let stop = (interrupt.clone(), directory.clone());
        let Ran { record, lines } = runtime
            .block_on(self.record(contract, selection, (&against, file.as_deref()), stop, environment))
            .inspect_err(|_| note_earlier_run(&directory, environment))?;
        let comparison = baseline.map(|baseline| compare(&baseline, &record));
        let told = ReportInput {
            record: &record,
            contract,
            comparison: comparison.as_ref(),
            history: &earlier,
        };
        let is_kept = self.keep_results(&told, lines, &directory, history, environment);
        let verdict = || Exit::of_verdict(record.run.verdict);
        let exit = comparison.as_ref().map_or_else(verdict, Exit::of_comparison);
        Ok(if record.run.verdict == RunVerdict::Incomplete && interrupt.is_told() {
            Exit::Interrupted
        } else if is_kept {
            exit
        } else {
            Exit::Unreachable
        })
    }

    /// Says the verdict, then writes whatever is to be written; false where that failed. What one of these lacks is no reason
    /// to leave out another.
    fn keep_results(
        &self,
        told: &ReportInput<'_>,
        lines: Result<(), Error>,
        directory: &ReportDir,
        history: Option<Appended>,
        environment: &mut Environment,
    ) -> bool {
        let (ReportInput { record, contract, .. }, colour) = (*told, environment.colour);
        let said = match self.format {
            ConsoleFormat::Pretty => environment.print(&console::text(record, contract, colour)),
            ConsoleFormat::Brief => environment.print(&console::brief(record, contract, colour)),
            ConsoleFormat::Json => lines,
        };
        let written = write_reports(directory, told).inspect_err(|_| note_earlier_run(directory, environment));
        let pointed = if self.format == ConsoleFormat::Pretty && written.is_ok() {
            environment.print(&pointer(directory))
        } else {
            Ok(())
        };
        let summed_up = if self.wants("summary") {
            environment.add_to_job_summary(&markdown::write(told))
        } else {
            Ok(())
        };
        let appended = history.map_or(Ok(()), |history| history.append(&Line::of(record)));
        // Where standard output has lines of JSON, the files tell it alone.
        let compared = match told.comparison.filter(|_| self.format != ConsoleFormat::Json) {
            Some(comparison) => environment.print(&format!("\n{}", comparison::text(comparison))),
            None => Ok(()),
        };
        let results = [said, written, pointed, summed_up, appended, compared];
        let failures: Vec<Error> = results.into_iter().filter_map(Result::err).collect();
        for error in &failures {
            environment.note(&format!("error: {error}"));
        }
        failures.is_empty()
    }

    async fn record(
        &self,
        contract: &'static Contract,
        selection: Selection,
        (against, file): (&Against, Option<&Path>),
        (interrupt, directory): (Interrupt, ReportDir),
        environment: &mut Environment,
    ) -> Result<Ran, Error> {
        let seed = self.seed.unwrap_or_else(|| u64::from(rand::random::<u32>()));
        let target_words = self.against(file);
        let command = self.command(&target_words, seed);
        if self.tags.is_none() && self.name.is_none() {
            // A part of the suite seldom needs more than what is made meanwhile.
            against.make_keys().await?;
        }
        stop_when_told(StopSignals::listen()?, interrupt.clone(), directory);
        let mut plan = Plan {
            interrupt,
            leftovers: if self.keep { Leftovers::Kept } else { Leftovers::Removed },
            clock: environment.clock.clone(),
            seed,
            selection,
            concurrency: self.concurrency.get(),
            fail_fast: self.fail_fast,
            strict: self.strict,
            command,
            explore: self.explore,
            call_options: target_words.join(" "),
            ..Plan::against(Arc::clone(against.target()))
        };
        if let Some(file) = file {
            self.leftovers.tell(&plan.target, file, environment);
            plan.notes = self.leftovers.begin(&plan, environment);
        }
        let notes = plan.notes.clone();
        let today = environment.clock.today();
        let terminal = environment.terminal.then(ProgressDrawTarget::stderr);
        let mut progress = Progress::new(&mut environment.notes, terminal);
        let mut events = Events::new(
            &mut environment.output,
            contract,
            self.strict,
            &against.target().waivers,
            today,
        );
        let mut observers: Vec<&mut dyn Observer> = vec![&mut progress];
        if self.format == ConsoleFormat::Json {
            observers.push(&mut events);
        }
        let record = run(contract, plan, &mut observers).await?;
        against.check_faults()?;
        let lines = match self.format {
            ConsoleFormat::Json => told(events.finish(&record)),
            ConsoleFormat::Pretty | ConsoleFormat::Brief => Ok(()),
        };
        if let Some((notes, file)) = notes.zip(file) {
            self.leftovers.tell_own(&notes, file, environment);
        }
        Ok(Ran { record, lines })
    }

    /// The command that repeats this run, to which a selection can be added.
    fn command(&self, target: &[String], seed: u64) -> String {
        let mut words = vec!["fuhe".to_owned(), "check".to_owned()];
        words.extend_from_slice(target);
        if self.strict {
            words.push("--strict".to_owned());
        }
        words.push(format!("--seed {seed}"));
        words.join(" ")
    }

    /// The options that name the vendor, here and for `fuhe call`.
    fn against(&self, file: Option<&Path>) -> Vec<String> {
        let target = self.target.words(file).into_iter();
        target.chain(self.vendor.words()).collect()
    }

    /// The record is always written: every other report can be made of it.
    fn wants(&self, format: &str) -> bool {
        format == FORMATS[0].name || self.report.iter().any(|name| name == ALL || name == format)
    }
}

fn report_names() -> PossibleValuesParser {
    PossibleValuesParser::new(FORMATS.iter().map(|format| format.name).chain([ALL]))
}

/// The first Ctrl-C, or a CI job's order to end, has the run end in good order; the second ends the process.
fn stop_when_told(mut signals: StopSignals, interrupt: Interrupt, directory: ReportDir) {
    tokio::spawn(async move {
        signals.told().await;
        interrupt.tell();
        // The run has the environment's stream; that nobody can hear it is no reason to go on.
        let _ = writeln!(
            std::io::stderr(),
            "\nstopping: what is under way comes to its end, and what was created is removed; press Ctrl-C again to leave at \
             once"
        );
        signals.told().await;
        if let Some(sentence) = directory.earlier_run() {
            let _ = writeln!(std::io::stderr(), "{sentence}");
        }
        std::process::exit(Exit::Interrupted as i32);
    });
}

/// Reports that are there must not be taken for those of a run that has none.
fn note_earlier_run(directory: &ReportDir, environment: &mut Environment) {
    if let Some(sentence) = directory.earlier_run() {
        environment.note(&sentence);
    }
}

fn at_least_one(text: &str) -> Result<NonZeroUsize, &'static str> {
    text.parse().map_err(|_| "expected a number of scenarios, 1 or more")
}
