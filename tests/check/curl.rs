//! `--curl`: a line that runs in any shell, and gives away nothing unless it is asked to.

use std::process::Command;

use rstest::rstest;

use crate::mock::{interrupt, mock};
use crate::stage::{Stage, Vendor};

/// True where lines can be run.
fn curl_is_installed() -> bool {
    let is_there = Command::new("curl").arg("--version").output().is_ok();
    if !is_there {
        eprintln!("curl is not installed: its lines are not run");
    }
    is_there
}

const PERSON: &str =
    r#"{"biz_user_id":"it's 100% \\ \"u\"\u2028","biz_user_type":"1","biz_user_code":"310101199001011234"}"#;
const ROW: &str =
    r#"{"userNo":"zhangsan01","userPhone":"13912345678","userRealName":"张三","organizationCode":"IT0001"}"#;

/// Lines of every command that has `--curl`, run by `sh` against a mock.
#[test]
fn a_line_that_runs() {
    if !curl_is_installed() {
        return;
    }
    let (mock, stage) = mock();
    stage.write("person.json", PERSON);
    stage.write("rows.json", &format!("[{ROW}]"));
    let in_file = |name: &str| format!("$(sed -n 's/^{name} = \"\\(.*\\)\"$/\\1/p' target.toml | head -1)");
    let (key, app_id, etc) = (in_file("private_key"), in_file("app_id"), in_file("url"));
    let (sk, company) = (in_file("sk"), in_file("send_app_id"));
    let courier = "$(sed -n 's/^url = \"\\(.*\\)\"$/\\1/p' target.toml | tail -1)";
    let encrypted = format!("$(tr -d '\\n' < rows.json | $0 butler des encrypt --key \"{sk}\")");
    let body = |end: &str| {
        format!("printf '{{\"companyId\":\"%s\",\"type\":1,\"userList\":\"%s\"}}{end}' \"{company}\" \"{encrypted}\"")
    };
    let sign = format!("$0 butler sign --secret \"{sk}\" --timestamp \"$(date +%s)000\"");
    for (line, answer) in [
        (
            "$0 call user.save --target target.toml --params @person.json --curl".to_owned(),
            r#""etc_user_no""#,
        ),
        (
            "$0 call batchSave --target target.toml --params @rows.json --curl".to_owned(),
            r#""succ":"ok""#,
        ),
        (
            "$0 call batchDelete --target target.toml --params '{\"userNos\":\"zhangsan01\"}' --curl".to_owned(),
            r#""succ":"ok""#,
        ),
        (
            format!(
                "$0 etc sign --key \"{key}\" --app-id \"{app_id}\" --api-code user.save --params @person.json \
                 --curl \"{etc}\""
            ),
            r#""etc_user_no""#,
        ),
        // The line break at the end is signed as well.
        (
            format!("{} | {sign} --curl \"{courier}/public/user/v1/batchSave\"", body("\\n")),
            r#""succ":"ok""#,
        ),
        (
            format!(
                "{} | {sign} --send-app-id \"{company}\" --curl \"{courier}/public/user/v1/batchSave\"",
                body("")
            ),
            // It is saved already.
            r#""succ":"fail""#,
        ),
    ] {
        let called = stage.shell(&format!("{line} --show-secrets > line.sh && sh line.sh"));
        assert!(
            called.out.contains(answer),
            "{line}\n{}\n{}{}",
            stage.read("line.sh"),
            called.out,
            called.err
        );
        assert_eq!(stage.read("line.sh").lines().count(), 1);
    }
    interrupt(mock);
}

const NOTE: &str = "values are masked, so the vendor will refuse this line; --show-secrets prints one that runs\n";

