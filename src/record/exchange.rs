//! An exchange as the record keeps it: every stage of its trace, masked.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::Masker;
use crate::text::curl;
use crate::wire::etc::signed_text;
use crate::wire::{Evidence, Exchange, HttpRequest, HttpResponse, Keep, Operation, Vendor, beginning, shortened};

/// Bytes of a body that a record keeps.
const MOST_EVIDENCE: usize = 64 << 10;

/// A call and its answer, masked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExchangeRecord {
    /// The operation called.
    pub operation: Operation,
    /// The stages of the request.
    pub trace: Trace,
    /// The request.
    pub request: RequestRecord,
    /// The answer.
    pub response: ResponseRecord,
    /// When it began, RFC 3339.
    pub started: String,
    /// Microseconds from the start to the answer's headers.
    pub wait_us: u64,
    /// Microseconds from the headers to the end of the body.
    pub receive_us: u64,
}

/// The stages of a request, in the order in which they were made. Texts are made again from masked values, so they are
/// what would have been signed or encrypted if the masks had been the values.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "vendor", rename_all = "lowercase")]
pub enum Trace {
    /// A call of the gateway.
    Etc {
        /// The business parameters.
        params: Map<String, Value>,
        /// The text that the signature covers.
        signed_text: String,
        /// SHA-256 of the bytes that were signed, where the text is masked: the vendor can compare it with its own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signed_sha256: Option<String>,
        /// The signature as sent.
        signature: String,
    },
    /// A call of the courier.
    Butler {
        /// The list before encryption; null where the operation has none.
        #[serde(default, skip_serializing_if = "Value::is_null")]
        plain_list: Value,
        /// The cipher text, by length and digest: anyone with the key could read people's numbers out of the text.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        cipher_text: String,
        /// The signature as sent.
        signature: String,
    },
}

impl Trace {
    /// The text that the signature of a gateway call covers.
    pub fn signed_text(&self) -> Option<&str> {
        match self {
            Self::Etc { signed_text, .. } => Some(signed_text),
            Self::Butler { .. } => None,
        }
    }
}

/// A request, masked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RequestRecord {
    /// The method.
    pub method: String,
    /// The address.
    pub url: String,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

/// An answer, masked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ResponseRecord {
    /// The status code.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body, or as much of it as is kept.
    pub body: String,
    /// The length of the body, if it is kept only in part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<WholeBody>,
    /// Remarks on how the body is written, which the documentation does not forbid.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// A body that the record does not have in its original form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WholeBody {
    /// Its bytes.
    pub bytes: usize,
    /// Its digest, in hexadecimal digits.
    pub sha256: String,
}

impl fmt::Display for WholeBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a part of {} bytes with the SHA-256 {}", self.bytes, self.sha256)
    }
}

impl RequestRecord {
    /// Masks a request.
    pub fn new(vendor: Vendor, request: &HttpRequest, masker: &Masker) -> Self {
        Self {
            method: request.method.to_owned(),
            url: masker.text(&request.url),
            headers: headers(&request.headers, masker),
            body: request_body(vendor, &request.body, masker),
        }
    }

    /// The request as a command line for curl. What is masked must be filled in before it can be sent again.
    pub fn curl(&self) -> String {
        curl(&self.method, &self.url, &self.headers, &self.body)
    }
}

impl ExchangeRecord {
    /// Masks an exchange on its way into the record.
    pub fn new(exchange: &Exchange, masker: &mut Masker) -> Self {
        masker.learn(exchange);
        let (body, whole) = response_body(&exchange.response, masker);
        Self {
            operation: exchange.operation,
            trace: trace(exchange, masker),
            request: RequestRecord::new(exchange.operation.vendor(), &exchange.request, masker),
            response: ResponseRecord {
                status: exchange.response.status,
                headers: headers(&exchange.response.headers, masker),
                body,
                whole,
                notes: exchange.response.notes().iter().map(|note| masker.text(note)).collect(),
            },
            started: rfc3339(exchange.timing.started),
            wait_us: micros(exchange.timing.wait),
            receive_us: micros(exchange.timing.receive),
        }
    }
}

fn trace(exchange: &Exchange, masker: &Masker) -> Trace {
    match &exchange.evidence {
        Evidence::Gateway {
            envelope,
            params,
            habits,
            signed_text: signed,
            signature,
            ..
        } => {
            let params = masker.object(params);
            let fields = envelope.iter().filter(|(name, _)| *name != "sign").chain(&params);
            let text = signed_text(fields.map(|(name, value)| (name.as_str(), value)), habits);
            let shown = masker.text(&text);
            Trace::Etc {
                signed_sha256: (shown != *signed).then(|| hex::encode(Sha256::digest(signed))),
                signed_text: shown,
                params,
                signature: masker.text(signature),
            }
        }
        Evidence::Courier {
            plain_list,
            cipher_text,
            signature,
            ..
        } => Trace::Butler {
            plain_list: plain_list
                .as_ref()
                .map_or(Value::Null, |list| match serde_json::from_str(list) {
                    Ok(list) => masker.value(&list),
                    Err(_) => masker.text(list).into(),
                }),
            cipher_text: cipher_text.as_deref().map(Masker::withheld).unwrap_or_default(),
            signature: masker.text(signature),
        },
    }
}

/// The body as received, masked and as far as it is evidence. JSON stays JSON, if possible.
fn response_body(response: &HttpResponse, masker: &Masker) -> (String, Option<WholeBody>) {
    let body = masker.body(&response.body);
    let most = response.size.evidence.unwrap_or(MOST_EVIDENCE).min(MOST_EVIDENCE);
    let whole = |(bytes, sha256)| WholeBody { bytes, sha256 };
    let known = response.size.whole.clone().map(whole);
    // Masks may be longer than the values that they replace.
    if response.body.len() <= most {
        return (body, known);
    }
    let measured = || whole((response.body.len(), hex::encode(Sha256::digest(&response.body))));
    let keep = Keep {
        characters: 1000,
        items: 20,
        values: most,
        bytes: most,
    };
    let cut = shortened(&body, &keep).unwrap_or_else(|| beginning(&body, most).to_owned());
    (cut, Some(known.unwrap_or_else(measured)))
}

fn headers(headers: &[(String, String)], masker: &Masker) -> Vec<(String, String)> {
    headers.iter().map(|(name, value)| masker.header(name, value)).collect()
}

/// The body as sent; the courier's cipher text is left out, as in the trace.
fn request_body(vendor: Vendor, body: &str, masker: &Masker) -> String {
    match (vendor, serde_json::from_str::<Value>(body)) {
        (Vendor::Courier, Ok(Value::Object(mut object))) => {
            if let Some(Value::String(list)) = object.get_mut("userList") {
                *list = Masker::withheld(list);
            }
            masker.value(&Value::Object(object)).to_string()
        }
        (_, Ok(sent)) => masker.value(&sent).to_string(),
        (_, Err(_)) => masker.text(body),
    }
}

/// A time as every record writes it, RFC 3339; empty if it is outside the calendar.
pub fn rfc3339(time: std::time::SystemTime) -> String {
    Timestamp::try_from(time).map_or_else(|_| String::new(), |t| t.to_string())
}

pub(super) fn micros(duration: std::time::Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}
