//! Faults that only many calls show: numbers that come again, memories that end, calls that arrive together, and answers
//! that are wrong now and then.

use serde_json::json;

use super::{Mutant, answer, policy, rules};
use crate::mock::answer::{Change, Which};
use crate::mock::behaviour::{Failing, KeyPolicy, Numbering, Race, RequestIds};
use crate::wire::Vendor;

/// Every fault of many calls.
pub(super) fn mutants() -> Vec<Mutant> {
    [
        numbers_that_come_again(),
        request_ids_that_come_again(),
        memories_that_end(),
        calls_that_arrive_together(),
        answers_that_are_wrong_now_and_then(),
    ]
    .concat()
}

/// CU-10, GU-19: different users, different numbers; different applications, different ids and keys.
fn numbers_that_come_again() -> Vec<Mutant> {
    vec![
        policy(
            "desktop-numbers-begin-anew-after-fifty",
            rules!["CU-10"],
            "A sequence of the database was set to cycle, with a maximum for tests.",
            |b| b.gateway.desktop_users.numbers = Numbering::Cycling("E001P", 50),
        ),
        policy(
            "desktop-numbers-drawn-from-few",
            rules!["CU-10"],
            "Numbers are drawn at random, and nobody asked how soon two of four digits are the same.",
            |b| b.gateway.desktop_users.numbers = Numbering::DrawnFrom("E001P", 2_000),
        ),
        policy(
            "desktop-numbers-differ-in-blanks-after-forty",
            rules!["CU-10"],
            "Numbers are padded to the width of the column as soon as they repeat.",
            |b| b.gateway.desktop_users.numbers = Numbering::ByBlanks("E001P", 40),
        ),
        policy(
            "gateway-numbers-begin-anew-after-fifty",
            rules!["GU-19"],
            "A sequence of the database was set to cycle, with a maximum for tests.",
            |b| b.gateway.users.numbers = Numbering::Cycling("P9YVUGYO", 50),
        ),
        policy(
            "gateway-numbers-drawn-from-few",
            rules!["GU-19"],
            "Numbers are drawn at random, and nobody asked how soon two of four digits are the same.",
            |b| b.gateway.users.numbers = Numbering::DrawnFrom("P9YVUGYO", 2_000),
        ),
        policy(
            "gateway-ebaas-numbers-begin-anew-after-fifty",
            rules!["GU-19"],
            "EBaaS gives out numbers in blocks of fifty, and the block is never renewed.",
            |b| b.gateway.users.ebaas_numbers = Numbering::Cycling("E020O", 50),
        ),
        policy(
            "gateway-app-ids-begin-anew-after-eight",
            rules!["GU-19"],
            "Ids of applications are taken from a prepared list, which starts again at its end.",
            |b| b.gateway.applications.numbers = Numbering::Cycling("LBQKW3GK", 8),
        ),
        policy(
            "gateway-keys-from-a-pool-of-three",
            rules!["GU-19"],
            "Key pairs are made ahead in a pool, and are put back into it.",
            |b| b.gateway.applications.keys = KeyPolicy::OneOf(3),
        ),
        policy(
            "gateway-keys-from-a-pool-of-seven",
            rules!["GU-19"],
            "Each of seven nodes makes one key pair as it starts.",
            |b| b.gateway.applications.keys = KeyPolicy::OneOf(7),
        ),
    ]
}

/// GW-03: a request id belongs to one answer.
fn request_ids_that_come_again() -> Vec<Mutant> {
    vec![
        policy(
            "request-ids-begin-anew",
            rules!["GW-03"],
            "The request id is a counter of two digits in the trace of the gateway.",
            |b| b.gateway.request_ids = RequestIds::Cycling(100),
        ),
        policy(
            "request-id-of-millisecond",
            rules!["GW-03"],
            "The request id is the time in milliseconds, which was unique on one node.",
            |b| b.gateway.request_ids = RequestIds::OfMillisecond,
        ),
        policy(
            "request-ids-of-each-operation",
            rules!["GW-03"],
            "Each operation became a separate service, which counts its own requests.",
            |b| b.gateway.request_ids = RequestIds::OfEachOperation,
        ),
    ]
}

