//! Correct calls that are refused, and the field that makes the difference.

use std::collections::BTreeSet;

use fuhe::contract::{Message, Operation};
use fuhe::mock::Behaviour;
use rstest::rstest;
use serde_json::{Value, json};

use super::{failing, first_contacts};
use crate::stage::Vendor;
use crate::verdicts::assert_valid;

// ----------------------------------------------------------------------------------- what is demanded or refused too much

pub(super) const ROW: &str = "batchSave.user";

pub(super) const GATEWAY_USER: &str = "user.save.request";

pub(super) const DESKTOP_USER: &str = "client.user.save.request";

/// The tag of the scenarios that call an operation's vendor.
pub(super) fn tag(message: &str) -> &'static str {
    Operation::area_of(Message::named(message)).vendor().tag()
}

/// Edits the schema of a message; the field is demanded if the keyword is `required`.
pub(super) fn edit(behaviour: &mut Behaviour, message: &str, field: &str, keyword: &str, value: &Value) {
    if keyword == "required" {
        let mut required = Message::named(message).source()["required"]
            .as_array()
            .expect("a list")
            .clone();
        required.push(field.into());
        behaviour.requests.set(message, "/required", required.into());
    } else {
        let pointer = format!("/properties/{field}/{keyword}");
        behaviour.requests.set(message, &pointer, value.clone());
    }
}

#[rstest]
#[case::employee_number(ROW, "empNo", "required", json!(null), "BS-08/first contact: a courier user without empNo is accepted")]
#[case::email(ROW, "userEmail", "required", json!(null), "BS-09/first contact: a courier user without userEmail is accepted")]
#[case::cards(ROW, "custId", "required", json!(null), "BS-10/first contact: a courier user without custId is accepted")]
#[case::organization_name(ROW, "organizationName", "required", json!(null),
    "BS-11/first contact: a courier user without organizationName is accepted")]
#[case::status(ROW, "userStatus", "required", json!(null),
    "BS-13/first contact: a courier user without userStatus is accepted")]
#[case::phone_of_eleven_digits(ROW, "userPhone", "maxLength", json!(10),
    "BS-06/first contact: a courier user with userPhone (phone) is accepted")]
#[case::account(ROW, "userNo", "pattern", json!("^[a-z0-9]{6,16}$"),
    "BS-05/first contact: a courier user with userNo 18 × [a-z0-9] is accepted")]
#[case::name(ROW, "userRealName", "maxLength", json!(2),
    "BS-07/first contact: a courier user with userRealName (name) is accepted")]
#[case::organization_code(ROW, "organizationCode", "maxLength", json!(4),
    "BS-12/first contact: a courier user with organizationCode \"IT0001\" is accepted")]
#[case::gateway_name(GATEWAY_USER, "biz_user_name", "required", json!(null),
    "GU-03/first contact: a gateway user without biz_user_name is accepted")]
#[case::gateway_code(GATEWAY_USER, "biz_user_code", "required", json!(null),
    "GU-04/first contact: a gateway user without biz_user_code is accepted")]
#[case::contract_type(GATEWAY_USER, "contract_type", "required", json!(null),
    "GU-06/first contact: a gateway user without contract_type is accepted")]
#[case::sign_type(GATEWAY_USER, "sign_type", "required", json!(null),
    "GU-07/first contact: a gateway user without sign_type is accepted")]
#[case::create_app(GATEWAY_USER, "create_app", "required", json!(null),
    "GU-08/first contact: a gateway user without create_app is accepted")]
#[case::gateway_type(GATEWAY_USER, "biz_user_type", "enum", json!(["2"]),
    "GU-05/first contact: a gateway user with biz_user_type \"1\" is accepted")]
#[case::desktop_type(DESKTOP_USER, "biz_user_type", "enum", json!([1]),
    "CU-02/first contact: a desktop user with biz_user_type 2 is accepted")]
#[case::desktop_id(DESKTOP_USER, "biz_user_id", "not", json!({ "pattern": "^[a-z0-9]{20}$" }),
    "CU-01/first contact: a desktop user with biz_user_id 20 × [a-z0-9] is accepted")]
#[case::desktop_code(DESKTOP_USER, "biz_user_code", "not", json!({ "pattern": "^[0-9]{18}$" }),
    "CU-04/first contact: a desktop user with biz_user_code (code) is accepted")]
fn a_correct_call_that_is_refused_is_told_once_at_the_field_that_makes_the_difference(
    #[case] message: &str,
    #[case] field: &str,
    #[case] keyword: &str,
    #[case] value: Value,
    #[case] id: &str,
) {
    let vendor = Vendor::new(|behaviour| edit(behaviour, message, field, keyword, &value));
    let called = vendor.check(&format!("--tags {} --seed 7", tag(message)));
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    let report = vendor.stage.report();
    assert_valid(&report);
    let rule = &id[..5];
    let told = first_contacts(&report);
    let [told] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(told["id"], id);
    assert_eq!(
        told["exchanges"].as_array().map(Vec::len),
        Some(2),
        "the refusal and the contrast"
    );
    assert_eq!(told["findings"].as_array().map(Vec::len), Some(1));
    let repeat = format!(
        "fuhe check --target target.toml --seed 7 --name '^{}/'",
        rule.replace('-', "\\-")
    );
    assert_eq!(told["repeat"], repeat.as_str());
    assert_eq!(failing(&report), BTreeSet::from([rule.to_owned()]), "{}", called.out);
    let again = vendor.stage.fuhe(&repeat["fuhe ".len()..].replace('\'', ""));
    assert_eq!(again.code, 1, "{}{}", again.out, again.err);
    assert_eq!(first_contacts(&vendor.stage.report())[0]["id"], id);
}

/// A demanded field and a refused value together are two findings, and no more.
#[test]
fn two_faults_are_told_as_two() {
    let vendor = Vendor::new(|behaviour| {
        edit(behaviour, ROW, "userEmail", "required", &json!(null));
        edit(behaviour, ROW, "userPhone", "maxLength", &json!(10));
    });
    let called = vendor.check("--tags @butler");
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    let report = vendor.stage.report();
    assert_eq!(first_contacts(&report).len(), 2);
    let both = ["BS-06", "BS-09"].map(str::to_owned);
    assert_eq!(failing(&report), BTreeSet::from(both), "{}", called.out);
}

/// What the first contact finds is excused by a waiver of its rule, and stops a run that is to stop at once.
#[test]
fn a_finding_of_the_first_contact_is_one_like_any_other() {
    let vendor = Vendor::new(|behaviour| edit(behaviour, ROW, "userEmail", "required", &json!(null)));
    let called = vendor.check("--tags @BS-25 --fail-fast");
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    let report = vendor.stage.report();
    assert_eq!(report["run"]["counts"]["scenarios"], 1, "no scenario began");
    let file = vendor.embedded.target_file();
    let waiver = "[[waiver]]\nrule = \"BS-09\"\nreason = \"demanded since 2.0\"\n";
    vendor.stage.write("target.toml", &format!("{file}\n{waiver}"));
    let called = vendor.check("--tags @BS-25␣or␣@BS-09 --fail-fast");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    assert_eq!(failing(&vendor.stage.report()), BTreeSet::from(["BS-09".to_owned()]));
}
