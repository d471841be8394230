//! All that the features show and tell of a limit.

use std::collections::BTreeSet;

use fuhe::contract::{Contract, Level, Scenario};
use serde_json::Value;

use super::sample::{Evaluated, Fate, Given, ReportInput, Sample, evaluate};
use super::sentences::{CallStep, Sentences};
use super::table::{Kind, Row, listed, yes};

#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    pub(super) samples: Vec<Sample>,
    pub(super) told: Vec<ReportInput>,
}

/// All that the features show and tell.
pub(super) fn shown(contract: &Contract) -> Shown {
    let sentences = Sentences::new();
    let mut shown = Shown::default();
    for scenario in &contract.scenarios {
        read_scenario(&sentences, scenario, &mut shown);
    }
    shown
}

fn read_scenario(sentences: &Sentences, scenario: &Scenario, shown: &mut Shown) {
    let mut pending: Option<CallStep> = None;
    let mut answer = None;
    let mut given = false;
    for step in &scenario.steps {
        given = match step.keyword.as_str() {
            "Given" => true,
            "When" | "Then" => false,
            _ => given,
        };
        if let Some((call, message)) = sentences.call(step, given) {
            settle(pending.take(), None, scenario, shown);
            answer = Some(message);
            pending = Some(call);
            continue;
        }
        if let Some(told) = answer.and_then(|answer| sentences.told(&step.text, answer)) {
            shown.told.push(told);
        }
        let rows = pending.as_ref().map_or(0, |call| call.rows.len());
        if let Some(fates) = sentences.fate(&step.text, rows) {
            settle(pending.take(), Some(fates), scenario, shown);
        }
    }
    settle(pending, None, scenario, shown);
}

fn settle(call: Option<CallStep>, fates: Option<Vec<Fate>>, scenario: &Scenario, shown: &mut Shown) {
    let Some(call) = call else { return };
    let silent = if call.given { Fate::Taken } else { Fate::Open };
    let fates = fates.unwrap_or_else(|| vec![silent; call.rows.len()]);
    for (row, fate) in call.rows.iter().zip(fates) {
        let values: Vec<_> = row.iter().map(|(m, f, v)| (*m, f, evaluate(v))).collect();
        let derived = values.iter().any(|(.., v)| matches!(v, Some(Evaluated::Account)));
        let remarkable = values
            .iter()
            .filter(|(.., v)| !matches!(v, Some(Evaluated::Nothing | Evaluated::Account)))
            .count();
        for (message, field, value) in values {
            if let Some(Evaluated::Given(given)) = value {
                shown.samples.push(Sample {
                    message,
                    field: field.clone(),
                    given,
                    fate,
                    alone: remarkable == 1,
                    derived,
                    rule: scenario.rule,
                    scenario: scenario.id.clone(),
                });
            }
        }
    }
}

impl Shown {
    pub(super) fn of<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = &'a Sample> + Clone {
        self.samples
            .iter()
            .filter(|sample| sample.message == row.message && sample.field == row.field)
    }

    fn told_of<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = &'a ReportInput> + Clone {
        self.told
            .iter()
            .filter(|told| told.message == row.message && told.field == row.field)
    }

    /// What the features show of one limit, or nothing.
    pub(super) fn says(&self, kind: Kind, row: &Row) -> Option<String> {
        if !row.is_request() {
            return self.tells(kind, row);
        }
        match kind {
            Kind::Required => {
                let absent = self.of(row).filter(|sample| sample.given == Given::Absent);
                let taken = absent.clone().any(|sample| sample.fate == Fate::Taken);
                let refused = absent.clone().any(Sample::is_refused_for_itself);
                match (taken, refused) {
                    (false, false) => None,
                    (true, true) => Some("both".to_owned()),
                    (_, refused) => Some(yes(refused)),
                }
            }
            Kind::Least => self.least(row),
            Kind::Most => self.most(row),
            Kind::Values => {
                row.values.as_ref()?;
                let mut taken: Vec<Value> = Vec::new();
                for sample in self.of(row).filter(|sample| sample.fate == Fate::Taken) {
                    if let Given::Value(value) = &sample.given
                        && !taken.contains(value)
                    {
                        taken.push(value.clone());
                    }
                }
                Some(listed(&taken))
            }
        }
    }

    fn taken_lengths(&self, row: &Row) -> BTreeSet<usize> {
        self.of(row)
            .filter(|sample| sample.fate == Fate::Taken)
            .filter_map(Sample::length)
            .collect()
    }

    pub(super) fn least(&self, row: &Row) -> Option<String> {
        let taken = self.taken_lengths(row);
        let from = *taken.first()?;
        let refused = self
            .of(row)
            .filter(|sample| sample.is_refused_for_itself())
            .filter_map(Sample::length)
            .filter(|length| *length < from)
            .max()?;
        Some(if refused + 1 == from {
            from.to_string()
        } else {
            format!("taken from {from}, refused up to {refused}")
        })
    }

    pub(super) fn most(&self, row: &Row) -> Option<String> {
        let taken = self.taken_lengths(row);
        // An empty text says nothing of how long a text may be.
        let to = taken.last().copied().filter(|to| *to > 0);
        let past_is_open = row
            .past
            .and_then(|past| Contract::embedded().rule(past))
            .map(|rule| rule.level)
            == Some(Level::Open);
        let beyond = self
            .of(row)
            .filter(|sample| Some(sample.rule) == row.past)
            .filter(|sample| sample.is_refused_for_itself() || past_is_open)
            .filter_map(Sample::length)
            .filter(|length| to.is_none_or(|to| *length > to))
            .min();
        let at = beyond.and_then(|beyond| beyond.checked_sub(1));
        match (to, beyond) {
            (None, None) => None,
            (Some(to), None) => row.most.map(|_| format!("taken up to {to}, never refused")),
            (None, Some(beyond)) => {
                let tried = self.of(row).filter_map(Sample::length).any(|length| Some(length) == at);
                Some(if tried {
                    (beyond - 1).to_string()
                } else {
                    format!("refused from {beyond}, never tried just below")
                })
            }
            (Some(to), Some(beyond)) if Some(to) == at => Some((beyond - 1).to_string()),
            (Some(to), Some(beyond)) => Some(format!("taken up to {to}, refused from {beyond}")),
        }
    }

    fn tells(&self, kind: Kind, row: &Row) -> Option<String> {
        let several = |numbers: BTreeSet<usize>| {
            let texts: Vec<String> = numbers.iter().map(usize::to_string).collect();
            (!texts.is_empty()).then(|| texts.join(" and "))
        };
        let told = self.told_of(row);
        match kind {
            Kind::Required => {
                let required: Vec<bool> = told.map(|told| told.required).collect();
                (!required.is_empty()).then(|| yes(required.iter().all(|required| *required)))
            }
            Kind::Least => several(told.filter_map(|told| told.least).collect()),
            Kind::Most => several(told.filter_map(|told| told.most).collect()),
            Kind::Values => {
                row.values.as_ref()?;
                let mut values: Vec<Value> = Vec::new();
                for value in told.filter_map(|told| told.value.as_ref()) {
                    if !values.contains(value) {
                        values.push(value.clone());
                    }
                }
                Some(listed(&values))
            }
        }
    }
}
