//! A part of a run: the same scenarios on every machine, whatever else is in the contract.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

/// The part K of N.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    part: u64,
    of: u64,
}

impl Shard {
    /// True if a scenario belongs to this part. That depends on its id alone, so a scenario that is added to the contract
    /// moves no other.
    pub fn has(self, scenario: &str) -> bool {
        let digest = Sha256::digest(scenario.as_bytes());
        let number = digest
            .iter()
            .take(8)
            .fold(0, |number, byte| (number << 8) | u64::from(*byte));
        number % self.of == self.part - 1
    }
}

impl FromStr for Shard {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let numbers = text
            .split_once('/')
            .and_then(|(part, of)| Some((part.parse().ok()?, of.parse().ok()?)));
        match numbers {
            Some((part, of)) if 1 <= part && part <= of => Ok(Self { part, of }),
            _ => Err("expected a part and the number of parts, such as 1/4 for the first of four"),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.part, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::Shard;

    /// Other machines and later versions must agree.
    #[test]
    fn the_partition_stays() {
        let shard = |id: &str| (1..=4).find(|part| Shard { part: *part, of: 4 }.has(id));
        let ids = ["CU-05/a", "CU-05/b", "BS-25/a fault of each kind", "GW-13/四"];
        assert_eq!(ids.map(shard), [Some(2), Some(4), Some(4), Some(4)]);
    }
}
