//! The Gherkin vocabulary of the features and the state of a scenario, nothing else. `features/README.md` tells the
//! sentences; the functions here are found by them.

#![allow(
    clippy::needless_pass_by_value,
    reason = "cucumber hands the words of a step over as owned texts"
)]

mod at_once;
mod base;
mod calls;
mod clause;
mod contact;
mod contrast;
mod controls;
mod courier;
mod draw;
mod gateway;
mod invent;
mod observed;
mod resolve;
mod seen;
mod sentence;
mod users;
mod whole_run;
mod world;

pub use base::{Bases, Variation};
pub use contact::{FirstContact, Misfit, Refused};
pub use controls::Controls;
pub use draw::Draw;
pub use invent::Inventor;
pub use users::{calls_at_most, calls_in_a_row, operations_called, users_at_most};
pub use world::{Context, FixedAccounts, World};
