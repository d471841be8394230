//! A finished run on a console: in full, or in brief.

mod table;

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use super::cause::{Cause, Causes, causes};
use super::digest::{
    Excuse, SHOWN, blocked, counts_words, flaky, judged_in_part, left, notes, open_interpretations, selection_words,
    waivers,
};
use super::finding::{finding_lines, is_command};
use super::problem::Problem;
use super::sentence::verdict_sentence;
use super::words::{cut, plural, times_words};
use super::{Language, level_of, rule_record};
use crate::contract::{Contract, Level, RuleId, Verdict, WaiverState};
use crate::record::{RunRecord, RunVerdict};
use crate::text::{Ink, Painted, Painter, line};

/// Longer lines of evidence are cut; the record has them complete.
const LONGEST: usize = 240;

/// The width of an interpretation in the two columns of observations.
const INTERPRETATION: usize = 50;

/// How a result looks on this console.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// With colours, or without.
    pub colour: bool,
    /// The width of the terminal, in columns; `None` for a file, a pipe or the log of a job.
    pub width: Option<usize>,
    /// In which language.
    pub language: Language,
}

/// The result of a run, in as few lines as possible: rules by area, level and verdict; problems; what could not be
/// judged; what was observed; and the verdict.
pub fn text(record: &RunRecord, contract: &Contract, look: Look) -> Painted {
    let page = Page::new(record, contract, look);
    let mut sections = vec![page.head()];
    if !record.scenarios.is_empty() {
        sections.push(page.table());
    }
    let Causes { failures, warnings } = causes(record);
    sections.push(page.problems("Deviations", Ink::Red, &failures));
    sections.push(page.problems("Warnings, which --strict would count", Ink::Yellow, &warnings));
    sections.push(page.waivers());
    sections.push(page.reasons("Blocked: nothing is known of these rules", &blocked(record)));
    sections.push(page.reasons(IN_PART, &judged_in_part(record)));
    sections.push(page.flaky());
    sections.push(page.observations());
    sections.push(page.notes());
    sections.push(page.errors());
    sections.push(page.left());
    sections.push(page.verdict());
    sections.retain(|section| !section.is_empty());
    page.paint.finish(&sections.join("\n"))
}

/// The same in brief: a line for each problem, and the verdict.
pub fn brief(record: &RunRecord, contract: &Contract, look: Look) -> Painted {
    let page = Page::new(record, contract, look);
    let Causes { failures, warnings } = causes(record);
    let sections = [
        page.problem_lines("fails", Ink::Red, &failures),
        page.problem_lines("warning", Ink::Yellow, &warnings),
        page.waiver_lines(),
        page.blocked_lines(),
        page.error_lines(),
        page.verdict(),
    ];
    page.paint.finish(&sections.concat())
}

struct Page<'a> {
    record: &'a RunRecord,
    contract: &'a Contract,
    paint: Painter,
    width: Option<usize>,
    language: Language,
}

/// How many of the rules that a problem breaks are named.
const NAMED: usize = 8;

/// The heading of rules that no form of a value shows completely.
const IN_PART: &str = "Judged in part: the vendor looks at more than the limit, in every form of the value";

impl<'a> Page<'a> {
    fn new(record: &'a RunRecord, contract: &'a Contract, look: Look) -> Self {
        Self {
            record,
            contract,
            paint: Painter::new(look.colour),
            width: look.width,
            language: look.language,
        }
    }

    fn heading(&self, english: &str) -> String {
        self.paint.ink(Ink::Bold, &self.language.label(english))
    }

    fn head(&self) -> String {
        let run = &self.record.run;
        let counts = counts_words(self.record, self.language, &times_words(self.record));
        let mut text = format!(
            "{} · {} · {counts}\n",
            self.paint.ink(Ink::Bold, "fuhe"),
            line(&run.target)
        );
        if let Some(words) = selection_words(self.record) {
            let selected = format!("selected: {}", cut(&words, LONGEST));
            let _ = writeln!(text, "{}", self.language.label(&selected));
        }
        text
    }

