//! The messages as the schemas in `schemas/` tell them, compiled once.
//!
//! Every constrained property names its rule (`x-rule`), so that a violation is charged to the rule that it breaks, and
//! private properties are marked (`x-private`), so that masking goes by field.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{LazyLock, OnceLock};

use include_dir::{Dir, include_dir};
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use super::registry::Vendor;
use super::rule_id::RuleId;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/schemas");

/// A message of one of the interfaces: a handle to its schema. Which ones there are follows from the files.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Message(usize);

struct Entry {
    path: String,
    source: Value,
    schema: OnceLock<Schema>,
}

/// The shipped files are part of the program: one that is malformed is a broken build, which every test would notice, and
/// nothing a user could mend. Hence the panics.
static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let files = Vendor::ALL.iter().filter_map(|vendor| FILES.get_dir(vendor.name()));
    let mut entries: Vec<Entry> = files
        .flat_map(Dir::files)
        .map(|file| {
            let path = file.path().to_string_lossy().replace('\\', "/");
            let source = serde_json::from_slice(file.contents()).unwrap_or_else(|e| panic!("schemas/{path}: {e}"));
            Entry {
                path,
                source,
                schema: OnceLock::new(),
            }
        })
        .collect();
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    entries
});

impl Message {
    /// Every message, by file name.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        (0..ENTRIES.len()).map(Self)
    }

    /// The message of this name, which is its file's name: `envelope.answer`, `batchSave.user`.
    ///
    /// # Panics
    /// Where there is no such file, which is a fault in our code or in `operations.toml`; a test looks each of them up.
    pub fn named(name: &str) -> Self {
        Self::all()
            .find(|message| message.name() == name)
            .unwrap_or_else(|| panic!("no schema is called {name}.json"))
    }

    fn entry(self) -> &'static Entry {
        &ENTRIES[self.0]
    }

    /// The schema's file below `schemas/`.
    pub fn path(self) -> &'static str {
        &self.entry().path
    }

    /// The file's name without its ending.
    pub fn name(self) -> &'static str {
        let file = self.path().rsplit_once('/').map_or(self.path(), |(_, file)| file);
        file.strip_suffix(".json").unwrap_or(file)
    }

    /// True for what a vendor is sent: everything but answers.
    pub fn is_request(self) -> bool {
        !self.name().ends_with(".answer")
    }

    /// The schema as shipped, uncompiled: for the embedded vendor, which may edit it, and for reports.
    pub fn source(self) -> &'static Value {
        &self.entry().source
    }

    /// The compiled schema.
    pub fn schema(self) -> &'static Schema {
        self.entry().schema.get_or_init(|| {
            Schema::compile(self.source().clone()).unwrap_or_else(|e| panic!("schemas/{}: {e}", self.path()))
        })
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A compiled schema that charges each violation to a rule.
#[derive(Debug)]
pub struct Schema {
    source: Value,
    validator: jsonschema::Validator,
}

/// One constraint that an instance breaks.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// Where in the instance, as a JSON pointer; for a missing property, where it should stand.
    pub pointer: String,
    /// The schema keyword that is broken, such as `maxLength`.
    pub keyword: String,
    /// The rule of the property (`x-rule` of it or of the nearest schema around it).
    pub rule: Option<RuleId>,
    /// What the schema asks for, in words.
    pub expected: String,
    /// What stands there; `null` for a missing property.
    pub actual: Value,
}

impl Schema {
    /// Compiles a schema.
    ///
    /// # Errors
    /// Where the schema is none.
    pub fn compile(source: Value) -> Result<Self, String> {
        let validator = jsonschema::options()
            .should_validate_formats(true)
            .build(&source)
            .map_err(|e| e.to_string())?;
        Ok(Self { source, validator })
    }

    /// The schema that was compiled.
    pub fn source(&self) -> &Value {
        &self.source
    }

    /// True where the instance breaks no constraint.
    pub fn is_valid(&self, instance: &Value) -> bool {
        self.validator.is_valid(instance)
    }

