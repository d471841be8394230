//! Runs of a part: listed before they run, again for what failed, in shards, with an end after some deviations, and again for
//! what could not be judged.

use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::Value;

use crate::stage::{Called, Fate, Manner, Server, Stage, Vendor};
use crate::verdicts::{assert_valid, breaks_a_must, verdict};

fn count(report: &Value, name: &str) -> u64 {
    report["run"]["counts"][name].as_u64().unwrap_or_default()
}

fn ids(report: &Value) -> BTreeSet<String> {
    let scenarios = report["scenarios"].as_array().expect("scenarios").iter();
    scenarios
        .filter_map(|scenario| Some(scenario["id"].as_str()?.to_owned()))
        .collect()
}

// ---------------------------------------------------------------------------------------------------------------- --list

#[test]
fn a_list_shows_what_would_run_and_calls_nothing() {
    let vendor = Vendor::new(|_| {});
    let server = Server::start(Manner::Silent);
    vendor.retarget(&format!(":{}", vendor.port()), &format!(":{}", server.port));
    let called = vendor.check("--list --tags @CU-05 --explore 20");
    let expected = "CU-05/a desktop user of type 1 gets a number\nCU-05/a desktop user of type 2 gets a number\n\n\
                    2 scenarios of 1 rule against mock, up to 2 calls\n20 further requests of client.user.save\n\
                    creating up to 2 desktop users, those of 20 further requests and 2 sequences of calls\n";
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (0, expected, "")
    );
    assert_eq!(server.requests(), 0);
    assert!(!vendor.stage.path("target").exists(), "there is no report");
}

#[test]
fn a_list_is_for_machines_too() {
    let stage = Stage::new();
    let called = stage.fuhe("check --list --tags @CU-05 --format json");
    let list: Value = serde_json::from_str(&called.out).expect("JSON");
    assert_eq!(
        list["scenarios"][0]["id"],
        "CU-05/a desktop user of type 1 gets a number"
    );
    assert_eq!(
        (&list["calls"], &list["users"]["client.user.save"]),
        (&2.into(), &2.into())
    );
    let brief = stage.fuhe("check --list --tags @CU-05 --format brief");
    assert_eq!(brief.out.lines().count(), 2, "{}", brief.out);
    let nothing = stage.fuhe("check --list --name ^nothing$");
    assert_eq!(nothing.code, 4, "{}", nothing.out);
}

/// What is announced is not less than what happens.
#[test]
fn a_list_counts_no_call_too_few() {
    let stage = Stage::new();
    let list = stage.fuhe("check --list --format json");
    let list: Value = serde_json::from_str(&list.out).expect("JSON");
    assert_eq!(stage.fuhe("check -q --format brief").code, 0);
    let made = count(&stage.report(), "calls");
    let announced = list["calls"].as_u64().expect("a number");
    assert!(
        (made..made * 2).contains(&announced),
        "{announced} announced, {made} made"
    );
}

// -------------------------------------------------------------------------------------------------------- --rerun-failed

#[test]
fn what_failed_runs_again() {
    let vendor = Vendor::new(breaks_a_must);
    let options = "--tags @GW-04␣or␣@CU-01␣or␣@CU-05 --concurrency 1 --seed 3";
    assert_eq!(vendor.check(options).code, 1);
    let whole = vendor.stage.report();
    let called = vendor.check("--rerun-failed");
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    let again = vendor.stage.report();
    assert_valid(&again);
    let has_failed = |scenario: &&Value| scenario.get("findings").is_some();
    let failed = whole["scenarios"]
        .as_array()
        .expect("scenarios")
        .iter()
        .filter(has_failed);
    let failed: BTreeSet<String> = failed.filter_map(|one| Some(one["id"].as_str()?.to_owned())).collect();
    assert_eq!(ids(&again), failed);
    // The verdict says what it is about.
    assert_eq!(
        again["run"]["selection"]["conditions"][0],
        "--rerun-failed=target/fuhe/report.json"
    );
    assert!(called.out.contains("\nselected: "), "{}", called.out);
}

/// What did not run is as open as what failed.
#[test]
fn what_did_not_run_runs_too() {
    let vendor = Vendor::new(breaks_a_must);
    let options = "--tags @GW-04 --concurrency 1 --seed 3";
    assert_eq!(
        vendor.check(&format!("{options} --fail-fast --report-dir first")).code,
        1
    );
    let skipped = count(&vendor.stage.report_in("first"), "skipped");
    assert!(skipped > 0);
    assert_eq!(vendor.check("--rerun-failed=first/report.json").code, 1);
    assert_eq!(count(&vendor.stage.report(), "scenarios"), skipped + 1);
}

