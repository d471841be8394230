//! What a run remembers of the calls beside which others are judged: each control is called once, whichever scenarios need
//! it, and what a platform granted before it may have run out of.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Map, Value};
use tokio::sync::OnceCell;

use crate::contract::Field;
use crate::wire::{Evidence, Exchange};

/// What became of a control.
#[derive(Clone, Debug)]
pub(super) enum Judged {
    Accepted,
    /// It was refused, or answered in no documented shape: so many words tell how.
    Otherwise(String),
}

/// The controls of a run. Scenarios that need the same one share it.
#[derive(Debug, Default)]
pub struct Controls {
    calls: Mutex<BTreeMap<String, Arc<OnceCell<Judged>>>>,
    granted: Mutex<BTreeSet<&'static str>>,
}

impl Controls {
    pub(super) fn cell(&self, key: String) -> Arc<OnceCell<Judged>> {
        let mut cells = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(cells.entry(key).or_default())
    }

    /// Notes what an accepted call asked for that a platform may limit.
    pub(super) fn granted(&self, exchange: &Exchange) {
        if let Some((field, _)) = limited(exchange) {
            self.granted
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(field.name);
        }
    }

    pub(super) fn was_granted(&self, field: &Field) -> bool {
        let granted = self.granted.lock().unwrap_or_else(PoisonError::into_inner);
        granted.contains(field.name)
    }
}

/// The parameter of a call that asks for something of which a platform may have limited numbers, and the others.
pub(super) fn limited(exchange: &Exchange) -> Option<(&'static Field, &Map<String, Value>)> {
    let Evidence::Gateway { params, .. } = &exchange.evidence else {
        return None;
    };
    let mut fields = exchange.operation.fields().fields().iter();
    let field = fields.find(|field| field.limited.is_some() && params.get(field.name) == Some(&true.into()))?;
    Some((field, params))
}
