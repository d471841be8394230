//! Calls that are turned away before they are looked at (429, 503): waited for, signed afresh, and made at a slower pace.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use fuhe::client::{Call, CallLimits, Client};
use fuhe::clock::Clock;
use fuhe::config::Target;
use fuhe::wire::Operation;
use rstest::rstest;
use serde_json::{Map, Value, json};
use tokio::runtime::Runtime;

use crate::network::set;
use crate::stage::{Fate, Manner, Server, Vendor};
use crate::verdicts::assert_valid;

const BUSY_HTML: &str = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 0\r\ncontent-type: text/html\r\ncontent-length: 4\r\n\
    connection: close\r\n\r\nslow";
const BUSY_JSON: &str = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 0\r\ncontent-length: 66\r\n\
    connection: close\r\n\r\n{\"requestId\":\"1\",\"code\":\"400\",\"msg\":\"slow\",\"data\":null,\"succ\":\"fail\"}";
const BUSY_IN_WORDS: &str = "HTTP/1.1 200 OK\r\ncontent-length: 104\r\nconnection: close\r\n\r\n\
    {\"requestId\":\"1\",\"code\":\"429001\",\"msg\":\"请求过于频繁，请稍后再试\",\"data\":null,\"succ\":\"fail\"}";
const UNAVAILABLE: &str = "HTTP/1.1 503 Service Unavailable\r\nretry-after: Sun, 06 Nov 1994 08:49:37 GMT\r\n\
    content-length: 0\r\nconnection: close\r\n\r\n";

/// Whoever turns a call away before it is looked at is no vendor that refuses it: it is made again, at a slower pace.
#[rstest]
#[case::in_html(|number, _: &str| if number == 2 { Fate::TurnedAway(BUSY_HTML) } else { Fate::Answered })]
#[case::in_the_documented_shape(|number, _: &str| if number == 2 { Fate::TurnedAway(BUSY_JSON) } else { Fate::Answered })]
#[case::in_words_of_the_vendor(|number, _: &str| if number == 2 { Fate::TurnedAway(BUSY_IN_WORDS) } else { Fate::Answered })]
#[case::until_a_date(|number, _: &str| if number == 2 { Fate::TurnedAway(UNAVAILABLE) } else { Fate::Answered })]
#[case::at_first(|number, _: &str| if number == 0 { Fate::TurnedAway(BUSY_HTML) } else { Fate::Answered })]
fn a_call_that_is_turned_away_is_made_again_and_told(#[case] decide: fn(usize, &str) -> Fate) {
    let vendor = Vendor::new(|_| {});
    let server = Server::start(Manner::Fate(vendor.port(), decide));
    set(&vendor, server.port, "http", "");
    let called = vendor.check("--tags @CU-01 --seed 1");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    let told = "All calls were made after 1 further attempt. The target turned calls away, so the run slowed down to 10 calls \
                a second: set `rate = 10` in [network].";
    assert!(called.out.contains(told), "{}", called.out);
    let report = vendor.stage.report();
    assert_valid(&report);
    assert_eq!(report["run"]["counts"]["slowed_to"], 10);
}

/// A call that is made again is a new call: its nonce is fresh, and nobody takes it for the repetition of the first.
#[test]
fn a_call_that_is_turned_away_is_signed_afresh() {
    let bodies: Arc<Mutex<Vec<Value>>> = Arc::default();
    let kept = Arc::clone(&bodies);
    let (client, runtime) = client_of(Manner::Answer(Arc::new(move |_: &str, body: &str| {
        let mut bodies = kept.lock().expect("the list");
        bodies.push(serde_json::from_str(body).expect("JSON"));
        let status = if bodies.len() < 3 { 429 } else { 200 };
        (
            status,
            json!({ "requestId": "1", "code": "000", "msg": "成功", "data": { "client_user_no": "1" } }),
        )
    })));
    let call = Call::new(Operation::known("client.user.save"), Map::new());
    let exchange = runtime.block_on(client.send(&call)).expect("an answer");
    let bodies = bodies.lock().expect("the list");
    let nonces: Vec<&Value> = bodies.iter().map(|body| &body["nonce"]).collect();
    assert!(nonces[0] != nonces[1] && nonces[1] != nonces[2], "{nonces:?}");
    assert_eq!((exchange.response.status, exchange.retries.len()), (200, 2));
    assert_eq!(client.retries(), 2);
}

/// Nobody waits for minutes: what asks for that is the answer.
#[test]
fn a_call_that_is_turned_away_for_long_is_not_waited_for() {
    let (client, runtime) = client_of(Manner::Bytes(|out| {
        out.write_all(b"HTTP/1.1 429 -\r\nretry-after: 3600\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
    }));
    let call = Call::new(Operation::known("client.user.save"), Map::new());
    let exchange = runtime.block_on(client.send(&call)).expect("an answer");
    assert_eq!((exchange.response.status, exchange.retries.len()), (429, 0));
}

/// A client of a server that is no vendor, which waits for nothing that nobody asks for.
fn client_of(manner: Manner) -> (Client, Runtime) {
    let vendor = Vendor::new(|_| {});
    let server = Server::start(manner);
    set(&vendor, server.port, "http", "");
    let target = Target::read(&vendor.stage.path("target.toml"), &|_| None).expect("the target file is right");
    let limits = CallLimits {
        busy_backoff: Duration::from_millis(1),
        ..CallLimits::default()
    };
    let client = Client::new(Arc::new(target), Clock::System, "turned", limits).expect("a client");
    (client, vendor.runtime)
}
