//! Values that must not show, and where they occur in a text.
//!
//! A run meets a thousand of them and looks for all in each of some ten thousand texts. So a text is read once, however
//! many values there are: a few bytes of each value are kept in a table, and the bytes after them are compared.

use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::index::Index;
use super::keys::keys;
use super::spelling::{base64, encodings, spellings};
use super::view::{Views, squeezed};

/// Shorter values, in bytes, are too common to be searched for in running text: a phone number of one digit would mask
/// every such digit. By field they are masked as well.
pub(super) const SHORTEST_SCRUBBED: usize = 6;
/// Shorter values are searched for as they are and not only among letters and digits, where neighbours run together.
const SHORTEST_SQUEEZED: usize = 9;
/// For values as long as keys, parts are searched for as well …
const SHORTEST_KEY: usize = 32;
/// … of at least this many letters and digits …
const SHORTEST_PART: usize = 16;
/// … or, if it is certainly a private key, of this many: among 16 characters of Base64 a few may be neither.
const SHORTEST_PART_OF_A_KEY: usize = 10;
/// The bytes that the table knows of each part.
const WINDOW: usize = 8;
/// The beginning of every private key, in bytes. It is not secret, and public keys have it as well.
const KEY_HEADER: usize = 38;
/// After it, in the first part of this length, stands the modulus, which the public key has as well. It looks the same
/// only at places that are equal modulo three: a public key must not be masked because of it.
const PARTS_OF_A_KEY: usize = 4;
/// Text with fewer different characters is not a key: every long row of `x` would be a part of another.
const FEWEST_CHARACTERS: u32 = 6;
/// Nor is it a part of a key.
const FEWEST_IN_A_PART: u32 = 4;
const FEWEST_IN_A_WINDOW: u32 = 3;
/// Longer values are searched for by their beginning.
const LONGEST_REMEMBERED: usize = 16 * 1024;
/// How many bytes of values are remembered. An honest vendor never needs so many, and a hostile one cannot fill the
/// memory.
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
    /// The fewest bytes of it in a row that reveal it.
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

/// The known values are not shown.
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
            // A value that looks escaped may occur without its escapes, and each line of several is as secret as the
            // whole.
            let plain = String::from_utf8_lossy(&views.exact.bytes);
            let ways: BTreeSet<&str> = value.lines().chain([value, plain.as_ref()]).collect();
            self.add_all(ways.into_iter().flat_map(spellings), SHORTEST_PART, |_| 0);
        } else if value.contains("-----") {
            // The lines around a key only say that there is one, and are not part of it.
            self.add_all(encodings(value.as_bytes()), SHORTEST_PART, |_| 0);
        }
    }

    /// Remembers a private key by its bytes: they look alike in every frame.
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

    /// Adds spellings of one value, with the shortest part of it that counts, and how much of its beginning is not
    /// secret.
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
            // A part of that length contains a whole window, wherever it begins.
            for at in (header(last).min(last)..=last).step_by(part + 1 - WINDOW) {
                // In a row of one character every place would match.
                if !in_parts || is_varied(&spelling[at..at + WINDOW], FEWEST_IN_A_WINDOW) {
                    self.squeezed.add(&spelling, number, at);
                }
            }
        }
    }

    fn needle(&mut self, bytes: &[u8], least: usize) -> u32 {
        self.needles.push(Needle {
            bytes: bytes.into(),
            least,
        });
        u32::try_from(self.needles.len() - 1).unwrap_or(u32::MAX)
    }

    /// Where in the text they occur.
    pub(super) fn find(&self, views: &Views) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for (index, view) in [(&self.exact, &views.exact), (&self.squeezed, &views.squeezed)] {
            let mut end = 0;
            index.find(&view.bytes, |at, (number, place)| {
                let needle = &self.needles[number as usize];
                // Every window of a run leads to the whole of it: once is enough.
                if at + needle.least_at_once() <= end {
                    return;
                }
                if let Some(run) = needle.run(&view.bytes, at, place) {
                    end = end.max(run.end);
                    found.push(view.place(run));
                }
            });
        }
        found
    }
}

/// True if a text has at least this many different characters.
pub(super) fn is_varied(bytes: &[u8], fewest: u32) -> bool {
    let mut seen = [0_u64; 4];
    for byte in bytes {
        seen[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }
    let count: u32 = seen.iter().map(|some| some.count_ones()).sum();
    count >= fewest
}

fn beginning(value: &str) -> &str {
    let mut end = value.len().min(LONGEST_REMEMBERED);
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    &value[..end]
}

impl Needle {
    /// What is found at one place: all of a value, or a window of any part.
    fn least_at_once(&self) -> usize {
        if self.least == self.bytes.len() {
            self.least
        } else {
            WINDOW
        }
    }

    /// How far a text matches this needle, to the left and to the right of a place.
    fn run(&self, text: &[u8], at: usize, place: usize) -> Option<Range<usize>> {
        let mut before = 0;
        while before < at.min(place) && text[at - before - 1] == self.bytes[place - before - 1] {
            before += 1;
        }
        let mut after = 0;
        while after < (text.len() - at).min(self.bytes.len() - place) && text[at + after] == self.bytes[place + after] {
            after += 1;
        }
        let run = at - before..at + after;
        let telling = run.len() == self.bytes.len() || is_varied(&text[run.clone()], FEWEST_IN_A_PART);
        (run.len() >= self.least && telling).then_some(run)
    }
}
