//! Faults of careless reading: what differs is taken for the same, and what is the same for different.

use serde_json::json;

use super::{Mutant, lapse, policy, rules};
use crate::mock::Behaviour;
use crate::mock::behaviour::{
    Again, Compared, CreateApp, DerivedCheck, How, Lapse, OddList, OtherTime, Overlooked, Reading, SignedValues,
    UnknownAccount, Way,
};

const DESKTOP: &str = "client.user.save.request";
const GATEWAY: &str = "user.save.request";
const ROW: &str = "batchSave.user";

/// What a fault does to a behaviour.
type Change = fn(&mut Behaviour);

/// Every fault of this kind.
pub(super) fn mutants() -> Vec<Mutant> {
    [
        comparisons(),
        identities(),
        times(),
        signed_texts(),
        values(),
        combinations(),
        memory(),
        saved_rows(),
        lists(),
        accounts(),
    ]
    .concat()
}

/// What a call says of itself, compared with what the vendor knows.
fn comparisons() -> Vec<Mutant> {
    vec![
        policy(
            "api-code-ignoring-case",
            rules!["GW-07"],
            "API codes are looked up in a table whose collation treats upper and lower case as equal.",
            |b| b.comparisons.set(Compared::ApiCode, Reading::IgnoringCase),
        ),
        policy(
            "api-code-trimmed",
            rules!["GW-07"],
            "Every text of a request is trimmed by a filter.",
            |b| b.comparisons.set(Compared::ApiCode, Reading::Trimmed),
        ),
        policy(
            "application-ignoring-case",
            rules!["GW-08"],
            "Applications moved to a table whose collation treats upper and lower case as equal.",
            |b| b.comparisons.set(Compared::Application, Reading::IgnoringCase),
        ),
        policy(
            "application-by-its-beginning",
            rules!["GW-08"],
            "The last character of an application id is a check digit, which nobody checks.",
            |b| b.comparisons.set(Compared::Application, Reading::AllButLast),
        ),
        policy(
            "courier-digest-ignoring-case",
            rules!["BS-42"],
            "Digests are compared as texts of hex digits are, without case.",
            |b| b.comparisons.set(Compared::Digest, Reading::IgnoringCase),
        ),
        policy(
            "courier-digest-by-its-beginning",
            rules!["BS-42"],
            "Digests are compared up to the length of the shorter one.",
            |b| b.comparisons.set(Compared::Digest, Reading::First(43)),
        ),
        policy(
            "courier-client-by-its-beginning",
            rules!["BS-42"],
            "The last digit of a client's id names its branch, and the secret is the company's.",
            |b| b.comparisons.set(Compared::Client, Reading::AllButLast),
        ),
        policy(
            "courier-company-by-its-beginning",
            rules!["BS-43"],
            "The last digit of a company's id names its branch.",
            |b| b.comparisons.set(Compared::Company, Reading::AllButLast),
        ),
        policy(
            "courier-company-trimmed",
            rules!["BS-43"],
            "The company is trimmed before it is compared.",
            |b| b.comparisons.set(Compared::Company, Reading::Trimmed),
        ),
    ]
}

