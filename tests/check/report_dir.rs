//! The report directory: what is in it stays until a new run has come to something, what is not ours stays for good, and
//! a disk that is full costs no verdict.

use std::collections::BTreeMap;
use std::path::Path;

use fuhe::report::FORMATS;
use rstest::rstest;

use crate::stage::{Called, Stage, Vendor};
use crate::usage::{TARGET, stage as stage_of};

/// The quickest run there is.
const QUICK: &str = "check --tags @CU-05 --seed 1";

/// Every file below a folder, and what it holds.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.insert(path.display().to_string(), std::fs::read(&path).expect("a file"));
        }
    }
    files
}

fn ran() -> Stage {
    let stage = stage_of(TARGET);
    assert_eq!(stage.fuhe(QUICK).code, 0);
    stage
}

/// A word that is mistyped, or names what is not there, is no run.
#[rstest]
#[case::tags("check --tags must")]
#[case::name("check --name (")]
#[case::target("check --target none.toml")]
#[case::what_the_target_says("check --target broken.toml")]
#[case::mutant("check --mutant client.user.save.request.biz_user_nam:maxLength-1")]
#[case::choice("check --choice GW-13.status=5")]
#[case::baseline("check --baseline nightly")]
#[case::history("check --history none/h.jsonl")]
#[case::option("check --frobnicate")]
#[case::record("report none.json")]
#[case::shards("merge target/fuhe/report.json none.json")]
fn a_typo_costs_no_report(#[case] line: &str) {
    let stage = ran();
    stage.write("broken.toml", "name = 1");
    let before = files(&stage.path("target"));
    let called = stage.fuhe(line);
    assert_eq!((called.code, called.out.as_str()), (2, ""), "{}", called.err);
    assert!(called.err.starts_with("error: "), "{}", called.err);
    assert!(files(&stage.path("target")) == before, "{line}");
}

/// A run that comes to nothing leaves the earlier reports, and says whose they are.
#[test]
fn a_run_that_comes_to_nothing_does_not_pass_for_the_earlier_one() {
    let stage = ran();
    let (before, report) = (files(&stage.path("target")), stage.report());
    let called = stage.fuhe("check --target t.toml");
    assert_eq!((called.code, called.out.as_str()), (3, ""), "{}", called.err);
    let words = |name: &str| report["run"][name].as_str().expect("a text").to_owned();
    let sentence = format!(
        "target/fuhe still holds the reports of an earlier run ({}, of {})\nerror: ",
        words("run_id"),
        words("started")
    );
    assert!(called.err.contains(&sentence), "{sentence}{}", called.err);
    assert!(files(&stage.path("target")) == before);
}

/// Whatever somebody else's file holds, it is not lost, and no vendor is called in vain.
#[rstest]
#[case::a_page_of_somebody_else("index.html", "<!doctype html>\n<title>My garden</title>")]
#[case::a_record_of_another_tool("report.json", "{\"tests\": 3}")]
#[case::results_of_another_suite("junit.xml", "<testsuites name=\"cargo-nextest\"></testsuites>")]
#[case::notes("summary.md", "# What I did\n\n## fuhe was run")]
#[case::no_text("exchanges.har", "\u{0}\u{1}")]
fn what_is_not_ours_is_not_replaced(#[case] file: &str, #[case] text: &str, #[values(".", "out")] folder: &str) {
    let vendor = Vendor::new(|_| {});
    std::fs::create_dir_all(vendor.stage.path(folder)).expect("a folder");
    let path = format!("{folder}/{file}");
    vendor.stage.write(&path, text);
    let before = files(&vendor.stage.path("."));
    let called = vendor.check(&format!("--report-dir {folder}"));
    let sentence = format!(
        "error: {path} is not a report of fuhe and would be lost; move it away, or name another directory with \
         --report-dir\n"
    );
    assert_eq!((called.code, called.out, called.err), (2, String::new(), sentence));
    assert_eq!(vendor.embedded.vendor().snapshot().nonces, 0, "nothing was sent");
    assert!(files(&vendor.stage.path(".")) == before);
}

/// What is neither a file nor ours: a link is somebody's, wherever it leads.
#[cfg(unix)]
#[rstest]
#[case::link("elsewhere.html")]
#[case::link_to_nothing("nowhere")]
fn a_link_is_not_replaced(#[case] to: &str) {
    let stage = Stage::new();
    stage.write("elsewhere.html", "mine");
    std::os::unix::fs::symlink(to, stage.path("index.html")).expect("a link");
    let called = stage.fuhe(&format!("{QUICK} --report-dir ."));
    assert_eq!(called.code, 2);
    assert!(
        called.err.starts_with("error: ./index.html is not a report"),
        "{}",
        called.err
    );
    assert_eq!(
        std::fs::read_link(stage.path("index.html")).expect("a link"),
        Path::new(to)
    );
}

