//! Values that must not show, and where they stand in a text.
//!
//! A run meets a thousand of them and looks for all in each of some ten thousand texts, so a text is read once, whatever
//! their number: a few bytes of each value are kept in a table, and whatever follows them is compared.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::keys::keys;
use super::spelling::{base64, encodings, spellings};
use super::view::{Views, squeezed};

/// Shorter values, in bytes, are too common to be looked for in running text: a phone number of one digit would blot out
/// every such digit. By field they are masked all the same.
pub(super) const SHORTEST_SCRUBBED: usize = 6;
/// Shorter values are looked for as they are and not among letters and digits only, where neighbours run together.
const SHORTEST_SQUEEZED: usize = 9;
/// Of values as long as keys, parts are looked for as well …
const SHORTEST_KEY: usize = 32;
/// … of at least so many letters and digits …
const SHORTEST_PART: usize = 16;
/// … or, where it is a private key for certain, of so many: among 16 characters of Base64 a few may be neither.
const SHORTEST_PART_OF_A_KEY: usize = 10;
/// The bytes that the table knows of each part.
const WINDOW: usize = 8;
/// What every private key begins with, in bytes. It is no secret, and public keys have it as well.
const KEY_HEADER: usize = 38;
/// Behind it, in the first part of so many, stands the modulus, which the public key has as well. Only at other places
/// modulo three does it look the same there: a public key is not to be masked for it.
const PARTS_OF_A_KEY: usize = 4;
/// Text with fewer different characters is no key: every long row of `x` would be a part of another.
const FEWEST_CHARACTERS: usize = 6;
/// Longer values are looked for by their beginning.
const LONGEST_REMEMBERED: usize = 16 * 1024;
/// So many bytes of values are remembered. No vendor of good will comes near it, and one of bad will cannot fill the memory.
const MOST_REMEMBERED: usize = 2 * 1024 * 1024;

/// Values with all their spellings.
#[derive(Clone)]
pub(super) struct Known {
    values: HashSet<String>,
    bytes: usize,
    needles: Vec<Needle>,
    exact: Index,
    squeezed: Index,
}

/// One spelling of a value.
#[derive(Clone)]
struct Needle {
    bytes: Box<[u8]>,
    /// The fewest bytes of it in a row that give it away.
    least: usize,
}

impl Default for Known {
    fn default() -> Self {
        Self {
            values: HashSet::new(),
            bytes: 0,
            needles: Vec::new(),
            exact: Index::new(SHORTEST_SCRUBBED),
            squeezed: Index::new(WINDOW),
        }
    }
}

/// What is known stays here.
impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Known({} values, …)", self.values.len())
    }
}

impl Known {
    pub(super) fn is_empty(&self) -> bool {
        self.needles.is_empty()
    }

    /// Remembers a value in all its spellings.
    pub(super) fn remember(&mut self, value: &str) {
        let value = beginning(value);
        if value.len() < SHORTEST_SCRUBBED || !self.is_news(value) {
            return;
        }
        let views = Views::of(value);
        let keys = keys(&views);
        for key in &keys {
            self.remember_key(&key.der);
        }
        if keys.is_empty() {
            // One that looks escaped may be told without its escapes.
            let plain = String::from_utf8_lossy(&views.exact.bytes);
            let all = spellings(value).into_iter().chain(spellings(&plain));
            // Each line of several is as telling as the whole.
            let lines = value.lines().flat_map(spellings);
            self.add_all(all.chain(lines), SHORTEST_PART, |_| 0);
        } else if value.contains("-----") {
            // The lines around a key say that there is one, and are no part of it.
            self.add_all(encodings(value.as_bytes()), SHORTEST_PART, |_| 0);
        }
    }

    /// Remembers a private key by its bytes: whatever is framed around them, they look alike.
    pub(super) fn remember_key(&mut self, der: &[u8]) {
        let digits = hex::encode(der);
        if self.is_news(&digits) {
            let text = STANDARD.encode(der);
            let share = |bytes: usize| move |length: usize| length * bytes / der.len().max(KEY_HEADER);
            let header = share(KEY_HEADER);
            let public = share(KEY_HEADER + der.len() / PARTS_OF_A_KEY);
            let moved = base64(der, 1).into_iter().chain(base64(der, 2));
            self.add_all(moved, SHORTEST_PART_OF_A_KEY, public);
            self.add_all([digits, text.clone()], SHORTEST_PART_OF_A_KEY, header);
            self.add_all(encodings(text.as_bytes()), SHORTEST_PART, header);
        }
    }

    fn is_news(&mut self, value: &str) -> bool {
        if self.values.contains(value) || self.bytes + value.len() > MOST_REMEMBERED {
            return false;
        }
        self.bytes += value.len();
        self.values.insert(value.to_owned())
    }

