//! What a run says on a console: a line of progress while it runs, and the verdict at its end.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{finding_lines, level_of, rule_record};
use crate::contract::{Area, Book, Ending, Level, RuleId, Verdict};
use crate::record::{FindingRecord, Observer, RunEvent, RunRecord, RunVerdict, ScenarioRecord, Users};

/// Of each rule's findings, and of each list of reasons, so many are shown; the rest is counted.
const SHOWN: usize = 3;

/// Longer lines of evidence are cut; the whole stands in the record.
const LONGEST: usize = 240;

/// The width of a reading in the two columns of observations.
const READING: usize = 50;

/// The width that a line of progress keeps within, since a line that wraps cannot be written over.
const PROGRESS: usize = 78;

// ------------------------------------------------------------------------------------------------------------ progress

/// Tells how far a run is: on a terminal in one line that is written over, elsewhere in a line for every tenth part.
#[derive(Debug)]
pub struct Progress<W: Write> {
    out: W,
    terminal: bool,
    selected: usize,
    done: usize,
    findings: usize,
    errors: usize,
    running: Vec<String>,
    told_tenths: usize,
    last_drawn: Option<Instant>,
}

impl<W: Write> Progress<W> {
    /// Progress written to `out`, which is a terminal or is not.
    pub fn new(out: W, terminal: bool) -> Self {
        Self {
            out,
            terminal,
            selected: 0,
            done: 0,
            findings: 0,
            errors: 0,
            running: Vec::new(),
            told_tenths: 0,
            last_drawn: None,
        }
    }

    /// So often is the line on a terminal drawn, and no more: drawing must not slow the run down.
    const PACE: Duration = Duration::from_millis(80);

    fn draw(&mut self) {
        if self.last_drawn.is_some_and(|last| last.elapsed() < Self::PACE) {
            return;
        }
        self.last_drawn = Some(Instant::now());
        let mut line = self.line();
        if let Some(oldest) = self.running.first() {
            let _ = write!(line, " · {oldest}");
        }
        self.write(&format!("\r\x1b[2K{}", cut(&line, PROGRESS)));
    }

    fn tell(&mut self) {
        let tenths = (self.done * 10).checked_div(self.selected).unwrap_or(10);
        if tenths > self.told_tenths {
            self.told_tenths = tenths;
            let line = self.line();
            self.write(&format!("{line}\n"));
        }
    }

    fn line(&self) -> String {
        let mut line = format!("{} of {} scenarios", self.done, self.selected);
        if self.findings > 0 {
            let _ = write!(line, " · {}", plural(self.findings, "finding"));
        }
        if self.errors > 0 {
            let _ = write!(line, " · {}", plural(self.errors, "error"));
        }
        line
    }

    /// Progress is a courtesy: where it cannot be written, the run goes on.
    fn write(&mut self, text: &str) {
        let _ = self.out.write_all(text.as_bytes());
        let _ = self.out.flush();
    }
}

impl<W: Write> Observer for Progress<W> {
    fn notice(&mut self, event: &RunEvent) {
        match event {
            RunEvent::Started { scenarios } => self.selected = *scenarios,
            RunEvent::Announced { users, explore } => self.write(&announcement(*users, *explore)),
            RunEvent::ScenarioStarted { id } => self.running.push(id.clone()),
            RunEvent::ScenarioFinished(scenario) => {
                self.done += 1;
                self.findings += scenario.findings.len();
                self.errors += usize::from(matches!(scenario.ending, Ending::Error { .. }));
                if let Some(place) = self.running.iter().position(|id| *id == scenario.id) {
                    self.running.remove(place);
                }
                if !self.terminal {
                    self.tell();
                }
            }
            RunEvent::Explored {
                requests,
                to_accept,
                to_refuse,
                per_second,
            } => {
                let either = requests - to_accept - to_refuse;
                self.write(&format!(
                    "{requests} further requests: {to_accept} to be accepted, {to_refuse} to be refused, {either} \
                     either, {per_second:.0} a second\n"
                ));
            }
            RunEvent::Retried { .. } | RunEvent::Tidied(_) => return,
            RunEvent::Finished => {
                if self.terminal {
                    self.write("\r\x1b[2K");
                }
                return;
            }
        }
        if self.terminal {
            self.draw();
        }
    }
}

