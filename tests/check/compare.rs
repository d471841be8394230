//! One vendor as the old one, another as the new: a comparison names what differs between them, and nothing else.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use fuhe::contract::Contract;
use fuhe::faults::{Choice, Mutant};
use fuhe::mock::Behaviour;
use rstest::rstest;
use serde_json::{Value, json};

use crate::stage::{Manner, Server, Stage, Vendor};
use crate::verdicts::assert_fits;

/// A vendor bent by these mutants and choices, which are told apart by the sign of equality.
fn bent(names: &'static [&'static str]) -> Vendor {
    Vendor::new(|behaviour| names.iter().for_each(|name| bend(behaviour, name)))
}

fn bend(behaviour: &mut Behaviour, name: &str) {
    match name.split_once('=') {
        Some((question, value)) => Choice::named(question, value).expect("a choice").apply(behaviour),
        None => Mutant::named(name).expect("a mutant").apply(behaviour),
    }
}

/// Runs the suite against a vendor, and leaves its record on the stage.
fn record(stage: &Stage, vendor: &Vendor, name: &str, options: &str) {
    let called = vendor.check(&format!("--report-dir r {options}"));
    assert!([0, 1].contains(&called.code), "{}{}", called.out, called.err);
    std::fs::copy(vendor.stage.path("r/report.json"), stage.path(name)).expect("a copy");
}

/// The record of a whole run against a vendor that conforms. One serves all tests that compare with it.
fn conforming() -> &'static str {
    static RECORD: LazyLock<String> = LazyLock::new(|| {
        let stage = Stage::new();
        record(&stage, &bent(&[]), "old.json", "--seed 1");
        stage.read("old.json")
    });
    &RECORD
}

fn compared(stage: &Stage) -> (i32, Value) {
    let called = stage.fuhe("compare old.json new.json --format json");
    let comparison = serde_json::from_str(&called.out).unwrap_or_else(|e| panic!("{e}: {}{}", called.out, called.err));
    assert_fits(include_str!("../../schemas/comparison.json"), &comparison);
    (called.code, comparison)
}

/// What stands under a key of each change.
fn names(comparison: &Value, changes: &str, key: &str) -> BTreeSet<String> {
    let list = comparison[changes].as_array().expect("a list");
    list.iter()
        .map(|change| change[key].as_str().expect("a text").to_owned())
        .collect()
}

// -------------------------------------------------------------------------------------------------------- what is named

#[rstest]
#[case::a_code(&["unknown-application-400"], 1, &["GW-08"], &[], &["outcome"], &[])]
#[case::a_field(
    &["user.save.answer.app.private_key:required"],
    1,
    &["GU-10", "GU-11", "GU-18", "GU-19"],
    &[],
    &[],
    &["/data/app/private_key"]
)]
#[case::a_reading(&["GW-12.empty=false"], 5, &[], &["GW-12.empty"], &["outcome"], &[])]
#[case::a_status(&["GW-13.status=400"], 5, &[], &["GW-13.status"], &["status"], &[])]
#[case::a_spelling(
    &["GW-11.answer=request_id code msg"],
    5,
    &[],
    &["GW-11.answer"],
    &[],
    &["/requestId", "/request_id"]
)]
#[case::several(
    &["unknown-application-400", "GW-13.status=403", "user.save.answer.app.private_key:required"],
    1,
    &["GW-08", "GU-10", "GU-11", "GU-18", "GU-19"],
    &["GW-13.status"],
    &["outcome", "status"],
    &["/data/app/private_key"]
)]
fn two_vendors(
    #[case] bends: &'static [&'static str],
    #[case] code: i32,
    #[case] rules: &[&str],
    #[case] questions: &[&str],
    #[case] aspects: &[&str],
    #[case] paths: &[&str],
) {
    let stage = Stage::new();
    stage.write("old.json", conforming());
    record(&stage, &bent(bends), "new.json", "--seed 2");
    let (ended, comparison) = compared(&stage);
    let expected = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(names(&comparison, "rules", "rule"), expected(rules), "{comparison:#}");
    assert_eq!(
        names(&comparison, "observations", "question"),
        expected(questions),
        "{comparison:#}"
    );
    assert_eq!(
        names(&comparison, "answers", "what"),
        expected(aspects),
        "{comparison:#}"
    );
    assert_eq!(names(&comparison, "shapes", "path"), expected(paths), "{comparison:#}");
    assert_eq!(ended, code);
    // The way back names the same.
    std::fs::rename(stage.path("old.json"), stage.path("older.json")).expect("a move");
    std::fs::rename(stage.path("new.json"), stage.path("old.json")).expect("a move");
    std::fs::rename(stage.path("older.json"), stage.path("new.json")).expect("a move");
    let (ended, back) = compared(&stage);
    assert_eq!(names(&back, "rules", "rule"), expected(rules), "{back:#}");
    assert_eq!(names(&back, "shapes", "path"), expected(paths), "{back:#}");
    assert_eq!(ended, 5, "what was mended has changed");
}

