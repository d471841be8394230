//! The run as Markdown, for the summary of a CI job or a comment: the verdict, the table, deviations and how to repeat
//! them; less urgent parts are folded.

use std::fmt::Write as _;

use super::cause::{Cause, Causes, causes};
use super::comparison::markdown_under;
use super::digest::{
    Excuse, SHOWN, blocked, flaky, judged_in_part, left, notes, open_interpretations, selection_words, table, waivers,
};
use super::problem::Problem;
use super::sentence::verdict_sentence;
use super::words::{cut, finding_lines, plural, seconds};
use super::{ReportInput, level_of};
use crate::contract::{Contract, Level, RuleId};
use crate::record::RunRecord;
use crate::text::{lines, markdown as escaped};

/// Longer lines of evidence are cut; the record has them complete.
const LONGEST: usize = 400;

/// The run as Markdown.
pub fn write(input: &ReportInput<'_>) -> String {
    let ReportInput {
        record,
        contract,
        comparison,
        ..
    } = *input;
    let Causes { failures, warnings } = causes(record);
    let warnings_title = format!(
        "Warnings, which --strict would count: {}",
        plural(warnings.len(), "problem")
    );
    let sections = [
        head(record),
        if record.scenarios.is_empty() {
            String::new()
        } else {
            verdicts(record)
        },
        titled("### Deviations\n", &problems(record, contract, &failures)),
        folded(&warnings_title, &problems(record, contract, &warnings)),
        titled("### Waivers\n", &excuses(record)),
        titled(
            "### What changed since the baseline\n",
            &comparison.map_or_else(String::new, |comparison| markdown_under(comparison, "####")),
        ),
        titled(
            "### Blocked: nothing is known of these rules\n",
            &reasons(&blocked(record)),
        ),
        titled(
            "### Judged in part: the vendor looks at more than the limit, in every form of the value\n",
            &reasons(&judged_in_part(record)),
        ),
        titled("### Errors of fuhe or of the network\n", &errors(record)),
        titled(
            "### Flaky: there was no connection at first, or calls were turned away\n",
            &attempts(record),
        ),
        titled("### Users of this run\n", &users(record)),
        folded(
            "Not specified: how this vendor does it",
            &interpretations(record, contract),
        ),
        folded("How answers are written", &remarks(record)),
    ];
    let sections: Vec<String> = sections.into_iter().filter(|section| !section.is_empty()).collect();
    // Every foreign string is escaped where it is inserted; this is for one that was forgotten.
    lines(&sections.join("\n")).into_owned()
}

fn head(record: &RunRecord) -> String {
    let run = &record.run;
    let selection =
        selection_words(record).map_or_else(String::new, |words| format!("\nselected: {}\n", escaped(&words)));
    format!(
        "## fuhe · {}\n\n**{}**\n\n{}, {} in {} · seed {}\n{selection}",
        escaped(&run.target),
        escaped(&verdict_sentence(record).english),
        plural(run.counts.scenarios, "scenario"),
        plural(run.counts.calls, "call"),
        seconds(run.duration_ms),
        run.seed
    )
}

/// One row for each area, one column for each level.
fn verdicts(record: &RunRecord) -> String {
    let levels: Vec<&str> = Level::ALL.iter().map(|level| level.name()).collect();
    let mut text = format!("| | {} |\n|---|---|---|---|\n", levels.join(" | "));
    for (name, cells) in table(record) {
        let cells: Vec<String> = cells
            .iter()
            .map(|(_, counts)| {
                let words = counts
                    .iter()
                    .map(|(standing, count)| format!("{count} {}", standing.words(*count)));
                words.collect::<Vec<_>>().join(" · ")
            })
            .collect();
        let _ = writeln!(text, "| {name} | {} |", cells.join(" | "));
    }
    text
}

