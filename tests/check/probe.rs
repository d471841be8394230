//! `fuhe probe`: every way that a vendor can be set to is found, nothing is created, and the first mismatch is named.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use fuhe::client::{CallLimits, Client};
use fuhe::clock::Clock;
use fuhe::config::Target;
use fuhe::contract::Message;
use fuhe::crypto::des::{DesKey, Mode};
use fuhe::crypto::encoding::Encoding;
use fuhe::crypto::rsa::SigningKey;
use fuhe::faults::{Choice, Kind, Mutant};
use fuhe::mock::{Behaviour, DigestWaiver, KeyPool, MockConfig, UnknownUser};
use fuhe::probe::{Trouble, probe};
use fuhe::run::Embedded;
use fuhe::wire::butler::{self, ListCipher};
use fuhe::wire::etc::{self, SigningHabits};
use rstest::rstest;
use serde_json::{Map, Value, json};

use crate::stage::{Called, Manner, Server, Stage, Vendor};
use crate::unreachable::now_millis;

/// What stands above the lines for the target file.
const HEADING: &str = "\nFor the target file:\n\n";

fn bent(choices: &[String]) -> Vendor {
    Vendor::new(|behaviour| {
        for choice in choices {
            let (question, value) = choice.split_once('=').expect("QUESTION=READING");
            Choice::named(question, value)
                .unwrap_or_else(|| panic!("no choice {choice}"))
                .apply(behaviour);
        }
    })
}

/// A target file without the lines that name habits.
fn bare(target: &str) -> String {
    let habit = ["request_names", "sign_", "mode", "encoding", "[butler.des]"];
    let kept = target
        .lines()
        .filter(|line| !habit.iter().any(|word| line.starts_with(word)));
    kept.fold(String::new(), |text, line| text + line + "\n")
}

/// What a probe printed for the target file, put there: under each header that is there already, the rest at the end.
fn pasted(target: &str, out: &str) -> String {
    let (_, printed) = out.split_once(HEADING).expect("lines for the target file");
    printed.split("\n\n").fold(target.to_owned(), |target, section| {
        let (header, lines) = section.split_once('\n').expect("a header and lines");
        let header = format!("{header}\n");
        if target.contains(&header) {
            target.replace(&header, &format!("{header}{}\n", lines.trim_end()))
        } else {
            format!("{target}\n{section}\n")
        }
    })
}

/// The same target, however its lines are ordered: secrets are no part of it, and not changed either.
fn habits(stage: &Stage, text: &str) -> String {
    stage.write("read.toml", text);
    let target = Target::read(&stage.path("read.toml"), &|_| None).expect("the target file is right");
    let etc = target.etc.expect("a gateway");
    let cipher = target.butler.expect("a courier").cipher;
    format!("{:?} {:?} {cipher:?} {:?}", etc.names, etc.habits, cipher.iv)
}

/// Probes a vendor of which nothing but addresses and credentials is known, and finds it as it is.
fn finds(vendor: &Vendor) -> Called {
    let whole = vendor.embedded.target_file();
    vendor.stage.write("bare.toml", &bare(&whole));
    let called = vendor.stage.fuhe("probe --target bare.toml");
    assert_eq!((called.code, called.err.as_str()), (0, ""), "{}", called.out);
    let found = pasted(&bare(&whole), &called.out);
    assert_eq!(
        habits(&vendor.stage, &found),
        habits(&vendor.stage, &whole),
        "{}",
        called.out
    );
    vendor.stage.write("found.toml", &found);
    assert_nothing_was_created(&vendor.embedded);
    called
}

/// What the binary calls a target with.
fn client(target: Arc<Target>, limits: CallLimits) -> Client {
    Client::new(target, Clock::System, "probe", limits).expect("a client")
}

fn assert_nothing_was_created(embedded: &Embedded) {
    let known = embedded.vendor().snapshot();
    let saved = (
        known.desktop_users.len(),
        known.gateway_users.len(),
        known.accounts.len(),
    );
    assert_eq!(saved, (0, 0, 0));
    embedded.check_faults().expect("the vendor itself is sound");
}

// ------------------------------------------------------------------------------------------------------ what it finds out

