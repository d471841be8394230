//! Masking: people and secrets are taken out of evidence before it is kept.
//!
//! Private fields are masked by their name, wherever they stand. What was in them is remembered, so that a message that
//! repeats a phone number is scrubbed too; secrets of the target are scrubbed out of every text. Both in every spelling
//! that they are likely to take: as they are, escaped for JSON or a URL, in Base64 and in hexadecimal digits.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::contract::private_fields;
use crate::wire::{Evidence, Exchange};

/// Shorter values, in bytes, are too common to be looked for in running text: a phone number of one digit would blot out every
/// such digit. By field they are masked all the same.
const SHORTEST_SCRUBBED: usize = 6;

const SECRET: &str = "‹secret›";
const PRIVATE: &str = "‹private›";

/// Masks the evidence of one scenario.
#[derive(Clone, Debug)]
pub struct Masker {
    secrets: Arc<Secrets>,
    /// Private values met so far, each with its spellings.
    people: BTreeMap<String, Vec<String>>,
}

impl Masker {
    /// A masker that knows the target's secrets.
    pub fn new(secrets: &[String]) -> Self {
        Self {
            secrets: Arc::new(Secrets::new(secrets)),
            people: BTreeMap::new(),
        }
    }

    /// Remembers the private values of an exchange, sent or received, so that they are found in other places as well.
    pub fn learn(&mut self, exchange: &Exchange) {
        match &exchange.evidence {
            Evidence::Etc { params, .. } => params.iter().for_each(|(name, value)| self.collect(name, value)),
            Evidence::Butler { rows, .. } => rows.iter().for_each(|row| self.collect("", row)),
        }
        if let Some(body) = exchange.response.json() {
            self.collect("", &body);
        }
    }

    fn collect(&mut self, name: &str, value: &Value) {
        match value {
            Value::Object(object) => object.iter().for_each(|(name, inner)| self.collect(name, inner)),
            Value::Array(items) => items.iter().for_each(|item| self.collect(name, item)),
            Value::String(text) if private_fields().contains(name) => self.remember(text),
            Value::Number(number) if private_fields().contains(name) => self.remember(&number.to_string()),
            _ => {}
        }
    }

    fn remember(&mut self, value: &str) {
        if value.len() >= SHORTEST_SCRUBBED && !self.people.contains_key(value) {
            self.people.insert(value.to_owned(), long_spellings(value).collect());
        }
    }

    /// A JSON value with its private fields masked, and without the secrets. What we send ourselves needs no more: its
    /// private values stand in their fields.
    pub fn value(&self, value: &Value) -> Value {
        self.masked("", value)
    }

    /// As [`value`](Self::value), of an object's members.
    pub fn object(&self, object: &Map<String, Value>) -> Map<String, Value> {
        object
            .iter()
            .map(|(name, value)| (name.clone(), self.masked(name, value)))
            .collect()
    }

    /// A value found at a JSON pointer: private if any name on the way is.
    pub fn at(&self, pointer: &str, value: &Value) -> Value {
        let name = pointer
            .split('/')
            .find(|name| private_fields().contains(*name))
            .unwrap_or_default();
        match self.masked(name, value) {
            Value::String(text) => self.text(&text).into(),
            other => other,
        }
    }

    fn masked(&self, name: &str, value: &Value) -> Value {
        let private = private_fields().contains(name);
        match value {
            Value::Object(object) if private => object.iter().map(|(k, v)| (k.clone(), self.masked(name, v))).collect(),
            Value::Object(object) => Value::Object(self.object(object)),
            Value::Array(items) => items.iter().map(|item| self.masked(name, item)).collect(),
            Value::String(text) if private && !text.is_empty() => mask_of(text).into(),
            Value::String(text) => self.secrets.scrub(text).into(),
            Value::Number(number) if private => mask_of(&number.to_string()).into(),
            other => other.clone(),
        }
    }

    /// A body that the vendor wrote: masked by field where it is JSON, scrubbed as text in any case.
    pub fn body(&self, body: &str) -> String {
        match serde_json::from_str::<Value>(body) {
            Ok(value) if value.is_object() || value.is_array() => self.text(&self.value(&value).to_string()),
            _ => self.text(body),
        }
    }

    /// A text without the secrets and the private values known so far.
    pub fn text(&self, text: &str) -> String {
        let mut text = self.secrets.scrub(text);
        // Looked for one by one: there are few texts, and building an automaton of all values costs more than reading
        // a text once for each.
        let mut found: Vec<&String> = self
            .people
            .values()
            .flatten()
            .filter(|spelling| text.contains(spelling.as_str()))
            .collect();
        // Longest first: a value that begins another must not leave the other's end behind.
        found.sort_by_key(|spelling| std::cmp::Reverse(spelling.len()));
        for spelling in found {
            text = text.replace(spelling.as_str(), PRIVATE);
        }
        text
    }

