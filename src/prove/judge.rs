//! From the summaries of runs to results.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::result::{CharacterResult, ChoiceResult, ConformingResult, MutantResult, OutlineResult, RuleResult};
use super::subject::{Subject, tag_of};
use super::summary::{Summary, millis};
use crate::contract::{Contract, Level, QuestionId, RuleId, Verdict};
use crate::faults::{Character, Choice, Mutant};
use crate::record::RunVerdict;

pub(super) fn mutant_result(mutant: &Mutant, summary: &Summary) -> MutantResult {
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
pub(super) fn choice_result(
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

/// What came of each character, alone and with every fault.
pub(super) fn character_results(runs: &[(&Subject, &Summary)]) -> Vec<CharacterResult> {
    let alone = runs.iter().filter_map(|(subject, summary)| match subject {
        Subject::Character(character) => Some((*character, *summary)),
        Subject::Conforming | Subject::Choices(_) | Subject::Mutant(_) | Subject::MutantOf(..) => None,
    });
    let with_faults = |wanted: &'static Character| {
        runs.iter().filter_map(move |(subject, summary)| match subject {
            Subject::MutantOf(character, mutant) if character.name == wanted.name => Some((*mutant, *summary)),
            Subject::Conforming
            | Subject::Choices(_)
            | Subject::Mutant(_)
            | Subject::Character(_)
            | Subject::MutantOf(..) => None,
        })
    };
    let results = alone.map(|(character, summary)| {
        let mut complaints = summary.errors.clone();
        complaints.extend(accusations(summary));
        let partly = summary.verdicts.iter();
        let partly = partly.filter(|(_, verdict)| **verdict == Verdict::PartlyTested);
        let named = |wanted: Beside| {
            let runs = with_faults(character).filter(|(mutant, summary)| beside(mutant, summary) == wanted);
            runs.map(|(mutant, _)| mutant.name.clone()).collect()
        };
        CharacterResult {
            name: character.name.to_owned(),
            complaints,
            partly_tested: partly.map(|(rule, _)| *rule).collect(),
            beside: with_faults(character).map(|(mutant, _)| mutant.name.clone()).collect(),
            not_judged: named(Beside::NotJudged),
            missed: named(Beside::Missed),
        }
    });
    results.collect()
}

/// What a run says of a fault beside the habits of a character.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Beside {
    Caught,
    /// The run says that it could not judge a rule which the fault breaks.
    NotJudged,
    Missed,
}

fn beside(mutant: &Mutant, summary: &Summary) -> Beside {
    let says_so = |rule: &RuleId| summary.verdicts.get(rule) != Some(&Verdict::Holds);
    if mutant.rules.iter().any(|rule| summary.failed.contains_key(rule)) {
        Beside::Caught
    } else if !summary.errors.is_empty() || mutant.rules.iter().any(says_so) {
        Beside::NotJudged
    } else {
        Beside::Missed
    }
}

/// True where everything that changed reads as chosen, and something did. Where the usual vendor shows one reading in
/// all scenarios and the chosen one too, that is all there is to see; a reading that can only show in some (an account
/// that is cut, where it was too long) leaves the others as they were.
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

pub(super) fn conforming_result(summaries: &[&Summary], baseline: &Summary) -> ConformingResult {
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

pub(super) fn rule_results(contract: &Contract, mutants: &[MutantResult]) -> Vec<RuleResult> {
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
pub(super) fn outline_results(contract: &Contract, mutants: &[MutantResult]) -> Vec<OutlineResult> {
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
