//! How long a call is fresh: the time window, and what becomes of nonces.

use std::collections::BTreeSet;

use super::super::Reason;
use crate::wire::Operation;

/// The time window (GW-05), in milliseconds.
#[derive(Clone, Debug)]
pub struct Window {
    /// How far a timestamp may be in the past.
    pub past: i64,
    /// How far it may be in the future.
    pub future: i64,
    /// Other times that pass.
    pub also: Vec<OtherTime>,
}

/// A time that is not in the window and passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherTime {
    /// The right time in a zone so many hours ahead.
    Zone(i64),
    /// The right time of any hour.
    AnyHour,
    /// The right time of any day.
    AnyDay,
    /// The right time in seconds.
    Seconds,
    /// Zero.
    Zero,
}

/// How nonces are checked.
#[derive(Clone, Debug)]
pub struct NoncePolicy {
    /// Among which calls a nonce must be unique.
    pub scope: NonceScope,
    /// Whether upper and lower case are equal (GW-25).
    pub ignore_case: bool,
    /// For how long a nonce is remembered, in milliseconds.
    pub remembered: i64,
    /// How many are remembered at most.
    pub capacity: usize,
    /// Operations whose nonces are not recorded.
    pub unrecorded: Vec<Operation>,
    /// Refusals that use up the nonce of the call (GW-14).
    pub spent_by: BTreeSet<Reason>,
    /// How far the timestamps of two calls may differ for their nonces to be compared, if that matters.
    pub within: Option<i64>,
    /// How many characters of a nonce are compared, if not all.
    pub compared: Option<usize>,
    /// Whether an exact repetition of a call is accepted.
    pub repeats_taken: bool,
}

/// Among which calls a nonce must be unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NonceScope {
    /// Those of one application.
    Application,
    /// Those of one application and one operation.
    Operation,
    /// Those of one application and one timestamp.
    Timestamp,
    /// Those of one application with one signature.
    Signature,
}
