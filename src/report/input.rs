//! What a format is made of.

use super::Language;
use crate::compare::Comparison;
use crate::compare::history::Line;
use crate::contract::Contract;
use crate::record::RunRecord;

/// The input of a format.
#[derive(Clone, Copy, Debug)]
pub struct ReportInput<'a> {
    /// The run.
    pub record: &'a RunRecord,
    /// The contract.
    pub contract: &'a Contract,
    /// What changed since a baseline, if one was given.
    pub comparison: Option<&'a Comparison>,
    /// The results of earlier runs, if a history was given.
    pub history: &'a [Line],
    /// The language of what is for people to read at once; the page has both.
    pub language: Language,
}
