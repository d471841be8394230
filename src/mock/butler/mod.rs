//! The courier butler: `batchSave`, and `batchDelete` to tidy up (BS-47).

mod account;
mod entries;
mod formats;
mod removal;
mod rows;

use std::fmt::Write as _;

use axum::http::HeaderMap;
use serde_json::{Map, Value, json};

use self::rows::Judged;
use super::answer::{About, Content, Reply};
use super::arrival::Arrival;
use super::behaviour::{
    CompanyCheck, Compared, CourierCheck, DigestOver, DigestWaiver, GateShape, Lapse, OddList, PlainList, Reason, Way,
    WholeRefusal,
};
use super::intake::{Admitted, admit, passes_firewall, read_object, read_value};
use super::server::Shared;
use super::serving::Expected;
use crate::crypto::des::{BLOCK, DesKey};
use crate::wire::butler::{ListCipher, sign};
use crate::wire::{Operation, Vendor};

/// A request, as far as it can be read before anything is checked.
struct Request<'r> {
    operation: Operation,
    headers: &'r HeaderMap,
    raw: &'r [u8],
    body: Option<Map<String, Value>>,
    /// Whether it asks for an update, as far as that can be told.
    update: bool,
    /// What it saw when it arrived.
    arrival: Option<&'r Arrival>,
}

impl<'r> Request<'r> {
    /// The way that the call takes.
    fn way(&self) -> Way {
        match self.operation.removes() {
            Some(_) => Way::Removal,
            None => Way::of_rows(self.update),
        }
    }

    /// True where the vendor makes this check of the call.
    fn undergoes(&self, vendor: &Shared, check: CourierCheck) -> bool {
        !vendor.behaviour.lapses.has(self.way(), Lapse::CourierCheck(check))
    }

    fn new(operation: Operation, headers: &'r HeaderMap, raw: &'r [u8], arrival: Option<&'r Arrival>) -> Self {
        let body = read_object(raw).ok();
        let kind = body.as_ref().and_then(|body| body.get("type"));
        let update = kind.is_some_and(|kind| kind == 2 || kind == "2");
        Self {
            operation,
            headers,
            raw,
            body,
            update,
            arrival,
        }
    }

