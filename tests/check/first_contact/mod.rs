//! The first contact before a run: what a target file says wrongly is told with the line to change, and what the vendor
//! refuses of a correct call is found by contrast and told once, at its rule.

mod refused_field;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use fuhe::crypto::rsa::SigningKey;
use fuhe::faults::Choice;
use fuhe::wire::etc::{self, SigningHabits};
use refused_field::{DESKTOP_USER, GATEWAY_USER, ROW, edit, tag};
use rstest::rstest;
use serde_json::{Map, Value, json};

use crate::stage::{Manner, Server, Stage, Vendor};
use crate::verdicts::verdict;

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
pub(crate) fn failing(report: &Value) -> BTreeSet<String> {
    let rules = report["rules"].as_array().expect("rules");
    let failing = rules.iter().filter(|rule| rule["verdict"] == "fails");
    failing
        .map(|rule| rule["id"].as_str().expect("an id").to_owned())
        .collect()
}

/// A stage with `gateway.toml`, a target that has nothing but the gateway.
pub(crate) fn gateway_only(server: &Server) -> Stage {
    let stage = Stage::new();
    stage.write("key.pem", include_str!("../../vectors/throwaway.pem"));
    let target = format!(
        "[etc]\nurl = \"http://127.0.0.1:{}/\"\napp_id = \"OIG0AF4DMOK2VC2N\"\nprivate_key = {{ file = \"key.pem\" }}\n",
        server.port
    );
    stage.write("gateway.toml", &target);
    stage
}

/// The scenarios of the first contact in a report.
fn first_contacts(report: &Value) -> Vec<Value> {
    let scenarios = report["scenarios"].as_array().expect("scenarios");
    let is_one = |scenario: &&Value| {
        scenario["name"]
            .as_str()
            .is_some_and(|name| name.starts_with("first contact: "))
    };
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
    vendor.ends_in_chinese_too("--tags @etc", 2);
    // With that line, the same run is clean.
    vendor.stage.write("target.toml", &vendor.embedded.target_file());
    assert_eq!(vendor.check("--tags @GW-12␣or␣@CU-05").code, 0);
}

/// A gateway that looks at the parameters before the signature, and leaves empty strings out of the signed text. No call
/// that creates nothing can show that.
fn parameters_first(_: &str, body: &str) -> (u16, Value) {
    static USERS: AtomicUsize = AtomicUsize::new(0);
    let number = USERS.fetch_add(1, Ordering::SeqCst);
    let answer = |code: &str, msg: &str, data: Value| {
        let body = json!({ "requestId": format!("r{number}"), "code": code, "msg": msg, "data": data });
        (200, body)
    };
    let key = SigningKey::parse(include_str!("../../vectors/throwaway.pem")).expect("a key");
    let body: Map<String, Value> = serde_json::from_str(body).expect("JSON");
    let none = Map::new();
    let params = body.get("params").and_then(Value::as_object).unwrap_or(&none);
    let missing = ["biz_user_id", "biz_user_type"]
        .into_iter()
        .find(|name| !params.contains_key(*name));
    if let Some(name) = missing {
        return answer("400", &format!("参数{name}不能为空"), Value::Null);
    }
    let envelope = body
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "sign" | "params"));
    let fields = envelope.chain(params).map(|(name, value)| (name.as_str(), value));
    let habits = SigningHabits {
        empty: false,
        ..SigningHabits::default()
    };
    if etc::sign(&etc::signed_text(fields, &habits), &key) != body["sign"] {
        return answer("401001", "验证签名失败", Value::Null);
    }
    let data = json!({ "etc_user_no": format!("P{number}"), "ebaas_user_no": format!("E{number}") });
    answer("000", "成功", data)
}

/// Nobody is accused for what cannot be told apart, neither the vendor nor the target file.
#[test]
fn a_habit_that_no_answer_shows_blocks_what_depends_on_it() {
    let server = Server::start(Manner::Answer(Arc::new(parameters_first)));
    let stage = gateway_only(&server);
    let called = stage.fuhe("check --target gateway.toml --name ^GU-20/");
    assert!(!matches!(called.code, 1..=3), "{}{}", called.out, called.err);
    let report = stage.report();
    assert_eq!(verdict(&report, "GU-20"), "blocked");
    let words = "the signature was refused, and no answer shows which sign_empty the gateway has (GW-12)";
    let scenarios = report["scenarios"].as_array().expect("scenarios");
    let blocked = scenarios.iter().filter(|scenario| scenario["ending"]["why"] == words);
    assert_eq!(blocked.count(), 1, "{scenarios:?}");
    assert_eq!(report["run"]["counts"]["findings"], 0);
}

