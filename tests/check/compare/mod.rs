//! One vendor as the old one, another as the new: a comparison names what differs between them, and nothing else.

mod baseline;
mod history;

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

/// Has every call of a record take no time: a busy machine is slower in one of two runs, which a comparison tells.
fn take_no_time(record: &mut Value) {
    match record {
        Value::Object(members) => members.iter_mut().for_each(|(name, value)| match name.as_str() {
            "wait_us" | "receive_us" => *value = 0.into(),
            _ => take_no_time(value),
        }),
        Value::Array(entries) => entries.iter_mut().for_each(take_no_time),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
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
    assert_fits(include_str!("../../../schemas/comparison.json"), &comparison);
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
    for name in ["old.json", "new.json"] {
        let mut record = serde_json::from_str(&stage.read(name)).expect("JSON");
        take_no_time(&mut record);
        stage.write(name, &record.to_string());
    }
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
