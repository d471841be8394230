//! What a run says on standard output, and which reports it leaves behind.

use std::collections::BTreeSet;

use fuhe::contract::Schema;
use fuhe::report::FORMATS;
use rstest::rstest;
use serde_json::Value;

use crate::stage::{Stage, Vendor};

fn files(stage: &Stage) -> BTreeSet<String> {
    let entries = std::fs::read_dir(stage.path("target/fuhe")).expect("the report directory");
    entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect()
}

#[rstest]
#[case::usual("", &FORMATS.map(|format| format.file))]
#[case::all("--report all", &FORMATS.map(|format| format.file))]
#[case::record_alone("--report json", &["report.json"])]
#[case::one("--report har", &["exchanges.har", "report.json"])]
#[case::linked("--report html --linked-page", &["index.html", "page.css", "page.js", "report.json"])]
#[case::some("--report junit,ctrf", &["ctrf.json", "junit.xml", "report.json"])]
fn reports_that_are_wanted(#[case] options: &str, #[case] expected: &[&str]) {
    let stage = Stage::new();
    // What an earlier run left behind goes, whatever this one writes.
    for line in [
        "check --tags @CU-05 --linked-page".to_owned(),
        format!("check --tags @CU-05 {options}"),
    ] {
        let called = stage.fuhe(&line);
        assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    }
    assert_eq!(files(&stage), expected.iter().map(|&file| file.to_owned()).collect());
}

/// Viewers of Cucumber JSON tell scenarios by their ids, and readers of JUnit take dots for packages.
#[test]
fn names_that_viewers_go_by() {
    let stage = Stage::new();
    let called = stage.fuhe("check --tags @GW-01␣or␣@GW-06 --report cucumber,junit");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    let features: Value = serde_json::from_str(&stage.read("target/fuhe/cucumber.json")).expect("JSON");
    let elements = features.as_array().expect("features").iter().flat_map(|feature| {
        let elements = feature["elements"].as_array().expect("elements");
        elements.iter().map(|element| element["id"].as_str().expect("an id"))
    });
    let ids: Vec<&str> = elements.collect();
    let different: BTreeSet<&&str> = ids.iter().collect();
    assert!(ids.len() > 20 && different.len() == ids.len(), "{ids:?}");
    let junit = stage.read("target/fuhe/junit.xml");
    let classes: BTreeSet<&str> = junit
        .split("classname=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(
        !classes.is_empty() && classes.iter().all(|class| !class.contains('.')),
        "{classes:?}"
    );
}

#[test]
fn a_report_that_there_is_not() {
    let called = Stage::new().fuhe("check --report pdf");
    assert_eq!((called.code, called.out.as_str()), (2, ""));
    let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    let expected = format!(
        "error: invalid value 'pdf' for '--report <NAME>'\n  [possible values: {}, all]\n",
        names.join(", ")
    );
    assert!(called.err.starts_with(&expected), "{}", called.err);
}

/// The summary is added to the job's, behind what stands there; where it is not wanted, nothing is.
#[rstest]
#[case::wanted("", true)]
#[case::not_wanted("--report junit", false)]
fn the_summary_of_the_job(#[case] options: &str, #[case] added: bool) {
    let stage = Stage::new();
    stage.write("job-summary.md", "An earlier step.\n");
    let called = stage.fuhe(&format!("check --tags @CU-05 {options}"));
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    let summary = std::fs::read_to_string(stage.path("target/fuhe/summary.md")).unwrap_or_default();
    let expected = if added {
        format!("An earlier step.\n\n{summary}")
    } else {
        "An earlier step.\n".to_owned()
    };
    let job = std::fs::read_to_string(stage.path("job-summary.md")).expect("the job's summary");
    assert_eq!(job, expected);
    assert_eq!(summary.starts_with("## fuhe · embedded vendor\n"), added);
}

#[test]
fn a_summary_that_cannot_be_added_to() {
    let stage = Stage::new();
    std::fs::create_dir(stage.path("job-summary.md")).expect("a folder");
    let called = stage.fuhe("check --tags @CU-05");
    assert_eq!(called.code, 3);
    assert!(
        called.out.contains("conforms"),
        "what was found is said all the same: {}",
        called.out
    );
    assert_eq!(stage.report()["run"]["verdict"], "conforms");
    assert!(
        called.err.contains("error: cannot add to the job's summary ") && called.err.contains("Is a directory"),
        "{}",
        called.err
    );
}

