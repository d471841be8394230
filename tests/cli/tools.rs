//! The tools by hand: signing, encrypting, accounts, and keys as people keep them.

use rstest::rstest;

use super::call::{KEY, call, fuhe, pem};

/// A list with Chinese text (BS-03).
const LIST: &str = r#"[{"userNo":"zhangsan01","userRealName":"张三"}]"#;

#[rstest]
#[case::worked_form(
    "etc sign --key KEY --app-id OIG0AF4DMOK2VC2N --api-code test.add --nonce 123AO9 --timestamp 1604990109987
     --params {\"name\":\"测试\"}",
    "",
    "apiCode=test.add&appId=OIG0AF4DMOK2VC2N&name=测试&nonce=123AO9&timestamp=1604990109987\n\
     h2vvDrpFGWMh3fFiBwDB2vLIcwdrhQy+mp7RLLC294PBsY4H1PxEx3BZGyOmj8RAQTJdamFxiZQBmlMOzq4qDnn1odT6gA7ORrx06ehgMkOwTYNlcvT23X3EArIWM1FbtPQJKZJeMrvaWfKiGCbxGXUEX2ZDjGdUaVt2BTInAFA=\n"
)]
#[case::butler_signature(
    "butler sign --secret s3cr3t --timestamp 1604990109987",
    r#"{"type":1}"#,
    "SdjJtqdak3kUO8gLKbFDjM4dVMsfrvunO1IZPuHxCh-jdtxXzXgN_a8iGA_rs687GBELUt3OfNGnWQd7RzFkiw\n"
)]
#[case::butler_signature_chinese(
    "butler sign --secret s3cr3t-顺 --timestamp 1604990109987",
    r#"{"companyName":"顺丰速运","type":1}"#,
    "6ohW7K9yrHyG0zaVvrpLMUyTVJpVom659mBdRWp0-7YOwTwUo_hFkWjHmVpcEAw2nFKt_-yLLOi4f_qxIjSodg\n"
)]
#[case::ecb(
    "butler des encrypt --key env:FUHE_TEST_SECRET",
    LIST,
    "Y3MJewPLO2qAkuxuUJnUYB+FdEbRbiCbwOKZAsFGtV09LY9SVduSE5X6rpfyuq42UU8BlOFWesw=\n"
)]
#[case::ecb_of_nothing("butler des encrypt --key env:FUHE_TEST_SECRET", "", "mAf0/O2Bxqs=\n")]
#[case::cbc_under_the_key(
    "butler des encrypt --key k3yS3cr7 --mode cbc --encoding hex",
    "12345678",
    "246f5c181715c85e04aa93689ffd7817\n"
)]
#[case::cbc_under_a_vector(
    "butler des encrypt --key k3yS3cr7 --mode cbc --iv 0therIv! --encoding HEX",
    "12345678",
    "A13AFB3879A43D38443C1DCDC3961CB1\n"
)]
#[case::cbc_under_a_vector_in_hex(
    "butler des encrypt --key k3yS3cr7 --mode cbc --iv hex:3074686572497621 --encoding HEX",
    "12345678",
    "A13AFB3879A43D38443C1DCDC3961CB1\n"
)]
#[case::decrypt(
    "butler des decrypt --key env:FUHE_TEST_SECRET --mode cbc --encoding hex",
    "d37c3ab3977deb7c22432cafc56defa3cfa4dbf195bc2e7fc7a6436c0a70b5aff0302bf21e540904fd410dfef0574aadb6847784c090c1b6",
    LIST
)]
#[case::decrypt_with_a_line_break("butler des decrypt --key k3yS3cr7", "oKktgo3GpgyYB/T87YHGqw==\r\n", "12345678")]
#[case::account("butler account 顺丰速运有限公司 zhangsan@example.com", "", "sfs1111674575\n")]
#[case::account_of_the_smallest_int("butler account 顺丰 polygenelubricants", "", "sf-2147483648\n")]
fn tools_agree_with_openssl_and_the_jdk(#[case] line: &str, #[case] input: &str, #[case] expected: &str) {
    assert_eq!(call(line, input), (0, expected.to_owned(), String::new()));
}

