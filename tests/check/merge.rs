//! Shards of a run, judged as one.

use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::{Value, json};

use crate::stage::Vendor;
use crate::verdicts::{assert_valid, breaks_a_must};

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
