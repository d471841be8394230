//! A choice as an edit of the behaviour.

use std::fmt;

use serde_json::Value;

use crate::mock::answer::{AnswerEdit, Change, Which};
use crate::mock::behaviour::Behaviour;
use crate::wire::Vendor;

/// One interpretation of an open question, as an edit of the behaviour.
#[derive(Clone, Copy)]
pub struct Choice {
    /// The question, as the contract names it: `GW-13.status`.
    pub question: &'static str,
    /// The interpretation, as an observation records it.
    pub value: &'static str,
    /// Whether the default behaviour follows it.
    pub is_default: bool,
    edit: fn(&mut Behaviour),
}

impl Choice {
    /// Makes a behaviour follow this interpretation.
    pub fn apply(&self, behaviour: &mut Behaviour) {
        (self.edit)(behaviour);
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.question, self.value)
    }
}

impl fmt::Debug for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

pub(super) const fn usual(question: &'static str, value: &'static str, edit: fn(&mut Behaviour)) -> Choice {
    Choice {
        question,
        value,
        is_default: true,
        edit,
    }
}

pub(super) const fn other(question: &'static str, value: &'static str, edit: fn(&mut Behaviour)) -> Choice {
    Choice {
        question,
        value,
        is_default: false,
        edit,
    }
}

pub(super) fn say_more(behaviour: &mut Behaviour, vendor: Vendor, pointer: &'static str, value: Value) {
    behaviour.edits.push(AnswerEdit {
        which: Which::of(vendor),
        change: Change::Set(pointer, value),
    });
}
