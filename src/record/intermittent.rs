//! Deviations that come and go: a call shows one, and the same call at another time does not.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::scenario::{Intermittent, Occasions, ScenarioRecord, StepRecord, StepStatus};
use crate::contract::RuleId;

/// A place in a scenario: the steps up to this one, in numbers.
type Situation = u64;

/// What is the same of two findings: the situation, the rule and the place in the answer.
type Kind<'a> = (Situation, RuleId, Option<&'a str>);

/// A deviation that shows in more than four of five calls of its kind does not come and go: what the vendor has saved before
/// may explain the rest.
const MOST: (usize, usize) = (4, 5);

/// Notes beside each finding how many calls of its kind show it, where others do not: calls that the same steps make and
/// judge, with the same steps before them.
pub(super) fn note(scenarios: &mut [ScenarioRecord]) {
    let mut made: HashMap<Situation, usize> = HashMap::new();
    let mut stopped: HashMap<Situation, HashSet<usize>> = HashMap::new();
    let mut shown: HashMap<Kind<'_>, HashSet<usize>> = HashMap::new();
    let situations: Vec<Vec<Situation>> = scenarios.iter().map(situations).collect();
    for (number, (scenario, places)) in scenarios.iter().zip(&situations).enumerate() {
        for (step, situation) in scenario.steps.iter().zip(places) {
            if step.status != StepStatus::Skipped {
                *made.entry(*situation).or_default() += 1;
            }
            if step.status == StepStatus::Stopped {
                stopped.entry(*situation).or_default().insert(number);
            }
        }
        for found in &scenario.findings {
            let finding = &found.finding;
            if let Some(situation) = places.get(found.step) {
                let kind = (*situation, finding.rule, finding.pointer.as_deref());
                shown.entry(kind).or_default().insert(number);
            }
        }
    }
    // The same refusal of a precondition is told once in a run, and stops every scenario that needs it.
    for ((situation, ..), shown) in &mut shown {
        if let Some(stopped) = stopped.get(situation).filter(|stopped| !stopped.is_disjoint(shown)) {
            shown.extend(stopped);
        }
    }
    // One call that shows a deviation only at times tells the same of all others that show it.
    let mut counted: HashMap<(RuleId, Option<String>), (usize, usize)> = HashMap::new();
    for ((situation, rule, pointer), shown) in &shown {
        let of = made.get(situation).copied().unwrap_or_default();
        if of > 1 {
            let count = counted.entry((*rule, pointer.map(str::to_owned))).or_default();
            *count = (count.0 + shown.len(), count.1 + of);
        }
    }
    counted.retain(|_, (times, of)| *times * MOST.1 <= *of * MOST.0);
    for scenario in scenarios {
        for found in &mut scenario.findings {
            let what = (found.finding.rule, found.finding.pointer.clone());
            let count = counted.get(&what).map(|(times, of)| Intermittent {
                times: *times,
                of: *of,
                occasions: Occasions::Calls,
            });
            found.intermittent = found.intermittent.or(count);
        }
    }
}

/// The situation at each step.
fn situations(scenario: &ScenarioRecord) -> Vec<Situation> {
    let mut hasher = DefaultHasher::new();
    let places = scenario.steps.iter().map(|step| {
        hash(step, &mut hasher);
        hasher.finish()
    });
    places.collect()
}

/// Users have other names in other scenarios.
fn hash(step: &StepRecord, hasher: &mut DefaultHasher) {
    let is_name = |word: &str| {
        let mut characters = word.chars();
        characters.next().is_some_and(|c| c.is_ascii_uppercase()) && characters.all(|c| c.is_ascii_digit())
    };
    for word in step.text.split(' ') {
        if is_name(word.trim_matches([',', '(', ')'])) {
            ""
        } else {
            word
        }
        .hash(hasher);
    }
    step.table.hash(hasher);
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::contract::{Contract, Finding, Stage};
    use crate::record::FindingRecord;

    const SAVED: &str = "a desktop user is saved";

    /// A scenario of a call and what must be seen of it, and whether that was seen.
    fn scenario(call: &str, is_found: bool) -> ScenarioRecord {
        let contract = Contract::embedded();
        let step = |keyword: &str, text: &str| StepRecord {
            keyword: keyword.to_owned(),
            text: text.to_owned(),
            table: Vec::new(),
            status: StepStatus::Passed,
            started_us: 0,
            duration_us: 0,
        };
        let mut record = ScenarioRecord::of(contract, &contract.scenarios[0]);
        record.steps = vec![step("When", call), step("Then", "it is accepted")];
        record.findings.extend(is_found.then(|| FindingRecord {
            step: 1,
            finding: Finding {
                rule: contract.rules[0].id,
                pointer: Some("/code".to_owned()),
                expected: String::new(),
                actual: serde_json::Value::Null,
                stage: Stage::Answer,
                exchange: None,
            },
            intermittent: None,
        }));
        record
    }

    #[rstest]
    #[case::each_time(&[(SAVED, true), (SAVED, true)], None)]
    #[case::once_in_three(&[(SAVED, true), (SAVED, false), (SAVED, false)], Some((1, 3)))]
    #[case::twice_in_three(&[(SAVED, true), (SAVED, true), (SAVED, false)], Some((2, 3)))]
    #[case::alone(&[(SAVED, true)], None)]
    #[case::another_call(&[(SAVED, true), ("a gateway user is saved", false)], None)]
    #[case::with_others(&[("a gateway user is saved", true), (SAVED, true), (SAVED, false)], Some((1, 2)))]
    #[case::in_nearly_every_call(&[(SAVED, true), (SAVED, true), (SAVED, true), (SAVED, true), (SAVED, true), (SAVED, false)], None)]
    #[case::another_name(&[("desktop user A is saved", true), ("desktop user B is saved", false)], Some((1, 2)))]
    fn a_finding_comes_and_goes_with_calls_of_its_kind(
        #[case] calls: &[(&str, bool)],
        #[case] expected: Option<(usize, usize)>,
    ) {
        let mut scenarios: Vec<ScenarioRecord> = calls.iter().map(|(call, found)| scenario(call, *found)).collect();
        note(&mut scenarios);
        let noted = scenarios[0].findings[0].intermittent;
        assert_eq!(noted.map(|noted| (noted.times, noted.of)), expected);
    }

    #[test]
    fn a_call_that_other_steps_judge_is_of_another_kind() {
        let mut scenarios = vec![scenario(SAVED, true), scenario(SAVED, false)];
        "GW-13.status reads the HTTP status".clone_into(&mut scenarios[1].steps[1].text);
        note(&mut scenarios);
        assert_eq!(scenarios[0].findings[0].intermittent, None);
    }

    #[test]
    fn a_precondition_that_is_refused_is_counted_in_each_scenario_that_it_stops() {
        let mut scenarios: Vec<ScenarioRecord> = (0..5).map(|number| scenario(SAVED, number == 0)).collect();
        scenarios[0].findings[0].step = 0;
        for stopped in &mut scenarios[..3] {
            stopped.steps[0].status = StepStatus::Stopped;
        }
        note(&mut scenarios);
        let noted = scenarios[0].findings[0].intermittent;
        assert_eq!(noted.map(|noted| (noted.times, noted.of)), Some((3, 5)));
    }
}
