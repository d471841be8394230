//! Generated requests: what is drawn, how it is judged, and what becomes of it against a vendor that conforms and against
//! vendors that do not.

mod against_a_vendor;
mod drawing;
mod judging;
mod sequences;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use fuhe::client::{CallLimits, Client};
use fuhe::clock::Clock;
use fuhe::config::{Data, Fixtures, GatewayTarget, Network, Target};
use fuhe::contract::Contract;
use fuhe::crypto::rsa::{KeyPair, SigningKey};
use fuhe::error::Error;
use fuhe::explore::{
    Allowed, Case, Drawing, Edit, ExplorePlan, Explored, Given, Piece, Request, Set, Text, explore, judge,
};
use fuhe::faults::{Choice, Mutant};
use fuhe::mock::{AnswerEdit, Behaviour, Change, KeyPool, MockConfig, Which};
use fuhe::record::StepStatus;
use fuhe::run::Embedded;
use fuhe::steps::{Bases, Draw};
use fuhe::wire::etc::{RequestNames, SigningHabits};
use fuhe::wire::{BodyStyle, Operation};
use rand::SeedableRng as _;
use rand::rngs::{OsRng, StdRng};
use rand::seq::SliceRandom as _;
use rstest::rstest;
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;

const INITIALS: &str = "sfk";

fn follow(operation: Operation, key: &str, before: &Map<String, Value>, fields: &mut Map<String, Value>) {
    Draw::new("followed", 0, key, &Arc::default()).follow(operation, before, fields);
}

fn base(operation: Operation, key: &str) -> Map<String, Value> {
    Bases::default().call(
        operation,
        &mut Draw::new("explored", 0, key, &Arc::default()),
        &Fixtures::default(),
    )
}

fn request(operation: &str, edits: Vec<(&str, Given)>, style: BodyStyle) -> Request {
    let edits = edits
        .into_iter()
        .map(|(field, given)| Edit {
            field: field.to_owned(),
            given,
        })
        .collect();
    let operation = Operation::known(operation);
    let case = Case {
        operation,
        edits,
        style,
        envelope: None,
    };
    Request::new(case, base(operation, "judged"), INITIALS)
}

fn verdict(operation: &str, edits: Vec<(&str, Given)>) -> Allowed {
    judge(&request(operation, edits, BodyStyle::Compact))
}

/// `accept`, `either`, or the rule by which it is refused.
fn in_a_word(verdict: &Allowed) -> String {
    match verdict {
        Allowed::Accept => "accept".to_owned(),
        Allowed::Either { .. } => "either".to_owned(),
        Allowed::Refuse { rule, .. } => rule.to_string(),
    }
}

#[test]
fn texts_read_like_the_features() {
    let text = |pieces| Text(pieces).joined().to_string();
    assert_eq!(
        text(vec![Piece::Repeat(20, "x"), Piece::Repeat(13, "x")]),
        r#"33 × "x""#
    );
    assert_eq!(
        text(vec![Piece::Repeat(1, "x"), Piece::Fresh(8, Set::Digits)]),
        r#""x" + 8 × [0-9]"#
    );
    assert_eq!(text(vec![Piece::Repeat(2, "\u{202e}")]), r#"2 × "\u202e""#);
    assert_eq!(text(vec![Piece::Repeat(0, "x")]), r#""""#);
}

#[test]
fn a_doubled_body_says_the_same() {
    let body = json!({"a": 1, "params": {"b": "\"", "c": {"d": null}}});
    let text = BodyStyle::Doubled.write(body.as_object().unwrap());
    assert!(
        text.starts_with(r#"{"a":1,"a":1,"params":{"b":"\"","b":"\"","c""#),
        "{text}"
    );
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), body);
}
