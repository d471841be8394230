//! Which operation a page describes.

use std::collections::BTreeSet;

use super::difference::FoundBy;
use super::expected;
use super::page::Page;
use super::unreadable::Unreadable;
use crate::contract::{Operation, Vendor};

/// Of ten fields of an operation, so many must be on a page without an address.
const ENOUGH: usize = 6;

/// The operation that a page describes.
///
/// # Errors
/// Where it describes none, or several.
pub fn of(page: &Page) -> Result<(Operation, FoundBy), Unreadable> {
    let named: Vec<Operation> = Operation::all()
        .filter(|operation| has_address(page, *operation))
        .collect();
    match named.as_slice() {
        [operation] => return Ok((*operation, FoundBy::Address)),
        [] => {}
        several => return Err(Unreadable::Several(names(several.iter().copied()))),
    }
    let ending: Vec<Operation> = Operation::all().filter(|operation| ends_in(page, *operation)).collect();
    if let [operation] = ending.as_slice() {
        return Ok((*operation, FoundBy::Name));
    }
    by_fields(page)
        .map(|operation| (operation, FoundBy::Fields))
        .ok_or_else(|| Unreadable::NoOperation(names(Operation::all())))
}

fn names(operations: impl Iterator<Item = Operation>) -> String {
    operations.map(Operation::name).collect::<Vec<_>>().join(", ")
}

/// True where a page has the address of an operation, or the name that the gateway knows it by.
pub(super) fn has_address(page: &Page, operation: Operation) -> bool {
    match operation.vendor() {
        Vendor::Gateway => page.api_codes.iter().any(|code| code == operation.name()),
        Vendor::Courier => page.paths.iter().any(|path| path == operation.path()),
    }
}

fn ends_in(page: &Page, operation: Operation) -> bool {
    let last = |path: &String| path.rsplit('/').next() == Some(operation.name());
    page.paths.iter().any(last)
}

fn by_fields(page: &Page) -> Option<Operation> {
    let own: BTreeSet<_> = page
        .fields()
        .map(|(side, field)| (side, last(&field.path).to_owned()))
        .collect();
    let mut scores: Vec<(usize, Operation)> = Operation::all()
        .filter_map(|operation| {
            let fields = expected::fields(operation);
            let on_pages: BTreeSet<_> = fields
                .iter()
                .filter(|field| field.is_in_table)
                .map(|field| (field.side, last(&field.path).to_owned()))
                .collect();
            let both = on_pages.intersection(&own).count();
            let all = on_pages.union(&own).count();
            (both * 10 >= all * ENOUGH).then(|| (both * 100 / all, operation))
        })
        .collect();
    scores.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    match scores.as_slice() {
        [(_, operation)] => Some(*operation),
        [(first, operation), (second, _), ..] if first > second => Some(*operation),
        _ => None,
    }
}

fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or_default()
}
