//! What can be observed of an answer where the pages leave it open. Each aspect is a short stable text, without ids and
//! times, so that two runs can be compared.

use serde_json::Value;

use super::expect::{entries_of, sent_account};
use super::{Answered, Outcome};
use crate::wire::Exchange;

/// A side of an answer that some question asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// The HTTP status code.
    HttpStatus,
    /// The media type of the answer, without its parameters.
    ContentType,
    /// How the gateway's envelope is spelled.
    Spelling,
    /// Where an application stands in the answer (GU-22).
    PlaceOfApplication,
    /// Names of fields that no page knows.
    UndocumentedFields,
    /// The gateway's code.
    Code,
    /// The shape of a refusal by signature or header (BS-48).
    RefusalShape,
    /// The form of `result` and `msg` (BS-34).
    ResultAndMessage,
    /// The rows that have entries.
    RowsInError,
    /// The row numbers in the order listed.
    EntryOrder,
    /// How many entries row 1 has.
    EntriesOfRowOne,
    /// What the entry of row 1 gives as its account (BS-39).
    AccountOfRowOne,
}

const WORDS: [(&str, Aspect); 12] = [
    ("the HTTP status", Aspect::HttpStatus),
    ("the content type", Aspect::ContentType),
    ("the envelope's spelling", Aspect::Spelling),
    ("the place of the application", Aspect::PlaceOfApplication),
    ("the undocumented fields", Aspect::UndocumentedFields),
    ("the code", Aspect::Code),
    ("the shape of the refusal", Aspect::RefusalShape),
    ("the form of result and msg", Aspect::ResultAndMessage),
    ("the rows in error", Aspect::RowsInError),
    ("the order of entries", Aspect::EntryOrder),
    ("the number of entries of row 1", Aspect::EntriesOfRowOne),
    ("the userNo of row 1's entry", Aspect::AccountOfRowOne),
];

impl Aspect {
    /// The aspect that the features call so.
    pub fn named(words: &str) -> Option<Self> {
        WORDS.iter().find(|(own, _)| *own == words).map(|(_, aspect)| *aspect)
    }

    /// The aspect's value in this answer; `None` where the answer has another shape altogether (BS-48), so that the
    /// question does not arise.
    pub fn observe(self, exchange: &Exchange, answered: &Answered) -> Option<String> {
        let documented = answered.envelope.is_some() || answered.body.contains_key("succ");
        (documented || matches!(self, Self::HttpStatus | Self::ContentType | Self::RefusalShape))
            .then(|| self.value(exchange, answered))
    }

    fn value(self, exchange: &Exchange, answered: &Answered) -> String {
        match self {
            Self::HttpStatus => exchange.response.status.to_string(),
            Self::ContentType => exchange
                .response
                .header("content-type")
                .map_or("none", |value| value.split(';').next().unwrap_or(value).trim())
                .to_ascii_lowercase(),
            Self::Spelling => answered
                .envelope
                .as_ref()
                .map_or_else(|| "no envelope".to_owned(), crate::wire::etc::Answer::spelling),
            Self::PlaceOfApplication => answered
                .envelope
                .as_ref()
                .map_or("none", crate::wire::etc::Answer::place_of_application)
                .to_owned(),
            Self::UndocumentedFields => undocumented(answered),
            Self::Code => answered.code().unwrap_or("none").to_owned(),
            Self::RefusalShape => refusal_shape(exchange, answered).to_owned(),
            Self::ResultAndMessage => format!(
                "result {}, msg {}",
                form(answered.body.get("result")),
                form(answered.body.get("msg"))
            ),
            Self::RowsInError => join(&super::expect::rows_in_error(answered).into_iter().collect::<Vec<_>>()),
            Self::EntryOrder => {
                let rows: Vec<u64> = answered
                    .entries()
                    .iter()
                    .filter_map(|entry| entry.get("rowNo")?.as_u64())
                    .collect();
                join(&rows)
            }
            Self::EntriesOfRowOne => entries_of(answered, 1).count().to_string(),
            Self::AccountOfRowOne => account_of_row_one(exchange, answered).to_owned(),
        }
    }
}

fn undocumented(answered: &Answered) -> String {
    let mut names: Vec<String> = if let Some(envelope) = &answered.envelope {
        let data = envelope.data();
        let own = envelope.undocumented().into_iter().map(str::to_owned);
        own.chain(unknown_members(data, "data", DATA_FIELDS))
            .chain(unknown_members(&data["app"], "data.app", APP_FIELDS))
            .collect()
    } else {
        let body = Value::Object(answered.body.clone());
        let entries = answered.entries().iter();
        unknown_members(&body, "", &["succ", "msg", "result"])
            .chain(entries.flat_map(|entry| unknown_members(entry, "result", &["rowNo", "userNo", "cause"])))
            .collect()
    };
    names.sort_unstable();
    names.dedup();
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(" ")
    }
}

const DATA_FIELDS: &[&str] = &["client_user_no", "etc_user_no", "ebaas_user_no", "app"];
const APP_FIELDS: &[&str] = &["app_id", "public_key", "private_key", "enable_ip_white", "etc_user_no"];

fn unknown_members<'a>(value: &'a Value, prefix: &'a str, known: &'a [&str]) -> impl Iterator<Item = String> + 'a {
    value
        .as_object()
        .into_iter()
        .flat_map(serde_json::Map::keys)
        .filter(|name| !known.contains(&name.as_str()))
        .map(move |name| {
            if prefix.is_empty() {
                name.clone()
            } else {
                format!("{prefix}.{name}")
            }
        })
}

fn refusal_shape(exchange: &Exchange, answered: &Answered) -> &'static str {
    let body = exchange.response.body.trim();
    if !answered.body.is_empty() && answered.outcome == Outcome::Refused && answered.body.contains_key("succ") {
        "documented"
    } else if body.is_empty() {
        "empty"
    } else if exchange.response.json().is_some() {
        "json"
    } else if body.starts_with('<') {
        "html"
    } else {
        "text"
    }
}

fn form(value: Option<&Value>) -> &'static str {
    match value {
        None => "absent",
        Some(Value::Null) => "null",
        Some(Value::String(text)) if text.is_empty() => "empty",
        Some(Value::Array(entries)) if entries.is_empty() => "empty",
        Some(Value::String(_)) => "text",
        Some(Value::Array(_)) => "list",
        Some(_) => "other",
    }
}

fn account_of_row_one(exchange: &Exchange, answered: &Answered) -> &'static str {
    let sent = sent_account(exchange, 1);
    match entries_of(answered, 1).next().map(|(_, entry)| &entry["userNo"]) {
        None => "no entry",
        Some(Value::Null) => "empty",
        Some(Value::String(given)) if given.is_empty() => "empty",
        Some(given) if *given == sent => "repeated",
        Some(Value::String(given)) if sent.as_str().is_some_and(|sent| sent.starts_with(given.as_str())) => "cut",
        Some(_) => "other",
    }
}

fn join(rows: &[u64]) -> String {
    rows.iter().map(u64::to_string).collect::<Vec<_>>().join(", ")
}
