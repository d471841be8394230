//! How a request is read: JSON without ambiguities, then values mended, converted, counted and judged.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::behaviour::{Counting, How, Intake, Leniency, Unit};
use crate::contract::{Message, Schema};

/// Reads a JSON object, refusing what two readers could understand differently: duplicate names, and numbers that do not
/// fit the types of the platform.
pub(super) fn read_object(body: &[u8]) -> Result<Map<String, Value>, String> {
    if let Value::Object(object) = read_value(body)? {
        Ok(object)
    } else {
        Err("not a JSON object".to_owned())
    }
}

/// Reads any JSON value as strictly as [`read_object`].
pub(super) fn read_value(body: &[u8]) -> Result<Value, String> {
    let text = std::str::from_utf8(body).map_err(|e| e.to_string())?;
    serde_json::from_str::<Strict>(text)
        .map(|Strict(value)| value)
        .map_err(|e| e.to_string())
}

/// A JSON value without ambiguities.
struct Strict(Value);

/// Above this, a number with a fraction or an exponent no longer tells its neighbours apart.
const MAX_FLOAT: f64 = 9_007_199_254_740_992.0;

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Self)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        i64::try_from(value)
            .map(Value::from)
            .map_err(|_| E::custom("a number too large"))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .filter(|_| value.abs() <= MAX_FLOAT)
            .map(Value::Number)
            .ok_or_else(|| E::custom("a number too large"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Strict(entry)) = entries.next_element()? {
            list.push(entry);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some((name, Strict(value))) = members.next_entry::<String, Strict>()? {
            if object.contains_key(&name) {
                return Err(de::Error::custom(format!("the name \"{name}\" comes twice")));
            }
            object.insert(name, value);
        }
        Ok(object.into())
    }
}

/// True where a firewall lets the body through.
pub(super) fn passes_firewall(intake: &Intake, body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(body);
    !intake.firewall.iter().any(|forbidden| text.contains(forbidden))
}

/// Values as the vendor took them, and what is wrong with them.
#[derive(Debug)]
pub(super) struct Admitted {
    pub(super) values: Map<String, Value>,
    pub(super) faults: Vec<Fault>,
}

/// Something wrong with a field.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) field: String,
    /// True where nothing was sent for a required field.
    pub(super) missing: bool,
    /// What was sent, as text.
    pub(super) value: String,
}

/// Takes in the fields of a message: mends, converts and measures them as the vendor does, then asks the schema.
pub(super) fn admit(intake: &Intake, message: Message, schema: &Schema, sent: &Map<String, Value>) -> Admitted {
    let form = Form::new(schema.source());
    let mut values = sent.clone();
    let mut excused = Vec::new();
    for (field, wanted) in form.fields() {
        for coercion in &intake.coercions {
            if coercion.message == message && coercion.field == field {
                mend(&mut values, field, &coercion.how, schema);
            }
        }
        let Some(value) = values.get(field) else {
            continue;
        };
        match take(intake, field, wanted, form.requires(field), value) {
            Coerced::As(value) => {
                values.insert(field.to_owned(), value);
            }
            Coerced::AsAbsent => {
                values.shift_remove(field);
            }
            Coerced::Excused => {
                values.shift_remove(field);
                excused.push(field.to_owned());
            }
            Coerced::Unchanged => {}
        }
    }
    let faults = faults(intake, message, schema, &form, &values, sent, &excused);
    Admitted { values, faults }
}

/// The fields of a schema.
struct Form<'s> {
    schema: &'s Value,
}

impl<'s> Form<'s> {
    fn new(schema: &'s Value) -> Self {
        Self { schema }
    }

