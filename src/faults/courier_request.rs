//! Faults of `batchSave` in what it accepts and refuses (BS-01 to BS-14, BS-27).

use serde_json::json;

use super::{Mutant, policy, rules};
use crate::mock::Behaviour;
use crate::mock::behaviour::{CompanyCheck, DerivedCheck, Hash, How};

const REQUEST: &str = "batchSave.request";
const ROW: &str = "batchSave.user";

/// Every written mutant of `batchSave`'s requests.
pub(super) fn mutants() -> Vec<Mutant> {
    [
        companies_and_types(),
        lists(),
        accounts(),
        wrong_accounts(),
        fields(),
        unchangeable_fields(),
        derived_accounts(),
        past_limits(),
        wrong_derivations(),
    ]
    .concat()
}

/// BS-01, BS-02: company and type.
fn companies_and_types() -> Vec<Mutant> {
    vec![
        policy(
            "courier-empty-company-passes",
            rules!["BS-01"],
            "An empty company is replaced by the one that signed.",
            |b| {
                b.requests.remove(REQUEST, "/properties/companyId/minLength");
                b.butler.companies = CompanyCheck::OwnOrEmpty;
            },
        ),
        policy(
            "courier-other-types-update",
            rules!["BS-02"],
            "Everything that is not a creation is an update: an if with an else.",
            |b| {
                b.requests.remove(REQUEST, "/properties/type/enum");
                b.requests.drop_required(REQUEST, "type");
                b.butler.other_types_update = true;
            },
        ),
        policy(
            "courier-type-3-updates",
            rules!["BS-02"],
            "A third type is accepted already, for a feature that is not released yet, and updates.",
            |b| {
                b.requests.set(REQUEST, "/properties/type/enum", json!([1, 2, 3]));
                b.butler.other_types_update = true;
            },
        ),
        policy(
            "courier-type-by-first-digit",
            rules!["BS-02"],
            "The type is stored in a column of one character.",
            |b| b.butler.intake.mend(REQUEST, "type", How::FirstDigit),
        ),
        policy(
            "courier-type-without-sign",
            rules!["BS-02"],
            "The type is stored in an unsigned column, after its sign was dropped.",
            |b| b.butler.intake.mend(REQUEST, "type", How::Magnitude),
        ),
    ]
}

/// BS-03, BS-04: the list.
fn lists() -> Vec<Mutant> {
    vec![
        policy(
            "courier-saves-first-row-only",
            rules!["BS-03", "BS-04", "BS-25"],
            "The loop over the rows returns after the first.",
            |b| b.butler.rows.saves_at_most = Some(1),
        ),
        policy(
            "courier-saves-fifty-rows",
            rules!["BS-04"],
            "Rows are saved in pages of fifty, but only the first page is saved.",
            |b| b.butler.rows.saves_at_most = Some(50),
        ),
        policy(
            "courier-takes-99-rows",
            rules!["BS-04"],
            "The number of rows is compared with < instead of <=.",
            |b| b.butler.max_rows = Some(99),
        ),
        policy(
            "courier-takes-fifty-rows",
            rules!["BS-04"],
            "The limit was halved after an incident, and the documentation was not changed.",
            |b| b.butler.max_rows = Some(50),
        ),
    ]
}

/// The pattern of accounts becomes another.
fn account(b: &mut Behaviour, pattern: &str) {
    b.requests.set(ROW, "/properties/userNo/pattern", json!(pattern));
}

