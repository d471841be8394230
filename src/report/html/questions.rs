//! What the pages leave open: the competing interpretations, and which of them this vendor follows.

use serde_json::Value;

use super::markup::Html;
use crate::contract::Rule;
use crate::record::RunRecord;

/// One question.
#[derive(Debug)]
pub(super) struct QuestionView {
    pub name: String,
    pub text: Html,
    pub interpretations: Vec<InterpretationView>,
    /// Where the scenarios did not agree: what each saw.
    pub varies: Vec<(Html, Html)>,
}

/// One way to read it.
#[derive(Debug)]
pub(super) struct InterpretationView {
    pub value: Html,
    pub text: Html,
    /// True where the vendor follows it, somewhere at least.
    pub followed: bool,
}

/// The questions of a rule, with what the run observed.
pub(super) fn of(rule: &Rule, record: Option<&RunRecord>) -> Vec<QuestionView> {
    let observed = record.and_then(|record| record.observations.get(&rule.id));
    let questions = rule.questions.iter().map(|question| {
        let seen = observed.and_then(|seen| seen.get(&question.id.name));
        let followed = followed(seen);
        let listed = question.interpretations.iter().map(|reading| InterpretationView {
            value: Html::text(&reading.value),
            text: Html::text(&reading.text),
            followed: followed.contains(&reading.value.as_str()),
        });
        let is_listed = |value: &str| question.interpretations.iter().any(|reading| reading.value == value);
        let mut others: Vec<&str> = followed.iter().copied().filter(|value| !is_listed(value)).collect();
        others.sort_unstable();
        others.dedup();
        // A vendor may follow a reading that nobody thought of.
        let others = others.into_iter().map(|value| InterpretationView {
            value: Html::text(value),
            text: Html::default(),
            followed: true,
        });
        QuestionView {
            name: question.id.to_string(),
            text: Html::text(&question.text),
            interpretations: listed.chain(others).collect(),
            varies: match seen {
                Some(Value::Object(seen)) => seen
                    .iter()
                    .map(|(scenario, reading)| (Html::text(scenario), Html::text(reading.as_str().unwrap_or_default())))
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
        Some(Value::String(reading)) => vec![reading],
        Some(Value::Object(seen)) => seen.values().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}
