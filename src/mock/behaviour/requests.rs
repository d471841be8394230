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

    /// Sets a value at a JSON pointer in the schema of the message of this name. A pointer to an impossible place
    /// leaves
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
