//! The binary as people call it. The expected values are those of `tests/vectors.rs`, which were made outside this
//! crate; the commands that made them stand there.
//!
//! Runs on Linux only: sentences of the operating system are compared word for word, and stop signals are sent.

#![cfg(target_os = "linux")]

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use rstest::rstest;

const KEY: &str = concat!("file:", env!("CARGO_MANIFEST_DIR"), "/tests/vectors/throwaway.pem");

/// A list with Chinese text (BS-03).
const LIST: &str = r#"[{"userNo":"zhangsan01","userRealName":"张三"}]"#;

fn fuhe(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_fuhe"))
        .args(arguments)
        .env("FUHE_TEST_SECRET", "k3yS3cr7-and-more")
        .env("FUHE_TEST_EMPTY", "")
        .env("FUHE_TEST_PEM", pem().replace('\n', "\\n"))
        .env_remove("FUHE_TEST_NOTHING")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    // A command that reads nothing may be gone by now; then there is nobody to tell.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    child.wait_with_output().expect("the binary ends")
}

/// The key as a file has it, without the words before it.
fn pem() -> &'static str {
    let file = include_str!("vectors/throwaway.pem");
    &file[file.find("-----").expect("a key")..]
}

/// The command line's words; a blank within a word is written as `␣`.
fn words(line: &str) -> Vec<String> {
    line.split_whitespace()
        .map(|word| word.replace('␣', " ").replace("KEY", KEY))
        .collect()
}

fn call(line: &str, input: &str) -> (i32, String, String) {
    let words = words(line);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let output = fuhe(&words, input.as_bytes());
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (
        output.status.code().expect("no signal"),
        text(output.stdout),
        text(output.stderr),
    )
}

// ----------------------------------------------------------------------------------------------------- what they print

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

// ------------------------------------------------------------------------------------------------------ what they refuse

/// What the command line says of a mistake repeats no secret, wherever it stands.
#[rstest]
#[case::no_value("etc sign --params {} --key")]
#[case::next_option("etc sign --key --params {}")]
#[case::twice("etc sign --key SECRET --key SECRET")]
#[case::more_missing("etc sign --key SECRET")]
#[case::unknown_option("etc sign --kye SECRET --key SECRET")]
#[case::unknown_option_with_it("etc sign --kye=SECRET")]
#[case::without_option("etc sign SECRET")]
#[case::as_command("SECRET")]
#[case::as_tool("etc SECRET")]
#[case::for_another("butler sign --timestamp SECRET --secret 1")]
#[case::habit("etc sign --sign-null SECRET --key SECRET")]
#[case::for_the_name_of_a_file("etc sign --app-id a --api-code c --params {} --key file:SECRET")]
#[case::for_the_name_of_a_variable("etc sign --app-id a --api-code c --params {} --key env:SECRET")]
#[case::cipher("butler des encrypt --mode ofb --key SECRET --iv SECRET")]
#[case::target("check --target SECRET")]
fn a_complaint_never_repeats_a_secret(
    #[case] line: &str,
    #[values(pem().to_owned(), pem().replace('\n', "\\n"), pem().lines().nth(4).expect("a line").to_owned(),
             "0f1e2d3c4b5a69788796a5b4c3d2e1f0".to_owned(), "geheim-4711-und-lang".to_owned())]
    secret: String,
) {
    // One that looks like any other word cannot be told from it where it stands in the wrong place.
    let is_word = secret.starts_with("geheim");
    if is_word && !line.contains("--key SECRET") {
        return;
    }
    let words: Vec<String> = line.split(' ').map(|word| word.replace("SECRET", &secret)).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let output = fuhe(&words, b"");
    assert_eq!(output.status.code(), Some(2));
    let told = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(told.starts_with("error: "), "{told}");
    let characters: Vec<char> = secret.chars().filter(|c| !c.is_whitespace()).collect();
    for part in characters.windows(16) {
        let part: String = part.iter().collect();
        let is_armour = part.contains("---") || part.contains("PRIVATE");
        assert!(is_armour || !told.contains(&part), "{part} in {told}");
    }
}

const SIGN: &str = "etc sign --app-id a --api-code c --nonce n --timestamp 1";

