//! Correct calls, made of fresh values. A step names only what differs from them.
//!
//! Identities begin with `fuhe` or `fh` and the run's id, so that whoever looks after the target knows whose they are.

use serde_json::{Map, Value, json};

use super::Draw;
use crate::target::Fixtures;
use crate::wire::Operation;

/// Business parameters that the documentation has nothing against: all that are required, and no others.
pub fn base_params(operation: Operation, draw: &mut Draw) -> Map<String, Value> {
    let id = draw.identity("fuhe");
    let params = match operation {
        Operation::ClientUserSave => json!({
            "biz_user_id": id,
            "biz_user_type": 2,
            "biz_user_name": "Zhang San",
            "biz_user_code": draw.digits(18),
        }),
        _ => json!({
            "biz_user_id": id,
            "biz_user_type": "1",
        }),
    };
    into_map(params)
}

/// A row of `batchSave` that the documentation has nothing against. What a vendor may look up comes from the target's
/// fixtures, where it has them (BS-50).
pub fn base_row(draw: &mut Draw, fixtures: &Fixtures) -> Map<String, Value> {
    let mut row = into_map(json!({
        "userNo": draw.identity("fh"),
        "userPhone": format!("13{}", draw.digits(9)),
        "userRealName": "Zhang San",
        "organizationCode": fixtures.organization_code.as_deref().unwrap_or("IT0001"),
    }));
    if let Some(name) = &fixtures.organization_name {
        row.insert("organizationName".to_owned(), name.as_str().into());
    }
    if !fixtures.cust_ids.is_empty() {
        row.insert("custId".to_owned(), fixtures.cust_ids.join(",").into());
    }
    row
}

fn into_map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
