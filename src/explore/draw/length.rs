//! Lengths near a limit, which shrink towards the least.

use std::ops::RangeInclusive;

use proptest::num::usize::BinarySearch;
use proptest::prelude::{BoxedStrategy, Strategy};
use proptest::strategy::{NewTree, Union, ValueTree};
use proptest::test_runner::TestRunner;

/// Numbers that begin where another strategy says and shrink towards 0, whatever lies between. A union of ranges would
/// stop at the start of each.
#[derive(Debug)]
struct Falling(BoxedStrategy<usize>);

impl Strategy for Falling {
    type Tree = BinarySearch;
    type Value = usize;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        Ok(BinarySearch::new(self.0.new_tree(runner)?.current()))
    }
}

/// Lengths that begin in one of these ranges and shrink towards the least.
fn lengths(least: usize, ranges: Vec<(u32, RangeInclusive<usize>)>) -> BoxedStrategy<usize> {
    let starts = ranges.into_iter().map(|(weight, range)| {
        let above = range.start().saturating_sub(least)..=range.end().saturating_sub(least);
        (weight, above)
    });
    Falling(Union::new_weighted(starts.collect()).boxed())
        .prop_map(move |above| least + above)
        .boxed()
}

/// Lengths up to a limit.
pub(super) fn up_to(least: usize, most: usize) -> BoxedStrategy<usize> {
    lengths(
        least,
        vec![
            (2, least..=most.min(least + 7)),
            (2, least..=most),
            (1, most.saturating_sub(1)..=most),
            (3, most..=most),
        ],
    )
}

/// Lengths on both sides of a limit, mostly near it, seldom very far from it.
pub(super) fn around(least: usize, most: usize) -> BoxedStrategy<usize> {
    lengths(
        least,
        vec![
            (2, least..=most),
            (2, most.saturating_sub(1)..=most),
            (5, most + 1..=most + 2),
            (2, most + 1..=2 * most + 8),
            (1, 900..=1_100),
            (1, 90_000..=100_000),
        ],
    )
}