#[rstest]
#[case::no_such_variable(
    &format!("{SIGN} --params {{}} --key env:FUHE_TEST_NOTHING"),
    "",
    "--key: the environment variable FUHE_TEST_NOTHING is not set; set it, or give the value otherwise"
)]
#[case::no_such_file(
    "butler sign --secret file:/no/such/file --timestamp 1",
    "",
    "--secret: cannot read /no/such/file: No such file or directory (os error 2)"
)]
#[case::empty(
    "butler sign --secret= --timestamp 1",
    "",
    "--secret: is empty; put in the value that the vendor issued"
)]
#[case::empty_variable(
    "butler sign --secret env:FUHE_TEST_EMPTY --timestamp 1",
    "",
    "--secret: the environment variable FUHE_TEST_EMPTY is empty; put in the value that the vendor issued"
)]
#[case::empty_file(
    "butler sign --secret file:/dev/null --timestamp 1",
    "",
    "--secret: /dev/null is empty; put in the value that the vendor issued"
)]
#[case::file_without_end(
    "butler sign --secret file:/dev/zero --timestamp 1",
    "",
    "--secret: cannot read /dev/zero: it is longer than any secret"
)]
#[case::folder(
    "butler sign --secret file:/ --timestamp 1",
    "",
    "--secret: cannot read /: Is a directory (os error 21)"
)]
#[case::name_of_a_file(
    "butler sign --secret Cargo.toml --timestamp 1",
    "",
    "--secret: is the name of a file; to take what is in it, write file:NAME on the command line, or { file = \"NAME\" } \
     in a target file"
)]
#[case::number(
    &format!("{SIGN} --key KEY --params {{\"a\":18446744073709551616}}"),
    "",
    "--params: the number 18446744073709551616 is read and written in different ways, so that nobody knows what was \
     signed; write an integer of up to 64 bits, or a string: \"18446744073709551616\""
)]
#[case::number_to_send(
    "call batchSave --params [{\"custId\":1e5}]",
    "",
    "--params: the number 1e5 is read and written in different ways, so that nobody knows what was signed; write an \
     integer of up to 64 bits, or a string: \"1e5\""
)]
#[case::name_twice(
    &format!("{SIGN} --key KEY --params {{\"a\":1,\"a\":2}}"),
    "",
    "--params: the name \"a\" stands twice in one object, and readers differ in which one counts; leave one of them"
)]
#[case::no_key(&format!("{SIGN} --params {{}} --key AAAA"), "", "--key: the private key is not PKCS#8 of an RSA key of up to 4096 bits")]
#[case::no_object(
    &format!("{SIGN} --params [] --key KEY"),
    "",
    r#"--params: that is no JSON object; an object is expected, such as '{"biz_user_id": "u-1"}'"#
)]
#[case::no_json(
    &format!("{SIGN} --params {{ --key KEY"),
    "",
    r#"--params: that is no JSON (EOF while parsing an object at line 1 column 1); an object is expected, such as '{"biz_user_id": "u-1"}'"#
)]
#[case::short_key(
    "butler des encrypt --key short",
    "",
    "--key: a DES key takes the first 8 bytes of the secret, which has only 5"
)]
#[case::vector_without_cbc(
    "butler des encrypt --key k3yS3cr7 --iv 0therIv!",
    "",
    "--iv: ecb has no initialisation vector; leave it out, or add --mode cbc"
)]
#[case::long_vector(
    "butler des encrypt --key k3yS3cr7 --mode cbc --iv too␣long!",
    "",
    "--iv: a DES initialisation vector has 8 bytes, not 9"
)]
#[case::odd_vector(
    "butler des encrypt --key k3yS3cr7 --mode cbc --iv hex:123",
    "",
    "--iv: the digits after hex: are wrong: Odd number of digits"
)]
#[case::no_base64(
    "butler des decrypt --key k3yS3cr7",
    "oKkt!",
    "standard input: not Base64: the character at byte 5 does not belong there"
)]
#[case::cut(
    "butler des decrypt --key k3yS3cr7",
    "oKktgo3GpgyYB/T8",
    "standard input: the cipher text has 12 bytes, which is no multiple of 8: it was cut or is no DES"
)]
#[case::another_key(
    "butler des decrypt --key another!",
    "oKktgo3GpgyYB/T87YHGqw==",
    "standard input: the decrypted text does not end in PKCS#5 padding: wrong key, mode or initialisation vector, or \
     damaged"
)]
#[case::nothing_to_decrypt(
    "butler des decrypt --key k3yS3cr7",
    "",
    "standard input: the cipher text is empty; even an empty text is encrypted to 8 bytes"
)]
fn wrong_input_is_told_in_one_sentence(#[case] line: &str, #[case] input: &str, #[case] sentence: &str) {
    assert_eq!(call(line, input), (2, String::new(), format!("error: {sentence}\n")));
}

