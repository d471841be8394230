//! `fuhe check`: the main command. It runs every selected scenario against a vendor and writes the reports.

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
use super::language_arg::LanguageArg;
use super::report::{pointer, write_reports};
use super::report_dir::{LinkedPage, REPORT_DIR, ReportDir};
use super::selection_args::SelectionArgs;
use super::signals::StopSignals;
use super::target_arg::TargetArg;
use super::vendor_args::{Against, VendorArgs};
use super::{Environment, Exit, ignore_broken_pipe, runtime};
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

/// The word that asks for all reports.
const ALL: &str = "all";

/// What is printed on standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ConsoleFormat {
    /// The whole result, when the run is over
    Pretty,
    /// A line for each problem, and the verdict
    Brief,
    /// A line of JSON for each event, as it happens (schemas/run-events.json)
    Json,
}

/// Whether lines say how far the run is, where there is no terminal to draw a bar on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum ProgressLines {
    #[default]
    Shown,
    /// A test runner says so.
    Hidden,
}

/// `fuhe check`, which takes a target file without an option too.
#[derive(Debug, Args)]
pub(super) struct Command {
    /// The target file, same as --target
    #[arg(value_name = "TARGET", conflicts_with_all = ["target", "embedded"])]
    file: Option<PathBuf>,
    #[command(flatten)]
    check: Check,
}

impl Command {
    /// Runs the check and writes the reports.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
        self.check().run(environment)
    }

    /// The check, with its target.
    pub(super) fn check(self) -> Check {
        let target = self.check.target.or(self.file);
        Check { target, ..self.check }
    }
}

/// Options of `fuhe check`, which are also those of `fuhe` without a command.
#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) target: TargetArg,
    #[command(flatten)]
    pub(super) selection: SelectionArgs,
    /// Run each scenario this many times: what comes and goes shows
    #[arg(long, value_name = "N", default_value = "1", value_parser = at_least_one_run)]
    repeat: NonZeroUsize,
    /// Count a failed "should" as a deviation too
    #[arg(long)]
    strict: bool,
    /// How many scenarios run at the same time
    #[arg(long, short = 'c', value_name = "N", default_value = "16", value_parser = at_least_one)]
    concurrency: NonZeroUsize,
    /// Start no further scenario after the first deviation
    #[arg(long)]
    fail_fast: bool,
    /// Generate this many further requests, and a sequence of calls for every ten of them, and judge each
    #[arg(long, value_name = "N", default_value = "0")]
    explore: usize,
    /// What is printed on standard output
    #[arg(long, value_name = "FORMAT", default_value = "pretty")]
    format: ConsoleFormat,
    /// Which reports are written beside report.json, separated by commas
    #[arg(long, value_name = "NAME", value_delimiter = ',', default_value = ALL, value_parser = report_names())]
    pub(super) report: Vec<String>,
    /// Where the reports go
    #[arg(long, value_name = "DIR", default_value = REPORT_DIR)]
    pub(super) report_dir: PathBuf,
    #[command(flatten)]
    page: LinkedPage,
    /// Repeat the generated values and the order of an earlier run
    #[arg(long, value_name = "N")]
    pub(super) seed: Option<u64>,
    /// Keep at the target what the run creates there
    #[arg(long)]
    keep: bool,
    #[command(flatten)]
    baseline: Baseline,
    /// Append the result of each rule to this file, for `fuhe history`
    #[arg(long, value_name = "FILE")]
    history: Option<PathBuf>,
    #[command(flatten)]
    language: LanguageArg,
    #[command(flatten)]
    leftovers: cleanup::LeftoversDir,
    #[command(flatten)]
    pub(super) vendor: VendorArgs,
    #[arg(skip)]
    pub(super) progress: ProgressLines,
}

/// What came of a check.
#[derive(Debug)]
pub(super) struct Checked {
    /// What `fuhe check` exits with.
    pub exit: Exit,
    /// The record of the run.
    pub record: RunRecord,
    /// The report to look at first.
    pub report: PathBuf,
}

/// A run that has a record.
struct Ran {
    record: RunRecord,
    /// Whether its lines of JSON could be written.
    lines: Result<(), Error>,
}

