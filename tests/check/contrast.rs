//! Judging by contrast: vendors that keep to every word of the pages and have rules of their own are not accused, and real
//! deviations are found beside such rules, wherever the vendor is.

use std::collections::BTreeSet;

use fuhe::faults::{Character, Choice};
use fuhe::mock::behaviour::Behaviour;
use rstest::rstest;
use serde_json::{Value, json};

use crate::first_contact::failing;
use crate::stage::{Manner, Server, Vendor};
use crate::verdicts::verdict;

fn of_character(name: &str) -> impl FnOnce(&mut Behaviour) {
    let character = Character::named(name).unwrap_or_else(|| panic!("no character {name}"));
    |behaviour| character.apply(behaviour)
}

fn following(behaviour: &mut Behaviour, question: &str, value: &str) {
    let choice = Choice::named(question, value).unwrap_or_else(|| panic!("no choice {question}={value}"));
    choice.apply(behaviour);
}

/// The rules with this verdict in a report.
fn with_verdict(report: &Value, wanted: &str) -> BTreeSet<String> {
    let rules = report["rules"].as_array().expect("rules").iter();
    let found = rules.filter(|rule| rule["verdict"] == wanted);
    found
        .map(|rule| rule["id"].as_str().expect("an id").to_owned())
        .collect()
}

/// The kinds of endings in a report.
fn endings(report: &Value) -> BTreeSet<&str> {
    let scenarios = report["scenarios"].as_array().expect("scenarios").iter();
    scenarios
        .map(|scenario| scenario["ending"]["kind"].as_str().expect("a kind"))
        .collect()
}

/// A target that is elsewhere, as far as its file tells: calls go through a proxy that passes them on to the vendor.
fn elsewhere(vendor: &Vendor, more: &str) -> Server {
    let proxy = Server::start(Manner::Relay(vendor.port(), usize::MAX, Box::new(Manner::Silent)));
    let target = vendor.embedded.target_file();
    let target = target.replace(&format!("127.0.0.1:{}", vendor.port()), "staging.example");
    let network = format!(
        "allow_writes = true\n[network]\nproxy = \"http://127.0.0.1:{}\"\n",
        proxy.port
    );
    let target = target.replacen("\n\n", &format!("\n{network}\n"), 1);
    vendor.stage.write("target.toml", &format!("{target}\n{more}"));
    proxy
}

// ---------------------------------------------------------------------------------------------------- no false alarms

/// Such a vendor is run twice, as a nightly job would: what the first run left must not accuse it in the second.
#[rstest]
#[case::strict_tenant("strict-tenant")]
#[case::replica("replica")]
#[case::lookup("lookup")]
fn a_vendor_with_habits_is_not_accused(#[case] character: &str) {
    let vendor = Vendor::new(of_character(character));
    for run in ["first", "second"] {
        let called = vendor.check("--strict");
        assert_eq!(called.code, 0, "{run} run: {}{}", called.out, called.err);
        let report = vendor.stage.report();
        assert_eq!(report["run"]["counts"]["findings"], 0, "{run} run: {}", called.out);
        assert_eq!(
            with_verdict(&report, "blocked"),
            BTreeSet::new(),
            "{run} run: {}",
            called.out
        );
    }
}

/// What such a vendor keeps from being judged is said, and does not hold.
#[test]
fn what_no_form_could_show_is_partly_tested() {
    let vendor = Vendor::new(|b| following(b, "CU-11.code-form", "refused"));
    let called = vendor.check("--tags @client.user.save --strict");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    let report = vendor.stage.report();
    let rules = report["rules"].as_array().expect("rules").iter();
    let in_part: Vec<&Value> = rules
        .filter(|rule| rule.get("not_judged").is_some())
        .map(|rule| &rule["id"])
        .collect();
    assert_eq!(in_part, ["CU-04", "CU-07"], "{}", called.out);
    assert_eq!(verdict(&report, "CU-04"), "partly-tested");
    assert!(called.out.contains("Judged in part"), "{}", called.out);
    assert!(endings(&report).contains("not-judged"));
    assert!(called.out.contains("as far as tested"), "{}", called.out);
    // Names of another form than the one refused show the limit, so that it holds.
    let vendor = Vendor::new(|b| following(b, "CU-11.name-latin", "refused"));
    let called = vendor.check("--tags @client.user.save --strict");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    let report = vendor.stage.report();
    let rules = report["rules"].as_array().expect("rules").iter();
    assert_eq!(
        rules.filter(|rule| rule.get("not_judged").is_some()).count(),
        0,
        "{}",
        called.out
    );
}

/// A vendor whose answers lag behind is given the time that it was seen to need.
#[test]
fn a_lag_is_measured_where_the_target_file_does_not_give_it() {
    let vendor = Vendor::new(of_character("replica"));
    let target = vendor.embedded.target_file();
    let line = target
        .lines()
        .find(|line| line.starts_with("settle = "))
        .expect("a line");
    vendor.stage.write("target.toml", &target.replace(line, ""));
    let called = vendor.check("--strict");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    assert!(called.err.contains("calls that depend on one wait "), "{}", called.err);
    assert_eq!(vendor.stage.report()["run"]["counts"]["findings"], 0);
}

