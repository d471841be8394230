//! One fixed run through every format. The small contract in `tests/reports/` stands still while the real one
//! grows, so that these snapshots change only when a report does. `cargo insta review` accepts a change.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use fuhe::compare::compare;
use fuhe::config::Target;
use fuhe::contract::{Contract, Finding, RuleId, ScenarioOutcome, Schema, Stage, Waiver};
use fuhe::record::{
    ExchangeRecord, FindingRecord, Observer, Recorder, RequestRecord, ResponseRecord, RunEvent, RunHead, RunRecord,
    RunSummary, RunVerdict, ScenarioRecord, StepRecord, StepStatus, Trace,
};
use fuhe::report::events::Events;
use fuhe::report::progress::Progress;
use fuhe::report::{FORMATS, ReportInput, console, json};
use fuhe::rule;
use fuhe::wire::Operation;
use jiff::civil::{Date, date};
use rstest::rstest;
use serde_json::{Value, json};

// ------------------------------------------------------------------------------------------------------ a run by hand

fn contract() -> Contract {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    Contract::read(&[
        file("etc/client.user.save.feature", include_str!("reports/etc.feature")),
        file("butler/batchSave.feature", include_str!("reports/butler.feature")),
    ])
    .expect("the small contract can be read")
}

/// What became of each scenario, by the beginning of its id.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Story {
    /// Everything holds.
    Clean,
    /// A must and a should fail, a rule is blocked, a scenario does not apply.
    Deviating,
    /// As before, and one scenario breaks.
    Broken,
    /// As where it deviates, with a waiver in each state.
    Waived,
}

fn record(story: Story, strict: bool) -> RunRecord {
    let contract = contract();
    let mut recorder = Recorder::new(RunHead {
        target: "staging".to_owned(),
        addresses: BTreeMap::from([
            ("butler".to_owned(), "http://127.0.0.1:8081/".to_owned()),
            ("etc".to_owned(), "http://127.0.0.1:8080/api/gateway".to_owned()),
        ]),
        embedded: false,
        conditions: Vec::new(),
        seed: 42,
        run_id: "r1".to_owned(),
        strict,
        command: "fuhe check --target staging.toml".to_owned(),
    });
    if story == Story::Waived {
        recorder = recorder.waived(&waivers(), date(2024, 5, 1));
    }
    for scenario in &contract.scenarios {
        let mut record = plain(&contract, scenario);
        if story != Story::Clean {
            deviate(&mut record);
        }
        if story == Story::Broken && record.rule == rule!("BS-26") {
            record.ending = ScenarioOutcome::Error {
                why: "batchSave: no answer within 5 s".to_owned(),
                unreachable: true,
            };
        }
        recorder.on_event(&RunEvent::ScenarioFinished(Box::new(record)));
    }
    let mut record = recorder.finish(&contract, Vec::new());
    // What no two runs share.
    record.run = RunSummary {
        left: None,
        started: "2024-05-01T08:00:00Z".to_owned(),
        duration_ms: 1_234,
        contract: "c0ffee".repeat(11)[..64].to_owned(),
        fuhe: "0.1.0".to_owned(),
        ..record.run
    };
    record
}

fn waivers() -> Vec<Waiver> {
    let waiver = |rule, reason: &str| Waiver {
        rule,
        scenario: None,
        not_judged: false,
        reason: reason.to_owned(),
        until: None,
        ticket: None,
    };
    vec![
        Waiver {
            until: Some(date(2024, 5, 1)),
            ticket: Some("T-1".to_owned()),
            ..waiver(rule!("CU-03"), "mended in <2.0>")
        },
        waiver(rule!("GW-01"), "was mended"),
        Waiver {
            scenario: Some("CU-07/a desktop user named 33 × \"x\" is refused".to_owned()),
            until: Some(date(2024, 4, 30)),
            ..waiver(rule!("CU-07"), "nobody minds")
        },
        waiver(rule!("BS-25"), "the courier looks into it"),
    ]
}

