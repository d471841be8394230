//! Couriers that word their refusals in their own way.

use std::sync::Arc;

use fuhe::crypto::des::{DesKey, Mode};
use fuhe::crypto::encoding::Encoding;
use fuhe::crypto::rsa::SigningKey;
use fuhe::mock::DigestWaiver;
use fuhe::wire::butler::{self, ListCipher};
use fuhe::wire::etc::{self, SigningHabits};
use rstest::rstest;
use serde_json::{Map, Value, json};

use super::{HEADING, finds};
use crate::first_contact::gateway_only;
use crate::stage::{Manner, Server, Stage, Vendor};

const SK: &str = "k3yS3cr7-and-more";

const GIVEN: &str = "0therKey";

/// What a courier makes of a list.
enum Read {
    Unsigned,
    Undecipherable,
    SomethingElse,
    Rows(usize),
}

/// Reads a call as a courier with this cipher does.
fn read(head: &str, body: &str, key: &str, iv: [u8; 8]) -> Read {
    let header = |name: &str| {
        head.lines()
            .find_map(|line| line.to_lowercase().starts_with(name).then(|| line.split_once(": "))?)
            .map_or("", |(_, value)| value)
    };
    if header("sign") != butler::sign(body, SK, header("timestamp")) {
        return Read::Unsigned;
    }
    let key = DesKey::from_secret(key.as_bytes()).expect("a key");
    let cipher = ListCipher::new(Mode::Cbc, Encoding::HexLower, key, Some(iv));
    let body: Value = serde_json::from_str(body).expect("JSON");
    match cipher.decrypt(body["userList"].as_str().expect("a list")) {
        Err(_) => Read::Undecipherable,
        Ok(plain) => match serde_json::from_str(&plain) {
            Ok(Value::Array(rows)) => Read::Rows(rows.len()),
            _ => Read::SomethingElse,
        },
    }
}

/// As the page has it.
fn documented(list: &Read) -> (u16, Value) {
    let result: Vec<Value> = match list {
        Read::Rows(count) => (1..=*count)
            .map(|row| json!({ "rowNo": row, "userNo": "", "cause": "userNo不能为空!" }))
            .collect(),
        Read::Unsigned | Read::Undecipherable | Read::SomethingElse => Vec::new(),
    };
    let msg = match list {
        Read::Unsigned => "验签失败",
        Read::Undecipherable | Read::SomethingElse => "解密失败",
        Read::Rows(_) => "数据校验不通过",
    };
    (200, json!({ "succ": "fail", "msg": msg, "result": result }))
}

/// In words and statuses of its own, without a word on rows, and with an id of the call.
fn peculiar(list: &Read) -> (u16, Value) {
    let (status, error) = match list {
        Read::Unsigned => (403, "who are you"),
        Read::Undecipherable => (500, "BadPaddingException"),
        Read::SomethingElse => (422, "syntax error"),
        Read::Rows(_) => (422, "userNo is required"),
    };
    let id = rand_id();
    (status, json!({ "success": false, "error": error, "trace": id }))
}

/// The same for everything that it does not read, signature or list.
fn vague(list: &Read) -> (u16, Value) {
    match list {
        Read::Unsigned => documented(&Read::Undecipherable),
        Read::Undecipherable | Read::SomethingElse | Read::Rows(_) => documented(list),
    }
}

/// The same for all that is signed.
fn laconic(list: &Read) -> (u16, Value) {
    let signed = !matches!(list, Read::Unsigned);
    (
        200,
        json!({ "succ": "fail", "msg": if signed { "失败" } else { "验签失败" } }),
    )
}

/// Content with any list.
fn content(list: &Read) -> (u16, Value) {
    match list {
        Read::Rows(_) => (200, json!({ "succ": "ok", "msg": "", "result": null })),
        Read::Unsigned | Read::Undecipherable | Read::SomethingElse => documented(list),
    }
}

/// A number that differs from call to call.
fn rand_id() -> String {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    format!("T{}", CALLS.fetch_add(1, Ordering::SeqCst))
}

const ZERO: [u8; 8] = [0; 8];

