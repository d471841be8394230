//! What an answer says: accepted, refused, or nothing that can be understood.
//!
//! The reading is deliberately more tolerant than the documentation, so that one wrong field is one finding at its own
//! rule and not a failure of everything that was sent: a success whose code is `"0000"` is still a success, and CU-06
//! says what is wrong with it.

use serde_json::{Map, Value};

use crate::wire::etc::Answer;
use crate::wire::json::Repeated;
use crate::wire::{Content, Exchange, Operation, Origin, Vendor, butler};

/// What the vendor did with a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It took the call.
    Accepted,
    /// It refused the call.
    Refused,
    /// Its answer has no documented shape, so that neither can be said.
    Unclear,
}

/// An answer, read.
#[derive(Clone, Debug)]
pub struct Answered {
    /// What the vendor did.
    pub outcome: Outcome,
    /// The gateway's envelope; `None` for the butler, and where the body is no JSON object.
    pub envelope: Option<Answer>,
    /// The body as a JSON object; empty where it is none.
    pub body: Map<String, Value>,
    /// Where the body departs from a JSON object in UTF-8, though it may be understood.
    pub faults: Vec<String>,
    /// Members of it that stand in one object more than once; the last one counts.
    pub repeated: Vec<Repeated>,
    /// True where what a refusal looks like is open (BS-48), so that any that is no success counts as one.
    pub free_form: bool,
}

/// The codes of GW-04 to GW-10: with one of these, a call was refused whatever else the answer holds.
const REFUSALS: [&str; 9] = [
    "400", "400001", "400002", "401001", "401002", "403001", "403002", "404001", "500",
];

impl Answered {
    /// Reads the answer of an exchange.
    pub fn read(exchange: &Exchange, free_form: bool) -> Self {
        let Content {
            object: body,
            faults,
            repeated,
        } = exchange.response.content();
        let is_unreadable = body.is_none();
        let envelope = body
            .as_ref()
            .filter(|_| exchange.operation.vendor() == Vendor::Gateway)
            .map(Answer::read);
        let outcome = match (&envelope, &body) {
            (Some(answer), _) => gateway_outcome(exchange.operation, answer),
            (None, Some(body)) => courier_outcome(body),
            (None, None) => Outcome::Unclear,
        };
        Self {
            // One that would be the documented answer, were it JSON, may say that the call was accepted.
            outcome: if outcome == Outcome::Unclear && free_form && !(is_unreadable && is_vendors(exchange)) {
                Outcome::Refused
            } else {
                outcome
            },
            envelope,
            body: body.unwrap_or_default(),
            faults,
            repeated,
            free_form,
        }
    }

    /// True where the call was taken.
    pub fn is_accepted(&self) -> bool {
        self.outcome == Outcome::Accepted
    }

    /// The code of the gateway's answer, as text.
    pub fn code(&self) -> Option<&str> {
        self.envelope.as_ref()?.code()
    }

    /// The answer's message, for either vendor.
    pub fn message(&self) -> Option<&str> {
        match &self.envelope {
            Some(envelope) => envelope.msg(),
            None => self.body.get("msg")?.as_str(),
        }
    }

    /// A field of the answer by its dotted path: of `data` at the gateway, of the whole body at the butler.
    pub fn field(&self, path: &str) -> Option<&Value> {
        let mut names = path.split('.');
        let first = names.next()?;
        let root = match &self.envelope {
            Some(envelope) => envelope.data().get(first),
            None => self.body.get(first),
        };
        names.try_fold(root?, |value, name| value.get(name))
    }

    /// JSON pointer of a field of the answer, as the vendor spells it.
    pub fn pointer(&self, path: &str) -> String {
        let path = path.replace('.', "/");
        match &self.envelope {
            Some(envelope) => envelope.received_pointer(&format!("/data/{path}")),
            None => format!("/{path}"),
        }
    }

    /// The answer in a few words, for the reader of a finding.
    pub fn in_words(&self) -> String {
        let message = self.message().map(|msg| format!(" \"{msg}\"")).unwrap_or_default();
        match (self.outcome, self.code()) {
            (Outcome::Accepted, Some(code)) => format!("accepted with code {code}"),
            (Outcome::Accepted, None) => "accepted".to_owned(),
            (Outcome::Refused, Some(code)) => format!("refused with code {code}{message}"),
            (Outcome::Refused, None) => format!("refused{message}{}", self.first_cause()),
            (Outcome::Unclear, _) => "neither accepted nor refused in a documented way".to_owned(),
        }
    }

    /// What the courier says of the first row in error, to be put behind its message.
    fn first_cause(&self) -> String {
        let cause = self.entries().first().and_then(|entry| entry["cause"].as_str());
        cause.map(|cause| format!(": {cause}")).unwrap_or_default()
    }

    /// The entries of the butler's `result`.
    pub fn entries(&self) -> &[Value] {
        match self.body.get("result") {
            Some(Value::Array(entries)) => entries,
            _ => &[],
        }
    }
}

fn is_vendors(exchange: &Exchange) -> bool {
    Origin::of(exchange.operation.vendor(), &exchange.response) == Origin::Vendor
}

fn gateway_outcome(operation: Operation, answer: &Answer) -> Outcome {
    let code = match answer.canonical.get("code") {
        Some(Value::String(code)) => Some(code.clone()),
        Some(Value::Number(code)) => Some(code.to_string()),
        _ => None,
    };
    let has_result = operation
        .result_field()
        .and_then(|field| answer.data().get(field))
        .is_some_and(|value| !value.is_null());
    match code.as_deref() {
        Some("000") => Outcome::Accepted,
        Some(code) if REFUSALS.contains(&code) => Outcome::Refused,
        _ if has_result => Outcome::Accepted,
        Some(_) => Outcome::Refused,
        None => Outcome::Unclear,
    }
}

fn courier_outcome(body: &Map<String, Value>) -> Outcome {
    let answer = butler::Answer::read(body);
    if answer.is_refusal() {
        Outcome::Refused
    } else if answer.says_ok() {
        Outcome::Accepted
    } else {
        Outcome::Unclear
    }
}
