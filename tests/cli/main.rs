//! The binary as people call it. The expected values are those of `tests/vectors/`, which were made outside this
//! crate; the commands that made them stand there.

mod call;
mod help;
mod tools;

use std::io::Write as _;
use std::process::{Command, Stdio};

use call::{call, fuhe, pem};
use rstest::rstest;

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
    "--key: the environment variable FUHE_TEST_NOTHING is not set; set it, or give the value in another way"
)]
#[case::no_such_file(
    "butler sign --secret file:/no/such/file --timestamp 1",
    "",
    "--secret: cannot read /no/such/file: No such file or directory (os error 2)"
)]
#[case::empty(
    "butler sign --secret= --timestamp 1",
    "",
    "--secret: is empty; write the value that the vendor issued"
)]
#[case::empty_variable(
    "butler sign --secret env:FUHE_TEST_EMPTY --timestamp 1",
    "",
    "--secret: the environment variable FUHE_TEST_EMPTY is empty; set it to the value that the vendor issued"
)]
#[case::empty_file(
    "butler sign --secret file:/dev/null --timestamp 1",
    "",
    "--secret: /dev/null is empty; write the value that the vendor issued into it"
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
    "--secret: is the name of a file; to use its content, write file:NAME on the command line, or { file = \"NAME\" } \
     in a target file"
)]
#[case::number(
    &format!("{SIGN} --key KEY --params {{\"a\":18446744073709551616}}"),
    "",
    "--params: programs write the number 18446744073709551616 differently, so it is not clear what was \
     signed; write an integer of up to 64 bits, or a string: \"18446744073709551616\""
)]
#[case::number_to_send(
    "call batchSave --params [{\"custId\":1e5}]",
    "",
    "--params: programs write the number 1e5 differently, so it is not clear what was signed; write an \
     integer of up to 64 bits, or a string: \"1e5\""
)]
#[case::name_twice(
    &format!("{SIGN} --key KEY --params {{\"a\":1,\"a\":2}}"),
    "",
    "--params: the name \"a\" stands twice in one object, and parsers differ in which one they use; remove one of them"
)]
#[case::no_key(&format!("{SIGN} --params {{}} --key AAAA"), "", "--key: the private key is not PKCS#8 of an RSA key of up to 4096 bits")]
#[case::no_object(
    &format!("{SIGN} --params [] --key KEY"),
    "",
    r#"--params: this is not a JSON object; an object is expected, such as '{"biz_user_id": "u-1"}'"#
)]
#[case::no_json(
    &format!("{SIGN} --params {{ --key KEY"),
    "",
    r#"--params: this is not valid JSON (EOF while parsing an object at line 1 column 1); an object is expected, such as '{"biz_user_id": "u-1"}'"#
)]
#[case::short_key(
    "butler des encrypt --key short",
    "",
    "--key: a DES key needs 8 bytes, and the secret has only 5"
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
    "standard input: the cipher text has 12 bytes, which is not a multiple of 8: it was cut, or it is not DES"
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
    "error: --secret: a value is missing, since --timestamp looks like the next option; give a secret that begins like this \
     as file:PATH or env:NAME"
)]
#[case::no_key(
    "butler des encrypt --key --mode",
    "error: --key: a value is missing, since --mode looks like the next option; give a secret that begins like this as \
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
    "the private key is encrypted; remove its pass phrase with: openssl pkcs8 -in OLD.pem"
)]
#[case(
    "PUBLIC KEY",
    "the private key is expected here, but this is the other half of a pair"
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
        "error: standard input is not UTF-8 from byte 3 on; both vendors accept UTF-8 only, so convert it first\n"
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
