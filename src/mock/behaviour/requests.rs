//! The schemas that a vendor holds requests against.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::contract::Message;

/// The request schemas, as shipped unless edited.
#[derive(Clone, Debug, Default)]
pub struct Requests {
    edited: BTreeMap<&'static str, (Message, Value)>,
}

impl Requests {
    /// The messages that a vendor holds requests against.
    pub const MESSAGES: [Message; 5] = [
        Message::EnvelopeRequest,
        Message::ClientUserSaveRequest,
        Message::UserSaveRequest,
        Message::BatchSaveRequest,
        Message::BatchSaveUser,
    ];

    /// The schema of a message as it stands.
    pub fn get(&self, message: Message) -> &Value {
        self.edited
            .get(message.path())
            .map_or_else(|| message.source(), |(_, schema)| schema)
    }

    /// True where the message's schema is not the shipped one.
    pub fn is_edited(&self, message: Message) -> bool {
        self.edited.contains_key(message.path())
    }

    /// Puts a value at a JSON pointer into a message's schema. A pointer to a place that cannot be leaves the schema
    /// alone.
    pub fn set(&mut self, message: Message, pointer: &str, value: Value) {
        let Some((parent, name)) = pointer.rsplit_once('/') else {
            return;
        };
        if self.get(message).pointer(pointer) == Some(&value) {
            // Nothing to edit: a schema that stays as it was shipped need not be compiled again.
            return;
        }
        if let Some(Value::Object(parent)) = self.schema_mut(message).pointer_mut(parent) {
            parent.insert(name.to_owned(), value);
        }
    }

    /// Takes away what stands at a JSON pointer.
    pub fn remove(&mut self, message: Message, pointer: &str) {
        let Some((parent, name)) = pointer.rsplit_once('/') else {
            return;
        };
        if let Some(Value::Object(parent)) = self.schema_mut(message).pointer_mut(parent) {
            parent.shift_remove(name);
        }
    }

    /// Takes a field off the list of those required.
    pub fn drop_required(&mut self, message: Message, field: &str) {
        if let Some(Value::Array(required)) = self.schema_mut(message).get_mut("required") {
            required.retain(|name| name != field);
        }
    }

    fn schema_mut(&mut self, message: Message) -> &mut Value {
        let edited = self
            .edited
            .entry(message.path())
            .or_insert_with(|| (message, message.source().clone()));
        &mut edited.1
    }
}