/// Beside what is not in the way, reports are at home: also in `.`, and behind a link.
#[cfg(unix)]
#[rstest]
#[case::here(".")]
#[case::behind_a_link("link")]
#[case::among_artefacts("artefacts")]
fn what_is_not_in_the_way_stays(#[case] folder: &str) {
    let stage = Stage::new();
    for made in ["artefacts/logs", "linked"] {
        std::fs::create_dir_all(stage.path(made)).expect("a folder");
    }
    std::os::unix::fs::symlink("linked", stage.path("link")).expect("a link");
    stage.write(&format!("{folder}/docs.txt"), "mine");
    stage.write(&format!("{folder}/index.html"), "mine");
    let wanted = "--report junit,har";
    for options in ["", "--seed 2"] {
        let called = stage.fuhe(&format!("check --tags @CU-05 --report-dir {folder} {wanted} {options}"));
        assert_eq!(called.code, 0, "{}", called.err);
    }
    assert_eq!(stage.report_in(folder)["run"]["seed"], 2);
    for mine in ["docs.txt", "index.html"] {
        assert_eq!(stage.read(&format!("{folder}/{mine}")), "mine");
    }
    assert!(stage.path("link").is_symlink());
    let hidden = files(&stage.path(folder));
    assert!(hidden.keys().all(|name| !name.contains(".fuhe")), "{:?}", hidden.keys());
}

/// Every report that we write is known as ours again, also where a tool has laid it out anew, and so is the page without a
/// run. A run of nothing writes the shortest.
#[rstest]
#[case::usual("check --tags @CU-05 --baseline target/fuhe/report.json")]
#[case::of_nothing("check --name zzz --baseline target/fuhe/report.json")]
#[case::again("report target/fuhe/report.json --baseline target/fuhe/report.json")]
#[case::documentation("docs")]
fn what_is_ours_is_replaced(#[case] line: &str) {
    let stage = ran();
    for _ in 0..2 {
        let called = stage.fuhe(line);
        assert!(!called.err.contains("error: "), "{}", called.err);
    }
    for file in [
        "report.json",
        "ctrf.json",
        "exchanges.har",
        "cucumber.json",
        "comparison.json",
    ] {
        let path = stage.path("target/fuhe").join(file);
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        std::fs::write(path, value.to_string()).expect("it can be written");
    }
    let called = stage.fuhe(line);
    assert!(!called.err.contains("error: "), "{}", called.err);
}

/// The page without a run and the matrix have the same manners.
#[rstest]
#[case::documentation("docs", "docs.html")]
#[case::proof("prove", "matrix.json")]
#[case::earlier_run_again("report run.json", "junit.xml")]
#[case::shards("merge run.json run.json", "ctrf.json")]
fn no_command_replaces_what_is_not_ours(#[case] line: &str, #[case] file: &str) {
    let stage = ran();
    std::fs::rename(stage.path("target/fuhe/report.json"), stage.path("run.json")).expect("a record");
    stage.write(file, "mine");
    let called = stage.fuhe(&format!("{line} --report-dir ."));
    assert_eq!((called.code, called.out.as_str()), (2, ""), "{}", called.err);
    // Two records of one run cannot be merged, which is said first.
    let is_merge = line.starts_with("merge");
    assert!(
        is_merge || called.err.starts_with(&format!("error: ./{file} is no")),
        "{}",
        called.err
    );
    assert_eq!(stage.read(file), "mine");
}

/// A report that cannot be written is noticed before the vendor is troubled.
#[rstest]
#[case::below_a_file(
    "t.toml/reports",
    "cannot create the report directory t.toml/reports: Not a directory (os error 20)"
)]
#[case::a_file("t.toml", "cannot create the report directory t.toml: File exists (os error 17)")]
#[case::a_folder_in_the_way(
    "taken",
    "taken/report.json is not a report of fuhe and would be lost; move it away, or name another directory with --report-dir"
)]
#[cfg_attr(target_os = "linux", case::read_only("/proc", "cannot write to the folder /proc: "))]
fn a_report_that_cannot_be_written(#[case] folder: &str, #[case] sentence: &str) {
    let vendor = Vendor::new(|_| {});
    vendor.stage.write("t.toml", "");
    std::fs::create_dir_all(vendor.stage.path("taken/report.json")).expect("a folder");
    let called = vendor.check(&format!("--report-dir {folder}"));
    assert_eq!((called.code, called.out.as_str()), (2, ""));
    assert!(called.err.starts_with(&format!("error: {sentence}")), "{}", called.err);
    assert_eq!(called.err.lines().count(), 1, "{}", called.err);
    assert_eq!(vendor.embedded.vendor().snapshot().nonces, 0, "nothing was sent");
}