/// What is private does not show unless it is asked for; the call is not sent.
#[rstest]
#[case::masked("", false, "x-tenant: ‹secret›", NOTE)]
#[case::shown(" --show-secrets", true, "x-tenant: a-tenant-of-ours", "")]
fn secrets_show_only_when_asked_for(
    #[case] option: &str,
    #[case] shows: bool,
    #[case] header: &str,
    #[case] note: &str,
) {
    let vendor = Vendor::new(|_| {});
    let file = vendor.stage.read("target.toml");
    let network = "[network]\nheaders = { x-tenant = \"a-tenant-of-ours\" }\n\n[etc]";
    vendor.stage.write("target.toml", &file.replace("[etc]", network));
    let called = vendor.stage.fuhe(&format!(
        "call user.save --target target.toml --curl{option} --params {{\"biz_user_code\":\"310101199001011234\"}}"
    ));
    assert_eq!((called.code, called.err.as_str()), (0, note));
    assert_eq!(called.out.contains("310101199001011234"), shows, "{}", called.out);
    assert!(called.out.contains(header), "{}", called.out);
    assert_eq!(vendor.embedded.vendor().snapshot().gateway_users.len(), 0);
}

#[test]
fn a_line_without_secrets_needs_no_mask() {
    let stage = Stage::new();
    let line = "echo '{\"companyId\":\"C1\",\"userNos\":\"a\"}' | tr -d '\\n' | $0 butler sign --secret geheim-4711 \
                --timestamp 1604990109987 --curl https://vendor.example/public/user/v1/batchDelete";
    let called = stage.shell(line);
    assert_eq!((called.code, called.err.as_str()), (0, ""));
    let begin = "curl -X POST 'https://vendor.example/public/user/v1/batchDelete' -H 'content-type: \
                 application/json;charset=utf-8' -H 'sendAppId: C1' -H 'timestamp: 1604990109987' -H 'sign: ";
    assert!(called.out.starts_with(begin), "{}", called.out);
    assert!(
        called
            .out
            .ends_with(" --data-raw '{\"companyId\":\"C1\",\"userNos\":\"a\"}'\n"),
        "{}",
        called.out
    );
}

#[rstest]
#[case::nobody(
    "$0 call user.save --params {} --curl",
    "error: --curl: name the target file; the embedded vendor ends with this command"
)]
#[case::no_curl(
    "$0 call user.save --params {} --show-secrets",
    "error: the following required arguments were not provided:"
)]
#[case::no_address(
    "$0 butler sign --secret s --timestamp 1 --curl vendor.example",
    "error: invalid value 'vendor.example' for '--curl <URL>': expected the whole address that the call is sent to, such \
     as https://host.example/api/gateway"
)]
#[case::no_company(
    "echo {} | $0 butler sign --secret s --timestamp 1 --curl https://vendor.example/",
    "error: the body has no companyId to take for the header sendAppId; give --send-app-id"
)]
fn a_line_that_cannot_be_made(#[case] line: &str, #[case] sentence: &str) {
    let called = Stage::new().shell(line);
    assert_eq!(
        (called.code, called.out.as_str(), called.err.lines().next()),
        (2, "", Some(sentence))
    );
}

/// Every failure has its call as a line, masked, wherever text is read.
#[test]
fn each_failure_has_its_line() {
    let vendor = Vendor::new(|_| {});
    vendor
        .stage
        .fuhe("check --mutant desktop-id-of-ten-characters --tags @CU-01");
    let repeated = vendor.stage.fuhe("report target/fuhe/report.json --report-dir again");
    assert_eq!(repeated.code, 0, "{}", repeated.err);
    let console = vendor
        .stage
        .fuhe("check --mutant desktop-id-of-ten-characters --tags @CU-01")
        .out;
    for (name, text) in [
        ("console", console),
        ("summary", vendor.stage.read("target/fuhe/summary.md")),
        ("junit", vendor.stage.read("target/fuhe/junit.xml")),
        ("ctrf", vendor.stage.read("target/fuhe/ctrf.json")),
    ] {
        let line = text
            .lines()
            .find(|line| line.contains("curl") && line.contains("curl -X POST"));
        let line = line.unwrap_or_else(|| panic!("no line for curl in {name}:\n{text}"));
        assert!(line.contains("‹private, "), "{name}: {line}");
    }
}
