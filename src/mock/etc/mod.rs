//! The ETC gateway: one door, two operations.

mod checks;
mod code;
mod expected;
mod habits;
mod users;

use serde_json::{Map, Value};

use self::checks::{check, nonce_key};
pub(super) use self::expected::expected;
use self::habits::check_forms;
use self::users::{check_number_sent, save_desktop_user, save_gateway_user, wants_application};
use super::answer::{About, Content, Reply};
use super::arrival::Arrival;
use super::behaviour::{Intake, Lapse, Numbering, Reason, RequestIds, Way};
use super::intake::{self, admit, passes_firewall};
use super::ledger::dashed;
use super::sample::sample;
use super::server::Shared;
use crate::contract::Message;
use crate::wire::etc::{EnvelopeField, RequestNames};
use crate::wire::{Operation, Vendor};

/// Why a call is refused, and which parameter is to blame.
#[derive(Clone, Debug)]
struct Refusal {
    reason: Reason,
    name: String,
    value: String,
}

impl From<Reason> for Refusal {
    fn from(reason: Reason) -> Self {
        Self {
            reason,
            name: String::new(),
            value: String::new(),
        }
    }
}

/// A call, its envelope read.
struct Call {
    /// Envelope fields as sent, without the parameters; `None` where one is absent.
    app_id: Option<String>,
    nonce: Option<String>,
    timestamp: Option<i64>,
    sign: Option<String>,
    api_code: Option<String>,
    /// Envelope fields that are signed, with the names that this request gives them.
    signed: Vec<(EnvelopeField, &'static str, Value)>,
    params: Map<String, Value>,
}

/// What a call has become by the time it is answered.
struct Progress {
    about: About,
    nonce: Option<String>,
    /// The nonce as it is noted down.
    nonce_key: Option<String>,
    /// Whether this call noted it down.
    nonce_noted: bool,
    /// Whether the vendor takes the call for one that it has taken before.
    is_repeated: bool,
    /// What it saw when it arrived.
    arrival: Option<Arrival>,
}

impl Progress {
    fn new(arrival: Option<Arrival>) -> Self {
        Self {
            about: about(None),
            nonce: None,
            nonce_key: None,
            nonce_noted: false,
            is_repeated: false,
            arrival,
        }
    }