    /// Adds spellings of one value; the shortest part of it that counts, and how much of its beginning is no secret.
    fn add_all(&mut self, all: impl IntoIterator<Item = String>, part: usize, header: impl Fn(usize) -> usize) {
        let (mut short, mut long) = (BTreeSet::new(), BTreeSet::new());
        for spelling in all {
            let squeezed = squeezed(&spelling);
            if squeezed.len() >= SHORTEST_SQUEEZED {
                long.insert(squeezed);
            } else if spelling.len() >= SHORTEST_SCRUBBED {
                short.insert(spelling);
            }
        }
        for spelling in short {
            let number = self.needle(spelling.as_bytes(), spelling.len());
            self.exact.add(spelling.as_bytes(), number, 0);
        }
        for spelling in long {
            let length = spelling.len();
            let in_parts = length >= SHORTEST_KEY && is_varied(&spelling, FEWEST_CHARACTERS);
            let number = self.needle(&spelling, if in_parts { part } else { length });
            let last = if in_parts { length - WINDOW } else { 0 };
            // A part of that length holds a whole window, wherever it begins.
            for at in (header(last).min(last)..=last).step_by(part + 1 - WINDOW) {
                self.squeezed.add(&spelling, number, at);
            }
        }
    }

    fn needle(&mut self, bytes: &[u8], least: usize) -> u32 {
        self.needles.push(Needle {
            bytes: bytes.into(),
            least,
        });
        u32::try_from(self.needles.len() - 1).unwrap_or(NONE)
    }

    /// Where in the text they stand.
    pub(super) fn find(&self, views: &Views) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for (index, view) in [(&self.exact, &views.exact), (&self.squeezed, &views.squeezed)] {
            let runs = index.find(&view.bytes, &self.needles);
            found.extend(runs.into_iter().map(|run| view.place(run)));
        }
        found
    }
}

/// True where a text has at least so many different characters.
pub(super) fn is_varied(bytes: &[u8], fewest: usize) -> bool {
    let mut seen = [false; 256];
    bytes.iter().for_each(|byte| seen[usize::from(*byte)] = true);
    seen.iter().filter(|seen| **seen).count() >= fewest
}

fn beginning(value: &str) -> &str {
    let mut end = value.len().min(LONGEST_REMEMBERED);
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    &value[..end]
}

impl Needle {
    /// How far a text is this needle, to the left and to the right of a place where it is.
    fn run(&self, text: &[u8], at: usize, place: usize) -> Option<Range<usize>> {
        let same = |(a, b): &(&u8, &u8)| a == b;
        let before = text[..at].iter().rev().zip(self.bytes[..place].iter().rev());
        let after = text[at..].iter().zip(&self.bytes[place..]);
        let run = at - before.take_while(same).count()..at + after.take_while(same).count();
        (run.len() >= self.least).then_some(run)
    }
}

/// Needles by a few of their bytes.
#[derive(Clone)]
struct Index {
    width: usize,
    first: HashMap<u64, u32, BuildHasherDefault<Mix>>,
    places: Vec<Place>,
}

/// A needle and a place in it, and the next of those whose bytes are the same.
#[derive(Clone, Copy)]
struct Place {
    needle: u32,
    at: u32,
    next: u32,
}

const NONE: u32 = u32::MAX;

impl Index {
    fn new(width: usize) -> Self {
        Self {
            width,
            first: HashMap::default(),
            places: Vec::new(),
        }
    }

    fn add(&mut self, bytes: &[u8], needle: u32, at: usize) {
        let Some(window) = bytes.get(at..at + self.width) else {
            return;
        };
        let window = window.iter().fold(0, |window, byte| window << 8 | u64::from(*byte));
        let number = u32::try_from(self.places.len()).unwrap_or(NONE);
        let next = self.first.insert(window, number).unwrap_or(NONE);
        let at = u32::try_from(at).unwrap_or_default();
        self.places.push(Place { needle, at, next });
    }

    fn find(&self, text: &[u8], needles: &[Needle]) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        if self.places.is_empty() || text.len() < self.width {
            return found;
        }
        let mask = u64::MAX >> (64 - 8 * self.width);
        let mut window = 0;
        let mut latest = (NONE, 0);
        for (last, byte) in text.iter().enumerate() {
            window = (window << 8 | u64::from(*byte)) & mask;
            let Some(mut number) = self.first.get(&window).copied() else {
                continue;
            };
            let Some(at) = (last + 1).checked_sub(self.width) else {
                continue;
            };
            while let Some(place) = self.places.get(number as usize) {
                number = place.next;
                // Every window of a run leads to the whole of it: once is enough.
                if latest.0 == place.needle && at < latest.1 {
                    continue;
                }
                let needle = &needles[place.needle as usize];
                if let Some(run) = needle.run(text, at, place.at as usize) {
                    latest = (place.needle, run.end);
                    found.push(run);
                }
            }
        }
        found
    }
}

/// Windows are looked up once for each byte of each text, and nobody outside chooses what they meet.
#[derive(Default)]
struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        let mixed = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }
}
