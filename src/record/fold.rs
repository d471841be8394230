//! The run record as the fold of a run's events.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Instant, SystemTime};

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::exchange::rfc3339;
use super::intermittent;
use super::{
    Counts, Explored, FORMAT, LeftRecord, Observer, RuleRecord, RunEvent, RunHead, RunRecord, RunSummary, RunVerdict,
    ScenarioRecord, SelectionRecord, StepRecord, StepStatus, WaiverRecord,
};
use crate::contract::{Contract, Level, QuestionId, RuleId, Scenario, ScenarioOutcome, Verdict, Waiver};
use crate::wire::Vendor;

/// Collects events and folds them into a record.
#[derive(Debug)]
pub struct Recorder {
    head: RunHead,
    started: SystemTime,
    clock: Instant,
    selected: BTreeSet<String>,
    waivers: Vec<Waiver>,
    today: Date,
    scenarios: Vec<ScenarioRecord>,
    explored: Explored,
    retries: usize,
    slowed_to: Option<u32>,
    left: Option<LeftRecord>,
}

impl Observer for Recorder {
    fn on_event(&mut self, event: &RunEvent) {
        match event {
            RunEvent::ScenarioFinished(scenario) => self.scenarios.push((**scenario).clone()),
            RunEvent::Explored {
                requests,
                sequences,
                calls,
                ..
            } => {
                self.explored = Explored {
                    requests: *requests,
                    sequences: *sequences,
                    calls: *calls,
                }
            }
            RunEvent::Retried { calls, slowed_to } => (self.retries, self.slowed_to) = (*calls, *slowed_to),
            RunEvent::CleanedUp(left) => self.left = Some(left.clone()),
            RunEvent::Started { .. }
            | RunEvent::Announced { .. }
            | RunEvent::Settling { .. }
            | RunEvent::ClockDiffers { .. }
            | RunEvent::RunAgain { .. }
            | RunEvent::ScenarioStarted { .. }
            | RunEvent::RoundFinished { .. }
            | RunEvent::Finished => {}
        }
    }
}

impl Recorder {
    /// A recorder of a run that begins now.
    pub fn new(head: RunHead) -> Self {
        Self {
            head,
            started: SystemTime::now(),
            clock: Instant::now(),
            selected: BTreeSet::new(),
            waivers: Vec::new(),
            today: Date::ZERO,
            scenarios: Vec::new(),
            explored: Explored::default(),
            retries: 0,
            slowed_to: None,
            left: None,
        }
    }

    /// Sets which scenarios will run. One that does not run is reported as missing.
    #[must_use]
    pub fn selected(mut self, ids: &BTreeSet<String>) -> Self {
        self.selected.clone_from(ids);
        self
    }

    /// Sets the waivers and the current day.
    #[must_use]
    pub fn waived(mut self, waivers: &[Waiver], today: Date) -> Self {
        waivers.clone_into(&mut self.waivers);
        self.today = today;
        self
    }

    /// True if a waiver excuses a finding of this rule in this scenario.
    pub fn excuses(&self, rule: RuleId, scenario: &str) -> bool {
        self.waivers
            .iter()
            .any(|waiver| waiver.excuses(self.today, rule, scenario))
    }

    /// The record of all events. `errors` are errors outside any scenario.
    pub fn finish(self, contract: &Contract, errors: Vec<String>) -> RunRecord {
        let started = rfc3339(self.started);
        let ran: BTreeSet<&String> = self.scenarios.iter().map(|scenario| &scenario.id).collect();
        let missed = self.selected.iter().filter(|id| !ran.contains(id));
        let why = errors.first().map_or(STOPPED_AT_DEVIATIONS, String::as_str);
        let not_run: Vec<ScenarioRecord> = missed
            .filter_map(|id| Some(not_run(contract, contract.scenario(id)?, &started, why)))
            .collect();
        let results = Unjudged {
            scenarios: self.scenarios.into_iter().chain(not_run).collect(),
            explored: self.explored,
            retries: self.retries,
            slowed_to: self.slowed_to,
            waivers: self.waivers,
            started,
            duration_ms: u64::try_from(self.clock.elapsed().as_millis()).unwrap_or(u64::MAX),
            left: self.left,
            errors,
        };
        fold(contract, self.head, results, self.today)
    }
}

