//! A cause in words: what the vendor does, and what is documented, in English and in Chinese.

use super::cause::{Cause, Deed, Found};
use super::chinese_name;
use super::phrases::{self, code};
use super::sentence::Sentence;
use super::words::{About, actual, actual_words, cut, expected, expected_words};
use crate::contract::{Contract, Finding};
use crate::record::FindingRecord;
use crate::text::line;

/// Longer words are cut; the evidence has them complete.
const LONGEST: usize = 110;

/// A cause in words.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    /// What the vendor does.
    pub what: Sentence,
    /// What is documented.
    pub documented: Sentence,
}

impl Problem {
    /// The words of a cause.
    pub(super) fn of(cause: &Cause<'_>, contract: &Contract) -> Self {
        let first = cause.findings[0];
        let what = match cause.deed {
            Deed::Refuses if cause.checks > 1 => after("correct calls are ", "正确的调用", &seen(first.1)),
            Deed::RefusesOtherwise => after("calls are ", "调用", &seen(first.1)),
            Deed::Refuses | Deed::Limits | Deed::Accepts => turned(first, contract),
            Deed::Answers | Deed::Else => seen(first.1),
        };
        Self {
            what: Sentence {
                english: capital(&cut(&what.english, LONGEST)),
                chinese: closed(cut(&what.chinese, LONGEST)),
            },
            documented: documented(cause.deed, first),
        }
    }
}

/// What is expected, in both languages.
pub(super) fn wanted(finding: &Finding) -> Sentence {
    Sentence {
        english: expected_words(finding),
        chinese: in_chinese(expected(finding)),
    }
}

/// What was seen, in both languages.
pub(super) fn seen(found: &FindingRecord) -> Sentence {
    Sentence {
        english: line(&actual_words(found)).into_owned(),
        chinese: in_chinese(actual(found)),
    }
}

fn in_chinese(about: About) -> String {
    let text = match phrases::chinese("found", &about.text) {
        Some(chinese) if !about.is_value => chinese,
        // A value, or a text of the vendor's.
        _ => code(&about.text),
    };
    match about.field {
        Some(field) if about.is_value => format!("{} = {text}", code(&field)),
        Some(field) => format!("{}：{text}", code(&field)),
        None => text,
    }
}

fn after(english: &str, chinese: &str, words: &Sentence) -> Sentence {
    Sentence {
        english: format!("{english}{}", words.english),
        chinese: format!("{chinese}{}", words.chinese),
    }
}

/// What a scenario says is expected, turned into its contrary: `… is accepted` into `… is refused`.
fn turned((scenario, found): Found<'_>, contract: &Contract) -> Sentence {
    let actual = seen(found);
    let name = chinese_name(contract, &scenario.id);
    let chinese = name.as_deref().unwrap_or(&scenario.name);
    Sentence {
        english: contrary(&scenario.name, ["accepted", "refused"])
            .unwrap_or_else(|| format!("{}: {}", scenario.name, actual.english)),
        chinese: contrary(chinese, ["接受", "拒绝"]).unwrap_or_else(|| format!("{chinese}：{}", actual.chinese)),
    }
}

fn contrary(name: &str, [one, other]: [&str; 2]) -> Option<String> {
    let with = |from: &str, to: &str| Some(format!("{}{to}", name.strip_suffix(from)?));
    with(one, other).or_else(|| with(other, one))
}

fn documented(deed: Deed, (_, found): Found<'_>) -> Sentence {
    let expected = expected_words(&found.finding);
    let short = |english: &str, chinese: &str| Sentence {
        english: english.to_owned(),
        chinese: chinese.to_owned(),
    };
    match (deed, expected.strip_prefix("the call to be ")) {
        (Deed::Refuses | Deed::Limits, _) => short("accepted", "接受"),
        (Deed::Accepts, None | Some("refused")) => short("refused", "拒绝"),
        (Deed::Accepts | Deed::RefusesOtherwise, Some(expected)) => Sentence {
            english: line(expected).into_owned(),
            chinese: phrases::chinese_or_same("found", &format!("the call to be {expected}")),
        },
        _ => wanted(&found.finding),
    }
}

/// Code that was cut still ends.
fn closed(text: String) -> String {
    let is_open = text.matches('`').count() % 2 == 1;
    if is_open { text + "`" } else { text }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    // A name of a field is written as it is.
    let is_name = text
        .split(' ')
        .next()
        .is_some_and(|word| word.contains(['_', '.', '"']));
    match letters.next().filter(|_| !is_name) {
        Some(first) if !text.contains(" = ") => first.to_uppercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("a user without custId is accepted", Some("a user without custId is refused"))]
    #[case("100 users are refused", Some("100 users are accepted"))]
    #[case("the second of two rows", None)]
    fn turns_a_name_into_its_contrary(#[case] name: &str, #[case] expected: Option<&str>) {
        assert_eq!(contrary(name, ["accepted", "refused"]).as_deref(), expected);
    }

    #[rstest]
    #[case("correct calls are refused", "Correct calls are refused")]
    #[case("rowNo = 0", "rowNo = 0")]
    #[case("app.app_id: none", "app.app_id: none")]
    #[case("", "")]
    fn begins_with_a_capital(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(capital(text), expected);
    }
}
