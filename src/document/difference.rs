//! In what a page and the contract differ, as data.

use serde::Serialize;

use super::page::Side;
use crate::contract::{Operation, RuleId};

/// The version of the comparison's format; the schema is `schemas/page-comparison.json`.
pub const FORMAT: &str = "fuhe-page/1";

/// A page compared with the contract.
#[derive(Clone, Debug, Serialize)]
pub struct PageComparison {
    /// [`FORMAT`].
    pub format: &'static str,
    /// The operation that the page describes.
    pub operation: Operation,
    /// How the operation was found.
    pub found_by: FoundBy,
    /// The page's title.
    pub title: String,
    /// What was read on the page.
    pub read: Counts,
    /// In what they differ, in the order of the contract.
    pub differences: Vec<Difference>,
}

/// How the operation of a page was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FoundBy {
    /// The user named it.
    Option,
    /// The page has its address, or the name that the gateway knows it by.
    Address,
    /// The page has another address that ends in its name.
    Name,
    /// The page has most of its fields, and of no other operation as many.
    Fields,
}

/// How much was compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Tables of fields.
    pub tables: usize,
    /// Fields in them.
    pub fields: usize,
    /// Samples.
    pub samples: usize,
    /// Rules that quote the page.
    pub rules: usize,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What differs.
    pub what: Aspect,
    /// In the request or in the answer, where it is about one of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// The field, by its place on the page, or the place of what was not understood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What the page says now; `None` where it says nothing.
    pub page: Option<String>,
    /// What the contract says; `None` where it says nothing.
    pub contract: Option<String>,
    /// The rules concerned.
    pub rules: Vec<RuleId>,
}

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Aspect {
    /// Where the operation is called, or by what name.
    Address,
    /// The HTTP method.
    Method,
    /// A whole table.
    Table,
    /// A field is on one side only.
    Field,
    /// A field has another name.
    Name,
    /// The type of a field.
    Type,
    /// The limit of a field.
    Limit,
    /// Whether a field is required.
    Required,
    /// The list of a field's values.
    Values,
    /// The default of a field.
    Default,
    /// What the samples have.
    Sample,
    /// Words that a rule quotes, or that no rule quotes.
    Words,
    /// Something on the page was not understood, so that nothing can be said of it.
    Unread,
}

impl Aspect {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Method => "method",
            Self::Table => "table",
            Self::Field => "field",
            Self::Name => "name",
            Self::Type => "type",
            Self::Limit => "limit",
            Self::Required => "required",
            Self::Values => "values",
            Self::Default => "default",
            Self::Sample => "sample",
            Self::Words => "words",
            Self::Unread => "not understood",
        }
    }
}

impl Difference {
    /// A difference at a field.
    pub(super) fn at(what: Aspect, side: Side, place: &str, rules: Vec<RuleId>) -> Self {
        Self {
            what,
            side: Some(side),
            place: Some(place.to_owned()),
            page: None,
            contract: None,
            rules,
        }
    }

    /// The same, with what both say.
    pub(super) fn saying(mut self, page: Option<String>, contract: Option<String>) -> Self {
        self.page = page;
        self.contract = contract;
        self
    }

    /// Adds rules that are concerned as well.
    pub(super) fn concerns(&mut self, rules: impl IntoIterator<Item = RuleId>) {
        self.rules.extend(rules);
        self.rules.sort_unstable();
        self.rules.dedup();
    }

    /// The last name of the place.
    pub(super) fn name(&self) -> &str {
        let place = self.place.as_deref().unwrap_or_default();
        place.rsplit('.').next().unwrap_or_default()
    }
}
