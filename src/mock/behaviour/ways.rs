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

impl Way {
    /// The way of the rows of `batchSave`.
    pub fn of_rows(update: bool) -> Self {
        if update { Self::CourierUpdate } else { Self::CourierUser }
    }
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
        self.of(way).filter_map(|lapse| {
            let Lapse::Uncovered(name) = lapse else { return None };
            Some(name)
        })
    }

    /// True where a fault of a field is overlooked there: that it is missing, or that it is wrong.
    pub fn overlooks(&self, way: Way, field: &str, is_missing: bool) -> bool {
        self.of(way).any(|lapse| {
            let (Lapse::MayLack(own) | Lapse::Optional(own) | Lapse::Unlimited(own)) = lapse else {
                return false;
            };
            own == field && is_missing != matches!(lapse, Lapse::Unlimited(_))
        })
    }

    /// A field that is refused there, though it is right elsewhere, and its value: by itself, or beside the others.
    pub fn refused<'f>(&self, way: Way, fields: &'f Map<String, Value>) -> Option<(&'f str, &'f str)> {
        let text = |field: &str| fields.get(field).and_then(Value::as_str).unwrap_or_default();
        let is = |(field, value): (&str, &str)| match fields.get(field) {
            Some(Value::String(text)) => text == value,
            Some(Value::Bool(flag)) => value.parse() == Ok(*flag),
            _ => false,
        };
        self.of(way).find_map(|lapse| {
            let (field, is_refused) = match lapse {
                Lapse::NotTogether(one, other) => (one.0, is(one) && is(other)),
                Lapse::Needs(one, other) => (one, fields.contains_key(one) && !fields.contains_key(other)),
                Lapse::ShorterThan(own, most) => (own, text(own).chars().count() > most),
                Lapse::Only(own, only) => (own, !text(own).is_empty() && text(own) != only),
                Lapse::GatewayCheck(_)
                | Lapse::CourierCheck(_)
                | Lapse::NonceNotCompared
                | Lapse::NonceNotNoted
                | Lapse::NamesNoField
                | Lapse::MayLack(_)
                | Lapse::Uncovered(_)
                | Lapse::Unlimited(_)
                | Lapse::Optional(_) => return None,
            };
            is_refused.then(|| (field, text(field)))
        })
    }

    fn of(&self, way: Way) -> impl Iterator<Item = Lapse> {
        self.0
            .iter()
            .filter(move |(own, _)| *own == way)
            .map(|(_, lapse)| *lapse)
    }
}