    /// A header's value; empty where it is missing or no text.
    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

/// Answers an operation.
pub(super) fn answer(
    vendor: &Shared,
    operation: Operation,
    headers: &HeaderMap,
    raw: &[u8],
    arrival: Option<&Arrival>,
) -> Reply {
    let request = Request::new(operation, headers, raw, arrival);
    match operation.name() {
        "batchSave" => save(vendor, &request),
        "batchDelete" => removal::answer(vendor, &request),
        _ => match admit_body(vendor, &request) {
            Ok(_) => succeed(vendor, about(Some(operation), request.update)),
            Err(reason) => refuse(vendor, about(Some(operation), request.update), reason),
        },
    }
}

/// Answers `batchSave`.
fn save(vendor: &Shared, request: &Request<'_>) -> Reply {
    let mut about = about(Some(request.operation), request.update);
    match try_save(vendor, request, &mut about) {
        Ok(judged) => judged.into_reply(vendor, about),
        Err(reason) => {
            if vendor.behaviour.butler.saved_despite.contains(&reason) {
                save_all_the_same(vendor, request);
            }
            refuse(vendor, about, reason)
        }
    }
}

/// What the digest of this call should be, for the author of the client.
pub(super) fn expected(vendor: &Shared, headers: &HeaderMap, body: &[u8]) -> Expected {
    let header = |name: &str| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    let (body, timestamp) = (String::from_utf8_lossy(body).into_owned(), header("timestamp"));
    Expected::Digest {
        right: sign(&body, &vendor.secret, &timestamp),
        body,
        timestamp,
        sent: header("sign"),
    }
}

/// Refuses a call that never became one.
pub(super) fn turn_away(vendor: &Shared, reason: Reason, status: Option<u16>) -> Reply {
    let mut reply = refuse(vendor, about(None, false), reason);
    reply.status = status.unwrap_or(reply.status);
    reply
}

fn about(operation: Option<Operation>, update: bool) -> About {
    About {
        vendor: Vendor::Courier,
        operation,
        reason: None,
        update,
    }
}

fn try_save(vendor: &Shared, request: &Request<'_>, about: &mut About) -> Result<Judged, Reason> {
    let butler = &vendor.behaviour.butler;
    let admitted = admit_body(vendor, request)?;
    let is_wrong = |field: &str| admitted.faults.iter().any(|fault| fault.field == field);
    about.update = match admitted.values.get("type").and_then(Value::as_f64) {
        Some(1.0) => false,
        Some(2.0) => true,
        _ => butler.other_types_update,
    };
    let list = admitted.values.get("userList");
    // The list is judged by itself: plain, it would only be of the wrong type.
    if is_wrong("userList") && !list.is_some_and(Value::is_array) {
        return Err(Reason::List);
    }
    let Some(rows) = read_list(vendor, list)? else {
        return Ok(Judged::default());
    };
    if rows.is_empty() && !butler.takes_empty_list {
        return Err(Reason::EmptyList);
    }
    if butler.max_rows.is_some_and(|most| rows.len() > most) {
        return Err(Reason::TooMany);
    }
    Ok(rows::judge_and_save(vendor, &rows, about.update, request.arrival))
}

/// What a body says once it has passed every check but those of what it is about.
fn admit_body(vendor: &Shared, request: &Request<'_>) -> Result<Admitted, Reason> {
    let butler = &vendor.behaviour.butler;
    let is_too_long = butler.longest_body.is_some_and(|most| request.raw.len() > most);
    if is_too_long || !passes_firewall(&butler.intake, request.raw) {
        return Err(Reason::Malformed);
    }
    check_gate(vendor, request)?;
    let body = request.body.as_ref().ok_or(Reason::Malformed)?;
    let message = request.operation.request();
    let admitted = admit(&butler.intake, message, vendor.schema(message), body);
    let is_wrong = |field: &str| admitted.faults.iter().any(|fault| fault.field == field);
    for check in butler.checks.iter().filter(|check| request.undergoes(vendor, **check)) {
        match check {
            CourierCheck::Company => {
                if is_wrong("companyId") {
                    return Err(Reason::Company);
                }
                check_company(vendor, request, admitted.values.get("companyId"))?;
            }
            CourierCheck::Type if is_wrong("type") => return Err(Reason::Type),
            CourierCheck::Type | CourierCheck::Headers | CourierCheck::Client | CourierCheck::Digest => {}
        }
    }
    Ok(admitted)
}

/// Headers, client and digest: whatever is checked before the body is looked at.
fn check_gate(vendor: &Shared, request: &Request<'_>) -> Result<(), Reason> {
    let butler = &vendor.behaviour.butler;
    for check in butler.checks.iter().filter(|check| request.undergoes(vendor, **check)) {
        match check {
            CourierCheck::Headers => check_headers(vendor, request)?,
            CourierCheck::Client => {
                let own = &vendor.credentials.butler.send_app_id;
                let sent = request.header("sendAppId");
                let known = vendor.behaviour.comparisons.are_one(Compared::Client, sent, own)
                    || (sent.is_empty() && butler.client_by_default)
                    || (!sent.is_empty() && butler.unknown_client_passes);
                if !known {
                    return Err(Reason::Client);
                }
            }
            CourierCheck::Digest => {
                if !is_digest_right(vendor, request) {
                    return Err(Reason::Digest);
                }
            }
            CourierCheck::Company | CourierCheck::Type => {}
        }
    }
    Ok(())
}

fn check_headers(vendor: &Shared, request: &Request<'_>) -> Result<(), Reason> {
    let butler = &vendor.behaviour.butler;
    let further = butler.headers_of_updates.iter().filter(|_| request.update);
    let is_missing = |name: &str| {
        let is_there = request.headers.contains_key(name);
        !is_there || (request.header(name).is_empty() && !butler.headers_maybe_empty.contains(&name))
    };
    if butler.headers.iter().chain(further).any(|name| is_missing(name)) {
        return Err(Reason::Header);
    }
    let digits = request.header("timestamp").len();
    if butler.timestamp_digits.is_some_and(|wanted| digits != wanted) {
        return Err(Reason::Header);
    }
    Ok(())
}

fn is_digest_right(vendor: &Shared, request: &Request<'_>) -> bool {
    let policy = &vendor.behaviour.butler.digest;
    let given = request.header("sign");
    let timestamp = request.header("timestamp");
    let raw = String::from_utf8_lossy(request.raw);
    let rewritten = || request.body.clone().map(Value::Object);
    let body = match policy.over {
        DigestOver::Body => raw.into_owned(),
        DigestOver::Rewritten => rewritten().map_or_else(|| raw.into_owned(), |body| body.to_string()),
        DigestOver::InOrder => match rewritten() {
            Some(Value::Object(mut body)) => {
                let rank = |name: &str| ["companyId", "type", "userList"].iter().position(|own| *own == name);
                let in_order = body.keys().map(|name| rank(name)).is_sorted();
                if in_order {
                    raw.into_owned()
                } else {
                    body.sort_keys();
                    Value::Object(body).to_string()
                }
            }
            _ => raw.into_owned(),
        },
        DigestOver::OneLine => raw.replace(['\r', '\n'], ""),
        DigestOver::Head(length) => raw.chars().take(length).collect(),
    };
    let is_right = |body: &str, timestamp: &str| {
        let right = sign(body, &vendor.secret, timestamp);
        vendor.behaviour.comparisons.are_one(Compared::Digest, given, &right)
    };
    is_right(&body, timestamp)
        || policy.waivers.iter().any(|waiver| match waiver {
            DigestWaiver::Every => true,
            DigestWaiver::Unsigned => given.is_empty(),
            DigestWaiver::Undated => timestamp.is_empty(),
            DigestWaiver::Update => request.update,
            DigestWaiver::Removal => request.operation.removes().is_some(),
            DigestWaiver::WellFormed => {
                given.len() == 86
                    && given
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
            }
            DigestWaiver::TrailingBlank => is_right(&format!("{body} "), timestamp),
            DigestWaiver::LongerTime => is_right(&body, &format!("{timestamp}0")),
        })
}

fn check_company(vendor: &Shared, request: &Request<'_>, company: Option<&Value>) -> Result<(), Reason> {
    let own = &vendor.credentials.butler.send_app_id;
    let Some(company) = company else {
        // A behaviour that does without it has taken it off the list of required fields.
        return Ok(());
    };
    let company = company.as_str().unwrap_or_default();
    let taken = vendor.behaviour.comparisons.are_one(Compared::Company, company, own)
        || match company_check(vendor, request) {
            CompanyCheck::Own => false,
            CompanyCheck::Any => true,
            CompanyCheck::OwnOrEmpty => company.is_empty(),
            CompanyCheck::OfOwnLength => company.len() == own.len(),
            CompanyCheck::Shorter => company.len() < own.len(),
            CompanyCheck::Longer => company.len() > own.len(),
            CompanyCheck::AnyInUpdates => request.update,
        };
    if taken { Ok(()) } else { Err(Reason::Company) }
}

/// Which companies the operation accepts.
fn company_check(vendor: &Shared, request: &Request<'_>) -> CompanyCheck {
    let butler = &vendor.behaviour.butler;
    let of_removals = butler
        .removals
        .companies
        .filter(|_| request.operation.removes().is_some());
    of_removals.unwrap_or(butler.companies)
}

/// The rows of a list as it was sent; `None` where the vendor sees nothing to do and is content with that.
fn read_list(vendor: &Shared, list: Option<&Value>) -> Result<Option<Vec<Value>>, Reason> {
    let butler = &vendor.behaviour.butler;
    let cipher_text = match list {
        Some(Value::String(text)) if !text.is_empty() => text,
        Some(Value::Array(rows)) => {
            return match butler.plain_list {
                PlainList::Refused => Err(Reason::List),
                PlainList::Taken => Ok(Some(rows.clone())),
                PlainList::Emptied => Ok(None),
            };
        }
        // Only a schema that does not ask for a list lets these come so far.
        _ => return Ok(None),
    };
    let Some(cipher) = cipher(vendor) else {
        return Err(Reason::List);
    };
    let Ok(plain) = cipher.decrypt(cipher_text) else {
        let has_whole_blocks = || {
            cipher
                .encoding
                .decode(cipher_text)
                .is_ok_and(|bytes| bytes.len() % BLOCK == 0)
        };
        let is_empty = butler.odd_list == OddList::UndecipheredIsEmpty
            || (butler.odd_list == OddList::CutIsEmpty && has_whole_blocks());
        return if is_empty { Ok(None) } else { Err(Reason::List) };
    };
    if butler.odd_list == OddList::NoSpacesBehind && plain.ends_with(' ') {
        return Err(Reason::List);
    }
    match (read_value(plain.as_bytes()), butler.odd_list) {
        (Ok(Value::Array(mut rows)), OddList::NullRowsSkipped) => {
            rows.retain(|row| !row.is_null());
            Ok(Some(rows).filter(|rows| !rows.is_empty()))
        }
        (Ok(Value::Array(rows)), _) => Ok(Some(rows)),
        (Ok(row @ Value::Object(_)), OddList::ObjectIsRow) => Ok(Some(vec![row])),
        (Ok(Value::String(inner)), OddList::TextIsRead) => match read_value(inner.as_bytes()) {
            Ok(Value::Array(rows)) => Ok(Some(rows)),
            _ => Err(Reason::List),
        },
        (Ok(Value::Null), OddList::NullIsEmpty) | (Err(_), OddList::NonsenseIsEmpty) => Ok(None),
        _ => Err(Reason::List),
    }
}

fn cipher(vendor: &Shared) -> Option<ListCipher> {
    let butler = &vendor.behaviour.butler;
    // Secrets of vendors are long enough, so this is always a cipher.
    let key = DesKey::from_secret(vendor.secret.as_bytes()).ok()?;
    Some(ListCipher::new(butler.mode, butler.encoding, key, None))
}

/// Saves the rows of a refused request, as a vendor does that writes before it checks.
fn save_all_the_same(vendor: &Shared, request: &Request<'_>) {
    let list = request.body.as_ref().and_then(|body| body.get("userList"));
    let rows = match list {
        Some(Value::Array(rows)) => rows.clone(),
        list => read_list(vendor, list).ok().flatten().unwrap_or_default(),
    };
    rows::save_unchecked(vendor, &rows);
}

fn succeed(vendor: &Shared, about: About) -> Reply {
    let butler = &vendor.behaviour.butler;
    finish(
        vendor,
        about,
        butler.success_status,
        json!({ "succ": "ok", "msg": butler.success, "result": null }),
    )
}

/// Refuses rows, each with its entry.
fn refuse_rows(vendor: &Shared, mut about: About, message: &str, result: &[Value]) -> Reply {
    about.reason = Some(Reason::Rows);
    let status = vendor.behaviour.butler.refusal_status;
    finish(
        vendor,
        about,
        status,
        json!({ "succ": "fail", "msg": message, "result": result }),
    )
}

/// Refuses a request as a whole.
fn refuse(vendor: &Shared, mut about: About, reason: Reason) -> Reply {
    let butler = &vendor.behaviour.butler;
    let message = butler.message(reason);
    about.reason = Some(reason);
    let documented = match butler.whole_refusal {
        WholeRefusal::NullResult => json!({ "succ": "fail", "msg": message, "result": null }),
        WholeRefusal::EmptyResult => json!({ "succ": "fail", "msg": message, "result": [] }),
        WholeRefusal::NoResult => json!({ "succ": "fail", "msg": message }),
        // A list without rows leaves nobody to make it up for.
        WholeRefusal::MadeUpEntry if reason == Reason::EmptyList => {
            json!({ "succ": "fail", "msg": message, "result": null })
        }
        WholeRefusal::MadeUpEntry => {
            json!({ "succ": "fail", "msg": message, "result": [{ "rowNo": 1, "userNo": "", "cause": message }] })
        }
        WholeRefusal::Nothing => json!({ "succ": "fail", "msg": null, "result": null }),
    };
    if !matches!(reason, Reason::Header | Reason::Client | Reason::Digest) {
        return finish(vendor, about, butler.refusal_status, documented);
    }
    let (content_type, content) = match butler.gate_shape {
        GateShape::Documented => return finish(vendor, about, butler.gate_status, documented),
        GateShape::Json => (
            butler.content_type,
            object(json!({ "apiErrorMsg": message, "apiResultCode": "A1001" })),
        ),
        GateShape::Html => (Some("text/html;charset=UTF-8"), Content::Text(page_of_html(message))),
        GateShape::Text => (Some("text/plain;charset=UTF-8"), Content::Text(message.to_owned())),
        GateShape::Empty => (None, Content::Text(String::new())),
    };
    let mut reply = Reply::new(about, butler.gate_status, content_type, content);
    reply.edit(vendor.edits(reply.about));
    reply
}

fn page_of_html(message: &str) -> String {
    let mut page = String::from("<html><head><title>");
    // Writing to a String cannot fail.
    let _ = write!(page, "{message}</title></head><body><h1>{message}</h1></body></html>");
    page
}

fn finish(vendor: &Shared, about: About, status: u16, body: Value) -> Reply {
    let content_type = vendor.behaviour.butler.content_type;
    let mut reply = Reply::new(about, status, content_type, object(body));
    reply.edit(vendor.edits(reply.about));
    reply
}

fn object(body: Value) -> Content {
    if let Value::Object(body) = body {
        Content::Json(body)
    } else {
        Content::Text(body.to_string())
    }
}
