//! Shards of a run, judged as one.

use std::collections::BTreeSet;

use fuhe::faults::Choice;
use rstest::rstest;
use serde_json::{Value, json};

use crate::stage::{Stage, Vendor};
use crate::verdicts::{assert_fits, assert_valid, breaks_a_must};

const SHARDS: [(&str, &str); 2] = [("@butler", "one"), ("not␣@butler", "two")];

/// Two shards that share nothing and leave nothing out, in folders of their own.
fn shards(vendor: &Vendor, options: &str) -> [Value; 2] {
    SHARDS.map(|(tags, folder)| {
        vendor.check(&format!("--tags {tags} --report-dir {folder} {options}"));
        vendor.stage.report_in(folder)
    })
}

/// What a record says of the vendor, without what differs from run to run.
fn said(report: &Value) -> Value {
    let ids = |list: &Value| -> Vec<Value> {
        let list = list.as_array().expect("a list");
        list.iter().map(|scenario| scenario["id"].clone()).collect()
    };
    json!([
        report["run"]["verdict"],
        report["run"]["counts"],
        report["rules"],
        report["waivers"],
        report["observations"],
        ids(&report["scenarios"]),
    ])
}

#[test]
fn shards_say_together_what_one_run_says() {
    let vendor = Vendor::new(breaks_a_must);
    shards(&vendor, "--seed 3");
    let merged = vendor
        .stage
        .fuhe("merge one/report.json two/report.json --report-dir both");
    assert_eq!((merged.code, merged.err.as_str()), (1, ""), "{}", merged.out);
    assert!(
        merged
            .out
            .ends_with("\nmock deviates from its documentation: 1 must rule fails.\nReport: both/index.html\n"),
        "{}",
        merged.out
    );
    let merged = vendor.stage.report_in("both");
    assert_valid(&merged);
    vendor.check("--seed 3 --report-dir whole");
    assert_eq!(said(&merged), said(&vendor.stage.report_in("whole")));
    assert_eq!(merged["run"]["command"], "fuhe merge one/report.json two/report.json");
}

#[test]
fn a_waiver_that_no_shard_could_judge_alone_is_judged() {
    let vendor = Vendor::new(|_| {});
    let waiver = "[[waiver]]\nrule = \"GW-17\"\nreason = \"characters are counted as bytes\"\n";
    let target = vendor.embedded.target_file();
    vendor.stage.write("target.toml", &format!("{target}\n{waiver}"));
    for shard in shards(&vendor, "--seed 3") {
        assert_eq!(shard["waivers"][0]["state"], "not-tested");
        assert_eq!(shard["run"]["verdict"], "conforms");
    }
    let merged = vendor.stage.fuhe("merge one/report.json two/report.json");
    assert_eq!(merged.code, 1, "{}", merged.out);
    assert_eq!(vendor.stage.report()["waivers"][0]["state"], "holds-again");
}

#[test]
fn what_no_shard_came_to_is_not_held() {
    let vendor = Vendor::new(breaks_a_must);
    // The second shard stops at once, and nobody ran the rest of it.
    shards(&vendor, "--seed 3 --fail-fast --concurrency 1");
    vendor
        .stage
        .fuhe("merge one/report.json two/report.json --report-dir both");
    let merged = vendor.stage.report_in("both");
    let stopped = vendor.stage.report_in("two");
    assert!(
        stopped["run"]["counts"]["skipped"].as_u64() > Some(0),
        "{}",
        stopped["run"]
    );
    let held = |report: &Value| -> BTreeSet<String> {
        let rules = report["rules"].as_array().expect("rules");
        let held = rules.iter().filter(|rule| rule["verdict"] == "holds");
        held.map(|rule| rule["id"].as_str().expect("an id").to_owned())
            .collect()
    };
    let of_gateway =
        |rules: BTreeSet<String>| -> BTreeSet<String> { rules.into_iter().filter(|id| id.starts_with("GU")).collect() };
    assert!(held(&merged).contains("BS-25"), "the first shard came to its end");
    assert_eq!(of_gateway(held(&merged)), of_gateway(held(&stopped)));
    assert!(held(&stopped).len() < held(&vendor.stage.report_in("one")).len());
}

