//! The language of what is printed: English, or Chinese for the people at the vendors.

use std::path::Path;

use unicode_width::UnicodeWidthStr as _;

use super::phrases;
use super::sentence::Sentence;
use crate::error::Error;

/// A language that reports are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// Every language, by its code.
    pub const ALL: [(&str, Self); 2] = [("en", Self::English), ("zh", Self::Chinese)];

    /// The language with this code.
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(own, _)| *own == code)
            .map(|(_, language)| *language)
    }

    /// The language of a locale, `zh_CN.UTF-8`; English where it is another.
    pub fn of_locale(locale: &str) -> Self {
        Self::named(locale.split(['_', '.', '-']).next().unwrap_or_default()).unwrap_or_default()
    }

    /// A label or heading in this language.
    pub(super) fn label(self, english: &str) -> String {
        self.said("label", english)
    }

    /// Where to look first, in this language.
    pub fn report_at(self, file: &Path) -> String {
        let file = file.display();
        match self {
            Self::English => format!("Report: {file}"),
            Self::Chinese => format!("报告：{file}"),
        }
    }

    /// A text of fuhe's own making in this language, by the phrases of a section.
    pub(super) fn said(self, section: &str, english: &str) -> String {
        match self {
            Self::English => english.to_owned(),
            Self::Chinese => plain(&phrases::chinese_or_same(section, english)),
        }
    }

    /// One of two texts; English where there is no Chinese one.
    pub(super) fn either<'a>(self, english: &'a str, chinese: &'a str) -> &'a str {
        match self {
            Self::Chinese if !chinese.is_empty() => chinese,
            Self::English | Self::Chinese => english,
        }
    }

    /// An error of a run in this language. An error of the system stays as it is.
    #[must_use]
    pub fn error(self, error: Error) -> Error {
        match error {
            Error::Config(text) => Error::Config(self.said("reason", &text)),
            Error::Unreachable(text) => Error::Unreachable(self.said("reason", &text)),
            Error::Harness(text) => Error::Harness(self.said("reason", &text)),
            file @ Error::File { .. } => file,
        }
    }

    /// A sentence in this language.
    pub(super) fn of(self, sentence: &Sentence) -> String {
        match self {
            Self::English => sentence.english.clone(),
            Self::Chinese => plain(self.either(&sentence.english, &sentence.chinese)),
        }
    }

    /// A label that takes so many columns.
    pub(super) fn padded(self, english: &str, columns: usize) -> String {
        let label = self.label(english);
        let spaces = " ".repeat(columns.saturating_sub(label.width()));
        format!("{label}{spaces}")
    }
}

/// Code stands between `` ` `` for the page; elsewhere as it is, or in quotation marks where it would run into the words.
pub(super) fn plain(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(place, part)| {
        let is_word = part.chars().all(|c| c.is_ascii() && c != ' ') || part.starts_with(['"', '(']);
        if place % 2 == 0 || is_word {
            part.to_owned()
        } else {
            format!("“{part}”")
        }
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("zh_CN.UTF-8", Language::Chinese)]
    #[case("zh", Language::Chinese)]
    #[case("zh-Hans", Language::Chinese)]
    #[case("en_GB.UTF-8", Language::English)]
    #[case("C", Language::English)]
    #[case("", Language::English)]
    fn knows_the_language_of_a_locale(#[case] locale: &str, #[case] language: Language) {
        assert_eq!(Language::of_locale(locale), language);
    }

    #[rstest]
    #[case("`code` 为 `500`", "code 为 500")]
    #[case("消息为 `系统 忙`", "消息为 “系统 忙”")]
    #[case("`\"a b\"`", "\"a b\"")]
    #[case("接受", "接受")]
    fn code_stands_apart_from_words(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(plain(text), expected);
    }

    #[rstest]
    #[case(Language::English, "expected    ")]
    #[case(Language::Chinese, "预期        ")]
    fn labels_take_as_many_columns(#[case] language: Language, #[case] expected: &str) {
        assert_eq!(language.padded("expected", 12), expected);
    }
}