#[rstest]
#[case::nothing_failed(
    "check --tags @CU-05",
    4,
    "target/fuhe/report.json: no scenario that can be run by itself deviated, could not be judged or did not run, so \
     nothing is run again\n"
)]
#[case::the_whole_run_is_compared(
    "check --name whole.run",
    4,
    "note: not run again, since they compare the calls of a whole run: "
)]
#[case::no_report(
    "rules",
    2,
    "error: --rerun-failed: cannot read the run record target/fuhe/report.json: "
)]
fn nothing_to_run_again(#[case] first: &str, #[case] code: i32, #[case] words: &str) {
    let stage = Stage::new();
    stage.fuhe(first);
    let before = std::fs::read(stage.path("target/fuhe/report.json")).ok();
    let called = stage.fuhe("check --rerun-failed");
    assert_eq!(called.code, code, "{}{}", called.out, called.err);
    assert!(called.err.starts_with(words), "{}", called.err);
    // The report of the run before stays.
    assert_eq!(std::fs::read(stage.path("target/fuhe/report.json")).ok(), before);
}

// ------------------------------------------------------------------------------------------------------------ --max-fail

#[rstest]
#[case::one("--max-fail 1", 1)]
#[case::some("--max-fail 3", 3)]
#[case::more_than_there_are("--max-fail 100", 7)]
fn a_run_ends_after_so_many_deviations(#[case] option: &str, #[case] findings: u64) {
    let vendor = Vendor::new(breaks_a_must);
    let called = vendor.check(&format!("--tags @GW-04 --concurrency 1 {option}"));
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    let report = vendor.stage.report();
    assert_eq!(count(&report, "findings"), findings);
    assert_eq!(count(&report, "scenarios") + count(&report, "skipped"), 9);
}

#[rstest]
#[case::none(
    "--max-fail 0",
    "invalid value '0' for '--max-fail <N>': expected a number of scenarios, 1 or more"
)]
#[case::both(
    "--max-fail 2 --fail-fast",
    "the argument '--max-fail <N>' cannot be used with '--fail-fast'"
)]
#[case::shard(
    "--shard 5/4",
    "invalid value '5/4' for '--shard <K/N>': expected a part and the number of parts, such as 1/4 for the first of four"
)]
#[case::shard_of_nothing(
    "--shard x",
    "invalid value 'x' for '--shard <K/N>': expected a part and the number of parts, such as 1/4 for the first of four"
)]
#[case::repeated(
    "--retry-inconclusive 1 --repeat 2",
    "the argument '--retry-inconclusive <N>' cannot be used with '--repeat <N>'"
)]
fn options_that_cannot_be(#[case] options: &str, #[case] sentence: &str) {
    let called = Stage::new().fuhe(&format!("check {options}"));
    let first = called.err.lines().next().unwrap_or_default();
    assert_eq!((called.code, first), (2, format!("error: {sentence}").as_str()));
}

// --------------------------------------------------------------------------------------------------------------- --shard

/// Every scenario is in one shard, and all shards together are judged as the whole run is.
#[test]
fn shards_are_the_whole() {
    let stage = Stage::new();
    let fault = "--mutant client.user.save.request.biz_user_name:maxLength-1";
    let mut all: Vec<String> = Vec::new();
    for part in ["1/3", "2/3", "3/3"] {
        let folder = format!("shard{}", &part[..1]);
        let called = stage.fuhe(&format!("check {fault} --shard {part} --seed 1 --report-dir {folder}"));
        assert!(matches!(called.code, 0 | 1), "{}{}", called.out, called.err);
        let report = stage.report_in(&folder);
        assert_eq!(report["run"]["selection"]["conditions"][0], format!("--shard {part}"));
        all.extend(ids(&report));
    }
    let list = stage.fuhe("check --list --format brief").out;
    let expected: BTreeSet<&str> = list.lines().collect();
    let of_contract = all.iter().map(String::as_str).filter(|id| expected.contains(id));
    assert_eq!(of_contract.clone().collect::<BTreeSet<_>>(), expected);
    assert_eq!(of_contract.count(), expected.len());
    let called = stage.fuhe("merge shard1 shard2 shard3 --report-dir merged");
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    let merged = stage.report_in("merged");
    assert_eq!(merged["run"].get("selection"), None);
    stage.fuhe(&format!("check {fault} --seed 1"));
    let whole = stage.report();
    for rule in ["CU-03", "CU-05", "BS-25", "GW-17"] {
        assert_eq!(verdict(&merged, rule), verdict(&whole, rule), "{rule}");
    }
}

// -------------------------------------------------------------------------------------------------- --retry-inconclusive