/// Users whose ids are nearly the same.
fn identities() -> Vec<Mutant> {
    vec![
        policy(
            "desktop-users-by-thirty-characters",
            rules!["CU-10"],
            "Users are looked up through an index over the first thirty characters.",
            |b| b.gateway.desktop_users.identity.reading = Reading::First(30),
        ),
        policy(
            "desktop-users-without-zeros",
            rules!["CU-10"],
            "Ids of digits pass through a spreadsheet, where zeros at their beginning are lost.",
            |b| b.gateway.desktop_users.identity.reading = Reading::WithoutZeros,
        ),
        policy(
            "gateway-users-by-thirty-characters",
            rules!["GU-19"],
            "Users are looked up through an index over the first thirty characters.",
            |b| {
                b.gateway.users.identity.reading = Reading::First(30);
                b.gateway.users.again = Again::Same;
            },
        ),
        policy(
            "gateway-users-without-zeros",
            rules!["GU-19"],
            "Ids of digits pass through a spreadsheet, where zeros at their beginning are lost.",
            |b| {
                b.gateway.users.identity.reading = Reading::WithoutZeros;
                b.gateway.users.again = Again::Same;
            },
        ),
        policy(
            "courier-accounts-by-their-beginning",
            rules!["BS-25"],
            "Accounts are looked up in an index over their beginning.",
            |b| b.comparisons.set(Compared::Account, Reading::AllButLast),
        ),
        policy(
            "courier-accounts-as-numbers",
            rules!["BS-25"],
            "Accounts of digits are compared as numbers.",
            |b| b.comparisons.set(Compared::Account, Reading::WithoutZeros),
        ),
        policy(
            "desktop-id-without-signs",
            rules!["CU-01"],
            "A validation of ids came from another product, where they have letters and digits only.",
            |b| {
                b.requests
                    .set(DESKTOP, "/properties/biz_user_id/pattern", json!("^[A-Za-z0-9]+$"));
            },
        ),
        policy(
            "gateway-id-without-signs",
            rules!["GU-02"],
            "A validation of ids came from another product, where they have letters and digits only.",
            |b| {
                b.requests
                    .set(GATEWAY, "/properties/biz_user_id/pattern", json!("^[A-Za-z0-9]+$"));
            },
        ),
    ]
}

/// GW-05: times that are no time, or another.
fn times() -> Vec<Mutant> {
    vec![
        policy(
            "window-in-another-zone",
            rules!["GW-05"],
            "Some servers take local time for universal time, and so the time of either passes.",
            |b| b.gateway.window.also.push(OtherTime::Zone(8)),
        ),
        policy(
            "window-in-the-zone-behind",
            rules!["GW-05"],
            "Universal time is taken for local time, and so the time of either passes.",
            |b| b.gateway.window.also.push(OtherTime::Zone(-8)),
        ),
        policy(
            "window-of-any-day",
            rules!["GW-05"],
            "Only the time of day is compared.",
            |b| b.gateway.window.also.push(OtherTime::AnyDay),
        ),
        policy(
            "window-in-seconds",
            rules!["GW-05"],
            "Clients that send seconds are understood as well.",
            |b| b.gateway.window.also.push(OtherTime::Seconds),
        ),
        policy(
            "window-open-for-zero",
            rules!["GW-05"],
            "Zero stands for a time that was not set, and what was not set is not checked.",
            |b| b.gateway.window.also.push(OtherTime::Zero),
        ),
    ]
}

/// GW-02: values on their way into the signed text.
fn signed_texts() -> Vec<Mutant> {
    let signed: [(&str, &str, Change); 8] = [
        (
            "signed-text-json-escaped",
            "The text is built from the JSON of the values, with their escapes.",
            |b| b.gateway.signature.values = SignedValues::JsonEscaped,
        ),
        (
            "signed-text-quotes-escaped",
            "A filter against injected queries escapes quotation marks before the signature is checked.",
            |b| b.gateway.signature.values = SignedValues::QuotesEscaped,
        ),
        (
            "signed-text-html-resolved",
            "References of HTML are resolved before the signature is checked.",
            |b| b.gateway.signature.values = SignedValues::HtmlResolved,
        ),
        (
            "signed-text-percent-decoded",
            "Values are decoded as those of a URL before the signature is checked.",
            |b| b.gateway.signature.values = SignedValues::PercentDecoded,
        ),
        (
            "signed-text-trimmed",
            "Values are trimmed before the signature is checked.",
            |b| b.gateway.signature.values = SignedValues::Trimmed,
        ),
        (
            "signed-text-on-one-line",
            "Each run of blanks becomes one space before the signature is checked.",
            |b| b.gateway.signature.values = SignedValues::OneLine,
        ),
        (
            "signed-text-of-the-basic-plane",
            "The text passes through a column whose charset has three bytes a character at most.",
            |b| b.gateway.signature.values = SignedValues::BasicPlane,
        ),
        (
            "signed-text-with-json-rewritten",
            "A value that looks like JSON is read and written anew before the signature is checked.",
            |b| b.gateway.signature.values = SignedValues::JsonRewritten,
        ),
    ];
    let signed = signed.into_iter();
    signed
        .map(|(name, why, edit)| policy(name, rules!["GW-02"], why, edit))
        .collect()
}