/// A scenario that is evidence for two rules runs in the shard of each.
#[test]
fn what_two_shards_agree_on_counts_once() {
    let vendor = Vendor::new(breaks_a_must);
    vendor.check("--seed 3 --tags @GW-04 --report-dir whole");
    for folder in ["shards/one", "shards/two"] {
        vendor.check(&format!("--seed 3 --tags @GW-04 --report-dir {folder}"));
        std::fs::rename(
            vendor.stage.path(&format!("{folder}/report.json")),
            vendor.stage.path(&format!("{folder}.json")),
        )
        .expect("a shard");
    }
    let merged = vendor.stage.fuhe("merge shards --report-dir both");
    assert_eq!((merged.code, merged.err.as_str()), (1, ""), "{}", merged.out);
    let merged = vendor.stage.report_in("both");
    assert_valid(&merged);
    assert_eq!(said(&merged), said(&vendor.stage.report_in("whole")));
}

/// Of a vendor that deviates now and then, the merge says no better than its worst shard, in either order.
#[test]
fn where_shards_disagree_the_worse_stands() {
    let vendor = Vendor::new(breaks_a_must);
    vendor.check("--tags @GW-04 --report-dir one");
    let good = Vendor::new(|_| {});
    good.check("--tags @GW-04 --report-dir two");
    let mut report = good.stage.report_in("two");
    let broken = vendor.stage.report_in("one");
    report["run"]["addresses"] = broken["run"]["addresses"].clone();
    vendor.stage.write("two.json", &report.to_string());
    for records in ["one/report.json two.json", "two.json one"] {
        let merged = vendor.stage.fuhe(&format!("merge {records} --report-dir both"));
        assert_eq!(merged.code, 1, "{}", merged.out);
        let notes: Vec<&str> = merged.err.lines().collect();
        assert!(!notes.is_empty());
        for note in notes {
            assert!(
                note.starts_with("note: ") && note.ends_with("; the worse stands"),
                "{note}"
            );
        }
        assert_eq!(vendor.stage.report_in("both")["rules"], broken["rules"]);
    }
}

#[rstest]
#[case::alone(
    |report: Value| report,
    "two.json",
    "there is nothing to merge two.json with; name two run records or more, or a folder of them"
)]
#[case::an_empty_folder(
    |report: Value| report,
    "one/report.json empty",
    "empty: holds no run record"
)]
#[case::runs_not_records(
    |report: Value| report,
    "shards",
    "shards: holds no run record; name the folder of one run, of which shards/run is the latest"
)]
#[case::another_target(
    |mut report: Value| { report["run"]["target"] = "staging".into(); report },
    "one/report.json two.json",
    "two.json: does not have the same target as one/report.json; merge runs of one target under one contract"
)]
#[case::strict(
    |mut report: Value| { report["run"]["strict"] = true.into(); report },
    "one/report.json two.json",
    "two.json: does not have the same --strict as one/report.json; merge runs of one target under one contract"
)]
#[case::another_contract(
    |mut report: Value| { report["run"]["contract"] = "0".into(); report },
    "two.json one/report.json",
    "two.json: was judged by another version of the contract; merge it with the version of fuhe that made it"
)]
#[case::no_record(
    |_: Value| json!([]),
    "one/report.json two.json",
    "two.json: is not a run record: it has no format \"fuhe-run/2\"; name the report.json that `fuhe check` wrote"
)]
fn what_is_no_part_of_one_run_is_refused(
    #[case] edit: fn(Value) -> Value,
    #[case] records: &str,
    #[case] reason: &str,
) {
    let vendor = Vendor::new(|_| {});
    vendor.check("--name ^BS-01/ --report-dir one");
    let other = edit(vendor.stage.report_in("one"));
    vendor.stage.write("two.json", &other.to_string());
    std::fs::create_dir_all(vendor.stage.path("shards/run")).expect("folders");
    std::fs::create_dir(vendor.stage.path("empty")).expect("a folder");
    let called = vendor.stage.fuhe(&format!("merge {records}"));
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (2, "", format!("error: {reason}\n").as_str())
    );
}

/// Two quick shards of a run, as `one` and `two`.
fn quick_shards(vendor: &Vendor) {
    for (tags, folder) in [("@GW-13␣or␣@GW-07", "one"), ("@BS-22", "two")] {
        let called = vendor.check(&format!("--tags {tags} --report-dir {folder}"));
        assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    }
}

