//! Faults of codes and messages (GW-04 to GW-09, GW-22).

use serde_json::{Value, json};

use crate::faults::{Mutant, answer, policy, rules};
use crate::mock::answer::{Change, Which};
use crate::mock::behaviour::{ApiCodes, GatewayCheck, Reason};
use crate::wire::{Operation, Vendor};

/// Another code for the same refusal.
fn code(name: &str, rules: &[crate::contract::RuleId], why: &str, reason: Reason, code: &'static str) -> Mutant {
    let which = Which::refused_for(Vendor::Gateway, reason);
    answer(name, rules, why, which, Change::Set("/code", json!(code)))
}

/// GW-04 to GW-09: codes.
pub(super) fn codes() -> Vec<Mutant> {
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

/// GW-07, GW-08: operation and application.
pub(super) fn api_codes_and_applications() -> Vec<Mutant> {
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
pub(super) fn missing_parameters() -> Vec<Mutant> {
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

/// GW-22: messages.
pub(super) fn messages() -> Vec<Mutant> {
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
