//! A finished run on a console: in full, or in brief.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use super::digest::{
    Counts, Deviations, Excuse, RuleFindings, SHOWN, Standing, blocked, deviations, flaky, judged_in_part, left, notes,
    open_interpretations, selection_words, table, waivers,
};
use super::sentence::verdict_sentence;
use super::words::{actual_words, cut, finding_lines, plural, seconds, times_words};
use super::{level_of, rule_record};
use crate::contract::{Contract, Level, RuleId, Verdict, WaiverState};
use crate::record::{RunRecord, RunVerdict};
use crate::text::{Ink, Painted, Painter, line};

/// Longer lines of evidence are cut; the record has them complete.
const LONGEST: usize = 240;

/// The width of an interpretation in the two columns of observations.
const INTERPRETATION: usize = 50;

/// The result of a run, in as few lines as possible: rules by area, level and verdict; deviations; what could not be
/// judged; what was observed; and the verdict.
pub fn text(record: &RunRecord, contract: &Contract, colour: bool) -> Painted {
    let page = Page {
        record,
        contract,
        paint: Painter::new(colour),
    };
    let mut sections = vec![page.head()];
    if !record.scenarios.is_empty() {
        sections.push(page.table());
    }
    let Deviations { failures, warnings } = deviations(record);
    sections.push(page.findings("Deviations", Ink::Red, &failures));
    sections.push(page.findings("Warnings, which --strict would count", Ink::Yellow, &warnings));
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

/// The same in brief: a line for each deviation, and the verdict.
pub fn brief(record: &RunRecord, contract: &Contract, colour: bool) -> Painted {
    let page = Page {
        record,
        contract,
        paint: Painter::new(colour),
    };
    let Deviations { failures, warnings } = deviations(record);
    let sections = [
        page.lines("fails", Ink::Red, &failures),
        page.lines("warning", Ink::Yellow, &warnings),
        page.waiver_lines(),
        page.blocked_lines(),
        page.error_lines(),
        page.verdict(),
    ];
    page.paint.finish(&sections.concat())
}

/// The findings that name one rule, as the whole text has them.
pub(super) fn findings_of_rule(
    record: &RunRecord,
    contract: &Contract,
    paint: Painter,
    ink: Ink,
    group: &RuleFindings<'_>,
) -> String {
    Page {
        record,
        contract,
        paint,
    }
    .findings_of_rule(ink, group)
}

struct Page<'a> {
    record: &'a RunRecord,
    contract: &'a Contract,
    paint: Painter,
}

/// The heading of rules that no form of a value shows completely.
const IN_PART: &str = "Judged in part: the vendor looks at more than the limit, in every form of the value";

