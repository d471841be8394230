//! Every format of report, read by a reader of its own.

use fuhe::report::FORMATS;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::{Value, json};

use super::assert_all_is_seen;
use super::poison::{HOSTILE, HOSTILE_HEADER, RUN, report};

/// What each format's file has to be, whatever stands in it.
pub(super) fn assert_well_formed(file: &str, text: &str) {
    assert_all_is_seen(text, file);
    match file {
        "index.html" => assert_page(text),
        "junit.xml" => assert_junit(text),
        "summary.md" | "comparison.md" => assert_markdown(text),
        "messages.ndjson" => {
            for line in text.lines() {
                let message: Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
                assert_eq!(message.as_object().map(serde_json::Map::len), Some(1), "{line}");
            }
            assert!(text.ends_with('\n'));
        }
        _ => {
            serde_json::from_str::<Value>(text).unwrap_or_else(|e| panic!("{file}: {e}"));
        }
    }
}

fn assert_page(text: &str) {
    for markup in ["<img", "</template></pre>"] {
        assert!(!text.contains(markup), "{markup}");
    }
}

fn assert_junit(text: &str) {
    let document = roxmltree::Document::parse(text).unwrap_or_else(|e| panic!("junit.xml: {e}"));
    let cases = document.descendants().filter(|node| node.has_tag_name("testcase"));
    assert!(cases.count() > 0, "there are tests in it");
}

/// Nothing in it is a link, an image or HTML, but for the folded sections that we make; nobody is mentioned, and no issue.
#[expect(clippy::wildcard_enum_match_arm, reason = "whatever else stands there is harmless")]
fn assert_markdown(text: &str) {
    let (mut cells, mut in_code) = ((0, 0), false);
    for event in Parser::new_ext(
        text,
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH,
    ) {
        match event {
            Event::Start(Tag::Table(columns)) => cells = (columns.len(), 0),
            Event::Start(Tag::TableHead | Tag::TableRow) => cells.1 = 0,
            Event::Start(Tag::TableCell) => {
                cells.1 += 1;
                assert!(cells.1 <= cells.0, "no cell is cut in two");
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::Strikethrough | Tag::Emphasis)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::InlineHtml(_) => panic!("{event:?}"),
            Event::Html(html) => {
                let ours = ["<details>", "</details>", "<summary>"];
                assert!(ours.iter().any(|own| html.trim().starts_with(own)), "{html}");
            }
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if !in_code => {
                for reference in ["@octocat", "#123", "https://"] {
                    assert!(!text.contains(reference), "{text}");
                }
            }
            _ => {}
        }
    }
}

#[test]
fn every_format_is_well_formed() {
    for format in FORMATS {
        let text = report(format.file);
        assert!(
            text.contains("forged"),
            "the hostile text comes as far as {}",
            format.file
        );
        assert_well_formed(format.file, &text);
    }
    for file in ["comparison.json", "comparison.md"] {
        assert_well_formed(file, &report(file));
    }
    assert_well_formed("history", &RUN.vendor.stage.read("history"));
    let job = RUN.vendor.stage.read("job-summary.md");
    assert_markdown(&job);
    assert_all_is_seen(&job, "the job's summary");
    assert_eq!(
        report("messages.ndjson").matches('\n').count(),
        report("messages.ndjson").lines().count(),
        "one object on each line"
    );
}

/// A machine that reads the record gets what the vendor said.
#[test]
fn data_is_exact_in_json() {
    let record: Value = serde_json::from_str(&report("report.json")).expect("JSON");
    assert_eq!(record["run"]["target"], HOSTILE);
    assert_eq!(record["waivers"][0]["reason"], HOSTILE);
    let har: Value = serde_json::from_str(&report("exchanges.har")).expect("JSON");
    let entries = har["log"]["entries"].as_array().expect("entries");
    assert!(!entries.is_empty());
    for entry in entries {
        let response = &entry["response"];
        let headers = response["headers"].as_array().expect("headers");
        assert!(
            headers.contains(&json!({"name": "x-note", "value": HOSTILE_HEADER})),
            "{headers:?}"
        );
        let body = response["content"]["text"].as_str().expect("a body");
        let body: Value = serde_json::from_str(body).expect("JSON");
        assert_eq!(body[HOSTILE], HOSTILE);
    }
    let ctrf: Value = serde_json::from_str(&report("ctrf.json")).expect("JSON");
    assert_eq!(ctrf["results"]["environment"]["appName"], HOSTILE);
}

/// Every scenario is a test case, in a form that strict readers take.
#[test]
fn no_test_is_lost_in_junit() {
    let xml = report("junit.xml");
    let document = roxmltree::Document::parse(&xml).expect("it is well-formed");
    let of_scenarios = document.descendants().filter(|node| {
        node.has_tag_name("testcase") && node.attribute("classname").is_some_and(|name| name != "waivers")
    });
    let record: Value = serde_json::from_str(&report("report.json")).expect("JSON");
    assert_eq!(
        of_scenarios.count(),
        record["scenarios"].as_array().expect("scenarios").len()
    );
    assert!(
        xml.contains(r"x\u{1b}[2J"),
        "what is hidden is written out, and not dropped"
    );
}
