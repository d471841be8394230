//! Strings that others wrote, made safe to show: one function for each medium, and every writer uses it.
//!
//! A vendor's message, a header, a target file or a file name may hold characters that command a terminal, turn the
//! direction of what follows, break a line or a file, or are not seen at all; and lines that a CI system would take for
//! its commands. A hidden character is written out as Rust does (`\u{202e}`), so that a reader sees that it is there and
//! which one it is. Nothing is dropped: what a vendor hides is evidence.
//!
//! | medium | function | a character that must not stand there |
//! |---|---|---|
//! | one line, wherever it stands | [`line()`] | written out, line breaks as `\n` too |
//! | a terminal, a CI job's log | [`terminal`], [`Painter`] | written out; commands of CI systems are defused |
//! | Markdown | [`markdown`], [`lines`] for the whole document | written out; nothing is markup, a mention or a link |
//! | XML, HTML | [`lines`] for the whole document | written out |
//! | JSON | [`json`] | escaped as JSON does, so that a machine reads what was received |

mod command;
mod hidden;
mod input;
mod json;
mod markdown;
mod nearest;
mod shell;
mod terminal;

use command::commands;
pub use hidden::{is_hidden, line, lines};
pub use input::{is_standard_input, read_text};
pub use json::{json, string_or_number};
pub use markdown::markdown;
pub use nearest::{did_you_mean, nearest};
pub use shell::{curl, shell_quoted};
pub use terminal::{Ink, Painted, Painter, Printable, terminal};

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
