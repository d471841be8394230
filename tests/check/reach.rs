//! Nothing is green that was not judged: a narrowed run says how far it reaches, a run that could not judge says so, one
//! that was cut short looks so in every format, and nobody mistakes the embedded vendor for a live one.

use rstest::rstest;
use serde_json::Value;

use crate::stage::{Called, Manner, Server, Stage, Vendor};
use crate::verdicts::{assert_valid, breaks_a_must, verdict};

/// The last sentence of a run: its verdict.
fn sentence(called: &Called) -> String {
    let lines = called.out.lines().rev();
    let mut verdict = lines.skip_while(|line| line.is_empty() || line.starts_with("Report: "));
    verdict.next().unwrap_or_default().to_owned()
}

// ------------------------------------------------------------------------------------------------------- a narrowed run

/// A fault that the selected scenarios cannot see must not be reported as a rule that holds.
#[rstest]
#[case::by_name("--name ^GW-09/", "CU-03", "partly-tested", 0)]
#[case::by_tag("--tags @GW-09", "CU-03", "partly-tested", 0)]
#[case::none_of_it("--name ^GW-04/", "CU-03", "untested", 0)]
#[case::all_of_it("--tags @CU-03", "CU-03", "fails", 1)]
fn a_rule_holds_only_where_every_scenario_of_it_ran(
    #[case] options: &str,
    #[case] rule: &str,
    #[case] expected: &str,
    #[case] code: i32,
) {
    let stage = Stage::new();
    let fault = "--mutant client.user.save.request.biz_user_name:maxLength-1";
    let called = stage.fuhe(&format!("check {fault} {options} --history h.ndjson"));
    assert_eq!(called.code, code, "{}{}", called.out, called.err);
    let report = stage.report();
    assert_valid(&report);
    assert_eq!(verdict(&report, rule), expected);
    // Nor is it kept as one that holds.
    let line: Value = serde_json::from_str(&stage.read("h.ndjson")).expect("a line of JSON");
    assert_ne!(line["rules"][rule], "holds");
    let selection = &report["run"]["selection"];
    assert_eq!(
        selection["conditions"][0].as_str().map(|text| &text[..5]),
        Some(&options[..5])
    );
    assert!(selection["selected"].as_u64() < selection["of"].as_u64(), "{selection}");
}

#[test]
fn a_narrowed_run_says_its_reach_everywhere() {
    let vendor = Vendor::new(|_| {});
    let called = vendor.check("--name ^GW-09/");
    let words = sentence(&called);
    assert!(words.starts_with("mock conforms as far as tested: "), "{words}");
    assert!(words.contains(" of 116 rules hold"), "{words}");
    assert!(called.out.contains("\nselected: "), "{}", called.out);
    for file in ["index.html", "summary.md"] {
        let text = vendor.stage.read(&format!("target/fuhe/{file}"));
        assert!(text.contains("as far as tested"), "{file}");
        assert!(text.contains("--name"), "{file} shows what was selected");
    }
}

#[test]
fn a_whole_run_has_no_selection() {
    let vendor = Vendor::new(|_| {});
    let called = vendor.check("");
    assert!(
        sentence(&called).starts_with("mock conforms to its documentation: "),
        "{}",
        called.out
    );
    assert_eq!(vendor.stage.report()["run"].get("selection"), None);
}

/// What looks at the calls of all others shows nothing where there are none, and is not repeated by itself.
#[test]
fn a_comparison_of_no_calls_is_no_verdict() {
    let vendor = Vendor::new(|_| {});
    let called = vendor.check("--name whole.run");
    assert_eq!(called.code, 6, "{}", called.out);
    assert!(called.out.contains("there is nothing to compare"), "{}", called.out);
    let report = vendor.stage.report();
    assert_eq!(verdict(&report, "GW-03"), "blocked");
    let repeats = report["scenarios"].as_array().expect("scenarios");
    let own: Vec<&str> = repeats
        .iter()
        .filter_map(|scenario| scenario["repeat"].as_str())
        .collect();
    assert!(
        !own.is_empty() && own.iter().all(|repeat| !repeat.contains("--name")),
        "{own:?}"
    );
}