/// A vendor whose messages repeat what a call or its answer carried, and the time of day.
fn talkative(body: &str) -> String {
    let Ok(Value::Object(mut body)) = serde_json::from_str(body) else {
        return body.to_owned();
    };
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .expect("a time");
    if let Some(request) = body.get("requestId").and_then(Value::as_str).map(str::to_owned) {
        let user = body["data"]["biz_user_id"].as_str().unwrap_or("?").to_owned();
        body.insert(
            "msg".to_owned(),
            format!("{request}: {user} at {}", now.as_millis()).into(),
        );
    }
    for row in body
        .get_mut("result")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        let account = row["userNo"].as_str().unwrap_or("?").to_owned();
        let cause = row["cause"].as_str().unwrap_or("?").to_owned();
        row["cause"] = format!("账号{account}: {cause}").into();
    }
    Value::Object(body).to_string()
}

/// Each time the vendor is a fresh one: the suite's fixed accounts are there already where it comes a second time.
#[rstest]
#[case::plain(None, 10)]
#[case::talkative(Some(talkative as fn(&str) -> String), 3)]
fn one_vendor_again_and_again(#[case] words: Option<fn(&str) -> String>, #[case] times: usize) {
    let stage = Stage::new();
    let run = |name: &str, seed: usize| {
        let vendor = bent(&[]);
        if let Some(rewrite) = words {
            let server = Server::start(Manner::Rewrite(vendor.port(), rewrite));
            let address = |port: u16| format!("127.0.0.1:{port}");
            vendor.retarget(&address(vendor.port()), &address(server.port));
        }
        record(&stage, &vendor, name, &format!("--seed {seed}"));
    };
    run("old.json", 1);
    for seed in 2..=times {
        run("new.json", seed);
        let (_, comparison) = compared(&stage);
        assert_eq!(comparison["scenarios"], Contract::embedded().scenarios.len());
        for changes in ["rules", "observations", "answers", "shapes"] {
            assert_eq!(comparison[changes], json!([]), "{changes} under seed {seed}");
        }
    }
}

// ----------------------------------------------------------------------------------------------------- how it is told

