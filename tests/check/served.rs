//! `fuhe mock` for tests of clients: a target file that stays, a log, slowness and failures, and `/__fuhe/`.

use std::os::unix::fs::PermissionsExt as _;

use rstest::rstest;
use serde_json::Value;

use crate::stage::{Called, Running, Stage, Vendor, passed_on};
use crate::verdicts::assert_fits;

const USER: &str = r#"{"biz_user_id":"u-1","biz_user_type":"1","biz_user_code":"310101199001011234"}"#;
const ROW: &str =
    r#"[{"userNo":"zhangsan01","userPhone":"13912345678","userRealName":"张三","organizationCode":"IT0001"}]"#;

/// A mock with these options, whose target file is `mock.toml`.
fn served(stage: &Stage, options: &str) -> Running {
    let mock = stage.start(&format!("mock --target mock.toml {options}"));
    mock.wait_for("listening");
    mock
}

fn stopped(mock: Running) -> Called {
    mock.signal("TERM");
    let called = mock.finish();
    assert_eq!((called.code, called.out.as_str()), (0, ""));
    called
}

/// The value of a key in the target file.
fn value(stage: &Stage, section: &str, key: &str) -> String {
    let file: toml::Value = toml::from_str(&stage.read("mock.toml")).expect("TOML");
    file[section][key].as_str().expect("a string").to_owned()
}

fn port(stage: &Stage) -> u16 {
    let url = value(stage, "butler", "url");
    url.rsplit(':')
        .next()
        .and_then(|port| port.parse().ok())
        .expect("a port")
}

/// A request to this port: the status line and the body of its answer.
fn request(port: u16, line: &str, headers: &str, body: &str) -> (String, String) {
    let length = body.len();
    let request =
        format!("{line} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n{body}");
    let answer = String::from_utf8(passed_on(port, request.as_bytes()).expect("an answer")).expect("UTF-8");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let status = head.lines().next().unwrap_or_default().replace("HTTP/1.1 ", "");
    (status, body.to_owned())
}

fn stored(port: u16) -> Value {
    let (status, body) = request(port, "GET /__fuhe/stored", "x-fuhe: 1\r\n", "");
    assert_eq!(status, "200 OK");
    serde_json::from_str(&body).expect("JSON")
}

#[test]
fn credentials_stay_from_run_to_run() {
    let stage = Stage::new();
    let mock = served(&stage, "--character strict-tenant");
    let written = stage.read("mock.toml");
    let mode = stage
        .path("mock.toml")
        .metadata()
        .expect("the file")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(stopped(mock).err, "stopped\n");
    let mock = served(&stage, "--character strict-tenant");
    assert_eq!(stage.read("mock.toml"), written);
    let probed = stage.fuhe("probe mock.toml");
    assert_eq!(probed.code, 0, "{}{}", probed.out, probed.err);
    assert_eq!(stopped(mock).err, "stopped\n");
}

/// A file of one vendor only, with keys that the mock does not follow.
#[test]
fn lines_that_the_mock_does_not_follow() {
    let stage = Stage::new();
    stopped(served(&stage, ""));
    let file = stage.read("mock.toml");
    let file = file[..file.find("[butler]").expect("the section")].replace("sign_empty = true", "sign_empty = false");
    stage.write("mock.toml", &file);
    let mock = stage.start("mock --target mock.toml");
    let warning = "warning: the mock does not follow these lines of mock.toml: sign_empty; start it with the same --choice, \
                   --character and --mutant as when the file was written\n";
    mock.wait_for(warning.trim_end());
    mock.wait_for("listening");
    stopped(mock);
}

