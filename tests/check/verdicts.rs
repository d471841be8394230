//! Exit codes 0, 1 and 4, and which of several comes first.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use fuhe::contract::Schema;
use fuhe::mock::{AnswerEdit, Behaviour, Change, Reason, Which, Wording};
use fuhe::wire::Vendor as Of;
use rstest::rstest;
use serde_json::Value;

use crate::stage::{Manner, Server, Stage, Vendor};

/// A must rule is broken: a wrong signature is refused under another code (GW-04).
pub(crate) fn breaks_a_must(behaviour: &mut Behaviour) {
    behaviour.gateway.answer_with_code(Reason::Signature, "401009");
}

/// A should rule is broken: a success is worded otherwise (GW-22).
pub(crate) fn breaks_a_should(behaviour: &mut Behaviour) {
    behaviour.gateway.success = Wording {
        code: "000",
        message: "OK",
    };
}

pub(crate) fn verdict(report: &Value, rule: &str) -> String {
    let rules = report["rules"].as_array().expect("rules");
    let record = rules.iter().find(|record| record["id"] == rule).expect("the rule");
    record["verdict"].as_str().expect("a text").to_owned()
}

#[rstest]
#[case::tags("--tags @CU-03")]
#[case::name("--name ^BS-25/")]
#[case::both("--tags @must␣and␣not␣@butler --name ^GW-0[1-4]/ --concurrency 3 --seed 7 --strict")]
#[case::two_vendors("--tags @GW-17")]
fn the_embedded_vendor_conforms(#[case] options: &str) {
    let stage = Stage::new();
    let called = stage.fuhe(&format!("check {options}"));
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    let last: Vec<&str> = called.out.lines().rev().take(2).collect();
    assert_eq!(last[0], "Report: target/fuhe/index.html");
    assert!(
        last[1].starts_with("embedded vendor conforms as far as tested: "),
        "{}",
        last[1]
    );
    let not_live = "This is fuhe's own embedded vendor: no live target was tested.";
    assert!(last[1].ends_with(not_live), "{}", last[1]);
    let report = stage.report();
    assert_eq!(report["run"]["verdict"], "conforms");
    assert_valid(&report);
    let junit = std::fs::read_to_string(stage.path("target/fuhe/junit.xml")).expect("there is a JUnit report");
    assert!(junit.starts_with("<?xml"));
}

#[test]
fn a_must_rule_that_fails() {
    let vendor = Vendor::new(breaks_a_must);
    let called = vendor.check("--tags @GW-04␣or␣@GW-07 --seed 5 --report-dir r");
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    assert!(
        called
            .out
            .contains("mock deviates from its documentation: 1 must rule fails.\nReport: r/index.html\n"),
        "{}",
        called.out
    );
    let report = vendor.stage.report_in("r");
    assert_valid(&report);
    assert_eq!(verdict(&report, "GW-04"), "fails");
    assert_eq!(verdict(&report, "GW-07"), "holds");
    for words in [
        "GW-04  must  A wrong signature is refused with code 401001",
        "expected    ",
        "actual      ",
        "where       /code, first mismatch in what the answer says",
        "repeat      fuhe check --target target.toml --seed 5 --name '^GW\\-04/",
    ] {
        assert!(called.out.contains(words), "no {words} in\n{}", called.out);
    }
}

/// The command beside a finding repeats just that scenario, whatever stands in its name or in the path of the target.
#[test]
fn the_command_beside_a_finding_repeats_it() {
    let vendor = Vendor::new(breaks_a_must);
    let target = std::fs::read(vendor.stage.path("target.toml")).expect("the target file");
    std::fs::write(vendor.stage.path("it's staging.toml"), target).expect("a copy");
    let called = vendor
        .stage
        .fuhe("check --target it's␣staging.toml --tags @GW-04 --report-dir r");
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    let report = vendor.stage.report_in("r");
    for scenario in report["scenarios"].as_array().expect("scenarios") {
        let Some(repeat) = scenario["repeat"].as_str() else {
            continue;
        };
        let binary = Path::new(env!("CARGO_BIN_EXE_fuhe"));
        let path = format!("{}:/usr/bin:/bin", binary.parent().expect("a folder").display());
        let output = Command::new("sh")
            .args(["-c", &format!("{repeat} --report-dir again")])
            .env("PATH", path)
            .current_dir(vendor.stage.path(""))
            .output()
            .expect("a shell");
        assert_eq!(output.status.code(), Some(1), "{repeat}");
        let again = vendor.stage.report_in("again");
        assert_eq!(again["run"]["counts"]["scenarios"], 1, "{repeat}");
        assert_eq!(again["scenarios"][0]["id"], scenario["id"]);
    }
}

