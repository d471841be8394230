//! `fuhe merge`: runs of parts of the contract, such as shards of a CI job, judged and reported as one.

use std::path::{Path, PathBuf};

use clap::Args;

use super::history::Appended;
use super::report::{pointer, write_reports};
use super::result_args::{self, RecordFormat, ResultArgs};
use super::{Environment, Exit};
use crate::compare::compare;
use crate::compare::history::Line;
use crate::contract::Contract;
use crate::error::Error;
use crate::record::{Merged, RunRecord, merge};
use crate::report::{FORMATS, ReportInput, json};
use crate::text::shell_quoted;

/// Options of `fuhe merge`.
#[derive(Debug, Args)]
pub(super) struct Merge {
    /// The records of the runs: the report.json of each, or folders of such records
    #[arg(value_name = "RUN.json|DIR", required = true, num_args = 1..)]
    records: Vec<PathBuf>,
    /// What is printed on standard output
    #[arg(long, value_name = "FORMAT", default_value = "pretty")]
    format: RecordFormat,
    /// Append the result of each rule to this file, for `fuhe history`
    #[arg(long, value_name = "FILE")]
    history: Option<PathBuf>,
    #[command(flatten)]
    results: ResultArgs,
}

impl Merge {
    /// Merges the records and writes every report.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
        let baseline = self.results.baseline.read()?;
        let mut history = self.history.as_deref().map(Appended::open).transpose()?;
        let earlier = history.as_mut().map(Appended::earlier).transpose()?.unwrap_or_default();
        let directory = self.results.directory(|_| true)?;
        let (record, contract) = (self.merged(environment)?, Contract::embedded());
        let comparison = baseline.map(|baseline| compare(&baseline, &record));
        let input = ReportInput {
            record: &record,
            contract,
            comparison: comparison.as_ref(),
            history: &earlier,
            language: self.results.language.language(environment),
        };
        result_args::print(self.format, &input, environment)?;
        write_reports(&directory, &input).map_err(Error::of_keeping)?;
        if self.format == RecordFormat::Pretty {
            environment.print(&pointer(&directory, input.language))?;
        }
        if let Some(history) = history {
            history.append(&Line::of(&record)).map_err(Error::of_keeping)?;
        }
        // With lines of JSON on standard output, only the files show the comparison.
        let shown = comparison.as_ref().filter(|_| self.format != RecordFormat::Json);
        result_args::print_comparison(shown, environment)?;
        Ok(result_args::exit(
            comparison.as_ref(),
            Exit::of_verdict(record.run.verdict),
        ))
    }

    /// The one record of all.
    fn merged(&self, environment: &mut Environment) -> Result<RunRecord, Error> {
        let mut parts = Vec::new();
        for path in &self.records {
            for record in records_at(path)? {
                parts.push((record.display().to_string(), json::read(&record)?));
            }
        }
        if let ([(name, _)], [only]) = (&parts[..], &self.records[..])
            && !only.is_dir()
        {
            return Err(Error::Config(format!(
                "there is nothing to merge {name} with; name two run records or more, or a folder of them"
            )));
        }
        let named: Vec<String> = self
            .records
            .iter()
            .map(|path| shell_quoted(&path.display().to_string()))
            .collect();
        let command = format!("fuhe merge {}", named.join(" "));
        let Merged { record, disagreements } = merge(Contract::embedded(), parts, command, environment.clock.today())?;
        for disagreement in disagreements {
            environment.note(&format!("note: {disagreement}"));
        }
        Ok(record)
    }
}

/// The records at a path: a file is one; of a report directory it is its record, and of any other folder every JSON file.
fn records_at(path: &Path) -> Result<Vec<PathBuf>, Error> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let report = path.join(FORMATS[0].file);
    if report.exists() {
        return Ok(vec![report]);
    }
    let unreadable = |source| Error::File {
        action: "cannot read the folder",
        path: path.to_owned(),
        source,
    };
    let entries = std::fs::read_dir(path).map_err(unreadable)?;
    let mut inside: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(unreadable)?;
    inside.sort();
    let records: Vec<PathBuf> = inside.iter().filter(|file| is_json(file)).cloned().collect();
    if records.is_empty() {
        let hint = match newest(&inside) {
            Some(folder) => format!(
                "; name the folder of one run, of which {} is the latest",
                folder.display()
            ),
            None => String::new(),
        };
        return Err(Error::Config(format!("{}: holds no run record{hint}", path.display())));
    }
    Ok(records)
}

fn is_json(path: &Path) -> bool {
    path.is_file() && path.extension().is_some_and(|extension| extension == "json")
}

/// The folder that was changed last.
fn newest(paths: &[PathBuf]) -> Option<&PathBuf> {
    let folders = paths.iter().filter(|path| path.is_dir());
    folders.max_by_key(|folder| folder.metadata().and_then(|about| about.modified()).ok())
}
