//! What the first contact with a target has shown, and what was said of its refusals since: each is told once, and what
//! depends on it is blocked.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Map, Value};

use super::base::Bases;
use crate::check::{Answered, Outcome};
use crate::contract::{Notation, RuleId};
use crate::wire::{Evidence, Exchange, Operation};

/// What the gateway answers to a wrong signature (GW-04). Ours are right, whatever was sent.
pub(super) const WRONG_SIGNATURE: &str = "401001";

/// Longer texts are told by their length: they are drawn afresh in each call.
const SHORT: usize = 10;

/// What was learnt of a target before the first scenario.
#[derive(Clone, Debug, Default)]
pub struct FirstContact {
    /// The correct calls that it accepts.
    pub bases: Bases,
    /// The initials that the courier accepts for the company's name (BS-15).
    pub initials: String,
    /// What it refuses although the pages allow it.
    pub misfits: Vec<Misfit>,
    /// How long the vendor is given to know of a change, where it was seen to need time (BS-51).
    pub settle: Option<Duration>,
    /// Habits of signing (GW-12) that no answer shows, by the name that target files have for them.
    pub unknown_habits: Vec<&'static str>,
}

/// A field that alone makes the vendor refuse a correct call.
#[derive(Clone, Debug)]
pub struct Misfit {
    /// The operation.
    pub operation: Operation,
    /// The field.
    pub field: &'static str,
    /// The rule under which that is a deviation, and told.
    pub rule: RuleId,
    /// The value that is refused, where it is not the absence of one.
    pub refused: Option<Value>,
}

impl Misfit {
    /// What is refused, as the features would write it: `userEmail (absent)`.
    pub fn words(&self) -> String {
        let Some(value) = &self.refused else {
            return format!("{} (absent)", self.field);
        };
        if let Some(made) = self.made() {
            return format!("{} {made}", self.field);
        }
        match value.as_str() {
            Some(text) if text.chars().count() > SHORT => {
                let set = if text.bytes().all(|byte| byte.is_ascii_digit()) {
                    "[0-9]"
                } else {
                    "[a-z0-9]"
                };
                format!("{} {} × {set}", self.field, text.chars().count())
            }
            _ => format!("{} {value}", self.field),
        }
    }

    /// The notation of a value that is made up anew in each call.
    fn made(&self) -> Option<&'static str> {
        let base = self.operation.fields().field(self.field)?.base.as_ref()?;
        matches!(base.notation, Notation::Made { .. }).then_some(base.text)
    }

    /// True where these parameters have it too.
    fn is_in(&self, params: &Map<String, Value>) -> bool {
        let sent = params.get(self.field);
        match (&self.refused, sent) {
            (None, None | Some(Value::Null)) => true,
            (None, Some(value)) => value == "",
            (Some(_), None) => false,
            (Some(refused), Some(sent)) => {
                let length = |value: &Value| value.as_str().map(|text| text.chars().count());
                let is_drawn = |length: usize| length > SHORT || self.made().is_some();
                sent == refused || length(sent).is_some_and(|sent| is_drawn(sent) && Some(sent) == length(refused))
            }
        }
    }
}

impl FirstContact {
    /// What was learnt of the other vendor as well.
    pub fn add(&mut self, other: Self) {
        self.bases.add(other.bases);
        self.initials.push_str(&other.initials);
        self.misfits.extend(other.misfits);
        self.settle = self.settle.max(other.settle);
        self.unknown_habits.extend(other.unknown_habits);
    }

    /// Why a refused call says nothing of this rule: what it was refused for is known, and told at another one.
    pub(super) fn explains(&self, rule: RuleId, exchange: &Exchange, answered: &Answered) -> Option<String> {
        if answered.outcome != Outcome::Refused {
            return None;
        }
        self.misfit(rule, exchange)
            .or_else(|| self.unknown_habit(exchange, answered))
    }

    fn misfit(&self, rule: RuleId, exchange: &Exchange) -> Option<String> {
        let has = |misfit: &&Misfit| match &exchange.evidence {
            Evidence::Gateway { params, .. } => misfit.is_in(params),
            Evidence::Courier { rows, .. } => rows.iter().filter_map(Value::as_object).any(|row| misfit.is_in(row)),
        };
        let of_others = self.misfits.iter().filter(|misfit| misfit.rule != rule);
        let found = of_others
            .filter(|misfit| misfit.operation == exchange.operation)
            .find(has)?;
        Some(format!(
            "the vendor refuses every call of {} with {}, which {} tells of",
            found.operation,
            found.words(),
            found.rule
        ))
    }

    /// A signature may be refused because the gateway signs such a value in another way, and nobody can tell.
    fn unknown_habit(&self, exchange: &Exchange, answered: &Answered) -> Option<String> {
        let Evidence::Gateway { params, .. } = &exchange.evidence else {
            return None;
        };
        let has = |habit: &&&str| {
            params.values().any(|value| match **habit {
                "sign_empty" => value == "",
                "sign_null" => value.is_null(),
                _ => value.is_boolean(),
            })
        };
        let habit = self.unknown_habits.iter().find(has)?;
        (answered.code() == Some(WRONG_SIGNATURE))
            .then(|| format!("the signature was refused, and no answer shows which {habit} the gateway has (GW-12)"))
    }
}

/// The preconditions that were refused so far in a run.
#[derive(Debug, Default)]
pub struct Refused(Mutex<BTreeSet<String>>);

impl Refused {
    /// True the first time that a call of this operation is refused in this way, and charged to this rule.
    pub(super) fn is_news(&self, rule: RuleId, operation: Operation, answered: &Answered) -> bool {
        let causes = answered.entries().iter().filter_map(|entry| entry["cause"].as_str());
        let said: Vec<&str> = answered.message().into_iter().chain(causes).collect();
        let code = answered.code().unwrap_or_default();
        let key = format!("{rule} {operation} {code} {}", without_numbers(&said.join(" ")));
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key)
    }
}

/// A text without the words that may differ from call to call: those with a digit in them.
fn without_numbers(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let kept: Vec<&str> = words
        .filter(|word| !word.is_empty() && !word.contains(|c: char| c.is_ascii_digit()))
        .collect();
    kept.join(" ")
}
