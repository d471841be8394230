//! Mutants generated from every constraint of the answer schemas: the answer that breaks it.

use serde_json::Value;

use super::{Edit, Kind, Mutant};
use crate::contract::{Message, RuleId};
use crate::mock::answer::{AnswerEdit, Change, JsonType, Which};
use crate::mock::behaviour::Reason;
use crate::rule;
use crate::wire::{Operation, Vendor};

/// Answers whose fields are changed: the message, a pointer into its schema, where its fields stand in the answer, and
/// which answers carry them.
fn places() -> Vec<(Message, &'static str, &'static str, Which)> {
    let envelope = Message::named("envelope.answer");
    let mut places = vec![
        (envelope, "", "", Which::refused_for(Vendor::Gateway, Reason::Invalid)),
        (envelope, "", "", Which::any_success(Vendor::Gateway)),
    ];
    for operation in Operation::all() {
        let (answer, success) = (operation.answer(), Which::successes(operation.name()));
        match operation.vendor() {
            Vendor::Gateway => {
                places.push((answer, "", "/data", success));
                if answer.source().pointer("/properties/app").is_some() {
                    places.push((answer, "/properties/app", "/data/app", success));
                }
            }
            Vendor::Courier => {
                places.push((answer, "", "", success));
                let rows = Which::refusals(operation.name()).because(Reason::Rows);
                places.push((answer, "/properties/result/items", "/result/*", rows));
            }
        }
    }
    places
}

/// Answers that would no longer say whether the call was taken, so that every rule is concerned and none in particular;
/// and fields that are mutated by hand.
const LEFT_OUT: [(&str, &str); 8] = [
    (
        "batchSave.answer.succ",
        "it decides whether a call was taken; mutated by hand",
    ),
    (
        "envelope.answer.success.code",
        "it decides whether a call was taken; mutated by hand",
    ),
    (
        "envelope.answer.success.data",
        "the operations' own schemas say what stands in it",
    ),
    ("envelope.answer.refusal.data", "mutated by hand"),
    ("user.save.answer.app", "mutated by hand"),
    ("batchSave.answer.result", "mutated by hand"),
    (
        "batchDelete.answer.succ",
        "it decides whether a call was accepted; mutated by hand",
    ),
    ("batchDelete.answer.result", "mutated by hand"),
];

/// Every mutant of an answer schema.
pub(super) fn mutants() -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for (message, pointer, base, which) in places() {
        let schema = message.source().pointer(pointer).unwrap_or(&Value::Null);
        let file = message
            .path()
            .rsplit_once('/')
            .map_or("", |(_, file)| file)
            .trim_end_matches(".json");
        let place = match (message.name(), which.reason.is_some(), base) {
            ("envelope.answer", false, _) => format!("{file}.success"),
            ("envelope.answer", true, _) => format!("{file}.refusal"),
            (_, _, "/data/app") => format!("{file}.app"),
            (_, _, "/result/*") => format!("{file}.entry"),
            _ => file.to_owned(),
        };
        for (field, constraints) in schema["properties"].as_object().into_iter().flatten() {
            let name = format!("{place}.{field}");
            if LEFT_OUT.iter().any(|(left_out, _)| *left_out == name) {
                continue;
            }
            let field = Field {
                name,
                // Pointers into answers are constants elsewhere; these few live as long as the list of mutants.
                pointer: format!("{base}/{field}").leak(),
                is_required: schema["required"]
                    .as_array()
                    .is_some_and(|r| r.iter().any(|own| own == field)),
                rule: constraints["x-rule"]
                    .as_str()
                    .and_then(|id| id.parse().ok())
                    .unwrap_or(rule!("GW-03")),
                constraints,
                which,
            };
            field.mutate(&mut mutants);
        }
    }
    mutants
}

/// A field of an answer.
struct Field<'s> {
    name: String,
    pointer: &'static str,
    is_required: bool,
    rule: RuleId,
    constraints: &'s Value,
    which: Which,
}

impl Field<'_> {
    fn mutate(&self, mutants: &mut Vec<Mutant>) {
        let word = self.pointer.rsplit('/').next().unwrap_or_default();
        if self.is_required {
            let why = format!("{word} is left out of the new answer class.");
            self.add(mutants, "required", why, Change::Remove(self.pointer));
            let why = format!("{word} is read before it is set, and travels as null.");
            self.add(mutants, "null", why, Change::Set(self.pointer, Value::Null));
        }
        if let Some(limit) = self.constraints["maxLength"]
            .as_u64()
            .and_then(|max| usize::try_from(max).ok())
        {
            // Listed values are short, and a longer one is none of them.
            if self.constraints.get("enum").is_none() {
                let why = format!("{word} is made longer than its page allows by a new way to make it.");
                self.add(mutants, "maxLength+1", why, Change::Stretch(self.pointer, limit + 1));
            }
        }
        if self.constraints["minLength"].as_u64().is_some() {
            let why = format!("{word} is filled in by a later version only, and is empty until then.");
            self.add(mutants, "minLength", why, Change::Set(self.pointer, "".into()));
        }
        let other = match self.constraints["type"].as_str() {
            Some("integer" | "boolean") => JsonType::Text,
            _ if word == "msg" => JsonType::List,
            _ => JsonType::Number,
        };
        let why = format!("{word} has another type in the new answer class.");
        self.add(mutants, "type", why, Change::Retype(self.pointer, other));
    }

    fn add(&self, mutants: &mut Vec<Mutant>, change: &str, why: String, edit: Change) {
        mutants.push(Mutant {
            name: format!("{}:{change}", self.name),
            rules: vec![self.rule],
            why,
            kind: Kind::AnswerSchema,
            needs: Vec::new(),
            edit: Edit::Answer(AnswerEdit {
                which: self.which,
                change: edit,
            }),
        });
    }
}
