//! Written mutants of `batchDelete` (BD).

use serde_json::json;

use super::{Mutant, answer, policy, rules};
use crate::mock::answer::{Change, JsonType, Which};
use crate::mock::behaviour::{AfterRemoval, CompanyCheck, DigestWaiver, Reason, Removals};

fn success() -> Which {
    Which::successes("batchDelete")
}

fn refusal() -> Which {
    Which::refusals("batchDelete")
}

/// Every written mutant of removals.
pub(super) fn mutants() -> Vec<Mutant> {
    [lists(), answers(), lives(), gates(), limits()].concat()
}

/// BD-02: each account of a list.
fn lists() -> Vec<Mutant> {
    vec![
        policy(
            "removal-of-the-first-only",
            rules!["BD-02"],
            "The list is read into a field that held one account, so only the first is removed.",
            |b| b.butler.removals.most = 1,
        ),
        policy(
            "removal-of-two-at-most",
            rules!["BD-02"],
            "The statement has two placeholders, and what is beyond them is dropped.",
            |b| b.butler.removals.most = 2,
        ),
        policy(
            "removal-of-a-hundred-at-most",
            rules!["BD-02"],
            "The limit of rows of batchSave is applied here as well, and longer lists are refused.",
            |b| b.butler.removals.refused_beyond = Some(100),
        ),
        policy(
            "removal-by-semicolons",
            rules!["BD-02", "BD-03"],
            "The list is split at semicolons, as in the vendor's own console.",
            |b| b.butler.removals.separator = ';',
        ),
        policy(
            "removal-of-encrypted-lists",
            rules!["BD-02", "BD-01", "BD-03"],
            "The filter that decrypts userList was put in front of this operation too, and finds no cipher text.",
            |b| b.butler.removals.refused_beyond = Some(0),
        ),
        policy(
            "removal-of-everybody",
            rules!["BD-02", "BD-05"],
            "The condition of the statement got lost, so every account of the client is removed.",
            |b| b.butler.removals.removes_all = true,
        ),
    ]
}

/// BD-03: the answer.
fn answers() -> Vec<Mutant> {
    vec![
        answer(
            "removal-succ-in-capitals",
            rules!["BD-03"],
            "The constant of another interface is used for this one.",
            success(),
            Change::Set("/succ", json!("OK")),
        ),
        answer(
            "removal-succ-as-boolean",
            rules!["BD-03"],
            "succ became a boolean in the new answer class.",
            success(),
            Change::Set("/succ", json!(true)),
        ),
        answer(
            "removal-says-fail",
            rules!["BD-03", "BD-01", "BD-02", "BD-04"],
            "The number of removed rows is compared with the wrong list, so a removal says fail.",
            success(),
            Change::Set("/succ", json!("fail")),
        ),
        answer(
            "removal-counts-in-result",
            rules!["BD-03"],
            "result holds the number of removed accounts.",
            success(),
            Change::Set("/result", json!(1)),
        ),
        answer(
            "removal-lists-the-removed",
            rules!["BD-03"],
            "result lists the removed accounts, which the page has for errors only.",
            success(),
            Change::Set("/result", json!([{ "rowNo": 1, "userNo": "abcdef", "cause": "成功" }])),
        ),
        answer(
            "removal-message-as-list",
            rules!["BD-03"],
            "Messages are collected in a list, and the list is answered.",
            success(),
            Change::Retype("/msg", JsonType::List),
        ),
        policy(
            "removal-entries-without-numbers",
            rules!["BD-03"],
            "Each account is removed by a call of its own inside, and each of them counts from 1.",
            |b| b.butler.removals.counts_no_rows = true,
        ),
        policy(
            "removal-entries-of-the-first",
            rules!["BD-03"],
            "The loop that makes the entries reads the first account each time.",
            |b| b.butler.removals.names_the_first = true,
        ),
        answer(
            "removal-refusal-without-succ",
            rules!["BD-03"],
            "A refusal is answered by the framework's own error class.",
            refusal(),
            Change::Remove("/succ"),
        ),
        answer(
            "removal-refusal-says-error",
            rules!["BD-03"],
            "The framework's own word for a failure reaches the outside.",
            refusal(),
            Change::Set("/succ", json!("error")),
        ),
    ]
}