    /// The way that the call takes; one that is not known is taken for the first.
    fn way(&self) -> Way {
        match self.about.operation.map(Operation::name) {
            Some("user.save") if self.about.update => Way::GatewayUpdate,
            Some("user.save") => Way::GatewayUser,
            _ => Way::DesktopUser,
        }
    }
}

/// Answers a call that arrived whole.
pub(super) async fn answer(vendor: &Shared, body: &[u8], arrival: Option<Arrival>) -> Reply {
    let mut progress = Progress::new(arrival);
    match handle(vendor, body, &mut progress).await {
        Ok(reply) => reply,
        Err(refusal) => {
            let gateway = &vendor.behaviour.gateway;
            if let Some(key) = &progress.nonce_key {
                let mut ledger = vendor.ledger();
                if gateway.nonces.spent_by.contains(&refusal.reason) {
                    ledger.spend_nonce(key, None, vendor.clock.now_millis(), &gateway.nonces, None);
                } else if progress.nonce_noted {
                    ledger.release_nonce(key);
                }
            }
            refused(vendor, progress.about, progress.nonce.as_deref(), &refusal)
        }
    }
}

/// Refuses a call that never became one.
pub(super) fn turn_away(vendor: &Shared, reason: Reason, status: Option<u16>) -> Reply {
    let mut reply = refused(vendor, about(None), None, &reason.into());
    reply.status = status.unwrap_or(reply.status);
    reply
}

fn about(operation: Option<Operation>) -> About {
    About {
        vendor: Vendor::Gateway,
        operation,
        reason: None,
        update: false,
    }
}

async fn handle(vendor: &Shared, body: &[u8], progress: &mut Progress) -> Result<Reply, Refusal> {
    let gateway = &vendor.behaviour.gateway;
    let call = read(vendor, body, progress)?;
    progress.nonce_key = nonce_key(vendor, &call);
    progress.is_repeated = gateway.nonces.repeats_taken && !vendor.ledger().is_new(body);
    let operation = check(vendor, &call, progress)?;
    let is_of_gateway_users = operation.name() == "user.save";
    let update = is_of_gateway_users && progress.about.update;
    let message = operation.request();
    if is_of_gateway_users {
        check_number_sent(vendor, &call.params)?;
    }
    let mut admitted = admit(&gateway.intake, message, vendor.schema(message), &call.params);
    let (lapses, way) = (&vendor.behaviour.lapses, progress.way());
    admitted
        .faults
        .retain(|fault| !lapses.overlooks(way, &fault.field, fault.missing));
    if let Some((field, value)) = lapses.refused(way, &admitted.values) {
        return Err(Refusal {
            reason: Reason::Invalid,
            name: field.to_owned(),
            value: value.to_owned(),
        });
    }
    if let Some(fault) = admitted.faults.into_iter().next() {
        return Err(Refusal {
            reason: if fault.missing {
                Reason::Missing
            } else {
                Reason::Invalid
            },
            name: if fault.missing && lapses.has(way, Lapse::NamesNoField) {
                String::new()
            } else {
                fault.field
            },
            value: fault.value,
        });
    }
    let fields = admitted.values;
    let data = match operation.name() {
        "user.save" => {
            check_forms(gateway.users.checks, &fields)?;
            let pair = if wants_application(vendor, &fields) {
                // The key is fetched before the ledger is locked: a lock is never held while something is awaited.
                Some(vendor.keys.next().await.map_err(|e| {
                    vendor.record_fault(e.to_string());
                    Refusal::from(Reason::Internal)
                })?)
            } else {
                None
            };
            save_gateway_user(vendor, &fields, update, pair, call.app_id.as_deref())?
        }
        "client.user.save" => {
            check_forms(gateway.desktop_users.checks, &fields)?;
            save_desktop_user(vendor, &fields)?
        }
        _ => sample(operation.answer()),
    };
    Ok(succeeded(vendor, progress, data))
}

/// Reads the envelope in the spelling that fits it best, and holds it against its schema.
fn read(vendor: &Shared, body: &[u8], progress: &mut Progress) -> Result<Call, Refusal> {
    let gateway = &vendor.behaviour.gateway;
    if !passes_firewall(&gateway.intake, body) {
        return Err(Reason::Malformed.into());
    }
    let object = intake::read_object(body).map_err(|_| Reason::Malformed)?;
    let Some(names) = best_spelling(&gateway.request_names, &object) else {
        return Err(Reason::Malformed.into());
    };
    let params_name = names.name(EnvelopeField::Params);
    if gateway.parameters_last && object.keys().next_back().is_some_and(|last| last != params_name) {
        return Err(Reason::Malformed.into());
    }
    let canonical: Map<String, Value> = EnvelopeField::ALL
        .into_iter()
        .filter_map(|part| {
            // Null is as good as nothing.
            let value = object.get(names.name(part)).filter(|value| !value.is_null())?;
            Some((part.canonical().to_owned(), value.clone()))
        })
        .collect();
    let text = |part: EnvelopeField| {
        canonical
            .get(part.canonical())
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    progress.nonce = text(EnvelopeField::Nonce);
    let params = match canonical.get(EnvelopeField::Params.canonical()) {
        Some(Value::Object(params)) => params.clone(),
        _ => Map::new(),
    };
    progress.about.operation = text(EnvelopeField::ApiCode).as_deref().and_then(Operation::named);
    progress.about.update = params
        .get("etc_user_no")
        .is_some_and(|number| !matches!(number, Value::Null) && number.as_str().is_none_or(|n| !n.trim().is_empty()));
    let envelope = Message::named("envelope.request");
    let mut admitted = admit(&envelope_intake(vendor), envelope, vendor.schema(envelope), &canonical);
    let way = progress.way();
    let lapses = &vendor.behaviour.lapses;
    admitted
        .faults
        .retain(|fault| !lapses.overlooks(way, &fault.field, fault.missing));
    if let Some(fault) = admitted.faults.into_iter().next() {
        let part = EnvelopeField::ALL
            .into_iter()
            .find(|part| part.canonical() == fault.field);
        return Err(Refusal {
            reason: Reason::Envelope,
            name: part.map_or(fault.field, |part| names.name(part).to_owned()),
            value: fault.value,
        });
    }
    let signed = [
        EnvelopeField::AppId,
        EnvelopeField::Nonce,
        EnvelopeField::Timestamp,
        EnvelopeField::ApiCode,
    ]
    .into_iter()
    .filter_map(|part| Some((part, names.name(part), canonical.get(part.canonical())?.clone())))
    .collect();
    Ok(Call {
        app_id: text(EnvelopeField::AppId),
        nonce: text(EnvelopeField::Nonce),
        timestamp: canonical
            .get(EnvelopeField::Timestamp.canonical())
            .and_then(Value::as_i64),
        sign: text(EnvelopeField::Sign),
        api_code: text(EnvelopeField::ApiCode),
        signed,
        params,
    })
}

/// How the envelope is taken in: what GW-16 and GW-21 leave open concerns parameters only.
fn envelope_intake(vendor: &Shared) -> Intake {
    let gateway = &vendor.behaviour.gateway;
    Intake {
        leniencies: gateway.envelope_leniencies.clone(),
        ..gateway.intake.clone()
    }
}

fn best_spelling<'n>(spellings: &'n [RequestNames], object: &Map<String, Value>) -> Option<&'n RequestNames> {
    // The last of equals wins `max_by_key`, and the first is the one that a vendor prefers.
    spellings.iter().rev().max_by_key(|names| {
        EnvelopeField::ALL
            .into_iter()
            .filter(|part| object.contains_key(names.name(*part)))
            .count()
    })
}

