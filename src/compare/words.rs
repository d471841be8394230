//! The words of a message, without the values that it repeats.
//!
//! A vendor may put a user's number, a request's id or the time of day into its messages, and these differ from run to
//! run. Two messages are the same if each of their words is the same, or stands in both for a value that its own call
//! contained, or for something that looks like an id or a time.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::record::{ExchangeRecord, Trace};

/// The replacement of a value.
const VALUE: &str = "…";

/// Values from this length on are found inside of words as well; shorter ones only as a whole word, since a single digit
/// or letter is part of many.
const LONG: usize = 4;

/// What differs from run to run in any case: masked values, ids, times, and long numbers.
static PASSING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let patterns = [
        r"‹[^›]*›",
        r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
        r"\d{4}[-/]\d{1,2}[-/]\d{1,2}",
        r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?",
        r"\d{5,}",
        // A value that begins a longer number, such as seconds in milliseconds.
        r"…\d+",
    ];
    Regex::new(&patterns.join("|")).ok()
});

/// The words of a message, and the values of the call and its answer.
pub(super) struct Words {
    words: Vec<String>,
    values: BTreeSet<String>,
}

impl Words {
    /// The words of a message that answered a call with these values.
    pub(super) fn of(message: &str, mut values: BTreeSet<String>) -> Self {
        // The message itself is one of the answer's values.
        values.remove(message);
        let mut long: Vec<&String> = values.iter().filter(|value| value.chars().count() >= LONG).collect();
        // Longest first: a value that begins another must not leave the other's end.
        long.sort_by_key(|value| std::cmp::Reverse(value.len()));
        let mut text = message.to_owned();
        for value in long {
            text = text.replace(value.as_str(), VALUE);
        }
        if let Some(passing) = PASSING.as_ref() {
            text = passing.replace_all(&text, VALUE).into_owned();
        }
        let words = split(&text).map(|word| if is_id(word) { VALUE } else { word }.to_owned());
        Self {
            words: words.collect(),
            values,
        }
    }

    /// True if the messages differ only in values.
    pub(super) fn say_the_same(&self, other: &Self) -> bool {
        let same = |own: &String, others: &String| own == others || (self.is_value(own) && other.is_value(others));
        self.words.len() == other.words.len() && self.words.iter().zip(&other.words).all(|(a, b)| same(a, b))
    }

    fn is_value(&self, word: &str) -> bool {
        word == VALUE || self.values.contains(word)
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.words.iter().try_for_each(|word| f.write_str(word))
    }
}

/// Runs of ASCII letters and digits, and every other character by itself.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let run = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let end = if run > 0 { run } else { rest.chars().next()?.len_utf8() };
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

/// Letters and digits mixed over some length look like an id.
fn is_id(word: &str) -> bool {
    word.len() >= 8 && word.contains(|c: char| c.is_ascii_digit()) && word.contains(|c: char| c.is_ascii_alphabetic())
}

/// Every string and number that a call and its answer contained.
pub(super) fn values(exchange: &ExchangeRecord) -> BTreeSet<String> {
    let mut values = BTreeSet::new();
    for body in [&exchange.request.body, &exchange.response.body] {
        if let Ok(body) = serde_json::from_str(body) {
            collect(&body, &mut values);
        }
    }
    match &exchange.trace {
        Trace::Etc { params, .. } => params.values().for_each(|value| collect(value, &mut values)),
        Trace::Butler { plain_list, .. } => collect(plain_list, &mut values),
    }
    values.extend(exchange.request.headers.iter().map(|(_, value)| value.clone()));
    values.remove("");
    values
}

fn collect(value: &Value, values: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(values.insert(text.clone())),
        Value::Number(number) => drop(values.insert(number.to_string())),
        Value::Array(items) => items.iter().for_each(|item| collect(item, values)),
        Value::Object(object) => object.values().for_each(|inner| collect(inner, values)),
        Value::Null | Value::Bool(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::equal("参数x不符合要求", &[], "参数x不符合要求", &[], true)]
    #[case::reworded("参数不能为空", &[], "参数不能为空!", &[], false)]
    #[case::another_number("至多32个字符", &["fuhe1"], "至多64个字符", &["fuhe2"], false)]
    #[case::a_value("账号zhang03重复", &["zhang03"], "账号li44重复", &["li44"], true)]
    #[case::within_a_word("user_zhang03_exists", &["zhang03"], "user_li44x_exists", &["li44x"], true)]
    #[case::a_short_value("userNo 4: row 4", &["4"], "userNo 7: row 4", &["7"], true)]
    #[case::a_short_value_alone("userNo 4: row 1", &["4"], "userNo b: row 1", &["b"], true)]
    #[case::a_short_value_is_no_part_of_a_word("code 40", &["4"], "code 70", &["7"], false)]
    #[case::of_one_run_only("账号zhang03重复", &["zhang03"], "账号重复", &["li44"], false)]
    #[case::masked("手机‹private›重复", &[], "手机12345重复", &[], true)]
    #[case::a_value_in_a_number("at 1604990109987", &["1604990109"], "at 1604990209123", &["1604990209"], true)]
    #[case::time("到2026-11-22 04:44:18为止", &[], "到2026-12-01 16:05:00为止", &[], true)]
    #[case::number("timestamp 1604990109987 expired", &[], "timestamp 1604990209000 expired", &[], true)]
    #[case::id("trace 6f1b0e2a9c4d", &[], "trace 0a9b8c7d6e5f", &[], true)]
    #[case::uuid(
        "trace 123e4567-e89b-12d3-a456-426614174000",
        &[],
        "trace 00000000-aaaa-bbbb-cccc-426614174111",
        &[],
        true
    )]
    fn values_do_not_count(
        #[case] old: &str,
        #[case] old_values: &[&str],
        #[case] new: &str,
        #[case] new_values: &[&str],
        #[case] same: bool,
    ) {
        let words = |text, values: &[&str]| Words::of(text, values.iter().map(|v| (*v).to_owned()).collect());
        assert_eq!(words(old, old_values).say_the_same(&words(new, new_values)), same);
    }
}
