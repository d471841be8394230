//! Pure bytes: the ciphers, digests and keys that the two vendors' wire formats are made of.
//!
//! Nothing here knows a vendor, a field or a rule's wording; the wire room puts these pieces together.
//! Every answer is pinned in `tests/vectors/` by values made with OpenSSL, the JDK and Node.
//!
//! Key material never shows: the types that hold it print `…` in their `Debug` form, and no error repeats any of it.

pub mod des;
pub mod digest;
pub mod encoding;
pub mod fingerprint;
pub mod java;
pub mod rsa;
