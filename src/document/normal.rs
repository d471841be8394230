//! Text as it is compared: how it is spaced, and in which width its characters are written, does not count.

use std::sync::LazyLock;

use icu_normalizer::ComposingNormalizerBorrowed;
use regex::Regex;

const NFKC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfkc();

/// The text without spaces, with full-width characters as plain ones.
pub(super) fn squeezed(text: &str) -> String {
    let plain = NFKC.normalize(text);
    let seen = plain
        .chars()
        .filter(|c| !c.is_whitespace() && !crate::text::is_hidden(*c));
    seen.collect()
}

/// Markup that an export has escaped once too often: tags of a font, entities.
static TAGS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)</?(?:font|span|b|strong|p|br|i|em|u)\b[^<>]*>").ok());

/// The text without markup and entities that were escaped twice.
pub(super) fn unescaped(text: &str) -> String {
    let text = match TAGS.as_ref() {
        Some(tags) if text.contains('<') => tags.replace_all(text, "").into_owned(),
        _ => text.to_owned(),
    };
    if !text.contains('&') {
        return text;
    }
    let entities = [
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ];
    entities
        .iter()
        .fold(text, |text, (entity, character)| text.replace(entity, character))
}

/// A cell as one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// True for a text in which nothing is said: no letter and no digit.
pub(super) fn is_empty(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}
