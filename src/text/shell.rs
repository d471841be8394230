//! A word of a command, for people to paste.

use std::fmt::Write as _;

use super::is_hidden;

/// A longer body is not one word of a command: Linux allows an argument 128 KB.
const LONGEST_WORD: usize = 100_000;

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

/// A call as a command line for curl, that any POSIX shell runs.
pub fn curl(method: &str, url: &str, headers: &[(String, String)], body: &str) -> String {
    let mut line = format!("curl -X {method} {}", shell_quoted(url));
    // curl takes brackets in an address for a pattern.
    if url.contains(['[', ']', '{', '}']) {
        line.push_str(" --globoff");
    }
    for (name, value) in headers {
        let header = if value.is_empty() {
            // With a colon, curl would leave it out.
            format!("{name};")
        } else {
            format!("{name}: {value}")
        };
        // Writing to a String cannot fail.
        let _ = write!(line, " -H {}", shell_quoted(&header));
    }
    if body.len() > LONGEST_WORD || body.contains(is_hidden) {
        return format!("printf {} | {line} --data-binary @-", printf_format(body));
    }
    let _ = write!(line, " --data-raw {}", shell_quoted(body));
    line
}

/// A body as the format of `printf`, which every shell has built in. Not every shell knows quotes with escapes, and
/// none passes an argument that is this long.
fn printf_format(text: &str) -> String {
    let mut format = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '%' => format.push_str("%%"),
            '\\' => format.push_str(r"\\"),
            hidden if is_hidden(hidden) => {
                for byte in hidden.encode_utf8(&mut [0; 4]).bytes() {
                    // Writing to a String cannot fail.
                    let _ = write!(format, "\\{byte:03o}");
                }
            }
            other => format.push(other),
        }
    }
    format!("'{}'", format.replace('\'', r"'\''"))
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

    #[rstest]
    #[case::quote(
        "http://a/b?c",
        "{\"it\":\"'\"}",
        r#"curl -X POST 'http://a/b?c' -H 'sign: a b' -H 'x;' --data-raw '{"it":"'\''"}'"#
    )]
    #[case::brackets(
        "http://[::1]/",
        "",
        "curl -X POST 'http://[::1]/' --globoff -H 'sign: a b' -H 'x;' --data-raw ''"
    )]
    #[case::hidden(
        "http://a/",
        "'5%\\\n\u{202e}1",
        r"printf ''\''5%%\\\012\342\200\2561' | curl -X POST 'http://a/' -H 'sign: a b' -H 'x;' --data-binary @-"
    )]
    fn a_call_for_curl(#[case] url: &str, #[case] body: &str, #[case] line: &str) {
        let headers = [("sign", "a b"), ("x", "")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(curl("POST", url, &headers, body), line);
    }

    #[test]
    fn a_long_body_is_no_argument() {
        let line = curl("POST", "http://a/", &[], &"x".repeat(LONGEST_WORD + 1));
        assert!(line.starts_with("printf 'xxx") && line.ends_with("x' | curl -X POST 'http://a/' --data-binary @-"));
    }
}