impl Check {
    /// Runs the check and writes the reports. All arguments are checked before the first call, and the reports of an
    /// earlier run stay until this run has a result.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
        Ok(self.checked(environment)?.exit)
    }

    /// The same, with the record of the run.
    pub(super) fn checked(&self, environment: &mut Environment) -> Result<Checked, Error> {
        let contract = Contract::embedded();
        let selection = self.selection.read(contract)?;
        let file = self.target.file(&self.vendor, environment);
        let baseline = self.baseline.read()?;
        let runtime = runtime()?;
        let against = runtime.block_on(Against::of(file.as_deref(), &self.vendor, environment))?;
        let mut history = self.history.as_deref().map(Appended::open).transpose()?;
        let earlier = history.as_mut().map(Appended::earlier).transpose()?.unwrap_or_default();
        let directory = ReportDir::for_run(&self.report_dir, |name| self.wants(name), self.page, baseline.is_some())?;
        let interrupt = Interrupt::default();
        let stop = (interrupt.clone(), directory.clone());
        let language = self.language.language(environment);
        let Ran { record, lines } = runtime
            .block_on(self.record(contract, selection, (&against, file.as_deref()), stop, environment))
            .inspect_err(|_| note_earlier_run(&directory, environment))
            .map_err(|error| language.error(error))?;
        let comparison = baseline.map(|baseline| compare(&baseline, &record));
        let input = ReportInput {
            record: &record,
            contract,
            comparison: comparison.as_ref(),
            history: &earlier,
            language,
        };
        let is_kept = self.keep_results(&input, lines, &directory, history, environment);
        let verdict = || Exit::of_verdict(record.run.verdict);
        let exit = comparison.as_ref().map_or_else(verdict, Exit::of_comparison);
        let exit = if record.run.verdict == RunVerdict::Incomplete && interrupt.is_triggered() {
            Exit::Interrupted
        } else if is_kept {
            exit
        } else {
            Exit::Unreachable
        };
        Ok(Checked {
            exit,
            report: directory.look_at(),
            record,
        })
    }

    /// Prints the verdict, then writes all reports; false if something could not be written. One failure does not stop
    /// the others.
    fn keep_results(
        &self,
        input: &ReportInput<'_>,
        lines: Result<(), Error>,
        directory: &ReportDir,
        history: Option<Appended>,
        environment: &mut Environment,
    ) -> bool {
        let (ReportInput { record, contract, .. }, look) = (*input, environment.look(input.language));
        let said = match self.format {
            ConsoleFormat::Pretty => environment.print(&console::text(record, contract, look)),
            ConsoleFormat::Brief => environment.print(&console::brief(record, contract, look)),
            ConsoleFormat::Json => lines,
        };
        let written = write_reports(directory, input).inspect_err(|_| note_earlier_run(directory, environment));
        let pointed = if self.format == ConsoleFormat::Pretty && written.is_ok() {
            environment.print(&pointer(directory, input.language))
        } else {
            Ok(())
        };
        let summed_up = if self.wants("summary") {
            environment.add_to_job_summary(&markdown::write(input))
        } else {
            Ok(())
        };
        let appended = history.map_or(Ok(()), |history| history.append(&Line::of(record)));
        // With lines of JSON on standard output, only the files show the comparison.
        let compared = match input.comparison.filter(|_| self.format != ConsoleFormat::Json) {
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
        if self.selection.is_everything() {
            // A part of the suite seldom needs more keys than are made during the run.
            against.make_keys().await?;
        }
        stop_on_signal(StopSignals::listen()?, interrupt.clone(), directory);
        let mut plan = Plan {
            interrupt,
            leftovers: if self.keep { Leftovers::Kept } else { Leftovers::Removed },
            clock: environment.clock.clone(),
            seed,
            selection,
            rounds: self.repeat.get(),
            concurrency: self.concurrency.get(),
            fail_fast: self.fail_fast,
            strict: self.strict,
            command,
            explore: self.explore,
            call_options: target_words.join(" "),
            ..Plan::against(Arc::clone(against.target()))
        };
        if let Some(file) = file {
            self.leftovers.report(&plan.target, file, environment);
            plan.notes = self.leftovers.begin(&plan, environment);
        }
        let notes = plan.notes.clone();
        let today = environment.clock.today();
        let hidden = || (self.progress == ProgressLines::Hidden).then(ProgressDrawTarget::hidden);
        let terminal = environment.terminal.then(ProgressDrawTarget::stderr).or_else(hidden);
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
            ConsoleFormat::Json => ignore_broken_pipe(events.finish(&record)),
            ConsoleFormat::Pretty | ConsoleFormat::Brief => Ok(()),
        };
        if let Some((notes, file)) = notes.zip(file) {
            self.leftovers.report_own(&notes, file, environment);
        }
        Ok(Ran { record, lines })
    }

    /// The command that repeats this run; a selection can be added to it.
    fn command(&self, target: &[String], seed: u64) -> String {
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
    fn against(&self, file: Option<&Path>) -> Vec<String> {
        let target = self.target.words(file).into_iter();
        target.chain(self.vendor.words()).collect()
    }

    /// The record is always written: every other report can be made from it.
    fn wants(&self, format: &str) -> bool {
        format == FORMATS[0].name || self.report.iter().any(|name| name == ALL || name == format)
    }
}

fn report_names() -> PossibleValuesParser {
    PossibleValuesParser::new(FORMATS.iter().map(|format| format.name).chain([ALL]))
}

/// The first Ctrl-C, or a CI job's cancellation, ends the run in good order; the second ends the process.
fn stop_on_signal(mut signals: StopSignals, interrupt: Interrupt, directory: ReportDir) {
    tokio::spawn(async move {
        signals.received().await;
        interrupt.trigger();
        // The run owns the environment's stream. If this cannot be written, the run stops all the more.
        let _ = writeln!(
            std::io::stderr(),
            "\nstopping: calls in progress are finished, and what was created is removed; press Ctrl-C again to leave \
             at once"
        );
        signals.received().await;
        if let Some(sentence) = directory.earlier_run() {
            let _ = writeln!(std::io::stderr(), "{sentence}");
        }
        std::process::exit(Exit::Interrupted as i32);
    });
}

/// Reports of an earlier run must not be mistaken for reports of this one, which has none.
fn note_earlier_run(directory: &ReportDir, environment: &mut Environment) {
    if let Some(sentence) = directory.earlier_run() {
        environment.note(&sentence);
    }
}

fn at_least_one_run(text: &str) -> Result<NonZeroUsize, &'static str> {
    text.parse().map_err(|_| "expected a number of runs, 1 or more")
}

fn at_least_one(text: &str) -> Result<NonZeroUsize, &'static str> {
    text.parse().map_err(|_| "expected a number of scenarios, 1 or more")
}
