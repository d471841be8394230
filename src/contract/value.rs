//! The value notation of the features: `32 × "张"`, `(absent)`, `16 × [a-z0-9]`.
//!
//! This is the grammar only. What a reference refers to and which characters are drawn is the business of the steps,
//! which hold the scenario's state.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use super::change::Change;

/// A value as a feature writes it.
#[derive(Clone, Debug, PartialEq)]
pub enum Notation {
    /// Any JSON value: `"text"`, `3`, `null`, `["a"]`.
    Json(Value),
    /// `(absent)`: the field is left out.
    Absent,
    /// `(base)` or nothing at all: what a correct call carries.
    Base,
    /// A text made of parts: `"a" + 3 × "b" + 8 × [0-9]`.
    Text(Vec<Part>),
    /// `(FIELD of NAME)`: what an earlier call sent or was answered.
    Reference {
        /// The field; a dot reaches into objects.
        field: String,
        /// The name of the call.
        name: String,
        /// What is done to a text, as in `(upper case of FIELD of NAME)`.
        change: Change,
    },
    /// `(identity PREFIX)`: a new name that begins so, and that no other call has.
    Identity {
        /// What it begins with.
        prefix: String,
    },
    /// `(name)`, `(email of 60 characters)`: a fresh value of a kind, in the form that the target asks for.
    Made {
        /// What it is for.
        kind: Made,
        /// How many characters it has; as many as usual where it is not said.
        length: Option<usize>,
    },
    /// `(all KEY)`: all values of a key of `[butler.fixtures]`, separated by commas.
    All {
        /// The key.
        key: String,
    },
    /// `(account)`: the account that a third-party id leads to.
    Account {
        /// The id, as in `(account of "x")`; without one, the row's own `thirdPlatformId`.
        of: Option<String>,
        /// How it is derived.
        by: DeriveBy,
    },
}

/// What a made-up value is for. Vendors look at the form of such values, although their pages do not say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// A person's name.
    Name,
    /// A unified social credit code or an identity number, as the `biz_user_type` of the same call asks for.
    Code,
    /// A unified social credit code, of an enterprise.
    CreditCode,
    /// An identity number, of a person.
    IdentityNumber,
    /// A mobile number.
    Phone,
    /// A business e-mail address.
    Email,
    /// A number inside a company.
    EmployeeNumber,
}

impl Made {
    /// Every kind, with its name in the notation.
    const ALL: [(&str, Self); 7] = [
        ("name", Self::Name),
        ("code", Self::Code),
        ("credit code", Self::CreditCode),
        ("identity number", Self::IdentityNumber),
        ("phone", Self::Phone),
        ("email", Self::Email),
        ("employee number", Self::EmployeeNumber),
    ];
}

/// One part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A text, so many times.
    Repeat {
        /// How many times.
        count: usize,
        /// The text.
        text: String,
    },
    /// What an earlier call sent or was answered, as `(FIELD of NAME)` has it.
    Reference {
        /// The field.
        field: String,
        /// The name of the call.
        name: String,
    },
    /// Characters drawn afresh.
    Draw {
        /// How many characters.
        count: usize,
        /// What they are drawn from.
        set: CharSet,
        /// The sign that the Java hash of the whole text must have, if any.
        hash: Option<HashSign>,
    },
}

/// The sign that a drawn text's Java hash code must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashSign {
    /// Below zero.
    Negative,
    /// Zero or above.
    Positive,
}

/// A set of characters such as `[a-z0-9]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CharSet(Vec<char>);

impl CharSet {
    /// The characters, in the order written.
    pub fn chars(&self) -> &[char] {
        &self.0
    }
}

/// How an account is derived from a third-party id: as documented, or wrongly in a way that a vendor must refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeriveBy {
    /// As BS-14 has it.
    Documented,
    /// The hash with its sign.
    NoAbsoluteValue,
    /// A hash over code points where Java's is over UTF-16 units.
    CodePoints,
    /// A hash over UTF-8 bytes.
    Utf8Bytes,
    /// The initials in upper case.
    UpperCaseInitials,
    /// Two initials where three are documented.
    TwoInitials,
    /// The hash of some other id.
    AnotherId,
    /// Three other letters before the right hash.
    OtherInitials,
    /// The hash alone.
    NoInitials,
    /// The documented account with the minus sign of the smallest int dropped (BS-15).
    NoMinusSign,
}

impl DeriveBy {
    const WRONG: [(&str, Self); 9] = [
        ("no absolute value", Self::NoAbsoluteValue),
        ("code points", Self::CodePoints),
        ("UTF-8 bytes", Self::Utf8Bytes),
        ("upper-case initials", Self::UpperCaseInitials),
        ("two initials", Self::TwoInitials),
        ("another id", Self::AnotherId),
        ("other initials", Self::OtherInitials),
        ("no initials", Self::NoInitials),
        ("no minus sign", Self::NoMinusSign),
    ];
}

