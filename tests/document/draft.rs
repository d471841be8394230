//! The draft of a contract. The page of `batchDelete` was written for this test out of what the courier's guide says, in the
//! layout of the courier's pages; what stands in the tree was written by people.

use std::collections::BTreeMap;
use std::path::Path;

use fuhe::contract::{Operation, Schema};
use rstest::rstest;
use serde_json::Value;

use super::call::{file, fuhe};

const PAGE: &str = "butler-batchDelete.md";

/// The drafts by their paths.
fn drafts(page: &str) -> BTreeMap<String, String> {
    let called = fuhe(&["page", "--draft", &file(page)], b"");
    assert_eq!((called.code, called.err.as_str()), (0, ""));
    let parts = called.out.split("==> ").skip(1);
    parts
        .map(|part| {
            let (path, text) = part.split_once(" <==\n").expect("a path and a text");
            (path.to_owned(), format!("{}\n", text.trim_end()))
        })
        .collect()
}

#[test]
fn the_draft_of_a_removal() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/document"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let called = fuhe(&["page", "--draft", &file(PAGE)], b"");
    settings.bind(|| insta::assert_snapshot!("draft", called.out));
}

/// The keywords that limit a value, at each place of a schema.
fn limits(schema: &Value, place: &str, all: &mut BTreeMap<String, String>) {
    for keyword in [
        "type",
        "required",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "enum",
        "default",
        "pattern",
    ] {
        if let Some(value) = schema.get(keyword) {
            let mut value = value.clone();
            if let (true, Some(names)) = (keyword == "required", value.as_array_mut()) {
                names.sort_by_key(ToString::to_string);
            }
            all.insert(format!("{place} {keyword}"), value.to_string());
        }
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        limits(property, &format!("{place}/{name}"), all);
    }
    if let Some(items) = schema.get("items") {
        limits(items, &format!("{place}/*"), all);
    }
}

/// In what a drafted schema limits values otherwise than the one that stands in the tree.
fn apart(page: &str, operation: &str) -> Vec<String> {
    let operation = Operation::named(operation).expect("an operation");
    let drafts = drafts(page);
    let mut differences = Vec::new();
    for message in [operation.request(), operation.answer()] {
        let drafted = serde_json::from_str(&drafts[&format!("schemas/{}", message.path())]).expect("JSON");
        let (mut stands, mut draft) = (BTreeMap::new(), BTreeMap::new());
        limits(message.source(), message.name(), &mut stands);
        limits(&drafted, message.name(), &mut draft);
        assert!(Schema::compile(drafted).is_ok());
        let none = "none".to_owned();
        let places = stands
            .keys()
            .chain(draft.keys().filter(|place| !stands.contains_key(*place)));
        for place in places {
            let (own, other) = (stands.get(place).unwrap_or(&none), draft.get(place).unwrap_or(&none));
            if own != other {
                differences.push(format!("{place}: {own}, drafted {other}"));
            }
        }
    }
    differences
}

/// The tree knows better than the pages in these places, and the draft nowhere.
#[rstest]
#[case::removal(PAGE, "batchDelete", &[
    "batchDelete.answer required: [\"succ\"], drafted [\"result\",\"succ\"]",
    "batchDelete.answer/msg type: [\"string\",\"null\"], drafted \"string\"",
    "batchDelete.answer/result/*/rowNo minimum: 1, drafted none",
    "batchDelete.answer/result/*/userNo minLength: none, drafted 1",
    "batchDelete.answer/succ minLength: none, drafted 1",
])]
#[case::desktop_user("etc-client.user.save.html.json", "client.user.save", &[
    "client.user.save.answer required: [\"client_user_no\"], drafted []",
    "client.user.save.answer/client_user_no minLength: 1, drafted none",
])]
fn a_draft_is_close_to_what_stands(#[case] page: &str, #[case] operation: &str, #[case] expected: &[&str]) {
    assert_eq!(apart(page, operation), expected);
}

/// The entry can be read as an entry of the registry, and names what is left to do.
#[test]
fn the_entry_is_one_of_the_registry() {
    let drafts = drafts(PAGE);
    let text = &drafts["src/contract/operations.toml"];
    let entry: toml::Value = toml::from_str(text).expect("TOML");
    let stands: toml::Value = toml::from_str(include_str!("../../src/contract/operations.toml")).expect("TOML");
    let named = |file: &toml::Value| {
        let entries = file["operation"].as_array().expect("entries");
        let own = entries
            .iter()
            .find(|entry| entry["name"].as_str() == Some("batchDelete"));
        own.and_then(toml::Value::as_table).expect("an entry").clone()
    };
    let (drafted, stands) = (named(&entry), named(&stands));
    let same = ["name", "vendor", "area", "endpoint", "success_rule", "shape_rule"];
    for key in same {
        assert_eq!(drafted[key], stands[key], "{key}");
    }
    let others: Vec<&String> = stands.keys().filter(|key| !same.contains(&key.as_str())).collect();
    assert_eq!(others, ["removes", "subject", "verbs"]);
}

/// Drafts are marked so that none is taken for a contract.
#[test]
fn every_draft_is_marked() {
    for (path, text) in drafts(PAGE) {
        assert!(
            text.contains("DRAFT by `fuhe page --draft`") && text.contains("TODO"),
            "{path}"
        );
    }
}

/// They are written where they belong, and never over a file that exists.
#[test]
fn drafts_are_written_to_a_folder_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let to = folder.path().to_str().expect("a plain name");
    let page = file(PAGE);
    let arguments = ["page", "--draft", page.as_str(), "--to", to];
    let called = fuhe(&arguments, b"");
    assert_eq!((called.code, called.err.as_str()), (0, ""));
    let drafts = drafts(PAGE);
    let mut printed: Vec<String> = drafts.keys().map(|path| format!("Draft: {to}/{path}")).collect();
    let mut lines: Vec<String> = called.out.lines().map(str::to_owned).collect();
    printed.sort();
    lines.sort();
    assert_eq!(lines, printed);
    for (path, text) in &drafts {
        let written = std::fs::read_to_string(Path::new(to).join(path)).expect("a draft");
        assert_eq!(&written, text, "{path}");
    }
    let again = fuhe(&arguments, b"");
    let expected = format!(
        "error: --to: {to}/src/contract/operations.toml exists already, and a draft never replaces a file; name another folder\n"
    );
    assert_eq!((again.code, again.out.as_str(), again.err), (2, "", expected));
}
