//! The embedded vendor over real HTTP on loopback, called by hand: what the pages promise, each refusal, and no input
//! that brings it out of its documented shapes.

mod any_input;
mod courier;
mod gateway;
mod habits;
mod hand;
mod life;

use std::collections::HashSet;
use std::time::Duration;

use fuhe::clock::Clock;
use fuhe::crypto::rsa::{KeyPair, SigningKey, belong_together};
use fuhe::mock::{EmbeddedVendor, KeyPool, Limits, MockConfig};
use hand::{Hand, desktop, gateway, row};
use rstest::rstest;
use serde_json::{Value, json};

/// The parameters of a saved user, edited.
fn with(mut base: Value, edits: &Value) -> Value {
    for (name, value) in edits.as_object().into_iter().flatten() {
        base[name] = value.clone();
    }
    base
}

fn without(mut base: Value, name: &str) -> Value {
    base.as_object_mut().and_then(|object| object.shift_remove(name));
    base
}

/// However long an answer takes, it is no fault of the client: only a request that does not arrive is turned away.
#[tokio::test]
async fn the_vendors_own_slowness_is_never_the_clients() {
    let limits = Limits {
        arrival: Some(Duration::from_millis(20)),
        ..Limits::default()
    };
    // To make keys of this length takes far longer than that.
    let hand = Hand::with(MockConfig {
        limits,
        keys: KeyPool::new(2048),
        ..hand::config()
    })
    .await;
    let mut user = gateway("u1");
    user["create_app"] = json!(true);
    let began = std::time::Instant::now();
    let answer = hand.etc("user.save", user).await;
    assert_eq!((answer.status, answer.code()), (200, "000"), "{}", answer.body);
    assert!(began.elapsed() > Duration::from_millis(20), "a key was made meanwhile");
    assert_eq!(hand.vendor.faults(), Vec::<String>::new());
}

/// Client and vendor share a machine, so neither takes the other's slowness for silence.
#[tokio::test]
async fn a_run_of_the_embedded_vendor_is_patient() {
    let embedded = fuhe::run::Embedded::start(hand::config()).await.expect("it starts");
    let limits = fuhe::client::CallLimits::of(&embedded.target().network);
    assert!(limits.connect >= Duration::from_secs(120) && limits.response >= Duration::from_secs(120));
    assert_eq!(Limits::default().arrival, None, "nor does it hurry its client");
}

#[tokio::test]
async fn keys_are_there_before_anybody_asks() {
    let pool = KeyPool::new(512);
    pool.fill(5).await.expect("keys");
    let made = pool.len();
    assert!(made >= 5);
    pool.fill(5).await.expect("no further key");
    assert_eq!(pool.len(), made);
}
