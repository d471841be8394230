//! `fuhe report`: the reports of an earlier run again, from its record.

use std::path::PathBuf;

use clap::Args;

use super::baseline::Baseline;
use super::language_arg::LanguageArg;
use super::report_dir::REPORT_DIR;
use super::report_dir::{COMPARISONS, LinkedPage, ReportDir};
use super::{Environment, Exit};
use crate::compare::compare;
use crate::contract::Contract;
use crate::error::Error;
use crate::report::{FORMATS, Language, ReportInput, comparison, html, json};

/// Options of `fuhe report`.
#[derive(Debug, Args)]
pub(super) struct Report {
    /// The record of the run: the report.json that `fuhe check` wrote
    #[arg(value_name = "RUN.json")]
    record: PathBuf,
    /// Where the reports go
    #[arg(long = "report-dir", value_name = "DIR", default_value = REPORT_DIR)]
    directory: PathBuf,
    #[command(flatten)]
    page: LinkedPage,
    #[command(flatten)]
    baseline: Baseline,
    #[command(flatten)]
    language: LanguageArg,
}

impl Report {
    /// Writes the reports, and prints where to look first.
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
        let baseline = self.baseline.read()?;
        let comparison = baseline.map(|baseline| compare(&baseline, &record));
        let input = ReportInput {
            record: &record,
            contract,
            comparison: comparison.as_ref(),
            history: &[],
            language: self.language.language(environment),
        };
        // The record is there already.
        let wanted = |name: &str| name != FORMATS[0].name;
        let directory = ReportDir::for_run(&self.directory, wanted, self.page, comparison.is_some())?;
        write_reports(&directory, &input)?;
        environment.print(&pointer(&directory, input.language))?;
        Ok(Exit::Conforms)
    }
}

/// Writes the reports of this directory, and what changed since a baseline. They appear together: if one cannot be
/// written, those of the earlier run stay.
pub(super) fn write_reports(directory: &ReportDir, input: &ReportInput<'_>) -> Result<(), Error> {
    let mut new = directory.begin()?;
    for format in FORMATS.iter().filter(|format| directory.awaits(format.file)) {
        let write = if format.file == html::PAGE && directory.awaits(html::LINKED[0].0) {
            html::write_linked
        } else {
            format.write
        };
        new.add(format.file, &write(input)?)?;
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

/// Where to look first, once the reports are there.
pub(super) fn pointer(directory: &ReportDir, language: Language) -> String {
    format!("{}\n", language.report_at(&directory.look_at()))
}
