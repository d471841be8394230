//! The embedded vendor: both vendors in one small server on loopback, doing what their pages say.
//!
//! Everything that a vendor could do otherwise is data, gathered in one [`Behaviour`]. The code below reads that value
//! and knows no fault: a choice follows another interpretation of an open question, a mutant breaks a rule, and both
//! are edits of the behaviour in `faults`, made before the vendor starts.
//!
//! ```text
//! server    one connection, one request, one answer; limits, panics and the Date header are its business
//!   etc       the gateway: envelope → application → signature → time → nonce → API code → parameters → ledger
//!   butler    batchSave and batchDelete: headers → digest → company → type → list → rows → ledger
//!     intake    JSON read strictly; values converted, counted and held against the request schemas
//!     name      which names are refused for their form
//!     arrival   what a call sees that is dealt with later than it arrived
//!     ledger    users, applications, accounts and nonces of this one vendor
//!       book    the accounts, and what readers see of them
//!   serving   what `fuhe mock` adds: latency, failures, a log
//!     control   `/__fuhe/`: what is stored, and reset
//!   answer    what is said, and the edits of a mutant on its way out
//! ```

pub mod answer;
mod arrival;
pub mod behaviour;
mod book;
mod butler;
mod config;
mod control;
mod credentials;
mod edit;
mod etc;
mod intake;
mod keys;
mod ledger;
mod name;
mod sample;
mod server;
mod serving;
mod shared;

pub use behaviour::*;
pub use book::Account;
pub use config::{Limits, MockConfig};
pub use credentials::{CourierCredentials, Credentials, GatewayCredentials};
pub use edit::{AnswerEdit, AnswerKind, Change, JsonType, Which};
pub use keys::KeyPool;
pub use ledger::{Application, DesktopUser, GatewayUser, Snapshot};
pub use server::EmbeddedVendor;
pub use serving::{Expected, Issued, LoggedCall, Serving};
