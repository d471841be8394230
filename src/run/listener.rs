//! From cucumber's events and the scenarios' journals to the run's own events.

use std::cell::{Cell, RefCell};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::num::NonZeroUsize;
use std::rc::Rc;
use std::time::{Duration, SystemTime};

use cucumber::event::{self, Event, ScenarioFinished};
use cucumber::{Writer, cli, parser, writer};

use super::identity::identity;
use super::undecided::Undecided;
use crate::contract::{Contract, Level, RuleId, Scenario, ScenarioOutcome};
use crate::explore::Counts;
use crate::record::{
    FindingRecord, Journal, LeftRecord, Observer, Recorder, Repeated, RunEvent, RunRecord, ScenarioRecord, StepRecord,
    StepStatus, rfc3339,
};
use crate::steps::World;
use crate::text::shell_quoted;

/// Where scenarios leave their journals for the listener. Everything of a run happens on one thread.
#[derive(Clone, Debug, Default)]
pub(super) struct JournalStore {
    journals: Rc<RefCell<HashMap<String, Journal>>>,
    closed: Rc<Cell<bool>>,
}

impl JournalStore {
    /// False when no further scenario may begin.
    pub(super) fn is_open(&self) -> bool {
        !self.closed.get()
    }

    /// Turns away every scenario that has not begun.
    pub(super) fn close(&self) {
        self.closed.set(true);
    }

    /// Returns the journal of a scenario that is over, with how it ended.
    pub(super) fn deposit(&self, id: String, mut journal: Journal, finished: &ScenarioFinished) {
        // The journal's own reason counts, if it has one: it is more exact than cucumber's.
        journal.end(ending(finished));
        self.journals.borrow_mut().insert(id, journal);
    }
}

fn ending(finished: &ScenarioFinished) -> ScenarioOutcome {
    let harness = |why: String| ScenarioOutcome::Error {
        why,
        unreachable: false,
    };
    match finished {
        ScenarioFinished::StepPassed => ScenarioOutcome::Completed,
        ScenarioFinished::StepSkipped => harness("a step of the feature matches no function".to_owned()),
        ScenarioFinished::StepFailed(_, _, error) => harness(error.to_string()),
        ScenarioFinished::BeforeHookFailed(_) => harness("the scenario could not be set up".to_owned()),
    }
}

/// What is known of a scenario while it runs: when it began, and when each of its steps did.
#[derive(Debug)]
struct Underway {
    started: SystemTime,
    steps: Vec<(SystemTime, SystemTime, StepStatus)>,
}

/// Listens to cucumber, and reports the run's own events to the observers.
pub(super) struct Listener<'a, 'o> {
    contract: &'static Contract,
    store: JournalStore,
    command: String,
    /// A finding at a rule of these levels counts.
    counting: Vec<Level>,
    /// After so many scenarios with such a finding no further one begins.
    max_fail: Option<NonZeroUsize>,
    /// Those that had one.
    failed: BTreeSet<String>,
    undecided: Undecided,
    recorder: Recorder,
    observers: &'a mut [&'o mut dyn Observer],
    underway: HashMap<String, Underway>,
    /// How often each scenario runs, and the runs of each until all are over.
    rounds: usize,
    repeated: BTreeMap<String, Repeated>,
    errors: Vec<String>,
}

