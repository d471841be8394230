//! What is not seen, or changes how others are seen, and how it is written out.

use std::borrow::Cow;

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
pub(super) fn written_out(text: &str, hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
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
