//! `fuhe mock` in one process and its clients in others: `fuhe check` with the printed target file, and `fuhe call`.

use std::io::Write as _;
use std::net::{Ipv4Addr, TcpListener, TcpStream};

use fuhe::config::Target;
use fuhe::contract::Contract;
use fuhe::record::{Trace, Users};
use fuhe::report::json;
use fuhe::steps::users_at_most;
use fuhe::wire::Operation;
use rstest::rstest;
use serde_json::Value;

use crate::stage::{Running, Stage, Vendor};

/// A mock that listens, and the folder that holds the target file it printed.
pub(crate) fn mock() -> (Running, Stage) {
    let stage = Stage::new();
    let mock = stage.start("mock");
    // The last line of the file, which is printed at once.
    let target = mock.printed_up_to("encoding");
    mock.wait_for("listening");
    stage.write("target.toml", &target);
    (mock, stage)
}

/// Stops it as people do.
pub(crate) fn interrupt(mock: Running) {
    mock.signal("INT");
    let called = mock.finish();
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (0, "", "stopped\n")
    );
}

/// Rule by rule, with the scenarios that ran for it, and what was observed: a line for each, so that a difference is
/// seen.
fn judgement(report: &Value) -> String {
    let rules = report["rules"].as_array().expect("rules").iter().map(Value::to_string);
    let observations = report["observations"].as_object().expect("observations");
    let observations = observations.iter().map(|(rule, seen)| format!("{rule} {seen}"));
    rules.chain(observations).collect::<Vec<_>>().join("\n")
}

fn assert_same_judgement(one: &Value, two: &Value) {
    let (one, two) = (judgement(one), judgement(two));
    for (one, two) in one.lines().zip(two.lines()) {
        assert_eq!(one, two);
    }
    assert_eq!(one.lines().count(), two.lines().count());
}

#[test]
fn a_mock_is_judged_as_the_embedded_vendor_is() {
    let (mock, stage) = mock();
    let live = stage.fuhe("check --target target.toml --strict --report-dir live");
    let embedded = stage.fuhe("check --strict --report-dir embedded");
    assert_eq!(live.code, 0, "{}{}", live.out, live.err);
    assert_eq!(embedded.code, 0, "{}{}", embedded.out, embedded.err);
    let (live, embedded) = (stage.report_in("live"), stage.report_in("embedded"));
    assert_same_judgement(&live, &embedded);
    assert_eq!(
        (&live["run"]["target"], &embedded["run"]["target"]),
        (&"mock".into(), &"embedded vendor".into())
    );
    interrupt(mock);
}

/// What is announced is what is sent, scenario by scenario: a scenario that comes to its end sends no other number.
#[test]
fn the_number_of_users_is_known_before() {
    let vendor = Vendor::new(|_| {});
    let called = vendor.check("--seed 1");
    let target = Target::read(&vendor.stage.path("target.toml"), &|_| None).expect("the target file is right");
    let record = json::read(&vendor.stage.path("target/fuhe/report.json")).expect("a record");
    let mut all = Users::default();
    for scenario in &record.scenarios {
        let announced = users_at_most(
            Contract::embedded().scenario(&scenario.id).expect("in the contract"),
            &target,
        );
        let mut sent = Users::default();
        for exchange in &scenario.exchanges {
            let count = match &exchange.trace {
                Trace::Butler { plain_list, .. } => plain_list.as_array().map_or(1, Vec::len),
                Trace::Etc { .. } => 1,
            };
            if exchange.operation.creates().is_some() {
                sent.add(exchange.operation, count);
            }
        }
        all += announced.clone();
        // One that needs a line of the target file calls nobody without it.
        if scenario.exchanges.is_empty() {
            continue;
        }
        // A control is called only if it is needed.
        let controls = scenario
            .steps
            .iter()
            .filter(|step| is_judged_beside_a_control(&step.text))
            .count();
        for operation in Operation::all() {
            let (sent, announced) = (sent.of(operation), announced.of(operation));
            let id = &scenario.id;
            assert!(
                (sent..=sent + controls).contains(&announced),
                "{id}: {operation} {sent} of {announced}"
            );
        }
    }
    let expected = format!(
        "creating up to {} desktop users, {} gateway users, {} courier users\n",
        all.of(Operation::known("client.user.save")),
        all.of(Operation::known("user.save")),
        grouped(all.of(Operation::known("batchSave")))
    );
    assert!(called.err.starts_with(&expected), "{expected}{}", called.err);
}

fn is_judged_beside_a_control(text: &str) -> bool {
    text.contains(", as ") || text.contains(", unlike ") || text.contains("\" if only ")
}

/// `1,260`, as the console writes it.
fn grouped(count: usize) -> String {
    match count {
        1000.. => format!("{},{:03}", count / 1000, count % 1000),
        _ => count.to_string(),
    }
}

