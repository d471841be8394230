//! Operations that became slower or faster.
//!
//! A run's own variation is the measure of noise. A change is reported if the middle halves of both runs do not
//! overlap (the quarter of fast calls of one ends above the quarter of slow calls of the other), and the medians differ
//! by half and by more than a machine under load causes.

use std::collections::BTreeMap;

use super::{LatencyChange, Pair};
use crate::record::ExchangeRecord;

/// Quartiles of fewer calls mean nothing.
const FEWEST: usize = 20;

/// Medians that differ by less do not matter, whatever their ratio: 20 ms.
const LEAST_US: u64 = 20_000;

pub(super) fn changes(pairs: &[Pair<'_>]) -> Vec<LatencyChange> {
    let mut times: BTreeMap<_, (Vec<u64>, Vec<u64>)> = BTreeMap::new();
    for (old, new) in pairs.iter().flat_map(|pair| pair.calls()) {
        let (olds, news) = times.entry(old.operation).or_default();
        olds.push(took(old));
        news.push(took(new));
    }
    times
        .into_iter()
        .filter_map(|(operation, (mut old, mut new))| {
            old.sort_unstable();
            new.sort_unstable();
            let calls = old.len();
            let (from_us, to_us) = (quartile(&old, 2), quartile(&new, 2));
            let changed = calls >= FEWEST && (is_slower(&old, &new) || is_slower(&new, &old));
            changed.then(|| LatencyChange {
                operation: operation.to_string(),
                calls,
                from_us,
                to_us,
            })
        })
        .collect()
}

fn took(exchange: &ExchangeRecord) -> u64 {
    exchange.wait_us + exchange.receive_us
}

/// The value below which this many quarters of the sorted times are; there is at least one time.
fn quartile(sorted: &[u64], quarters: usize) -> u64 {
    sorted[(sorted.len() - 1) * quarters / 4]
}

fn is_slower(fast: &[u64], slow: &[u64]) -> bool {
    let (before, after) = (quartile(fast, 2), quartile(slow, 2));
    quartile(slow, 1) > quartile(fast, 3) && after >= before + LEAST_US && after >= before + before / 2
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::far_slower(&[10, 11, 12, 13], &[60, 61, 62, 63], true)]
    #[case::faster_is_not_slower(&[60, 61, 62, 63], &[10, 11, 12, 13], false)]
    #[case::too_little(&[10, 11, 12, 13], &[25, 26, 27, 28], false)]
    #[case::too_little_for_its_size(&[100, 101, 102, 103], &[130, 131, 132, 133], false)]
    #[case::within_the_spread(&[10, 11, 90, 120], &[20, 60, 100, 140], false)]
    fn noise_is_how_much_a_run_varies(#[case] old_ms: &[u64], #[case] new_ms: &[u64], #[case] slower: bool) {
        let micros = |times: &[u64]| times.iter().map(|ms| ms * 1_000).collect::<Vec<_>>();
        assert_eq!(is_slower(&micros(old_ms), &micros(new_ms)), slower);
    }
}
