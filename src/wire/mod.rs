//! How a call looks: operations, spellings, signatures, and the exchange that remains of a call.

mod body;
pub mod butler;
pub mod etc;
mod exchange;
pub mod json;
mod number;
mod operation;
mod origin;
mod shorten;

pub use body::Decoding;
pub use exchange::{BodySize, Content, Evidence, Exchange, HttpRequest, HttpResponse, Timing};
pub use operation::{Operation, Vendor};
pub use origin::{Between, Origin};
pub use shorten::{Keep, beginning, shortened, shortened_text};