/// Values of a list, read so leniently that others pass.
fn values() -> Vec<Mutant> {
    vec![
        policy(
            "gateway-type-read-as-number",
            rules!["GU-14"],
            "The type is parsed as a number before it is looked up.",
            |b| b.gateway.intake.mend(GATEWAY, "biz_user_type", How::ByNumber),
        ),
        policy(
            "gateway-contract-read-as-number",
            rules!["GU-14"],
            "The contract is parsed as a number before it is looked up.",
            |b| b.gateway.intake.mend(GATEWAY, "contract_type", How::ByNumber),
        ),
        policy(
            "gateway-sign-type-in-full-width",
            rules!["GU-14"],
            "Digits of full width are normalised, as in names.",
            |b| b.gateway.intake.mend(GATEWAY, "sign_type", How::Narrow),
        ),
        policy(
            "gateway-contract-by-part",
            rules!["GU-14"],
            "The list is kept as the text 123, and whatever is contained in it passes.",
            |b| b.gateway.intake.mend(GATEWAY, "contract_type", How::PartOf("123")),
        ),
        policy(
            "gateway-sign-type-by-part",
            rules!["GU-14"],
            "The list is kept as the text 12, and whatever is contained in it passes.",
            |b| b.gateway.intake.mend(GATEWAY, "sign_type", How::PartOf("12")),
        ),
        policy(
            "desktop-type-without-fraction",
            rules!["CU-07"],
            "The JSON library cuts a fraction off where an int is asked for.",
            |b| b.gateway.intake.mend(DESKTOP, "biz_user_type", How::CutFraction),
        ),
        policy(
            "courier-status-without-fraction",
            rules!["BS-27"],
            "The JSON library cuts a fraction off where an int is asked for.",
            |b| b.butler.intake.mend(ROW, "userStatus", How::CutFraction),
        ),
    ]
}

/// Values that the vendor ties to each other, though the page does not.
fn combinations() -> Vec<Mutant> {
    let tied = |name: &str, why: &str, one, other| {
        lapse(
            name,
            rules!["GU-06"],
            why,
            Way::GatewayUser,
            Lapse::NotTogether(one, other),
        )
    };
    let needed = |name: &str, why: &str, one, other| {
        lapse(name, rules!["BS-08"], why, Way::CourierUser, Lapse::Needs(one, other))
    };
    vec![
        tied(
            "gateway-flagship-needs-api",
            "The flagship contract is sold with signing by API only.",
            ("contract_type", "3"),
            ("sign_type", "1"),
        ),
        tied(
            "gateway-application-needs-saas",
            "Applications are set up by the SaaS team, which knows its own users only.",
            ("create_app", "true"),
            ("sign_type", "2"),
        ),
        tied(
            "gateway-brand-for-enterprises",
            "An individual has no brand.",
            ("contract_type", "2"),
            ("biz_user_type", "2"),
        ),
        tied(
            "gateway-no-flagship-application",
            "The flagship contract has its applications made by hand.",
            ("contract_type", "3"),
            ("create_app", "true"),
        ),
        needed(
            "courier-email-needs-employee-number",
            "Business addresses are checked against the staff list, by employee number.",
            "userEmail",
            "empNo",
        ),
        lapse(
            "gateway-contract-needs-sign-type",
            rules!["GU-06"],
            "A contract is written for one way of signing, and so it cannot be without.",
            Way::GatewayUser,
            Lapse::Needs("contract_type", "sign_type"),
        ),
    ]
}

