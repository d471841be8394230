//! What a format is made of.

use crate::compare::Comparison;
use crate::compare::history::Line;
use crate::contract::Contract;
use crate::record::RunRecord;

/// What a format is made of.
#[derive(Clone, Copy, Debug)]
pub struct ReportInput<'a> {
    /// The run.
    pub record: &'a RunRecord,
    /// The contract.
    pub contract: &'a Contract,
    /// What changed since a baseline, where one was given.
    pub comparison: Option<&'a Comparison>,
    /// What runs before this one said, where a history was given.
    pub history: &'a [Line],
}
