//! Private keys recognised by their form: they need not be known before.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use regex::Regex;
use regex::bytes::Regex as BytesRegex;

use super::view::{View, Views};

/// The beginning of private keys in Base64: PKCS#8 of RSA and of curves, PKCS#1, SEC 1. Their length stands in between.
const IN_BASE64: [&str; 5] = [
    "MII[A-Za-z0-9+/]{2}[AQgw]IB(?:ADANBgkqhkiG9w0BAQEF|AA[JK][A-D])",
    "MI[E-H][A-Za-z0-9+/]AgEA(?:MA0GCSqGSIb3DQEBAQ|MB[AM]GByqGSM49|A[ijk])",
    "M[C-H][A-Za-z0-9+/]CAQEEI",
    "M[C-H][A-Za-z0-9+/]CAQAwBQYDK2V",
    "MI[E-H][A-Za-z0-9+/]AgEBBD",
];

/// The same in hexadecimal digits.
const IN_HEX: [&str; 2] = [
    "3082[0-9a-f]{4}020100(?:300d06092a864886f70d010101|02(?:8[0-9a-f]|4[0-9a-f]))",
    "3081[0-9a-f]{2}020100(?:300d06092a864886f70d010101|301[03]06072a8648ce3d|02[2-4])",
];

/// A text without any of these, among its letters and digits, contains no key. They are found quickly.
const MARKS: [&str; 13] = [
    "ibadanbgkqhkig9w0",
    "ibaaj",
    "ibaak",
    "ageama0gcsq",
    "ageamb",
    "ageaai",
    "ageaaj",
    "ageaak",
    "caqeei",
    "caqawbqydk2v",
    "agebbd",
    "020100",
    "privatekey",
];

/// A key of any kind between its lines of PEM, or the rest of it if the last line is missing.
const PEM: &str = "-----BEGIN [A-Z0-9 ]{0,20}PRIVATE KEY-----\
     (?:[A-Za-z0-9+/=_:,.%&#;\\\\\\s-]*?-----END [A-Z0-9 ]{0,20}PRIVATE KEY-----|[A-Za-z0-9+/=_\\\\\\s]*)";

/// A word that may be part of a key.
const WORD: &str = "[A-Za-z0-9+/=_-]{24,}";

struct Patterns {
    marks: AhoCorasick,
    base64: BytesRegex,
    hex: BytesRegex,
    pem: Regex,
    word: Regex,
}

// They are constants, and every test of this room reads them.
static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| Patterns {
    marks: AhoCorasick::new(MARKS).unwrap_or_else(|e| panic!("{e}")),
    base64: BytesRegex::new(&IN_BASE64.join("|")).unwrap_or_else(|e| panic!("{e}")),
    hex: BytesRegex::new(&IN_HEX.join("|")).unwrap_or_else(|e| panic!("{e}")),
    pem: Regex::new(PEM).unwrap_or_else(|e| panic!("{e}")),
    word: Regex::new(WORD).unwrap_or_else(|e| panic!("{e}")),
});

/// A private key found in a text.
pub(super) struct Key {
    pub(super) place: Range<usize>,
    /// The bytes of it that are there.
    pub(super) der: Vec<u8>,
}

/// A quick check: hardly any text may contain a key.
pub(super) fn may_be_in(views: &Views) -> bool {
    PATTERNS.marks.is_match(&views.squeezed.bytes)
}

/// Private keys, in Base64 of either alphabet or in hexadecimal digits, whatever stands between their characters.
pub(super) fn keys(views: &Views) -> Vec<Key> {
    if !may_be_in(views) {
        return Vec::new();
    }
    let base64 = views.exact.kept(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'+' | b'/' => Some(byte),
        b'-' => Some(b'+'),
        b'_' => Some(b'/'),
        b'"' | b'\'' | b',' | b'\\' | b'=' => None,
        byte if byte.is_ascii_whitespace() => None,
        // Any other character between two of them ends a key.
        _ => Some(b'.'),
    });
    let mut keys = Vec::new();
    for found in PATTERNS.base64.find_iter(&base64.bytes) {
        keys.extend(key(&base64, found.start(), (4, 3), from_base64));
    }
    for found in PATTERNS.hex.find_iter(&views.squeezed.bytes) {
        keys.extend(key(&views.squeezed, found.start(), (2, 1), from_hex));
    }
    keys
}

/// The key that begins here: its second to fourth byte give its length, in bytes and so in characters.
fn key(view: &View, start: usize, ratio: (usize, usize), decode: fn(&[u8]) -> Vec<u8>) -> Option<Key> {
    let text = view.bytes.get(start..)?;
    let begins = decode(text.get(..8)?);
    let length = match *begins.get(1..4)? {
        [0x81, length, _] => 3 + usize::from(length),
        [0x82, high, low] => 4 + usize::from(high) * 256 + usize::from(low),
        [length, ..] if length < 0x80 => 2 + usize::from(length),
        _ => return None,
    };
    let whole = (length * ratio.0).div_ceil(ratio.1);
    let end = text.iter().take(whole).take_while(|byte| **byte != b'.').count();
    Some(Key {
        place: view.place(start..start + end),
        der: decode(&text[..end]),
    })
}

fn from_base64(text: &[u8]) -> Vec<u8> {
    const LENIENT: GeneralPurpose = GeneralPurpose::new(
        &alphabet::STANDARD,
        GeneralPurposeConfig::new()
            .with_decode_allow_trailing_bits(true)
            .with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );
    // One character by itself is less than a byte.
    let whole = text.len() - usize::from(text.len() % 4 == 1);
    LENIENT.decode(&text[..whole]).unwrap_or_default()
}

fn from_hex(text: &[u8]) -> Vec<u8> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    hex::decode(&text[..digits / 2 * 2]).unwrap_or_default()
}

/// Private keys of any kind in their lines of PEM.
pub(super) fn armoured(text: &str) -> impl Iterator<Item = Range<usize>> {
    PATTERNS.pem.find_iter(text).map(|found| found.range())
}

/// Words that may be part of a key, complete or not: upper-case and lower-case letters and digits in a row longer than
/// names.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mixed = |row: &str| {
        row.len() >= 24
            && row.contains(|c: char| c.is_ascii_uppercase())
            && row.contains(|c: char| c.is_ascii_lowercase())
            && row.contains(|c: char| c.is_ascii_digit())
    };
    let words = PATTERNS.word.find_iter(text);
    words
        .filter(move |word| word.as_str().split(|c: char| !c.is_ascii_alphanumeric()).any(mixed))
        .map(|word| word.range())
}