#[rstest]
#[case::host(
    "http://127.0.0.1",
    "https://127.0.0.1",
    "",
    "mock.toml: https://127.0.0.1:PORT/api/gateway is not a mock's address, \
    which is http:// with a port; name a file that `fuhe mock` wrote, or one that does not exist yet"
)]
#[case::port(
    "PORT\"",
    "1\"",
    "",
    "mock.toml: its addresses have different ports; name a file that `fuhe mock` wrote, or one \
    that does not exist yet"
)]
#[case::another_port(
    "",
    "",
    "--port 1",
    "--port 1: mock.toml says PORT; leave out --port, or change the file"
)]
#[case::key("private_key", "private_kee", "", "mock.toml: ")]
#[case::address(
    "",
    "",
    "--host mars",
    "invalid value 'mars' for '--host <ADDRESS>': expected an IP address, such as 127.0.0.1, \
    or 0.0.0.0 for every network of this machine"
)]
#[case::rate(
    "",
    "",
    "--fail-rate 2",
    "invalid value '2' for '--fail-rate <P>': expected a number from 0 to 1, such as 0.1 for one \
    call in ten"
)]
#[case::log("", "", "--show-secrets", "the following required arguments were not provided:")]
fn what_cannot_be_served(#[case] from: &str, #[case] to: &str, #[case] options: &str, #[case] sentence: &str) {
    let stage = Stage::new();
    stopped(served(&stage, ""));
    let port = port(&stage).to_string();
    let mut file = stage.read("mock.toml");
    if !from.is_empty() {
        file = file.replace(&from.replace("PORT", &port), to);
    }
    stage.write("mock.toml", &file);
    let before = file;
    let called = stage.fuhe(&format!("mock --target mock.toml {options}"));
    assert_eq!((called.code, called.out.as_str()), (2, ""), "{}", called.err);
    let expected = format!("error: {}", sentence.replace("PORT", &port));
    assert!(called.err.starts_with(&expected), "{expected}\n{}", called.err);
    assert_eq!(stage.read("mock.toml"), before, "a file is never written over");
}

#[test]
fn a_target_file_that_cannot_be_written() {
    let called = Stage::new().fuhe("mock --target none/mock.toml");
    assert_eq!(called.code, 2);
    assert!(
        called
            .err
            .starts_with("error: cannot write none/mock.toml: No such file or directory"),
        "{}",
        called.err
    );
}

/// One line of JSON, for programs that start a mock and wait for it.
#[rstest]
#[case::with_the_target("", false)]
#[case::without_secrets("--target mock.toml", true)]
fn a_line_for_programs(#[case] options: &str, #[case] has_file: bool) {
    let stage = Stage::new();
    let mock = stage.start(&format!("mock --format json {options}"));
    let line: Value = serde_json::from_str(&mock.printed_up_to("{")).expect("JSON");
    assert_fits(include_str!("../../schemas/mock-line.json"), &line);
    let port: u16 = line["address"]
        .as_str()
        .and_then(|address| address.strip_prefix("127.0.0.1:")?.parse().ok())
        .expect("an address");
    assert_eq!(line["url"], format!("http://127.0.0.1:{port}"));
    if has_file {
        assert_eq!(
            (&line["target_file"], &line["target"]),
            (&"mock.toml".into(), &Value::Null)
        );
    } else {
        assert_eq!(
            line["target"]["etc"]["url"],
            format!("http://127.0.0.1:{port}/api/gateway")
        );
        assert!(line["target"]["butler"]["sk"].is_string());
    }
    let (status, body) = request(port, "GET /__fuhe/health", "", "");
    assert_eq!((status.as_str(), body.as_str()), ("200 OK", "{\"listening\":true}\n"));
    mock.wait_for("listening");
    stopped(mock);
}

/// Who listens for others is told so, and given an address that a client on this machine can call.
#[test]
fn off_loopback() {
    let stage = Stage::new();
    let mock = stage.start("mock --target mock.toml --host 0.0.0.0");
    mock.wait_for("warning: the vendor listens on 0.0.0.0:");
    mock.wait_for("listening on http://127.0.0.1:");
    let called = stage.fuhe(&format!("call user.save --target mock.toml --params {USER}"));
    assert!(called.out.contains("etc_user_no"), "{}{}", called.out, called.err);
    stopped(mock);
}