#[rstest]
fn every_combination_at_the_gateway(
    #[values("params", "request_content", "snake", "params, request_content, snake")] names: &str,
    #[values("true", "false")] empty: &str,
    #[values("out", "null", "empty")] null: &str,
    #[values("word", "digit", "out")] boolean: &str,
) {
    finds(&bent(&[
        format!("GW-11.request={names}"),
        format!("GW-12.empty={empty}"),
        format!("GW-12.null={null}"),
        format!("GW-12.boolean={boolean}"),
    ]));
}

/// Whatever a refusal looks like.
#[rstest]
fn every_cipher_of_the_courier(
    #[values("ecb base64", "ecb hex", "ecb HEX", "cbc base64", "cbc hex", "cbc HEX")] cipher: &str,
    #[values("documented", "json", "html", "text", "empty")] shape: &str,
    #[values("result null, msg null", "result list, msg text")] form: &str,
) {
    finds(&bent(&[
        format!("BS-45.cipher={cipher}"),
        format!("BS-48.shape={shape}"),
        format!("BS-34.form={form}"),
    ]));
}

/// No reading of any other question gets in the way.
#[test]
fn every_other_reading() {
    for choice in Choice::all().iter().filter(|choice| !choice.is_default) {
        finds(&bent(&[choice.to_string()]));
    }
}

/// Not even vendors that are wrong on purpose, each in another way, are written to. What they merely say is no matter.
#[test]
fn no_faulty_vendor_is_written_to() {
    let carrier = bent(&[]);
    let faulty = Mutant::all()
        .iter()
        .filter(|mutant| matches!(mutant.kind, Kind::RequestSchema | Kind::Policy));
    for mutant in faulty {
        let mut behaviour = Behaviour::default();
        mutant.apply(&mut behaviour);
        let config = MockConfig {
            behaviour,
            keys: KeyPool::quick(),
            ..MockConfig::default()
        };
        carrier.runtime.block_on(async {
            let embedded = Embedded::start(config).await.expect("the vendor starts");
            probe(&client(Arc::clone(embedded.target()), CallLimits::default())).await;
            assert_nothing_was_created(&embedded);
        });
    }
}

/// The file that a probe completes is one that a run goes through with.
#[test]
fn the_completed_file_serves_a_run() {
    let vendor = bent(&[
        "GW-11.request=snake".to_owned(),
        "GW-12.null=empty".to_owned(),
        "BS-45.cipher=cbc HEX".to_owned(),
    ]);
    finds(&vendor);
    let called = vendor
        .stage
        .fuhe("check --target found.toml --tags @GW-04␣or␣@GW-12␣or␣@BS-25");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
}

/// What the file says already is tried first.
#[rstest]
#[case::usual(&[], 7)]
#[case::another(&["GW-11.request=snake", "GW-12.empty=false", "GW-12.null=empty", "GW-12.boolean=out", "BS-45.cipher=cbc HEX"], 7)]
fn a_right_file_is_confirmed_with_few_calls(#[case] choices: &[&str], #[case] calls: usize) {
    let choices: Vec<String> = choices.iter().map(ToString::to_string).collect();
    let vendor = bent(&choices);
    let server = Server::start(Manner::Relay(vendor.port(), usize::MAX, Box::new(Manner::Silent)));
    vendor.retarget(&format!(":{}", vendor.port()), &format!(":{}", server.port));
    let called = vendor.stage.fuhe("probe --target target.toml");
    assert_eq!((called.code, called.err.as_str()), (0, ""), "{}", called.out);
    assert_eq!(server.requests(), calls, "{}", called.out);
}

#[test]
fn every_stage_is_shown() {
    let called = finds(&bent(&[
        "GW-12.null=null".to_owned(),
        "BS-45.cipher=ecb hex".to_owned(),
    ]));
    let ports_aside: Vec<&str> = called.out.lines().filter(|line| !line.contains("http://")).collect();
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!("probe", ports_aside.join("\n"));
    });
}

/// Either vendor may be alone.
#[rstest]
#[case::gateway(
    "[butler]",
    "[etc]\nrequest_names = \"params\"\nsign_empty = true\nsign_null = \"out\"\nsign_boolean = \"word\"\n"
)]
#[case::courier("[etc]", "[butler.des]\nmode = \"ecb\"\nencoding = \"base64\"\n")]
fn one_vendor_alone(#[case] without: &str, #[case] lines: &str) {
    let vendor = bent(&[]);
    let file = bare(&vendor.embedded.target_file());
    let sections = file.split("\n\n").filter(|section| !section.starts_with(without));
    vendor
        .stage
        .write("one.toml", &sections.collect::<Vec<_>>().join("\n\n"));
    let called = vendor.stage.fuhe("probe --target one.toml");
    assert_eq!((called.code, called.err.as_str()), (0, ""));
    assert_eq!(called.out.split_once(HEADING).map(|(_, printed)| printed), Some(lines));
}

