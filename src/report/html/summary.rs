//! The top of the page: the verdict in words, the run in figures, and the rules by level and verdict.

use std::fmt::Write as _;

use super::markup::Html;
use super::words::{self, Phrase, Word};
use crate::contract::{Book, Level, Verdict};
use crate::record::{RunRecord, RunVerdict};
use crate::report::digest::{self, Standing};
use crate::report::words::{plural, verdict_sentence};

/// What there is to say of a run before any detail.
#[derive(Debug)]
pub struct Summary {
    /// `good`, `bad` or `unsure`.
    pub class: &'static str,
    pub verdict: Phrase,
    pub figures: Vec<Figure>,
    pub addresses: Vec<(String, String)>,
    pub levels: Vec<LevelBar>,
    pub errors: Vec<Html>,
    /// Scenarios whose calls had to be made again, each with why.
    pub flaky: Vec<(Html, Html)>,
    /// What became of the users that were created, where they outlast the run.
    pub left: Vec<Html>,
    /// True where the contract that judged is not the one of this book.
    pub other_contract: bool,
}

impl Summary {
    /// True where some rule stands so.
    pub fn has(&self, standing: Standing) -> bool {
        let mut segments = self.levels.iter().flat_map(|bar| &bar.segments);
        segments.any(|segment| segment.class == words::class(standing))
    }
}

/// A figure and its name.
#[derive(Debug)]
pub struct Figure {
    pub name: Word,
    pub value: String,
}

/// The rules of one level as a bar.
#[derive(Debug)]
pub struct LevelBar {
    pub level: Word,
    pub total: usize,
    pub segments: Vec<Segment>,
}

/// The rules of one level and verdict.
#[derive(Debug)]
pub struct Segment {
    pub class: &'static str,
    pub verdict: Word,
    pub count: usize,
}

/// The summary of a run, seen from a contract book.
pub fn of(record: &RunRecord, book: &Book) -> Summary {
    let run = &record.run;
    let blocked = Level::ALL
        .iter()
        .any(|level| run.counts.of(*level, Verdict::Blocked) > 0);
    Summary {
        class: match run.verdict {
            RunVerdict::Conforms if !blocked => "good",
            RunVerdict::Conforms | RunVerdict::Empty => "unsure",
            RunVerdict::Deviates | RunVerdict::Incomplete => "bad",
        },
        verdict: Phrase::new(verdict_sentence(record), chinese(record)),
        figures: figures(record),
        addresses: run
            .addresses
            .iter()
            .map(|(name, url)| (name.clone(), url.clone()))
            .collect(),
        levels: bars(record),
        errors: run.errors.iter().map(|error| Html::text(error)).collect(),
        flaky: digest::flaky(record)
            .into_iter()
            .map(|(scenario, why)| (Html::text(scenario), Html::text(why)))
            .collect(),
        left: digest::left(record).iter().map(|line| Html::text(line)).collect(),
        other_contract: run.contract != book.digest,
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
    if run.strict {
        figures.push((Word("strict", "严格"), "✓".to_owned()));
    }
    figures
        .into_iter()
        .map(|(name, value)| Figure { name, value })
        .collect()
}

/// A time without its fractions of seconds, and without the letters that only machines need.
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

/// The verdict in Chinese, as the console has it in English.
fn chinese(record: &RunRecord) -> String {
    let run = &record.run;
    let target = &run.target;
    let count = |verdict| {
        Level::ALL
            .iter()
            .map(|level| run.counts.of(*level, verdict))
            .sum::<usize>()
    };
    let failing: Vec<String> = Level::ALL
        .into_iter()
        .filter(|level| level.binds(run.strict))
        .map(|level| (record.failing(level), words::level(level).1))
        .filter(|(count, _)| *count > 0)
        .map(|(count, level)| format!("{count} 条“{level}”规则"))
        .collect();
    let failing = failing.join("、");
    let waived = record.rules.iter().filter(|rule| record.is_waived(rule.id)).count();
    let mut text = match run.verdict {
        RunVerdict::Conforms if count(Verdict::Blocked) > 0 => {
            format!("{target} 未见偏差，但有 {} 条规则无法判定。", count(Verdict::Blocked))
        }
        RunVerdict::Conforms if waived > 0 => format!(
            "{target} 仅在已豁免之处有偏差：{waived} 条已豁免规则不成立，{} 条规则成立。",
            count(Verdict::Holds)
        ),
        RunVerdict::Deviates if failing.is_empty() => format!("{target} 没有未豁免的偏差，但其豁免已过时。"),
        RunVerdict::Conforms => format!("{target} 符合其文档：{} 条规则成立。", count(Verdict::Holds)),
        RunVerdict::Deviates => format!("{target} 偏离其文档：{failing}不成立。"),
        RunVerdict::Incomplete => format!("对 {target} 尚不能下结论：出现 {} 个错误。", run.errors.len()),
        RunVerdict::Empty => "没有选中任何场景。".to_owned(),
    };
    if run.verdict == RunVerdict::Incomplete && !failing.is_empty() {
        // Writing to a String cannot fail.
        let _ = write!(text, "但已运行的部分有偏差：{failing}不成立。");
    }
    if run.counts.skipped > 0 {
        let _ = write!(text, "运行提前停止：{} 个选中的场景未运行。", run.counts.skipped);
    }
    if run.counts.retries > 0 {
        let _ = write!(text, "有 {} 次调用经重试才成功。", run.counts.retries);
    }
    if let Some(rate) = run.counts.slowed_to {
        let _ = write!(
            text,
            "对方限流，运行已降至每秒 {rate} 次调用：请在 [network] 中设置 rate = {rate}。"
        );
    }
    let outdated = record.waivers.iter().filter(|waiver| waiver.state.fails_the_run());
    let outdated = outdated.count();
    if outdated > 0 {
        let _ = write!(text, "{outdated} 项豁免须撤除或续期。");
    }
    let warnings = record.failing(Level::Should);
    if warnings > 0 && !run.strict {
        let _ = write!(text, "{warnings} 条不成立的“应当”规则仅作警告。");
    }
    text
}

/// What the book holds, for a page without a run.
pub fn of_book(rules: usize, scenarios: usize) -> Phrase {
    Phrase::new(
        format!(
            "What is promised: {} and {}.",
            plural(rules, "rule"),
            plural(scenarios, "scenario")
        ),
        format!("文档的承诺：{rules} 条规则，{scenarios} 个场景。"),
    )
}
