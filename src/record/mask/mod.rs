//! Masking: people and secrets are taken out of evidence before it is kept.
//!
//! Private fields are masked by their name, wherever they stand, in JSON and in what only resembles it. What was in them
//! is remembered, so that a message that repeats a phone number is masked too; secrets of the target are taken out of
//! every text. Both in every spelling that can be enumerated: escaped, grouped, broken into lines, in Base64 and in
//! hexadecimal digits, and keys in parts. Private keys and numbers of people are known by their looks besides.

mod body;
mod index;
mod keys;
mod known;
mod pattern;
mod spelling;
mod view;

use std::ops::Range;
use std::sync::{Arc, PoisonError, RwLock};

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::contract::private_fields;
use crate::text::string_or_number;
use crate::wire::{Evidence, Exchange};
use body::{Kind, Leaf, Visit};
use known::{Known, SHORTEST_SCRUBBED, is_varied};
use view::Views;

const SECRET: &str = "‹secret›";
const PRIVATE: &str = "‹private›";

/// Headers that say who calls, or hold a session.
const SECRET_HEADERS: [&str; 4] = ["authorization", "proxy-authorization", "cookie", "set-cookie"];
/// A private value with so many digits is somebody's number, and looked for in all scenarios of a run.
const FEWEST_DIGITS: usize = 9;
const FEWEST_DIFFERENT_DIGITS: u32 = 3;
/// A shorter value is no key.
const SHORTEST_KEY: usize = 64;
const FEWEST_CHARACTERS_OF_A_KEY: u32 = 16;
/// JSON in a string in JSON in a string is followed no further.
const DEEPEST: usize = 4;
/// Of a text with more control characters than one in so many, nothing is shown.
const TEXT_HAS_FEWER: usize = 8;

/// Masks the evidence of one scenario. Numbers and keys that one clone meets are known to all.
#[derive(Clone, Debug)]
pub struct Masker {
    secrets: Arc<Known>,
    /// Numbers and keys that were met in the whole run.
    shared: Arc<RwLock<Known>>,
    /// Other private values met so far in this scenario: elsewhere the same words may mean nothing.
    own: Known,
}

/// How a text is masked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Looks {
    /// By what can hardly be anything else.
    Sure,
    /// By whatever may be a secret: nobody can read the text, so that nothing in it has a name.
    Likely,
}

