//! The courier butler: the encrypted list (BS-03, BS-45), the signature (BS-41), derived accounts (BS-14).

pub mod account;
mod answer;
mod list;
mod request;
mod signature;

pub use answer::{Answer, Entry};
pub use list::{ListCipher, ListError};
pub use request::{Caller, CourierCall, CourierPart, CourierSigner, ListForm};
pub use signature::sign;
