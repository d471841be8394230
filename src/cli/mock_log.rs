//! The log of `fuhe mock`: a line for each call, and of a wrong signature what it should cover.

use std::fmt::Write as _;
use std::time::{Duration, UNIX_EPOCH};

use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::Environment;
use super::signals::StopSignals;
use crate::contract::Vendor;
use crate::mock::{Expected, LoggedCall};
use crate::record::{Masker, RequestRecord, Said, rfc3339};
use crate::text::line;
use crate::wire::HttpRequest;
use crate::wire::etc::{SigningHabits, signed_text};

/// How many calls may wait to be printed. If nobody reads standard error, later ones are left out.
const MOST_WAITING: usize = 10_000;

/// Calls on their way to standard error.
#[derive(Debug)]
pub(super) struct Log {
    sender: Sender<LoggedCall>,
    calls: Receiver<LoggedCall>,
}

impl Log {
    pub(super) fn new() -> Self {
        let (sender, calls) = channel(MOST_WAITING);
        Self { sender, calls }
    }

    /// Where the vendor reports calls.
    pub(super) fn sender(&self) -> Sender<LoggedCall> {
        self.sender.clone()
    }

    /// Prints calls as they come, until a signal comes.
    pub(super) async fn print(
        mut self,
        secrets: &[String],
        show_secrets: bool,
        signals: &mut StopSignals,
        environment: &mut Environment,
    ) {
        let shown = Shown {
            masker: (!show_secrets).then(|| Masker::new(secrets)),
        };
        loop {
            tokio::select! {
                () = signals.received() => break,
                Some(call) = self.calls.recv() => shown.note(&call, environment),
            }
        }
        // Calls that were answered before the signal.
        while let Ok(call) = self.calls.try_recv() {
            shown.note(&call, environment);
        }
    }
}

/// How much of a call is shown: everything without a masker.
struct Shown {
    masker: Option<Masker>,
}

impl Shown {
    fn note(&self, call: &LoggedCall, environment: &mut Environment) {
        let millis = u64::try_from(environment.clock.now_millis()).unwrap_or_default();
        let now = rfc3339(UNIX_EPOCH + Duration::from_millis(millis));
        environment.note(&format!("{now}  {}", self.words(call)));
    }

    fn words(&self, call: &LoggedCall) -> String {
        let name = call.operation.map_or_else(
            || format!("{} {}", call.method, line(&self.text(&call.path))),
            |operation| operation.name().to_owned(),
        );
        let Some(vendor) = call.vendor else {
            return format!("{name}  HTTP {}, no interface is at this path", call.status);
        };
        let mut text = format!("{name}  HTTP {}, {}", call.status, self.said(vendor, &call.answer));
        match &call.expected {
            None => {}
            Some(Expected::Signature {
                fields,
                habits,
                follows,
                sent,
            }) => self.add_signature(&mut text, fields, *habits, *follows, sent),
            Some(Expected::Digest {
                body,
                timestamp,
                right,
                sent,
            }) => self.add_digest(&mut text, body, timestamp, right, sent),
        }
        text
    }

    /// The verdict, with the vendor's words.
    fn said(&self, vendor: Vendor, answer: &str) -> String {
        let said = Said::read(vendor, answer);
        let mut text = said.outcome;
        let messages = said.message.into_iter().filter(|message| !message.is_empty());
        for message in messages.chain(said.causes) {
            // Writing to a String cannot fail.
            let _ = write!(text, " \"{}\"", line(&self.text(&message)));
        }
        text
    }

    fn add_signature(
        &self,
        text: &mut String,
        fields: &[(String, Value)],
        habits: SigningHabits,
        follows: Option<SigningHabits>,
        sent: &str,
    ) {
        let exact = signed_text(fields.iter().map(|(name, value)| (name.as_str(), value)), &habits);
        let fields: Map<String, Value> = fields.iter().cloned().collect();
        let fields = self
            .masker
            .as_ref()
            .map_or_else(|| fields.clone(), |masker| masker.object(&fields));
        let shown = signed_text(fields.iter().map(|(name, value)| (name.as_str(), value)), &habits);
        add(text, "must cover", &self.text(&shown));
        add_digest_of(text, &exact);
        if let Some(follows) = follows {
            let habits = format!(
                "sign_empty = {}, sign_null = {}, sign_boolean = {}",
                follows.empty, follows.null, follows.boolean
            );
            add(text, "but follows", &habits);
        }
        add(text, "sent", &self.text(sent));
    }

    fn add_digest(&self, text: &mut String, body: &str, timestamp: &str, right: &str, sent: &str) {
        let shown = match &self.masker {
            None => body.to_owned(),
            Some(masker) => {
                let request = HttpRequest {
                    method: "POST",
                    url: String::new(),
                    headers: Vec::new(),
                    body: body.to_owned(),
                };
                RequestRecord::new(Vendor::Courier, &request, masker).body
            }
        };
        let timestamp = line(timestamp);
        add(
            text,
            "must cover",
            &format!("{shown}&sk=‹secret›&timestamp={timestamp}"),
        );
        add(
            text,
            "body",
            &format!("{} bytes with the SHA-256 {}", body.len(), sha256(body)),
        );
        add(text, "must be", right);
        if is_spelled_otherwise(sent, right) {
            add(
                text,
                "but is",
                "right in another spelling; URL-safe Base64 without padding is expected",
            );
        }
        add(text, "sent", &self.text(sent));
    }

    fn text(&self, text: &str) -> String {
        self.masker
            .as_ref()
            .map_or_else(|| text.to_owned(), |masker| masker.text(text))
    }
}

/// A further line below a call.
fn add(text: &mut String, word: &str, words: &str) {
    // Writing to a String cannot fail.
    let _ = write!(text, "\n    {word:<12} {}", line(words));
}

/// What a client can compare even where the text is masked.
fn add_digest_of(text: &mut String, exact: &str) {
    add(text, "its SHA-256", &sha256(exact));
}

fn sha256(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

/// True for the right bytes in another alphabet of Base64, or with padding.
fn is_spelled_otherwise(sent: &str, right: &str) -> bool {
    let plain = sent.trim_end_matches('=').replace('+', "-").replace('/', "_");
    sent != right && plain == right
}
