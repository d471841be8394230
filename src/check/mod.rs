//! Pure functions from (expectation, exchange) to findings. A check never knows whether the target was embedded or live.

mod answered;
mod aspect;
mod conformance;
mod expect;
mod whole_run;

pub use answered::{Answered, Outcome};
pub use aspect::Aspect;
pub use conformance::conformance;
pub use expect::{Expectation, Length};
pub use whole_run::{Looked, Place, Shared, SpentNonce, WholeRun, without_case};
