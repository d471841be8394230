//! The ways into the vendor, and what is done otherwise in one of them only: checks live in several places, and one place is
//! easily forgotten.

use serde_json::{Map, Value};

use super::{CourierCheck, GatewayCheck};

/// A way into the vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// `client.user.save`.
    DesktopUser,
    /// `user.save` that creates.
    GatewayUser,
    /// `user.save` that updates.
    GatewayUpdate,
    /// `batchSave` that creates.
    CourierUser,
    /// `batchSave` that updates.
    CourierUpdate,
    /// `batchDelete`.
    Removal,
}

/// What is done otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lapse {
    /// The gateway does not make this check.
    GatewayCheck(GatewayCheck),
    /// The courier does not make this check.
    CourierCheck(CourierCheck),
    /// A nonce is noted, but not compared with those noted before.
    NonceNotCompared,
    /// A nonce is compared, but not noted.
    NonceNotNoted,
    /// A call may lack this part of the envelope.
    MayLack(&'static str),
    /// The signature need not cover this parameter.
    Uncovered(&'static str),
    /// Length and list of values of this field are not checked.
    Unlimited(&'static str),
    /// This required field may be missing.
    Optional(&'static str),
    /// The refusal of a missing field does not name it.
    NamesNoField,
    /// A string in this field may have so many characters only.
    ShorterThan(&'static str, usize),
    /// These two values may not come together, each a field and its value as text.
    NotTogether((&'static str, &'static str), (&'static str, &'static str)),
    /// The first field may not come without the second.
    Needs(&'static str, &'static str),
    /// This field may have only this value.
    Only(&'static str, &'static str),
}

/// What a vendor does otherwise in one way only.
#[derive(Clone, Debug, Default)]
pub struct Lapses(Vec<(Way, Lapse)>);

impl Lapses {
    /// Has a way differ from now on.
    pub fn add(&mut self, way: Way, lapse: Lapse) {
        self.0.push((way, lapse));
    }

    /// True where this is done otherwise there.
    pub fn has(&self, way: Way, lapse: Lapse) -> bool {
        self.0.contains(&(way, lapse))
    }

    /// The parameters that a signature need not cover there.
    pub fn uncovered(&self, way: Way) -> impl Iterator<Item = &'static str> {
        self.of(way).filter_map(|lapse| match lapse {
            Lapse::Uncovered(name) => Some(name),
            Lapse::GatewayCheck(_)
            | Lapse::CourierCheck(_)
            | Lapse::NonceNotCompared
            | Lapse::NonceNotNoted
            | Lapse::NamesNoField
            | Lapse::MayLack(_)
            | Lapse::Unlimited(_)
            | Lapse::Optional(_)
            | Lapse::NotTogether(..)
            | Lapse::Needs(..)
            | Lapse::ShorterThan(..)
            | Lapse::Only(..) => None,
        })
    }

    /// True where a fault of a field is overlooked there: that it is missing, or that it is wrong.
    pub fn overlooks(&self, way: Way, field: &str, is_missing: bool) -> bool {
        self.of(way).any(|lapse| match lapse {
            Lapse::MayLack(own) | Lapse::Optional(own) => is_missing && own == field,
            Lapse::Unlimited(own) => !is_missing && own == field,
            Lapse::GatewayCheck(_)
            | Lapse::CourierCheck(_)
            | Lapse::NonceNotCompared
            | Lapse::NonceNotNoted
            | Lapse::NamesNoField
            | Lapse::Uncovered(_)
            | Lapse::NotTogether(..)
            | Lapse::Needs(..)
            | Lapse::ShorterThan(..)
            | Lapse::Only(..) => false,
        })
    }

    /// The first field there that does not go with the others, and its value.
    pub fn clash(&self, way: Way, fields: &Map<String, Value>) -> Option<(&'static str, &'static str)> {
        let has = |(field, value): (&str, &str)| match fields.get(field) {
            Some(Value::String(text)) => text == value,
            Some(Value::Bool(flag)) => value.parse() == Ok(*flag),
            _ => false,
        };
        self.of(way).find_map(|lapse| match lapse {
            Lapse::NotTogether(one, other) if has(one) && has(other) => Some(one),
            Lapse::Needs(one, other) if fields.contains_key(one) && !fields.contains_key(other) => Some((one, "")),
            Lapse::NotTogether(..)
            | Lapse::Needs(..)
            | Lapse::GatewayCheck(_)
            | Lapse::CourierCheck(_)
            | Lapse::NonceNotCompared
            | Lapse::NonceNotNoted
            | Lapse::NamesNoField
            | Lapse::MayLack(_)
            | Lapse::Uncovered(_)
            | Lapse::Unlimited(_)
            | Lapse::Optional(_)
            | Lapse::ShorterThan(..)
            | Lapse::Only(..) => None,
        })
    }

    /// The first of these fields whose value is refused there, though it is right elsewhere.
    pub fn first_refused<'v>(&self, way: Way, fields: &'v Map<String, Value>) -> Option<(&'v str, &'v str)> {
        let texts = fields
            .iter()
            .filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)));
        texts.into_iter().find(|(name, value)| self.refuses(way, name, value))
    }

    /// True where a value of a field is refused there that is right elsewhere.
    fn refuses(&self, way: Way, field: &str, value: &str) -> bool {
        self.of(way).any(|lapse| match lapse {
            Lapse::ShorterThan(own, most) => own == field && value.chars().count() > most,
            Lapse::Only(own, only) => own == field && value != only && !value.is_empty(),
            Lapse::GatewayCheck(_)
            | Lapse::CourierCheck(_)
            | Lapse::NonceNotCompared
            | Lapse::NonceNotNoted
            | Lapse::NamesNoField
            | Lapse::MayLack(_)
            | Lapse::Uncovered(_)
            | Lapse::Unlimited(_)
            | Lapse::NotTogether(..)
            | Lapse::Needs(..)
            | Lapse::Optional(_) => false,
        })
    }

    fn of(&self, way: Way) -> impl Iterator<Item = Lapse> {
        self.0
            .iter()
            .filter(move |(own, _)| *own == way)
            .map(|(_, lapse)| *lapse)
    }
}
