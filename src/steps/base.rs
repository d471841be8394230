//! Correct calls, made of fresh values as the schemas have them. A step names only what differs from them.
//!
//! Identities begin with a prefix and the run's id, so that whoever looks after the target knows whose they are.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Draw;
use crate::config::Fixtures;
use crate::contract::{Field, Made, Notation, Operation, Sample};

/// A field whose value in a correct call may differ from the usual one, or that may be there besides. All of it is within
/// what the pages say, and most of it stands in their samples.
#[derive(Clone, Copy, Debug)]
pub struct Variation {
    /// The field.
    pub field: &'static Field,
    /// Its value; `None` to leave it out.
    sample: Option<&'static Sample>,
    /// The line of a target file that asks for this form, where it is only another form of the usual value.
    pub line: Option<&'static str>,
}

impl Variation {
    /// The optional fields of an operation that a correct call leaves out.
    pub fn optional(operation: Operation) -> impl Iterator<Item = Self> {
        let fields = operation.fields().fields().iter();
        fields.filter_map(|field| Some(Self::of(field, field.sample.as_ref()?)))
    }

    /// Other documented values of the fields that a correct call has.
    pub fn others(operation: Operation) -> impl Iterator<Item = Self> {
        let fields = operation.fields().fields().iter();
        fields.flat_map(|field| field.others.iter().map(|other| Self::of(field, other)))
    }

    /// Other forms of the values that a correct call has.
    pub fn forms(operation: Operation) -> impl Iterator<Item = Self> {
        let fields = operation.fields().fields().iter();
        fields.flat_map(|field| {
            let forms = field.forms.iter();
            forms.map(|(line, form)| Self {
                line: Some(line),
                ..Self::of(field, form)
            })
        })
    }

    /// The fields left out that only a target's fixtures put into a correct call.
    pub fn without(operation: Operation, fixtures: &Fixtures) -> impl Iterator<Item = Self> {
        let fields = operation.fields().fields().iter().filter(|field| !field.required);
        let given = fields.filter(|field| field.fixture.and_then(|key| fixtures.value(key)).is_some());
        given.map(|field| Self {
            field,
            sample: None,
            line: None,
        })
    }

    const fn of(field: &'static Field, sample: &'static Sample) -> Self {
        Self {
            field,
            sample: Some(sample),
            line: None,
        }
    }

    /// The value, as the features would write it.
    pub fn notation(&self) -> &'static str {
        self.sample.map_or("(absent)", |sample| sample.text)
    }

    fn source(&self) -> &'static Notation {
        self.sample.map_or(&Notation::Absent, |sample| &sample.notation)
    }
}

/// The correct calls of a run: the usual ones, but where the vendor accepts only others.
#[derive(Clone, Debug, Default)]
pub struct Bases(BTreeMap<Operation, Vec<Variation>>);

impl Bases {
    /// Has the correct call of an operation differ from the usual one from now on.
    pub fn vary(&mut self, operation: Operation, variations: Vec<Variation>) {
        self.0.insert(operation, variations);
    }

    /// The correct calls of other operations as well.
    pub(super) fn add(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// The fields of a correct call: business parameters, a row, or members of the body. The documentation has nothing
    /// against it: all fields that are required, and no others. What a vendor may look up comes from the target's
    /// fixtures, where it has them (BS-50).
    pub fn call(&self, operation: Operation, draw: &mut Draw, fixtures: &Fixtures) -> Map<String, Value> {
        let variations = self.0.get(&operation).map(Vec::as_slice).unwrap_or_default();
        let fields = operation.fields().fields();
        let sources: Vec<(&str, Source)> = fields
            .iter()
            .map(|field| (field.name, Source::of(field, variations, fixtures)))
            .collect();
        let mut params = Map::new();
        // A code depends on the other fields, so it is made when these are known; the order of the page is restored then.
        for waits in [false, true] {
            for (name, source) in sources.iter().filter(|(_, source)| source.waits() == waits) {
                let value = source.value(draw, &params);
                params.extend(value.map(|value| ((*name).to_owned(), value)));
            }
        }
        let ordered = fields.iter().filter_map(|field| params.shift_remove_entry(field.name));
        ordered.collect()
    }
}

/// Where the value of a field comes from.
enum Source {
    Fixture(String),
    Notation(&'static Notation),
}

impl Source {
    fn of(field: &'static Field, variations: &[Variation], fixtures: &Fixtures) -> Self {
        let varied = variations.iter().rfind(|variation| variation.field.name == field.name);
        if let Some(variation) = varied {
            return Self::Notation(variation.source());
        }
        match field.fixture.and_then(|key| fixtures.value(key)) {
            Some(real) => Self::Fixture(real),
            None => Self::Notation(field.base.as_ref().map_or(&Notation::Absent, |base| &base.notation)),
        }
    }

    const fn waits(&self) -> bool {
        matches!(self, Self::Notation(Notation::Made { kind: Made::Code, .. }))
    }

    fn value(&self, draw: &mut Draw, fields: &Map<String, Value>) -> Option<Value> {
        match self {
            Self::Fixture(real) => Some(real.as_str().into()),
            Self::Notation(notation) => draw.value(notation, fields),
        }
    }
}
