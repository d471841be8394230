//! The record itself as a file, and back: `report.json`, which `schemas/run-record.json` describes.

use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use crate::error::Error;
use crate::record::{FORMAT, RunRecord};

/// What fits into so many characters stands on one line, so that a header or a step can be read at a glance.
const LINE: usize = 100;

/// The record as JSON for people and machines: broken into lines, but no further than it helps.
///
/// # Errors
/// [`Error::Harness`] where the record has no JSON form, which would be a fault of its types.
pub fn write(record: &RunRecord) -> Result<String, Error> {
    let value = serde_json::to_value(record)
        .map_err(|e| Error::Harness(format!("the run record cannot be written as JSON: {e}")))?;
    let mut text = String::new();
    lay_out(&value, 0, &mut text);
    text.push('\n');
    Ok(text)
}

/// Reads a record back from a file.
///
/// # Errors
/// [`Error::Config`] where the file cannot be read, is no run record, or has another format than this version writes.
pub fn read(path: &Path) -> Result<RunRecord, Error> {
    let fault = |reason: String| Error::Config(format!("{}: {reason}", path.display()));
    let text = std::fs::read_to_string(path)
        .map_err(|e| Error::Config(format!("cannot read the run record {}: {e}", path.display())))?;
    let value: Value = serde_json::from_str(&text).map_err(|e| {
        fault(format!(
            "is no JSON ({e}); name the report.json that `fuhe check` wrote"
        ))
    })?;
    match value.get("format").and_then(Value::as_str) {
        Some(FORMAT) => {}
        Some(other) => {
            return Err(fault(format!(
                "has the format \"{other}\", and this version of fuhe reads \"{FORMAT}\"; run `fuhe check` again"
            )));
        }
        None => {
            return Err(fault(format!(
                "is no run record: it has no format \"{FORMAT}\"; name the report.json that `fuhe check` wrote"
            )));
        }
    }
    // Read from the text again: from a value, serde could not say in which line the fault lies.
    serde_json::from_str(&text).map_err(|e| fault(format!("is no complete run record: {e}")))
}

fn lay_out(value: &Value, depth: usize, text: &mut String) {
    let room = LINE.saturating_sub(2 * depth);
    let fits = flat_length(value, room).is_some();
    match value {
        Value::Object(members) if !fits => {
            let members = members.iter().map(|(name, inner)| (Some(name.as_str()), inner));
            lay_out_members('{', members, '}', depth, text);
        }
        Value::Array(items) if !fits => {
            lay_out_members('[', items.iter().map(|inner| (None, inner)), ']', depth, text);
        }
        flat => text.push_str(&spaced(flat)),
    }
}

fn lay_out_members<'a>(
    open: char,
    members: impl Iterator<Item = (Option<&'a str>, &'a Value)>,
    close: char,
    depth: usize,
    text: &mut String,
) {
    let line = |depth: usize| format!("\n{}", "  ".repeat(depth));
    text.push(open);
    for (index, (name, inner)) in members.enumerate() {
        if index > 0 {
            text.push(',');
        }
        text.push_str(&line(depth + 1));
        if let Some(name) = name {
            text.push_str(&Value::from(name).to_string());
            text.push_str(": ");
        }
        lay_out(inner, depth + 1, text);
    }
    text.push_str(&line(depth));
    text.push(close);
}

/// About how long a value is on one line, or nothing where it is longer than the room. It gives up early, so that
/// asking at every level of a large record stays cheap.
fn flat_length(value: &Value, room: usize) -> Option<usize> {
    let inner = |used: usize, length: usize| (used + length <= room).then_some(used + length);
    match value {
        Value::Null | Value::Bool(_) => inner(0, 5),
        Value::Number(number) => inner(0, number.to_string().len()),
        Value::String(string) => inner(2, string.len()),
        Value::Array(items) => items.iter().try_fold(2, |used, item| {
            inner(used + 2, flat_length(item, room.saturating_sub(used))?)
        }),
        Value::Object(members) => members.iter().try_fold(2, |used, (name, member)| {
            inner(used + name.len() + 6, flat_length(member, room.saturating_sub(used))?)
        }),
    }
}

/// A value on one line, with a blank after each comma and colon.
fn spaced(value: &Value) -> String {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Spaced);
    // Neither a JSON value nor a vector can refuse; the fallback is the same value without blanks.
    match value.serialize(&mut serializer) {
        Ok(()) => String::from_utf8(bytes).unwrap_or_else(|_| value.to_string()),
        Err(_) => value.to_string(),
    }
}

struct Spaced;

impl serde_json::ser::Formatter for Spaced {
    fn begin_array_value<W: std::io::Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> std::io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_key<W: std::io::Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> std::io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_value<W: std::io::Write + ?Sized>(&mut self, writer: &mut W) -> std::io::Result<()> {
        writer.write_all(b": ")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn short_values_stand_on_one_line_and_long_ones_do_not() {
        let long = "x".repeat(90);
        let mut text = String::new();
        lay_out(&json!({"short": [1, {"a": null}], "long": [long, {}]}), 0, &mut text);
        assert_eq!(
            text,
            format!("{{\n  \"short\": [1, {{\"a\": null}}],\n  \"long\": [\n    \"{long}\",\n    {{}}\n  ]\n}}")
        );
    }
}
