//! What is found, and what is not touched.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::contract::Message;

const SK: &str = "Zx8+q/ 张geheim0042";
const FILE: &str = include_str!("../../../tests/vectors/throwaway.pem");

fn pem() -> &'static str {
    FILE.split_once("-----")
        .map_or("", |(before, _)| FILE[before.len()..].trim_end())
}

fn key() -> String {
    pem().lines().filter(|line| !line.starts_with('-')).collect()
}

fn der() -> Vec<u8> {
    STANDARD.decode(key()).expect("a key")
}

/// In lines of this many characters.
fn folded(text: &str, width: usize, end: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let lines: Vec<String> = characters.chunks(width).map(|line| line.iter().collect()).collect();
    lines.join(end)
}

fn each(parts: impl Iterator<Item = String>) -> String {
    parts.collect()
}

fn percent(text: &str, small: bool) -> String {
    let each = text.bytes().map(|byte| {
        if small {
            format!("%{byte:02x}")
        } else {
            format!("%{byte:02X}")
        }
    });
    each.collect()
}

/// Every spelling of a value that a text undoes or that can be enumerated.
fn spelled(how: &str, value: &str) -> String {
    match how {
        "plain" => value.to_owned(),
        "JSON" => json!(value).to_string().trim_matches('"').to_owned(),
        "JSON in JSON" => json!(json!(value).to_string()).to_string(),
        "JSON, all escaped" => each(value.encode_utf16().map(|unit| format!("\\u{unit:04x}"))),
        "percent" => percent(value, false),
        "percent, small" => percent(value, true),
        "form" => url::form_urlencoded::byte_serialize(value.as_bytes()).collect(),
        "HTML" => value
            .replace('&', "&amp;")
            .replace('+', "&#43;")
            .replace('/', "&#x2f;")
            .replace('"', "&quot;"),
        "HTML, all escaped" => each(value.chars().map(|c| format!("&#{};", u32::from(c)))),
        "hex" => hex::encode(value),
        "HEX" => hex::encode_upper(value),
        "hex with colons" => folded(&hex::encode(value), 2, ":"),
        "Base64" => STANDARD.encode(value),
        "Base64 within" => STANDARD.encode(format!("{{{value}}}")),
        "Base64 further within" => STANDARD.encode(format!("{{\"{value}\"}}")),
        "Base64 for URLs" => URL_SAFE.encode(value),
        "Base64 in lines" => folded(&STANDARD.encode(value), 7, "\r\n"),
        "groups" => folded(value, 4, " "),
        "groups with dashes" => folded(value, 3, "-"),
        "capitals" => value.to_uppercase(),
        "wide" => {
            let wide = |c: char| {
                char::from_u32(u32::from(c) + 0xfee0)
                    .filter(|_| c.is_ascii_graphic())
                    .unwrap_or(c)
            };
            value.chars().map(wide).collect()
        }
        other => panic!("no spelling {other}"),
    }
}

const SPELLINGS: [&str; 21] = [
    "plain",
    "JSON",
    "JSON in JSON",
    "JSON, all escaped",
    "percent",
    "percent, small",
    "form",
    "HTML",
    "HTML, all escaped",
    "hex",
    "HEX",
    "hex with colons",
    "Base64",
    "Base64 within",
    "Base64 further within",
    "Base64 for URLs",
    "Base64 in lines",
    "groups",
    "groups with dashes",
    "capitals",
    "wide",
];

#[test]
fn a_secret_is_found_in_every_spelling() {
    let long = "correct horse battery staple, 42 times over & more";
    for secret in [SK, "1234567890", long, &key()] {
        let masker = Masker::new(&[secret.to_owned()]);
        for how in SPELLINGS {
            let text = format!("before: {}; after", spelled(how, secret));
            let shown = masker.text(&text);
            let around = shown.split_once(SECRET).unwrap_or_else(|| panic!("{how}: {shown}"));
            assert!(
                around.0.starts_with("before: ") && around.1.ends_with("; after"),
                "{how}: {shown}"
            );
            // What is left beside the mask are neighbours in Base64, padding and quotes.
            assert!(
                shown.len() < "before: ; after".len() + SECRET.len() + 10,
                "{how}: {shown}"
            );
        }
    }
}

