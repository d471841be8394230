//! What the gateway asks of a user beyond its pages, as far as the call alone shows it (CU-11, GU-23).

use serde_json::{Map, Value};

use super::Refusal;
use super::code::{is_credit_code, is_identity_number};
use crate::mock::behaviour::{Reason, UserChecks};
use crate::mock::name;

/// Looks at the form of name and code, where they say something: what is empty or blank is another question's business.
pub(super) fn check_forms(checks: UserChecks, fields: &Map<String, Value>) -> Result<(), Refusal> {
    let name = said(fields, "biz_user_name");
    if let Some(name) = name.filter(|name| name::is_refused(name, checks.names)) {
        return Err(invalid("biz_user_name", name));
    }
    let code = said(fields, "biz_user_code").filter(|_| checks.codes);
    if let Some(code) = code.filter(|code| !fits_type(code, fields.get("biz_user_type"))) {
        return Err(invalid("biz_user_code", code));
    }
    Ok(())
}

/// A parameter that is a text and says something.
pub(super) fn said<'f>(fields: &'f Map<String, Value>, name: &str) -> Option<&'f str> {
    let text = fields.get(name).and_then(Value::as_str);
    text.filter(|text| !text.trim().is_empty())
}

/// Whether a user of this type can have the code. One page writes the types as numbers, the other as texts.
fn fits_type(code: &str, user_type: Option<&Value>) -> bool {
    let number = user_type.and_then(|value| value.as_i64().or_else(|| value.as_str()?.parse().ok()));
    match number {
        Some(1) => is_credit_code(code),
        Some(2) => is_identity_number(code),
        // A type without a meaning has no form of codes.
        _ => true,
    }
}

fn invalid(name: &str, value: &str) -> Refusal {
    Refusal {
        reason: Reason::Invalid,
        name: name.to_owned(),
        value: value.to_owned(),
    }
}
