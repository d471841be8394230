//! Everything that a vendor could do differently, as one value.
//!
//! The default is a conforming vendor with one stated interpretation of each open question. Code that needs another
//! vendor edits the value before it starts: nothing in here knows which edits are faults and which are choices.

mod butler;
mod gateway;
mod intake;
mod removals;

use std::collections::BTreeMap;

use serde_json::Value;

use super::answer::AnswerEdit;
use crate::contract::Message;

pub use butler::{
    Accounts, Butler, CauseText, CompanyCheck, CourierCheck, Derivation, DerivedCheck, DigestCheck, DigestOver,
    DigestWaiver, DuplicateBlame, DuplicateScope, EntryAccount, EntryOrder, Formats, GateShape, GoodRows, Hash, Listed,
    MessageText, NoAccount, OddList, Overlooked, PlainList, RowFault, RowNumbers, Rows, SmallestInt, UnknownAccount,
    WholeRefusal,
};
pub use gateway::{
    Again, AnswerNames, ApiCodes, AppOnUpdate, Applications, CreateApp, DesktopUsers, Gateway, GatewayCheck,
    GatewayUsers, Identity, KeyForm, KeyPolicy, NoncePolicy, NonceScope, Numbering, OwnerTold, RequestIds,
    SignatureCheck, SignatureWaiver, SignedValues, UnknownUser, UpdateAnswer, VerifyingKeys, Window,
};
pub use intake::{Coercion, Counting, How, Intake, Leniency, Unit};
pub use removals::{AfterRemoval, Removals, UnknownRemoval};

/// A vendor's behaviour, conforming unless edited.
#[derive(Clone, Debug)]
pub struct Behaviour {
    /// What requests must look like: the only place for lengths, lists of values and required fields.
    pub requests: Requests,
    /// The gateway.
    pub gateway: Gateway,
    /// The courier.
    pub butler: Butler,
    /// The changes to answers on their way out, in this order.
    pub edits: Vec<AnswerEdit>,
}

impl Default for Behaviour {
    fn default() -> Self {
        let mut requests = Requests::default();
        // The shipped schemas judge what is documented. What is not specified, this vendor decides strictly.
        requests.set("envelope.request", "/properties/nonce/minLength", 6.into());
        Self {
            requests,
            gateway: Gateway::default(),
            butler: Butler::default(),
            edits: Vec::new(),
        }
    }
}

/// The request schemas, as shipped unless edited.
#[derive(Clone, Debug, Default)]
pub struct Requests {
    edited: BTreeMap<&'static str, (Message, Value)>,
}

impl Requests {
    /// The current schema of a message.
    pub fn get(&self, message: Message) -> &Value {
        self.edited
            .get(message.path())
            .map_or_else(|| message.source(), |(_, schema)| schema)
    }

    /// True if the message's schema is not the shipped one.
    pub fn is_edited(&self, message: Message) -> bool {
        self.edited.contains_key(message.path())
    }

    /// Sets a value at a JSON pointer in the schema of the message of this name. A pointer to an impossible place leaves
    /// the schema unchanged.
    pub fn set(&mut self, message: &str, pointer: &str, value: Value) {
        let Some((parent, name)) = pointer.rsplit_once('/') else {
            return;
        };
        if self.get(Message::named(message)).pointer(pointer) == Some(&value) {
            // Nothing to edit: a schema that stays as it was shipped need not be compiled again.
            return;
        }
        if let Some(Value::Object(parent)) = self.schema_mut(message).pointer_mut(parent) {
            parent.insert(name.to_owned(), value);
        }
    }

    /// Removes the value at a JSON pointer.
    pub fn remove(&mut self, message: &str, pointer: &str) {
        let Some((parent, name)) = pointer.rsplit_once('/') else {
            return;
        };
        if let Some(Value::Object(parent)) = self.schema_mut(message).pointer_mut(parent) {
            parent.shift_remove(name);
        }
    }

    /// Makes a required field optional.
    pub fn drop_required(&mut self, message: &str, field: &str) {
        if let Some(Value::Array(required)) = self.schema_mut(message).get_mut("required") {
            required.retain(|name| name != field);
        }
    }

    fn schema_mut(&mut self, message: &str) -> &mut Value {
        let message = Message::named(message);
        let edited = self
            .edited
            .entry(message.path())
            .or_insert_with(|| (message, message.source().clone()));
        &mut edited.1
    }
}

/// Why a call is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// It is longer than the vendor reads.
    TooLarge,
    /// It did not arrive in time.
    TooSlow,
    /// It is not a POST.
    Method,
    /// It is not a JSON object, or contains what the vendor's JSON reader does not accept.
    Malformed,
    /// The vendor failed over it.
    Internal,
    /// Gateway: a field of the envelope is missing or wrong (GW-19).
    Envelope,
    /// Gateway: the application id is unknown (GW-08).
    Application,
    /// Gateway: the application may not call this operation (GW-10).
    Permission,
    /// Gateway: the signature is wrong (GW-04).
    Signature,
    /// Gateway: the timestamp is out of the window (GW-05).
    Timestamp,
    /// Gateway: the nonce was used before (GW-06).
    Nonce,
    /// Gateway: the API code is unknown (GW-07).
    ApiCode,
    /// Gateway: a required parameter is absent or empty (GW-09).
    Missing,
    /// Gateway: a parameter breaks another constraint (CU-07, GU-14).
    Invalid,
    /// Gateway: the user to update does not exist (GU-13).
    UnknownUser,
    /// Gateway: the user exists already (CU-09, GU-16).
    KnownUser,
    /// Courier: a header is missing (BS-42).
    Header,
    /// Courier: the `sendAppId` is unknown (BS-42).
    Client,
    /// Courier: the digest is wrong (BS-42).
    Digest,
    /// Courier: `companyId` is missing or another company's (BS-01, BS-43).
    Company,
    /// Courier: `type` is missing or neither 1 nor 2 (BS-02).
    Type,
    /// Courier: the list is missing, plain, or not a list after decryption (BS-03, BS-44, BS-49).
    List,
    /// Courier: the accounts to remove are missing or too many (BD-06).
    Accounts,
    /// Courier: the list is empty (BS-32).
    EmptyList,
    /// Courier: there are too many rows (BS-31).
    TooMany,
    /// Courier: rows are in error (BS-25 to BS-29).
    Rows,
}

/// The code and message of a refusal, or of a success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The gateway's code; the courier has none.
    pub code: &'static str,
    /// The message. `{name}` and `{value}` stand for the parameter in question.
    pub message: &'static str,
}

impl Wording {
    const fn new(code: &'static str, message: &'static str) -> Self {
        Self { code, message }
    }

    /// The message with its parameter filled in.
    pub fn message(&self, name: &str, value: &str) -> String {
        fill(self.message, name, value)
    }
}

/// A template with `{name}` and `{value}` filled in.
pub(super) fn fill(template: &str, name: &str, value: &str) -> String {
    template.replace("{name}", name).replace("{value}", value)
}
