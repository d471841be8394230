//! The tests are tested: the suite against every mutant, every choice and many conforming vendors.
//!
//! A conformance suite should find every fault and raise no false alarm. Here both are counted, by running the
//! real suite over real HTTP against embedded vendors that are wrong, or different, on purpose.

mod matrix;
mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use rand::SeedableRng as _;
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use serde::Serialize;
use serde_json::Value;

use crate::contract::{Contract, Level, QuestionId, RuleId, Verdict};
use crate::error::Error;
use crate::faults::{Choice, Mutant};
use crate::mock::Behaviour;
use crate::record::{RunRecord, RunVerdict};
use crate::rule;

pub use matrix::{figure, text};

/// What a proof runs.
#[derive(Clone, Debug)]
pub struct Options {
    /// Conforming vendors to run.
    pub conforming: usize,
    /// Random pairs of choices to run.
    pub pairs: usize,
    /// Threads, each with its own runtime.
    pub threads: usize,
    /// The seed of the pairs, and of the order of every run.
    pub seed: u64,
    /// Only mutants whose name contains this text; empty for all.
    pub mutants: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            conforming: 100,
            pairs: 40,
            threads: 2,
            seed: 1,
            mutants: String::new(),
        }
    }
}

/// The result of a proof.
#[derive(Clone, Debug, Serialize)]
pub struct Proof {
    /// Every mutant, and what found it.
    pub mutants: Vec<MutantResult>,
    /// Every choice and every pair, and what it changed.
    pub choices: Vec<ChoiceResult>,
    /// The conforming vendors.
    pub conforming: ConformingResult,
    /// Every rule, and the mutants that break it.
    pub rules: Vec<RuleResult>,
    /// Every outline of a binding rule, and the mutant that only it kills.
    pub outlines: Vec<OutlineResult>,
    /// How long it all took, in milliseconds.
    pub wall_ms: u64,
}

impl Proof {
    /// True if every mutant was killed at one of its rules, and there was no false alarm.
    pub fn holds(&self) -> bool {
        self.mutants.iter().all(MutantResult::is_killed)
            && self.choices.iter().all(ChoiceResult::is_clean)
            && self.conforming.complaints.is_empty()
    }
}

/// One mutant and what found it.
#[derive(Clone, Debug, Serialize)]
pub struct MutantResult {
    /// Its name.
    pub name: String,
    /// How it happens in real life.
    pub why: String,
    /// The rules that it breaks.
    pub rules: Vec<RuleId>,
    /// Those of its rules at which it was killed; if empty, it survived.
    pub killed_at: Vec<RuleId>,
    /// Other rules that fail.
    pub also_failed: Vec<RuleId>,
    /// Rules that are blocked.
    pub blocked: Vec<RuleId>,
    /// The outlines that killed it, `BS-25/<outline>`, by the rule that they found broken.
    pub killers: BTreeMap<RuleId, BTreeSet<String>>,
    /// What broke the run, if anything did.
    pub errors: Vec<String>,
    /// How long its run took, in milliseconds.
    pub ms: u64,
}

impl MutantResult {
    /// True where one of its own rules fails.
    pub fn is_killed(&self) -> bool {
        !self.killed_at.is_empty()
    }

    /// How many rules fail or are blocked: few is good, since a report then points to the fault.
    pub fn spread(&self) -> usize {
        self.killed_at.len() + self.also_failed.len() + self.blocked.len()
    }
}

/// One choice, or several together, and what changed.
#[derive(Clone, Debug, Serialize)]
pub struct ChoiceResult {
    /// The choices: `GW-13.status=400`.
    pub choices: Vec<String>,
    /// What is wrong with the run: a false alarm, or an observation that is not the one chosen.
    pub complaints: Vec<String>,
}

impl ChoiceResult {
    /// True if there was no false alarm, and the choice was observed.
    pub fn is_clean(&self) -> bool {
        self.complaints.is_empty()
    }
}

/// The conforming vendors.
#[derive(Clone, Debug, Serialize)]
pub struct ConformingResult {
    /// How many ran.
    pub runs: usize,
    /// Those whose verdicts or observations differ from the first run's, or with a false alarm.
    pub complaints: Vec<String>,
    /// Median time of a run, in milliseconds.
    pub median_ms: u64,
}

/// A rule and the mutants that break it.
#[derive(Clone, Debug, Serialize)]
pub struct RuleResult {
    /// The rule.
    pub id: RuleId,
    /// How binding it is.
    pub level: Level,
    /// Mutants that name it.
    pub mutants: usize,
    /// Those of them that were killed at it.
    pub killed: usize,
    /// A mutant that fails this rule and no other, if there is one.
    pub alone: Option<String>,
}

