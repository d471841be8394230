//! The section [network] of a target file: whom to trust, which way to go, how patiently and how fast.

use std::io::Write as _;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::thread;

use jiff::Timestamp;
use rstest::rstest;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::Value;

use crate::stage::{Called, Fate, Manner, Server, Vendor, passed_on, read_request};
use crate::verdicts::assert_valid;

/// Certificates for 127.0.0.1 with their keys, made by `tests/vectors/tls/make.sh`.
const ISSUED: [&str; 2] = [
    include_str!("../vectors/tls/issued.pem"),
    include_str!("../vectors/tls/issued.key"),
];
const SELF_SIGNED: [&str; 2] = [
    include_str!("../vectors/tls/self-signed.pem"),
    include_str!("../vectors/tls/self-signed.key"),
];
const ISSUER: &str = include_str!("../vectors/tls/issuer.pem");

/// As `openssl x509 -noout -fingerprint -sha256 -in self-signed.pem` prints it.
const FINGERPRINT: &str =
    "06:22:3E:F6:76:BB:23:19:E7:F0:38:49:AA:52:A5:64:3D:CC:69:F4:3C:22:16:6C:73:50:4C:0C:17:02:31:B4";

/// A vendor whose target file has this section besides.
fn vendor_with(network: &str) -> Vendor {
    let vendor = Vendor::new(|_| {});
    set(&vendor, vendor.port(), "http", network);
    vendor
}

/// The target file calls this port, with this section besides.
pub(crate) fn set(vendor: &Vendor, port: u16, scheme: &str, network: &str) {
    let own = format!("http://127.0.0.1:{}", vendor.port());
    let file = vendor
        .embedded
        .target_file()
        .replace(&own, &format!("{scheme}://127.0.0.1:{port}"));
    vendor
        .stage
        .write("target.toml", &format!("{file}\n[network]\n{network}\n"));
    vendor.stage.write("issuer.pem", ISSUER);
}

/// A few scenarios of both vendors.
fn check(vendor: &Vendor) -> Called {
    vendor.check("--tags @CU-01␣or␣@BS-09 --seed 1")
}

// --------------------------------------------------------------------------------------------------------- certificates

/// A server that speaks TLS with this certificate, and passes on what it is told to the vendor at this port.
fn tls_server(vendor: u16, certificate: [&'static str; 2]) -> u16 {
    tls_server_that_hangs_up(vendor, certificate, &[])
}

/// The same, but connections of these numbers, from 0 on, are closed before anything is said.
fn tls_server_that_hangs_up(vendor: u16, [certificate, key]: [&str; 2], hangs_up: &'static [usize]) -> u16 {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(
            vec![CertificateDer::from_pem_slice(certificate.as_bytes()).expect("a certificate")],
            PrivateKeyDer::from_pem_slice(key.as_bytes()).expect("a key"),
        )
        .expect("a certificate with its key");
    let config = Arc::new(config);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    thread::spawn(move || {
        for (number, connection) in listener.incoming().flatten().enumerate() {
            if hangs_up.contains(&number) {
                continue;
            }
            let session = ServerConnection::new(Arc::clone(&config)).expect("a session");
            thread::spawn(move || {
                let mut stream = StreamOwned::new(session, connection);
                let answer = passed_on(vendor, &read_request(&mut stream)?)?;
                stream.write_all(&answer).ok()?;
                stream.conn.send_close_notify();
                stream.flush().ok()
            });
        }
    });
    port
}

#[rstest]
#[case::issuer(ISSUED, "ca_file = \"issuer.pem\"")]
#[case::self_signed(SELF_SIGNED, &format!("trust_certificate = \"{FINGERPRINT}\""))]
#[case::plain_digits(SELF_SIGNED, &format!("trust_certificate = \"{}\"", FINGERPRINT.replace(':', "").to_lowercase()))]
#[case::both(SELF_SIGNED, &format!("ca_file = \"issuer.pem\"\ntrust_certificate = \"{FINGERPRINT}\""))]
fn a_certificate_that_is_trusted(#[case] certificate: [&'static str; 2], #[case] network: &str) {
    let vendor = Vendor::new(|_| {});
    set(&vendor, tls_server(vendor.port(), certificate), "https", network);
    let called = check(&vendor);
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
}

const SELF_SIGNED_SENTENCE: &str = "its certificate is self-signed, so nobody vouches for it; if it is known to be the \
    target's, trust this one with `trust_certificate = \"FINGERPRINT\"` in [network] of the target file";
const ISSUER_SENTENCE: &str = "its certificate comes from an issuer that is not known here; name a file with the issuer's \
    certificate with `ca_file = \"…\"` in [network] of the target file";

