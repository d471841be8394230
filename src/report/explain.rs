//! A rule or an open question, as `fuhe explain` shows it: what is documented and where, how it is tested, how to run and to
//! waive it, and what the last run said.

use std::fmt::Write as _;
use std::path::Path;

use super::language::plain;
use super::words::verdict_words;
use super::{Language, rule_record};
use crate::contract::{Contract, Level, Question, Rule, Scenario, Verdict};
use crate::record::RunRecord;
use crate::text::{line, lines, shell_quoted};

/// The last run, and the file that its record is in.
pub type LastRun<'a> = Option<(&'a RunRecord, &'a Path)>;

/// The width of the column of labels.
const LABELS: usize = 12;

/// Everything about a rule.
pub fn rule(rule: &Rule, contract: &Contract, last: LastRun<'_>, language: Language) -> String {
    let title = language.either(&rule.title, &rule.chinese.title);
    let mut page = Page::new(language);
    let _ = writeln!(page.text, "{}  {}  {}", rule.id, rule.level.name(), lines(title));
    page.paragraph(language.either(&rule.prose, &rule.chinese.prose));
    page.entry("source", "出处", language.either(&rule.source, &rule.chinese.source));
    page.entry(
        "feature",
        "契约文件",
        &format!("features/{}:{}", rule.feature, rule.line),
    );
    page.entry("level", "级别", level_words(rule.level, language));
    for question in &rule.questions {
        page.question(question);
    }
    let scenarios: Vec<&Scenario> = contract
        .scenarios
        .iter()
        .filter(|scenario| scenario.is_evidence_for(rule.id))
        .collect();
    if rule.untestable {
        let words = language.either("none: nobody outside can provoke this", "无：无法从外部触发");
        page.entry("scenarios", "场景", words);
    } else {
        page.entry("scenarios", "场景", &scenarios.len().to_string());
        page.scenarios(&scenarios);
        page.entry(
            "run it",
            "运行",
            &format!("fuhe check --tags {}", shell_quoted(&format!("@{}", rule.id))),
        );
    }
    page.entry("waive it", "豁免", &waiver(rule, language));
    page.last_run(last, |record| verdict(rule, record, language));
    page.text
}

/// Everything about an open question.
pub fn question(rule: &Rule, question: &Question, last: LastRun<'_>, language: Language) -> String {
    let mut page = Page::new(language);
    let text = language.either(&question.text, &question.chinese);
    let _ = writeln!(page.text, "{}  {}", question.id, lines(text));
    page.interpretations(question);
    page.entry(
        "rule",
        "规则",
        &format!("{}  {}", rule.id, language.either(&rule.title, &rule.chinese.title)),
    );
    page.entry("source", "出处", language.either(&rule.source, &rule.chinese.source));
    page.entry(
        "run it",
        "运行",
        &format!("fuhe check --tags {}", shell_quoted(&format!("@{}", rule.id))),
    );
    page.entry(
        "see it",
        "演示",
        &question
            .interpretations
            .first()
            .map(|first| format!("fuhe check --choice {}={}", question.id, shell_quoted(&first.value)))
            .unwrap_or_default(),
    );
    page.last_run(last, |record| {
        let seen = record.observations.get(&rule.id)?.get(&question.id.name)?;
        Some(seen.as_str().map_or_else(|| seen.to_string(), str::to_owned))
    });
    page.text
}

fn level_words(level: Level, language: Language) -> &'static str {
    match level {
        Level::Must => language.either("must: a deviation fails the run", "must（必须）：不符合则运行失败"),
        Level::Should => language.either(
            "should: a deviation is a warning, and fails the run with --strict",
            "should（应当）：不符合仅作警告，--strict 时运行失败",
        ),
        Level::Open => language.either(
            "open: the documentation does not say; observed, and never a deviation",
            "open（未定）：文档未规定；只观察，不判定",
        ),
    }
}