/// An outline of a binding rule.
#[derive(Clone, Debug, Serialize)]
pub struct OutlineResult {
    /// `BS-25/<outline>`.
    pub id: String,
    /// Mutants that it kills.
    pub kills: usize,
    /// A mutant that would not be found at the outline's rule without this outline, if there is one.
    pub alone: Option<String>,
}

/// What is kept of one run.
#[derive(Clone, Debug)]
pub(crate) struct Summary {
    verdict: RunVerdict,
    errors: Vec<String>,
    /// Failed rules, and the outlines whose scenarios made the findings.
    failed: BTreeMap<RuleId, BTreeSet<String>>,
    blocked: BTreeSet<RuleId>,
    verdicts: BTreeMap<RuleId, Verdict>,
    observations: BTreeMap<RuleId, BTreeMap<String, Value>>,
    took: Duration,
}

impl Summary {
    fn of(record: &RunRecord, took: Duration) -> Self {
        let mut failed: BTreeMap<RuleId, BTreeSet<String>> = BTreeMap::new();
        for scenario in &record.scenarios {
            for found in &scenario.findings {
                let outline = format!("{}/{}", scenario.rule, scenario.outline);
                failed.entry(found.finding.rule).or_default().insert(outline);
            }
        }
        let with = |verdict| {
            let rules = record.rules.iter().filter(move |rule| rule.verdict == verdict);
            rules.map(|rule| rule.id)
        };
        Self {
            verdict: record.run.verdict,
            errors: record.run.errors.clone(),
            failed,
            blocked: with(Verdict::Blocked).collect(),
            verdicts: record.rules.iter().map(|rule| (rule.id, rule.verdict)).collect(),
            observations: record.observations.clone(),
            took,
        }
    }

    /// A run that could not be made at all, because of a failed preflight or a vendor that does not start.
    fn broken(error: &Error, took: Duration) -> Self {
        Self {
            verdict: RunVerdict::Incomplete,
            errors: vec![error.to_string()],
            failed: BTreeMap::new(),
            blocked: BTreeSet::new(),
            verdicts: BTreeMap::new(),
            observations: BTreeMap::new(),
            took,
        }
    }
}

/// A vendor to run the suite against.
enum Subject {
    Conforming,
    Choices(Vec<&'static Choice>),
    Mutant(&'static Mutant),
}

impl Subject {
    /// The tag of the scenarios to run, if those of one vendor are enough. The two share nothing but a listener, so a
    /// fault or difference of one cannot show in the other's scenarios, and running them would only double the
    /// time.
    fn tag(&self) -> Option<&'static str> {
        let rules: Vec<RuleId> = match self {
            Self::Conforming => Vec::new(),
            Self::Choices(choices) => {
                let questions = choices
                    .iter()
                    .filter_map(|choice| choice.question.parse::<QuestionId>().ok());
                questions.map(|question| question.rule).collect()
            }
            Self::Mutant(mutant) => mutant.rules.clone(),
        };
        let mut tags = rules.into_iter().map(tag_of);
        let first = tags.next().flatten();
        first.filter(|_| tags.all(|tag| tag == first))
    }

    fn behaviour(&self) -> Behaviour {
        let mut behaviour = Behaviour::default();
        match self {
            Self::Conforming => {}
            Self::Choices(choices) => choices.iter().for_each(|choice| choice.apply(&mut behaviour)),
            Self::Mutant(mutant) => mutant.apply(&mut behaviour),
        }
        behaviour
    }
}

/// The tag of the vendor that a rule belongs to; none for the rules of both.
fn tag_of(rule: RuleId) -> Option<&'static str> {
    let is_of_both = [rule!("GW-17"), rule!("GW-18")].contains(&rule);
    (!is_of_both).then(|| rule.area().vendor().tag())
}

