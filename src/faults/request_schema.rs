//! Mutants generated from every constraint of the request schemas, in both directions: what is allowed becomes one less,
//! and what is refused becomes one less.

use serde_json::Value;

use super::{Edit, Kind, Mutant};
use crate::contract::{Message, RuleId};
use crate::rule;

/// Texts that the contract fills with Chinese characters to the last, so that one character less breaks GW-17 as well.
const FILLED_IN_CHINESE: [(&str, &str); 10] = [
    ("client.user.save.request", "biz_user_id"),
    ("client.user.save.request", "biz_user_name"),
    ("client.user.save.request", "biz_user_code"),
    ("user.save.request", "biz_user_id"),
    ("user.save.request", "biz_user_name"),
    ("user.save.request", "biz_user_code"),
    ("batchSave.user", "userRealName"),
    ("batchSave.user", "empNo"),
    ("batchSave.user", "organizationName"),
    ("batchSave.user", "thirdPlatformId"),
];

/// Edits that nobody can see from outside, or that leave nothing to be seen, with the reason.
const LEFT_OUT: &[(&str, &str, &str, &str)] = &[
    (
        "batchSave.request",
        "type",
        "enum-1",
        "nothing could be created, so nothing could be seen",
    ),
    (
        "envelope.request",
        "nonce",
        "maxLength-1",
        "no call at all would be taken",
    ),
    (
        "envelope.request",
        "app_id",
        "maxLength-1",
        "nobody could call any more",
    ),
    (
        "envelope.request",
        "app_id",
        "maxLength+1",
        "an id that nobody was issued is refused anyway",
    ),
    (
        "envelope.request",
        "app_id",
        "maxLength",
        "an id that nobody was issued is refused anyway",
    ),
    (
        "envelope.request",
        "app_id",
        "minLength",
        "an id that nobody was issued is refused anyway",
    ),
    (
        "envelope.request",
        "app_id",
        "required",
        "without an application no signature can be right",
    ),
    (
        "envelope.request",
        "sign",
        "minLength",
        "an empty signature is wrong anyway",
    ),
    ("envelope.request", "sign", "required", "no signature is wrong anyway"),
    (
        "envelope.request",
        "api_code",
        "minLength",
        "no operation has an empty code",
    ),
    ("envelope.request", "api_code", "required", "no operation has no code"),
    (
        "envelope.request",
        "params",
        "required",
        "no operation does without parameters",
    ),
    (
        "user.save.request",
        "etc_user_no",
        "maxLength+1",
        "nobody has a number that long",
    ),
    (
        "user.save.request",
        "etc_user_no",
        "maxLength",
        "nobody has a number that long",
    ),
    ("batchSave.user", "userNo", "minLength", "the pattern says the same"),
];

/// Lengths whose neighbours only an open question looks at.
const OPEN_LENGTHS: [(&str, &str); 2] = [("envelope.request", "nonce"), ("envelope.request", "api_code")];

/// Every mutant of a request schema.
pub(super) fn mutants() -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for message in Message::all().filter(|message| message.is_request()) {
        let schema = message.source();
        for (field, constraints) in schema["properties"].as_object().into_iter().flatten() {
            let subject = Subject {
                message,
                schema,
                field,
                constraints,
            };
            subject.lengths(&mut mutants);
            subject.presence(&mut mutants);
            subject.values(&mut mutants);
        }
    }
    mutants
}

/// A field of a message.
struct Subject<'s> {
    message: Message,
    schema: &'s Value,
    field: &'s str,
    constraints: &'s Value,
}

