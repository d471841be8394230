//! Texts as they are drawn: in the notation of the features, so that a finding reads like an example of theirs.

use std::fmt::{self, Write as _};

use sha2::{Digest, Sha256};

/// A text of repeated and of fresh pieces. What is drawn is the plan of a text; its fresh characters are made anew for
/// each call, so that a vendor that remembers a user is not accused when the request is sent again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Piece>);

/// One piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A text, so many times.
    Repeat(usize, &'static str),
    /// So many characters that no other call has.
    Fresh(usize, Set),
}

/// What fresh characters are drawn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// Small letters and digits.
    SmallAndDigits,
    /// Capital letters and digits.
    CapitalsAndDigits,
    /// Small letters.
    Small,
    /// Digits.
    Digits,
}

impl Set {
    const fn notation(self) -> &'static str {
        match self {
            Self::SmallAndDigits => "[a-z0-9]",
            Self::CapitalsAndDigits => "[A-Z0-9]",
            Self::Small => "[a-z]",
            Self::Digits => "[0-9]",
        }
    }

    const fn chars(self) -> &'static [u8] {
        match self {
            Self::SmallAndDigits => b"abcdefghijklmnopqrstuvwxyz0123456789",
            Self::CapitalsAndDigits => b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
            Self::Small => b"abcdefghijklmnopqrstuvwxyz",
            Self::Digits => b"0123456789",
        }
    }
}

impl Text {
    /// The text with neighbours of one kind joined and empty pieces left out.
    #[must_use]
    pub fn joined(self) -> Self {
        let mut pieces: Vec<Piece> = Vec::new();
        for piece in self.0 {
            match (pieces.last_mut(), piece) {
                (_, Piece::Repeat(0, _) | Piece::Fresh(0, _)) => {}
                (Some(Piece::Repeat(count, text)), Piece::Repeat(more, next)) if *text == next => *count += more,
                (Some(Piece::Fresh(count, set)), Piece::Fresh(more, next)) if *set == next => *count += more,
                (_, piece) => pieces.push(piece),
            }
        }
        Self(pieces)
    }

    /// How many of its characters are fresh.
    pub fn fresh(&self) -> usize {
        self.0
            .iter()
            .map(|piece| match piece {
                Piece::Repeat(..) => 0,
                Piece::Fresh(count, _) => *count,
            })
            .sum()
    }

    /// The same text, far from any limit: of each piece only a little. `None` where there is no more of it than that.
    #[must_use]
    pub fn shortened(&self) -> Option<Self> {
        const REPEATED: usize = 2;
        const FRESH: usize = 8;
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Repeat(count, text) => Piece::Repeat((*count).min(REPEATED), text),
            Piece::Fresh(count, set) => Piece::Fresh((*count).min(FRESH), *set),
        });
        let short = Self(pieces.collect());
        (short != *self).then_some(short)
    }

    /// The same text with a new ending, as no other call has: nobody knows it already. `None` where its end is new, or it is
    /// too short.
    #[must_use]
    pub fn renewed(&self) -> Option<Self> {
        const RENEWED: usize = 6;
        let mut pieces = self.clone().joined().0;
        let Some(Piece::Repeat(count, text)) = pieces.pop() else {
            return None;
        };
        let set = if text.bytes().all(|byte| byte.is_ascii_digit()) {
            Set::Digits
        } else {
            Set::Small
        };
        let all = count * text.chars().count();
        let kept = count.checked_sub(RENEWED.div_ceil(text.chars().count().max(1)))?;
        pieces.push(Piece::Repeat(kept, text));
        pieces.push(Piece::Fresh(all - kept * text.chars().count(), set));
        Some(Self(pieces).joined())
    }

    /// A text of the same length in plain ASCII; `None` where this one is ASCII already, or a single character.
    #[must_use]
    pub fn in_ascii(&self) -> Option<Self> {
        let is_foreign = |piece: &Piece| matches!(piece, Piece::Repeat(count, text) if !text.is_ascii() && *count > 1);
        if !self.0.iter().any(is_foreign) {
            return None;
        }
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Repeat(count, text) if !text.is_ascii() => Piece::Repeat(count * text.chars().count(), "x"),
            Piece::Repeat(..) | Piece::Fresh(..) => piece.clone(),
        });
        Some(Self(pieces.collect()).joined())
    }

    /// The text itself.
    pub fn write(&self, fresh: &mut Fresh) -> String {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Repeat(count, unit) => text.push_str(&unit.repeat(*count)),
                Piece::Fresh(count, set) => text.extend((0..*count).map(|_| fresh.character(*set))),
            }
        }
        text
    }
}

impl fmt::Display for Text {
    /// The text in the value notation of the features.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("\"\"");
        }
        for (place, piece) in self.0.iter().enumerate() {
            if place > 0 {
                f.write_str(" + ")?;
            }
            match piece {
                Piece::Repeat(1, text) => f.write_str(&quoted(text))?,
                Piece::Repeat(count, text) => write!(f, "{count} × {}", quoted(text))?,
                Piece::Fresh(count, set) => write!(f, "{count} × {}", set.notation())?,
            }
        }
        Ok(())
    }
}

/// A text as JSON, with everything that a reader could not see, or that would turn the line round, as `\u…`.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            ' ' => quoted.push(c),
            c if is_invisible(c) || is_mark(c) || c.is_whitespace() => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    // Writing to a String cannot fail.
                    let _ = write!(quoted, "\\u{unit:04x}");
                }
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Control characters, and those that only steer how others are shown.
pub(super) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(
            u32::from(c),
            0xad | 0x61c | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0xfeff | 0xfff9..=0xfffb | 0xfffe | 0xffff
        )
}

/// Marks that combine with the character before them: several code points that a reader counts as one.
pub(super) fn is_mark(c: char) -> bool {
    matches!(
        u32::from(c),
        0x300..=0x36f | 0x1ab0..=0x1aff | 0x20d0..=0x20ff | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f | 0x1_f3fb..=0x1_f3ff
    )
}

/// Characters that no other call has, made of something that no other call has: the identity of its base.
#[derive(Debug)]
pub struct Fresh {
    seed: [u8; 32],
    block: [u8; 32],
    taken: usize,
}

impl Fresh {
    /// The fresh characters for one field of a call.
    pub fn new(identity: &str, field: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(identity);
        hash.update([0]);
        hash.update(field);
        let seed = hash.finalize().into();
        Self {
            seed,
            block: seed,
            taken: 0,
        }
    }

    fn character(&mut self, set: Set) -> char {
        if self.taken == self.block.len() {
            let mut hash = Sha256::new();
            hash.update(self.seed);
            hash.update(self.block);
            self.block = hash.finalize().into();
            self.taken = 0;
        }
        let byte = usize::from(self.block[self.taken]);
        self.taken += 1;
        let set = set.chars();
        // Slightly uneven, which does not matter for characters that only have to be new.
        char::from(set[byte % set.len()])
    }
}
