//! The record as people read it: findings by rule, blocked rules by reason, verdicts by area and level. Console and
//! Markdown show the same, each in its own form.

use std::collections::BTreeMap;

use serde_json::Value;

use super::words::{actual_words, plural, seconds, verdict_words};
use super::{Language, level_of, rule_record};
use crate::contract::{Area, Contract, Level, Operation, RuleId, ScenarioOutcome, Verdict};
use crate::record::{FindingRecord, RuleRecord, RunRecord, ScenarioRecord, WaiverRecord};

/// How many of each rule's findings, and of each list of reasons, are shown; the rest is counted.
pub(super) const SHOWN: usize = 3;

/// The findings that name one rule, each with its scenario.
pub(super) type RuleFindings<'a> = (RuleId, Vec<(&'a ScenarioRecord, &'a FindingRecord)>);

/// Findings by rule.
pub(super) struct Deviations<'a> {
    /// Those that fail the run.
    pub failures: Vec<RuleFindings<'a>>,
    /// Those that do not.
    pub warnings: Vec<RuleFindings<'a>>,
}

/// Findings that no waiver excuses, grouped by rule, most binding rules first, else in the record's order.
pub(super) fn deviations(record: &RunRecord) -> Deviations<'_> {
    let mut groups: Vec<RuleFindings<'_>> = Vec::new();
    for scenario in &record.scenarios {
        for found in &scenario.findings {
            let rule = found.finding.rule;
            if record.excuse(rule, &scenario.id).is_some() {
                continue;
            }
            match groups.iter_mut().find(|(own, _)| *own == rule) {
                Some((_, findings)) => findings.push((scenario, found)),
                None => groups.push((rule, vec![(scenario, found)])),
            }
        }
    }
    let place = |rule: RuleId| record.rules.iter().position(|r| r.id == rule);
    groups.sort_by_key(|(rule, _)| (level_of(record, *rule), place(*rule)));
    for (rule, findings) in &mut groups {
        // The rule's own scenarios show most of it.
        findings.sort_by_key(|(scenario, _)| scenario.rule != *rule);
    }
    let (failures, warnings) = groups
        .into_iter()
        .partition(|(rule, _)| level_of(record, *rule).binds(record.run.strict));
    Deviations { failures, warnings }
}

/// How a rule is counted in the table: by its verdict, or as failing and waived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Is(Verdict),
    Waived,
}

impl Standing {
    /// Every standing, good news first.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        Verdict::ALL.into_iter().map(Self::Is).chain([Self::Waived])
    }

    /// The word behind the number of such rules.
    pub(super) fn words(self, count: usize) -> &'static str {
        match self {
            Self::Is(verdict) => verdict_words(verdict, count),
            Self::Waived => "waived",
        }
    }

    pub(super) fn of(record: &RunRecord, rule: &RuleRecord) -> Self {
        if record.is_waived(rule.id) {
            Self::Waived
        } else {
            Self::Is(rule.verdict)
        }
    }
}

/// The standings of the rules of one level, each with its number, without zeros.
pub(super) type Counts = (Level, Vec<(Standing, usize)>);

/// One row for each area and one for all together: the verdicts by level.
pub(super) fn table(record: &RunRecord) -> Vec<(&'static str, Vec<Counts>)> {
    let areas = Area::all().map(|area| (area.title(), Some(area)));
    areas
        .chain([("together", None)])
        .map(|(name, area)| {
            (
                name,
                Level::ALL.map(|level| (level, counts(record, area, level))).to_vec(),
            )
        })
        .collect()
}

fn counts(record: &RunRecord, area: Option<Area>, level: Level) -> Vec<(Standing, usize)> {
    let belongs = |id: RuleId| area.is_none_or(|area| id.area() == area);
    let count = |standing| {
        let rules = record
            .rules
            .iter()
            .filter(|rule| belongs(rule.id) && rule.level == level);
        rules.filter(|rule| Standing::of(record, rule) == standing).count()
    };
    let all = Standing::all().map(|standing| (standing, count(standing)));
    all.filter(|(_, count)| *count > 0).collect()
}

