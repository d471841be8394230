//! Numbers as JSON writes them.

use serde_json::{Map, Number, Value};

/// A value in which every number without a fraction is an integer: `1.0` is the number 1.
pub(super) fn integral(value: Value) -> Value {
    /// Up to here every integer has a float of its own.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match value {
        Value::Array(items) => items.into_iter().map(integral).collect(),
        Value::Object(members) => Value::Object(integral_members(members)),
        Value::Number(number) if number.is_f64() => match number.as_f64() {
            #[expect(clippy::cast_possible_truncation, reason = "a float has this range exactly")]
            Some(float) if float.fract() == 0.0 && float.abs() <= EXACT => Value::from(float as i64),
            _ => Value::Number(number),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

/// The same of an object's members.
pub(super) fn integral_members(members: Map<String, Value>) -> Map<String, Value> {
    members
        .into_iter()
        .map(|(name, value)| (name, integral(value)))
        .collect()
}

/// True for a number as the grammar has it.
pub(super) fn is_number(word: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = word.strip_prefix('-').unwrap_or(word);
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest.starts_with('0')) {
        return false;
    }
    rest = &rest[whole..];
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = digits(fraction);
        if length == 0 {
            return false;
        }
        rest = &fraction[length..];
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        return digits(exponent) > 0 && digits(exponent) == exponent.len();
    }
    rest.is_empty()
}

/// A number of any length; one that is too great for a float becomes the greatest float.
pub(super) fn number_of(word: &str) -> Value {
    if let Ok(number) = word.parse::<i64>() {
        return number.into();
    }
    if let Ok(number) = word.parse::<u64>() {
        return number.into();
    }
    let float = word.parse::<f64>().unwrap_or_default();
    Number::from_f64(float.clamp(f64::MIN, f64::MAX)).map_or(Value::Null, Value::Number)
}

/// What some writers use instead of a value, as far as its meaning is clear.
pub(super) fn misspelt(word: &str) -> Option<Value> {
    match word {
        "True" | "TRUE" => Some(Value::Bool(true)),
        "False" | "FALSE" => Some(Value::Bool(false)),
        "None" | "NULL" | "undefined" | "NaN" | "Infinity" | "-Infinity" => Some(Value::Null),
        other => {
            let float = other.parse::<f64>().ok()?;
            Some(Number::from_f64(float).map_or(Value::Null, Value::Number))
        }
    }
}

/// The number that four hexadecimal digits make.
pub(super) fn hex_digits(text: &str) -> Option<u32> {
    let digits = text.get(..4)?;
    let all_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    all_hex.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}
