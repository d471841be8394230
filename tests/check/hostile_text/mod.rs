//! What others say is shown, and commands nothing: no terminal, no CI system, no reader of a report. A vendor puts the
//! same hostile text into messages, causes, headers and fields that no page names, and the target file has it too; every
//! format, every command and both streams are held to what their medium allows.

mod formats;
mod poison;

use std::collections::BTreeSet;
use std::io::Write as _;
use std::sync::Arc;

use formats::assert_well_formed;
use fuhe::record::RunRecord;
use fuhe::report::FORMATS;
use fuhe::report::console::{Look, brief, text};
use fuhe::text::is_hidden;
use poison::{HOSTILE, RUN, SELECTED, report};
use rstest::rstest;
use serde_json::{Value, json};

use crate::stage::{Called, Manner, Running, Server, Stage, Vendor};

/// No character of it is hidden but line breaks, and tabs where they may stand.
fn assert_all_is_seen(text: &str, what: &str) {
    for (number, line) in text.split('\n').enumerate() {
        let hidden = line.chars().find(|c| is_hidden(*c) && *c != '\t');
        assert_eq!(hidden, None, "{what}, line {}: {line:?}", number + 1);
    }
}

/// What a terminal or the log of a CI job may be told.
fn assert_commands_nothing(text: &str, what: &str) {
    assert_all_is_seen(text, what);
    for line in text.lines() {
        let command =
            line.trim_start().starts_with("::") || ["##[", "##vso[", "##teamcity["].iter().any(|c| line.contains(c));
        assert!(!command, "{what}: {line}");
        assert!(!line.starts_with("forged"), "{what}: {line}");
    }
}

fn assert_streams_command_nothing(called: &Called, what: &str) {
    assert_commands_nothing(&called.out, &format!("{what}, standard output"));
    assert_commands_nothing(&called.err, &format!("{what}, standard error"));
}

#[test]
fn a_run_says_what_deviates_and_commands_nothing() {
    let called = &RUN.called;
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    assert_streams_command_nothing(called, "check");
    assert!(
        called.out.contains(r"x\u{1b}[2J\u{1b}[32m\u{0}"),
        "it is shown: {}",
        called.out
    );
    assert!(
        called.out.contains(r"\r\n::error::forged\r::error::forged\u{85}"),
        "{}",
        called.out
    );
}

#[rstest]
#[case::brief("check --target hostile.toml SELECTED --report-dir brief --format brief", 1)]
#[case::events("check --target hostile.toml SELECTED --report-dir events --format json", 1)]
#[case::changes_as_text("compare clean/report.json target/fuhe/report.json", 1)]
#[case::changes_as_json("compare clean/report.json target/fuhe/report.json --format json", 1)]
#[case::changes_as_markdown("compare clean/report.json target/fuhe/report.json --format markdown", 1)]
#[case::history("history history", 0)]
#[case::merged("merge clean/report.json forged\u{202e}.json --report-dir merged", 2)]
#[case::baselines("baseline list --baseline-dir target/fuhe", 0)]
#[case::probed("probe --target hostile.toml", 0)]
#[case::called("call user.save --target hostile.toml --params {\"biz_user_id\":\"u-1\"}", 0)]
fn a_command_commands_nothing(#[case] line: &str, #[case] code: i32) {
    let called = RUN.vendor.stage.fuhe(&line.replace("SELECTED", SELECTED));
    assert_eq!(called.code, code, "{}{}", called.out, called.err);
    assert_streams_command_nothing(&called, line);
    let said = format!("{}{}", called.out, called.err);
    assert!(said.contains("forged"), "the hostile text comes as far as here: {said}");
    if line.starts_with("check") && line.ends_with("json") {
        for event in called.out.lines() {
            serde_json::from_str::<Value>(event).unwrap_or_else(|e| panic!("{e}: {event}"));
        }
    } else if line.ends_with("--format json") {
        serde_json::from_str::<Value>(&called.out).unwrap_or_else(|e| panic!("{e}: {}", called.out));
    }
}