#[test]
fn what_is_stored_is_listed_and_forgotten() {
    let stage = Stage::new();
    let mock = served(&stage, "");
    let port = port(&stage);
    let save = |operation: &str, params: &str| {
        let called = stage.fuhe(&format!("call {operation} --target mock.toml --params {params}"));
        assert_eq!(called.code, 0, "{}", called.err);
    };
    save("user.save", USER);
    save("batchSave", ROW);
    let all = stored(port);
    assert_eq!(all["gateway_users"][0]["fields"]["biz_user_id"], "u-1");
    assert_eq!(all["accounts"][0]["userNo"], "zhangsan01");
    assert_eq!(all["applications"].as_array().map(Vec::len), Some(1));
    for (line, headers, status) in [
        ("GET /__fuhe/stored", "", "403 Forbidden"),
        ("POST /__fuhe/reset", "", "403 Forbidden"),
        ("GET /__fuhe/reset", "x-fuhe: 1\r\n", "405 Method Not Allowed"),
        ("GET /__fuhe/other", "x-fuhe: 1\r\n", "404 Not Found"),
    ] {
        assert_eq!(request(port, line, headers, "").0, status, "{line}");
    }
    assert_eq!(stored(port), all);
    assert_eq!(
        request(port, "POST /__fuhe/reset", "x-fuhe: 1\r\n", "").1,
        "{\"reset\":true}\n"
    );
    let none = stored(port);
    for kind in ["desktop_users", "gateway_users", "accounts"] {
        assert_eq!(none[kind], Value::Array(Vec::new()), "{kind}");
    }
    // The credentials are still right.
    save("user.save", USER);
    assert_eq!(stored(port)["gateway_users"].as_array().map(Vec::len), Some(1));
    stopped(mock);
}

/// The vendor of a run answers its two interfaces and nothing else.
#[test]
fn the_embedded_vendor_has_no_control() {
    let vendor = Vendor::new(|_| {});
    for line in ["GET /__fuhe/health", "GET /__fuhe/stored", "POST /__fuhe/reset"] {
        assert_eq!(
            request(vendor.port(), line, "x-fuhe: 1\r\n", "").0,
            "404 Not Found",
            "{line}"
        );
    }
}

/// The log without its times.
fn logged(called: &Called) -> String {
    let lines = called.err.lines().filter(|line| *line != "stopped");
    let lines = lines.map(|line| line.split_once("Z  ").map_or(line, |(_, words)| words));
    lines.fold(String::new(), |text, line| text + line + "\n")
}

#[rstest]
#[case::masked("", false)]
#[case::shown("--show-secrets", true)]
fn the_log_shows_what_a_signature_must_cover(#[case] option: &str, #[case] shows: bool) {
    let stage = Stage::new();
    let mock = served(&stage, &format!("--log {option}"));
    let call = |file: &str, operation: &str, params: &str| {
        let called = stage.fuhe(&format!("call {operation} --target {file} --params {params}"));
        assert_eq!(called.code, 0, "{}", called.err);
    };
    call("mock.toml", "user.save", USER);
    call("mock.toml", "user.save", "{}");
    let file = stage.read("mock.toml");
    let sk = value(&stage, "butler", "sk");
    let wrong = file
        .replace("sign_empty = true", "sign_empty = false")
        .replace(&sk, &"x".repeat(32));
    stage.write("wrong.toml", &wrong);
    call(
        "wrong.toml",
        "user.save",
        &USER.replace('}', ",\"biz_user_name\":\"\"}"),
    );
    call("wrong.toml", "batchSave", ROW);
    request(port(&stage), "POST /api/gatway", "", "{}");
    let log = logged(&stopped(mock));
    for expected in [
        "user.save  HTTP 200, accepted \"成功\"\n",
        "user.save  HTTP 200, refused 400 \"",
        "user.save  HTTP 200, refused 401001 \"验证签名失败\"\n    must cover   apiCode=user.save&appId=",
        "    its SHA-256  ",
        "    but follows  sign_empty = false, sign_null = out, sign_boolean = word\n",
        "batchSave  HTTP 200, fail as a whole \"",
        "    must cover   {\"companyId\":\"",
        "&sk=‹secret›&timestamp=1",
        "    must be      ",
        "POST /api/gatway  HTTP 404, no interface is at this path\n",
    ] {
        assert!(log.contains(expected), "{expected}\n{log}");
    }
    assert_eq!(log.contains("310101199001011234"), shows, "{log}");
    assert!(!log.contains(&sk), "{log}");
}

