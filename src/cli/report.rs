//! `fuhe report`: the reports of an earlier run again, from its record.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Environment, Exit, write_file};
use crate::contract::Book;
use crate::error::Error;
use crate::record::RunRecord;
use crate::report::html::PAGE;
use crate::report::{FORMATS, json};

/// Options of `fuhe report`.
#[derive(Debug, Args)]
pub struct Report {
    /// The record of the run: the report.json that `fuhe check` wrote
    #[arg(value_name = "RUN.json")]
    record: PathBuf,
    /// Where the reports go
    #[arg(long, value_name = "DIR", default_value = "target/fuhe")]
    report_dir: PathBuf,
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
        // The record is there already.
        let page = write_reports(&self.report_dir, book, &record, |name| name != FORMATS[0].name)?;
        environment.print(&format!("Report: {}\n", page.display()))?;
        Ok(Exit::Conforms)
    }
}

/// Writes the reports of the wanted names, and returns the one to look at first: the page, else the first of them.
pub(super) fn write_reports(
    folder: &Path,
    book: &Book,
    record: &RunRecord,
    wanted: impl Fn(&str) -> bool,
) -> Result<PathBuf, Error> {
    let mut look_at = PathBuf::new();
    for (place, format) in FORMATS.iter().filter(|format| wanted(format.name)).enumerate() {
        let path = write_file(folder, format.file, &(format.write)(record, book)?)?;
        if place == 0 || format.file == PAGE {
            look_at = path;
        }
    }
    Ok(look_at)
}
