//! The top of the page: did it conform, what is wrong, what changed, and how much of the contract was judged.

use super::charts::{self, Runs};
use super::index::Index;
use super::markup::Html;
use super::problems::Problems;
use super::words::{self, Phrase, Word};
use crate::compare::Comparison;
use crate::contract::{Area, Contract, Level, Verdict};
use crate::record::{RunRecord, RunVerdict};
use crate::report::ReportInput;
use crate::report::digest::{self, Standing};
use crate::report::sentence::verdict_sentence;
use crate::report::words::plural;

/// The result of a run before any detail.
#[derive(Debug)]
pub(super) struct Summary {
    /// `good`, `bad`, `unsure`, `changed` or `broken`.
    pub class: &'static str,
    /// The verdict in one word.
    pub chip: Word,
    pub target: String,
    pub started: String,
    /// How much of the contract was judged.
    pub reach: Phrase,
    pub headline: Phrase,
    /// The verdict in full; none where the headline says all of it.
    pub lead: Option<Phrase>,
    /// What changed since the baseline, or since the last run of the history.
    pub delta: Vec<Delta>,
    pub rows: Vec<AreaRow>,
    pub runs: Option<Runs>,
    pub figures: Vec<Figure>,
    pub addresses: Vec<(String, String)>,
    pub errors: Vec<Phrase>,
    /// The conditions that narrowed the run.
    pub selection: Vec<Html>,
    /// Scenarios whose calls had to be repeated, each with the reason.
    pub flaky: Vec<(Phrase, Phrase)>,
    /// The users that were created and still exist after the run.
    pub left: Vec<Phrase>,
    /// True if the run was judged by another contract than this one.
    pub other_contract: bool,
    /// Every standing that some rule has.
    pub standings: Vec<Standing>,
}

/// A figure and its name.
#[derive(Debug)]
pub(super) struct Figure {
    pub name: Word,
    pub value: String,
}

/// A part of what changed.
#[derive(Debug)]
pub(super) struct Delta {
    /// `fails`, `holds` or nothing.
    pub class: &'static str,
    pub words: Phrase,
}

/// The rules of one area, a cell for each level.
#[derive(Debug)]
pub(super) struct AreaRow {
    pub letters: &'static str,
    pub area: Word,
    pub cells: Vec<Cell>,
}

/// The rules of one area and level.
#[derive(Debug)]
pub(super) struct Cell {
    pub class: &'static str,
    pub words: Phrase,
}

/// The summary of a run, seen from a contract.
pub(super) fn of(index: &Index<'_>, input: &ReportInput<'_>, problems: &Problems) -> Summary {
    let ReportInput { record, contract, .. } = *input;
    let run = &record.run;
    let sentence = Phrase::of(verdict_sentence(record));
    let changes = input.comparison.map_or(0, changes);
    let (class, chip) = verdict(record, changes);
    let headline = headline(record, problems, changes);
    Summary {
        class,
        chip,
        target: run.target.clone(),
        started: started(&run.started),
        reach: reach(record, contract),
        lead: headline.is_some().then(|| sentence.clone()),
        headline: headline.unwrap_or(sentence),
        delta: delta(input),
        rows: rows(record),
        runs: charts::runs(record, input.history),
        figures: figures(record),
        addresses: run
            .addresses
            .iter()
            .map(|(name, url)| (name.clone(), url.clone()))
            .collect(),
        errors: run.errors.iter().map(|error| Phrase::said("reason", error)).collect(),
        selection: run
            .selection
            .iter()
            .flat_map(|selection| &selection.conditions)
            .map(|condition| Html::text(condition))
            .collect(),
        flaky: digest::flaky(record)
            .into_iter()
            .map(|(scenario, why)| (index.named(scenario), Phrase::said("reason", why)))
            .collect(),
        left: digest::left(record)
            .iter()
            .map(|line| Phrase::said("reason", line))
            .collect(),
        other_contract: run.contract != contract.digest,
        standings: Standing::all()
            .filter(|standing| record.rules.iter().any(|rule| Standing::of(record, rule) == *standing))
            .collect(),
    }
}

fn changes(comparison: &Comparison) -> usize {
    comparison.counts().into_iter().sum()
}