/// Observations alone judge nothing.
#[test]
fn open_rules_alone_are_no_verdict() {
    let vendor = Vendor::new(|_| {});
    let called = vendor.check("--tags @open");
    assert_eq!(called.code, 6, "{}{}", called.out, called.err);
    assert_eq!(
        sentence(&called),
        "Inconclusive: mock was not judged, since no rule that can fail was tested to its end."
    );
    assert_eq!(vendor.stage.report()["run"]["verdict"], "inconclusive");
}

// ------------------------------------------------------------------------------------------------- what cannot be judged

/// Accounts that follow from a fixed id are there already: BS-14 cannot be judged.
fn unjudged(waiver: &str) -> (Vendor, Called) {
    let vendor = Vendor::new(|_| {});
    assert_eq!(vendor.check("--tags @BS-14 --keep").code, 0);
    let target = vendor.embedded.target_file();
    vendor.stage.write("target.toml", &format!("{target}\n{waiver}\n"));
    let called = vendor.check("--tags @BS-14␣or␣@CU-05");
    (vendor, called)
}

#[rstest]
#[case::not_accepted(
    "",
    6,
    "Inconclusive: mock has no deviation, but 1 rule that counts could not be judged: BS-14."
)]
#[case::accepted(
    "[[waiver]]\nrule = \"BS-14\"\nnot_judged = true\nreason = \"accounts are kept there\"\nuntil = 2999-12-31",
    0,
    "mock conforms as far as tested: 1 of 116 rules holds. 1 rule could not be judged."
)]
#[case::accepted_until_yesterday(
    "[[waiver]]\nrule = \"BS-14\"\nnot_judged = true\nreason = \"accounts are kept there\"\nuntil = 2020-01-01",
    1,
    "mock has no deviation that is not waived, but its waivers are out of date. 1 rule could not be judged. 1 waiver \
     must be removed or renewed."
)]
#[case::a_waiver_of_findings_accepts_nothing_here(
    "[[waiver]]\nrule = \"BS-14\"\nreason = \"known\"",
    6,
    "Inconclusive: mock has no deviation, but 1 rule that counts could not be judged: BS-14."
)]
fn a_must_rule_that_cannot_be_judged(#[case] waiver: &str, #[case] code: i32, #[case] words: &str) {
    let (vendor, called) = unjudged(waiver);
    assert_eq!(called.code, code, "{}{}", called.out, called.err);
    let said = sentence(&called);
    let without_number = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "#");
    assert_eq!(without_number(&said), without_number(words));
    let report = vendor.stage.report();
    assert_valid(&report);
    assert_eq!(verdict(&report, "BS-14"), "blocked");
    let junit = vendor.stage.read("target/fuhe/junit.xml");
    // Whatever is not exit 0 is not green in other tools either.
    assert_eq!(
        junit.contains("<error") || junit.contains("<failure"),
        code != 0,
        "{junit}"
    );
    let ctrf: Value = serde_json::from_str(&vendor.stage.read("target/fuhe/ctrf.json")).expect("JSON");
    assert_eq!(ctrf["results"]["summary"]["failed"] != 0, code == 6);
}

#[rstest]
#[case::judged_again(
    "[[waiver]]\nrule = \"GW-07\"\nnot_judged = true\nreason = \"x\"\nuntil = 2999-12-31",
    1,
    "judged again"
)]
#[case::excuses_no_finding(
    "[[waiver]]\nrule = \"GW-04\"\nnot_judged = true\nreason = \"x\"\nuntil = 2999-12-31",
    1,
    "judged again"
)]
#[case::without_a_last_day(
    "[[waiver]]\nrule = \"GW-07\"\nnot_judged = true\nreason = \"x\"",
    2,
    "not_judged needs until, the last day on which this is accepted, such as 2027-03-31"
)]
fn a_waiver_of_what_is_not_judged(#[case] waiver: &str, #[case] code: i32, #[case] words: &str) {
    let vendor = Vendor::new(breaks_a_must);
    let target = vendor.embedded.target_file();
    vendor.stage.write("target.toml", &format!("{target}\n{waiver}\n"));
    let called = vendor.check("--name ^GW-0[47]/");
    assert_eq!(called.code, code, "{}{}", called.out, called.err);
    assert!(
        format!("{}{}", called.out, called.err).contains(words),
        "{}{}",
        called.out,
        called.err
    );
}

