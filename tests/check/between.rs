//! Something in between answers in the vendor's place: before the run it is said what and what to do, in the middle of a
//! run it is an error, and it is nobody's deviation.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use rstest::rstest;
use serde_json::Value;

use crate::stage::{Called, FEW, Manner, Server, Vendor, whole};

const HTML: &[(&str, &str)] = &[("content-type", "text/html")];
const JSON: &[(&str, &str)] = &[("content-type", "application/json")];
const WAIT: &[(&str, &str)] = &[("content-type", "text/html"), ("retry-after", "0")];
const ASKS: &[(&str, &str)] = &[("www-authenticate", "Basic realm=\"staging\"")];
const MOVED: &[(&str, &str)] = &[("location", "https://127.0.0.1/")];

const NGINX: &str = "<html><body><center><h1>…</h1></center><hr><center>nginx</center></body></html>";
const NO_CERTIFICATE: &str = "<html><head><title>400 No required SSL certificate was sent</title></head></html>";
const PLAIN_HTTP: &str = "<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>";
const LOGIN: &str = "<html><form action=\"/login\"><input type=\"password\" name=\"p\"></form></html>";
const CAPTCHA: &str = "<html><script src=\"/captcha.js\"></script></html>";

const LIMITED: &str = "rate limited, more calls than are allowed; set a lower `rate` in [network] of target \"mock\"";
const GATEWAY: &str = "a proxy or gateway answered in the vendor's place; check the url and everything between";
const ELSEWHERE: &str = "the interface is not at this address; check etc.url of target \"mock\"";
const FIREWALL: &str =
    "a firewall in front of the interface turned the call away; ask its owner to allow calls from this machine";

/// An answer of something in between, with the exit code where it comes first, and the sentence.
#[rstest]
#[case::limit_req(429, WAIT, NGINX, 3, "HTTP 429 and no JSON", LIMITED)]
#[case::limit_as_json(
    429,
    WAIT,
    r#"{"code":429,"msg":"Too Many Requests"}"#,
    3,
    "HTTP 429 and JSON of another kind",
    LIMITED
)]
#[case::overloaded(503, WAIT, NGINX, 3, "HTTP 503 and no JSON", LIMITED)]
#[case::bad_gateway(502, HTML, NGINX, 3, "HTTP 502 and no JSON", GATEWAY)]
#[case::gateway_as_json(
    503,
    JSON,
    r#"{"message":"no upstream"}"#,
    3,
    "HTTP 503 and JSON of another kind",
    GATEWAY
)]
#[case::timed_out(504, HTML, "", 3, "HTTP 504 and an empty body", GATEWAY)]
#[case::proxy(
    407,
    HTML,
    NGINX,
    3,
    "HTTP 407 and no JSON",
    "the proxy asks for a user and a password; give both in `proxy` in [network] of target \"mock\""
)]
#[case::asks_for_a_login(
    401,
    ASKS,
    NGINX,
    2,
    "HTTP 401 and no JSON",
    "something in front of the interface asks for a login; send what it asks for with `headers` in [network] of target \
     \"mock\""
)]
#[case::firewall(403, HTML, NGINX, 3, "HTTP 403 and no JSON", FIREWALL)]
#[case::firewall_as_json(
    403,
    JSON,
    r#"{"message":"Forbidden"}"#,
    3,
    "HTTP 403 and JSON of another kind",
    FIREWALL
)]
#[case::too_long(
    413,
    HTML,
    NGINX,
    3,
    "HTTP 413 and no JSON",
    "something in front of the interface does not accept calls of this length; ask its owner for a higher limit"
)]
#[case::client_certificate(
    400,
    HTML,
    NO_CERTIFICATE,
    2,
    "HTTP 400 and no JSON",
    "the server asks its clients for a certificate, which fuhe does not have; name a proxy that presents one as etc.url of \
     target \"mock\""
)]
#[case::plain_http(
    400,
    HTML,
    PLAIN_HTTP,
    2,
    "HTTP 400 and no JSON",
    "this port speaks HTTPS; change the scheme in etc.url of target \"mock\" to https"
)]
#[case::turned_away(
    400,
    HTML,
    NGINX,
    3,
    "HTTP 400 and no JSON",
    "something in front of the interface turned the call away; check everything between"
)]
#[case::login_page(
    200,
    HTML,
    LOGIN,
    2,
    "HTTP 200 and no JSON",
    "a login page answered in the vendor's place; check etc.url of target \"mock\", or send what it asks for \
     with `headers` in [network]"
)]
#[case::captcha(
    200,
    HTML,
    CAPTCHA,
    3,
    "HTTP 200 and no JSON",
    "a page that checks whether the caller is a person answered in the vendor's place; ask its owner to allow calls from this machine"
)]
#[case::foreign_json(200, JSON, r#"{"hello":"world"}"#, 2, "HTTP 200 and JSON of another kind", ELSEWHERE)]
#[case::not_found(404, HTML, NGINX, 2, "HTTP 404 and no JSON", ELSEWHERE)]
#[case::wrong_method(405, HTML, "", 2, "HTTP 405 and an empty body", ELSEWHERE)]
#[case::moved(302, MOVED, "", 2, "HTTP 302 and an empty body", ELSEWHERE)]
fn something_in_between_is_no_vendor(
    #[case] status: u16,
    #[case] headers: &[(&str, &str)],
    #[case] body: &str,
    #[case] code: i32,
    #[case] seen: &str,
    #[case] told: &str,
) {
    let answer = whole(status, headers, body);
    let (called, server, _) = first(answer.clone(), "--tags @CU-01");
    let sentence = format!("http://127.0.0.1:{}/api/gateway: {seen}: {told}", server.port);
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (code, "", format!("error: {sentence}\n").as_str())
    );
    let (called, server, vendor) = later(answer, FEW);
    assert_eq!(called.code, 3, "{}{}", called.out, called.err);
    let report = vendor.stage.report();
    assert_eq!(report["run"]["counts"]["findings"], 0, "{}", called.out);
    let sentence = format!("http://127.0.0.1:{}/api/gateway: {seen}: {told}", server.port);
    let errors = report["run"]["errors"].as_array().expect("errors");
    assert!(!errors.is_empty());
    for error in errors {
        assert!(error.as_str().expect("a text").contains(&sentence), "{error}");
    }
}