/// What a run may leave behind, while it can still be stopped.
fn announcement(users: Users, explore: usize) -> String {
    let kinds = [
        (users.desktop, "desktop user"),
        (users.gateway, "gateway user"),
        (users.courier, "courier user"),
    ];
    let kinds = kinds.iter().filter(|(count, _)| *count > 0);
    let mut parts: Vec<String> = kinds.map(|(count, kind)| plural(*count, kind)).collect();
    if explore > 0 {
        parts.push(format!("those of {}", plural(explore, "further request")));
    }
    match parts.as_slice() {
        [] => String::new(),
        parts => format!("creating up to {}\n", parts.join(", ")),
    }
}

// ---------------------------------------------------------------------------------------------------------- final text

/// What a finished run has to say, in as few lines as that takes: rules by area, level and verdict; what deviates; what
/// could not be judged; what was observed; the verdict, and where the report is.
pub fn text(record: &RunRecord, book: &Book, colour: bool, report: Option<&Path>) -> String {
    let page = Page {
        record,
        book,
        paint: Paint { colour },
    };
    let mut sections = vec![page.head()];
    if !record.scenarios.is_empty() {
        sections.push(page.table());
    }
    let (failures, warnings): (Vec<_>, Vec<_>) = page
        .findings_by_rule()
        .into_iter()
        .partition(|(rule, _)| level_of(record, *rule).binds(record.run.strict));
    sections.push(page.findings("What deviates", Ink::Red, &failures));
    sections.push(page.findings("Warnings, which --strict would count", Ink::Yellow, &warnings));
    sections.push(page.blocked());
    sections.push(page.flaky());
    sections.push(page.observations());
    sections.push(page.errors());
    sections.push(page.left());
    sections.push(page.verdict(report));
    sections.retain(|section| !section.is_empty());
    sections.join("\n")
}

struct Page<'a> {
    record: &'a RunRecord,
    book: &'a Book,
    paint: Paint,
}

/// The findings that name one rule, each with its scenario.
type RuleFindings<'a> = (RuleId, Vec<(&'a ScenarioRecord, &'a FindingRecord)>);

impl<'a> Page<'a> {
    fn head(&self) -> String {
        let run = &self.record.run;
        format!(
            "{} · {} · {}, {} in {} · seed {}\n",
            self.paint.ink(Ink::Bold, "fuhe"),
            run.target,
            plural(run.counts.scenarios, "scenario"),
            plural(run.counts.calls, "call"),
            seconds(run.duration_ms),
            run.seed,
        )
    }

