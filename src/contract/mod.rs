//! What is promised: the rules as the features tell them, the messages as the schemas tell them, and what a judgement
//! of both can be.

mod features;
mod rule;
mod schema;
mod value;
mod verdict;
mod waiver;

pub use features::{Contract, ContractError, Examples, FeatureFile, Outline, Scenario, Step};
pub use rule::{Area, Interpretation, Level, Question, QuestionId, Rule, RuleId, RuleIdError};
pub use schema::{Message, Schema, Violation, private_fields};
pub use value::{CharSet, DeriveBy, HashSign, Notation, NotationError, Part};
pub use verdict::{Finding, ScenarioOutcome, Stage, Verdict};
pub use waiver::{Waiver, WaiverState};
