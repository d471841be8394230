//! The top of the page: the verdict in words, the run in figures, and the rules by level and verdict.

use super::markup::Html;
use super::words::{self, Phrase, Word};
use crate::contract::{Contract, Verdict};
use crate::record::{RunRecord, RunVerdict};
use crate::report::digest::{self, Standing};
use crate::report::sentence::verdict_sentence;
use crate::report::words::plural;

/// The result of a run before any detail.
#[derive(Debug)]
pub(super) struct Summary {
    /// `good`, `bad` or `unsure`.
    pub class: &'static str,
    pub verdict: Phrase,
    pub figures: Vec<Figure>,
    pub addresses: Vec<(String, String)>,
    pub levels: Vec<LevelBar>,
    pub errors: Vec<Html>,
    /// The conditions that narrowed the run.
    pub selection: Vec<Html>,
    /// Scenarios whose calls had to be repeated, each with the reason.
    pub flaky: Vec<(Html, Html)>,
    /// The users that were created and still exist after the run.
    pub left: Vec<Html>,
    /// True if the run was judged by another contract than this one.
    pub other_contract: bool,
}

impl Summary {
    /// True if some rule has this standing.
    pub(super) fn has(&self, standing: Standing) -> bool {
        let mut segments = self.levels.iter().flat_map(|bar| &bar.segments);
        segments.any(|segment| segment.class == words::class(standing))
    }
}

/// A figure and its name.
#[derive(Debug)]
pub(super) struct Figure {
    pub name: Word,
    pub value: String,
}

/// The rules of one level as a bar.
#[derive(Debug)]
pub(super) struct LevelBar {
    pub level: Word,
    pub total: usize,
    pub segments: Vec<Segment>,
}

/// The rules of one level and verdict.
#[derive(Debug)]
pub(super) struct Segment {
    pub class: &'static str,
    pub verdict: Word,
    pub count: usize,
}

/// The summary of a run, seen from a contract.
pub(super) fn of(record: &RunRecord, contract: &Contract) -> Summary {
    let run = &record.run;
    let blocked = record.rules.iter().any(|rule| rule.verdict == Verdict::Blocked);
    let sentence = verdict_sentence(record);
    Summary {
        class: match run.verdict {
            RunVerdict::Conforms if !blocked => "good",
            RunVerdict::Conforms | RunVerdict::Inconclusive | RunVerdict::Empty => "unsure",
            RunVerdict::Deviates | RunVerdict::Incomplete => "bad",
        },
        verdict: Phrase::new(sentence.english, sentence.chinese),
        figures: figures(record),
        addresses: run
            .addresses
            .iter()
            .map(|(name, url)| (name.clone(), url.clone()))
            .collect(),
        levels: bars(record),
        errors: run.errors.iter().map(|error| Html::text(error)).collect(),
        selection: run
            .selection
            .iter()
            .flat_map(|selection| &selection.conditions)
            .map(|condition| Html::text(condition))
            .collect(),
        flaky: digest::flaky(record)
            .into_iter()
            .map(|(scenario, why)| (Html::text(scenario), Html::text(why)))
            .collect(),
        left: digest::left(record).iter().map(|line| Html::text(line)).collect(),
        other_contract: run.contract != contract.digest,
    }
}

fn figures(record: &RunRecord) -> Vec<Figure> {
    let run = &record.run;
    let short = |text: &str| text.chars().take(12).collect::<String>();
    let mut figures = vec![
        (Word("started", "开始时间"), started(&run.started)),
        (
            Word("took", "用时"),
            super::evidence::milliseconds(run.duration_ms.saturating_mul(1000)),
        ),
        (Word("scenarios", "场景"), run.counts.scenarios.to_string()),
        (Word("calls", "调用"), run.counts.calls.to_string()),
        (Word("seed", "种子"), run.seed.to_string()),
        (Word("contract", "契约"), short(&run.contract)),
        (Word("fuhe", "fuhe"), run.fuhe.clone()),
    ];
    if run.counts.explored > 0 {
        figures.insert(4, (Word("explored", "探索请求"), run.counts.explored.to_string()));
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

/// The rules of all areas together, a bar for each level.
fn bars(record: &RunRecord) -> Vec<LevelBar> {
    let together = digest::table(record).pop().map(|(_, levels)| levels);
    together.into_iter().flatten().map(bar).collect()
}

fn bar((level, counts): digest::Counts) -> LevelBar {
    LevelBar {
        level: words::level(level),
        total: counts.iter().map(|(_, count)| count).sum(),
        segments: counts
            .into_iter()
            .map(|(standing, count)| Segment {
                class: words::class(standing),
                verdict: words::standing(standing),
                count,
            })
            .collect(),
    }
}

/// What the contract contains, for a page without a run.
pub(super) fn of_contract(rules: usize, scenarios: usize) -> Phrase {
    Phrase::new(
        format!(
            "What is promised: {} and {}.",
            plural(rules, "rule"),
            plural(scenarios, "scenario")
        ),
        format!("文档的承诺：{rules} 条规则，{scenarios} 个场景。"),
    )
}
