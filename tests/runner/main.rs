//! `tests/conformance.rs` as test runners call it. No variable names the executable of another test, so this one starts
//! itself, and is that harness where it is told to be.

#[path = "../conformance.rs"]
mod conformance;
mod stage;

use std::collections::BTreeSet;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use serde_json::Value;

use stage::{Called, Stage};

/// A fault that one rule alone shows.
const BREAKS_BS_25: &str = "courier-disabled-account-overlooked";
/// One of a *should*.
const BREAKS_GW_22: &str = "success-in-english";
/// One that scenarios of many rules find.
const BREAKS_GW_03: &str = "envelope.answer.refusal.msg:null";

/// The tests, by name.
const TESTS: [(&str, fn()); 15] = [
    ("every rule is listed once", every_rule_is_listed_once),
    ("a filter selects rules", a_filter_selects_rules),
    ("exact takes an id or a whole name", exact_takes_an_id_or_a_whole_name),
    ("skip leaves rules out", skip_leaves_rules_out),
    (
        "a rule that nobody can provoke is no success",
        a_rule_that_nobody_can_provoke_is_no_success,
    ),
    ("without a run every test fails", without_a_run_every_test_fails),
    (
        "a rule alone fails where it is broken",
        a_rule_alone_fails_where_it_is_broken,
    ),
    ("a must that is not judged fails", a_must_that_is_not_judged_fails),
    ("a should fails under strict", a_should_fails_under_strict),
    (
        "a deviation from a rule without a test is told",
        a_deviation_from_a_rule_without_a_test_is_told,
    ),
    (
        "a waiver is shown, and fails once it has to go",
        a_waiver_is_shown_and_fails_once_it_has_to_go,
    ),
    (
        "an interface that the target lacks is ignored",
        an_interface_that_the_target_lacks_is_ignored,
    ),
    (
        "open rules pass where they are observed",
        open_rules_pass_where_they_are_observed,
    ),
    (
        "shards say together what one run says",
        shards_say_together_what_one_run_says,
    ),
    ("no second attempt hides the first", no_second_attempt_hides_the_first),
];

fn main() -> ExitCode {
    if std::env::var_os(stage::IS_HARNESS).is_some() {
        return conformance::main();
    }
    let tests = TESTS.map(|(name, test)| {
        Trial::test(name, move || {
            test();
            Ok(())
        })
    });
    libtest_mimic::run(&Arguments::from_args(), tests.into()).exit_code()
}

/// The ids that `fuhe rules` lists, and whether nobody can provoke them.
fn rules(stage: &Stage) -> Vec<(String, bool)> {
    let listed = stage.fuhe(&["rules"]).out;
    let rules = listed.lines().filter(|line| line.starts_with("  ")).map(|line| {
        let id = line.split_whitespace().next().expect("an id");
        (id.to_owned(), line.contains("  untestable  "))
    });
    rules.collect()
}

/// The ids of a list of tests.
fn listed(called: &Called) -> Vec<String> {
    assert_eq!((called.code, called.err.as_str()), (0, ""), "{}", called.out);
    let id = |line: &str| {
        let name = line.strip_suffix(": test").expect("a test");
        let (id, title) = name.split_once(' ').expect("id and title");
        assert!(!title.is_empty());
        id.to_owned()
    };
    called.out.lines().map(id).collect()
}

fn every_rule_is_listed_once() {
    let stage = Stage::new();
    let rules = rules(&stage);
    let all: Vec<String> = rules.iter().map(|(id, _)| id.clone()).collect();
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    assert!(all.len() > 50);
    assert_eq!(listed(&stage.conformance(&[], &["--list", "--format", "terse"])), all);
    let ignored = stage.conformance(&[], &["--list", "--format", "terse", "--ignored"]);
    let untestable = rules.iter().filter(|(_, untestable)| *untestable);
    assert_eq!(
        listed(&ignored),
        untestable.map(|(id, _)| id.clone()).collect::<Vec<_>>()
    );
    let some = stage.conformance(
        &[],
        &[
            "--list",
            "--format",
            "terse",
            "an account that exists",
            "--skip",
            "BS-37",
        ],
    );
    assert_eq!(listed(&some), ["BS-25"]);
    assert!(!stage.path().join("target").exists(), "a list is no run");
}

