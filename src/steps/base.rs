//! Correct calls, made of fresh values as the schemas have them. A step names only what differs from them.
//!
//! Identities begin with a prefix and the run's id, so that whoever looks after the target knows whose they are.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Draw;
use crate::config::Fixtures;
use crate::contract::{Field, Notation, Operation, Sample};

/// The fields of a call that the documentation has nothing against: all that are required, and no others. What a vendor
/// may look up comes from the target's fixtures, where it has them (BS-50).
fn usual(operation: Operation, draw: &mut Draw, fixtures: &Fixtures) -> Map<String, Value> {
    let fields = operation.fields().fields().iter();
    let values = fields.filter_map(|field| {
        let real = field.fixture.and_then(|key| fixtures.value(key)).map(Value::from);
        let value = real.or_else(|| draw.value(&field.base.as_ref()?.notation))?;
        Some((field.name.to_owned(), value))
    });
    values.collect()
}

/// A field whose value in a correct call may differ from the usual one, or that may be there besides. All of it is within
/// what the pages say, and most of it stands in their samples.
#[derive(Clone, Copy, Debug)]
pub struct Variation {
    /// The field.
    pub field: &'static Field,
    /// Its value; `None` to leave it out.
    sample: Option<&'static Sample>,
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

    /// The fields left out that only a target's fixtures put into a correct call.
    pub fn without(operation: Operation, fixtures: &Fixtures) -> impl Iterator<Item = Self> {
        let fields = operation.fields().fields().iter().filter(|field| !field.required);
        let given = fields.filter(|field| field.fixture.and_then(|key| fixtures.value(key)).is_some());
        given.map(|field| Self { field, sample: None })
    }

    const fn of(field: &'static Field, sample: &'static Sample) -> Self {
        Self {
            field,
            sample: Some(sample),
        }
    }

    /// The value, as the features would write it.
    pub fn notation(&self) -> &'static str {
        self.sample.map_or("(absent)", |sample| sample.text)
    }

    fn value(&self, draw: &mut Draw) -> Option<Value> {
        draw.value(self.sample.map_or(&Notation::Absent, |sample| &sample.notation))
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

    /// The fields of a correct call: business parameters, a row, or members of the body.
    pub fn call(&self, operation: Operation, draw: &mut Draw, fixtures: &Fixtures) -> Map<String, Value> {
        let mut params = usual(operation, draw, fixtures);
        for variation in self.0.get(&operation).into_iter().flatten() {
            match variation.value(draw) {
                None => params.shift_remove(variation.field.name),
                Some(value) => params.insert(variation.field.name.to_owned(), value),
            };
        }
        params
    }
}
