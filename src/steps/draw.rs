//! Fresh values: what the run id and the seed decide together for one scenario.

use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rand::{Rng as _, SeedableRng as _};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::contract::{CharSet, HashSign, Notation, Part};
use crate::crypto::java;

/// Draws characters for one scenario. Another run draws others under the same seed, so that a seed can be repeated
/// against a vendor that remembers.
#[derive(Debug)]
pub struct Draw {
    run_id: String,
    rng: StdRng,
}

impl Draw {
    /// The draws of one scenario of one run.
    pub fn new(run_id: &str, seed: u64, scenario: &str) -> Self {
        let mut hash = Sha256::new();
        for part in [run_id.as_bytes(), &seed.to_be_bytes(), scenario.as_bytes()] {
            hash.update(part);
            hash.update([0]);
        }
        Self {
            run_id: run_id.to_owned(),
            rng: StdRng::from_seed(hash.finalize().into()),
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
    pub fn value(&mut self, notation: &Notation) -> Option<Value> {
        match notation {
            Notation::Json(value) => Some(value.clone()),
            Notation::Text(parts) => Some(self.text(parts).into()),
            Notation::Identity { prefix } => Some(self.identity(prefix).into()),
            Notation::Absent | Notation::Base | Notation::Reference { .. } | Notation::Account { .. } => None,
        }
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
