//! What is drafted: its name, its vendor, its address, and the ids of its rules.

use crate::contract::{Area, Operation, Vendor};
use crate::document::page::{Page, PageField, Side};
use crate::document::unreadable::Unreadable;

/// How drafts are marked.
pub(super) const MARK: &str =
    "DRAFT by `fuhe page --draft`: read it against the page, word what says TODO, then remove this";

/// What is drafted.
pub(super) struct Subject {
    pub(super) name: String,
    pub(super) vendor: Vendor,
    pub(super) endpoint: String,
    /// The letters of its rules.
    pub(super) area: String,
    /// How many fields the request has, without those inside others.
    requested: usize,
}

impl Subject {
    pub(super) fn of(page: &Page) -> Result<Self, Unreadable> {
        let (name, vendor, endpoint) = match (page.api_codes.first(), page.paths.first()) {
            (Some(code), _) => (
                code.clone(),
                Vendor::Gateway,
                format!("POST /api/gateway, API code {code}"),
            ),
            (None, Some(path)) => {
                let name = path.rsplit('/').next().unwrap_or_default().to_owned();
                (name, Vendor::Courier, format!("POST {path}"))
            }
            (None, None) => return Err(Unreadable::NoAddress),
        };
        if !name.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return Err(Unreadable::NoAddress);
        }
        Ok(Self {
            area: letters(&name),
            requested: top(page, Side::Request).count(),
            name,
            vendor,
            endpoint,
        })
    }

    /// The rule of a field of the request, by its place among them, from 0.
    pub(super) fn rule(&self, place: usize) -> String {
        format!("{}-{:02}", self.area, place + 1)
    }

    pub(super) fn answer_rule(&self) -> String {
        self.rule(self.requested)
    }

    pub(super) fn past_rule(&self) -> String {
        self.rule(self.requested + 1)
    }

    /// The gateway has one rule for all its operations.
    pub(super) fn missing_rule(&self) -> String {
        match self.vendor {
            Vendor::Gateway => "GW-09".to_owned(),
            Vendor::Courier => self.rule(self.requested + 2),
        }
    }

    /// True for an operation that the contract has already: its letters are its own.
    pub(super) fn is_known(&self) -> bool {
        Operation::named(&self.name).is_some()
    }
}

/// The fields of a message that stand in no other.
pub(super) fn top(page: &Page, side: Side) -> impl Iterator<Item = &PageField> {
    page.fields()
        .filter(move |(own, field)| *own == side && !field.path.contains('.'))
        .map(|(_, field)| field)
}

/// `BD` for `batchDelete`: the first letters of its words, if no other part of the contract has them.
fn letters(name: &str) -> String {
    let mut initials = String::new();
    let mut begins = true;
    for character in name.chars() {
        if character.is_ascii_alphabetic() && (begins || character.is_ascii_uppercase()) {
            initials.push(character.to_ascii_uppercase());
        }
        begins = !character.is_ascii_alphanumeric();
    }
    let letters: String = initials.chars().chain("XX".chars()).take(2).collect();
    let is_taken = Area::all().any(|area| area.letters() == letters && area.title() != name);
    if is_taken { "XX".to_owned() } else { letters }
}