/// Why selected scenarios did not run, if no error is the reason.
const STOPPED_AT_DEVIATIONS: &str = "the run stopped at deviations before it (--fail-fast, --max-fail)";

/// A scenario that was selected and did not run: every report shows it as skipped, with the reason.
fn not_run(contract: &Contract, scenario: &Scenario, started: &str, why: &str) -> ScenarioRecord {
    let step = |step: &crate::contract::Step| StepRecord {
        keyword: step.keyword.clone(),
        text: step.text.clone(),
        table: step.table.clone(),
        status: StepStatus::Skipped,
        started_us: 0,
        duration_us: 0,
    };
    ScenarioRecord {
        ending: ScenarioOutcome::NotRun { why: why.to_owned() },
        started: started.to_owned(),
        steps: scenario.steps.iter().map(step).collect(),
        ..ScenarioRecord::of(contract, scenario)
    }
}

/// All results of a run before it is judged.
pub(super) struct Unjudged {
    /// Those that were selected, whether they ran or not.
    pub(super) scenarios: Vec<ScenarioRecord>,
    pub(super) waivers: Vec<Waiver>,
    pub(super) started: String,
    pub(super) duration_ms: u64,
    /// What was drawn from the schemas.
    pub(super) explored: Explored,
    /// Calls that were sent again.
    pub(super) retries: usize,
    /// The rate to which the target slowed the run down.
    pub(super) slowed_to: Option<u32>,
    pub(super) left: Option<LeftRecord>,
    /// Errors outside any scenario.
    pub(super) errors: Vec<String>,
}

/// Judges the results.
pub(super) fn fold(contract: &Contract, head: RunHead, mut results: Unjudged, today: Date) -> RunRecord {
    let place: BTreeMap<&str, usize> = contract
        .scenarios
        .iter()
        .enumerate()
        .map(|(i, s)| (s.id.as_str(), i))
        .collect();
    results
        .scenarios
        .sort_by_key(|scenario| place.get(scenario.id.as_str()).copied().unwrap_or(usize::MAX));
    intermittent::note(&mut results.scenarios);
    let mut errors = results.errors;
    errors.extend(scenario_errors(&results.scenarios));
    let addresses = head.addresses.clone();
    let scope = Scope::of(contract, &addresses, &results.scenarios);
    let rules = judge(&scope, &results.scenarios);
    let ran = results
        .scenarios
        .iter()
        .filter(|scenario| scenario.ending.ran())
        .count();
    let mut counts = Counts {
        scenarios: ran,
        skipped: results.scenarios.len() - ran,
        explored: results.explored.requests,
        sequences: results.explored.sequences,
        explored_calls: results.explored.calls,
        calls: results.scenarios.iter().map(ScenarioRecord::calls).sum(),
        retries: results.retries,
        slowed_to: results.slowed_to,
        findings: results.scenarios.iter().map(|s| s.findings.len()).sum(),
        rules: BTreeMap::new(),
    };
    for rule in &rules {
        *counts
            .rules
            .entry(rule.level)
            .or_default()
            .entry(rule.verdict)
            .or_default() += 1;
    }
    let mut record = RunRecord {
        format: FORMAT.to_owned(),
        run: RunSummary {
            target: head.target,
            embedded: head.embedded,
            selection: scope.selection(head.conditions),
            addresses: head.addresses,
            seed: head.seed,
            run_id: head.run_id,
            started: results.started,
            duration_ms: results.duration_ms,
            verdict: RunVerdict::Empty,
            strict: head.strict,
            command: head.command,
            fuhe: env!("CARGO_PKG_VERSION").to_owned(),
            contract: contract.digest.clone(),
            counts,
            left: results.left,
            errors,
        },
        rules,
        waivers: judge_waivers(&scope, &results.scenarios, &results.waivers, today),
        observations: observations(&results.scenarios),
        scenarios: results.scenarios,
    };
    record.run.verdict = run_verdict(&record);
    record
}

/// The errors that ended scenarios. One that ended many is listed once, with their number.
pub(super) fn scenario_errors(scenarios: &[ScenarioRecord]) -> Vec<String> {
    let mut errors: Vec<(&str, Vec<&str>)> = Vec::new();
    for scenario in scenarios {
        let ScenarioOutcome::Error { why, .. } = &scenario.ending else {
            continue;
        };
        match errors.iter_mut().find(|(own, _)| own == why) {
            Some((_, ids)) => ids.push(&scenario.id),
            None => errors.push((why, vec![&scenario.id])),
        }
    }
    let words = |(why, ids): (&str, Vec<&str>)| match ids[..] {
        [only] => format!("{only}: {why}"),
        _ => format!("{} scenarios, such as {}: {why}", ids.len(), ids[0]),
    };
    errors.into_iter().map(words).collect()
}