#[rstest]
#[case::a_warning(
    "",
    0,
    "mock conforms as far as tested: 0 of 116 rules hold. 1 failed should rule is only a warning.\n"
)]
#[case::a_deviation("--strict", 1, "mock deviates from its documentation: 1 should rule fails.\n")]
fn a_should_rule_that_fails(#[case] options: &str, #[case] code: i32, #[case] words: &str) {
    let vendor = Vendor::new(breaks_a_should);
    let called = vendor.check(&format!("--tags @GW-22 {options}"));
    assert_eq!(called.code, code, "{}{}", called.out, called.err);
    assert!(called.out.contains(words), "{}", called.out);
    assert_eq!(verdict(&vendor.stage.report(), "GW-22"), "fails");
}

#[rstest]
#[case::name("--name zzz")]
#[case::contradiction("--tags @etc␣and␣@butler")]
fn nothing_is_selected(#[case] options: &str) {
    let stage = Stage::new();
    let called = stage.fuhe(&format!("check {options}"));
    assert_eq!(called.code, 4, "{}{}", called.out, called.err);
    let words = "No scenario was selected: change --tags or --name, or see `fuhe rules`.\n";
    assert!(called.out.contains(words), "{}", called.out);
    let report = stage.report();
    assert_eq!(report["run"]["verdict"], "empty");
    assert_valid(&report);
}

/// A target without the courier is a target of the gateway alone.
#[rstest]
#[case::the_other_alone("--tags @CU-05", 0)]
#[case::nothing_of_it("--tags @butler", 4)]
fn a_vendor_that_the_target_does_not_have(#[case] options: &str, #[case] code: i32) {
    let vendor = Vendor::new(|_| {});
    let whole = vendor.embedded.target_file();
    let etc_alone = &whole[..whole.find("[butler]").expect("the section")];
    vendor.stage.write("target.toml", etc_alone);
    let called = vendor.check(options);
    assert_eq!(called.code, code, "{}{}", called.out, called.err);
    assert_eq!(vendor.embedded.vendor().snapshot().accounts.len(), 0);
}

/// A vendor whose scenarios are not selected is not called, and may be away.
#[rstest]
#[case::gateway_alone("--tags @CU-05", 0)]
#[case::courier_alone("--tags @BS-25", 3)]
#[case::both("--tags @GW-17", 3)]
fn a_vendor_that_is_not_asked_may_be_away(#[case] options: &str, #[case] code: i32) {
    let vendor = Vendor::new(|_| {});
    let port = vendor.port();
    // The courier's address is that of the host alone.
    vendor.retarget(&format!("127.0.0.1:{port}\""), "127.0.0.1:9\"");
    let called = vendor.check(options);
    assert_eq!(called.code, code, "{}{}", called.out, called.err);
}

// -------------------------------------------------------------------------------------------------------- what comes first

/// Everything at once that leads to the later codes; each line takes away what led to the one before.
#[rstest]
#[case::usage_before_all("--tags must", true, 2)]
#[case::unreachable_before_deviations("--tags @GW-04 --concurrency 1 --seed 1", true, 3)]
#[case::deviations("--tags @GW-04", false, 1)]
#[case::nothing_selected("--name zzz", true, 4)]
#[case::conforms("--tags @GW-07", false, 0)]
fn the_first_code_that_applies(#[case] options: &str, #[case] breaks_off: bool, #[case] code: i32) {
    let vendor = Vendor::new(breaks_a_must);
    // Enough for the first contact and a scenario, however slow this machine is.
    let requests = if breaks_off { 11 } else { usize::MAX };
    let server = Server::start(Manner::Relay(vendor.port(), requests, Box::new(Manner::HalfWay)));
    vendor.retarget(
        &format!("127.0.0.1:{}", vendor.port()),
        &format!("127.0.0.1:{}", server.port),
    );
    let called = vendor.check(options);
    assert_eq!(called.code, code, "{}{}", called.out, called.err);
    if code == 3 {
        let report = vendor.stage.report();
        assert_eq!(verdict(&report, "GW-04"), "fails", "the deviation is told all the same");
        assert!(
            called
                .out
                .contains(" The part that did run deviates: 1 must rule fails."),
            "{}",
            called.out
        );
        assert_valid(&report);
    }
}

// ------------------------------------------------------------------------------------------------------- order and stopping

/// Identities of the scenarios in the order in which they began.
fn order(report: &Value) -> Vec<String> {
    let mut begun: Vec<(String, String)> = report["scenarios"]
        .as_array()
        .expect("scenarios")
        .iter()
        .map(|scenario| {
            let text = |name: &str| scenario[name].as_str().expect("a text").to_owned();
            (text("started"), text("id"))
        })
        .collect();
    begun.sort();
    begun.into_iter().map(|(_, id)| id).collect()
}

#[test]
fn a_seed_repeats_the_order() {
    let stage = Stage::new();
    let run = |seed: u32| {
        let called = stage.fuhe(&format!("check --tags @CU-01␣or␣@CU-04 --concurrency 1 --seed {seed}"));
        assert_eq!(called.code, 0, "{}{}", called.out, called.err);
        assert!(called.out.contains(&format!(" · seed {seed}\n")), "{}", called.out);
        stage.report()
    };
    let (first, second, other) = (run(1), run(1), run(2));
    assert_eq!(order(&first), order(&second));
    assert_ne!(order(&first), order(&other));
    assert_ne!(first["run"]["run_id"], second["run"]["run_id"]);
}

