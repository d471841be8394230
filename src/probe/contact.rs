//! What was learnt of one vendor.

use crate::config::FileLine;
use crate::error::Error;
use crate::wire::Vendor;

/// What was found about one vendor.
#[derive(Debug)]
pub struct Contact {
    /// The vendor.
    pub vendor: Vendor,
    /// The address that was called.
    pub address: String,
    /// The stages, in the order in which they were probed.
    pub steps: Vec<ProbeStep>,
    /// The section of the target file for what was found.
    pub section: &'static str,
    /// The lines of that section.
    pub lines: Vec<FileLine>,
    /// Why the probe ended early, or what is still unknown.
    pub trouble: Option<Trouble>,
}

/// One stage: a question, what was tried to answer it, and what the answers mean.
#[derive(Debug)]
pub struct ProbeStep {
    /// The question.
    pub title: String,
    /// What was tried, and how the target answered, masked.
    pub tries: Vec<(String, String)>,
    /// What that means.
    pub meaning: String,
}

/// What prevents a run against the target.
#[derive(Debug)]
pub enum Trouble {
    /// Something is wrong with the target file or on the way, or cannot be found out from outside.
    Error(Error),
    /// The target accepted a call that it must refuse. No further call was sent, since its effect is not known.
    Accepted(String),
}
