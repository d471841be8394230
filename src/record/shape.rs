//! The shape of an answer: names, types, nullness and length class, never values. A vendor's release that changes it is
//! worth a look, even where the documentation allows the change.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{ExchangeRecord, RunRecord};
use crate::wire::Vendor;
use crate::wire::etc::Answer;

/// The shapes of all answers of a run by kind: operation, and `accepted` or the code of the refusal.
///
/// A kind lists each path of its answers (`/data/app/app_id`, `/result/*/cause`) with everything that was seen there,
/// so that optional fields and several length classes of one field make one stable line.
pub fn shapes(run: &RunRecord) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut kinds: BTreeMap<String, Kind> = BTreeMap::new();
    let exchanges = run.scenarios.iter().flat_map(|scenario| &scenario.exchanges);
    for exchange in exchanges {
        let kind = kinds.entry(name_of_kind(exchange)).or_default();
        kind.answers += 1;
        match serde_json::from_str(&exchange.response.body) {
            Ok(body) => kind.collect("", &body),
            Err(_) => kind.see("", "no JSON".to_owned()),
        }
    }
    kinds.into_iter().map(|(name, kind)| (name, kind.lines())).collect()
}

#[derive(Default)]
struct Kind {
    answers: usize,
    seen: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Kind {
    fn see(&mut self, path: &str, what: String) {
        *self.seen.entry(path.to_owned()).or_default().entry(what).or_default() += 1;
    }

    fn collect(&mut self, path: &str, value: &Value) {
        self.see(path, class(value));
        match value {
            Value::Object(object) => {
                for (name, inner) in object {
                    self.collect(&format!("{path}/{name}"), inner);
                }
            }
            Value::Array(items) => {
                for item in items {
                    self.collect(&format!("{path}/*"), item);
                }
            }
            _ => {}
        }
    }

    fn lines(self) -> BTreeMap<String, String> {
        let answers = self.answers;
        self.seen
            .into_iter()
            .map(|(path, seen)| {
                let times: usize = seen.values().sum();
                let mut what: Vec<String> = seen.into_keys().collect();
                // Entries of a list come as often as they like; a field of the answer itself may be missing at times.
                if times < answers && !path.contains('*') {
                    what.push("absent".to_owned());
                }
                (path, what.join(" | "))
            })
            .collect()
    }
}

fn name_of_kind(exchange: &ExchangeRecord) -> String {
    let body = serde_json::from_str(&exchange.response.body);
    let outcome = match (exchange.operation.vendor(), body) {
        (Vendor::Etc, Ok(Value::Object(body))) => match Answer::read(&body).code() {
            Some("000") => "accepted".to_owned(),
            Some(code) => format!("refused {code}"),
            None => "without a code".to_owned(),
        },
        (Vendor::Butler, Ok(Value::Object(body))) => match body.get("succ").and_then(Value::as_str) {
            Some("ok") => "accepted".to_owned(),
            Some(succ) => format!(
                "{succ} {}",
                if body["result"].is_array() {
                    "with rows"
                } else {
                    "as a whole"
                }
            ),
            None => "without succ".to_owned(),
        },
        _ => "no object".to_owned(),
    };
    format!("{} {outcome}", exchange.operation)
}

fn class(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) => "boolean".to_owned(),
        Value::Number(number) if number.is_f64() => "number".to_owned(),
        Value::Number(_) => "integer".to_owned(),
        Value::String(text) if text.starts_with("‹private") => "private text".to_owned(),
        Value::String(text) => format!("text {}", length_class(text.chars().count())),
        Value::Array(items) if items.is_empty() => "empty list".to_owned(),
        Value::Array(_) => "list".to_owned(),
        Value::Object(_) => "object".to_owned(),
    }
}

/// Classes that the documented limits fall between, wide enough that a number with one digit more is no news.
fn length_class(characters: usize) -> &'static str {
    match characters {
        0 => "empty",
        1..=16 => "1-16",
        17..=64 => "17-64",
        65..=255 => "65-255",
        _ => "256+",
    }
}
