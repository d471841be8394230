//! The options that narrow a run.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Environment;
use crate::contract::Contract;
use crate::error::Error;
use crate::report::{FORMATS, json};
use crate::run::{Repeatable, Selection, Shard};
use crate::text::shell_quoted;

/// Which scenarios run: those that satisfy every option.
#[allow(clippy::option_option, reason = "an option with a value, without one, or not given")]
#[derive(Debug, Args)]
pub(super) struct SelectionArgs {
    /// Only scenarios whose tags satisfy this expression, such as "@must and not @butler"
    #[arg(long, short = 't', value_name = "EXPR")]
    pub(super) tags: Option<String>,
    /// Only scenarios whose id (BS-25/…) matches this regular expression
    #[arg(long, short = 'n', value_name = "REGEX")]
    pub(super) name: Option<String>,
    /// Only the first scenario of each rule: a smoke test
    #[arg(long)]
    quick: bool,
    /// Only scenarios that deviated, could not be judged or did not run in this run record; without one, in the last
    /// report
    #[arg(long, value_name = "REPORT", num_args = 0..=1, require_equals = true)]
    rerun_failed: Option<Option<PathBuf>>,
    /// Only one part of N, such as 1/4: the same scenarios in every run; `fuhe merge` joins the reports
    #[arg(long, value_name = "K/N")]
    shard: Option<Shard>,
}

impl SelectionArgs {
    /// The selection; the last report is in this folder.
    ///
    /// # Errors
    /// [`Error::Config`] if an option cannot be read.
    pub(super) fn read(&self, contract: &Contract, report_dir: &Path) -> Result<Selection, Error> {
        let mut selection = Selection::new(contract, self.tags.as_deref(), self.name.as_deref())?;
        if self.quick {
            selection = selection.quick();
        }
        if let Some((file, repeatable)) = self.repeatable(contract, report_dir)? {
            let option = format!("--rerun-failed={}", shell_quoted(&file.to_string_lossy()));
            selection = selection.only(repeatable.scenarios, option);
        }
        if let Some(shard) = self.shard {
            selection = selection.shard(shard);
        }
        Ok(selection)
    }

    /// True where nothing is narrowed.
    pub(super) fn is_everything(&self) -> bool {
        self.tags.is_none() && self.name.is_none() && !self.quick && self.rerun_failed.is_none() && self.shard.is_none()
    }

    /// True if a run is to be repeated of which nothing has to be; and notes what cannot be.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub(super) fn has_nothing_to_repeat(
        &self,
        report_dir: &Path,
        environment: &mut Environment,
    ) -> Result<bool, Error> {
        let Some((file, repeatable)) = self.repeatable(Contract::embedded(), report_dir)? else {
            return Ok(false);
        };
        for left_out in repeatable.left_out {
            environment.note(&format!("note: {left_out}"));
        }
        if repeatable.scenarios.is_empty() {
            environment.note(&format!(
                "{}: no scenario that can be run by itself deviated, could not be judged or did not run, so nothing is \
                 run again",
                file.display()
            ));
        }
        Ok(repeatable.scenarios.is_empty())
    }

    fn repeatable(&self, contract: &Contract, report_dir: &Path) -> Result<Option<(PathBuf, Repeatable)>, Error> {
        let Some(file) = &self.rerun_failed else {
            return Ok(None);
        };
        let file = file.clone().unwrap_or_else(|| report_dir.join(FORMATS[0].file));
        let record = json::read(&file).map_err(|e| Error::Config(format!("--rerun-failed: {e}")))?;
        Ok(Some((file, Repeatable::of(contract, &record))))
    }
}