/// Runs the suite against everything, and returns the result. `on_progress` is called after each run.
///
/// # Errors
/// [`Error::Harness`] if a run cannot be made.
pub fn prove(options: &Options, on_progress: &(dyn Fn(usize, usize) + Sync)) -> Result<Proof, Error> {
    let clock = Instant::now();
    let subjects = subjects(options);
    let summaries = work::run_all(&subjects, options, on_progress)?;
    let runs: Vec<(&Subject, &Summary)> = subjects.iter().zip(&summaries).collect();
    let baseline = runs
        .iter()
        .find(|(subject, _)| matches!(subject, Subject::Conforming))
        .map(|(_, summary)| *summary)
        .ok_or_else(|| Error::Harness("a proof needs at least one conforming vendor".to_owned()))?;
    let mutants: Vec<MutantResult> = runs
        .iter()
        .filter_map(|(subject, summary)| match subject {
            Subject::Mutant(mutant) => Some(mutant_result(mutant, summary)),
            _ => None,
        })
        .collect();
    let choices = runs
        .iter()
        .filter_map(|(subject, summary)| match subject {
            Subject::Choices(choices) => Some(choice_result(choices, subject.tag(), summary, baseline)),
            _ => None,
        })
        .collect();
    let conforming: Vec<&Summary> = runs
        .iter()
        .filter(|(subject, _)| matches!(subject, Subject::Conforming))
        .map(|(_, summary)| *summary)
        .collect();
    let contract = Contract::embedded();
    Ok(Proof {
        rules: rule_results(contract, &mutants),
        outlines: outline_results(contract, &mutants),
        choices,
        conforming: conforming_result(&conforming, baseline),
        mutants,
        wall_ms: millis(clock.elapsed()),
    })
}

fn subjects(options: &Options) -> Vec<Subject> {
    let choices: Vec<&'static Choice> = Choice::all().iter().filter(|choice| !choice.is_default).collect();
    let mut rng = StdRng::seed_from_u64(options.seed);
    let mut subjects: Vec<Subject> = (0..options.conforming.max(1)).map(|_| Subject::Conforming).collect();
    subjects.extend(choices.iter().map(|choice| Subject::Choices(vec![choice])));
    while subjects.len() < options.conforming.max(1) + choices.len() + options.pairs && choices.len() > 1 {
        let pair: Vec<&'static Choice> = choices.choose_multiple(&mut rng, 2).copied().collect();
        if pair[0].question != pair[1].question {
            subjects.push(Subject::Choices(pair));
        }
    }
    let mutants = Mutant::all()
        .iter()
        .filter(|mutant| mutant.name.contains(&options.mutants));
    subjects.extend(mutants.map(Subject::Mutant));
    subjects
}

fn mutant_result(mutant: &Mutant, summary: &Summary) -> MutantResult {
    let rules = mutant.rules.clone();
    let (killed_at, also_failed): (Vec<RuleId>, Vec<RuleId>) =
        summary.failed.keys().copied().partition(|rule| rules.contains(rule));
    let killers = killed_at
        .iter()
        .map(|rule| (*rule, summary.failed[rule].clone()))
        .collect();
    MutantResult {
        name: mutant.name.clone(),
        why: mutant.why.clone(),
        rules,
        killed_at,
        also_failed,
        blocked: summary.blocked.iter().copied().collect(),
        killers,
        errors: summary.errors.clone(),
        ms: millis(summary.took),
    }
}

