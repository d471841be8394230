//! The result of a run in one or two sentences, in English and in Chinese. Console, page, summary and the machine
//! formats all use this.

use super::words::{plural, verdict_words};
use crate::contract::{Level, Verdict};
use crate::record::{RunRecord, RunVerdict};

/// A sentence in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sentence {
    pub(super) english: String,
    pub(super) chinese: String,
}

fn say(english: impl Into<String>, chinese: impl Into<String>) -> Sentence {
    Sentence {
        english: english.into(),
        chinese: chinese.into(),
    }
}

/// How many rule ids a sentence names; the rest is counted.
const NAMED: usize = 5;

/// The result of a run.
pub(super) fn verdict_sentence(record: &RunRecord) -> Sentence {
    let clauses = [
        Some(verdict(record)),
        deviates_all_the_same(record),
        not_judged(record),
        stopped(record),
        explored(record),
        retried(record),
        slowed(record),
        outdated_waivers(record),
        warnings(record),
        embedded(record),
    ];
    let clauses: Vec<Sentence> = clauses.into_iter().flatten().collect();
    let english: Vec<&str> = clauses.iter().map(|clause| clause.english.as_str()).collect();
    say(
        english.join(" "),
        clauses.iter().map(|clause| clause.chinese.as_str()).collect::<String>(),
    )
}

fn verdict(record: &RunRecord) -> Sentence {
    let run = &record.run;
    let target = &run.target;
    let held = count(record, Verdict::Holds);
    let waived = record.rules.iter().filter(|rule| record.is_waived(rule.id)).count();
    let failing = failing(record);
    match run.verdict {
        RunVerdict::Conforms if waived > 0 => say(
            format!(
                "{target} deviates only where this is waived: {} {}, {held} {}.",
                plural(waived, "waived rule"),
                verdict_words(Verdict::Fails, waived),
                verdict_words(Verdict::Holds, held)
            ),
            format!("{target} 仅在已豁免之处有不符合项：{waived} 条已豁免规则不符合，{held} 条规则符合。"),
        ),
        RunVerdict::Conforms if run.selection.is_some() => conforms_in_part(record, held),
        RunVerdict::Conforms if record.judged_in_part().next().is_some() => conforms_as_far_as_judged(record, held),
        RunVerdict::Conforms => say(
            format!(
                "{target} conforms to its documentation: {} {}.",
                plural(held, "rule"),
                verdict_words(Verdict::Holds, held)
            ),
            format!("{target} 符合其文档：{held} 条规则符合。"),
        ),
        RunVerdict::Deviates if failing.english.is_empty() => say(
            format!("{target} has no deviation that is not waived, but its waivers are out of date."),
            format!("{target} 没有未豁免的不符合项，但其豁免已过时。"),
        ),
        RunVerdict::Deviates => say(
            format!("{target} deviates from its documentation: {}.", failing.english),
            format!("{target} 不符合其文档：{}不符合。", failing.chinese),
        ),
        RunVerdict::Inconclusive => inconclusive(record),
        RunVerdict::Incomplete => say(
            format!(
                "There is no final result for {target} because of {}.",
                plural(run.errors.len(), "error")
            ),
            format!("对 {target} 尚不能下结论：出现 {} 个错误。", run.errors.len()),
        ),
        RunVerdict::Empty => say(
            "No scenario was selected: change --tags or --name, or see `fuhe rules`.",
            "没有选中任何场景：请修改 --tags 或 --name，或查看 `fuhe rules`。",
        ),
    }
}

/// A run of a part of the contract: the verdict names the part.
fn conforms_in_part(record: &RunRecord, held: usize) -> Sentence {
    let target = &record.run.target;
    let all = record.rules.len();
    let partly = count(record, Verdict::PartlyTested);
    let (more, more_chinese) = match partly {
        0 => (String::new(), String::new()),
        1 => (", 1 is partly tested".to_owned(), "，1 条部分测试".to_owned()),
        many => (format!(", {many} are partly tested"), format!("，{many} 条部分测试")),
    };
    let holds = verdict_words(Verdict::Holds, held);
    say(
        format!("{target} conforms as far as tested: {held} of {all} rules {holds}{more}."),
        format!("{target} 在选定范围内符合其文档：{all} 条规则中 {held} 条符合{more_chinese}。"),
    )
}

/// A run of the whole contract against a vendor that looks at the form of some values.
fn conforms_as_far_as_judged(record: &RunRecord, held: usize) -> Sentence {
    let target = &record.run.target;
    let in_part: Vec<String> = record.judged_in_part().map(|(rule, _)| rule.id.to_string()).collect();
    let (rules, holds) = (plural(held, "rule"), verdict_words(Verdict::Holds, held));
    let (count, named) = (in_part.len(), named(&in_part));
    say(
        format!("{target} conforms as far as tested: {rules} {holds}, {count} could be judged only in part: {named}."),
        format!("{target} 在可判定范围内符合其文档：{held} 条规则符合，{count} 条仅能部分判定。"),
    )
}

/// The first few rule ids, and how many more there are.
fn named(ids: &[String]) -> String {
    let named = ids[..ids.len().min(NAMED)].join(", ");
    match ids.len().saturating_sub(NAMED) {
        0 => named,
        rest => format!("{named} and {rest} more"),
    }
}

fn inconclusive(record: &RunRecord) -> Sentence {
    let target = &record.run.target;
    let unjudged: Vec<String> = record.unjudged().map(|rule| rule.id.to_string()).collect();
    if unjudged.is_empty() {
        return say(
            format!("Inconclusive: {target} was not judged, since no rule that can fail was tested to its end."),
            format!("无法下结论：未对 {target} 作任何判定，没有一条可判定的规则测试完毕。"),
        );
    }
    let named = named(&unjudged);
    let count = if unjudged.len() == 1 { "counts" } else { "count" };
    let rules = format!("{} that {count}", plural(unjudged.len(), "rule"));
    say(
        format!("Inconclusive: {target} has no deviation, but {rules} could not be judged: {named}."),
        format!(
            "无法下结论：{target} 未见不符合项，但有 {} 条规则无法判定。",
            unjudged.len()
        ),
    )
}