    fn fields(&self) -> impl Iterator<Item = (&'s str, &'s str)> {
        self.schema["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, field)| (name.as_str(), field["type"].as_str().unwrap_or_default()))
    }

    fn requires(&self, field: &str) -> bool {
        self.schema["required"]
            .as_array()
            .is_some_and(|required| required.iter().any(|name| name == field))
    }

    fn place(&self, field: &str) -> usize {
        self.fields().position(|(name, _)| name == field).unwrap_or(usize::MAX)
    }
}

/// What a vendor makes of a value.
enum Coerced {
    Unchanged,
    As(Value),
    AsAbsent,
    /// Absent, and not held against a required field.
    Excused,
}

fn take(intake: &Intake, field: &str, wanted: &str, required: bool, value: &Value) -> Coerced {
    let if_taken = |leniency, taken| {
        if intake.takes(leniency) {
            taken
        } else {
            Coerced::Unchanged
        }
    };
    match value {
        Value::Null if required => {
            // A null that is not excused is as good as nothing, and is refused as nothing is.
            if intake.takes(Leniency::RequiredNull) {
                Coerced::Excused
            } else {
                Coerced::AsAbsent
            }
        }
        Value::Null => if_taken(Leniency::OptionalNull, Coerced::AsAbsent),
        Value::String(text) if text.is_empty() && !required => {
            if intake.empty_means_absent.contains(&field) {
                Coerced::AsAbsent
            } else {
                if_taken(Leniency::OptionalEmpty, Coerced::AsAbsent)
            }
        }
        Value::String(text) if !text.is_empty() && text.trim().is_empty() => match (required, wanted) {
            (false, _) => if_taken(Leniency::OptionalBlank, Coerced::AsAbsent),
            (true, "string") if !intake.takes(Leniency::RequiredBlank) => Coerced::As("".into()),
            (true, _) => Coerced::Unchanged,
        },
        Value::String(text) => match wanted {
            "integer" | "number" => text.parse::<i64>().map_or(Coerced::Unchanged, |number| {
                if_taken(Leniency::TextForNumber, Coerced::As(number.into()))
            }),
            "boolean" => text.parse::<bool>().map_or(Coerced::Unchanged, |yes| {
                if_taken(Leniency::TextForBoolean, Coerced::As(yes.into()))
            }),
            _ => Coerced::Unchanged,
        },
        other if wanted == "string" => {
            let leniency = match other {
                Value::Number(_) => Leniency::NumberForText,
                Value::Bool(_) => Leniency::BooleanForText,
                Value::Array(_) => Leniency::ListForText,
                Value::Null | Value::String(_) | Value::Object(_) => Leniency::ObjectForText,
            };
            if_taken(leniency, Coerced::As(other.to_string().into()))
        }
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => Coerced::Unchanged,
    }
}

fn faults(
    intake: &Intake,
    message: Message,
    schema: &Schema,
    form: &Form<'_>,
    values: &Map<String, Value>,
    sent: &Map<String, Value>,
    excused: &[String],
) -> Vec<Fault> {
    let mut faults: Vec<(usize, Fault)> = Vec::new();
    let mut add = |field: &str, missing: bool| {
        let value = match sent.get(field) {
            None => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        let fault = Fault {
            field: field.to_owned(),
            missing,
            value,
        };
        faults.push((form.place(field), fault));
    };
    for (field, _) in form.fields() {
        let value = values.get(field);
        let empty = matches!(value, Some(Value::String(text)) if text.trim().is_empty());
        // Had it been taken as left out, it would not be there any more.
        if !form.requires(field) && empty {
            add(field, false);
        }
        if !intake.counting.takes_rare && value.is_some_and(is_rare) {
            add(field, false);
        }
    }
    for violation in schema.violations(&measured(&intake.counting, message, values)) {
        let field = violation.pointer.split('/').nth(1).unwrap_or_default();
        let missing =
            violation.keyword == "required" || matches!(&violation.actual, Value::String(text) if text.is_empty());
        if !(excused.iter().any(|name| name == field)) {
            add(field, missing);
        }
    }
    // In the order of the page, one for each field: nobody is told that an empty text is also none of those listed.
    faults.sort_by_key(|(place, fault)| (*place, !fault.missing));
    faults.dedup_by(|(_, later), (_, earlier)| later.field == earlier.field);
    faults.into_iter().map(|(_, fault)| fault).collect()
}

fn is_rare(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.chars().any(|c| c > '\u{FFFF}'))
}

/// The values as they measure: where a vendor counts otherwise than in characters, a character stands as often as it
/// counts, so that the schema stays the only judge of lengths.
fn measured(counting: &Counting, message: Message, values: &Map<String, Value>) -> Value {
    let measured = values.iter().map(|(field, value)| {
        let unit = counting.unit_of(message, field);
        let value = match value {
            Value::String(text) if unit != Unit::Character && !text.is_ascii() => text
                .chars()
                .flat_map(|c| std::iter::repeat_n(c, unit.of(c)))
                .collect::<String>()
                .into(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                value.clone()
            }
        };
        (field.clone(), value)
    });
    Value::Object(measured.collect())
}

fn mend(values: &mut Map<String, Value>, field: &str, how: &How, schema: &Schema) {
    let Some(value) = values.get(field) else {
        if let How::IfAbsent(value) = how {
            values.insert(field.to_owned(), value.clone());
        }
        return;
    };
    let mended = match (how, value) {
        (How::Cut(length), Value::String(text)) => Some(text.chars().take(*length).collect::<String>().into()),
        (How::LowerCase, Value::String(text)) => Some(text.to_lowercase().into()),
        (How::DropBlanks, Value::String(text)) => Some(text.split_whitespace().collect::<String>().into()),
        (How::DropSigns, Value::String(text)) => Some(keep(text, |c| c.is_alphanumeric() || !c.is_ascii())),
        (How::DropForeign, Value::String(text)) => Some(keep(text, |c| c.is_ascii())),
        (How::First, Value::String(text)) => Some(text.chars().take(1).collect::<String>().into()),
        (How::Fold32, Value::Number(number)) => number.as_i64().map(|n| {
            // This is the fault itself: a cast that keeps the low 32 bits.
            #[allow(clippy::cast_possible_truncation)]
            let folded = n as i32;
            folded.into()
        }),
        (How::Magnitude, Value::Number(number)) => number.as_i64().map(|n| n.saturating_abs().into()),
        (How::CutFraction, Value::Number(number)) => number.as_f64().map(|n| {
            // This is the fault itself: a cast that drops the fraction.
            #[allow(clippy::cast_possible_truncation)]
            let whole = n as i64;
            whole.into()
        }),
        (How::FirstDigit, Value::Number(number)) => number
            .as_u64()
            .and_then(|n| n.to_string()[..1].parse::<u64>().ok())
            .map(Into::into),
        (How::Others(known, value), Value::Number(number)) => number
            .as_i64()
            .filter(|n| !known.contains(n))
            .map(|_| Value::from(*value)),
        (How::Otherwise(value), sent) => {
            let refused = schema
                .violations(&serde_json::json!({ field: sent }))
                .iter()
                .any(|violation| violation.pointer.split('/').nth(1) == Some(field) && violation.keyword != "required");
            refused.then(|| value.clone())
        }
        (How::IfEmpty(value), Value::String(text)) if text.is_empty() => Some(value.clone()),
        (How::IfNull(value), Value::Null) => Some(value.clone()),
        (How::DropZeros, Value::String(text)) => Some(text.trim_start_matches('0').into()),
        (How::ByNumber, Value::String(text)) => text.trim().parse::<f64>().ok().and_then(|number| {
            let is_whole = number.fract() == 0.0 && number.abs() < MAX_FLOAT;
            is_whole.then(|| format!("{number:.0}").into())
        }),
        (How::Narrow, Value::String(text)) => {
            let digits = ('０'..='９').zip('0'..='9').collect::<BTreeMap<char, char>>();
            Some(
                text.chars()
                    .map(|c| *digits.get(&c).unwrap_or(&c))
                    .collect::<String>()
                    .into(),
            )
        }
        (How::PartOf(whole), Value::String(text)) if whole.contains(text.as_str()) => {
            Some(text.chars().take(1).collect::<String>().into())
        }
        (How::Forget, _) => {
            values.shift_remove(field);
            return;
        }
        _ => None,
    };
    if let Some(mended) = mended {
        values.insert(field.to_owned(), mended);
    }
}

fn keep(text: &str, kept: impl Fn(char) -> bool) -> Value {
    text.chars().filter(|c| kept(*c)).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::mock::Behaviour;

    fn names_of(faults: &[Fault]) -> Vec<(&str, bool)> {
        faults.iter().map(|f| (f.field.as_str(), f.missing)).collect()
    }

    fn desktop(intake: &Intake, edits: &[(&str, Value)]) -> Admitted {
        let mut sent = Map::new();
        for (name, value) in [
            ("biz_user_id", json!("u1")),
            ("biz_user_type", json!(1)),
            ("biz_user_name", json!("张三")),
            ("biz_user_code", json!("123456789")),
        ] {
            sent.insert(name.to_owned(), value);
        }
        for (name, value) in edits {
            sent.insert((*name).to_owned(), value.clone());
        }
        let message = Message::named("client.user.save.request");
        admit(intake, message, message.schema(), &sent)
    }

    #[test]
    fn json_that_can_be_read_in_two_ways_is_refused() {
        for bad in [
            "",
            "{",
            "[]",
            "1",
            "{\"a\":1,\"a\":2}",
            "{\"a\":{\"b\":1,\"b\":1}}",
            "{\"a\":1e999}",
            "{\"a\":99999999999999999999}",
            "{\"a\":18446744073709551615}",
            "{} {}",
            "{\"a\":NaN}",
            "{\"a\":\"\\ud800\"}",
        ] {
            assert!(read_object(bad.as_bytes()).is_err(), "{bad}");
        }
        assert!(read_object(b"{\"a\":\"\xff\"}").is_err());
        assert!(read_object(format!("{}{}", "{\"a\":".repeat(5000), "}".repeat(5000)).as_bytes()).is_err());
        let good = read_object(br#"{"b":[1,-2,1.0,null,true,"x"],"a":{}}"#).unwrap();
        assert_eq!(
            Value::Object(good).to_string(),
            r#"{"b":[1,-2,1.0,null,true,"x"],"a":{}}"#
        );
    }

    #[test]
    fn scalars_are_converted_where_they_fit() {
        let intake = Behaviour::default().gateway.intake;
        let admitted = desktop(&intake, &[("biz_user_name", json!(123)), ("biz_user_type", json!("2"))]);
        assert!(admitted.faults.is_empty(), "{:?}", admitted.faults);
        assert_eq!(admitted.values["biz_user_name"], "123");
        assert_eq!(admitted.values["biz_user_type"], 2);
        let admitted = desktop(
            &intake,
            &[("biz_user_type", json!("x")), ("biz_user_name", json!({ "a": 1 }))],
        );
        assert_eq!(
            names_of(&admitted.faults),
            [("biz_user_type", false), ("biz_user_name", false)]
        );
    }

    #[test]
    fn what_is_missing_is_told_from_what_is_wrong() {
        let intake = Behaviour::default().gateway.intake;
        for nothing in [json!(""), json!(" "), json!(null)] {
            let admitted = desktop(&intake, &[("biz_user_id", nothing)]);
            assert_eq!(names_of(&admitted.faults), [("biz_user_id", true)]);
        }
        let admitted = desktop(&intake, &[("biz_user_id", json!("x".repeat(33)))]);
        assert_eq!(names_of(&admitted.faults), [("biz_user_id", false)]);
    }

    #[test]
    fn a_text_measures_what_its_vendor_counts() {
        let mut intake = Behaviour::default().gateway.intake;
        let name = |text: String| [("biz_user_name", Value::from(text))];
        assert!(desktop(&intake, &name("张".repeat(32))).faults.is_empty());
        assert!(desktop(&intake, &name("𠮷".repeat(32))).faults.is_empty());
        intake.counting.unit = Unit::Utf16;
        assert!(desktop(&intake, &name("张".repeat(32))).faults.is_empty());
        assert!(!desktop(&intake, &name("𠮷".repeat(32))).faults.is_empty());
        assert!(desktop(&intake, &name("𠮷".repeat(16))).faults.is_empty());
        intake.counting.unit = Unit::Utf8;
        assert!(!desktop(&intake, &name("张".repeat(11))).faults.is_empty());
        assert!(desktop(&intake, &name("张".repeat(10))).faults.is_empty());
        intake.counting.takes_rare = false;
        assert!(!desktop(&intake, &name("𠮷".to_owned())).faults.is_empty());
    }
}
