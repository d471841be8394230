//! The run as Markdown, for the summary of a CI job or a comment: the verdict, the table, deviations and how to repeat
//! them; less urgent parts are folded.

use std::fmt::Write as _;

use super::cause::{Cause, Causes, causes};
use super::comparison::markdown_under;
use super::digest::{
    Excuse, SHOWN, blocked, counts_words, flaky, judged_in_part, left, notes, open_interpretations, selection_words,
    table, waivers,
};
use super::finding::{finding_lines, is_command};
use super::problem::Problem;
use super::sentence::verdict_sentence;
use super::words::{cut, plural};
use super::{Language, ReportInput, level_of};
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
        language,
        ..
    } = *input;
    let heading = |english: &str| format!("### {}\n", language.label(english));
    let Causes { failures, warnings } = causes(record);
    let warnings_title = match language {
        Language::English => format!(
            "Warnings, which --strict would count: {}",
            plural(warnings.len(), "problem")
        ),
        Language::Chinese => format!("警告（仅 --strict 时计入）：{} 个问题", warnings.len()),
    };
    let sections = [
        head(record, language),
        if record.scenarios.is_empty() {
            String::new()
        } else {
            verdicts(record, language)
        },
        titled(&heading("Deviations"), &problems(record, contract, language, &failures)),
        folded(&warnings_title, &problems(record, contract, language, &warnings)),
        titled(&heading("Waivers"), &excuses(record, language)),
        titled(
            &heading("What changed since the baseline"),
            &comparison.map_or_else(String::new, |comparison| markdown_under(comparison, "####")),
        ),
        titled(
            &heading("Blocked: nothing is known of these rules"),
            &reasons(&blocked(record), language),
        ),
        titled(
            &heading("Judged in part: the vendor looks at more than the limit, in every form of the value"),
            &reasons(&judged_in_part(record), language),
        ),
        titled(&heading("Errors of fuhe or of the network"), &errors(record, language)),
        titled(
            &heading("Flaky: calls that were sent again, because there was no connection or they were turned away"),
            &attempts(record, language),
        ),
        titled(&heading("Users of this run"), &users(record, language)),
        folded(
            &language.label("Not specified: how this vendor does it"),
            &interpretations(record, contract, language),
        ),
        folded(&language.label("How answers are written"), &remarks(record, language)),
    ];
    let sections: Vec<String> = sections.into_iter().filter(|section| !section.is_empty()).collect();
    // Every foreign string is escaped where it is inserted; this is for one that was forgotten.
    lines(&sections.join("\n")).into_owned()
}

fn head(record: &RunRecord, language: Language) -> String {
    let run = &record.run;
    let selection = selection_words(record).map_or_else(String::new, |words| {
        format!("\n{}\n", escaped(&language.label(&format!("selected: {words}"))))
    });
    let counts = counts_words(record, language, "");
    format!(
        "## fuhe · {}\n\n**{}**\n\n{counts}\n{selection}",
        escaped(&run.target),
        escaped(&language.of(&verdict_sentence(record))),
    )
}

/// One row for each area, one column for each level.
fn verdicts(record: &RunRecord, language: Language) -> String {
    let levels: Vec<String> = Level::ALL.iter().map(|level| language.label(level.name())).collect();
    let mut text = format!("| | {} |\n|---|---|---|---|\n", levels.join(" | "));
    for (name, cells) in table(record) {
        let cells: Vec<String> = cells
            .iter()
            .map(|(_, counts)| {
                let words = counts
                    .iter()
                    .map(|(standing, count)| format!("{count} {}", language.label(standing.words(*count))));
                words.collect::<Vec<_>>().join(" · ")
            })
            .collect();
        let _ = writeln!(text, "| {} | {} |", language.label(name), cells.join(" | "));
    }
    text
}

