//! Exit code 3: nothing can be said of the vendor, and why is said once.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use fuhe::client::CallLimits;
use fuhe::clock::Clock;
use fuhe::config::Target;
use fuhe::contract::Contract;
use fuhe::error::Error;
use fuhe::record::{RunRecord, RunVerdict};
use fuhe::run::{Plan, Selection, run};
use rstest::rstest;

use crate::stage::{FEW, Manner, Server, Vendor};

const HTML: &str = "<html><body><h1>Bad Gateway</h1></body></html>";

/// A vendor whose target file calls this port instead.
fn vendor_behind(port: u16) -> Vendor {
    let vendor = Vendor::new(|_| {});
    vendor.retarget(&format!("127.0.0.1:{}", vendor.port()), &format!("127.0.0.1:{port}"));
    vendor
}

/// A vendor with a server of another manner between it and us, which passes on so many requests before.
fn vendor_failing_after(requests: usize, manner: Manner) -> (Vendor, Server) {
    let vendor = Vendor::new(|_| {});
    let server = Server::start(Manner::Relay(vendor.port(), requests, Box::new(manner)));
    vendor.retarget(
        &format!("127.0.0.1:{}", vendor.port()),
        &format!("127.0.0.1:{}", server.port),
    );
    (vendor, server)
}

#[test]
fn a_port_where_nobody_listens() {
    let port = {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        listener.local_addr().expect("an address").port()
    };
    let vendor = vendor_behind(port);
    vendor.ends_in_chinese_too("", 3);
    let called = vendor.check("");
    let expected = format!(
        "error: http://127.0.0.1:{port}/api/gateway: error sending request: client error (Connect): tcp connect error: \
         Connection refused (os error 111)\n"
    );
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (3, "", expected.as_str())
    );
}

#[rstest]
#[case::bad_gateway(502)]
#[case::unavailable(503)]
#[case::timed_out(504)]
fn a_proxy_that_answers_in_the_vendors_place(#[case] status: u16) {
    let server = Server::start(Manner::Page(status, "text/html", HTML));
    let called = vendor_behind(server.port).check("");
    let expected = format!(
        "error: http://127.0.0.1:{}/api/gateway: HTTP {status} and no JSON: a proxy or gateway answered in the vendor's \
         place; check the url and everything between\n",
        server.port
    );
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (3, "", expected.as_str())
    );
    assert_eq!(server.requests(), 1, "one call shows it");
}

#[test]
fn a_connection_closed_half_way() {
    let server = Server::start(Manner::HalfWay);
    let called = vendor_behind(server.port).check("");
    assert_eq!((called.code, called.out.as_str()), (3, ""));
    let start = format!("error: http://127.0.0.1:{}/api/gateway: ", server.port);
    assert!(called.err.starts_with(&start), "{}", called.err);
    assert!(
        called.err.contains("end of file before message length reached"),
        "{}",
        called.err
    );
}

/// The clock of the courier is looked at where there is no gateway.
#[rstest]
#[case::behind(-45, "behind", "")]
#[case::ahead(3600, "ahead of", "")]
#[case::courier(3600, "ahead of", "--tags @butler")]
fn a_clock_that_is_off(#[case] seconds: i64, #[case] direction: &str, #[case] options: &str) {
    let vendor = Vendor::at(Clock::manual(now_millis() + seconds * 1000), |_| {});
    let called = vendor.check(options);
    assert_eq!((called.code, called.out.as_str()), (3, ""));
    let (before, after) = called
        .err
        .split_once("by its Date header")
        .expect("the header is named");
    assert!(before.starts_with("error: http://127.0.0.1:"), "{}", called.err);
    // The header tells whole seconds, and starting took a moment.
    let told: i64 = after
        .split_once("clock is ")
        .and_then(|(_, rest)| rest.split_once(' '))
        .and_then(|(number, _)| number.parse().ok())
        .expect("the skew is named");
    assert!((told - seconds.abs()).abs() <= 10, "{}", called.err);
    let expected = format!(
        " the target's clock is {told} s {direction} ours, and calls are only taken within 30 s; set one of the two clocks\n"
    );
    assert_eq!(after, expected);
    vendor.ends_in_chinese_too(options, 3);
}

/// Within 30 s it is no matter: calls are stamped with the target's time.
#[rstest]
#[case(-20)]
#[case(20)]
fn a_clock_that_is_a_little_off(#[case] seconds: i64) {
    let vendor = Vendor::at(Clock::manual(now_millis() + seconds * 1000), |_| {});
    let called = vendor.check("--tags @GW-05");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
}

