//! Texts of a length, made of few kinds of characters.

use proptest::collection::vec;
use proptest::prelude::{BoxedStrategy, Just, Strategy};
use proptest::sample::select;
use proptest::strategy::Union;

use super::super::text::{Piece, Set, Text};
use super::length::{around, up_to};
use crate::wire::Vendor;

/// Texts of one character, or of what a reader sees as one, that nobody has a reason to refuse.
const PLAIN: [&str; 6] = ["x", "1", "张", "é", "Ж", "１"];

/// Signs with a meaning in JSON, URLs or the gateway's signed text.
const SIGNS: [&str; 12] = ["&", "=", "\"", "\\", "%", "+", "/", "<", "'", "{", "u", "-"];

/// What software counts, cuts, reorders or stumbles over: marks, rare characters, things that are not seen.
pub(super) const ODD: [&str; 26] = [
    "e\u{301}",
    "\u{301}",
    "𠮷",
    "😀",
    "👩\u{200d}👩\u{200d}👧",
    "👍\u{1f3fd}",
    "🇨🇳",
    "ع",
    " ",
    "\u{3000}",
    "\u{200f}",
    "\u{202e}",
    "\u{200d}",
    "\u{200b}",
    "\u{feff}",
    "\u{a0}",
    "\n",
    "\r\n",
    "\t",
    "\u{0}",
    "\u{1}",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{fffd}",
    "\u{ffff}",
];

pub(super) fn plain(vendor: Vendor) -> Vec<&'static str> {
    match vendor {
        Vendor::Gateway => [PLAIN.as_slice(), SIGNS.as_slice()].concat(),
        Vendor::Courier => PLAIN.to_vec(),
    }
}

pub(super) fn odd() -> Vec<&'static str> {
    [&["x"], ODD.as_slice(), SIGNS.as_slice(), PLAIN.as_slice()].concat()
}

/// One of these; the first is where shrinking ends, whatever lies between.
fn unit(units: Vec<&'static str>) -> BoxedStrategy<&'static str> {
    let first = units.first().copied().unwrap_or("x");
    Union::new_weighted(vec![(1, Just(first).boxed()), (4, select(units).boxed())]).boxed()
}

/// A text of this length, of up to three kinds of characters.
pub(super) fn words(length: BoxedStrategy<usize>, units: Vec<&'static str>) -> BoxedStrategy<Text> {
    (length, vec(unit(units), 1..=3))
        .prop_map(|(length, units)| Text(share(length, &units)).joined())
        .boxed()
}

/// As many characters, shared out among these units; the first takes what does not come out even.
fn share(length: usize, units: &[&'static str]) -> Vec<Piece> {
    let mut rest = length;
    let mut pieces: Vec<Piece> = Vec::new();
    for unit in units.iter().skip(1) {
        let count = length / units.len() / unit.chars().count();
        rest -= count * unit.chars().count();
        pieces.push(Piece::Repeat(count, unit));
    }
    if let Some(first) = units.first() {
        let size = first.chars().count();
        pieces.insert(0, Piece::Repeat(rest / size, first));
        pieces.push(Piece::Repeat(rest % size, "x"));
    }
    pieces
}

/// A text that no other call has, up to a limit.
pub(super) fn new_words(most: usize, units: Vec<&'static str>) -> BoxedStrategy<Text> {
    (up_to(8, most), 0..=1_000_usize, unit(units))
        .prop_map(|(length, part, unit)| begun_afresh(length, part, unit))
        .boxed()
}

/// The same, on both sides of the limit.
pub(super) fn new_around(most: usize, units: Vec<&'static str>) -> BoxedStrategy<Text> {
    (around(8, most), 0..=1_000_usize, unit(units))
        .prop_map(|(length, part, unit)| begun_afresh(length, part, unit))
        .boxed()
}

/// So many characters, at least eight of them fresh, and so many thousandths of the others of one kind.
fn begun_afresh(length: usize, part: usize, unit: &'static str) -> Text {
    let size = unit.chars().count();
    let count = (length - 8) * part / 1_000 / size;
    Text(vec![
        Piece::Fresh(length - count * size, Set::SmallAndDigits),
        Piece::Repeat(count, unit),
    ])
    .joined()
}