/// GW-06: a nonce is remembered for 60 s, whatever happens meanwhile.
fn memories_that_end() -> Vec<Mutant> {
    vec![
        policy(
            "nonces-forgotten-after-a-hundred",
            rules!["GW-06"],
            "The cache of nonces holds a hundred entries, and drops the oldest.",
            |b| b.gateway.nonces.capacity = 100,
        ),
        policy(
            "nonces-forgotten-after-three-hundred",
            rules!["GW-06"],
            "The cache of nonces was sized for the calls of a quiet minute.",
            |b| b.gateway.nonces.capacity = 300,
        ),
    ]
}

/// GW-06, BS-25, CU-10, GU-19: of calls that arrive together, one is the first.
fn calls_that_arrive_together() -> Vec<Mutant> {
    vec![
        policy(
            "nonce-taken-by-calls-at-once",
            rules!["GW-06"],
            "The nonce is looked up as a call arrives and noted as it is answered.",
            |b| b.races.push(Race::Nonces),
        ),
        policy(
            "account-created-by-calls-at-once",
            rules!["BS-25"],
            "Accounts are looked up before the insert, and no index of the database makes them unique.",
            |b| b.races.push(Race::Accounts),
        ),
        policy(
            "numbers-shared-by-calls-at-once",
            rules!["CU-10", "GU-19"],
            "The next number is the greatest one plus one, read without a lock.",
            |b| {
                b.races.push(Race::Numbers);
                b.gateway.users.numbers = Numbering::Running("P9YVUGYO");
            },
        ),
    ]
}

/// Answers that are right most of the time.
fn answers_that_are_wrong_now_and_then() -> Vec<Mutant> {
    let one_in_ten = |operation: &str| Which::successes(operation).on_creation().one_in(10);
    vec![
        answer(
            "desktop-number-lost-now-and-then",
            rules!["CU-05"],
            "One of ten nodes runs the version of last month, which did not answer the number.",
            one_in_ten("client.user.save"),
            Change::Remove("/data/client_user_no"),
        ),
        answer(
            "desktop-code-in-old-form-now-and-then",
            rules!["CU-06"],
            "One of ten nodes runs the version of last year, which had other codes.",
            one_in_ten("client.user.save"),
            Change::Set("/code", json!("0000")),
        ),
        answer(
            "gateway-number-lost-now-and-then",
            rules!["GU-09"],
            "One of ten nodes runs the version of last month, which did not answer the number at EBaaS.",
            one_in_ten("user.save"),
            Change::Remove("/data/ebaas_user_no"),
        ),
        answer(
            "request-id-lost-now-and-then",
            rules!["GW-03"],
            "One of ten nodes has no tracing.",
            Which::of(Vendor::Gateway).one_in(10),
            Change::Remove("/request_id"),
        ),
        answer(
            "courier-result-says-done-now-and-then",
            rules!["BS-20"],
            "One of ten nodes runs the version of last year, which said success.",
            one_in_ten("batchSave"),
            Change::Set("/succ", json!("success")),
        ),
        answer(
            "courier-cause-lost-now-and-then",
            rules!["BS-23"],
            "One of ten nodes runs the version of last month, which did not tell causes.",
            Which::any_refusal(Vendor::Courier).one_in(10),
            Change::Remove("/result/*/cause"),
        ),
        policy(
            "gateway-fails-now-and-then",
            // Which call fails is a matter of order, and may be none that CU-06 judges.
            rules!["GU-20"],
            "One of its connections to the database is broken, and is handed out again and again.",
            |b| b.failing = Some((Vendor::Gateway, Failing::OneIn(15))),
        ),
        policy(
            "courier-fails-now-and-then",
            rules!["BS-20"],
            "One of its connections to the database is broken, and is handed out again and again.",
            |b| b.failing = Some((Vendor::Courier, Failing::OneIn(15))),
        ),
        policy(
            "gateway-fails-the-first-call-of-a-connection",
            // Each run begins with the call that this rule is about.
            rules!["CU-01"],
            "The load balancer opens its own connection to a node with the first call, and does not wait for it.",
            |b| b.failing = Some((Vendor::Gateway, Failing::FirstOfConnection)),
        ),
        policy(
            "courier-fails-the-first-call-of-a-connection",
            rules!["BS-13"],
            "The load balancer opens its own connection to a node with the first call, and does not wait for it.",
            |b| b.failing = Some((Vendor::Courier, Failing::FirstOfConnection)),
        ),
    ]
}
