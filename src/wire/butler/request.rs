//! A call of the courier: what it says, every way a test may bend it, and what it looks like on the wire.

use serde_json::{Map, Value};

use super::{ListCipher, sign};
use crate::contract::{Change, Operation, Verb};
use crate::crypto::des::{BLOCK, DesKey};
use crate::wire::layout::{BodyStyle, edit, text_of};
use crate::wire::{Evidence, HttpRequest, json_content_type};

/// Who calls.
#[derive(Debug)]
pub struct Caller<'a> {
    /// The host's address, below which the operations lie, without a slash at its end.
    pub url: &'a str,
    /// The client, also the `companyId` of every request.
    pub send_app_id: &'a str,
    /// The secret that signs (BS-41).
    pub secret: &'a str,
    /// How lists are encrypted (BS-45) unless a call says otherwise.
    pub cipher: &'a ListCipher,
}

/// A call of the courier.
#[derive(Clone, Debug)]
pub struct CourierCall {
    /// The operation.
    pub operation: Operation,
    /// Members of the body, but for `companyId` and the list.
    pub body: Map<String, Value>,
    /// The rows of the list before encryption; `None` where the operation has no list.
    pub rows: Option<Vec<Value>>,
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

/// A part of a butler call outside its rows.
#[derive(Clone, Debug)]
pub enum CourierPart {
    /// A member of the body.
    Body(String),
    /// A header other than the signature.
    Header(String),
    /// The signature's header.
    Sign,
}

impl CourierPart {
    /// The part of this documented name: a header, or else a member of the body.
    pub fn named(operation: Operation, name: &str) -> Option<Self> {
        let properties = &operation.request().source()["properties"];
        Some(match name {
            "sendAppId" | "timestamp" => Self::Header(name.to_owned()),
            "sign" => Self::Sign,
            name if properties.get(name).is_some() => Self::Body(name.to_owned()),
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
    /// An encrypted `null`.
    Null,
    /// An encrypted list of `null`.
    ListOfNull,
    /// The list, encrypted, without its last three bytes.
    CutInBlock,
    /// The list, encrypted, without its last block.
    WithoutLastBlock,
    /// The list, encrypted, with its last block changed.
    LastBlockChanged,
    /// The list with spaces behind it, encrypted: the same JSON.
    SpacesBehind,
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
    /// The right signature in small letters.
    SmallLetters,
    /// The first half of the right signature.
    Half,
}

impl CourierCall {
    /// A correct call without rows: the body has what the verb sets.
    pub fn new(operation: Operation, verb: &Verb) -> Self {
        Self {
            operation,
            body: verb.sets.clone(),
            rows: operation.list().map(|_| Vec::new()),
            list: ListForm::Encrypted,
            edits: Vec::new(),
            signer: CourierSigner::Target,
            cipher: None,
            style: BodyStyle::default(),
        }
    }

    /// The same with these rows.
    #[must_use]
    pub fn with_rows(self, rows: Vec<Value>) -> Self {
        Self {
            rows: Some(rows),
            ..self
        }
    }

    /// The same about this user: with it as the only row, or with these members of the body where there is no list.
    #[must_use]
    pub fn about(mut self, fields: Map<String, Value>) -> Self {
        match &mut self.rows {
            Some(rows) => *rows = vec![fields.into()],
            None => self.body.extend(fields),
        }
        self
    }

    /// True where BS-48 leaves open what a refusal looks like: identity is in doubt, or the list is not even encrypted,
    /// so that something in front of the interface may refuse the call.
    pub fn refusal_is_free_form(&self) -> bool {
        self.signer != CourierSigner::Target
            || self.list == ListForm::LeftPlain
            || self
                .edits
                .iter()
                .any(|(part, _)| !matches!(part, CourierPart::Body(name) if name != "companyId"))
    }

    /// What the call looks like on the wire.
    pub fn write(&self, caller: &Caller<'_>, millis: i64) -> (Evidence, HttpRequest) {
        let call = self;
        let list = call
            .rows
            .as_ref()
            .map(|rows| form_list(call, rows, call.cipher.as_ref().unwrap_or(caller.cipher)));
        let list_field = call.operation.list().map(|list| list.field.as_str());
        let (plain_list, list) = list.unzip();
        let mut body = Map::new();
        body.insert("companyId".into(), caller.send_app_id.into());
        body.extend(call.body.clone());
        if let (Some(field), Some(list)) = (list_field, list) {
            body.insert(field.to_owned(), list);
        }
        let mut headers = Map::new();
        headers.insert("sendAppId".into(), caller.send_app_id.into());
        headers.insert("timestamp".into(), millis.to_string().into());
        let mut sign_edit = None;
        for (part, value) in &call.edits {
            match part {
                CourierPart::Body(name) => edit(&mut body, name, value.as_ref()),
                CourierPart::Sign => sign_edit = Some(value),
                CourierPart::Header(name) => edit(&mut headers, name, value.as_ref()),
            }
        }
        let written = call.style.write(&body);
        let cipher_text = list_field.and_then(|field| body.shift_remove(field));
        let stamp = headers.get("timestamp").map_or_else(|| millis.to_string(), text_of);
        let secret = caller.secret;
        let signature = match call.signer {
            CourierSigner::Target => sign(&written, secret, &stamp),
            CourierSigner::AnotherSecret => sign(&written, &format!("{secret}x"), &stamp),
            CourierSigner::AnotherBody => sign(&format!("{written} "), secret, &stamp),
            CourierSigner::AnotherTime => sign(&written, secret, &format!("{stamp}0")),
            CourierSigner::SmallLetters => Change::LowerCase.apply(&sign(&written, secret, &stamp)),
            CourierSigner::Half => sign(&written, secret, &stamp).chars().take(43).collect(),
        };
        let sign = sign_edit.map_or_else(|| Some(Value::from(signature)), Clone::clone);
        edit(&mut headers, "sign", sign.as_ref());
        let request = HttpRequest {
            method: "POST",
            url: format!("{}{}", caller.url, call.operation.path()),
            headers: std::iter::once(json_content_type())
                .chain(headers.iter().map(|(name, value)| (name.clone(), text_of(value))))
                .collect(),
            body: written,
        };
        let evidence = Evidence::Courier {
            body,
            rows: call.rows.clone().unwrap_or_default(),
            plain_list,
            cipher_text: cipher_text.as_ref().map(text_of),
            signature: sign.as_ref().map(text_of).unwrap_or_default(),
        };
        (evidence, request)
    }
}

/// The list of a call: as text before encryption, and as the value that is sent.
fn form_list(call: &CourierCall, rows: &[Value], cipher: &ListCipher) -> (String, Value) {
    let first = rows.first().cloned().unwrap_or_default().to_string();
    let rows = Value::Array(rows.to_vec());
    let plain = rows.to_string();
    let of_text = |text: String| {
        let list = cipher.encrypt(&text);
        (text, Value::from(list))
    };
    let damaged = |text: String, damage: &dyn Fn(&mut Vec<u8>)| {
        let list = cipher.damaged(&text, damage);
        (text, Value::from(list))
    };
    match call.list {
        ListForm::Encrypted => of_text(plain),
        ListForm::LeftPlain => (plain, rows),
        ListForm::CutShort => {
            let whole = cipher.encrypt(&plain);
            // Both encodings are ASCII, and an odd number of characters is whole in neither.
            let half = &whole[..(whole.len() / 2) | 1];
            (plain, half.into())
        }
        ListForm::Garbage => (plain, "no cipher text at all".into()),
        ListForm::AnotherKey => {
            let mut bytes = cipher.key.as_iv();
            bytes[0] ^= 0x55;
            let other = DesKey::from_secret(&bytes).unwrap_or_else(|_| cipher.key.clone());
            let list = ListCipher {
                key: other,
                ..cipher.clone()
            };
            let sent = list.encrypt(&plain);
            (plain, sent.into())
        }
        ListForm::Object => of_text(first),
        ListForm::Text => of_text(Value::from(plain).to_string()),
        ListForm::Nonsense => of_text("neither a list nor JSON".to_owned()),
        ListForm::Null => of_text("null".to_owned()),
        ListForm::ListOfNull => of_text("[null]".to_owned()),
        ListForm::SpacesBehind => of_text(format!("{plain}   ")),
        ListForm::CutInBlock => damaged(plain, &|bytes| bytes.truncate(bytes.len() - 3)),
        ListForm::WithoutLastBlock => damaged(plain, &|bytes| bytes.truncate(bytes.len() - BLOCK)),
        ListForm::LastBlockChanged => damaged(plain, &|bytes| {
            if let Some(last) = bytes.last_mut() {
                *last ^= 0x55;
            }
        }),
    }
}