/// A process that was killed while it wrote leaves a folder, which the next one removes; it does not touch one whose owner
/// lives.
#[test]
fn what_an_interrupted_replacement_left_is_removed() {
    let stage = ran();
    for name in ["dead", "alive"] {
        let folder = stage.path(&format!("target/fuhe/.fuhe-new-{name}"));
        std::fs::create_dir(&folder).expect("a folder");
        std::fs::write(folder.join("in-use"), "").expect("a file");
        std::fs::write(folder.join("report.json"), "{").expect("a file");
    }
    let alive = std::fs::File::open(stage.path("target/fuhe/.fuhe-new-alive/in-use")).expect("a file");
    alive.lock().expect("a lock");
    assert_eq!(stage.fuhe(QUICK).code, 0);
    assert!(!stage.path("target/fuhe/.fuhe-new-dead").exists());
    assert!(stage.path("target/fuhe/.fuhe-new-alive/report.json").exists());
}

/// Runs that share a directory leave the reports of one of them, whole.
#[test]
fn runs_that_end_at_once_leave_the_reports_of_one() {
    let stage = Stage::new();
    let runs: Vec<_> = (1..=3)
        .map(|seed| stage.start(&format!("check --tags @CU-05 --seed {seed}")))
        .collect();
    for run in runs {
        let Called { code, out, err } = run.finish();
        assert_eq!(code, 0, "{out}{err}");
    }
    let id = stage.report()["run"]["run_id"].as_str().expect("an id").to_owned();
    for file in ["junit.xml", "ctrf.json"] {
        assert!(stage.read(&format!("target/fuhe/{file}")).contains(&id), "{file}");
    }
    let names = files(&stage.path("target/fuhe"));
    assert_eq!(names.len(), FORMATS.len(), "{:?}", names.keys());
}

/// Whoever holds a lock on the directory for a purpose of their own is not waited for.
#[cfg(unix)]
#[test]
fn a_locked_directory_holds_nobody_up() {
    let stage = ran();
    let lock = std::fs::File::open(stage.path("target/fuhe")).expect("a folder");
    lock.lock().expect("a lock");
    assert_eq!(stage.fuhe("check --tags @CU-05 --seed 7").code, 0);
    assert_eq!(stage.report()["run"]["seed"], 7);
}

/// Where the verdict cannot be kept, it is said all the same, and whoever asks the exit code learns that no configuration is
/// to blame. The earlier reports stay.
#[cfg(unix)]
#[rstest]
#[case::reports("ulimit -f 8", "--format brief", "cannot write target/fuhe/")]
#[case::history("true", "--history /dev/full", "cannot write the history /dev/full: ")]
#[case::summary(
    "true",
    "GITHUB_STEP_SUMMARY=/dev/full",
    "cannot add to the job's summary /dev/full: "
)]
fn a_full_disk_costs_no_verdict(#[case] limit: &str, #[case] options: &str, #[case] sentence: &str) {
    let stage = ran();
    let before = files(&stage.path("target"));
    let (variable, options) = if options.starts_with('-') {
        ("A=b", options)
    } else {
        (options, "")
    };
    // Without the trap, the limit would kill the process.
    let script = format!("trap '' XFSZ; {limit}; {variable} exec \"$0\" check --tags @GW-04 --seed 5 {options}");
    let Called { code, out, err } = stage.shell(&script);
    assert_eq!(code, 3, "{out}{err}");
    assert!(out.contains("embedded vendor conforms"), "{out}");
    assert!(err.contains(&format!("error: {sentence}")), "{err}");
    let is_told = sentence.contains("target/fuhe");
    assert_eq!(
        err.contains("target/fuhe still holds the reports of an earlier run"),
        is_told,
        "{err}"
    );
    assert_eq!(files(&stage.path("target")) == before, is_told);
}

