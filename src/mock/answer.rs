//! What is said, and the small language of edits on its way out.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode};
use serde_json::{Map, Value};

use super::behaviour::AnswerNames;
pub(super) use super::edit::About;
pub use super::edit::{AnswerEdit, AnswerKind, Change, JsonType, Which};

/// An answer in the making.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    pub(super) about: About,
    pub(super) status: u16,
    pub(super) content_type: Option<&'static str>,
    pub(super) content: Content,
    headers: Vec<(&'static str, &'static str)>,
}

/// The content of an answer's body.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Json(Map<String, Value>),
    Text(String),
}

impl Reply {
    pub(super) fn new(about: About, status: u16, content_type: Option<&'static str>, content: Content) -> Self {
        Self {
            about,
            status,
            content_type,
            content,
            headers: Vec::new(),
        }
    }

    /// The same with a further header.
    pub(super) fn with_header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Makes these edits.
    pub(super) fn edit<'e>(&mut self, edits: impl Iterator<Item = &'e AnswerEdit>) {
        edits.for_each(|edit| self.change(&edit.change));
    }

    fn change(&mut self, change: &Change) {
        match change {
            Change::Body(text) => self.content = Content::Text((*text).to_owned()),
            Change::Status(status) => self.status = *status,
            Change::Header(name, value) if name.eq_ignore_ascii_case("content-type") => self.content_type = *value,
            Change::Header(name, value) => {
                self.headers.retain(|(own, _)| !own.eq_ignore_ascii_case(name));
                self.headers.extend(value.map(|value| (*name, value)));
            }
            Change::Set(..)
            | Change::Remove(_)
            | Change::Rename(..)
            | Change::Retype(..)
            | Change::Stretch(..)
            | Change::Move(..)
            | Change::Copy(..) => {
                if let Content::Json(body) = &mut self.content {
                    change_body(body, change);
                }
            }
        }
    }

    /// Spells the gateway's envelope.
    pub(super) fn spell(&mut self, names: &AnswerNames) {
        if let Content::Json(body) = &mut self.content {
            *body = std::mem::take(body)
                .into_iter()
                .map(|(name, value)| match name.as_str() {
                    "request_id" => (names.request_id.to_owned(), value),
                    "code" => (names.code.to_owned(), value),
                    "msg" => (names.msg.to_owned(), value),
                    _ => (name, value),
                })
                .collect();
        }
    }

    /// Its body.
    pub(super) fn text(&self) -> String {
        match &self.content {
            Content::Json(body) => serde_json::to_string(body).unwrap_or_default(),
            Content::Text(text) => text.clone(),
        }
    }

    /// The answer as it goes over the wire. `date` stands in every answer (GW-05 is measured against it).
    pub(super) fn into_response(self, date: &str) -> Response<Body> {
        let body = match self.content {
            Content::Json(body) => Value::Object(body).to_string(),
            Content::Text(text) => text,
        };
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let content_type = self.content_type.map(|value| ("content-type", value));
        let all = content_type.into_iter().chain(self.headers).chain([("date", date)]);
        for (name, value) in all {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_str(value)) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

fn change_body(body: &mut Map<String, Value>, change: &Change) {
    let mut root = Value::Object(std::mem::take(body));
    match change {
        Change::Set(pointer, value) => at(&mut root, pointer, &mut |parent, name| {
            parent.insert(name.to_owned(), value.clone());
        }),
        Change::Remove(pointer) => at(&mut root, pointer, &mut |parent, name| {
            parent.shift_remove(name);
        }),
        Change::Rename(pointer, new_name) => at(&mut root, pointer, &mut |parent, name| {
            *parent = std::mem::take(parent)
                .into_iter()
                .map(|(own, value)| {
                    if own == name {
                        ((*new_name).to_owned(), value)
                    } else {
                        (own, value)
                    }
                })
                .collect();
        }),
        Change::Retype(pointer, to) => at(&mut root, pointer, &mut |parent, name| {
            if let Some(value) = parent.get_mut(name) {
                *value = retyped(value.take(), *to);
            }
        }),
        Change::Stretch(pointer, length) => at(&mut root, pointer, &mut |parent, name| {
            if let Some(Value::String(text)) = parent.get_mut(name) {
                let pattern = if text.is_empty() { "x" } else { text.as_str() };
                *text = pattern.chars().cycle().take(*length).collect();
            }
        }),
        Change::Move(from, to) => relay(&mut root, from, to, true),
        Change::Copy(from, to) => relay(&mut root, from, to, false),
        Change::Body(_) | Change::Header(..) | Change::Status(_) => {}
    }
    if let Value::Object(edited) = root {
        *body = edited;
    }
}

fn relay(root: &mut Value, from: &str, to: &str, take: bool) {
    let Some(value) = root.pointer(from).cloned() else {
        return;
    };
    if take {
        at(root, from, &mut |parent, name| {
            parent.shift_remove(name);
        });
    }
    at(root, to, &mut |parent, name| {
        parent.insert(name.to_owned(), value.clone());
    });
}

/// Calls `edit` with the object around each place that the pointer names, and with the last name of the pointer.
fn at(value: &mut Value, pointer: &str, edit: &mut dyn FnMut(&mut Map<String, Value>, &str)) {
    let Some(rest) = pointer.strip_prefix('/') else {
        return;
    };
    match (rest.split_once('/'), value) {
        (None, Value::Object(parent)) => edit(parent, rest),
        (Some((name, _)), Value::Object(parent)) => {
            if let Some(inner) = parent.get_mut(name) {
                at(inner, &rest[name.len()..], edit);
            }
        }
        (Some((name, _)), Value::Array(entries)) => {
            let index: Option<usize> = name.parse().ok();
            for (place, entry) in entries.iter_mut().enumerate() {
                if name == "*" || index == Some(place) {
                    at(entry, &rest[name.len()..], edit);
                }
            }
        }
        _ => {}
    }
}

fn retyped(value: Value, to: JsonType) -> Value {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match to {
        JsonType::Text => text.into(),
        JsonType::Number => text.parse::<i64>().unwrap_or_default().into(),
        JsonType::Boolean => (!matches!(text.as_str(), "false" | "null" | "0")).into(),
        JsonType::List => vec![value].into(),
        JsonType::Object => serde_json::json!({ "value": value }),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn changed(change: &Change) -> Value {
        let Value::Object(mut body) = json!({
            "code": "000",
            "data": { "no": "E1", "app": { "id": "A", "white": false } },
            "result": [{ "rowNo": 1 }, { "rowNo": 2 }]
        }) else {
            unreachable!("the literal is an object");
        };
        change_body(&mut body, change);
        Value::Object(body)
    }

    #[test]
    fn edits_reach_into_objects_and_lists() {
        assert_eq!(changed(&Change::Set("/data/no", json!(7)))["data"]["no"], 7);
        assert_eq!(changed(&Change::Remove("/data/app"))["data"], json!({ "no": "E1" }));
        assert_eq!(
            changed(&Change::Rename("/data/no", "number"))["data"].to_string(),
            r#"{"number":"E1","app":{"id":"A","white":false}}"#
        );
        assert_eq!(
            changed(&Change::Retype("/result/*/rowNo", JsonType::Text))["result"],
            json!([{ "rowNo": "1" }, { "rowNo": "2" }])
        );
        assert_eq!(changed(&Change::Remove("/result/1/rowNo"))["result"][1], json!({}));
        assert_eq!(changed(&Change::Stretch("/data/no", 5))["data"]["no"], "E1E1E");
        assert_eq!(
            changed(&Change::Copy("/data/no", "/data/app/id"))["data"]["app"]["id"],
            "E1"
        );
        assert_eq!(changed(&Change::Move("/data/no", "/code"))["code"], "E1");
    }

    #[test]
    fn a_pointer_to_nothing_changes_nothing() {
        let unchanged = changed(&Change::Remove("/nothing"));
        assert_eq!(changed(&Change::Remove("/nothing/at/all")), unchanged);
        assert_eq!(changed(&Change::Rename("/data/none", "some")), unchanged);
        assert_eq!(changed(&Change::Set("no pointer", json!(1))), unchanged);
    }
}