/// The scenarios that a target can be asked, and which of them were selected.
struct Scope<'a> {
    contract: &'a Contract,
    vendors: BTreeSet<&'a str>,
    selected: BTreeSet<&'a str>,
}

impl<'a> Scope<'a> {
    fn of(contract: &'a Contract, addresses: &'a BTreeMap<String, String>, scenarios: &'a [ScenarioRecord]) -> Self {
        Self {
            contract,
            vendors: addresses.keys().map(String::as_str).collect(),
            selected: scenarios.iter().map(|scenario| scenario.id.as_str()).collect(),
        }
    }

    /// The scenarios of a rule that apply to this target's vendors.
    fn evidence_for(&self, rule: RuleId) -> impl Iterator<Item = &'a Scenario> {
        let scenarios = self.contract.scenarios.iter();
        scenarios.filter(move |scenario| scenario.is_evidence_for(rule) && self.can_run(scenario))
    }

    fn can_run(&self, scenario: &Scenario) -> bool {
        let missing = |vendor: &&str| !self.vendors.contains(*vendor) && scenario.has_tag(vendor);
        !Vendor::ALL
            .iter()
            .map(|vendor| vendor.name())
            .any(|vendor| missing(&vendor))
    }

    /// True if every scenario of the rule was selected.
    fn is_complete(&self, rule: RuleId) -> bool {
        self.evidence_for(rule)
            .all(|scenario| self.selected.contains(scenario.id.as_str()))
    }

    /// True for a scenario that could not be judged with its form of a value, where another form of the same table could.
    fn has_another_form(&self, scenario: &ScenarioRecord, evidence: &[&ScenarioRecord]) -> bool {
        let table = |scenario: &ScenarioRecord| {
            let own = self.contract.scenario(&scenario.id)?;
            Some((own.rule, own.table))
        };
        matches!(scenario.ending, ScenarioOutcome::NotJudged { .. })
            && table(scenario).is_some()
            && evidence
                .iter()
                .any(|other| matches!(other.ending, ScenarioOutcome::Completed) && table(other) == table(scenario))
    }

    /// What was selected; `None` for the whole contract.
    fn selection(&self, mut conditions: Vec<String>) -> Option<SelectionRecord> {
        let all = &self.contract.scenarios;
        let selected = all.iter().filter(|s| self.selected.contains(s.id.as_str())).count();
        let missing = Vendor::ALL.iter().map(|vendor| vendor.name());
        let missing = missing.filter(|vendor| !self.vendors.contains(vendor));
        conditions.extend(missing.map(|vendor| format!("the target has no [{vendor}]")));
        conditions.dedup();
        (selected < all.len()).then_some(SelectionRecord {
            conditions,
            selected,
            of: all.len(),
        })
    }
}

/// The verdict on every rule of the contract.
fn judge(scope: &Scope<'_>, scenarios: &[ScenarioRecord]) -> Vec<RuleRecord> {
    let mut evidence: BTreeMap<RuleId, Vec<&ScenarioRecord>> = BTreeMap::new();
    let mut named: BTreeSet<RuleId> = BTreeSet::new();
    for scenario in scenarios {
        for rule in std::iter::once(scenario.rule).chain(scenario.also.iter().copied()) {
            evidence.entry(rule).or_default().push(scenario);
        }
        named.extend(scenario.findings.iter().map(|found| found.finding.rule));
    }
    let rules = scope.contract.rules.iter();
    rules
        .map(|rule| {
            let evidence = evidence.remove(&rule.id).unwrap_or_default();
            let counting: Vec<&&ScenarioRecord> = evidence
                .iter()
                .filter(|scenario| !scope.has_another_form(scenario, &evidence))
                .collect();
            RuleRecord {
                id: rule.id,
                level: rule.level,
                title: rule.title.clone(),
                verdict: Verdict::of(
                    rule.level,
                    named.contains(&rule.id),
                    scope.is_complete(rule.id),
                    counting.iter().map(|scenario| &scenario.ending),
                ),
                not_judged: counting.iter().find_map(|scenario| match &scenario.ending {
                    ScenarioOutcome::NotJudged { why } => Some(why.clone()),
                    ScenarioOutcome::Completed
                    | ScenarioOutcome::Blocked { .. }
                    | ScenarioOutcome::Inapplicable { .. }
                    | ScenarioOutcome::NotRun { .. }
                    | ScenarioOutcome::Error { .. } => None,
                }),
                scenarios: evidence
                    .iter()
                    .filter(|scenario| scenario.ending.ran())
                    .map(|scenario| scenario.id.clone())
                    .collect(),
            }
        })
        .collect()
}

