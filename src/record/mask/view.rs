//! A text as a reader sees it who undoes its escapes: text that was percent-encoded, escaped for JSON or HTML, grouped
//! or broken into lines is like the plain value, and each byte still has its place in the original text.

use std::ops::Range;

/// The longest character reference of HTML that is undone, such as `&#x1f600;`.
const LONGEST_REFERENCE: usize = 10;

/// The byte in the squeezed view; none if it is zero.
const SQUEEZED: [u8; 256] = {
    let mut all = [0; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        if byte.is_ascii_alphanumeric() {
            all[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    all[b'%' as usize] = SPECIAL;
    all[b'\\' as usize] = SPECIAL;
    all[b'&' as usize] = SPECIAL;
    let mut beyond = 128;
    while beyond < 256 {
        all[beyond] = SPECIAL;
        beyond += 1;
    }
    all
};
/// A byte that begins an escape or is not ASCII.
const SPECIAL: u8 = u8::MAX;

/// Bytes to search, each with the place in the text that it came from.
#[derive(Debug, Default)]
pub(super) struct View {
    pub(super) bytes: Vec<u8>,
    /// None of them, if the view is the text itself.
    places: Vec<(u32, u32)>,
}

impl View {
    fn with_capacity(bytes: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(bytes),
            places: Vec::with_capacity(bytes),
        }
    }

    fn push(&mut self, c: char, place: (u32, u32)) {
        let mut buffer = [0; 4];
        for byte in c.encode_utf8(&mut buffer).bytes() {
            self.push_byte(byte, place);
        }
    }

    fn push_byte(&mut self, byte: u8, place: (u32, u32)) {
        self.bytes.push(byte);
        self.places.push(place);
    }

    /// Where in the text these bytes stand.
    pub(super) fn place(&self, run: Range<usize>) -> Range<usize> {
        if self.places.is_empty() {
            return run;
        }
        let first = self.places.get(run.start).map_or(0, |place| place.0);
        let last = run.end.checked_sub(1).and_then(|last| self.places.get(last));
        first as usize..last.map_or(first, |place| place.1) as usize
    }

    /// The bytes that are kept, perhaps as others.
    pub(super) fn kept(&self, keep: impl Fn(u8) -> Option<u8>) -> Self {
        let mut kept = Self::with_capacity(self.bytes.len());
        for (at, byte) in self.bytes.iter().enumerate() {
            if let Some(byte) = keep(*byte) {
                let own = self.places.get(at).copied();
                kept.push_byte(byte, own.unwrap_or_else(|| place(at, 1)));
            }
        }
        kept
    }
}

/// The two views in which values are looked for.
#[derive(Debug, Default)]
pub(super) struct Views {
    /// Without escapes.
    pub(super) exact: View,
    /// Of the text without escapes, only letters and digits, Latin letters in lower case. The grouping of a value, its
    /// line breaks and its alphabet of Base64 do not matter here.
    pub(super) squeezed: View,
}

impl Views {
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut views = Self {
            exact: View::default(),
            squeezed: View::with_capacity(bytes.len()),
        };
        // Most texts are plain, so they need as few steps as possible.
        let (mut start, mut at) = (0, 0);
        while at < bytes.len() {
            let squeezed = SQUEEZED[usize::from(bytes[at])];
            if squeezed == SPECIAL {
                views.plain(bytes, start..at);
                at += views.special(&text[at..], at);
                start = at;
            } else {
                if squeezed != 0 {
                    views.squeezed.push_byte(squeezed, place(at, 1));
                }
                at += 1;
            }
        }
        if start == 0 {
            views.exact.bytes = bytes.to_vec();
        } else {
            views.plain(bytes, start..at);
        }
        views
    }

    /// Text without anything special in it stands in the exact view as it is.
    fn plain(&mut self, bytes: &[u8], run: Range<usize>) {
        self.exact.bytes.extend_from_slice(&bytes[run.clone()]);
        self.exact.places.extend(run.map(|at| place(at, 1)));
    }

    /// Reads what begins here and is not plain text; returns its length.
    fn special(&mut self, rest: &str, start: usize) -> usize {
        let escape = match rest.as_bytes().first() {
            Some(b'%') => self.percent(rest, start),
            Some(b'\\') => self.backslash(rest, start),
            Some(b'&') => self.reference(rest, start),
            _ => 0,
        };
        let Some(c) = rest.chars().next().filter(|_| escape == 0) else {
            return escape;
        };
        self.push(c, start, c.len_utf8());
        c.len_utf8()
    }

    fn push(&mut self, c: char, start: usize, length: usize) {
        let place = place(start, length);
        self.exact.push(c, place);
        match c {
            _ if c.is_ascii_alphanumeric() => self.squeezed.push(c.to_ascii_lowercase(), place),
            // The wide forms that Chinese text has of Latin letters and digits.
            '\u{ff10}'..='\u{ff5a}' => {
                if let Some(narrow) = char::from_u32(c as u32 - 0xfee0).filter(char::is_ascii_alphanumeric) {
                    self.squeezed.push(narrow.to_ascii_lowercase(), place);
                }
            }
            _ if c.is_alphanumeric() => self.squeezed.push(c, place),
            _ => {}
        }
    }

    /// A sequence such as `%E5%BC%A0`, in either case.
    fn percent(&mut self, rest: &str, start: usize) -> usize {
        let mut bytes = Vec::new();
        while let Some(byte) = hex_after(&rest[bytes.len() * 3..], "%") {
            bytes.push(byte);
        }
        let mut at = start;
        for chunk in bytes.utf8_chunks() {
            for c in chunk.valid().chars() {
                self.push(c, at, c.len_utf8() * 3);
                at += c.len_utf8() * 3;
            }
            for byte in chunk.invalid() {
                self.exact.push_byte(*byte, place(at, 3));
                at += 3;
            }
        }
        bytes.len() * 3
    }

    /// An escape of JSON, however often its backslash was escaped again.
    fn backslash(&mut self, rest: &str, start: usize) -> usize {
        let after = rest.trim_start_matches('\\');
        let slashes = rest.len() - after.len();
        let (c, length) = match after.as_bytes().first() {
            Some(b'n') => ('\n', 1),
            Some(b'r') => ('\r', 1),
            Some(b't') => ('\t', 1),
            Some(b'b' | b'f') => (' ', 1),
            Some(quoted @ (b'"' | b'\'' | b'/')) => (char::from(*quoted), 1),
            Some(b'x') => match hex_after(after, "x") {
                Some(byte) => (char::from(byte), 3),
                None => return 0,
            },
            Some(b'u') => match unicode_escape(after, slashes) {
                Some(escape) => escape,
                None => return 0,
            },
            _ => return 0,
        };
        self.push(c, start, slashes + length);
        slashes + length
    }

    /// A character reference of HTML.
    fn reference(&mut self, rest: &str, start: usize) -> usize {
        let Some(end) = rest.bytes().take(LONGEST_REFERENCE).position(|byte| byte == b';') else {
            return 0;
        };
        let name = rest.get(1..end).unwrap_or_default();
        let number = name.strip_prefix('#').and_then(|number| {
            let digits = number.strip_prefix(['x', 'X']);
            digits.map_or_else(|| number.parse().ok(), |digits| u32::from_str_radix(digits, 16).ok())
        });
        let c = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some(' '),
            _ => number.and_then(char::from_u32),
        };
        let Some(c) = c else { return 0 };
        self.push(c, start, end + 1);
        end + 1
    }
}

