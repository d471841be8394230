//! No false alarms: vendors that are odd, and right all the same. Each must conform under `--strict`, and change nothing
//! but the observations of what is odd about it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use fuhe::config::Target;
use fuhe::contract::Contract;
use fuhe::mock::{AnswerEdit, AnswerNames, Behaviour, Change, Which, WholeRefusal};
use fuhe::record::{RunRecord, RunVerdict};
use fuhe::run::{Plan, run};
use fuhe::wire::Vendor as Of;
use rstest::rstest;
use serde_json::{Value, json};

use crate::stage::{Manner, Server, Vendor};

/// Readings by question: `GW-13.status` → `200`.
type Observations = BTreeMap<String, Value>;

fn edits(edits: impl IntoIterator<Item = (Which, Change)>) -> Vec<AnswerEdit> {
    let edit = |(which, change)| AnswerEdit { which, change };
    edits.into_iter().map(edit).collect()
}

fn every_answer(change: &Change) -> Vec<AnswerEdit> {
    edits([Of::Gateway, Of::Courier].map(|vendor| (Which::of(vendor), change.clone())))
}

/// Fields that no page names, in every object of every answer: not only texts, and some that sound familiar.
fn undocumented_fields(behaviour: &mut Behaviour) {
    behaviour.edits = every_answer(&Change::Set("/traceId", json!("0a1b2c")));
    behaviour
        .edits
        .extend(every_answer(&Change::Set("/success", json!(true))));
    behaviour.edits.extend(every_answer(&Change::Set(
        "/status",
        json!({ "code": 1, "list": [1, null] }),
    )));
    behaviour.edits.extend(edits([
        (Which::any_success(Of::Gateway), Change::Set("/data/status", json!(0))),
        (
            Which::successes("user.save"),
            Change::Set("/data/app/secret_hint", json!(null)),
        ),
        (
            Which::any_refusal(Of::Courier),
            Change::Set("/result/*/field", json!("userNo")),
        ),
    ]));
}

fn refusal_status(behaviour: &mut Behaviour, status: u16) {
    behaviour.gateway.refusal_status = status;
    behaviour.butler.refusal_status = status;
    behaviour.butler.gate_status = status;
}

fn content_type(behaviour: &mut Behaviour, content_type: Option<&'static str>) {
    behaviour.gateway.content_type = content_type;
    behaviour.butler.content_type = content_type;
}

/// A vendor of the old school, which leaves out what may be null.
fn terse(behaviour: &mut Behaviour) {
    behaviour.gateway.answer_names = AnswerNames::FIRST;
    refusal_status(behaviour, 400);
    content_type(behaviour, Some("text/plain"));
    behaviour.edits = edits([
        (Which::any_refusal(Of::Gateway), Change::Remove("/data")),
        (Which::any_success(Of::Courier), Change::Remove("/result")),
        (Which::any_success(Of::Courier), Change::Remove("/msg")),
    ]);
    behaviour.butler.whole_refusal = WholeRefusal::NoResult;
}

/// A vendor that always says something, if only null.
fn verbose(behaviour: &mut Behaviour) {
    undocumented_fields(behaviour);
    behaviour.gateway.answer_names = AnswerNames::SNAKE;
    refusal_status(behaviour, 500);
    content_type(behaviour, None);
    behaviour.edits.extend(edits([
        (Which::any_refusal(Of::Gateway), Change::Set("/data", json!(null))),
        (Which::any_success(Of::Courier), Change::Set("/msg", json!(null))),
        (Which::any_success(Of::Courier), Change::Set("/result", json!([]))),
    ]));
    behaviour.butler.whole_refusal = WholeRefusal::Nothing;
}

/// The members of every object the other way round, each on a line of its own, with blanks and line breaks around it all.
fn laid_out_otherwise(body: &str) -> String {
    fn reversed(value: Value) -> Value {
        match value {
            Value::Object(object) => object.into_iter().rev().map(|(k, v)| (k, reversed(v))).collect(),
            Value::Array(items) => items.into_iter().map(reversed).collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
        }
    }
    let value: Value = serde_json::from_str(body).expect("an answer in JSON");
    format!(
        "\r\n\t {}\n\n",
        serde_json::to_string_pretty(&reversed(value)).expect("JSON")
    )
}