/// What dies with the run is not announced.
#[test]
fn the_embedded_vendor_keeps_nothing() {
    let called = Stage::new().fuhe("check --tags @CU-01");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    assert!(!called.err.contains("creating"), "{}", called.err);
}

/// The seed decides values and order, the run decides identities: one seed twice, at the same time, on one vendor.
#[test]
fn two_runs_with_one_seed_do_not_collide() {
    let (mock, stage) = mock();
    let runs =
        ["one", "two"].map(|dir| stage.start(&format!("check --target target.toml --seed 11 --report-dir {dir}")));
    for run in runs {
        let called = run.finish();
        // Whoever comes second finds a few fixed accounts taken, and cannot judge the rule that fixes them.
        assert!([0, 6].contains(&called.code), "{}{}", called.out, called.err);
    }
    let (one, two) = (stage.report_in("one"), stage.report_in("two"));
    let fixed = |line: &&str| !line.contains("\"BS-14\"") && !line.contains("BS-15");
    let (judged_one, judged_two) = (judgement(&one), judgement(&two));
    let lines = judged_one.lines().filter(fixed).zip(judged_two.lines().filter(fixed));
    for (one, two) in lines {
        assert_eq!(one, two);
    }
    for scenario in [&one, &two]
        .into_iter()
        .flat_map(|report| report["scenarios"].as_array().expect("a list"))
    {
        assert_eq!(scenario.get("findings"), None, "{scenario}");
        let why = scenario["ending"]["why"].as_str().unwrap_or_default();
        let needs_a_fixture = why == "the target file has no cust_ids in [butler.fixtures]";
        assert!(
            why.is_empty() || needs_a_fixture || why.contains("exists already at the target"),
            "{why}"
        );
    }
    assert_ne!(one["run"]["run_id"], two["run"]["run_id"]);
    interrupt(mock);
}

/// Ctrl-C is heard while a client is in the middle of a request.
#[test]
fn a_mock_stops_with_a_client_on_the_line() {
    let (mock, stage) = mock();
    let target = std::fs::read_to_string(stage.path("target.toml")).expect("the target file");
    let port: u16 = target
        .split_once("127.0.0.1:")
        .and_then(|(_, rest)| rest.split_once('/'))
        .and_then(|(port, _)| port.parse().ok())
        .expect("a port");
    let mut client = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("a connection");
    client
        .write_all(b"POST /api/gateway HTTP/1.1\r\ncontent-length: 1000\r\n\r\n{")
        .expect("half a request");
    interrupt(mock);
}

#[test]
fn a_port_that_is_taken() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let called = Stage::new().fuhe(&format!("mock --port {port}"));
    let expected =
        format!("error: the embedded vendor cannot listen on port {port}: Address already in use (os error 98)\n");
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (2, "", expected.as_str())
    );
}

// ------------------------------------------------------------------------------------------------------------ fuhe call

const DESKTOP: &str =
    r#"{"biz_user_id":"u-1","biz_user_type":2,"biz_user_name":"张三","biz_user_code":"310101199001011234"}"#;
const GATEWAY: &str = r#"{"biz_user_id":"u-2","biz_user_type":"1","biz_user_code":"310101199001011234"}"#;
const ROW: &str =
    r#"{"userNo":"zhangsan01","userPhone":"13912345678","userRealName":"张三","organizationCode":"IT0001"}"#;

/// Every stage of an accepted call is shown, and nothing of the person in it.
#[rstest]
#[case::desktop_user("client.user.save", DESKTOP, "client_user_no", &["parameters", "signed text", "signature"])]
#[case::gateway_user("user.save", GATEWAY, "etc_user_no", &["parameters", "signed text", "signature"])]
#[case::courier_user("batchSave", &format!("[{ROW}]"), r#""succ":"ok""#, &["plain list", "cipher text", "signature"])]
#[case::courier_user_by_type(
    "batchSave",
    &format!(r#"{{"type":1,"userList":[{ROW}]}}"#),
    r#""succ":"ok""#,
    &["plain list", "cipher text", "signature"]
)]
#[case::params_of_a_file("user.save", "@params.json", "etc_user_no", &["parameters", "signed text", "signature"])]
fn an_accepted_call(#[case] operation: &str, #[case] params: &str, #[case] answer: &str, #[case] stages: &[&str]) {
    let vendor = Vendor::new(|_| {});
    vendor.stage.write("params.json", &format!("\u{feff}{GATEWAY}\n"));
    let called = vendor
        .stage
        .fuhe(&format!("call {operation} --target target.toml --params {params}"));
    assert_eq!((called.code, called.err.as_str()), (0, ""));
    for name in stages
        .iter()
        .chain(&["request", "body sent", "answer", "body received"])
    {
        let line = called
            .out
            .lines()
            .find(|line| line.trim_start().starts_with(&format!("{name}  ")));
        assert!(line.is_some(), "no {name} in\n{}", called.out);
    }
    assert!(called.out.contains(answer), "{}", called.out);
    for private in ["310101199001011234", "13912345678"] {
        assert!(!called.out.contains(private), "{}", called.out);
    }
    let known = vendor.embedded.vendor().snapshot();
    let saved = known.desktop_users.len() + known.gateway_users.len() + known.accounts.len();
    assert_eq!(saved, 1, "the call arrived");
}

