//! The fields of a request as the schemas tell them, and what the pages say of their form.

use std::sync::OnceLock;

use serde_json::Value;

use crate::contract::{Message, RuleId};
use crate::wire::Operation;

/// A field of a request and everything that the pages say of it.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its own rule, which is also broken by taking a call without it where it is required. How such a call is refused is
    /// another rule (GW-09), and an acceptance says nothing of that.
    pub rule: RuleId,
    /// The rule that is broken by a value past its limit or outside its list.
    pub past: RuleId,
    /// True where a page requires it.
    pub required: bool,
    /// What values it takes.
    pub kind: Kind,
}

/// What values a field takes.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A text of up to so many characters.
    Text {
        /// The limit.
        most: usize,
        /// What the text is for.
        form: Form,
    },
    /// One of a list of texts.
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
        asked: &'static [i64],
    },
    /// True or false.
    Boolean,
    /// An account: so many small letters and digits.
    Account {
        /// At least so many.
        least: usize,
        /// At most so many.
        most: usize,
    },
}

/// What a text is for. A vendor may check such forms though no page says so (BS-50), so that only well-formed values must
/// be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A name or other words.
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
}

/// Texts that are not just words, by operation and field.
const FORMS: [(Operation, &str, Form); 9] = [
    (Operation::ClientUserSave, "biz_user_id", Form::Identity),
    (Operation::ClientUserSave, "biz_user_code", Form::Code),
    (Operation::UserSave, "etc_user_no", Form::Number),
    (Operation::UserSave, "biz_user_id", Form::Identity),
    (Operation::UserSave, "biz_user_code", Form::Code),
    (Operation::BatchSave, "userPhone", Form::Phone),
    (Operation::BatchSave, "userEmail", Form::Email),
    (Operation::BatchSave, "custId", Form::Cards),
    (Operation::BatchSave, "thirdPlatformId", Form::ThirdParty),
];

/// Numbers outside their list that CU-08 asks about.
const ASKED: [(Operation, &str, &[i64]); 1] = [(Operation::ClientUserSave, "biz_user_type", &[0])];

/// Fields whose values a live vendor may look up in its own books (BS-50).
const MADE_UP: [&str; 3] = ["custId", "organizationName", "organizationCode"];

/// The fields of an operation's business parameters, or of a row of its list.
pub fn fields(operation: Operation) -> &'static [Field] {
    static FIELDS: OnceLock<[Vec<Field>; 3]> = OnceLock::new();
    &FIELDS.get_or_init(|| Operation::ALL.map(read))[operation as usize]
}

/// The field of this name, if a page names it.
pub fn field(operation: Operation, name: &str) -> Option<&'static Field> {
    fields(operation).iter().find(|field| field.name == name)
}

impl Field {
    /// True where a live vendor may look the value up, so that one that is made up proves nothing there.
    pub fn is_looked_up(&self) -> bool {
        MADE_UP.contains(&self.name.as_str())
    }
}

fn read(operation: Operation) -> Vec<Field> {
    let schema = match operation {
        Operation::ClientUserSave => Message::ClientUserSaveRequest,
        Operation::UserSave => Message::UserSaveRequest,
        Operation::BatchSave => Message::BatchSaveUser,
    }
    .source();
    let properties = schema["properties"].as_object().into_iter().flatten();
    properties
        .filter_map(|(name, property)| read_field(operation, schema, name, property))
        .collect()
}

/// `None` for a property that names no rule: then nobody could be charged with anything, and a test of the schemas fails.
fn read_field(operation: Operation, schema: &Value, name: &str, property: &Value) -> Option<Field> {
    let rule_of = |value: &Value| value.as_str()?.parse::<RuleId>().ok();
    let rule = rule_of(&property["x-rule"])?;
    let past = property.get("x-past-limit").or_else(|| schema.get("x-past-limit"));
    let required = schema["required"].as_array();
    Some(Field {
        name: name.to_owned(),
        rule,
        past: past.and_then(rule_of).unwrap_or(rule),
        required: required.is_some_and(|names| names.iter().any(|own| own == name)),
        kind: read_kind(operation, name, property)?,
    })
}

fn read_kind(operation: Operation, name: &str, property: &Value) -> Option<Kind> {
    let most = property["maxLength"]
        .as_u64()
        .and_then(|most| usize::try_from(most).ok());
    let values = property["enum"].as_array();
    match (property["type"].as_str()?, values) {
        ("boolean", _) => Some(Kind::Boolean),
        ("integer", Some(values)) => Some(Kind::Number {
            values: values.iter().filter_map(Value::as_i64).collect(),
            asked: ASKED
                .iter()
                .find(|(own, field, _)| *own == operation && *field == name)
                .map_or(&[], |(.., asked)| asked),
        }),
        ("string", Some(values)) => Some(Kind::Choice {
            values: values.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            most: most?,
        }),
        ("string", None) => match property["pattern"].as_str() {
            Some(pattern) => account(pattern),
            None => Some(Kind::Text {
                most: most?,
                form: FORMS
                    .iter()
                    .find(|(own, field, _)| *own == operation && *field == name)
                    .map_or(Form::Words, |(.., form)| *form),
            }),
        },
        _ => None,
    }
}

/// The one pattern that a page gives: small letters and digits, so many.
fn account(pattern: &str) -> Option<Kind> {
    let lengths = pattern.strip_prefix("^[a-z0-9]{")?.strip_suffix("}$")?;
    let (least, most) = lengths.split_once(',')?;
    Some(Kind::Account {
        least: least.parse().ok()?,
        most: most.parse().ok()?,
    })
}
