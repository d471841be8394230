//! The ETC gateway: one door, two operations.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::answer::{About, Content, Reply};
use super::behaviour::{
    Again, ApiCodes, AppOnUpdate, CreateApp, GatewayCheck, Intake, KeyForm, KeyPolicy, NonceScope, OwnerTold, Reason,
    RequestIds, SignatureWaiver, SignedValues, UnknownUser, UpdateAnswer, VerifyingKeys,
};
use super::intake::{self, admit, passes_firewall};
use super::ledger::{Application, DesktopUser, GatewayUser, Ledger, dashed};
use super::server::Shared;
use crate::contract::Message;
use crate::crypto::rsa::KeyPair;
use crate::wire::etc::{Part, RequestNames, signed_text, verify, verify_any_padding};
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
    signed: Vec<(Part, &'static str, Value)>,
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
}

/// Answers a call that arrived whole.
pub(super) async fn answer(vendor: &Shared, body: &[u8]) -> Reply {
    let mut progress = Progress {
        about: about(None),
        nonce: None,
        nonce_key: None,
        nonce_noted: false,
        is_repeated: false,
    };
    match handle(vendor, body, &mut progress).await {
        Ok(reply) => reply,
        Err(refusal) => {
            let gateway = &vendor.behaviour.gateway;
            if let Some(key) = &progress.nonce_key {
                let mut ledger = vendor.ledger();
                if gateway.nonces.spent_by.contains(&refusal.reason) {
                    ledger.spend_nonce(key, None, vendor.clock.now_millis(), &gateway.nonces);
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
        vendor: Vendor::Etc,
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
    let (message, update) = match operation {
        Operation::UserSave => (Message::UserSaveRequest, progress.about.update),
        _ => (Message::ClientUserSaveRequest, false),
    };
    if operation == Operation::UserSave {
        check_number_sent(vendor, &call.params)?;
    }
    let admitted = admit(&gateway.intake, message, vendor.schema(message), &call.params);
    if let Some(fault) = admitted.faults.into_iter().next() {
        return Err(Refusal {
            reason: if fault.missing {
                Reason::Missing
            } else {
                Reason::Invalid
            },
            name: fault.field,
            value: fault.value,
        });
    }
    let fields = admitted.values;
    let data = if operation == Operation::UserSave {
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
    } else {
        save_desktop_user(vendor, &fields)?
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
    let params_name = names.name(Part::Params);
    if gateway.parameters_last && object.keys().next_back().is_some_and(|last| last != params_name) {
        return Err(Reason::Malformed.into());
    }
    let canonical: Map<String, Value> = Part::ALL
        .into_iter()
        .filter_map(|part| {
            // Null is as good as nothing.
            let value = object.get(names.name(part)).filter(|value| !value.is_null())?;
            Some((part.canonical().to_owned(), value.clone()))
        })
        .collect();
    let text = |part: Part| {
        canonical
            .get(part.canonical())
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    progress.nonce = text(Part::Nonce);
    let params = match canonical.get(Part::Params.canonical()) {
        Some(Value::Object(params)) => params.clone(),
        _ => Map::new(),
    };
    progress.about.operation = text(Part::ApiCode).as_deref().and_then(Operation::named);
    progress.about.update = params
        .get("etc_user_no")
        .is_some_and(|number| !matches!(number, Value::Null) && number.as_str().is_none_or(|n| !n.trim().is_empty()));
    let envelope = Message::EnvelopeRequest;
    let admitted = admit(&envelope_intake(vendor), envelope, vendor.schema(envelope), &canonical);
    if let Some(fault) = admitted.faults.into_iter().next() {
        let part = Part::ALL.into_iter().find(|part| part.canonical() == fault.field);
        return Err(Refusal {
            reason: Reason::Envelope,
            name: part.map_or(fault.field, |part| names.name(part).to_owned()),
            value: fault.value,
        });
    }
    let signed = [Part::AppId, Part::Nonce, Part::Timestamp, Part::ApiCode]
        .into_iter()
        .filter_map(|part| Some((part, names.name(part), canonical.get(part.canonical())?.clone())))
        .collect();
    Ok(Call {
        app_id: text(Part::AppId),
        nonce: text(Part::Nonce),
        timestamp: canonical.get(Part::Timestamp.canonical()).and_then(Value::as_i64),
        sign: text(Part::Sign),
        api_code: text(Part::ApiCode),
        signed,
        params,
    })
}

/// How the envelope is taken in: what GW-16 and GW-21 leave open concerns parameters only.
fn envelope_intake(vendor: &Shared) -> Intake {
    let gateway = &vendor.behaviour.gateway;
    Intake {
        liberties: gateway.envelope_liberties.clone(),
        ..gateway.intake.clone()
    }
}

fn best_spelling<'n>(spellings: &'n [RequestNames], object: &Map<String, Value>) -> Option<&'n RequestNames> {
    // The last of equals wins `max_by_key`, and the first is the one that a vendor prefers.
    spellings.iter().rev().max_by_key(|names| {
        Part::ALL
            .into_iter()
            .filter(|part| object.contains_key(names.name(*part)))
            .count()
    })
}

/// Makes every check of the gateway, in the vendor's order, and finds the operation.
fn check(vendor: &Shared, call: &Call, progress: &mut Progress) -> Result<Operation, Refusal> {
    let gateway = &vendor.behaviour.gateway;
    let mut ledger = vendor.ledger();
    let mut application = None;
    let mut operation = None;
    for check in &gateway.checks {
        match check {
            GatewayCheck::Application => {
                application = Some(find_application(vendor, &ledger, call).ok_or(Reason::Application)?);
            }
            GatewayCheck::Signature => {
                let found = application.clone().or_else(|| find_application(vendor, &ledger, call));
                if !is_signed(vendor, &ledger, call, found.as_ref()) {
                    return Err(Reason::Signature.into());
                }
                if let Some(sign) = call.sign.as_deref().filter(|_| gateway.signature.remembers) {
                    ledger.remember_signature(sign);
                }
            }
            GatewayCheck::Timestamp => {
                if !is_in_window(vendor, call) {
                    return Err(Reason::Timestamp.into());
                }
            }
            GatewayCheck::Nonce => {
                if let Some(key) = progress.nonce_key.as_deref().filter(|_| !progress.is_repeated) {
                    if !ledger.spend_nonce(key, call.timestamp, vendor.clock.now_millis(), &gateway.nonces) {
                        return Err(Reason::Nonce.into());
                    }
                    let own = progress.about.operation;
                    if own.is_some_and(|own| gateway.nonces.unrecorded.contains(&own)) {
                        ledger.release_nonce(key);
                    } else {
                        progress.nonce_noted = true;
                    }
                }
            }
            GatewayCheck::ApiCode => operation = Some(find_operation(vendor, call).ok_or(Reason::ApiCode)?),
            GatewayCheck::Permission => {
                let issued = application
                    .as_ref()
                    .is_some_and(|application| application.owner.is_some());
                if issued && !gateway.applications.may_call {
                    return Err(Reason::Permission.into());
                }
            }
        }
    }
    drop(ledger);
    let operation = operation
        .or_else(|| find_operation(vendor, call))
        .ok_or(Reason::ApiCode)?;
    progress.about.operation = Some(operation);
    Ok(operation)
}

fn find_application(vendor: &Shared, ledger: &Ledger, call: &Call) -> Option<Application> {
    let gateway = &vendor.behaviour.gateway;
    let first = || ledger.applications.first();
    match call.app_id.as_deref() {
        None | Some("") => first().filter(|_| gateway.application_by_default),
        Some(app_id) => ledger
            .application(app_id)
            .or_else(|| first().filter(|_| gateway.unknown_application_passes)),
    }
    .cloned()
}

fn find_operation(vendor: &Shared, call: &Call) -> Option<Operation> {
    let gateway = &vendor.behaviour.gateway;
    let Some(code) = call.api_code.as_deref().filter(|code| !code.is_empty()) else {
        return gateway.operation_by_default;
    };
    let operations = [Operation::ClientUserSave, Operation::UserSave];
    Operation::named(code)
        .filter(|operation| operation.vendor() == Vendor::Etc)
        .or_else(|| match gateway.api_codes {
            ApiCodes::Exact => None,
            ApiCodes::NameFirst => operations
                .into_iter()
                .find(|operation| code.starts_with(operation.name())),
            ApiCodes::Abbreviated => operations
                .into_iter()
                .find(|operation| operation.name().starts_with(code)),
            ApiCodes::Guessed => Some(match call.params.get("biz_user_type") {
                Some(Value::Number(_)) => Operation::ClientUserSave,
                _ => Operation::UserSave,
            }),
        })
}

fn is_in_window(vendor: &Shared, call: &Call) -> bool {
    const HOUR: i64 = 3_600_000;
    let window = &vendor.behaviour.gateway.window;
    let Some(timestamp) = call.timestamp else {
        // Its absence is the schema's business.
        return true;
    };
    let mut ahead = timestamp.saturating_sub(vendor.clock.now_millis());
    if window.within_the_hour {
        ahead = (ahead + HOUR / 2).rem_euclid(HOUR) - HOUR / 2;
    }
    -window.past <= ahead && ahead <= window.future
}

fn nonce_key(vendor: &Shared, call: &Call) -> Option<String> {
    let policy = &vendor.behaviour.gateway.nonces;
    let nonce = call.nonce.as_deref().filter(|nonce| !nonce.is_empty())?;
    let nonce = if policy.ignore_case {
        nonce.to_lowercase()
    } else {
        nonce.to_owned()
    };
    let app_id = call.app_id.as_deref().unwrap_or_default();
    let scope = match policy.scope {
        NonceScope::Application => String::new(),
        NonceScope::Operation => call.api_code.clone().unwrap_or_default(),
        NonceScope::Timestamp => call.timestamp.unwrap_or_default().to_string(),
        NonceScope::Signature => call.sign.clone().unwrap_or_default(),
    };
    Some(format!("{app_id} {nonce} {scope}"))
}

fn is_signed(vendor: &Shared, ledger: &Ledger, call: &Call, application: Option<&Application>) -> bool {
    let policy = &vendor.behaviour.gateway.signature;
    if policy.waivers.iter().any(|waiver| is_waived(vendor, call, waiver)) {
        return true;
    }
    let (Some(sign), Some(application)) = (&call.sign, application) else {
        return false;
    };
    if policy.remembers && ledger.knows_signature(sign) {
        return true;
    }
    let creator = application.creator.as_deref().and_then(|id| ledger.application(id));
    let callers: Vec<&Application> = match policy.keys {
        VerifyingKeys::Own => vec![application],
        VerifyingKeys::Creators => vec![creator.unwrap_or(application)],
        VerifyingKeys::Anybodys => ledger.applications.iter().collect(),
    };
    let verify = if policy.padding_optional {
        verify_any_padding
    } else {
        verify
    };
    callers.iter().any(|caller| {
        // The name that is signed is the one that was sent, unless the vendor takes the call for another's.
        let as_another = (policy.keys != VerifyingKeys::Own).then_some(caller.app_id.as_str());
        texts(vendor, call, as_another)
            .iter()
            .any(|text| verify(text, sign, &caller.verifying))
    })
}

/// The texts that a right signature may cover: one, unless the vendor is careless.
fn texts(vendor: &Shared, call: &Call, app_id: Option<&str>) -> Vec<String> {
    let policy = &vendor.behaviour.gateway.signature;
    let values: Vec<(&str, Value)> = call
        .params
        .iter()
        .map(|(name, value)| (name.as_str(), as_signed(value, policy.values)))
        .collect();
    let text = |api_code: Option<&str>| {
        let envelope: Vec<(&str, Value)> = call
            .signed
            .iter()
            .map(|(part, name, value)| match (part, app_id, api_code) {
                (Part::AppId, Some(other), _) | (Part::ApiCode, _, Some(other)) => (*name, other.into()),
                _ => (*name, value.clone()),
            })
            .collect();
        let fields = envelope.iter().chain(&values).map(|(name, value)| (*name, value));
        signed_text(fields, &policy.habits)
    };
    let mut texts = vec![text(None)];
    if policy.any_api_code {
        let others = [Operation::ClientUserSave, Operation::UserSave];
        texts.extend(others.map(|operation| text(Some(operation.name()))));
    }
    texts
}

fn as_signed(value: &Value, policy: SignedValues) -> Value {
    let Value::String(text) = value else {
        return value.clone();
    };
    match policy {
        SignedValues::AsTheyAre => text.clone(),
        SignedValues::SignsEncoded => ["%", "&", "=", "+", "/"].iter().fold(text.clone(), |text, sign| {
            text.replace(sign, &format!("%{:02X}", sign.as_bytes()[0]))
        }),
        SignedValues::FormDecoded => text.replace('+', " "),
        SignedValues::HtmlEscaped => text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"),
        SignedValues::Ascii => text.chars().map(|c| if c.is_ascii() { c } else { '?' }).collect(),
        SignedValues::UpToSign => text.split(['=', '&']).next().unwrap_or_default().to_owned(),
    }
    .into()
}

fn is_waived(vendor: &Shared, call: &Call, waiver: &SignatureWaiver) -> bool {
    let sign = call.sign.as_deref().unwrap_or_default();
    match waiver {
        SignatureWaiver::Every => true,
        SignatureWaiver::Unsigned => sign.is_empty(),
        SignatureWaiver::Undecodable => !sign.is_empty() && !sign.bytes().all(is_base64),
        SignatureWaiver::ShorterThan(length) => !sign.is_empty() && sign.len() < *length,
        SignatureWaiver::Operation(operation) => call.api_code.as_deref() == Some(operation.name()),
        SignatureWaiver::Parameter(name, value) => call
            .params
            .get(*name)
            .is_some_and(|sent| sent == *value || sent.as_i64().is_some_and(|number| value.parse() == Ok(number))),
        SignatureWaiver::Without(name) => !call.params.contains_key(*name),
        SignatureWaiver::SmallLetterNonce => call
            .nonce
            .as_deref()
            .is_some_and(|nonce| nonce.bytes().any(|b| b.is_ascii_lowercase())),
        SignatureWaiver::OlderThan(millis) => call
            .timestamp
            .is_some_and(|timestamp| vendor.clock.now_millis() - timestamp > *millis),
    }
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

fn save_desktop_user(vendor: &Shared, fields: &Map<String, Value>) -> Result<Value, Refusal> {
    let policy = &vendor.behaviour.gateway.desktop_users;
    let key = policy.identity.key(fields);
    let mut ledger = vendor.ledger();
    if let Some(user) = key.as_deref().and_then(|key| ledger.desktop_user(key)) {
        match policy.again {
            Again::Same => {
                user.fields.clone_from(fields);
                return Ok(json!({ "client_user_no": user.client_user_no }));
            }
            Again::Refused => return Err(Reason::KnownUser.into()),
            Again::New => {}
        }
    }
    let client_user_no = ledger.number("client_user_no", policy.numbers);
    let data = json!({ "client_user_no": client_user_no });
    ledger.add_desktop_user(
        key,
        DesktopUser {
            client_user_no,
            fields: fields.clone(),
        },
    );
    Ok(data)
}

/// Whether `etc_user_no` was sent in a way that the vendor understands at all.
fn check_number_sent(vendor: &Shared, params: &Map<String, Value>) -> Result<(), Refusal> {
    let policy = &vendor.behaviour.gateway.users;
    let sent = params.get("etc_user_no");
    if policy.number_must_be_sent && sent.is_none() {
        return Err(Refusal {
            reason: Reason::Missing,
            name: "etc_user_no".to_owned(),
            value: String::new(),
        });
    }
    if policy.empty_is_a_number && sent.and_then(Value::as_str) == Some("") {
        return Err(Reason::UnknownUser.into());
    }
    Ok(())
}

fn wants_application(vendor: &Shared, fields: &Map<String, Value>) -> bool {
    let asked = fields.get("create_app").and_then(Value::as_bool);
    match vendor.behaviour.gateway.applications.created {
        CreateApp::WhenTrue => asked == Some(true),
        CreateApp::WhenPresent => asked.is_some(),
        CreateApp::UnlessFalse => asked != Some(false),
        CreateApp::Always => true,
        CreateApp::Never => false,
        CreateApp::ForType(user_type) => {
            asked == Some(true) && fields.get("biz_user_type").and_then(Value::as_str) == Some(user_type)
        }
    }
}

fn save_gateway_user(
    vendor: &Shared,
    fields: &Map<String, Value>,
    update: bool,
    pair: Option<Arc<KeyPair>>,
    caller: Option<&str>,
) -> Result<Value, Refusal> {
    let mut ledger = vendor.ledger();
    let sent = fields.get("etc_user_no").and_then(Value::as_str).unwrap_or_default();
    // Under an intake that takes an empty number as absent, an update is a call whose number is still there.
    let saved = if update && !sent.is_empty() {
        update_gateway_user(vendor, &mut ledger, fields, sent)?
    } else {
        create_gateway_user(vendor, &mut ledger, fields, None)?
    };
    let mut data = json!({ "etc_user_no": saved.told, "ebaas_user_no": saved.ebaas_user_no });
    if let Some(pair) = pair
        && let Some(app) = application_for(vendor, &mut ledger, &saved, pair, caller)
    {
        data["app"] = app;
    }
    Ok(data)
}

/// A user as saved, and as told.
struct Saved {
    /// The number that the answer tells.
    told: String,
    /// The number that the user has.
    etc_user_no: String,
    ebaas_user_no: String,
    /// The number of the user created before this one.
    previous: String,
    updated: bool,
}

fn create_gateway_user(
    vendor: &Shared,
    ledger: &mut Ledger,
    fields: &Map<String, Value>,
    number: Option<&str>,
) -> Result<Saved, Refusal> {
    let policy = &vendor.behaviour.gateway.users;
    let key = policy.identity.key(fields);
    let previous = ledger.latest_gateway_user().map(|user| user.etc_user_no.clone());
    let previous = previous.unwrap_or_else(|| "NOBODY".to_owned());
    if let Some(user) = key.as_deref().and_then(|key| ledger.gateway_user(key)) {
        match policy.again {
            Again::Same => {
                return Ok(Saved {
                    told: user.etc_user_no.clone(),
                    etc_user_no: user.etc_user_no.clone(),
                    ebaas_user_no: user.ebaas_user_no.clone(),
                    previous,
                    updated: false,
                });
            }
            Again::Refused => return Err(Reason::KnownUser.into()),
            Again::New => {}
        }
    }
    let etc_user_no = number.map_or_else(|| ledger.number("etc_user_no", policy.numbers), str::to_owned);
    let ebaas_user_no = ledger.number("ebaas_user_no", policy.ebaas_numbers);
    ledger.add_gateway_user(
        key,
        GatewayUser {
            etc_user_no: etc_user_no.clone(),
            ebaas_user_no: ebaas_user_no.clone(),
            fields: fields.clone(),
            app_ids: Vec::new(),
        },
    );
    Ok(Saved {
        told: etc_user_no.clone(),
        etc_user_no,
        ebaas_user_no,
        previous,
        updated: false,
    })
}

fn update_gateway_user(
    vendor: &Shared,
    ledger: &mut Ledger,
    fields: &Map<String, Value>,
    sent: &str,
) -> Result<Saved, Refusal> {
    let gateway = &vendor.behaviour.gateway;
    let policy = &gateway.users;
    if ledger.gateway_user_numbered(sent).is_none() {
        return match policy.unknown {
            UnknownUser::Refused => Err(Reason::UnknownUser.into()),
            UnknownUser::Created => create_gateway_user(vendor, ledger, fields, None),
            UnknownUser::CreatedAsSent => create_gateway_user(vendor, ledger, fields, Some(sent)),
            UnknownUser::RefusedButCreated => {
                create_gateway_user(vendor, ledger, fields, Some(sent))?;
                Err(Reason::UnknownUser.into())
            }
            UnknownUser::Ignored => Ok(Saved {
                told: sent.to_owned(),
                etc_user_no: sent.to_owned(),
                ebaas_user_no: ledger.number("ebaas_user_no", policy.ebaas_numbers),
                previous: sent.to_owned(),
                updated: true,
            }),
        };
    }
    let wants_application = wants_application(vendor, fields);
    if policy.ebaas_on_update == Again::Refused
        || (wants_application && gateway.applications.on_update == AppOnUpdate::Refused)
    {
        return Err(Reason::Invalid.into());
    }
    let latest = ledger
        .latest_gateway_user()
        .map(|user| user.etc_user_no.clone())
        .unwrap_or_default();
    let new_number = ledger.number("etc_user_no", policy.numbers);
    let new_ebaas = ledger.number("ebaas_user_no", policy.ebaas_numbers);
    let Some(user) = ledger.gateway_user_numbered(sent) else {
        return Err(Reason::UnknownUser.into());
    };
    let is_renamed = user.fields.get("biz_user_name") != fields.get("biz_user_name");
    user.fields.clone_from(fields);
    if policy.ebaas_on_update == Again::New {
        user.ebaas_user_no = new_ebaas;
    }
    let is_renumbered = match policy.update_answer {
        UpdateAnswer::Renumbered | UpdateAnswer::SentThenRenumbered => true,
        UpdateAnswer::RenumberedByName => is_renamed,
        _ => false,
    };
    if is_renumbered {
        user.etc_user_no = new_number;
    }
    Ok(Saved {
        told: match policy.update_answer {
            UpdateAnswer::Sent | UpdateAnswer::SentThenRenumbered => sent.to_owned(),
            UpdateAnswer::Renumbered | UpdateAnswer::RenumberedByName => user.etc_user_no.clone(),
            UpdateAnswer::Latest => latest.clone(),
            UpdateAnswer::SmallLetters => sent.to_lowercase(),
        },
        etc_user_no: user.etc_user_no.clone(),
        ebaas_user_no: user.ebaas_user_no.clone(),
        previous: latest,
        updated: true,
    })
}

/// The application that goes with the answer.
fn application_for(
    vendor: &Shared,
    ledger: &mut Ledger,
    saved: &Saved,
    pair: Arc<KeyPair>,
    caller: Option<&str>,
) -> Option<Value> {
    let policy = &vendor.behaviour.gateway.applications;
    if saved.updated {
        match policy.on_update {
            AppOnUpdate::None => return None,
            AppOnUpdate::Same => {
                let first = ledger
                    .gateway_user_numbered(&saved.etc_user_no)
                    .and_then(|user| user.app_ids.first().cloned());
                if let Some(application) = first.and_then(|id| ledger.application(&id).cloned()) {
                    return Some(tell_application(vendor, ledger, saved, &application));
                }
            }
            AppOnUpdate::New | AppOnUpdate::Refused => {}
        }
    }
    let app_id = ledger.number("app_id", policy.numbers);
    let application = Application {
        app_id: app_id.clone(),
        owner: Some(saved.etc_user_no.clone()),
        creator: caller.map(str::to_owned),
        verifying: pair.verifying_key(),
        pair,
    };
    let told = tell_application(vendor, ledger, saved, &application);
    ledger.applications.push(application);
    if let Some(user) = ledger.gateway_user_numbered(&saved.etc_user_no) {
        user.app_ids.push(app_id);
    }
    Some(told)
}

fn tell_application(vendor: &Shared, ledger: &Ledger, saved: &Saved, application: &Application) -> Value {
    let policy = &vendor.behaviour.gateway.applications;
    let own = &application.pair;
    let shared = ledger.applications.first().map_or(own, |first| &first.pair);
    let previous = ledger
        .applications
        .iter()
        .rfind(|other| other.app_id != application.app_id)
        .map_or(own, |other| &other.pair);
    let write = |text: String, kind: &str| write_key(&text, kind, policy.key_form);
    let public = |pair: &KeyPair| write(pair.public_to_x509_base64(), "PUBLIC");
    let private = |pair: &KeyPair| write(pair.to_pkcs8_base64(), "PRIVATE");
    let (public_key, private_key) = match policy.keys {
        KeyPolicy::OwnPair => (public(own), private(own)),
        KeyPolicy::PublicOfPrevious => (public(previous), private(own)),
        KeyPolicy::Swapped => (private(own), public(own)),
        KeyPolicy::OnePair => (public(shared), private(shared)),
        KeyPolicy::OnePrivateKey => (public(own), private(shared)),
    };
    let mut app = json!({
        "app_id": application.app_id,
        "public_key": public_key,
        "private_key": private_key,
        "enable_ip_white": false,
    });
    let owner = match policy.owner {
        OwnerTold::User => Some(&saved.told),
        OwnerTold::Previous => Some(&saved.previous),
        OwnerTold::Ebaas => Some(&saved.ebaas_user_no),
        OwnerTold::Nobody => None,
    };
    if let Some(owner) = owner {
        app["etc_user_no"] = owner.as_str().into();
    }
    app
}

fn write_key(base64: &str, kind: &str, form: KeyForm) -> String {
    use base64::Engine as _;
    match form {
        KeyForm::Base64 => base64.to_owned(),
        KeyForm::Pem => format!("-----BEGIN {kind} KEY-----\n{base64}\n-----END {kind} KEY-----\n"),
        KeyForm::Hex => base64::engine::general_purpose::STANDARD
            .decode(base64)
            .map(hex::encode)
            .unwrap_or_default(),
    }
}

fn succeeded(vendor: &Shared, progress: &Progress, data: Value) -> Reply {
    let wording = vendor.behaviour.gateway.success;
    let mut body = Map::new();
    body.insert(
        "request_id".to_owned(),
        request_id(vendor, progress.nonce.as_deref(), None).into(),
    );
    body.insert("code".to_owned(), wording.code.into());
    body.insert("msg".to_owned(), wording.message.into());
    body.insert("data".to_owned(), data);
    finish(vendor, progress.about, 200, body)
}

fn refused(vendor: &Shared, mut about: About, nonce: Option<&str>, refusal: &Refusal) -> Reply {
    let gateway = &vendor.behaviour.gateway;
    let wording = gateway.wording(refusal.reason);
    about.reason = Some(refusal.reason);
    let mut body = Map::new();
    body.insert("request_id".to_owned(), request_id(vendor, nonce, about.reason).into());
    body.insert("code".to_owned(), wording.code.into());
    body.insert("msg".to_owned(), wording.message(&refusal.name, &refusal.value).into());
    body.insert("data".to_owned(), Value::Null);
    finish(vendor, about, gateway.refusal_status, body)
}

fn finish(vendor: &Shared, about: About, status: u16, body: Map<String, Value>) -> Reply {
    let gateway = &vendor.behaviour.gateway;
    let mut reply = Reply::new(about, status, gateway.content_type, Content::Json(body));
    reply.edit(&vendor.behaviour.edits);
    reply.spell(&gateway.answer_names);
    reply
}

fn request_id(vendor: &Shared, nonce: Option<&str>, reason: Option<Reason>) -> String {
    let of = |text: &str| {
        let mut bytes = [0; 16];
        for (byte, own) in bytes.iter_mut().zip(text.bytes()) {
            *byte = own;
        }
        dashed(&bytes)
    };
    match (vendor.behaviour.gateway.request_ids, nonce, reason) {
        (RequestIds::OfNonce, Some(nonce), _) => of(nonce),
        (RequestIds::SharedByRefusals, _, Some(_)) => of("refused"),
        (RequestIds::OfSecond, ..) => of(&(vendor.clock.now_millis() / 1000).to_string()),
        _ => vendor.ledger().request_id(),
    }
}
