//! Personal data recognised by its form: telephone, identity and card numbers, and, in a text that cannot be read by
//! field, everything that may be a secret.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::known::is_varied;
use super::view::View;
use crate::contract::private_fields;

/// What may stand between the groups of a number.
const BETWEEN: &str = r"(?:[ .\-+\t]|\xc2\xa0)?";
/// A day of birth.
const DAY: &str = "(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])";
/// Encoded text of this length may be a key; so may the lines that follow it.
const ENCODED: &str = r"[A-Za-z0-9+/=_-]{64,}(?:(?:\\+[nr]|[\r\n])+[A-Za-z0-9+/=_-]+)*";
/// Encoded text has more different characters than a line of dashes.
const FEWEST_CHARACTERS: u32 = 10;

/// No number of a person has fewer digits; most texts have fewer, and need not be searched.
const FEWEST_DIGITS: usize = 8;

/// A number and how it is distinguished from others that look like it.
struct Number {
    regex: Regex,
    holds: fn(&[u8]) -> bool,
    /// False if other numbers look the same too often, so that it is masked only in texts that cannot be read by field.
    sure: bool,
}

struct Patterns {
    numbers: Vec<Number>,
    named: Regex,
    encoded: Regex,
}

// They are constants, and every test of this room reads them.
static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(&format!("(?-u){pattern}")).unwrap_or_else(|e| panic!("{e}"));
    let number = |sure, pattern: &str, holds| Number {
        regex: regex(pattern),
        holds,
        sure,
    };
    let card = |first: &str| format!("{first}(?:{BETWEEN}[0-9]{{4}}){{3}}(?:{BETWEEN}[0-9]{{1,3}})?");
    let credit = "[159Y][1-9][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}";
    let names: Vec<&str> = private_fields().iter().map(String::as_str).collect();
    Patterns {
        numbers: vec![
            number(
                true,
                &format!("(?:(?:00)?86{BETWEEN})?1[3-9][0-9]{BETWEEN}[0-9]{{4}}{BETWEEN}[0-9]{{4}}"),
                |_| true,
            ),
            number(
                true,
                &format!("[1-9][0-9]{{5}}{BETWEEN}{DAY}{BETWEEN}[0-9]{{3}}[0-9Xx]"),
                |_| true,
            ),
            number(true, credit, |code| code.iter().any(u8::is_ascii_alphabetic)),
            number(true, &card("62[0-9]{2}"), is_checked),
            number(false, credit, |_| true),
            number(false, &card("[3-6][0-9]{3}"), is_checked),
            number(
                false,
                "[1-9][0-9]{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}",
                |_| true,
            ),
        ],
        named: regex(&format!(
            r#"(?i:{})["'\]]*\s*(?:=>|[=:>])\s*["'(\[]*([0-9A-Za-z+/_.-]{{6,}})"#,
            names.join("|")
        )),
        encoded: regex(ENCODED),
    }
});

/// Numbers of people, in any grouping. `all` of them, if the text cannot be read by field.
pub(super) fn numbers(view: &View, all: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if view.bytes.iter().filter(|byte| byte.is_ascii_digit()).count() < FEWEST_DIGITS {
        return found;
    }
    for number in PATTERNS.numbers.iter().filter(|number| all || number.sure) {
        let mut at = 0;
        while let Some(run) = number.regex.find_at(&view.bytes, at) {
            if stands_alone(&view.bytes, run.range()) && (number.holds)(run.as_bytes()) {
                found.push(view.place(run.range()));
                at = run.end();
            } else {
                at = run.start() + 1;
            }
        }
    }
    found
}

/// A number within a longer one, or within a word, is something else.
fn stands_alone(text: &[u8], run: Range<usize>) -> bool {
    let joined = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let before = run.start.checked_sub(1).and_then(|before| text.get(before));
    !joined(before) && !joined(text.get(run.end))
}

/// Whether a card's last digit fits the others (ISO/IEC 7812).
fn is_checked(card: &[u8]) -> bool {
    let digits = card.iter().rev().filter(|byte| byte.is_ascii_digit());
    let sum: u32 = digits
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit - b'0') << (place % 2);
            digit / 10 + digit % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

/// The text beside the name of a private field in any notation, if it contains digits: words there are the
/// vendor's own.
pub(super) fn named(view: &View) -> Vec<Range<usize>> {
    let values = PATTERNS
        .named
        .captures_iter(&view.bytes)
        .filter_map(|found| found.get(1));
    values
        .filter(|value| value.as_bytes().iter().filter(|byte| byte.is_ascii_digit()).count() >= 4)
        .map(|value| view.place(value.range()))
        .collect()
}

/// Encoded text that is as long as a key.
pub(super) fn encoded(view: &View) -> Vec<Range<usize>> {
    let found = PATTERNS.encoded.find_iter(&view.bytes);
    found
        .filter(|found| is_varied(found.as_bytes(), FEWEST_CHARACTERS))
        .map(|found| view.place(found.range()))
        .collect()
}
