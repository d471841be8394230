//! What a finding is, how a scenario ends, and the one fold that makes verdicts of both.
//!
//! **A rule fails if and only if a finding names it.** Everything else follows from how the scenarios that are evidence
//! for the rule ended: one that was stopped before its end leaves the rule *blocked*, and a rule *holds* only when every
//! selected scenario ran to its end and none named it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Level, RuleId};

/// A deviation of the vendor from its documentation.
///
/// It is never a fault of ours or of the network: those are [`Error`](crate::error::Error)s.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule that is broken.
    pub rule: RuleId,
    /// Where in the answer, as a JSON pointer, with the vendor's own spelling of names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// What the documentation leads one to expect, in words.
    pub expected: String,
    /// What was seen: a JSON value where there is one, so that masking can go by field, else words.
    pub actual: Value,
    /// The first rung of the evidence ladder that is wrong.
    pub rung: Rung,
    /// Index of the exchange that shows it, within its scenario.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange: Option<usize>,
}

/// A rung of the evidence ladder: the stations of a call, in the order in which they come about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rung {
    /// The values handed to the call.
    PlainParameters,
    /// The text that the signature covers.
    SignedText,
    /// The signature.
    Signature,
    /// The user list before encryption.
    PlainList,
    /// The user list as it went over the wire.
    CipherText,
    /// The body as sent.
    BodySent,
    /// Status and headers of the answer.
    AnswerHeaders,
    /// The body of the answer, as text.
    AnswerBody,
    /// What the answer says.
    Answer,
}

/// How a scenario came to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Ending {
    /// Every step was taken; findings may have been recorded on the way.
    Completed,
    /// A precondition was not granted, so that nothing can be said of the rule.
    Blocked {
        /// Why, in one sentence.
        why: String,
    },
    /// The vendor follows a reading under which the scenario has nothing to say. No evidence either way.
    Inapplicable {
        /// Why, in one sentence.
        why: String,
    },
    /// The harness or the network failed, not the vendor.
    Error {
        /// What went wrong, with its causes.
        why: String,
        /// True where the target could not be reached, false where the harness is at fault.
        unreachable: bool,
    },
}

/// What a run says of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Every selected scenario ran to its end and no finding names the rule.
    Holds,
    /// A finding names the rule.
    Fails,
    /// Some scenario was stopped before its end, and no finding names the rule.
    Blocked,
    /// An open rule: which reading the vendor follows was recorded.
    Observed,
    /// No scenario ran: not selected, not applicable here, or not provokable from outside.
    Untested,
}

impl Verdict {
    /// Every verdict, good news first.
    pub const ALL: [Self; 5] = [Self::Holds, Self::Fails, Self::Blocked, Self::Observed, Self::Untested];

    /// The verdict's name, as it is written in records and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Fails => "fails",
            Self::Blocked => "blocked",
            Self::Observed => "observed",
            Self::Untested => "untested",
        }
    }

    /// The one fold: from the endings of the scenarios that are evidence for a rule, and whether any finding of the
    /// run names it, to its verdict.
    pub fn of<'a>(level: Level, named: bool, evidence: impl IntoIterator<Item = &'a Ending>) -> Self {
        if named {
            return Self::Fails;
        }
        let mut completed = false;
        for ending in evidence {
            match ending {
                Ending::Completed => completed = true,
                Ending::Inapplicable { .. } => {}
                Ending::Blocked { .. } | Ending::Error { .. } => return Self::Blocked,
            }
        }
        match (completed, level) {
            (false, _) => Self::Untested,
            (true, Level::Open) => Self::Observed,
            (true, Level::Must | Level::Should) => Self::Holds,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocked() -> Ending {
        Ending::Blocked { why: String::new() }
    }

    fn inapplicable() -> Ending {
        Ending::Inapplicable { why: String::new() }
    }

    #[test]
    fn a_rule_fails_if_and_only_if_a_finding_names_it() {
        assert_eq!(Verdict::of(Level::Must, true, &[]), Verdict::Fails);
        assert_eq!(Verdict::of(Level::Must, true, &[blocked()]), Verdict::Fails);
        assert_eq!(Verdict::of(Level::Must, false, &[Ending::Completed]), Verdict::Holds);
        assert_eq!(Verdict::of(Level::Open, false, &[Ending::Completed]), Verdict::Observed);
    }

    #[test]
    fn one_stopped_scenario_blocks_and_no_scenario_tests_nothing() {
        assert_eq!(
            Verdict::of(Level::Must, false, &[Ending::Completed, blocked()]),
            Verdict::Blocked
        );
        assert_eq!(Verdict::of(Level::Should, false, &[]), Verdict::Untested);
        assert_eq!(Verdict::of(Level::Should, false, &[inapplicable()]), Verdict::Untested);
        assert_eq!(
            Verdict::of(Level::Should, false, &[inapplicable(), Ending::Completed]),
            Verdict::Holds
        );
    }
}
