//! A documented rule: its id, its level, and, where the pages leave something open, the questions.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{RuleId, RuleIdError};

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
    /// The same in Chinese.
    pub chinese: RuleInChinese,
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

/// The texts of a rule in Chinese; empty where the feature has none.
#[derive(Clone, Debug, Default)]
pub struct RuleInChinese {
    /// The rule in one line.
    pub title: String,
    /// What the rule means.
    pub prose: String,
    /// Where the vendor says so.
    pub source: String,
}

/// Something the pages leave open, and the interpretations that compete.
#[derive(Clone, Debug)]
pub struct Question {
    /// The question's name everywhere: `GW-13.status`.
    pub id: QuestionId,
    /// The question itself.
    pub text: String,
    /// The same in Chinese.
    pub chinese: String,
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
    /// The same in Chinese.
    pub chinese: String,
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
