//! What a feature sends in one field, what must become of it, and what a feature says of an answer.

use fuhe::contract::{DeriveBy, Made, Message, Notation, Part, RuleId};
use serde_json::Value;

/// What a feature sends in one field, and what must become of the call.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    pub(super) message: Message,
    pub(super) field: String,
    pub(super) given: Given,
    pub(super) fate: Fate,
    /// True where nothing else in the call is out of the ordinary, so that a refusal is this value's doing.
    pub(super) alone: bool,
    /// True where the account belongs to the third-party id beside it.
    pub(super) derived: bool,
    pub(super) rule: RuleId,
    pub(super) scenario: String,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Given {
    Absent,
    Value(Value),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Taken,
    Refused,
    /// Observed, or not looked at.
    Open,
}

/// What a feature says of a field of an answer in so many words.
#[derive(Clone, Debug)]
pub(super) struct ReportInput {
    pub(super) message: Message,
    pub(super) field: String,
    pub(super) least: Option<usize>,
    pub(super) most: Option<usize>,
    pub(super) value: Option<Value>,
    pub(super) required: bool,
}

impl Sample {
    pub(super) fn length(&self) -> Option<usize> {
        let Given::Value(value) = &self.given else {
            return None;
        };
        value.as_str().map(|text| text.chars().count())
    }

    /// True for a refusal that this value alone explains.
    pub(super) fn is_refused_for_itself(&self) -> bool {
        self.fate == Fate::Refused && self.alone && (self.field != "thirdPlatformId" || self.derived)
    }
}

/// A value as the steps would make it, with the first characters of each set drawn in turn.
pub(super) enum Evaluated {
    Nothing,
    Given(Given),
    Account,
    Unknown,
}

pub(super) fn evaluate(text: &str) -> Option<Evaluated> {
    Some(match text.parse::<Notation>().ok()? {
        Notation::Base => Evaluated::Nothing,
        Notation::Absent => Evaluated::Given(Given::Absent),
        Notation::Json(value) => Evaluated::Given(Given::Value(value)),
        Notation::Text(parts) => {
            let mut text = String::new();
            for part in parts {
                match part {
                    Part::Repeat { count, text: piece } => text.push_str(&piece.repeat(count)),
                    Part::Draw { count, set, .. } => text.extend(set.chars().iter().cycle().take(count)),
                    Part::Reference { .. } => return Some(Evaluated::Unknown),
                }
            }
            Evaluated::Given(Given::Value(text.into()))
        }
        Notation::Made { kind, length } => Evaluated::Given(Given::Value(made(kind, length).into())),
        Notation::Account {
            by: DeriveBy::Documented,
            ..
        } => Evaluated::Account,
        Notation::Account { .. } | Notation::Reference { .. } | Notation::Identity { .. } | Notation::All { .. } => {
            Evaluated::Unknown
        }
    })
}

/// A made-up value of the length that it has by default, or of another.
fn made(kind: Made, length: Option<usize>) -> String {
    let (text, usual) = match kind {
        Made::Name => ("王", 3),
        Made::Code | Made::CreditCode | Made::IdentityNumber => ("1", 18),
        Made::Phone => ("1", 11),
        Made::Email => ("a", 22),
        Made::EmployeeNumber => ("1", 8),
    };
    text.repeat(length.unwrap_or(usual))
}
