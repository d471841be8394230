//! fuhe: does a vendor's interface do what the vendor's documentation says?

pub mod check;
pub mod cli;
pub mod client;
pub mod clock;
pub mod contract;
pub mod crypto;
pub mod error;
pub mod explore;
pub mod record;
pub mod report;
pub mod run;
pub mod steps;
pub mod target;
pub mod vendor;
pub mod wire;