/// The rules that some scenario of the report stands under or is tagged with, whichever each has among these.
fn judged(report: &Value, ids: &[&str]) -> bool {
    let scenarios = report["scenarios"].as_array().expect("scenarios");
    let is_evidence = |scenario: &Value| {
        let also = scenario["also"].as_array().into_iter().flatten();
        let mut rules = also.chain([&scenario["rule"]]).filter_map(Value::as_str);
        rules.any(|rule| ids.contains(&rule))
    };
    !scenarios.is_empty() && scenarios.iter().all(is_evidence)
}

fn a_filter_selects_rules() {
    let stage = Stage::new();
    let called = stage.conformance(&[], &["BS-4"]);
    let of_calls = ["BS-40", "BS-41", "BS-42", "BS-48", "BS-43", "BS-44", "BS-49", "BS-45"];
    called.assert(0, &of_calls, &[]);
    assert_eq!(called.ended("ignored"), ["BS-46", "BS-47"]);
    assert!(judged(&stage.json("target/fuhe/report.json"), &of_calls));
    assert!(called.err.contains("Report: target/fuhe/index.html"), "{}", called.err);
    stage.conformance(&[], &["A plain list"]).assert(0, &["BS-49"], &[]);
    stage.conformance(&[], &["no rule says this"]).assert(0, &[], &[]);
}

fn exact_takes_an_id_or_a_whole_name() {
    let stage = Stage::new();
    // The title of BS-27 names BS-05 too.
    stage.conformance(&[], &["BS-05"]).assert(0, &["BS-05", "BS-27"], &[]);
    stage.conformance(&[], &["BS-05", "--exact"]).assert(0, &["BS-05"], &[]);
    assert!(judged(&stage.json("target/fuhe/report.json"), &["BS-05"]));
    let name = "BS-49 A plain list on the wire is refused";
    stage.conformance(&[], &["--exact", name]).assert(0, &["BS-49"], &[]);
    stage.conformance(&[], &["--exact", "A plain list"]).assert(0, &[], &[]);
}

fn skip_leaves_rules_out() {
    let stage = Stage::new();
    let called = stage.conformance(
        &[],
        &[
            "CU-0",
            "--skip",
            "CU-07",
            "--skip",
            "not documented",
            "--skip",
            "String",
        ],
    );
    called.assert(0, &["CU-02", "CU-06", "CU-08"], &[]);
    assert!(judged(
        &stage.json("target/fuhe/report.json"),
        &["CU-02", "CU-06", "CU-08"]
    ));
}

fn a_rule_that_nobody_can_provoke_is_no_success() {
    let stage = Stage::new();
    let called = stage.conformance(&[], &["--ignored"]);
    called.assert(101, &[], &["GW-10", "GW-24", "BS-46", "BS-47"]);
    assert!(
        called.out.contains("not judged: nobody outside can provoke"),
        "{}",
        called.out
    );
    assert!(!stage.path().join("target").exists(), "there was nothing to run");
}

fn without_a_run_every_test_fails() {
    let stage = Stage::new();
    let cases = [
        (
            ("FUHE_TARGET", "nowhere.toml"),
            "error: cannot read the target file nowhere.toml: ",
        ),
        (
            ("FUHE_ARGS", "--strct"),
            "error: FUHE_ARGS: unexpected argument '--strct' found; tip: a similar argument exists: '--strict'\n",
        ),
        (
            ("FUHE_ARGS", "--mutant 'x"),
            "error: FUHE_ARGS: a quotation mark is not closed",
        ),
        (
            ("FUHE_ARGS", "--tags @BS-25"),
            "error: FUHE_ARGS: --tags, --name and --quick choose scenarios, and here",
        ),
        (
            ("FUHE_ARGS", "--mutant nobody"),
            "error: --mutant: unknown name \"nobody\"",
        ),
    ];
    for (variable, reason) in cases {
        let called = stage.conformance(&[variable], &["CU-0", "--skip", "String"]);
        called.assert(101, &[], &["CU-02", "CU-06", "CU-07", "CU-08", "CU-09"]);
        assert_eq!(called.out.matches(reason).count(), 5, "{}", called.out);
        assert_eq!(called.err, "");
    }
}