/// A scenario in which everything went well.
fn plain(contract: &Contract, scenario: &fuhe::contract::Scenario) -> ScenarioRecord {
    let rule = contract.rule(scenario.rule).expect("a scenario stands under a rule");
    ScenarioRecord {
        id: scenario.id.clone(),
        rule: scenario.rule,
        also: scenario.also.clone(),
        name: scenario.name.clone(),
        outline: scenario.outline.clone(),
        feature: rule.feature.clone(),
        ending: ScenarioOutcome::Completed,
        flaky: Vec::new(),
        started: "2024-05-01T08:00:00.5Z".to_owned(),
        duration_us: 2_500,
        steps: scenario
            .steps
            .iter()
            .map(|step| StepRecord {
                keyword: step.keyword.clone(),
                text: step.text.clone(),
                table: step.table.clone(),
                status: StepStatus::Passed,
                started_us: 100,
                duration_us: 1_000,
            })
            .collect(),
        findings: Vec::new(),
        observations: if scenario.rule == rule!("GW-13") {
            BTreeMap::from([
                ("GW-13.status".to_owned(), "401".to_owned()),
                ("GW-13.after-wrong-signature".to_owned(), "free".to_owned()),
            ])
        } else {
            BTreeMap::new()
        },
        exchanges: vec![if scenario.has_tag("butler") {
            butler_exchange()
        } else {
            etc_exchange()
        }],
        repeat: None,
    }
}

fn deviate(record: &mut ScenarioRecord) {
    let at = |pointer: &str, expected: &str, actual: Value| (Some(pointer.to_owned()), expected.to_owned(), actual);
    let mut find = |rule: RuleId, (pointer, expected, actual): (Option<String>, String, Value), stage: Stage| {
        let step = record.steps.len() - 1;
        record.steps[step].status = StepStatus::Failed;
        record.findings.push(FindingRecord {
            step,
            finding: Finding {
                rule,
                pointer,
                expected,
                actual,
                stage,
                exchange: Some(0),
            },
        });
        record.repeat = Some(format!(
            "fuhe check --target staging.toml --name '^{}$' --seed 42",
            record.id.replace('"', "\\\"")
        ));
    };
    let refused = "refused with code 400 \"biz_user_name\u{1b}[31m too long\"";
    match record.rule.to_string().as_str() {
        "CU-03" => find(
            rule!("CU-03"),
            at("/code", "the call to be accepted", refused.into()),
            Stage::Answer,
        ),
        "CU-07" => find(
            rule!("CU-07"),
            at("/code", "the call to be refused", "accepted with code 000".into()),
            Stage::Answer,
        ),
        // A finding at another rule than the scenario's own.
        "GW-01" if record.name.contains("gateway") => find(
            rule!("CU-03"),
            at("/data/client_user_no", "a text of 1 to 32 characters", json!(17)),
            Stage::AnswerBody,
        ),
        "GU-13" => {
            record.ending = ScenarioOutcome::Inapplicable {
                why: "the vendor creates a user of that number".to_owned(),
            }
        }
        "BS-25" => {
            record.steps[0].status = StepStatus::Stopped;
            record.ending = ScenarioOutcome::Blocked {
                why: "courier user A was not accepted: refused \"系统繁忙\"".to_owned(),
            }
        }
        _ => {}
    }
}