// ------------------------------------------------------------------------------------------------- the first mismatch

/// What stands for the port in an expected text.
fn with_port(text: &str, port: u16) -> String {
    text.replace(":PORT", &format!(":{port}"))
}

/// A target file with another value for a key.
fn with_value(target: &str, key: &str, value: &str) -> String {
    let lines = target.lines().map(|line| match line.split_once(" = ") {
        Some((own, _)) if own == key => format!("{key} = {value}"),
        _ => line.to_owned(),
    });
    lines.fold(String::new(), |text, line| text + &line + "\n")
}

#[rstest]
#[case::app_id(
    "app_id",
    "\"NOBODY0000000000\"",
    "the gateway does not know the application NOBODY0000000000 (400001: 应用不存在); check etc.app_id of target \"mock\""
)]
#[case::sk(
    "sk",
    "\"geheim-und-lang\"",
    "the courier answers every call like a wrong signature (HTTP 200, refused \"验签失败\"); check butler.sk of \
     target \"mock\", and if that is right, butler.des: the list is encrypted in none of the variants tried"
)]
#[case::send_app_id(
    "send_app_id",
    "\"201900000000001\"",
    "the courier answers every call like an unknown client and a wrong signature (HTTP 200, refused \
     \"sendAppId不存在\"); check butler.send_app_id, butler.sk and butler.url of target \"mock\", and if that is right, \
     butler.des: the list is encrypted in none of the variants tried"
)]
fn a_wrong_credential(#[case] key: &str, #[case] value: &str, #[case] sentence: &str) {
    let vendor = bent(&[]);
    let wrong = with_value(&vendor.embedded.target_file(), key, value);
    vendor.stage.write("wrong.toml", &wrong);
    let called = vendor.stage.fuhe("probe --target wrong.toml");
    assert_eq!((called.code, called.err), (2, format!("error: {sentence}\n")));
    // The other vendor is probed all the same.
    assert!(called.out.contains(HEADING), "{}", called.out);
    assert_nothing_was_created(&vendor.embedded);
}

#[test]
fn a_wrong_private_key() {
    let vendor = bent(&[]);
    let wrong = with_value(&vendor.embedded.target_file(), "private_key", "{ file = \"key.pem\" }");
    vendor.stage.write("key.pem", include_str!("../vectors/throwaway.pem"));
    vendor.stage.write("wrong.toml", &wrong);
    let called = vendor.stage.fuhe("probe --target wrong.toml");
    assert_eq!(called.code, 2);
    let app_id = &vendor.embedded.vendor().credentials().etc.app_id;
    let (sentence, signed) = called.err.split_once("was signed: ").expect("the signed text");
    assert_eq!(
        sentence,
        format!(
            "error: the gateway refuses the signature (401001: 验证签名失败); check that etc.private_key of target \"mock\" is \
             the key of application {app_id}. The text that "
        )
    );
    assert!(
        signed.starts_with(&format!("apiCode=user.save&appId={app_id}&etc_user_no=FUHE")),
        "{signed}"
    );
}

