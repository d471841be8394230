//! Strings from others, made safe to show: one function for each medium, which every writer uses.
//!
//! A vendor's message, a header, a target file or a file name may contain characters that control a terminal, reverse
//! the direction of the text, break a line or a file, or are not visible; and lines that a CI system would take for
//! its commands. A hidden character is written as in Rust (`\u{202e}`), so that a reader sees that it is there and
//! which one it is. Nothing is dropped: what a vendor hides is evidence.
//!
//! | medium | function | a character that must not stand there |
//! |---|---|---|
//! | one line, anywhere | [`line()`] | written out, line breaks as `\n` too |
//! | a terminal, a CI job's log | [`terminal`], [`Painter`] | written out; commands of CI systems are made harmless |
//! | Markdown | [`markdown`], [`lines`] for the whole document | written out; no markup, no mention, no link |
//! | XML, HTML | [`lines`] for the whole document | written out |
//! | JSON | [`json`] | escaped as in JSON, so that a machine reads what was received |

mod json;
mod markdown;
mod terminal;

use std::borrow::Cow;

pub use json::{json, string_or_number};
pub use markdown::markdown;
pub use terminal::{Ink, Painted, Painter, Printable, terminal};

/// One line: no character of it is hidden, and nothing breaks it.
pub fn line(text: &str) -> Cow<'_, str> {
    written_out(text, is_hidden)
}

/// A text of several lines, or a whole document: only line breaks and tabs stay as they are, all other hidden
/// characters are written out. XML 1.0 forbids most of them, and a viewer of XML or HTML would not show the rest.
pub fn lines(text: &str) -> Cow<'_, str> {
    written_out(text, |c| is_hidden(c) && !matches!(c, '\n' | '\t'))
}

/// True for a character that is not visible, or changes how others are shown: controls (C0, C1), line breaks, changes
/// of direction, characters without width, and code points that are not characters.
///
/// Not among them: the joiners U+200C and U+200D and the variation selectors, which emoji and several scripts need.
pub fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\u{0}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fdd0}'..='\u{fdef}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    ) || u32::from(character) & 0xfffe == 0xfffe
}

/// The text with these characters written out.
fn written_out(text: &str, hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '\n' if hidden('\n') => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' if hidden('\t') => shown.push_str("\\t"),
            other if hidden(other) => shown.extend(other.escape_unicode()),
            other => shown.push(other),
        }
    }
    Cow::Owned(shown)
}

/// Where a CI system would take a part of the text for a command, anywhere in a line: `##[error]`, `##vso[…]`,
/// `##teamcity[…]`. The result is the place of each first `#`.
fn commands(text: &str) -> impl Iterator<Item = usize> {
    let places = text.match_indices('#').map(|(place, _)| place);
    places.filter(|place| {
        let name = text[*place..].strip_prefix("##");
        name.is_some_and(|rest| {
            rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric())
                .starts_with('[')
        })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::ordinary("参数 name 不能为空 ✓", "参数 name 不能为空 ✓")]
    #[case::emoji("👩‍👩‍👧 ❤️ 🇨🇳 👍🏽", "👩‍👩‍👧 ❤️ 🇨🇳 👍🏽")]
    #[case::accents("e\u{301} ẽ̊", "e\u{301} ẽ̊")]
    #[case::breaks("a\r\nb\tc", r"a\r\nb\tc")]
    #[case::other_breaks("a\u{85}b\u{2028}c\u{2029}d", r"a\u{85}b\u{2028}c\u{2029}d")]
    #[case::escape("\u{1b}[2J", r"\u{1b}[2J")]
    #[case::c1("\u{9b}2J", r"\u{9b}2J")]
    #[case::nul_and_delete("\0\u{7f}", r"\u{0}\u{7f}")]
    #[case::direction("\u{202e}nekorb\u{2066}\u{200f}\u{61c}", r"\u{202e}nekorb\u{2066}\u{200f}\u{61c}")]
    #[case::unseen("成\u{200b}功\u{feff}\u{ad}", r"成\u{200b}功\u{feff}\u{ad}")]
    #[case::no_characters("\u{fffe}\u{ffff}\u{fdd0}\u{10ffff}", r"\u{fffe}\u{ffff}\u{fdd0}\u{10ffff}")]
    #[case::hidden_words("\u{e0041}\u{e0042}", r"\u{e0041}\u{e0042}")]
    fn hidden_characters_are_written_out(#[case] text: &str, #[case] shown: &str) {
        assert_eq!(line(text), shown);
    }

    #[test]
    fn line_breaks_and_tabs_of_a_document_stay() {
        assert_eq!(lines("a\tb\r\nc\u{2028}"), "a\tb\\r\nc\\u{2028}");
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_left(text: String) {
            prop_assert!(!line(&text).contains(is_hidden));
            prop_assert!(!lines(&text).replace(['\n', '\t'], "").contains(is_hidden));
        }

        #[test]
        fn what_is_shown_once_stays_as_it_is(text: String) {
            let (once, document) = (line(&text).into_owned(), lines(&text).into_owned());
            prop_assert_eq!(line(&once), once.as_str());
            prop_assert_eq!(lines(&document), document.as_str());
        }

        #[test]
        fn ordinary_text_is_unchanged(text in "[ -~\u{a1}-\u{ac}\u{4e00}-\u{9fff}\u{3000}-\u{303f}\u{1f300}-\u{1f6ff}]*") {
            prop_assert_eq!(line(&text), text.as_str());
        }
    }
}
