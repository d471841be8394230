//! The options that narrow a run.

use clap::Args;

use crate::contract::Contract;
use crate::error::Error;
use crate::run::Selection;

/// Which scenarios run: those that satisfy every option.
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
}

impl SelectionArgs {
    /// The selection.
    ///
    /// # Errors
    /// [`Error::Config`] if an option cannot be read.
    pub(super) fn read(&self, contract: &Contract) -> Result<Selection, Error> {
        let selection = Selection::new(contract, self.tags.as_deref(), self.name.as_deref())?;
        Ok(if self.quick { selection.quick() } else { selection })
    }

    /// True where nothing is narrowed.
    pub(super) fn is_everything(&self) -> bool {
        self.tags.is_none() && self.name.is_none() && !self.quick
    }
}
