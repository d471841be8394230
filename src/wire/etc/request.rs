//! A call through the gateway: what it says, every way a test may bend it, and what it looks like on the wire.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::{EnvelopeField, RequestNames, SigningHabits, sign, signed_text};
use crate::contract::Operation;
use crate::crypto::rsa::SigningKey;
use crate::wire::layout::{BodyStyle, edit, text_of};
use crate::wire::{Evidence, HttpRequest, json_content_type};

/// Who calls, and how its requests are written unless a call says otherwise.
#[derive(Debug)]
pub struct Caller<'a> {
    /// The gateway's address.
    pub url: &'a str,
    /// The application.
    pub app_id: &'a str,
    /// Its private key.
    pub key: &'a SigningKey,
    /// How the envelope is spelled (GW-11).
    pub names: RequestNames,
    /// What takes part in the signed text (GW-12).
    pub habits: SigningHabits,
}

/// A call through the ETC gateway. `None` for a value means that the field is left out.
#[derive(Clone, Debug)]
pub struct GatewayCall {
    /// The operation, whose name is the API code unless edited.
    pub operation: Operation,
    /// The business parameters.
    pub params: Map<String, Value>,
    /// Envelope fields set before signing; the signature itself is replaced after it.
    pub before_signing: Vec<(EnvelopeField, Option<Value>)>,
    /// Fields changed once the signature stands.
    pub after_signing: Vec<(AfterSigning, Option<Value>)>,
    /// How far the timestamp is off the target's clock, in milliseconds.
    pub timestamp_offset: i64,
    /// Whose key signs.
    pub signer: GatewaySigner,
    /// Another spelling than the target's.
    pub names: Option<RequestNames>,
    /// Other signing habits than the target's.
    pub habits: Option<SigningHabits>,
    /// True to leave the Base64 padding off the signature.
    pub unpadded: bool,
    /// How the JSON is laid out.
    pub style: BodyStyle,
}

/// Something that is changed after signing.
#[derive(Clone, Debug)]
pub enum AfterSigning {
    /// A field of the envelope.
    EnvelopeField(EnvelopeField),
    /// A business parameter.
    Param(String),
}

/// Whose key signs a gateway call.
#[derive(Clone, Debug)]
pub enum GatewaySigner {
    /// The target's application.
    Target,
    /// The target's application, with a key that is not its own.
    AnotherKey(Arc<SigningKey>),
    /// An application that the vendor issued during the run.
    Issued {
        /// The issued application id.
        app_id: String,
        /// The issued private key.
        key: Arc<SigningKey>,
    },
}

impl GatewayCall {
    /// A correct call with these parameters.
    pub fn new(operation: Operation, params: Map<String, Value>) -> Self {
        Self {
            operation,
            params,
            before_signing: Vec::new(),
            after_signing: Vec::new(),
            timestamp_offset: 0,
            signer: GatewaySigner::Target,
            names: None,
            habits: None,
            unpadded: false,
            style: BodyStyle::default(),
        }
    }

    /// What the call looks like on the wire.
    pub fn write(&self, caller: &Caller<'_>, millis: i64, nonce: &str) -> (Evidence, HttpRequest) {
        let call = self;
        let names = call.names.unwrap_or(caller.names);
        let habits = call.habits.unwrap_or(caller.habits);
        let (app_id, key) = match &call.signer {
            GatewaySigner::Target => (caller.app_id, caller.key),
            GatewaySigner::AnotherKey(key) => (caller.app_id, &**key),
            GatewaySigner::Issued { app_id, key } => (app_id.as_str(), &**key),
        };
        let timestamp = millis + call.timestamp_offset;
        let mut envelope = Map::new();
        envelope.insert(names.name(EnvelopeField::AppId).into(), app_id.into());
        envelope.insert(names.name(EnvelopeField::Nonce).into(), nonce.into());
        envelope.insert(names.name(EnvelopeField::Timestamp).into(), timestamp.into());
        envelope.insert(names.name(EnvelopeField::ApiCode).into(), call.operation.name().into());
        let params_name = names.name(EnvelopeField::Params);
        let mut params = call.params.clone();
        let mut sign_edit = None;
        for (part, value) in &call.before_signing {
            if *part == EnvelopeField::Sign {
                sign_edit = Some(value);
            } else {
                edit(&mut envelope, names.name(*part), value.as_ref());
            }
        }
        let fields = envelope
            .iter()
            .chain(&params)
            .map(|(name, value)| (name.as_str(), value));
        let text = signed_text(fields, &habits);
        let mut signature = sign(&text, key);
        if call.unpadded {
            signature.truncate(signature.trim_end_matches('=').len());
        }
        let sign = sign_edit.map_or_else(|| Some(Value::from(signature)), Clone::clone);
        edit(&mut envelope, names.name(EnvelopeField::Sign), sign.as_ref());
        for (what, value) in &call.after_signing {
            match what {
                AfterSigning::EnvelopeField(part) => edit(&mut envelope, names.name(*part), value.as_ref()),
                AfterSigning::Param(name) => edit(&mut params, name, value.as_ref()),
            }
        }
        let mut body = envelope.clone();
        body.insert(params_name.to_owned(), Value::Object(params.clone()));
        let request = HttpRequest {
            method: "POST",
            url: caller.url.to_owned(),
            headers: vec![json_content_type()],
            body: call.style.write(&body),
        };
        let evidence = Evidence::Gateway {
            signature: sign.as_ref().map(text_of).unwrap_or_default(),
            envelope,
            params_name,
            params,
            habits,
            signed_text: text,
        };
        (evidence, request)
    }
}
