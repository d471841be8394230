//! The first contact before a run: what a target file says wrongly is told with the line to change, and what the vendor
//! refuses of a correct call is found by contrast and told once, at its rule.

use std::collections::BTreeSet;

use fuhe::contract::Message;
use fuhe::vendor::{Behaviour, Choice};
use rstest::rstest;
use serde_json::{Value, json};

use crate::stage::Vendor;
use crate::verdicts::assert_valid;

/// A vendor that follows these readings.
fn bent(choices: &[&str]) -> Vendor {
    Vendor::new(|behaviour| {
        for choice in choices {
            let (question, value) = choice.split_once('=').expect("QUESTION=READING");
            let choice = Choice::named(question, value).unwrap_or_else(|| panic!("no choice {choice}"));
            choice.apply(behaviour);
        }
    })
}

/// The rules that fail in a report.
fn failing(report: &Value) -> BTreeSet<String> {
    let rules = report["rules"].as_array().expect("rules");
    let failing = rules.iter().filter(|rule| rule["verdict"] == "fails");
    failing
        .map(|rule| rule["id"].as_str().expect("an id").to_owned())
        .collect()
}

/// The scenarios of the first contact in a report.
fn first_contacts(report: &Value) -> Vec<Value> {
    let scenarios = report["scenarios"].as_array().expect("scenarios");
    let is_one = |scenario: &&Value| scenario["name"].as_str().is_some_and(|name| name.starts_with("first contact: "));
    scenarios.iter().filter(is_one).cloned().collect()
}

// ---------------------------------------------------------------------------------------------------- habits that differ

/// The vendor's reading, the line of its target file, and what somebody wrote there instead.
#[rstest]
#[case::names(&["GW-11.request=snake"], &[("request_names = \"snake\"", "request_names = \"params\"")])]
#[case::other_names(&["GW-11.request=request_content"], &[("request_names = \"request_content\"", "request_names = \"snake\"")])]
#[case::usual_names(&[], &[("request_names = \"params\"", "request_names = \"request_content\"")])]
#[case::empty(&["GW-12.empty=false"], &[("sign_empty = false", "sign_empty = true")])]
#[case::usual_empty(&[], &[("sign_empty = true", "sign_empty = false")])]
#[case::null(&["GW-12.null=empty"], &[("sign_null = \"empty\"", "sign_null = \"out\"")])]
#[case::usual_null(&[], &[("sign_null = \"out\"", "sign_null = \"null\"")])]
#[case::boolean(&["GW-12.boolean=digit"], &[("sign_boolean = \"digit\"", "sign_boolean = \"word\"")])]
#[case::usual_boolean(&[], &[("sign_boolean = \"word\"", "sign_boolean = \"out\"")])]
#[case::several(
    &["GW-12.empty=false", "GW-12.boolean=out"],
    &[("sign_empty = false", "sign_empty = true"), ("sign_boolean = \"out\"", "sign_boolean = \"word\"")]
)]
#[case::names_and_habit(
    &["GW-11.request=snake", "GW-12.null=null"],
    &[("request_names = \"snake\"", "request_names = \"params\""), ("sign_null = \"null\"", "sign_null = \"out\"")]
)]
fn a_habit_that_differs_is_told_with_its_line(#[case] choices: &[&str], #[case] lines: &[(&str, &str)]) {
    let vendor = bent(choices);
    let mut file = vendor.embedded.target_file();
    for (right, wrong) in lines {
        assert!(file.contains(right), "{file}");
        file = file.replace(right, wrong);
    }
    vendor.stage.write("target.toml", &file);
    let called = vendor.check("--tags @etc");
    let right: Vec<&str> = lines.iter().map(|(right, _)| *right).collect();
    let expected = format!(
        "error: the gateway refuses calls as [etc] of target \"mock\" has them spelled or signed, and understands them \
         otherwise (GW-11, GW-12); write {} there (`fuhe probe` shows the calls)\n",
        right.join(" and ")
    );
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (2, "", expected.as_str())
    );
    // With that line, the same run is clean.
    vendor.stage.write("target.toml", &vendor.embedded.target_file());
    assert_eq!(vendor.check("--tags @GW-12").code, 0);
}

// ----------------------------------------------------------------------------------- what is demanded or refused too much

const ROW: Message = Message::BatchSaveUser;
const GATEWAY_USER: Message = Message::UserSaveRequest;
const DESKTOP_USER: Message = Message::ClientUserSaveRequest;

/// The tag of the scenarios that call an operation's vendor.
fn tag(message: Message) -> &'static str {
    match message {
        Message::BatchSaveUser => "@butler",
        _ => "@etc",
    }
}

/// Edits the schema of a message; the field is demanded if the keyword is `required`.
fn edit(behaviour: &mut Behaviour, message: Message, field: &str, keyword: &str, value: &Value) {
    if keyword == "required" {
        let mut required = message.source()["required"].as_array().expect("a list").clone();
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
    "BS-06/first contact: a courier user with userPhone 11 × [0-9] is accepted")]
#[case::phone_of_another_network(ROW, "userPhone", "pattern", json!("^15"),
    "BS-06/first contact: a courier user with userPhone 11 × [0-9] is accepted")]
#[case::account(ROW, "userNo", "pattern", json!("^[a-z0-9]{6,16}$"),
    "BS-05/first contact: a courier user with userNo 18 × [a-z0-9] is accepted")]
#[case::name(ROW, "userRealName", "pattern", json!("^[^a-z]*$"),
    "BS-07/first contact: a courier user with userRealName \"Zhang San\" is accepted")]
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
#[case::desktop_id(DESKTOP_USER, "biz_user_id", "maxLength", json!(16),
    "CU-01/first contact: a desktop user with biz_user_id 20 × [a-z0-9] is accepted")]
#[case::desktop_code(DESKTOP_USER, "biz_user_code", "maxLength", json!(16),
    "CU-04/first contact: a desktop user with biz_user_code 18 × [0-9] is accepted")]
fn a_correct_call_that_is_refused_is_told_once_at_the_field_that_makes_the_difference(
    #[case] message: Message,
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
    assert_eq!(told["exchanges"].as_array().map(Vec::len), Some(2), "the refusal and the contrast");
    assert_eq!(told["findings"].as_array().map(Vec::len), Some(1));
    let repeat = format!("fuhe check --target target.toml --tags {} --seed 7 --name '^{}/'", tag(message), rule.replace('-', "\\-"));
    assert_eq!(told["repeat"], repeat.as_str());
    assert!(called.out.contains(&format!("✗ {}", told["name"].as_str().expect("a name"))), "{}", called.out);
    assert_eq!(failing(&report), BTreeSet::from([rule.to_owned()]), "{}", called.out);
}
