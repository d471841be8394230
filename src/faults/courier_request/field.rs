//! Faults of the other fields of a row (BS-06 to BS-13, BS-27).

use serde_json::json;

use crate::faults::{Mutant, policy, rules};
use crate::mock::Behaviour;
use crate::mock::behaviour::How;

const ROW: &str = "batchSave.user";

pub(super) fn field(b: &mut Behaviour, name: &str, keyword: &str, value: serde_json::Value) {
    b.requests.set(ROW, &format!("/properties/{name}/{keyword}"), value);
}

/// BS-06 to BS-13: values that are refused although the documentation allows them.
pub(super) fn fields() -> Vec<Mutant> {
    vec![
        policy(
            "courier-name-by-default",
            rules!["BS-07"],
            "A name that is left out becomes a placeholder, so that the console has something to show.",
            |b| b.butler.intake.mend(ROW, "userRealName", How::IfAbsent(json!("-"))),
        ),
        policy(
            "courier-one-card",
            rules!["BS-10"],
            "The pattern fits only one card; the comma was forgotten.",
            |b| field(b, "custId", "pattern", json!("^[0-9]*$")),
        ),
        policy(
            "courier-cards-in-plural",
            rules!["BS-10"],
            "The pattern of a list asks for a comma, and one card has none.",
            |b| field(b, "custId", "pattern", json!(",")),
        ),
        policy(
            "courier-cards-in-255-characters",
            rules!["BS-10"],
            "The column of cards has the default width of columns.",
            |b| field(b, "custId", "maxLength", json!(255)),
        ),
        policy(
            "courier-new-user-must-be-enabled",
            rules!["BS-13"],
            "A new user should be usable, so a status that disables it is treated as a mistake.",
            |b| b.butler.accounts.may_begin_disabled = false,
        ),
        policy(
            "courier-organisation-in-fifty-characters",
            rules!["BS-11", "GW-17"],
            "The column of organisations has fifty characters.",
            |b| field(b, "organizationName", "maxLength", json!(50)),
        ),
        policy(
            "courier-organisation-code-in-64-characters",
            rules!["BS-12"],
            "Name and code of an organisation share a width.",
            |b| field(b, "organizationCode", "maxLength", json!(64)),
        ),
    ]
}

/// BS-06 to BS-13: fields that an update may not change, although the documentation allows it.
pub(super) fn unchangeable_fields() -> Vec<Mutant> {
    fn keep(b: &mut Behaviour, field: &'static str) {
        b.butler.accounts.unchangeable.push(field);
    }
    vec![
        policy(
            "courier-phone-unchangeable",
            rules!["BS-06"],
            "The phone number became the login, and an update may not change it.",
            |b| keep(b, "userPhone"),
        ),
        policy(
            "courier-name-unchangeable",
            rules!["BS-07"],
            "Names are verified against an identity card, and an update may not change them.",
            |b| keep(b, "userRealName"),
        ),
        policy(
            "courier-employee-number-unchangeable",
            rules!["BS-08"],
            "The employee number became a key, and an update may not change it.",
            |b| keep(b, "empNo"),
        ),
        policy(
            "courier-email-unchangeable",
            rules!["BS-09"],
            "The address is confirmed by mail, and an update may not change it.",
            |b| keep(b, "userEmail"),
        ),
        policy(
            "courier-cards-unchangeable",
            rules!["BS-10"],
            "Cards are assigned in the console, and an update may not change them.",
            |b| keep(b, "custId"),
        ),
        policy(
            "courier-organisation-unchangeable",
            rules!["BS-11"],
            "Organisations are named in the console, and an update may not change them.",
            |b| keep(b, "organizationName"),
        ),
        policy(
            "courier-organisation-code-unchangeable",
            rules!["BS-12"],
            "Users are moved between organisations in the console, and not by an update.",
            |b| keep(b, "organizationCode"),
        ),
        policy(
            "courier-status-unchangeable",
            rules!["BS-13"],
            "Users are disabled by a separate call, and not by an update any more.",
            |b| keep(b, "userStatus"),
        ),
    ]
}

/// BS-27: fields that are corrected or ignored although their row should be refused.
pub(super) fn past_limits() -> Vec<Mutant> {
    vec![
        policy(
            "courier-phone-cut",
            rules!["BS-27", "BS-26"],
            "A phone number that is too long is cut.",
            |b| b.butler.intake.mend(ROW, "userPhone", How::Cut(11)),
        ),
        policy(
            "courier-name-cut",
            rules!["BS-27", "BS-26"],
            "A name that is too long is cut.",
            |b| b.butler.intake.mend(ROW, "userRealName", How::Cut(20)),
        ),
        policy(
            "courier-employee-number-cut",
            rules!["BS-27"],
            "An employee number that is too long is cut.",
            |b| b.butler.intake.mend(ROW, "empNo", How::Cut(11)),
        ),
        policy(
            "courier-email-dropped",
            rules!["BS-27"],
            "An address that is too long is dropped without notice.",
            |b| b.butler.intake.mend(ROW, "userEmail", How::Otherwise(json!(""))),
        ),
        policy(
            "courier-very-long-email-passes",
            rules!["BS-27"],
            "A very long address is stored outside the table, where its length is not checked.",
            |b| {
                b.requests.remove(ROW, "/properties/userEmail/maxLength");
                field(
                    b,
                    "userEmail",
                    "anyOf",
                    json!([{ "maxLength": 60 }, { "minLength": 500 }]),
                );
            },
        ),
        policy(
            "courier-cards-cut",
            rules!["BS-27"],
            "A list of cards that is too long is cut, even inside a card.",
            |b| b.butler.intake.mend(ROW, "custId", How::Cut(4000)),
        ),
        policy(
            "courier-organisation-cut",
            rules!["BS-27"],
            "The name of an organisation is cut to what fits on a label.",
            |b| b.butler.intake.mend(ROW, "organizationName", How::Cut(64)),
        ),
        policy(
            "courier-organisation-code-cut",
            rules!["BS-27"],
            "The code of an organisation is cut to the width of its column.",
            |b| b.butler.intake.mend(ROW, "organizationCode", How::Cut(100)),
        ),
        policy(
            "courier-status-else-enabled",
            rules!["BS-27", "BS-26"],
            "An unknown status is treated as the default.",
            |b| b.butler.intake.mend(ROW, "userStatus", How::Otherwise(json!(1))),
        ),
        policy(
            "courier-status-by-first-digit",
            rules!["BS-27"],
            "The status is stored in a column of one digit.",
            |b| b.butler.intake.mend(ROW, "userStatus", How::FirstDigit),
        ),
        policy(
            "courier-third-party-id-dropped",
            rules!["BS-27"],
            "A third-party id that is too long is dropped, and its account is treated like any other.",
            |b| b.butler.intake.mend(ROW, "thirdPlatformId", How::Otherwise(json!(""))),
        ),
        policy(
            "courier-updates-unchecked",
            rules!["BS-27", "BS-26"],
            "An update accepts everything: the checks belong to the creation only.",
            |b| b.butler.rows.updates_unchecked = true,
        ),
        policy(
            "courier-bad-rows-saved",
            rules!["BS-27"],
            "Rows are saved before they are checked, and a refusal does not roll back.",
            |b| b.butler.rows.saves_bad_rows = true,
        ),
    ]
}
