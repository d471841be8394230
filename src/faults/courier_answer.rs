//! Faults of `batchSave` in what it answers and saves (BS-20 to BS-29, BS-36, BS-37).

use serde_json::json;

use super::{Mutant, answer, policy, rules};
use crate::contract::RuleId;
use crate::mock::Behaviour;
use crate::mock::answer::{Change, JsonType, Which};
use crate::mock::behaviour::{
    CauseText, DuplicateScope, EntryAccount, Listed, MessageText, Overlooked, Reason, RowFault, RowNumbers,
    UnknownAccount,
};
use crate::wire::Vendor;

fn success() -> Which {
    Which::successes("batchSave")
}
const REFUSED_ROWS: Which = Which::refused_for(Vendor::Courier, Reason::Rows);

/// Every written mutant of `batchSave`'s answers.
pub(super) fn mutants() -> Vec<Mutant> {
    [
        outcomes(),
        messages(),
        results(),
        entries(),
        row_numbers(),
        existing_accounts(),
        lists(),
        unknown_accounts(),
        duplicates(),
        whole_refusals(),
        texts(),
    ]
    .concat()
}

/// BS-20: `succ`.
fn outcomes() -> Vec<Mutant> {
    let set = |name: &str, why: &str, which: Which, value: serde_json::Value| {
        answer(name, rules!["BS-20"], why, which, Change::Set("/succ", value))
    };
    vec![
        set(
            "courier-ok-in-capitals",
            "Success became an enumeration, which is written in upper-case letters.",
            success(),
            json!("OK"),
        ),
        set(
            "courier-fail-in-capitals",
            "Failure became an enumeration, which is written in upper-case letters.",
            Which::any_refusal(Vendor::Courier),
            json!("FAIL"),
        ),
        set(
            "courier-ok-as-boolean",
            "Success became a boolean in the new answer class.",
            success(),
            json!(true),
        ),
        set(
            "courier-fail-as-boolean",
            "Failure became a boolean in the new answer class.",
            Which::any_refusal(Vendor::Courier),
            json!(false),
        ),
        answer(
            "courier-update-without-outcome",
            rules!["BS-20"],
            "An update answers only with its result, since the status shows the outcome.",
            success().on_update(),
            Change::Remove("/succ"),
        ),
        set(
            "courier-update-answers-okay",
            "An update is answered by another class, which spells success in its own way.",
            success().on_update(),
            json!("okay"),
        ),
        set(
            "courier-whole-refusal-answers-failure",
            "A request refused as a whole is answered by another class, which spells failure in its own way.",
            Which::refused_for(Vendor::Courier, Reason::Type),
            json!("Fail"),
        ),
    ]
}

/// BS-21: `msg`.
fn messages() -> Vec<Mutant> {
    vec![
        policy(
            "courier-message-of-all-causes",
            rules!["BS-21", "BS-37"],
            "The message joins the causes of all rows.",
            |b| b.butler.rows.message = MessageText::Causes,
        ),
        answer(
            "courier-refusal-with-long-message",
            rules!["BS-21"],
            "The message contains the text of the exception, with its causes.",
            REFUSED_ROWS,
            Change::Set("/msg", json!("java.lang.IllegalStateException: ".repeat(10))),
        ),
        answer(
            "courier-refusal-with-message-as-object",
            rules!["BS-21"],
            "The message became an object with a code and a text.",
            REFUSED_ROWS,
            Change::Retype("/msg", JsonType::Object),
        ),
    ]
}

