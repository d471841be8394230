//! From the value notation to values: what references refer to, what is drawn, what is derived.

use serde_json::{Map, Value};

use super::world::{ScenarioState, Stop};
use crate::contract::{Change, DeriveBy, Notation, Part};
use crate::crypto::java;
use crate::wire::Evidence;
use crate::wire::butler::account::account;
use crate::wire::etc::EnvelopeField;

/// A value after resolution.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Resolved {
    /// What a correct call carries.
    Base,
    /// The field is left out.
    Absent,
    /// This value.
    Value(Value),
}

impl Resolved {
    /// Puts the value into a map, takes it out, or leaves it as it is.
    pub(super) fn apply(self, map: &mut Map<String, Value>, field: &str) {
        match self {
            Self::Base => {}
            Self::Absent => {
                map.shift_remove(field);
            }
            Self::Value(value) => {
                map.insert(field.to_owned(), value);
            }
        }
    }

    /// The value, where there is one.
    pub(super) fn into_option(self) -> Option<Value> {
        match self {
            Self::Value(value) => Some(value),
            Self::Base | Self::Absent => None,
        }
    }
}

impl ScenarioState {
    /// The notation written in `text`.
    pub(super) fn notation(&mut self, text: &str) -> Result<Notation, Stop> {
        text.parse()
            .map_err(|e: crate::contract::NotationError| self.unknown(&e.to_string()))
    }

    /// The value that `text` stands for; accounts are derived from the third-party id in `row`.
    pub(super) fn resolve(&mut self, text: &str, row: &Map<String, Value>) -> Result<Resolved, Stop> {
        Ok(match self.notation(text)? {
            drawn @ (Notation::Json(_) | Notation::Identity { .. } | Notation::Made { .. }) => {
                let value = self.draw.value(&drawn, row);
                Resolved::Value(value.ok_or_else(|| self.unknown(text))?)
            }
            Notation::All { key } => {
                let all = self.context.target().fixtures().values(&key);
                if all.is_empty() {
                    return Err(self.not_applicable(format!("the target file has no {key} in [butler.fixtures]")));
                }
                Resolved::Value(all.join(",").into())
            }
            Notation::Absent => Resolved::Absent,
            Notation::Base => Resolved::Base,
            Notation::Text(mut parts) => {
                for part in &mut parts {
                    if let Part::Reference { field, name } = part {
                        let value = self.reference(field, name)?;
                        *part = Part::Repeat {
                            count: 1,
                            text: value.as_str().unwrap_or_default().to_owned(),
                        };
                    }
                }
                Resolved::Value(self.draw.text(&parts).into())
            }
            Notation::Reference { field, name, change } => {
                let value = self.reference(&field, &name)?;
                match value.as_str() {
                    Some(text) if change != Change::Unchanged => {
                        let changed = change.apply(text);
                        if changed == text {
                            let why =
                                format!("{field} of {name} stays the same under this change, so that nothing is asked");
                            return Err(self.not_applicable(why));
                        }
                        Resolved::Value(changed.into())
                    }
                    _ => Resolved::Value(value),
                }
            }
            Notation::Account { of, by } => {
                let id = of
                    .or_else(|| row.get("thirdPlatformId")?.as_str().map(str::to_owned))
                    .ok_or_else(|| self.unknown("an account without a thirdPlatformId"))?;
                Resolved::Value(self.derive(&id, by).into())
            }
        })
    }

    /// What the call of that name was answered or, where the answer has no such field, what it sent.
    pub(super) fn reference(&mut self, field: &str, name: &str) -> Result<Value, Stop> {
        let named = self.named(name)?;
        // A row of a batch may refer to one above it, whose call is still to come.
        let made = self.calls.get(named.call);
        let answered = made
            .filter(|made| made.exchange.operation.result_field().is_some())
            .and_then(|made| made.answered.field(field))
            .filter(|value| !value.is_null());
        let envelope = made.and_then(|made| match &made.exchange.evidence {
            Evidence::Gateway { envelope, .. } => {
                let part = EnvelopeField::from_words(field);
                part.and_then(|part| made.exchange.evidence.envelope_field(part))
                    .or_else(|| envelope.get(field))
            }
            Evidence::Courier { body, .. } => body.get(field),
        });
        let value = answered.or_else(|| named.sent.get(field)).or(envelope).cloned();
        value.ok_or_else(|| self.blocked(format!("{name} neither sent {field} nor was answered it")))
    }

    fn derive(&self, id: &str, by: DeriveBy) -> String {
        let initials = self.context.contact.initials.as_str();
        let hash = |units: &mut dyn Iterator<Item = i32>| {
            let hash = units.fold(0_i32, |hash, unit| hash.wrapping_mul(31).wrapping_add(unit));
            format!("{initials}{}", java::math_abs(hash))
        };
        match by {
            DeriveBy::Documented => account(initials, id),
            DeriveBy::NoAbsoluteValue => format!("{initials}{}", java::hash_code(id)),
            // A code point is below 2^21, so the cast loses nothing.
            DeriveBy::CodePoints => hash(&mut id.chars().map(|c| c as i32)),
            DeriveBy::Utf8Bytes => hash(&mut id.bytes().map(|byte| i32::from(byte.cast_signed()))),
            DeriveBy::UpperCaseInitials => account(&initials.to_uppercase(), id),
            DeriveBy::TwoInitials => account(&initials.chars().take(2).collect::<String>(), id),
            DeriveBy::AnotherId => account(initials, &format!("{id}x")),
            DeriveBy::OtherInitials => account(&Change::OtherEnding.apply(initials), id),
            DeriveBy::NoInitials => account("", id),
            DeriveBy::NoMinusSign => account(initials, id).replace('-', ""),
        }
    }
}
