//! `fuhe check --baseline` and kept baselines.

use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::Value;

use super::{bent, names};
use crate::stage::Stage;

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
    assert_eq!(again.code, 5, "{}", again.err);
    assert!(again.out.contains("\n  GW-13.status  200 → 400\n"), "{}", again.out);
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
    assert_eq!(stage.fuhe("check --name zzz").code, 4);
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
