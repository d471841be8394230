//! `fuhe merge`: runs of parts of the contract, such as shards of a CI job, judged and reported as one.

use std::path::{Path, PathBuf};

use clap::Args;

use super::language_arg::LanguageArg;
use super::report::{pointer, write_reports};
use super::report_dir::{LinkedPage, REPORT_DIR, ReportDir};
use super::{Environment, Exit};
use crate::contract::Contract;
use crate::error::Error;
use crate::record::{Merged, merge};
use crate::report::{FORMATS, ReportInput, console, json};
use crate::text::shell_quoted;

/// Options of `fuhe merge`.
#[derive(Debug, Args)]
pub(super) struct Merge {
    /// The records of the runs: the report.json of each, or folders of such records
    #[arg(value_name = "RUN.json|DIR", required = true, num_args = 1..)]
    records: Vec<PathBuf>,
    /// Where the reports go
    #[arg(long, value_name = "DIR", default_value = REPORT_DIR)]
    report_dir: PathBuf,
    #[command(flatten)]
    page: LinkedPage,
    #[command(flatten)]
    language: LanguageArg,
}

impl Merge {
    /// Merges the records and writes every report.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
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
        let contract = Contract::embedded();
        let Merged { record, disagreements } = merge(contract, parts, command, environment.clock.today())?;
        for disagreement in disagreements {
            environment.note(&format!("note: {disagreement}"));
        }
        let input = ReportInput {
            record: &record,
            contract,
            comparison: None,
            history: &[],
            language: self.language.language(environment),
        };
        let directory = ReportDir::for_run(&self.report_dir, |_| true, self.page, false)?;
        environment.print(&console::text(&record, contract, environment.look(input.language)))?;
        write_reports(&directory, &input).map_err(Error::of_keeping)?;
        environment.print(&pointer(&directory, input.language))?;
        Ok(Exit::of_verdict(record.run.verdict))
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
