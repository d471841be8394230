//! The id of a rule, and the part of the documentation that its letters name.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::registry::{AreaEntry, REGISTRY, Vendor};

/// The part of the documentation that a rule comes from: a handle into the registry, by the letters of the rule's id.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Area(usize);

impl Area {
    /// Every area, in the order of the contract.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        (0..REGISTRY.areas.len()).map(Self)
    }

    fn of(letters: [u8; 2]) -> Option<Self> {
        Self::all().find(|area| area.entry().letters == letters)
    }

    fn entry(self) -> &'static AreaEntry {
        &REGISTRY.areas[self.0]
    }

    /// The letters that open the ids of this area.
    pub fn letters(self) -> &'static str {
        std::str::from_utf8(&self.entry().letters).unwrap_or_default()
    }

    /// What the area is called in reports.
    pub fn title(self) -> &'static str {
        &self.entry().title
    }

    /// Whose documentation it is.
    pub fn vendor(self) -> Vendor {
        self.entry().vendor
    }

    /// How the area is called: method and path, and what names the operation where the path does not.
    pub fn endpoint(self) -> &'static str {
        &self.entry().endpoint
    }
}

impl fmt::Debug for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.letters())
    }
}

/// The stable public id of a rule, such as `BS-25`.
///
/// Its shape is checked when it is built: at compile time in a constant (see [`rule!`](crate::rule)), as a
/// [`RuleIdError`] when parsed. That the rule exists is checked against the contract by a test.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RuleId {
    letters: [u8; 2],
    number: u8,
}

/// A text that is no rule id.
#[derive(Debug, thiserror::Error)]
#[error("\"{0}\" is not a rule id: expected {letters}, a hyphen and two digits, such as BS-25", letters = known_letters())]
pub struct RuleIdError(pub(super) String);

fn known_letters() -> String {
    let letters: Vec<&str> = Area::all().map(Area::letters).collect();
    match letters.as_slice() {
        [others @ .., last] => format!("{} or {last}", others.join(", ")),
        [] => String::new(),
    }
}

impl RuleId {
    /// The id written in `text`.
    ///
    /// # Panics
    /// If the text does not look like an id; in a constant that is a compile error, which is what this function is for.
    pub const fn new(text: &str) -> Self {
        match Self::parse(text.as_bytes()) {
            Some(id) => id,
            None => panic!("a rule id is two capital letters, a hyphen and two digits"),
        }
    }

    const fn parse(text: &[u8]) -> Option<Self> {
        let [a, b, b'-', tens, units] = text else {
            return None;
        };
        let are_letters = a.is_ascii_uppercase() && b.is_ascii_uppercase();
        if !are_letters || !tens.is_ascii_digit() || !units.is_ascii_digit() {
            return None;
        }
        let number = (*tens - b'0') * 10 + (*units - b'0');
        Some(Self {
            letters: [*a, *b],
            number,
        })
    }

    /// The area the rule belongs to.
    ///
    /// # Panics
    /// For an id in our code whose letters no area has; a test looks each of them up.
    pub fn area(self) -> Area {
        Area::of(self.letters).unwrap_or_else(|| panic!("no area has the letters of {self}"))
    }
}

/// Rules are ordered as the contract has them: by area, then by number.
impl Ord for RuleId {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_area = if self.letters == other.letters {
            Ordering::Equal
        } else {
            Area::of(self.letters).cmp(&Area::of(other.letters))
        };
        by_area.then(self.number.cmp(&other.number))
    }
}

impl PartialOrd for RuleId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b] = self.letters.map(char::from);
        write!(f, "{a}{b}-{:02}", self.number)
    }
}

impl fmt::Debug for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for RuleId {
    type Err = RuleIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text.as_bytes())
            .filter(|id| Area::of(id.letters).is_some())
            .ok_or_else(|| RuleIdError(text.to_owned()))
    }
}

impl Serialize for RuleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RuleId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// A [`RuleId`] whose shape the compiler checks: `rule!("BS-25")`.
#[macro_export]
macro_rules! rule {
    ($id:literal) => {
        const { $crate::contract::RuleId::new($id) }
    };
}
