//! One run record, many faces. Each format is a pure function of the record and of the contract book, in a file of its
//! own; none sees how the run was made.
//!
//! The record is masked already, so nothing here hides anything, and nothing here could leak anything.

pub mod console;
pub mod json;
pub mod junit;

use serde_json::Value;

use crate::contract::{Level, RuleId, Rung};
use crate::record::{FindingRecord, RuleRecord, RunRecord, ScenarioRecord};

/// True where a deviation from a rule of this level fails the run. An open rule never does, strict or not.
fn is_binding(level: Level, strict: bool) -> bool {
    match level {
        Level::Must => true,
        Level::Should => strict,
        Level::Open => false,
    }
}

/// What the record says of a rule. A record made under another contract may know rules that the book does not, so the
/// record is asked, not the book.
fn rule_record(record: &RunRecord, id: RuleId) -> Option<&RuleRecord> {
    record.rules.iter().find(|rule| rule.id == id)
}

/// How binding a finding is: as the record has it, and fully where the record does not know the rule.
fn level_of(record: &RunRecord, id: RuleId) -> Level {
    rule_record(record, id).map_or(Level::Must, |rule| rule.level)
}

/// A rung of the evidence ladder in words, to stand after "first wrong in".
fn rung_words(rung: Rung) -> &'static str {
    match rung {
        Rung::PlainParameters => "the plain parameters",
        Rung::SignedText => "the signed text",
        Rung::Signature => "the signature",
        Rung::PlainList => "the plain list",
        Rung::CipherText => "the cipher text",
        Rung::BodySent => "the body sent",
        Rung::AnswerHeaders => "the status and headers of the answer",
        Rung::AnswerBody => "the text of the answer",
        Rung::Answer => "what the answer says",
    }
}

/// What was seen, in one line. A text of one word stands in quotes, as JSON has it, since it may be empty, or digits
/// where a number was due; one of several words, the vendor's or the check's own, reads better without.
fn actual_words(found: &FindingRecord) -> String {
    match &found.finding.actual {
        Value::String(words) if words.trim() == words && words.contains(' ') => words.clone(),
        value => value.to_string(),
    }
}

/// The parts of a finding as every text report lists them: a word, and what it stands for.
fn finding_lines(scenario: &ScenarioRecord, found: &FindingRecord) -> Vec<(&'static str, String)> {
    let finding = &found.finding;
    let rung = rung_words(finding.rung);
    let place = match &finding.pointer {
        Some(pointer) if !pointer.is_empty() => format!("{pointer}, first wrong in {rung}"),
        _ => format!("first wrong in {rung}"),
    };
    let mut lines = vec![
        ("expected", finding.expected.clone()),
        ("actual", actual_words(found)),
        ("where", place),
    ];
    if let Some(repeat) = &scenario.repeat {
        lines.push(("repeat", repeat.clone()));
    }
    lines
}