/// BS-22: `result`.
fn results() -> Vec<Mutant> {
    let saved = || json!([{ "rowNo": 1, "userNo": "zhangsan", "cause": "ok" }]);
    vec![
        answer(
            "courier-success-lists-rows",
            rules!["BS-22"],
            "A success lists the rows that were saved, in the shape of errors.",
            success(),
            Change::Set("/result", saved()),
        ),
        answer(
            "courier-update-lists-rows",
            rules!["BS-22"],
            "An update lists the rows that were changed, in the shape of errors.",
            success().on_update(),
            Change::Set("/result", saved()),
        ),
        answer(
            "courier-success-with-object",
            rules!["BS-22"],
            "An empty result is an empty object in the new answer class.",
            success(),
            Change::Set("/result", json!({})),
        ),
        answer(
            "courier-success-with-empty-text",
            rules!["BS-22"],
            "An empty result is an empty string, since null is not written any more.",
            success(),
            Change::Set("/result", json!("")),
        ),
        answer(
            "courier-refusal-without-entries",
            rules!["BS-22", "BS-23", "BS-24", "BS-25", "BS-26", "BS-27", "BS-28", "BS-37"],
            "Only a later version writes the list of errors; until then it is empty.",
            REFUSED_ROWS,
            Change::Set("/result", json!([])),
        ),
        answer(
            "courier-refusal-renames-result",
            rules!["BS-22", "BS-23", "BS-24", "BS-25", "BS-26", "BS-27", "BS-28", "BS-37"],
            "The list of errors is called errors in the new answer class.",
            REFUSED_ROWS,
            Change::Rename("/result", "errors"),
        ),
    ]
}

