//! Whatever stands between: wrong credentials, other servers, silence, clocks.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use fuhe::client::CallLimits;
use fuhe::clock::Clock;
use fuhe::config::Target;
use fuhe::mock::{Behaviour, UnknownUser};
use fuhe::probe::{Trouble, probe};
use rstest::rstest;

use super::{HEADING, assert_nothing_was_created, bent, client};
use crate::stage::{Fate, Manner, Server, Vendor};
use crate::unreachable::now_millis;

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
    vendor
        .stage
        .write("key.pem", include_str!("../../vectors/throwaway.pem"));
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
        .block_on(probe(&client, None))
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
        let message = "user.save.request";
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

/// A slow vendor keeps nobody waiting without a word: a stage is shown once it is over.
#[test]
fn a_stage_is_shown_before_the_next_is_over() {
    let vendor = bent(&[]);
    let decide = |number, _: &str| if number < 3 { Fate::Answered } else { Fate::Unanswered };
    let server = Server::start(Manner::Fate(vendor.port(), decide));
    let slow = vendor
        .embedded
        .target_file()
        .replace(&format!(":{}", vendor.port()), &format!(":{}", server.port));
    // The call is not given up before the test is.
    vendor
        .stage
        .write("slow.toml", &format!("{slow}\n[network]\ntimeout = 300\n"));
    let probe = vendor.stage.start("probe slow.toml");
    server.wait_for_silence();
    let shown = probe.printed_up_to("    →");
    assert!(shown.contains("Is the gateway there"), "{shown}");
}
