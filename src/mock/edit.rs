//! The small language of edits of answers.

use serde_json::Value;

use super::behaviour::Reason;
use crate::wire::{Operation, Vendor};

/// An edit of certain answers.
#[derive(Clone, Debug)]
pub struct AnswerEdit {
    /// Which answers.
    pub which: Which,
    /// The change.
    pub change: Change,
}

/// Which answers are edited: those that match every given part.
#[derive(Clone, Copy, Debug)]
pub struct Which {
    /// Answers of this vendor.
    pub vendor: Vendor,
    /// Answers of this operation; a call of an unknown operation belongs to none.
    pub operation: Option<Operation>,
    /// Successes or refusals.
    pub outcome: Option<AnswerKind>,
    /// Refusals for this reason.
    pub reason: Option<Reason>,
    /// Answers to updates, or to creations.
    pub update: Option<bool>,
    /// One in so many of these.
    pub one_in: Option<u64>,
}

/// Whether a call was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerKind {
    /// It was.
    Success,
    /// It was not.
    Refusal,
}

impl Which {
    /// Every answer of a vendor.
    pub const fn of(vendor: Vendor) -> Self {
        Self {
            vendor,
            operation: None,
            outcome: None,
            reason: None,
            update: None,
            one_in: None,
        }
    }

    /// Successes of an operation.
    pub fn successes(operation: &str) -> Self {
        let operation = Operation::known(operation);
        Self {
            operation: Some(operation),
            outcome: Some(AnswerKind::Success),
            ..Self::of(operation.vendor())
        }
    }

    /// Refusals of an operation.
    pub fn refusals(operation: &str) -> Self {
        let operation = Operation::known(operation);
        Self {
            operation: Some(operation),
            outcome: Some(AnswerKind::Refusal),
            ..Self::of(operation.vendor())
        }
    }

    /// All refusals of a vendor.
    pub const fn any_refusal(vendor: Vendor) -> Self {
        Self {
            outcome: Some(AnswerKind::Refusal),
            ..Self::of(vendor)
        }
    }

    /// All successes of a vendor.
    pub const fn any_success(vendor: Vendor) -> Self {
        Self {
            outcome: Some(AnswerKind::Success),
            ..Self::of(vendor)
        }
    }

    /// Refusals for a reason.
    pub const fn refused_for(vendor: Vendor, reason: Reason) -> Self {
        Self {
            reason: Some(reason),
            ..Self::any_refusal(vendor)
        }
    }

    /// The same, for this reason only.
    #[must_use]
    pub const fn because(self, reason: Reason) -> Self {
        Self {
            reason: Some(reason),
            ..self
        }
    }

    /// The same, of one in so many of them.
    #[must_use]
    pub const fn one_in(self, many: u64) -> Self {
        Self {
            one_in: Some(many),
            ..self
        }
    }

    /// The same, of updates only.
    #[must_use]
    pub const fn on_update(self) -> Self {
        Self {
            update: Some(true),
            ..self
        }
    }

    /// The same, of creations only.
    #[must_use]
    pub const fn on_creation(self) -> Self {
        Self {
            update: Some(false),
            ..self
        }
    }

    pub(super) fn fits(self, about: About) -> bool {
        self.vendor == about.vendor
            && self
                .operation
                .is_none_or(|operation| about.operation == Some(operation))
            && self.outcome.is_none_or(|outcome| about.outcome() == outcome)
            && self.reason.is_none_or(|reason| about.reason == Some(reason))
            && self.update.is_none_or(|update| about.update == update)
    }
}

/// The change of an answer. Pointers are JSON pointers into the answer's body, names of the gateway's envelope in
/// canonical spelling; `*` stands for every entry of a list. A pointer to a missing place changes nothing.
#[derive(Clone, Debug)]
pub enum Change {
    /// A value is set there.
    Set(&'static str, Value),
    /// The value there is removed.
    Remove(&'static str),
    /// It gets another name.
    Rename(&'static str, &'static str),
    /// It becomes a value of another type with the same meaning, as far as that is possible.
    Retype(&'static str, JsonType),
    /// Its text is repeated until it has this many characters.
    Stretch(&'static str, usize),
    /// It is moved: from the first pointer to the second.
    Move(&'static str, &'static str),
    /// The same value also stands elsewhere.
    Copy(&'static str, &'static str),
    /// The whole body becomes this text.
    Body(&'static str),
    /// A header is set, or removed.
    Header(&'static str, Option<&'static str>),
    /// The HTTP status is changed.
    Status(u16),
}

/// A JSON type to turn a value into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonType {
    /// Its text.
    Text,
    /// Its number, 0 if it has none.
    Number,
    /// True unless it is false, null or 0.
    Boolean,
    /// A list that contains only it.
    List,
    /// An object that contains only it.
    Object,
}

/// What an answer is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct About {
    pub(super) vendor: Vendor,
    pub(super) operation: Option<Operation>,
    pub(super) reason: Option<Reason>,
    pub(super) update: bool,
}

impl About {
    fn outcome(self) -> AnswerKind {
        if self.reason.is_some() {
            AnswerKind::Refusal
        } else {
            AnswerKind::Success
        }
    }
}
