//! The draft of a contract for a new operation, out of its page. It is where the work begins, not where it ends: what a page
//! means is for people to say, so every file is marked as a draft and says what is left to do.

mod entry;
mod feature;
mod schema;

use super::page::{Page, PageField, Side};
use super::unreadable::Unreadable;
use crate::contract::{Area, Operation, Vendor};

/// A drafted file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Where it belongs, below the repository.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// How drafts are marked.
const MARK: &str = "DRAFT by `fuhe page --draft`: read it against the page, word what says TODO, then remove this";

/// The drafts for the operation that a page describes: entry, schemas and feature.
///
/// # Errors
/// Where the page has neither an address nor a name that the gateway would know the operation by.
pub fn draft(page: &Page) -> Result<Vec<Draft>, Unreadable> {
    let subject = Subject::of(page)?;
    let vendor = subject.vendor.name();
    let name = &subject.name;
    let schema = |side: Side| Draft {
        path: format!("schemas/{vendor}/{name}.{}.json", side.name()),
        text: schema::text(page, &subject, side),
    };
    Ok(vec![
        Draft {
            path: "src/contract/operations.toml".to_owned(),
            text: entry::text(page, &subject),
        },
        schema(Side::Request),
        schema(Side::Answer),
        Draft {
            path: format!("features/{vendor}/{name}.feature"),
            text: feature::text(page, &subject),
        },
    ])
}

/// What is drafted.
struct Subject {
    name: String,
    vendor: Vendor,
    endpoint: String,
    /// The letters of its rules.
    area: String,
    /// How many fields the request has, without those inside others.
    requested: usize,
}

impl Subject {
    fn of(page: &Page) -> Result<Self, Unreadable> {
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
    fn rule(&self, place: usize) -> String {
        format!("{}-{:02}", self.area, place + 1)
    }

    fn answer_rule(&self) -> String {
        self.rule(self.requested)
    }

    fn past_rule(&self) -> String {
        self.rule(self.requested + 1)
    }

    /// The gateway has one rule for all its operations.
    fn missing_rule(&self) -> String {
        match self.vendor {
            Vendor::Gateway => "GW-09".to_owned(),
            Vendor::Courier => self.rule(self.requested + 2),
        }
    }

    /// True for an operation that the contract has already: its letters are its own.
    fn is_known(&self) -> bool {
        Operation::named(&self.name).is_some()
    }
}

/// The fields of a message that stand in no other.
fn top(page: &Page, side: Side) -> impl Iterator<Item = &PageField> {
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
