//! A documented rule: its id, its level, and, where the pages leave something open, the questions.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The part of the documentation that a rule comes from: the letters of its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Area {
    /// `GW`: the gateway of the ETC open platform, common to its operations.
    Gateway,
    /// `CU`: `client.user.save`.
    DesktopUser,
    /// `GU`: `user.save`.
    GatewayUser,
    /// `BS`: `batchSave`.
    BatchSave,
}

impl Area {
    /// Every area, in the order of the contract.
    pub const ALL: [Self; 4] = [Self::Gateway, Self::DesktopUser, Self::GatewayUser, Self::BatchSave];

    /// The letters that open the ids of this area.
    pub const fn letters(self) -> &'static str {
        match self {
            Self::Gateway => "GW",
            Self::DesktopUser => "CU",
            Self::GatewayUser => "GU",
            Self::BatchSave => "BS",
        }
    }

    /// What the area is called in reports.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Gateway => "ETC gateway",
            Self::DesktopUser => "client.user.save",
            Self::GatewayUser => "user.save",
            Self::BatchSave => "batchSave",
        }
    }

    /// How the area is called: method and path, and what names the operation where the path does not.
    pub const fn endpoint(self) -> &'static str {
        match self {
            Self::Gateway => "POST /api/gateway",
            Self::DesktopUser => "POST /api/gateway, API code client.user.save",
            Self::GatewayUser => "POST /api/gateway, API code user.save",
            Self::BatchSave => "POST /public/user/v1/batchSave",
        }
    }
}

/// The stable public id of a rule, such as `BS-25`.
///
/// Its shape is checked when it is built: at compile time in a constant (see [`rule!`](crate::rule)), as a
/// [`RuleIdError`] when parsed. That the rule exists is checked against the contract by a test.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleId {
    area: Area,
    number: u8,
}

/// A text that is no rule id.
#[derive(Debug, thiserror::Error)]
#[error("\"{0}\" is no rule id: expected GW, CU, GU or BS, a hyphen and two digits, such as BS-25")]
pub struct RuleIdError(String);

impl RuleId {
    /// The id written in `text`.
    ///
    /// # Panics
    /// If the text is no id; in a constant that is a compile error, which is what this function is for.
    pub const fn new(text: &str) -> Self {
        match Self::parse(text.as_bytes()) {
            Some(id) => id,
            None => panic!("a rule id is GW, CU, GU or BS, a hyphen and two digits"),
        }
    }

    const fn parse(text: &[u8]) -> Option<Self> {
        let [a, b, b'-', tens, units] = text else {
            return None;
        };
        let area = match [*a, *b] {
            [b'G', b'W'] => Area::Gateway,
            [b'C', b'U'] => Area::DesktopUser,
            [b'G', b'U'] => Area::GatewayUser,
            [b'B', b'S'] => Area::BatchSave,
            _ => return None,
        };
        if !tens.is_ascii_digit() || !units.is_ascii_digit() {
            return None;
        }
        let number = (*tens - b'0') * 10 + (*units - b'0');
        Some(Self { area, number })
    }

    /// The area the rule belongs to.
    pub const fn area(self) -> Area {
        self.area
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.area.letters(), self.number)
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
        Self::parse(text.as_bytes()).ok_or_else(|| RuleIdError(text.to_owned()))
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

/// How binding a rule is, in the sense of RFC 2119.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A page states it: a deviation fails the run.
    Must,
    /// A page recommends or implies it: a deviation is a warning, and fails the run under `--strict`.
    Should,
    /// The pages are silent or contradict each other: observed, never failed.
    Open,
}

impl Level {
    /// Every level, most binding first.
    pub const ALL: [Self; 3] = [Self::Must, Self::Should, Self::Open];

    /// The level's name, as it is written in tags and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
            Self::Open => "open",
        }
    }

    /// True where a deviation from a rule of this level fails the run; an open rule never does, strict or not.
    pub const fn binds(self, strict: bool) -> bool {
        match self {
            Self::Must => true,
            Self::Should => strict,
            Self::Open => false,
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// One documented rule, as a `Rule:` of the features tells it.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The stable id.
    pub id: RuleId,
    /// How binding it is.
    pub level: Level,
    /// The rule in one line.
    pub title: String,
    /// What the rule means, in our words.
    pub prose: String,
    /// Where the vendor says so, with the page's own line.
    pub source: String,
    /// What the pages leave open, for an open rule; empty for the others.
    pub questions: Vec<Question>,
    /// Its own tags, without `@`: its id, its level and others.
    pub tags: Vec<String>,
    /// Its line in the feature, from 1.
    pub line: usize,
    /// True where nobody outside can provoke it: it has no scenarios and is never counted as held.
    pub untestable: bool,
    /// The feature file the rule stands in, relative to `features/`.
    pub feature: String,
    /// The operation or part of the interface that the feature is about.
    pub feature_title: String,
}

/// Something the pages leave open, and the interpretations that compete.
#[derive(Clone, Debug)]
pub struct Question {
    /// The question's name everywhere: `GW-13.status`.
    pub id: QuestionId,
    /// The question itself.
    pub text: String,
    /// The interpretations that the pages allow; a vendor may follow yet another.
    pub interpretations: Vec<Interpretation>,
}

/// One way to read what the pages leave open.
#[derive(Clone, Debug)]
pub struct Interpretation {
    /// The short value that an observation records.
    pub value: String,
    /// What the value means.
    pub text: String,
}

/// The name of a question: its rule and a word, `GW-13.status`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct QuestionId {
    /// The open rule that the question belongs to.
    pub rule: RuleId,
    /// The question's word within its rule.
    pub name: String,
}

impl fmt::Display for QuestionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.rule, self.name)
    }
}

impl FromStr for QuestionId {
    type Err = RuleIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (rule, name) = text.split_once('.').ok_or_else(|| RuleIdError(text.to_owned()))?;
        Ok(Self {
            rule: rule.parse()?,
            name: name.to_owned(),
        })
    }
}
