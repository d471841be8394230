//! What the contract expects a page to say, in the terms of a page: made of the schemas. Where a rule knowingly differs from
//! its page, the schema has the page's word beside the field, in `x-page` (`schemas/README.md`).

use serde_json::Value;

use super::cell::{Kind, type_cell};
use super::page::Side;
use crate::contract::{Message, Operation, RuleId, Vendor};

/// A field as the contract has it.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    pub(super) side: Side,
    /// Its place on the page.
    pub(super) path: String,
    /// Its place in a message.
    pub(super) place: String,
    pub(super) kind: Option<Kind>,
    pub(super) limit: Option<u64>,
    /// `None` where the page does not say.
    pub(super) required: Option<bool>,
    pub(super) values: Vec<String>,
    pub(super) default: Option<String>,
    /// The values that the page's samples have; `None` where they are not compared.
    pub(super) samples: Option<Vec<Value>>,
    /// True where a table of the page has it.
    pub(super) is_in_table: bool,
    pub(super) rule: RuleId,
    /// The rule of a value past the limit or outside the list.
    pub(super) past: RuleId,
    /// The rule of a missing value.
    pub(super) missing: RuleId,
}

/// Every field of an operation, in the contract's order.
pub(super) fn fields(operation: Operation) -> Vec<Expected> {
    let mut all = Vec::new();
    for side in Side::ALL {
        let message = match side {
            Side::Request => operation.request(),
            Side::Answer => operation.answer(),
        };
        let top = Rules::of(message.source(), None);
        read(message.source(), side, "", top, &mut all);
    }
    if let (Some(list), Some(row)) = (operation.list(), operation.row()) {
        let rules = all
            .iter()
            .find(|field| field.place == list.field)
            .map(|field| field.rule);
        let prefix = format!("{}.", list.field);
        read(
            row.source(),
            Side::Request,
            &prefix,
            Rules::of(row.source(), rules),
            &mut all,
        );
    }
    all
}

/// The members of an answer that all operations of a vendor have around their own.
pub(super) fn envelope(operation: Operation) -> Vec<Expected> {
    let mut all = Vec::new();
    if operation.vendor() == Vendor::Gateway {
        let source = Message::named("envelope.answer").source();
        read(source, Side::Answer, "", Rules::of(source, None), &mut all);
    }
    all
}

/// The rules that hold for what stands below, where it names none.
#[derive(Clone, Copy, Debug)]
struct Rules {
    own: Option<RuleId>,
    past: Option<RuleId>,
    missing: Option<RuleId>,
}

impl Rules {
    fn of(schema: &Value, own: Option<RuleId>) -> Self {
        let rule = |keyword: &str| schema.get(keyword)?.as_str()?.parse().ok();
        Self {
            own: rule("x-rule").or(own),
            past: rule("x-past-limit"),
            missing: rule("x-required"),
        }
    }

    fn within(self, schema: &Value) -> Self {
        let own = Self::of(schema, self.own);
        Self {
            own: own.own,
            past: own.past.or(self.past),
            missing: own.missing.or(self.missing),
        }
    }
}

fn read(schema: &Value, side: Side, prefix: &str, rules: Rules, all: &mut Vec<Expected>) {
    let required = |name: &str| {
        let names = schema["required"].as_array();
        names.is_some_and(|names| names.iter().any(|own| own == name))
    };
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let rules = rules.within(property);
        let Some(rule) = rules.own else { continue };
        let place = format!("{prefix}{name}");
        all.push(field(property, side, &place, required(name), rules, rule));
        let inner = property.get("items").unwrap_or(property);
        read(inner, side, &format!("{place}."), rules, all);
    }
}

fn field(property: &Value, side: Side, place: &str, required: bool, rules: Rules, rule: RuleId) -> Expected {
    let page = &property["x-page"];
    let kinds = property["type"]
        .as_array()
        .into_iter()
        .flatten()
        .chain([&property["type"]]);
    let own = kinds.filter_map(Value::as_str).find_map(Kind::named);
    let limit = property["maxLength"]
        .as_u64()
        .or_else(|| digits(property["maximum"].as_u64()?));
    let pattern = || {
        property["pattern"]
            .as_str()?
            .strip_suffix("}$")?
            .rsplit_once(',')?
            .1
            .parse()
            .ok()
    };
    let values = property["enum"].as_array().into_iter().flatten().map(plain).collect();
    let is_private = property["x-private"] == true;
    Expected {
        side,
        path: page["name"].as_str().unwrap_or(place).to_owned(),
        place: place.to_owned(),
        kind: page["type"].as_str().map_or(own, |word| type_cell(word).kind),
        limit: says(page, "limit").map_or_else(|| limit.or_else(pattern), Value::as_u64),
        required: says(page, "required").map_or(Some(required), Value::as_bool),
        values,
        default: says(page, "default").or(property.get("default")).map(plain),
        samples: match &page["samples"] {
            Value::String(_) => None,
            Value::Array(samples) => Some(samples.clone()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => (!is_private).then(Vec::new),
        },
        is_in_table: page["table"] != false,
        rule,
        past: rules.past.unwrap_or(rule),
        missing: rules.missing.unwrap_or(rule),
    }
}

/// What the page says where it is not what the rule says; null where it says nothing.
fn says<'p>(page: &'p Value, what: &str) -> Option<&'p Value> {
    page.as_object()?.get(what)
}

/// How many digits a greatest number leaves, if it is the greatest of so many.
fn digits(most: u64) -> Option<u64> {
    let text = most.to_string();
    text.bytes()
        .all(|digit| digit == b'9')
        .then(|| u64::try_from(text.len()).ok())?
}

/// A value as a page writes it.
pub(super) fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
