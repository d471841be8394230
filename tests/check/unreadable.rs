//! Answers whose text is odd. What JSON's grammar allows is read as any other; what it does not allow is one deviation
//! from the form of an answer, while the call is understood, and neither the key nor anything else is blamed.

use std::collections::BTreeSet;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use rstest::rstest;

use crate::between::{later, rules_found};
use crate::stage::{Called, Manner, Recoded, Server, Vendor};

/// Scenarios of both vendors: calls that are accepted, refused, and refused row by row.
const SOME: &str = "--tags @CU-01␣or␣@GW-09␣or␣@BS-24␣or␣@BS-20";

#[rstest]
#[case::byte_order_mark(by(|body| (&[], format!("\u{feff}{body}").into())), "")]
#[case::gzip(by(|body| (&[("content-encoding", "gzip")], gzip(body))), "answers are compressed with gzip, which was not asked for")]
#[case::deflate(by(|body| (&[("content-encoding", "deflate")], zlib(body))), "answers are compressed with deflate, which was not asked for")]
#[case::gbk(
    by(|body| (&[("content-type", "application/json;charset=GBK")], encoding_rs::GBK.encode(body).0.into())),
    "answers are GBK, not UTF-8"
)]
#[case::label_that_is_wrong(by(|body| (&[("content-type", "application/json;charset=ISO-8859-1")], body.into())), "")]
#[case::half_a_pair(by(|body| (&[], with(body, r#""trace":"\ud800""#))), "")]
#[case::two_hundred_levels(
    by(|body| (&[], with(body, &format!("\"trace\":{}{}", "[".repeat(200), "]".repeat(200))))),
    ""
)]
#[case::a_number_of_100_000_digits(by(|body| (&[], with(body, &format!("\"trace\":{}", "7".repeat(100_000))))), "")]
#[case::fraction_of_nothing(by(|body| (&[], body.replace("\"rowNo\":1,", "\"rowNo\":1.0,").replace("\"rowNo\":2,", "\"rowNo\":2e0,").into())), "")]
#[case::a_member_twice(by(|body| (&[], with(body, "\"trace\":1,\"trace\":1"))), "/trace stands twice, with the same value")]
fn what_is_allowed_is_read(#[case] recode: fn(&str) -> Recoded, #[case] note: &str) {
    let (called, vendor) = check(recode);
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    assert_eq!(rules_found(&vendor.stage.report()), BTreeSet::new());
    assert_eq!(
        called.out.contains("How answers are written"),
        !note.is_empty(),
        "{}",
        called.out
    );
    for (name, line) in [("etc", note), ("butler", note)].iter().filter(|_| !note.is_empty()) {
        assert_eq!(
            called.out.matches(&format!("  {name}: {line} (")).count(),
            1,
            "{}",
            called.out
        );
    }
}