/// The details of a waiver.
pub(super) struct Excuse<'a> {
    /// The waiver and its state.
    pub record: &'a WaiverRecord,
    /// What it is about: its scenario, else the title of its rule.
    pub about: &'a str,
    /// A word, and its text: what was found, the reason, the last day, the ticket.
    pub lines: Vec<(&'static str, String)>,
}

/// Every waiver, in the record's order.
pub(super) fn waivers(record: &RunRecord) -> Vec<Excuse<'_>> {
    record.waivers.iter().map(|waiver| excuse(record, waiver)).collect()
}

fn excuse<'a>(record: &'a RunRecord, own: &'a WaiverRecord) -> Excuse<'a> {
    let waiver = &own.waiver;
    let title = || rule_record(record, waiver.rule).map_or("", |rule| &rule.title);
    let found = excused(record, own).map(|found| ("found", found));
    let until = waiver.until.map(|until| ("until", until.to_string()));
    let ticket = waiver.ticket.clone().map(|ticket| ("ticket", ticket));
    let reason = [("reason", waiver.reason.clone())];
    Excuse {
        record: own,
        about: waiver.scenario.as_deref().unwrap_or_else(title),
        lines: found.into_iter().chain(reason).chain(until).chain(ticket).collect(),
    }
}

/// What a waiver excuses, in one line; empty if it excuses nothing.
fn excused(record: &RunRecord, waiver: &WaiverRecord) -> Option<String> {
    let findings: Vec<(&ScenarioRecord, &FindingRecord)> = record
        .scenarios
        .iter()
        .flat_map(|scenario| scenario.findings.iter().map(move |found| (scenario, found)))
        .filter(|(scenario, found)| waiver.excuses(found.finding.rule, &scenario.id))
        .collect();
    let (scenario, first) = findings.first()?;
    Some(format!(
        "{}, such as {} in {}",
        plural(findings.len(), "finding"),
        actual_words(first),
        scenario.id
    ))
}

/// Blocked rules by the reason that blocked them: one refused precondition often blocks many.
pub(super) fn blocked(record: &RunRecord) -> Vec<(&str, Vec<RuleId>)> {
    let mut reasons: Vec<(&str, Vec<RuleId>)> = Vec::new();
    for rule in record.rules.iter().filter(|rule| rule.verdict == Verdict::Blocked) {
        let evidence = record
            .scenarios
            .iter()
            .filter(|scenario| scenario.rule == rule.id || scenario.also.contains(&rule.id));
        for scenario in evidence {
            let why = match &scenario.ending {
                ScenarioOutcome::Blocked { why } => why.as_str(),
                ScenarioOutcome::Error { .. } => "an error, see below",
                ScenarioOutcome::Completed
                | ScenarioOutcome::Inapplicable { .. }
                | ScenarioOutcome::NotJudged { .. }
                | ScenarioOutcome::NotRun { .. } => continue,
            };
            match reasons.iter_mut().find(|(own, _)| *own == why) {
                Some((_, rules)) if rules.contains(&rule.id) => {}
                Some((_, rules)) => rules.push(rule.id),
                None => reasons.push((why, vec![rule.id])),
            }
        }
    }
    reasons
}

/// Rules of which a part could not be judged, by the reason.
pub(super) fn judged_in_part(record: &RunRecord) -> Vec<(&str, Vec<RuleId>)> {
    let mut reasons: Vec<(&str, Vec<RuleId>)> = Vec::new();
    for (rule, why) in record.judged_in_part() {
        match reasons.iter_mut().find(|(own, _)| *own == why) {
            Some((_, rules)) => rules.push(rule.id),
            None => reasons.push((why, vec![rule.id])),
        }
    }
    reasons
}