/// Every character beyond ASCII as an escape, as some libraries write it.
fn escaped(body: &str) -> String {
    let mut text = String::new();
    for unit in body.encode_utf16() {
        match char::from_u32(u32::from(unit)).filter(char::is_ascii) {
            Some(c) => text.push(c),
            None => write!(text, "\\u{unit:04X}").expect("a text takes all"),
        }
    }
    text
}

#[rstest]
#[case::terse(terse, &[
    ("GW-11.answer", json!("requestId responseCode responseMsg")),
    ("GW-13.status", json!("400")),
    ("GW-15.content-type", json!("text/plain")),
    ("BS-34.form", json!("result absent, msg text")),
    ("BS-38.content-type", json!("text/plain")),
    ("BS-38.status", json!("400")),
    ("BS-48.status", json!("400")),
])]
#[case::verbose(verbose, &[
    ("GW-11.answer", json!("request_id code msg")),
    ("GW-13.status", json!("500")),
    ("GW-15.content-type", json!("none")),
    ("GW-15.extra-fields", json!({
        "the answer to a desktop user with biz_user_id (base)": "data.status status success traceId",
        "the answer to a desktop user with biz_user_id (absent)": "status success traceId",
        "the answer to a gateway user with biz_user_id (base)": "data.status status success traceId",
        "the answer to a gateway user with biz_user_id (absent)": "status success traceId",
    })),
    ("BS-34.form", json!("result null, msg null")),
    ("BS-38.content-type", json!("none")),
    ("BS-38.extra-fields", json!({
        "the Content-Type and the fields of a success": "status success traceId",
        "the Content-Type and the fields of a refusal": "result.field status success traceId",
    })),
    ("BS-38.status", json!("500")),
    ("BS-48.status", json!("500")),
])]
fn an_odd_vendor_conforms(#[case] edit: fn(&mut Behaviour), #[case] changed: &[(&str, Value)]) {
    judge(&Vendor::new(edit), changed);
}

/// How the text of an answer is laid out carries no meaning.
#[rstest]
#[case::laid_out_otherwise(laid_out_otherwise)]
#[case::escaped(escaped)]
fn an_odd_text_is_the_same_answer(#[case] rewrite: fn(&str) -> String) {
    let vendor = Vendor::new(|_| {});
    let server = Server::start(Manner::Rewrite(vendor.port(), rewrite));
    vendor.retarget(
        &format!("127.0.0.1:{}", vendor.port()),
        &format!("127.0.0.1:{}", server.port),
    );
    judge(&vendor, &[]);
}

fn judge(vendor: &Vendor, changed: &[(&str, Value)]) {
    let record = record(vendor);
    let findings: Vec<String> = record
        .scenarios
        .iter()
        .flat_map(|scenario| {
            scenario
                .findings
                .iter()
                .map(move |found| format!("{}: {:?}", scenario.id, found.finding))
        })
        .collect();
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(record.run.errors, Vec::<String>::new());
    assert_eq!(record.run.verdict, RunVerdict::Conforms);
    let usual = usual();
    let seen = observations(&record);
    let differing: Observations = seen
        .iter()
        .filter(|(question, reading)| usual.get(*question) != Some(reading))
        .map(|(question, reading)| (question.clone(), reading.clone()))
        .collect();
    let expected: Observations = changed
        .iter()
        .map(|(question, reading)| ((*question).to_owned(), reading.clone()))
        .collect();
    assert_eq!(differing, expected);
    assert!(
        usual.keys().all(|question| seen.contains_key(question)),
        "every question is answered"
    );
}

/// What is observed of the vendor as it is.
fn usual() -> &'static Observations {
    static USUAL: OnceLock<Observations> = OnceLock::new();
    USUAL.get_or_init(|| observations(&record(&Vendor::new(|_| {}))))
}

fn observations(record: &RunRecord) -> Observations {
    let by_rule = record.observations.iter();
    by_rule
        .flat_map(|(rule, seen)| {
            seen.iter()
                .map(move |(name, reading)| (format!("{rule}.{name}"), reading.clone()))
        })
        .collect()
}

/// A whole run, strictly judged.
fn record(vendor: &Vendor) -> RunRecord {
    let target = Target::read(&vendor.stage.path("target.toml"), &|_| None).expect("the target file is right");
    let plan = Plan {
        strict: true,
        duration: Duration::from_secs(100),
        ..Plan::against(Arc::new(target))
    };
    let record = vendor
        .runtime
        .block_on(run(Contract::embedded(), plan, &mut []))
        .expect("a record");
    vendor.embedded.check_faults().expect("the vendor itself is sound");
    record
}