impl Page<'_> {
    fn head(&self) -> String {
        let run = &self.record.run;
        let mut text = format!(
            "{} · {} · {}{}, {} in {} · seed {}\n",
            self.paint.ink(Ink::Bold, "fuhe"),
            line(&run.target),
            plural(run.counts.scenarios, "scenario"),
            times_words(self.record),
            plural(run.counts.calls, "call"),
            seconds(run.duration_ms),
            run.seed,
        );
        if let Some(words) = selection_words(self.record) {
            let _ = writeln!(text, "selected: {}", cut(&words, LONGEST));
        }
        text
    }

    /// One row for each area, one column for each level, and in each cell the verdicts that occur there.
    fn table(&self) -> String {
        let rows: Vec<(&str, Vec<Cell>)> = table(self.record)
            .into_iter()
            .map(|(name, levels)| (name, levels.iter().map(|counts| self.cell(counts)).collect()))
            .collect();
        let name_width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
        let widths: Vec<usize> = (0..Level::ALL.len())
            .map(|column| {
                rows.iter()
                    .map(|(_, cells)| cells[column].width)
                    .max()
                    .unwrap_or_default()
            })
            .collect();
        let mut head = format!("  {:name_width$}", "");
        for (level, width) in Level::ALL.into_iter().zip(&widths) {
            let _ = write!(head, "  {level:width$}");
        }
        let mut text = format!("{}\n", self.paint.ink(Ink::Dim, head.trim_end()));
        for (name, cells) in rows {
            let mut line = format!("  {name:name_width$}");
            let mut spaces = 0;
            for (cell, width) in cells.iter().zip(&widths) {
                // Spaces are written only when text follows, so that no line ends in a space.
                let _ = write!(line, "{}  {}", " ".repeat(spaces), cell.text);
                spaces = width.saturating_sub(cell.width);
            }
            let _ = writeln!(text, "{}", line.trim_end());
        }
        text
    }

    fn cell(&self, (level, counts): &Counts) -> Cell {
        let mut cell = Cell::default();
        for (standing, count) in counts {
            let words = format!("{count} {}", standing.words(*count));
            cell.add(&words, self.paint, self.ink_of(*level, *standing));
        }
        cell
    }

    fn ink_of(&self, level: Level, standing: Standing) -> Ink {
        match standing {
            Standing::Is(Verdict::Holds) => Ink::Green,
            Standing::Is(Verdict::Fails) if level.binds(self.record.run.strict) => Ink::Red,
            Standing::Is(Verdict::Fails | Verdict::Blocked) | Standing::Waived => Ink::Yellow,
            Standing::Is(Verdict::Observed) => Ink::Plain,
            Standing::Is(Verdict::PartlyTested | Verdict::Untested) => Ink::Dim,
        }
    }

    fn findings(&self, heading: &str, ink: Ink, groups: &[RuleFindings<'_>]) -> String {
        if groups.is_empty() {
            return String::new();
        }
        let mut text = format!("{}\n", self.paint.ink(Ink::Bold, heading));
        for group in groups {
            text.push('\n');
            text.push_str(&self.findings_of_rule(ink, group));
        }
        text
    }

    fn findings_of_rule(&self, ink: Ink, (rule, findings): &RuleFindings<'_>) -> String {
        let level = level_of(self.record, *rule);
        let title = rule_record(self.record, *rule).map_or("", |rule| &rule.title);
        let name = self.paint.ink(ink, &rule.to_string());
        let mut text = format!("  {name}  {level}  {}\n", line(title));
        if let Some(documented) = self.contract.rule(*rule).filter(|rule| !rule.source.is_empty()) {
            let _ = writeln!(text, "         {}", self.paint.ink(Ink::Dim, &line(&documented.source)));
        }
        for (scenario, found) in findings.iter().take(SHOWN) {
            // A scenario of another rule is named in full, so that it can be found.
            let own = scenario.rule == *rule;
            let name = if own { &scenario.name } else { &scenario.id };
            let _ = writeln!(text, "    {} {}", self.paint.ink(ink, "✗"), line(name));
            for (word, line) in finding_lines(scenario, found) {
                // A command that is cut cannot be copied.
                let line = if word == "repeat" { line } else { cut(&line, LONGEST) };
                let _ = writeln!(
                    text,
                    "      {}  {line}",
                    self.paint.ink(Ink::Dim, &format!("{word:<8}"))
                );
            }
        }
        text.push_str(&self.rest(findings.len(), "of this rule"));
        text
    }

    /// A line that counts what is not shown.
    fn rest(&self, all: usize, things: &str) -> String {
        if all <= SHOWN {
            return String::new();
        }
        let words = format!("… and {} more {things}", all - SHOWN);
        format!("    {}\n", self.paint.ink(Ink::Dim, &words))
    }

    /// Every waiver with its state, and what it was written for.
    fn waivers(&self) -> String {
        let waivers = waivers(self.record);
        if waivers.is_empty() {
            return String::new();
        }
        let mut text = format!("{}\n", self.paint.ink(Ink::Bold, "Waivers"));
        for Excuse { record, about, lines } in waivers {
            let ink = match record.state {
                WaiverState::HoldsAgain | WaiverState::JudgedAgain | WaiverState::Expired => Ink::Red,
                WaiverState::Waived => Ink::Yellow,
                WaiverState::NotTested => Ink::Dim,
            };
            let name = self.paint.ink(ink, &record.waiver.rule.to_string());
            let state = self.paint.ink(ink, &format!("{:<12}", record.state.words()));
            let _ = writeln!(text, "  {name}  {state}  {}", cut(about, LONGEST));
            for (word, line) in lines {
                let word = self.paint.ink(Ink::Dim, &format!("{word:<6}"));
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
        let mut text = format!("{}\n", self.paint.ink(Ink::Bold, heading));
        for (why, rules) in reasons.iter().take(SHOWN) {
            let names = self.paint.ink(Ink::Yellow, &joined(rules));
            let _ = writeln!(text, "  {names}  {}", cut(why, LONGEST));
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
        let mut text = format!("{}\n", self.paint.ink(Ink::Bold, heading));
        for (id, why) in flaky.iter().take(SHOWN) {
            let _ = writeln!(
                text,
                "  {}  {}",
                self.paint.ink(Ink::Yellow, &line(id)),
                cut(why, LONGEST)
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
        let rows = cells.len().div_ceil(2);
        let heading = "Not specified: how this vendor does it";
        let mut text = format!("{}\n", self.paint.ink(Ink::Bold, heading));
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
        let mut text = format!("{}\n", self.paint.ink(Ink::Bold, "How answers are written"));
        for note in notes.iter().take(SHOWN) {
            let _ = writeln!(text, "  {}", cut(note, LONGEST));
        }
        text.push_str(&self.rest(notes.len(), "notes"));
        text
    }

    fn errors(&self) -> String {
        let errors = &self.record.run.errors;
        if errors.is_empty() {
            return String::new();
        }
        let mut text = format!("{}\n", self.paint.ink(Ink::Bold, "Errors of fuhe or of the network"));
        for error in errors.iter().take(SHOWN) {
            let _ = writeln!(text, "    {} {}", self.paint.ink(Ink::Red, "!"), cut(error, LONGEST));
        }
        text.push_str(&self.rest(errors.len(), "errors"));
        text
    }

    /// The users that were created and still exist after the run.
    fn left(&self) -> String {
        let lines: Vec<String> = left(self.record).iter().map(|line| cut(line, LONGEST)).collect();
        if lines.is_empty() {
            return String::new();
        }
        let heading = self
            .paint
            .ink(Ink::Bold, "Users of this run; the report names those that remain");
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
        format!("{}\n", self.paint.ink(ink, &line(&sentence.english)))
    }

    /// A line for each finding: rule and result, place, expected and actual.
    fn lines(&self, word: &str, ink: Ink, groups: &[RuleFindings<'_>]) -> String {
        let mut text = String::new();
        for (rule, findings) in groups {
            for (scenario, found) in findings.iter().take(SHOWN) {
                let line = format!(
                    "{}: expected {}; actual {}",
                    scenario.id,
                    found.finding.expected,
                    actual_words(found)
                );
                let _ = writeln!(text, "{} {rule}  {}", self.paint.ink(ink, word), cut(&line, LONGEST));
            }
            text.push_str(&self.rest(findings.len(), &format!("of {rule}")));
        }
        text
    }

    /// A line for each waiver that fails the run.
    fn waiver_lines(&self) -> String {
        let mut text = String::new();
        for Excuse { record, about, .. } in waivers(self.record) {
            if record.state.fails_the_run() {
                let state = self.paint.ink(Ink::Red, record.state.words());
                let _ = writeln!(text, "waiver {state} {}  {}", record.waiver.rule, cut(about, LONGEST));
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
                self.paint.ink(Ink::Yellow, "blocked"),
                cut(why, LONGEST)
            );
        }
        text
    }

    fn error_lines(&self) -> String {
        let mut text = String::new();
        for error in &self.record.run.errors {
            let _ = writeln!(text, "{} {}", self.paint.ink(Ink::Red, "error"), cut(error, LONGEST));
        }
        text
    }
}

fn joined(rules: &[RuleId]) -> String {
    let names: Vec<String> = rules.iter().map(RuleId::to_string).collect();
    names.join(" ")
}

/// One cell of the table: its text, and its width without the ink.
#[derive(Default)]
struct Cell {
    text: String,
    width: usize,
}

impl Cell {
    fn add(&mut self, words: &str, paint: Painter, ink: Ink) {
        if !self.text.is_empty() {
            self.text.push_str(" · ");
            self.width += 3;
        }
        self.text.push_str(&paint.ink(ink, words));
        self.width += words.width();
    }
}
