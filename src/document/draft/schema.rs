//! The drafted schemas of the messages.

use serde_json::{Map, Value, json};

use super::subject::{MARK, Subject};
use crate::contract::Vendor;
use crate::document::cell::Kind;
use crate::document::compare::values_at;
use crate::document::page::{Page, PageField, Side};

/// Numbers of more digits are not exact everywhere.
const MOST_DIGITS: u64 = 15;

pub(super) fn text(page: &Page, subject: &Subject, side: Side) -> String {
    let name = &subject.name;
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("https://fuhe.example/schemas/{}/{name}.{}.json", subject.vendor.name(), side.name()),
        "$comment": MARK,
        "title": format!("{name}, the {}", side.name()),
        "x-zh": match side {
            Side::Request => format!("{name} 的请求"),
            Side::Answer => format!("{name} 的应答"),
        },
    });
    if let (Side::Request, Some(members)) = (side, schema.as_object_mut()) {
        members.insert("x-past-limit".to_owned(), subject.past_rule().into());
        members.insert("x-required".to_owned(), subject.missing_rule().into());
    }
    let fields: Vec<&PageField> = page
        .fields()
        .filter(|(own, _)| *own == side)
        .map(|(_, field)| field)
        .collect();
    let draft = Drafted {
        page,
        subject,
        side,
        fields,
    };
    draft.members("", &mut schema);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

struct Drafted<'p> {
    page: &'p Page,
    subject: &'p Subject,
    side: Side,
    fields: Vec<&'p PageField>,
}

impl Drafted<'_> {
    /// Adds the fields right below a place to the schema of that place.
    fn members(&self, parent: &str, schema: &mut Value) {
        let name = |field: &&&PageField| {
            let (own, name) = field.path.rsplit_once('.').unwrap_or(("", &field.path));
            (own == parent).then(|| name.to_owned())
        };
        let own: Vec<_> = self
            .fields
            .iter()
            .filter_map(|field| Some((name(&field)?, *field)))
            .collect();
        if own.is_empty() {
            return;
        }
        let required: Vec<&String> = own
            .iter()
            .filter(|(_, field)| field.required == Some(true))
            .map(|(name, _)| name)
            .collect();
        schema["type"] = "object".into();
        schema["required"] = json!(required);
        let rules = own.iter().enumerate().map(|(place, (name, field))| {
            let rule = match self.side {
                Side::Request if parent.is_empty() => self.subject.rule(place),
                Side::Request => String::new(),
                Side::Answer => self.subject.answer_rule(),
            };
            (name.clone(), self.property(field, &rule))
        });
        schema["properties"] = Value::Object(rules.collect());
    }

    fn property(&self, field: &PageField, rule: &str) -> Value {
        let kind = field.kind.unwrap_or(Kind::String);
        let values: Vec<&str> = field.values.iter().map(|(value, _)| value.as_str()).collect();
        let mut says = Map::new();
        let mut property = json!({
            "description": format!("TODO: {}", field.description),
            "x-zh": field.description,
            "type": kind.name(),
        });
        match kind {
            Kind::String => {
                if field.required == Some(true) {
                    property["minLength"] = 1.into();
                }
                if let Some(limit) = field.limit {
                    property["maxLength"] = limit.into();
                }
            }
            Kind::Integer | Kind::Number if values.is_empty() => match field.limit {
                Some(limit) if limit <= MOST_DIGITS => {
                    property["maximum"] = json!("9".repeat(limit_of(limit)).parse::<u64>().unwrap_or(u64::MAX));
                }
                Some(limit) => drop(says.insert("limit".to_owned(), limit.into())),
                None => {}
            },
            Kind::Integer | Kind::Number | Kind::Boolean | Kind::Object | Kind::Array => {
                if let Some(limit) = field.limit {
                    says.insert("limit".to_owned(), limit.into());
                }
            }
        }
        if !values.is_empty() && kind != Kind::Boolean {
            property["enum"] = values.iter().map(|value| typed(value, kind)).collect();
        }
        if let Some(default) = &field.default {
            property["default"] = typed(default, kind);
        }
        if field.required.is_none() {
            says.insert("required".to_owned(), Value::Null);
        }
        if !rule.is_empty() {
            property["x-rule"] = rule.into();
        }
        self.sampled(field, &mut property, &mut says);
        if !says.is_empty() {
            property["x-page"] = Value::Object(says);
        }
        if kind == Kind::Array {
            let mut items = json!({ "description": format!("TODO: one of {}", field.path), "type": "object" });
            self.members(&field.path, &mut items);
            property["items"] = items;
        } else {
            self.members(&field.path, &mut property);
        }
        property
    }

    /// What the page's samples have there; the embedded vendor answers the first.
    fn sampled(&self, field: &PageField, property: &mut Value, says: &mut Map<String, Value>) {
        let at = if self.side == Side::Answer && self.subject.vendor == Vendor::Gateway {
            format!("data.{}", field.path)
        } else {
            field.path.clone()
        };
        let samples = values_at(self.page, self.side, &at);
        let Some(first) = samples.iter().find(|sample| !sample.is_null()).or(samples.first()) else {
            return;
        };
        match self.side {
            Side::Request | Side::Answer if first.is_null() => {}
            Side::Request if field.required == Some(true) => property["x-base"] = first.to_string().into(),
            Side::Request | Side::Answer => property["x-sample"] = first.to_string().into(),
        }
        // What a page calls required may be null in its own sample.
        if samples.contains(&Value::Null) {
            property["type"] = json!([property["type"], "null"]);
        }
        says.insert("samples".to_owned(), samples.into());
    }
}

fn limit_of(limit: u64) -> usize {
    usize::try_from(limit).unwrap_or_default()
}

/// A value as the type has it.
fn typed(value: &str, kind: Kind) -> Value {
    match kind {
        Kind::Integer | Kind::Number | Kind::Boolean => serde_json::from_str(value).unwrap_or_else(|_| value.into()),
        Kind::String | Kind::Object | Kind::Array => value.into(),
    }
}
