//! Values for a field: within the limits, at their edge, and of every kind.

use std::ops::RangeInclusive;

use proptest::prelude::{BoxedStrategy, Just, Strategy};
use proptest::sample::select;
use proptest::strategy::Union;
use serde_json::{Value, json};

use super::super::request::Given;
use super::super::text::{Piece, Set, Text};
use super::length::{around, up_to};
use super::words::{ODD, new_around, new_words, odd, plain, words};
use crate::contract::{Field, Form, Kind};
use crate::wire::{Operation, Vendor};

/// What does not belong into an account.
const SPOILERS: [&str; 7] = ["X", "-", "_", " ", "１", "张", "é"];

/// Values within what the pages say.
pub(super) fn inside(operation: Operation, field: &Field) -> BoxedStrategy<Given> {
    let value = match &field.kind {
        Kind::Boolean => select(vec![json!(false), json!(true)]).prop_map(Given::Json).boxed(),
        Kind::Number { values, .. } => select(values.clone()).prop_map(|n| Given::Json(n.into())).boxed(),
        Kind::Choice { values, .. } => select(values.clone()).prop_map(|text| Given::Json(text.into())).boxed(),
        Kind::Account { least, most } => {
            let sets = select(vec![Set::SmallAndDigits, Set::Small, Set::Digits]);
            (up_to(*least, *most), sets).prop_map(|(n, set)| fresh(n, set)).boxed()
        }
        Kind::Text { most, form } => formed(operation.vendor(), *most, *form),
    };
    if field.required {
        return value;
    }
    Union::new_weighted(vec![(4, value), (1, Just(Given::Absent).boxed())]).boxed()
}

/// Well-formed texts up to the limit.
fn formed(vendor: Vendor, most: usize, form: Form) -> BoxedStrategy<Given> {
    let tail = |tail: &'static str, least: usize| {
        up_to(least, most - tail.len())
            .prop_map(move |n| Text(vec![Piece::Fresh(n, Set::Small), Piece::Repeat(1, tail)]))
            .prop_map(given)
            .boxed()
    };
    match form {
        Form::Words => words(up_to(1, most), plain(vendor)).prop_map(given).boxed(),
        Form::Code => words(up_to(1, most), vec!["1", "A"]).prop_map(given).boxed(),
        // Nobody has such a number or such an address.
        Form::Phone => Just(given(Text(vec![Piece::Repeat(1, "154"), Piece::Fresh(8, Set::Digits)]))).boxed(),
        Form::Email => tail("@example.com", 1),
        // Eleven characters for each card and its comma, and seven to ten for the last.
        Form::Cards => up_to(10, most)
            .prop_map(move |length| {
                let more = length / 11 - usize::from(length % 11 < 7 && length > 10);
                let last = (length - 11 * more).min(10);
                Text(vec![
                    Piece::Repeat(more, "1234567890,"),
                    Piece::Repeat(1, &"1234567890"[..last]),
                ])
            })
            .prop_map(given)
            .boxed(),
        Form::Accounts => accounts(1..=most / 21),
        Form::Number => Just(Given::Json("".into())).boxed(),
        Form::Identity | Form::ThirdParty | Form::Own => new_words(most, plain(vendor)).prop_map(given).boxed(),
    }
}

/// Accounts that nobody has, each of 20 characters.
fn accounts(count: RangeInclusive<usize>) -> BoxedStrategy<Given> {
    count
        .prop_map(|count| {
            let pieces = (0..count).flat_map(|_| [Piece::Fresh(20, Set::SmallAndDigits), Piece::Repeat(1, ",")]);
            let mut pieces: Vec<Piece> = pieces.collect();
            pieces.pop();
            given(Text(pieces))
        })
        .boxed()
}

/// Values just outside: where a limit that is off by one shows.
pub(super) fn edge(field: &Field) -> BoxedStrategy<Given> {
    let one_past = |most: usize, form: Form| {
        let units = match form {
            Form::Phone | Form::Code | Form::Cards => vec!["1"],
            Form::Words
            | Form::Email
            | Form::Number
            | Form::Identity
            | Form::ThirdParty
            | Form::Accounts
            | Form::Own => vec!["x", "1", "张"],
        };
        select(units)
            .prop_map(move |unit| given(Text(vec![Piece::Repeat(most + 1, unit)])))
            .boxed()
    };
    let neighbours = |values: &[i64], write: fn(i64) -> Value| {
        let ends = values.iter().min().into_iter().map(|n| n - 1);
        let ends: Vec<Value> = ends.chain(values.iter().max().map(|n| n + 1)).map(write).collect();
        select(ends).prop_map(Given::Json).boxed()
    };
    let outside = match &field.kind {
        Kind::Text {
            most,
            form: Form::Identity | Form::ThirdParty | Form::Number,
        } => Just(fresh(most + 1, Set::SmallAndDigits)).boxed(),
        Kind::Text {
            most,
            form: Form::Accounts,
        } => accounts(most / 21 + 1..=most / 21 + 3),
        Kind::Text { most, form } => one_past(*most, *form),
        Kind::Choice { values, .. } => {
            let numbers: Vec<i64> = values.iter().filter_map(|value| value.parse().ok()).collect();
            neighbours(&numbers, |n| n.to_string().into())
        }
        Kind::Number { values, .. } => neighbours(values, Value::from),
        Kind::Account { least, most } => {
            let lengths = vec![least - 1, most + 1];
            select(lengths).prop_map(|n| fresh(n, Set::SmallAndDigits)).boxed()
        }
        Kind::Boolean => Just(Given::Json("true".into())).boxed(),
    };
    if !field.required {
        return outside;
    }
    let missing = select(vec![Given::Absent, Given::Json("".into())]);
    Union::new_weighted(vec![(3, outside), (2, missing.boxed())]).boxed()
}

