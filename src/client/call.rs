//! A call of any operation.

use serde_json::{Map, Value};

use crate::wire::butler::{CourierCall, CourierPart};
use crate::wire::etc::{EnvelopeField, GatewayCall};
use crate::wire::{BodyStyle, Operation, Vendor};

/// A call of any operation.
#[derive(Clone, Debug)]
pub enum Call {
    /// Through the gateway.
    Gateway(GatewayCall),
    /// To the courier.
    Courier(CourierCall),
}

impl Call {
    /// A correct call under the operation's first verb: with these business parameters, this one row, or these members
    /// of the body, whichever the operation has.
    pub fn new(operation: Operation, fields: Map<String, Value>) -> Self {
        match operation.vendor() {
            Vendor::Gateway => Self::Gateway(GatewayCall::new(operation, fields)),
            Vendor::Courier => Self::Courier(CourierCall::new(operation, &operation.verbs()[0]).about(fields)),
        }
    }

    /// A call that updates a user: these fields again, under the number that the creation was answered. `None` for an
    /// operation that does not update.
    pub fn update(operation: Operation, fields: &Map<String, Value>, number: Option<&Value>) -> Option<Self> {
        match operation.vendor() {
            Vendor::Gateway => {
                let by = operation.result_field()?;
                operation.fields().field(by)?;
                let mut fields = fields.clone();
                fields.insert(by.to_owned(), number?.clone());
                Some(Self::Gateway(GatewayCall::new(operation, fields)))
            }
            Vendor::Courier => {
                let verb = operation.verbs().get(1)?;
                Some(Self::Courier(CourierCall::new(operation, verb).about(fields.clone())))
            }
        }
    }

    /// The operation.
    pub fn operation(&self) -> Operation {
        match self {
            Self::Gateway(call) => call.operation,
            Self::Courier(call) => call.operation,
        }
    }

    /// The same with a part of its envelope set to something else, or left out. The part has its name in the features.
    #[must_use]
    pub fn under(mut self, part: &str, value: Option<Value>) -> Self {
        match &mut self {
            Self::Gateway(call) => {
                let part = EnvelopeField::from_words(part);
                call.before_signing.extend(part.map(|part| (part, value)));
            }
            Self::Courier(call) => {
                let part = CourierPart::named(call.operation, part);
                call.edits.extend(part.map(|part| (part, value)));
            }
        }
        self
    }

    /// The same in another layout.
    #[must_use]
    pub fn in_style(mut self, style: BodyStyle) -> Self {
        match &mut self {
            Self::Gateway(call) => call.style = style,
            Self::Courier(call) => call.style = style,
        }
        self
    }
}