    /// A cipher text by its length and digest.
    pub fn withheld(cipher_text: &str) -> String {
        if cipher_text.is_empty() {
            return String::new();
        }
        let digest = hex::encode(Sha256::digest(cipher_text));
        format!(
            "‹cipher text of {} characters, SHA-256 {}…›",
            cipher_text.chars().count(),
            &digest[..16]
        )
    }
}

/// What stands in place of a private value: its length, which many rules are about.
fn mask_of(text: &str) -> String {
    format!("‹private, {} characters›", text.chars().count())
}

/// The target's secrets, in all their spellings. Built once for each run, and looked for in every text of it.
#[derive(Debug)]
struct Secrets(Option<AhoCorasick>);

impl Secrets {
    fn new(secrets: &[String]) -> Self {
        // A key in PEM is several lines; each of them is as secret as the whole.
        let lines = secrets
            .iter()
            .flat_map(|secret| secret.lines().chain(std::iter::once(secret.as_str())));
        let spellings: BTreeSet<String> = lines.flat_map(long_spellings).collect();
        // Longest first: a value that holds another is masked whole. The automaton with the fewest tables, since a
        // private key has thousands of characters in each of a dozen spellings.
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::NoncontiguousNFA))
            .build(&spellings);
        Self(if spellings.is_empty() { None } else { finder.ok() })
    }

    fn scrub(&self, text: &str) -> String {
        match &self.0 {
            Some(finder) if finder.is_match(text) => {
                let mut scrubbed = String::with_capacity(text.len());
                finder.replace_all_with(text, &mut scrubbed, |_, _, out| {
                    out.push_str(SECRET);
                    true
                });
                scrubbed
            }
            _ => text.to_owned(),
        }
    }
}

/// The spellings of a value that are long enough to be looked for.
fn long_spellings(value: &str) -> impl Iterator<Item = String> {
    let mut all = spellings(value);
    all.sort_unstable();
    // A number looks the same in JSON, in a URL and as it is.
    all.dedup();
    all.into_iter().filter(|spelling| spelling.len() >= SHORTEST_SCRUBBED)
}

/// Every spelling under which a value may turn up in a text.
fn spellings(value: &str) -> Vec<String> {
    let json = Value::from(value).to_string();
    let mut all = vec![
        value.to_owned(),
        json[1..json.len() - 1].to_owned(),
        unicode_escaped(value),
        percent_encoded(value, "%20"),
        percent_encoded(value, "+"),
        hex::encode(value),
        hex::encode_upper(value),
    ];
    // In Base64 a text looks different at each place modulo three, and its neighbours colour its first and last
    // character: what lies between is always the same.
    for shift in 0..3 {
        let mut bytes = vec![0; shift];
        bytes.extend_from_slice(value.as_bytes());
        let whole_groups = bytes.len() / 3 * 4;
        let coloured = [0, 2, 3][shift];
        for encoded in [STANDARD_NO_PAD.encode(&bytes), URL_SAFE_NO_PAD.encode(&bytes)] {
            all.push(encoded[coloured..whole_groups.max(coloured)].to_owned());
        }
    }
    all
}

fn unicode_escaped(value: &str) -> String {
    let mut escaped = String::new();
    for unit in value.encode_utf16() {
        match char::from_u32(u32::from(unit)) {
            Some(c) if c.is_ascii() => escaped.push(c),
            // Writing to a String cannot fail.
            _ => drop(write!(escaped, "\\u{unit:04x}")),
        }
    }
    escaped
}

fn percent_encoded(value: &str, blank: &str) -> String {
    let mut encoded = String::new();
    for byte in value.bytes() {
        match byte {
            b' ' => encoded.push_str(blank),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => encoded.push(char::from(byte)),
            _ => drop(write!(encoded, "%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::STANDARD;
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    const SK: &str = "Zx8+q/ 张geheim0042";

    #[rstest]
    #[case::plain(SK.to_owned())]
    #[case::json(json!(SK).to_string())]
    #[case::url(percent_encoded(SK, "+"))]
    #[case::hex(hex::encode_upper(SK))]
    #[case::base64(STANDARD.encode(format!("{SK}{{")))]
    #[case::base64_inside(STANDARD.encode(format!("{{{SK}")))]
    #[case::base64_further_inside(STANDARD.encode(format!("{{\"{SK}\"")))]
    fn a_secret_is_found_in_every_spelling(#[case] text: String) {
        let masked = Masker::new(&[SK.to_owned()]).text(&format!("before {text} after"));
        assert!(masked.contains(SECRET), "{masked}");
    }

    #[test]
    fn private_fields_are_masked_wherever_they_stand() {
        let value = json!({"rows": [{"userPhone": "13800000000", "userRealName": "张三"}]});
        let masked = Masker::new(&[]).value(&value);
        assert_eq!(
            masked,
            json!({"rows": [{"userPhone": "‹private, 11 characters›", "userRealName": "张三"}]})
        );
    }
}