/// Without a target, the embedded vendor answers. What it refuses is an answer as well.
#[rstest]
#[case("client.user.save", "{}", r#""code":"400""#)]
#[case("user.save", r#"{"biz_user_id":"","biz_user_type":"1"}"#, r#""code":"400""#)]
#[case("batchSave", r#"{"type":2,"userList":[{"userNo":"nobody01"}]}"#, r#""succ":"fail""#)]
#[case("batchDelete", r#"{"userNos":"nobody01"}"#, r#""succ":"fail""#)]
fn a_refused_call(#[case] operation: &str, #[case] params: &str, #[case] answer: &str) {
    let called = Stage::new().fuhe(&format!("call {operation} --params {params}"));
    assert_eq!((called.code, called.err.as_str()), (0, ""));
    assert!(called.out.contains(answer), "{}", called.out);
}

#[rstest]
#[case::operation(
    "user.delete",
    "{}",
    "no operation is called \"user.delete\"; choose one of client.user.save, user.save, batchSave, batchDelete"
)]
#[case::no_json(
    "user.save",
    "{",
    "--params: this is not valid JSON (EOF while parsing an object at line 1 column 1); expected a JSON object with the business parameters"
)]
#[case::no_object("user.save", "[]", "--params: expected a JSON object with the business parameters")]
#[case::no_rows(
    "batchSave",
    "1",
    "--params: expected a list of rows, or an object with type and userList"
)]
#[case::no_list("batchSave", r#"{"type":1}"#, "--params: userList must be a list of rows")]
#[case::type_of_another_kind(
    "batchSave",
    r#"{"type":"2","userList":[]}"#,
    "--params: type must be 1 or 2, not \"2\""
)]
#[case::unknown_type("batchSave", r#"{"type":3,"userList":[]}"#, "--params: type must be 1 or 2, not 3")]
#[case::unknown_key(
    "batchSave",
    r#"{"companyId":"1","userList":[]}"#,
    "--params: unknown field companyId; only type and userList may be given, the rest comes from the target"
)]
fn a_call_that_cannot_be_made(#[case] operation: &str, #[case] params: &str, #[case] sentence: &str) {
    let called = Stage::new().fuhe(&format!("call {operation} --params {params}"));
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (2, "", format!("error: {sentence}\n").as_str())
    );
}

/// A row is saved and removed again, each call read from standard input.
#[test]
fn a_call_of_standard_input() {
    let vendor = Vendor::new(|_| {});
    for (operation, params, accounts) in [
        ("batchSave", format!("[{ROW}]"), 1),
        ("batchDelete", r#"{"userNos":"zhangsan01"}"#.to_owned(), 0),
    ] {
        let script = format!("echo '{params}' | $0 call {operation} --target target.toml --params -");
        let called = vendor.stage.shell(&script);
        assert_eq!((called.code, called.err.as_str()), (0, ""));
        assert!(called.out.contains(r#""succ":"ok""#), "{}", called.out);
        assert_eq!(vendor.embedded.vendor().snapshot().accounts.len(), accounts);
    }
}

#[rstest]
#[case::no_file("@none.json", "cannot read none.json: No such file or directory (os error 2)")]
#[case::no_text("@bytes", "--params: bytes is not UTF-8; convert it first")]
#[case::no_end("@/dev/zero", "--params: /dev/zero is longer than any call")]
fn params_that_cannot_be_read(#[case] params: &str, #[case] sentence: &str) {
    let stage = Stage::new();
    std::fs::write(stage.path("bytes"), b"{\xff}").expect("the folder can be written");
    let called = stage.fuhe(&format!("call user.save --params {params}"));
    assert_eq!((called.code, called.err), (2, format!("error: {sentence}\n")));
}

#[test]
fn a_call_to_nobody() {
    let vendor = Vendor::new(|_| {});
    vendor.retarget(&format!("127.0.0.1:{}", vendor.port()), "127.0.0.1:9");
    let called = vendor.stage.fuhe("call user.save --target target.toml --params {}");
    assert_eq!((called.code, called.out.as_str()), (3, ""));
    assert!(
        called.err.starts_with("error: http://127.0.0.1:9/api/gateway: "),
        "{}",
        called.err
    );
}

#[test]
fn a_call_to_a_vendor_that_the_target_does_not_have() {
    let vendor = Vendor::new(|_| {});
    let whole = vendor.embedded.target_file();
    let etc_alone = &whole[..whole.find("[butler]").expect("the section")];
    vendor.stage.write("target.toml", etc_alone);
    let called = vendor.stage.fuhe("call batchSave --target target.toml --params []");
    assert_eq!(
        (called.code, called.err.as_str()),
        (2, "error: the target has no section [butler]\n")
    );
}
