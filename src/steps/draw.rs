//! Fresh values: what the run id and the seed decide together for one scenario.

use std::sync::Arc;

use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rand::{Rng as _, SeedableRng as _};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::invent::Inventor;
use crate::contract::{CharSet, HashSign, Made, Notation, Operation, Part};
use crate::crypto::java;

/// The parameter that tells enterprises, 1, from persons, 2, and so which code a user has (CU-04, GU-04).
const KIND_OF_USER: &str = "biz_user_type";

/// Draws characters for one scenario. Another run draws others under the same seed, so that a seed can be repeated
/// against a vendor that remembers.
#[derive(Debug)]
pub struct Draw {
    run_id: String,
    rng: StdRng,
    inventor: Arc<Inventor>,
}

impl Draw {
    /// The draws of one scenario of one run.
    pub fn new(run_id: &str, seed: u64, scenario: &str, inventor: &Arc<Inventor>) -> Self {
        let mut hash = Sha256::new();
        for part in [run_id.as_bytes(), &seed.to_be_bytes(), scenario.as_bytes()] {
            hash.update(part);
            hash.update([0]);
        }
        Self {
            run_id: run_id.to_owned(),
            rng: StdRng::from_seed(hash.finalize().into()),
            inventor: Arc::clone(inventor),
        }
    }

    /// An identity that no other call has, and by which people find what a run left behind.
    pub fn identity(&mut self, prefix: &str) -> String {
        let own = self.lower_alphanumeric(8);
        format!("{prefix}{}{own}", self.run_id)
    }

    /// Characters out of a set.
    pub fn from(&mut self, set: &[char], count: usize) -> String {
        (0..count).filter_map(|_| set.choose(&mut self.rng)).collect()
    }

    /// Small letters and digits.
    pub fn lower_alphanumeric(&mut self, count: usize) -> String {
        let set: Vec<char> = ('a'..='z').chain('0'..='9').collect();
        self.from(&set, count)
    }

    /// Digits.
    pub fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from(b'0' + self.rng.gen_range(0..10)))
            .collect()
    }

    /// The value of a notation that says all that is needed; `None` for one that refers to something else, or to nothing.
    /// A code depends on the kind of user, which the other fields of the call tell.
    pub fn value(&mut self, notation: &Notation, fields: &Map<String, Value>) -> Option<Value> {
        match notation {
            Notation::Json(value) => Some(value.clone()),
            Notation::Text(parts) => Some(self.text(parts).into()),
            Notation::Identity { prefix } => Some(self.identity(prefix).into()),
            Notation::Made { kind, length } => Some(self.made(*kind, *length, fields).into()),
            Notation::Absent
            | Notation::Base
            | Notation::Reference { .. }
            | Notation::All { .. }
            | Notation::Account { .. } => None,
        }
    }

    /// Some values of a correct call go with another: a code with its kind of user, the name of an organisation with its
    /// code. Where a step sets the other and not this, a made-up value is made anew, and a real one left out.
    pub fn follow(&mut self, operation: Operation, before: &Map<String, Value>, fields: &mut Map<String, Value>) {
        for field in operation.fields().fields() {
            let unchanged = |name: &str| before.get(name) == fields.get(name);
            let is_left_behind = field.belongs_to.is_some_and(|other| !unchanged(other)) && unchanged(field.name);
            if !is_left_behind || !before.contains_key(field.name) {
                continue;
            }
            let base = field.base.as_ref().map(|base| &base.notation);
            match base.and_then(|base| self.value(base, fields)) {
                Some(value) => fields.insert(field.name.to_owned(), value),
                None => fields.shift_remove(field.name),
            };
        }
    }

    fn made(&mut self, kind: Made, length: Option<usize>, fields: &Map<String, Value>) -> String {
        let is_enterprise = || fields.get(KIND_OF_USER).is_some_and(|kind| kind == 1 || kind == "1");
        let kind = if kind == Made::Code && is_enterprise() {
            Made::CreditCode
        } else {
            kind
        };
        self.inventor.make(kind, length, &mut self.rng)
    }

    /// A text made of repeated and of drawn parts.
    pub fn text(&mut self, parts: &[Part]) -> String {
        loop {
            let text: String = parts.iter().map(|part| self.part(part)).collect();
            let wanted = parts.iter().find_map(|part| match part {
                Part::Draw { hash, .. } => *hash,
                Part::Repeat { .. } | Part::Reference { .. } => None,
            });
            // Half of all texts hash either way, so this takes two turns on average.
            match wanted {
                Some(HashSign::Negative) if java::hash_code(&text) >= 0 => {}
                Some(HashSign::Positive) if java::hash_code(&text) < 0 => {}
                _ => return text,
            }
        }
    }

    fn part(&mut self, part: &Part) -> String {
        match part {
            Part::Repeat { count, text } => text.repeat(*count),
            // The steps put a value in its place before they draw.
            Part::Reference { .. } => String::new(),
            Part::Draw { count, set, .. } => self.set(set, *count),
        }
    }

    fn set(&mut self, set: &CharSet, count: usize) -> String {
        self.from(set.chars(), count)
    }
}