    /// One row for each area, one column for each level, and in each cell the verdicts that occur there.
    fn table(&self) -> String {
        let mut rows: Vec<(&str, Vec<Cell>)> = Area::ALL
            .into_iter()
            .map(|area| (area.title(), self.cells(|rule| rule.area() == area)))
            .collect();
        rows.push(("together", self.cells(|_| true)));
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
            let mut blanks = 0;
            for (cell, width) in cells.iter().zip(&widths) {
                // Blanks are put off until something follows, so that no line ends in any.
                let _ = write!(line, "{}  {}", " ".repeat(blanks), cell.text);
                blanks = width.saturating_sub(cell.width);
            }
            let _ = writeln!(text, "{}", line.trim_end());
        }
        text
    }

    fn cells(&self, belongs: impl Fn(RuleId) -> bool) -> Vec<Cell> {
        Level::ALL
            .into_iter()
            .map(|level| {
                let mut cell = Cell::default();
                for verdict in Verdict::ALL {
                    let rules = self.record.rules.iter().filter(|rule| belongs(rule.id));
                    let count = rules.filter(|r| r.level == level && r.verdict == verdict).count();
                    if count > 0 {
                        let words = format!("{count} {}", verdict_words(verdict, count));
                        cell.add(&words, self.paint, self.ink_of(level, verdict));
                    }
                }
                cell
            })
            .collect()
    }

    fn ink_of(&self, level: Level, verdict: Verdict) -> Ink {
        match verdict {
            Verdict::Holds => Ink::Green,
            Verdict::Fails if level.binds(self.record.run.strict) => Ink::Red,
            Verdict::Fails | Verdict::Blocked => Ink::Yellow,
            Verdict::Observed => Ink::Plain,
            Verdict::Untested => Ink::Dim,
        }
    }

    /// Findings grouped by rule, most binding rules first, else in the record's order.
    fn findings_by_rule(&self) -> Vec<RuleFindings<'a>> {
        let mut groups: Vec<RuleFindings<'a>> = Vec::new();
        for scenario in &self.record.scenarios {
            for found in &scenario.findings {
                let rule = found.finding.rule;
                match groups.iter_mut().find(|(own, _)| *own == rule) {
                    Some((_, findings)) => findings.push((scenario, found)),
                    None => groups.push((rule, vec![(scenario, found)])),
                }
            }
        }
        let place = |rule: RuleId| self.record.rules.iter().position(|r| r.id == rule);
        groups.sort_by_key(|(rule, _)| (level_of(self.record, *rule), place(*rule)));
        for (rule, findings) in &mut groups {
            // The rule's own scenarios tell most of it.
            findings.sort_by_key(|(scenario, _)| scenario.rule != *rule);
        }
        groups
    }

    fn findings(&self, heading: &str, ink: Ink, groups: &[RuleFindings<'_>]) -> String {
        if groups.is_empty() {
            return String::new();
        }
        let mut text = format!("{}\n", self.paint.ink(Ink::Bold, heading));
        for (rule, findings) in groups {
            let level = level_of(self.record, *rule);
            let title = rule_record(self.record, *rule).map_or("", |rule| &rule.title);
            let name = self.paint.ink(ink, &rule.to_string());
            let _ = writeln!(text, "\n  {name}  {level}  {title}");
            if let Some(documented) = self.book.rule(*rule).filter(|rule| !rule.source.is_empty()) {
                let _ = writeln!(text, "         {}", self.paint.ink(Ink::Dim, &documented.source));
            }
            for (scenario, found) in findings.iter().take(SHOWN) {
                // A scenario of another rule is named in full, so that it can be found.
                let own = scenario.rule == *rule;
                let name = if own { &scenario.name } else { &scenario.id };
                let _ = writeln!(text, "    {} {name}", self.paint.ink(ink, "✗"));
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
        }
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

    /// Blocked rules by the reason that blocked them: one refused precondition often blocks many.
    fn blocked(&self) -> String {
        let mut reasons: Vec<(&str, Vec<RuleId>)> = Vec::new();
        for rule in self.record.rules.iter().filter(|rule| rule.verdict == Verdict::Blocked) {
            let evidence = self
                .record
                .scenarios
                .iter()
                .filter(|scenario| scenario.rule == rule.id || scenario.also.contains(&rule.id));
            for scenario in evidence {
                let why = match &scenario.ending {
                    Ending::Blocked { why } => why.as_str(),
                    Ending::Error { .. } => "an error, told below",
                    Ending::Completed | Ending::Inapplicable { .. } => continue,
                };
                match reasons.iter_mut().find(|(own, _)| *own == why) {
                    Some((_, rules)) if rules.contains(&rule.id) => {}
                    Some((_, rules)) => rules.push(rule.id),
                    None => reasons.push((why, vec![rule.id])),
                }
            }
        }
        if reasons.is_empty() {
            return String::new();
        }
        let mut text = format!(
            "{}\n",
            self.paint.ink(Ink::Bold, "Blocked, so that nothing can be said")
        );
        for (why, rules) in reasons.iter().take(SHOWN) {
            let names: Vec<String> = rules.iter().map(RuleId::to_string).collect();
            let names = self.paint.ink(Ink::Yellow, &names.join(" "));
            let _ = writeln!(text, "  {names}  {}", cut(why, LONGEST));
        }
        text.push_str(&self.rest(reasons.len(), "reasons"));
        text
    }

    /// Scenarios that took more than one attempt: what they found stands, but the way there is not to be relied on.
    fn flaky(&self) -> String {
        let flaky: Vec<&ScenarioRecord> = self.record.scenarios.iter().filter(|s| !s.flaky.is_empty()).collect();
        if flaky.is_empty() {
            return String::new();
        }
        let heading = "Flaky: calls that were sent again, since no connection stood";
        let mut text = format!("{}\n", self.paint.ink(Ink::Bold, heading));
        for scenario in flaky.iter().take(SHOWN) {
            let _ = writeln!(
                text,
                "  {}  {}",
                self.paint.ink(Ink::Yellow, &scenario.id),
                cut(&scenario.flaky[0], LONGEST)
            );
        }
        text.push_str(&self.rest(flaky.len(), "scenarios"));
        text
    }

    /// What was observed, a cell for each open rule, in two columns read downwards.
    fn observations(&self) -> String {
        let cells: Vec<(RuleId, String)> = self
            .record
            .observations
            .iter()
            .map(|(rule, seen)| {
                let asked = self.book.rule(*rule).map_or(seen.len(), |rule| rule.questions.len());
                (*rule, readings(seen, asked))
            })
            .collect();
        if cells.is_empty() {
            return String::new();
        }
        let rows = cells.len().div_ceil(2);
        let heading = "What the pages leave open, as this vendor has it";
        let mut text = format!("{}\n", self.paint.ink(Ink::Bold, heading));
        for row in 0..rows {
            let mut line = String::new();
            for (rule, words) in [cells.get(row), cells.get(row + rows)].into_iter().flatten() {
                let words = cut(words, READING);
                let blanks = " ".repeat(READING - width(&words));
                let name = self.paint.ink(Ink::Dim, &rule.to_string());
                let _ = write!(line, "  {name}  {words}{blanks}");
            }
            let _ = writeln!(text, "{}", line.trim_end());
        }
        text
    }

    fn errors(&self) -> String {
        let errors = &self.record.run.errors;
        if errors.is_empty() {
            return String::new();
        }
        let mut text = format!("{}\n", self.paint.ink(Ink::Bold, "Errors, ours or the network's"));
        for error in errors.iter().take(SHOWN) {
            let _ = writeln!(text, "    {} {}", self.paint.ink(Ink::Red, "!"), cut(error, LONGEST));
        }
        text.push_str(&self.rest(errors.len(), "errors"));
        text
    }

    /// What became of the users that were created, where they outlast the run.
    fn left(&self) -> String {
        const NO_REMOVAL: &str = "the gateway documents no way to remove them";
        let Some(left) = &self.record.run.left else {
            return String::new();
        };
        let mut lines = Vec::new();
        if left.removed > 0 {
            lines.push(format!("{} removed", plural(left.removed, "courier user")));
        }
        for (operation, names) in &left.remaining {
            let (kind, why) = match operation.name() {
                "client.user.save" => ("desktop user", NO_REMOVAL),
                "user.save" => ("gateway user", NO_REMOVAL),
                _ if left.kept => ("courier user", "--keep was given"),
                _ => ("courier user", left.trouble.as_deref().unwrap_or("nobody knows why")),
            };
            // Of a request with rows in error, nobody tells whether the others were saved.
            let bound = if kind == "courier user" { "up to " } else { "" };
            let verb = if names.len() == 1 { "remains" } else { "remain" };
            lines.push(format!(
                "{bound}{} {verb}: {}",
                plural(names.len(), kind),
                cut(why, LONGEST)
            ));
        }
        if lines.is_empty() {
            return String::new();
        }
        let heading = self
            .paint
            .ink(Ink::Bold, "Users of this run, named in the report where they remain");
        format!("{heading}\n  {}\n", lines.join("\n  "))
    }

    fn verdict(&self, report: Option<&Path>) -> String {
        let run = &self.record.run;
        let target = &run.target;
        let failing = |level| run.counts.of(level, Verdict::Fails);
        let blocked: usize = Level::ALL
            .iter()
            .map(|level| run.counts.of(*level, Verdict::Blocked))
            .sum();
        let held = run.counts.of(Level::Must, Verdict::Holds) + run.counts.of(Level::Should, Verdict::Holds);
        let (ink, mut words) = match run.verdict {
            RunVerdict::Conforms if blocked > 0 => (
                Ink::Yellow,
                format!(
                    "{target} shows no deviation, but {} could not be judged.",
                    plural(blocked, "rule")
                ),
            ),
            RunVerdict::Conforms => (
                Ink::Green,
                format!(
                    "{target} conforms to its documentation: {} {}.",
                    plural(held, "rule"),
                    verdict_words(Verdict::Holds, held)
                ),
            ),
            RunVerdict::Deviates => (
                Ink::Red,
                format!("{target} deviates from its documentation: {}.", self.failing_words()),
            ),
            RunVerdict::Incomplete => (
                Ink::Red,
                format!(
                    "Nothing final can be said of {target}: {} stood in the way.",
                    plural(run.errors.len(), "error")
                ),
            ),
            RunVerdict::Empty => (
                Ink::Yellow,
                "No scenario was selected: widen --tags or --name, or see `fuhe rules`.".to_owned(),
            ),
        };
        if run.verdict == RunVerdict::Incomplete && !self.failing_words().is_empty() {
            let _ = write!(words, " But what did run deviates: {}.", self.failing_words());
        }
        if run.counts.skipped > 0 {
            let skipped = plural(run.counts.skipped, "selected scenario");
            let _ = write!(words, " The run stopped there: {skipped} did not run.");
        }
        if run.counts.retries > 0 {
            let _ = write!(
                words,
                " It took {} to have every call made.",
                plural(run.counts.retries, "further attempt")
            );
        }
        let warnings = failing(Level::Should);
        if warnings > 0 && !run.strict {
            let _ = write!(
                words,
                " {} stands as a warning.",
                plural(warnings, "failed should rule")
            );
            if warnings > 1 {
                words = words.replace("stands as a warning", "stand as warnings");
            }
        }
        let mut text = format!("{}\n", self.paint.ink(ink, &words));
        if let Some(path) = report {
            let _ = writeln!(text, "Report: {}", path.display());
        }
        text
    }

    /// `2 must rules and 1 should rule fail`, of the levels that count; nothing where no such rule fails.
    fn failing_words(&self) -> String {
        let run = &self.record.run;
        let counts: Vec<(usize, Level)> = Level::ALL
            .into_iter()
            .filter(|level| level.binds(run.strict))
            .map(|level| (run.counts.of(level, Verdict::Fails), level))
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
}

/// One cell of the table: its text, and its width without the ink.
#[derive(Default)]
struct Cell {
    text: String,
    width: usize,
}

impl Cell {
    fn add(&mut self, words: &str, paint: Paint, ink: Ink) {
        if !self.text.is_empty() {
            self.text.push_str(" · ");
            self.width += 3;
        }
        self.text.push_str(&paint.ink(ink, words));
        self.width += width(words);
    }
}

/// The readings of one rule in few words: by itself where only one question is asked, else with the questions, and
/// many of the same counted.
fn readings(seen: &BTreeMap<String, Value>, asked: usize) -> String {
    let word = |value: &Value| match value {
        Value::String(reading) => reading.clone(),
        // The scenarios did not agree; the record tells which saw what.
        _ => "varies".to_owned(),
    };
    if asked == 1 {
        return seen.values().map(word).collect();
    }
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for (question, value) in seen {
        let reading = word(value);
        match groups.iter_mut().find(|(own, _)| *own == reading) {
            Some((_, names)) => names.push(question),
            None => groups.push((reading, vec![question])),
        }
    }
    let parts: Vec<String> = groups
        .into_iter()
        .map(|(reading, names)| {
            if names.len() > 2 {
                format!("{} × {reading}", names.len())
            } else {
                format!("{} {reading}", names.join(", "))
            }
        })
        .collect();
    parts.join(" · ")
}

fn verdict_words(verdict: Verdict, count: usize) -> &'static str {
    match (verdict, count) {
        (Verdict::Holds, 1) => "holds",
        (Verdict::Holds, _) => "hold",
        (Verdict::Fails, 1) => "fails",
        (Verdict::Fails, _) => "fail",
        (other, _) => other.name(),
    }
}

/// `1 call`, `1,260 calls`.
fn plural(count: usize, thing: &str) -> String {
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

fn seconds(millis: u64) -> String {
    format!("{}.{} s", millis / 1000, millis % 1000 / 100)
}

/// A text of one line, cut to so many columns. What a vendor sends is shown, but must not command the terminal.
fn cut(text: &str, columns: usize) -> String {
    let line = text.replace(char::is_control, " ");
    if width(&line) <= columns {
        return line;
    }
    let mut kept = String::new();
    let mut used = 1;
    for character in line.chars() {
        used += columns_of(character);
        if used > columns {
            break;
        }
        kept.push(character);
    }
    kept.push('…');
    kept
}

/// How many columns a text takes on a console.
fn width(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

/// Chinese characters and full-width signs take two columns. The ranges that occur in these reports will do.
fn columns_of(character: char) -> usize {
    let wide = matches!(
        u32::from(character),
        0x1100..=0x115f
            | 0x2e80..=0xa4cf
            | 0xac00..=0xd7a3
            | 0xf900..=0xfaff
            | 0xfe30..=0xfe6f
            | 0xff00..=0xff60
            | 0xffe0..=0xffe6
            | 0x0001_f300..=0x0001_faff
            | 0x0002_0000..=0x0003_fffd
    );
    if wide { 2 } else { 1 }
}

#[derive(Clone, Copy)]
enum Ink {
    Plain,
    Bold,
    Dim,
    Red,
    Green,
    Yellow,
}

/// Puts colour on, or does not.
#[derive(Clone, Copy)]
struct Paint {
    colour: bool,
}

impl Paint {
    fn ink(self, ink: Ink, text: &str) -> String {
        let code = match ink {
            Ink::Plain => return text.to_owned(),
            Ink::Bold => 1,
            Ink::Dim => 2,
            Ink::Red => 31,
            Ink::Green => 32,
            Ink::Yellow => 33,
        };
        if self.colour {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
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
