//! The record of a run.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::scenario::ScenarioRecord;
use crate::contract::{Level, RuleId, Verdict, Waiver, WaiverState};
use crate::wire::Operation;

/// The version of the record's format; the schema is `schemas/run-record.json`.
pub const FORMAT: &str = "fuhe-run/2";

/// One complete run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RunRecord {
    /// [`FORMAT`], so that a reader knows the version.
    pub format: String,
    /// The run as a whole.
    pub run: RunSummary,
    /// Every rule of the contract, in its order, with its verdict.
    pub rules: Vec<RuleRecord>,
    /// The target's waivers, in the order of its file, each with its state after the run.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<WaiverRecord>,
    /// What was seen where the documentation does not specify something: rule, question, interpretation.
    pub observations: BTreeMap<RuleId, BTreeMap<String, Value>>,
    /// The scenarios that were selected, in the order of the contract; those that did not run give the reason as their
    /// ending.
    pub scenarios: Vec<ScenarioRecord>,
}

impl RunRecord {
    /// The waiver that excuses findings of this rule in this scenario, if one does.
    pub fn excuse(&self, rule: RuleId, scenario: &str) -> Option<&WaiverRecord> {
        self.waivers.iter().find(|record| record.excuses(rule, scenario))
    }

    /// True if a rule fails and every finding that names it is excused.
    pub fn is_waived(&self, rule: RuleId) -> bool {
        let mut naming = self.scenarios.iter().filter(|s| s.names(rule)).peekable();
        naming.peek().is_some() && naming.all(|scenario| self.excuse(rule, &scenario.id).is_some())
    }

    /// The scenarios that ran.
    pub fn ran(&self) -> impl Iterator<Item = &ScenarioRecord> {
        self.scenarios.iter().filter(|scenario| scenario.ending.ran())
    }

    /// True if a rule is blocked and waivers accept that for every scenario that was stopped.
    pub fn is_accepted_unjudged(&self, rule: RuleId) -> bool {
        let mut stopped = self
            .scenarios
            .iter()
            .filter(|scenario| scenario.is_evidence_for(rule) && scenario.was_stopped())
            .peekable();
        stopped.peek().is_some()
            && stopped.all(|scenario| {
                let mut accepting = self.waivers.iter().filter(|record| record.accepts_unjudged());
                accepting.any(|record| record.waiver.covers(rule, &scenario.id))
            })
    }

    /// The rules of the levels that count which could not be judged, unless a waiver accepts that.
    pub fn unjudged(&self) -> impl Iterator<Item = &RuleRecord> {
        let binding = |rule: &&RuleRecord| rule.level.binds(self.run.strict);
        let blocked = self.rules.iter().filter(|rule| rule.verdict == Verdict::Blocked);
        blocked
            .filter(binding)
            .filter(|rule| !self.is_accepted_unjudged(rule.id))
    }

    /// The rules that can fail and do not, and of which a part could not be judged with any form of a value.
    pub fn judged_in_part(&self) -> impl Iterator<Item = (&RuleRecord, &str)> {
        let can_fail = |rule: &&RuleRecord| rule.level != Level::Open && rule.verdict != Verdict::Fails;
        let rules = self.rules.iter().filter(can_fail);
        rules.filter_map(|rule| Some((rule, rule.not_judged.as_deref()?)))
    }

    /// How many rules that can fail were judged, completely or in part.
    pub fn judged(&self) -> usize {
        let can_fail = |rule: &&RuleRecord| rule.level != Level::Open;
        let judged =
            |rule: &&RuleRecord| matches!(rule.verdict, Verdict::Holds | Verdict::Fails | Verdict::PartlyTested);
        self.rules.iter().filter(can_fail).filter(judged).count()
    }

    /// Number of rules of a level that fail and are not waived.
    pub fn failing(&self, level: Level) -> usize {
        self.rules
            .iter()
            .filter(|rule| rule.level == level && rule.verdict == Verdict::Fails && !self.is_waived(rule.id))
            .count()
    }
}

/// A waiver and its state after the run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WaiverRecord {
    /// The waiver, with the id of its scenario.
    #[serde(flatten)]
    pub waiver: Waiver,
    /// Its state.
    pub state: WaiverState,
}

impl WaiverRecord {
    /// True if it excuses findings of this rule in this scenario.
    pub fn excuses(&self, rule: RuleId, scenario: &str) -> bool {
        self.state == WaiverState::Waived && !self.waiver.not_judged && self.waiver.covers(rule, scenario)
    }

    /// True if it accepts that its rule is not judged.
    pub fn accepts_unjudged(&self) -> bool {
        self.state == WaiverState::Waived && self.waiver.not_judged
    }
}

