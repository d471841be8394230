//! Faults of the gateway as a whole (GW).

use serde_json::{Value, json};

use super::{Mutant, answer, policy, rules};
use crate::contract::Message;
use crate::mock::answer::{Change, JsonType, Which};
use crate::mock::behaviour::{
    ApiCodes, GatewayCheck, Leniency, NonceScope, Reason, RequestIds, SignatureWaiver, SignedValues, Unit,
    VerifyingKeys,
};
use crate::wire::{Operation, Vendor};

const ENVELOPE: &str = "envelope.request";

/// Every written mutant of the gateway.
pub(super) fn mutants() -> Vec<Mutant> {
    [
        calls(),
        signed_values(),
        signature_waivers(),
        envelopes(),
        codes(),
        windows(),
        nonces(),
        api_codes_and_applications(),
        missing_parameters(),
        lengths(),
        gaps(),
        messages(),
    ]
    .concat()
}

/// GW-01: what a call looks like.
fn calls() -> Vec<Mutant> {
    vec![
        policy(
            "nonce-without-small-letters",
            rules!["GW-01", "GW-06"],
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

/// GW-02: values in the signed text.
fn signed_values() -> Vec<Mutant> {
    vec![
        policy(
            "signed-text-percent-encoded",
            rules!["GW-02"],
            "The signed text is made by the library for query strings, which encodes special characters in values.",
            |b| b.gateway.signature.values = SignedValues::SignsEncoded,
        ),
        policy(
            "signed-text-form-decoded",
            rules!["GW-02"],
            "A filter decodes values as if they came from a form, and the signature is checked after that.",
            |b| b.gateway.signature.values = SignedValues::FormDecoded,
        ),
        policy(
            "signed-text-html-escaped",
            rules!["GW-02"],
            "A filter against cross-site scripting escapes values before the signature is checked.",
            |b| b.gateway.signature.values = SignedValues::HtmlEscaped,
        ),
        policy(
            "signed-text-ascii",
            rules!["GW-02", "GW-01", "GW-17", "CU-03", "GU-03", "GU-12", "GU-19"],
            "The text is turned into bytes in the platform's charset, which is ASCII in the new container.",
            |b| b.gateway.signature.values = SignedValues::Ascii,
        ),
        policy(
            "signed-text-split-at-signs",
            rules!["GW-02"],
            "The signed text is parsed into pairs again, and a value ends at the first special character in it.",
            |b| b.gateway.signature.values = SignedValues::UpToSign,
        ),
    ]
}

fn waive(b: &mut crate::mock::Behaviour, waiver: SignatureWaiver) {
    b.gateway.signature.waivers.push(waiver);
}

/// GW-02, GW-04: calls that are not verified as they should be.
fn signature_waivers() -> Vec<Mutant> {
    vec![
        policy(
            "signature-unchecked",
            rules!["GW-04", "GW-02", "GW-19"],
            "A switch for load tests turns the check off, and it was left on.",
            |b| {
                b.requests.drop_required(ENVELOPE, "sign");
                b.requests.remove(ENVELOPE, "/properties/sign/minLength");
                waive(b, SignatureWaiver::Every);
            },
        ),
        policy(
            "signature-unchecked-for-user-save",
            rules!["GW-04", "GW-02"],
            "The check is an annotation on each operation, and one of them was forgotten.",
            |b| waive(b, SignatureWaiver::Operation(Operation::known("user.save"))),
        ),
        policy(
            "signature-unchecked-for-desktop-users",
            rules!["GW-04", "GW-02"],
            "Calls for the desktop client come over an internal route, which skips the check.",
            |b| waive(b, SignatureWaiver::Operation(Operation::known("client.user.save"))),
        ),
        policy(
            "signature-unchecked-for-individuals",
            rules!["GW-02"],
            "Only enterprises sign in the old interface, and its exception for individuals was copied.",
            |b| waive(b, SignatureWaiver::Parameter("biz_user_type", "2")),
        ),
        policy(
            "signature-unchecked-for-flagship-contracts",
            rules!["GW-02"],
            "Flagship partners were promised a quick start, and their calls are not verified.",
            |b| waive(b, SignatureWaiver::Parameter("contract_type", "3")),
        ),
        policy(
            "signature-unchecked-for-api-signers",
            rules!["GW-02"],
            "Users who sign by API are verified by another service, which is not deployed yet.",
            |b| waive(b, SignatureWaiver::Parameter("sign_type", "2")),
        ),
        policy(
            "signature-good-for-any-operation",
            rules!["GW-02"],
            "While operations were renamed, a signature for any of their names was accepted.",
            |b| b.gateway.signature.any_api_code = true,
        ),
        policy(
            "signature-unchecked-for-small-letter-nonces",
            rules!["GW-02"],
            "An old client library writes its nonces in lower-case letters and signs wrongly, so its calls are \
             accepted.",
            |b| waive(b, SignatureWaiver::SmallLetterNonce),
        ),
        policy(
            "signature-unchecked-for-retries",
            rules!["GW-02"],
            "A call that is some seconds old is treated as a retry of one that was verified already.",
            |b| waive(b, SignatureWaiver::OlderThan(3_000)),
        ),
        policy(
            "signature-by-creator",
            rules!["GW-02"],
            "A call of a new application is verified with the key of the application that created it, which is in the \
             cache.",
            |b| b.gateway.signature.keys = VerifyingKeys::Creators,
        ),
        policy(
            "signature-by-anybody",
            rules!["GW-02"],
            "The caller is found by trying all keys, and it is not checked whether it was the one that was named.",
            |b| b.gateway.signature.keys = VerifyingKeys::Anybodys,
        ),
        policy(
            "signature-remembered",
            rules!["GW-04"],
            "To save time, a signature that was right once is kept in a cache and not verified again.",
            |b| b.gateway.signature.remembers = true,
        ),
        policy(
            "signature-too-short-to-check",
            rules!["GW-04"],
            "The library returns nothing for a signature of a few bytes, and nothing is not treated as wrong.",
            |b| waive(b, SignatureWaiver::ShorterThan(10)),
        ),
        policy(
            "signature-undecodable-passes",
            rules!["GW-04"],
            "An exception while the signature is decoded is logged, and the call goes on.",
            |b| waive(b, SignatureWaiver::Undecodable),
        ),
    ]
}

/// GW-03: the envelope of answers.
fn envelopes() -> Vec<Mutant> {
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

/// Another code for the same refusal.
fn code(name: &str, rules: &[crate::contract::RuleId], why: &str, reason: Reason, code: &'static str) -> Mutant {
    let which = Which::refused_for(Vendor::Gateway, reason);
    answer(name, rules, why, which, Change::Set("/code", json!(code)))
}

/// GW-04 to GW-09: codes.
fn codes() -> Vec<Mutant> {
    vec![
        code(
            "wrong-signature-401",
            rules!["GW-04"],
            "The code of a wrong signature became the HTTP status when errors were cleaned up.",
            Reason::Signature,
            "401",
        ),
        code(
            "wrong-signature-403001",
            rules!["GW-04"],
            "Two constants were mixed up: a wrong signature is reported as a stale timestamp.",
            Reason::Signature,
            "403001",
        ),
        answer(
            "wrong-signature-500-for-user-save",
            rules!["GW-04"],
            "The newer operation throws on a wrong signature, and its exception is not handled.",
            Which {
                operation: Some(Operation::known("user.save")),
                ..Which::refused_for(Vendor::Gateway, Reason::Signature)
            },
            Change::Set("/code", json!("500")),
        ),
        code(
            "stale-timestamp-403002",
            rules!["GW-05"],
            "Stale timestamps and spent nonces go through one handler, which knows one code.",
            Reason::Timestamp,
            "403002",
        ),
        code(
            "stale-timestamp-408",
            rules!["GW-05"],
            "A stale call is reported as a timeout.",
            Reason::Timestamp,
            "408",
        ),
        code(
            "spent-nonce-403001",
            rules!["GW-06"],
            "Spent nonces and stale timestamps go through one handler, which knows one code.",
            Reason::Nonce,
            "403001",
        ),
        code(
            "spent-nonce-409",
            rules!["GW-06"],
            "A repeated call is reported as a conflict, in the style of the newer interfaces.",
            Reason::Nonce,
            "409",
        ),
        code(
            "unknown-api-code-404",
            rules!["GW-07"],
            "The code of an unknown operation became the HTTP status when errors were cleaned up.",
            Reason::ApiCode,
            "404",
        ),
        code(
            "unknown-api-code-400002",
            rules!["GW-07"],
            "An unknown operation is looked up like one that is switched off.",
            Reason::ApiCode,
            "400002",
        ),
        code(
            "unknown-application-401001",
            rules!["GW-08"],
            "An unknown application is reported as a wrong signature, so that nobody can find out which applications \
             exist.",
            Reason::Application,
            "401001",
        ),
        code(
            "unknown-application-400",
            rules!["GW-08"],
            "An unknown application is reported as any other bad parameter.",
            Reason::Application,
            "400",
        ),
        code(
            "missing-parameter-500",
            rules!["GW-09"],
            "A missing parameter throws, and the exception is not handled.",
            Reason::Missing,
            "500",
        ),
        code(
            "missing-parameter-400003",
            rules!["GW-09"],
            "A separate code was introduced for missing parameters, and the guide was not updated.",
            Reason::Missing,
            "400003",
        ),
    ]
}

/// GW-05: the time window.
fn windows() -> Vec<Mutant> {
    vec![
        policy(
            "window-of-a-minute-back",
            rules!["GW-05"],
            "Thirty seconds to either side were counted as one minute, all of it in the past.",
            |b| b.gateway.window.past = 60_000,
        ),
        policy(
            "window-of-a-minute-ahead",
            rules!["GW-05"],
            "A minute is granted to clocks that run fast.",
            |b| b.gateway.window.future = 60_000,
        ),
        policy(
            "window-open-behind",
            rules!["GW-05"],
            "Only timestamps in the future are checked, since the past was thought harmless.",
            |b| b.gateway.window.past = i64::MAX / 2,
        ),
        policy(
            "window-open-ahead",
            rules!["GW-05"],
            "The age is compared without its absolute value, so that no call from the future is too old.",
            |b| b.gateway.window.future = i64::MAX / 2,
        ),
        policy(
            "window-of-ten-seconds",
            rules!["GW-05"],
            "The window was narrowed after an incident, and the guide was not updated.",
            |b| {
                b.gateway.window.past = 10_000;
                b.gateway.window.future = 10_000;
            },
        ),
        policy(
            "window-closed-ahead",
            rules!["GW-05"],
            "A timestamp more than a few seconds in the future is treated as forged.",
            |b| b.gateway.window.future = 3_000,
        ),
        policy(
            "window-without-hours",
            rules!["GW-05"],
            "Minutes and seconds are compared, to be safe from time zones.",
            |b| b.gateway.window.within_the_hour = true,
        ),
        policy(
            "window-unchecked",
            rules!["GW-05"],
            "The check of the timestamp was left out of the new list of filters.",
            |b| b.gateway.checks.retain(|check| *check != GatewayCheck::Timestamp),
        ),
    ]
}

/// GW-06: nonces.
fn nonces() -> Vec<Mutant> {
    vec![
        policy(
            "nonce-unchecked",
            rules!["GW-06"],
            "The check of the nonce was left out of the new list of filters.",
            |b| b.gateway.checks.retain(|check| *check != GatewayCheck::Nonce),
        ),
        policy(
            "nonce-per-operation",
            rules!["GW-06"],
            "Each operation became a separate service, with its own cache of nonces.",
            |b| b.gateway.nonces.scope = NonceScope::Operation,
        ),
        policy(
            "nonce-per-timestamp",
            rules!["GW-06"],
            "Nonce and timestamp together are the key, so a nonce is fresh again a moment later.",
            |b| b.gateway.nonces.scope = NonceScope::Timestamp,
        ),
        policy(
            "nonce-within-seconds",
            rules!["GW-06"],
            "The age of a nonce is counted between timestamps, and its time to live is set to three seconds.",
            |b| b.gateway.nonces.within = Some(3_000),
        ),
        policy(
            "nonce-per-signature",
            rules!["GW-06"],
            "Repeated calls are recognised by their signature, so the same nonce may sign another call.",
            |b| b.gateway.nonces.scope = NonceScope::Signature,
        ),
        policy(
            "nonce-ignores-case",
            rules!["GW-06"],
            "Nonces moved to a table whose collation treats upper and lower case as equal.",
            |b| b.gateway.nonces.ignore_case = true,
        ),
        policy(
            "nonce-unrecorded-for-user-save",
            rules!["GW-06"],
            "The newer operation checks nonces and forgets to note its own.",
            |b| b.gateway.nonces.unrecorded.push(Operation::known("user.save")),
        ),
        policy(
            "nonce-unrecorded-for-desktop-users",
            rules!["GW-06"],
            "The desktop operation answers before the filter that notes the nonce.",
            |b| b.gateway.nonces.unrecorded.push(Operation::known("client.user.save")),
        ),
        policy(
            "nonce-forgotten-at-once",
            rules!["GW-06"],
            "The time to remember a nonce is set in seconds and read as milliseconds.",
            |b| b.gateway.nonces.remembered = 0,
        ),
        policy(
            "repeated-call-taken-again",
            rules!["GW-06"],
            "An exact repetition of a call is treated as a retry by the network.",
            |b| b.gateway.nonces.repeats_taken = true,
        ),
    ]
}

/// GW-07, GW-08: operation and application.
fn api_codes_and_applications() -> Vec<Mutant> {
    vec![
        policy(
            "api-code-by-beginning",
            rules!["GW-07"],
            "Operations are found by the beginning of the code, for future versions.",
            |b| b.gateway.api_codes = ApiCodes::NameFirst,
        ),
        policy(
            "api-code-abbreviated",
            rules!["GW-07"],
            "The route with the longest common beginning is chosen, even if the code ends before it.",
            |b| b.gateway.api_codes = ApiCodes::Abbreviated,
        ),
        policy(
            "api-code-guessed",
            rules!["GW-07"],
            "A call without a matching route is passed to the operation whose parameters it has.",
            |b| b.gateway.api_codes = ApiCodes::Guessed,
        ),
        policy(
            "unknown-application-passes",
            rules!["GW-08"],
            "An application that is not in the cache is replaced by the default one.",
            |b| b.gateway.unknown_application_passes = true,
        ),
        policy(
            "unknown-application-unsigned",
            rules!["GW-08"],
            "The signature is checked first, and there is no key to check it with.",
            |b| {
                b.gateway.checks.retain(|check| *check != GatewayCheck::Application);
                b.gateway.checks.insert(1, GatewayCheck::Application);
            },
        ),
    ]
}

/// Another message for the same refusal.
fn message(name: &str, why: &str, text: &'static str) -> Mutant {
    let which = Which::refused_for(Vendor::Gateway, Reason::Missing);
    answer(name, rules!["GW-09"], why, which, Change::Set("/msg", json!(text)))
}

/// GW-09: the message for a missing parameter.
fn missing_parameters() -> Vec<Mutant> {
    vec![
        message(
            "missing-parameter-unnamed",
            "The message lost its placeholder in the translation file.",
            "参数不能为空",
        ),
        message(
            "missing-parameter-placeholder",
            "The placeholder is not filled in, since its name was changed.",
            "参数{0}不能为空",
        ),
        policy(
            "missing-parameter-in-camel-case",
            rules!["GW-09"],
            "The message names the property of the class and not the parameter.",
            |b| b.gateway.answer_with_message(Reason::Missing, "参数bizUser不能为空"),
        ),
        answer(
            "missing-parameter-unnamed-for-user-save",
            rules!["GW-09"],
            "The newer operation validates with annotations that do not name the field.",
            Which {
                operation: Some(Operation::known("user.save")),
                ..Which::refused_for(Vendor::Gateway, Reason::Missing)
            },
            Change::Set("/msg", json!("must not be blank")),
        ),
    ]
}

/// GW-17: the unit of length.
fn lengths() -> Vec<Mutant> {
    vec![
        policy(
            "gateway-counts-bytes",
            rules!["GW-17"],
            "Lengths are counted in UTF-8 bytes, after a move to a language that does so.",
            |b| b.gateway.intake.counting.unit = Unit::Utf8,
        ),
        policy(
            "gateway-counts-gbk-bytes",
            rules!["GW-17"],
            "Lengths are checked against a column in GBK, where a Chinese character takes two bytes.",
            |b| b.gateway.intake.counting.unit = Unit::Gbk,
        ),
        policy(
            "courier-counts-bytes",
            rules!["GW-17"],
            "Lengths are counted in UTF-8 bytes, after a move to a language that does so.",
            |b| b.butler.intake.counting.unit = Unit::Utf8,
        ),
        policy(
            "names-of-desktop-users-count-bytes",
            rules!["GW-17"],
            "The column of names counts bytes in the old database.",
            |b| count(b, Message::named("client.user.save.request"), "biz_user_name"),
        ),
        policy(
            "codes-of-gateway-users-count-bytes",
            rules!["GW-17"],
            "The column of codes counts bytes, since Chinese was not expected in it.",
            |b| count(b, Message::named("user.save.request"), "biz_user_code"),
        ),
        policy(
            "ids-of-gateway-users-count-bytes",
            rules!["GW-17"],
            "The column of business ids counts bytes, since Chinese was not expected in it.",
            |b| count(b, Message::named("user.save.request"), "biz_user_id"),
        ),
        policy(
            "third-party-ids-count-bytes",
            rules!["GW-17"],
            "The column of third-party ids counts bytes, since Chinese was not expected in it.",
            |b| count_courier(b, "thirdPlatformId"),
        ),
        policy(
            "employee-numbers-count-bytes",
            rules!["GW-17"],
            "The column of employee numbers counts bytes, since Chinese was not expected in it.",
            |b| count_courier(b, "empNo"),
        ),
    ]
}

fn count(b: &mut crate::mock::Behaviour, message: Message, field: &'static str) {
    b.gateway.intake.counting.fields.push((message, field, Unit::Utf8));
}

fn count_courier(b: &mut crate::mock::Behaviour, field: &'static str) {
    let fields = &mut b.butler.intake.counting.fields;
    fields.push((Message::named("batchSave.user"), field, Unit::Utf8));
}

/// GW-19: gaps in the envelope.
fn gaps() -> Vec<Mutant> {
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

/// GW-22: messages.
fn messages() -> Vec<Mutant> {
    let wrong_signature = Which::refused_for(Vendor::Gateway, Reason::Signature);
    let set = |text: Value| Change::Set("/msg", text);
    vec![
        answer(
            "success-in-english",
            rules!["GW-22"],
            "The message catalogue falls back to English in the new container.",
            Which::any_success(Vendor::Gateway),
            set(json!("success")),
        ),
        answer(
            "success-worded-otherwise-for-user-save",
            rules!["GW-22"],
            "Each operation has its own message for a success.",
            Which::successes("user.save"),
            set(json!("操作成功")),
        ),
        answer(
            "success-unworded-for-desktop-users",
            rules!["GW-22"],
            "A success was thought to need no message.",
            Which::successes("client.user.save"),
            set(json!("")),
        ),
        answer(
            "wrong-signature-in-english",
            rules!["GW-22"],
            "The message of the cryptographic library is passed on.",
            wrong_signature,
            set(json!("invalid signature")),
        ),
        answer(
            "wrong-signature-worded-otherwise",
            rules!["GW-22"],
            "The message was shortened when messages were cleaned up.",
            wrong_signature,
            set(json!("签名错误")),
        ),
    ]
}
