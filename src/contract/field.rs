//! The fields of a request as its schema has them: limits, rules, and the values that correct calls carry. The keywords
//! are documented in `schemas/README.md`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::Value;

use super::{Message, Notation, RuleId};

/// A field of a request and everything that the pages say of it.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Its own rule.
    pub rule: RuleId,
    /// The rule that is broken by accepting a call without it, where it is required. How such a call is refused is another
    /// rule (GW-09), and an acceptance says nothing of that.
    pub missing: RuleId,
    /// The rule that is broken by a value past its limit or outside its list.
    pub past: RuleId,
    /// True where a page requires it.
    pub required: bool,
    /// What values it takes.
    pub kind: Kind,
    /// Its value in a correct call; `None` where a correct call leaves it out.
    pub base: Option<Sample>,
    /// Its value in a call that has all optional fields.
    pub sample: Option<Sample>,
    /// Other documented values of a field that every correct call has.
    pub others: Vec<Sample>,
    /// Other forms of its value, each with the line of a target file that asks for it.
    pub forms: Vec<(&'static str, Sample)>,
    /// The key of the target's fixtures that has a real value.
    pub fixture: Option<&'static str>,
    /// The field whose value it goes with, in a correct call.
    pub belongs_to: Option<&'static str>,
    /// The rule that lets a platform limit how many of what it asks for there are, where it is true (GW-24).
    pub limited: Option<RuleId>,
    /// The field of a user that it lists, where a step names users: `userNos` lists each `userNo`.
    pub lists: Option<&'static str>,
}

/// A value in the notation of the features.
#[derive(Clone, Debug)]
pub struct Sample {
    /// As the schema has it.
    pub text: &'static str,
    /// As it is read.
    pub notation: Notation,
}

/// What values a field takes.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A string of up to so many characters.
    Text {
        /// The limit.
        most: usize,
        /// What the string is for.
        form: Form,
    },
    /// One of a list of strings.
    Choice {
        /// The list.
        values: Vec<String>,
        /// The limit in characters.
        most: usize,
    },
    /// One of a list of numbers.
    Number {
        /// The list.
        values: Vec<i64>,
        /// Numbers outside it that an open rule asks about.
        asked: Vec<i64>,
    },
    /// True or false.
    Boolean,
    /// An account: so many lower-case letters and digits.
    Account {
        /// At least so many.
        least: usize,
        /// At most so many.
        most: usize,
    },
}

/// What a string is for. A vendor may check such forms though no page says so (BS-50), so that only well-formed values
/// must be accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// A name or other words.
    #[default]
    Words,
    /// A number on a licence or a card: digits and capital letters.
    Code,
    /// A mobile number.
    Phone,
    /// An e-mail address.
    Email,
    /// Monthly accounts, separated by commas.
    Cards,
    /// The caller's own id of a user: new in each call, or what becomes of it is open (CU-09, GU-16).
    Identity,
    /// The vendor's number of a user, which nobody can make up (GU-13).
    Number,
    /// An id from which the account is derived (BS-14).
    ThirdParty,
    /// Accounts of users, separated by commas.
    Accounts,
    /// The client's own id, which the target gives.
    Own,
}

impl Field {
    /// True where values of it can be drawn: the client's own id is given by the target.
    pub fn is_drawn(&self) -> bool {
        !matches!(self.kind, Kind::Text { form: Form::Own, .. })
    }

    /// True where a correct call has another value each time: an identity, or one that vendors may ask to be new.
    pub fn is_new_in_each_call(&self) -> bool {
        let base = self.base.as_ref().map(|base| &base.notation);
        matches!(base, Some(Notation::Identity { .. } | Notation::Made { .. }))
    }
}

impl Message {
    /// The fields of a request.
    pub fn fields(self) -> &'static [Field] {
        static FIELDS: OnceLock<BTreeMap<Message, Vec<Field>>> = OnceLock::new();
        let fields = FIELDS.get_or_init(|| {
            let requests = Self::all().filter(|message| message.is_request());
            requests.map(|message| (message, read(message.source()))).collect()
        });
        fields.get(&self).map(Vec::as_slice).unwrap_or_default()
    }

    /// The field of this name, if a page names it.
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }
}

fn read(schema: &'static Value) -> Vec<Field> {
    let properties = schema["properties"].as_object().into_iter().flatten();
    properties
        .filter_map(|(name, property)| read_field(schema, name, property))
        .collect()
}

/// `None` for a property that names no rule: then nobody could be charged with anything, and a test of the schemas fails.
fn read_field(schema: &'static Value, name: &'static str, property: &'static Value) -> Option<Field> {
    let rule_of = |value: &Value| value.as_str()?.parse::<RuleId>().ok();
    let rule = rule_of(&property["x-rule"])?;
    let past = property.get("x-past-limit").or_else(|| schema.get("x-past-limit"));
    let required = schema["required"].as_array();
    Some(Field {
        name,
        rule,
        missing: property.get("x-required").and_then(rule_of).unwrap_or(rule),
        past: past.and_then(rule_of).unwrap_or(rule),
        required: required.is_some_and(|names| names.iter().any(|own| own == name)),
        kind: read_kind(property)?,
        base: sample(&property["x-base"]),
        sample: sample(&property["x-sample"]),
        others: property["x-others"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(sample)
            .collect(),
        forms: property["x-forms"]
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(line, value)| Some((line.as_str(), sample(value)?)))
            .collect(),
        fixture: property["x-fixture"].as_str(),
        belongs_to: property["x-belongs-to"].as_str(),
        limited: rule_of(&property["x-limited"]),
        lists: property["x-lists"].as_str(),
    })
}

fn read_kind(property: &Value) -> Option<Kind> {
    let most = property["maxLength"]
        .as_u64()
        .and_then(|most| usize::try_from(most).ok());
    let values = property["enum"].as_array();
    match (property["type"].as_str()?, values) {
        ("boolean", _) => Some(Kind::Boolean),
        ("integer", Some(values)) => Some(Kind::Number {
            values: values.iter().filter_map(Value::as_i64).collect(),
            asked: property["x-asked"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_i64)
                .collect(),
        }),
        ("string", Some(values)) => Some(Kind::Choice {
            values: values.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            most: most?,
        }),
        ("string", None) => match property["pattern"].as_str() {
            Some(pattern) => account(pattern),
            None => Some(Kind::Text {
                most: most?,
                form: Form::deserialize(&property["x-form"]).unwrap_or_default(),
            }),
        },
        _ => None,
    }
}

/// The one pattern that a page gives: lower-case letters and digits, so many.
fn account(pattern: &str) -> Option<Kind> {
    let lengths = pattern.strip_prefix("^[a-z0-9]{")?.strip_suffix("}$")?;
    let (least, most) = lengths.split_once(',')?;
    Some(Kind::Account {
        least: least.parse().ok()?,
        most: most.parse().ok()?,
    })
}

/// The schemas are part of the program: a value that cannot be read is a broken build, which every test notices.
fn sample(value: &'static Value) -> Option<Sample> {
    let text = value.as_str()?;
    let notation = text.parse().unwrap_or_else(|e| panic!("schemas/: {e}"));
    Some(Sample { text, notation })
}
