//! JSON without hidden characters: a machine reads back exactly what was received.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde_json::Value;

use super::{commands, is_hidden};

/// A JSON text without hidden characters. Outside of strings JSON allows only line breaks, and within strings each has
/// an escape, so that every reader gets the same value. The same is done for text that a CI system would take as a
/// command, since JSON may be printed.
pub fn json(text: &str) -> Cow<'_, str> {
    let is_hidden = |c| is_hidden(c) && !matches!(c, '\n' | '\t' | '\r');
    let mut commands = commands(text).peekable();
    if commands.peek().is_none() && !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for (place, character) in text.char_indices() {
        if commands.next_if_eq(&place).is_some() || is_hidden(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

/// What a value says that others write as a string or as a number, as they please.
pub fn string_or_number(value: &Value) -> Option<Cow<'_, str>> {
    let string = value.as_str().map(Cow::Borrowed);
    string.or_else(|| Some(Cow::Owned(value.as_number()?.to_string())))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::ordinary(r#"{"msg": "成功 👍🏽"}"#, r#"{"msg": "成功 👍🏽"}"#)]
    #[case::direction("\"\u{202e}\"", r#""\u202e""#)]
    #[case::line_separator("\"\u{2028}\"", r#""\u2028""#)]
    #[case::no_character("\"\u{ffff}\u{10ffff}\"", r#""\uffff\udbff\udfff""#)]
    #[case::command(r###""##vso[x] ###[y]""###, r#""\u0023#vso[x] #\u0023#[y]""#)]
    fn hidden_characters_are_escaped(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(json(text), expected);
    }

    proptest! {
        #[test]
        fn a_machine_reads_the_same(text: String) {
            let value = Value::from(format!("{text}##[x]"));
            let written = value.to_string();
            let safe = json(&written);
            prop_assert!(!safe.contains(is_hidden) && !safe.contains("##["));
            prop_assert_eq!(serde_json::from_str::<Value>(&safe).ok(), Some(value));
        }
    }
}
