//! The checks that every call to the gateway undergoes before it is a call to an operation.

use serde_json::Value;

use super::{Call, Progress, Refusal};
use crate::mock::behaviour::{
    ApiCodes, Compared, GatewayCheck, Lapse, NonceScope, OtherTime, Reason, SignatureWaiver, SignedValues,
    VerifyingKeys, Way,
};
use crate::mock::ledger::{Application, Ledger};
use crate::mock::server::Shared;
use crate::wire::etc::{EnvelopeField, signed_text, verify, verify_any_padding};
use crate::wire::{Operation, Vendor};

/// Makes every check of the gateway, in the vendor's order, and finds the operation.
pub(super) fn check(vendor: &Shared, call: &Call, progress: &mut Progress) -> Result<Operation, Refusal> {
    let gateway = &vendor.behaviour.gateway;
    let mut ledger = vendor.ledger();
    let mut application = None;
    let mut operation = None;
    for check in &gateway.checks {
        if vendor.behaviour.lapses.has(progress.way(), Lapse::GatewayCheck(*check)) {
            // An application that nobody looks up is the only one there is.
            application = application.or_else(|| ledger.applications.first().cloned());
            continue;
        }
        match check {
            GatewayCheck::Application => {
                application = Some(find_application(vendor, &ledger, call).ok_or(Reason::Application)?);
            }
            GatewayCheck::Signature => {
                let found = application.clone().or_else(|| find_application(vendor, &ledger, call));
                if !is_signed(vendor, &ledger, call, found.as_ref(), progress.way()) {
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
                    let (now, arrival) = (vendor.clock.now_millis(), progress.arrival.as_ref());
                    let is_new = ledger.spend_nonce(key, call.timestamp, now, &gateway.nonces, arrival);
                    let has = |lapse| vendor.behaviour.lapses.has(progress.way(), lapse);
                    if !is_new && !has(Lapse::NonceNotCompared) {
                        return Err(Reason::Nonce.into());
                    }
                    let own = progress.about.operation;
                    let is_unrecorded = own.is_some_and(|own| gateway.nonces.unrecorded.contains(&own));
                    if is_unrecorded || has(Lapse::NonceNotNoted) {
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
            .application_like(app_id, &vendor.behaviour.comparisons)
            .or_else(|| first().filter(|_| gateway.unknown_application_passes)),
    }
    .cloned()
}

fn find_operation(vendor: &Shared, call: &Call) -> Option<Operation> {
    let gateway = &vendor.behaviour.gateway;
    let Some(code) = call.api_code.as_deref().filter(|code| !code.is_empty()) else {
        return gateway.operation_by_default;
    };
    let operations = || Operation::of(Vendor::Gateway);
    operations()
        .find(|operation| {
            vendor
                .behaviour
                .comparisons
                .are_one(Compared::ApiCode, operation.name(), code)
        })
        .or_else(|| match gateway.api_codes {
            ApiCodes::Exact => None,
            ApiCodes::NameFirst => operations().find(|operation| code.starts_with(operation.name())),
            ApiCodes::Abbreviated => operations().find(|operation| operation.name().starts_with(code)),
            ApiCodes::Guessed => Some(match call.params.get("biz_user_type") {
                Some(Value::Number(_)) => Operation::known("client.user.save"),
                _ => Operation::known("user.save"),
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
    let now = vendor.clock.now_millis();
    let is_in = |ahead: i64| -window.past <= ahead && ahead <= window.future;
    let ahead = timestamp.saturating_sub(now);
    let nearest = |period: i64| (ahead.saturating_add(period / 2)).rem_euclid(period) - period / 2;
    is_in(ahead)
        || window.also.iter().any(|other| match other {
            OtherTime::Zone(hours) => is_in(ahead.saturating_sub(hours * HOUR)),
            OtherTime::AnyHour => is_in(nearest(HOUR)),
            OtherTime::AnyDay => is_in(nearest(24 * HOUR)),
            OtherTime::Seconds => (now / 1000).abs_diff(timestamp) < 30,
            OtherTime::Zero => timestamp == 0,
        })
}

pub(super) fn nonce_key(vendor: &Shared, call: &Call) -> Option<String> {
    let policy = &vendor.behaviour.gateway.nonces;
    let nonce = call.nonce.as_deref().filter(|nonce| !nonce.is_empty())?;
    let nonce = if policy.ignore_case {
        nonce.to_lowercase()
    } else {
        nonce.to_owned()
    };
    let nonce: String = nonce.chars().take(policy.compared.unwrap_or(usize::MAX)).collect();
    let app_id = call.app_id.as_deref().unwrap_or_default();
    let scope = match policy.scope {
        NonceScope::Application => String::new(),
        NonceScope::Operation => call.api_code.clone().unwrap_or_default(),
        NonceScope::Timestamp => call.timestamp.unwrap_or_default().to_string(),
        NonceScope::Signature => call.sign.clone().unwrap_or_default(),
    };
    Some(format!("{app_id} {nonce} {scope}"))
}

fn is_signed(vendor: &Shared, ledger: &Ledger, call: &Call, application: Option<&Application>, way: Way) -> bool {
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
        texts(vendor, call, as_another, way)
            .iter()
            .any(|text| verify(text, sign, &caller.verifying))
    })
}

/// The texts that a right signature may cover: one, unless the vendor is careless.
fn texts(vendor: &Shared, call: &Call, app_id: Option<&str>, way: Way) -> Vec<String> {
    let policy = &vendor.behaviour.gateway.signature;
    let all: Vec<(&str, Value)> = call
        .params
        .iter()
        .map(|(name, value)| (name.as_str(), as_signed(value, policy.values)))
        .collect();
    let text = |api_code: Option<&str>, values: &[(&str, Value)]| {
        let envelope: Vec<(&str, Value)> = call
            .signed
            .iter()
            .map(|(part, name, value)| match (part, app_id, api_code) {
                (EnvelopeField::AppId, Some(other), _) | (EnvelopeField::ApiCode, _, Some(other)) => {
                    (*name, other.into())
                }
                _ => (*name, value.clone()),
            })
            .collect();
        let fields = envelope.iter().chain(values).map(|(name, value)| (*name, value));
        signed_text(fields, &policy.habits)
    };
    let mut texts = vec![text(None, &all)];
    if policy.any_api_code {
        texts.extend(Operation::of(Vendor::Gateway).map(|operation| text(Some(operation.name()), &all)));
    }
    for uncovered in vendor.behaviour.lapses.uncovered(way) {
        let covered: Vec<(&str, Value)> = all.iter().filter(|(name, _)| *name != uncovered).cloned().collect();
        texts.push(text(None, &covered));
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
        SignedValues::JsonEscaped => {
            let json = value.to_string();
            json[1..json.len() - 1].to_owned()
        }
        SignedValues::QuotesEscaped => text.replace('\'', "&#39;").replace('"', "&quot;"),
        SignedValues::HtmlResolved => [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#39;", "'"),
            ("&amp;", "&"),
        ]
        .iter()
        .fold(text.clone(), |text, (reference, sign)| text.replace(reference, sign)),
        SignedValues::PercentDecoded => {
            let value = format!("={}", text.replace('+', "%2B").replace('&', "%26"));
            let mut pairs = url::form_urlencoded::parse(value.as_bytes());
            pairs.next().map(|(_, value)| value.into_owned()).unwrap_or_default()
        }
        SignedValues::Trimmed => text.trim().to_owned(),
        SignedValues::OneLine => text.split_whitespace().collect::<Vec<_>>().join(" "),
        SignedValues::BasicPlane => text.chars().filter(|c| u32::from(*c) <= 0xFFFF).collect(),
        SignedValues::JsonRewritten => match serde_json::from_str::<Value>(text) {
            Ok(json @ (Value::Object(_) | Value::Array(_))) => json.to_string(),
            _ => text.clone(),
        },
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