/// Every habit of GW-12, and the spellings of GW-11, seen in the signed text.
#[rstest]
#[case("", "apiCode=c&appId=a&e=&nonce=n&t=true&timestamp=1")]
#[case("--sign-empty false", "apiCode=c&appId=a&nonce=n&t=true&timestamp=1")]
#[case("--sign-null null", "apiCode=c&appId=a&e=&nonce=n&t=true&timestamp=1&z=null")]
#[case(
    "--sign-null empty --sign-boolean digit",
    "apiCode=c&appId=a&e=&nonce=n&t=1&timestamp=1&z="
)]
#[case("--sign-boolean out", "apiCode=c&appId=a&e=&nonce=n&timestamp=1")]
#[case("--request-names request_content", "apiCode=c&appId=a&e=&nonce=n&t=true&timestamp=1")]
#[case("--request-names snake", "api_code=c&app_id=a&e=&nonce=n&t=true&timestamp=1")]
fn habits_of_signing(#[case] habits: &str, #[case] expected: &str) {
    let line = format!(
        "etc sign --key KEY --app-id a --api-code c --nonce n --timestamp 1 \
         --params {{\"e\":\"\",\"z\":null,\"t\":true,\"o\":{{}}}} {habits}"
    );
    let (code, stdout, stderr) = call(&line, "");
    assert_eq!((code, stdout.lines().next(), stderr.as_str()), (0, Some(expected), ""));
}

#[test]
fn nonce_and_time_are_made_when_not_given() {
    let line = "etc sign --key KEY --app-id a --api-code c --params {}";
    let texts = [call(line, "").1, call(line, "").1];
    for text in &texts {
        let signed = text.lines().next().expect("a signed text");
        let parts: Vec<(&str, &str)> = signed.split('&').filter_map(|part| part.split_once('=')).collect();
        assert_eq!(parts.len(), 4);
        assert_eq!(parts[2].0, "nonce");
        assert_eq!(parts[2].1.len(), 6);
        assert_eq!(parts[3].0, "timestamp");
        assert_eq!(parts[3].1.len(), 13);
    }
    assert_ne!(texts[0], texts[1]);
}

#[test]
fn other_readings_of_a_company_are_mentioned() {
    let (code, stdout, stderr) = call("butler account 重庆银行 a", "");
    assert_eq!((code, stdout.as_str()), (0, "zqy97\n"));
    assert_eq!(
        stderr,
        "the company's name can be read in several ways; also possible: cqy97 tqy97\n"
    );
}

/// What is signed and encrypted is every byte that was given, a final line break included.
#[test]
fn input_is_not_trimmed() {
    let sign = "butler sign --secret s --timestamp 1";
    assert_ne!(call(sign, "{}").1, call(sign, "{}\n").1);
    let encrypted = call("butler des encrypt --key k3yS3cr7", " text\n").1;
    assert_eq!(call("butler des decrypt --key k3yS3cr7", &encrypted).1, " text\n");
}

/// However a key is kept and given, it is read. The signature is that of the worked form.
#[rstest]
#[case::itself(pem().to_owned())]
#[case::one_line(pem().lines().filter(|line| !line.starts_with('-')).collect())]
#[case::windows(pem().replace('\n', "\r\n"))]
#[case::line_breaks_written_out(pem().replace('\n', "\\n"))]
#[case::quoted(format!("\"{}\"", pem().trim_end()))]
#[case::blanks(pem().replace('\n', " "))]
#[case::mark(format!("\u{feff}{}", pem()))]
#[case::variable("env:FUHE_TEST_PEM".to_owned())]
#[case::file(KEY.to_owned())]
#[case::file_with_a_mark(format!("file:{}", kept("mark.pem", &format!("\u{feff}{}\r\n", pem()))))]
fn a_key_is_read_as_people_keep_it(#[case] key: String) {
    let words = [
        "etc",
        "sign",
        "--app-id",
        "OIG0AF4DMOK2VC2N",
        "--api-code",
        "test.add",
        "--nonce",
        "123AO9",
    ];
    let more = [
        "--timestamp",
        "1604990109987",
        "--params",
        "{\"name\":\"测试\"}",
        "--key",
        &key,
    ];
    let output = fuhe(&[&words[..], &more[..]].concat(), b"");
    let (told, err) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(
        told.lines()
            .nth(1)
            .is_some_and(|line| line.starts_with("h2vvDrpFGWMh3fFiBwDB2vLIcwdrhQy")),
        "{told}{err}"
    );
}

/// Other secrets, too, may begin with a hyphen or end in a line break.
#[test]
fn secrets_are_read_as_people_keep_them() {
    let sign = |secret: &str| fuhe(&["butler", "sign", "--secret", secret, "--timestamp", "1"], b"{}").stdout;
    let expected = sign("--Geheim-1");
    assert_eq!(expected.len(), 87, "{expected:?}");
    assert_eq!(
        sign(&format!("file:{}", kept("hyphen", "\u{feff}--Geheim-1\r\n"))),
        expected
    );
}

/// A file of this content, for the length of the test's process.
fn kept(name: &str, text: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("secret-{name}"));
    std::fs::write(&path, text).expect("the folder can be written");
    path.display().to_string()
}
