//! What is promised: the rules as the features tell them, the messages as the schemas tell them, and what a judgement
//! of both can be.

mod change;
mod description;
mod features;
mod field;
mod operation;
mod registry;
mod rule;
mod rule_id;
mod schema;
mod value;
mod verdict;
mod waiver;

pub use change::Change;
pub use features::{Contract, ContractError, Examples, FeatureFile, Outline, Scenario, Step};
pub use field::{Field, Form, Kind, Sample};
pub use operation::{Operation, Removal};
pub use registry::{List, Vendor, Verb};
pub use rule::{Interpretation, Level, Question, QuestionId, Rule, RuleInChinese};
pub use rule_id::{Area, RuleId, RuleIdError};
pub use schema::{Message, Schema, Violation, private_fields};
pub use value::{CharSet, DeriveBy, HashSign, Made, Notation, NotationError, Part, outside_values};
pub use verdict::{Finding, ScenarioOutcome, Stage, Verdict};
pub use waiver::{Waiver, WaiverState};
