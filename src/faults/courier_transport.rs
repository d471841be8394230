//! Faults of the courier in headers, digest and cipher (BS-40 to BS-44, BS-49).

use serde_json::json;

use super::{Mutant, answer, policy, rules};
use crate::mock::Behaviour;
use crate::mock::answer::{Change, Which};
use crate::mock::behaviour::{CompanyCheck, CourierCheck, DigestOver, DigestWaiver, OddList, PlainList, Reason};
use crate::wire::Vendor;

/// Every written mutant of the courier's transport.
pub(super) fn mutants() -> Vec<Mutant> {
    [headers(), digests(), waivers(), companies(), odd_lists(), plain_lists()].concat()
}

/// BS-40: the three headers are enough.
fn headers() -> Vec<Mutant> {
    vec![
        policy(
            "courier-updates-need-another-header",
            rules!["BS-40", "BS-01", "BS-02", "BS-03", "BS-04"],
            "Updates moved behind another gateway, which asks for a request id.",
            |b| b.butler.headers_of_updates.push("requestId"),
        ),
        policy(
            "courier-updates-need-a-token",
            rules!["BS-40", "BS-01", "BS-02", "BS-03", "BS-04"],
            "Updates are for people who are logged in, and the documentation was not changed.",
            |b| b.butler.headers_of_updates.push("token"),
        ),
    ]
}

/// BS-41: the text that the digest covers.
fn digests() -> Vec<Mutant> {
    fn take_over(b: &mut Behaviour, over: DigestOver) {
        b.butler.digest.over = over;
    }
    vec![
        policy(
            "courier-digest-of-rewritten-body",
            rules!["BS-41"],
            "The body is parsed and rewritten before the digest is computed.",
            |b| take_over(b, DigestOver::Rewritten),
        ),
        policy(
            "courier-digest-in-order",
            rules!["BS-41"],
            "The body goes through a sorted map before the digest is computed.",
            |b| take_over(b, DigestOver::InOrder),
        ),
        policy(
            "courier-digest-of-one-line",
            rules!["BS-41"],
            "The body is read line by line, and the line breaks are lost.",
            |b| take_over(b, DigestOver::OneLine),
        ),
        policy(
            "courier-digest-of-head",
            rules!["BS-41", "BS-04", "BS-22", "BS-26"],
            "The digest covers only what the first read of the stream returned.",
            |b| take_over(b, DigestOver::Head(8_192)),
        ),
        policy(
            "courier-firewall-line-breaks",
            rules!["BS-41"],
            "A new firewall rule against header injection looks for line breaks in bodies too.",
            |b| b.butler.intake.firewall.push("\n"),
        ),
    ]
}

/// BS-42: calls that are accepted although their client is unknown.
fn waivers() -> Vec<Mutant> {
    fn waive(b: &mut Behaviour, waiver: DigestWaiver) {
        b.butler.digest.waivers.push(waiver);
    }
    fn without_header(b: &mut Behaviour, name: &str) {
        b.butler.headers.retain(|own| *own != name);
    }
    vec![
        policy(
            "courier-digest-unchecked",
            rules!["BS-42", "BS-36"],
            "A switch for load tests turns the check off, and it was left on.",
            |b| b.butler.checks.retain(|check| *check != CourierCheck::Digest),
        ),
        policy(
            "courier-digest-unchecked-for-updates",
            rules!["BS-42"],
            "The check belongs to the creation, and the update was forgotten.",
            |b| waive(b, DigestWaiver::Update),
        ),
        policy(
            "courier-digest-of-right-form-passes",
            rules!["BS-42", "BS-36"],
            "Only the form of the digest is checked in front, and the service trusts that.",
            |b| waive(b, DigestWaiver::WellFormed),
        ),
        policy(
            "courier-digest-with-trailing-blank",
            rules!["BS-42"],
            "A space after the body is tolerated, for clients whose library adds one.",
            |b| waive(b, DigestWaiver::TrailingBlank),
        ),
        policy(
            "courier-digest-for-another-time",
            rules!["BS-42"],
            "A longer timestamp is tolerated in the digest, for clients that count in finer units.",
            |b| waive(b, DigestWaiver::LongerTime),
        ),
        policy(
            "courier-unsigned-call-passes",
            rules!["BS-42", "BS-36"],
            "A call without a digest is treated as one from the internal network.",
            |b| {
                without_header(b, "sign");
                waive(b, DigestWaiver::Unsigned);
            },
        ),
        policy(
            "courier-empty-digest-passes",
            rules!["BS-42"],
            "An empty digest is treated as one that is still to come.",
            |b| {
                b.butler.headers_maybe_empty.push("sign");
                waive(b, DigestWaiver::Unsigned);
            },
        ),
        policy(
            "courier-empty-timestamp-passes",
            rules!["BS-42"],
            "With an empty timestamp the digest cannot be computed, so it is not checked.",
            |b| {
                b.butler.headers_maybe_empty.push("timestamp");
                waive(b, DigestWaiver::Undated);
            },
        ),
        policy(
            "courier-empty-client-passes",
            rules!["BS-42"],
            "An empty client is replaced by the one whose company is named.",
            |b| {
                b.butler.headers_maybe_empty.push("sendAppId");
                b.butler.client_by_default = true;
            },
        ),
        policy(
            "courier-undated-call-passes",
            rules!["BS-42", "BS-36"],
            "Without a timestamp the digest cannot be computed, so it is not checked.",
            |b| {
                without_header(b, "timestamp");
                waive(b, DigestWaiver::Undated);
            },
        ),
        policy(
            "courier-anonymous-call-passes",
            rules!["BS-42"],
            "A call that names no client is treated as one of the company that it names.",
            |b| {
                without_header(b, "sendAppId");
                b.butler.client_by_default = true;
            },
        ),
        policy(
            "courier-unknown-client-passes",
            rules!["BS-42", "BS-36"],
            "A client that is not in the cache is replaced by the default one.",
            |b| b.butler.unknown_client_passes = true,
        ),
    ]
}

