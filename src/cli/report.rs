//! `fuhe report`: the reports of an earlier run again, from its record.

use std::path::{Path, PathBuf};

use clap::Args;

use super::baseline::Baseline;
use super::check::REPORT_DIR;
use super::{Environment, Exit, write_file};
use crate::compare::compare;
use crate::contract::Book;
use crate::error::Error;
use crate::report::html::PAGE;
use crate::report::{FORMATS, Told, comparison, json};

/// What is left of a comparison with a baseline: for tools, and for people.
pub(super) const COMPARISONS: [&str; 2] = ["comparison.json", "comparison.md"];

/// Options of `fuhe report`.
#[derive(Debug, Args)]
pub struct Report {
    /// The record of the run: the report.json that `fuhe check` wrote
    #[arg(value_name = "RUN.json")]
    record: PathBuf,
    /// Where the reports go
    #[arg(long = "report-dir", value_name = "DIR", default_value = REPORT_DIR)]
    directory: PathBuf,
    #[command(flatten)]
    baseline: Baseline,
}

impl Report {
    /// Writes the reports, and says where to look first.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
        let record = json::read(&self.record)?;
        let book = Book::embedded();
        if record.run.contract != book.digest {
            environment.note(&format!(
                "{} was judged by another contract than this fuhe holds ({:.12}, here {:.12}): rules and scenarios may \
                 differ, verdicts are those of the run",
                self.record.display(),
                record.run.contract,
                book.digest
            ));
        }
        let baseline = self.baseline.read()?;
        let comparison = baseline.map(|baseline| compare(&baseline, &record));
        let told = Told {
            record: &record,
            book,
            comparison: comparison.as_ref(),
            history: &[],
        };
        // The record is there already.
        let page = write_reports(&self.directory, &told, |name| name != FORMATS[0].name)?;
        environment.print(&format!("Report: {}\n", page.display()))?;
        Ok(Exit::Conforms)
    }
}

/// Writes the reports of the wanted names, and what changed since a baseline. Returns the one to look at first: the page,
/// else the first of them.
pub(super) fn write_reports(folder: &Path, told: &Told<'_>, wanted: impl Fn(&str) -> bool) -> Result<PathBuf, Error> {
    if let Some(changes) = told.comparison {
        for (file, text) in COMPARISONS
            .iter()
            .zip([json::write(changes)?, comparison::markdown(changes)])
        {
            write_file(folder, file, &text)?;
        }
    }
    let mut look_at = PathBuf::new();
    for (place, format) in FORMATS.iter().filter(|format| wanted(format.name)).enumerate() {
        let path = write_file(folder, format.file, &(format.write)(told)?)?;
        if place == 0 || format.file == PAGE {
            look_at = path;
        }
    }
    Ok(look_at)
}