fn a_rule_alone_fails_where_it_is_broken() {
    let stage = Stage::new();
    let _mock = stage.mock(BREAKS_BS_25);
    let called = stage.conformance(&[("FUHE_TARGET", "target.toml")], &[]);
    assert_eq!(
        (called.code, called.ended("FAILED")),
        (101, vec!["BS-25"]),
        "{}",
        called.out
    );
    assert!(called.ended("ok").len() > 50);
    let finding = called.out.split("---- BS-25 ").nth(1).expect("what failed");
    let console = stage
        .fuhe(&["check", "target.toml", "--tags", "@BS-25", "--seed", "1"])
        .out;
    // What a test prints of its rule is what the console says of the problem.
    for part in ["BS-25  must  ", "expected  ", "actual    ", "repeat    fuhe check"] {
        let words = |text: &str| {
            let begins = part.split_whitespace().next().unwrap_or_default();
            let line = text
                .lines()
                .find(|line| line.split_whitespace().any(|word| word == begins))?;
            let (_, words) = line.split_once(begins)?;
            Some(words.trim_start().to_owned())
        };
        assert!(words(finding).is_some(), "{part} in {}", called.out);
        if !part.contains("repeat") {
            assert_eq!(words(finding), words(&console));
        }
    }
    assert!(
        called
            .err
            .contains("mock deviates from its documentation: 1 must rule fails"),
        "{}",
        called.err
    );
}

fn a_must_that_is_not_judged_fails() {
    let stage = Stage::new();
    let mock = stage.mock(BREAKS_BS_25);
    let variables = [("FUHE_TARGET", "target.toml"), ("FUHE_ARGS", "--keep")];
    let call = || stage.conformance(&variables, &["--exact", "BS-14"]);
    call().assert(0, &["BS-14"], &[]);
    // The accounts of the first run are in the way of the second.
    let called = call();
    called.assert(101, &[], &["BS-14"]);
    assert!(called.out.contains("\n  BS-14  not judged: "), "{}", called.out);
    drop(mock);
    let called = stage.conformance(&variables, &["CU-0", "--skip", "String"]);
    called.assert(101, &[], &["CU-02", "CU-06", "CU-07", "CU-08", "CU-09"]);
    assert_eq!(called.out.matches("\nerror: http").count(), 5, "{}", called.out);
}

fn a_should_fails_under_strict() {
    let stage = Stage::new();
    let options = format!("--mutant {BREAKS_GW_22}");
    let called = stage.conformance(&[("FUHE_ARGS", &options)], &["GW-22"]);
    called.assert(0, &["GW-22"], &[]);
    assert!(
        called.err.contains("  GW-22  should  Messages are worded"),
        "{}",
        called.err
    );
    let options = format!("--strict {options}");
    let called = stage.conformance(&[("FUHE_ARGS", &options)], &["GW-22"]);
    called.assert(101, &[], &["GW-22"]);
    assert!(
        called.out.contains("  GW-22  should  Messages are worded"),
        "{}",
        called.out
    );
}

fn a_deviation_from_a_rule_without_a_test_is_told() {
    let stage = Stage::new();
    let options = format!("--mutant {BREAKS_GW_03}");
    let called = stage.conformance(&[("FUHE_ARGS", &options)], &["GW-16", "--exact"]);
    called.assert(101, &[], &["GW-16"]);
    let told = "  found by scenarios of GW-16:\n  GW-03  must  ";
    assert!(called.out.contains(told), "{}", called.out);
    // Where the rule has its own test, that one tells it.
    let called = stage.conformance(&[("FUHE_ARGS", &options)], &["GW-"]);
    assert_eq!(
        (called.code, called.ended("FAILED")),
        (101, vec!["GW-03"]),
        "{}",
        called.out
    );
}

fn a_waiver_is_shown_and_fails_once_it_has_to_go() {
    let stage = Stage::new();
    let mock = stage.mock(BREAKS_BS_25);
    let waived = |waiver: &str| {
        stage.write("target.toml", &format!("{}\n[[waiver]]\n{waiver}", mock.target));
        stage.conformance(&[("FUHE_TARGET", "target.toml")], &["--exact", "BS-25"])
    };
    let called = waived("rule = \"BS-25\"\nreason = \"mended in 2.4\"\n");
    called.assert(0, &["BS-25"], &[]);
    assert!(called.err.contains("  BS-25  waived: "), "{}", called.err);
    assert!(called.err.contains("mended in 2.4"), "{}", called.err);
    let called = waived("rule = \"BS-25\"\nreason = \"mended in 2.4\"\nuntil = 2020-01-01\n");
    called.assert(101, &[], &["BS-25"]);
    assert!(
        called.out.contains("the waiver of BS-25 expired and must be removed"),
        "{}",
        called.out
    );
    // One of a rule that is not tested here fails no test, and the run all the same, as with fuhe check.
    let called = waived(
        "rule = \"BS-25\"\nreason = \"mended\"\n[[waiver]]\nrule = \"BS-46\"\nreason = \"x\"\nuntil = 2020-01-01\n",
    );
    called.assert(1, &["BS-25"], &[]);
}

