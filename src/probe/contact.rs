//! What was learnt of one vendor.

use crate::error::Error;
use crate::wire::Vendor;

/// What was learnt of one vendor.
#[derive(Debug)]
pub struct Contact {
    /// The vendor.
    pub vendor: Vendor,
    /// The address that was called.
    pub address: String,
    /// The stages, in the order in which they were climbed.
    pub steps: Vec<ProbeStep>,
    /// Lines for the target file, from the header of their section on.
    pub lines: Vec<String>,
    /// Why the climb ended early, or what is left to find out.
    pub trouble: Option<Trouble>,
}

/// One stage: a question, what was tried to answer it, and what the answers mean.
#[derive(Debug)]
pub struct ProbeStep {
    /// The question.
    pub title: String,
    /// What was tried, and what the target said to it, masked.
    pub tries: Vec<(String, String)>,
    /// What that means.
    pub meaning: String,
}

/// What is in the way of a run against the target.
#[derive(Debug)]
pub enum Trouble {
    /// Something is wrong with the target file or on the way, or cannot be found out from outside.
    Error(Error),
    /// The target said yes to a call that it has to refuse. No further call was sent, since nobody knows what it does.
    Taken(String),
}