    /// Every constraint that the instance breaks.
    pub fn violations(&self, instance: &Value) -> Vec<Violation> {
        self.validator
            .iter_errors(instance)
            .map(|e| self.violation(&e))
            .collect()
    }

    fn violation(&self, error: &jsonschema::ValidationError<'_>) -> Violation {
        let schema_path = error.schema_path().as_str();
        let (parent, keyword) = schema_path.rsplit_once('/').unwrap_or(("", schema_path));
        let mut pointer = error.instance_path().as_str().to_owned();
        let mut rule = self.rule_at(parent);
        let mut actual = error.instance().clone().into_owned();
        let expected = if let ValidationErrorKind::Required { property } = error.kind() {
            let property = property.as_str().unwrap_or_default();
            rule = self.rule_at(&format!("{parent}/properties/{property}"));
            pointer = format!("{pointer}/{property}");
            actual = Value::Null;
            "a value: the field is required".to_owned()
        } else {
            self.expectation(error, schema_path)
        };
        Violation {
            pointer,
            keyword: keyword.to_owned(),
            rule,
            expected,
            actual,
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the crate has a sentence for every other keyword"
    )]
    fn expectation(&self, error: &jsonschema::ValidationError<'_>, schema_path: &str) -> String {
        let limit = self.source.pointer(schema_path).unwrap_or(&Value::Null);
        match error.kind() {
            ValidationErrorKind::MaxLength { limit } => format!("at most {limit} characters"),
            ValidationErrorKind::MinLength { limit } => format!("at least {limit} characters"),
            ValidationErrorKind::MaxItems { limit } => format!("at most {limit} entries"),
            ValidationErrorKind::MinItems { limit } => format!("at least {limit} entries"),
            ValidationErrorKind::Maximum { limit } => format!("at most {limit}"),
            ValidationErrorKind::Minimum { limit } => format!("at least {limit}"),
            ValidationErrorKind::Pattern { pattern } => format!("a text that matches {pattern}"),
            ValidationErrorKind::Enum { options } => format!("one of {options}"),
            ValidationErrorKind::Constant { expected_value } => format!("{expected_value}"),
            ValidationErrorKind::Type { .. } => {
                let several = limit.as_array().into_iter().flatten().filter_map(Value::as_str);
                let names: Vec<_> = limit.as_str().into_iter().chain(several).collect();
                format!("of type {}", names.join(" or "))
            }
            _ => error.masked().to_string(),
        }
    }

    /// The rule of the schema at `path`, or of the nearest one around it.
    fn rule_at(&self, path: &str) -> Option<RuleId> {
        let mut path = path;
        loop {
            let here = self.source.pointer(path)?.get("x-rule").and_then(Value::as_str);
            if let Some(id) = here {
                return id.parse().ok();
            }
            path = path.rsplit_once('/')?.0;
        }
    }

    /// The rule of a property of the message's root, by the property's name.
    pub fn rule_of(&self, property: &str) -> Option<RuleId> {
        self.source.get("properties")?.get(property)?;
        self.rule_at(&format!("/properties/{property}"))
    }
}

/// Names of all properties that a schema marks as private.
pub fn private_fields() -> &'static BTreeSet<String> {
    static FIELDS: OnceLock<BTreeSet<String>> = OnceLock::new();
    FIELDS.get_or_init(|| {
        let mut names = BTreeSet::new();
        for message in Message::all() {
            collect_private(message.source(), &mut names);
        }
        names
    })
}

fn collect_private(schema: &Value, names: &mut BTreeSet<String>) {
    let properties = schema["properties"].as_object().into_iter().flatten();
    let private = properties.filter(|(_, property)| property["x-private"] == true);
    names.extend(private.map(|(name, _)| name.clone()));
    let members = schema.as_object().into_iter().flat_map(|object| object.values());
    let inner = members.chain(schema.as_array().into_iter().flatten());
    inner.for_each(|inner| collect_private(inner, names));
}
