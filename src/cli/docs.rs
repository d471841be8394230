//! `fuhe docs`: the contract as a page, without a run.

use std::path::PathBuf;

use clap::Args;

use super::report_dir::REPORT_DIR;
use super::report_dir::{DOCS, ReportDir};
use super::{Environment, Exit};
use crate::contract::Contract;
use crate::docs::{OPENAPI, openapi};
use crate::error::Error;
use crate::report::html;

/// Options of `fuhe docs`.
#[derive(Debug, Args)]
pub(super) struct Docs {
    /// The directory of the page, docs.html
    #[arg(long, value_name = "DIR", default_value = REPORT_DIR)]
    report_dir: PathBuf,
    /// Also write openapi.json: the operations as OpenAPI 3.1, with the JSON Schemas of their messages
    #[arg(long)]
    openapi: bool,
}

impl Docs {
    /// Writes the page, and prints where it is.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
        // Its file name differs from that of a run's page, so that the page of the latest run stays beside its record.
        let files: &[_] = if self.openapi { &[DOCS, OPENAPI] } else { &[DOCS] };
        let directory = ReportDir::prepare(&self.report_dir, files.iter().copied())?;
        let page = directory.write(DOCS, &html::documentation(Contract::embedded())?)?;
        environment.print(&format!("Documentation: {}\n", page.display()))?;
        if self.openapi {
            let document = openapi(Contract::embedded());
            let file = directory.write(OPENAPI, &format!("{document:#}\n"))?;
            environment.print(&format!("OpenAPI: {}\n", file.display()))?;
        }
        Ok(Exit::Conforms)
    }
}