/// How large a run was: its scenarios, how often each was run where `times` says so, its calls, its time and its seed.
pub(super) fn counts_words(record: &RunRecord, language: Language, times: &str) -> String {
    let run = &record.run;
    let (scenarios, calls, took) = (run.counts.scenarios, run.counts.calls, seconds(run.duration_ms));
    match language {
        Language::English => format!(
            "{}{times}, {} in {took} · seed {}",
            plural(scenarios, "scenario"),
            plural(calls, "call"),
            run.seed
        ),
        Language::Chinese => format!(
            "{scenarios} 个场景，{calls} 次调用，用时 {took} · 随机种子 {}",
            run.seed
        ),
    }
}

/// What was selected of the contract; `None` for all of it.
pub(super) fn selection_words(record: &RunRecord) -> Option<String> {
    let selection = record.run.selection.as_ref()?;
    let scenarios = format!("{} of {}", selection.selected, plural(selection.of, "scenario"));
    let mut words = vec![scenarios];
    words.extend(selection.conditions.iter().cloned());
    Some(words.join(" · "))
}

/// What was observed of each open rule, in few words.
pub(super) fn open_interpretations(record: &RunRecord, contract: &Contract) -> Vec<(RuleId, String)> {
    let rules = record.observations.iter();
    rules
        .map(|(rule, seen)| {
            let asked = contract.rule(*rule).map_or(seen.len(), |rule| rule.questions.len());
            (*rule, interpretations(seen, asked))
        })
        .collect()
}

/// Remarks on how a vendor writes its answers, each once with the number of answers.
pub(super) fn notes(record: &RunRecord) -> Vec<String> {
    let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for exchange in record.scenarios.iter().flat_map(|scenario| &scenario.exchanges) {
        for note in &exchange.response.notes {
            *seen.entry((exchange.operation.vendor().name(), note)).or_default() += 1;
        }
    }
    seen.iter()
        .map(|((vendor, note), count)| format!("{vendor}: {note} ({})", plural(*count, "answer")))
        .collect()
}

/// The interpretations of one rule in few words: alone if the rule asks one question, else with the questions, and
/// equal ones counted.
fn interpretations(seen: &BTreeMap<String, Value>, asked: usize) -> String {
    // If the scenarios did not agree, the record shows what each of them saw.
    let word = |value: &Value| value.as_str().unwrap_or("varies").to_owned();
    if asked == 1 {
        return seen.values().map(word).collect();
    }
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for (question, value) in seen {
        let interpretation = word(value);
        match groups.iter_mut().find(|(own, _)| *own == interpretation) {
            Some((_, names)) => names.push(question),
            None => groups.push((interpretation, vec![question])),
        }
    }
    let parts: Vec<String> = groups
        .into_iter()
        .map(|(interpretation, names)| {
            if names.len() > 2 {
                format!("{} × {interpretation}", names.len())
            } else {
                format!("{} {interpretation}", names.join(", "))
            }
        })
        .collect();
    parts.join(" · ")
}

/// Scenarios that needed more than one attempt, each with the reason: their findings are valid, but the connection is
/// not reliable.
pub(super) fn flaky(record: &RunRecord) -> Vec<(&str, &str)> {
    record
        .scenarios
        .iter()
        .filter_map(|scenario| Some((scenario.id.as_str(), scenario.flaky.first()?.as_str())))
        .collect()
}

/// The users that were created and still exist after the run, a line for each kind.
pub(super) fn left(record: &RunRecord) -> Vec<String> {
    const NO_REMOVAL: &str = "the gateway documents no way to remove them";
    let Some(left) = &record.run.left else {
        return Vec::new();
    };
    let removed = (left.removed > 0).then(|| format!("{} removed", plural(left.removed, "courier user")));
    let remaining = left.remaining.iter().map(|(operation, names)| {
        let (bound, why) = match Operation::removal(operation.vendor()) {
            None => ("", NO_REMOVAL),
            // Of a request with rows in error, it is not known whether the others were saved.
            Some(_) if left.kept => ("up to ", "--keep was given"),
            Some(_) => ("up to ", left.trouble.as_deref().unwrap_or("the reason is not known")),
        };
        let kind = operation.subject();
        let verb = if names.len() == 1 { "remains" } else { "remain" };
        format!("{bound}{} {verb}: {why}", plural(names.len(), kind))
    });
    removed.into_iter().chain(remaining).collect()
}