/// What is remembered too long, or not long enough.
fn memory() -> Vec<Mutant> {
    vec![
        policy(
            "courier-old-accounts-overlooked",
            rules!["BS-25"],
            "Accounts are looked up in a cache of the latest fifty.",
            |b| b.butler.accounts.overlooked.push(Overlooked::OlderThan(50)),
        ),
        policy(
            "courier-updates-of-the-latest-fifty",
            rules!["BS-02"],
            "Updates look accounts up in a cache of the latest fifty.",
            |b| b.butler.accounts.updates_reach = Some(50),
        ),
        policy(
            "gateway-app-as-in-the-call-before",
            rules!["GU-15"],
            "The flag is kept in a field of the controller, of which there is one for all calls.",
            |b| b.gateway.applications.created = CreateApp::AsBefore,
        ),
        policy(
            "courier-body-of-64-kilobytes",
            rules!["BS-04"],
            "The proxy in front of the service takes bodies of 64 kilobytes.",
            |b| b.butler.longest_body = Some(65_536),
        ),
    ]
}

/// BS-27: rows that are refused for one field, and saved all the same.
fn saved_rows() -> Vec<Mutant> {
    let despite: [(&str, Change); 8] = [
        ("name", |b| b.butler.rows.saved_despite.push("userRealName")),
        ("employee-number", |b| b.butler.rows.saved_despite.push("empNo")),
        ("email", |b| b.butler.rows.saved_despite.push("userEmail")),
        ("cards", |b| b.butler.rows.saved_despite.push("custId")),
        ("organisation", |b| b.butler.rows.saved_despite.push("organizationName")),
        ("organisation-code", |b| {
            b.butler.rows.saved_despite.push("organizationCode");
        }),
        ("status", |b| b.butler.rows.saved_despite.push("userStatus")),
        ("phone", |b| b.butler.rows.saved_despite.push("userPhone")),
    ];
    let despite = despite.into_iter().map(|(field, edit)| {
        policy(
            &format!("courier-row-saved-despite-its-{field}"),
            rules!["BS-27"],
            "The field is checked after the row was written, and the transaction ends before.",
            edit,
        )
    });
    despite.collect()
}

/// Lists that are none.
fn lists() -> Vec<Mutant> {
    vec![
        policy(
            "courier-null-list-passes",
            rules!["BS-44"],
            "A list that is null counts as a list without rows.",
            |b| b.butler.odd_list = OddList::NullIsEmpty,
        ),
        policy(
            "courier-null-rows-skipped",
            rules!["BS-44"],
            "Rows that are null are filtered out before rows are counted.",
            |b| b.butler.odd_list = OddList::NullRowsSkipped,
        ),
        policy(
            "courier-damaged-list-is-empty",
            rules!["BS-44"],
            "An error of the padding is logged and not passed on, and no rows are left.",
            |b| b.butler.odd_list = OddList::CutIsEmpty,
        ),
        policy(
            "courier-list-must-end-at-its-bracket",
            rules!["BS-03"],
            "The decrypted text is taken for a list if its last character is a bracket.",
            |b| b.butler.odd_list = OddList::NoSpacesBehind,
        ),
    ]
}

/// Accounts that belong to a third-party id.
fn accounts() -> Vec<Mutant> {
    vec![
        policy(
            "courier-derivation-after-any-letters",
            rules!["BS-27"],
            "Companies change their names, and so any three letters may stand before the number.",
            |b| b.butler.derivation.check = DerivedCheck::NumberAfterLetters,
        ),
        policy(
            "courier-derivation-of-the-number-alone",
            rules!["BS-27"],
            "Accounts of the first release had no initials, and are still accepted.",
            |b| b.butler.derivation.check = DerivedCheck::NumberAlone,
        ),
        policy(
            "courier-update-creates-third-party-users",
            rules!["BS-28"],
            "Users of other platforms are synchronised, and so an update creates whom it does not find.",
            |b| b.butler.accounts.unknown = UnknownAccount::CreatedIfDerived,
        ),
    ]
}