/// The number of the first call of a scenario, from 0: others come before.
const LOST: usize = 3;

/// The first call of a scenario is lost: without an answer, nothing is known of the vendor.
fn losing_a_call(options: &str) -> (Vendor, Called) {
    let vendor = Vendor::new(|_| {});
    let lost = |number, _: &str| if number == LOST { Fate::Dropped } else { Fate::Answered };
    let server = Server::start(Manner::Fate(vendor.port(), lost));
    vendor.retarget(&format!(":{}", vendor.port()), &format!(":{}", server.port));
    let called = vendor.check(&format!("--tags @CU-05 --concurrency 1 {options}"));
    (vendor, called)
}

#[test]
fn what_could_not_be_judged_runs_again() {
    let (_, once) = losing_a_call("");
    assert_eq!(once.code, 3, "{}{}", once.out, once.err);
    assert!(once.out.contains("1 error"), "{}{}", once.out, once.err);
    let (vendor, called) = losing_a_call("--retry-inconclusive 2");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    assert!(
        called.err.contains("1 scenario could not be judged, and runs again\n"),
        "{}",
        called.err
    );
    let report = vendor.stage.report();
    assert_valid(&report);
    let flaky: Vec<&str> = report["scenarios"]
        .as_array()
        .expect("scenarios")
        .iter()
        .filter_map(|scenario| scenario["flaky"][0].as_str())
        .collect();
    assert_eq!(flaky.len(), 1);
    assert!(
        flaky[0].starts_with("could not be judged, and was run again (--retry-inconclusive): "),
        "{flaky:?}"
    );
    assert!(
        called.out.contains("--retry-inconclusive"),
        "the console says so: {}",
        called.out
    );
}

#[test]
fn what_can_never_be_judged_stays_so() {
    let vendor = Vendor::new(|_| {});
    assert_eq!(vendor.check("--tags @BS-14 --keep").code, 0);
    let called = vendor.check("--tags @BS-14 --retry-inconclusive 2");
    assert_eq!(called.code, 6, "{}{}", called.out, called.err);
    assert_eq!(
        called.err.matches("could not be judged, and run").count(),
        2,
        "{}",
        called.err
    );
    assert_eq!(verdict(&vendor.stage.report(), "BS-14"), "blocked");
}

/// A deviation that comes and goes is never hidden by another run.
#[test]
fn what_failed_is_not_run_again() {
    let vendor = Vendor::new(breaks_a_must);
    let called = vendor.check("--tags @GW-04 --retry-inconclusive 3");
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    assert!(!called.err.contains("could not be judged"), "{}", called.err);
    assert_eq!(count(&vendor.stage.report(), "findings"), 7);
}

// ------------------------------------------------------------------------------------------------------------- --explore

/// Draws obey the selection: only what the selected scenarios call is called.
#[rstest]
#[case::gateway("@CU-05", &["client.user.save"])]
#[case::courier("@BS-25", &["batchSave"])]
fn draws_obey_the_selection(#[case] tag: &str, #[case] operations: &[&str]) {
    let vendor = Vendor::new(|_| {});
    let called = vendor.check(&format!("--tags {tag} --explore 40 --seed 1"));
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    assert!(
        called
            .err
            .contains("those of 40 further requests and 4 sequences of calls\n"),
        "{}",
        called.err
    );
    let report = vendor.stage.report();
    assert_valid(&report);
    assert_eq!((count(&report, "explored"), count(&report, "sequences")), (40, 4));
    let calls = count(&report, "explored_calls");
    let sentence = format!("Besides, 40 generated requests and 4 sequences of calls were judged, in {calls} calls.");
    assert!(called.out.contains(&sentence), "{}", called.out);
    let left = report["run"]["left"]["remaining"].as_object().expect("what remains");
    let others: Vec<&String> = left.keys().filter(|own| !operations.contains(&own.as_str())).collect();
    assert!(others.is_empty(), "{others:?} were not selected");
}

/// What is drawn repeats with the selection that it was drawn under, and not after a run that ended early.
#[test]
fn draws_repeat_and_stop() {
    let stage = Stage::new();
    let fault = "check --mutant client.user.save.request.biz_user_name:maxLength-1";
    let called = stage.fuhe(&format!("{fault} --tags @CU-05 --explore 400 --seed 4"));
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    assert!(
        called.out.contains("--seed 4 --tags '@CU-05' --explore 400"),
        "{}",
        called.out
    );
    stage.fuhe(&format!("{fault} --tags @CU-03 --explore 400 --fail-fast"));
    assert_eq!(count(&stage.report(), "explored"), 0);
}