impl<'a, 'o> Listener<'a, 'o> {
    pub(super) fn new(
        contract: &'static Contract,
        store: JournalStore,
        command: String,
        counting: Vec<Level>,
        recorder: Recorder,
        observers: &'a mut [&'o mut dyn Observer],
    ) -> Self {
        Self {
            contract,
            store,
            command,
            counting,
            max_fail: None,
            failed: BTreeSet::new(),
            undecided: Undecided::default(),
            recorder,
            observers,
            underway: HashMap::new(),
            rounds: 1,
            repeated: BTreeMap::new(),
            errors: Vec::new(),
        }
    }

    /// The same, with an end after so many scenarios that deviate.
    pub(super) fn stopping(mut self, max_fail: Option<NonZeroUsize>) -> Self {
        self.max_fail = max_fail;
        self
    }

    /// The same, for scenarios that run again up to so many times if they could not be judged.
    pub(super) fn retrying(mut self, times: usize) -> Self {
        self.undecided = Undecided::with(times);
        self
    }

    /// The same, for scenarios that run so often. Each is told when all its runs are over.
    pub(super) fn repeating(mut self, rounds: usize) -> Self {
        self.rounds = rounds;
        self
    }

    /// Notes that every scenario was run once more, and tells them after the last time.
    pub(super) fn round_finished(&mut self, round: usize) {
        let of = self.rounds;
        if of > 1 {
            self.emit(&RunEvent::RoundFinished { round, of });
        }
        if round < of {
            return;
        }
        for (_, repeated) in std::mem::take(&mut self.repeated) {
            self.emit(&RunEvent::ScenarioFinished(Box::new(repeated.finish())));
        }
        self.rounds = 1;
    }

    /// The record of the run.
    pub(super) fn finish(mut self) -> RunRecord {
        self.emit(&RunEvent::Finished);
        self.recorder.finish(self.contract, self.errors)
    }

    /// The scenarios that are to run once more, since they could not be judged.
    pub(super) fn run_again(&mut self) -> Option<BTreeSet<String>> {
        let ids = self.undecided.next().filter(|_| self.store.is_open())?;
        self.emit(&RunEvent::RunAgain { scenarios: ids.len() });
        Some(ids)
    }

    /// Reports those that could not be judged the last time either.
    pub(super) fn settle(&mut self) {
        for record in self.undecided.finish() {
            self.emit(&RunEvent::ScenarioFinished(Box::new(record)));
        }
    }

    /// True once no further scenario may begin.
    pub(super) fn is_stopped(&self) -> bool {
        !self.store.is_open()
    }

    /// True if a finding at this rule in this scenario counts.
    fn counts(&self, rule: RuleId, scenario: &str) -> bool {
        let level = self.contract.rule(rule).map(|rule| rule.level);
        level.is_some_and(|level| self.counting.contains(&level)) && !self.recorder.excuses(rule, scenario)
    }

    /// Notes a scenario that deviates. After enough of them, no further one begins.
    fn note_deviation(&mut self, scenario: &ScenarioRecord) {
        let mut findings = scenario.findings.iter();
        if findings.any(|found| self.counts(found.finding.rule, &scenario.id)) {
            self.failed.insert(scenario.id.clone());
        }
        if self.max_fail.is_some_and(|most| self.failed.len() >= most.get()) {
            self.store.close();
        }
    }

    /// Notes an error outside any scenario.
    pub(super) fn note_error(&mut self, error: String) {
        self.errors.push(error);
    }

    /// Notes how many calls were sent again.
    pub(super) fn retried(&mut self, calls: usize, slowed_to: Option<u32>) {
        if calls > 0 {
            self.emit(&RunEvent::Retried { calls, slowed_to });
        }
    }

    /// Notes which of the created users were removed and which remain.
    pub(super) fn cleaned_up(&mut self, left: LeftRecord) {
        self.emit(&RunEvent::CleanedUp(left));
    }

    /// Notes what was found before any scenario.
    pub(super) fn found(&mut self, scenarios: Vec<ScenarioRecord>) {
        for scenario in scenarios {
            self.note_deviation(&scenario);
            self.emit(&RunEvent::ScenarioFinished(Box::new(scenario)));
        }
    }

    /// Notes what an exploration found.
    pub(super) fn explored(&mut self, scenarios: Vec<ScenarioRecord>, counts: Counts) {
        for scenario in scenarios {
            self.emit(&RunEvent::ScenarioFinished(Box::new(scenario)));
        }
        self.emit(&RunEvent::Explored {
            requests: counts.drawn,
            to_accept: counts.to_accept,
            to_refuse: counts.to_refuse,
            sequences: counts.sequences,
            calls: counts.calls,
            per_second: counts.per_second(),
        });
    }

    fn emit(&mut self, event: &RunEvent) {
        emit(self.observers, &mut self.recorder, event);
    }

    fn scenario_event(&mut self, id: &str, at: SystemTime, event: &event::Scenario<World>) {
        match event {
            event::Scenario::Started => {
                let underway = Underway {
                    started: at,
                    steps: Vec::new(),
                };
                self.underway.insert(id.to_owned(), underway);
                if self.store.is_open() {
                    self.emit(&RunEvent::ScenarioStarted { id: id.to_owned() });
                }
            }
            event::Scenario::Step(_, step) | event::Scenario::Background(_, step) => {
                if let Some(underway) = self.underway.get_mut(id) {
                    underway.step(at, step);
                }
            }
            event::Scenario::Finished => self.finished(id, at),
            event::Scenario::Hook(..) | event::Scenario::Log(_) => {}
        }
    }

    fn finished(&mut self, id: &str, at: SystemTime) {
        let (Some(underway), Some(scenario)) = (self.underway.remove(id), self.contract.scenario(id)) else {
            self.errors.push(format!("{id}: finished, but is not in the contract"));
            return;
        };
        // Scenarios that a closed store turned away have no journal: they did not run.
        let Some(journal) = self.store.journals.borrow_mut().remove(id) else {
            return;
        };
        let record = record(self.contract, scenario, &underway, journal, at, &self.command);
        self.note_deviation(&record);
        let Some(record) = self.undecided.judge(record) else {
            return;
        };
        if self.rounds == 1 {
            self.emit(&RunEvent::ScenarioFinished(Box::new(record)));
            return;
        }
        match self.repeated.entry(record.id.clone()) {
            Entry::Occupied(mut repeated) => repeated.get_mut().add(record),
            Entry::Vacant(place) => {
                place.insert(Repeated::new(record));
            }
        }
    }
}

