//! Samples of messages. People write comments into them, and commas too many.

use jsonc_parser::{ParseOptions, parse_to_serde_value};
use serde_json::Value;

use super::normal::unescaped;

/// What a block of code is.
#[derive(Debug)]
pub(super) enum Read {
    /// A message.
    Message(Value),
    /// Something else: a piece of a program, an address.
    Other,
    /// It looks like a message and cannot be read; why.
    Broken(String),
}

/// Reads a block of code.
pub(super) fn read(text: &str, language: &str) -> Read {
    let text = text.trim().trim_start_matches('\u{feff}');
    let is_json = language.is_empty() || language.to_lowercase().contains("json") || language == "javascript";
    let text = if text.contains("&quot;") {
        unescaped(text)
    } else {
        text.to_owned()
    };
    let Some(begin) = text.find(['{', '[']).filter(|_| is_json) else {
        return Read::Other;
    };
    let end = text.rfind(['}', ']']).map_or(text.len(), |end| end + 1);
    let body = text.get(begin..end).unwrap_or(&text[begin..]);
    match parse(body) {
        Ok(value) => Read::Message(value),
        // Typesetting replaces quotation marks.
        Err(reason) => match parse(
            &body
                .replace(['“', '”', '＂'], "\"")
                .replace('：', ":")
                .replace('，', ","),
        ) {
            Ok(value) => Read::Message(value),
            Err(_) if body.contains('"') && begin == 0 => Read::Broken(reason),
            Err(_) => Read::Other,
        },
    }
}

fn parse(text: &str) -> Result<Value, String> {
    let options = ParseOptions {
        allow_non_finite_numbers: false,
        ..ParseOptions::default()
    };
    match parse_to_serde_value::<Value>(text, &options) {
        Ok(value @ (Value::Object(_) | Value::Array(_))) => Ok(value),
        Ok(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => Err("it is no object".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case::plain(r#"{"a": 1}"#)]
    #[case::comments("{\n  \"a\": 1 // 编号\n  /* 其他 */\n}")]
    #[case::trailing_comma(r#"{"a": 1,}"#)]
    #[case::single_quotes("{'a': 1}")]
    #[case::typeset("{“a”：1}")]
    #[case::escaped_twice("{ &quot;a&quot;: 1 }")]
    #[case::label("响应:\n{\"a\": 1}")]
    fn reads_samples(#[case] text: &str) {
        assert!(matches!(read(text, ""), Read::Message(value) if value == json!({"a": 1})));
    }

    #[rstest]
    #[case::program("String a = b.c(d);", "java", false)]
    #[case::program_without_its_name("for (;;) { run(); }", "", false)]
    #[case::address("https://host.example/{id}", "", false)]
    #[case::cut("{\"a\": 1, \"b", "json", true)]
    fn says_what_is_none(#[case] text: &str, #[case] language: &str, #[case] broken: bool) {
        match read(text, language) {
            Read::Message(value) => panic!("{value}"),
            Read::Broken(reason) => assert!(broken && !reason.is_empty()),
            Read::Other => assert!(!broken),
        }
    }
}
