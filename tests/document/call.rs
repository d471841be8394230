//! A call of the binary with a page.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

/// What the binary did.
pub(super) struct Called {
    pub(super) code: i32,
    pub(super) out: String,
    pub(super) err: String,
}

pub(super) fn fuhe(arguments: &[&str], input: &[u8]) -> Called {
    let mut child = Command::new(env!("CARGO_BIN_EXE_fuhe"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut pipe = child.stdin.take().expect("a pipe");
    let input = input.to_owned();
    // What is longer than a pipe is read while it is written.
    let writer = std::thread::spawn(move || drop(pipe.write_all(&input)));
    let output = child.wait_with_output().expect("the binary ends");
    writer.join().expect("the input is written");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Called {
        code: output.status.code().expect("no signal"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// The path of a saved page.
pub(super) fn file(name: &str) -> String {
    format!("{}/tests/document/pages/{name}", env!("CARGO_MANIFEST_DIR"))
}

pub(super) fn saved(name: &str) -> Vec<u8> {
    std::fs::read(file(name)).expect("a saved page")
}

pub(super) fn text(name: &str) -> String {
    String::from_utf8(saved(name)).expect("UTF-8")
}

/// The exit code and the comparison as JSON.
pub(super) fn differences(arguments: &[&str], input: &[u8]) -> (i32, Value) {
    let called = fuhe(arguments, input);
    let value = serde_json::from_str(&called.out);
    (
        called.code,
        value.unwrap_or_else(|e| panic!("{e}: {}{}", called.out, called.err)),
    )
}

/// The exit code, and each difference as one line: place, what, contract → page, rules.
pub(super) fn lines(page: &[u8]) -> (i32, Vec<String>) {
    let (code, comparison) = differences(&["page", "-", "--format", "json"], page);
    let word = |value: &Value| value.as_str().map(|text| format!("{text} "));
    let line = |one: &Value| {
        let place: String = [&one["side"], &one["place"]].into_iter().filter_map(word).collect();
        let says = |value: &Value| value.as_str().unwrap_or("∅").to_owned();
        let rules: Vec<&str> = one["rules"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let what = one["what"].as_str().unwrap_or_default();
        format!(
            "{place}{what}: {} → {} [{}]",
            says(&one["contract"]),
            says(&one["page"]),
            rules.join(" ")
        )
    };
    let all = comparison["differences"].as_array().expect("a list");
    (code, all.iter().map(line).collect())
}