/// What the command line itself refuses; the usage that follows is left to clap.
#[rstest]
#[case::unknown("frobnicate", "error: unrecognized subcommand 'frobnicate'")]
#[case::habit(
    "etc sign --sign-null maybe",
    "error: invalid value 'maybe' for '--sign-null <HABIT>': a null is signed in one of these ways: out, null, empty"
)]
#[case::spelling(
    "etc sign --request-names camel",
    "error: invalid value 'camel' for '--request-names <SPELLING>': a request is spelled in one of these ways: params, \
     request_content, snake"
)]
#[case::mode(
    "butler des encrypt --mode ofb",
    "error: invalid value 'ofb' for '--mode <MODE>': the DES mode is one of: ecb, cbc"
)]
#[case::encoding(
    "butler des encrypt --encoding Hex",
    "error: invalid value 'Hex' for '--encoding <ENCODING>': the encoding is one of: base64, hex, HEX"
)]
#[case::no_secret(
    "butler sign --secret --timestamp 1",
    "error: --secret: a value is missing, since --timestamp looks like the next option; a secret that begins so is given \
     as file:PATH or env:NAME"
)]
#[case::no_key(
    "butler des encrypt --key --mode",
    "error: --key: a value is missing, since --mode looks like the next option; a secret that begins so is given as \
     file:PATH or env:NAME"
)]
#[case::time(
    "butler sign --timestamp soon",
    "error: invalid value 'soon' for '--timestamp <MS>': expected Unix time in milliseconds, digits only, such as \
     1604990109987"
)]
#[case::missing(
    "butler sign --secret s",
    "error: the following required arguments were not provided:"
)]
fn wrong_usage_exits_with_2(#[case] line: &str, #[case] first_line: &str) {
    let (code, stdout, stderr) = call(line, "");
    assert_eq!(
        (code, stdout.as_str(), stderr.lines().next()),
        (2, "", Some(first_line))
    );
}

/// Other keys are told from this one by their first line.
#[rstest]
#[case(
    "RSA PRIVATE KEY",
    "the private key is PKCS#1; convert it with: openssl pkcs8 -topk8 -nocrypt -in OLD.pem"
)]
#[case(
    "ENCRYPTED PRIVATE KEY",
    "the private key is encrypted; take off its pass phrase with: openssl pkcs8 -in OLD.pem"
)]
#[case(
    "PUBLIC KEY",
    "the private key is expected here, but the text holds the other half of a pair"
)]
#[case("EC PRIVATE KEY", "the private key is not PKCS#8 of an RSA key of up to 4096 bits")]
fn keys_of_another_kind_are_named(#[case] label: &str, #[case] sentence: &str) {
    let key = pem().replace("PRIVATE KEY", label);
    let words = [
        "etc",
        "sign",
        "--app-id",
        "a",
        "--api-code",
        "c",
        "--params",
        "{}",
        "--key",
        &key,
    ];
    let output = fuhe(&words, b"");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        format!("error: --key: {sentence}\n")
    );
}

#[test]
fn an_empty_company_is_refused() {
    let output = fuhe(&["butler", "account", "", "id"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "error: COMPANY: is empty; give the company's name as the courier knows it\n"
    );
}

#[test]
fn input_that_is_no_text_is_refused() {
    let output = fuhe(&["butler", "sign", "--secret", "s", "--timestamp", "1"], b"ab\xff");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "error: standard input is not UTF-8 from byte 3 on; both vendors take UTF-8 only, so convert it first\n"
    );
}

#[rstest]
#[case("--help")]
#[case("--version")]
#[case("butler des --help")]
fn help_and_version_are_answers(#[case] line: &str) {
    let (code, stdout, stderr) = call(line, "");
    assert_eq!((code, stdout.is_empty(), stderr.as_str()), (0, false, ""));
}

/// `fuhe … | true`: nobody reads, and nothing is wrong.
#[test]
fn a_closed_output_is_no_panic() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_fuhe"))
        .args(["butler", "des", "encrypt", "--key", "k3yS3cr7"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    drop(child.stdout.take());
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(&vec![b'x'; 200_000]).expect("the binary reads");
    drop(input);
    let output = child.wait_with_output().expect("the binary ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}