type Found = (Range<usize>, &'static str);

impl Masker {
    /// A masker that knows the target's secrets.
    pub fn new(secrets: &[String]) -> Self {
        let mut known = Known::default();
        for secret in secrets {
            known.remember(secret);
        }
        Self {
            secrets: Arc::new(known),
            shared: Arc::default(),
            own: Known::default(),
        }
    }

    /// Remembers the private values of an exchange, sent or received, so that they are found in other places as well.
    pub fn learn(&mut self, exchange: &Exchange) {
        match &exchange.evidence {
            Evidence::Gateway { params, .. } => params.iter().for_each(|(name, value)| self.collect(name, value)),
            Evidence::Courier { rows, .. } => rows.iter().for_each(|row| self.collect("", row)),
        }
        let body = &exchange.response.body;
        if !body::is_json(body) {
            self.learn_keys(body);
        }
        body::walk(body, &mut Learner { masker: self, depth: 0 });
    }

    fn collect(&mut self, name: &str, value: &Value) {
        if let Some(object) = value.as_object() {
            object.iter().for_each(|(name, inner)| self.collect(name, inner));
        } else if let Some(items) = value.as_array() {
            for item in items {
                self.collect(name, item);
            }
        } else if let Some(text) = string_or_number(value).filter(|_| private_fields().contains(name)) {
            self.remember(&text);
        }
    }

    fn remember(&mut self, value: &str) {
        // A field may hold several cards.
        for value in value.split(',') {
            if is_telling(value) {
                let mut shared = self.shared.write().unwrap_or_else(PoisonError::into_inner);
                shared.remember(value);
            } else {
                self.own.remember(value);
            }
        }
    }

    fn learn_keys(&self, text: &str) {
        if text.len() < SHORTEST_KEY {
            return;
        }
        for key in keys::keys(&Views::of(text)) {
            let mut shared = self.shared.write().unwrap_or_else(PoisonError::into_inner);
            shared.remember_key(&key.der);
        }
    }

    /// A JSON value with its private fields masked, and without the secrets. What we send ourselves needs no more: its
    /// private values stand in their fields.
    pub fn value(&self, value: &Value) -> Value {
        masked("", value, &|text| self.without_secrets(text))
    }

    /// As [`value`](Self::value), of an object's members.
    pub fn object(&self, object: &Map<String, Value>) -> Map<String, Value> {
        members(object, &|text| self.without_secrets(text))
    }

    /// A value found at a JSON pointer: private if any name on the way is.
    pub fn at(&self, pointer: &str, value: &Value) -> Value {
        let name = pointer
            .split('/')
            .find(|name| private_fields().contains(*name))
            .unwrap_or_default();
        masked(name, value, &|text| self.text(text))
    }

    /// A body that the vendor wrote: masked by field as far as it can be read, and, where it is no JSON, of all that may be
    /// a secret besides. What is no text at all is withheld.
    pub fn body(&self, body: &str) -> String {
        let odd = body
            .bytes()
            .filter(|byte| *byte < b' ' && !byte.is_ascii_whitespace())
            .count();
        if odd > 1 && odd * TEXT_HAS_FEWER > body.len() {
            return digest_of("no text", body);
        }
        self.by_field(body, 0)
    }

    fn by_field(&self, text: &str, depth: usize) -> String {
        let masked = body::walk(text, &mut Hider { masker: self, depth });
        if body::is_json(text) {
            masked
        } else {
            self.without(&masked, Looks::Likely)
        }
    }

    /// A text without the secrets, the private values known so far, and what looks like either.
    pub fn text(&self, text: &str) -> String {
        self.without(text, Looks::Sure)
    }

    /// A header's name and value.
    pub fn header(&self, name: &str, value: &str) -> (String, String) {
        let value = if SECRET_HEADERS.contains(&name.to_ascii_lowercase().as_str()) {
            // A cookie's name says who set it.
            let shown = value.split_once('=').map_or("", |(cookie, _)| cookie);
            let equals = if shown.is_empty() { "" } else { "=" };
            format!("{shown}{equals}{SECRET}")
        } else {
            self.text(value)
        };
        (self.text(name), self.text(&value))
    }

    fn without_secrets(&self, text: &str) -> String {
        if self.secrets.is_empty() {
            return text.to_owned();
        }
        let found = self.secrets.find(&Views::of(text));
        replaced(text, found.into_iter().map(|place| (place, SECRET)).collect())
    }

    fn without(&self, text: &str, looks: Looks) -> String {
        if text.len() < SHORTEST_SCRUBBED {
            return text.to_owned();
        }
        let views = Views::of(text);
        let mut found: Vec<Found> = Vec::new();
        let mut mask = |places: Vec<Range<usize>>, mask| found.extend(places.into_iter().map(|place| (place, mask)));
        mask(self.secrets.find(&views), SECRET);
        mask(self.own.find(&views), PRIVATE);
        let shared = self.shared.read().unwrap_or_else(PoisonError::into_inner);
        mask(shared.find(&views), PRIVATE);
        if keys::may_be_in(&views) {
            mask(keys::keys(&views).into_iter().map(|key| key.place).collect(), SECRET);
            mask(keys::armoured(text).collect(), SECRET);
        }
        mask(pattern::numbers(&views.exact, looks == Looks::Likely), PRIVATE);
        if looks == Looks::Likely {
            mask(pattern::named(&views.exact), PRIVATE);
            mask(pattern::encoded(&views.exact), SECRET);
        }
        replaced(text, found)
    }

    /// A cipher text by its length and digest.
    pub fn withheld(cipher_text: &str) -> String {
        digest_of("cipher text", cipher_text)
    }
}

/// A sentence of ours, or of a library, without what looks like a key: an argument in the wrong place is repeated in many a
/// complaint.
pub fn without_keys(text: &str) -> String {
    let views = Views::of(text);
    let keys = keys::keys(&views).into_iter().map(|key| key.place);
    let all = keys.chain(keys::armoured(text)).chain(keys::words(text));
    replaced(text, all.map(|place| (place, SECRET)).collect())
}

/// A text by its length and digest.
fn digest_of(what: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let digest = hex::encode(Sha256::digest(text));
    let length = text.chars().count();
    format!("‹{what} of {length} characters, SHA-256 {}…›", &digest[..16])
}

/// True for a number or a key: hardly anything else is the same.
fn is_telling(value: &str) -> bool {
    let digits: Vec<u8> = value.bytes().filter(u8::is_ascii_digit).collect();
    let is_number = digits.len() >= FEWEST_DIGITS && is_varied(&digits, FEWEST_DIFFERENT_DIGITS);
    is_number || value.len() >= SHORTEST_KEY && is_varied(value.as_bytes(), FEWEST_CHARACTERS_OF_A_KEY)
}

fn masked(name: &str, value: &Value, scrub: &impl Fn(&str) -> String) -> Value {
    let private = private_fields().contains(name);
    match value {
        Value::Object(object) => Value::Object(members(object, scrub)),
        Value::Array(items) => items.iter().map(|item| masked(name, item, scrub)).collect(),
        Value::String(text) if private && !text.is_empty() => mask_of(text).into(),
        Value::String(text) => scrub(text).into(),
        Value::Number(number) if private => mask_of(&number.to_string()).into(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

fn members(object: &Map<String, Value>, scrub: &impl Fn(&str) -> String) -> Map<String, Value> {
    let members = object.iter();
    members
        .map(|(name, value)| (scrub(name), masked(name, value, scrub)))
        .collect()
}

/// What stands in place of a private value: its length, which many rules are about.
fn mask_of(text: &str) -> String {
    format!("‹private, {} characters›", text.chars().count())
}

/// A text with masks in place of what was found. What overlaps is one, and a secret if any of it is.
fn replaced(text: &str, mut found: Vec<Found>) -> String {
    if found.is_empty() {
        return text.to_owned();
    }
    found.sort_by_key(|(place, _)| place.start);
    let mut runs: Vec<Found> = Vec::new();
    for (place, mask) in found {
        match runs.last_mut() {
            Some((run, first)) if place.start < run.end => {
                run.end = run.end.max(place.end);
                *first = if mask == SECRET { SECRET } else { *first };
            }
            _ => runs.push((place, mask)),
        }
    }
    let mut masked = String::with_capacity(text.len());
    let mut rest = 0;
    for (place, mask) in runs {
        masked.push_str(&text[rest..place.start]);
        masked.push_str(mask);
        rest = place.end;
    }
    masked + &text[rest..]
}

/// Remembers what stands in private fields, and keys wherever they stand.
struct Learner<'m> {
    masker: &'m mut Masker,
    depth: usize,
}

impl Visit for Learner<'_> {
    fn leaf(&mut self, leaf: Leaf<'_>) -> Option<String> {
        if leaf.kind == Kind::Name {
            return None;
        }
        if leaf.private {
            self.masker.remember(leaf.text);
        } else if self.depth < DEEPEST && body::may_hold_fields(leaf.text) {
            let depth = self.depth + 1;
            body::walk(
                leaf.text,
                &mut Learner {
                    masker: self.masker,
                    depth,
                },
            );
        } else {
            self.masker.learn_keys(leaf.text);
        }
        None
    }

    fn list(&mut self, joined: &str) {
        self.masker.learn_keys(joined);
    }
}

/// Puts masks in place of what must not show.
struct Hider<'m> {
    masker: &'m Masker,
    depth: usize,
}

impl Visit for Hider<'_> {
    fn leaf(&mut self, leaf: Leaf<'_>) -> Option<String> {
        let is_word = leaf.kind == Kind::Word;
        let hidden = match leaf.text {
            "" => return None,
            "true" | "false" | "null" if is_word => return None,
            text if leaf.private => mask_of(text),
            text if !is_word && self.depth < DEEPEST && body::may_hold_fields(text) => {
                self.masker.by_field(text, self.depth + 1)
            }
            text => self.masker.text(text),
        };
        (hidden != leaf.text).then_some(hidden)
    }

    fn list(&mut self, _: &str) {}
}

#[cfg(test)]
mod tests;
