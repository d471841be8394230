//! What a call says, before it is signed and sent: a correct call, and every way a test may bend it.

use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::crypto::rsa::SigningKey;
use crate::wire::Operation;
use crate::wire::butler::ListCipher;
use crate::wire::etc::{EnvelopeField, RequestNames, SigningHabits};

/// A call of any operation.
#[derive(Clone, Debug)]
pub enum Call {
    /// Through the ETC gateway.
    Gateway(GatewayCall),
    /// To the courier butler.
    Courier(CourierCall),
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

/// A call of `batchSave`.
#[derive(Clone, Debug)]
pub struct CourierCall {
    /// Create or update.
    pub save_type: SaveType,
    /// The rows, before encryption.
    pub rows: Vec<Value>,
    /// What is made of the rows.
    pub list: ListForm,
    /// Body members and headers set to something else; `None` leaves them out.
    pub edits: Vec<(CourierPart, Option<Value>)>,
    /// How it is signed.
    pub signer: CourierSigner,
    /// Another cipher than the target's.
    pub cipher: Option<ListCipher>,
    /// How the JSON is laid out.
    pub style: BodyStyle,
}

/// BS-02: what `batchSave` does with its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveType {
    /// `type` 1.
    Create,
    /// `type` 2.
    Update,
}

impl SaveType {
    /// The documented number.
    pub const fn number(self) -> u8 {
        match self {
            Self::Create => 1,
            Self::Update => 2,
        }
    }
}

/// A part of a butler call outside its rows.
#[derive(Clone, Debug)]
pub enum CourierPart {
    /// A member of the body.
    Body(&'static str),
    /// A header other than the signature.
    Header(&'static str),
    /// The signature's header.
    Sign,
}

impl CourierPart {
    /// The part of this documented name.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "companyId" => Self::Body("companyId"),
            "type" => Self::Body("type"),
            "userList" => Self::Body("userList"),
            "sendAppId" => Self::Header("sendAppId"),
            "timestamp" => Self::Header("timestamp"),
            "sign" => Self::Sign,
            _ => return None,
        })
    }
}

/// What becomes of the user list on its way into the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListForm {
    /// Encrypted, as documented.
    Encrypted,
    /// A JSON list, as the page's sample shows it.
    LeftPlain,
    /// The first half of the cipher text.
    CutShort,
    /// A text that is no cipher text.
    Garbage,
    /// Encrypted under a key that is not the target's.
    AnotherKey,
    /// An encrypted JSON object.
    Object,
    /// The list as an encrypted JSON text.
    Text,
    /// Encrypted, but no JSON.
    Nonsense,
}

/// How a butler call is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CourierSigner {
    /// With the target's secret, over the very body and time that are sent.
    Target,
    /// With another secret.
    AnotherSecret,
    /// Over another body.
    AnotherBody,
    /// For another time than the header's.
    AnotherTime,
}

/// How a JSON body is laid out. The meaning is the same in all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BodyStyle {
    /// Without blanks.
    #[default]
    Compact,
    /// With line breaks and indentation.
    PrettyPrinted,
    /// Every character beyond ASCII as `\u….`
    Escaped,
    /// Members in the opposite order, on every level.
    Reversed,
    /// Every member of the body and of what stands directly in it twice, with the same value: whichever of the two a
    /// vendor reads, it reads the same.
    Doubled,
}

impl BodyStyle {
    /// The style that the features call so.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "pretty-printed" => Self::PrettyPrinted,
            "escaped" => Self::Escaped,
            "reversed" => Self::Reversed,
            _ => return None,
        })
    }

    /// Writes a body.
    pub fn write(self, body: &Map<String, Value>) -> String {
        let value = Value::Object(body.clone());
        match self {
            Self::Compact => value.to_string(),
            Self::PrettyPrinted => format!("{value:#}"),
            Self::Escaped => escape(&value.to_string()),
            Self::Reversed => reverse(value).to_string(),
            Self::Doubled => doubled(&value, 2),
        }
    }
}

fn escape(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() {
            escaped.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        }
    }
    escaped
}

fn reverse(value: Value) -> Value {
    let Value::Object(map) = value else {
        return value;
    };
    map.into_iter()
        .rev()
        .map(|(name, inner)| (name, reverse(inner)))
        .collect()
}

/// JSON with every member twice, down to a depth.
fn doubled(value: &Value, depth: usize) -> String {
    let Some(map) = value.as_object().filter(|_| depth > 0) else {
        return value.to_string();
    };
    let members: Vec<String> = map
        .iter()
        .map(|(name, inner)| format!("{}:{}", Value::from(name.as_str()), doubled(inner, depth - 1)))
        .flat_map(|member| [member.clone(), member])
        .collect();
    format!("{{{}}}", members.join(","))
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
}

impl CourierCall {
    /// A correct call with these rows.
    pub fn new(save_type: SaveType, rows: Vec<Value>) -> Self {
        Self {
            save_type,
            rows,
            list: ListForm::Encrypted,
            edits: Vec::new(),
            signer: CourierSigner::Target,
            cipher: None,
            style: BodyStyle::default(),
        }
    }

    /// True where BS-48 leaves open what a refusal looks like: identity is in doubt, or the list is not even encrypted,
    /// so that something in front of the interface may refuse the call.
    pub fn refusal_is_free_form(&self) -> bool {
        self.signer != CourierSigner::Target
            || self.list == ListForm::LeftPlain
            || self
                .edits
                .iter()
                .any(|(part, _)| !matches!(part, CourierPart::Body("type" | "userList")))
    }
}
