//! HAR 1.2: every exchange of a run, for the network panel of a browser and other viewers of HTTP.
//!
//! Bodies and headers are those of the record, so masked. The record does not know the sizes of what really crossed the
//! wire; they are -1, which means unknown in HAR.

use std::convert::Infallible;

use serde_json::{Value, json};
use url::Url;

use super::json::laid_out_around;
use super::outcome::of_run;
use crate::record::{ExchangeRecord, RunRecord, ScenarioRecord, Trace};

/// The exchanges of a record as HAR, in the order of the scenarios.
pub fn write(record: &RunRecord) -> String {
    let frame = json!({
        "log": {
            "version": "1.2",
            "creator": {"name": "fuhe", "version": record.run.fuhe},
            "entries": [],
            "comment": comment(record),
        }
    });
    let scenarios = record.scenarios.iter();
    let entries = scenarios.flat_map(|scenario| scenario.exchanges.iter().map(|exchange| entry(scenario, exchange)));
    let Ok(text) = laid_out_around(&frame, 2, "entries", entries.map(Ok::<_, Infallible>));
    text
}

/// A note for readers of the entries.
fn comment(record: &RunRecord) -> String {
    let masked = "People and secrets are masked: a value in ‹› stands for one that was sent or received.";
    match of_run(record) {
        None => masked.to_owned(),
        Some(why) => format!("{why}\n{masked}"),
    }
}

fn entry(scenario: &ScenarioRecord, exchange: &ExchangeRecord) -> Value {
    let [wait, receive] = [exchange.wait_us, exchange.receive_us].map(millis);
    json!({
        "startedDateTime": exchange.started,
        "time": millis(exchange.wait_us + exchange.receive_us),
        "request": request(exchange),
        "response": response(exchange),
        "cache": {},
        // The client does not measure sending apart from waiting.
        "timings": {"send": 0, "wait": wait, "receive": receive},
        "comment": format!("{} · {}", scenario.id, exchange.operation),
    })
}

fn request(exchange: &ExchangeRecord) -> Value {
    let request = &exchange.request;
    let mut body = json!({"mimeType": header(&request.headers, "content-type"), "text": request.body});
    if let Trace::Butler {
        plain_list,
        cipher_text,
        ..
    } = &exchange.trace
        && !cipher_text.is_empty()
    {
        body["comment"] = format!("userList is withheld: {cipher_text}; before encryption: {plain_list}").into();
    }
    json!({
        "method": request.method,
        "url": request.url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": pairs(&request.headers),
        "queryString": query(&request.url),
        "postData": body,
        "headersSize": -1,
        "bodySize": -1,
    })
}

fn response(exchange: &ExchangeRecord) -> Value {
    let response = &exchange.response;
    json!({
        "status": response.status,
        "statusText": "",
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": pairs(&response.headers),
        "content": {
            "size": response.whole.as_ref().map_or(response.body.len(), |whole| whole.bytes),
            "mimeType": header(&response.headers, "content-type"),
            "text": response.body,
        },
        "redirectURL": header(&response.headers, "location"),
        "headersSize": -1,
        "bodySize": -1,
    })
}

fn pairs(headers: &[(String, String)]) -> Vec<Value> {
    let headers = headers.iter();
    headers
        .map(|(name, value)| json!({"name": name, "value": value}))
        .collect()
}

fn query(url: &str) -> Vec<Value> {
    let Ok(url) = Url::parse(url) else {
        return Vec::new();
    };
    let pairs = url.query_pairs();
    pairs
        .map(|(name, value)| json!({"name": name, "value": value}))
        .collect()
}

/// The value of a header; empty if it is missing.
fn header<'a>(headers: &'a [(String, String)], name: &str) -> &'a str {
    let own = headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
    own.map_or("", |(_, value)| value)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a call of centuries may lose its microseconds"
)]
fn millis(micros: u64) -> f64 {
    micros as f64 / 1000.0
}