fn headers(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

/// A call with its private field masked.
fn etc_exchange() -> ExchangeRecord {
    let params = json!({"biz_user_id": "u1", "biz_user_code": "‹private, 18 characters›"});
    ExchangeRecord {
        operation: Operation::ClientUserSave,
        trace: Trace::Etc {
            params: params.as_object().expect("an object").clone(),
            signed_text: "apiCode=client.user.save&biz_user_code=‹private, 18 characters›&biz_user_id=u1".to_owned(),
            signature: "c2lnbmF0dXJl".to_owned(),
        },
        request: RequestRecord {
            method: "POST".to_owned(),
            url: "http://127.0.0.1:8080/api/gateway".to_owned(),
            headers: headers(&[("content-type", "application/json")]),
            body: params.to_string(),
        },
        response: ResponseRecord {
            status: 200,
            headers: headers(&[
                ("content-type", "application/json"),
                ("date", "Wed, 01 May 2024 08:00:00 GMT"),
            ]),
            body: r#"{"requestId":"q1","responseCode":"400"}"#.to_owned(),
            whole: None,
            notes: Vec::new(),
        },
        started: "2024-05-01T08:00:00.5Z".to_owned(),
        wait_us: 800,
        receive_us: 20,
    }
}

/// A call with its cipher text withheld.
fn butler_exchange() -> ExchangeRecord {
    ExchangeRecord {
        operation: Operation::BatchSave,
        trace: Trace::Butler {
            plain_list: json!([{"userNo": "abc123", "userPhone": "‹private, 11 characters›"}]),
            cipher_text: "‹cipher text of 88 characters, SHA-256 0011223344556677…›".to_owned(),
            signature: "c2lnbg".to_owned(),
        },
        request: RequestRecord {
            method: "POST".to_owned(),
            url: "http://127.0.0.1:8081/public/user/v1/batchSave".to_owned(),
            headers: headers(&[("sendAppId", "app"), ("timestamp", "1714550400000")]),
            body: r#"{"companyId":"app","type":1}"#.to_owned(),
        },
        response: ResponseRecord {
            status: 200,
            headers: headers(&[("content-type", "application/json")]),
            body: r#"{"succ":"ok","msg":null,"result":null}"#.to_owned(),
            whole: None,
            notes: Vec::new(),
        },
        started: "2024-05-01T08:00:00.6Z".to_owned(),
        wait_us: 700,
        receive_us: 30,
    }
}

// ---------------------------------------------------------------------------------------------------------- snapshots

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/reports"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[rstest]
#[case::clean("console.clean", Story::Clean, false, false)]
#[case::deviating("console.deviating", Story::Deviating, false, false)]
#[case::strict("console.strict", Story::Deviating, true, false)]
#[case::broken("console.broken", Story::Broken, false, false)]
#[case::waived("console.waived", Story::Waived, true, false)]
#[case::coloured("console.coloured", Story::Deviating, false, true)]
fn on_the_console(#[case] name: &str, #[case] story: Story, #[case] strict: bool, #[case] colour: bool) {
    let text = console::text(&record(story, strict), &contract(), colour);
    assert!(
        colour || !text.contains('\u{1b}'),
        "what a vendor sends commands no terminal"
    );
    assert!(
        text.lines().all(|line| line.trim_end() == line),
        "no line ends in blanks"
    );
    snapshot(name, &text.replace('\u{1b}', "␛"));
}

#[test]
fn on_the_console_with_nothing_selected() {
    let mut record = record(Story::Clean, false);
    record.scenarios.clear();
    record.observations.clear();
    record.run.verdict = RunVerdict::Empty;
    record.run.counts = fuhe::record::Counts::default();
    snapshot("console.empty", &console::text(&record, &contract(), false));
}

#[rstest]
#[case::deviating("brief.deviating", Story::Deviating, false)]
#[case::strict("brief.strict", Story::Deviating, true)]
#[case::waived("brief.waived", Story::Waived, true)]
#[case::broken("brief.broken", Story::Broken, false)]
fn in_brief(#[case] name: &str, #[case] story: Story, #[case] strict: bool) {
    snapshot(name, &console::brief(&record(story, strict), &contract(), false));
}

/// The text of a format's file, of a record.
fn written(format: &str, record: &RunRecord) -> String {
    written_since(format, record, None)
}

/// The same, with what changed since a baseline.
fn written_since(format: &str, record: &RunRecord, baseline: Option<&RunRecord>) -> String {
    let comparison = baseline.map(|baseline| compare(baseline, record));
    let format = FORMATS.iter().find(|own| own.name == format).expect("a format");
    let told = ReportInput {
        record,
        contract: &contract(),
        comparison: comparison.as_ref(),
        history: &[],
    };
    (format.write)(&told).expect("it can be written")
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
        "id=\"failing-CU-03\"",
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
        "<details class=\"failure\" id=\"failure-CU-03-CU-03.1\">",
        "holds again",
        "2 项豁免须撤除或续期。",
    ],
    &["id=\"failing-CU-03\"", "id=\"waiver-CU-07\""],
)]
#[case::broken(
    Story::Broken,
    &["There is no final result for staging", "batchSave: no answer within 5 s", "id=\"errors\"", "id=\"failing-CU-07\""],
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
        "<span class=\"verdict holds\"><span data-zh=\"成立\">holds</span></span> → <span class=\"verdict fails\"><span \
         data-zh=\"不成立\">fails</span></span>",
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

/// The events of a run, as an observer has them.
fn tell(run: RunRecord, observer: &mut dyn Observer) {
    observer.on_event(&RunEvent::Started {
        scenarios: run.scenarios.len(),
    });
    for scenario in run.scenarios {
        observer.on_event(&RunEvent::ScenarioStarted {
            id: scenario.id.clone(),
        });
        observer.on_event(&RunEvent::ScenarioFinished(Box::new(scenario)));
    }
    observer.on_event(&RunEvent::Explored {
        requests: 1_000,
        to_accept: 600,
        to_refuse: 300,
        per_second: 1_234.5,
    });
    observer.on_event(&RunEvent::Finished);
}