/// A platform that grants no further applications blocks what needs one, with its cause.
#[rstest]
#[case::none(0)]
#[case::one(1)]
#[case::a_few(4)]
fn a_quota_blocks_what_is_past_it(#[case] at_most: usize) {
    let vendor = Vendor::new(|b| b.gateway.applications.at_most = Some(at_most));
    let called = vendor.check("--tags @user.save");
    assert_eq!(called.code, 6, "{}{}", called.out, called.err);
    let report = vendor.stage.report();
    assert_eq!(report["run"]["counts"]["findings"], 0, "{}", called.out);
    assert!(
        called.out.contains("grants no further create_app (GW-24)"),
        "{}",
        called.out
    );
}

/// Where the vendor looks organisations up, the target file has to name one.
#[test]
fn a_lookup_asks_for_real_values() {
    let vendor = Vendor::new(of_character("lookup"));
    let target = vendor.embedded.target_file();
    let (target, _) = target.split_once("[butler.fixtures]").expect("fixtures");
    vendor.stage.write("target.toml", target);
    let called = vendor.check("--tags @butler");
    assert_eq!(called.code, 2, "{}{}", called.out, called.err);
    assert!(
        called.err.contains("made-up organizationCode") && called.err.contains("[butler.fixtures]"),
        "{}",
        called.err
    );
}

/// A vendor that takes Latin names only is no deviation: the target file says which names to make up.
#[rstest]
#[case::gateway("client.user.save.request", "biz_user_name", "@CU-03", "client.user.save")]
#[case::courier("batchSave.user", "userRealName", "@BS-07", "batchSave")]
fn the_form_of_names_is_a_line_of_the_target_file(
    #[case] message: &str,
    #[case] field: &str,
    #[case] tag: &str,
    #[case] operation: &str,
) {
    let pointer = format!("/properties/{field}/pattern");
    let vendor = Vendor::new(|b| b.requests.set(message, &pointer, json!("^[A-Za-z]+$")));
    let called = vendor.check(&format!("--tags {tag}"));
    assert_eq!((called.code, called.out.as_str()), (2, ""), "{}", called.err);
    let words = format!("the vendor refuses every call of {operation} for its {field}");
    assert!(called.err.contains(&words), "{}", called.err);
    assert!(
        called.err.contains("write names = \"latin\" in [data]"),
        "{}",
        called.err
    );
    vendor.ends_in_chinese_too(&format!("--tags {tag}"), 2);
    let target = vendor.embedded.target_file();
    vendor
        .stage
        .write("target.toml", &format!("{target}\n[data]\nnames = \"latin\"\n"));
    let called = vendor.check(&format!("--tags {tag}"));
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
}

// ---------------------------------------------------------------------------------------------------- no missed faults

/// Real deviations are found off this machine as well, where a value may be looked up.
#[rstest]
#[case::code_cut("organizationCode", "maxLength", json!(20), "BS-12")]
#[case::name_cut("organizationName", "maxLength", json!(20), "BS-11")]
#[case::no_comma("custId", "pattern", json!("^[^,]*$"), "BS-10")]
fn a_limit_that_is_wrong_is_found_anywhere(
    #[case] field: &str,
    #[case] keyword: &str,
    #[case] value: Value,
    #[case] rule: &str,
) {
    let pointer = format!("/properties/{field}/{keyword}");
    let vendor = Vendor::new(|b| b.requests.set("batchSave.user", &pointer, value));
    let _proxy = elsewhere(&vendor, "");
    let called = vendor.check(&format!("--tags @{rule}"));
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    assert_eq!(failing(&vendor.stage.report()), BTreeSet::from([rule.to_owned()]));
    assert!(
        called.out.contains("the call to be accepted, as it is with "),
        "{}",
        called.out
    );
}

/// A wrong limit shows beside a habit, by a form that the habit lets through.
#[test]
fn a_limit_that_is_wrong_shows_beside_a_habit() {
    let vendor = Vendor::new(|b| {
        following(b, "CU-11.name-latin", "refused");
        b.requests.set(
            "client.user.save.request",
            "/properties/biz_user_name/maxLength",
            20.into(),
        );
    });
    let called = vendor.check("--tags @CU-03");
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    assert_eq!(verdict(&vendor.stage.report(), "CU-03"), "fails");
}

/// A refusal of everything of one form is no proof of a limit: what is past it must be refused unlike what is at it.
#[test]
fn a_refusal_for_another_reason_does_not_hold_a_limit() {
    let vendor = Vendor::new(|b| {
        b.requests.set(
            "client.user.save.request",
            "/properties/biz_user_code/pattern",
            json!("^[0-9X]{18}$"),
        );
    });
    let called = vendor.check("--tags @CU-07");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    assert_eq!(verdict(&vendor.stage.report(), "CU-07"), "partly-tested");
}
