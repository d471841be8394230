//! What changed from an old run to a new one, as data.

use serde::{Deserialize, Serialize};

use crate::contract::{Level, RuleId, Verdict};
use crate::record::RunVerdict;

/// The version of a comparison's form; the schema is `schemas/comparison.json`.
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
    /// Scenarios that are compared: those that ran to an end of their own in both.
    pub scenarios: usize,
    /// Scenarios that are not.
    pub not_compared: NotCompared,
    /// Rules of which the compared scenarios say something else now.
    pub rules: Vec<RuleChange>,
    /// Open questions to which the vendor now follows another reading.
    pub observations: Vec<ObservationChange>,
    /// Calls that are answered otherwise: outcome, HTTP status, messages, rows in error.
    pub answers: Vec<AnswerChange>,
    /// Fields of answers that appeared, vanished, or changed in type, nullness or length.
    pub shapes: Vec<ShapeChange>,
    /// Operations that became slower or faster. Reported, but no change of the vendor: the network has its part in it.
    pub latency: Vec<LatencyChange>,
}

/// What identifies one of the two runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// The target's name.
    pub target: String,
    /// When the run began, RFC 3339.
    pub started: String,
    /// What decided drawn values and order.
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
    /// They broke in one of the runs, which says nothing of the vendor.
    pub broken: Vec<String>,
}

/// A rule that turned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleChange {
    /// The rule.
    pub rule: RuleId,
    /// How binding it is.
    pub level: Level,
    /// The rule in one line.
    pub title: String,
    /// What the compared scenarios said of it.
    pub from: Verdict,
    /// What they say of it now.
    pub to: Verdict,
    /// The scenarios that make the difference, by id.
    pub scenarios: Vec<String>,
}

/// An observation that changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ObservationChange {
    /// The question, such as `GW-13.status`.
    pub question: String,
    /// The reading that was followed.
    pub from: String,
    /// The reading that is followed now.
    pub to: String,
    /// The scenarios that saw it, by id.
    pub scenarios: Vec<String>,
}

/// Calls that are answered otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnswerChange {
    /// What of the answer changed.
    pub what: ChangedPart,
    /// What it was. In a message, `…` stands for values that the call or the answer carried.
    pub from: String,
    /// What it is now.
    pub to: String,
    /// The kinds of answers, as the old run had them, in which it changed so: `user.save refused 401001`.
    pub kinds: Vec<String>,
    /// How many calls.
    pub calls: usize,
    /// The scenarios that made them, by id.
    pub scenarios: Vec<String>,
}

/// What of an answer changed. A call with another outcome is told by that alone.
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
    /// What a row in error is blamed for.
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
    /// The kinds of answers in which it changed so: `user.save accepted`.
    pub kinds: Vec<String>,
}

/// An operation that became slower or faster by more than either run varies in itself.
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
    /// True where the vendor changed. Latency alone is no change.
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