fn events(strict: bool) -> String {
    let (run, contract) = (record(Story::Broken, strict), contract());
    let mut out = Vec::new();
    let mut events = Events::new(&mut out, &contract, strict, &[], Date::ZERO);
    tell(run.clone(), &mut events);
    events.finish(&run).expect("a list takes every line");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn as_events() {
    snapshot("events", &events(false));
}

#[test]
fn while_it_runs() {
    let mut out = Vec::new();
    tell(record(Story::Broken, false), &mut Progress::new(&mut out, None));
    snapshot("progress.lines", &String::from_utf8(out).expect("UTF-8"));
}

/// A terminal that keeps what it is told.
#[derive(Clone, Debug, Default)]
struct Screen(Arc<Mutex<Vec<String>>>);

impl Screen {
    fn say(&self, words: &str) {
        self.0.lock().expect("nothing panicked").push(words.to_owned());
    }
}

impl indicatif::TermLike for Screen {
    fn width(&self) -> u16 {
        80
    }
    fn move_cursor_up(&self, _: usize) -> io::Result<()> {
        Ok(())
    }
    fn move_cursor_down(&self, _: usize) -> io::Result<()> {
        Ok(())
    }
    fn move_cursor_right(&self, _: usize) -> io::Result<()> {
        Ok(())
    }
    fn move_cursor_left(&self, _: usize) -> io::Result<()> {
        Ok(())
    }
    fn write_line(&self, line: &str) -> io::Result<()> {
        self.say(line);
        Ok(())
    }
    fn write_str(&self, text: &str) -> io::Result<()> {
        self.say(text);
        Ok(())
    }
    fn clear_line(&self) -> io::Result<()> {
        self.say("(cleared)");
        Ok(())
    }
    fn flush(&self) -> io::Result<()> {
        Ok(())
    }
}

/// How often the bar is drawn depends on the time that passes; what it says first, and that it goes in the end, does not.
#[test]
fn while_it_runs_on_a_terminal() {
    let screen = Screen::default();
    let target = indicatif::ProgressDrawTarget::term_like(Box::new(screen.clone()));
    let mut out = Vec::new();
    tell(record(Story::Broken, false), &mut Progress::new(&mut out, Some(target)));
    let told = screen.0.lock().expect("nothing panicked");
    let first = told.iter().find(|text| text.contains("scenarios")).expect("a bar");
    assert!(first.starts_with("░░░░░░░░░░░░░░░░░░░░ 0 of 11 scenarios"), "{first:?}");
    assert_eq!(told.last().map(String::as_str), Some("(cleared)"), "{told:?}");
    assert!(told.iter().all(|text| !text.contains('\u{1b}')), "no colours: {told:?}");
    assert_eq!(
        String::from_utf8(out).expect("UTF-8"),
        "1000 further requests: 600 to be accepted, 300 to be refused, 100 either, 1234 a second\n"
    );
}

// ----------------------------------------------------------------------------------------------------- schemas and files

fn schema(path: &str) -> Schema {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a schema");
    Schema::compile(serde_json::from_str(&text).expect("JSON")).expect("a schema")
}

#[rstest]
#[case(Story::Clean)]
#[case(Story::Deviating)]
#[case(Story::Broken)]
#[case(Story::Waived)]
fn a_record_is_what_its_schema_says_and_can_be_read_back(#[case] story: Story) {
    let text = json::write(&record(story, false)).expect("the JSON can be written");
    let value: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(schema("schemas/run-record.json").violations(&value), []);

    let path = temporary("record.json", &text);
    let read = json::read(&path).expect("the record can be read back");
    assert_eq!(json::write(&read).expect("the JSON can be written"), text);
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
        ("/observations", json!({"XX-01": {}})),
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

const ETC: &str = r#"
[etc]
url = "https://host.example/api/gateway"
app_id = "OIG0AF4DMOK2VC2N"
private_key = { file = "KEY" }
"#;

const BUTLER: &str = r#"
[butler]
url = "http://127.0.0.1:8081"
send_app_id = "app"
sk = { env = "SK" }
company_name = "顺丰速运"
"#;

/// A target file as JSON, for the schema: a date as editors see it, a text.
fn as_value(text: &str) -> Value {
    fn plain(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(date) => date.to_string().into(),
            toml::Value::Array(items) => items.into_iter().map(plain).collect(),
            toml::Value::Table(table) => table.into_iter().map(|(name, inner)| (name, plain(inner))).collect(),
            other => serde_json::to_value(other).expect("JSON"),
        }
    }
    plain(toml::from_str(text).expect("TOML"))
}

fn read_target(text: &str) -> Result<Target, String> {
    let path = temporary("target.toml", text);
    Target::read(&path, &|name| (name == "SK").then(|| "s3cr3t-s3cr3t".to_owned())).map_err(|e| e.to_string())
}

const FINGERPRINT: &str =
    "3F:9A:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD";

fn with_key(text: &str) -> String {
    let key = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/throwaway.pem");
    text.replace("KEY", key)
}

#[rstest]
#[case::etc_alone(ETC)]
#[case::butler_alone(BUTLER)]
#[case::everything(&format!(
    "name = \"staging\"\nallow_writes = true\nproduction = true\n[network]\nproxy = \"http://a:b@proxy:3128\"\n\
     trust_certificate = \"{FINGERPRINT}\"\nconnect_timeout = 1\ntimeout = 2.5\nrate = 5\nconcurrency = 2\n\
     headers = {{ X-Tenant = \"qa\" }}\n{ETC}request_names = \"snake\"\nsign_empty = false\nsign_null = \"empty\"\n\
     sign_boolean = \"digit\"\n{BUTLER}initials = \"sf1\"\n[butler.des]\nmode = \"cbc\"\nencoding = \"HEX\"\nkey = \"k3yS3cr7\"\n\
     iv = \"hex:3074686572497621\"\n[butler.fixtures]\norganization_code = \"1\"\norganization_name = \"x\"\n\
     cust_ids = [\"7551234567\"]\n"
))]
#[case::waivers(&format!(
    "{BUTLER}[[waiver]]\nrule = \"BS-25\"\nreason = \"known\"\nuntil = 2027-03-31\nticket = \"T-1\"\n[[waiver]]\n\
     rule = \"BS-26\"\nreason = \"x\"\nscenario = \"a fault of each kind\""
))]
fn schema_and_reader_take_the_same_target_files(#[case] text: &str) {
    let text = with_key(text);
    assert_eq!(schema("schemas/target.json").violations(&as_value(&text)), []);
    read_target(&text).expect("a target");
}

