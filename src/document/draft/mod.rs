//! The draft of a contract for a new operation, out of its page. It is where the work begins, not where it ends: what a page
//! means is for people to say, so every file is marked as a draft and says what is left to do.

mod entry;
mod feature;
mod schema;
mod subject;

use subject::Subject;

use super::page::{Page, Side};
use super::unreadable::Unreadable;

/// A drafted file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Where it belongs, below the repository.
    pub path: String,
    /// Its text.
    pub text: String,
}

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
