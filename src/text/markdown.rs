//! Markdown, as CI systems and code hosts show it.

use super::line;

/// A text as one line of Markdown without markup, links or notifications: no mention, no reference to an issue, no
/// address, no emoji name. It can be used in a paragraph, a list, a heading or a cell.
///
/// Code hosts look for mentions and references in the rendered Markdown, where escapes are gone already. They do not
/// look inside code, so a word with one of these is set as code.
pub fn markdown(text: &str) -> String {
    let text = line(text);
    let text = text.trim();
    let mut safe = String::with_capacity(text.len() + 16);
    // A bar ends a cell even in code, unless it is escaped, and the escape of one in code is seen outside of tables.
    for word in text.split_inclusive(|c: char| c.is_whitespace() || c == '|') {
        let end = word.trim_end_matches(|c: char| c.is_whitespace() || c == '|').len();
        if is_reference(&word[..end]) {
            push_code(&word[..end], &mut safe);
        } else {
            push_escaped(&word[..end], &mut safe);
        }
        push_escaped(&word[end..], &mut safe);
    }
    escape_beginning(&mut safe);
    safe
}

/// A line that begins with one of these would become a list, or make the line above a heading.
fn escape_beginning(text: &mut String) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && text[digits..].starts_with(['.', ')']) {
        text.insert(digits, '\\');
    } else if text.starts_with(['-', '+', '=']) {
        text.insert(0, '\\');
    }
}

/// True for a word that a code host would turn into a link or an emoji.
fn is_reference(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let before_digit = |mark: &str| {
        lower
            .match_indices(mark)
            .any(|(place, _)| lower[place + mark.len()..].starts_with(|c: char| c.is_ascii_digit()))
    };
    word.contains('@')
        || ["://", "www.", "mailto:", "xmpp:"]
            .iter()
            .any(|mark| lower.contains(mark))
        || before_digit("#")
        || before_digit("gh-")
        || names_emoji(word)
}

/// `:tada:`
fn names_emoji(word: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_+-".contains(&byte);
    // Digits between colons are a time.
    let is_name = |name: &str| name.bytes().all(fits) && name.bytes().any(|byte| !byte.is_ascii_digit());
    let parts: Vec<&str> = word.split(':').collect();
    parts.len() > 2 && parts[1..parts.len() - 1].iter().any(|name| is_name(name))
}

/// A word as code, between more backticks than it contains in a row.
fn push_code(word: &str, safe: &mut String) {
    let longest = word.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let space = if word.starts_with('`') || word.ends_with('`') {
        " "
    } else {
        ""
    };
    for part in [fence.as_str(), space, word, space, fence.as_str()] {
        safe.push_str(part);
    }
}

fn push_escaped(text: &str, safe: &mut String) {
    for character in text.chars() {
        if matches!(
            character,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' | '$' | '!'
        ) {
            safe.push('\\');
        }
        safe.push(character);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
    use rstest::rstest;

    use super::*;
    use crate::text::is_hidden;

    #[rstest]
    #[case::cell("a | b", r"a \| b")]
    #[case::tag("<img src=x>", r"\<img src=x\>")]
    #[case::image("![x](y)", r"\!\[x\](y)")]
    #[case::code("`rm`", r"\`rm\`")]
    #[case::entity("&lt;", r"\&lt;")]
    #[case::lines("a\n# b", r"a\\n\# b")]
    #[case::chinese("参数name不能为空", "参数name不能为空")]
    #[case::mention("ask @octocat now", "ask `@octocat` now")]
    #[case::mail("a@b.example", "`a@b.example`")]
    #[case::issue("see #123, GH-7 and o/r#1", "see `#123,` `GH-7` and `o/r#1`")]
    #[case::number_sign("# 1 #x", r"\# 1 \#x")]
    #[case::address("https://evil.example/|x", r"`https://evil.example/`\|x")]
    #[case::host("WWW.evil.example", "`WWW.evil.example`")]
    #[case::emoji_by_name(":tada: at 08:00:00", "`:tada:` at 08:00:00")]
    #[case::backticks_in_code("`@a``b`", "``` `@a``b` ```")]
    #[case::list("- a", r"\- a")]
    #[case::numbered("1. a", r"1\. a")]
    #[case::indented("    a", "a")]
    #[case::direction("a\u{202e}b", r"a\\u{202e}b")]
    fn nothing_is_mark_up(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(markdown(text), expected);
    }

    /// What a reader sees of a document: what stands in code, and the rest.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "whatever else a document holds is a mistake"
    )]
    fn read(document: &str) -> Result<(String, String), String> {
        let (mut all, mut outside) = (String::new(), String::new());
        let unlike_hosts = Options::ENABLE_SMART_PUNCTUATION | Options::ENABLE_SUPERSCRIPT | Options::ENABLE_SUBSCRIPT;
        for event in Parser::new_ext(document, Options::all() - unlike_hosts) {
            match event {
                Event::Text(text) => {
                    all.push_str(&text);
                    outside.push_str(&text);
                }
                Event::Code(code) => {
                    all.push_str(&code);
                    outside.push('\u{0}');
                }
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                other => return Err(format!("{other:?}")),
            }
        }
        Ok((all, outside))
    }

    fn hostile() -> impl Strategy<Value = String> {
        let parts = [
            "@a",
            "#1",
            "https://x",
            "`",
            "``",
            "|",
            "[x](y)",
            "<b>",
            "*",
            "_",
            "\\",
            "$",
            "~~",
            "- ",
            "1. ",
            "\n",
            "&amp;",
            ":tada:",
            " ",
            "====",
            "---",
            "\u{202e}",
            "^",
            "{#x}",
            "\"",
            "'",
            "...",
            "--",
        ];
        let part = prop_oneof![
            prop::sample::select(parts.to_vec()).prop_map(str::to_owned),
            any::<String>()
        ];
        prop::collection::vec(part, 0..8).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn a_reader_sees_the_text_and_no_markup(text in hostile()) {
            let safe = markdown(&text);
            prop_assert!(!safe.contains(is_hidden));
            let (all, outside) = read(&safe).map_err(TestCaseError::fail)?;
            let expected = line(&text);
            prop_assert_eq!(all.as_str(), expected.trim());
            prop_assert!(!outside.split(char::is_whitespace).any(is_reference), "{:?}", outside);
        }
    }
}
