//! The samples of a page against what the contract knows of them: members and values.

use std::collections::BTreeMap;

use serde_json::Value;

use super::fields::last;
use crate::contract::{Operation, Vendor, private_fields};
use crate::document::difference::{Aspect, Difference};
use crate::document::expected::{self, Expected, plain};
use crate::document::page::{Page, Side};

/// The values at each place, in the order of the samples. Objects and lists that are not empty are no values.
type Values = BTreeMap<String, Vec<Value>>;

pub(super) fn compare(page: &Page, operation: Operation, expected: &[Expected]) -> Vec<Difference> {
    let envelope = expected::envelope(operation);
    let mut differences = Vec::new();
    for side in Side::ALL {
        let mut own = Values::new();
        let mut around = Values::new();
        let samples: Vec<&Value> = page
            .samples
            .iter()
            .filter(|sample| sample.side == side)
            .map(|s| &s.value)
            .collect();
        for sample in &samples {
            let data = sample
                .get("data")
                .filter(|_| side == Side::Answer && operation.vendor() == Vendor::Gateway);
            if let Some(data) = data {
                let members = sample
                    .as_object()
                    .into_iter()
                    .flatten()
                    .filter(|(name, _)| *name != "data");
                members.for_each(|(name, value)| collect(value, &canonical(name), &mut around));
                collect(data, "", &mut own);
            } else {
                collect(sample, "", &mut own);
            }
        }
        let known: Vec<&Expected> = expected.iter().filter(|field| field.side == side).collect();
        if samples.is_empty() {
            // One that cannot be read is said already.
            let is_broken = page.unread.iter().any(|unread| unread.what.starts_with("a sample"));
            differences.extend(none(side, &known).filter(|_| !is_broken));
            continue;
        }
        differences.extend(of_message(side, &own, &known));
        if side == Side::Answer && !around.is_empty() {
            let known: Vec<Expected> = envelope
                .iter()
                .map(|field| Expected {
                    place: canonical(&field.place),
                    ..field.clone()
                })
                .collect();
            differences.extend(of_message(
                side,
                &around,
                &known.iter().filter(|field| field.place != "data").collect::<Vec<_>>(),
            ));
        }
    }
    differences
}

/// The values that all samples of a message have at a place.
pub(in crate::document) fn values_at(page: &Page, side: Side, place: &str) -> Vec<Value> {
    let mut values = Values::new();
    for sample in page.samples.iter().filter(|sample| sample.side == side) {
        collect(&sample.value, "", &mut values);
    }
    values.remove(place).unwrap_or_default()
}

/// Which of its spellings the envelope has is open (GW-11).
fn canonical(name: &str) -> String {
    let plain = name.to_lowercase().replace('_', "");
    let plain = plain
        .strip_prefix("response")
        .filter(|rest| !rest.is_empty())
        .unwrap_or(&plain);
    if plain == "requestid" {
        "request_id".to_owned()
    } else {
        plain.to_owned()
    }
}

fn collect(value: &Value, path: &str, values: &mut Values) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (name, inner) in members {
                let path = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                collect(inner, &path, values);
            }
        }
        Value::Array(entries) if !entries.is_empty() => entries.iter().for_each(|entry| collect(entry, path, values)),
        Value::Object(_) | Value::Array(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            values.entry(path.to_owned()).or_default().push(value.clone());
        }
    }
}

/// The page has no sample of a message at all.
fn none(side: Side, known: &[&Expected]) -> Option<Difference> {
    let sampled = known
        .iter()
        .filter(|field| field.samples.as_ref().is_some_and(|samples| !samples.is_empty()));
    let mut one = Difference::at(Aspect::Sample, side, "", Vec::new());
    one.place = None;
    one.concerns(sampled.map(|field| field.rule));
    (!one.rules.is_empty()).then(|| one.saying(None, Some("a sample".to_owned())))
}

fn of_message(side: Side, values: &Values, known: &[&Expected]) -> Vec<Difference> {
    let shown = |values: &[Value]| {
        let texts: Vec<String> = values
            .iter()
            .map(|value| if value == "" { "\"\"".to_owned() } else { plain(value) })
            .collect();
        Some(texts.join(", ")).filter(|text| !text.is_empty())
    };
    let mut differences = Vec::new();
    for field in known {
        let Some(samples) = &field.samples else { continue };
        let own = values.get(&field.place).map(Vec::as_slice).unwrap_or_default();
        if own != samples.as_slice() {
            let one = Difference::at(Aspect::Sample, side, &field.place, vec![field.rule]);
            differences.push(one.saying(shown(own), shown(samples)));
        }
    }
    for (path, own) in values
        .iter()
        .filter(|(path, _)| !known.iter().any(|field| field.place == **path))
    {
        let around = path.rsplit_once('.').map(|(parent, _)| parent);
        let rule = known
            .iter()
            .find(|field| Some(field.place.as_str()) == around)
            .map(|field| field.rule);
        let one = Difference::at(Aspect::Sample, side, path, rule.into_iter().collect());
        let is_private = private_fields().contains(last(path));
        let says = shown(own).map(|text| if is_private { "‹private›".to_owned() } else { text });
        differences.push(one.saying(says, None));
    }
    differences
}