/// Values of every kind, most of them wrong.
pub(super) fn anything(operation: Operation, field: &Field) -> BoxedStrategy<Given> {
    let vendor = operation.vendor();
    let mut kinds = vec![
        (1, inside(operation, field)),
        (2, Just(Given::Absent).boxed()),
        (1, Just(Given::Json("".into())).boxed()),
        (1, Just(Given::Json(" ".into())).boxed()),
        (1, Just(Given::Json(Value::Null)).boxed()),
        (1, select(other_types()).prop_map(Given::Json).boxed()),
    ];
    let texts = |most, units| words(around(1, most), units).prop_map(given).boxed();
    match &field.kind {
        Kind::Text { most, form } => {
            let most = *most;
            match form {
                Form::Identity | Form::ThirdParty => {
                    kinds.push((3, new_around(most, plain(vendor)).prop_map(given).boxed()));
                    kinds.push((3, new_around(most, odd()).prop_map(given).boxed()));
                }
                Form::Number => {
                    let number = |lengths: BoxedStrategy<usize>| lengths.prop_map(|n| fresh(n, Set::CapitalsAndDigits));
                    kinds.push((3, number(up_to(8, most)).boxed()));
                    kinds.push((3, number(around(1, most)).boxed()));
                    kinds.push((2, texts(most, odd())));
                }
                Form::Phone | Form::Code => {
                    let digits = around(1, most).prop_map(|n| given(Text(vec![Piece::Repeat(n, "1")])));
                    kinds.push((3, digits.boxed()));
                    kinds.push((3, texts(most, odd())));
                }
                Form::Accounts => kinds.push((4, accounts(1..=most / 20))),
                Form::Words | Form::Email | Form::Cards | Form::Own => {
                    kinds.push((3, texts(most, plain(vendor))));
                    kinds.push((3, texts(most, odd())));
                }
            }
        }
        Kind::Choice { most, .. } => {
            kinds.push((
                4,
                select(near_choices()).prop_map(|text| Given::Json(text.into())).boxed(),
            ));
            kinds.push((1, texts(*most, odd())));
        }
        Kind::Number { .. } => kinds.push((5, select(near_numbers()).prop_map(Given::Json).boxed())),
        Kind::Boolean => {
            let near = select(vec![json!("true"), json!("false"), json!(0), json!(1), json!("1")]);
            kinds.push((3, near.prop_map(Given::Json).boxed()));
        }
        Kind::Account { most, .. } => {
            kinds.push((2, around(1, *most).prop_map(|n| fresh(n, Set::SmallAndDigits)).boxed()));
            kinds.push((2, (0..6_usize).prop_map(|n| fresh(n, Set::SmallAndDigits)).boxed()));
            let unit = Union::new_weighted(vec![(2, select(SPOILERS.to_vec())), (1, select(ODD.to_vec()))]);
            let spoiled =
                (6..=*most, unit, 0..3).prop_map(|(length, unit, place)| spoiled_account(length, unit, place));
            kinds.push((8, spoiled.boxed()));
        }
    }
    Union::new_weighted(kinds).boxed()
}

/// An account with something in it that does not belong there: at its end, in its middle or at its start.
fn spoiled_account(length: usize, unit: &'static str, place: i32) -> Given {
    let before = match place {
        0 => length,
        1 => length / 2,
        _ => 0,
    };
    given(Text(vec![
        Piece::Fresh(before, Set::SmallAndDigits),
        Piece::Repeat(1, unit),
        Piece::Fresh(length - before, Set::SmallAndDigits),
    ]))
}

fn fresh(length: usize, set: Set) -> Given {
    given(Text(vec![Piece::Fresh(length, set)]))
}

fn given(text: Text) -> Given {
    Given::Text(text.joined())
}

/// Values of other types than a text.
pub(super) fn other_types() -> Vec<Value> {
    let deep = (0..150).fold(json!("x"), |inner, _| json!([inner]));
    vec![
        json!(0),
        json!(1),
        json!(true),
        json!(false),
        json!(123),
        json!(-1),
        json!(1.0),
        json!(1e20),
        json!(u64::MAX),
        json!([]),
        json!(["a"]),
        json!({}),
        json!({"a": 1}),
        json!([null, {"": ""}]),
        deep,
    ]
}

fn near_choices() -> Vec<&'static str> {
    vec![
        "0",
        "3",
        "4",
        "9",
        "x",
        "11",
        "12",
        "01",
        "1.0",
        "-1",
        " 1",
        "1 ",
        "1\n",
        "１",
        "\u{0}1",
        "1\u{200d}",
        "企业",
        "😀",
    ]
}

fn near_numbers() -> Vec<Value> {
    vec![
        json!(3),
        json!(-1),
        json!(0),
        json!(2),
        json!(12),
        json!(10),
        json!(257),
        json!(65_537),
        json!(4_294_967_297_u64),
        json!(i64::MIN),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(1.0),
        json!(2.0),
        json!(-0.0),
        json!(1.5),
        json!(3.5),
        json!(1e20),
        json!("0"),
        json!("1"),
        json!("2"),
        json!("3"),
        json!("x"),
        json!("１"),
    ]
}