/// The colour and the word of a verdict. Changes since a baseline fail a run that conforms.
fn verdict(record: &RunRecord, changes: usize) -> (&'static str, Word) {
    let blocked = record.rules.iter().any(|rule| rule.verdict == Verdict::Blocked);
    match record.run.verdict {
        RunVerdict::Deviates => ("bad", Word("✗ Deviates", "✗ 不符合")),
        RunVerdict::Conforms if changes > 0 => ("changed", Word("≠ Changed", "≠ 有变化")),
        RunVerdict::Conforms if blocked => ("unsure", Word("✓ Conforms in part", "✓ 已判定部分符合")),
        RunVerdict::Conforms => ("good", Word("✓ Conforms", "✓ 符合")),
        RunVerdict::Inconclusive => ("unsure", Word("? Inconclusive", "? 无法下结论")),
        RunVerdict::Incomplete => ("broken", Word("! Interrupted", "! 运行中断")),
        RunVerdict::Empty => ("unsure", Word("∅ Nothing selected", "∅ 未选中场景")),
    }
}

/// What is wrong, in one line; none where the verdict's own sentence says it.
fn headline(record: &RunRecord, problems: &Problems, changes: usize) -> Option<Phrase> {
    let failing = problems.failures.len();
    if record.run.verdict == RunVerdict::Deviates && failing > 0 {
        let broken = |level: Level| record.failing(level);
        let levels = Level::ALL.into_iter().filter(|level| level.binds(record.run.strict));
        let levels: Vec<(Level, usize)> = levels
            .map(|level| (level, broken(level)))
            .filter(|(_, count)| *count > 0)
            .collect();
        let english: Vec<String> = levels
            .iter()
            .map(|(level, count)| plural(*count, &format!("{level} rule")))
            .collect();
        let chinese: Vec<String> = levels
            .iter()
            .map(|(level, count)| format!("{count} 条“{}”规则", words::level(*level).1))
            .collect();
        let verb = if failing == 1 { "breaks" } else { "break" };
        return Some(Phrase::new(
            format!("{} {verb} {}", plural(failing, "problem"), english.join(" and ")),
            format!("{failing} 个问题，违反 {}", chinese.join("和")),
        ));
    }
    (record.run.verdict == RunVerdict::Conforms && changes > 0).then(|| {
        Phrase::new(
            format!(
                "It conforms, and {} changed since the baseline",
                plural(changes, "thing")
            ),
            format!("符合文档，但与基线相比有 {changes} 处变化"),
        )
    })
}

/// How much of the contract was judged.
fn reach(record: &RunRecord, contract: &Contract) -> Phrase {
    let all = record.rules.len();
    let unprovoked = contract.rules.iter().filter(|rule| rule.untestable).count();
    let judged = record
        .rules
        .iter()
        .filter(|rule| matches!(rule.verdict, Verdict::Holds | Verdict::Fails | Verdict::Observed))
        .count();
    match &record.run.selection {
        None => Phrase::new(
            format!("full contract: {judged} of {all} rules judged, {unprovoked} cannot be provoked"),
            format!("完整契约：{all} 条规则中已判定 {judged} 条，{unprovoked} 条无法触发"),
        ),
        Some(selection) => Phrase::new(
            format!(
                "part of the contract: {} of {}, {judged} of {all} rules judged",
                selection.selected,
                plural(selection.of, "scenario")
            ),
            format!(
                "部分契约：{} 个场景中的 {} 个，{all} 条规则中已判定 {judged} 条",
                selection.of, selection.selected
            ),
        ),
    }
}