/// Calls are then taken for old ones, and rightly so: it is not the vendor that is to blame.
#[test]
fn a_clock_that_is_set_during_a_run() {
    let clock = Clock::manual(now_millis());
    let vendor = Vendor::at(clock.clone(), |_| {});
    let server = Server::start(Manner::Relay(vendor.port(), usize::MAX, Box::new(Manner::Silent)));
    vendor.retarget(
        &format!("127.0.0.1:{}", vendor.port()),
        &format!("127.0.0.1:{}", server.port),
    );
    let running = vendor
        .stage
        .start("check --target target.toml --tags @CU-01␣or␣@CU-03 --concurrency 1");
    while server.requests() < 4 {
        std::thread::yield_now();
    }
    clock.set(now_millis() + 60_000);
    let called = running.finish();
    assert_eq!(called.code, 3, "{}{}", called.out, called.err);
    let report = vendor.stage.report();
    assert_eq!(report["run"]["counts"]["findings"], 0, "{}", called.out);
    let errors = report["run"]["errors"].as_array().expect("errors");
    let words = "by the Date header the two clocks have moved apart during the run; set them right and run again";
    assert!(
        errors
            .iter()
            .all(|error| error.as_str().is_some_and(|e| e.ends_with(words))),
        "{errors:?}"
    );
}

#[test]
fn a_clock_that_nobody_can_read() {
    let refusal = r#"{"requestId":"1","code":"403001","msg":"请求已过期","data":null}"#;
    let server = Server::start(Manner::Page(200, "application/json", refusal));
    let vendor = vendor_behind(server.port);
    let called = vendor.check("");
    let expected = format!(
        "error: http://127.0.0.1:{}/api/gateway: the gateway takes the time of a call made now for wrong (403001: \
         请求已过期), and has no Date header to tell its own; compare its clock with this one\n",
        server.port
    );
    assert_eq!((called.code, called.err.as_str()), (3, expected.as_str()));
    vendor.ends_in_chinese_too("", 3);
}

/// What was found before stands in the report, and yet nothing final is said.
#[rstest]
#[case::proxy(
    Manner::Page(503, "text/html", HTML),
    "HTTP 503 and no JSON: a proxy or gateway answered in the vendor's place"
)]
#[case::closed(Manner::HalfWay, "end of file before message length reached")]
fn a_target_that_fails_in_the_middle_of_a_run(#[case] manner: Manner, #[case] words: &str) {
    let (vendor, _server) = vendor_failing_after(5, manner);
    let called = vendor.check(&format!("{FEW} --concurrency 1 --seed 1"));
    assert_eq!(called.code, 3, "{}{}", called.out, called.err);
    assert!(
        called.out.contains("There is no final result for mock because of "),
        "{}",
        called.out
    );
    let report = vendor.stage.report();
    assert_eq!(report["run"]["verdict"], "incomplete");
    let errors = report["run"]["errors"].as_array().expect("errors");
    assert!(!errors.is_empty());
    for error in errors {
        assert!(error.as_str().expect("a text").contains(words), "{error}");
    }
    let passed = report["scenarios"].as_array().expect("scenarios").len() - errors.len();
    assert!(passed > 0, "some scenarios ran before");
}

pub(crate) fn now_millis() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    i64::try_from(since.as_millis()).expect("before the year 292 million")
}

// ------------------------------------------------------------------------- limits that the command line does not shorten

const SHORT: Duration = Duration::from_millis(300);

fn plan(target: &Path) -> Plan {
    let target = Target::read(target, &|_| None).expect("the target file is right");
    Plan {
        selection: Selection::new(Contract::embedded(), Some("@CU-01"), None).expect("a selection"),
        limits: CallLimits {
            response: SHORT,
            ..CallLimits::default()
        },
        duration: Duration::from_secs(60),
        ..Plan::against(Arc::new(target))
    }
}

fn carried_out(vendor: &Vendor, plan: Plan) -> Result<RunRecord, Error> {
    vendor.runtime.block_on(run(Contract::embedded(), plan, &mut []))
}

#[test]
fn a_server_that_never_answers() {
    let server = Server::start(Manner::Silent);
    let vendor = vendor_behind(server.port);
    let began = Instant::now();
    let error = carried_out(&vendor, plan(&vendor.stage.path("target.toml"))).expect_err("no answer comes");
    assert!(matches!(error, Error::Unreachable(_)));
    assert_eq!(
        error.to_string(),
        format!("http://127.0.0.1:{}/api/gateway: no answer within 0.3 s", server.port)
    );
    assert!(began.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_server_that_falls_silent() {
    let (vendor, server) = vendor_failing_after(3, Manner::Silent);
    let record = carried_out(&vendor, plan(&vendor.stage.path("target.toml"))).expect("a record");
    assert_eq!(record.run.verdict, RunVerdict::Incomplete);
    let silent = format!("http://127.0.0.1:{}/api/gateway: no answer within 0.3 s", server.port);
    assert!(
        record.run.errors.iter().all(|error| error.contains(&silent)),
        "{:?}",
        record.run.errors
    );
}

#[test]
fn a_run_that_takes_too_long() {
    let vendor = Vendor::new(|_| {});
    let plan = Plan {
        duration: Duration::ZERO,
        limits: CallLimits::default(),
        ..plan(&vendor.stage.path("target.toml"))
    };
    let record = carried_out(&vendor, plan).expect("a record");
    assert_eq!(record.run.verdict, RunVerdict::Incomplete);
    assert_eq!(record.run.counts.calls, 0);
    let late = "the time allowed for the whole run is over";
    assert!(
        record.run.errors.iter().all(|error| error.contains(late)),
        "{:?}",
        record.run.errors
    );
}