impl Subject<'_> {
    fn lengths(&self, mutants: &mut Vec<Mutant>) {
        // Only the client's own id is accepted, so that others are refused at every length.
        if self.constraints["x-form"] == "own" {
            return;
        }
        let field = self.field;
        let is_listed = self.constraints.get("enum").is_some();
        if let Some(max) = self.constraints["maxLength"].as_u64().filter(|_| !is_listed) {
            let is_open = OPEN_LENGTHS.contains(&(self.message.name(), field));
            let set = |value: u64| self.set("maxLength", value.into());
            let mut at_limit = vec![self.rule()];
            if FILLED_IN_CHINESE.contains(&(self.message.name(), field)) {
                at_limit.push(rule!("GW-17"));
            }
            // The longest API code there can be is unknown, and called so.
            if (self.message.name(), field) == ("envelope.request", "api_code") {
                at_limit = vec![rule!("GW-07")];
            }
            let why = format!("{field} is compared with < instead of <=, so its last character no longer fits.");
            self.add(mutants, "maxLength-1", at_limit, why, set(max - 1));
            if !is_open {
                let why =
                    format!("The column behind {field} is one longer than its page says, and nothing else looks.");
                self.add(mutants, "maxLength+1", vec![self.past_limit()], why, set(max + 1));
                let why = format!("The check of {field} was lost when its column became a text of any length.");
                let without = Edit::SchemaWithout(self.message, self.pointer("maxLength"));
                self.add(mutants, "maxLength", vec![self.past_limit()], why, without);
            }
        }
        if self.constraints["minLength"].as_u64().is_some() && !is_listed {
            let why = format!("{field} is compared with null only, so an empty text passes.");
            let without = Edit::SchemaWithout(self.message, self.pointer("minLength"));
            self.add(mutants, "minLength", vec![self.required_rule()], why, without);
        }
    }

    fn presence(&self, mutants: &mut Vec<Mutant>) {
        let field = self.field;
        if self.is_required() {
            let why = format!("The annotation that makes {field} required got lost when its class was moved.");
            let edit = Edit::Optional(self.message, field.to_owned());
            self.add(mutants, "required", vec![self.required_rule()], why, edit);
        }
    }

    fn values(&self, mutants: &mut Vec<Mutant>) {
        let Some(listed) = self.constraints["enum"].as_array() else {
            return;
        };
        let field = self.field;
        for value in listed {
            let rest: Vec<Value> = listed.iter().filter(|other| *other != value).cloned().collect();
            let name = format!("enum-{}", plain(value));
            let why = format!(
                "{} was forgotten when the values of {field} became an enumeration.",
                plain(value)
            );
            self.add(mutants, &name, vec![self.rule()], why, self.set("enum", rest.into()));
        }
        for neighbour in neighbours(listed) {
            // What becomes of 0 for a desktop user is an open question.
            if (self.message.name(), &neighbour) == ("client.user.save.request", &Value::from(0)) {
                continue;
            }
            let mut more = listed.clone();
            more.push(neighbour.clone());
            let name = format!("enum+{}", plain(&neighbour));
            let why = format!(
                "{} is taken for {field}, for a feature that is not released yet.",
                plain(&neighbour)
            );
            self.add(
                mutants,
                &name,
                vec![self.past_limit()],
                why,
                self.set("enum", more.into()),
            );
        }
        let why = format!("{field} is handed on without a look at the values that are documented.");
        let without = Edit::SchemaWithout(self.message, self.pointer("enum"));
        self.add(mutants, "enum", vec![self.past_limit()], why, without);
    }

    fn add(&self, mutants: &mut Vec<Mutant>, change: &str, rules: Vec<RuleId>, why: String, edit: Edit) {
        let is_left_out = LEFT_OUT.iter().any(|(message, field, left_out, _)| {
            (*message, *field, *left_out) == (self.message.name(), self.field, change)
        });
        if !is_left_out {
            let message = self.message.path().rsplit_once('/').map_or("", |(_, file)| file);
            mutants.push(Mutant {
                name: format!("{}.{}:{change}", message.trim_end_matches(".json"), self.field),
                rules,
                why,
                kind: Kind::RequestSchema,
                needs: Vec::new(),
                edit,
            });
        }
    }

    fn set(&self, keyword: &str, value: Value) -> Edit {
        Edit::Schema(self.message, self.pointer(keyword), value)
    }

    fn pointer(&self, keyword: &str) -> String {
        format!("/properties/{}/{keyword}", self.field)
    }

    fn is_required(&self) -> bool {
        self.schema["required"]
            .as_array()
            .is_some_and(|required| required.iter().any(|name| name == self.field))
    }

    /// The field's own rule.
    fn rule(&self) -> RuleId {
        self.rule_named("x-rule").unwrap_or(rule!("GW-01"))
    }

    /// The rule under which values past a limit stand.
    fn past_limit(&self) -> RuleId {
        self.rule_named("x-past-limit").unwrap_or_else(|| self.rule())
    }

    /// The rule that a call without the field breaks: its own, but for the envelope's (GW-19). GW-09 says how such a call
    /// is refused; one that is taken breaks the field's rule.
    fn required_rule(&self) -> RuleId {
        if self.message.name() == "envelope.request" {
            return rule!("GW-19");
        }
        let own = self.constraints["x-required"].as_str();
        own.and_then(|id| id.parse().ok()).unwrap_or_else(|| self.rule())
    }

    fn rule_named(&self, keyword: &str) -> Option<RuleId> {
        let own = self.constraints.get(keyword).or_else(|| self.schema.get(keyword));
        own?.as_str()?.parse().ok()
    }
}

/// The values next to those listed, on either side.
fn neighbours(listed: &[Value]) -> Vec<Value> {
    let number = |value: &Value| value.as_i64().or_else(|| value.as_str()?.parse().ok());
    let numbers: Vec<i64> = listed.iter().filter_map(number).collect();
    let is_text = listed.iter().any(Value::is_string);
    let sides = [numbers.iter().min().map(|n| n - 1), numbers.iter().max().map(|n| n + 1)];
    sides
        .into_iter()
        .flatten()
        .map(|n| if is_text { n.to_string().into() } else { n.into() })
        .collect()
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn what_is_left_out_would_exist() {
        for (message, field, change, why) in LEFT_OUT {
            let keyword = change.split(['-', '+']).next().unwrap_or_default();
            let schema = Message::named(message).source();
            let exists = schema["properties"][field].get(keyword).is_some()
                || schema["required"]
                    .as_array()
                    .is_some_and(|required| required.iter().any(|name| name == field));
            assert!(exists && !why.is_empty(), "{message} {field} {change}");
        }
    }

    #[test]
    fn every_field_of_every_request_has_a_mutant_or_a_reason() {
        let names: BTreeSet<String> = mutants().into_iter().map(|mutant| mutant.name).collect();
        for message in Message::all().filter(|message| message.is_request()) {
            for field in message.source()["properties"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(name, _)| name)
            {
                let has_mutant = names.iter().any(|name| name.contains(&format!(".{field}:")));
                let is_left_out = LEFT_OUT
                    .iter()
                    .any(|(own, name, ..)| (*own, *name) == (message.name(), field.as_str()));
                // A boolean has no constraint besides its type, which may be converted (GW-16).
                assert!(
                    has_mutant || is_left_out || field == "create_app",
                    "{} {field}",
                    message.path()
                );
            }
        }
    }
}