const BREAKS_CU_03: &str = "check --mutant client.user.save.request.biz_user_name:maxLength-1 --tags @CU-03 --seed 3";

#[test]
fn in_brief_there_are_deviations_and_the_verdict() {
    let called = Stage::new().fuhe(&format!("{BREAKS_CU_03} --format brief"));
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    assert_eq!(
        called.out,
        "fails CU-03  A desktop user named (name of 32 characters) is refused; documented: accepted (2 of 5 scenarios)\n\
         embedded vendor deviates from its documentation: 1 must rule fails. This is fuhe's own embedded vendor: no \
         live target was tested.\n"
    );
}

/// In the language that was asked for, or else in that of the environment.
#[rstest]
#[case::asked("--lang zh", "C.UTF-8", true)]
#[case::environment("", "zh_CN.UTF-8", true)]
#[case::asked_otherwise("--lang en", "zh_CN.UTF-8", false)]
#[case::neither("", "C.UTF-8", false)]
fn the_result_in_a_language(#[case] options: &str, #[case] locale: &str, #[case] chinese: bool) {
    let stage = Stage::new();
    let called = stage.fuhe_with(&[("LC_ALL", locale)], &format!("{BREAKS_CU_03} {options}"));
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    for english in ["Report: target/fuhe/index.html", " scenarios · --tags "] {
        assert_eq!(called.out.contains(english), !chinese, "{}", called.out);
    }
    for (text, place) in [
        (called.out, "the console"),
        (stage.read("target/fuhe/summary.md"), "the summary"),
    ] {
        assert_eq!(text.contains("不符合其文档"), chinese, "{place}: {text}");
        assert_eq!(
            text.contains("deviates from its documentation"),
            !chinese,
            "{place}: {text}"
        );
    }
}

#[test]
fn a_language_that_there_is_not() {
    let called = Stage::new().fuhe("check --lang fr");
    assert_eq!((called.code, called.out.as_str()), (2, ""));
    assert!(
        called
            .err
            .starts_with("error: invalid value 'fr' for '--lang <LANG>'\n"),
        "{}",
        called.err
    );
}

#[rstest]
#[case::deviates(BREAKS_CU_03, 1, "deviates")]
#[case::conforms("check --tags @CU-05", 0, "conforms")]
#[case::explores("check --tags @CU-05 --explore 20", 0, "conforms")]
#[case::empty("check --name zzz", 4, "empty")]
fn as_json_there_is_a_line_for_each_event(#[case] line: &str, #[case] code: i32, #[case] verdict: &str) {
    let stage = Stage::new();
    let called = stage.fuhe(&format!("{line} --format json"));
    assert_eq!(called.code, code, "{}{}", called.out, called.err);
    let source = include_str!("../../schemas/run-events.json");
    let schema = Schema::compile(serde_json::from_str(source).expect("JSON")).expect("a schema");
    let events: Vec<Value> = called
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect();
    for event in &events {
        assert_eq!(schema.violations(event), [], "{event}");
    }
    let count = |kind: &str| events.iter().filter(|event| event["event"] == kind).count();
    let last = events.last().expect("a line");
    let report = stage.report();
    assert_eq!(
        (&last["event"], &last["verdict"]),
        (&"finished".into(), &verdict.into())
    );
    assert_eq!(last["counts"], report["run"]["counts"]);
    assert_eq!(events[0]["event"], "started");
    assert_eq!(Value::from(count("scenario")), last["counts"]["scenarios"]);
    assert_eq!(Value::from(count("finding")), last["counts"]["findings"]);
}

/// What goes into a file or a pipe holds no colours, whatever the vendor says.
#[rstest]
#[case::pretty("pretty")]
#[case::brief("brief")]
#[case::json("json")]
fn a_pipe_gets_no_colours(#[case] format: &str) {
    let vendor = Vendor::new(|behaviour| {
        behaviour.gateway.success = fuhe::mock::Wording {
            code: "000",
            message: "\u{1b}[31mred",
        };
    });
    let called = vendor.check(&format!("--tags @GW-22 --format {format}"));
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    assert!(!called.out.is_empty());
    assert!(!called.out.contains('\u{1b}') && !called.err.contains('\u{1b}'));
}