/// The run as a whole.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RunSummary {
    /// The target's name.
    pub target: String,
    /// The target's addresses by vendor.
    pub addresses: BTreeMap<String, String>,
    /// True if fuhe's own embedded vendor was called, and no live one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub embedded: bool,
    /// What was selected of the contract; absent if it was everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection: Option<SelectionRecord>,
    /// The seed of drawn values and order.
    pub seed: u64,
    /// The source of identities and nonces.
    pub run_id: String,
    /// When the run began, RFC 3339.
    pub started: String,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
    /// The verdict on the vendor.
    pub verdict: RunVerdict,
    /// True if a failed *should* counts as a deviation.
    pub strict: bool,
    /// The command that was given, to which the repeating commands add their selection.
    pub command: String,
    /// The version of fuhe.
    pub fuhe: String,
    /// The digest of the contract that judged.
    pub contract: String,
    /// Numbers of everything.
    pub counts: Counts,
    /// The users that the run created and that still exist or were removed; absent if they end with the run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<LeftRecord>,
    /// What prevented fuhe from judging, if anything did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<String>,
}

/// What was selected of the contract.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectionRecord {
    /// What narrowed the run: options as they were given, and vendors that the target does not have.
    pub conditions: Vec<String>,
    /// Scenarios that were selected.
    pub selected: usize,
    /// Scenarios of the whole contract.
    pub of: usize,
}

/// The users that a run created.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct LeftRecord {
    /// Accounts of the courier that were removed.
    pub removed: usize,
    /// True if no account was to be removed.
    pub kept: bool,
    /// What remains by operation: accounts of the courier, and the numbers of the gateway's users, which it documents no way
    /// to remove.
    pub remaining: BTreeMap<Operation, Vec<String>>,
    /// Why accounts remain that should have been removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<String>,
}

/// The verdict of a run on the vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RunVerdict {
    /// No binding rule fails, except where this is waived.
    Conforms,
    /// Some binding rule fails, or a waiver must be removed.
    Deviates,
    /// No binding rule fails, but some could not be judged, or none that can fail was.
    Inconclusive,
    /// The harness or the network failed, so there is no final result.
    Incomplete,
    /// No scenario was selected.
    Empty,
}

impl RunVerdict {
    /// The verdict's name, as it is written in records and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Conforms => "conforms",
            Self::Deviates => "deviates",
            Self::Inconclusive => "inconclusive",
            Self::Incomplete => "incomplete",
            Self::Empty => "empty",
        }
    }
}

/// Numbers of everything.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Scenarios that ran.
    pub scenarios: usize,
    /// Scenarios that were selected and did not run, since the run stopped before them.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub skipped: usize,
    /// Further requests that were drawn from the schemas; absent if there are none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub explored: usize,
    /// Sequences of calls that were drawn and carried out; absent if there are none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub sequences: usize,
    /// Calls that were made for what was drawn; absent if there are none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub explored_calls: usize,
    /// Calls that were answered.
    pub calls: usize,
    /// Calls that were sent again: there was no connection, or they were turned away; absent if there are none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub retries: usize,
    /// How many calls began in a second after the target had turned some away; absent if it did not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slowed_to: Option<u32>,
    /// Findings.
    pub findings: usize,
    /// Rules by level and verdict.
    pub rules: BTreeMap<Level, BTreeMap<Verdict, usize>>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// What was drawn from the schemas and judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Explored {
    /// Single requests.
    pub requests: usize,
    /// Sequences of calls.
    pub sequences: usize,
    /// Calls made for both.
    pub calls: usize,
}

impl std::ops::AddAssign for Explored {
    fn add_assign(&mut self, other: Self) {
        self.requests += other.requests;
        self.sequences += other.sequences;
        self.calls += other.calls;
    }
}

impl Counts {
    /// What was drawn from the schemas.
    pub const fn drawn(&self) -> Explored {
        Explored {
            requests: self.explored,
            sequences: self.sequences,
            calls: self.explored_calls,
        }
    }

    /// Number of rules of a level with a verdict.
    pub fn of(&self, level: Level, verdict: Verdict) -> usize {
        self.rules
            .get(&level)
            .and_then(|verdicts| verdicts.get(&verdict))
            .copied()
            .unwrap_or(0)
    }
}

/// A rule and its result.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RuleRecord {
    /// The id.
    pub id: RuleId,
    /// How binding it is.
    pub level: Level,
    /// The rule in one line.
    pub title: String,
    /// Its verdict.
    pub verdict: Verdict,
    /// Why a part of it could not be judged with any form of a value, if that is so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_judged: Option<String>,
    /// The scenarios that ran as evidence for it.
    pub scenarios: Vec<String>,
}
