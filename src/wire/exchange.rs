//! What really crossed the wire, with every stage that led to it.

use std::time::{Duration, SystemTime};

use serde_json::{Map, Value};

use super::body::{self, Decoding};
use super::etc::SigningHabits;
use super::json::{self, ParsedJson, Repeated};
use super::{Operation, number};

/// One call and its answer.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The operation called.
    pub operation: Operation,
    /// The stages that the request was built on.
    pub evidence: Evidence,
    /// The request as sent.
    pub request: HttpRequest,
    /// The answer as received.
    pub response: HttpResponse,
    /// When, and how long it took.
    pub timing: Timing,
    /// Why the call was sent again, once for each time: no connection stood, or it was turned away.
    pub retries: Vec<String>,
}

/// The stages of a request, from the plain parameters to the proof of identity.
#[derive(Clone, Debug)]
pub enum Evidence {
    /// A call of the ETC gateway.
    Gateway {
        /// The envelope as sent, without its business parameters; names as spelled in this request.
        envelope: Map<String, Value>,
        /// The name that this request gives to the business parameters.
        params_name: &'static str,
        /// The business parameters as sent.
        params: Map<String, Value>,
        /// What took part in the signed text.
        habits: SigningHabits,
        /// The text that the signature covers.
        signed_text: String,
        /// The signature as sent.
        signature: String,
    },
    /// A call of the courier butler.
    Courier {
        /// The rows before encryption; empty where the list sent was no encryption of rows.
        rows: Vec<Value>,
        /// The list as text, before encryption.
        plain_list: String,
        /// The list as sent.
        cipher_text: String,
        /// The signature as sent.
        signature: String,
    },
}

/// A request as it was sent.
#[derive(Clone, Debug)]
pub struct HttpRequest {
    /// The method, in capitals.
    pub method: &'static str,
    /// The whole address.
    pub url: String,
    /// Headers in the order sent.
    pub headers: Vec<(String, String)>,
    /// The exact body.
    pub body: String,
}

/// An answer as it was received.
#[derive(Clone, Debug, Default)]
pub struct HttpResponse {
    /// The status code.
    pub status: u16,
    /// Headers in the order received; values that are no text are shown with replacement characters.
    pub headers: Vec<(String, String)>,
    /// The body, unpacked and decoded; what cannot be decoded is shown as replacement characters.
    pub body: String,
    /// How the body was decoded.
    pub decoding: Decoding,
    /// How long the body is, and how much of it is evidence.
    pub size: BodySize,
}

/// What an answer's body says.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// The JSON object that is meant, its numbers without a fraction as integers; `None` where the body holds none.
    pub object: Option<Map<String, Value>>,
    /// Where the body departs from a JSON object in UTF-8.
    pub faults: Vec<String>,
    /// Members that stand in one object more than once.
    pub repeated: Vec<Repeated>,
}

/// How long an answer's body is.
#[derive(Clone, Debug, Default)]
pub struct BodySize {
    /// Its bytes and their SHA-256, in hexadecimal digits, where what is kept of it is shorter.
    pub whole: Option<(usize, String)>,
    /// How many bytes of it may stand in the record; the whole of it where nothing is said.
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
    /// An answer, its bytes read as they are labelled. No more than `most` bytes of its body are unpacked.
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

    /// The body as JSON, as far as its meaning is plain, whatever its `Content-Type` says (GW-15, BS-38).
    pub fn json(&self) -> Option<Value> {
        json::read(&self.body).value
    }

    /// The object that the body means, with all that is odd about its text.
    pub fn content(&self) -> Content {
        let mut content = Content::of(&self.body);
        content.faults.extend_from_slice(&self.decoding.faults);
        content
    }

    /// What is worth telling of how the body is written, though no page forbids it.
    pub fn notes(&self) -> Vec<String> {
        let same = |repeated: &Repeated| format!("{} stands twice, with the same value", repeated.pointer);
        let repeated = json::read(&self.body).repeated;
        let harmless = repeated.iter().filter(|repeated| !repeated.is_ambiguous()).map(same);
        self.decoding.notes.iter().cloned().chain(harmless).collect()
    }
}

impl Content {
    /// Reads a body's text. An object within a list or a string is understood, and is no less a departure.
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
                        faults.push("byte 0: the JSON object stands within a string".to_owned());
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
