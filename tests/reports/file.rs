//! Reports as files, and the page.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use fuhe::compare::compare;
use fuhe::contract::Contract;
use fuhe::record::RunRecord;
use fuhe::report::{FORMATS, Language, ReportInput, json};
use rstest::rstest;

use super::console::snapshot;
use super::story::{Story, contract, record};

/// The text of a format's file, of a record.
pub(super) fn written(format: &str, record: &RunRecord) -> String {
    written_since(format, record, None)
}

/// The same, with what changed since a baseline.
fn written_since(format: &str, record: &RunRecord, baseline: Option<&RunRecord>) -> String {
    written_in(format, record, baseline, Language::English)
}

/// The same in a language.
fn written_in(format: &str, record: &RunRecord, baseline: Option<&RunRecord>, language: Language) -> String {
    let comparison = baseline.map(|baseline| compare(baseline, record));
    let format = FORMATS.iter().find(|own| own.name == format).expect("a format");
    let told = ReportInput {
        record,
        contract: &contract(),
        comparison: comparison.as_ref(),
        history: &[],
        language,
    };
    (format.write)(&told).expect("it can be written")
}

#[rstest]
#[case::deviating("summary.chinese", Story::Deviating)]
#[case::broken("summary.chinese.broken", Story::Broken)]
fn as_a_summary_in_chinese(#[case] name: &str, #[case] story: Story) {
    snapshot(
        name,
        &written_in("summary", &record(story, true), None, Language::Chinese),
    );
}

#[rstest]
#[case("json", "json", Story::Broken, false)]
#[case("junit", "junit.broken", Story::Broken, false)]
#[case("junit", "junit.strict", Story::Deviating, true)]
#[case("junit", "junit.waived", Story::Waived, true)]
#[case("summary", "summary.waived", Story::Waived, true)]
#[case("summary", "summary.broken", Story::Broken, false)]
#[case("summary", "summary.strict", Story::Deviating, true)]
#[case("cucumber", "cucumber", Story::Broken, true)]
#[case("messages", "messages", Story::Broken, false)]
#[case("har", "har", Story::Clean, false)]
#[case("ctrf", "ctrf", Story::Broken, false)]
fn as_a_file(#[case] format: &str, #[case] name: &str, #[case] story: Story, #[case] strict: bool) {
    snapshot(name, &written(format, &record(story, strict)));
}

/// The page's markup changes too often to be kept; `tests/page/` looks at it in a browser. Here stands what a run that
/// breaks must not lose.
#[rstest]
#[case::clean(
    Story::Clean,
    &["staging conforms to its documentation", "staging 符合其文档"],
    &["id=\"deviations\"", "id=\"blocked\"", "id=\"errors\""],
)]
#[case::deviating(
    Story::Deviating,
    &[
        "staging deviates from its documentation",
        "id=\"failure-CU-03.1\"",
        r"biz_user_name\u{1b}[31m too long",
        "not applicable: the vendor creates a user of that number",
        "courier user A was not accepted: refused",
        "id=\"blocked\"",
    ],
    &["\u{1b}", "id=\"errors\""],
)]
#[case::waived(
    Story::Waived,
    &[
        "id=\"waivers\"",
        "id=\"waiver-CU-03\"",
        "mended in &lt;2.0&gt;",
        "data-verdict=\"waived\"",
        "<details class=\"failure\" id=\"failure-CU-03.1\">",
        "holds again",
        "2 项豁免须移除或续期。",
    ],
    &["id=\"problem-2\"", "id=\"waiver-CU-07\""],
)]
#[case::broken(
    Story::Broken,
    &["There is no final result for staging", "batchSave: no answer within 5 s", "id=\"errors\"", "id=\"problem-1\""],
    &[],
)]
fn as_a_page(#[case] story: Story, #[case] shows: &[&str], #[case] hides: &[&str]) {
    let page = written("html", &record(story, false));
    for words in shows {
        assert!(page.contains(words), "{words}");
    }
    for words in hides {
        assert!(!page.contains(words), "{words}");
    }
    assert!(
        page == written("html", &record(story, false)),
        "the same record makes the same page"
    );
}

#[rstest]
#[case::changed(
    Story::Clean,
    Story::Deviating,
    &[
        "id=\"changes\"",
        "href=\"#changes\"",
        "Changed: 4 rules.",
        "变化：4 条规则。",
        "holds</span></span> → <span class=\"verdict fails\"><span data-zh=",
    ],
)]
#[case::unchanged(Story::Deviating, Story::Deviating, &["id=\"changes\"", "Nothing changed.", "没有变化。"])]
#[case::in_part(Story::Clean, Story::Broken, &["Not compared: 1 scenario with an error in one of the runs.", "未比较：1 个场景在其中一次运行中出错。"])]
fn what_changed_stands_on_the_page(#[case] old: Story, #[case] new: Story, #[case] shows: &[&str]) {
    let (old, new) = (record(old, false), record(new, false));
    let page = written_since("html", &new, Some(&old));
    for words in shows {
        assert!(page.contains(words), "{words}");
    }
    assert!(
        !written("html", &new).contains("id=\"changes\""),
        "nothing is told without a baseline"
    );
}

/// Every format is named once, and every one has its snapshot above.
#[test]
fn formats_are_told_apart() {
    let names: BTreeSet<&str> = FORMATS.iter().map(|format| format.name).collect();
    let files: BTreeSet<&str> = FORMATS.iter().map(|format| format.file).collect();
    assert_eq!((names.len(), files.len()), (FORMATS.len(), FORMATS.len()));
}

/// A line of the real contract leads to what it is the line of.
#[test]
fn lines_of_the_contract_lead_there() {
    let contract = Contract::embedded();
    let starts = |file: &str, line: usize, words: &[&str]| {
        let text = &contract.file(file).expect("the contract has it").text;
        let line = text.lines().nth(line - 1).unwrap_or_default().trim();
        assert!(words.iter().any(|word| line.starts_with(word)), "{file}: {line}");
    };
    for rule in &contract.rules {
        starts(&rule.feature, rule.line, &["Rule: "]);
    }
    for scenario in &contract.scenarios {
        let file = &contract.rule(scenario.rule).expect("its rule").feature;
        starts(file, scenario.line, &["Scenario: ", "|"]);
        for step in &scenario.steps {
            starts(file, step.line, &[&step.keyword]);
        }
    }
}

#[rstest]
#[case::no_json(
    "no",
    "is not valid JSON (expected ident at line 1 column 2); name the report.json that `fuhe check` wrote"
)]
#[case::other(
    "{\"tests\": 3}",
    "is not a run record: it has no format \"fuhe-run/2\"; name the report.json that `fuhe check` wrote"
)]
#[case::later(
    "{\"format\": \"fuhe-run/9\"}",
    "has the format \"fuhe-run/9\", and this version of fuhe reads \"fuhe-run/2\"; run `fuhe check` again"
)]
#[case::cut(
    "{\"format\": \"fuhe-run/2\"}",
    "is not a complete run record: missing field `run` at line 1 column 24"
)]
fn a_wrong_record_is_refused(#[case] text: &str, #[case] reason: &str) {
    let path = temporary("wrong.json", text);
    let error = json::read(&path).expect_err("no record");
    assert_eq!(error.to_string(), format!("{}: {reason}", path.display()));
    assert!(matches!(error, fuhe::error::Error::Config(_)));
}

/// A file of this test alone: the name of the running test keeps them apart.
pub(super) fn temporary(name: &str, text: &str) -> PathBuf {
    let own = std::thread::current().name().unwrap_or("main").replace("::", "-");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reports").join(own);
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a file");
    path
}