fn problems(record: &RunRecord, contract: &Contract, causes: &[Cause<'_>]) -> String {
    let mut text = String::new();
    for cause in causes {
        let problem = Problem::of(cause, contract);
        let _ = writeln!(text, "\n#### ✗ {}\n", escaped(&problem.what.english));
        let rules: Vec<String> = cause.rules.iter().map(ToString::to_string).collect();
        let level = level_of(record, cause.rules[0]);
        let _ = writeln!(
            text,
            "- documented: {}",
            escaped(&cut(&problem.documented.english, LONGEST))
        );
        let _ = writeln!(
            text,
            "- breaks: {} ({level}), in {} of {}",
            rules.join(" "),
            cause.checks,
            plural(cause.of, "scenario")
        );
        let documented = contract.rule(cause.rules[0]).filter(|rule| !rule.source.is_empty());
        if let Some(rule) = documented {
            let _ = writeln!(text, "- source: {}", escaped(&rule.source));
        }
        let (scenario, found) = cause.findings[0];
        let _ = writeln!(text, "- scenario: {}", escaped(&scenario.id));
        for (word, line) in finding_lines(scenario, found) {
            let _ = match word {
                // A command is copied as it is: no markup, and not cut.
                "repeat" => writeln!(text, "\n{}", code(&line)),
                _ => writeln!(text, "- {word}: {}", escaped(&cut(&line, LONGEST))),
            };
        }
        let others = cause.others();
        if !others.is_empty() {
            let named: Vec<String> = others.iter().take(SHOWN).map(|id| escaped(id)).collect();
            let more = match others.len().saturating_sub(SHOWN) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let _ = writeln!(text, "\nalso in {}{more}", named.join(", "));
        }
    }
    text
}

/// A line that counts what is not shown.
fn rest(all: usize, things: &str) -> String {
    match all.checked_sub(SHOWN) {
        None | Some(0) => String::new(),
        Some(more) => format!("\n… and {more} more {things}\n"),
    }
}

fn excuses(record: &RunRecord) -> String {
    let mut text = String::new();
    for Excuse { record, about, lines } in waivers(record) {
        let _ = writeln!(
            text,
            "- {} {}: {}",
            record.waiver.rule,
            record.state.words(),
            escaped(about)
        );
        for (word, line) in lines {
            let _ = writeln!(text, "  - {word}: {}", escaped(&cut(&line, LONGEST)));
        }
    }
    text
}

fn reasons(reasons: &[(&str, Vec<RuleId>)]) -> String {
    let mut text = String::new();
    for (why, rules) in reasons.iter().take(SHOWN) {
        let names: Vec<String> = rules.iter().map(ToString::to_string).collect();
        let _ = writeln!(text, "- {}: {}", names.join(" "), escaped(&cut(why, LONGEST)));
    }
    text + &rest(reasons.len(), "reasons")
}

fn errors(record: &RunRecord) -> String {
    let errors = &record.run.errors;
    let mut text = String::new();
    for error in errors.iter().take(SHOWN) {
        let _ = writeln!(text, "- {}", escaped(&cut(error, LONGEST)));
    }
    text + &rest(errors.len(), "errors")
}

fn attempts(record: &RunRecord) -> String {
    let flaky = flaky(record);
    let mut text = String::new();
    for (id, why) in flaky.iter().take(SHOWN) {
        let _ = writeln!(text, "- {}: {}", escaped(id), escaped(&cut(why, LONGEST)));
    }
    text + &rest(flaky.len(), "scenarios")
}

fn remarks(record: &RunRecord) -> String {
    let notes = notes(record);
    let mut text = String::new();
    for note in notes.iter().take(SHOWN) {
        let _ = writeln!(text, "- {}", escaped(&cut(note, LONGEST)));
    }
    text + &rest(notes.len(), "notes")
}

fn users(record: &RunRecord) -> String {
    let mut text = String::new();
    for line in left(record) {
        let _ = writeln!(text, "- {}", escaped(&cut(&line, LONGEST)));
    }
    text
}

fn interpretations(record: &RunRecord, contract: &Contract) -> String {
    let cells = open_interpretations(record, contract);
    if cells.is_empty() {
        return String::new();
    }
    let mut text = "| rule | interpretation |\n|---|---|\n".to_owned();
    for (rule, words) in cells {
        let _ = writeln!(text, "| {rule} | {} |", escaped(&cut(&words, LONGEST)));
    }
    text
}

fn titled(heading: &str, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("{heading}\n{}\n", text.trim())
    }
}

/// A section that opens with a click. After the empty line the text is Markdown again.
fn folded(heading: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!(
        "<details>\n<summary>{heading}</summary>\n\n{}\n\n</details>\n",
        text.trim()
    )
}

/// A block of code, fenced by more tildes than it contains itself.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '~').map(str::len).max().unwrap_or_default();
    let fence = "~".repeat(longest.max(2) + 1);
    format!("{fence}sh\n{text}\n{fence}")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("fuhe check", "~~~sh\nfuhe check\n~~~")]
    #[case("a ~~~ b", "~~~~sh\na ~~~ b\n~~~~")]
    fn a_fence_is_longer_than_what_it_holds(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(code(text), expected);
    }
}
