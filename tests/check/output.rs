//! How much is said, in which colours, and what is read from standard input.

use std::sync::Arc;

use rstest::rstest;
use serde_json::json;

use crate::stage::{Fate, Manner, Server, Stage, Vendor};

/// Standard output is no terminal here.
#[rstest]
#[case::auto("", &[], false)]
#[case::always("--color always", &[], true)]
#[case::always_despite_the_environment("--color always", &[("NO_COLOR", "1")], true)]
#[case::never("--color never", &[("FORCE_COLOR", "1")], false)]
#[case::before_the_command("--color=always", &[], true)]
#[case::forced("", &[("FORCE_COLOR", "1")], true)]
#[case::forced_in_another_way("", &[("CLICOLOR_FORCE", "1")], true)]
#[case::forced_and_dumb("", &[("FORCE_COLOR", "1"), ("TERM", "dumb")], true)]
#[case::not_forced("", &[("FORCE_COLOR", "0")], false)]
#[case::no_colour_wins("", &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")], false)]
#[case::by_our_variable("", &[("FUHE_COLOR", "always")], true)]
fn colours(#[case] option: &str, #[case] variables: &[(&str, &str)], #[case] has: bool) {
    let stage = Stage::new();
    let line = if option.contains('=') {
        format!("{option} check --tags @CU-05")
    } else {
        format!("check --tags @CU-05 {option}")
    };
    let called = stage.fuhe_with(variables, &line);
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    assert_eq!(called.out.contains('\u{1b}'), has, "{}", called.out);
}

#[rstest]
#[case::colour("--color blue", "error: invalid value 'blue' for '--color <WHEN>'")]
#[case::both("-q -v", "error: the argument '--quiet' cannot be used with '--verbose'")]
fn wrong_output_options(#[case] options: &str, #[case] first: &str) {
    let called = Stage::new().fuhe(&format!("check {options}"));
    assert_eq!((called.code, called.err.lines().next()), (2, Some(first)));
}

#[rstest]
#[case("-q")]
#[case("--quiet")]
fn quiet(#[case] option: &str) {
    let vendor = Vendor::new(|_| {});
    let called = vendor.check(&format!("{option} --tags @CU-05"));
    assert_eq!((called.code, called.err.as_str()), (0, ""), "{}", called.out);
    assert!(called.out.contains("mock conforms as far as tested"), "{}", called.out);
    // What is wrong is said all the same.
    let wrong = vendor.check(&format!("{option} --tags @nix"));
    assert!(wrong.err.starts_with("error: --tags: "), "{}", wrong.err);
}

/// Where defaults come from, each scenario, and each of its calls; masked like the record.
#[test]
fn verbose() {
    let vendor = Vendor::new(|_| {});
    vendor.stage.write("fuhe.toml", "target = \"target.toml\"\n");
    let variables = [("FUHE_NO_CONFIG", ""), ("FUHE_CONCURRENCY", "1")];
    let called = vendor.stage.fuhe_with(&variables, "check -v --tags @CU-05");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    for words in [
        "--concurrency 1: from FUHE_CONCURRENCY\n",
        "--target target.toml: from fuhe.toml: line 1\n",
        "CU-05/a desktop user of type 1 gets a number: no deviation · ",
        "\n  client.user.save HTTP 200, accepted \"成功\" · ",
        "2 of 2 scenarios\n",
        "s first contact: client.user.save: HTTP 200, accepted",
    ] {
        assert!(called.err.contains(words), "{words} in {}", called.err);
    }
}

/// What is called outside any scenario, and what was called again and why.
#[test]
fn verbose_about_what_no_scenario_shows() {
    const BUSY: &str = "HTTP/1.1 429 -\r\ncontent-length: 0\r\nretry-after: 0\r\nconnection: close\r\n\r\n";
    let vendor = Vendor::new(|_| {});
    let decide = |number, _: &str| {
        if number == 0 {
            Fate::TurnedAway(BUSY)
        } else {
            Fate::Answered
        }
    };
    let server = Server::start(Manner::Fate(vendor.port(), decide));
    vendor.retarget(&format!(":{}", vendor.port()), &format!(":{}", server.port));
    let called = vendor.check("-v --concurrency 1 --tags @BS-03");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    let again = "batchSave was turned away and is called again in 0 ms; at most 10 calls a second from now on\n";
    for words in [
        again,
        "s first contact: batchSave: HTTP 200, accepted",
        "s clean-up: batchDelete of ",
    ] {
        assert!(called.err.contains(words), "{words} in {}", called.err);
    }
}

/// A vendor's line breaks make no lines of their own there.
#[test]
fn verbose_about_a_message_of_several_lines() {
    let vendor = Vendor::new(|_| {});
    let answer = json!({"requestId": "1", "code": "400", "msg": "one\n::error::two", "data": null, "succ": "fail"});
    let server = Server::start(Manner::Answer(Arc::new(move |_: &str, _: &str| (200, answer.clone()))));
    vendor.retarget(&format!(":{}", vendor.port()), &format!(":{}", server.port));
    let called = vendor.check("-v --tags @CU-05");
    let first = called
        .err
        .lines()
        .find(|line| line.contains("first contact: client.user.save: "));
    let first = first.unwrap_or_else(|| panic!("no such line in {}", called.err));
    assert!(
        first.ends_with("refused with code 400 \"one\\n::error::two\""),
        "{first}"
    );
}

/// `-` is standard input, where a target, a record or parameters are read.
#[test]
fn standard_input_is_read() {
    let vendor = Vendor::new(|_| {});
    let stage = &vendor.stage;
    let target = vendor.embedded.target_file();
    for line in ["check --target - --tags @CU-05", "check - --tags @CU-05", "probe -"] {
        let called = stage.fuhe_reading(&target, line);
        assert_eq!(called.code, 0, "{line}: {}{}", called.out, called.err);
    }
    let record = stage.read("target/fuhe/report.json");
    for line in [
        "report - --report-dir again",
        "compare - target/fuhe/report.json",
        "baseline save n -",
    ] {
        let called = stage.fuhe_reading(&record, line);
        assert_eq!(called.code, 0, "{line}: {}{}", called.out, called.err);
    }
    let nothing = stage.fuhe_reading("", "check -");
    assert_eq!(
        (nothing.code, nothing.err.as_str()),
        (2, "error: -: names no vendor; add a section [etc] or [butler]\n")
    );
    stage.write("key.pem", include_str!("../vectors/throwaway.pem"));
    let sign = "etc sign --key file:key.pem --app-id a --api-code c --nonce n --timestamp 1 --params";
    let signed = stage.fuhe_reading("{\"name\": \"x\"}", &format!("{sign} -"));
    assert_eq!(signed.code, 0, "{}", signed.err);
    assert!(
        signed.out.starts_with("apiCode=c&appId=a&name=x&nonce=n&timestamp=1\n"),
        "{}",
        signed.out
    );
}
