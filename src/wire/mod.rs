//! How a call looks: operations, spellings, signatures, and the exchange that remains of a call.

pub mod butler;
pub mod etc;
mod exchange;
mod operation;
mod shorten;

pub use exchange::{BodySize, Evidence, Exchange, HttpRequest, HttpResponse, Timing};
pub use operation::{Operation, Vendor};
pub use shorten::{Keep, beginning, shortened, shortened_text};