#[test]
fn short_secrets_are_found_as_they_are() {
    let masker = Masker::new(&["geheim".to_owned(), "a&b=c/d".to_owned(), "xyz".to_owned()]);
    let shown = masker.text("geheim, 67656865696d, Z2VoZWlt, a&amp;b=c\\/d, a%26b%3dc%2Fd, xyz, gehei m");
    assert_eq!(shown, "‹secret›, ‹secret›, ‹secret›, ‹secret›, ‹secret›, xyz, gehei m");
}

/// Any 16 characters of a key in a row reveal it.
#[test]
fn a_part_of_a_key_is_found() {
    let key = key();
    let masker = Masker::new(&[pem().to_owned()]);
    let header = 52;
    for start in header..key.len() - 16 {
        let part = &key[start..start + 16];
        let shown = masker.text(&format!("({part})"));
        assert_eq!(
            shown.replace(['/', '+'], ""),
            format!("({SECRET})"),
            "at {start}: {part}"
        );
    }
    let halves = format!("({}) and ({})", &key[..key.len() / 2], &key[key.len() / 2..]);
    assert_eq!(
        masker.text(&halves).replace('=', ""),
        format!("({SECRET}) and ({SECRET})")
    );
    for line in pem().lines().filter(|line| !line.starts_with('-')) {
        assert_eq!(masker.text(line).trim_matches(['=', '/', '+']), SECRET, "{line}");
    }
}

/// The same key, framed otherwise.
#[rstest]
#[case::pem(pem().to_owned())]
#[case::windows(pem().replace('\n', "\r\n"))]
#[case::variable(pem().replace('\n', "\\n"))]
#[case::one_line(pem().replace('\n', " "))]
#[case::json(json!(pem()).to_string())]
#[case::lines(folded(&key(), 76, "\n"))]
#[case::url_safe(URL_SAFE.encode(der()))]
#[case::hex(hex::encode(der()))]
#[case::hex_in_groups(folded(&hex::encode_upper(der()), 2, ":"))]
#[case::percent(percent(&key(), true))]
// Without its PKCS#8 envelope.
#[case::pkcs1(STANDARD.encode(&der()[26..]))]
#[case::pkcs1_pem(format!("-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----", folded(&STANDARD.encode(&der()[26..]), 64, "\n")))]
fn a_private_key_is_known_by_its_looks(#[case] text: String) {
    for masker in [Masker::new(&[]), Masker::new(&[pem().to_owned()])] {
        let shown = masker.text(&format!("key={text}&x=1"));
        let (before, after) = shown.split_once(SECRET).unwrap_or_else(|| panic!("{shown}"));
        let left: String = [before, after].concat();
        assert!(left.len() < 75, "{shown}");
        assert!(!shown.contains(&key()[400..410]), "{shown}");
    }
}

#[test]
fn a_public_key_is_no_secret() {
    // The other half of the same pair, by OpenSSL.
    let text = json!({ "public_key": concat!(
        "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC8xu273Rf+3lzBJ8tfSTVJPGr0K1uUWLZnJp2IOEGzbmOl50iTE1Zq5ZQD/nb6sDPVVdA+E77Y",
        "2Nb96f4+pH96B2A/NnUEmy69RlvG+pcB4P2r39Ey8naH3oaChJvBWu/dlpyjhfVkCe4AhDdeZkJS99J2qMAowxPyMYqbWT0C9wIDAQAB",
    ) })
    .to_string();
    assert_eq!(Masker::new(&[pem().to_owned()]).body(&text), text);
    let longer = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA";
    assert_eq!(Masker::new(&[pem().to_owned()]).text(longer), longer);
}

#[rstest]
#[case("手机号13800138000已存在", "手机号‹private›已存在")]
#[case("138 0013 8000, 138-0013-8000", "‹private›, ‹private›")]
#[case("+86 138 0013 8000 or 008613800138000", "+‹private› or ‹private›")]
#[case("tel=%2B8613800138000", "tel=%2B‹private›")]
#[case("110105 19491231 002X 11010519491231002x", "‹private› ‹private›")]
#[case("91310000MA1FL0T85X", "‹private›")]
#[case("6222 0200 0000 0000 000", "‹private›")]
// What only resembles them.
#[case("timestamp 1604990109987, row 138", "timestamp 1604990109987, row 138")]
#[case("id 2138001380001, u13800138000", "id 2138001380001, u13800138000")]
#[case("6222020000000000001 990099009900990099", "6222020000000000001 990099009900990099")]
fn numbers_of_people_are_known_by_their_looks(#[case] text: &str, #[case] shown: &str) {
    assert_eq!(Masker::new(&[]).text(text), shown);
}

