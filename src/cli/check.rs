//! `fuhe check`: the main job. Every selected scenario against a vendor, and the report.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use super::vendor_args::{Against, VendorArgs};
use super::{Environment, Exit, runtime};
use crate::client::Limits;
use crate::contract::Book;
use crate::error::Error;
use crate::record::{Observer, RunRecord};
use crate::report::{console, json, junit};
use crate::run::{Plan, Selection, another_key, run};

/// How long a whole run may take. It is there so that a target that answers each call at the last moment cannot hold a
/// nightly job for hours; a full run of some 1,500 calls takes minutes even at a second each.
const LONGEST_RUN: Duration = Duration::from_secs(30 * 60);

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
    #[arg(long, short = 'c', value_name = "N", default_value = "16")]
    concurrency: NonZeroUsize,
    /// Start no further scenario once one has found a deviation
    #[arg(long)]
    fail_fast: bool,
    /// Where the reports go
    #[arg(long, value_name = "DIR", default_value = "target/fuhe")]
    report_dir: PathBuf,
    /// Repeat the drawn values and the order of an earlier run
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    #[command(flatten)]
    vendor: VendorArgs,
}

impl Check {
    /// Checks, reports, and says how it went.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
        let selection = Selection::new(self.tags.as_deref(), self.name.as_deref())?;
        let book = Book::embedded();
        let record = runtime()?.block_on(self.record(book, selection, environment))?;
        let report = self.report(book, &record)?;
        let text = console::text(&record, book, environment.colour, Some(&report));
        environment.print(&text)?;
        Ok(Exit::of_verdict(record.run.verdict))
    }

    async fn record(
        &self,
        book: &'static Book,
        selection: Selection,
        environment: &mut Environment,
    ) -> Result<RunRecord, Error> {
        let seed = self.seed.unwrap_or_else(|| u64::from(rand::random::<u32>()));
        let command = self.command(seed);
        let against = Against::of(self.target.as_deref(), &self.vendor, environment).await?;
        let plan = Plan {
            target: Arc::clone(against.target()),
            clock: environment.clock.clone(),
            seed,
            run_id: format!("{:08x}", rand::random::<u32>()),
            selection,
            concurrency: self.concurrency.get(),
            fail_fast: self.fail_fast,
            strict: self.strict,
            limits: Limits::default(),
            duration: LONGEST_RUN,
            command,
            another_key: another_key()?,
        };
        let mut progress = console::Progress::new(&mut environment.notes, environment.terminal);
        let record = run(book, plan, &mut [&mut progress as &mut dyn Observer]).await?;
        against.check_faults()?;
        Ok(record)
    }

    /// The command that repeats this run, to which a selection can be added.
    fn command(&self, seed: u64) -> String {
        let mut words = vec!["fuhe".to_owned(), "check".to_owned()];
        if let Some(target) = &self.target {
            words.push(format!("--target {}", target.display()));
        }
        words.extend(self.vendor.words());
        if self.strict {
            words.push("--strict".to_owned());
        }
        words.push(format!("--seed {seed}"));
        words.join(" ")
    }

    /// Writes every report, and returns the one to look at first.
    fn report(&self, book: &Book, record: &RunRecord) -> Result<PathBuf, Error> {
        let write = |name: &str, text: String| {
            let path = self.report_dir.join(name);
            std::fs::write(&path, text)
                .map(|()| path.clone())
                .map_err(|source| Error::File {
                    action: "cannot write",
                    path,
                    source,
                })
        };
        std::fs::create_dir_all(&self.report_dir).map_err(|source| Error::File {
            action: "cannot create the report directory",
            path: self.report_dir.clone(),
            source,
        })?;
        write("junit.xml", junit::write(record, book)?)?;
        write("report.json", json::write(record)?)
    }
}
