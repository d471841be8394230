//! Business parameters as JSON on the command line: what is signed and sent must be what was written.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use serde::Deserialize as _;
use serde::de::{Error as DeError, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::Environment;
use super::new_files::fault;
use crate::error::Error;

/// A longer file holds something else.
const LONGEST: u64 = 16 << 20;

/// The JSON that `--params` names: `-` is standard input, `@FILE` a file, and everything else the JSON itself.
///
/// # Errors
/// [`Error::File`] or [`Error::Config`] if it cannot be read.
pub(super) fn text(argument: String, environment: &mut Environment) -> Result<String, Error> {
    let text = match argument.strip_prefix('@') {
        Some(path) => read_file(Path::new(path))?,
        None if argument == "-" => environment.read_input()?,
        None => argument,
    };
    // Some editors begin a file with this mark.
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

fn read_file(path: &Path) -> Result<String, Error> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes));
    read.map_err(fault("cannot read", path))?;
    if bytes.len() as u64 > LONGEST {
        return Err(Error::Config(format!(
            "--params: {} is longer than any call",
            path.display()
        )));
    }
    String::from_utf8(bytes)
        .map_err(|_| Error::Config(format!("--params: {} is not UTF-8; convert it first", path.display())))
}

/// Reads JSON, and refuses what parsers read in different ways. `expected` ends the sentence if the text is not JSON.
///
/// # Errors
/// In one sentence: not JSON, a name twice in one object, or a number that would be written back differently.
pub(super) fn read(text: &str, expected: &str) -> Result<Value, String> {
    let value = serde_json::from_str(text).map_err(|e| format!("this is not valid JSON ({e}); {expected}"))?;
    if let Some(number) = numbers(text).find(|number| !is_kept(number)) {
        return Err(format!(
            "programs write the number {number} differently, so it is not clear what was signed; write an \
             integer of up to 64 bits, or a string: \"{number}\""
        ));
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    Unique::deserialize(&mut reader).map_err(|e| {
        let sentence = e.to_string();
        let place = sentence.find(" at line").unwrap_or(sentence.len());
        sentence[..place].to_owned()
    })?;
    Ok(value)
}

/// The numbers of a JSON text, as they are written.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let mut within = false;
    let mut escaped = false;
    let outside = text.split(move |c: char| {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = within,
            '"' => within = !within,
            _ => {}
        }
        within || !(c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E'))
    });
    outside.filter(|word| word.contains(|c: char| c.is_ascii_digit()))
}

/// True for a number that every parser writes back digit for digit.
fn is_kept(number: &str) -> bool {
    let written = serde_json::from_str::<Value>(number).map(|value| value.to_string());
    let is_short = !number.contains(['e', 'E']) && !number.ends_with(".0");
    is_short && written.is_ok_and(|written| written == number)
}

/// JSON in which no object has a name twice.
struct Unique;

impl<'de> serde::Deserialize<'de> for Unique {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Unique)
    }
}

impl<'de> Visitor<'de> for Unique {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self, A::Error> {
        let mut names = BTreeSet::new();
        while let Some((name, Unique)) = members.next_entry::<String, Self>()? {
            if let Some(name) = names.replace(name) {
                return Err(<A::Error as DeError>::custom(format!(
                    "the name \"{name}\" stands twice in one object, and parsers differ in which one they use; remove \
                     one of them"
                )));
            }
        }
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self, A::Error> {
        while items.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(r#"{"a":"1e5 \\\" 1.0","b":[0,-1,12.5,18446744073709551615,-9223372036854775808,true,null],"c":{"a":1}}"#)]
    #[case(r#""-0""#)]
    #[case("7")]
    fn what_everybody_reads_alike_is_read(#[case] text: &str) {
        assert_eq!(read(text, "").map(|value| value.to_string()), Ok(text.to_owned()));
    }

    #[rstest]
    #[case(r#"{"a":18446744073709551616}"#, "18446744073709551616")]
    #[case(r#"{"a":-9223372036854775809}"#, "-9223372036854775809")]
    #[case(r#"[{"a":[1e5]}]"#, "1e5")]
    #[case("1E-7", "1E-7")]
    #[case(r#"{"a":1.0}"#, "1.0")]
    #[case(r#"{"a":1.10}"#, "1.10")]
    #[case(r#"{"a": -0 }"#, "-0")]
    #[case(r#"{"a":-0.0}"#, "-0.0")]
    #[case(r#"{"\\":"\\","a":3.14159265358979323846}"#, "3.14159265358979323846")]
    fn numbers_that_readers_change_are_refused(#[case] text: &str, #[case] number: &str) {
        let refusal = read(text, "").expect_err("refused");
        assert!(
            refusal.starts_with(&format!("programs write the number {number} differently")),
            "{refusal}"
        );
    }

    #[test]
    fn a_name_that_stands_twice_is_refused() {
        let sentence =
            "the name \"b\" stands twice in one object, and parsers differ in which one they use; remove one of them";
        assert_eq!(read(r#"{"a":[{"b":1,"c":2,"b":3}]}"#, ""), Err(sentence.to_owned()));
    }
}