#[test]
fn private_fields_are_masked_wherever_they_stand() {
    let value = json!({"rows": [{"userPhone": "13800000000", "userRealName": "张三"}]});
    let shown = Masker::new(&[]).value(&value);
    assert_eq!(
        shown,
        json!({"rows": [{"userPhone": "‹private, 11 characters›", "userRealName": "张三"}]})
    );
}

/// Whatever makes a body invalid JSON, its fields are found.
#[rstest]
#[case::json(
    r#"{"a": 1.0, "userPhone":"1 2","x":"\u5f20\/"}"#,
    r#"{"a": 1.0, "userPhone":"‹private, 3 characters›","x":"\u5f20\/"}"#
)]
#[case::number(r#"{"userPhone":13}"#, r#"{"userPhone":"‹private, 2 characters›"}"#)]
#[case::number_by_its_looks(r#"{"x":13800138000}"#, r#"{"x":"‹private›"}"#)]
#[case::nothing(
    r#"{"userPhone":null,"custId":"","private_key":true}"#,
    r#"{"userPhone":null,"custId":"","private_key":true}"#
)]
#[case::twice(
    r#"{"custId":"a","custId":"b"}"#,
    r#"{"custId":"‹private, 1 characters›","custId":"‹private, 1 characters›"}"#
)]
#[case::list(
    r#"{"custId":["a",{"b":"c"}],"d":"e"}"#,
    r#"{"custId":["‹private, 1 characters›",{"b":"‹private, 1 characters›"}],"d":"e"}"#
)]
#[case::string(r#""{\"custId\":\"a\"}""#, r#""{\"custId\":\"‹private, 1 characters›\"}""#)]
#[case::string_within(
    r#"{"data":"{\"custId\":\"a\"}"}"#,
    r#"{"data":"{\"custId\":\"‹private, 1 characters›\"}"}"#
)]
#[case::mark("\u{feff}{\"custId\":\"a\"}", "\u{feff}{\"custId\":\"‹private, 1 characters›\"}")]
#[case::zero("{\"custId\":\"a\"}\0", "{\"custId\":\"‹private, 1 characters›\"}\0")]
#[case::call(r#"callback({"custId":"a"});"#, r#"callback({"custId":"‹private, 1 characters›"});"#)]
#[case::surrogate(
    r#"{"msg":"\ud800","custId":"a"}"#,
    r#"{"msg":"\ud800","custId":"‹private, 1 characters›"}"#
)]
#[case::surrogate_within(r#"{"custId":"\ud800a"}"#, r#"{"custId":"‹private, 2 characters›"}"#)]
#[case::cut_off(r#"{"custId":"ab"#, r#"{"custId":"‹private, 2 characters›"#)]
#[case::no_braces(r#""custId" : "a""#, r#""custId" : "‹private, 1 characters›""#)]
#[case::brackets_too_many(r#"]}{"custId":"a"}"#, r#"]}{"custId":"‹private, 1 characters›"}"#)]
#[case::lines(
    "{\"custId\":\"a\"}\n{\"x\":1}\n",
    "{\"custId\":\"‹private, 1 characters›\"}\n{\"x\":1}\n"
)]
#[case::form("x=1&custId=7550019283&y=2", "x=1&custId=‹private›&y=2")]
#[case::xml("<custId>7550019283</custId>", "<custId>‹private›</custId>")]
#[case::single_quotes("{'custId': '7550019283'}", "{'custId': '‹private›'}")]
#[case::words(
    "<p>custId: 不能为空, userPhone=required</p>",
    "<p>custId: 不能为空, userPhone=required</p>"
)]
fn fields_are_found_in_any_body(#[case] body: &str, #[case] shown: &str) {
    assert_eq!(Masker::new(&[]).body(body), shown);
}

/// Nesting without end is read without recursion.
#[test]
fn deep_nesting_is_no_trouble() {
    let body = format!("{}{{\"custId\":\"ab\"}}", "[".repeat(100_000));
    assert!(
        Masker::new(&[])
            .body(&body)
            .ends_with("{\"custId\":\"‹private, 2 characters›\"}")
    );
}