/// A value in the form of the squeezed view.
pub(super) fn squeezed(value: &str) -> Vec<u8> {
    Views::of(value).squeezed.bytes
}

/// No text of 4 GB is ever read.
#[allow(clippy::cast_possible_truncation, reason = "texts are cut off long before")]
fn place(start: usize, length: usize) -> (u32, u32) {
    (start as u32, (start + length) as u32)
}

/// The byte that two digits after these characters write.
fn hex_after(text: &str, before: &str) -> Option<u8> {
    let digits = text.strip_prefix(before)?.as_bytes().get(..2)?;
    let digit = |at: usize| char::from(digits[at]).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

/// The character of `u5f20`, or of a pair of surrogates with the same number of backslashes between them.
fn unicode_escape(after: &str, slashes: usize) -> Option<(char, usize)> {
    let unit = |text: &str| {
        let digits = text.strip_prefix('u')?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    let first = unit(after)?;
    let second = after
        .get(5..)
        .and_then(|rest| rest.get(slashes..))
        .and_then(unit)
        .unwrap_or_default();
    let length = |c: char| if c.len_utf16() == 2 { 10 + slashes } else { 5 };
    let c = char::decode_utf16([first, second]).next()?;
    c.map_or(Some((char::REPLACEMENT_CHARACTER, 5)), |c| Some((c, length(c))))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::plain("a张b", "a张b")]
    #[case::percent("%e5%BC%a0+%2b%zz%", "张++%zz%")]
    #[case::no_utf8("%ff%41", "\u{fffd}A")]
    #[case::json(r#"\u5f20\n\/\"\\n"#, "张\n/\"\n")]
    #[case::pair(r"\ud83d\ude00 \\ud83d\\ude00 \ud83d", "😀 😀 \u{fffd}")]
    #[case::no_escape(r"\q \u12 \", r"\q \u12 \")]
    #[case::html("&amp;&#43;&#x2B;&nope;&", "&++&nope;&")]
    fn escapes_are_undone(#[case] text: &str, #[case] plain: &str) {
        let views = Views::of(text);
        assert_eq!(String::from_utf8_lossy(&views.exact.bytes), plain);
        let whole = 0..views.exact.bytes.len();
        assert_eq!(views.exact.place(whole), 0..text.len());
    }

    #[test]
    fn a_place_is_that_of_the_text() {
        let text = "tel: +86 138-0013%2D8000 张";
        let views = Views::of(text);
        let phone = 5..16;
        assert_eq!(&views.squeezed.bytes[phone.clone()], b"13800138000");
        assert_eq!(&text[views.squeezed.place(phone)], "138-0013%2D8000");
    }
}
