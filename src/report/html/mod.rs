//! The page: what is promised, and whether this vendor does it, in one file that opens from disk.
//!
//! It loads nothing from elsewhere: style and script are in the page, and its policy lets the browser load and run
//! nothing else, so that a vendor's answer stays text. The script only helps to find things; all of the
//! content is markup, made here from the run record and the contract. Calls that went well wait in `<template>`s, so
//! that a browser lays out only what is opened.

mod changes;
mod charts;
mod chinese;
mod evidence;
mod fields;
mod hand_on;
mod index;
mod markup;
mod problems;
mod questions;
mod rules;
mod summary;
mod waivers;
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
use crate::report::digest::{self, SHOWN};
use crate::text::lines;

/// The file of a run's page.
pub const PAGE: &str = "index.html";

/// Style and script of a run's page, where they are files beside it: name and content. Each content begins with its mark.
pub const LINKED: [(&str, &str); 2] = [
    ("page.css", include_str!("style.css")),
    ("page.js", include_str!("page.js")),
];

/// What a page beside its style and script may load. A page from disk has no origin that it could call its own.
const BESIDE: &str = "'self' file:";

#[derive(Template)]
// Blank lines between tags would be a part of the page that is worth saving.
#[template(path = "page.html", whitespace = "minimize")]
struct Page<'a> {
    title: String,
    summary: Option<summary::Summary>,
    contract_words: Phrase,
    contract: &'a str,
    changes: Option<changes::Changes>,
    problems: problems::Problems,
    waivers: waivers::Waivers,
    obstacles: Vec<waivers::Obstacle>,
    in_part: Vec<waivers::Obstacle>,
    areas: Vec<rules::AreaView>,
    charts: Option<charts::Charts>,
    linked: bool,
    own_style: String,
    own_script: String,
}

/// The page of a run.
///
/// # Errors
/// [`Error::Harness`] if the page cannot be made, which would be a fault of its templates.
pub fn write(input: &ReportInput<'_>) -> Result<String, Error> {
    page(Some(input), input.contract, false)
}

/// The page of a run that is to stand beside the files of [`LINKED`], for servers whose policy forbids what is inline.
///
/// # Errors
/// As for the page of a run.
pub fn write_linked(input: &ReportInput<'_>) -> Result<String, Error> {
    page(Some(input), input.contract, true)
}

/// The page of the contract alone, without the results of a run.
///
/// # Errors
/// As for the page of a run.
pub fn documentation(contract: &Contract) -> Result<String, Error> {
    page(None, contract, false)
}

fn page(input: Option<&ReportInput<'_>>, contract: &Contract, linked: bool) -> Result<String, Error> {
    let record = input.map(|input| input.record);
    let comparison = input.and_then(|input| input.comparison);
    let mut index = Index::new(contract, record);
    let mut used = problems::Used::new();
    let problems = input
        .map(|input| problems::of(&index, input, &mut used))
        .unwrap_or_default();
    let waivers = record
        .map(|record| waivers::of(&index, record, &mut used))
        .unwrap_or_default();
    index.problems = problems.anchors();
    let summary = input.map(|input| summary::of(&index, input, &problems));
    let [own_style, own_script] = LINKED.map(|(_, content)| {
        if linked {
            BESIDE.to_owned()
        } else {
            format!("'sha256-{}'", STANDARD.encode(Sha256::digest(content)))
        }
    });
    let page = Page {
        title: record.map_or_else(|| "fuhe".to_owned(), |record| format!("{} · fuhe", record.run.target)),
        summary,
        contract_words: summary::of_contract(contract.rules.len(), contract.scenarios.len()),
        contract: &contract.digest,
        changes: comparison.map(|comparison| changes::of(&index, comparison)),
        obstacles: record
            .map(|record| waivers::obstacles(&index, &digest::blocked(record)))
            .unwrap_or_default(),
        in_part: record
            .map(|record| waivers::obstacles(&index, &digest::judged_in_part(record)))
            .unwrap_or_default(),
        problems,
        waivers,
        areas: index.areas(),
        charts: record.and_then(|record| charts::of(&index, record)),
        linked,
        own_style,
        own_script,
    };
    let page = page
        .render()
        .map_err(|e| Error::Harness(format!("the page cannot be made: {e}")))?;
    // Strings from others stand in many places. A hidden character would be a parse error, or not be visible.
    Ok(lines(&chinese::gathered(&page)).into_owned())
}