/// The state of each waiver after the run.
fn judge_waivers(
    scope: &Scope<'_>,
    scenarios: &[ScenarioRecord],
    waivers: &[Waiver],
    today: Date,
) -> Vec<WaiverRecord> {
    let by_id: BTreeMap<&str, &ScenarioRecord> = scenarios.iter().map(|s| (s.id.as_str(), s)).collect();
    let judge = |waiver: &Waiver| {
        let evidence: Option<Vec<&ScenarioRecord>> = scope
            .evidence_for(waiver.rule)
            .filter(|scenario| waiver.covers(waiver.rule, &scenario.id))
            .map(|scenario| by_id.get(scenario.id.as_str()).copied())
            .collect();
        let (found, ran) = if waiver.not_judged {
            let stopped = |s: &&ScenarioRecord| s.is_evidence_for(waiver.rule) && s.was_stopped();
            let covered = scenarios.iter().filter(|s| waiver.covers(waiver.rule, &s.id));
            let all_ran = evidence.is_some_and(|evidence| evidence.iter().all(|s| s.ending.ran()));
            (covered.into_iter().any(|s| stopped(&s)), all_ran)
        } else {
            let covers = |s: &ScenarioRecord| s.findings.iter().any(|f| waiver.covers(f.finding.rule, &s.id));
            let endings = evidence.map(|evidence| evidence.into_iter().map(|s| &s.ending).collect::<Vec<_>>());
            let judged = |endings| Verdict::of(Level::Must, false, true, endings) == Verdict::Holds;
            (scenarios.iter().any(covers), endings.is_some_and(judged))
        };
        WaiverRecord {
            waiver: waiver.clone(),
            state: waiver.state(today, found, ran),
        }
    };
    waivers.iter().map(judge).collect()
}

/// The order is that of the exit codes: an error of the run comes before the results of the run.
fn run_verdict(record: &RunRecord) -> RunVerdict {
    let binding = |level: &Level| level.binds(record.run.strict);
    if !record.run.errors.is_empty() {
        RunVerdict::Incomplete
    } else if record.ran().next().is_none() {
        RunVerdict::Empty
    } else if Level::ALL
        .into_iter()
        .filter(binding)
        .any(|level| record.failing(level) > 0)
        || record.waivers.iter().any(|waiver| waiver.state.fails_the_run())
    {
        RunVerdict::Deviates
    } else if record.unjudged().next().is_some() || record.judged() == 0 {
        RunVerdict::Inconclusive
    } else {
        RunVerdict::Conforms
    }
}

/// One interpretation for each question if all scenarios saw the same, else what each saw.
fn observations(scenarios: &[ScenarioRecord]) -> BTreeMap<RuleId, BTreeMap<String, Value>> {
    let mut seen: BTreeMap<QuestionId, Vec<(&str, &str)>> = BTreeMap::new();
    for scenario in scenarios {
        for (question, interpretation) in &scenario.observations {
            if let Ok(question) = question.parse() {
                seen.entry(question).or_default().push((&scenario.name, interpretation));
            }
        }
    }
    let mut observations: BTreeMap<RuleId, BTreeMap<String, Value>> = BTreeMap::new();
    for (question, interpretations) in seen {
        let first = interpretations[0].1;
        let value = if interpretations
            .iter()
            .all(|(_, interpretation)| *interpretation == first)
        {
            Value::from(first)
        } else {
            let by_scenario: Map<String, Value> = interpretations
                .into_iter()
                .map(|(name, interpretation)| (name.to_owned(), interpretation.into()))
                .collect();
            Value::Object(by_scenario)
        };
        observations
            .entry(question.rule)
            .or_default()
            .insert(question.name, value);
    }
    observations
}
