//! How a call looks: operations, spellings, signatures, and the exchange that remains of a call.

pub mod butler;
pub mod etc;
mod exchange;
mod operation;

pub use exchange::{Evidence, Exchange, HttpRequest, HttpResponse, Timing};
pub use operation::{Operation, Vendor};
