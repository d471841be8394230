//! Faults of accounts (BS-05, BS-27).

use serde_json::json;

use super::field::field;
use crate::faults::{Mutant, policy, rules};
use crate::mock::Behaviour;
use crate::mock::behaviour::How;

const ROW: &str = "batchSave.user";

/// The pattern of accounts becomes another.
fn account(b: &mut Behaviour, pattern: &str) {
    b.requests.set(ROW, "/properties/userNo/pattern", json!(pattern));
}

/// BS-05: accounts.
pub(super) fn accounts() -> Vec<Mutant> {
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
pub(super) fn wrong_accounts() -> Vec<Mutant> {
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
