//! Correct calls, made of fresh values. A step names only what differs from them.
//!
//! Identities begin with `fuhe` or `fh` and the run's id, so that whoever looks after the target knows whose they are.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Draw;
use crate::config::Fixtures;
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

/// A field whose value in a correct call may differ from the usual one, or that may be there besides. All of it is within
/// what the pages say, and most of it stands in their samples.
#[derive(Clone, Copy, Debug)]
pub struct Variation {
    /// The field.
    pub field: &'static str,
    /// Its value, as the features would write it.
    pub notation: &'static str,
    make: fn(&mut Draw) -> Value,
}

const fn vary(field: &'static str, notation: &'static str, make: fn(&mut Draw) -> Value) -> Variation {
    Variation { field, notation, make }
}

/// What optional fields hold in a call that has them all.
const OPTIONAL_OF_GATEWAY_USERS: &[Variation] = &[
    vary("biz_user_name", "\"测试2\"", |_| "测试2".into()),
    vary("biz_user_code", "18 × [0-9]", |draw| draw.digits(18).into()),
    vary("contract_type", "\"1\"", |_| "1".into()),
    vary("sign_type", "\"2\"", |_| "2".into()),
    vary("create_app", "false", |_| false.into()),
    vary("etc_user_no", "\"\"", |_| "".into()),
];

const OPTIONAL_OF_COURIER_USERS: &[Variation] = &[
    vary("empNo", "6 × [0-9]", |draw| draw.digits(6).into()),
    vary("userEmail", "8 × [a-z0-9] + \"@bb.com\"", |draw| {
        format!("{}@bb.com", draw.lower_alphanumeric(8)).into()
    }),
    vary("userStatus", "1", |_| 1.into()),
    vary("custId", "\"1234567890\"", |_| "1234567890".into()),
    vary("organizationName", "\"IT部\"", |_| "IT部".into()),
];

/// Other values that the required fields may have.
const OTHERS_OF_DESKTOP_USERS: &[Variation] = &[
    vary("biz_user_type", "1", |_| 1.into()),
    vary("biz_user_name", "\"张三\"", |_| "张三".into()),
    vary("biz_user_code", "9 × [0-9]", |draw| draw.digits(9).into()),
    vary("biz_user_code", "15 × [0-9]", |draw| draw.digits(15).into()),
    vary("biz_user_id", "\"fuhe\" + 6 × [a-z0-9]", short_id),
    vary("biz_user_id", "10 × [0-9]", |draw| draw.digits(10).into()),
];

const OTHERS_OF_GATEWAY_USERS: &[Variation] = &[
    vary("biz_user_type", "\"2\"", |_| "2".into()),
    vary("biz_user_id", "\"fuhe\" + 6 × [a-z0-9]", short_id),
    vary("biz_user_id", "10 × [0-9]", |draw| draw.digits(10).into()),
];

const OTHERS_OF_COURIER_USERS: &[Variation] = &[
    vary("userPhone", "\"150\" + 8 × [0-9]", |draw| {
        format!("150{}", draw.digits(8)).into()
    }),
    vary("userPhone", "10 × [0-9]", |draw| draw.digits(10).into()),
    vary("userRealName", "\"张三\"", |_| "张三".into()),
    vary("userNo", "\"fh\" + 10 × [a-z0-9]", |draw| {
        format!("fh{}", draw.lower_alphanumeric(10)).into()
    }),
    vary("userNo", "12 × [a-z]", |draw| {
        draw.from(&('a'..='z').collect::<Vec<_>>(), 12).into()
    }),
    vary("userNo", "12 × [0-9]", |draw| draw.digits(12).into()),
    vary("organizationCode", "\"IT01\"", |_| "IT01".into()),
];

/// What may be given as real and is not needed.
const WITHOUT: &[Variation] = &[
    vary("custId", "(absent)", |_| Value::Null),
    vary("organizationName", "(absent)", |_| Value::Null),
];

fn short_id(draw: &mut Draw) -> Value {
    format!("fuhe{}", draw.lower_alphanumeric(6)).into()
}

impl Variation {
    /// The optional fields of an operation that a correct call leaves out.
    pub const fn optional(operation: Operation) -> &'static [Self] {
        match operation {
            Operation::ClientUserSave => &[],
            Operation::UserSave => OPTIONAL_OF_GATEWAY_USERS,
            Operation::BatchSave => OPTIONAL_OF_COURIER_USERS,
        }
    }

    /// Other documented values of the fields that a correct call has.
    pub const fn others(operation: Operation) -> &'static [Self] {
        match operation {
            Operation::ClientUserSave => OTHERS_OF_DESKTOP_USERS,
            Operation::UserSave => OTHERS_OF_GATEWAY_USERS,
            Operation::BatchSave => OTHERS_OF_COURIER_USERS,
        }
    }

    /// The fields left out that only a target's fixtures put into a correct call.
    pub fn without(fixtures: &Fixtures) -> impl Iterator<Item = &'static Self> {
        let given = [!fixtures.cust_ids.is_empty(), fixtures.organization_name.is_some()];
        let pairs = WITHOUT.iter().zip(given);
        pairs.filter_map(|(variation, given)| given.then_some(variation))
    }

    /// True where a vendor may look the value up in books of its own (BS-50).
    pub fn is_looked_up(&self) -> bool {
        matches!(self.field, "custId" | "organizationName" | "organizationCode")
    }
}

/// The correct calls of a run: the usual ones, but where the vendor takes only others.
#[derive(Clone, Debug, Default)]
pub struct Bases(BTreeMap<Operation, Vec<&'static Variation>>);

impl Bases {
    /// Has the correct call of an operation differ from the usual one from now on.
    pub fn vary(&mut self, operation: Operation, variations: Vec<&'static Variation>) {
        self.0.insert(operation, variations);
    }

    /// The business parameters, or the row, of a correct call.
    pub fn call(&self, operation: Operation, draw: &mut Draw, fixtures: &Fixtures) -> Map<String, Value> {
        let mut params = match operation {
            Operation::BatchSave => base_row(draw, fixtures),
            _ => base_params(operation, draw),
        };
        for variation in self.0.get(&operation).into_iter().flatten() {
            match (variation.make)(draw) {
                Value::Null => params.shift_remove(variation.field),
                value => params.insert(variation.field.to_owned(), value),
            };
        }
        params
    }
}

fn into_map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