#[rstest]
#[case::text("text")]
#[case::markdown("markdown")]
fn in_words(#[case] format: &str) {
    let stage = Stage::new();
    let tags = "@GW-04␣or␣@GW-08␣or␣@GW-13";
    record(&stage, &bent(&[]), "old.json", &format!("--seed 1 --tags {tags}"));
    let new = bent(&["unknown-application-400", "GW-13.status=403"]);
    record(&stage, &new, "new.json", &format!("--seed 2 --tags {tags}␣or␣@CU-03"));
    let mut text = stage.fuhe(&format!("compare old.json new.json --format {format}")).out;
    for (name, word) in [("old.json", "(then)"), ("new.json", "(now)")] {
        let record: Value = serde_json::from_str(&stage.read(name)).expect("JSON");
        text = text.replace(record["run"]["started"].as_str().expect("a time"), word);
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/compare"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format, text));
}

#[rstest]
#[case::nothing_changed(&[], &[], "", 0)]
#[case::changed(&[], &["GW-13.status=400"], "", 5)]
#[case::mended(&["unknown-application-400"], &[], "", 5)]
#[case::deviates(&[], &["unknown-application-400"], "", 1)]
#[case::deviates_as_ever(&["unknown-application-400"], &["unknown-application-400"], "", 1)]
#[case::a_warning(&[], &["success-in-english"], "", 5)]
#[case::a_warning_that_counts(&[], &["success-in-english"], "--strict", 1)]
#[case::nothing_in_common(&[], &[], "--tags @CU-05", 4)]
fn what_it_ends_with(
    #[case] old: &'static [&'static str],
    #[case] new: &'static [&'static str],
    #[case] options: &str,
    #[case] code: i32,
) {
    let stage = Stage::new();
    let tags = "--tags @GW-08␣or␣@GW-13␣or␣@GW-22";
    let options = if options.contains("--tags") {
        options.to_owned()
    } else {
        format!("{tags} {options}")
    };
    record(&stage, &bent(old), "old.json", tags);
    record(&stage, &bent(new), "new.json", &options);
    let called = stage.fuhe("compare old.json new.json");
    assert_eq!(called.code, code, "{}{}", called.out, called.err);
    let last = called.out.lines().last().unwrap_or_default();
    match code {
        4 => assert_eq!(last, "Nothing could be compared: the runs have no scenario in common."),
        _ => assert_eq!(last == "Nothing changed.", old == new, "{}", called.out),
    }
}

/// What else differs between two runs is said, and is no change by itself.
#[test]
fn runs_that_are_not_quite_comparable() {
    let stage = Stage::new();
    let mut record: Value = serde_json::from_str(conforming()).expect("JSON");
    stage.write("old.json", conforming());
    record["run"]["target"] = "production".into();
    record["run"]["contract"] = "0".repeat(64).into();
    record["scenarios"][0]["ending"] = json!({"kind": "error", "why": "no answer", "unreachable": true});
    stage.write("new.json", &record.to_string());
    let called = stage.fuhe("compare old.json new.json");
    let words = "Not compared: 1 scenario with an error in one of the runs. The runs have different targets. The contract \
                 has changed: a rule or a scenario of the same name may ask for something else.\n\nNothing changed.\n";
    assert!(called.out.ends_with(words), "{}", called.out);
    assert_eq!(called.code, 0);
}

// ----------------------------------------------------------------------------------------------------------- baselines

/// The story of a nightly job: keep a run, change nothing, change something, go back.
#[test]
fn a_run_is_kept_and_compared_with() {
    let tags = "--tags @GW-08␣or␣@GW-13";
    let (vendor, other) = (bent(&[]), bent(&["GW-13.status=400"]));
    assert_eq!(vendor.check(tags).code, 0);
    let saved = vendor.stage.fuhe("baseline save nightly");
    assert_eq!((saved.code, saved.err.as_str()), (0, ""));
    let words = format!(
        "mock of {}, conforms, ",
        vendor.stage.report()["run"]["started"].as_str().expect("a time")
    );
    assert!(
        saved.out.starts_with(&format!(".fuhe/baselines/nightly.json: {words}")),
        "{}",
        saved.out
    );
    let listed = vendor.stage.fuhe("baseline list");
    assert!(listed.out.starts_with(&format!("nightly  {words}")), "{}", listed.out);

    let same = vendor.check(&format!("{tags} --baseline nightly"));
    assert_eq!(same.code, 0, "{}{}", same.out, same.err);
    assert!(same.out.ends_with("\nNothing changed.\n"), "{}", same.out);

    other
        .stage
        .write("kept.json", &vendor.stage.read(".fuhe/baselines/nightly.json"));
    let changed = other.check(&format!("{tags} --baseline kept.json"));
    assert_eq!(changed.code, 5, "{}{}", changed.out, changed.err);
    assert!(changed.out.contains("\n  GW-13.status  200 → 400\n"), "{}", changed.out);
    let comparison: Value = serde_json::from_str(&other.stage.read("target/fuhe/comparison.json")).expect("JSON");
    assert_eq!(comparison["format"], "fuhe-comparison/1");
    assert_eq!(
        names(&comparison, "observations", "question"),
        BTreeSet::from(["GW-13.status".to_owned()])
    );
    assert!(
        other
            .stage
            .read("target/fuhe/comparison.md")
            .starts_with("# What changed\n")
    );
    let page = other.stage.read("target/fuhe/index.html");
    assert!(page.contains("id=\"changes\""), "the page tells it too");
    let summary = other.stage.read("target/fuhe/summary.md");
    assert!(
        summary.contains("### What changed since the baseline\n\n")
            && summary.contains("\n#### Open questions that are answered differently now\n"),
        "and so does the summary: {summary}"
    );
    // Told again of the record, it is the same.
    let again = other
        .stage
        .fuhe("report target/fuhe/report.json --baseline kept.json --report-dir again");
    assert_eq!(again.code, 0, "{}", again.err);
    for file in ["index.html", "comparison.json", "comparison.md"] {
        let first = other.stage.read(&format!("target/fuhe/{file}"));
        assert!(other.stage.read(&format!("again/{file}")) == first, "{file} differs");
    }

    // A comparison that is not asked for again must not be taken for this run's.
    assert_eq!(other.check(tags).code, 0);
    assert!(!other.stage.path("target/fuhe/comparison.json").exists());
    assert!(!other.stage.path("target/fuhe/comparison.md").exists());
}

/// A baseline that is not there is noticed before the vendor is troubled, and so is a history that cannot be written.
#[rstest]
#[case::baseline(
    "--baseline nightly",
    "nightly: there is no such file, and no such baseline in .fuhe/baselines; `fuhe baseline list` lists them, and `fuhe baseline save \
     NAME` keeps the last report"
)]
#[case::history(
    "--history none/h.jsonl",
    "cannot write the history none/h.jsonl: No such file or directory (os error 2)"
)]
fn nothing_is_sent_for_nothing(#[case] options: &str, #[case] sentence: &str) {
    let vendor = bent(&[]);
    let called = vendor.check(options);
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (2, "", format!("error: {sentence}\n").as_str())
    );
    assert_eq!(vendor.embedded.vendor().snapshot().nonces, 0, "nothing was sent");
}