impl Underway {
    fn step(&mut self, at: SystemTime, event: &event::Step<World>) {
        let status = match event {
            event::Step::Started => {
                self.steps.push((at, at, StepStatus::Passed));
                return;
            }
            event::Step::Passed(..) => StepStatus::Passed,
            event::Step::Failed(..) | event::Step::Skipped => StepStatus::Stopped,
        };
        if let Some(step) = self.steps.last_mut() {
            step.1 = at;
            step.2 = status;
        }
    }

    /// The step that was in progress at a time: the last one that had begun.
    fn step_at(&self, at: SystemTime) -> usize {
        self.steps
            .iter()
            .rposition(|(started, ..)| *started <= at)
            .unwrap_or_default()
    }
}

fn record(
    contract: &Contract,
    scenario: &Scenario,
    underway: &Underway,
    journal: Journal,
    finished: SystemTime,
    command: &str,
) -> ScenarioRecord {
    let findings: Vec<FindingRecord> = journal
        .findings
        .into_iter()
        .map(|(at, finding)| FindingRecord {
            step: underway.step_at(at),
            finding,
            intermittent: None,
        })
        .collect();
    let steps = scenario
        .steps
        .iter()
        .enumerate()
        .map(|(index, step)| {
            let timing = underway.steps.get(index);
            let found = findings.iter().any(|finding| finding.step == index);
            StepRecord {
                keyword: step.keyword.clone(),
                text: step.text.clone(),
                table: step.table.clone(),
                status: match timing {
                    None => StepStatus::Skipped,
                    Some((_, _, StepStatus::Stopped)) => StepStatus::Stopped,
                    Some(_) if found => StepStatus::Failed,
                    Some((_, _, status)) => *status,
                },
                started_us: timing.map_or(0, |(started, ..)| micros_between(underway.started, *started)),
                duration_us: timing.map_or(0, |(started, ended, _)| micros_between(*started, *ended)),
            }
        })
        .collect();
    let ending = journal.ending.unwrap_or(ScenarioOutcome::Completed);
    let worth_repeating = !findings.is_empty()
        || !matches!(
            ending,
            ScenarioOutcome::Completed | ScenarioOutcome::Inapplicable { .. }
        );
    ScenarioRecord {
        ending,
        started: rfc3339(underway.started),
        duration_us: micros_between(underway.started, finished),
        steps,
        findings,
        observations: journal.observations,
        flaky: journal.flaky,
        exchanges: journal.exchanges,
        repeat: worth_repeating.then(|| repeated_by(command, scenario)),
        ..ScenarioRecord::of(contract, scenario)
    }
}

/// The command that shows the same again: a scenario by itself, but not one that looks at the calls of all others.
fn repeated_by(command: &str, scenario: &Scenario) -> String {
    if scenario.is_over_the_whole_run() {
        return command.to_owned();
    }
    format!("{command} --name {}", shell_quoted(&exactly(&scenario.id)))
}

pub(super) fn emit(observers: &mut [&mut dyn Observer], recorder: &mut Recorder, event: &RunEvent) {
    recorder.on_event(event);
    for observer in observers {
        observer.on_event(event);
    }
}

/// A regular expression that matches this id and no other.
fn exactly(id: &str) -> String {
    format!("^{}$", regex::escape(id))
}

/// Zero if the clock was set back in between.
fn micros_between(from: SystemTime, to: SystemTime) -> u64 {
    let between = to.duration_since(from).unwrap_or(Duration::ZERO);
    u64::try_from(between.as_micros()).unwrap_or(u64::MAX)
}

impl Writer<World> for Listener<'_, '_> {
    type Cli = cli::Empty;

    async fn handle_event(&mut self, event: parser::Result<Event<event::Cucumber<World>>>, _: &Self::Cli) {
        let event = match event {
            Ok(event) => event,
            Err(error) => {
                self.errors.push(error.to_string());
                return;
            }
        };
        let at = event.at;
        if let event::Cucumber::Feature(_, event::Feature::Rule(rule, event::Rule::Scenario(scenario, event))) =
            event.into_inner()
        {
            let (id, _) = identity(Some(&rule), &scenario);
            self.scenario_event(&id, at, &event.event);
        }
    }
}

/// The run's events carry the scenario they belong to, so their order among scenarios does not matter.
impl writer::Normalized for Listener<'_, '_> {}
