//! What really crossed the wire, with every rung that led to it.

use std::time::{Duration, SystemTime};

use serde_json::{Map, Value};

use super::Operation;
use super::etc::SigningHabits;

/// One call and its answer.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The operation called.
    pub operation: Operation,
    /// The rungs that the request was built on.
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

/// The rungs of a request, from the plain parameters to the proof of identity.
#[derive(Clone, Debug)]
pub enum Evidence {
    /// A call of the ETC gateway.
    Etc {
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
    Butler {
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
    /// The body; bytes that are no UTF-8 are shown as replacement characters.
    pub body: String,
    /// How long the body is, and how much of it is evidence.
    pub size: BodySize,
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
    /// The first header of this name, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The body as JSON, whatever its `Content-Type` says (GW-15, BS-38).
    pub fn json(&self) -> Option<Value> {
        serde_json::from_str(&self.body).ok()
    }

    /// True for the answer of something in between: an error page of a proxy or gateway, not the vendor's own.
    pub fn is_from_between(&self) -> bool {
        // 407 is a proxy that wants a password, and nobody else's to say.
        matches!(self.status, 407 | 502..=504) && self.json().is_none()
    }
}
