//! What a schema says of each property.

use std::collections::BTreeMap;

use fuhe::contract::{CharSet, Message, RuleId};
use serde_json::{Map, Value};

use super::table::{Kind, Row, listed, set, yes};

pub(super) type Schemas = BTreeMap<Message, Value>;

pub(super) fn schemas() -> Schemas {
    Message::all().map(|m| (m, m.source().clone())).collect()
}

/// What calls carry, and what pages say otherwise: it limits nothing, and other tests hold it against limits and pages.
pub(super) const CARRIED: [&str; 12] = [
    "x-base",
    "x-others",
    "x-sample",
    "x-form",
    "x-asked",
    "x-forms",
    "x-belongs-to",
    "x-limited",
    "x-unasked",
    "x-fixture",
    "x-lists",
    "x-page",
];

/// The constraints on a property that this test knows how to compare. Any other would go unnoticed.
pub(super) const COMPARED: [&str; 16] = [
    "description",
    "x-zh",
    "default",
    "type",
    "enum",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "pattern",
    "x-rule",
    "x-past-limit",
    "x-private",
    "x-required",
    "properties",
    "items",
];

/// A property of a schema, and the object schema that it stands in.
pub(super) struct Property<'a> {
    root: &'a Value,
    parent: &'a Value,
    pub(super) own: &'a Value,
    name: &'a str,
}

impl<'a> Property<'a> {
    pub(super) fn find(schema: &'a Value, field: &'a str) -> Option<Self> {
        let mut parent = schema;
        let mut names = field.split('.').peekable();
        loop {
            let name = names.next()?;
            let own = parent.get("properties")?.get(name)?;
            if names.peek().is_none() {
                return Some(Self {
                    root: schema,
                    parent,
                    own,
                    name,
                });
            }
            parent = own.get("items").unwrap_or(own);
        }
    }

    pub(super) fn is_required(&self) -> bool {
        let required = self.parent["required"].as_array();
        required.is_some_and(|names| names.iter().any(|name| name == self.name))
    }

    /// The form and the two lengths of a pattern such as `^[a-z0-9]{6,20}$`.
    pub(super) fn pattern(&self) -> Option<(CharSet, usize, usize)> {
        let (form, lengths) = self.own["pattern"]
            .as_str()?
            .strip_prefix('^')?
            .strip_suffix("}$")?
            .split_once('{')?;
        let (least, most) = lengths.split_once(',')?;
        Some((set(form), least.parse().ok()?, most.parse().ok()?))
    }

    fn number(&self, keyword: &str) -> Option<usize> {
        self.own[keyword].as_u64().map(|n| usize::try_from(n).unwrap())
    }

    pub(super) fn says(&self, kind: Kind, row: &Row) -> Option<String> {
        match kind {
            Kind::Required => Some(yes(self.is_required())),
            Kind::Values => self.own["enum"].as_array().map(|values| listed(values)),
            Kind::Least => match (self.pattern(), self.own["minimum"].as_u64()) {
                (Some((_, least, _)), _) => Some(least.to_string()),
                (None, Some(least)) => Some(least.to_string()),
                (None, None) => self.number("minLength").map(|n| n.to_string()),
            },
            Kind::Most => match (self.pattern(), self.own["maximum"].as_u64()) {
                (Some((.., most)), _) => Some(most.to_string()),
                // The greatest number of so many digits is followed by a power of ten.
                (None, Some(most)) => Some(if digits(most) + 1 == digits(most + 1) {
                    digits(most).to_string()
                } else {
                    format!("{most} itself")
                }),
                (None, None) if row.types == "integer" => self.longest_value(row).map(|n| n.to_string()),
                (None, None) => self.number("maxLength").map(|n| n.to_string()),
            },
        }
    }

    /// A list of numbers says no length, but none of them may be longer than the page has it.
    fn longest_value(&self, row: &Row) -> Option<usize> {
        let values = self.own["enum"].as_array()?;
        let longest = values.iter().filter_map(Value::as_u64).map(digits).max()?;
        Some(row.most.map_or(longest, |most| longest.max(most)))
    }

    pub(super) fn rule(&self, keyword: &str) -> Option<RuleId> {
        let own = self.own.get(keyword).or_else(|| self.root.get(keyword));
        own.and_then(Value::as_str).map(|id| id.parse().unwrap())
    }
}

fn digits(number: u64) -> usize {
    number.to_string().len()
}

/// Every property of a schema by its dotted path, with its keywords.
pub(super) fn properties(schema: &Value, prefix: &str, found: &mut BTreeMap<String, Vec<String>>) {
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{prefix}{name}");
        let keywords = property.as_object().map(|map| map.keys().cloned().collect());
        found.insert(path.clone(), keywords.unwrap_or_default());
        let inner = property.get("items").unwrap_or(property);
        properties(inner, &format!("{path}."), found);
    }
}

pub(super) fn property_mut<'a>(schema: &'a mut Value, field: &str) -> &'a mut Map<String, Value> {
    let property = field.split('.').fold(schema, |schema, name| {
        let object = if schema.get("items").is_some() {
            &mut schema["items"]
        } else {
            schema
        };
        &mut object["properties"][name]
    });
    property.as_object_mut().unwrap()
}