#[rstest]
#[case::no_vendor("name = \"x\"")]
#[case::unknown_key(&format!("{ETC}apid = \"x\""))]
#[case::unknown_section(&format!("{BUTLER}[butler.tls]\n"))]
#[case::missing_key("[etc]\nurl = \"https://host.example\"\napp_id = \"a\"")]
#[case::empty_id(&ETC.replace("OIG0AF4DMOK2VC2N", ""))]
#[case::no_url(&ETC.replace("https://", ""))]
#[case::spelling(&format!("{ETC}request_names = \"camel\""))]
#[case::null_habit(&format!("{ETC}sign_null = \"word\""))]
#[case::mode(&format!("{BUTLER}[butler.des]\nmode = \"ofb\""))]
#[case::initials(&format!("{BUTLER}initials = \"SFS\""))]
#[case::no_initials(&format!("{BUTLER}initials = \"\""))]
#[case::encoding(&format!("{BUTLER}[butler.des]\nencoding = \"Hex\""))]
#[case::secret_of_both_kinds(&BUTLER.replace("{ env = \"SK\" }", "{ env = \"SK\", file = \"KEY\" }"))]
#[case::rate(&format!("[network]\nrate = 0\n{ETC}"))]
#[case::concurrency(&format!("[network]\nconcurrency = 0\n{ETC}"))]
#[case::timeout(&format!("[network]\ntimeout = 0\n{ETC}"))]
#[case::fingerprint(&format!("[network]\ntrust_certificate = \"3F:9A\"\n{ETC}"))]
#[case::waiver_without_reason(&format!("{BUTLER}[[waiver]]\nrule = \"BS-25\""))]
#[case::waiver_of_no_rule(&format!("{BUTLER}[[waiver]]\nrule = \"BS-5\"\nreason = \"x\""))]
#[case::waiver_until_no_day(&format!("{BUTLER}[[waiver]]\nrule = \"BS-25\"\nreason = \"x\"\nuntil = 12:00:00"))]
#[case::card_no_text(&format!("{BUTLER}[butler.fixtures]\ncust_ids = [7551234567]"))]
fn schema_and_reader_refuse_the_same_target_files(#[case] text: &str) {
    let text = with_key(text);
    assert!(!schema("schemas/target.json").is_valid(&as_value(&text)));
    read_target(&text).expect_err("no target");
}

/// A file of this test alone: the name of the running test keeps them apart.
fn temporary(name: &str, text: &str) -> PathBuf {
    let own = std::thread::current().name().unwrap_or("main").replace("::", "-");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reports").join(own);
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a file");
    path
}
