//! `fuhe merge`: runs of parts of the contract, as shards of a CI job are, told and judged as one.

use std::path::PathBuf;

use clap::Args;

use super::report::{pointer, write_reports};
use super::report_dir::REPORT_DIR;
use super::report_dir::ReportDir;
use super::{Environment, Exit};
use crate::contract::Contract;
use crate::error::Error;
use crate::record::merge;
use crate::report::{ReportInput, console, json};
use crate::text::shell_quoted;

/// Options of `fuhe merge`.
#[derive(Debug, Args)]
pub(super) struct Merge {
    /// The records of the runs: the report.json of each
    #[arg(value_name = "RUN.json", required = true, num_args = 2..)]
    records: Vec<PathBuf>,
    /// Where the reports go
    #[arg(long, value_name = "DIR", default_value = REPORT_DIR)]
    report_dir: PathBuf,
}

impl Merge {
    /// Merges, writes every report, and says how it went.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
        let names: Vec<String> = self.records.iter().map(|path| path.display().to_string()).collect();
        let mut parts = Vec::new();
        for (path, name) in self.records.iter().zip(&names) {
            parts.push((name.clone(), json::read(path)?));
        }
        let quoted: Vec<String> = names.iter().map(|name| shell_quoted(name)).collect();
        let command = format!("fuhe merge {}", quoted.join(" "));
        let contract = Contract::embedded();
        let record = merge(contract, parts, command, environment.clock.today())?;
        let told = ReportInput {
            record: &record,
            contract,
            comparison: None,
            history: &[],
        };
        let directory = ReportDir::for_run(&self.report_dir, |_| true, false)?;
        environment.print(&console::text(&record, contract, environment.colour))?;
        write_reports(&directory, &told).map_err(Error::of_keeping)?;
        environment.print(&pointer(&directory))?;
        Ok(Exit::of_verdict(record.run.verdict))
    }
}