/// Nothing at the address that is a vendor: what is there, and where to look.
#[rstest]
#[case::proxy(
    Manner::Page(502, "text/html", "<html><body><h1>Bad Gateway</h1></body></html>"),
    3,
    &[
        "http://127.0.0.1:PORT/api/gateway: HTTP 502 and no JSON: a proxy or gateway answered in the vendor's place; check \
         the url and everything between",
        "http://127.0.0.1:PORT/public/user/v1/batchSave: HTTP 502 and no JSON: a proxy or gateway answered in the vendor's \
         place; check the url and everything between",
    ]
)]
#[case::elsewhere(
    Manner::Page(404, "text/plain", "nothing here"),
    2,
    &[
        "http://127.0.0.1:PORT/api/gateway: HTTP 404 and no JSON: the interface is not at this address; check etc.url of \
         target \"mock\"",
        "http://127.0.0.1:PORT/public/user/v1/batchSave: HTTP 404 and no JSON: the interface is not at this address; check \
         butler.url of target \"mock\"",
    ]
)]
#[case::something_else(
    Manner::Page(200, "text/html", "<html>It works!</html>"),
    2,
    &[
        "http://127.0.0.1:PORT/api/gateway: HTTP 200 and no JSON: the interface is not at this address; check etc.url of \
         target \"mock\"",
        "the courier answers every call like an unknown client and a wrong signature (HTTP 200, not a JSON \
         object: <html>It works!</html>); check butler.send_app_id, butler.sk and butler.url of target \"mock\", and if that is right, \
         butler.des: the list is encrypted in none of the variants tried",
    ]
)]
#[case::another_interface(
    Manner::Page(200, "application/json", r#"{"code":"9999","msg":"hello\n\u001b[2Jyou"}"#),
    2,
    &[
        "the gateway answers right and wrong signatures alike in every published spelling (HTTP 200, refused with code 9999 \
         \"hello \\u{1b}[2Jyou\"); ask the vendor how a request is spelled, and whether the application may call user.save",
        "the courier answers every call like an unknown client and a wrong signature (HTTP 200, refused \
         \"hello \\u{1b}[2Jyou\"); check butler.send_app_id, butler.sk and butler.url of target \"mock\", and if that is right, \
         butler.des: the list is encrypted in none of the variants tried",
    ]
)]
#[case::parameters_first(
    Manner::Page(200, "application/json", r#"{"code":"400","msg":"参数biz_user_id不能为空"}"#),
    2,
    &[
        "the gateway answers right and wrong signatures alike (HTTP 200, refused with code 400 \
         \"参数biz_user_id不能为空\"): it checks the parameters first, or does not check the signature, so no call that \
         creates nothing shows its habits; ask the vendor for request_names, sign_empty, sign_null and sign_boolean",
        "the courier answers every call like an unknown client and a wrong signature (HTTP 200, refused \
         \"参数biz_user_id不能为空\"); check butler.send_app_id, butler.sk and butler.url of target \"mock\", and if that is right, \
         butler.des: the list is encrypted in none of the variants tried",
    ]
)]
#[case::a_time_that_nobody_can_read(
    Manner::Page(200, "application/json", r#"{"code":"403001","msg":"请求已过期"}"#),
    2,
    &[
        "http://127.0.0.1:PORT/api/gateway: the gateway takes the time of a call made now for wrong (403001: 请求已过期), and \
         has no Date header to tell its own; compare its clock with this one",
        "the courier answers every call like an unknown client and a wrong signature (HTTP 200, refused \
         \"请求已过期\"); check butler.send_app_id, butler.sk and butler.url of target \"mock\", and if that is right, \
         butler.des: the list is encrypted in none of the variants tried",
    ]
)]
fn a_server_that_is_no_vendor(#[case] manner: Manner, #[case] code: i32, #[case] sentences: &[&str]) {
    let vendor = bent(&[]);
    let server = Server::start(manner);
    vendor.retarget(&format!(":{}", vendor.port()), &format!(":{}", server.port));
    let called = vendor.stage.fuhe("probe --target target.toml");
    let expected: Vec<String> = sentences
        .iter()
        .map(|sentence| format!("error: {}\n", with_port(sentence, server.port)))
        .collect();
    assert_eq!((called.code, called.err), (code, expected.concat()), "{}", called.out);
    assert!(!called.out.contains(HEADING), "{}", called.out);
}

#[test]
fn a_port_where_nobody_listens() {
    let port = {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        listener.local_addr().expect("an address").port()
    };
    let vendor = bent(&[]);
    vendor.retarget(&format!(":{}", vendor.port()), &format!(":{port}"));
    let called = vendor.stage.fuhe("probe --target target.toml");
    let reason = "error sending request: client error (Connect): tcp connect error: Connection refused (os error 111)";
    let expected = format!(
        "error: http://127.0.0.1:{port}/api/gateway: {reason}\n\
         error: http://127.0.0.1:{port}/public/user/v1/batchSave: {reason}\n"
    );
    assert_eq!((called.code, called.err), (3, expected));
}

