//! What tells one run from every other: its id, and nonces that never repeat within it and hardly ever between runs.

use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

const ALPHABET: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// All nonces of six characters: 36^6.
const SPACE: u64 = 2_176_782_336;
/// Coprime to 36, so that multiples of it visit every nonce once before any comes again; far from 0 and from `SPACE`,
/// so that neighbours do not look alike.
const STEP: u64 = 1_345_285_463;

/// An id that no other run has: it decides a run's identities and nonces.
pub fn fresh_run_id() -> String {
    format!("{:08x}", rand::random::<u32>())
}

/// A source of nonces: a walk through all of them, from a place that the run id decides.
///
/// Drawing at random instead would repeat one in a few thousand runs, and a vendor that refuses the repetition would be
/// accused for it.
#[derive(Debug)]
pub struct Nonces {
    start: u64,
    given: AtomicU64,
}

impl Nonces {
    /// The nonces of a run.
    pub fn new(run_id: &str) -> Self {
        let hash = Sha256::digest(run_id);
        let start = hash.iter().take(8).fold(0, |n: u64, byte| n << 8 | u64::from(*byte)) % SPACE;
        Self {
            start,
            given: AtomicU64::new(0),
        }
    }

    /// The next nonce: six digits and capital letters, as in the guide's sample.
    pub fn next(&self) -> String {
        let count = self.given.fetch_add(1, Ordering::Relaxed) % SPACE;
        let mut number = (self.start + count * STEP % SPACE) % SPACE;
        let mut nonce = [0; 6];
        for character in &mut nonce {
            // The remainder is below 36, so the cast loses nothing.
            *character = ALPHABET[(number % 36) as usize];
            number /= 36;
        }
        nonce.iter().map(|byte| char::from(*byte)).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn nonces_do_not_repeat_within_a_run_and_begin_elsewhere_in_another() {
        let nonces = Nonces::new("run");
        let many: HashSet<String> = (0..100_000).map(|_| nonces.next()).collect();
        assert_eq!(many.len(), 100_000);
        assert!(many.iter().all(|nonce| nonce.len() == 6));
        assert!(!many.contains(&Nonces::new("another run").next()));
    }
}