    fn problems(&self, heading: &str, ink: Ink, causes: &[Cause<'_>]) -> String {
        if causes.is_empty() {
            return String::new();
        }
        let mut text = format!("{}\n", self.heading(heading));
        for cause in causes {
            text.push('\n');
            text.push_str(&self.problem(ink, cause));
        }
        text
    }

    /// A problem: what the vendor does, what is documented and where, and the finding that shows it best.
    fn problem(&self, ink: Ink, cause: &Cause<'_>) -> String {
        let problem = Problem::of(cause, self.contract);
        let what = self.language.of(&problem.what);
        let mut text = format!("  {} {}\n", self.paint.ink(ink, "✗"), line(&what));
        let mut add = |word: &str, words: &str| {
            let word = self.paint.ink(Ink::Dim, &self.language.padded(word, 10));
            // Writing to a String cannot fail.
            let _ = writeln!(text, "    {word}  {words}");
        };
        add("documented", &cut(&self.language.of(&problem.documented), LONGEST));
        let first = cause.rules[0];
        let documented = self.contract.rule(first);
        let title = rule_record(self.record, first).map_or("", |rule| &rule.title);
        let title = documented.map_or(title, |rule| self.language.either(title, &rule.chinese.title));
        let id = self.paint.ink(ink, &first.to_string());
        let level = self.language.label(level_of(self.record, first).name());
        add("rule", &format!("{id}  {level}  {}", line(title)));
        if let Some(rule) = documented.filter(|rule| !rule.source.is_empty()) {
            let source = self.language.either(&rule.source, &rule.chinese.source);
            add("source", &cut(source, LONGEST));
        }
        if cause.rules.len() > 1 {
            add("breaks too", &self.broken(ink, &cause.rules[1..]));
        }
        if !cause.operations.is_empty() {
            add("operation", &cause.operation_names(", "));
        }
        let (scenario, found) = cause.findings[0];
        let shown = format!("{} of {}, such as {}", cause.checks, cause.of, line(&scenario.id));
        add("scenarios", &self.language.label(&shown));
        for (word, line) in finding_lines(scenario, found, self.language) {
            add(word, &if is_command(word) { line } else { cut(&line, LONGEST) });
        }
        let others = cause.others();
        for (place, id) in others.iter().take(SHOWN).enumerate() {
            add(if place == 0 { "also in" } else { "" }, &cut(id, LONGEST));
        }
        if others.len() > SHOWN {
            add(
                "",
                &self.language.label(&format!("… and {} more", others.len() - SHOWN)),
            );
        }
        text
    }

    /// Rules by level, the first of each by name.
    fn broken(&self, ink: Ink, rules: &[RuleId]) -> String {
        let of_level = Level::ALL.into_iter().filter_map(|level| {
            let own = rules.iter().filter(|rule| level_of(self.record, **rule) == level);
            let own: Vec<String> = own.map(RuleId::to_string).collect();
            let shown = own[..own.len().min(NAMED)].join(" ");
            let more = match own.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            (!own.is_empty()).then(|| {
                format!(
                    "{} {}{more}",
                    self.language.label(level.name()),
                    self.paint.ink(ink, &shown)
                )
            })
        });
        of_level.collect::<Vec<_>>().join(", ")
    }

    /// A line that counts what is not shown.
    fn rest(&self, all: usize, things: &str) -> String {
        if all <= SHOWN {
            return String::new();
        }
        let words = self.language.label(&format!("… and {} more {things}", all - SHOWN));
        format!("    {}\n", self.paint.ink(Ink::Dim, &words))
    }

    /// Every waiver with its state, and what it was written for.
    fn waivers(&self) -> String {
        let waivers = waivers(self.record);
        if waivers.is_empty() {
            return String::new();
        }
        let mut text = format!("{}\n", self.heading("Waivers"));
        for Excuse { record, about, lines } in waivers {
            let ink = match record.state {
                WaiverState::HoldsAgain | WaiverState::JudgedAgain | WaiverState::Expired => Ink::Red,
                WaiverState::Waived => Ink::Yellow,
                WaiverState::NotTested => Ink::Dim,
            };
            let name = self.paint.ink(ink, &record.waiver.rule.to_string());
            let state = self.paint.ink(ink, &self.language.padded(record.state.words(), 12));
            let _ = writeln!(text, "  {name}  {state}  {}", cut(about, LONGEST));
            for (word, line) in lines {
                let word = self.paint.ink(Ink::Dim, &self.language.padded(word, 6));
                let _ = writeln!(text, "         {word}  {}", cut(&line, LONGEST));
            }
        }
        text
    }

    /// Rules that were not judged, by the reason.
    fn reasons(&self, heading: &str, reasons: &[(&str, Vec<RuleId>)]) -> String {
        if reasons.is_empty() {
            return String::new();
        }
        let mut text = format!("{}\n", self.heading(heading));
        for (why, rules) in reasons.iter().take(SHOWN) {
            let names = self.paint.ink(Ink::Yellow, &joined(rules));
            let why = self.language.said("reason", why);
            let _ = writeln!(text, "  {names}  {}", cut(&why, LONGEST));
        }
        text.push_str(&self.rest(reasons.len(), "reasons"));
        text
    }

    fn flaky(&self) -> String {
        let flaky = flaky(self.record);
        if flaky.is_empty() {
            return String::new();
        }
        let heading = "Flaky: calls that were sent again, because there was no connection or they were turned away";
        let mut text = format!("{}\n", self.heading(heading));
        for (id, why) in flaky.iter().take(SHOWN) {
            let _ = writeln!(
                text,
                "  {}  {}",
                self.paint.ink(Ink::Yellow, &line(id)),
                cut(&self.language.said("reason", why), LONGEST)
            );
        }
        text.push_str(&self.rest(flaky.len(), "scenarios"));
        text
    }

    /// What was observed, a cell for each open rule, in two columns read downwards.
    fn observations(&self) -> String {
        let cells = open_interpretations(self.record, self.contract);
        if cells.is_empty() {
            return String::new();
        }
        // Two columns need this much, with the names of the rules.
        let columns = if self.width.is_none_or(|width| width >= 2 * (INTERPRETATION + 10)) {
            2
        } else {
            1
        };
        let rows = cells.len().div_ceil(columns);
        let heading = "Not specified: how this vendor does it";
        let mut text = format!("{}\n", self.heading(heading));
        for row in 0..rows {
            let mut line = String::new();
            for (rule, words) in [cells.get(row), cells.get(row + rows)].into_iter().flatten() {
                let words = cut(words, INTERPRETATION);
                let spaces = " ".repeat(INTERPRETATION - words.width());
                let name = self.paint.ink(Ink::Dim, &rule.to_string());
                let _ = write!(line, "  {name}  {words}{spaces}");
            }
            let _ = writeln!(text, "{}", line.trim_end());
        }
        text
    }

    fn notes(&self) -> String {
        let notes = notes(self.record);
        if notes.is_empty() {
            return String::new();
        }
        let mut text = format!("{}\n", self.heading("How answers are written"));
        for note in notes.iter().take(SHOWN) {
            let _ = writeln!(text, "  {}", cut(&self.language.said("reason", note), LONGEST));
        }
        text.push_str(&self.rest(notes.len(), "notes"));
        text
    }

    fn errors(&self) -> String {
        let errors = &self.record.run.errors;
        if errors.is_empty() {
            return String::new();
        }
        let mut text = format!("{}\n", self.heading("Errors of fuhe or of the network"));
        for error in errors.iter().take(SHOWN) {
            let _ = writeln!(
                text,
                "    {} {}",
                self.paint.ink(Ink::Red, "!"),
                cut(&self.language.said("reason", error), LONGEST)
            );
        }
        text.push_str(&self.rest(errors.len(), "errors"));
        text
    }

    /// The users that were created and still exist after the run.
    fn left(&self) -> String {
        let lines = left(self.record);
        let lines = lines
            .iter()
            .map(|line| cut(&self.language.said("reason", line), LONGEST));
        let lines: Vec<String> = lines.collect();
        if lines.is_empty() {
            return String::new();
        }
        let heading = self.heading("Users of this run; the report names those that remain");
        format!("{heading}\n  {}\n", lines.join("\n  "))
    }

    fn verdict(&self) -> String {
        let blocked = |level: &Level| self.record.run.counts.of(*level, Verdict::Blocked) > 0;
        let ink = match self.record.run.verdict {
            RunVerdict::Conforms if Level::ALL.iter().any(blocked) => Ink::Yellow,
            RunVerdict::Conforms => Ink::Green,
            RunVerdict::Deviates | RunVerdict::Incomplete => Ink::Red,
            RunVerdict::Inconclusive | RunVerdict::Empty => Ink::Yellow,
        };
        let sentence = verdict_sentence(self.record);
        format!("{}\n", self.paint.ink(ink, &line(&self.language.of(&sentence))))
    }

    /// A line for each problem: the rules, what the vendor does, and what is documented.
    fn problem_lines(&self, word: &str, ink: Ink, causes: &[Cause<'_>]) -> String {
        let mut text = String::new();
        for cause in causes {
            let Problem { what, documented } = Problem::of(cause, self.contract);
            let (what, documented) = (self.language.of(&what), self.language.of(&documented));
            let words = match self.language {
                Language::English => format!(
                    "{what}; documented: {documented} ({} of {})",
                    cause.checks,
                    plural(cause.of, "scenario")
                ),
                Language::Chinese => {
                    format!(
                        "{what}；文档要求：{documented}（{} 个场景中的 {} 个）",
                        cause.of, cause.checks
                    )
                }
            };
            let rules = joined(&cause.rules);
            let word = self.paint.ink(ink, &self.language.label(word));
            let _ = writeln!(text, "{word} {rules}  {}", cut(&words, LONGEST));
        }
        text
    }

    /// A line for each waiver that fails the run.
    fn waiver_lines(&self) -> String {
        let mut text = String::new();
        for Excuse { record, about, .. } in waivers(self.record) {
            if record.state.fails_the_run() {
                let state = self.paint.ink(Ink::Red, &self.language.label(record.state.words()));
                let word = self.language.label("waiver");
                let _ = writeln!(text, "{word} {state} {}  {}", record.waiver.rule, cut(about, LONGEST));
            }
        }
        text
    }

    fn blocked_lines(&self) -> String {
        let mut text = String::new();
        for (why, rules) in blocked(self.record) {
            let names = joined(&rules);
            let _ = writeln!(
                text,
                "{} {names}  {}",
                self.paint.ink(Ink::Yellow, &self.language.label("blocked")),
                cut(&self.language.said("reason", why), LONGEST)
            );
        }
        text
    }

    fn error_lines(&self) -> String {
        let mut text = String::new();
        for error in &self.record.run.errors {
            let _ = writeln!(
                text,
                "{} {}",
                self.paint.ink(Ink::Red, &self.language.label("error")),
                cut(&self.language.said("reason", error), LONGEST)
            );
        }
        text
    }
}

fn joined(rules: &[RuleId]) -> String {
    let names: Vec<String> = rules.iter().map(RuleId::to_string).collect();
    names.join(" ")
}
