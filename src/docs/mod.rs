//! The documentation for authors of clients: a call of each operation, worked out step by step, and `OpenAPI` for people with
//! other tools.

mod codes;
mod openapi;
mod worked;

pub use codes::{Code, codes};
pub use openapi::{OPENAPI, openapi};
pub use worked::{PRIVATE_KEY, Stage, WorkedCall, worked_calls};