#[rstest]
#[case::trailing_nul(by(|body| (&[], format!("{body}\0").into())), "a NUL after the end of the JSON text")]
#[case::trailing_text(by(|body| (&[], format!("{body}<!-- 3 ms -->").into())), "\"<\" after the end of the JSON text")]
#[case::in_a_list(by(|body| (&[], format!("[{body}]").into())), "byte 0: a list around the JSON object")]
#[case::in_a_string(by(|body| (&[], serde_json::Value::from(body).to_string().into())), "byte 0: the JSON object stands inside a string")]
#[case::jsonp(by(|body| (&[], format!("callback({body});").into())), "byte 0: a function call around the JSON text")]
#[case::nan(by(|body| (&[], with(body, "\"cost\":NaN"))), "byte 8: NaN is not a JSON value")]
#[case::trailing_comma(by(|body| (&[], body.replacen('{', "{\"a\":[1,],", 1).into())), "byte 7: a comma with nothing after it")]
#[case::line_break(by(|body| (&[], with(body, "\"a\":\"\n\""))), "byte 6: U+000A unescaped in a string")]
#[case::no_gzip(by(|body| (&[("content-encoding", "gzip")], body.into())), "Content-Encoding is gzip, but the body cannot be unpacked as that")]
#[case::not_utf8(by(|body| (&[], with_bytes(body, b"\"a\":\"\xff\""))), "byte 6: not UTF-8")]
#[case::a_member_twice(by(|body| (&[], body.replacen('{', "{\"code\":\"1\",\"succ\":\"1\",", 1).into())), "the member once, or twice with the same value")]
fn what_is_not_allowed_is_one_deviation_with_its_place(#[case] recode: fn(&str) -> Recoded, #[case] told: &str) {
    let (called, vendor) = check(recode);
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    let report = vendor.stage.report();
    assert_eq!(
        rules_found(&report),
        BTreeSet::from(["GW-03", "BS-20"].map(str::to_owned)),
        "{}",
        called.out
    );
    assert!(called.out.contains(told), "{}", called.out);
    for scenario in report["scenarios"].as_array().expect("scenarios") {
        assert_eq!(
            scenario["ending"]["kind"].as_str().unwrap_or("completed"),
            "completed",
            "{scenario}"
        );
        let findings = scenario["findings"].as_array().map_or(0, Vec::len);
        let calls = scenario["exchanges"].as_array().map_or(0, Vec::len);
        assert_eq!(findings, calls, "one for each answer: {}", scenario["findings"]);
    }
}

/// What ends in the middle cannot be understood, and where it ends is named.
#[test]
fn a_text_that_ends_too_soon_is_named_with_its_place() {
    let cut = crate::stage::whole(200, &[], "{\"requestId\":\"q");
    let (called, _, _) = later(cut, "--tags @CU-01");
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    let told = "HTTP 200, no content type: byte 15: the text ends inside a string: {\"requestId\":\"q";
    assert!(called.out.contains(told), "{}", called.out);
}

/// Where no answer is JSON, that is what is said, and not that the key or the secret is wrong.
#[rstest]
#[case::gateway("--tags @CU-01", "GW-03")]
#[case::courier("--tags @BS-20", "BS-20")]
fn answers_that_are_never_json_blame_no_key(#[case] options: &str, #[case] rule: &str) {
    let vendor = Vendor::new(|_| {});
    let server = Server::start(Manner::Recode(vendor.port(), |body| {
        (&[], body.replace("\":", "\"=").into())
    }));
    let called = through(&vendor, &server, options);
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    assert_eq!(rules_found(&vendor.stage.report()), BTreeSet::from([rule.to_owned()]));
    assert!(called.out.contains(", but a colon is expected: {"), "{}", called.out);
}

/// A way to write answers, of a type that can stand in a table.
fn by(recode: fn(&str) -> Recoded) -> fn(&str) -> Recoded {
    recode
}

fn check(recode: fn(&str) -> Recoded) -> (Called, Vendor) {
    let vendor = Vendor::new(|_| {});
    let server = Server::start(Manner::Recode(vendor.port(), recode));
    let called = through(&vendor, &server, SOME);
    (called, vendor)
}

fn through(vendor: &Vendor, server: &Server, options: &str) -> Called {
    vendor.retarget(
        &format!("127.0.0.1:{}", vendor.port()),
        &format!("127.0.0.1:{}", server.port),
    );
    vendor.check(&format!("{options} --seed 1"))
}

/// An answer with a further member, which stands first.
fn with(body: &str, member: &str) -> Vec<u8> {
    with_bytes(body, member.as_bytes())
}

fn with_bytes(body: &str, member: &[u8]) -> Vec<u8> {
    let rest = body.strip_prefix('{').expect("an object");
    [b"{", member, b",", rest.as_bytes()].concat()
}

fn gzip(body: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body.as_bytes()).expect("memory");
    encoder.finish().expect("memory")
}

fn zlib(body: &str) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body.as_bytes()).expect("memory");
    encoder.finish().expect("memory")
}