/// The commonest mistake with the digest is named.
#[test]
fn a_digest_in_another_spelling() {
    let stage = Stage::new();
    let mock = served(&stage, "--log");
    let (app_id, sk) = (value(&stage, "butler", "send_app_id"), value(&stage, "butler", "sk"));
    let body = format!("{{\"companyId\":\"{app_id}\",\"userNos\":\"a\"}}");
    // Some digest has a character that the two alphabets write differently.
    let mut times = 1_700_000_000_000_u64..;
    let (time, sign) = times
        .find_map(|time| {
            let sign = fuhe::wire::butler::sign(&body, &sk, &time.to_string());
            sign.contains('-').then_some((time, sign))
        })
        .expect("a digest");
    let sign = sign.replace('-', "+").replace('_', "/");
    let headers =
        format!("sendAppId: {app_id}\r\ntimestamp: {time}\r\nsign: {sign}==\r\ncontent-type: application/json\r\n");
    request(port(&stage), "POST /public/user/v1/batchDelete", &headers, &body);
    let log = logged(&stopped(mock));
    let expected = "    but is       right in another spelling; URL-safe Base64 without padding is expected\n";
    assert!(log.contains(expected), "{log}");
}

/// The answer is late, and the call has had its effect: what a client must be ready for.
#[test]
fn an_answer_that_is_held_back() {
    let stage = Stage::new();
    let mock = served(&stage, "--latency 60000 --log");
    let file = stage
        .read("mock.toml")
        .replace("[etc]", "[network]\ntimeout = 0.2\n\n[etc]");
    stage.write("hasty.toml", &file);
    let called = stage.fuhe(&format!("call user.save --target hasty.toml --params {USER}"));
    assert_eq!(called.code, 3, "{}{}", called.out, called.err);
    assert!(called.err.contains("no answer within 0.2 s"), "{}", called.err);
    assert_eq!(stored(port(&stage))["gateway_users"][0]["fields"]["biz_user_id"], "u-1");
    let log = logged(&stopped(mock));
    assert_eq!(log, "user.save  HTTP 200, accepted \"成功\"\n");
}

#[rstest]
#[case::gateway("user.save", USER, r#""code":"500""#)]
#[case::courier("batchSave", ROW, r#""succ":"fail""#)]
fn a_call_that_fails(#[case] operation: &str, #[case] params: &str, #[case] answer: &str) {
    let stage = Stage::new();
    let mock = served(&stage, "--fail-rate 1");
    let called = stage.fuhe(&format!("call {operation} --target mock.toml --params {params}"));
    assert!(called.out.contains(answer), "{}", called.out);
    let all = stored(port(&stage));
    assert_eq!(
        (&all["gateway_users"], &all["accounts"]),
        (&Value::Array(Vec::new()), &Value::Array(Vec::new()))
    );
    stopped(mock);
}

#[test]
fn several_faults_at_once() {
    let stage = Stage::new();
    let mock = served(
        &stage,
        "--mutant desktop-id-of-ten-characters --mutant unknown-application-passes",
    );
    let called = stage.fuhe("check mock.toml --tags @CU-01␣or␣@GW-08");
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    let rules = stage.report()["rules"].clone();
    for rule in ["CU-01", "GW-08"] {
        let own = rules.as_array().expect("rules").iter().find(|own| own["id"] == rule);
        assert_eq!(own.expect("the rule")["verdict"], "fails", "{rule}");
    }
    stopped(mock);
}