/// A text that is no value in this notation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no value: {reason}")]
pub struct NotationError {
    text: String,
    reason: &'static str,
}

impl FromStr for Notation {
    type Err = NotationError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let fail = |reason| NotationError {
            text: text.to_owned(),
            reason,
        };
        if text.is_empty() {
            return Ok(Self::Base);
        }
        let is_one = outside_values(text).skip(1).all(|at| !text[at..].starts_with('+'));
        if let Some(inner) = text
            .strip_prefix('(')
            .and_then(|t| t.strip_suffix(')'))
            .filter(|_| is_one)
        {
            return Self::parenthesised(inner)
                .ok_or_else(|| fail("expected (absent), (base), (name) and its like, (account …) or (FIELD of NAME)"));
        }
        if let Ok(json) = serde_json::from_str(text) {
            return Ok(Self::Json(json));
        }
        split_outside_quotes(text)
            .into_iter()
            .map(Part::parse)
            .collect::<Option<Vec<_>>>()
            .map(Self::Text)
            .ok_or_else(|| fail("expected JSON, N × \"text\", N × [a-z], or such parts joined by +"))
    }
}

impl Notation {
    fn parenthesised(inner: &str) -> Option<Self> {
        match inner {
            "absent" => return Some(Self::Absent),
            "base" => return Some(Self::Base),
            _ => {}
        }
        if let Some(key) = inner.strip_prefix("all ") {
            return Some(Self::All { key: key.to_owned() });
        }
        if let Some(made) = Self::made(inner) {
            return Some(made);
        }
        if let Some(rest) = inner.strip_prefix("account") {
            return Self::account(rest);
        }
        if let Some(prefix) = inner.strip_prefix("identity ") {
            return Some(Self::Identity {
                prefix: prefix.to_owned(),
            });
        }
        let (change, reference) = Change::of(inner);
        let (field, name) = reference.rsplit_once(" of ")?;
        Some(Self::Reference {
            field: field.to_owned(),
            name: name.to_owned(),
            change,
        })
    }

    /// `name`, `name of 32 characters`.
    fn made(inner: &str) -> Option<Self> {
        let (kind, length) = match inner
            .strip_suffix(" characters")
            .and_then(|rest| rest.rsplit_once(" of "))
        {
            Some((kind, length)) => (kind, Some(length.parse().ok()?)),
            None => (inner, None),
        };
        let (_, kind) = *Made::ALL.iter().find(|(name, _)| *name == kind)?;
        Some(Self::Made { kind, length })
    }

    /// What follows the word in `(account)`, `(account by SPELLING)` and `(account of "id" by SPELLING)`.
    fn account(rest: &str) -> Option<Self> {
        let (id, spelling) = match rest.rsplit_once(" by ") {
            Some((id, spelling)) => (id, Some(spelling)),
            None => (rest, None),
        };
        let of = match id.strip_prefix(" of ") {
            Some(id) => Some(serde_json::from_str(id).ok()?),
            None if id.is_empty() => None,
            None => return None,
        };
        let by = match spelling {
            None => DeriveBy::Documented,
            Some(spelling) => DeriveBy::WRONG.iter().find(|(name, _)| *name == spelling)?.1,
        };
        Some(Self::Account { of, by })
    }
}

impl Part {
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.starts_with('"') {
            return Some(Self::Repeat {
                count: 1,
                text: serde_json::from_str(text).ok()?,
            });
        }
        if let Some(inner) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
            let (field, name) = inner.rsplit_once(" of ")?;
            return Some(Self::Reference {
                field: field.to_owned(),
                name: name.to_owned(),
            });
        }
        let (count, what) = text.split_once('×')?;
        let count = count.trim().parse().ok()?;
        let what = what.trim();
        if what.starts_with('"') {
            return Some(Self::Repeat {
                count,
                text: serde_json::from_str(what).ok()?,
            });
        }
        let (set, hash) = match what.split_once(" hashing ") {
            None => (what, None),
            Some((set, "negative")) => (set, Some(HashSign::Negative)),
            Some((set, "positive")) => (set, Some(HashSign::Positive)),
            Some(_) => return None,
        };
        Some(Self::Draw {
            count,
            set: CharSet::parse(set)?,
            hash,
        })
    }
}

