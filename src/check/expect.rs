//! What a scenario expects of an answer, and how an answer falls short of it.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

use super::{Answered, Outcome};
use crate::contract::{Finding, RuleId, Stage};
use crate::wire::{Evidence, Exchange};

/// Something that must be seen in one answer.
#[derive(Clone, Debug)]
pub enum Expectation {
    /// The call is taken.
    Accepted,
    /// The call is taken, as another is that differs from it in so many words: `with userRealName 3 × "x"`.
    AcceptedAs(String),
    /// The call is refused, with any code.
    Refused,
    /// The call is refused with this code.
    RefusedWith(String),
    /// The gateway's code.
    Code(String),
    /// The message, in full.
    Message(String),
    /// The message's first characters.
    MessageBegins(String),
    /// The message holds this text.
    MessageNames(String),
    /// A text of the envelope, by its canonical name, of this length.
    EnvelopeText(&'static str, Length),
    /// `data` is null or absent.
    NoData,
    /// A field that is a text of this length.
    Text(String, Length),
    /// A field that is a text of at most this length, null, or absent.
    TextOrNone(String, usize),
    /// A field with this value.
    Field(String, Value),
    /// A field that has this value where it is there at all.
    FieldIfPresent(String, Value),
    /// A field that is there and not null.
    Present(String),
    /// A field that is null or absent.
    Absent(String),
    /// Exactly these rows have entries in the result.
    RowsInError(BTreeSet<u64>),
    /// Each entry of this row repeats the account that was sent.
    EntryRepeatsAccount(u64),
    /// Some entry of this row has this cause.
    Cause(u64, String),
    /// Each entry of this row has a cause of this length.
    CauseText(u64, Length),
    /// `result` is null, an empty list, or absent.
    EmptyResult,
}

/// A number of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// At least so many.
    pub min: usize,
    /// At most so many.
    pub max: usize,
}

impl Length {
    fn holds(self, value: &Value) -> bool {
        value
            .as_str()
            .is_some_and(|text| (self.min..=self.max).contains(&text.chars().count()))
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a text of {} to {} characters", self.min, self.max)
    }
}

impl Expectation {
    /// The finding, where the answer falls short; it is charged to `rule`.
    pub fn check(&self, rule: RuleId, exchange: &Exchange, answered: &Answered) -> Option<Finding> {
        let shortfall = self.shortfall(exchange, answered)?;
        Some(Finding {
            rule,
            pointer: shortfall.pointer,
            expected: shortfall.expected,
            actual: shortfall.actual,
            stage: shortfall.stage,
            exchange: None,
        })
    }

    fn shortfall(&self, exchange: &Exchange, answered: &Answered) -> Option<Shortfall> {
        match self {
            Self::Accepted => (answered.outcome != Outcome::Accepted)
                .then(|| Shortfall::of_outcome("the call to be accepted", answered)),
            Self::AcceptedAs(control) => (answered.outcome != Outcome::Accepted)
                .then(|| Shortfall::of_outcome(&format!("the call to be accepted, as it is {control}"), answered)),
            Self::Refused => (answered.outcome != Outcome::Refused)
                .then(|| Shortfall::of_outcome("the call to be refused", answered)),
            Self::RefusedWith(code) => (answered.outcome != Outcome::Refused || answered.code() != Some(code))
                .then(|| Shortfall::of_outcome(&format!("the call to be refused with code {code}"), answered)),
            Self::Code(code) => {
                let actual = envelope_field(answered, "code");
                (actual.as_str() != Some(code)).then(|| Shortfall::at(answered, "code", format!("\"{code}\""), actual))
            }
            Self::Message(text) => {
                (answered.message() != Some(text)).then(|| Shortfall::of_message(answered, format!("\"{text}\"")))
            }
            Self::MessageBegins(text) => (!answered.message().is_some_and(|msg| msg.starts_with(text)))
                .then(|| Shortfall::of_message(answered, format!("a text that begins \"{text}\""))),
            Self::MessageNames(name) => (!answered.message().is_some_and(|msg| msg.contains(name)))
                .then(|| Shortfall::of_message(answered, format!("a text that names {name}"))),
            Self::EnvelopeText(name, length) => {
                let actual = envelope_field(answered, name);
                (!length.holds(&actual)).then(|| Shortfall::at(answered, name, length.to_string(), actual))
            }
            Self::NoData => {
                let actual = envelope_field(answered, "data");
                (!actual.is_null()).then(|| Shortfall::at(answered, "data", "null, or nothing".to_owned(), actual))
            }
            Self::Text(path, length) => unmet(answered, path, length.to_string(), |value| length.holds(value)),
            Self::TextOrNone(path, max) => {
                let length = Length { min: 0, max: *max };
                unmet(answered, path, format!("{length}, or none"), |value| {
                    value.is_null() || length.holds(value)
                })
            }
            Self::Field(path, wanted) => unmet(answered, path, wanted.to_string(), |value| value == wanted),
            Self::FieldIfPresent(path, wanted) => unmet(answered, path, format!("{wanted}, or nothing"), |value| {
                value.is_null() || value == wanted
            }),
            Self::Present(path) => unmet(answered, path, "a value".to_owned(), |value| !value.is_null()),
            Self::Absent(path) => unmet(answered, path, "nothing".to_owned(), Value::is_null),
            Self::RowsInError(rows) => {
                let found = rows_in_error(answered);
                (found != *rows || answered.outcome != Outcome::Refused).then(|| Shortfall {
                    pointer: Some("/result".to_owned()),
                    expected: format!("a refusal with entries for exactly {}", in_words(rows)),
                    actual: match (answered.outcome, found.is_empty()) {
                        (Outcome::Accepted, _) => "the call was accepted".into(),
                        (Outcome::Refused, true) => format!("{}, without entries", answered.in_words()).into(),
                        _ => format!("entries for {}", in_words(&found)).into(),
                    },
                    stage: Stage::Answer,
                })
            }
            Self::EntryRepeatsAccount(row) => {
                let sent = sent_account(exchange, *row);
                entry_unmet(answered, *row, "userNo", format!("{sent}, as it was sent"), |value| {
                    *value == sent
                })
            }
            Self::Cause(row, text) => {
                let met = entries_of(answered, *row).any(|(_, entry)| entry["cause"].as_str() == Some(text));
                (!met).then(|| {
                    entry_unmet(answered, *row, "cause", format!("\"{text}\""), |_| false)
                        .unwrap_or_else(|| Shortfall::no_entry(*row))
                })
            }
            Self::CauseText(row, length) => {
                entry_unmet(answered, *row, "cause", length.to_string(), |value| length.holds(value))
            }
            Self::EmptyResult => {
                let actual = answered.body.get("result").cloned().unwrap_or_default();
                let empty = actual.is_null() || actual.as_array().is_some_and(Vec::is_empty);
                (!empty).then(|| Shortfall {
                    pointer: Some("/result".to_owned()),
                    expected: "null, an empty list, or nothing".to_owned(),
                    actual,
                    stage: Stage::Answer,
                })
            }
        }
    }
}