/// Merged runs are compared, kept in a history, printed and reported as one run is.
#[test]
fn merged_runs_are_dealt_with_as_one_run() {
    let usual = Vendor::new(|_| {});
    quick_shards(&usual);
    assert_eq!(usual.stage.fuhe("merge one two --history h.jsonl").code, 0);
    let changed = Vendor::new(|behaviour| {
        Choice::named("GW-13.status", "400").expect("a choice").apply(behaviour);
    });
    quick_shards(&changed);
    changed
        .stage
        .write("kept.json", &usual.stage.read("target/fuhe/report.json"));
    changed.stage.write("h.jsonl", &usual.stage.read("h.jsonl"));
    let options = "--baseline kept.json --history h.jsonl --report html --format brief --report-dir both";
    let merged = changed.stage.fuhe(&format!("merge one two {options}"));
    assert_eq!((merged.code, merged.err.as_str()), (5, ""), "{}", merged.out);
    assert!(
        merged.out.starts_with("mock conforms as far as tested: "),
        "{}",
        merged.out
    );
    assert!(merged.out.contains("\n  GW-13.status  200 → 400\n"), "{}", merged.out);
    for (file, is_there) in [
        ("report.json", true),
        ("index.html", true),
        ("comparison.json", true),
        ("junit.xml", false),
    ] {
        assert_eq!(changed.stage.path("both").join(file).exists(), is_there, "{file}");
    }
    let lines = history(&changed.stage.read("h.jsonl"));
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[1]["rules"]["GW-13"], "observed");

    // Of the record, the page shows the run before, and not itself twice.
    let again = changed
        .stage
        .fuhe("report both/report.json --history h.jsonl --report html --report-dir again");
    assert_eq!((again.code, again.err.as_str()), (0, ""));
    let page = changed.stage.read("again/index.html");
    assert_eq!(page.matches("<g><title>").count(), 2);
    assert!(!changed.stage.path("again/junit.xml").exists());
}

/// What a run exits with comes before what changed since. Without a baseline nothing is judged.
#[rstest]
#[case::deviates("--baseline kept.json", 1)]
#[case::not_compared("", 0)]
fn a_report_that_is_compared_exits_as_the_run_did(#[case] options: &str, #[case] code: i32) {
    let (vendor, usual) = (Vendor::new(breaks_a_must), Vendor::new(|_| {}));
    usual.check("--tags @GW-04");
    vendor.check("--tags @GW-04");
    vendor
        .stage
        .write("kept.json", &usual.stage.read("target/fuhe/report.json"));
    let report = vendor
        .stage
        .fuhe(&format!("report target/fuhe/report.json --report-dir again {options}"));
    assert_eq!((report.code, report.err.as_str()), (code, ""), "{}", report.out);
}

#[test]
fn merged_runs_as_lines_of_json() {
    let vendor = Vendor::new(breaks_a_must);
    shards(&vendor, "--seed 3");
    let merged = vendor.stage.fuhe("merge one two --format json");
    assert_eq!((merged.code, merged.err.as_str()), (1, ""));
    let lines: Vec<Value> = merged
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let kinds: BTreeSet<&str> = lines.iter().filter_map(|line| line["event"].as_str()).collect();
    assert_eq!(kinds, BTreeSet::from(["started", "scenario", "finding", "finished"]));
    for line in &lines {
        assert_fits(include_str!("../../schemas/run-events.json"), line);
    }
    assert_eq!(lines.last().expect("a line")["verdict"], "deviates");
}

/// The lines of a history, each as its schema has it.
fn history(text: &str) -> Vec<Value> {
    let lines = text.lines().map(|line| serde_json::from_str(line).expect("JSON"));
    lines
        .inspect(|line| assert_fits(include_str!("../../schemas/history.json"), line))
        .collect()
}

/// Many processes append to one history at the same time, after a line that was cut short.
#[test]
fn a_history_of_many_processes() {
    const MANY: usize = 24;
    let vendor = Vendor::new(|_| {});
    quick_shards(&vendor);
    let cut = "{\"format\": \"fuhe-hist";
    vendor.stage.write("h.jsonl", cut);
    let all: Vec<_> = (0..MANY)
        .map(|number| {
            vendor
                .stage
                .start(&format!("merge one two --history h.jsonl --report-dir r{number}"))
        })
        .collect();
    for one in all {
        let called = one.finish();
        assert_eq!((called.code, called.err.as_str()), (0, ""));
    }
    let text = vendor.stage.read("h.jsonl");
    let (first, rest) = text.split_once('\n').expect("several lines");
    assert_eq!(first, cut);
    assert_eq!(history(rest).len(), MANY);
}

/// A history is opened before anything is read.
#[test]
fn a_history_that_cannot_be_written() {
    let called = Stage::new().fuhe("merge one two --history none/h.jsonl");
    let sentence = "error: cannot write the history none/h.jsonl: No such file or directory (os error 2)\n";
    assert_eq!((called.code, called.err.as_str()), (2, sentence));
}
