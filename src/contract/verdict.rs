//! What a finding is, how a scenario ends, and the one fold that makes verdicts of both.
//!
//! **A rule fails if and only if a finding names it.** Everything else follows from how the scenarios that are evidence
//! for the rule ended: one that was stopped before its end leaves the rule *blocked*, one that did not run leaves it
//! *partly tested*, and a rule *holds* only when every scenario of it ran to its end and none named it.

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
    /// The first stage of the trace that is wrong.
    pub stage: Stage,
    /// Index of the exchange that shows it, within its scenario.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange: Option<usize>,
}

/// A stage of the trace: the stations of a call, in the order in which they come about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
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
pub enum ScenarioOutcome {
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
    /// The vendor refuses the control as well: it looks at something else than what is tested, which the pages leave open.
    /// Another form of the value may show what this one does not.
    NotJudged {
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
    /// It was selected, and the run ended before it began.
    NotRun {
        /// Why, in one sentence.
        why: String,
    },
}

impl ScenarioOutcome {
    /// True where the scenario began, however it ended.
    pub const fn ran(&self) -> bool {
        !matches!(self, Self::NotRun { .. })
    }
}

/// What a run says of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Every scenario of the rule ran to its end and no finding names it.
    Holds,
    /// A finding names the rule.
    Fails,
    /// Some scenario was stopped before its end, and no finding names the rule.
    Blocked,
    /// An open rule: which reading the vendor follows was recorded.
    Observed,
    /// Some of its scenarios ran to their end and found nothing; others were not selected, did not run, or could not be
    /// judged in any form of the value.
    PartlyTested,
    /// No scenario ran: not selected, not applicable here, or not provokable from outside.
    Untested,
}

impl Verdict {
    /// Every verdict, good news first.
    pub const ALL: [Self; 6] = [
        Self::Holds,
        Self::Fails,
        Self::Blocked,
        Self::Observed,
        Self::PartlyTested,
        Self::Untested,
    ];

    /// The verdict's name, as it is written in records and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Fails => "fails",
            Self::Blocked => "blocked",
            Self::Observed => "observed",
            Self::PartlyTested => "partly-tested",
            Self::Untested => "untested",
        }
    }

    /// The one fold: from the endings of the scenarios that are evidence for a rule, and whether any finding of the
    /// run names it, to its verdict. `complete` is false where further scenarios of the rule are not among them.
    pub fn of<'a>(
        level: Level,
        named: bool,
        complete: bool,
        evidence: impl IntoIterator<Item = &'a ScenarioOutcome>,
    ) -> Self {
        if named {
            return Self::Fails;
        }
        let (mut completed, mut complete) = (false, complete);
        for ending in evidence {
            match ending {
                ScenarioOutcome::Completed => completed = true,
                ScenarioOutcome::Inapplicable { .. } => {}
                ScenarioOutcome::NotRun { .. } | ScenarioOutcome::NotJudged { .. } => complete = false,
                ScenarioOutcome::Blocked { .. } | ScenarioOutcome::Error { .. } => return Self::Blocked,
            }
        }
        match (completed, complete, level) {
            (false, ..) => Self::Untested,
            (true, false, _) => Self::PartlyTested,
            (true, true, Level::Open) => Self::Observed,
            (true, true, Level::Must | Level::Should) => Self::Holds,
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const DONE: ScenarioOutcome = ScenarioOutcome::Completed;
    const BLOCKED: ScenarioOutcome = ScenarioOutcome::Blocked { why: String::new() };
    const INAPPLICABLE: ScenarioOutcome = ScenarioOutcome::Inapplicable { why: String::new() };
    const NOT_RUN: ScenarioOutcome = ScenarioOutcome::NotRun { why: String::new() };
    const NOT_JUDGED: ScenarioOutcome = ScenarioOutcome::NotJudged { why: String::new() };

    #[rstest]
    #[case::named(Level::Must, true, true, &[], Verdict::Fails)]
    #[case::named_and_blocked(Level::Must, true, false, &[BLOCKED], Verdict::Fails)]
    #[case::all_ran(Level::Must, false, true, &[DONE, DONE], Verdict::Holds)]
    #[case::all_observed(Level::Open, false, true, &[DONE], Verdict::Observed)]
    #[case::one_blocked(Level::Must, false, true, &[DONE, BLOCKED], Verdict::Blocked)]
    #[case::one_blocked_and_others_left_out(Level::Must, false, false, &[DONE, BLOCKED], Verdict::Blocked)]
    #[case::others_not_selected(Level::Must, false, false, &[DONE], Verdict::PartlyTested)]
    #[case::others_not_run(Level::Should, false, true, &[DONE, NOT_RUN], Verdict::PartlyTested)]
    #[case::others_not_judged(Level::Must, false, true, &[DONE, NOT_JUDGED], Verdict::PartlyTested)]
    #[case::none_judged(Level::Must, false, true, &[NOT_JUDGED], Verdict::Untested)]
    #[case::seen_in_part(Level::Open, false, false, &[DONE], Verdict::PartlyTested)]
    #[case::none(Level::Should, false, true, &[], Verdict::Untested)]
    #[case::none_began(Level::Should, false, true, &[NOT_RUN], Verdict::Untested)]
    #[case::nothing_to_say(Level::Should, false, true, &[INAPPLICABLE], Verdict::Untested)]
    #[case::nothing_to_say_in_one(Level::Should, false, true, &[INAPPLICABLE, DONE], Verdict::Holds)]
    fn one_fold_makes_the_verdict(
        #[case] level: Level,
        #[case] named: bool,
        #[case] complete: bool,
        #[case] evidence: &[ScenarioOutcome],
        #[case] verdict: Verdict,
    ) {
        assert_eq!(Verdict::of(level, named, complete, evidence), verdict);
    }
}
