//! A finding as every text report lists it.

use std::fmt::Write as _;

use super::problem::{seen, wanted};
use super::words::intermittent_words;
use super::{Language, level_of, rule_record};
use crate::contract::Stage;
use crate::record::{FindingRecord, RunRecord, ScenarioRecord};
use crate::text::line;

/// The longest command line for curl that is shown, in bytes.
const LONGEST_CALL: usize = 4_000;

/// True for a line of [`finding_lines`] that is a command. It is copied as it is: no markup, and not cut.
pub(super) fn is_command(word: &str) -> bool {
    matches!(word, "repeat" | "curl")
}

/// A stage of the trace in words, for use after "first mismatch in".
fn stage_words(stage: Stage) -> &'static str {
    match stage {
        Stage::PlainParameters => "the plain parameters",
        Stage::SignedText => "the signed text",
        Stage::Signature => "the signature",
        Stage::PlainList => "the plain list",
        Stage::CipherText => "the cipher text",
        Stage::BodySent => "the body sent",
        Stage::AnswerHeaders => "the status and headers of the answer",
        Stage::AnswerBody => "the text of the answer",
        Stage::Answer => "what the answer says",
    }
}

/// The parts of a finding as every text report lists them: a word, in English, and its text in one line.
pub(super) fn finding_lines(
    scenario: &ScenarioRecord,
    found: &FindingRecord,
    language: Language,
) -> Vec<(&'static str, String)> {
    let finding = &found.finding;
    let stage = stage_words(finding.stage);
    let place = match &finding.pointer {
        Some(pointer) if !pointer.is_empty() => format!("{pointer}, first mismatch in {stage}"),
        _ => format!("first mismatch in {stage}"),
    };
    let mut lines = vec![
        ("expected", language.of(&wanted(finding))),
        ("actual", language.of(&seen(found))),
        ("where", language.said("found", &place)),
    ];
    if let Some(intermittent) = &found.intermittent {
        lines.push(("seen", language.said("found", &intermittent_words(*intermittent))));
    }
    if let Some(repeat) = &scenario.repeat {
        lines.push(("repeat", repeat.clone()));
    }
    let exchange = finding.exchange.and_then(|place| scenario.exchanges.get(place));
    // One that is longer is no line to read: the page and the record have it.
    let curl = exchange.map(|exchange| exchange.request.curl());
    lines.extend(
        curl.filter(|line| line.len() <= LONGEST_CALL)
            .map(|line| ("curl", line)),
    );
    lines
        .into_iter()
        .map(|(word, text)| (word, line(&text).into_owned()))
        .collect()
}

/// Findings as a text of several lines each: the rule, the step, and the parts of the finding.
pub(super) fn findings_text<'a>(
    record: &RunRecord,
    scenario: &ScenarioRecord,
    findings: impl Iterator<Item = &'a FindingRecord>,
) -> String {
    let mut text = String::new();
    for found in findings {
        let rule = found.finding.rule;
        let title = rule_record(record, rule).map_or("", |rule| &rule.title);
        let _ = writeln!(text, "{rule} ({}) {}", level_of(record, rule), line(title));
        if let Some(step) = scenario.steps.get(found.step) {
            let _ = writeln!(text, "  step      {} {}", line(&step.keyword), line(&step.text));
        }
        for (word, line) in finding_lines(scenario, found, Language::English) {
            let _ = writeln!(text, "  {word:<9} {line}");
        }
        if let Some(waived) = record.excuse(rule, &scenario.id) {
            let _ = writeln!(text, "  waived    {}", line(&waived.waiver.reason));
        }
    }
    text
}