/// A run that broke off may have found deviations before.
fn deviates_all_the_same(record: &RunRecord) -> Option<Sentence> {
    let failing = failing(record);
    (record.run.verdict == RunVerdict::Incomplete && !failing.english.is_empty()).then(|| {
        say(
            format!("The part that did run deviates: {}.", failing.english),
            format!("但已运行的部分有不符合项：{}不符合。", failing.chinese),
        )
    })
}

/// Rules that were not judged and do not decide the verdict: waived, not binding, or beside a deviation.
fn not_judged(record: &RunRecord) -> Option<Sentence> {
    let blocked = count(record, Verdict::Blocked);
    let shown = matches!(record.run.verdict, RunVerdict::Conforms | RunVerdict::Deviates);
    let rules = plural(blocked, "rule");
    (shown && blocked > 0).then(|| {
        say(
            format!("{rules} could not be judged."),
            format!("有 {blocked} 条规则无法判定。"),
        )
    })
}

fn stopped(record: &RunRecord) -> Option<Sentence> {
    let skipped = record.run.counts.skipped;
    let scenarios = plural(skipped, "selected scenario");
    (skipped > 0).then(|| {
        say(
            format!("The run was stopped early: {scenarios} did not run."),
            format!("运行提前停止：{skipped} 个选中的场景未运行。"),
        )
    })
}

/// What was drawn is part of the result, though it is no scenario unless it fails.
fn explored(record: &RunRecord) -> Option<Sentence> {
    let drawn = record.run.counts.drawn();
    let (requests, sequences) = (
        plural(drawn.requests, "generated request"),
        plural(drawn.sequences, "sequence"),
    );
    let calls = plural(drawn.calls, "call");
    (drawn.requests > 0).then(|| {
        say(
            format!("Besides, {requests} and {sequences} of calls were judged, in {calls}."),
            format!(
                "另外判定了 {} 个生成的请求和 {} 个调用序列，共 {} 次调用。",
                drawn.requests, drawn.sequences, drawn.calls
            ),
        )
    })
}

fn retried(record: &RunRecord) -> Option<Sentence> {
    let retries = record.run.counts.retries;
    let attempts = plural(retries, "further attempt");
    (retries > 0).then(|| {
        say(
            format!("All calls were made after {attempts}."),
            format!("有 {retries} 次调用经重试才成功。"),
        )
    })
}

fn slowed(record: &RunRecord) -> Option<Sentence> {
    record.run.counts.slowed_to.map(|rate| {
        say(
            format!(
                "The target turned calls away, so the run slowed down to {rate} calls a second: set `rate = {rate}` \
                 in [network]."
            ),
            format!("对方限流，本次运行已降至每秒 {rate} 次调用：请在 [network] 中设置 rate = {rate}。"),
        )
    })
}

fn outdated_waivers(record: &RunRecord) -> Option<Sentence> {
    let outdated = record.waivers.iter().filter(|waiver| waiver.state.fails_the_run());
    let outdated = outdated.count();
    (outdated > 0).then(|| {
        say(
            format!("{} must be removed or renewed.", plural(outdated, "waiver")),
            format!("{outdated} 项豁免须移除或续期。"),
        )
    })
}

fn warnings(record: &RunRecord) -> Option<Sentence> {
    let warnings = record.failing(Level::Should);
    let stand = if warnings == 1 {
        "is only a warning"
    } else {
        "are only warnings"
    };
    (warnings > 0 && !record.run.strict).then(|| {
        say(
            format!("{} {stand}.", plural(warnings, "failed should rule")),
            format!("{warnings} 条不符合的“应当”规则仅作警告。"),
        )
    })
}

/// A user who forgot to name a target must not mistake this for the vendor's verdict.
fn embedded(record: &RunRecord) -> Option<Sentence> {
    (record.run.embedded && record.run.verdict != RunVerdict::Empty).then(|| {
        say(
            "This is fuhe's own embedded vendor: no live target was tested.",
            "这是 fuhe 内置的模拟厂商：未测试任何真实目标。",
        )
    })
}

fn count(record: &RunRecord, verdict: Verdict) -> usize {
    let levels = Level::ALL.iter();
    levels.map(|level| record.run.counts.of(*level, verdict)).sum()
}

/// `2 must rules and 1 should rule fail`, of the levels that count; empty if no such rule fails.
fn failing(record: &RunRecord) -> Sentence {
    let counts: Vec<(usize, Level)> = Level::ALL
        .into_iter()
        .filter(|level| level.binds(record.run.strict))
        .map(|level| (record.failing(level), level))
        .filter(|(count, _)| *count > 0)
        .collect();
    let all: usize = counts.iter().map(|(count, _)| count).sum();
    if all == 0 {
        return Sentence::default();
    }
    let english = counts
        .iter()
        .map(|(count, level)| plural(*count, &format!("{level} rule")));
    let chinese = counts.iter().map(|(count, level)| {
        let level = match level {
            Level::Must => "必须",
            Level::Should => "应当",
            Level::Open => "未明确",
        };
        format!("{count} 条“{level}”规则")
    });
    say(
        format!(
            "{} {}",
            english.collect::<Vec<_>>().join(" and "),
            verdict_words(Verdict::Fails, all)
        ),
        chinese.collect::<Vec<_>>().join("、"),
    )
}