/// What changed, by the baseline where there is one, else since the last run of the history.
fn delta(input: &ReportInput<'_>) -> Vec<Delta> {
    let part = |class, count: usize, english: &str, chinese: &str| {
        (count > 0).then(|| Delta {
            class,
            words: Phrase::new(format!("{count} {english}"), format!("{count} {chinese}")),
        })
    };
    let (new, mended, otherwise) = if let Some(comparison) = input.comparison {
        let turned = |to: Verdict| comparison.rules.iter().filter(|change| change.to == to).count();
        let others = changes(comparison) - comparison.rules.len();
        (turned(Verdict::Fails), turned(Verdict::Holds), others)
    } else {
        let target = &input.record.run.target;
        let Some(last) = input.history.iter().rev().find(|line| line.target == *target) else {
            return Vec::new();
        };
        let turned = |from: Verdict, to: Verdict| {
            let rules = input.record.rules.iter().filter(|rule| rule.verdict == to);
            rules.filter(|rule| last.rules.get(&rule.id) == Some(&from)).count()
        };
        let mended = turned(Verdict::Fails, Verdict::Holds);
        (turned(Verdict::Holds, Verdict::Fails), mended, 0)
    };
    [
        part("fails", new, "newly failing", "条规则新出现不符合"),
        part("holds", mended, "fixed", "条规则已恢复"),
        part("", otherwise, "other changes", "处其他变化"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn figures(record: &RunRecord) -> Vec<Figure> {
    let run = &record.run;
    let short = |text: &str| text.chars().take(12).collect::<String>();
    let mut figures = vec![
        (
            Word("took", "用时"),
            super::evidence::milliseconds(run.duration_ms.saturating_mul(1000)),
        ),
        (Word("scenarios", "场景"), run.counts.scenarios.to_string()),
        (Word("calls", "调用"), run.counts.calls.to_string()),
        (Word("seed", "随机种子"), run.seed.to_string()),
        (Word("contract", "契约"), short(&run.contract)),
        (Word("fuhe", "fuhe"), run.fuhe.clone()),
    ];
    if run.counts.explored > 0 {
        figures.insert(3, (Word("explored", "探索请求"), run.counts.explored.to_string()));
    }
    if let Some(selection) = &run.selection {
        let selected = format!("{} / {}", selection.selected, selection.of);
        figures.push((Word("selected", "选定范围"), selected));
    }
    if run.strict {
        figures.push((Word("strict", "严格"), "✓".to_owned()));
    }
    figures
        .into_iter()
        .map(|(name, value)| Figure { name, value })
        .collect()
}

/// A time without fractions of seconds, and without the letters that only machines need.
fn started(time: &str) -> String {
    let (seconds, _) = time.split_once(['.', 'Z']).unwrap_or((time, ""));
    format!("{} UTC", seconds.replace('T', " "))
}

/// The rules of each area.
fn rows(record: &RunRecord) -> Vec<AreaRow> {
    // The last row is for all together.
    let tables = digest::table(record).into_iter().map(|(_, levels)| levels);
    Area::all()
        .zip(tables)
        .map(|(area, levels)| AreaRow {
            letters: area.letters(),
            area: words::area(area),
            cells: levels.into_iter().map(cell).collect(),
        })
        .collect()
}

fn cell((level, counts): digest::Counts) -> Cell {
    let of = |verdict: Verdict| {
        let own = counts.iter().find(|(standing, _)| *standing == Standing::Is(verdict));
        own.map_or(0, |(_, count)| *count)
    };
    let all: usize = counts.iter().map(|(_, count)| count).sum();
    let part = |count: usize| {
        if count == all {
            Phrase::new(all.to_string(), all.to_string())
        } else {
            Phrase::new(format!("{count} of {all}"), format!("{count}/{all}"))
        }
    };
    let waived: usize = counts
        .iter()
        .filter(|(standing, _)| *standing == Standing::Waived)
        .map(|(_, count)| count)
        .sum();
    let good = if level == Level::Open {
        of(Verdict::Observed)
    } else {
        of(Verdict::Holds)
    };
    let (class, words) = match (of(Verdict::Fails), waived) {
        _ if all == 0 => ("", Phrase::new("–", "–")),
        (0, 0) if good == all && level == Level::Open => ("observed", part(good)),
        (0, 0) if good == all => ("holds", part(good)),
        (0, 0) => ("untested", part(good)),
        (0, waived) => ("waived", part(waived)),
        (fails, _) => ("fails", part(fails)),
    };
    Cell { class, words }
}

/// What the contract contains, for a page without a run.
pub(super) fn of_contract(rules: usize, scenarios: usize) -> Phrase {
    Phrase::new(
        format!(
            "What is promised: {} and {}.",
            plural(rules, "rule"),
            plural(scenarios, "scenario")
        ),
        format!("文档要求：{rules} 条规则，{scenarios} 个场景。"),
    )
}
