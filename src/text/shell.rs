//! A word of a command, for people to paste.

use std::fmt::Write as _;

use super::is_hidden;

/// A text as one word of a POSIX shell, in quotes if necessary.
pub fn shell_quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '/' | '-' | '=');
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    if text.contains(is_hidden) {
        return in_dollar_quotes(text);
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A call as a command line for curl.
pub fn curl(method: &str, url: &str, headers: &[(String, String)], body: &str) -> String {
    let mut line = format!("curl -X {method} {}", shell_quoted(url));
    for (name, value) in headers {
        // Writing to a String cannot fail.
        let _ = write!(line, " -H {}", shell_quoted(&format!("{name}: {value}")));
    }
    let _ = write!(line, " --data-raw {}", shell_quoted(body));
    line
}

/// A text in quotes with escapes: a line break would cut the command in two, and a report writes hidden characters out.
fn in_dollar_quotes(text: &str) -> String {
    let mut word = "$'".to_owned();
    for character in text.chars() {
        match character {
            '\'' | '\\' => word.extend(['\\', character]),
            hidden if is_hidden(hidden) => {
                for byte in hidden.encode_utf8(&mut [0; 4]).bytes() {
                    // Writing to a String cannot fail.
                    let _ = write!(word, "\\x{byte:02x}");
                }
            }
            other => word.push(other),
        }
    }
    word.push('\'');
    word
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::plain("a/b.toml", "a/b.toml")]
    #[case::space("a b", "'a b'")]
    #[case::quote("it's", r"'it'\''s'")]
    #[case::chinese("目标.toml", "'目标.toml'")]
    #[case::line_break("it's\n\\", r"$'it\'s\x0a\\'")]
    #[case::direction("\u{202e}", r"$'\xe2\x80\xae'")]
    fn one_word_of_a_shell_on_one_line(#[case] text: &str, #[case] quoted: &str) {
        assert_eq!(shell_quoted(text), quoted);
    }

    #[test]
    fn a_call_for_curl() {
        let headers = [("sign".to_owned(), "a b".to_owned())];
        assert_eq!(
            curl("POST", "http://a/b?c", &headers, "{\"it\":\"'\"}"),
            r#"curl -X POST 'http://a/b?c' -H 'sign: a b' --data-raw '{"it":"'\''"}'"#
        );
    }
}
