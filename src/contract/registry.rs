//! `operations.toml` as it is written: the only list of operations, and of the parts of the documentation.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One of the two vendors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Vendor {
    /// The ETC open platform.
    #[serde(rename = "etc")]
    Gateway,
    /// The SF Express courier butler.
    #[serde(rename = "butler")]
    Courier,
}

impl Vendor {
    /// Both vendors.
    pub const ALL: [Self; 2] = [Self::Gateway, Self::Courier];

    /// The tag of its scenarios.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Gateway => "@etc",
            Self::Courier => "@butler",
        }
    }

    /// The vendor's name in tags, files and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gateway => "etc",
            Self::Courier => "butler",
        }
    }
}

/// The file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    shared: Vec<Shared>,
    operation: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shared {
    area: String,
    vendor: Vendor,
    title: String,
    endpoint: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) vendor: Vendor,
    pub(super) area: String,
    pub(super) endpoint: String,
    pub(super) subject: String,
    pub(super) verbs: Vec<Verb>,
    pub(super) list: Option<List>,
    pub(super) success_rule: String,
    pub(super) shape_rule: String,
    pub(super) result_field: Option<String>,
    pub(super) creates: Option<String>,
    pub(super) removes: Option<String>,
}

/// A word that steps have for an operation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verb {
    /// The word, a past participle.
    pub word: String,
    /// The members of the body that it sets.
    #[serde(default)]
    pub sets: Map<String, Value>,
}

/// The encrypted list of an operation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// The member of the body.
    pub field: String,
    /// The part of the schema's name that says what a row is.
    pub(super) rows: String,
}

/// A part of the documentation, by the letters of its rules.
#[derive(Debug)]
pub(super) struct AreaEntry {
    pub(super) letters: [u8; 2],
    pub(super) vendor: Vendor,
    pub(super) title: String,
    pub(super) endpoint: String,
}

/// Everything that follows from the file.
pub(super) struct Registry {
    pub(super) operations: Vec<Entry>,
    pub(super) areas: Vec<AreaEntry>,
}

/// The file is part of the program: one that cannot be read is a broken build, which every test notices. Hence the panics.
pub(super) static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("operations.toml")).unwrap_or_else(|e| panic!("operations.toml: {e}"));
    let letters = |area: &str| {
        <[u8; 2]>::try_from(area.as_bytes()).unwrap_or_else(|_| panic!("operations.toml: {area} is not two letters"))
    };
    let shared = file.shared.into_iter().map(|shared| AreaEntry {
        letters: letters(&shared.area),
        vendor: shared.vendor,
        title: shared.title,
        endpoint: shared.endpoint,
    });
    let own = file.operation.iter().map(|entry| AreaEntry {
        letters: letters(&entry.area),
        vendor: entry.vendor,
        title: entry.name.clone(),
        endpoint: entry.endpoint.clone(),
    });
    Registry {
        areas: shared.chain(own).collect(),
        operations: file.operation,
    }
});