/// A long scenario that begins last would have the run wait for it alone.
#[test]
fn scenarios_with_the_most_calls_begin_first() {
    let stage = Stage::new();
    let called = stage.fuhe("check --tags @BD-02␣or␣@CU-01 --concurrency 1");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    let report = stage.report();
    let scenarios = report["scenarios"].as_array().expect("scenarios");
    let calls = |id: &String| {
        let own = scenarios.iter().find(|scenario| scenario["id"] == id.as_str());
        own.and_then(|own| own["exchanges"].as_array()).map_or(0, Vec::len)
    };
    let calls: Vec<usize> = order(&report).iter().map(calls).collect();
    assert!(calls.is_sorted_by(|one, next| one >= next), "{calls:?}");
    assert!(calls.first() > Some(&10) && calls.last() == Some(&1), "{calls:?}");
}

#[test]
fn fail_fast_stops_at_the_first_deviation_and_says_so() {
    let vendor = Vendor::new(breaks_a_must);
    let options = "--tags @GW-04␣or␣@CU-01␣or␣@CU-03␣or␣@GW-07 --concurrency 1 --seed 3";
    let all = vendor.check(options);
    let whole = vendor.stage.report();
    let called = vendor.check(&format!("{options} --fail-fast"));
    let report = vendor.stage.report();
    assert_eq!((all.code, called.code), (1, 1), "{}{}", called.out, called.err);
    assert_valid(&report);
    let count = |report: &Value, name: &str| report["run"]["counts"][name].as_u64().unwrap_or_default();
    let (ran, skipped) = (count(&report, "scenarios"), count(&report, "skipped"));
    assert_eq!(ran + skipped, count(&whole, "scenarios"));
    assert_eq!((count(&report, "findings"), count(&whole, "skipped")), (1, 0));
    assert!(skipped > 0);
    let words = format!(" The run was stopped early: {skipped} selected scenarios did not run.\n");
    assert!(called.out.contains(&words), "{}", called.out);
    // What did not run whole has not been tested, even where what did run found nothing.
    let ran: BTreeSet<String> = order(&report).into_iter().collect();
    let left_out: Vec<String> = order(&whole).into_iter().filter(|id| !ran.contains(id)).collect();
    for rule in ["CU-01", "CU-03", "GW-07"] {
        let whole = !left_out.iter().any(|id| id.starts_with(&format!("{rule}/")));
        let also = whole && matches!(verdict(&report, rule).as_str(), "untested" | "partly-tested");
        assert!(also || (verdict(&report, rule) == "holds") == whole, "{rule}");
    }
}

/// A warning does not end a run that would go on to say that the vendor conforms.
#[rstest]
#[case::warning("", 0, false)]
#[case::deviation("--strict", 1, true)]
fn fail_fast_stops_at_what_counts(#[case] options: &str, #[case] code: i32, #[case] stops: bool) {
    let vendor = Vendor::new(breaks_a_should);
    let called = vendor.check(&format!("--tags @GW-22 --concurrency 1 --fail-fast {options}"));
    assert_eq!(called.code, code, "{}{}", called.out, called.err);
    assert_eq!(
        called.out.contains("The run was stopped early"),
        stops,
        "{}",
        called.out
    );
}

/// Deviations of every kind in one run: the report stays what its schema says.
#[test]
fn the_report_of_a_vendor_that_does_much_wrong_is_valid() {
    let edit = |which, change| AnswerEdit { which, change };
    let vendor = Vendor::new(|behaviour| {
        breaks_a_must(behaviour);
        breaks_a_should(behaviour);
        behaviour.edits = vec![
            edit(Which::successes("user.save"), Change::Stretch("/data/etc_user_no", 40)),
            edit(
                Which::refused_for(Of::Gateway, Reason::Missing),
                Change::Body("no JSON at all"),
            ),
            edit(
                Which::refused_for(Of::Courier, Reason::Rows),
                Change::Remove("/result/*/cause"),
            ),
        ];
    });
    let called = vendor.check("--strict");
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    let report = vendor.stage.report();
    assert_valid(&report);
    for rule in ["GW-03", "GW-04", "GW-22", "GU-09", "BS-23"] {
        assert_eq!(verdict(&report, rule), "fails", "{rule}");
    }
}

pub(crate) fn assert_valid(report: &Value) {
    assert_fits(include_str!("../../schemas/run-record.json"), report);
}

pub(crate) fn assert_fits(source: &str, report: &Value) {
    let schema = Schema::compile(serde_json::from_str(source).expect("JSON")).expect("a schema");
    let violations = schema.violations(report);
    assert!(violations.is_empty(), "{violations:?}");
}