/// The sentence holds the very line that helps.
#[rstest]
#[case::self_signed(SELF_SIGNED, "", SELF_SIGNED_SENTENCE)]
#[case::another_issuer(SELF_SIGNED, "ca_file = \"issuer.pem\"", SELF_SIGNED_SENTENCE)]
#[case::another_certificate(
    SELF_SIGNED,
    &format!("trust_certificate = \"{}\"", "00:".repeat(32).trim_end_matches(':')),
    SELF_SIGNED_SENTENCE
)]
#[case::unknown_issuer(ISSUED, "", ISSUER_SENTENCE)]
#[case::trust_in_another(ISSUED, &format!("trust_certificate = \"{FINGERPRINT}\""), ISSUER_SENTENCE)]
fn a_certificate_that_is_not_trusted(
    #[case] certificate: [&'static str; 2],
    #[case] network: &str,
    #[case] sentence: &str,
) {
    let vendor = Vendor::new(|_| {});
    let port = tls_server(vendor.port(), certificate);
    set(&vendor, port, "https", network);
    let called = check(&vendor);
    let sentence = sentence.replace("FINGERPRINT", FINGERPRINT);
    let expected = format!("error: https://127.0.0.1:{port}/api/gateway: {sentence}\n");
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (3, "", expected.as_str())
    );
    assert_eq!(vendor.embedded.vendor().snapshot().nonces, 0, "nothing was sent");
}

/// A trusted issuer does not make a certificate good for another host.
#[test]
fn a_certificate_for_another_host() {
    let vendor = Vendor::new(|_| {});
    let port = tls_server(vendor.port(), ISSUED);
    set(&vendor, port, "https", "ca_file = \"issuer.pem\"");
    let file = std::fs::read_to_string(vendor.stage.path("target.toml")).expect("the target file");
    vendor
        .stage
        .write("target.toml", &file.replace("https://127.0.0.1", "https://localhost"));
    let called = check(&vendor);
    let start = format!(
        "error: https://localhost:{port}/api/gateway: its certificate is not valid: certificate not valid for name \"localhost\""
    );
    assert_eq!((called.code, called.out.as_str()), (3, ""));
    assert!(called.err.starts_with(&start), "{}", called.err);
}

/// The scheme is the mistake, so it is what is named; the user can mend it.
#[test]
fn a_port_that_speaks_http_only() {
    let vendor = Vendor::new(|_| {});
    set(&vendor, vendor.port(), "https", "");
    let called = check(&vendor);
    let expected = format!(
        "error: https://127.0.0.1:{}/api/gateway: this port does not speak HTTPS; change https:// to http:// in its url of \
         the target file, or name the port that is meant\n",
        vendor.port()
    );
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (2, "", expected.as_str())
    );
}

#[rstest]
#[case::issued(ISSUED)]
#[case::self_signed(SELF_SIGNED)]
fn a_port_that_speaks_https_only(#[case] certificate: [&'static str; 2]) {
    let vendor = Vendor::new(|_| {});
    let port = tls_server(vendor.port(), certificate);
    set(&vendor, port, "http", "");
    let called = check(&vendor);
    let expected = format!(
        "error: http://127.0.0.1:{port}/api/gateway: this port speaks HTTPS; change http:// to https:// in its url of the \
         target file, or name the port that is meant\n"
    );
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (2, "", expected.as_str())
    );
    assert_eq!(vendor.embedded.vendor().snapshot().nonces, 0, "nothing was sent");
}

// ---------------------------------------------------------------------------------------------------------------- proxy

/// The server in the middle takes requests for another host, as a proxy does.
#[test]
fn calls_go_through_the_proxy_that_the_file_names() {
    let vendor = Vendor::new(|_| {});
    let proxy = Server::start(Manner::Relay(vendor.port(), usize::MAX, Box::new(Manner::Silent)));
    vendor.stage.write(
        "proxy.txt",
        &format!("http://anna:geheim-am-tor@127.0.0.1:{}\n", proxy.port),
    );
    set(&vendor, vendor.port(), "http", "proxy = { file = \"proxy.txt\" }");
    let called = check(&vendor);
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    let calls = vendor.stage.report()["run"]["counts"]["calls"]
        .as_u64()
        .expect("a number");
    assert!(proxy.requests() as u64 > calls, "every call, and those that come first");
}

