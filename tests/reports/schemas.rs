//! Files against their published schemas.

use std::collections::BTreeSet;
use std::path::Path;

use fuhe::compare::history::Line;
use fuhe::contract::{Contract, Schema};
use fuhe::report::json;
use rstest::rstest;
use serde_json::{Value, json};

use super::console::events;
use super::file::{temporary, written};
use super::story::{Story, record};

pub(super) fn schema(path: &str) -> Schema {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a schema");
    Schema::compile(serde_json::from_str(&text).expect("JSON")).expect("a schema")
}

#[rstest]
#[case(Story::Clean)]
#[case(Story::Deviating)]
#[case(Story::Broken)]
#[case(Story::Waived)]
fn a_record_is_what_its_schema_says_and_can_be_read_back(#[case] story: Story) {
    let text = json::write_record(&record(story, false)).expect("the JSON can be written");
    let value: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(schema("schemas/run-record.json").violations(&value), []);

    let path = temporary("record.json", &text);
    let read = json::read(&path).expect("the record can be read back");
    assert_eq!(json::write_record(&read).expect("the JSON can be written"), text);
}

/// A schema that let everything pass would hold of every record.
#[test]
fn the_records_schema_refuses_what_is_no_record() {
    let schema = schema("schemas/run-record.json");
    let good = serde_json::to_value(record(Story::Broken, false)).expect("JSON");
    for (pointer, wrong) in [
        ("/format", json!("fuhe-run/0")),
        ("/run/seed", json!(-1)),
        ("/run/contract", json!("short")),
        ("/run/counts/rules", json!({"must": {"fine": 1}})),
        ("/rules/0/verdict", json!("waived")),
        ("/observations", json!({"X-1": {}})),
        ("/scenarios/0/ending", json!({"kind": "blocked"})),
        ("/scenarios/0/steps/0/status", json!("undefined")),
        ("/scenarios/1/findings/0/stage", json!("Answer")),
        ("/scenarios/0/exchanges/0/trace", json!({"vendor": "other"})),
        ("/scenarios/0/exchanges/0/response/headers/0", json!(["name"])),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).expect(pointer) = wrong;
        assert!(!schema.is_valid(&bad), "{pointer}");
    }
}

/// The lines of a text as JSON, or the whole of it as one.
fn values(text: &str, lines: bool) -> Vec<Value> {
    let parse = |text: &str| serde_json::from_str(text).expect("JSON");
    if lines {
        text.lines().map(parse).collect()
    } else {
        vec![parse(text)]
    }
}

/// What others say of their formats, as they publish it (`tests/formats/README.md`).
#[rstest]
#[case::messages("messages", "tests/formats/messages.schema.json", true, "/testCaseStarted/attempt", json!("none"))]
#[case::har("har", "tests/formats/har.schema.json", false, "/log/entries/0/timings/wait", json!("long"))]
#[case::ctrf("ctrf", "tests/formats/ctrf.schema.json", false, "/results/tests/0/status", json!("holds"))]
fn a_format_is_what_its_schema_says(
    #[case] format: &str,
    #[case] schema: &str,
    #[case] lines: bool,
    #[case] pointer: &str,
    #[case] wrong: Value,
) {
    let schema = self::schema(schema);
    for (story, strict) in [(Story::Clean, false), (Story::Deviating, true), (Story::Broken, false)] {
        let mut values = values(&written(format, &record(story, strict)), lines);
        for value in &values {
            assert_eq!(schema.violations(value), [], "{value}");
        }
        // A schema that let everything pass would hold of everything.
        let bad = values.iter_mut().find(|value| value.pointer(pointer).is_some());
        let bad = bad.expect("a value to be spoilt");
        *bad.pointer_mut(pointer).expect("just found") = wrong.clone();
        assert!(!schema.is_valid(bad), "{pointer}");
    }
}

#[rstest]
#[case::lenient(false)]
#[case::strict(true)]
fn events_are_what_their_schema_says(#[case] strict: bool) {
    let schema = schema("schemas/run-events.json");
    let lines = values(&events(strict), true);
    for line in &lines {
        assert_eq!(schema.violations(line), [], "{line}");
    }
    let kinds: BTreeSet<&str> = lines.iter().filter_map(|line| line["event"].as_str()).collect();
    assert_eq!(
        kinds,
        BTreeSet::from(["started", "scenario", "finding", "explored", "finished"])
    );
    for mut line in lines {
        line["event"] = "other".into();
        assert!(!schema.is_valid(&line), "{line}");
    }
}

#[rstest]
#[case(Story::Clean)]
#[case(Story::Deviating)]
#[case(Story::Waived)]
fn a_line_of_a_history_is_what_its_schema_says(#[case] story: Story) {
    let schema = schema("schemas/history.json");
    let mut record = record(story, false);
    record.run.contract = Contract::embedded().digest.clone();
    let line = serde_json::to_value(Line::of(&record)).expect("JSON");
    assert_eq!(schema.violations(&line), []);
    for (pointer, wrong) in [
        ("/format", json!("fuhe-history/0")),
        ("/contract", json!("short")),
        ("/seed", json!(-1)),
        ("/verdict", json!("fails")),
        ("/rules", json!({"CU-3": "holds"})),
        ("/rules", json!({"CU-03": "untested"})),
        ("/target", json!(null)),
    ] {
        let mut bad = line.clone();
        *bad.pointer_mut(pointer).expect(pointer) = wrong;
        assert!(!schema.is_valid(&bad), "{pointer}");
    }
}

/// Whatever a message refers to has come before it, and no two things have one id.
#[test]
fn messages_refer_to_what_there_is() {
    let mut run = record(Story::Broken, false);
    // What was explored stands in no feature.
    let mut explored = run.scenarios[0].clone();
    explored.id = "GW-01/explored".to_owned();
    run.scenarios.push(explored);
    let mut known = BTreeSet::new();
    for message in values(&written("messages", &run), true) {
        let (mut ids, mut references) = (Vec::new(), Vec::new());
        collect_ids(&message, &mut ids, &mut references);
        for id in ids {
            assert!(known.insert(id.clone()), "{id} comes twice");
        }
        for reference in references {
            assert!(known.contains(&reference), "{reference} in {message}");
        }
    }
    assert!(known.len() > 100, "{}", known.len());
}

fn collect_ids(value: &Value, ids: &mut Vec<String>, references: &mut Vec<String>) {
    let text = |value: &Value| value.as_str().expect("an id is a text").to_owned();
    for (name, inner) in value.as_object().into_iter().flatten() {
        match name.as_str() {
            "id" => ids.push(text(inner)),
            name if name.ends_with("Ids") => references.extend(inner.as_array().expect("a list").iter().map(text)),
            name if name.ends_with("Id") => references.push(text(inner)),
            _ => collect_ids(inner, ids, references),
        }
    }
    for inner in value.as_array().into_iter().flatten() {
        collect_ids(inner, ids, references);
    }
}