fn problems(record: &RunRecord, contract: &Contract, language: Language, causes: &[Cause<'_>]) -> String {
    let mut text = String::new();
    for cause in causes {
        let problem = Problem::of(cause, contract);
        let _ = writeln!(text, "\n#### ✗ {}\n", escaped(&language.of(&problem.what)));
        let mut add = |word: &str, words: &str| {
            let _ = writeln!(text, "- {}: {}", language.label(word), escaped(&cut(words, LONGEST)));
        };
        add("documented", &language.of(&problem.documented));
        let rules: Vec<String> = cause.rules.iter().map(ToString::to_string).collect();
        let level = language.label(level_of(record, cause.rules[0]).name());
        add("breaks", &format!("{} ({level})", rules.join(" ")));
        let documented = contract.rule(cause.rules[0]).filter(|rule| !rule.source.is_empty());
        if let Some(rule) = documented {
            add("source", language.either(&rule.source, &rule.chinese.source));
        }
        let (scenario, found) = cause.findings[0];
        let shown = format!("{} of {}, such as {}", cause.checks, cause.of, scenario.id);
        add("scenarios", &language.label(&shown));
        for (word, line) in finding_lines(scenario, found, language) {
            if is_command(word) {
                let _ = writeln!(text, "\n{}", code(&line));
            } else {
                let _ = writeln!(text, "- {}: {}", language.label(word), escaped(&cut(&line, LONGEST)));
            }
        }
        let others = cause.others();
        if !others.is_empty() {
            let mut named: Vec<String> = others.iter().take(SHOWN).map(|id| escaped(id)).collect();
            if others.len() > SHOWN {
                named.push(language.label(&format!("… and {} more", others.len() - SHOWN)));
            }
            let _ = writeln!(text, "\n{}: {}", language.label("also in"), named.join(", "));
        }
    }
    text
}

/// A line that counts what is not shown.
fn rest(all: usize, things: &str, language: Language) -> String {
    match all.checked_sub(SHOWN) {
        None | Some(0) => String::new(),
        Some(more) => format!("\n{}\n", language.label(&format!("… and {more} more {things}"))),
    }
}

fn excuses(record: &RunRecord, language: Language) -> String {
    let mut text = String::new();
    for Excuse { record, about, lines } in waivers(record) {
        let _ = writeln!(
            text,
            "- {} {}: {}",
            record.waiver.rule,
            language.label(record.state.words()),
            escaped(about)
        );
        for (word, line) in lines {
            let _ = writeln!(text, "  - {}: {}", language.label(word), escaped(&cut(&line, LONGEST)));
        }
    }
    text
}

fn reasons(reasons: &[(&str, Vec<RuleId>)], language: Language) -> String {
    let mut text = String::new();
    for (why, rules) in reasons.iter().take(SHOWN) {
        let names: Vec<String> = rules.iter().map(ToString::to_string).collect();
        let _ = writeln!(
            text,
            "- {}: {}",
            names.join(" "),
            escaped(&cut(&language.said("reason", why), LONGEST))
        );
    }
    text + &rest(reasons.len(), "reasons", language)
}

fn errors(record: &RunRecord, language: Language) -> String {
    let errors = &record.run.errors;
    let mut text = String::new();
    for error in errors.iter().take(SHOWN) {
        let _ = writeln!(text, "- {}", escaped(&cut(&language.said("reason", error), LONGEST)));
    }
    text + &rest(errors.len(), "errors", language)
}

fn attempts(record: &RunRecord, language: Language) -> String {
    let flaky = flaky(record);
    let mut text = String::new();
    for (id, why) in flaky.iter().take(SHOWN) {
        let _ = writeln!(
            text,
            "- {}: {}",
            escaped(id),
            escaped(&cut(&language.said("reason", why), LONGEST))
        );
    }
    text + &rest(flaky.len(), "scenarios", language)
}

fn remarks(record: &RunRecord, language: Language) -> String {
    let notes = notes(record);
    let mut text = String::new();
    for note in notes.iter().take(SHOWN) {
        let _ = writeln!(text, "- {}", escaped(&cut(&language.said("reason", note), LONGEST)));
    }
    text + &rest(notes.len(), "notes", language)
}

fn users(record: &RunRecord, language: Language) -> String {
    let mut text = String::new();
    for line in left(record) {
        let _ = writeln!(text, "- {}", escaped(&cut(&language.said("reason", &line), LONGEST)));
    }
    text
}

fn interpretations(record: &RunRecord, contract: &Contract, language: Language) -> String {
    let cells = open_interpretations(record, contract);
    if cells.is_empty() {
        return String::new();
    }
    let mut text = match language {
        Language::English => "| rule | interpretation |\n|---|---|\n",
        Language::Chinese => "| 规则 | 解读 |\n|---|---|\n",
    }
    .to_owned();
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
