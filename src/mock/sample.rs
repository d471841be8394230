//! What the embedded vendor answers where an operation has no code of its own: the samples of its answer schema.

use serde_json::{Map, Value};

use crate::contract::{Message, Notation};

/// An answer with every required field, each with its `x-sample`.
pub(super) fn sample(answer: Message) -> Value {
    let schema = answer.source();
    let required = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    let fields = required.filter_map(|name| {
        let sample = schema["properties"][name]["x-sample"].as_str()?;
        match sample.parse() {
            Ok(Notation::Json(value)) => Some((name.to_owned(), value)),
            _ => None,
        }
    });
    Value::Object(fields.collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Operation;

    #[test]
    fn a_sample_is_what_the_schema_asks_for() {
        for operation in Operation::all() {
            let answer = operation.answer();
            let sample = sample(answer);
            assert_eq!(answer.schema().violations(&sample), [], "{operation}: {sample}");
        }
    }
}