/// BD-04: what a removed account is afterwards.
fn lives() -> Vec<Mutant> {
    fn then(removals: &mut Removals, after: AfterRemoval) {
        removals.after = after;
    }
    vec![
        policy(
            "removal-of-nothing",
            rules!["BD-04", "BD-02"],
            "The transaction is rolled back by a test flag that stayed on.",
            |b| then(&mut b.butler.removals, AfterRemoval::Kept),
        ),
        policy(
            "removal-only-disables",
            rules!["BD-04", "BD-02"],
            "Accounts are disabled instead of removed, so that invoices keep their names.",
            |b| then(&mut b.butler.removals, AfterRemoval::Disabled),
        ),
        policy(
            "removal-keeps-the-name",
            rules!["BD-04", "BD-02"],
            "The unique index also covers removed rows, so a name cannot be given again.",
            |b| then(&mut b.butler.removals, AfterRemoval::NameTaken),
        ),
        policy(
            "removal-for-ever",
            rules!["BD-04"],
            "Removed names are filtered out of every query, also once they are created again.",
            |b| then(&mut b.butler.removals, AfterRemoval::Buried),
        ),
        policy(
            "removal-leaves-disabled-accounts",
            rules!["BD-04"],
            "Disabled accounts are invisible to the statement, which reports success all the same.",
            |b| b.butler.removals.skips_disabled = true,
        ),
    ]
}

/// BD-01 and BD-05: who calls.
fn gates() -> Vec<Mutant> {
    vec![
        policy(
            "removal-unsigned",
            rules!["BD-05"],
            "The new path is missing in the list of signed paths.",
            |b| b.butler.digest.waivers.push(DigestWaiver::Removal),
        ),
        policy(
            "removal-before-the-signature",
            rules!["BD-05"],
            "The removal is queued before the signature is checked.",
            |b| b.butler.removals.done_despite.push(Reason::Digest),
        ),
        policy(
            "removal-before-the-headers",
            rules!["BD-05"],
            "A missing header is only reported once everything is done.",
            |b| b.butler.removals.done_despite.push(Reason::Header),
        ),
        policy(
            "removal-before-the-client",
            rules!["BD-05"],
            "The client is looked up for the log after the removal.",
            |b| b.butler.removals.done_despite.push(Reason::Client),
        ),
        policy(
            "removal-before-the-company",
            rules!["BD-05"],
            "The company is compared after the removal, and only the answer is a refusal.",
            |b| b.butler.removals.done_despite.push(Reason::Company),
        ),
        policy(
            "removal-for-any-company",
            rules!["BD-05"],
            "companyId serves the log only, so another client's accounts can be removed.",
            |b| b.butler.removals.companies = Some(CompanyCheck::Any),
        ),
        policy(
            "removal-for-companies-of-own-length",
            rules!["BD-05"],
            "companyId is compared by a pattern of its length.",
            |b| b.butler.removals.companies = Some(CompanyCheck::OfOwnLength),
        ),
    ]
}

/// BD-06: what is refused.
fn limits() -> Vec<Mutant> {
    vec![
        policy(
            "removal-despite-the-length",
            rules!["BD-06"],
            "The length is checked by the writer of the log, after the removal.",
            |b| b.butler.removals.done_despite.push(Reason::Accounts),
        ),
        policy(
            "removal-cut-at-the-limit",
            rules!["BD-06"],
            "The column cuts the list at 4000 characters, and what is left is removed.",
            |b| b.butler.removals.cuts_at = Some(4000),
        ),
    ]
}