/// BS-05: accounts.
fn accounts() -> Vec<Mutant> {
    vec![
        policy(
            "courier-account-of-seven-characters",
            rules!["BS-05"],
            "The lower bound of the length is compared with > instead of >=.",
            |b| account(b, "^[a-z0-9]{7,20}$"),
        ),
        policy(
            "courier-account-of-nineteen-characters",
            rules!["BS-05"],
            "The upper bound of the length is compared with < instead of <=.",
            |b| account(b, "^[a-z0-9]{6,19}$"),
        ),
        policy(
            "courier-account-begins-with-letter",
            rules!["BS-05"],
            "Accounts are checked against the usual pattern of names, which begin with a letter.",
            |b| account(b, "^[a-z][a-z0-9]{5,19}$"),
        ),
        policy(
            "courier-short-account-of-letters",
            rules!["BS-05"],
            "Short accounts of letters only are reserved for words.",
            |b| field(b, "userNo", "not", json!({ "pattern": "^[a-z]{6,7}$" })),
        ),
        policy(
            "courier-short-account-of-digits",
            rules!["BS-05"],
            "Short accounts of digits only are treated as employee numbers.",
            |b| field(b, "userNo", "not", json!({ "pattern": "^[0-9]{6,7}$" })),
        ),
        policy(
            "courier-account-of-digits-then-letters",
            rules!["BS-05"],
            "Digits followed by letters are treated as a quantity with its unit.",
            |b| field(b, "userNo", "not", json!({ "pattern": "^[0-9]+[a-z]+$" })),
        ),
        policy(
            "courier-account-loses-zeros",
            rules!["BS-05"],
            "An account of digits is stored as a number, which has no leading zeros.",
            |b| b.butler.accounts.stored_as_numbers = true,
        ),
        policy(
            "courier-empty-account-passes",
            rules!["BS-05"],
            "The pattern is checked only if there is a value.",
            |b| {
                b.requests.remove(ROW, "/properties/userNo/minLength");
                account(b, "^([a-z0-9]{6,20})?$");
            },
        ),
    ]
}

/// BS-27: accounts that are accepted although they are not documented.
fn wrong_accounts() -> Vec<Mutant> {
    vec![
        policy(
            "courier-account-of-five-characters",
            rules!["BS-27", "BS-26"],
            "The lower bound of the length is one less than documented.",
            |b| account(b, "^[a-z0-9]{5,20}$"),
        ),
        policy(
            "courier-account-of-21-characters",
            rules!["BS-27"],
            "The upper bound of the length is one more than documented.",
            |b| account(b, "^[a-z0-9]{6,21}$"),
        ),
        policy(
            "courier-account-of-fifty-characters",
            rules!["BS-27"],
            "The limit was copied from the type column and not from the description: fifty characters.",
            |b| account(b, "^[a-z0-9]{6,50}$"),
        ),
        policy(
            "courier-account-in-capitals",
            rules!["BS-27"],
            "The pattern is checked without regard to case.",
            |b| account(b, "^[a-zA-Z0-9]{6,20}$"),
        ),
        policy(
            "courier-account-lowered",
            rules!["BS-27"],
            "Upper-case letters are turned into lower-case instead of being refused.",
            |b| b.butler.intake.mend(ROW, "userNo", How::LowerCase),
        ),
        policy(
            "courier-account-without-blanks",
            rules!["BS-27"],
            "Spaces are removed instead of being refused.",
            |b| b.butler.intake.mend(ROW, "userNo", How::DropBlanks),
        ),
        policy(
            "courier-account-with-signs",
            rules!["BS-27"],
            "Hyphens, underscores and dots are allowed, as in the login names of another product.",
            |b| account(b, "^[a-z0-9._-]{6,20}$"),
        ),
        policy(
            "courier-account-in-any-script",
            rules!["BS-27"],
            "The pattern asks for letters and digits, and accepts those of every script.",
            |b| account(b, r"^[\p{Ll}\p{Lo}\p{Nd}]{6,20}$"),
        ),
    ]
}

fn field(b: &mut Behaviour, name: &str, keyword: &str, value: serde_json::Value) {
    b.requests.set(ROW, &format!("/properties/{name}/{keyword}"), value);
}