/// A terminal that was closed takes nothing with it.
#[cfg(unix)]
#[rstest]
#[case::pretty("pretty")]
#[case::brief("brief")]
#[case::json("json")]
fn who_cannot_be_told_is_written_to(#[case] format: &str) {
    let stage = Stage::new();
    let Called { code, err, .. } = stage.shell(&format!(
        "exec \"$0\" {QUICK} --history h.jsonl --format {format} > /dev/full"
    ));
    assert_eq!(code, 3, "{err}");
    assert!(err.contains("error: cannot write standard output: "), "{err}");
    assert_eq!(stage.report()["run"]["verdict"], "conforms");
    assert_eq!(stage.read("h.jsonl").lines().count(), 1);
}

/// What is ready to be appended to is a history, and no file that somebody mistook for one.
#[rstest]
#[case::nothing("", 0)]
#[case::cut_short("{\"format\":\"fuhe-his", 0)]
#[case::cut_within_a_character("{\"format\":\"fuhe-history/1\",\"target\":\"顺", 0)]
#[case::of_a_later_version("{\"format\":\"fuhe-history/9\"}\n", 0)]
#[case::prose("# Read me\n", 2)]
#[case::another_log("{\"time\":1}\n", 2)]
fn a_history_is_appended_to_and_nothing_else(#[case] text: &str, #[case] code: i32) {
    let stage = Stage::new();
    // A character is cut as well.
    let bytes = text
        .strip_suffix('顺')
        .map_or(text.as_bytes().to_vec(), |start| [start.as_bytes(), &[0xe9]].concat());
    std::fs::write(stage.path("h.jsonl"), &bytes).expect("a file");
    let called = stage.fuhe(&format!("{QUICK} --history h.jsonl"));
    assert_eq!(called.code, code, "{}", called.err);
    let after = std::fs::read(stage.path("h.jsonl")).expect("a file");
    assert!(after.starts_with(&bytes));
    if code == 0 {
        let history = stage.fuhe("history h.jsonl");
        assert_eq!(history.code, 0, "{}", history.err);
        let is_told = !text.is_empty();
        assert_eq!(history.err.contains("h.jsonl: line 1 "), is_told, "{}", history.err);
    } else {
        assert_eq!(
            called.err,
            "error: h.jsonl is not a history file; name another file with --history\n"
        );
        assert_eq!(after, bytes);
    }
}

/// A baseline is what later runs are held against: it is replaced on purpose only.
#[test]
fn a_baseline_is_not_replaced_by_mistake() {
    let stage = ran();
    assert_eq!(stage.fuhe("baseline save release-2.4").code, 0);
    let kept = stage.read(".fuhe/baselines/release-2.4.json");
    assert_eq!(stage.fuhe("check --tags @GW-04").code, 0);
    let called = stage.fuhe("baseline save release-2.4");
    assert_eq!(called.code, 2);
    assert!(
        called
            .err
            .starts_with("error: .fuhe/baselines/release-2.4.json exists already: embedded vendor of ")
            && called.err.ends_with("; --force replaces it\n"),
        "{}",
        called.err
    );
    assert_eq!(stage.read(".fuhe/baselines/release-2.4.json"), kept);
    assert_eq!(stage.fuhe("baseline save release-2.4 --force").code, 0);
    assert_ne!(stage.read(".fuhe/baselines/release-2.4.json"), kept);
    let listed = stage.fuhe("baseline list").out;
    let run = stage.report()["run"].clone();
    let started = run["started"].as_str().expect("a time");
    assert!(
        listed.starts_with(&format!("release-2.4  embedded vendor of {started}, conforms, ")),
        "{listed}"
    );
    assert_eq!(stage.fuhe("compare release-2.4 target/fuhe/report.json").code, 0);
}

#[rstest]
#[case::out_of_the_folder("../nightly")]
#[case::out_of_the_folder_by_dots("..")]
#[case::hidden(".nightly")]
#[case::dots_in_a_row("a..b")]
#[case::at_the_end("nightly.")]
#[case::path("a/b")]
#[case::file("nightly.json")]
#[case::nothing("␣")]
fn a_name_that_no_baseline_has(#[case] name: &str) {
    let stage = ran();
    let called = stage.fuhe(&format!("baseline save {name}"));
    let sentence = format!(
        "error: \"{}\" cannot be the name of a baseline; use letters, digits, - and _, and dots in between, such as \
         release-2.4\n",
        name.replace('␣', " ")
    );
    assert_eq!((called.code, called.err), (2, sentence));
    assert!(!stage.path(".fuhe").exists());
}