#[rstest]
#[case::nobody_there(
    None,
    "error sending request: client error (Connect): tcp connect error: Connection refused (os error 111)"
)]
#[case::password(
    Some(407),
    "HTTP 407 and no JSON: the proxy asks for a user and a password; give both in `proxy` in [network] of target \"mock\""
)]
fn a_proxy_that_does_not_help(#[case] status: Option<u16>, #[case] sentence: &str) {
    let vendor = Vendor::new(|_| {});
    let port = match status {
        Some(status) => Server::start(Manner::Page(status, "text/html", "<html>who are you?</html>")).port,
        None => unused_port(),
    };
    set(
        &vendor,
        vendor.port(),
        "http",
        &format!("proxy = \"http://anna:geheim-am-tor@127.0.0.1:{port}\""),
    );
    let called = check(&vendor);
    let way = match status {
        Some(_) => String::new(),
        None => format!("through the proxy http://127.0.0.1:{port}: "),
    };
    let expected = format!(
        "error: http://127.0.0.1:{}/api/gateway: {way}{sentence}\n",
        vendor.port()
    );
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (3, "", expected.as_str())
    );
}

fn unused_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("an address").port()
}

// ----------------------------------------------------------------------------------------- patience, headers and pace

#[test]
fn a_target_that_is_slower_than_the_file_allows() {
    let vendor = vendor_with("timeout = 0.2");
    let server = Server::start(Manner::Silent);
    set(&vendor, server.port, "http", "timeout = 0.2");
    let called = check(&vendor);
    let expected = format!(
        "error: http://127.0.0.1:{}/api/gateway: no answer within 0.2 s\n",
        server.port
    );
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (3, "", expected.as_str())
    );
}

/// They arrive, and stand nowhere but in the target file.
#[test]
fn headers_of_the_file_are_sent_and_not_shown() {
    let vendor = Vendor::new(|_| {});
    let server = Server::start(Manner::Fate(vendor.port(), |_, request| {
        let both = ["x-tenant: geheim-aus-der-umgebung\r\n", "x-team: quality\r\n"];
        if both.iter().all(|line| request.contains(line)) {
            Fate::Answered
        } else {
            Fate::Dropped
        }
    }));
    set(
        &vendor,
        server.port,
        "http",
        "[network.headers]\nX-Tenant = { env = \"FUHE_TEST_SECRET\" }\nX-Team = \"quality\"",
    );
    let called = check(&vendor);
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    for name in ["report.json", "junit.xml"] {
        let text = std::fs::read_to_string(vendor.stage.path("target/fuhe").join(name)).expect("a report");
        assert!(!text.contains("geheim"), "{name}");
    }
}

/// Logs and firewalls on the other side tell by it who calls; a target file may say something else.
#[rstest]
#[case::own("", |_, request: &str| {
    let own = concat!("user-agent: fuhe/", env!("CARGO_PKG_VERSION"), "\r\n");
    if request.contains(own) { Fate::Answered } else { Fate::Dropped }
})]
#[case::of_the_file("headers = { User-Agent = \"qa of the shop\" }", |_, request: &str| {
    let is_it = request.contains("user-agent: qa of the shop\r\n") && !request.contains("fuhe/");
    if is_it { Fate::Answered } else { Fate::Dropped }
})]
fn calls_say_who_makes_them(#[case] network: &str, #[case] decide: fn(usize, &str) -> Fate) {
    let vendor = Vendor::new(|_| {});
    let server = Server::start(Manner::Fate(vendor.port(), decide));
    set(&vendor, server.port, "http", network);
    let called = vendor.check("--tags @CU-01 --seed 1");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
}

/// By the record's own times: no call begins before its turn, however many scenarios are under way.
#[test]
fn a_rate_is_held() {
    const RATE: i64 = 40;
    let vendor = vendor_with(&format!("rate = {RATE}"));
    let called = check(&vendor);
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    let report = vendor.stage.report();
    let mut begun: Vec<Timestamp> = exchanges(&report)
        .map(|exchange| {
            exchange["started"]
                .as_str()
                .and_then(|at| at.parse().ok())
                .expect("a time")
        })
        .collect();
    begun.sort_unstable();
    let (Some(first), Some(last)) = (begun.first(), begun.last()) else {
        panic!("there are calls");
    };
    let turns = i64::try_from(begun.len()).expect("few") - 1;
    let took = last.as_millisecond() - first.as_millisecond();
    // What a first call that was slow to begin may take off.
    let jitter = 20;
    assert!(
        turns > 5 && took + jitter >= turns * 1000 / RATE,
        "{turns} turns in {took} ms"
    );
}

