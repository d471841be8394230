//! What came of a proof.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::contract::{Level, RuleId};

/// The result of a proof.
#[derive(Clone, Debug, Serialize)]
pub struct Proof {
    /// Every mutant, and what found it.
    pub mutants: Vec<MutantResult>,
    /// Every choice and every pair, and what it changed.
    pub choices: Vec<ChoiceResult>,
    /// Every character of vendors, and the faults that were caught beside it.
    pub characters: Vec<CharacterResult>,
    /// The conforming vendors.
    pub conforming: ConformingResult,
    /// Every rule, and the mutants that break it.
    pub rules: Vec<RuleResult>,
    /// Every outline of a binding rule, and the mutant that only it kills.
    pub outlines: Vec<OutlineResult>,
    /// How long it all took, in milliseconds.
    pub wall_ms: u64,
}

impl Proof {
    /// True if every mutant was killed at one of its rules, and there was no false alarm.
    pub fn holds(&self) -> bool {
        self.mutants.iter().all(MutantResult::is_killed)
            && self.choices.iter().all(ChoiceResult::is_clean)
            && self.characters.iter().all(CharacterResult::is_clean)
            && self.conforming.complaints.is_empty()
    }
}

/// One mutant and what found it.
#[derive(Clone, Debug, Serialize)]
pub struct MutantResult {
    /// Its name.
    pub name: String,
    /// How it happens in real life.
    pub why: String,
    /// The rules that it breaks.
    pub rules: Vec<RuleId>,
    /// Those of its rules at which it was killed; if empty, it survived.
    pub killed_at: Vec<RuleId>,
    /// Other rules that fail.
    pub also_failed: Vec<RuleId>,
    /// Rules that are blocked.
    pub blocked: Vec<RuleId>,
    /// The outlines that killed it, `BS-25/<outline>`, by the rule that they found broken.
    pub killers: BTreeMap<RuleId, BTreeSet<String>>,
    /// What broke the run, if anything did.
    pub errors: Vec<String>,
    /// How long its run took, in milliseconds.
    pub ms: u64,
}

impl MutantResult {
    /// True where one of its own rules fails.
    pub fn is_killed(&self) -> bool {
        !self.killed_at.is_empty()
    }

    /// How many rules fail or are blocked: few is good, since a report then points to the fault.
    pub fn spread(&self) -> usize {
        self.killed_at.len() + self.also_failed.len() + self.blocked.len()
    }
}

/// One choice, or several together, and what changed.
#[derive(Clone, Debug, Serialize)]
pub struct ChoiceResult {
    /// The choices: `GW-13.status=400`.
    pub choices: Vec<String>,
    /// What is wrong with the run: a false alarm, or an observation that is not the one chosen.
    pub complaints: Vec<String>,
}

impl ChoiceResult {
    /// True if there was no false alarm, and the choice was observed.
    pub fn is_clean(&self) -> bool {
        self.complaints.is_empty()
    }
}

/// One character of vendors: whether it is accused, and which faults are caught although the vendor has it.
#[derive(Clone, Debug, Serialize)]
pub struct CharacterResult {
    /// Its name.
    pub name: String,
    /// False alarms.
    pub complaints: Vec<String>,
    /// Rules of which only a part could be tested.
    pub partly_tested: Vec<RuleId>,
    /// The faults that were planted beside it.
    pub beside: Vec<String>,
    /// Those that were not caught, where the run says that it could not judge a rule which they break.
    pub not_judged: Vec<String>,
    /// Those that were not caught though every rule which they break holds.
    pub missed: Vec<String>,
}

impl CharacterResult {
    /// True if there was no false alarm.
    pub fn is_clean(&self) -> bool {
        self.complaints.is_empty()
    }

    /// How many of the faults beside it were caught at a rule which they break.
    pub fn caught(&self) -> usize {
        self.beside.len() - self.not_judged.len() - self.missed.len()
    }
}

/// The conforming vendors.
#[derive(Clone, Debug, Serialize)]
pub struct ConformingResult {
    /// How many ran.
    pub runs: usize,
    /// Those whose verdicts or observations differ from the first run's, or with a false alarm.
    pub complaints: Vec<String>,
    /// Median time of a run, in milliseconds.
    pub median_ms: u64,
}

/// A rule and the mutants that break it.
#[derive(Clone, Debug, Serialize)]
pub struct RuleResult {
    /// The rule.
    pub id: RuleId,
    /// How binding it is.
    pub level: Level,
    /// Mutants that name it.
    pub mutants: usize,
    /// Those of them that were killed at it.
    pub killed: usize,
    /// A mutant that fails this rule and no other, if there is one.
    pub alone: Option<String>,
}

/// An outline of a binding rule.
#[derive(Clone, Debug, Serialize)]
pub struct OutlineResult {
    /// `BS-25/<outline>`.
    pub id: String,
    /// Mutants that it kills.
    pub kills: usize,
    /// A mutant that would not be found at the outline's rule without this outline, if there is one.
    pub alone: Option<String>,
}
