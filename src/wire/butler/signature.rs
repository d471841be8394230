//! The butler's `sign` header (BS-40, BS-41).

use crate::crypto::digest;

/// The header's value (BS-41): SHA-512 over `BODY&sk=SECRET&timestamp=TIMESTAMP`, in URL-safe Base64 without padding.
///
/// `body` is the exact text sent and `timestamp` the exact text of the header beside it. The text under the digest holds
/// the secret, so it never leaves this function.
pub fn sign(body: &str, secret: &str, timestamp: &str) -> String {
    digest::sha512_url_base64(format!("{body}&sk={secret}&timestamp={timestamp}").as_bytes())
}
