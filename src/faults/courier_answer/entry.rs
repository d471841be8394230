//! Faults of the entries: which rows are listed, and how each is named (BS-23, BS-24, BS-26).

use serde_json::json;

use crate::contract::RuleId;
use crate::faults::{Mutant, answer, policy, rules};
use crate::mock::Behaviour;
use crate::mock::answer::{Change, Which};
use crate::mock::behaviour::{CauseText, EntryAccount, Listed, Overlooked, Reason, RowFault, RowNumbers};
use crate::wire::Vendor;

const REFUSED_ROWS: Which = Which::refused_for(Vendor::Courier, Reason::Rows);

/// BS-23: entries.
pub(super) fn entries() -> Vec<Mutant> {
    vec![
        policy(
            "courier-cause-repeats-value",
            rules!["BS-23"],
            "The cause repeats the value, however long it is.",
            |b| {
                b.butler
                    .rows
                    .causes
                    .insert(RowFault::Invalid, "{name}不符合要求:{value}");
            },
        ),
        policy(
            "courier-cause-of-all-faults",
            rules!["BS-23"],
            "The cause joins all faults of the row.",
            |b| b.butler.rows.cause = CauseText::All,
        ),
        policy(
            "courier-cause-empty-for-unknown-accounts",
            rules!["BS-23"],
            "The text for an unknown account is missing from the message file.",
            |b| {
                b.butler.rows.causes.insert(RowFault::Unknown, "");
            },
        ),
        answer(
            "courier-cause-in-old-spelling",
            rules!["BS-23", "BS-37"],
            "The cause is called reason in the new answer class.",
            REFUSED_ROWS,
            Change::Rename("/result/*/cause", "reason"),
        ),
        answer(
            "courier-row-number-in-words",
            rules!["BS-23", "BS-24"],
            "The number of the row is written for people.",
            REFUSED_ROWS,
            Change::Set("/result/*/rowNo", json!("第1行")),
        ),
    ]
}

/// BS-24: the row of an entry.
pub(super) fn row_numbers() -> Vec<Mutant> {
    fn number(b: &mut Behaviour, numbers: RowNumbers) {
        b.butler.rows.numbers = numbers;
    }
    fn account(b: &mut Behaviour, account: EntryAccount) {
        b.butler.rows.account = account;
    }
    const ROWS: &[RuleId] = rules!["BS-24", "BS-22", "BS-23", "BS-25", "BS-26", "BS-27", "BS-28", "BS-37"];
    vec![
        policy(
            "courier-rows-from-0",
            ROWS,
            "The index of the loop is reported, which begins at 0.",
            |b| number(b, RowNumbers::From(0)),
        ),
        policy(
            "courier-rows-from-2",
            ROWS,
            "Rows are numbered as in the spreadsheet of the console, below a heading.",
            |b| number(b, RowNumbers::From(2)),
        ),
        policy(
            "courier-rows-among-bad",
            rules!["BS-24", "BS-25", "BS-26", "BS-27", "BS-28", "BS-37"],
            "Rows in error are collected first and then numbered.",
            |b| number(b, RowNumbers::AmongBad),
        ),
        policy(
            "courier-rows-from-the-end",
            rules!["BS-24", "BS-25", "BS-26", "BS-37"],
            "The list is processed from its end.",
            |b| number(b, RowNumbers::FromTheEnd),
        ),
        policy(
            "courier-rows-by-last-digit",
            rules!["BS-24", "BS-26"],
            "The number of the row is cut to one character.",
            |b| number(b, RowNumbers::LastDigit),
        ),
        policy(
            "courier-rows-in-alphabetical-order",
            rules!["BS-24"],
            "Rows go through a sorted map, and are numbered after that.",
            |b| number(b, RowNumbers::Alphabetical),
        ),
        policy(
            "courier-entry-with-first-account",
            rules!["BS-24", "BS-28"],
            "The account is read outside the loop.",
            |b| account(b, EntryAccount::First),
        ),
        policy(
            "courier-entry-with-previous-account",
            rules!["BS-24", "BS-28"],
            "The account is assigned after the entry was made.",
            |b| account(b, EntryAccount::Previous),
        ),
        policy(
            "courier-updated-rows-from-0",
            rules!["BS-24", "BS-23", "BS-26", "BS-28"],
            "The loop over updates is a newer one, and its index begins at 0.",
            |b| b.butler.rows.update_numbers = Some(RowNumbers::From(0)),
        ),
        policy(
            "courier-entries-in-order-of-creation",
            rules!["BS-24"],
            "Existing accounts come back from the database in its own order, and are paired with the rows in error.",
            |b| account(b, EntryAccount::InOrderOfCreation),
        ),
        policy(
            "courier-entry-with-cut-account",
            rules!["BS-24"],
            "The table of errors has a column of fifteen characters, and accounts were shorter when it was made.",
            |b| b.butler.rows.account = EntryAccount::Cut(15),
        ),
        policy(
            "courier-entry-in-capitals",
            rules!["BS-24"],
            "Accounts are written in upper-case letters, as the console shows them.",
            |b| account(b, EntryAccount::Capitals),
        ),
        policy(
            "courier-entry-with-phone",
            rules!["BS-24"],
            "The entry names the user by the phone number, which people know better.",
            |b| account(b, EntryAccount::Phone),
        ),
    ]
}

/// BS-26: every row in error.
pub(super) fn lists() -> Vec<Mutant> {
    fn list(b: &mut Behaviour, listed: Listed) {
        b.butler.rows.listed = listed;
    }
    vec![
        policy(
            "courier-lists-first-row-in-error",
            rules!["BS-26", "BS-24", "BS-28"],
            "The check throws at the first row in error.",
            |b| list(b, Listed::First),
        ),
        policy(
            "courier-lists-last-row-in-error",
            rules!["BS-26", "BS-24", "BS-28"],
            "Each row in error overwrites the one before.",
            |b| list(b, Listed::Last),
        ),
        policy(
            "courier-lists-rows-of-one-check",
            rules!["BS-26"],
            "Existence is checked only when the form of every row is right.",
            |b| list(b, Listed::OfOneCheck),
        ),
        policy(
            "courier-lists-one-row-for-each-cause",
            rules!["BS-26", "BS-24", "BS-28"],
            "Rows in error are kept in a map by their cause.",
            |b| list(b, Listed::OneForEachCause),
        ),
        policy(
            "courier-lists-first-existing-account",
            rules!["BS-26", "BS-24"],
            "The look-up asks whether any account of the list exists, and gets one of them back.",
            |b| b.butler.accounts.overlooked.push(Overlooked::NamedAfterAnother),
        ),
        policy(
            "courier-lists-fifty-rows",
            rules!["BS-26"],
            "The list of errors is cut after its first page.",
            |b| list(b, Listed::AtMost(50)),
        ),
        policy(
            "courier-lists-five-rows",
            rules!["BS-26"],
            "Five errors were thought to be enough.",
            |b| list(b, Listed::AtMost(5)),
        ),
    ]
}
