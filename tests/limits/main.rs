//! Features, schemas and `tests/limits.tsv` held together: every limit stands in all three, typed each time from the
//! vendors' pages, and every constraint of a request has examples inside it, at it and outside it.
//!
//! What the features say of a limit is not parsed out of their prose but read off their examples, with the value
//! notation evaluated: the longest value that must be taken and the shortest one that must be refused.

mod changed;
mod compare;
mod features;
mod sample;
mod schema;
mod sentences;
mod table;
mod unshown;

use compare::{agreed, report};
use fuhe::contract::Contract;
use regex::Regex;
use table::{Row, table};

#[test]
fn table_schemas_and_features_agree() {
    agreed();
}

/// Titles are what people remember of a rule.
#[test]
fn titles_of_rules_have_the_same_numbers() {
    let number = Regex::new(r"(?:to|of) (\d+) characters").unwrap();
    let table = table();
    let mut complaints = Vec::new();
    for rule in &Contract::embedded().rules {
        let Some(found) = number.captures(&rule.title) else {
            continue;
        };
        let most: usize = found[1].parse().unwrap();
        let rows: Vec<&Row> = table
            .iter()
            .filter(|row| row.rule == rule.id && row.is_text() && row.most.is_some())
            .collect();
        if rows.is_empty() || rows.iter().any(|row| row.most != Some(most)) {
            complaints.push(format!(
                "{}: the title has {most} characters, the table {rows:?}",
                rule.id
            ));
        }
    }
    assert!(complaints.is_empty(), "{}", report(&complaints));
}
