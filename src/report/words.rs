//! The words that text reports share.

use std::fmt::Write as _;

use serde_json::Value;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::{level_of, rule_record};
use crate::contract::{Level, Rung, Verdict};
use crate::record::{FindingRecord, RunRecord, RunVerdict, ScenarioRecord};

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
pub(super) fn actual_words(found: &FindingRecord) -> String {
    match &found.finding.actual {
        Value::String(words) if words.trim() == words && words.contains(' ') => words.clone(),
        value => value.to_string(),
    }
}

/// The parts of a finding as every text report lists them: a word, and what it stands for.
pub(super) fn finding_lines(scenario: &ScenarioRecord, found: &FindingRecord) -> Vec<(&'static str, String)> {
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
        let _ = writeln!(text, "{rule} ({}) {title}", level_of(record, rule));
        if let Some(step) = scenario.steps.get(found.step) {
            let _ = writeln!(text, "  step      {} {}", step.keyword, step.text);
        }
        for (word, line) in finding_lines(scenario, found) {
            let _ = writeln!(text, "  {word:<9} {line}");
        }
        if let Some(waived) = record.excuse(rule, &scenario.id) {
            let _ = writeln!(text, "  waived    {}", waived.waiver.reason);
        }
    }
    text
}

/// The readings that a scenario observed, a line for each.
pub(super) fn observations_text(scenario: &ScenarioRecord) -> String {
    let mut text = String::new();
    for (question, reading) in &scenario.observations {
        let _ = writeln!(text, "observed {question}: {reading}");
    }
    text
}

pub(super) fn verdict_words(verdict: Verdict, count: usize) -> &'static str {
    match (verdict, count) {
        (Verdict::Holds, 1) => "holds",
        (Verdict::Holds, _) => "hold",
        (Verdict::Fails, 1) => "fails",
        (Verdict::Fails, _) => "fail",
        (other, _) => other.name(),
    }
}

/// `1 call`, `1,260 calls`.
pub(super) fn plural(count: usize, thing: &str) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {thing}{}", if count == 1 { "" } else { "s" })
}

pub(super) fn seconds(millis: u64) -> String {
    format!("{}.{} s", millis / 1000, millis % 1000 / 100)
}

/// A text of one line, cut to so many columns. What a vendor sends is shown, but must not command the terminal.
pub(super) fn cut(text: &str, columns: usize) -> String {
    let line = text.replace(char::is_control, " ");
    if line.width() <= columns {
        return line;
    }
    let mut kept = String::new();
    let mut used = 1;
    for character in line.chars() {
        used += character.width().unwrap_or(0);
        if used > columns {
            break;
        }
        kept.push(character);
    }
    kept.push('…');
    kept
}

/// What the run comes to, in one or two sentences.
pub(super) fn verdict_sentence(record: &RunRecord) -> String {
    let run = &record.run;
    let target = &run.target;
    let counted = |verdict| Level::ALL.iter().map(|level| run.counts.of(*level, verdict)).sum();
    let (blocked, held): (usize, usize) = (counted(Verdict::Blocked), counted(Verdict::Holds));
    let waived = record.rules.iter().filter(|rule| record.is_waived(rule.id)).count();
    let failing = failing_words(record);
    let mut words = match run.verdict {
        RunVerdict::Conforms if blocked > 0 => format!(
            "{target} shows no deviation{}, but {} could not be judged.",
            if waived > 0 { " that is not waived" } else { "" },
            plural(blocked, "rule")
        ),
        RunVerdict::Conforms if waived > 0 => format!(
            "{target} deviates only where that is waived: {} {}, {held} {}.",
            plural(waived, "waived rule"),
            verdict_words(Verdict::Fails, waived),
            verdict_words(Verdict::Holds, held)
        ),
        RunVerdict::Conforms => format!(
            "{target} conforms to its documentation: {} {}.",
            plural(held, "rule"),
            verdict_words(Verdict::Holds, held)
        ),
        RunVerdict::Deviates if failing.is_empty() => {
            format!("{target} shows no deviation that is not waived, but its waivers are out of date.")
        }
        RunVerdict::Deviates => format!("{target} deviates from its documentation: {failing}."),
        RunVerdict::Incomplete => format!(
            "Nothing final can be said of {target}: {} stood in the way.",
            plural(run.errors.len(), "error")
        ),
        RunVerdict::Empty => "No scenario was selected: widen --tags or --name, or see `fuhe rules`.".to_owned(),
    };
    if run.verdict == RunVerdict::Incomplete && !failing.is_empty() {
        // Writing to a String cannot fail.
        let _ = write!(words, " But what did run deviates: {failing}.");
    }
    if run.counts.skipped > 0 {
        let skipped = plural(run.counts.skipped, "selected scenario");
        let _ = write!(words, " The run stopped there: {skipped} did not run.");
    }
    if run.counts.retries > 0 {
        let retries = plural(run.counts.retries, "further attempt");
        let _ = write!(words, " It took {retries} to have every call made.");
    }
    if let Some(rate) = run.counts.slowed_to {
        let _ = write!(
            words,
            " The target turned calls away, so the run came down to {rate} a second: set `rate = {rate}` in [network]."
        );
    }
    let due = record.waivers.iter().filter(|waived| waived.state.fails_the_run());
    match due.count() {
        0 => {}
        1 => words.push_str(" 1 waiver has to be taken away or renewed."),
        many => {
            let _ = write!(words, " {many} waivers have to be taken away or renewed.");
        }
    }
    let warnings = record.failing(Level::Should);
    if warnings > 0 && !run.strict {
        let stand = if warnings == 1 {
            "stands as a warning"
        } else {
            "stand as warnings"
        };
        let _ = write!(words, " {} {stand}.", plural(warnings, "failed should rule"));
    }
    words
}

/// `2 must rules and 1 should rule fail`, of the levels that count; nothing where no such rule fails.
fn failing_words(record: &RunRecord) -> String {
    let run = &record.run;
    let counts: Vec<(usize, Level)> = Level::ALL
        .into_iter()
        .filter(|level| level.binds(run.strict))
        .map(|level| (record.failing(level), level))
        .filter(|(count, _)| *count > 0)
        .collect();
    let all: usize = counts.iter().map(|(count, _)| count).sum();
    let parts: Vec<String> = counts
        .iter()
        .map(|(count, level)| plural(*count, &format!("{level} rule")))
        .collect();
    match all {
        0 => String::new(),
        _ => format!("{} {}", parts.join(" and "), verdict_words(Verdict::Fails, all)),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("short", "short")]
    #[case("exactly ten", "exactly t…")]
    #[case("张三李四王", "张三李四王")]
    #[case("张三李四王五", "张三李四…")]
    #[case("two\nlines", "two lines")]
    #[case("\x1b[2J", " [2J")]
    fn cuts_to_columns(#[case] text: &str, #[case] kept: &str) {
        assert_eq!(cut(text, 10), kept);
    }

    #[rstest]
    #[case(0, "0 calls")]
    #[case(1, "1 call")]
    #[case(1_260, "1,260 calls")]
    #[case(1_234_567, "1,234,567 calls")]
    fn counts_things(#[case] count: usize, #[case] words: &str) {
        assert_eq!(plural(count, "call"), words);
    }
}
