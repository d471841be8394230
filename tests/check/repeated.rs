//! What comes and goes: `--repeat`, and deviations that a call shows at some times only. A flaky vendor is never green.

use fuhe::contract::Contract;
use rstest::rstest;
use serde_json::Value;

use crate::stage::{Stage, Vendor};
use crate::verdicts::assert_valid;

#[rstest]
#[case::within_a_run("", "calls of this kind")]
#[case::from_run_to_run("--repeat 8 --tags @CU-05", "runs of this scenario")]
fn a_deviation_that_comes_and_goes_is_told_as_one(#[case] options: &str, #[case] occasions: &str) {
    let stage = Stage::new();
    let called = stage.fuhe(&format!(
        "check --mutant desktop-number-lost-now-and-then --seed 5 {options}"
    ));
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    let seen = called.out.lines().find(|line| line.trim_start().starts_with("seen"));
    let seen = seen.unwrap_or_else(|| panic!("{}", called.out)).trim();
    assert!(
        seen.starts_with("seen        intermittent: in ") && seen.ends_with(occasions),
        "{seen}"
    );
    assert_valid(&stage.report());
    let words = seen.trim_start_matches("seen").trim();
    for file in ["index.html", "junit.xml", "ctrf.json", "summary.md"] {
        assert!(
            stage.read(&format!("target/fuhe/{file}")).contains(words),
            "{file}: {words}"
        );
    }
}

/// One that is there each time is not called intermittent.
#[test]
fn a_deviation_that_stays_is_not_intermittent() {
    let stage = Stage::new();
    let called =
        stage.fuhe("check --mutant client.user.save.request.biz_user_name:maxLength-1 --repeat 2 --tags @CU-03");
    assert_eq!(called.code, 1, "{}", called.out);
    assert!(!called.out.contains("intermittent"), "{}", called.out);
}

/// Each round has users of its own, also the accounts that follow from a fixed id.
#[test]
fn a_conforming_vendor_conforms_each_time() {
    let vendor = Vendor::new(|_| {});
    let once = vendor.check("");
    let calls = vendor.stage.report()["run"]["counts"]["calls"]
        .as_u64()
        .expect("a count");
    assert_eq!(once.code, 0, "{}", once.out);
    let other = Vendor::new(|_| {});
    let called = other.check("--repeat 3");
    assert_eq!(called.code, 0, "{}", called.out);
    assert!(called.out.contains(" scenarios 3 times each, "), "{}", called.out);
    assert!(
        called.err.contains("each scenario was run 1 of 3 times\n"),
        "{}",
        called.err
    );
    let report = other.stage.report();
    assert_valid(&report);
    let repeated = report["run"]["counts"]["calls"].as_u64().expect("a count");
    // Controls and what is learnt once are not repeated.
    assert!(repeated > 2 * calls, "{repeated} of {calls}");
    let runs = |scenario: &Value| scenario["repeated"]["runs"].as_u64();
    let scenarios = report["scenarios"].as_array().expect("scenarios");
    let whole = scenarios.iter().filter(|scenario| runs(scenario).is_none()).count();
    let contract = Contract::embedded().scenarios.iter();
    let over_the_whole = contract.filter(|scenario| scenario.is_over_the_whole_run()).count();
    assert_eq!(whole, over_the_whole, "those that look at all calls run once");
}

#[test]
fn a_smoke_test_has_a_scenario_for_each_rule() {
    let vendor = Vendor::new(|_| {});
    let called = vendor.check("--quick");
    assert_eq!(called.code, 0, "{}", called.out);
    let report = vendor.stage.report();
    let rules = report["rules"].as_array().expect("rules");
    let most = rules
        .iter()
        .filter_map(|rule| rule["scenarios"].as_array())
        .map(Vec::len);
    let tested = most.clone().filter(|count| *count > 0).count();
    let selected = report["run"]["selection"]["selected"].as_u64();
    assert!(selected <= Some(tested as u64), "{selected:?} for {tested} rules");
    assert_eq!(report["run"]["selection"]["conditions"][0], "--quick");
    assert!(called.out.contains("conforms as far as tested"), "{}", called.out);
}