/// What may be the vendor's own: before the run it is the address that is in doubt; once the vendor has answered, it is a
/// deviation of each such answer from the documented shape, and of nothing else.
#[rstest]
#[case::page(200, HTML, "<html>It works!</html>", 2, "HTTP 200 and no JSON", ELSEWHERE)]
#[case::empty(
    200,
    JSON,
    "",
    3,
    "HTTP 200 and an empty body",
    "this is not an answer of the interface; check the url and everything between"
)]
#[case::list(200, JSON, "[]", 2, "HTTP 200 and JSON of another kind", ELSEWHERE)]
fn a_success_in_no_shape_is_the_vendors_once_it_has_answered(
    #[case] status: u16,
    #[case] headers: &[(&str, &str)],
    #[case] body: &str,
    #[case] code: i32,
    #[case] seen: &str,
    #[case] told: &str,
) {
    let answer = whole(status, headers, body);
    let (called, server, _) = first(answer.clone(), "--tags @CU-01");
    let sentence = format!("error: http://127.0.0.1:{}/api/gateway: {seen}: {told}\n", server.port);
    assert_eq!((called.code, called.err.as_str()), (code, sentence.as_str()));
    deviates_in_shape_only(answer);
}

/// HTTP 500 is nobody's but the vendor's, as is what the framework of its application says.
#[rstest]
#[case::page(500, HTML, "<html><h1>HTTP Status 500 – Internal Server Error</h1></html>")]
#[case::json(
    500,
    JSON,
    r#"{"timestamp":1,"status":500,"error":"Internal Server Error","path":"/api/gateway"}"#
)]
#[case::nothing(500, HTML, "")]
#[case::framework(
    400,
    JSON,
    r#"{"timestamp":1,"status":400,"error":"Bad Request","path":"/api/gateway"}"#
)]
fn a_crash_is_the_vendors(#[case] status: u16, #[case] headers: &[(&str, &str)], #[case] body: &str) {
    deviates_in_shape_only(whole(status, headers, body));
}

/// BS-44 asks for a refusal in the documented shape, so a crash over the list breaks it.
#[test]
fn a_crash_over_a_list_breaks_the_rule_that_asks_for_a_shape() {
    let (called, _, vendor) = later(whole(500, HTML, "<html>500</html>"), "--tags @BS-44");
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    let rules = rules_found(&vendor.stage.report());
    assert_eq!(rules, BTreeSet::from(["BS-20".to_owned(), "BS-44".to_owned()]));
}

/// How the courier refuses a caller that it does not know is open (BS-48); what turns every call away is no refusal.
#[rstest]
#[case::firewall(403, HTML, "<html>403</html>", 0)]
#[case::login(401, ASKS, "", 0)]
#[case::other_json(400, JSON, r#"{"apiErrorMsg":"x"}"#, 0)]
#[case::page(200, HTML, "<html>who are you?</html>", 0)]
#[case::rate_limit(429, WAIT, "{}", 3)]
#[case::gateway(503, HTML, "<html>503</html>", 3)]
fn a_free_refusal_is_not_taken_for_something_in_between(
    #[case] status: u16,
    #[case] headers: &[(&str, &str)],
    #[case] body: &str,
    #[case] code: i32,
) {
    let options = "--tags @BS-42 --name a␣call";
    let (called, _, _) = later(whole(status, headers, body), options);
    assert_eq!(called.code, code, "{}{}", called.out, called.err);
}

