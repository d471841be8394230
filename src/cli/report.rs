//! `fuhe report`: the reports of an earlier run again, from its record.

use std::panic::resume_unwind;
use std::path::PathBuf;
use std::thread::ScopedJoinHandle;

use clap::Args;

use super::report_dir::{COMPARISONS, ReportDir};
use super::result_args::{self, ResultArgs};
use super::{Environment, Exit, history};
use crate::compare::compare;
use crate::contract::Contract;
use crate::error::Error;
use crate::report::{FORMATS, Format, Language, ReportInput, comparison, html, json};

/// Options of `fuhe report`.
#[derive(Debug, Args)]
pub(super) struct Report {
    /// The record of the run: the report.json that `fuhe check` wrote
    #[arg(value_name = "RUN.json")]
    record: PathBuf,
    /// Show on the page the runs of this history that came before
    #[arg(long, value_name = "FILE")]
    history: Option<PathBuf>,
    #[command(flatten)]
    results: ResultArgs,
}

impl Report {
    /// Writes the reports, and prints where to look first. With a baseline, the exit code is that of the comparison.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
        let record = json::read(&self.record)?;
        let contract = Contract::embedded();
        if record.run.contract != contract.digest {
            environment.note(&format!(
                "{} was judged by another version of the contract ({:.12}, here {:.12}): rules and scenarios may \
                 differ, verdicts are those of the run",
                self.record.display(),
                record.run.contract,
                contract.digest
            ));
        }
        let baseline = self.results.baseline.read()?;
        let mut history = self
            .history
            .as_deref()
            .map(history::lines)
            .transpose()?
            .unwrap_or_default();
        history.retain(|line| line.is_before(&record));
        let comparison = baseline.map(|baseline| compare(&baseline, &record));
        let input = ReportInput {
            record: &record,
            contract,
            comparison: comparison.as_ref(),
            history: &history,
            language: self.results.language.language(environment),
        };
        // The record is there already.
        let directory = self.results.directory(|name| name != FORMATS[0].name)?;
        write_reports(&directory, &input)?;
        environment.print(&pointer(&directory, input.language))?;
        result_args::print_comparison(comparison.as_ref(), environment)?;
        Ok(result_args::exit(comparison.as_ref(), Exit::Conforms))
    }
}

/// Writes the reports of this directory, and what changed since a baseline. They appear together: if one cannot be
/// written, those of the earlier run stay.
pub(super) fn write_reports(directory: &ReportDir, input: &ReportInput<'_>) -> Result<(), Error> {
    let mut new = directory.begin()?;
    let page = if directory.awaits(html::LINKED[0].0) {
        html::write_linked
    } else {
        html::write
    };
    let awaited = FORMATS.into_iter().filter(|format| directory.awaits(format.file));
    let awaited: Vec<Format> = awaited
        .map(|format| match format.file {
            html::PAGE => Format { write: page, ..format },
            _ => format,
        })
        .collect();
    // Two at a time: more would only hold more texts in memory.
    for formats in awaited.chunks(2) {
        for (format, text) in formats.iter().zip(texts(formats, input)) {
            new.add(format.file, &text?)?;
        }
    }
    for (file, content) in html::LINKED.into_iter().filter(|(file, _)| directory.awaits(file)) {
        new.add(file, content)?;
    }
    if let Some(changes) = input.comparison {
        new.add(COMPARISONS[0], &json::write(changes)?)?;
        new.add(COMPARISONS[1], &comparison::markdown(changes))?;
    }
    directory.replace(new)
}

/// The texts of these reports, each made on a thread of its own.
fn texts(formats: &[Format], input: &ReportInput<'_>) -> Vec<Result<String, Error>> {
    std::thread::scope(|scope| {
        let threads: Vec<_> = formats
            .iter()
            .map(|format| scope.spawn(|| (format.write)(input)))
            .collect();
        let join = |thread: ScopedJoinHandle<'_, _>| thread.join().unwrap_or_else(|panic| resume_unwind(panic));
        threads.into_iter().map(join).collect()
    })
}

/// Where to look first, once the reports are there.
pub(super) fn pointer(directory: &ReportDir, language: Language) -> String {
    format!("{}\n", language.report_at(&directory.look_at()))
}
