//! Faults of `client.user.save` (CU).

use serde_json::json;

use super::{Mutant, answer, policy, rules};
use crate::mock::Behaviour;
use crate::mock::answer::{Change, Which};
use crate::mock::behaviour::{How, Identity, Numbering, Reading};

const REQUEST: &str = "client.user.save.request";
fn success() -> Which {
    Which::successes("client.user.save")
}

/// Every written mutant of `client.user.save`.
pub(super) fn mutants() -> Vec<Mutant> {
    [parameters(), nulls(), past_limits(), answers(), numbers()].concat()
}

fn pattern(b: &mut Behaviour, field: &str, pattern: &str) {
    b.requests
        .set(REQUEST, &format!("/properties/{field}/pattern"), json!(pattern));
}

fn at_least(b: &mut Behaviour, field: &str, length: u64) {
    b.requests
        .set(REQUEST, &format!("/properties/{field}/minLength"), json!(length));
}

/// CU-01 to CU-04: values that are refused although the documentation allows them, and an empty type that is accepted.
fn parameters() -> Vec<Mutant> {
    vec![
        policy(
            "desktop-id-of-ten-characters",
            rules!["CU-01"],
            "Short business ids collided with test data, so ten characters are required.",
            |b| at_least(b, "biz_user_id", 10),
        ),
        policy(
            "desktop-type-empty-passes",
            rules!["CU-02"],
            "An empty string becomes the type's default when it is parsed as an int.",
            |b| b.gateway.intake.mend(REQUEST, "biz_user_type", How::IfEmpty(json!(1))),
        ),
        policy(
            "desktop-latin-name-of-twenty-letters",
            rules!["CU-03"],
            "A name in Latin letters is printed wider, and has room for twenty of them.",
            |b| pattern(b, "biz_user_name", "^[ -~]{0,20}$|[^ -~]"),
        ),
        policy(
            "desktop-code-in-digits",
            rules!["CU-04"],
            "Codes are checked against the pattern of the old identity cards, which had only digits.",
            |b| pattern(b, "biz_user_code", "^[0-9]*$"),
        ),
        policy(
            "desktop-code-of-eighteen-digits",
            rules!["CU-04"],
            "A code of digits alone is treated as an identity number, which has eighteen.",
            |b| pattern(b, "biz_user_code", "^[0-9]{0,18}$|[^0-9]"),
        ),
    ]
}

/// GW-26: required parameters that are null, and accepted.
fn nulls() -> Vec<Mutant> {
    vec![
        policy(
            "desktop-null-id-passes",
            rules!["GW-26"],
            "The id is joined with that of the business before it is checked, and null becomes the text null.",
            |b| {
                b.gateway
                    .intake
                    .mend(REQUEST, "biz_user_id", How::IfNull(json!("null")));
            },
        ),
        policy(
            "desktop-null-type-passes",
            rules!["GW-26"],
            "The type is read into an enumeration, where null becomes the first of its values.",
            |b| b.gateway.intake.mend(REQUEST, "biz_user_type", How::IfNull(json!(1))),
        ),
        policy(
            "desktop-null-name-passes",
            rules!["GW-26"],
            "A name that is null becomes a dash, so that the console has something to show.",
            |b| b.gateway.intake.mend(REQUEST, "biz_user_name", How::IfNull(json!("-"))),
        ),
        policy(
            "desktop-null-code-passes",
            rules!["GW-26"],
            "The code is turned into a text before it is checked, and null becomes the text null.",
            |b| {
                b.gateway
                    .intake
                    .mend(REQUEST, "biz_user_code", How::IfNull(json!("null")));
            },
        ),
    ]
}