#[test]
fn calls_in_flight_are_bounded() {
    let vendor = Vendor::new(|_| {});
    let server = Server::start(Manner::Relay(vendor.port(), usize::MAX, Box::new(Manner::Silent)));
    set(&vendor, server.port, "http", "concurrency = 2");
    let called = check(&vendor);
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    assert!(server.requests() > 10);
    assert!(server.most_at_once() <= 2, "{} at once", server.most_at_once());
}

// -------------------------------------------------------------------------------------------------------------- retries

/// Without a connection nothing can have been written, so the call is made again; and it is told, on every face.
#[test]
fn a_call_without_a_connection_is_made_again_and_told() {
    let vendor = Vendor::new(|_| {});
    // The first call is the run's own and comes before any scenario; those of the others are the scenarios'.
    let port = tls_server_that_hangs_up(vendor.port(), ISSUED, &[0, 4, 7, 8]);
    set(&vendor, port, "https", "ca_file = \"issuer.pem\"");
    let called = vendor.check("--tags @CU-01 --concurrency 1 --seed 1");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    assert!(
        called.out.contains("All calls were made after 4 further attempts."),
        "{}",
        called.out
    );
    let report = vendor.stage.report();
    assert_valid(&report);
    assert_eq!(report["run"]["counts"]["retries"], 4);
    let flaky: Vec<&Value> = report["scenarios"]
        .as_array()
        .expect("scenarios")
        .iter()
        .filter(|scenario| scenario.get("flaky").is_some())
        .collect();
    let attempts: Vec<usize> = flaky
        .iter()
        .filter_map(|s| s["flaky"].as_array())
        .map(Vec::len)
        .collect();
    assert_eq!(attempts.iter().sum::<usize>(), 3, "{attempts:?}");
    assert!(
        called
            .out
            .contains("Flaky: calls that were sent again, because there was no connection or they were turned away\n"),
        "{}",
        called.out
    );
    let junit = std::fs::read_to_string(vendor.stage.path("target/fuhe/junit.xml")).expect("a report");
    assert_eq!(junit.matches("<flakyError ").count(), 3);
    for scenario in flaky {
        assert!(
            called.out.contains(scenario["id"].as_str().expect("an id")),
            "{}",
            called.out
        );
    }
}

/// Patience has an end.
#[test]
fn a_call_is_made_three_times_at_most() {
    let vendor = Vendor::new(|_| {});
    let port = tls_server_that_hangs_up(vendor.port(), ISSUED, &[0, 1, 2]);
    set(&vendor, port, "https", "ca_file = \"issuer.pem\"");
    let called = check(&vendor);
    assert_eq!((called.code, called.out.as_str()), (3, ""), "{}", called.err);
    assert_eq!(vendor.embedded.vendor().snapshot().nonces, 0, "nothing was sent");
}

/// A request that may have arrived is not sent again: what it did would be done twice.
#[test]
fn a_call_that_may_have_arrived_is_made_once() {
    let server = Server::start(Manner::HalfWay);
    let vendor = Vendor::new(|_| {});
    set(&vendor, server.port, "http", "");
    let called = check(&vendor);
    assert_eq!((called.code, server.requests()), (3, 1), "{}", called.err);
}

/// Ten calls in a row without an answer are enough, whoever is waiting behind them.
#[test]
fn a_target_that_falls_silent_ends_the_run() {
    let vendor = Vendor::new(|_| {});
    let server = Server::start(Manner::Relay(vendor.port(), 6, Box::new(Manner::Silent)));
    set(&vendor, server.port, "http", "timeout = 0.2");
    let called = vendor.check("--tags @etc --concurrency 4");
    assert_eq!(called.code, 3, "{}{}", called.out, called.err);
    let report = vendor.stage.report();
    let errors = report["run"]["errors"].as_array().expect("errors");
    let reason = "the run was ended early: [etc] left 10 calls in a row without an answer, so no more are made";
    assert_eq!(errors[0], reason);
    // Ten, and those that were under way beside the tenth: a scenario may make eight calls at once.
    assert!(errors.len() <= 1 + 10 + 4, "{errors:?}");
    assert!(server.requests() <= 6 + 10 + 4 * 8, "{} requests", server.requests());
    let skipped = report["run"]["counts"]["skipped"].as_u64().expect("a number");
    assert!(skipped > 100, "{skipped} skipped");
    let told = format!("The run was stopped early: {skipped} selected scenarios did not run.");
    assert!(called.out.contains(&told), "{}", called.out);
}

fn exchanges(report: &Value) -> impl Iterator<Item = &Value> {
    let scenarios = report["scenarios"].as_array().expect("scenarios");
    scenarios
        .iter()
        .flat_map(|scenario| scenario["exchanges"].as_array().expect("exchanges"))
}
