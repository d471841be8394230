//! The shape of an answer: names, types, nullness and lengths, never values. If a vendor's release changes it, this is
//! worth a look, even if the documentation allows the change.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::Value;

use super::{ExchangeRecord, Said};
use crate::wire::json;

/// Everything that was seen at one place of one kind of answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// The types that occur: `null`, `integer`, `text`, `empty text`, `list` …, and `absent`.
    pub types: BTreeSet<&'static str>,
    /// The least and the greatest number of characters of the strings that are not empty.
    pub lengths: Option<(usize, usize)>,
}

/// The shapes of answers by kind and by place.
pub type Shapes = BTreeMap<String, BTreeMap<String, Shape>>;

/// The shapes of answers by kind: operation, and `accepted` or the code of the refusal.
///
/// A kind lists each place of its answers (`/data/app/app_id`, `/result/*/cause`) with everything that was seen there,
/// so that optional fields and several lengths of one field make one stable line.
pub fn shapes<'a>(exchanges: impl IntoIterator<Item = &'a ExchangeRecord>) -> Shapes {
    let mut kinds: BTreeMap<String, Kind> = BTreeMap::new();
    for exchange in exchanges {
        let name = format!("{} {}", exchange.operation, Said::of(exchange).outcome);
        let kind = kinds.entry(name).or_default();
        match json::read(&exchange.response.body).value {
            Some(body) => kind.collect("", &body),
            None => drop(kind.see("", "no JSON")),
        }
    }
    kinds.into_iter().map(|(name, kind)| (name, kind.shapes())).collect()
}

#[derive(Default)]
struct Kind {
    seen: BTreeMap<String, Seen>,
}

#[derive(Default)]
struct Seen {
    times: usize,
    objects: usize,
    shape: Shape,
}

impl Kind {
    fn see(&mut self, path: &str, what: &'static str) -> &mut Seen {
        let seen = self.seen.entry(path.to_owned()).or_default();
        seen.times += 1;
        seen.shape.types.insert(what);
        seen
    }

    fn collect(&mut self, path: &str, value: &Value) {
        let seen = self.see(path, type_of(value));
        match value {
            Value::Object(object) => {
                seen.objects += 1;
                for (name, inner) in object {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    self.collect(&format!("{path}/{name}"), inner);
                }
            }
            Value::Array(items) => {
                for item in items {
                    self.collect(&format!("{path}/*"), item);
                }
            }
            Value::String(text) if !text.is_empty() && !is_masked(text) => {
                let length = text.chars().count();
                let (least, most) = seen.shape.lengths.unwrap_or((length, length));
                seen.shape.lengths = Some((least.min(length), most.max(length)));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    /// The shapes, with fields marked as absent that some object around them does not have.
    fn shapes(self) -> BTreeMap<String, Shape> {
        let objects: BTreeMap<String, usize> = self
            .seen
            .iter()
            .map(|(path, seen)| (path.clone(), seen.objects))
            .collect();
        let around = |path: &str| path.rsplit_once('/').and_then(|(around, _)| objects.get(around));
        self.seen
            .into_iter()
            .map(|(path, mut seen)| {
                if around(&path).is_some_and(|objects| seen.times < *objects) {
                    seen.shape.types.insert("absent");
                }
                (path, seen.shape)
            })
            .collect()
    }
}

fn is_masked(text: &str) -> bool {
    text.starts_with("‹private")
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(text) if text.is_empty() => "empty text",
        Value::String(text) if is_masked(text) => "private text",
        Value::String(_) => "text",
        Value::Array(items) if items.is_empty() => "empty list",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}

/// Classes of lengths between the documented limits. The last has no end.
const CLASSES: [usize; 4] = [1, 17, 65, 256];

/// The class that a length falls into, by its place.
fn class(length: usize) -> usize {
    CLASSES.iter().filter(|first| length >= **first).count()
}

impl Shape {
    /// The shape of a place that never occurs.
    pub fn absent() -> Self {
        Self {
            types: BTreeSet::from(["absent"]),
            lengths: None,
        }
    }

    /// True if the two shapes differ enough to be reported.
    ///
    /// Types always do. Lengths do if they have nothing in common: all those of one fall into lower classes than all
    /// those of the other, and are shorter by more than a fifth. A number that has one digit more is no change.
    pub fn differs_from(&self, other: &Self) -> bool {
        self.types != other.types
            || match (self.lengths, other.lengths) {
                (Some(own), Some(others)) => is_far_below(own, others) || is_far_below(others, own),
                _ => false,
            }
    }
}

fn is_far_below((_, most): (usize, usize), (least, _): (usize, usize)) -> bool {
    class(most) < class(least) && least > most + most / 4
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<String> = self
            .types
            .iter()
            .map(|name| match (*name, self.lengths) {
                ("text", Some((least, most))) => {
                    let from = CLASSES[class(least) - 1];
                    match CLASSES.get(class(most)) {
                        Some(next) => format!("text {from}-{}", next - 1),
                        None => format!("text {from}+"),
                    }
                }
                _ => (*name).to_owned(),
            })
            .collect();
        f.pad(&words.join(" | "))
    }
}
