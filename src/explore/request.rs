//! From what is drawn to what is sent.

use serde_json::{Map, Value};

use super::text::{Fresh, Text};
use crate::client::Call;
use crate::contract::{Field, Form, Kind, Notation};
use crate::wire::butler::account::account;
use crate::wire::{BodyStyle, Operation};

/// A request as it is drawn: what differs from a correct call.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The operation.
    pub operation: Operation,
    /// The fields that are set to something else, each once.
    pub edits: Vec<Edit>,
    /// How the body is laid out.
    pub style: BodyStyle,
    /// The part of the envelope that is set to something else, by its name in the features.
    pub envelope: Option<Edit>,
}

/// One field that is set to something else.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// The field.
    pub field: String,
    /// What it is set to.
    pub given: Given,
}

/// A drawn value.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// The field is left out.
    Absent,
    /// This value.
    Json(Value),
    /// A text made afresh for each call.
    Text(Text),
}

impl Given {
    /// The value itself; `None` where there is none.
    pub fn value(&self, fresh: &mut Fresh) -> Option<Value> {
        match self {
            Self::Absent => None,
            Self::Json(value) => Some(value.clone()),
            Self::Text(text) => Some(text.write(fresh).into()),
        }
    }

    /// How many characters of it no other call has.
    pub fn fresh(&self) -> usize {
        match self {
            Self::Absent | Self::Json(_) => 0,
            Self::Text(text) => text.fresh(),
        }
    }
}

/// A case made into a call.
#[derive(Clone, Debug)]
pub struct Request {
    /// What was drawn.
    pub case: Case,
    /// The business parameters, or the row.
    pub params: Map<String, Value>,
    /// The account that belongs to the third-party id, where there is one.
    pub derived: Option<String>,
    /// What the part of the envelope is set to; `None` where it is left out.
    pub envelope: Option<Value>,
    /// Fields of the base that are required or edited: all that someone needs who repeats the call.
    pub essential: Map<String, Value>,
}

impl Request {
    /// Makes a case into a request on the base of a correct call. The initials are those that the courier takes for the
    /// company's name (BS-15).
    pub fn new(case: Case, base: Map<String, Value>, initials: &str) -> Self {
        let fields = case.operation.fields().fields();
        let is_identity = |field: &&Field| {
            matches!(
                field.base.as_ref().map(|base| &base.notation),
                Some(Notation::Identity { .. })
            )
        };
        let identity = fields
            .iter()
            .find(is_identity)
            .and_then(|field| base.get(field.name)?.as_str());
        let identity = identity.unwrap_or_default().to_owned();
        let mut params = base;
        for edit in &case.edits {
            match edit.given.value(&mut Fresh::new(&identity, &edit.field)) {
                Some(value) => {
                    params.insert(edit.field.clone(), value);
                }
                None => {
                    params.shift_remove(&edit.field);
                }
            }
        }
        // An id of nothing but blanks may count as none, and then any account will do.
        let is_third_party = |field: &&Field| {
            matches!(
                field.kind,
                Kind::Text {
                    form: Form::ThirdParty,
                    ..
                }
            )
        };
        let derived = fields
            .iter()
            .find(is_third_party)
            .and_then(|field| params.get(field.name)?.as_str())
            .filter(|id| !id.trim().is_empty())
            .map(|id| account(initials, id));
        if let Some(derived) = &derived
            && !case.touches("userNo")
        {
            params.insert("userNo".to_owned(), derived.as_str().into());
        }
        let essential = params
            .iter()
            .filter(|(name, _)| {
                case.touches(name) || case.operation.fields().field(name).is_some_and(|field| field.required)
            })
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        let part = case.envelope.as_ref();
        let envelope = part.and_then(|part| part.given.value(&mut Fresh::new(&identity, &part.field)));
        Self {
            case,
            params,
            derived,
            envelope,
            essential,
        }
    }

    /// True where what a refusal looks like is open (BS-48).
    pub fn refusal_is_free_form(&self) -> bool {
        matches!(self.call(), Call::Courier(call) if call.refusal_is_free_form())
    }

    /// The call.
    pub fn call(&self) -> Call {
        let call = Call::new(self.case.operation, self.params.clone()).in_style(self.case.style);
        match &self.case.envelope {
            Some(part) => call.under(&part.field, self.envelope.clone()),
            None => call,
        }
    }
}

impl Case {
    /// A correct call.
    pub const fn plain(operation: Operation) -> Self {
        Self {
            operation,
            edits: Vec::new(),
            style: BodyStyle::Compact,
            envelope: None,
        }
    }

    /// The same with every text in plain ASCII and as long as before; `None` where all are already.
    #[must_use]
    pub fn in_ascii(&self) -> Option<Self> {
        let mut plain = self.clone();
        let mut changed = false;
        for edit in &mut plain.edits {
            if let Given::Text(text) = &edit.given
                && let Some(ascii) = text.in_ascii()
            {
                edit.given = Given::Text(ascii);
                changed = true;
            }
        }
        changed.then_some(plain)
    }

    /// The same with texts that nobody knows already, where they may be known; `None` where none may be.
    pub fn renewed(&self) -> Option<Self> {
        let mut renewed = self.clone();
        for edit in &mut renewed.edits {
            if let Given::Text(text) = &edit.given
                && let Some(other) = text.renewed()
            {
                edit.given = Given::Text(other);
            }
        }
        (renewed != *self).then_some(renewed)
    }

    /// The same without the texts whose form a vendor may look at, and the same with these texts far from any limit: what
    /// a refusal is compared with. `None` for the first where nothing else is edited, for the second where they are short.
    pub fn controls(&self) -> Option<(Option<Self>, Option<Self>)> {
        let has_form = |edit: &Edit| {
            let field = self.operation.fields().field(&edit.field);
            matches!(edit.given, Given::Text(_)) && field.is_some_and(|field| matches!(field.kind, Kind::Text { .. }))
        };
        if !self.edits.iter().any(has_form) {
            return None;
        }
        let others: Vec<Edit> = self.edits.iter().filter(|edit| !has_form(edit)).cloned().collect();
        let is_plain = others.is_empty() && self.style == BodyStyle::Compact;
        let mut short = self.clone();
        let mut is_shorter = false;
        for edit in &mut short.edits {
            if let Given::Text(text) = &edit.given
                && let Some(shortened) = text.shortened()
            {
                edit.given = Given::Text(shortened);
                is_shorter = true;
            }
        }
        let without = Self {
            edits: others,
            ..self.clone()
        };
        Some(((!is_plain).then_some(without), is_shorter.then_some(short)))
    }

    /// The same with only one of its edits.
    #[must_use]
    pub fn alone(&self, edit: &Edit) -> Self {
        Self {
            edits: vec![edit.clone()],
            ..self.clone()
        }
    }

    /// True where the case sets this field.
    pub fn touches(&self, field: &str) -> bool {
        self.edits.iter().any(|edit| edit.field == field)
    }
}