fn an_interface_that_the_target_lacks_is_ignored() {
    let stage = Stage::new();
    let mock = stage.mock(BREAKS_BS_25);
    let (head, courier) = mock.target.split_once("[etc]").expect("the gateway");
    let courier = &courier[courier.find("[butler]").expect("the courier")..];
    stage.write("target.toml", &format!("{head}{courier}"));
    let target = [("FUHE_TARGET", "target.toml")];
    let ignored = listed(&stage.conformance(&target, &["--list", "--format", "terse", "--ignored"]));
    let is_courier = |id: &&String| id.starts_with("BS-");
    assert_eq!(
        ignored.iter().filter(is_courier).collect::<Vec<_>>(),
        ["BS-46", "BS-47"]
    );
    assert!(ignored.iter().any(|id| id == "GU-01"), "{ignored:?}");
    let called = stage.conformance(&target, &["GU-01", "--ignored"]);
    called.assert(101, &[], &["GU-01"]);
    assert!(
        called.out.contains("not judged: the target has no interface"),
        "{}",
        called.out
    );
}

fn open_rules_pass_where_they_are_observed() {
    let stage = Stage::new();
    let called = stage.conformance(&[], &["--exact", "GW-13"]);
    called.assert(0, &["GW-13"], &[]);
    assert!(called.err.contains("  GW-13  observed: 200\n"), "{}", called.err);
}

/// What a record says of the vendor, without what differs from run to run.
fn said(report: &Value) -> [&Value; 4] {
    let run = &report["run"];
    [
        &run["verdict"],
        &run["counts"],
        &report["rules"],
        &report["observations"],
    ]
}

fn shards_say_together_what_one_run_says() {
    let stage = Stage::new();
    let options = format!("--mutant {BREAKS_GW_03}");
    let whole = stage.conformance(&[("FUHE_ARGS", &options)], &["CU-"]);
    let rules: Vec<String> = rules(&stage)
        .into_iter()
        .map(|(id, _)| id)
        .filter(|id| id.starts_with("CU-"))
        .collect();
    let run = "1f79aa0d-4ec8-4a5c-aa83-5e8dc2f36573";
    let mut failed = Vec::new();
    for rule in &rules {
        let called = stage.one_of_many(run, "1", &options, rule);
        failed.extend(called.ended("FAILED").into_iter().map(str::to_owned));
        let report = format!("Report: target/fuhe/shards/{run}/{rule}.json\n");
        assert!(called.err.ends_with(&report), "{}", called.err);
    }
    assert_eq!(whole.ended("FAILED"), failed);
    assert!(!failed.is_empty());
    // That of another run stays out of it.
    stage
        .one_of_many("another-run", "1", "", "BS-49")
        .assert(0, &["BS-49"], &[]);
    let folder = format!("target/fuhe/shards/{run}");
    let merged = stage.fuhe(&["merge", &folder, "--report-dir", "merged"]);
    assert_eq!((merged.code, whole.code), (1, 101), "{}{}", merged.out, whole.out);
    assert_eq!(merged.err, "", "the shards agree");
    let (merged, whole) = (stage.json("merged/report.json"), stage.json("target/fuhe/report.json"));
    assert_eq!(said(&merged), said(&whole));
    assert_eq!(merged["run"]["seed"], 0x1f79_aa0d);
    assert_eq!(merged["run"]["command"], format!("fuhe merge {folder}"));
    let left: Vec<_> = std::fs::read_dir(stage.path().join(&folder))
        .expect("the folder")
        .collect();
    assert_eq!(left.len(), rules.len(), "nothing but records");
}

fn no_second_attempt_hides_the_first() {
    let stage = Stage::new();
    let broken = format!("--mutant {BREAKS_BS_25}");
    stage
        .one_of_many("run", "1", &broken, "BS-25")
        .assert(101, &[], &["BS-25"]);
    stage.one_of_many("run", "2", "", "BS-25").assert(0, &["BS-25"], &[]);
    let merged = stage.fuhe(&["merge", "target/fuhe/shards/run"]);
    assert_eq!(merged.code, 1, "{}", merged.out);
    assert!(merged.out.contains("  BS-25  must  "), "{}", merged.out);
    let note = "target/fuhe/shards/run/BS-25-attempt-2.json has no deviation, \
                target/fuhe/shards/run/BS-25.json has a deviation from BS-25; the worse stands\n";
    assert!(merged.err.contains(note), "{}", merged.err);
}