/// The command line waits for half a minute; the limit is the same one.
#[test]
fn a_server_that_never_answers() {
    let vendor = bent(&[]);
    let server = Server::start(Manner::Silent);
    vendor.retarget(&format!(":{}", vendor.port()), &format!(":{}", server.port));
    let limits = CallLimits {
        response: Duration::from_millis(300),
        ..CallLimits::default()
    };
    let target = Target::read(&vendor.stage.path("target.toml"), &|_| None).expect("the target file is right");
    let client = client(Arc::new(target), limits);
    let troubles: Vec<String> = vendor
        .runtime
        .block_on(probe(&client))
        .into_iter()
        .map(|contact| match contact.trouble {
            Some(Trouble::Error(error)) => error.to_string(),
            other => panic!("{other:?}"),
        })
        .collect();
    let silent = |path: &str| format!("http://127.0.0.1:{}{path}: no answer within 0.3 s", server.port);
    assert_eq!(troubles, [silent("/api/gateway"), silent("/public/user/v1/batchSave")]);
}

/// A clock that is a little off is followed, one that is far off is the first mismatch.
#[rstest]
#[case::a_little(20, 0, "s ahead of us; calls are stamped with its time")]
#[case::a_little_behind(-20, 0, "s behind us; calls are stamped with its time")]
#[case::far(
    3600,
    3,
    "s ahead of ours, and calls are only taken within 30 s; set one of the two clocks"
)]
#[case::far_behind(-45, 3, "s behind ours, and calls are only taken within 30 s; set one of the two clocks")]
fn a_clock_that_is_off(#[case] seconds: i64, #[case] code: i32, #[case] words: &str) {
    let vendor = Vendor::at(Clock::manual(now_millis() + seconds * 1000), |_| {});
    let called = vendor.stage.fuhe("probe --target target.toml");
    assert_eq!(called.code, code, "{}{}", called.out, called.err);
    let told = called.out + &called.err;
    assert_eq!(told.matches(words).count(), 2, "{told}");
}

/// A vendor that overlooks every rule at once is not called again.
#[test]
fn a_gateway_that_takes_what_it_must_refuse() {
    let overlook = |behaviour: &mut Behaviour| {
        let message = Message::UserSaveRequest;
        behaviour.requests.drop_required(message, "biz_user_id");
        behaviour.requests.drop_required(message, "biz_user_type");
        behaviour.gateway.users.unknown = UnknownUser::Ignored;
    };
    let vendor = Vendor::new(overlook);
    let called = vendor.stage.fuhe("probe --target target.toml");
    assert_eq!(
        (called.code, called.err.as_str()),
        (
            1,
            "warning: the gateway accepted an update of a user that does not exist, without biz_user_id and biz_user_type (HTTP \
             200, accepted with code 000); check what it changed there\n"
        )
    );
    assert!(!called.out.contains("sign_empty"), "{}", called.out);
}

// --------------------------------------------------------------------------------------------------- vendors of their own

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
        _ => Vec::new(),
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
        read => documented(read),
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
        _ => documented(list),
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
    0,
    "",
    Some("mode = \"cbc\"\nencoding = \"hex\"\niv = \"hex:0000000000000000\"")
)]
#[case::usual_iv(documented, SK, *b"12345678", "", 0, "", Some("mode = \"cbc\"\nencoding = \"hex\"\niv = \"12345678\""))]
#[case::given_key(
    documented,
    GIVEN,
    ZERO,
    "key = \"0therKey\"\n",
    0,
    "",
    Some("mode = \"cbc\"\nencoding = \"hex\"\n# key stays as it is given\niv = \"hex:0000000000000000\"")
)]
#[case::needless_key(
    documented,
    SK,
    ZERO,
    "key = \"0therKey\"\n",
    0,
    "",
    Some("mode = \"cbc\"\nencoding = \"hex\"\n# without key: the first 8 bytes of sk\niv = \"hex:0000000000000000\"")
)]
#[case::given_iv(
    documented, SK, *b"own-iv-8",
    "mode = \"cbc\"\niv = \"own-iv-8\"\n",
    0,
    "",
    Some("mode = \"cbc\"\nencoding = \"hex\"\n# iv stays as it is given")
)]
#[case::words_of_its_own(
    peculiar,
    SK,
    ZERO,
    "",
    0,
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
    let key = SigningKey::parse(include_str!("../vectors/throwaway.pem")).expect("a key");
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
    let stage = Stage::new();
    stage.write("key.pem", include_str!("../vectors/throwaway.pem"));
    let target = format!(
        "[etc]\nurl = \"http://127.0.0.1:{}/\"\napp_id = \"OIG0AF4DMOK2VC2N\"\nprivate_key = {{ file = \"key.pem\" }}\n",
        server.port
    );
    stage.write("gateway.toml", &target);
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
