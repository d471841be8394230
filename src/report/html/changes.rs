//! What changed since a baseline.

use std::fmt::Write as _;

use super::index::{Chip, Index, ScenarioLink};
use super::markup::Html;
use super::words::{self, Phrase, Word};
use crate::compare::{Comparison, RuleChange, Side};
use crate::contract::Verdict;
use crate::report::comparison::{self, Entry, Kind};

/// How many of the scenarios that changed a rule's verdict are linked; the rest is counted.
const LINKED: usize = 12;

/// A longer table of changes is folded.
const UNFOLDED: usize = 12;

/// A comparison.
#[derive(Debug)]
pub(super) struct Changes {
    /// Which runs are compared, and what limits the comparison.
    pub head: Phrase,
    /// What changed, in one sentence.
    pub summary: Phrase,
    pub turned: Vec<Turned>,
    pub tables: Vec<Table>,
}

/// A rule whose verdict changed.
#[derive(Debug)]
pub(super) struct Turned {
    pub chip: Chip,
    pub level: Word,
    pub title: Phrase,
    pub from: Verdict,
    pub to: Verdict,
    /// The scenarios that make the difference, and how many more there are.
    pub scenarios: Vec<ScenarioLink>,
    pub more: usize,
}

/// Other changes of one kind.
#[derive(Debug)]
pub(super) struct Table {
    pub heading: Word,
    pub rows: Vec<Row>,
    pub open: bool,
}

/// One of them.
#[derive(Debug)]
pub(super) struct Row {
    pub name: Html,
    pub from: Html,
    pub to: Html,
    pub about: Phrase,
}

/// What changed, seen from the page of the new run.
pub(super) fn of(index: &Index<'_>, comparison: &Comparison) -> Changes {
    let sections = comparison::sections(comparison).into_iter();
    Changes {
        head: Phrase::new(comparison::head(comparison), chinese_head(comparison)),
        summary: Phrase::new(comparison::summary(comparison), chinese_summary(comparison)),
        turned: comparison.rules.iter().map(|change| turned(index, change)).collect(),
        // Rules whose verdict changed have their own form, in the colours of their verdicts.
        tables: sections
            .filter(|(kind, _)| *kind != Kind::Rules)
            .map(|(kind, entries)| table(kind, &entries))
            .collect(),
    }
}

fn turned(index: &Index<'_>, change: &RuleChange) -> Turned {
    let linked = change.scenarios.iter().take(LINKED);
    Turned {
        chip: index.chip(change.rule),
        level: words::level(change.level),
        title: index.contract.rule(change.rule).map_or_else(
            || Phrase::new(&change.title, ""),
            |rule| Phrase::new(&rule.title, rule.chinese.title.as_str()),
        ),
        from: change.from,
        to: change.to,
        scenarios: linked.map(|scenario| index.link(scenario, scenario)).collect(),
        more: change.scenarios.len().saturating_sub(LINKED),
    }
}

fn table(kind: Kind, entries: &[Entry]) -> Table {
    let row = |entry: &Entry| Row {
        name: Html::text(&entry.name),
        from: Html::text(&entry.from),
        to: Html::text(&entry.to),
        about: Phrase::said("change", &entry.about),
    };
    Table {
        heading: words::changes(kind),
        open: entries.len() <= UNFOLDED,
        rows: entries.iter().map(row).collect(),
    }
}

fn chinese_head(comparison: &Comparison) -> String {
    let (old, new) = (&comparison.old, &comparison.new);
    let side = |side: &Side| format!("{}（{}，种子 {}）", side.target, side.started, side.seed);
    let mut text = format!("{}与{}相比：{} 个场景。", side(new), side(old), comparison.scenarios);
    let missing = &comparison.not_compared;
    for (scenarios, why) in [
        (&missing.only_old, "仅在旧运行中运行"),
        (&missing.only_new, "仅在新运行中运行"),
        (&missing.broken, "在其中一次运行中出错"),
    ] {
        if !scenarios.is_empty() {
            // Writing to a String cannot fail.
            let _ = write!(text, "未比较：{} 个场景{why}。", scenarios.len());
        }
    }
    if old.target != new.target {
        text.push_str("这是两个不同的目标。");
    }
    if old.contract != new.contract {
        text.push_str("契约不同：同名的规则或场景的要求可能有出入。");
    }
    text
}

fn chinese_summary(comparison: &Comparison) -> String {
    if comparison.scenarios == 0 {
        return "无可比较：两次运行没有共同的场景。".to_owned();
    }
    let things = ["条规则", "个文档未明确项", "处应答", "处结构"];
    let counts = comparison
        .counts()
        .into_iter()
        .zip(things)
        .filter(|(count, _)| *count > 0);
    let parts: Vec<String> = counts.map(|(count, thing)| format!("{count} {thing}")).collect();
    if parts.is_empty() {
        "没有变化。".to_owned()
    } else {
        format!("变化：{}。", parts.join("、"))
    }
}
