//! `fuhe report` and `fuhe docs`: the reports without a vendor.

use fuhe::report::FORMATS;
use rstest::rstest;
use serde_json::Value;

use crate::stage::{Stage, Vendor};

/// The reports are functions of the record: made again, they are the same to the last byte.
#[test]
fn a_record_makes_the_same_reports_again() {
    let vendor = Vendor::new(|_| {});
    assert_eq!(vendor.check("--tags @CU-05").code, 0);
    let again = vendor.stage.fuhe("report target/fuhe/report.json --report-dir again");
    assert_eq!(
        (again.code, again.out.as_str(), again.err.as_str()),
        (0, "Report: again/index.html\n", "")
    );
    assert!(
        !vendor.stage.path("again/report.json").exists(),
        "the record is there already"
    );
    for format in FORMATS.iter().skip(1) {
        let read = |folder: &str| std::fs::read_to_string(vendor.stage.path(folder).join(format.file));
        let (again, first) = (
            read("again").expect(format.file),
            read("target/fuhe").expect(format.file),
        );
        assert!(again == first, "{} differs", format.file);
    }
}

#[test]
fn a_record_of_another_contract_is_shown_with_a_warning() {
    let vendor = Vendor::new(|_| {});
    assert_eq!(vendor.check("--tags @CU-05").code, 0);
    let record = vendor.stage.report();
    let digest = record["run"]["contract"].as_str().expect("a digest");
    let other = "0123456789abcdef".repeat(4);
    vendor
        .stage
        .write("old.json", &record.to_string().replace(digest, &other));
    let called = vendor.stage.fuhe("report old.json");
    assert_eq!(called.code, 0, "{}", called.err);
    assert_eq!(
        called.err,
        format!(
            "old.json was judged by another version of the contract (0123456789ab, here {}): rules and scenarios \
             may differ, verdicts are those of the run\n",
            &digest[..12]
        )
    );
    let page = std::fs::read_to_string(vendor.stage.path("target/fuhe/index.html")).expect("a page");
    assert!(page.contains("This run was judged by another version of the contract than the one shown here"));
}

#[test]
fn the_documentation_needs_no_vendor_and_spares_the_page_of_the_run() {
    let stage = Stage::new();
    let called = stage.fuhe("docs");
    assert_eq!(
        (called.code, called.out.as_str()),
        (0, "Documentation: target/fuhe/docs.html\n")
    );
    assert!(stage.path("target/fuhe/docs.html").exists());
    assert!(!stage.path("target/fuhe/index.html").exists());
}

#[test]
fn the_documentation_for_other_tools() {
    let stage = Stage::new();
    for _ in 0..2 {
        let called = stage.fuhe("docs --openapi --report-dir d");
        assert_eq!(
            (called.code, called.out.as_str()),
            (0, "Documentation: d/docs.html\nOpenAPI: d/openapi.json\n")
        );
    }
    let document: Value = serde_json::from_str(&stage.read("d/openapi.json")).expect("JSON");
    assert_eq!(document["openapi"], "3.1.0");
    let paths: Vec<&str> = document["paths"]
        .as_object()
        .expect("paths")
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        paths,
        [
            "/api/gateway",
            "/public/user/v1/batchSave",
            "/public/user/v1/batchDelete"
        ]
    );
}

#[rstest]
#[case::nothing(
    "report none.json",
    "cannot read the run record none.json: No such file or directory (os error 2)"
)]
#[case::no_record(
    "report other.json",
    "other.json: is not a run record: it has no format \"fuhe-run/2\"; name the report.json that `fuhe check` wrote"
)]
#[case::folder(
    "docs --report-dir other.json",
    "cannot create the report directory other.json: File exists (os error 17)"
)]
fn what_cannot_be_read_or_written_is_said(#[case] line: &str, #[case] sentence: &str) {
    let stage = Stage::new();
    stage.write("other.json", "{}");
    let called = stage.fuhe(line);
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (2, "", format!("error: {sentence}\n").as_str())
    );
}