/// Where no correct call is accepted, nothing can be judged, and the vendor is quoted.
#[rstest]
#[case::gateway(
    DESKTOP_USER,
    "channel",
    "the gateway refuses every correct call of client.user.save (refused with code 400 \"参数channel不能为空\"): the required \
     fields alone, all fields of the page, and other documented values of each; ask the vendor what this application has to \
     send of target \"mock\"\n"
)]
#[case::gateway_user(
    GATEWAY_USER,
    "channel",
    "the gateway refuses every correct call of user.save (refused with code 400 \"参数channel不能为空\"): the required fields \
     alone, all fields of the page, and other documented values of each; ask the vendor what this application has to send of \
     target \"mock\"\n"
)]
#[case::courier(
    ROW,
    "channel",
    "the courier refuses every correct call of batchSave (refused \"数据校验不通过\": channel不能为空!): the required fields \
     alone, all fields of the page, and other documented values of each; ask the vendor what is missing, and give real values \
     in [butler.fixtures] of target \"mock\"\n"
)]
#[case::form(
    ROW,
    "userPhone",
    "the courier refuses every correct call of batchSave (refused \"数据校验不通过\": userPhone不符合要求!): the required \
     fields alone, all fields of the page, and other documented values of each; ask the vendor what is missing, and give real \
     values in [butler.fixtures] of target \"mock\"; where it is the form of userPhone that is refused, write another in \
     [data] of the target file\n"
)]
fn a_vendor_that_refuses_every_correct_call_stops_the_run(
    #[case] message: &str,
    #[case] field: &str,
    #[case] sentence: &str,
) {
    let vendor = Vendor::new(|behaviour| match field {
        "userPhone" => edit(behaviour, message, field, "pattern", &json!("^13")),
        _ => edit(behaviour, message, field, "required", &json!(null)),
    });
    let called = vendor.check(&format!("--tags {}", tag(message)));
    assert_eq!(
        (called.code, called.out.as_str(), called.err),
        (2, "", format!("error: {sentence}"))
    );
}

/// A wrong secret is the target file's fault, whatever the courier's refusals look like: one that makes up an entry, or that
/// has no documented shape, has not read the list.
#[rstest]
#[case::documented("BS-48.shape=documented")]
#[case::made_up_entry("BS-34.form=result list, msg text")]
#[case::without_words("BS-34.form=result null, msg null")]
#[case::another_shape("BS-48.shape=json")]
#[case::text("BS-48.shape=text")]
fn a_wrong_secret_is_no_deviation(#[case] choice: &str) {
    let vendor = bent(&[choice]);
    vendor.retarget("sk = \"", "sk = \"x");
    let called = vendor.check("--tags @butler");
    assert_eq!((called.code, called.out.as_str()), (2, ""), "{}", called.err);
    for setting in ["butler.send_app_id", "butler.sk", "target \"mock\""] {
        assert!(called.err.contains(setting), "{}", called.err);
    }
    vendor.ends_in_chinese_too("--tags @butler", 2);
}

/// What the gateway says itself is in the way, in its own words and with what to do.
#[rstest]
#[case::no_permission(
    "401002",
    "the application APP has no permission for client.user.save (401002: 不行); ask the vendor to grant it\n"
)]
#[case::switched_off(
    "400002",
    "the gateway has client.user.save switched off (400002: 不行); ask the vendor to switch it on\n"
)]
#[case::unknown_operation(
    "404001",
    "the gateway does not know the operation client.user.save (404001: 不行); check etc.url of target \"mock\", or ask the \
     vendor where it offers the operation\n"
)]
#[case::unknown_application(
    "400001",
    "the gateway does not know the application APP (400001: 不行); check etc.app_id of target \"mock\"\n"
)]
#[case::internal_error(
    "500",
    "the gateway refuses every correct call of client.user.save (refused with code 500 \"不行\"): the required fields alone, \
     all fields of the page, and other documented values of each; ask the vendor what this application has to send of target \
     \"mock\"\n"
)]
fn a_refusal_that_says_what_is_in_the_way(#[case] code: &'static str, #[case] sentence: &str) {
    let answer = move |_: &str, _: &str| {
        let body = json!({ "requestId": "1", "code": code, "msg": "不行", "data": null });
        (200, body)
    };
    let server = Server::start(Manner::Answer(Arc::new(answer)));
    let vendor = Vendor::new(|_| {});
    vendor.retarget(&format!(":{}", vendor.port()), &format!(":{}", server.port));
    let called = vendor.check("--tags @etc");
    let app_id = &vendor.embedded.vendor().credentials().etc.app_id;
    let expected = format!("error: {}", sentence.replace("APP", app_id));
    assert_eq!((called.code, called.out.as_str(), called.err), (2, "", expected));
    vendor.ends_in_chinese_too("--tags @etc", 2);
}

