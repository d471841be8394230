//! Faults of the signature (GW-02, GW-04).

use crate::faults::{Mutant, policy, rules};
use crate::mock::behaviour::{SignatureWaiver, SignedValues, VerifyingKeys};
use crate::wire::Operation;

const ENVELOPE: &str = "envelope.request";

/// GW-02: values in the signed text.
pub(super) fn signed_values() -> Vec<Mutant> {
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

pub(super) fn waive(b: &mut crate::mock::Behaviour, waiver: SignatureWaiver) {
    b.gateway.signature.waivers.push(waiver);
}

/// GW-02, GW-04: calls that are not verified as they should be.
pub(super) fn signature_waivers() -> Vec<Mutant> {
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