#[rstest]
#[case::zero_iv(
    documented,
    SK,
    ZERO,
    "",
    1,
    "",
    Some("mode = \"cbc\"\nencoding = \"hex\"\niv = \"hex:0000000000000000\"")
)]
#[case::usual_iv(documented, SK, *b"12345678", "", 1, "", Some("mode = \"cbc\"\nencoding = \"hex\"\niv = \"12345678\""))]
#[case::given_key(
    documented,
    GIVEN,
    ZERO,
    "key = \"0therKey\"\n",
    1,
    "",
    Some("mode = \"cbc\"\nencoding = \"hex\"\n# key stays as it is given\niv = \"hex:0000000000000000\"")
)]
#[case::needless_key(
    documented,
    SK,
    ZERO,
    "key = \"0therKey\"\n",
    1,
    "",
    Some("mode = \"cbc\"\nencoding = \"hex\"\n# without key: the first 8 bytes of sk\niv = \"hex:0000000000000000\"")
)]
#[case::given_iv(
    documented, SK, *b"own-iv-8",
    "mode = \"cbc\"\niv = \"own-iv-8\"\n",
    1,
    "",
    Some("mode = \"cbc\"\nencoding = \"hex\"\n# iv stays as it is given")
)]
#[case::words_of_its_own(
    peculiar,
    SK,
    ZERO,
    "",
    1,
    "",
    Some("mode = \"cbc\"\nencoding = \"hex\"\niv = \"hex:0000000000000000\"")
)]
#[case::content_with_any_list(
    content,
    SK,
    ZERO,
    "",
    1,
    "warning: the courier accepted an update with empty rows (HTTP 200, accepted); check what it changed there\n",
    Some("mode = \"cbc\"\nencoding = \"hex\"\niv = \"hex:0000000000000000\"")
)]
#[case::unknown_cipher(
    documented, SK, *b"unlikely",
    "",
    2,
    "error: the courier accepts the signature, but its answers do not show which of 15 variants encrypts \
     the list; ask for its DES tool, and set butler.des of target \"courier\"\n",
    Some("# how the list is encrypted is not known")
)]
#[case::unknown_cipher_or_secret(
    vague, SK, *b"unlikely",
    "",
    2,
    "error: the courier answers every call like an unknown client and a wrong signature (HTTP 200, refused \
     \"解密失败\"); check butler.send_app_id, butler.sk and butler.url of target \"courier\", and if that is right, \
     butler.des: the list is encrypted in none of the variants tried\n",
    None
)]
#[case::silent_on_lists(
    laconic,
    SK,
    ZERO,
    "",
    2,
    "error: the courier accepts the signature, but its answers do not show which of 15 variants encrypts \
     the list; ask for its DES tool, and set butler.des of target \"courier\"\n",
    Some("# how the list is encrypted is not known")
)]
fn a_courier_of_its_own(
    #[case] shape: fn(&Read) -> (u16, Value),
    #[case] key: &'static str,
    #[case] iv: [u8; 8],
    #[case] des: &str,
    #[case] code: i32,
    #[case] told: &str,
    #[case] lines: Option<&str>,
) {
    let answer = move |head: &str, body: &str| shape(&read(head, body, key, iv));
    let server = Server::start(Manner::Answer(Arc::new(answer)));
    let stage = Stage::new();
    let target = format!(
        "name = \"courier\"\n[butler]\nurl = \"http://127.0.0.1:{}\"\nsend_app_id = \"1\"\nsk = \"{SK}\"\n\
         company_name = \"顺丰\"\n[butler.des]\n{des}",
        server.port
    );
    stage.write("target.toml", &target);
    let called = stage.fuhe("probe --target target.toml");
    assert_eq!((called.code, called.err.as_str()), (code, told), "{}", called.out);
    let printed = called.out.split_once(HEADING).map(|(_, printed)| printed.trim_end());
    assert_eq!(
        printed.map(|printed| printed.trim_start_matches("[butler.des]\n")),
        lines
    );
    assert!(
        !called.out.contains(SK) && !called.out.contains(GIVEN),
        "{}",
        called.out
    );
}

/// A gateway that fails over every null, whatever the signature.
fn stumbling(_: &str, body: &str) -> (u16, Value) {
    let key = SigningKey::parse(include_str!("../../vectors/throwaway.pem")).expect("a key");
    let body: Map<String, Value> = serde_json::from_str(body).expect("JSON");
    let params = body["params"].as_object().expect("parameters");
    let envelope = body
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "sign" | "params"));
    let fields = envelope.chain(params).map(|(name, value)| (name.as_str(), value));
    let signed = etc::sign(&etc::signed_text(fields, &SigningHabits::default()), &key) == body["sign"];
    let (code, msg) = match signed {
        _ if params.values().any(Value::is_null) => ("500", "NullPointerException"),
        true => ("400", "参数biz_user_id不能为空"),
        false => ("401001", "验证签名失败"),
    };
    (200, json!({ "requestId": rand_id(), "code": code, "msg": msg }))
}

/// Where a wrong signature is answered alike, a right answer says nothing of the secret.
#[test]
fn a_courier_that_looks_at_no_signature() {
    let vendor = Vendor::new(|behaviour| behaviour.butler.digest.waivers = vec![DigestWaiver::Every]);
    let called = finds(&vendor);
    let told = "→ ecb base64: rows are reported one by one, so the list could be read; a wrong signature is answered in the same \
                way, so butler.sk may be wrong";
    assert!(called.out.contains(told), "{}", called.out);
}

/// What no call shows is said to be unknown, and not guessed.
#[test]
fn a_habit_that_cannot_be_told() {
    let server = Server::start(Manner::Answer(Arc::new(stumbling)));
    let stage = gateway_only(&server);
    let called = stage.fuhe("probe --target gateway.toml");
    assert_eq!(
        (called.code, called.err.as_str()),
        (
            2,
            "error: no call shows which sign_null the gateway has; ask the vendor, and set it in target \"gateway\"\n"
        )
    );
    let printed = called.out.split_once(HEADING).map(|(_, printed)| printed);
    let lines =
        "[etc]\nrequest_names = \"params\"\nsign_empty = true\n# sign_null is not known\nsign_boolean = \"word\"\n";
    assert_eq!(printed, Some(lines));
}