#[test]
fn encoded_text_in_a_body_that_nobody_can_read_is_masked() {
    let half = &key()[200..500];
    let masker = Masker::new(&[]);
    assert_eq!(masker.body(&format!("<pre>{half}</pre>")), "<pre>‹secret›</pre>");
    assert_eq!(
        masker.body(&format!("<hr>{}", "-".repeat(200))),
        format!("<hr>{}", "-".repeat(200))
    );
    assert_eq!(
        masker.body(&format!("{{\"x\":\"{half}\"}}")),
        format!("{{\"x\":\"{half}\"}}")
    );
}

#[test]
fn a_body_that_is_no_text_is_withheld() {
    let wide: String = r#"{"userPhone":"13800138000"}"#.chars().flat_map(|c| [c, '\0']).collect();
    let shown = Masker::new(&[]).body(&wide);
    assert!(shown.starts_with("‹no text of 54 characters, SHA-256 "), "{shown}");
}

/// What one scenario meets, the others know; what may mean something else there, they do not.
#[test]
fn numbers_and_keys_are_known_to_the_whole_run() {
    let first = Masker::new(&[]);
    let mut second = first.clone();
    second.remember("7550019283,7550046501");
    second.remember("abcdefgh");
    second.remember(&"x".repeat(40));
    second.remember(&format!("企合京总字第{}号", "1".repeat(43)));
    second.remember(&key());
    assert_eq!(second.text(&"1".repeat(100)), "1".repeat(100));
    let text = format!("7550 0192 83; {}; abcdefgh; {}", &key()[300..330], "x".repeat(40));
    let known = "‹private›; ‹private›";
    assert_eq!(first.text(&text), format!("{known}; abcdefgh; {}", "x".repeat(40)));
    assert_eq!(second.text(&text), format!("{known}; ‹private›; ‹private›"));
}

/// A key that was cut into the items of a list is put together again.
#[test]
fn a_key_in_pieces_is_learned() {
    let pieces: Vec<String> = folded(&key(), 64, "\n").lines().map(str::to_owned).collect();
    let body = json!({ "lines": pieces, "public_key": "MIGf" }).to_string();
    let mut masker = Masker::new(&[]);
    body::walk(
        &body,
        &mut Learner {
            masker: &mut masker,
            depth: 0,
        },
    );
    let shown: Value = serde_json::from_str(&masker.body(&body)).expect("still JSON");
    let lines: Vec<&str> = shown["lines"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert!(
        lines
            .iter()
            .all(|line| line.trim_matches(['=', '/', '+']) == PRIVATE || *line == SECRET),
        "{lines:?}"
    );
    assert_eq!(shown["public_key"], "MIGf");
}

#[test]
fn headers_are_masked_by_name_too() {
    let masker = Masker::new(&["geheim".to_owned()]);
    let header = |name, value| masker.header(name, value);
    assert_eq!(
        header("X-geheim", "geheim!"),
        ("X-‹secret›".to_owned(), "‹secret›!".to_owned())
    );
    assert_eq!(header("Set-Cookie", "sid=abc; Path=/").1, "sid=‹secret›");
    assert_eq!(header("Authorization", "Bearer abc").1, "‹secret›");
    assert_eq!(
        header("Date", "Mon, 01 Jan 2026 00:00:00 GMT").1,
        "Mon, 01 Jan 2026 00:00:00 GMT"
    );
}

#[test]
fn sentences_of_ours_keep_paths_and_lose_keys() {
    let path = "cannot read /tmp/.tmpAbC123/target/debug/deps/key.pem";
    assert_eq!(without_keys(path), path);
    assert_eq!(
        without_keys(&format!("unexpected argument '{}' found", pem())),
        "unexpected argument '‹secret›' found"
    );
    assert_eq!(
        without_keys(&format!("'{}' is no", &key()[300..400])),
        "'‹secret›' is no"
    );
}

/// A hostile vendor can make a run remember only a limited amount.
#[test]
fn memory_has_an_end() {
    let masker = Masker::new(&[]);
    let mut clone = masker.clone();
    for number in 0..300_u64 {
        clone.remember(&format!("{number:04}-5678 90").repeat(2_000));
    }
    let kept = masker.shared.read().expect("no panic");
    assert_eq!(format!("{kept:?}"), "Known(128 values, …)");
}

/// The names that are shown come from the schemas.
#[test]
fn there_are_private_fields() {
    assert!(Message::all().count() > 0);
    assert!(
        ["private_key", "biz_user_code", "userPhone", "custId"]
            .iter()
            .all(|name| private_fields().contains(*name))
    );
}