/// A line that only our own words begin: what is quoted in an error makes no line of its own.
fn assert_is_quoted(called: &Called) {
    assert_streams_command_nothing(called, "a refusal");
    let lines: Vec<&str> = called.err.lines().filter(|line| line.contains("forged")).collect();
    assert!(!lines.is_empty(), "{}", called.err);
    for line in lines {
        assert!(line.starts_with("error: "), "{}", called.err);
    }
}

#[rstest]
#[case::check("check --target target.toml")]
#[case::probe("probe --target target.toml")]
fn a_refusal_before_the_run_is_one_line(
    #[case] line: &str,
    #[values("401001", "400001", "403001")] code: &'static str,
) {
    let server = Server::start(Manner::Answer(Arc::new(move |_, _| {
        (
            200,
            json!({"requestId": "r", "code": code, "msg": HOSTILE, "data": null}),
        )
    })));
    let vendor = Vendor::new(|_| {});
    vendor.retarget(
        &format!("127.0.0.1:{}/api", vendor.port()),
        &format!("127.0.0.1:{}/api", server.port),
    );
    let called = vendor.stage.fuhe(line);
    assert!([2, 3].contains(&called.code), "{}{}", called.out, called.err);
    assert_is_quoted(&called);
}

#[test]
fn a_courier_that_refuses_before_the_run_is_quoted_in_one_line() {
    let server = Server::start(Manner::Answer(Arc::new(|_, _| {
        (200, json!({"succ": "fail", "msg": HOSTILE, "result": null}))
    })));
    let vendor = Vendor::new(|_| {});
    vendor.retarget(
        &format!("http://127.0.0.1:{}\"", vendor.port()),
        &format!("http://127.0.0.1:{}\"", server.port),
    );
    let called = vendor.check("--tags @butler");
    assert_eq!(called.code, 2, "{}{}", called.out, called.err);
    assert_is_quoted(&called);
}

/// A word of the command line that is hostile as well, but for NUL, which no process can be given.
#[rstest]
#[case::option(&["--\u{202e}\n::error::forged"])]
#[case::tags(&["check", "--tags", "@x\n::error::forged\u{1b}[2J"])]
#[case::name(&["check", "--name", "(\n::error::forged\u{1b}[2J\u{202e}"])]
#[case::format(&["check", "--format", "\n##vso[task.complete]forged"])]
#[case::file(&["check", "--target", "\u{1b}[2J\r\n::error::forged"])]
#[case::record(&["report", "\u{1b}[2J\r\n::error::forged"])]
#[case::baseline(&["compare", "a\n::error::forged", "b\u{2028}"])]
#[case::target_file(&["check", "--target", "wrong.toml"])]
#[case::key_in_the_target_file(&["check", "--target", "unknown.toml"])]
fn a_mistake_that_is_quoted_commands_nothing(#[case] words: &[&str]) {
    let stage = Stage::new();
    stage.write("wrong.toml", "name = \"a\n::error::forged\u{1b}[2J\u{202e}");
    let unknown = format!("name = \"x\"\n{} = 1\n", Value::from("\u{202e}\n::error::forged"));
    stage.write("unknown.toml", &unknown);
    let called = Running::start(&stage.path(""), words).finish();
    assert_eq!(called.code, 2, "{}{}", called.out, called.err);
    assert!(!called.err.is_empty());
    assert_streams_command_nothing(&called, &format!("{words:?}"));
}

