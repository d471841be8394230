//! The table of limits, typed from the pages.

use fuhe::contract::{CharSet, Message, Notation, Part, RuleId};
use serde_json::Value;

use super::sample::Given;

const TABLE: &str = include_str!("../limits.tsv");

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Required,
    Least,
    Most,
    Values,
}

impl Kind {
    pub(super) const ALL: [Self; 4] = [Self::Required, Self::Least, Self::Most, Self::Values];

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Required => "whether it is required",
            Self::Least => "the least length",
            Self::Most => "the greatest length",
            Self::Values => "the list of values",
        }
    }
}

/// One row of the table.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) message: Message,
    pub(super) field: String,
    pub(super) types: String,
    pub(super) required: bool,
    pub(super) least: Option<usize>,
    pub(super) most: Option<usize>,
    pub(super) values: Option<Vec<Value>>,
    pub(super) form: Option<CharSet>,
    pub(super) rule: RuleId,
    pub(super) missing: Option<RuleId>,
    pub(super) past: Option<RuleId>,
    pub(super) private: bool,
}

impl Row {
    pub(super) fn is_request(&self) -> bool {
        matches!(
            self.message,
            Message::EnvelopeRequest
                | Message::ClientUserSaveRequest
                | Message::UserSaveRequest
                | Message::BatchSaveRequest
                | Message::BatchSaveUser
        )
    }

    /// True for a text, whose length in characters the features can show.
    pub(super) fn is_text(&self) -> bool {
        self.types.split('|').any(|name| name == "string")
    }

    pub(super) fn says(&self, kind: Kind) -> Option<String> {
        match kind {
            Kind::Required => Some(yes(self.required)),
            Kind::Least => self.least.map(|n| n.to_string()),
            Kind::Most => self.most.map(|n| n.to_string()),
            Kind::Values => self.values.as_deref().map(listed),
        }
    }

    /// True where a page allows the value.
    pub(super) fn allows(&self, given: &Given) -> bool {
        let Given::Value(value) = given else {
            return !self.required;
        };
        let kind = match value {
            Value::String(_) => "string",
            Value::Number(n) if !n.is_f64() => "integer",
            Value::Number(_) => "number",
            Value::Bool(_) => "boolean",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
            Value::Null => "null",
        };
        let length = value.as_str().map(|text| text.chars().count());
        self.types.split('|').any(|name| name == kind)
            && self.values.as_ref().is_none_or(|values| values.contains(value))
            && length.is_none_or(|n| self.least.is_none_or(|least| n >= least))
            && length.is_none_or(|n| self.most.is_none_or(|most| n <= most))
            && self.is_formed(value)
    }

    pub(super) fn is_formed(&self, value: &Value) -> bool {
        let (Some(form), Some(text)) = (&self.form, value.as_str()) else {
            return true;
        };
        text.chars().all(|c| form.chars().contains(&c))
    }
}

pub(super) fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

pub(super) fn listed(values: &[Value]) -> String {
    let mut texts: Vec<String> = values.iter().map(Value::to_string).collect();
    texts.sort();
    texts.join(" ")
}

pub(super) fn table() -> Vec<Row> {
    let mut lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    let heading: Vec<&str> = lines.next().unwrap().split('\t').collect();
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), heading.len(), "{line}");
            let cell = |name: &str| {
                let at = heading.iter().position(|own| *own == name).unwrap();
                Some(cells[at]).filter(|cell| !cell.is_empty())
            };
            let said = |name: &str| match cell(name) {
                Some("yes") => true,
                Some("no") => false,
                other => panic!("{line}: {name} is yes or no, not {other:?}"),
            };
            let rule = |name: &str| cell(name).map(|id| id.parse().unwrap());
            Row {
                message: message(cell("message").unwrap()),
                field: cell("field").unwrap().to_owned(),
                types: cell("type").unwrap().to_owned(),
                required: said("required"),
                least: cell("least").map(|n| n.parse().unwrap()),
                most: cell("most").map(|n| n.parse().unwrap()),
                values: cell("values").map(|list| serde_json::from_str(list).unwrap()),
                form: cell("form").map(set),
                rule: rule("rule").unwrap(),
                missing: rule("missing"),
                past: rule("past"),
                private: said("private"),
            }
        })
        .collect()
}

/// The set of characters written as in the value notation.
pub(super) fn set(text: &str) -> CharSet {
    match format!("1 × {text}").parse() {
        Ok(Notation::Text(parts)) => match parts.into_iter().next() {
            Some(Part::Draw { set, .. }) => set,
            _ => panic!("{text} is no set"),
        },
        _ => panic!("{text} is no set"),
    }
}

pub(super) fn message(name: &str) -> Message {
    Message::ALL
        .into_iter()
        .find(|message| name_of(*message) == name)
        .unwrap_or_else(|| panic!("no schema is called {name}"))
}

pub(super) fn name_of(message: Message) -> &'static str {
    message.path().trim_end_matches(".json")
}
