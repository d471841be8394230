//! The vendor's own page, as saved or copied, against the contract: what the page says now and the contract does not, and
//! the other way round.

mod address;
mod block;
mod cell;
mod columns;
mod compare;
mod difference;
mod draft;
mod expected;
mod form;
mod grid;
mod html;
mod markdown;
mod normal;
mod normalise;
mod operation;
mod page;
mod quote;
mod rows;
mod sample;
mod size;
mod unreadable;

pub use cell::Kind;
pub use compare::compare;
pub use difference::{Aspect, Counts, Difference, FORMAT, FoundBy, PageComparison};
pub use draft::{Draft, draft};
pub use operation::of as operation_of;
pub use page::{Page, Side};
pub use size::MOST_BYTES;
pub use unreadable::Unreadable;

impl Page {
    /// Reads a page: HTML, Markdown, or JSON with one of both in it.
    ///
    /// # Errors
    /// Where the file is no such page, or nothing on it was recognised.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        let page = normalise::page(&form::blocks(bytes)?);
        if page.fields().next().is_none() {
            return Err(Unreadable::NoFields);
        }
        Ok(page)
    }
}