/// What is computed is for programs, to the byte.
#[test]
fn a_list_that_is_decrypted_is_as_it_was() {
    let stage = Stage::new();
    let path = stage.path("");
    let text = "[\"\u{202e}\u{2028}\"]\r\n::error::";
    let key = fuhe::crypto::des::DesKey::from_secret(b"12345678").expect("a key");
    let (mode, encoding) = (fuhe::crypto::des::Mode::Ecb, fuhe::crypto::encoding::Encoding::Base64);
    let cipher = fuhe::wire::butler::ListCipher::new(mode, encoding, key, None);
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_fuhe"))
        .args(["butler", "des", "decrypt", "--key", "12345678"])
        .current_dir(path)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(cipher.encrypt(text).as_bytes()).expect("it is read");
    drop(input);
    let output = child.wait_with_output().expect("the binary ends");
    assert_eq!(String::from_utf8_lossy(&output.stdout), text);
}

/// Puts the hostile text before every string that stands at this path, in which `*` is any place in a list.
fn spoil(value: &mut Value, path: &[String]) {
    match (value, path) {
        (Value::String(text), []) => *text = format!("{HOSTILE}{text}"),
        (Value::Array(items), [step, rest @ ..]) if step == "*" => {
            for item in items {
                spoil(item, rest);
            }
        }
        (Value::Object(members), [step, rest @ ..]) => {
            if let Some(inner) = members.get_mut(step) {
                spoil(inner, rest);
            }
        }
        _ => {}
    }
}

/// The paths of all strings of a value.
fn paths(value: &Value, above: &[String], all: &mut BTreeSet<Vec<String>>) {
    let below = |step: &str| above.iter().cloned().chain([step.to_owned()]).collect::<Vec<_>>();
    match value {
        Value::String(_) => {
            all.insert(above.to_vec());
        }
        Value::Array(items) => items.iter().for_each(|item| paths(item, &below("*"), all)),
        Value::Object(members) => members.iter().for_each(|(name, inner)| paths(inner, &below(name), all)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Whatever string of a record is hostile, no writer has forgotten it: each that may be any string is made so, and all
/// formats are written of what comes of it.
#[test]
fn no_string_of_a_record_is_forgotten() {
    let stage = &RUN.vendor.stage;
    let whole: Value = serde_json::from_str(&report("report.json")).expect("JSON");
    let mut all = BTreeSet::new();
    paths(&whole, &[], &mut all);
    let mut spoilt = whole.clone();
    let mut count = 0;
    for path in &all {
        // By these, fuhe knows what it reads, or finds scenarios again.
        if matches!(path.last().map(String::as_str), Some("format" | "contract")) {
            continue;
        }
        let mut next = spoilt.clone();
        spoil(&mut next, path);
        if serde_json::from_value::<RunRecord>(next.clone()).is_ok() {
            spoilt = next;
            count += 1;
        }
    }
    assert!(count > 20, "{count} of {} strings", all.len());
    stage.write("spoilt.json", &spoilt.to_string());
    let called = stage.fuhe("report spoilt.json --report-dir spoilt --baseline clean/report.json");
    // The run deviates, as the comparison says.
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    assert_streams_command_nothing(&called, "report");
    for format in FORMATS.iter().skip(1) {
        assert_well_formed(format.file, &stage.read(&format!("spoilt/{}", format.file)));
    }
    assert_well_formed("comparison.md", &stage.read("spoilt/comparison.md"));
    for line in [
        "compare clean/report.json spoilt.json",
        "compare spoilt.json clean/report.json",
    ] {
        assert_streams_command_nothing(&stage.fuhe(line), line);
    }
    let record: RunRecord = serde_json::from_value(spoilt).expect("a record");
    let contract = fuhe::contract::Contract::embedded();
    let [plain, coloured] = [false, true].map(|colour| Look {
        colour,
        ..Look::default()
    });
    assert_commands_nothing(&text(&record, contract, plain), "the console");
    assert_commands_nothing(&brief(&record, contract, plain), "in brief");
    // In colour, every escape sequence is one of ours.
    let coloured = text(&record, contract, coloured).to_string();
    let bare = ["0", "1", "2", "31", "32", "33"]
        .iter()
        .fold(coloured, |text, code| text.replace(&format!("\u{1b}[{code}m"), ""));
    assert_eq!(bare, text(&record, contract, plain).to_string());
}