/// How to put up with a deviation.
fn waiver(rule: &Rule, language: Language) -> String {
    if rule.level == Level::Open {
        return language
            .either("not needed: it never fails", "无需豁免：不会失败")
            .to_owned();
    }
    let place = language.either(
        "in the target file, or in fuhe.toml for every target:",
        "写入目标文件；对所有目标则写入 fuhe.toml：",
    );
    let more = if rule.untestable {
        "not_judged = true\nuntil = 2027-03-31\n"
    } else {
        ""
    };
    format!("{place}\n[[waiver]]\nrule = \"{}\"\nreason = \"…\"\n{more}", rule.id)
}

/// What the last run said of a rule, with its first finding.
fn verdict(rule: &Rule, record: &RunRecord, language: Language) -> Option<String> {
    let own = rule_record(record, rule.id)?;
    let waived = if record.is_waived(rule.id) {
        language.either(", waived", "，已豁免")
    } else {
        ""
    };
    let mut words = format!("{}{waived}", language.label(verdict_words(own.verdict, 1)));
    let mut findings = record
        .scenarios
        .iter()
        .flat_map(|scenario| scenario.findings.iter().map(move |found| (scenario, found)))
        .filter(|(_, found)| found.finding.rule == rule.id);
    if let Some((scenario, found)) = findings.next() {
        let _ = write!(words, "\n{}\n{}", found.finding.actual, scenario.id);
        let more = findings.count();
        if more > 0 {
            let _ = write!(words, " {}", language.label(&format!("… and {more} more")));
        }
    } else if own.verdict == Verdict::Untested {
        let _ = write!(
            words,
            "{}",
            language.either(": not selected, or nothing to test it with", "：未选中或无场景")
        );
    }
    Some(words)
}

struct Page {
    text: String,
    language: Language,
}

impl Page {
    fn new(language: Language) -> Self {
        Self {
            text: String::new(),
            language,
        }
    }

    fn paragraph(&mut self, prose: &str) {
        for part in prose.lines() {
            let _ = writeln!(self.text, "  {}", line(&plain(part)));
        }
    }

    /// A label, and its text beside it, which may have several lines.
    fn entry(&mut self, english: &str, chinese: &str, words: &str) {
        let mut label = self.language.either(english, chinese);
        for part in words.lines() {
            let width = unicode_width::UnicodeWidthStr::width(label);
            let space = " ".repeat(LABELS.saturating_sub(width));
            let _ = writeln!(self.text, "  {label}{space}{}", line(part));
            label = "";
        }
    }

    fn question(&mut self, question: &Question) {
        let text = self.language.either(&question.text, &question.chinese);
        self.entry("question", "问题", &format!("{}  {text}", question.id));
        self.interpretations(question);
    }

    fn interpretations(&mut self, question: &Question) {
        for interpretation in &question.interpretations {
            let meaning = self.language.either(&interpretation.text, &interpretation.chinese);
            let _ = writeln!(
                self.text,
                "  {}{}  {}",
                " ".repeat(LABELS),
                line(&interpretation.value),
                line(&plain(meaning))
            );
        }
    }

    fn scenarios(&mut self, scenarios: &[&Scenario]) {
        for scenario in scenarios {
            let name = self.language.either(&scenario.name, &scenario.chinese);
            let _ = writeln!(
                self.text,
                "  {}{}/{}",
                " ".repeat(LABELS),
                scenario.rule,
                line(&plain(name))
            );
        }
    }

    /// What the last run said, if it said anything.
    fn last_run(&mut self, last: LastRun<'_>, said: impl FnOnce(&RunRecord) -> Option<String>) {
        let Some((record, file)) = last else {
            return;
        };
        let none = || self.language.either("nothing", "无").to_owned();
        let said = said(record).unwrap_or_else(none);
        let words = format!(
            "{said}\n({}, {}, {})",
            record.run.target,
            record.run.started,
            file.display()
        );
        self.entry("last run", "最近一次", &words);
    }
}
