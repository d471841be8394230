//! A call of any operation.

use serde_json::{Map, Value};

use crate::wire::butler::CourierCall;
use crate::wire::etc::GatewayCall;
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

    /// The operation.
    pub fn operation(&self) -> Operation {
        match self {
            Self::Gateway(call) => call.operation,
            Self::Courier(call) => call.operation,
        }
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
