//! Faults of the parameters (GU-02 to GU-08, GU-14).

use serde_json::json;

use crate::faults::{Mutant, policy, rules};
use crate::mock::Behaviour;
use crate::mock::behaviour::How;

const REQUEST: &str = "user.save.request";

fn pattern(b: &mut Behaviour, field: &str, pattern: &str) {
    b.requests
        .set(REQUEST, &format!("/properties/{field}/pattern"), json!(pattern));
}

fn at_least(b: &mut Behaviour, field: &str, length: u64) {
    b.requests
        .set(REQUEST, &format!("/properties/{field}/minLength"), json!(length));
}

/// GU-02 to GU-08: values that are refused although the documentation allows them.
pub(super) fn parameters() -> Vec<Mutant> {
    vec![
        policy(
            "gateway-id-of-ten-characters",
            rules!["GU-02"],
            "Short business ids collided with test data, so ten characters are required.",
            |b| at_least(b, "biz_user_id", 10),
        ),
        policy(
            "gateway-latin-name-of-a-hundred-letters",
            rules!["GU-03"],
            "A name in Latin letters is printed wider, and has room for a hundred of them.",
            |b| pattern(b, "biz_user_name", "^[ -~]{0,100}$|[^ -~]"),
        ),
        policy(
            "gateway-code-in-digits",
            rules!["GU-04"],
            "Codes are checked against the pattern of the old licences and cards, which had only digits.",
            |b| pattern(b, "biz_user_code", "^[0-9]*$"),
        ),
        policy(
            "gateway-code-of-eighteen-digits",
            rules!["GU-04"],
            "A code of digits alone is treated as an identity number, which has eighteen.",
            |b| pattern(b, "biz_user_code", "^[0-9]{0,18}$|[^0-9]"),
        ),
        policy(
            "gateway-code-of-eighteen-characters",
            rules!["GU-04", "GW-17"],
            "Since codes are unified they have eighteen characters, and longer ones are refused.",
            |b| {
                b.requests
                    .set(REQUEST, "/properties/biz_user_code/maxLength", json!(18));
            },
        ),
        policy(
            "gateway-name-as-for-desktop-users",
            rules!["GU-03", "GW-17"],
            "Both operations share one class, which has the limits of the other page.",
            |b| {
                b.requests
                    .set(REQUEST, "/properties/biz_user_name/maxLength", json!(32));
            },
        ),
        policy(
            "gateway-standard-contracts-only",
            rules!["GU-06", "GU-12"],
            "The other contracts are sold only by people, and no longer accepted here.",
            |b| b.requests.set(REQUEST, "/properties/contract_type/enum", json!(["1"])),
        ),
        policy(
            "gateway-contract-or-way-of-signing",
            rules!["GU-20"],
            "A contract has its own way of signing, so a call may not contain both.",
            |b| {
                b.requests
                    .set(REQUEST, "/not", json!({ "required": ["contract_type", "sign_type"] }));
            },
        ),
        policy(
            "gateway-create-app-must-be-false",
            rules!["GU-08", "GU-10", "GU-11", "GU-19"],
            "Applications are created in the console only, and the flag is refused.",
            |b| b.requests.set(REQUEST, "/properties/create_app/enum", json!([false])),
        ),
        policy(
            "gateway-create-app-must-be-true",
            rules!["GU-08", "GU-15"],
            "The flag became a marker: it is there and true, or it is not there.",
            |b| b.requests.set(REQUEST, "/properties/create_app/enum", json!([true])),
        ),
    ]
}

/// GW-26: required parameters that are null, and accepted.
pub(super) fn nulls() -> Vec<Mutant> {
    vec![
        policy(
            "gateway-null-id-passes",
            rules!["GW-26"],
            "The id is joined with that of the business before it is checked, and null becomes the text null.",
            |b| {
                b.gateway
                    .intake
                    .mend(REQUEST, "biz_user_id", How::IfNull(json!("null")));
            },
        ),
        policy(
            "gateway-null-type-passes",
            rules!["GW-26"],
            "The type is read into an enumeration, where null becomes the first of its values.",
            |b| b.gateway.intake.mend(REQUEST, "biz_user_type", How::IfNull(json!("1"))),
        ),
    ]
}

/// GU-14: values that are corrected although they should be refused.
pub(super) fn past_limits() -> Vec<Mutant> {
    vec![
        policy(
            "gateway-long-number-creates",
            rules!["GU-14"],
            "A number that is too long counts as missing, and a user is created.",
            |b| b.gateway.intake.mend(REQUEST, "etc_user_no", How::Otherwise(json!(""))),
        ),
        policy(
            "gateway-id-cut",
            rules!["GU-14"],
            "The database cuts what is too long, and reports it only in a warning.",
            |b| b.gateway.intake.mend(REQUEST, "biz_user_id", How::Cut(32)),
        ),
        policy(
            "gateway-name-cut",
            rules!["GU-14"],
            "Names are cut to the width of their column.",
            |b| b.gateway.intake.mend(REQUEST, "biz_user_name", How::Cut(255)),
        ),
        policy(
            "gateway-code-cut",
            rules!["GU-14"],
            "Codes are cut to the width of their column.",
            |b| b.gateway.intake.mend(REQUEST, "biz_user_code", How::Cut(50)),
        ),
        policy(
            "gateway-type-by-first-character",
            rules!["GU-14"],
            "The type is stored in a column of one character.",
            |b| b.gateway.intake.mend(REQUEST, "biz_user_type", How::First),
        ),
        policy(
            "gateway-contract-by-first-character",
            rules!["GU-14"],
            "The contract is stored in a column of one character.",
            |b| b.gateway.intake.mend(REQUEST, "contract_type", How::First),
        ),
        policy(
            "gateway-sign-type-by-first-character",
            rules!["GU-14"],
            "The way of signing is stored in a column of one character.",
            |b| b.gateway.intake.mend(REQUEST, "sign_type", How::First),
        ),
        policy(
            "gateway-type-else-enterprise",
            rules!["GU-14"],
            "Every undocumented type is an enterprise: a switch with a default.",
            |b| {
                b.gateway
                    .intake
                    .mend(REQUEST, "biz_user_type", How::Otherwise(json!("1")));
            },
        ),
        policy(
            "gateway-contract-else-none",
            rules!["GU-14"],
            "An unknown contract is dropped without notice.",
            |b| {
                b.gateway
                    .intake
                    .mend(REQUEST, "contract_type", How::Otherwise(json!("")));
            },
        ),
        policy(
            "gateway-sign-type-else-none",
            rules!["GU-14"],
            "An unknown way of signing is dropped without notice.",
            |b| b.gateway.intake.mend(REQUEST, "sign_type", How::Otherwise(json!(""))),
        ),
    ]
}
