//! What others say is shown, and commands nothing: no terminal, no CI system, no reader of a report. A vendor puts the
//! same hostile text into messages, causes, headers and fields that no page names, and the target file has it too; every
//! format, every command and both streams are held to what their medium allows.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, LazyLock};

use fuhe::record::RunRecord;
use fuhe::report::FORMATS;
use fuhe::text::is_hidden;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use rstest::rstest;
use serde_json::{Value, json};

use crate::stage::{Called, Manner, Running, Server, Stage, Vendor, passed_on, read_request};

/// Controls, directions, what breaks a line or a file, commands of CI systems, and markup. `forged` is at the beginning of
/// each line that it would make.
const HOSTILE: &str = "x\u{1b}[2J\u{1b}[32m\0\u{7}\u{9b}31m\u{202e}live\u{2066}\u{feff}\u{200b}\u{fffe}\u{ffff}\u{fdd0}\u{10ffff}\r\n\
                       ::error::forged\r::error::forged\u{85}::error::forged\u{2028}::set-output name=a::forged\n\
                       \u{3000}::debug::forged\n##vso[task.complete]forged\n##[error]forged\n##teamcity[forged]\n\
                       forged conforms | # @octocat #123 https://evil.example <img src=x> [a](b) ![i](j) ```` ` ~~~~~ \
                       ]]> --> </template></pre> \\";

/// What a header can hold of it.
const HOSTILE_HEADER: &str = "x\u{9b}31m\u{202e}live\u{2028}::error::forged ##vso[task.complete]\u{ffff} <img src=x>";

/// Scenarios of every kind: refused, observed, waived and failing, of both vendors.
const SELECTED: &str = "--tags @GW-04␣or␣@GW-15␣or␣@GW-22␣or␣@CU-03␣or␣@CU-06␣or␣@BS-22␣or␣@BS-23␣or␣@BS-38␣or␣@BS-25";

/// A server before the vendor at this port that puts the hostile text wherever an answer has a text of the vendor's own.
fn poisoner(vendor: u16) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            std::thread::spawn(move || poison(&connection, vendor));
        }
    });
    port
}

fn poison(mut connection: &TcpStream, vendor: u16) -> Option<()> {
    let request = read_request(connection)?;
    let answer = String::from_utf8(passed_on(vendor, &request)?).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let mut body: Value = serde_json::from_str(body).ok()?;
    poison_texts(&mut body);
    body[HOSTILE] = HOSTILE.into();
    let body = body.to_string();
    let mut kept: Vec<&str> = Vec::new();
    for line in head.lines() {
        let lower = line.to_ascii_lowercase();
        if !lower.starts_with("content-length:") && !lower.starts_with("content-type:") {
            kept.push(line);
        }
    }
    let length = body.len();
    let answer = format!(
        "{}\r\ncontent-type: application/json; x={HOSTILE_HEADER}\r\nx-note: {HOSTILE_HEADER}\r\ncontent-length: \
         {length}\r\n\r\n{body}",
        kept.join("\r\n")
    );
    connection.write_all(answer.as_bytes()).ok()
}

fn poison_texts(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, inner) in members {
                let own_words = matches!(
                    name.as_str(),
                    "msg" | "message" | "responseMsg" | "cause" | "client_user_no"
                );
                if own_words && inner.is_string() {
                    *inner = HOSTILE.into();
                } else {
                    poison_texts(inner);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(poison_texts),
        _ => {}
    }
}

/// A target file that leads to the poisoner, with a hostile name and waiver.
fn hostile_target(vendor: &Vendor) -> String {
    let port = poisoner(vendor.port());
    let text = vendor.embedded.target_file();
    let own_name = text.lines().find(|line| line.starts_with("name = ")).expect("a name");
    let text = text
        .replace(own_name, &format!("name = {}", Value::from(HOSTILE)))
        .replace(&format!("127.0.0.1:{}", vendor.port()), &format!("127.0.0.1:{port}"));
    format!(
        "{text}\n[[waiver]]\nrule = \"GW-22\"\nreason = {0}\nticket = {0}\n",
        Value::from(HOSTILE)
    )
}

/// A finished run against the poisoner, in brief; its reports and baselines are what the tests look at.
struct Run {
    vendor: Vendor,
    called: Called,
}

static RUN: LazyLock<Run> = LazyLock::new(|| {
    let vendor = Vendor::new(|_| {});
    vendor.stage.write("clean.toml", &vendor.embedded.target_file());
    vendor.stage.write("hostile.toml", &hostile_target(&vendor));
    let clean = vendor
        .stage
        .fuhe(&format!("check --target clean.toml {SELECTED} --report-dir clean"));
    assert_eq!(clean.code, 0, "{}{}", clean.out, clean.err);
    let options = "--baseline clean/report.json --history history --seed 1";
    let called = vendor
        .stage
        .fuhe(&format!("check --target hostile.toml {SELECTED} {options}"));
    Run { vendor, called }
});

fn report(file: &str) -> String {
    RUN.vendor.stage.read(&format!("target/fuhe/{file}"))
}

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

// ----------------------------------------------------------------------------------------------------------- both streams

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

// ---------------------------------------------------------------------------------------------------------- eight formats

/// What each format's file has to be, whatever stands in it.
fn assert_well_formed(file: &str, text: &str) {
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

// --------------------------------------------------------------------------------------------------------- every string

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
        _ => {}
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
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
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
    assert_commands_nothing(&fuhe::report::console::text(&record, contract, false), "the console");
    assert_commands_nothing(&fuhe::report::console::brief(&record, contract, false), "in brief");
    // In colour, every escape sequence is one of ours.
    let coloured = fuhe::report::console::text(&record, contract, true).to_string();
    let bare = ["0", "1", "2", "31", "32", "33"]
        .iter()
        .fold(coloured, |text, code| text.replace(&format!("\u{1b}[{code}m"), ""));
    assert_eq!(bare, fuhe::report::console::text(&record, contract, false).to_string());
}
