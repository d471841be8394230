//! What a vendor makes of a value before, and while, it holds it against a schema.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::contract::Message;

/// How one vendor takes in values.
#[derive(Clone, Debug)]
pub struct Intake {
    /// What it takes though the pages do not promise it (GW-16, GW-21, BS-35, CU-08).
    pub leniencies: BTreeSet<Leniency>,
    /// What it counts when it counts the length of a text (GW-17, GW-18).
    pub counting: Counting,
    /// What it does to values before it judges them.
    pub coercions: Vec<Coercion>,
    /// Optional fields whose emptiness has a documented meaning, so that it is no question: the empty `etc_user_no`
    /// (GU-01).
    pub empty_means_absent: Vec<&'static str>,
    /// Texts that a firewall in front of the vendor does not let through in a body.
    pub firewall: Vec<&'static str>,
}

/// Something that a vendor may take though the pages do not promise it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Leniency {
    /// A number where a text is documented.
    NumberForText,
    /// A boolean where a text is documented.
    BooleanForText,
    /// An object where a text is documented: its JSON.
    ObjectForText,
    /// A list where a text is documented: its JSON.
    ListForText,
    /// Digits where a number is documented.
    TextForNumber,
    /// `"true"` and `"false"` where a boolean is documented.
    TextForBoolean,
    /// Null for an optional field, as if left out.
    OptionalNull,
    /// Nothing but blanks for an optional field, as if left out.
    OptionalBlank,
    /// An empty text for an optional field, as if left out.
    OptionalEmpty,
    /// Null for a required field.
    RequiredNull,
    /// Nothing but blanks for a required field.
    RequiredBlank,
}

/// What a vendor counts when it counts the length of a text.
#[derive(Clone, Debug)]
pub struct Counting {
    /// The unit for every field that has none of its own.
    pub unit: Unit,
    /// Fields with a unit of their own.
    pub fields: Vec<(Message, &'static str, Unit)>,
    /// Whether a character beyond U+FFFF is taken at all (GW-18).
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
    /// What is done.
    pub how: How,
}

/// A way of coercion a value.
#[derive(Clone, Debug)]
pub enum How {
    /// A longer text is cut to so many characters.
    Cut(usize),
    /// Letters become small.
    LowerCase,
    /// Blanks inside and around the text go.
    DropBlanks,
    /// Everything but ASCII letters and digits goes.
    DropSigns,
    /// Accents and other scripts go.
    DropForeign,
    /// Only the first character counts.
    First,
    /// A number is folded into 32 bits, as a cast of Java does it.
    Fold32,
    /// A number loses its sign.
    Magnitude,
    /// A number keeps its first digit.
    FirstDigit,
    /// Every number but those listed becomes the value.
    Others(&'static [i64], i64),
    /// Whatever the schema would refuse becomes this.
    Otherwise(Value),
    /// What is left out becomes this.
    IfAbsent(Value),
    /// An empty text becomes this.
    IfEmpty(Value),
    /// Leading zeros go.
    DropZeros,
    /// The field is not looked at.
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

    /// As the JSON libraries of the vendors' platform have it: scalars are converted where they fit, objects and lists
    /// are no text, and what says nothing counts as left out.
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

    /// Whether the vendor takes a leniency.
    pub fn takes(&self, leniency: Leniency) -> bool {
        self.leniencies.contains(&leniency)
    }

    /// Grants or withdraws a leniency.
    pub fn set(&mut self, leniency: Leniency, taken: bool) {
        if taken {
            self.leniencies.insert(leniency);
        } else {
            self.leniencies.remove(&leniency);
        }
    }

    /// Mends the values of a field from now on.
    pub fn mend(&mut self, message: &str, field: &'static str, how: How) {
        let message = Message::named(message);
        self.coercions.push(Coercion { message, field, how });
    }
}
