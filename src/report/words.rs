//! The words that text reports share.

use std::fmt::Write as _;

use indicatif::HumanCount;
use serde_json::Value;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::contract::{Finding, Verdict};
use crate::record::{FindingRecord, Intermittent, Occasions, RunRecord, ScenarioRecord};
use crate::text::{json, line};

/// True for a finding about the call as a whole: whether it is accepted, and which of its rows are.
pub(super) fn is_of_outcome(finding: &Finding) -> bool {
    ["the call to be ", "a refusal "]
        .iter()
        .any(|words| finding.expected.starts_with(words))
}

/// The field that a finding is about, under the name that its readers know: `code`, `rowNo`, `app.app_id`.
pub(super) fn subject(finding: &Finding) -> Option<String> {
    let pointer = finding.pointer.as_deref().filter(|_| !is_of_outcome(finding))?;
    let names: Vec<&str> = pointer
        .split('/')
        .filter(|name| !name.is_empty() && name.parse::<usize>().is_err())
        .collect();
    let names = match names.as_slice() {
        ["data" | "result", inner @ ..] if !inner.is_empty() => inner,
        all => all,
    };
    (!names.is_empty()).then(|| names.join("."))
}

/// A text about a field, in its parts: `code`, ` = `, `"400"`.
pub(super) struct About {
    /// The field; none for the call as a whole.
    pub field: Option<String>,
    /// True for a value, false for words.
    pub is_value: bool,
    pub text: String,
}

impl About {
    /// The whole text, in one line.
    fn words(self) -> String {
        let sign = if self.is_value { " = " } else { ": " };
        match self.field {
            Some(field) => format!("{field}{sign}{}", self.text),
            None => self.text,
        }
    }
}

/// What is expected.
pub(super) fn expected(finding: &Finding) -> About {
    About {
        field: subject(finding),
        is_value: serde_json::from_str::<Value>(&finding.expected).is_ok(),
        text: finding.expected.clone(),
    }
}

/// What was seen. A single word stands in quotes, as in JSON, since it may be empty, or digits instead of a number; several
/// words, the vendor's or the check's own, are easier to read without.
pub(super) fn actual(found: &FindingRecord) -> About {
    let actual = &found.finding.actual;
    let field = subject(&found.finding);
    match actual.as_str() {
        Some(words) if words.trim() == words && words.contains(' ') => About {
            field,
            is_value: false,
            text: words.to_owned(),
        },
        // A word of the check's own.
        Some(word) if is_of_outcome(&found.finding) => About {
            field,
            is_value: false,
            text: word.to_owned(),
        },
        _ => About {
            field,
            is_value: true,
            text: json(&actual.to_string()).into_owned(),
        },
    }
}

/// What is expected, in one line, with the field that it is about.
pub(super) fn expected_words(finding: &Finding) -> String {
    expected(finding).words()
}

/// What was seen, in one line, with the field where it was.
pub(super) fn actual_words(found: &FindingRecord) -> String {
    actual(found).words()
}

/// What a finding says, in one line: what happened, and what was expected.
pub(super) fn happened(found: &FindingRecord) -> String {
    let finding = &found.finding;
    format!(
        "{}: {}, expected {}",
        finding.rule,
        actual_words(found),
        expected_words(finding)
    )
}

/// How often each scenario was run, if more than once: ` 3 times each`.
pub(super) fn times_words(record: &RunRecord) -> String {
    let repeated = record.scenarios.iter().filter_map(|scenario| scenario.repeated);
    let runs = repeated.map(|repeated| repeated.runs).max();
    runs.map(|runs| format!(" {runs} times each")).unwrap_or_default()
}

/// How often a finding was seen that comes and goes.
pub(super) fn intermittent_words(Intermittent { times, of, occasions }: Intermittent) -> String {
    let occasions = match occasions {
        Occasions::Calls => "calls of this kind",
        Occasions::Runs => "runs of this scenario",
    };
    format!("intermittent: in {times} of {of} {occasions}")
}

/// The interpretations that a scenario observed, a line for each.
pub(super) fn observations_text(scenario: &ScenarioRecord) -> String {
    let mut text = String::new();
    for (question, interpretation) in &scenario.observations {
        let _ = writeln!(text, "observed {}: {}", line(question), line(interpretation));
    }
    text
}

pub(super) fn verdict_words(verdict: Verdict, count: usize) -> &'static str {
    match (verdict, count) {
        (Verdict::Holds, 1) => "holds",
        (Verdict::Holds, _) => "hold",
        (Verdict::Fails, 1) => "fails",
        (Verdict::Fails, _) => "fail",
        (Verdict::PartlyTested, _) => "partly tested",
        (other, _) => other.name(),
    }
}

/// `1 call`, `1,260 calls`.
pub fn plural(count: usize, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {thing}{plural}", HumanCount(count as u64))
}

pub(super) fn seconds(millis: u64) -> String {
    format!("{}.{} s", millis / 1000, millis % 1000 / 100)
}

/// A text as one line, cut to this many columns.
pub(super) fn cut(text: &str, columns: usize) -> String {
    let line = line(text);
    if line.width() <= columns {
        return line.into_owned();
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

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("short", "short")]
    #[case("exactly ten", "exactly t…")]
    #[case("张三李四王", "张三李四王")]
    #[case("张三李四王五", "张三李四…")]
    #[case("two\nlines", r"two\nlines")]
    #[case("\x1b[2J", r"\u{1b}[2J")]
    #[case("\x1b[2J\x1b[2J", r"\u{1b}[2J…")]
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
