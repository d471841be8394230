//! The courier butler: the encrypted list (BS-03, BS-45), the signature (BS-41), derived accounts (BS-14).

pub mod account;
mod answer;
mod list;
mod signature;

pub use answer::says_ok;
pub use list::{ListCipher, ListError};
pub use signature::sign;

/// The path of `batchSave`, below the target's address.
pub const BATCH_SAVE_PATH: &str = "/public/user/v1/batchSave";
/// The path of `batchDelete` (BS-47), below the target's address.
pub const BATCH_DELETE_PATH: &str = "/public/user/v1/batchDelete";