/// A vendor that accepts what is correct is asked little before the suite: what the scenarios need, and no more.
#[rstest]
#[case::desktop_users("--name ^CU-05/", 3)]
#[case::gateway("--tags @etc", 5)]
#[case::courier("--tags @BS-12 --keep", 2)]
#[case::derived_accounts("--tags @BS-14 --keep", 3)]
fn a_conforming_vendor_is_called_a_few_times(#[case] options: &str, #[case] calls: u64) {
    let vendor = Vendor::new(|_| {});
    let server = Server::start(Manner::Relay(vendor.port(), usize::MAX, Box::new(Manner::Silent)));
    vendor.retarget(&format!(":{}", vendor.port()), &format!(":{}", server.port));
    let called = vendor.check(options);
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    let counted = vendor.stage.report()["run"]["counts"]["calls"]
        .as_u64()
        .expect("a number");
    assert_eq!(server.requests() as u64 - counted, calls);
}

// ------------------------------------------------------------------------------------------------------ books of the vendor

/// A courier that looks organisations and cards up, called as if it were on another machine.
fn with_books() -> (Vendor, String) {
    let vendor = Vendor::new(|behaviour| {
        for (question, value) in [("BS-50.organization-code", "refused"), ("BS-50.card", "refused")] {
            Choice::named(question, value).expect("a choice").apply(behaviour);
        }
        edit(behaviour, ROW, "organizationCode", "enum", &json!(["SF0000IT0001"]));
    });
    let file = vendor.embedded.target_file().replace("127.0.0.1", "0.0.0.0");
    (vendor, format!("allow_writes = true\n{file}"))
}

#[rstest]
#[case::none_given(
    "organization_code = \"SF0000IT0001\"\n",
    "",
    "the courier refuses a correct row with a made-up organizationCode: organizationCode不符合要求!; give real values in \
     [butler.fixtures] of target \"mock\"\n"
)]
#[case::card(
    "\"1234567890\"",
    "\"9999999999\"",
    "the courier refuses a correct row for its custId: custId不符合要求!; check cust_ids in [butler.fixtures] of target \"mock\"\n"
)]
fn a_value_that_the_vendor_does_not_know_is_asked_for(#[case] from: &str, #[case] to: &str, #[case] sentence: &str) {
    let (vendor, file) = with_books();
    assert!(file.contains(from), "{file}");
    vendor.stage.write("target.toml", &file.replace(from, to));
    let called = vendor.check("--tags @BS-25");
    assert_eq!((called.code, called.err), (2, format!("error: {sentence}")));
    vendor.ends_in_chinese_too("--tags @BS-25", 2);
    vendor.stage.write("target.toml", &file);
    assert_eq!(vendor.check("--tags @BS-25").code, 0);
}

// ------------------------------------------------------------------------------------------------- refused in mid-run only

/// The answers of a courier that takes its first users and then no more.
fn taken_no_more(body: &str) -> String {
    static TAKEN: AtomicUsize = AtomicUsize::new(0);
    if body.contains("\"ok\"") && TAKEN.fetch_add(1, Ordering::SeqCst) >= 3 {
        return json!({ "succ": "fail", "msg": "用户数已达上限", "result": null }).to_string();
    }
    body.to_owned()
}

#[test]
fn a_refused_precondition_is_told_once_and_blocks_the_rest() {
    let vendor = Vendor::new(|_| {});
    let server = Server::start(Manner::Rewrite(vendor.port(), taken_no_more));
    vendor.retarget(&format!(":{}", vendor.port()), &format!(":{}", server.port));
    let called = vendor.check("--tags @BS-25␣or␣@BS-28␣or␣@BS-24 --concurrency 2 --seed 3");
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    let report = vendor.stage.report();
    let scenarios = report["scenarios"].as_array().expect("scenarios");
    let findings = scenarios
        .iter()
        .flat_map(|scenario| scenario["findings"].as_array().into_iter().flatten());
    assert_eq!(findings.filter(|finding| finding["rule"] == "BS-20").count(), 1);
    let blocked = scenarios
        .iter()
        .filter(|scenario| scenario["ending"]["kind"] == "blocked");
    assert!(blocked.count() > 5, "{}", called.out);
}

/// A precondition that sets a field is charged to the field, as a correct call without it is accepted.
#[test]
fn a_refused_precondition_is_charged_to_the_field_that_it_sets() {
    let vendor = Vendor::new(|behaviour| behaviour.butler.accounts.may_begin_disabled = false);
    let called = vendor.check("--tags @butler");
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    assert_eq!(
        failing(&vendor.stage.report()),
        BTreeSet::from(["BS-13".to_owned()]),
        "{}",
        called.out
    );
}
