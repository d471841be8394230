//! The record itself as a file, and back: `report.json`, which `schemas/run-record.json` describes.

use std::borrow::Cow;
use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use crate::error::Error;
use crate::record::{FORMAT, RunRecord};
use crate::text::{json, line, read_text};

/// A value of up to this many characters stands on one line, so that a header or a step can be read at a glance.
const LINE: usize = 100;

/// A record, or a comparison of two, as JSON for people and machines: with line breaks, but only as many as help.
///
/// # Errors
/// [`Error::Harness`] if it has no JSON form, which would be a fault of its types.
pub fn write(report: &impl Serialize) -> Result<String, Error> {
    Ok(laid_out(&value_of(report)?))
}

/// The record of a run, as [`write()`] writes it, one scenario after the other.
///
/// # Errors
/// As [`write()`].
pub fn write_record(record: &RunRecord) -> Result<String, Error> {
    let frame = RunRecord {
        format: record.format.clone(),
        run: record.run.clone(),
        rules: record.rules.clone(),
        waivers: record.waivers.clone(),
        observations: record.observations.clone(),
        scenarios: Vec::new(),
    };
    let scenarios = record.scenarios.iter().map(value_of);
    laid_out_around(&value_of(&frame)?, 1, "scenarios", scenarios)
}

fn value_of(report: &impl Serialize) -> Result<Value, Error> {
    serde_json::to_value(report).map_err(|e| Error::Harness(format!("a report cannot be written as JSON: {e}")))
}

/// A value as JSON for people, as in every JSON report. Strings are exact, whatever they contain.
pub(super) fn laid_out(value: &Value) -> String {
    let mut text = String::new();
    lay_out(value, 0, &mut text);
    text.push('\n');
    escaped(text)
}

/// The same, with these items in the list of that name, which is empty in the value, as deep as that. They are too long for
/// one line. One at a time is made and written, since all of them at once take several times the memory of their text.
pub(super) fn laid_out_around<E>(
    frame: &Value,
    depth: usize,
    list: &str,
    items: impl Iterator<Item = Result<Value, E>>,
) -> Result<String, E> {
    let frame = laid_out(frame);
    let place = format!("\n{}\"{list}\": [", "  ".repeat(depth));
    let Some(at) = frame.find(&place).map(|at| at + place.len()) else {
        return Ok(frame);
    };
    let mut text = frame[..at].to_owned();
    let mut is_first = true;
    for item in items {
        text.push_str(if is_first { "" } else { "," });
        is_first = false;
        begin_line(depth + 1, &mut text);
        lay_out(&item?, depth + 1, &mut text);
    }
    if !is_first {
        begin_line(depth, &mut text);
    }
    text.push_str(&frame[at..]);
    Ok(escaped(text))
}

/// Without invisible characters, as in every JSON report.
fn escaped(text: String) -> String {
    match json(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(escaped) => escaped,
    }
}

/// A value as one line of JSON, for streams of them.
pub(super) fn one_line(value: &Value) -> String {
    json(&value.to_string()).into_owned()
}

/// Reads a record back from a file.
///
/// # Errors
/// [`Error::Config`] if the file cannot be read, is not a run record, or has another format than this version writes.
pub fn read(path: &Path) -> Result<RunRecord, Error> {
    let fault = |reason: String| Error::Config(format!("{}: {reason}", line(&path.display().to_string())));
    let text =
        read_text(path).map_err(|e| Error::Config(format!("cannot read the run record {}: {e}", path.display())))?;
    let value: Value = serde_json::from_str(&text).map_err(|e| {
        fault(format!(
            "is not valid JSON ({e}); name the report.json that `fuhe check` wrote"
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
                "is not a run record: it has no format \"{FORMAT}\"; name the report.json that `fuhe check` wrote"
            )));
        }
    }
    // Parsed again from the text: from a value, serde could not name the line of the error.
    serde_json::from_str(&text).map_err(|e| fault(format!("is not a complete run record: {e}")))
}

/// Writes a value at the end of the text: on one line if it fits there, else member by member.
fn lay_out(value: &Value, depth: usize, text: &mut String) {
    let start = text.len();
    if write_flat(value, start + LINE.saturating_sub(2 * depth), text) {
        return;
    }
    text.truncate(start);
    match value {
        Value::Object(members) => {
            let members = members.iter().map(|(name, inner)| (Some(name.as_str()), inner));
            lay_out_members('{', members, '}', depth, text);
        }
        Value::Array(items) => lay_out_members('[', items.iter().map(|inner| (None, inner)), ']', depth, text),
        // A string or a number cannot be broken, however long it is.
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => write_single(value, text),
    }
}

fn lay_out_members<'a>(
    open: char,
    members: impl Iterator<Item = (Option<&'a str>, &'a Value)>,
    close: char,
    depth: usize,
    text: &mut String,
) {
    text.push(open);
    for (index, (name, inner)) in members.enumerate() {
        if index > 0 {
            text.push(',');
        }
        begin_line(depth + 1, text);
        if let Some(name) = name {
            write_text(name, text);
            text.push_str(": ");
        }
        lay_out(inner, depth + 1, text);
    }
    begin_line(depth, text);
    text.push(close);
}

fn begin_line(depth: usize, text: &mut String) {
    text.push('\n');
    for _ in 0..depth {
        text.push_str("  ");
    }
}

/// Writes a value on one line, with a space after each comma and colon, and returns whether the text stays within
/// `end`. It stops as soon as it does not, so that trying at every level of a large record stays cheap.
fn write_flat(value: &Value, end: usize, text: &mut String) -> bool {
    match value {
        Value::String(string) if text.len() + string.len() > end => return false,
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                if !write_flat(item, end, text) {
                    return false;
                }
            }
            text.push(']');
        }
        Value::Object(members) => {
            text.push('{');
            for (index, (name, member)) in members.iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                write_text(name, text);
                text.push_str(": ");
                if !write_flat(member, end, text) {
                    return false;
                }
            }
            text.push('}');
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => write_single(value, text),
    }
    text.len() <= end
}

fn write_single(value: &Value, text: &mut String) {
    match value.as_str() {
        Some(string) => write_text(string, text),
        None => text.push_str(&value.to_string()),
    }
}

fn write_text(string: &str, text: &mut String) {
    if string.bytes().any(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)) {
        text.push_str(&Value::from(string).to_string());
    } else {
        text.push('"');
        text.push_str(string);
        text.push('"');
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn short_values_stand_on_one_line_and_long_ones_do_not() {
        let long = "x".repeat(95);
        let mut text = String::new();
        lay_out(&json!({"short": [1, {"a": null}], "long": [long, {}]}), 0, &mut text);
        assert_eq!(
            text,
            format!("{{\n  \"short\": [1, {{\"a\": null}}],\n  \"long\": [\n    \"{long}\",\n    {{}}\n  ]\n}}")
        );
    }
}
