//! The tables of request and answer fields, made from the message schemas.

use serde_json::Value;

use super::index::{Chip, Index};
use super::words::Phrase;
use crate::contract::{Area, Message, Operation, RuleId};
use crate::report::words::plural;

/// One message: a table of fields.
#[derive(Debug)]
pub(super) struct MessageView {
    pub title: Phrase,
    pub size: Phrase,
    pub fields: Vec<Field>,
}

/// One row of the table.
#[derive(Debug)]
pub(super) struct Field {
    /// Its name, with what it stands in: `app.app_id`, `result[].rowNo`.
    pub path: String,
    pub about: Phrase,
    pub required: bool,
    /// The rule that a call without the field breaks, if that is not the field's own.
    pub missing: Option<Chip>,
    pub kind: String,
    pub limit: String,
    /// The rule under which a value past the limit stands.
    pub past: Option<Chip>,
    pub values: String,
    pub private: bool,
    pub rule: Option<Chip>,
}

impl Field {
    /// The rule past the limit, if there is a limit.
    pub(super) fn past_limit(&self) -> Option<&Chip> {
        self.past.as_ref().filter(|_| !self.limit.is_empty())
    }

    /// The rule past the values, if there is no limit.
    pub(super) fn past_values(&self) -> Option<&Chip> {
        self.past.as_ref().filter(|_| self.limit.is_empty())
    }

    /// True if the field's entry names the rule.
    pub(super) fn names(&self, rule: RuleId) -> bool {
        [&self.rule, &self.missing, &self.past]
            .into_iter()
            .flatten()
            .any(|chip| chip.id == rule)
    }
}

/// The messages of an area.
pub(super) fn messages(area: Area, index: &Index<'_>) -> Vec<MessageView> {
    Message::all()
        .filter(|message| Operation::area_of(*message) == area)
        .map(|message| {
            let schema = message.source();
            let mut fields = Vec::new();
            let table = Table { root: schema, index };
            table.collect(schema, "", &mut fields);
            MessageView {
                title: Phrase::new(text(schema, "title"), text(schema, "x-zh")),
                size: Phrase::new(plural(fields.len(), "field"), format!("{} 个字段", fields.len())),
                fields,
            }
        })
        .collect()
}

struct Table<'a> {
    root: &'a Value,
    index: &'a Index<'a>,
}

impl Table<'_> {
    /// The properties of an object, and below each those of the objects inside it.
    fn collect(&self, schema: &Value, above: &str, fields: &mut Vec<Field>) {
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
            return;
        };
        let required: Vec<&str> = list(schema, "required").iter().filter_map(Value::as_str).collect();
        for (name, property) in properties {
            let path = format!("{above}{name}");
            fields.push(self.field(property, &path, required.contains(&name.as_str())));
            self.collect(property, &format!("{path}."), fields);
            if let Some(items) = property.get("items") {
                self.collect(items, &format!("{path}[]."), fields);
            }
        }
    }

    fn field(&self, property: &Value, path: &str, required: bool) -> Field {
        let chip = |name: &str, from: &Value| from.get(name)?.as_str()?.parse().ok().map(|id| self.index.chip(id));
        let limit = limit(property);
        let past = chip("x-past-limit", property).or_else(|| chip("x-past-limit", self.root));
        Field {
            path: path.to_owned(),
            about: Phrase::new(text(property, "description"), text(property, "x-zh")),
            required,
            missing: if required { chip("x-required", self.root) } else { None },
            kind: kind(property),
            past: past.filter(|_| !limit.is_empty() || property.get("enum").is_some()),
            limit,
            values: values(property),
            private: property.get("x-private") == Some(&Value::Bool(true)),
            rule: chip("x-rule", property),
        }
    }
}

fn text<'a>(schema: &'a Value, name: &str) -> &'a str {
    schema.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn list<'a>(schema: &'a Value, name: &str) -> &'a [Value] {
    schema.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The type, in the words of the documentation if they differ from JSON's.
fn kind(property: &Value) -> String {
    let name = |kind: &Value| match kind.as_str() {
        Some("string") => "String".to_owned(),
        Some("integer") => "int".to_owned(),
        Some("array") => "List".to_owned(),
        Some("object") => "Object".to_owned(),
        other => other.unwrap_or_default().to_owned(),
    };
    match property.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().map(name).collect::<Vec<_>>().join(", "),
        Some(kind) => name(kind),
        None => String::new(),
    }
}

/// Length, size or number of entries; a pattern covers any length.
fn limit(property: &Value) -> String {
    if let Some(pattern) = property.get("pattern").and_then(Value::as_str) {
        return pattern.trim_start_matches('^').trim_end_matches('$').to_owned();
    }
    let number = |name: &str| property.get(name).and_then(Value::as_i64);
    [
        ("minLength", "maxLength"),
        ("minimum", "maximum"),
        ("minItems", "maxItems"),
    ]
    .into_iter()
    .find_map(|(least, most)| match (number(least), number(most)) {
        (Some(least), Some(most)) if least == most => Some(most.to_string()),
        (Some(least), Some(most)) => Some(format!("{least}–{most}")),
        (None, Some(most)) => Some(format!("≤ {most}")),
        (Some(least), None) => Some(format!("≥ {least}")),
        (None, None) => None,
    })
    .unwrap_or_default()
}

/// The values to choose from, without the default.
fn values(property: &Value) -> String {
    let mut values: Vec<String> = list(property, "enum").iter().map(Value::to_string).collect();
    if let Some(default) = property.get("default") {
        values.push(format!("default {default}"));
    }
    values.join(" ")
}
