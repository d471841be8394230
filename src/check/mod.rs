//! Pure functions from (expectation, exchange) to findings. A check never knows whether the target was embedded or live.

mod answered;
mod aspect;
mod conformance;
mod expect;

pub use answered::{Answered, Outcome};
pub use aspect::Aspect;
pub use conformance::conformance;
pub use expect::{Expectation, Length};

use crate::contract::RuleId;
use crate::rule;
use crate::wire::Operation;

/// The rule that a vendor breaks when it refuses a call in which nothing is wrong: that success looks like success.
pub const fn base_rule(operation: Operation) -> RuleId {
    match operation {
        Operation::ClientUserSave => rule!("CU-06"),
        Operation::UserSave => rule!("GU-20"),
        Operation::BatchSave => rule!("BS-20"),
    }
}

/// The rule of the shape of any answer of the operation's vendor.
pub const fn envelope_rule(operation: Operation) -> RuleId {
    match operation {
        Operation::ClientUserSave | Operation::UserSave => rule!("GW-03"),
        Operation::BatchSave => rule!("BS-20"),
    }
}
