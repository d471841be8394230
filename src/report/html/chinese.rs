//! The Chinese texts of the page in one place: many occur often, and each is stored once.

use std::collections::HashMap;

use super::markup::Html;

/// What is before and behind a text until then: no text from elsewhere can hold it, as hidden characters are written out.
pub(super) const BOUND: char = '\u{1}';

/// The mark where the texts go.
pub(super) const PLACE: &str = "<!-- texts -->";

/// The page with its Chinese texts as a list, and their numbers where they stood.
pub(super) fn gathered(page: &str) -> String {
    let mut texts: Vec<&str> = Vec::new();
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut short = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, after)) = rest.split_once(BOUND) {
        let Some((text, behind)) = after.split_once(BOUND) else {
            break;
        };
        let number = *numbers.entry(text).or_insert_with(|| {
            texts.push(text);
            texts.len() - 1
        });
        short.push_str(before);
        short.push_str(&number.to_string());
        rest = behind;
    }
    short.push_str(rest);
    let list: Vec<String> = texts.iter().map(|text| Html::unescaped(text)).collect();
    let list = serde_json::Value::from(list).to_string();
    // Within a script, this is the only thing that could end it.
    short.replacen(PLACE, &list.replace('<', "\\u003c"), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_stored_once() {
        let page = "<b data-zh=|甲&quot;&lt;|>a</b><b data-zh=|乙|>b</b><b data-zh=|甲&quot;&lt;|>a</b><!-- texts -->";
        assert_eq!(
            gathered(&page.replace('|', "\u{1}")),
            r#"<b data-zh=0>a</b><b data-zh=1>b</b><b data-zh=0>a</b>["甲\"\u003c","乙"]"#
        );
    }
}
