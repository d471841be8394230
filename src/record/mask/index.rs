//! Finds known texts in another text by a few bytes of each, however many texts there are.

/// No place.
const NONE: u32 = u32::MAX;
/// The table has at least this many heads for each place, so that unknown bytes are recognised at once.
const HEADS_FOR_A_PLACE: usize = 4;
const FEWEST_HEADS: usize = 64;

/// Windows of bytes, each with the text it comes from and its place there.
///
/// Our own table, since every byte of every text is looked up in it: the standard one takes several times as long.
#[derive(Clone)]
pub(super) struct Index {
    width: usize,
    /// The first place of those whose windows have the same hash.
    heads: Vec<u32>,
    places: Vec<Place>,
}

#[derive(Clone, Copy)]
struct Place {
    window: u64,
    text: u32,
    at: u32,
    next: u32,
}

impl Index {
    /// An index of windows of up to eight bytes.
    pub(super) fn new(width: usize) -> Self {
        Self {
            width,
            heads: Vec::new(),
            places: Vec::new(),
        }
    }

    /// Adds the window that begins here in a text of this number.
    pub(super) fn add(&mut self, bytes: &[u8], text: u32, at: usize) {
        let Some(window) = bytes.get(at..at + self.width) else {
            return;
        };
        let window = window.iter().fold(0, |window, byte| window << 8 | u64::from(*byte));
        let at = u32::try_from(at).unwrap_or(NONE);
        let next = NONE;
        self.places.push(Place { window, text, at, next });
        if self.places.len() * HEADS_FOR_A_PLACE > self.heads.len() {
            self.grow();
        } else {
            self.link(self.places.len() - 1);
        }
    }

    fn grow(&mut self) {
        let heads = (self.places.len() * HEADS_FOR_A_PLACE * 2).next_power_of_two();
        self.heads = vec![NONE; heads.max(FEWEST_HEADS)];
        (0..self.places.len()).for_each(|place| self.link(place));
    }

    fn link(&mut self, number: usize) {
        let heads = self.heads.len();
        let place = &mut self.places[number];
        let head = &mut self.heads[hash(place.window, heads)];
        place.next = *head;
        *head = u32::try_from(number).unwrap_or(NONE);
    }

    /// Calls back for each window of a text that is known: where it begins, and the text and place that it comes from.
    pub(super) fn find(&self, text: &[u8], mut found: impl FnMut(usize, (u32, usize))) {
        if self.places.is_empty() {
            return;
        }
        let heads = self.heads.as_slice();
        let mask = u64::MAX >> (64 - 8 * self.width);
        let mut window = 0;
        let mut end = 0;
        for byte in text {
            end += 1;
            window = (window << 8 | u64::from(*byte)) & mask;
            let mut number = heads[hash(window, heads.len())];
            while number != NONE {
                let place = &self.places[number as usize];
                // Before the first whole window, zeros stand for the missing bytes.
                if place.window == window && end >= self.width {
                    found(end - self.width, (place.text, place.at as usize));
                }
                number = place.next;
            }
        }
    }
}

/// A head from this many, a power of two.
#[allow(clippy::cast_possible_truncation, reason = "only the lower bits are wanted")]
fn hash(window: u64, heads: usize) -> usize {
    let mixed = window.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as usize & (heads - 1)
}