fn succeeded(vendor: &Shared, progress: &Progress, data: Value) -> Reply {
    let gateway = &vendor.behaviour.gateway;
    let wording = gateway.success;
    let mut body = Map::new();
    body.insert(
        "request_id".to_owned(),
        request_id(vendor, progress.about, progress.nonce.as_deref()).into(),
    );
    body.insert("code".to_owned(), wording.code.into());
    body.insert("msg".to_owned(), wording.message.into());
    body.insert("data".to_owned(), data);
    finish(vendor, progress.about, gateway.success_status, body)
}

fn refused(vendor: &Shared, mut about: About, nonce: Option<&str>, refusal: &Refusal) -> Reply {
    let gateway = &vendor.behaviour.gateway;
    let wording = gateway.wording(refusal.reason);
    about.reason = Some(refusal.reason);
    let mut body = Map::new();
    body.insert("request_id".to_owned(), request_id(vendor, about, nonce).into());
    body.insert("code".to_owned(), wording.code.into());
    body.insert("msg".to_owned(), wording.message(&refusal.name, &refusal.value).into());
    body.insert("data".to_owned(), Value::Null);
    finish(vendor, about, gateway.refusal_status, body)
}

fn finish(vendor: &Shared, about: About, status: u16, body: Map<String, Value>) -> Reply {
    let gateway = &vendor.behaviour.gateway;
    let mut reply = Reply::new(about, status, gateway.content_type, Content::Json(body));
    reply.edit(vendor.edits(reply.about));
    reply.spell(&gateway.answer_names);
    reply
}

fn request_id(vendor: &Shared, about: About, nonce: Option<&str>) -> String {
    let of = |text: &str| {
        let mut bytes = [0; 16];
        for (byte, own) in bytes.iter_mut().zip(text.bytes()) {
            *byte = own;
        }
        dashed(&bytes)
    };
    let now = vendor.clock.now_millis();
    match (vendor.behaviour.gateway.request_ids, nonce, about.reason) {
        (RequestIds::OfNonce, Some(nonce), _) => of(nonce),
        (RequestIds::SharedByRefusals, _, Some(_)) => of("refused"),
        (RequestIds::OfSecond, ..) => of(&(now / 1000).to_string()),
        (RequestIds::OfMillisecond, ..) => of(&now.to_string()),
        (RequestIds::Cycling(round), ..) => vendor.ledger().number("request_id", Numbering::Cycling("R", round)),
        (RequestIds::OfEachOperation, ..) => {
            let kind = about.operation.map_or("request_id", Operation::name);
            vendor.ledger().number(kind, Numbering::Running("R"))
        }
        (RequestIds::Random | RequestIds::OfNonce | RequestIds::SharedByRefusals, ..) => vendor.ledger().request_id(),
    }
}