// ---------------------------------------------------------------------------------------------------- a run cut short

/// What did not run stands in every format as skipped, with the reason, and the run as a whole is an error there.
#[test]
fn a_run_that_breaks_off_looks_so_in_every_format() {
    let vendor = Vendor::new(|_| {});
    let server = Server::start(Manner::Relay(vendor.port(), 12, Box::new(Manner::HalfWay)));
    let (own, other) = (
        format!("127.0.0.1:{}", vendor.port()),
        format!("127.0.0.1:{}", server.port),
    );
    vendor.retarget(&own, &other);
    let called = vendor.check("--tags @etc --concurrency 1");
    assert_eq!(called.code, 3, "{}{}", called.out, called.err);
    let report = vendor.stage.report();
    assert_valid(&report);
    let skipped = report["run"]["counts"]["skipped"].as_u64().expect("a number");
    assert!(skipped > 0, "the run gave up before its end: {}", called.out);
    let not_run = report["scenarios"].as_array().expect("a list").iter();
    let not_run = not_run.filter(|scenario| scenario["ending"]["kind"] == "not-run");
    assert_eq!(not_run.count() as u64, skipped);
    let junit = vendor.stage.read("target/fuhe/junit.xml");
    assert!(junit.contains("name=\"the run as a whole\""), "{junit}");
    assert_eq!(junit.matches("not run: ").count() as u64, skipped, "{junit}");
    let ctrf: Value = serde_json::from_str(&vendor.stage.read("target/fuhe/ctrf.json")).expect("JSON");
    let statuses = ctrf["results"]["tests"].as_array().expect("a list").iter();
    assert_eq!(
        statuses.filter(|test| test["rawStatus"] == "not run").count() as u64,
        skipped
    );
    assert_eq!(ctrf["results"]["summary"]["failed"], 1);
    let cucumber = vendor.stage.read("target/fuhe/cucumber.json");
    assert!(cucumber.contains("the run as a whole") && cucumber.contains("\"failed\""));
    let messages = vendor.stage.read("target/fuhe/messages.ndjson");
    let last: Value = serde_json::from_str(messages.lines().last().expect("a line")).expect("JSON");
    assert_eq!(last["testRunFinished"]["success"], false);
    assert!(
        last["testRunFinished"]["message"]
            .as_str()
            .expect("words")
            .starts_with("There is no final result")
    );
    let har = vendor.stage.read("target/fuhe/exchanges.har");
    assert!(har.contains("There is no final result for mock"));
}

/// One cause that ended many scenarios is told once, with their number.
#[test]
fn an_error_of_many_scenarios_is_told_once() {
    let vendor = Vendor::new(|_| {});
    let server = Server::start(Manner::Relay(vendor.port(), 5, Box::new(Manner::HalfWay)));
    let (own, other) = (
        format!("127.0.0.1:{}", vendor.port()),
        format!("127.0.0.1:{}", server.port),
    );
    vendor.retarget(&own, &other);
    let called = vendor.check("--tags @CU-01␣or␣@CU-03␣or␣@CU-07");
    let report = vendor.stage.report();
    let errors = report["run"]["errors"].as_array().expect("a list");
    assert!(errors.len() <= 3, "{errors:?}");
    assert!(called.out.contains(" scenarios, such as "), "{}", called.out);
}

// ------------------------------------------------------------------------------------------------- which target is tested

/// Every way to name a target reaches it, and the embedded vendor says what it is.
#[rstest]
#[case::option("check --target target.toml", None, "mock")]
#[case::argument("check target.toml", None, "mock")]
#[case::variable("check", Some("target.toml"), "mock")]
#[case::option_before_variable("check --target target.toml", Some("nowhere.toml"), "mock")]
#[case::empty_variable("check", Some(""), "embedded vendor")]
#[case::embedded_by_name("check --embedded", Some("target.toml"), "embedded vendor")]
#[case::bent_embedded("check --choice GW-13.status=400", Some("target.toml"), "embedded vendor")]
#[case::neither("check", None, "embedded vendor")]
fn a_target_is_named(#[case] line: &str, #[case] variable: Option<&str>, #[case] target: &str) {
    let vendor = Vendor::new(|_| {});
    let variables: Vec<(&str, &str)> = variable.map(|file| ("FUHE_TARGET", file)).into_iter().collect();
    let called = vendor.stage.fuhe_with(&variables, &format!("{line} --tags @CU-05"));
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    let report = vendor.stage.report();
    assert_eq!(report["run"]["target"], target);
    let embedded = target == "embedded vendor";
    assert_eq!(report["run"].get("embedded").is_some(), embedded);
    assert_eq!(
        sentence(&called).contains("no live target was tested"),
        embedded,
        "{}",
        called.out
    );
}

