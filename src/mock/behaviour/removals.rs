//! How accounts are removed (BD).

use super::{CompanyCheck, Reason};

/// What becomes of a removal.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a policy of its own, and all combine"
)]
pub struct Removals {
    /// What becomes of accounts that nobody has (BD-07).
    pub unknown: UnknownRemoval,
    /// Whether the others of a request with such an account are removed (BD-07).
    pub removes_others: bool,
    /// Whether an account that is named twice counts as one (BD-07).
    pub takes_doubles: bool,
    /// Whether spaces around commas are dropped (BD-07).
    pub trims: bool,
    /// What stands between two accounts (BD-02).
    pub separator: char,
    /// How many accounts of a request are removed (BD-02).
    pub most: usize,
    /// Lists of more accounts are refused (BD-02).
    pub refused_beyond: Option<usize>,
    /// A longer list is cut to so many characters (BD-06).
    pub cuts_at: Option<usize>,
    /// Whether all accounts of the client are removed with those of the list (BD-02).
    pub removes_all: bool,
    /// Whether disabled accounts are left where they are (BD-04).
    pub skips_disabled: bool,
    /// Which `companyId` is accepted, where it is not that of the other operations (BD-05).
    pub companies: Option<CompanyCheck>,
    /// Whether every entry has the row number 1 (BD-03).
    pub counts_no_rows: bool,
    /// Whether every entry has the first account of the list (BD-03).
    pub names_the_first: bool,
    /// What a removed account is afterwards (BD-04).
    pub after: AfterRemoval,
    /// Refusals that remove all the same (BD-05, BD-06).
    pub done_despite: Vec<Reason>,
}

/// What becomes of accounts that nobody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownRemoval {
    /// The request is refused, with an entry for each.
    Listed,
    /// They are passed over.
    Ignored,
}

/// What a removed account is afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterRemoval {
    /// Gone, as if it had never been.
    Gone,
    /// There as before.
    Kept,
    /// There, and disabled.
    Disabled,
    /// Gone, but its name cannot be given again.
    NameTaken,
    /// Gone, and so is whatever is created under its name later.
    Buried,
}

impl Default for Removals {
    fn default() -> Self {
        Self {
            unknown: UnknownRemoval::Listed,
            removes_others: true,
            takes_doubles: false,
            trims: true,
            separator: ',',
            most: usize::MAX,
            refused_beyond: None,
            cuts_at: None,
            removes_all: false,
            skips_disabled: false,
            companies: None,
            counts_no_rows: false,
            names_the_first: false,
            after: AfterRemoval::Gone,
            done_despite: Vec::new(),
        }
    }
}
