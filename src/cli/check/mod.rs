//! `fuhe check`: the main command. It runs every selected scenario against a vendor and writes the reports.

mod list;
mod options;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use indicatif::ProgressDrawTarget;

use super::environment::Detail;
use super::history::Appended;
use super::report::{pointer, write_reports};
use super::report_dir::ReportDir;
use super::signals::StopSignals;
use super::vendor_args::Against;
use super::{Environment, Exit, ignore_broken_pipe, result_args, runtime};
use crate::compare::compare;
use crate::compare::history::Line;
use crate::contract::Contract;
use crate::error::Error;
use crate::interrupt::Interrupt;
use crate::record::{Observer, RunRecord, RunVerdict};
use crate::report::events::Events;
use crate::report::progress::Progress;
use crate::report::{ReportInput, console, markdown};
use crate::run::{Leftovers, Plan, Selection, run};

use options::ConsoleFormat;
pub(super) use options::{Check, Command, ProgressLines};

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

impl Command {
    /// Runs the check and writes the reports.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
        self.check().run(environment)
    }
}

impl Check {
    /// Runs the check and writes the reports. All arguments are checked before the first call, and the reports of an
    /// earlier run stay until this run has a result.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
        if self.list {
            return self.list(environment);
        }
        if self
            .selection
            .has_nothing_to_repeat(&self.results.report_dir, environment)?
        {
            return Ok(Exit::Nothing);
        }
        Ok(self.checked(environment)?.exit)
    }

    /// The same, with the record of the run.
    pub(super) fn checked(&self, environment: &mut Environment) -> Result<Checked, Error> {
        let contract = Contract::embedded();
        let selection = self.selection.read(contract, &self.results.report_dir)?;
        let file = self.target.file(&self.vendor, environment);
        let baseline = self.results.baseline.read()?;
        let runtime = runtime()?;
        let against = runtime.block_on(Against::of(file.as_deref(), &self.vendor, environment))?;
        let mut history = self.history.as_deref().map(Appended::open).transpose()?;
        let earlier = history.as_mut().map(Appended::earlier).transpose()?.unwrap_or_default();
        let directory = self.results.directory(|_| true)?;
        let interrupt = Interrupt::default();
        let stop = (interrupt.clone(), directory.clone());
        let language = self.results.language.language(environment);
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
        let exit = result_args::exit(comparison.as_ref(), Exit::of_verdict(record.run.verdict));
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
        let summed_up = if self.results.wants("summary") {
            environment.add_to_job_summary(&markdown::write(input))
        } else {
            Ok(())
        };
        let appended = history.map_or(Ok(()), |history| history.append(&Line::of(record)));
        // With lines of JSON on standard output, only the files show the comparison.
        let shown = input.comparison.filter(|_| self.format != ConsoleFormat::Json);
        let compared = result_args::print_comparison(shown, environment);
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
            max_fail: self.most_failures(),
            retry_inconclusive: self.retry_inconclusive,
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
        let is_verbose = environment.detail == Detail::Verbose;
        // Lines for each scenario would tear a bar.
        let bar = environment.terminal && !is_verbose;
        let terminal = bar.then(ProgressDrawTarget::stderr).or_else(hidden);
        let is_quiet = environment.detail == Detail::Quiet;
        let mut progress = Progress::new(&mut environment.notes, terminal).verbose(is_verbose);
        let mut events = Events::new(
            &mut environment.output,
            contract,
            self.strict,
            &against.target().waivers,
            today,
        );
        let mut observers: Vec<&mut dyn Observer> = Vec::new();
        if !is_quiet {
            observers.push(&mut progress);
        }
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