/// BS-23: entries.
fn entries() -> Vec<Mutant> {
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
fn row_numbers() -> Vec<Mutant> {
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

/// BS-25: accounts that exist.
fn existing_accounts() -> Vec<Mutant> {
    fn overlook(b: &mut Behaviour, what: Overlooked) {
        b.butler.accounts.overlooked.push(what);
    }
    vec![
        policy(
            "courier-existing-account-overwritten",
            rules!["BS-25"],
            "A creation is an insert or update, and overwrites an existing user.",
            |b| overlook(b, Overlooked::Every),
        ),
        policy(
            "courier-disabled-account-overlooked",
            rules!["BS-25"],
            "The look-up finds only enabled users.",
            |b| overlook(b, Overlooked::Disabled),
        ),
        policy(
            "courier-updated-account-overlooked",
            rules!["BS-25"],
            "An update moves the user to another table, where a creation does not look.",
            |b| overlook(b, Overlooked::Updated),
        ),
        policy(
            "courier-derived-account-overlooked",
            rules!["BS-25"],
            "Users of other platforms are in a separate table, where a creation does not look.",
            |b| overlook(b, Overlooked::Derived),
        ),
        policy(
            "courier-follower-overlooked",
            rules!["BS-25"],
            "Only the first user of a batch is put into the cache that creations look at.",
            |b| overlook(b, Overlooked::Follower),
        ),
        policy(
            "courier-other-phone-overlooked",
            rules!["BS-25", "BS-26"],
            "Account and phone number together are the key.",
            |b| overlook(b, Overlooked::OtherPhone),
        ),
        policy(
            "courier-other-employee-number-overlooked",
            rules!["BS-25"],
            "Account and employee number together are the key.",
            |b| overlook(b, Overlooked::OtherEmployee),
        ),
        policy(
            "courier-later-rows-overlooked",
            rules!["BS-25", "BS-24", "BS-26"],
            "Only the first row of a batch is looked up.",
            |b| overlook(b, Overlooked::NamedLater),
        ),
    ]
}

/// BS-26: every row in error.
fn lists() -> Vec<Mutant> {
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

/// BS-28: accounts that do not exist.
fn unknown_accounts() -> Vec<Mutant> {
    fn meet(b: &mut Behaviour, unknown: UnknownAccount) {
        b.butler.accounts.unknown = unknown;
    }
    vec![
        policy(
            "courier-update-creates",
            rules!["BS-28", "BS-26"],
            "An update is an insert or update, and creates missing users.",
            |b| meet(b, UnknownAccount::Created),
        ),
        policy(
            "courier-update-passes-over-unknown",
            rules!["BS-28", "BS-26"],
            "An update that changes no row is a success to the database, and so to the caller.",
            |b| meet(b, UnknownAccount::Ignored),
        ),
        policy(
            "courier-update-passes-over-unknown-among-known",
            rules!["BS-28", "BS-26"],
            "An update succeeds as soon as it has changed one row.",
            |b| meet(b, UnknownAccount::IgnoredAmongKnown),
        ),
        policy(
            "courier-update-refused-but-created",
            rules!["BS-28"],
            "The user is saved before the account is looked up, and the refusal does not roll back.",
            |b| meet(b, UnknownAccount::RefusedButCreated),
        ),
    ]
}

/// BS-29: the same account twice.
fn duplicates() -> Vec<Mutant> {
    fn look(b: &mut Behaviour, scope: DuplicateScope) {
        b.butler.rows.duplicates = scope;
    }
    vec![
        policy(
            "courier-duplicates-unchecked",
            rules!["BS-29"],
            "Every row is looked up in the database, which has none of them yet.",
            |b| look(b, DuplicateScope::Nowhere),
        ),
        policy(
            "courier-duplicates-among-neighbours",
            rules!["BS-29"],
            "Each row is compared with the one before it, as if the list were sorted.",
            |b| look(b, DuplicateScope::Neighbours),
        ),
        policy(
            "courier-equal-rows-merged",
            rules!["BS-29"],
            "Rows are put into a set, where equal rows become one.",
            |b| look(b, DuplicateScope::Unequal),
        ),
        policy(
            "courier-duplicates-of-one-phone",
            rules!["BS-29"],
            "Rows are duplicates only if all of their data is equal, so other data means another user.",
            |b| look(b, DuplicateScope::SamePhone),
        ),
    ]
}

/// BS-36: refused as a whole, and saved.
fn whole_refusals() -> Vec<Mutant> {
    fn save_despite(b: &mut Behaviour, reason: Reason) {
        b.butler.saved_despite.push(reason);
    }
    vec![
        policy(
            "courier-saved-despite-wrong-digest",
            rules!["BS-36"],
            "The digest is checked in parallel with the work, and the work is not undone.",
            |b| save_despite(b, Reason::Digest),
        ),
        policy(
            "courier-saved-despite-missing-header",
            rules!["BS-36"],
            "A missing header is noticed only by the filter after the service.",
            |b| save_despite(b, Reason::Header),
        ),
        policy(
            "courier-saved-despite-unknown-client",
            rules!["BS-36"],
            "The client is looked up only for the bill, when everything is done.",
            |b| save_despite(b, Reason::Client),
        ),
        policy(
            "courier-saved-despite-wrong-company",
            rules!["BS-36"],
            "The company is checked when the answer is made.",
            |b| save_despite(b, Reason::Company),
        ),
        policy(
            "courier-saved-despite-wrong-type",
            rules!["BS-36"],
            "The switch over the type creates first and has its default last.",
            |b| save_despite(b, Reason::Type),
        ),
        policy(
            "courier-saved-despite-plain-list",
            rules!["BS-36"],
            "A plain list is processed, and refused by the check that comes after it.",
            |b| save_despite(b, Reason::List),
        ),
        policy(
            "courier-saved-despite-too-many-rows",
            rules!["BS-36"],
            "Rows are saved as they are read, until there are too many.",
            |b| save_despite(b, Reason::TooMany),
        )
        .under("BS-31.too-many", "refused"),
    ]
}

/// BS-37: messages.
fn texts() -> Vec<Mutant> {
    fn cause(b: &mut Behaviour, text: &'static str) {
        b.butler.rows.causes.insert(RowFault::Existing, text);
    }
    vec![
        policy(
            "courier-existing-in-english",
            rules!["BS-37"],
            "The message catalogue falls back to English in the new container.",
            |b| cause(b, "User account already exists!"),
        ),
        policy(
            "courier-existing-without-exclamation-mark",
            rules!["BS-37"],
            "Messages lost their exclamation marks when they were cleaned up.",
            |b| cause(b, "用户账号已存在"),
        ),
        policy(
            "courier-existing-with-wide-exclamation-mark",
            rules!["BS-37"],
            "An editor replaced the exclamation mark by the Chinese one.",
            |b| cause(b, "用户账号已存在！"),
        ),
        policy(
            "courier-existing-names-the-account",
            rules!["BS-37"],
            "The cause names the account, to be more helpful.",
            |b| cause(b, "用户账号{value}已存在!"),
        ),
        policy(
            "courier-refusal-worded-otherwise",
            rules!["BS-37"],
            "The message of a refusal was reworded, and the documentation was not changed.",
            |b| {
                b.butler.refusals.insert(Reason::Rows, "数据校验失败");
            },
        ),
        answer(
            "courier-refusal-unworded",
            rules!["BS-37"],
            "The entries say everything, so the message was dropped.",
            REFUSED_ROWS,
            Change::Remove("/msg"),
        ),
    ]
}
