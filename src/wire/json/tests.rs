//! The reader against texts of every kind, and against another reader.

use proptest::prelude::*;
use rstest::rstest;
use serde_json::json;

use super::super::number::integral;
use super::*;

#[rstest]
#[case::plain(r#"{"a":[1,-2.5,"x",true,null,{}]}"#, json!({"a": [1, -2.5, "x", true, null, {}]}))]
#[case::half_a_pair(r#""\ud800x""#, json!("\u{fffd}x"))]
#[case::two_first_halves(r#""\ud83d\ud83d\ude00""#, json!("\u{fffd}\u{1f600}"))]
#[case::integer_with_fraction("[1.0,1e2]", json!([1, 100]))]
#[case::beyond_every_float(&format!("[-{}]", "9".repeat(100_000)), json!([f64::MIN]))]
fn what_the_grammar_allows_is_read(#[case] text: &str, #[case] value: Value) {
    let reading = read(text);
    assert_eq!(reading.value.map(integral), Some(value));
    assert_eq!((reading.faults, reading.repeated), (vec![], vec![]));
}

#[rstest]
#[case::trailing_nul("{}\0", json!({}), "byte 2: a NUL after the end of the JSON text")]
#[case::trailing_text("{} <!-- 3 ms -->", json!({}), "byte 3: \"<\" after the end of the JSON text")]
#[case::second_text("{}\n{}", json!({}), "byte 3: \"{\" after the end of the JSON text")]
#[case::jsonp("cb.x({\"a\":1});\n", json!({"a": 1}), "byte 0: a function call around the JSON text")]
#[case::nan("{\"a\":NaN}", json!({"a": null}), "byte 5: NaN is not a JSON value")]
#[case::infinity("[-Infinity]", json!([null]), "byte 1: -Infinity is not a JSON value")]
#[case::python("[True]", json!([true]), "byte 1: True is not a JSON value")]
#[case::leading_zero("[007]", json!([7.0]), "byte 1: 007 is not a JSON value")]
#[case::trailing_comma("{\"a\":1,}", json!({"a": 1}), "byte 6: a comma with nothing after it")]
#[case::line_break("\"a\nb\"", json!("a\nb"), "byte 2: U+000A unescaped in a string")]
#[case::escape(r#""\x""#, json!("x"), "byte 1: \\x is not an escape")]
fn what_it_does_not_allow_is_named_and_understood(#[case] text: &str, #[case] value: Value, #[case] fault: &str) {
    let reading = read(text);
    assert_eq!((reading.value, reading.faults), (Some(value), vec![fault.to_owned()]));
}

#[rstest]
#[case::nothing("", "byte 0: the text ends, but a value is expected")]
#[case::page("<html>", "byte 0: \"<\", but a value is expected")]
#[case::cut_in_a_string("{\"a\":\"b", "byte 7: the text ends inside a string")]
#[case::cut_behind_a_value("{\"a\":1", "byte 6: the text ends, but a comma or } is expected")]
#[case::cut_behind_a_backslash("\"\\", "byte 2: the text ends inside a string")]
#[case::words("404 page not found", "byte 4: \"p\" after the end of the JSON text")]
#[case::no_name("{a:1}", "byte 1: \"a\", but the name of a member is expected")]
#[case::word("{\"a\":b}", "byte 5: \"b\", but a value is expected")]
fn what_cannot_be_understood_is_named(#[case] text: &str, #[case] fault: &str) {
    let reading = read(text);
    assert_eq!((reading.value, reading.faults), (None, vec![fault.to_owned()]));
}

#[test]
fn deep_texts_are_read_down_to_an_end() {
    let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    assert_eq!(read(&nested(200)).faults, Vec::<String>::new());
    assert!(read(&nested(DEEPEST)).value.is_some());
    let fault = "byte 500: more than 500 levels of lists and objects";
    assert_eq!(read(&nested(1_000_000)).faults, [fault]);
}

#[test]
fn members_that_stand_twice_are_told_with_their_place() {
    let reading = read(r#"{"a":[{"b/c":1},{"b/c":1,"b/c":2}],"d":0,"d":0}"#);
    let repeated = |pointer: &str, first: i32, last: i32| Repeated {
        pointer: pointer.to_owned(),
        first: first.into(),
        last: last.into(),
    };
    assert_eq!(reading.repeated, [repeated("/a/1/b~1c", 1, 2), repeated("/d", 0, 0)]);
    let ambiguous: Vec<bool> = reading.repeated.iter().map(Repeated::is_ambiguous).collect();
    assert_eq!(ambiguous, [true, false]);
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(".{0,3}", inner, 0..4).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    /// Another reader of the same grammar agrees.
    #[test]
    fn what_others_write_is_read_without_fault(value in values()) {
        for text in [value.to_string(), serde_json::to_string_pretty(&value).expect("JSON")] {
            let reading = read(&text);
            prop_assert_eq!(reading.value.as_ref(), Some(&value));
            prop_assert!(reading.faults.is_empty());
        }
    }

    /// Text of any kind: no panic, and no fault unless another reader has one.
    #[test]
    fn whatever_is_read_without_fault_is_json(text in r#"[\[\]{}",:\\u0-9a-fdDnul.eE+ \t-]{0,24}"#) {
        let reading = read(&text);
        let other = serde_json::from_str::<Value>(&text);
        match other {
            Ok(_) => prop_assert!(reading.faults.is_empty()),
            Err(why) if reading.faults.is_empty() => {
                let why = why.to_string();
                prop_assert!(["surrogate", "out of range", "hex escape"].iter().any(|known| why.contains(known)), "{text}: {why}");
            }
            Err(_) => {}
        }
    }
}
