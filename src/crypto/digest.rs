//! SHA-512 for the courier's header (BS-41).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha512};

/// The SHA-512 digest of some bytes, in Base64 of the URL-safe alphabet without padding: always 86 characters.
pub fn sha512_url_base64(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(Sha512::digest(bytes))
}