/// BS-06 to BS-13: values that are refused although the documentation allows them.
fn fields() -> Vec<Mutant> {
    vec![
        policy(
            "courier-phone-of-one-network",
            rules!["BS-06"],
            "Phone numbers are checked against the ranges that networks had ten years ago.",
            |b| field(b, "userPhone", "pattern", json!("^13")),
        ),
        policy(
            "courier-name-by-default",
            rules!["BS-07"],
            "A name that is left out becomes a placeholder, so that the console has something to show.",
            |b| b.butler.intake.mend(ROW, "userRealName", How::IfAbsent(json!("-"))),
        ),
        policy(
            "courier-name-of-two-characters",
            rules!["BS-07"],
            "A name of one character is treated as a typing error.",
            |b| field(b, "userRealName", "minLength", json!(2)),
        ),
        policy(
            "courier-employee-number-of-six-characters",
            rules!["BS-08"],
            "Employee numbers are checked against the sample, which has six characters.",
            |b| field(b, "empNo", "minLength", json!(6)),
        ),
        policy(
            "courier-email-of-six-characters",
            rules!["BS-09"],
            "An address of six characters is treated as a typing error.",
            |b| field(b, "userEmail", "minLength", json!(7)),
        ),
        policy(
            "courier-email-ends-in-com",
            rules!["BS-09"],
            "Addresses are checked against a pattern that accepts one domain only.",
            |b| field(b, "userEmail", "pattern", json!(r"\.com$")),
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
            "courier-organisation-of-two-characters",
            rules!["BS-11"],
            "An organisation of one character is treated as a typing error.",
            |b| field(b, "organizationName", "minLength", json!(2)),
        ),
        policy(
            "courier-organisation-in-chinese",
            rules!["BS-11"],
            "The name of an organisation is checked against a pattern of Chinese characters.",
            |b| field(b, "organizationName", "pattern", json!(r"[^\x00-\x7f]")),
        ),
        policy(
            "courier-organisation-in-fifty-characters",
            rules!["BS-11", "GW-17"],
            "The column of organisations has fifty characters.",
            |b| field(b, "organizationName", "maxLength", json!(50)),
        ),
        policy(
            "courier-organisation-code-of-six-characters",
            rules!["BS-12"],
            "Codes of organisations are checked against the sample, which has six characters.",
            |b| field(b, "organizationCode", "minLength", json!(6)),
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
fn unchangeable_fields() -> Vec<Mutant> {
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

/// BS-14: accounts that are derived correctly, and refused.
fn derived_accounts() -> Vec<Mutant> {
    fn hash_by(b: &mut Behaviour, hash: Hash) {
        b.butler.derivation.hashes = vec![hash];
    }
    vec![
        policy(
            "courier-derived-of-seven-characters",
            rules!["BS-14"],
            "A derived account of six characters is treated as one whose hash was cut.",
            |b| b.butler.derivation.shortest = 7,
        ),
        policy(
            "courier-third-party-id-not-in-updates",
            rules!["BS-14"],
            "A user's third-party id never changes, so an update may not carry it.",
            |b| b.butler.accounts.not_in_updates.push("thirdPlatformId"),
        ),
        policy(
            "courier-derived-without-abs",
            rules!["BS-14", "BS-27"],
            "The absolute value was forgotten when the derivation was rewritten.",
            |b| hash_by(b, Hash::Signed),
        ),
        policy(
            "courier-derived-with-mask",
            rules!["BS-14"],
            "The sign bit is masked away, which is not the absolute value.",
            |b| hash_by(b, Hash::Masked),
        ),
        policy(
            "courier-derived-by-bytes",
            rules!["BS-14", "BS-27", "GW-17"],
            "The hash is computed from the UTF-8 bytes, after a move to another language.",
            |b| hash_by(b, Hash::Utf8),
        ),
        policy(
            "courier-derived-by-long",
            rules!["BS-14", "BS-27"],
            "The hash is kept in 64 bits, and never wraps.",
            |b| hash_by(b, Hash::Long),
        ),
        policy(
            "courier-derived-by-small-letters",
            rules!["BS-14"],
            "The id is turned into lower-case before it is hashed.",
            |b| hash_by(b, Hash::SmallLetters),
        ),
        policy(
            "courier-derived-by-head",
            rules!["BS-14", "GW-17"],
            "The id is cut to the 32 characters of another table before it is hashed.",
            |b| hash_by(b, Hash::Head),
        ),
        policy(
            "courier-derived-by-first-row",
            rules!["BS-14", "BS-27"],
            "The id is read outside the loop, so the first row's decides about all.",
            |b| b.butler.derivation.check = DerivedCheck::FirstRowsId,
        ),
        policy(
            "courier-derived-under-old-name",
            rules!["BS-14", "BS-25", "BS-27"],
            "The company was renamed, and its accounts are still derived from its old name.",
            |b| {
                // Otherwise the old name could not be distinguished from a wrong one in the target file.
                b.butler.derivation.told_initials = Some("sfc".to_owned());
                b.butler.derivation.initials = vec!["sfk".to_owned()];
            },
        ),
    ]
}

/// BS-27: fields that are corrected or ignored although their row should be refused.
fn past_limits() -> Vec<Mutant> {
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

/// BS-27: accounts that are derived wrongly, and accepted.
fn wrong_derivations() -> Vec<Mutant> {
    fn compare(b: &mut Behaviour, check: DerivedCheck) {
        b.butler.derivation.check = check;
    }
    fn take_also(b: &mut Behaviour, hash: Hash) {
        b.butler.derivation.hashes.push(hash);
    }
    vec![
        policy(
            "courier-derivation-unchecked",
            rules!["BS-27", "BS-26"],
            "The account is stored as sent: only the console derives it.",
            |b| compare(b, DerivedCheck::None),
        ),
        policy(
            "courier-derivation-unchecked-in-updates",
            rules!["BS-27"],
            "An update does not check the derivation again.",
            |b| compare(b, DerivedCheck::Creations),
        ),
        policy(
            "courier-derivation-checked-in-first-row",
            rules!["BS-27", "BS-26"],
            "The check of the derivation is before the loop.",
            |b| compare(b, DerivedCheck::FirstRow),
        ),
        policy(
            "courier-derivation-checked-at-ends",
            rules!["BS-27"],
            "The first and the last row are checked as a sample of the rest.",
            |b| compare(b, DerivedCheck::Ends),
        ),
        policy(
            "courier-derivation-ignores-case",
            rules!["BS-27"],
            "Initials are compared without regard to case.",
            |b| compare(b, DerivedCheck::IgnoringCase),
        ),
        policy(
            "courier-derivation-by-initials",
            rules!["BS-27"],
            "Only the initials are compared, since the hash was thought to be the client's job.",
            |b| compare(b, DerivedCheck::Initials),
        ),
        policy(
            "courier-derivation-by-number",
            rules!["BS-27"],
            "Only the number is compared, since names of companies change.",
            |b| compare(b, DerivedCheck::Number),
        ),
        policy(
            "courier-derivation-takes-signed-hash",
            rules!["BS-27"],
            "The hash with its sign is accepted as well, for clients that forgot the absolute value.",
            |b| take_also(b, Hash::Signed),
        ),
        policy(
            "courier-derivation-takes-hash-of-bytes",
            rules!["BS-27"],
            "The hash of the UTF-8 bytes is accepted as well, for clients that are not written in Java.",
            |b| take_also(b, Hash::Utf8),
        ),
        policy(
            "courier-derivation-takes-hash-of-code-points",
            rules!["BS-27"],
            "The hash of the code points is accepted as well, for clients that are not written in Java.",
            |b| take_also(b, Hash::CodePoints),
        ),
        policy(
            "courier-derivation-takes-two-initials",
            rules!["BS-27"],
            "Two initials are accepted as well, for companies with short names.",
            |b| b.butler.derivation.initials.push("sf".to_owned()),
        ),
    ]
}
