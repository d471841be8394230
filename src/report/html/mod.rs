//! The page: what is promised, and whether this vendor keeps it, in one file that opens from disk.
//!
//! Nothing in it comes from elsewhere: style and script stand in the page, and its policy lets the browser load and run
//! nothing else, so that whatever a vendor answers stays text. The script only helps to find things; all of the
//! content is markup, made here of the run record and the contract. Calls that went well wait in `<template>`s, so
//! that a browser lays out only what somebody opens.

mod changes;
mod charts;
mod evidence;
mod failures;
mod fields;
mod index;
mod markup;
mod questions;
mod rules;
mod summary;
mod words;

use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use self::index::Index;
use self::words::Phrase;
use crate::contract::{Contract, Level};
use crate::error::Error;
use crate::report::ReportInput;
use crate::report::comparison::Kind;
use crate::report::digest::{SHOWN, Standing};
use crate::text::lines;

/// The file of a run's page.
pub const PAGE: &str = "index.html";

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("page.js");

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    title: String,
    summary: Option<summary::Summary>,
    contract_words: Phrase,
    contract: &'a str,
    changes: Option<changes::Changes>,
    failing: failures::Failing,
    obstacles: Vec<failures::Obstacle>,
    areas: Vec<rules::AreaView>,
    charts: Option<charts::Charts>,
    style: &'static str,
    script: &'static str,
    script_digest: String,
}

/// The page of a run.
///
/// # Errors
/// [`Error::Harness`] where the page cannot be made, which would be a fault of its templates.
pub fn write(told: &ReportInput<'_>) -> Result<String, Error> {
    page(Some(told), told.contract)
}

/// The page of the contract alone: what is promised, with no word on who keeps it.
///
/// # Errors
/// As for the page of a run.
pub fn documentation(contract: &Contract) -> Result<String, Error> {
    page(None, contract)
}

fn page(told: Option<&ReportInput<'_>>, contract: &Contract) -> Result<String, Error> {
    let record = told.map(|told| told.record);
    let comparison = told.and_then(|told| told.comparison);
    let index = Index::new(contract, record);
    let page = Page {
        title: record.map_or_else(|| "fuhe".to_owned(), |record| format!("{} · fuhe", record.run.target)),
        summary: record.map(|record| summary::of(record, contract)),
        contract_words: summary::of_contract(contract.rules.len(), contract.scenarios.len()),
        contract: &contract.digest,
        changes: comparison.map(|comparison| changes::of(&index, comparison)),
        failing: record.map(|record| failures::of(&index, record)).unwrap_or_default(),
        obstacles: record
            .map(|record| failures::obstacles(&index, record))
            .unwrap_or_default(),
        areas: index.areas(),
        charts: told.and_then(|told| charts::of(&index, told.record, told.history)),
        style: STYLE,
        script: SCRIPT,
        script_digest: STANDARD.encode(Sha256::digest(SCRIPT)),
    };
    let page = page
        .render()
        .map_err(|e| Error::Harness(format!("the page cannot be made: {e}")))?;
    // Every string of others is somewhere in it. What is hidden would be a parse error, or not be seen.
    Ok(lines(&page).into_owned())
}
