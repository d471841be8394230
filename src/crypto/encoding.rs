//! Bytes as text: Base64 and hex, read strictly.
//!
//! A vendor's tool writes one spelling. A reader that accepts several would hide that a client writes the wrong one.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use thiserror::Error;

/// How a cipher text is written (BS-45: all three are in use).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// The standard alphabet with padding, on one line.
    #[default]
    Base64,
    /// Two digits a byte, letters in lower case.
    HexLower,
    /// Two digits a byte, letters in upper case.
    HexUpper,
}

impl Encoding {
    /// Every encoding.
    pub const ALL: [Self; 3] = [Self::Base64, Self::HexLower, Self::HexUpper];

    /// Writes bytes in this encoding.
    pub fn encode(self, bytes: &[u8]) -> String {
        match self {
            Self::Base64 => STANDARD.encode(bytes),
            Self::HexLower => hex::encode(bytes),
            Self::HexUpper => hex::encode_upper(bytes),
        }
    }

    /// Reads what [`Encoding::encode`] writes and nothing else: no white space, no other case, no missing padding.
    ///
    /// # Errors
    /// A [`DecodeError`] that says where the text leaves the encoding.
    pub fn decode(self, text: &str) -> Result<Vec<u8>, DecodeError> {
        match self {
            Self::Base64 => decode_base64(text),
            Self::HexLower => decode_hex(text, "lower-case", "0-9a-f", |b| matches!(b, b'0'..=b'9' | b'a'..=b'f')),
            Self::HexUpper => decode_hex(text, "upper-case", "0-9A-F", |b| matches!(b, b'0'..=b'9' | b'A'..=b'F')),
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Base64 => "base64",
            Self::HexLower => "hex",
            Self::HexUpper => "HEX",
        })
    }
}

impl FromStr for Encoding {
    type Err = UnknownEncoding;

    fn from_str(text: &str) -> Result<Self, UnknownEncoding> {
        match text {
            "base64" => Ok(Self::Base64),
            "hex" => Ok(Self::HexLower),
            "HEX" => Ok(Self::HexUpper),
            _ => Err(UnknownEncoding),
        }
    }
}

/// A text that names no [`Encoding`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the encoding is one of: base64, hex, HEX")]
pub struct UnknownEncoding;

/// Where a text leaves the encoding that it should have. Positions count bytes from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// A character that Base64 does not have, or padding in the middle.
    #[error("not Base64: the character at byte {0} does not belong there")]
    Base64Symbol(usize),
    /// Base64 comes in groups of four characters.
    #[error("not Base64: {0} characters are not a multiple of 4, so it was cut or its padding is missing")]
    Base64Length(usize),
    /// The last group does not encode whole bytes in the one correct way.
    #[error("not Base64: the last group of four characters or its padding is wrong")]
    Base64End,
    /// A character that hex of this case does not have.
    #[error("not {case} hex: the character at byte {at} is none of {digits}")]
    HexSymbol {
        /// The byte where it stands, from 1.
        at: usize,
        /// `lower-case` or `upper-case`.
        case: &'static str,
        /// The digits that would be right.
        digits: &'static str,
    },
    /// Hex needs pairs of digits.
    #[error("not hex: {0} digits are an odd number")]
    HexLength(usize),
}

fn decode_base64(text: &str) -> Result<Vec<u8>, DecodeError> {
    use base64::DecodeError as E;

    // Symbols come before the length: a line break at the end should be reported as such and not as a wrong length.
    if let Some(at) = text
        .bytes()
        .position(|b| !matches!(b, b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' | b'='))
    {
        return Err(DecodeError::Base64Symbol(at + 1));
    }
    if !text.len().is_multiple_of(4) {
        return Err(DecodeError::Base64Length(text.len()));
    }
    STANDARD.decode(text).map_err(|error| match error {
        E::InvalidByte(at, _) => DecodeError::Base64Symbol(at + 1),
        E::InvalidLength(_) | E::InvalidLastSymbol(..) | E::InvalidPadding => DecodeError::Base64End,
    })
}

fn decode_hex(
    text: &str,
    case: &'static str,
    digits: &'static str,
    is_digit: fn(u8) -> bool,
) -> Result<Vec<u8>, DecodeError> {
    if let Some(at) = text.bytes().position(|b| !is_digit(b)) {
        let at = at + 1;
        return Err(DecodeError::HexSymbol { at, case, digits });
    }
    // Every character is a digit here, so only their number can be wrong.
    hex::decode(text).map_err(|_| DecodeError::HexLength(text.len()))
}
