//! How a call looks: operations, spellings, signatures, and the exchange that remains of a call.

mod body;
pub mod butler;
pub mod etc;
mod exchange;
pub mod json;
mod layout;
mod number;
mod origin;
mod rate;
mod shorten;

pub use crate::contract::{Operation, Removal, Vendor};
pub use body::Decoding;
pub use exchange::{BodySize, Content, Evidence, Exchange, HttpRequest, HttpResponse, Timing};
pub use layout::BodyStyle;
pub use origin::{Between, Origin};
pub use shorten::{Keep, beginning, shortened, shortened_text};

/// The header that every request has.
pub fn json_content_type() -> (String, String) {
    ("content-type".into(), "application/json;charset=utf-8".into())
}
