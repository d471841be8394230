//! How the JSON of a body is laid out, and how its members are edited.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// How a JSON body is laid out. The meaning is the same in all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BodyStyle {
    /// Without blanks.
    #[default]
    Compact,
    /// With line breaks and indentation.
    PrettyPrinted,
    /// Every character beyond ASCII as `\u….`
    Escaped,
    /// Members in the opposite order, on every level.
    Reversed,
    /// Every member of the body and of what stands directly in it twice, with the same value: whichever of the two a
    /// vendor reads, it reads the same.
    Doubled,
}

impl BodyStyle {
    /// The style that the features call so.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "pretty-printed" => Self::PrettyPrinted,
            "escaped" => Self::Escaped,
            "reversed" => Self::Reversed,
            _ => return None,
        })
    }

    /// Writes a body.
    pub fn write(self, body: &Map<String, Value>) -> String {
        let value = Value::Object(body.clone());
        match self {
            Self::Compact => value.to_string(),
            Self::PrettyPrinted => format!("{value:#}"),
            Self::Escaped => escape(&value.to_string()),
            Self::Reversed => reverse(value).to_string(),
            Self::Doubled => doubled(&value, 2),
        }
    }
}

fn escape(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() {
            escaped.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        }
    }
    escaped
}

fn reverse(value: Value) -> Value {
    let members = |map: &Map<String, Value>| {
        let members = map.iter().rev();
        members
            .map(|(name, inner)| (name.clone(), reverse(inner.clone())))
            .collect()
    };
    value.as_object().map(members).unwrap_or(value)
}

/// JSON with every member twice, down to a depth.
fn doubled(value: &Value, depth: usize) -> String {
    let Some(map) = value.as_object().filter(|_| depth > 0) else {
        return value.to_string();
    };
    let members: Vec<String> = map
        .iter()
        .map(|(name, inner)| format!("{}:{}", Value::from(name.as_str()), doubled(inner, depth - 1)))
        .flat_map(|member| [member.clone(), member])
        .collect();
    format!("{{{}}}", members.join(","))
}

/// Sets a member, or takes it out.
pub(super) fn edit(map: &mut Map<String, Value>, name: &str, value: Option<&Value>) {
    match value {
        Some(value) => {
            map.insert(name.to_owned(), value.clone());
        }
        // Not swap_remove: the order of members is part of what is sent.
        None => {
            map.shift_remove(name);
        }
    }
}

/// A value as a header or a trace shows it: texts without quotes.
pub(super) fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
