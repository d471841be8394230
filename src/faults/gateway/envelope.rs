//! Faults of the envelope: what a call and an answer look like (GW-01, GW-03, GW-19).

use serde_json::json;

use super::signature::waive;
use crate::faults::{Mutant, answer, policy, rules};
use crate::mock::answer::{Change, JsonType, Which};
use crate::mock::behaviour::{Leniency, Reason, RequestIds, SignatureWaiver};
use crate::wire::{Operation, Vendor};

const ENVELOPE: &str = "envelope.request";

/// GW-01: what a call looks like.
pub(super) fn calls() -> Vec<Mutant> {
    vec![
        policy(
            "nonce-without-small-letters",
            rules!["GW-01"],
            "Nonces are checked against the pattern of the guide's sample: upper-case letters and digits.",
            |b| {
                b.requests
                    .set(ENVELOPE, "/properties/nonce/pattern", json!("^[A-Z0-9]*$"));
            },
        ),
        policy(
            "nonce-needs-a-letter",
            rules!["GW-01"],
            "A firewall treats a nonce without letters as a one-time password and turns the call away.",
            |b| b.requests.set(ENVELOPE, "/properties/nonce/pattern", json!("[A-Za-z]")),
        ),
        policy(
            "firewall-escapes",
            rules!["GW-01"],
            "A new firewall rule sees an attack in every \\u that it finds in a body.",
            |b| b.gateway.intake.firewall.push("\\u"),
        ),
        policy(
            "firewall-line-breaks",
            rules!["GW-01"],
            "A new firewall rule against header injection looks for line breaks in bodies too.",
            |b| b.gateway.intake.firewall.push("\n"),
        ),
        policy(
            "parameters-must-come-last",
            rules!["GW-01"],
            "A streaming parser verifies the envelope before it reads the parameters.",
            |b| b.gateway.parameters_last = true,
        ),
    ]
}

/// GW-03: the envelope of answers.
pub(super) fn envelopes() -> Vec<Mutant> {
    let refusals = Which::any_refusal(Vendor::Gateway);
    let successes = Which::any_success(Vendor::Gateway);
    vec![
        policy(
            "request-id-of-nonce",
            rules!["GW-03"],
            "The request id is derived from the nonce, which is supposed to be unique.",
            |b| b.gateway.request_ids = RequestIds::OfNonce,
        ),
        policy(
            "request-id-shared-by-refusals",
            rules!["GW-03"],
            "Refusals are answered with a prepared object that already has an id.",
            |b| b.gateway.request_ids = RequestIds::SharedByRefusals,
        ),
        policy(
            "request-id-of-second",
            rules!["GW-03"],
            "The request id is a timestamp in seconds, which was unique on a quiet test system.",
            |b| b.gateway.request_ids = RequestIds::OfSecond,
        ),
        policy(
            "message-repeats-value",
            rules!["GW-03"],
            "The message of a refused parameter repeats the value, however long it is.",
            |b| {
                b.gateway
                    .answer_with_message(Reason::Invalid, "参数{name}不符合要求：{value}");
            },
        ),
        answer(
            "refusal-with-empty-data",
            rules!["GW-03"],
            "An empty object is returned if there is no data.",
            refusals,
            Change::Set("/data", json!({})),
        ),
        answer(
            "refusal-with-stack-trace",
            rules!["GW-03"],
            "The exception is written into data, as in the development profile.",
            refusals,
            Change::Set("/data", json!("java.lang.IllegalArgumentException")),
        ),
        answer(
            "refusal-with-list",
            rules!["GW-03"],
            "Data becomes a list of errors, for a new version of the console.",
            Which::refused_for(Vendor::Gateway, Reason::Missing),
            Change::Set("/data", json!([{ "field": "?" }])),
        ),
        answer(
            "refusal-with-stale-data",
            rules!["GW-03"],
            "The answer object is reused, and still contains the previous data.",
            Which::refused_for(Vendor::Gateway, Reason::Nonce),
            Change::Set("/data", json!({ "client_user_no": "E001P00000000" })),
        ),
        answer(
            "success-code-as-number",
            rules!["CU-06", "GU-20", "GW-03"],
            "The code became a number in the new answer class, which loses its zeros.",
            successes,
            Change::Retype("/code", JsonType::Number),
        ),
        answer(
            "refusal-as-html",
            rules!["GW-03", "CU-07", "GU-14"],
            "A wrong parameter throws, and the framework answers with its own page.",
            Which::refused_for(Vendor::Gateway, Reason::Invalid),
            Change::Body("<html><body><h1>Whitelabel Error Page</h1></body></html>"),
        ),
        answer(
            "refusal-as-list",
            rules!["GW-03", "CU-07", "GU-14"],
            "Errors of validation are answered by another handler, as a list.",
            Which::refused_for(Vendor::Gateway, Reason::Invalid),
            Change::Body("[{\"field\":\"biz_user_name\",\"error\":\"length\"}]"),
        ),
    ]
}

/// GW-19: gaps in the envelope.
pub(super) fn gaps() -> Vec<Mutant> {
    vec![
        policy(
            "unsigned-call-passes",
            rules!["GW-19"],
            "A call without a signature is treated as one from the internal network.",
            |b| {
                b.requests.drop_required(ENVELOPE, "sign");
                waive(b, SignatureWaiver::Unsigned);
            },
        ),
        policy(
            "empty-signature-passes",
            rules!["GW-19"],
            "An empty signature is treated as one that is still to come.",
            |b| {
                b.requests.remove(ENVELOPE, "/properties/sign/minLength");
                waive(b, SignatureWaiver::Unsigned);
            },
        ),
        policy(
            "application-by-default",
            rules!["GW-19"],
            "The gateway was built for one client, and still treats every call as that client's.",
            |b| {
                b.requests.drop_required(ENVELOPE, "app_id");
                b.gateway.application_by_default = true;
            },
        ),
        policy(
            "empty-application-by-default",
            rules!["GW-19"],
            "An empty application id is replaced by the one in the configuration.",
            |b| {
                b.requests.remove(ENVELOPE, "/properties/app_id/minLength");
                b.gateway.application_by_default = true;
            },
        ),
        policy(
            "operation-by-default",
            rules!["GW-19"],
            "The oldest operation is still used if a call names none.",
            |b| {
                b.requests.drop_required(ENVELOPE, "api_code");
                b.gateway.operation_by_default = Some(Operation::known("client.user.save"));
            },
        ),
        policy(
            "empty-operation-by-default",
            rules!["GW-19"],
            "An empty API code finds the route that has no name.",
            |b| {
                b.requests.remove(ENVELOPE, "/properties/api_code/minLength");
                b.gateway.operation_by_default = Some(Operation::known("client.user.save"));
            },
        ),
        policy(
            "empty-timestamp-passes",
            rules!["GW-19"],
            "An empty timestamp is read as missing, and a missing one is not checked against the window.",
            |b| {
                b.requests.drop_required(ENVELOPE, "timestamp");
                b.gateway.envelope_leniencies.insert(Leniency::OptionalEmpty);
            },
        ),
    ]
}
