//! fuhe: does a vendor's interface do what the vendor's documentation says?

pub mod clock;
pub mod contract;
pub mod error;
