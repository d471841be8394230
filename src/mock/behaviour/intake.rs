//! What a vendor does with a value before, and while, it checks it against a schema.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::contract::Message;

/// How one vendor reads values.
#[derive(Clone, Debug)]
pub struct Intake {
    /// What it accepts although this is not promised (GW-16, GW-21, BS-35, CU-08).
    pub leniencies: BTreeSet<Leniency>,
    /// How it counts the length of a string (GW-17, GW-18).
    pub counting: Counting,
    /// How it changes values before it judges them.
    pub coercions: Vec<Coercion>,
    /// Optional fields whose emptiness has a documented meaning, so that there is no open question: the empty
    /// `etc_user_no` (GU-01).
    pub empty_means_absent: Vec<&'static str>,
    /// Strings that a firewall in front of the vendor does not let through in a body.
    pub firewall: Vec<&'static str>,
}

/// A value that a vendor may accept although this is not promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Leniency {
    /// A number for a documented string.
    NumberForText,
    /// A boolean for a documented string.
    BooleanForText,
    /// An object for a documented string: its JSON.
    ObjectForText,
    /// A list for a documented string: its JSON.
    ListForText,
    /// Digits for a documented number.
    TextForNumber,
    /// `"true"` and `"false"` for a documented boolean.
    TextForBoolean,
    /// Null for an optional field, as if left out.
    OptionalNull,
    /// Only spaces for an optional field, as if left out.
    OptionalBlank,
    /// An empty string for an optional field, as if left out.
    OptionalEmpty,
    /// Null for a required field.
    RequiredNull,
    /// Only spaces for a required field.
    RequiredBlank,
}

/// The unit in which a vendor counts the length of a string.
#[derive(Clone, Debug)]
pub struct Counting {
    /// The unit for every field without its own.
    pub unit: Unit,
    /// Fields with a unit of their own.
    pub fields: Vec<(Message, &'static str, Unit)>,
    /// Whether a character beyond U+FFFF is accepted at all (GW-18).
    pub takes_rare: bool,
}

/// A unit of length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Characters, as Unicode numbers them.
    Character,
    /// Units of UTF-16, as Java's `String.length` counts.
    Utf16,
    /// Bytes of UTF-8.
    Utf8,
    /// Bytes of GBK: one for ASCII, two for all else.
    Gbk,
}

impl Unit {
    /// How many units a character takes.
    pub const fn of(self, character: char) -> usize {
        match self {
            Self::Character => 1,
            Self::Utf16 => character.len_utf16(),
            Self::Utf8 => character.len_utf8(),
            Self::Gbk => {
                if character.is_ascii() {
                    1
                } else {
                    2
                }
            }
        }
    }
}

impl Counting {
    /// The unit of a field.
    pub fn unit_of(&self, message: Message, field: &str) -> Unit {
        self.fields
            .iter()
            .find(|(own, name, _)| *own == message && *name == field)
            .map_or(self.unit, |(_, _, unit)| *unit)
    }
}

/// What is done to the values of one field before they are judged.
#[derive(Clone, Debug)]
pub struct Coercion {
    /// The message.
    pub message: Message,
    /// Its field.
    pub field: &'static str,
    /// The change.
    pub how: How,
}

/// A way of changing a value.
#[derive(Clone, Debug)]
pub enum How {
    /// A longer string is cut to this many characters.
    Cut(usize),
    /// Letters become lower-case.
    LowerCase,
    /// Spaces inside and around the string are removed.
    DropBlanks,
    /// Everything but ASCII letters and digits is removed.
    DropSigns,
    /// Accents and other scripts are removed.
    DropForeign,
    /// Only the first character counts.
    First,
    /// A number is cut to 32 bits, like a cast in Java.
    Fold32,
    /// A number loses its sign.
    Magnitude,
    /// A number loses its fraction.
    CutFraction,
    /// A number keeps its first digit.
    FirstDigit,
    /// Every number but those listed becomes the value.
    Others(&'static [i64], i64),
    /// Every value that the schema would refuse becomes this.
    Otherwise(Value),
    /// A missing value becomes this.
    IfAbsent(Value),
    /// An empty string becomes this.
    IfEmpty(Value),
    /// A null becomes this.
    IfNull(Value),
    /// Leading zeros are removed.
    DropZeros,
    /// A text is read as a number, with spaces, signs, zeros and a fraction of nothing.
    ByNumber,
    /// Digits of full width become those of ASCII.
    Narrow,
    /// A part of this text becomes its first character.
    PartOf(&'static str),
    /// The field is ignored.
    Forget,
}

impl Intake {
    pub(super) fn gateway() -> Self {
        Self {
            empty_means_absent: vec!["etc_user_no"],
            ..Self::usual()
        }
    }

    pub(super) fn butler() -> Self {
        Self::usual()
    }

    /// As in the JSON libraries of the vendors' platform: scalars are converted if they fit, objects and lists
    /// are not strings, and empty values count as left out.
    fn usual() -> Self {
        Self {
            leniencies: BTreeSet::from([
                Leniency::NumberForText,
                Leniency::BooleanForText,
                Leniency::TextForNumber,
                Leniency::TextForBoolean,
                Leniency::OptionalNull,
                Leniency::OptionalBlank,
                Leniency::OptionalEmpty,
            ]),
            counting: Counting {
                unit: Unit::Character,
                fields: Vec::new(),
                takes_rare: true,
            },
            coercions: Vec::new(),
            empty_means_absent: Vec::new(),
            firewall: Vec::new(),
        }
    }

    /// Whether the vendor has a leniency.
    pub fn takes(&self, leniency: Leniency) -> bool {
        self.leniencies.contains(&leniency)
    }

    /// Grants or withdraws a leniency.
    pub fn set(&mut self, leniency: Leniency, accepted: bool) {
        if accepted {
            self.leniencies.insert(leniency);
        } else {
            self.leniencies.remove(&leniency);
        }
    }

    /// Changes the values of a field from now on.
    pub fn mend(&mut self, message: &str, field: &'static str, how: How) {
        let message = Message::named(message);
        self.coercions.push(Coercion { message, field, how });
    }
}
