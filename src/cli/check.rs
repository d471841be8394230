//! `fuhe check`: the main job. Every selected scenario against a vendor, and the report.

use std::io::Write as _;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use indicatif::ProgressDrawTarget;

use super::baseline::Baseline;
use super::history::Appended;
use super::report::{COMPARISONS, write_reports};
use super::signals::StopSignals;
use super::vendor_args::{Against, VendorArgs};
use super::{Environment, Exit, runtime, told};
use crate::compare::compare;
use crate::compare::history::Line;
use crate::contract::Book;
use crate::error::Error;
use crate::interrupt::Interrupt;
use crate::record::{Observer, RunRecord, RunVerdict};
use crate::report::events::Events;
use crate::report::progress::Progress;
use crate::report::{FORMATS, Told, comparison, console, markdown};
use crate::run::{Leftovers, Plan, Selection, run, shell_quoted};

/// Where the reports go, unless that is said.
pub(super) const REPORT_DIR: &str = "target/fuhe";

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

/// Options of `fuhe check`, which are those of `fuhe` alone.
#[derive(Debug, Args)]
pub struct Check {
    /// The target file; without one, the embedded vendor is checked
    #[arg(long, value_name = "FILE")]
    pub target: Option<PathBuf>,
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
    vendor: VendorArgs,
}

impl Check {
    /// Checks, reports, and says how it went.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
        let selection = Selection::new(self.tags.as_deref(), self.name.as_deref())?;
        let baseline = self.baseline.read()?;
        self.clear_reports()?;
        let mut history = self.history.as_deref().map(Appended::open).transpose()?;
        let earlier = history.as_mut().map(Appended::earlier).transpose()?.unwrap_or_default();
        let book = Book::embedded();
        let interrupt = Interrupt::default();
        let record = runtime()?.block_on(self.record(book, selection, interrupt.clone(), environment))?;
        let comparison = baseline.map(|baseline| compare(&baseline, &record));
        let told = Told {
            record: &record,
            book,
            comparison: comparison.as_ref(),
            history: &earlier,
        };
        let report = write_reports(&self.report_dir, &told, |name| self.wants(name))?;
        let colour = environment.colour;
        match self.format {
            ConsoleFormat::Pretty => environment.print(&console::text(&record, book, colour, Some(&report)))?,
            ConsoleFormat::Brief => environment.print(&console::brief(&record, book, colour))?,
            ConsoleFormat::Json => {}
        }
        if self.wants("summary") {
            environment.add_to_job_summary(&markdown::write(&told))?;
        }
        if let Some(history) = history {
            history.append(&Line::of(&record))?;
        }
        // Where standard output has lines of JSON, the files tell it alone.
        if let Some(comparison) = comparison.as_ref().filter(|_| self.format != ConsoleFormat::Json) {
            environment.print(&format!("\n{}", comparison::text(comparison)))?;
        }
        let verdict = || Exit::of_verdict(record.run.verdict);
        let exit = comparison.as_ref().map_or_else(verdict, Exit::of_comparison);
        Ok(match record.run.verdict {
            RunVerdict::Incomplete if interrupt.is_told() => Exit::Interrupted,
            _ => exit,
        })
    }

    async fn record(
        &self,
        book: &'static Book,
        selection: Selection,
        interrupt: Interrupt,
        environment: &mut Environment,
    ) -> Result<RunRecord, Error> {
        let seed = self.seed.unwrap_or_else(|| u64::from(rand::random::<u32>()));
        let command = self.command(seed);
        let against = Against::of(self.target.as_deref(), &self.vendor, environment).await?;
        if self.tags.is_none() && self.name.is_none() {
            // A part of the suite seldom needs more than what is made meanwhile.
            against.make_keys().await?;
        }
        stop_when_told(StopSignals::listen()?, interrupt.clone());
        let plan = Plan {
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
            call_options: self.against().join(" "),
            ..Plan::against(Arc::clone(against.target()))
        };
        let today = environment.clock.today();
        let terminal = environment.terminal.then(ProgressDrawTarget::stderr);
        let mut progress = Progress::new(&mut environment.notes, terminal);
        let mut events = Events::new(
            &mut environment.output,
            book,
            self.strict,
            &against.target().waivers,
            today,
        );
        let mut observers: Vec<&mut dyn Observer> = vec![&mut progress];
        if self.format == ConsoleFormat::Json {
            observers.push(&mut events);
        }
        let record = run(book, plan, &mut observers).await?;
        against.check_faults()?;
        if self.format == ConsoleFormat::Json {
            told(events.finish(&record))?;
        }
        Ok(record)
    }

    /// The command that repeats this run, to which a selection can be added.
    fn command(&self, seed: u64) -> String {
        let mut words = vec!["fuhe".to_owned(), "check".to_owned()];
        words.extend(self.against());
        if self.strict {
            words.push("--strict".to_owned());
        }
        words.push(format!("--seed {seed}"));
        words.join(" ")
    }

    /// The options that name the vendor, here and for `fuhe call`.
    fn against(&self) -> Vec<String> {
        let target = self.target.iter();
        let target = target.map(|file| format!("--target {}", shell_quoted(&file.to_string_lossy())));
        target.chain(self.vendor.words()).collect()
    }

    /// Makes room for the reports before the vendor is troubled. Earlier ones go: whatever comes of this run, they would
    /// be taken for its.
    fn clear_reports(&self) -> Result<(), Error> {
        let fault = |action, path: &Path| {
            let path = path.to_owned();
            move |source| Error::File { action, path, source }
        };
        std::fs::create_dir_all(&self.report_dir)
            .map_err(fault("cannot create the report directory", &self.report_dir))?;
        let reports = FORMATS.iter().rev().map(|format| format.file);
        for file in reports.chain(COMPARISONS) {
            let path = self.report_dir.join(file);
            match std::fs::remove_file(&path) {
                Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
                    return Err(fault("cannot remove the earlier report", &path)(e));
                }
                _ => {}
            }
        }
        Ok(())
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
fn stop_when_told(mut signals: StopSignals, interrupt: Interrupt) {
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
        std::process::exit(Exit::Interrupted as i32);
    });
}

fn at_least_one(text: &str) -> Result<NonZeroUsize, &'static str> {
    text.parse().map_err(|_| "expected a number of scenarios, 1 or more")
}