impl CharSet {
    fn parse(text: &str) -> Option<Self> {
        let inner: Vec<char> = text.strip_prefix('[')?.strip_suffix(']')?.chars().collect();
        // A quote would hide the `+` before the next part, which would then be read as a part of this set.
        if inner.contains(&'"') {
            return None;
        }
        let mut set = Vec::new();
        let mut rest = inner.as_slice();
        loop {
            rest = match rest {
                [from, '-', to, rest @ ..] if from <= to => {
                    set.extend(*from..=*to);
                    rest
                }
                [single, rest @ ..] => {
                    set.push(*single);
                    rest
                }
                [] => break,
            };
        }
        (!set.is_empty()).then_some(Self(set))
    }
}

/// Splits at `+` signs that stand outside quoted strings and character sets.
fn split_outside_quotes(text: &str) -> Vec<&str> {
    let signs = outside_values(text).filter(|at| text[*at..].starts_with('+'));
    let mut parts = Vec::new();
    let mut start = 0;
    for at in signs {
        parts.push(&text[start..at]);
        start = at + 1;
    }
    parts.push(&text[start..]);
    parts
}

/// Byte positions that lie in no quoted string, character set or parenthesis.
pub fn outside_values(text: &str) -> impl Iterator<Item = usize> {
    let (mut quoted, mut escaped, mut depth) = (false, false, 0_i32);
    text.char_indices().filter_map(move |(at, c)| {
        let outside = !quoted && depth == 0;
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth -= 1,
            _ => {}
        }
        outside.then_some(at)
    })
}

impl fmt::Display for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Self::ALL.iter().find(|(_, kind)| kind == self);
        f.write_str(name.map_or("", |(name, _)| name))
    }
}

impl fmt::Display for DeriveBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            Self::WRONG
                .iter()
                .find(|(_, by)| by == self)
                .map_or("the documented rule", |(name, _)| name),
        )
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    fn repeat(count: usize, text: &str) -> Part {
        Part::Repeat {
            count,
            text: text.to_owned(),
        }
    }

    fn draw(count: usize, set: &str, hash: Option<HashSign>) -> Part {
        Part::Draw {
            count,
            set: CharSet(set.chars().collect()),
            hash,
        }
    }

    #[rstest]
    #[case("", Notation::Base)]
    #[case("(absent)", Notation::Absent)]
    #[case("null", Notation::Json(Value::Null))]
    #[case("-1", Notation::Json(json!(-1)))]
    #[case(r#""""#, Notation::Json(json!("")))]
    #[case(r#"["a"]"#, Notation::Json(json!(["a"])))]
    #[case(r#"32 × "张""#, Notation::Text(vec![repeat(32, "张")]))]
    #[case(r#""a+b" + 2 × "\"+" + 1 × [0-2x]"#,
        Notation::Text(vec![repeat(1, "a+b"), repeat(2, "\"+"), draw(1, "012x", None)]))]
    #[case("3 × [ab] hashing negative", Notation::Text(vec![draw(3, "ab", Some(HashSign::Negative))]))]
    #[case("(name)", Notation::Made { kind: Made::Name, length: None })]
    #[case("(employee number of 11 characters)",
        Notation::Made { kind: Made::EmployeeNumber, length: Some(11) })]
    #[case("(all cust_ids)", Notation::All { key: "cust_ids".into() })]
    #[case("(account)", Notation::Account { of: None, by: DeriveBy::Documented })]
    #[case("(account by code points)", Notation::Account { of: None, by: DeriveBy::CodePoints })]
    #[case(r#"(account of "x")"#, Notation::Account { of: Some("x".into()), by: DeriveBy::Documented })]
    #[case(r#"(account of "x" by no minus sign)"#,
        Notation::Account { of: Some("x".into()), by: DeriveBy::NoMinusSign })]
    #[case("(app.app_id of A)",
        Notation::Reference { field: "app.app_id".into(), name: "A".into(), change: Change::Unchanged })]
    #[case("(upper case of biz_user_id of A)",
        Notation::Reference { field: "biz_user_id".into(), name: "A".into(), change: Change::UpperCase })]
    #[case("(userNo of A with another ending)",
        Notation::Reference { field: "userNo".into(), name: "A".into(), change: Change::OtherEnding })]
    #[case("(a space and app_id of A)",
        Notation::Reference { field: "app_id".into(), name: "A".into(), change: Change::SpaceBefore })]
    fn reads(#[case] text: &str, #[case] notation: Notation) {
        assert_eq!(text.parse(), Ok(notation));
    }

    #[rstest]
    #[case("unquoted")]
    #[case("× \"a\"")]
    #[case("3 × []")]
    #[case(r#"1 × ["] + 1 × [a]"#)]
    #[case("3 × [a-z] hashing odd")]
    #[case("(account by guess)")]
    #[case("(nothing)")]
    fn refuses(#[case] text: &str) {
        assert!(text.parse::<Notation>().unwrap_err().to_string().contains(text));
    }
}
