//! What a scenario records while it runs. Everything is masked as it enters.

use std::collections::BTreeMap;
use std::time::SystemTime;

use serde_json::Value;

use super::{ExchangeRecord, Masker};
use crate::contract::{Finding, QuestionId, RuleId, ScenarioOutcome, Stage};
use crate::wire::{self, Exchange, Keep, shortened_text};

/// How many findings of one answer are listed; further ones only if they name another rule.
const MOST_OF_AN_ANSWER: usize = 20;
/// The expected value of the finding that counts the rest.
const NO_MORE: &str = "no deviation; the first of them are listed above";
/// The greatest length of a finding or an observation, in characters.
const LONGEST: usize = 400;

/// The journal of one scenario.
#[derive(Clone, Debug)]
pub struct Journal {
    masker: Masker,
    /// The calls made.
    pub exchanges: Vec<ExchangeRecord>,
    /// The deviations found, and when, which shows the step they belong to.
    pub findings: Vec<(SystemTime, Finding)>,
    /// The interpretations observed, by question.
    pub observations: BTreeMap<String, String>,
    /// Why calls were sent again.
    pub flaky: Vec<String>,
    /// How the scenario ended, if it was not by its last step.
    pub ending: Option<ScenarioOutcome>,
    /// How many findings of an answer are only counted.
    further: BTreeMap<(RuleId, Option<usize>), usize>,
}

impl Journal {
    /// An empty journal.
    pub fn new(masker: Masker) -> Self {
        Self {
            masker,
            exchanges: Vec::new(),
            findings: Vec::new(),
            observations: BTreeMap::new(),
            flaky: Vec::new(),
            ending: None,
            further: BTreeMap::new(),
        }
    }

    /// Records an exchange.
    pub fn exchange(&mut self, exchange: &Exchange) {
        let record = ExchangeRecord::new(exchange, &mut self.masker);
        self.exchanges.push(record);
    }

    /// Records how often a call had to be sent, which its exchange alone would not show.
    pub fn retries(&mut self, exchange: &Exchange) {
        self.flaky
            .extend(exchange.retries.iter().map(|why| self.masker.text(why)));
    }

    /// Records a finding on the latest exchange, unless it names another. For one answer a part of the findings is
    /// enough, with the number of the rest; every rule that the answer breaks is named.
    pub fn finding(&mut self, finding: Finding) {
        let exchange = finding.exchange.or_else(|| self.exchanges.len().checked_sub(1));
        let same_answer = self.findings.iter().filter(|(_, found)| found.exchange == exchange);
        let listed = same_answer.clone().count();
        if listed >= MOST_OF_AN_ANSWER && same_answer.clone().any(|(_, found)| found.rule == finding.rule) {
            self.count_further(finding.rule, exchange);
            return;
        }
        let pointer = finding.pointer.as_deref().unwrap_or_default();
        let actual = self.masker.at(pointer, &finding.actual);
        // A schema and a step may both see it.
        let is_told = |found: &Finding| {
            let same_place = !pointer.is_empty() && found.pointer.as_deref() == Some(pointer);
            same_place && found.rule == finding.rule && found.actual == actual
        };
        if same_answer.clone().any(|(_, found)| is_told(found)) {
            return;
        }
        let masked = Finding {
            expected: shortened_text(&self.masker.text(&finding.expected), LONGEST),
            actual: shortened(actual),
            pointer: finding
                .pointer
                .map(|pointer| shortened_text(&self.masker.text(&pointer), LONGEST)),
            exchange,
            ..finding
        };
        self.findings.push((SystemTime::now(), masked));
    }

    /// One more deviation of an answer that has enough of them: it is counted in a last finding at its rule.
    fn count_further(&mut self, rule: RuleId, exchange: Option<usize>) {
        let count = self.further.entry((rule, exchange)).or_insert(0);
        *count += 1;
        let actual = Value::from(format!("{count} more of this rule in the same answer"));
        let is_it = |found: &Finding| found.rule == rule && found.exchange == exchange && found.expected == NO_MORE;
        let mut findings = self.findings.iter_mut().rev().map(|(_, found)| found);
        if let Some(last) = findings.find(|found| is_it(found)) {
            last.actual = actual;
            return;
        }
        let last = Finding {
            rule,
            pointer: None,
            expected: NO_MORE.to_owned(),
            actual,
            stage: Stage::Answer,
            exchange,
        };
        self.findings.push((SystemTime::now(), last));
    }