/// CU-07: values that are corrected although they should be refused.
fn past_limits() -> Vec<Mutant> {
    vec![
        policy(
            "desktop-id-cut",
            rules!["CU-07"],
            "The database cuts what is too long, and reports it only in a warning.",
            |b| b.gateway.intake.mend(REQUEST, "biz_user_id", How::Cut(32)),
        ),
        policy(
            "desktop-name-cut",
            rules!["CU-07"],
            "Names are cut to what the desktop client can show.",
            |b| b.gateway.intake.mend(REQUEST, "biz_user_name", How::Cut(32)),
        ),
        policy(
            "desktop-code-cut",
            rules!["CU-07"],
            "Codes are cut to the width of their column.",
            |b| b.gateway.intake.mend(REQUEST, "biz_user_code", How::Cut(32)),
        ),
        policy(
            "desktop-type-folded",
            rules!["CU-07"],
            "The type is parsed as a long and cast to an int, which keeps the low 32 bits.",
            |b| b.gateway.intake.mend(REQUEST, "biz_user_type", How::Fold32),
        ),
        policy(
            "desktop-type-by-first-digit",
            rules!["CU-07"],
            "The type is stored in a column of one character.",
            |b| b.gateway.intake.mend(REQUEST, "biz_user_type", How::FirstDigit),
        ),
        policy(
            "desktop-type-without-sign",
            rules!["CU-07"],
            "The type is stored in an unsigned column, after its sign was dropped.",
            |b| b.gateway.intake.mend(REQUEST, "biz_user_type", How::Magnitude),
        ),
        policy(
            "desktop-type-else-individual",
            rules!["CU-07"],
            "Everything that is not an enterprise is an individual: an if with an else.",
            |b| {
                b.gateway
                    .intake
                    .mend(REQUEST, "biz_user_type", How::Others(&[0, 1, 2], 2));
            },
        ),
    ]
}

/// CU-05, CU-06: the code and data of a success.
fn answers() -> Vec<Mutant> {
    let code = |name: &str, why: &str, code: &str| {
        answer(name, rules!["CU-06"], why, success(), Change::Set("/code", json!(code)))
    };
    vec![
        answer(
            "desktop-number-in-camel-case",
            rules!["CU-05"],
            "The new JSON library writes the names of the class's properties.",
            success(),
            Change::Rename("/data/client_user_no", "clientUserNo"),
        ),
        answer(
            "desktop-number-beside-data",
            rules!["CU-05"],
            "The answer was flattened for a new version of the client.",
            success(),
            Change::Move("/data/client_user_no", "/client_user_no"),
        ),
        answer(
            "desktop-number-nested",
            rules!["CU-05"],
            "The number is inside an object now, for future extensions.",
            success(),
            Change::Set("/data/client_user_no", json!({ "value": "E001P00000001" })),
        ),
        code(
            "desktop-success-0",
            "Success became 0 when codes were unified across products.",
            "0",
        ),
        code(
            "desktop-success-200",
            "Success became the HTTP status when codes were cleaned up.",
            "200",
        ),
        code(
            "desktop-success-0000",
            "Success has four zeros in the newer operations.",
            "0000",
        ),
    ]
}

/// CU-10: different users, different numbers.
fn numbers() -> Vec<Mutant> {
    vec![
        policy(
            "desktop-users-ignoring-case",
            rules!["CU-10"],
            "Business ids moved to a table whose collation treats upper and lower case as equal.",
            |b| b.gateway.desktop_users.identity.reading = Reading::IgnoringCase,
        ),
        policy(
            "desktop-users-by-name",
            rules!["CU-10"],
            "Users are looked up by name if the id is new.",
            |b| {
                b.gateway.desktop_users.identity = Identity {
                    fields: &["biz_user_name"],
                    reading: Reading::Exact,
                };
            },
        ),
        policy(
            "desktop-users-by-name-and-type",
            rules!["CU-10"],
            "Users are looked up by name and type if the id is new.",
            |b| {
                b.gateway.desktop_users.identity = Identity {
                    fields: &["biz_user_name", "biz_user_type"],
                    reading: Reading::Exact,
                };
            },
        ),
        policy(
            "desktop-numbers-begin-anew",
            rules!["CU-10"],
            "The counter for the numbers is small, and starts again.",
            |b| b.gateway.desktop_users.numbers = Numbering::Cycling("E001P", 16),
        ),
        policy(
            "desktop-numbers-differ-in-case",
            rules!["CU-10"],
            "Numbers are written in an alphabet where case matters, although people read them aloud.",
            |b| b.gateway.desktop_users.numbers = Numbering::ByCase,
        ),
        policy(
            "desktop-numbers-differ-in-blanks",
            rules!["CU-10"],
            "Numbers are padded with spaces to make them unique in a column of fixed width.",
            |b| b.gateway.desktop_users.numbers = Numbering::ByBlanks("E001P", 1),
        ),
    ]
}