/// The rows that have an entry in the result.
pub(super) fn rows_in_error(answered: &Answered) -> BTreeSet<u64> {
    answered
        .entries()
        .iter()
        .filter_map(|entry| entry.get("rowNo")?.as_u64())
        .collect()
}

/// The entries of one row, with their place in the result.
pub(super) fn entries_of(answered: &Answered, row: u64) -> impl Iterator<Item = (usize, &Value)> {
    answered
        .entries()
        .iter()
        .enumerate()
        .filter(move |(_, entry)| entry.get("rowNo").and_then(Value::as_u64) == Some(row))
}

/// The account that was sent in a row; null where there was none.
pub(super) fn sent_account(exchange: &Exchange, row: u64) -> Value {
    let place = usize::try_from(row).ok().and_then(|row| row.checked_sub(1));
    match (&exchange.evidence, exchange.operation.removes(), place) {
        (Evidence::Courier { rows, .. }, None, Some(place)) => rows
            .get(place)
            .and_then(|row| row.get("userNo"))
            .cloned()
            .unwrap_or_default(),
        (evidence, Some(_), Some(place)) => {
            let account = evidence.accounts(exchange.operation).into_iter().nth(place);
            account.flatten().into()
        }
        _ => Value::Null,
    }
}

struct Shortfall {
    pointer: Option<String>,
    expected: String,
    actual: Value,
    stage: Stage,
}

impl Shortfall {
    fn of_outcome(expected: &str, answered: &Answered) -> Self {
        let pointer = match &answered.envelope {
            Some(envelope) => envelope.received_pointer("/code"),
            None => "/succ".to_owned(),
        };
        Self {
            pointer: Some(pointer),
            expected: expected.to_owned(),
            actual: answered.in_words().into(),
            stage: Stage::Answer,
        }
    }

    fn of_message(answered: &Answered, expected: String) -> Self {
        Self::at(
            answered,
            "msg",
            expected,
            answered.message().map(Value::from).unwrap_or_default(),
        )
    }

    fn at(answered: &Answered, name: &str, expected: String, actual: Value) -> Self {
        let pointer = format!("/{name}");
        Self {
            pointer: Some(match &answered.envelope {
                Some(envelope) => envelope.received_pointer(&pointer),
                None => pointer,
            }),
            expected,
            actual,
            stage: Stage::Answer,
        }
    }

    fn no_entry(row: u64) -> Self {
        Self {
            pointer: Some("/result".to_owned()),
            expected: format!("an entry for row {row}"),
            actual: "no such entry".into(),
            stage: Stage::Answer,
        }
    }
}

fn envelope_field(answered: &Answered, name: &str) -> Value {
    let map = match &answered.envelope {
        Some(envelope) => &envelope.canonical,
        None => &answered.body,
    };
    map.get(name).cloned().unwrap_or_default()
}

fn unmet(answered: &Answered, path: &str, expected: String, met: impl Fn(&Value) -> bool) -> Option<Shortfall> {
    let actual = answered.field(path).unwrap_or(&Value::Null);
    (!met(actual)).then(|| Shortfall {
        pointer: Some(answered.pointer(path)),
        expected,
        actual: actual.clone(),
        stage: Stage::Answer,
    })
}

/// The first entry of a row whose field does not meet the condition; a row without entries meets none.
fn entry_unmet(
    answered: &Answered,
    row: u64,
    field: &str,
    expected: String,
    met: impl Fn(&Value) -> bool,
) -> Option<Shortfall> {
    let mut entries = entries_of(answered, row).peekable();
    if entries.peek().is_none() {
        return Some(Shortfall::no_entry(row));
    }
    let (index, entry) = entries.find(|(_, entry)| !met(&entry[field]))?;
    Some(Shortfall {
        pointer: Some(format!("/result/{index}/{field}")),
        expected,
        actual: entry[field].clone(),
        stage: Stage::Answer,
    })
}

fn in_words(rows: &BTreeSet<u64>) -> String {
    let numbers: Vec<String> = rows.iter().map(u64::to_string).collect();
    match (numbers.as_slice(), rows.first(), rows.last()) {
        ([], ..) => "no row".to_owned(),
        ([one], ..) => format!("row {one}"),
        (many, Some(first), Some(last)) if many.len() > 5 && last - first + 1 == many.len() as u64 => {
            format!("rows {first} to {last}")
        }
        (many, ..) => format!("rows {}", many.join(", ")),
    }
}
