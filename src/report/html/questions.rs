//! What is not specified: the competing interpretations, and which of them this vendor follows.

use serde_json::Value;

use super::markup::Html;
use super::words::Phrase;
use crate::contract::{Contract, Rule};
use crate::record::RunRecord;
use crate::report::chinese_name;

/// One question.
#[derive(Debug)]
pub(super) struct QuestionView {
    pub name: String,
    pub text: Phrase,
    pub interpretations: Vec<InterpretationView>,
    /// If the scenarios did not agree: what each saw.
    pub varies: Vec<(Phrase, Html)>,
}

/// One interpretation.
#[derive(Debug)]
pub(super) struct InterpretationView {
    pub value: Html,
    pub text: Phrase,
    /// True if the vendor follows it, at least in one place.
    pub followed: bool,
}

/// The questions of a rule, with what the run observed.
pub(super) fn of(rule: &Rule, record: Option<&RunRecord>, contract: &Contract) -> Vec<QuestionView> {
    let named = |scenario: &str| {
        let chinese = chinese_name(contract, &format!("{}/{scenario}", rule.id));
        Phrase::new(scenario, chinese.unwrap_or_default())
    };
    let observed = record.and_then(|record| record.observations.get(&rule.id));
    let questions = rule.questions.iter().map(|question| {
        let seen = observed.and_then(|seen| seen.get(&question.id.name));
        let followed = followed(seen);
        let listed = question
            .interpretations
            .iter()
            .map(|interpretation| InterpretationView {
                value: Html::text(&interpretation.value),
                text: Phrase::new(&interpretation.text, interpretation.chinese.as_str()),
                followed: followed.contains(&interpretation.value.as_str()),
            });
        let is_listed = |value: &str| {
            question
                .interpretations
                .iter()
                .any(|interpretation| interpretation.value == value)
        };
        let mut others: Vec<&str> = followed.iter().copied().filter(|value| !is_listed(value)).collect();
        others.sort_unstable();
        others.dedup();
        // A vendor may follow an interpretation that is not listed.
        let others = others.into_iter().map(|value| InterpretationView {
            value: Html::text(value),
            text: Phrase::default(),
            followed: true,
        });
        QuestionView {
            name: question.id.to_string(),
            text: Phrase::new(&question.text, question.chinese.as_str()),
            interpretations: listed.chain(others).collect(),
            varies: match seen {
                Some(Value::Object(seen)) => seen
                    .iter()
                    .map(|(scenario, interpretation)| {
                        (named(scenario), Html::text(interpretation.as_str().unwrap_or_default()))
                    })
                    .collect(),
                _ => Vec::new(),
            },
        }
    });
    questions.collect()
}

/// The interpretations that were seen: one, or what each scenario saw.
fn followed(seen: Option<&Value>) -> Vec<&str> {
    match seen {
        Some(Value::String(interpretation)) => vec![interpretation],
        Some(Value::Object(seen)) => seen.values().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}