#[rstest]
#[case::option_and_argument("check target.toml --target target.toml", "cannot be used with")]
#[case::probe_without_any("probe", "name the target file to probe: `fuhe probe staging.toml`")]
#[case::variable_of_nothing("check", "nowhere.toml")]
fn a_target_that_cannot_be(#[case] line: &str, #[case] words: &str) {
    let vendor = Vendor::new(|_| {});
    let variables: &[(&str, &str)] = if line == "check" {
        &[("FUHE_TARGET", "nowhere.toml")]
    } else {
        &[]
    };
    let called = vendor.stage.fuhe_with(variables, line);
    assert_eq!(called.code, 2, "{}{}", called.out, called.err);
    assert!(called.err.contains(words), "{}", called.err);
}

#[rstest]
#[case::misspelt(
    "not␣@bulter",
    "error: --tags: no scenario has the tag @bulter (did you mean @butler?)\n"
)]
#[case::inside(
    "@must␣and␣(@etc␣or␣@BS25)",
    "error: --tags: no scenario has the tag @BS25 (did you mean @BS-25?)\n"
)]
fn an_unknown_tag_selects_nothing_silently(#[case] expression: &str, #[case] words: &str) {
    let called = Stage::new().fuhe(&format!("check --tags {expression}"));
    assert_eq!((called.code, called.err.as_str()), (2, words));
}

// ------------------------------------------------------------------------------------------------------------- merging

/// Every embedded vendor listens on a port of its own.
#[test]
fn shards_of_the_embedded_vendor_are_merged() {
    let stage = Stage::new();
    for (tags, dir) in [("@CU-05", "one"), ("@CU-06", "two")] {
        let called = stage.fuhe(&format!("check --tags {tags} --explore 20 --report-dir {dir}"));
        assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    }
    let called = stage.fuhe("merge one/report.json two/report.json --report-dir both");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    let merged = stage.report_in("both");
    assert_valid(&merged);
    assert_eq!(merged["run"]["counts"]["explored"], 40);
    let conditions = &merged["run"]["selection"]["conditions"];
    assert_eq!(conditions, &serde_json::json!(["--tags '@CU-05'", "--tags '@CU-06'"]));
}

/// What exploring finds in two shards is told once and does not keep them from being merged.
#[test]
fn findings_of_explored_requests_are_merged() {
    let stage = Stage::new();
    let fault = "--mutant client.user.save.request.biz_user_name:maxLength-1";
    for (tags, dir) in [("@CU-05", "one"), ("@CU-06", "two")] {
        stage.fuhe(&format!(
            "check {fault} --tags {tags} --explore 400 --seed 4 --report-dir {dir}"
        ));
    }
    let [one, two] = ["one", "two"].map(|dir| stage.report_in(dir));
    assert_eq!(
        (verdict(&one, "CU-03"), verdict(&two, "CU-03")),
        ("fails".into(), "fails".into())
    );
    let called = stage.fuhe("merge one/report.json two/report.json --report-dir both");
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    assert_eq!(verdict(&stage.report_in("both"), "CU-03"), "fails");
}

/// A rule that one shard could not judge is not judged by all of them.
#[test]
fn blocked_rules_stay_blocked_when_merged() {
    let vendor = Vendor::new(|_| {});
    assert_eq!(vendor.check("--tags @BS-14 --keep").code, 0);
    assert_eq!(vendor.check("--tags @BS-14 --report-dir one").code, 6);
    assert_eq!(vendor.check("--tags @CU-05 --report-dir two").code, 0);
    let called = vendor
        .stage
        .fuhe("merge one/report.json two/report.json --report-dir both");
    assert_eq!(called.code, 6, "{}{}", called.out, called.err);
    assert_eq!(verdict(&vendor.stage.report_in("both"), "BS-14"), "blocked");
}
