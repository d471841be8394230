//! The ETC gateway's signature: which fields are signed, in which spelling (GW-02, GW-12), and with which key.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::alphabet::STANDARD as ALPHABET;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde_json::Value;
use thiserror::Error;

use crate::crypto::rsa::{SigningKey, VerifyingKey};

/// What GW-12 leaves open: how an empty string, a null and a boolean take part in the signed text.
///
/// The habits hold for envelope fields and business parameters alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SigningHabits {
    /// Whether an empty string takes part, as `name=`.
    pub empty: bool,
    /// What becomes of a null.
    pub null: NullHabit,
    /// What becomes of a boolean.
    pub boolean: BooleanHabit,
}

impl Default for SigningHabits {
    /// As GW-12 settles it: empty strings in, nulls out, booleans as `true` and `false`.
    fn default() -> Self {
        Self {
            empty: true,
            null: NullHabit::default(),
            boolean: BooleanHabit::default(),
        }
    }
}

impl SigningHabits {
    /// Every way of the habit that target files call so, with its word there; the other habits stay. None for a name of no
    /// habit.
    pub fn variants(self, name: &str) -> Vec<(String, Self)> {
        match name {
            "sign_empty" => [true, false]
                .map(|empty| (empty.to_string(), Self { empty, ..self }))
                .into(),
            "sign_null" => [NullHabit::Out, NullHabit::Word, NullHabit::Empty]
                .map(|null| (null.to_string(), Self { null, ..self }))
                .into(),
            "sign_boolean" => [BooleanHabit::Word, BooleanHabit::Digit, BooleanHabit::Out]
                .map(|boolean| (boolean.to_string(), Self { boolean, ..self }))
                .into(),
            _ => Vec::new(),
        }
    }
}

/// What becomes of a null in the signed text (GW-12).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NullHabit {
    /// It takes no part.
    #[default]
    Out,
    /// It is spelled `null`.
    Word,
    /// It stands as `name=`, whatever is done with empty strings.
    Empty,
}

impl fmt::Display for NullHabit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Out => "out",
            Self::Word => "null",
            Self::Empty => "empty",
        })
    }
}

impl FromStr for NullHabit {
    type Err = UnknownHabit;

    fn from_str(text: &str) -> Result<Self, UnknownHabit> {
        match text {
            "out" => Ok(Self::Out),
            "null" => Ok(Self::Word),
            "empty" => Ok(Self::Empty),
            _ => Err(UnknownHabit("a null is signed in one of these ways: out, null, empty")),
        }
    }
}

/// What becomes of a boolean in the signed text (GW-12).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BooleanHabit {
    /// It is spelled `true` or `false`.
    #[default]
    Word,
    /// It is spelled `1` or `0`.
    Digit,
    /// It takes no part.
    Out,
}

impl fmt::Display for BooleanHabit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Word => "word",
            Self::Digit => "digit",
            Self::Out => "out",
        })
    }
}

impl FromStr for BooleanHabit {
    type Err = UnknownHabit;

    fn from_str(text: &str) -> Result<Self, UnknownHabit> {
        match text {
            "word" => Ok(Self::Word),
            "digit" => Ok(Self::Digit),
            "out" => Ok(Self::Out),
            _ => Err(UnknownHabit(
                "a boolean is signed in one of these ways: word, digit, out",
            )),
        }
    }
}

/// A text that names no habit; it says which there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct UnknownHabit(&'static str);

/// The text that is signed (GW-02): `name=value` of every field whose value is no object and no list, sorted by name and
/// joined with `&`.
///
/// `fields` are the envelope's fields, named as this request spells them and without the signature, and the business
/// parameters, in any order. Strings stand as they are, numbers as JSON writes them, the rest by `habits` (GW-12). Names
/// are sorted by their bytes; should two be the same, they keep the order given.
pub fn signed_text<'a>(fields: impl IntoIterator<Item = (&'a str, &'a Value)>, habits: &SigningHabits) -> String {
    let mut pairs: Vec<(&str, Cow<'a, str>)> = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name, spelled(value, *habits)?)))
        .collect();
    pairs.sort_by_key(|(name, _)| *name);
    let pairs: Vec<String> = pairs
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
}

/// A value as it stands in the signed text, or nothing where it takes no part.
fn spelled(value: &Value, habits: SigningHabits) -> Option<Cow<'_, str>> {
    match value {
        Value::Object(_) | Value::Array(_) => None,
        Value::String(text) => (habits.empty || !text.is_empty()).then_some(text.as_str().into()),
        Value::Number(number) => Some(number.to_string().into()),
        Value::Null => match habits.null {
            NullHabit::Out => None,
            NullHabit::Word => Some("null".into()),
            NullHabit::Empty => Some("".into()),
        },
        Value::Bool(yes) => match (habits.boolean, yes) {
            (BooleanHabit::Word, true) => Some("true".into()),
            (BooleanHabit::Word, false) => Some("false".into()),
            (BooleanHabit::Digit, true) => Some("1".into()),
            (BooleanHabit::Digit, false) => Some("0".into()),
            (BooleanHabit::Out, _) => None,
        },
    }
}

/// The signature of a text (GW-02): `SHA1withRSA` in Base64 with padding.
pub fn sign(text: &str, key: &SigningKey) -> String {
    STANDARD.encode(key.sign_sha1(text.as_bytes()))
}

/// Whether this is the text's signature (GW-02), in Base64 with padding.
pub fn verify(text: &str, signature_base64: &str, key: &VerifyingKey) -> bool {
    verify_as(&STANDARD, text, signature_base64, key)
}

/// As [`verify`], but Base64 without padding will do (GW-20 leaves open whether a vendor takes it).
pub fn verify_any_padding(text: &str, signature_base64: &str, key: &VerifyingKey) -> bool {
    const ANY_PADDING: GeneralPurpose = GeneralPurpose::new(
        &ALPHABET,
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );
    verify_as(&ANY_PADDING, text, signature_base64, key)
}

fn verify_as(base64: &GeneralPurpose, text: &str, signature_base64: &str, key: &VerifyingKey) -> bool {
    base64
        .decode(signature_base64)
        .is_ok_and(|signature| key.verify_sha1(text.as_bytes(), &signature))
}