    /// Records which interpretation of a question was seen.
    pub fn observation(&mut self, question: &QuestionId, interpretation: &str) {
        let interpretation = shortened_text(&self.masker.text(interpretation), LONGEST);
        self.observations.insert(question.to_string(), interpretation);
    }

    /// Records why the scenario ends here. The first reason counts.
    pub fn end(&mut self, ending: ScenarioOutcome) {
        let masker = &self.masker;
        self.ending.get_or_insert_with(|| match ending {
            ScenarioOutcome::Completed => ScenarioOutcome::Completed,
            ScenarioOutcome::Blocked { why } => ScenarioOutcome::Blocked { why: masker.text(&why) },
            ScenarioOutcome::Inapplicable { why } => ScenarioOutcome::Inapplicable { why: masker.text(&why) },
            ScenarioOutcome::NotJudged { why } => ScenarioOutcome::NotJudged { why: masker.text(&why) },
            ScenarioOutcome::NotRun { why } => ScenarioOutcome::NotRun { why: masker.text(&why) },
            ScenarioOutcome::Error { why, unreachable } => ScenarioOutcome::Error {
                why: masker.text(&why),
                unreachable,
            },
        });
    }
}

/// A finding shows where to look; the whole answer is in the exchange beside it.
fn shortened(value: Value) -> Value {
    let keep = Keep {
        characters: LONGEST,
        items: 10,
        values: 100,
        bytes: 4 * LONGEST,
    };
    match value {
        Value::String(text) => shortened_text(&text, LONGEST).into(),
        Value::Array(_) | Value::Object(_) => {
            let text = value.to_string();
            if text.len() <= LONGEST {
                return value;
            }
            let cut = wire::shortened(&text, &keep).and_then(|cut| serde_json::from_str(&cut).ok());
            cut.unwrap_or_else(|| shortened_text(&text, LONGEST).into())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;
    use crate::rule;

    fn finding(rule: RuleId, exchange: usize, entry: usize) -> Finding {
        Finding {
            rule,
            pointer: Some(format!("/result/{entry}")),
            expected: "a list".to_owned(),
            actual: Value::Null,
            stage: Stage::Answer,
            exchange: Some(exchange),
        }
    }

    /// Every rule is named, and the rest is counted: 50 deviations of one answer are 20 findings and a number, 3 of
    /// another are 3.
    #[test]
    fn one_answers_findings_are_bounded() {
        let mut journal = Journal::new(Masker::new(&[]));
        (0..50).for_each(|entry| journal.finding(finding(rule!("BS-24"), 0, entry)));
        (0..2).for_each(|entry| journal.finding(finding(rule!("BS-25"), 0, entry)));
        (0..3).for_each(|entry| journal.finding(finding(rule!("BS-24"), 1, entry)));
        // The same seen twice is one finding.
        journal.finding(finding(rule!("BS-24"), 1, 0));
        let of = |rule, exchange| {
            let all = journal.findings.iter().map(|(_, found)| found);
            all.filter(|found| found.rule == rule && found.exchange == Some(exchange))
                .collect::<Vec<_>>()
        };
        let first = of(rule!("BS-24"), 0);
        assert_eq!(first.len(), 21);
        assert_eq!(first[20].actual, "30 more of this rule in the same answer");
        let second = of(rule!("BS-25"), 0);
        assert_eq!((second.len(), second[0].pointer.is_some()), (2, true));
        assert_eq!(second[1].actual, "1 more of this rule in the same answer");
        assert_eq!(of(rule!("BS-24"), 1).len(), 3);
    }

    #[rstest]
    #[case::string(json!("x".repeat(1 << 20)))]
    #[case::list(json!(vec![0; 1 << 20]))]
    #[case::lists(json!(vec![vec![vec!["x"; 100]; 100]; 100]))]
    #[case::object(json!({ "a": "x".repeat(1 << 20) }))]
    #[case::names((0..10_000).map(|n| (n.to_string(), Value::Null)).collect::<serde_json::Map<_, _>>().into())]
    fn a_finding_shows_a_part_of_what_it_found(#[case] actual: Value) {
        let shown = shortened(actual).to_string();
        assert!(shown.len() <= 5 * LONGEST, "{} bytes", shown.len());
    }
}
