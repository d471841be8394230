//! A JSON text cut to a size: long strings lose their end, long lists their last items. Nothing is parsed again, so the
//! rest is as it was written, including members that stand twice.

use std::fmt::Write as _;

/// How much of a JSON text stays.
#[derive(Clone, Copy, Debug)]
pub struct Keep {
    /// Characters of a string or of a member's name.
    pub characters: usize,
    /// Items of a list.
    pub items: usize,
    /// Values in all.
    pub values: usize,
    /// Bytes in all.
    pub bytes: usize,
}

/// No JSON that is read is nested so deeply.
const DEEPEST: usize = 1000;

/// The text with every string and every list cut. `None` if it is still too long: no member of an object is
/// left out, since that would change the meaning.
pub fn shortened(json: &str, keep: &Keep) -> Option<String> {
    let mut cutter = Cutter {
        keep,
        out: String::new(),
        open: Vec::new(),
        left_out: None,
        values: 1,
    };
    let mut rest = json;
    while !rest.is_empty() {
        let plain = rest.find(['"', '[', ']', '{', '}', ',']).unwrap_or(rest.len());
        cutter.write(&rest[..plain]);
        rest = &rest[plain..];
        let length = match rest.as_bytes().first() {
            Some(b'"') => {
                let length = string_length(rest);
                cutter.string(&rest[..length]);
                length
            }
            Some(&mark) => {
                cutter.mark(mark);
                1
            }
            None => 0,
        };
        rest = &rest[length..];
        if !cutter.is_within_limits() {
            return None;
        }
    }
    Some(cutter.out)
}

/// The beginning of a text, up to this many bytes.
pub fn beginning(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The beginning of a text, up to this many characters, with the number of all if some are missing.
pub fn shortened_text(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}… ({} characters)", &text[..end], text.chars().count()),
    }
}

struct Cutter<'k> {
    keep: &'k Keep,
    out: String,
    /// The lists and objects that are open, outermost first: how many items a list has so far; none for an object.
    open: Vec<Option<usize>>,
    /// How many were open where the items began that are left out.
    left_out: Option<usize>,
    values: usize,
}

impl Cutter<'_> {
    fn is_within_limits(&self) -> bool {
        self.values <= self.keep.values && self.out.len() <= self.keep.bytes && self.open.len() <= DEEPEST
    }

    fn write(&mut self, text: &str) {
        if self.left_out.is_none() {
            self.out.push_str(text);
        }
    }

    /// A bracket or a comma.
    fn mark(&mut self, mark: u8) {
        match mark {
            b'[' => self.open.push(Some(1)),
            b'{' => self.open.push(None),
            b',' => self.next_item(),
            _ => {
                // The bracket that ends a list is written, whatever was left out before it.
                if self.left_out == Some(self.open.len()) {
                    self.left_out = None;
                }
                self.open.pop();
            }
        }
        if self.left_out.is_none() {
            self.values += usize::from(!matches!(mark, b']' | b'}'));
            self.out.push(char::from(mark));
        }
    }

    fn next_item(&mut self) {
        if let Some(Some(items)) = self.open.last_mut() {
            *items += 1;
            if *items > self.keep.items && self.left_out.is_none() {
                self.left_out = Some(self.open.len());
            }
        }
    }

    /// A string with its quotes; if the text ends inside it, there is no second quote.
    fn string(&mut self, quoted: &str) {
        if self.left_out.is_some() {
            return;
        }
        let inner = &quoted[1..];
        let inner = inner.strip_suffix('"').unwrap_or(inner);
        // Most strings are shorter, even in bytes.
        let most = self.keep.characters;
        let end = (inner.len() > most).then(|| characters(inner).nth(most)).flatten();
        match end {
            None => self.out.push_str(quoted),
            Some(end) => {
                let (start, all) = (&inner[..end], inner.chars().count());
                // Writing to a String cannot fail.
                let _ = write!(self.out, "\"{start}… ({all} characters)\"");
            }
        }
    }
}

/// The length of the string that a text begins with, quotes included.
fn string_length(text: &str) -> usize {
    let mut at = 1;
    while let Some(found) = text[at..].find('"') {
        let quote = at + found;
        let escapes = text[1..quote].bytes().rev().take_while(|byte| *byte == b'\\').count();
        if escapes % 2 == 0 {
            return quote + 1;
        }
        at = quote + 1;
    }
    text.len()
}

/// Where each character of a string begins, an escape being one.
fn characters(inner: &str) -> impl Iterator<Item = usize> {
    let mut escape = 0_usize;
    inner.char_indices().filter_map(move |(at, c)| {
        let begins = escape == 0;
        escape = match (escape, c) {
            (0, '\\') => 1,
            (1, 'u') => 4,
            (0 | 1, _) => 0,
            (left, _) => left - 1,
        };
        begins.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const KEEP: Keep = Keep {
        characters: 3,
        items: 2,
        values: 40,
        bytes: 80,
    };

    #[rstest]
    #[case::short(r#"{"a":[1,"x"],"b":null}"#, r#"{"a":[1,"x"],"b":null}"#)]
    #[case::twice(r#"{"a":1,"a":1.0}"#, r#"{"a":1,"a":1.0}"#)]
    #[case::string(r#"{"a":"张三李四"}"#, r#"{"a":"张三李… (4 characters)"}"#)]
    #[case::name(r#"{"abcd":1}"#, r#"{"abc… (4 characters)":1}"#)]
    #[case::escapes(r#"["\u5f20\"\\\n"]"#, r#"["\u5f20\"\\… (12 characters)"]"#)]
    #[case::brackets_within(r#"["],[",2]"#, r#"["],[",2]"#)]
    #[case::list("[1,2,3,4]", "[1,2]")]
    #[case::lists_within(r#"{"a":[[1],[2],[3,[4]],{"b":[]}],"c":0}"#, r#"{"a":[[1],[2]],"c":0}"#)]
    #[case::two_lists("[[1,2,3],[4,5,6],7]", "[[1,2],[4,5]]")]
    #[case::broken_off(r#"{"a":[1,2,3"#, r#"{"a":[1,2"#)]
    #[case::broken_off_in_a_string(r#"["abcdef"#, r#"["abc… (6 characters)""#)]
    #[case::no_json("<a href=1>", "<a href=1>")]
    fn strings_and_lists_lose_their_end(#[case] json: &str, #[case] expected: &str) {
        assert_eq!(shortened(json, &KEEP).as_deref(), Some(expected));
    }

    #[rstest]
    #[case::members(format!("{{{}}}", [r#""a":1"#; 50].join(",")))]
    #[case::bytes(format!("{{{}}}", [r#""abc":"xyz""#; 12].join(",")))]
    #[case::depth("[".repeat(DEEPEST + 1))]
    fn what_cannot_be_cut_is_too_long(#[case] json: String) {
        let keep = Keep {
            values: if json.starts_with('[') { 5000 } else { KEEP.values },
            bytes: if json.starts_with('[') { 5000 } else { KEEP.bytes },
            ..KEEP
        };
        assert_eq!(shortened(&json, &keep), None);
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        assert_eq!(beginning("张三", 4), "张");
        assert_eq!(beginning("张三", 9), "张三");
        assert_eq!(shortened_text("张三李四", 2), "张三… (4 characters)");
        assert_eq!(shortened_text("张三", 2), "张三");
    }
}
