//! Lines of a target file: how they are written, and where they stand.

use std::fmt;

use serde_json::Value;
use toml::de::{DeTable, DeValue};

/// Keys whose values are not shown.
const SECRET: [&str; 2] = ["key", "iv"];

/// A line of a target file. JSON's spelling of strings, booleans and lists of strings is valid TOML as well.
pub fn line(key: &str, value: impl Into<Value>) -> String {
    format!("{key} = {}", value.into())
}

/// What a target file should say under a key.
#[derive(Clone, Debug)]
pub struct FileLine {
    /// The key.
    pub key: &'static str,
    /// What should stand there.
    pub says: Says,
    /// True if the file says something else, or by saying nothing means something else.
    pub differs: bool,
}

/// What should stand under a key.
#[derive(Clone, Debug)]
pub enum Says {
    /// This value.
    Value(Value),
    /// Nothing, which means this.
    Nothing(&'static str),
    /// What stands there.
    AsGiven,
    /// That is not known.
    Unknown,
}

impl fmt::Display for FileLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.says {
            Says::Value(value) => f.write_str(&line(self.key, value.clone())),
            Says::Nothing(means) => write!(f, "# without {}: {means}", self.key),
            Says::AsGiven => write!(f, "# {} stays as it is given", self.key),
            Says::Unknown => write!(f, "# {} is not known", self.key),
        }
    }
}

/// The number of the line on which a key stands in this section of a target file, and what stands there.
pub fn place_of(text: &str, section: &str, key: &str) -> Option<(usize, String)> {
    let file = DeTable::parse(text).ok()?;
    let mut table = file.get_ref();
    for part in section.split('.') {
        let (_, found) = table.iter().find(|(name, _)| name.get_ref().as_ref() == part)?;
        let DeValue::Table(inner) = found.get_ref() else {
            return None;
        };
        table = inner;
    }
    let (name, value) = table.iter().find(|(name, _)| name.get_ref().as_ref() == key)?;
    let number = text.get(..name.span().start)?.matches('\n').count() + 1;
    let value = if SECRET.contains(&key) {
        "‹secret›"
    } else {
        text.get(value.span())?
    };
    Some((number, format!("{key} = {value}")))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::section("a = 1\n\n[butler.des]\n mode = 'ecb' # so", Some((4, "mode = 'ecb'")))]
    #[case::inline("[butler]\ndes = { mode = \"ecb\" }", Some((2, "mode = \"ecb\"")))]
    #[case::dotted("butler.des.mode = \"ecb\"", Some((1, "mode = \"ecb\"")))]
    #[case::elsewhere("[butler]\nmode = 1\n[etc.des]\nmode = 1", None)]
    #[case::no_section("[butler]\ndes = 1", None)]
    #[case::not_toml("[butler", None)]
    fn a_key_is_found_however_it_is_written(#[case] text: &str, #[case] place: Option<(usize, &str)>) {
        let found = place_of(text, "butler.des", "mode");
        assert_eq!(found.as_ref().map(|(number, line)| (*number, line.as_str())), place);
    }

    #[test]
    fn a_secret_is_not_shown() {
        let place = place_of("[butler.des]\niv = \"geheim!!\"", "butler.des", "iv");
        assert_eq!(place, Some((2, "iv = ‹secret›".to_owned())));
    }
}
