//! What really crossed the wire, with every stage that led to it.

use std::time::{Duration, SystemTime};

use serde_json::{Map, Value};

use super::body::{self, Decoding};
use super::etc::{EnvelopeField, RequestNames, SigningHabits};
use super::json::{self, ParsedJson, Repeated};
use super::{Operation, number};
use crate::text::{curl, string_or_number};

/// One call and its answer.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The operation called.
    pub operation: Operation,
    /// The stages from which the request was built.
    pub evidence: Evidence,
    /// The request as sent.
    pub request: HttpRequest,
    /// The answer as received.
    pub response: HttpResponse,
    /// When, and how long it took.
    pub timing: Timing,
    /// Why the call was sent again, once for each time: there was no connection, or it was turned away.
    pub retries: Vec<String>,
}

/// The stages of a request, from the plain parameters to the signature.
#[derive(Clone, Debug)]
pub enum Evidence {
    /// A call of the gateway.
    Gateway {
        /// The envelope as sent, without its business parameters; names as spelled in this request.
        envelope: Map<String, Value>,
        /// The name that this request gives to the business parameters.
        params_name: &'static str,
        /// The business parameters as sent.
        params: Map<String, Value>,
        /// The habits with which the text was signed.
        habits: SigningHabits,
        /// The text that the signature covers.
        signed_text: String,
        /// The signature as sent.
        signature: String,
    },
    /// A call of the courier.
    Courier {
        /// The members of the body as sent, without the list.
        body: Map<String, Value>,
        /// The rows before encryption; empty where the list sent was no encryption of rows.
        rows: Vec<Value>,
        /// The list as text, before encryption; `None` where the operation has none.
        plain_list: Option<String>,
        /// The list as sent.
        cipher_text: Option<String>,
        /// The signature as sent.
        signature: String,
    },
}

impl Evidence {
    /// A field of the gateway's envelope as it was sent, however this request spells its name.
    pub fn envelope_field(&self, field: EnvelopeField) -> Option<&Value> {
        let Self::Gateway { envelope, .. } = self else {
            return None;
        };
        let spellings = RequestNames::ALL.map(|names| names.name(field));
        spellings.into_iter().find_map(|name| envelope.get(name))
    }

    /// The accounts that a call of the courier names, in the order sent; `None` for one that cannot be read. Those of its
    /// rows, or those that it is to remove.
    pub fn accounts(&self, operation: Operation) -> Vec<Option<String>> {
        let Self::Courier { rows, body, .. } = self else {
            return Vec::new();
        };
        match operation.removes() {
            Some(field) => {
                let names = body.get(field).and_then(Value::as_str).unwrap_or_default();
                let names = names.split(',').map(str::trim);
                names.map(|name| (!name.is_empty()).then(|| name.to_owned())).collect()
            }
            None => rows.iter().map(account).collect(),
        }
    }
}

/// The account of a row, where it has one that can be named.
fn account(row: &Value) -> Option<String> {
    let name = string_or_number(row.get("userNo")?)?;
    (!name.is_empty()).then(|| name.into_owned())
}

/// A request as it was sent.
#[derive(Clone, Debug)]
pub struct HttpRequest {
    /// The method, in upper case.
    pub method: &'static str,
    /// The whole address.
    pub url: String,
    /// Headers in the order sent.
    pub headers: Vec<(String, String)>,
    /// The exact body.
    pub body: String,
}

impl HttpRequest {
    /// The request as a command line for curl.
    pub fn curl(&self) -> String {
        curl(self.method, &self.url, &self.headers, &self.body)
    }
}

/// An answer as it was received.
#[derive(Clone, Debug, Default)]
pub struct HttpResponse {
    /// The status code.
    pub status: u16,
    /// Headers in the order received; values that are not text are shown with replacement characters.
    pub headers: Vec<(String, String)>,
    /// The body, unpacked and decoded; what cannot be decoded is shown as replacement characters.
    pub body: String,
    /// How the body was decoded.
    pub decoding: Decoding,
    /// How long the body is, and how much of it is evidence.
    pub size: BodySize,
}

/// The content of an answer's body.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// The JSON object that is meant, with numbers without a fraction as integers; `None` if the body has none.
    pub object: Option<Map<String, Value>>,
    /// Where the body is not a JSON object in UTF-8.
    pub faults: Vec<String>,
    /// Members that stand in one object more than once.
    pub repeated: Vec<Repeated>,
}

/// How long an answer's body is.
#[derive(Clone, Debug, Default)]
pub struct BodySize {
    /// Its bytes and their SHA-256, in hexadecimal digits, if what is kept of it is shorter.
    pub whole: Option<(usize, String)>,
    /// How many bytes of it may be in the record; `None` for all of it.
    pub evidence: Option<usize>,
}

/// When a call was made and how long its parts took.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
    /// When the request was started.
    pub started: SystemTime,
    /// From the start to the answer's headers.
    pub wait: Duration,
    /// From the headers to the end of the body.
    pub receive: Duration,
}

impl HttpResponse {
    /// An answer, its bytes read according to their labels. At most `most` bytes of its body are unpacked.
    pub fn received(status: u16, headers: Vec<(String, String)>, bytes: Vec<u8>, most: usize) -> Self {
        let (body, decoding) = body::text_of(&headers, bytes, most);
        Self {
            status,
            headers,
            body,
            decoding,
            size: BodySize::default(),
        }
    }

    /// The first header of this name, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        body::header(&self.headers, name)
    }

    /// The body as JSON, as far as its meaning is clear, whatever its `Content-Type` says (GW-15, BS-38).
    pub fn json(&self) -> Option<Value> {
        json::read(&self.body).value
    }

    /// The object that the body means, with everything unusual in its text.
    pub fn content(&self) -> Content {
        let mut content = Content::of(&self.body);
        content.faults.extend_from_slice(&self.decoding.faults);
        content
    }

    /// Remarks on how the body is written, which the documentation does not forbid.
    pub fn notes(&self) -> Vec<String> {
        let same = |repeated: &Repeated| format!("{} stands twice, with the same value", repeated.pointer);
        let repeated = json::read(&self.body).repeated;
        let harmless = repeated.iter().filter(|repeated| !repeated.is_ambiguous()).map(same);
        self.decoding.notes.iter().cloned().chain(harmless).collect()
    }
}

impl Content {
    /// Reads a body's text. An object within a list or a string is understood, but counts as a fault.
    pub fn of(text: &str) -> Self {
        let ParsedJson {
            value,
            mut faults,
            mut repeated,
        } = json::read(text);
        let object = match value {
            Some(Value::Object(object)) => Some(object),
            Some(Value::Array(items)) => alone(items).inspect(|_| {
                faults.push("byte 0: a list around the JSON object".to_owned());
            }),
            Some(Value::String(text)) => {
                let inner = json::read(&text);
                repeated.extend(inner.repeated);
                match inner.value {
                    Some(Value::Object(object)) => {
                        faults.push("byte 0: the JSON object stands inside a string".to_owned());
                        Some(object)
                    }
                    _ => None,
                }
            }
            _ => None,
        };
        Self {
            object: object.map(number::integral_members),
            faults,
            repeated,
        }
    }
}

/// The object that is a list's only item.
fn alone(items: Vec<Value>) -> Option<Map<String, Value>> {
    match <[Value; 1]>::try_from(items) {
        Ok([Value::Object(object)]) => Some(object),
        _ => None,
    }
}