/// A choice may change what is observed of its own question, and nothing else at all.
fn choice_result(
    choices: &[&'static Choice],
    tag: Option<&str>,
    summary: &Summary,
    baseline: &Summary,
) -> ChoiceResult {
    let mut complaints = summary.errors.clone();
    complaints.extend(accusations(summary));
    let observed = flat(&summary.observations, tag);
    let usual = flat(&baseline.observations, tag);
    let questions: BTreeSet<&String> = observed.keys().chain(usual.keys()).collect();
    for question in questions {
        let seen = observed.get(question);
        let chosen = choices.iter().find(|choice| choice.question == question.as_str());
        match chosen {
            Some(choice) if !is_interpretation(seen, usual.get(question), choice.value) => {
                complaints.push(format!("{choice}: observed {}", words(seen)));
            }
            None if seen != usual.get(question) => complaints.push(format!(
                "{question}: observed {}, but the default vendor shows {}",
                words(seen),
                words(usual.get(question))
            )),
            _ => {}
        }
    }
    ChoiceResult {
        choices: choices.iter().map(ToString::to_string).collect(),
        complaints,
    }
}

/// True if everything that changed is as chosen, and something did. If the default vendor shows one interpretation in
/// all scenarios and the chosen one too, that is all there is to see; an interpretation that can only show in some (an
/// account that is cut, if it was too long) leaves the others as they were.
fn is_interpretation(seen: Option<&Value>, usual: Option<&Value>, chosen: &str) -> bool {
    match (seen, usual) {
        (Some(Value::String(seen)), _) => seen == chosen,
        (Some(Value::Object(seen)), usual) => {
            let before = |scenario: &str| match usual {
                Some(Value::Object(usual)) => usual.get(scenario),
                other => other,
            };
            let mut changed = seen
                .iter()
                .filter(|(scenario, now)| before(scenario) != Some(now))
                .peekable();
            changed.peek().is_some() && changed.all(|(_, now)| now == chosen)
        }
        _ => false,
    }
}

fn words(value: Option<&Value>) -> String {
    value.map_or_else(|| "nothing".to_owned(), ToString::to_string)
}

/// Every rule that a run reports against a vendor, with --strict.
fn accusations(summary: &Summary) -> Vec<String> {
    let failed = summary.failed.iter().map(|(rule, outlines)| {
        let outlines: Vec<&str> = outlines.iter().map(String::as_str).collect();
        format!("{rule} fails by {}", outlines.join(", "))
    });
    let blocked = summary.blocked.iter().map(|rule| format!("{rule} is blocked"));
    failed.chain(blocked).collect()
}

/// What was observed of each question, as far as it is one of the scenarios that ran.
fn flat(observations: &BTreeMap<RuleId, BTreeMap<String, Value>>, tag: Option<&str>) -> BTreeMap<String, Value> {
    observations
        .iter()
        .filter(|(rule, _)| tag.is_none() || tag_of(**rule) == tag)
        .flat_map(|(rule, questions)| {
            questions.iter().map(|(name, value)| {
                let question = QuestionId {
                    rule: *rule,
                    name: name.clone(),
                };
                (question.to_string(), value.clone())
            })
        })
        .collect()
}

fn conforming_result(summaries: &[&Summary], baseline: &Summary) -> ConformingResult {
    let mut complaints = Vec::new();
    for (number, summary) in summaries.iter().enumerate() {
        let mut own = summary.errors.clone();
        own.extend(accusations(summary));
        if summary.verdict != RunVerdict::Conforms {
            own.push(format!("its verdict is {:?}", summary.verdict));
        }
        if summary.verdicts != baseline.verdicts {
            own.push("its verdicts differ from the first run's".to_owned());
        }
        if summary.observations != baseline.observations {
            own.push("its observations differ from the first run's".to_owned());
        }
        complaints.extend(
            own.into_iter()
                .map(|complaint| format!("run {}: {complaint}", number + 1)),
        );
    }
    let mut times: Vec<u64> = summaries.iter().map(|summary| millis(summary.took)).collect();
    times.sort_unstable();
    ConformingResult {
        runs: summaries.len(),
        complaints,
        median_ms: times[times.len() / 2],
    }
}

fn rule_results(contract: &Contract, mutants: &[MutantResult]) -> Vec<RuleResult> {
    contract
        .rules
        .iter()
        .filter(|rule| rule.level != Level::Open && !rule.untestable)
        .map(|rule| RuleResult {
            id: rule.id,
            level: rule.level,
            mutants: mutants.iter().filter(|mutant| mutant.rules.contains(&rule.id)).count(),
            killed: mutants
                .iter()
                .filter(|mutant| mutant.killed_at.contains(&rule.id))
                .count(),
            alone: mutants
                .iter()
                .find(|mutant| mutant.killed_at == [rule.id] && mutant.also_failed.is_empty())
                .map(|mutant| mutant.name.clone()),
        })
        .collect()
}

/// Reports name rules, so an outline is needed if its rule would hold without it although it should fail, even if
/// another rule fails as well.
fn outline_results(contract: &Contract, mutants: &[MutantResult]) -> Vec<OutlineResult> {
    let binding = |scenario: &&crate::contract::Scenario| {
        contract
            .rule(scenario.rule)
            .is_some_and(|rule| rule.level != Level::Open)
    };
    let mut outlines: Vec<(RuleId, String)> = Vec::new();
    for scenario in contract.scenarios.iter().filter(binding) {
        let outline = (scenario.rule, format!("{}/{}", scenario.rule, scenario.outline));
        if !outlines.contains(&outline) {
            outlines.push(outline);
        }
    }
    outlines
        .into_iter()
        .map(|(rule, id)| OutlineResult {
            kills: mutants
                .iter()
                .filter(|mutant| mutant.killers.values().any(|outlines| outlines.contains(&id)))
                .count(),
            alone: mutants
                .iter()
                .find(|mutant| {
                    let at_rule = mutant.killers.get(&rule);
                    at_rule.is_some_and(|outlines| outlines.iter().eq([&id]))
                })
                .map(|mutant| mutant.name.clone()),
            id,
        })
        .collect()
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
