//! A page against the contract.

mod fields;
mod samples;
mod words;

use std::collections::BTreeSet;

pub(super) use samples::values_at;

use super::difference::{Aspect, Counts, Difference, FORMAT, FoundBy, PageComparison};
use super::page::Page;
use super::{expected, operation, quote};
use crate::contract::{Contract, Operation, RuleId, Vendor};

/// In what a page and the contract differ.
pub fn compare(contract: &Contract, page: &Page, operation: Operation, found_by: FoundBy) -> PageComparison {
    let mut page = page.clone();
    if operation.vendor() == Vendor::Gateway {
        fields::without_envelope(&mut page);
    }
    let expected = expected::fields(operation);
    let names: Vec<&str> = expected.iter().map(|field| fields::last(&field.path)).collect();
    let quotes = quote::of(contract, operation, &names);
    let mut differences = address(contract, &page, operation);
    differences.extend(fields::compare(&page, &expected, &quotes));
    differences.extend(samples::compare(&page, operation, &expected));
    words::compare(&page, &expected, &quotes, &mut differences);
    differences.extend(page.unread.iter().map(|unread| Difference {
        what: Aspect::Unread,
        side: None,
        place: Some(unread.place.clone()).filter(|place| !place.is_empty()),
        page: Some(unread.what.clone()),
        contract: None,
        rules: Vec::new(),
    }));
    let quoting: BTreeSet<RuleId> = quotes.iter().map(|quote| quote.rule).collect();
    PageComparison {
        format: FORMAT,
        operation,
        found_by,
        title: page.title.clone(),
        read: Counts {
            tables: page.tables.len(),
            fields: page.fields().count(),
            samples: page.samples.len(),
            rules: quoting.len(),
        },
        differences,
    }
}

/// Address and method. The rules concerned are those that mention them.
fn address(contract: &Contract, page: &Page, operation: Operation) -> Vec<Difference> {
    let (own, known) = match operation.vendor() {
        Vendor::Gateway => (&page.api_codes, operation.name()),
        Vendor::Courier => (&page.paths, operation.path()),
    };
    let mentions = |text: &str| text.split([' ', ',', ';', '`', '。', '，']).any(|word| word == known);
    let about = |rule: &&crate::contract::Rule| match operation.vendor() {
        Vendor::Gateway => rule.source.contains("apiCode :"),
        Vendor::Courier => mentions(&rule.prose) || mentions(&rule.source),
    };
    let mut rules: Vec<RuleId> = contract.rules.iter().filter(about).map(|rule| rule.id).collect();
    if rules.is_empty() {
        rules.push(operation.success_rule());
    }
    let difference = |what, page: &[String], contract: &str| Difference {
        what,
        side: None,
        place: None,
        page: Some(page.join(", ")).filter(|text| !text.is_empty()),
        contract: Some(contract.to_owned()),
        rules: rules.clone(),
    };
    let mut differences = Vec::new();
    if !operation::has_address(page, operation) {
        differences.push(difference(Aspect::Address, own, known));
    }
    if !page.methods.is_empty() && !page.methods.iter().any(|method| method == "POST") {
        differences.push(difference(Aspect::Method, &page.methods, "POST"));
    }
    differences
}
