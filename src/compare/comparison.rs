//! What changed from an old run to a new one, as data.

use serde::{Deserialize, Serialize};

use crate::contract::{Level, RuleId, Verdict};
use crate::record::RunVerdict;

/// The version of a comparison's format; the schema is `schemas/comparison.json`.
pub const FORMAT: &str = "fuhe-comparison/1";

/// What changed from an old run to a new one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// [`FORMAT`].
    pub format: String,
    /// The run that is compared with.
    pub old: Side,
    /// The run that is compared.
    pub new: Side,
    /// Scenarios that are compared: those that ran to their own end in both.
    pub scenarios: usize,
    /// Scenarios that are not.
    pub not_compared: NotCompared,
    /// Rules whose verdict changed in the compared scenarios.
    pub rules: Vec<RuleChange>,
    /// Open questions for which the vendor now follows another interpretation.
    pub observations: Vec<ObservationChange>,
    /// Calls that are answered differently: outcome, HTTP status, messages, rows in error.
    pub answers: Vec<AnswerChange>,
    /// Fields of answers that appeared, vanished, or changed in type, nullness or length.
    pub shapes: Vec<ShapeChange>,
    /// Operations that became slower or faster. Reported, but not a change of the vendor: the network is part of it.
    pub latency: Vec<LatencyChange>,
}

/// What identifies one of the two runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// The target's name.
    pub target: String,
    /// When the run began, RFC 3339.
    pub started: String,
    /// The seed of drawn values and order.
    pub seed: u64,
    /// The digest of the contract that judged.
    pub contract: String,
    /// The verdict on the vendor.
    pub verdict: RunVerdict,
}

/// Scenarios that are not compared, by id.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NotCompared {
    /// They ran in the old run only.
    pub only_old: Vec<String>,
    /// They ran in the new run only.
    pub only_new: Vec<String>,
    /// They were broken off by an error in one of the runs, which says nothing of the vendor.
    pub broken: Vec<String>,
}

/// A rule whose verdict changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleChange {
    /// The rule.
    pub rule: RuleId,
    /// How binding it is.
    pub level: Level,
    /// The rule in one line.
    pub title: String,
    /// The old verdict of the compared scenarios.
    pub from: Verdict,
    /// The new verdict.
    pub to: Verdict,
    /// The scenarios that make the difference, by id.
    pub scenarios: Vec<String>,
}

/// An observation that changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ObservationChange {
    /// The question, such as `GW-13.status`.
    pub question: String,
    /// The interpretation that was followed.
    pub from: String,
    /// The interpretation that is followed now.
    pub to: String,
    /// The scenarios that saw it, by id.
    pub scenarios: Vec<String>,
}

/// Calls that are answered differently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnswerChange {
    /// The part of the answer that changed.
    pub what: ChangedPart,
    /// What it was. In a message, `…` stands for values that the call or the answer contained.
    pub from: String,
    /// What it is now.
    pub to: String,
    /// The kinds of answers, as in the old run, in which it changed like this: `user.save refused 401001`.
    pub kinds: Vec<String>,
    /// How many calls.
    pub calls: usize,
    /// The scenarios that made them, by id.
    pub scenarios: Vec<String>,
}

/// The part of an answer that changed. A call with another outcome is listed only with its outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangedPart {
    /// Whether it was accepted, or the code it was refused with.
    Outcome,
    /// The HTTP status.
    Status,
    /// The message.
    Message,
    /// The number of rows in error.
    Rows,
    /// The cause of a row in error.
    Cause,
}

/// A place in answers that changed its shape.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShapeChange {
    /// The place: `/data/app/app_id`, `/result/*/cause`.
    pub path: String,
    /// Types, nullness and lengths that were seen there.
    pub from: String,
    /// Those that are seen there now.
    pub to: String,
    /// The kinds of answers in which it changed like this: `user.save accepted`.
    pub kinds: Vec<String>,
}

/// An operation that became slower or faster by more than each run varies in itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LatencyChange {
    /// The operation.
    pub operation: String,
    /// How many calls are compared.
    pub calls: usize,
    /// The median of the old run, in microseconds.
    pub from_us: u64,
    /// The median of the new run, in microseconds.
    pub to_us: u64,
}

impl Comparison {
    /// True if the vendor changed. Latency alone is not a change.
    pub fn has_changes(&self) -> bool {
        self.counts() != [0; 4]
    }

    /// How many rules, open questions, answers and shapes changed.
    pub fn counts(&self) -> [usize; 4] {
        [
            self.rules.len(),
            self.observations.len(),
            self.answers.len(),
            self.shapes.len(),
        ]
    }
}
