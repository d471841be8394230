//! The ETC gateway: spellings of its envelope (GW-11) and its signature (GW-02).

mod envelope;
mod request;
mod signature;

pub use envelope::{Answer, EnvelopeField, RequestNames};
pub use request::{AfterSigning, Caller, GatewayCall, GatewaySigner};
pub use signature::{BooleanHabit, NullHabit, SigningHabits, sign, signed_text, verify, verify_any_padding};