#[rstest]
#[case::no_old(
    "compare none.json x",
    "none.json: there is no such file, and no such baseline in .fuhe/baselines; `fuhe baseline list` lists them, and `fuhe baseline save \
     NAME` keeps the last report"
)]
#[case::out_of_the_folder(
    "compare ../x y --baseline-dir b",
    "../x: there is no such file, and no such baseline in b; `fuhe baseline list` lists them, and `fuhe baseline save NAME` keeps the \
     last report"
)]
#[case::no_json(
    "compare text x",
    "text: is not valid JSON (expected ident at line 1 column 2); name the report.json that `fuhe check` wrote"
)]
#[case::no_record(
    "compare other.json x",
    "other.json: is not a run record: it has no format \"fuhe-run/2\"; name the report.json that `fuhe check` wrote"
)]
#[case::later_record(
    "compare later.json x",
    "later.json: has the format \"fuhe-run/9\", and this version of fuhe reads \"fuhe-run/2\"; run `fuhe check` again"
)]
#[case::no_report(
    "baseline save nightly",
    "cannot read the run record target/fuhe/report.json: No such file or directory (os error 2)"
)]
#[case::name(
    "baseline save ../nightly",
    "\"../nightly\" cannot be the name of a baseline; use letters, digits, - and _, and dots in between, such as \
     release-2.4"
)]
#[case::no_history(
    "history h.jsonl",
    "cannot read the history h.jsonl: No such file or directory (os error 2)"
)]
#[case::empty_history("history empty", "empty contains no run; `fuhe check --history empty` appends one")]
fn what_cannot_be_read(#[case] line: &str, #[case] sentence: &str) {
    let stage = Stage::new();
    stage.write("text", "no JSON");
    stage.write("empty", "");
    stage.write("other.json", "{\"tests\": 3}");
    stage.write("later.json", "{\"format\": \"fuhe-run/9\"}");
    let called = stage.fuhe(line);
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (2, "", format!("error: {sentence}\n").as_str())
    );
}

#[test]
fn a_run_of_nothing_is_no_baseline() {
    let stage = Stage::new();
    assert_eq!(stage.fuhe("check --name nobody").code, 4);
    let called = stage.fuhe("baseline save nightly");
    let sentence = "error: target/fuhe/report.json: this run cannot be a baseline, since it was stopped early or ran nothing; \
                    run `fuhe check` again\n";
    assert_eq!((called.code, called.err.as_str()), (2, sentence));
    let listed = stage.fuhe("baseline list");
    let sentence = "no baseline in .fuhe/baselines; `fuhe baseline save NAME` keeps the last report\n";
    assert_eq!(
        (listed.code, listed.out.as_str(), listed.err.as_str()),
        (0, "", sentence)
    );
}

// ------------------------------------------------------------------------------------------------------------- history

/// A line of a history as a run writes it.
fn line(day: u32, target: &str, rules: &Value, waived: &Value) -> String {
    json!({
        "format": "fuhe-history/1",
        "started": format!("2026-11-{day:02}T04:00:00Z"),
        "target": target,
        "fuhe": "0.1.0",
        "contract": "c0ffee",
        "seed": 1,
        "verdict": "conforms",
        "rules": rules,
        "waived": waived,
    })
    .to_string()
}

