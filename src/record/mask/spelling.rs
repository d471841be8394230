//! The spellings of a value that no view of a text undoes: Base64 and hexadecimal digits.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// A value as it is, in Base64 and in hexadecimal digits.
pub(super) fn spellings(value: &str) -> BTreeSet<String> {
    let mut all = encodings(value.as_bytes());
    all.insert(value.to_owned());
    all
}

/// Bytes in Base64 and in hexadecimal digits.
pub(super) fn encodings(bytes: &[u8]) -> BTreeSet<String> {
    let mut all = BTreeSet::from([hex::encode(bytes), hex::encode_upper(bytes)]);
    (0..3).for_each(|shift| all.extend(base64(bytes, shift)));
    all
}

/// Bytes in the two alphabets of Base64, if this many other bytes stand before them.
pub(super) fn base64(bytes: &[u8], shift: usize) -> [String; 2] {
    // In Base64 bytes look different at each place modulo three, and their neighbours change the first and last
    // character: the characters between them are always the same.
    let mut shifted = vec![0; shift];
    shifted.extend_from_slice(bytes);
    let whole_groups = shifted.len() / 3 * 4;
    let coloured = [0, 2, 3][shift % 3];
    let own = |encoded: String| encoded[coloured..whole_groups.max(coloured)].to_owned();
    [
        own(STANDARD_NO_PAD.encode(&shifted)),
        own(URL_SAFE_NO_PAD.encode(&shifted)),
    ]
}