/// Of a first call that the courier may be refusing itself, both causes are named.
#[test]
fn a_refusal_that_may_be_the_couriers_own_names_its_credentials_too() {
    let (called, server, _) = first(whole(403, HTML, "<html>403</html>"), "--tags @butler");
    let sentence = format!(
        "error: http://127.0.0.1:{}/public/user/v1/batchSave: HTTP 403 and no JSON: {FIREWALL}; or the courier itself \
         refuses a caller so (BS-48): then check butler.send_app_id and butler.sk\n",
        server.port
    );
    assert_eq!((called.code, called.err.as_str()), (2, sentence.as_str()));
}

/// Requests that an exploration draws are judged by the same eyes.
#[test]
fn an_exploration_accuses_nobody_of_what_a_firewall_does() {
    let (called, server, vendor) = later(whole(403, HTML, NGINX), "--tags @CU-05 --explore 20");
    assert_eq!(called.code, 3, "{}{}", called.out, called.err);
    let sentence = format!(
        "http://127.0.0.1:{}/api/gateway: HTTP 403 and no JSON: {FIREWALL}",
        server.port
    );
    assert!(
        called.out.contains(&sentence) || called.err.contains(&sentence),
        "{}{}",
        called.out,
        called.err
    );
    assert_eq!(vendor.stage.report()["run"]["counts"]["findings"], 0);
}

/// `fuhe check` where this is answered from the first call on.
fn first(answer: Vec<u8>, options: &str) -> (Called, Server, Vendor) {
    let vendor = Vendor::new(|_| {});
    let server = Server::start(Manner::Whole(answer));
    let called = through(&vendor, &server, options);
    (called, server, vendor)
}

/// `fuhe check` where this is answered once the vendor has answered all that comes before a run, and a call more.
pub(crate) fn later(answer: Vec<u8>, options: &str) -> (Called, Server, Vendor) {
    let vendor = Vendor::new(|_| {});
    let before = calls_before_a_run(options) + 1;
    let server = Server::start(Manner::Relay(vendor.port(), before, Box::new(Manner::Whole(answer))));
    let called = through(&vendor, &server, options);
    (called, server, vendor)
}

/// How many calls come before those of the scenarios; not the same for each vendor.
fn calls_before_a_run(options: &str) -> usize {
    static BEFORE: [OnceLock<usize>; 3] = [OnceLock::new(), OnceLock::new(), OnceLock::new()];
    let (place, tag) = if options.contains("--explore") {
        // An exploration calls every operation.
        (2, "@CU-05␣or␣@GU-20␣or␣@BS-14")
    } else if options.contains("@BS") {
        (0, "@BS-42")
    } else {
        (1, "@CU-05")
    };
    *BEFORE[place].get_or_init(|| {
        let vendor = Vendor::new(|_| {});
        let server = Server::start(Manner::Relay(vendor.port(), usize::MAX, Box::new(Manner::Silent)));
        through(&vendor, &server, &format!("--tags {tag}"));
        let calls = vendor.stage.report()["run"]["counts"]["calls"]
            .as_u64()
            .expect("a number");
        server.requests() - usize::try_from(calls).expect("a few")
    })
}

fn through(vendor: &Vendor, server: &Server, options: &str) -> Called {
    vendor.retarget(
        &format!("127.0.0.1:{}", vendor.port()),
        &format!("127.0.0.1:{}", server.port),
    );
    vendor.check(&format!("{options} --concurrency 1 --seed 1"))
}

fn deviates_in_shape_only(answer: Vec<u8>) {
    let (called, _, vendor) = later(answer, FEW);
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    let report = vendor.stage.report();
    assert_eq!(rules_found(&report), BTreeSet::from(["GW-03".to_owned()]));
    for scenario in report["scenarios"].as_array().expect("scenarios") {
        let findings = scenario["findings"].as_array().map_or(0, Vec::len);
        let calls = scenario["exchanges"].as_array().map_or(0, Vec::len);
        assert!(findings <= calls, "one for each answer: {scenario}");
    }
}

/// The rules that findings name.
pub(crate) fn rules_found(report: &Value) -> BTreeSet<String> {
    let scenarios = report["scenarios"].as_array().expect("scenarios");
    let findings = scenarios.iter().filter_map(|scenario| scenario["findings"].as_array());
    findings
        .flatten()
        .map(|found| found["rule"].as_str().expect("a rule").to_owned())
        .collect()
}