/// Lines that are none do not take the rest with them.
#[test]
fn a_history_tells_since_when_and_how_often() {
    let run = |day, rules: Value| line(day, "staging", &rules, &json!([]));
    let lines = [
        run(1, json!({"CU-03": "holds", "BS-25": "holds", "GW-01": "holds"})),
        run(2, json!({"CU-03": "fails", "BS-25": "blocked", "GW-01": "holds"})),
        run(3, json!({"BS-25": "fails", "GW-01": "holds"}))[..80].to_owned(),
        line(3, "production", &json!({"GW-01": "holds"}), &json!([])),
        "{\"format\": \"fuhe-history/2\"}".to_owned(),
        "{\"level\": \"info\"}".to_owned(),
        "{\"format\": \"fuhe-history/1\"}".to_owned(),
        run(4, json!({"CU-03": "holds", "BS-25": "fails", "GW-01": "holds"})),
        line(
            5,
            "staging",
            &json!({"CU-03": "fails", "BS-25": "fails", "GW-13": "observed"}),
            &json!(["BS-25"]),
        ),
    ];
    let stage = Stage::new();
    stage.write("h.jsonl", &lines.join("\n"));
    let called = stage.fuhe("history h.jsonl");
    assert_eq!(
        called.out,
        "staging: 4 runs, 2026-11-01T04:00:00Z to 2026-11-05T04:00:00Z\n\
         \u{20}\u{20}CU-03  fails since 2026-11-05T04:00:00Z, 1 run, 3 changes\n\
         \u{20}\u{20}BS-25  fails since 2026-11-04T04:00:00Z, 2 runs, 1 change, waived\n\
         \u{20}\u{20}1 other rule never failed\n\
         \n\
         production: 1 run, 2026-11-03T04:00:00Z\n\
         \u{20}\u{20}1 rule never failed\n"
    );
    assert_eq!(
        called.err,
        "h.jsonl: line 3 is cut short, or not JSON; it is left out\n\
         h.jsonl: line 5 has the format \"fuhe-history/2\", and this version of fuhe reads \"fuhe-history/1\"; it is left \
         out\n\
         h.jsonl: line 6 is not a line of a history: it has no format \"fuhe-history/1\"; it is left out\n\
         h.jsonl: line 7 is not complete: missing field `started`; it is left out\n"
    );
    assert_eq!(called.code, 0);
}

/// The page draws a bar for each run against the same target, this one last, and none for a first run.
#[test]
fn the_page_shows_a_history_run_by_run() {
    let vendor = bent(&["unknown-application-400"]);
    let earlier = [
        line(
            1,
            "mock",
            &json!({"CU-03": "fails", "BS-25": "fails", "GW-01": "holds"}),
            &json!(["BS-25"]),
        ),
        line(2, "staging", &json!({"CU-03": "fails"}), &json!([])),
        "{".to_owned(),
    ];
    vendor.stage.write("h.jsonl", &earlier.join("\n"));
    vendor.check("--name ^GW-08/ --history h.jsonl");
    let page = vendor.stage.read("target/fuhe/index.html");
    let titles: Vec<&str> = page
        .split("<g><title>")
        .skip(1)
        .filter_map(|rest| rest.split('<').next())
        .collect();
    assert_eq!(titles.len(), 2, "{titles:?}");
    assert_eq!(titles[0], "2026-11-01T04:00 · 1 + 1");
    assert!(titles[1].ends_with(" · 1 + 0"), "{titles:?}");
    vendor.check("--name ^GW-08/ --history first.jsonl");
    assert!(!vendor.stage.read("target/fuhe/index.html").contains("<g><title>"));
}

#[test]
fn every_run_appends_a_line() {
    let vendor = bent(&["unknown-application-400"]);
    vendor.stage.write("h.jsonl", "{\"format\": \"fuhe-hist");
    for _ in 0..2 {
        assert_eq!(vendor.check("--tags @GW-08␣or␣@GW-07 --history h.jsonl").code, 1);
    }
    let text = vendor.stage.read("h.jsonl");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    let last: Value = serde_json::from_str(lines[2]).expect("JSON");
    assert_eq!(last["rules"], json!({"GW-07": "holds", "GW-08": "fails"}));
    assert_eq!(
        (&last["target"], &last["verdict"]),
        (&json!("mock"), &json!("deviates"))
    );
    let called = vendor.stage.fuhe("history h.jsonl");
    assert_eq!(
        called.err,
        "h.jsonl: line 1 is cut short, or not JSON; it is left out\n"
    );
    assert!(called.out.starts_with("mock: 2 runs, "), "{}", called.out);
    assert!(called.out.contains("\n  GW-08  fails since "), "{}", called.out);
}
