//! What an answer of the courier says, read more tolerantly than its pages have it.

use serde_json::{Map, Value};

/// True where an answer says that everything was done: `"ok"` and its like, in any case, or `true` (BS-20).
pub fn says_ok(body: &Map<String, Value>) -> bool {
    match body.get("succ") {
        Some(Value::String(succ)) => succ.to_ascii_lowercase().starts_with("ok"),
        succ => succ == Some(&Value::Bool(true)),
    }
}