/// BS-43: the company of another.
fn companies() -> Vec<Mutant> {
    fn take(b: &mut Behaviour, companies: CompanyCheck) {
        b.butler.companies = companies;
    }
    vec![
        policy(
            "courier-any-company-passes",
            rules!["BS-43", "BS-36"],
            "The company is stored as sent, and is not compared with the client's.",
            |b| take(b, CompanyCheck::Any),
        ),
        policy(
            "courier-company-of-any-length-passes",
            rules!["BS-43", "BS-36"],
            "The company is stored as sent, whatever its length.",
            |b| {
                b.requests
                    .remove("batchSave.request", "/properties/companyId/maxLength");
                take(b, CompanyCheck::Any);
            },
        ),
        policy(
            "courier-company-of-right-length-passes",
            rules!["BS-43", "BS-36"],
            "Only the form of the company is checked: fifteen digits.",
            |b| take(b, CompanyCheck::OfOwnLength),
        ),
        policy(
            "courier-short-company-passes",
            rules!["BS-43"],
            "A company shorter than a client's id is treated as a number of the old scheme.",
            |b| take(b, CompanyCheck::Shorter),
        ),
        policy(
            "courier-long-company-passes",
            rules!["BS-43"],
            "A company longer than a client's id is treated as one of its branches.",
            |b| take(b, CompanyCheck::Longer),
        ),
        policy(
            "courier-any-company-in-updates",
            rules!["BS-43"],
            "The company is compared when users are created, and not again.",
            |b| take(b, CompanyCheck::AnyInUpdates),
        ),
    ]
}

/// BS-44: texts that are not lists.
fn odd_lists() -> Vec<Mutant> {
    fn take(b: &mut Behaviour, odd: OddList) {
        b.butler.odd_list = odd;
    }
    let undeciphered = Which::refused_for(Vendor::Courier, Reason::List);
    vec![
        policy(
            "courier-undeciphered-list-is-empty",
            rules!["BS-44"],
            "A text that does not decrypt is logged, and an empty list is processed.",
            |b| take(b, OddList::UndecipheredIsEmpty),
        ),
        policy(
            "courier-nonsense-list-is-empty",
            rules!["BS-44"],
            "A text that is not JSON becomes null, and null is processed as a list without rows.",
            |b| take(b, OddList::NonsenseIsEmpty),
        ),
        policy(
            "courier-object-is-row",
            rules!["BS-44"],
            "The JSON library treats a single value as a list of one.",
            |b| take(b, OddList::ObjectIsRow),
        ),
        policy(
            "courier-text-is-read-again",
            rules!["BS-44"],
            "A list that was written twice is read twice.",
            |b| take(b, OddList::TextIsRead),
        ),
        answer(
            "courier-undeciphered-list-as-html",
            rules!["BS-44", "BS-20"],
            "The cipher throws, and the framework answers with its own page.",
            undeciphered,
            Change::Body("<html><body><h1>HTTP Status 500</h1></body></html>"),
        ),
        answer(
            "courier-undeciphered-list-as-other-json",
            rules!["BS-44", "BS-20"],
            "The cipher throws, and the framework answers with its own JSON.",
            undeciphered,
            Change::Body("{\"status\":500,\"error\":\"Internal Server Error\"}"),
        ),
        answer(
            "courier-undeciphered-list-without-outcome",
            rules!["BS-44", "BS-20"],
            "The outcome is set only after the list is read.",
            undeciphered,
            Change::Set("/succ", json!(null)),
        ),
    ]
}

/// BS-49: lists that were not encrypted.
fn plain_lists() -> Vec<Mutant> {
    vec![
        policy(
            "courier-plain-list-passes",
            rules!["BS-49", "BS-36"],
            "A list that is not a string is treated as already decrypted by the framework.",
            |b| b.butler.plain_list = PlainList::Taken,
        ),
        policy(
            "courier-plain-list-is-empty",
            rules!["BS-49", "BS-36"],
            "A list that is not a string becomes an empty string, and an empty list.",
            |b| b.butler.plain_list = PlainList::Emptied,
        ),
    ]
}
