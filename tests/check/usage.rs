//! Exit code 2: what the user can mend is said in one sentence, with the file, the key and what to do.

use rstest::rstest;

use crate::stage::{Manner, Server, Stage, Vendor};

/// A target file on a port where nobody listens; no test of this table gets that far.
pub(crate) const TARGET: &str = r#"name = "staging"
[etc]
url = "http://127.0.0.1:9/api/gateway"
app_id = "OIG0AF4DMOK2VC2N"
private_key = { file = "key.pem" }
[butler]
url = "http://127.0.0.1:9"
send_app_id = "201900000000001"
sk = "geheim-und-lang"
company_name = "顺丰"
[butler.des]
mode = "ecb"
"#;

pub(crate) fn stage(target: &str) -> Stage {
    let stage = Stage::new();
    stage.write("key.pem", include_str!("../vectors/throwaway.pem"));
    stage.write("t.toml", target);
    stage
}

#[rstest]
#[case::option("--frobnicate", "unexpected argument '--frobnicate' found")]
#[case::tags_cut_short(
    "--tags @must␣and",
    r#"--tags "@must and" is not a valid tag expression; write tags with @, joined by and, or, not and parentheses, such as "@must and not @butler""#
)]
#[case::tags_without_at(
    "--tags must",
    r#"--tags "must" is not a valid tag expression; write tags with @, joined by and, or, not and parentheses, such as "@must and not @butler""#
)]
#[case::name("--name (", r#"--name "(" is not a valid regular expression: regex parse error:"#)]
#[case::no_concurrency(
    "--concurrency 0",
    "invalid value '0' for '--concurrency <N>': expected a number of scenarios, 1 or more"
)]
#[case::concurrency(
    "--concurrency many",
    "invalid value 'many' for '--concurrency <N>': expected a number of scenarios, 1 or more"
)]
#[case::seed("--seed one", "invalid value 'one' for '--seed <N>': invalid digit found in string")]
#[case::no_target(
    "--target none.toml",
    "cannot read the target file none.toml: No such file or directory (os error 2); `fuhe mock` prints one to begin with"
)]
fn a_command_line_that_cannot_be_understood(#[case] options: &str, #[case] first_line: &str) {
    let called = Stage::new().fuhe(&format!("check {options}"));
    let told = called.err.lines().next().unwrap_or_default();
    assert_eq!(
        (called.code, called.out.as_str(), told),
        (2, "", format!("error: {first_line}").as_str())
    );
}

/// `fuhe` alone is `fuhe check`.
#[test]
fn check_need_not_be_said() {
    let called = Stage::new().fuhe("--tags must");
    assert_eq!(called.code, 2);
    assert!(called.err.starts_with("error: --tags"), "{}", called.err);
}

#[rstest]
#[case::no_toml(
    "name = \"staging\"",
    "name = \"staging",
    "line 1: invalid basic string, expected `\"`"
)]
#[case::unknown_key(
    "[butler.des]",
    "[butler.des]\npadding = \"none\"",
    "line 12, in [butler.des]: unknown field `padding`, expected one of `mode`, `encoding`, `key`, `iv`"
)]
#[case::unknown_section(
    "[butler.des]",
    "[butler.aes]",
    "line 11, in [butler.aes]: unknown field `aes`, expected one of `url`, `send_app_id`, `sk`, `company_name`, `initials`, `des`, `fixtures`"
)]
#[case::missing_key("app_id = \"OIG0AF4DMOK2VC2N\"\n", "", "line 2, in [etc]: missing field `app_id`")]
#[case::type_of_value(
    "name",
    "allow_writes = \"yes\"\nname",
    "line 1: invalid type: string \"yes\", expected a boolean"
)]
#[case::secret_in_another_way(
    "{ file = \"key.pem\" }",
    "{ fil = \"key.pem\" }",
    "line 5, in [etc]: expected a string, { env = \"NAME\" } or { file = \"path\" }"
)]
#[case::empty_value(
    "\"OIG0AF4DMOK2VC2N\"",
    "\"\"",
    "etc.app_id: is empty; write the value that the vendor issued"
)]
#[case::request_names(
    "[butler]",
    "request_names = \"camel\"\n[butler]",
    "etc.request_names: \"camel\": a request is spelled in one of these ways: params, request_content, snake"
)]
#[case::sign_null(
    "[butler]",
    "sign_null = \"maybe\"\n[butler]",
    "etc.sign_null: \"maybe\": a null is signed in one of these ways: out, null, empty"
)]
#[case::sign_boolean(
    "[butler]",
    "sign_boolean = \"maybe\"\n[butler]",
    "etc.sign_boolean: \"maybe\": a boolean is signed in one of these ways: word, digit, out"
)]
#[case::initials(
    "[butler.des]",
    "initials = \"SFC\"\n[butler.des]",
    "butler.initials: \"SFC\" cannot begin an account; write lower-case letters and digits, such as \"sfc\""
)]
#[case::sign_empty(
    "[butler]",
    "sign_empty = \"maybe\"\n[butler]",
    "line 6, in [etc]: invalid type: string \"maybe\", expected a boolean"
)]
#[case::mode("\"ecb\"", "\"ofb\"", "butler.des.mode: \"ofb\": the DES mode is one of: ecb, cbc")]
#[case::encoding(
    "mode = \"ecb\"",
    "encoding = \"Hex\"",
    "butler.des.encoding: \"Hex\": the encoding is one of: base64, hex, HEX"
)]
#[case::no_such_variable(
    "{ file = \"key.pem\" }",
    "{ env = \"FUHE_TEST_NOTHING\" }",
    "etc.private_key: the environment variable FUHE_TEST_NOTHING is not set; set it, or give the value in another way"
)]
#[case::no_such_file(
    "key.pem",
    "no.pem",
    "etc.private_key: cannot read no.pem: No such file or directory (os error 2)"
)]
#[case::key_is_a_file(
    "{ file = \"key.pem\" }",
    "\"key.pem\"",
    "etc.private_key: is the name of a file; to use its content, write file:NAME on the command line, or \
     { file = \"NAME\" } in a target file"
)]
#[case::key_for_a_name(
    "{ file = \"key.pem\" }",
    "{ env = \"MIIE+/==\" }",
    "etc.private_key: the text given as the name of an environment variable is not one; such names are short words"
)]
#[case::blank_secret(
    "\"geheim-und-lang\"",
    "\" \\n\"",
    "butler.sk: is empty; write the value that the vendor issued"
)]
#[case::broken_key(
    "{ file = \"key.pem\" }",
    "\"AAAA\"",
    "etc.private_key: the private key is not PKCS#8 of an RSA key of up to 4096 bits"
)]
#[case::short_secret(
    "\"geheim-und-lang\"",
    "\"geheim\"",
    "butler.sk: a DES key needs 8 bytes, and the secret has only 6"
)]
#[case::empty_secret(
    "sk = \"geheim-und-lang\"\ncompany_name = \"顺丰\"\n[butler.des]",
    "sk = \"\"\ncompany_name = \"顺丰\"\n[butler.des]\nkey = \"geheim-und-lang\"",
    "butler.sk: is empty; write the value that the vendor issued"
)]
#[case::short_key(
    "mode = \"ecb\"",
    "key = \"kurz\"",
    "butler.des.key: a DES key needs 8 bytes, and the secret has only 4"
)]
#[case::vector(
    "mode = \"ecb\"",
    "mode = \"cbc\"\niv = \"123\"",
    "butler.des.iv: a DES initialisation vector has 8 bytes, not 3"
)]
#[case::vector_in_hex(
    "mode = \"ecb\"",
    "mode = \"cbc\"\niv = \"hex:123\"",
    "butler.des.iv: the digits after hex: are wrong: Odd number of digits"
)]
#[case::vector_without_cbc(
    "mode = \"ecb\"",
    "iv = \"12345678\"",
    "butler.des.iv: ecb has no initialisation vector; leave it out, or set butler.des.mode to \"cbc\""
)]
#[case::no_url(
    "\"http://127.0.0.1:9\"",
    "\"127.0.0.1:9\"",
    "butler.url: \"127.0.0.1:9\" is not a valid URL (relative URL without a base); write it in full, such as https://host/api/gateway"
)]
#[case::other_scheme(
    "\"http://127.0.0.1:9\"",
    "\"ftp://127.0.0.1\"",
    "butler.url: \"ftp://127.0.0.1\" must begin with http:// or https:// and name a host"
)]
#[case::password_in_url(
    "\"http://127.0.0.1:9\"",
    "\"http://anna:geheim@127.0.0.1:9\"",
    "butler.url: contains a user name or a password, which every report would show; leave them out"
)]
#[case::proxy_without_scheme(
    "[butler.des]",
    "[network]\nproxy = \"anna:geheim@proxy\"\n[butler.des]",
    "network.proxy: is not a valid URL of a proxy; write it in full, such as http://proxy.example:3128"
)]
#[case::proxy_of_another_kind(
    "[butler.des]",
    "[network]\nproxy = \"socks5://127.0.0.1:1080\"\n[butler.des]",
    "network.proxy: is not a valid URL of a proxy; write it in full, such as http://proxy.example:3128"
)]
#[case::no_such_issuer(
    "[butler.des]",
    "[network]\nca_file = \"ca.pem\"\n[butler.des]",
    "network.ca_file: cannot read ca.pem: No such file or directory (os error 2)"
)]
#[case::no_issuer(
    "[butler.des]",
    "[network]\nca_file = \"key.pem\"\n[butler.des]",
    "network.ca_file: key.pem contains no certificate; it must contain the issuer's, in PEM, from BEGIN CERTIFICATE on"
)]
#[case::fingerprint(
    "[butler.des]",
    "[network]\ntrust_certificate = \"3F:9A\"\n[butler.des]",
    "network.trust_certificate: a SHA-256 fingerprint has 64 hexadecimal digits; `openssl x509 -noout -fingerprint -sha256` prints it"
)]
#[case::no_time(
    "[butler.des]",
    "[network]\ntimeout = 0\n[butler.des]",
    "network.timeout: 0 is not a valid time; give seconds, more than 0 and up to 600"
)]
#[case::too_much_time(
    "[butler.des]",
    "[network]\nconnect_timeout = 1e9\n[butler.des]",
    "network.connect_timeout: 1000000000 is not a valid time; give seconds, more than 0 and up to 600"
)]
#[case::own_header(
    "[butler.des]",
    "[network]\nheaders = { Sign = \"x\" }\n[butler.des]",
    "network.headers.Sign: is a header that every call sets itself; leave it out"
)]
#[case::name_of_header(
    "[butler.des]",
    "[network]\nheaders = { \"a b\" = \"x\" }\n[butler.des]",
    "network.headers.a b: is not a valid name of a header"
)]
#[case::value_of_header(
    "[butler.des]",
    "[network]\nheaders = { a = \"x\\ny\" }\n[butler.des]",
    "network.headers.a: contains a line break or another control character, which a header cannot have"
)]
#[case::secret_header(
    "[butler.des]",
    "[network]\nheaders = { a = { env = \"FUHE_TEST_NOTHING\" } }\n[butler.des]",
    "network.headers.a: the environment variable FUHE_TEST_NOTHING is not set; set it, or give the value in another way"
)]
#[case::no_rate(
    "[butler.des]",
    "[network]\nrate = 0\n[butler.des]",
    "line 12, in [network]: invalid value: integer `0`, expected a nonzero u32"
)]
#[case::no_calls(
    "[butler.des]",
    "[network]\nconcurrency = 0\n[butler.des]",
    "line 12, in [network]: invalid value: integer `0`, expected a nonzero usize"
)]
#[case::too_long_to_settle(
    "[butler.des]",
    "[network]\nsettle = 90000\n[butler.des]",
    "network.settle: 90000 is too long; write milliseconds, 60000 at most"
)]
#[case::names(
    "[butler.des]",
    "[data]\nnames = \"english\"\n[butler.des]",
    "line 12, in [data]: unknown variant `english`, expected `chinese` or `latin`"
)]
#[case::phone_prefix(
    "[butler.des]",
    "[data]\nphone_prefix = \"+86\"\n[butler.des]",
    "data.phone_prefix: \"+86\" cannot begin a mobile number; write 1 to 7 digits, such as \"154\""
)]
#[case::email_domain(
    "[butler.des]",
    "[data]\nemail_domain = \"@corp.example\"\n[butler.des]",
    "data.email_domain: \"@corp.example\" cannot follow the @ of an e-mail address; write a domain of up to 40 characters, such as \"example.com\""
)]
#[case::employee_numbers(
    "[butler.des]",
    "[data]\nemp_no = \"letters\"\n[butler.des]",
    "line 12, in [data]: unknown variant `letters`, expected `digits` or `alphanumeric`"
)]
fn a_target_file_that_says_something_wrong(#[case] from: &str, #[case] to: &str, #[case] sentence: &str) {
    assert!(TARGET.contains(from), "the target file has no {from}");
    let called = stage(&TARGET.replacen(from, to, 1)).fuhe("check --target t.toml");
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (2, "", format!("error: t.toml: {sentence}\n").as_str())
    );
}

#[test]
fn a_target_without_a_vendor() {
    let called = stage("name = \"staging\"\n").fuhe("check --target t.toml");
    assert_eq!(
        (called.code, called.err.as_str()),
        (2, "error: t.toml: names no vendor; add a section [etc] or [butler]\n")
    );
}

/// An error in the very line of a secret must not show the line.
#[rstest]
#[case("sk = \"geheim-und-lang\"", "sk = \"geheim-und-lang")]
#[case("sk = \"geheim-und-lang\"", "sk = [\"geheim-und-lang\"]")]
#[case("sk = \"geheim-und-lang\"", "sk = geheim-und-lang")]
#[case("sk = \"geheim-und-lang\"", "ks = \"geheim-und-lang\"")]
#[case("sk = \"geheim-und-lang\"", "sk = { env = \"X\", secret = \"geheim-und-lang\" }")]
#[case("sk = \"geheim-und-lang\"", "sk = [\n[\"geheim-und-lang\"],\n")]
fn a_mistake_in_a_secret_does_not_show_it(#[case] from: &str, #[case] to: &str) {
    let called = stage(&TARGET.replace(from, to)).fuhe("check --target t.toml");
    assert_eq!((called.code, called.out.as_str()), (2, ""));
    assert!(called.err.starts_with("error: t.toml: line "), "{}", called.err);
    assert!(called.err.contains(", in [butler]: "), "{}", called.err);
    assert!(!called.err.contains("geheim"), "{}", called.err);
}

/// The address is reserved for documentation, so a run that tried it would wait and not come back with these words.
#[rstest]
#[case::check("check")]
#[case::call("call user.save --params {}")]
fn nothing_is_sent_off_loopback_without_consent(#[case] command: &str) {
    let target = TARGET.replace("http://127.0.0.1:9/", "https://192.0.2.1/");
    let called = stage(&target).fuhe(&format!("{command} --target t.toml"));
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (
            2,
            "",
            "error: target \"staging\": [etc] url points to 192.0.2.1, and the suite creates users there; if that is \
             meant, put `allow_writes = true` at the top of the target file. Nothing was sent\n"
        )
    );
}

/// A vendor's production needs more than the consent to write, however its name is spelled; no test may call it, so a
/// refusal is all that is looked at.
#[rstest]
#[case::butler("butler-ms.sf-express.com", "butler-dev.sit.sf-express.com")]
#[case::capitals("Butler-MS.SF-Express.com", "butler-dev.sit.sf-express.com")]
#[case::port("butler-ms.sf-express.com:8443", "butler-dev.sit.sf-express.com")]
#[case::absolute("butler-ms.sf-express.com.", "butler-dev.sit.sf-express.com")]
#[case::gateway("gateway.ejuetc.com", "test-etc.ebaas.com")]
#[case::gateway_elsewhere("openapi.ebaas.com", "test-etc.ebaas.com")]
fn production_is_not_written_to_by_mistake(
    #[case] host: &str,
    #[case] test_host: &str,
    #[values("check", "call user.save --params {}")] command: &str,
    #[values("", "allow_writes = true\n")] consent: &str,
) {
    let target = TARGET.replace("http://127.0.0.1:9\"", &format!("https://{host}\""));
    let called = stage(&format!("{consent}{target}")).fuhe(&format!("{command} --target t.toml"));
    let shown = host.to_ascii_lowercase().replace(":8443", "");
    let expected = format!(
        "error: target \"staging\": [butler] url points to {shown}, the vendor's production, and the suite creates users \
         there; call the test host {test_host} instead, or, if production is meant, put `production = true` beside \
         `allow_writes = true` at the top of the target file. Nothing was sent\n"
    );
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (2, "", expected.as_str())
    );
}

/// To say that production is meant is no consent to write.
#[test]
fn production_needs_both() {
    let target = TARGET.replace("http://127.0.0.1:9\"", "https://butler-ms.sf-express.com\"");
    let called = stage(&format!("production = true\n{target}")).fuhe("check --target t.toml");
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (
            2,
            "",
            "error: target \"staging\": [butler] url points to butler-ms.sf-express.com, and the suite creates users \
             there; if that is meant, put `allow_writes = true` at the top of the target file. Nothing was sent\n"
        )
    );
}

/// What the vendor does not know is said once, before the suite begins. The vendor's own words are repeated.
#[rstest]
#[case::key(
    "private_key = ",
    "the gateway refuses the signature of a correct call (401001: 验证签名失败); check etc.private_key, and \
     etc.request_names, etc.sign_empty, etc.sign_null and etc.sign_boolean of target \"mock\" \
     (`fuhe probe` tells which is wrong). The text that was signed: "
)]
#[case::application(
    "app_id = ",
    "the gateway does not know the application OIG0AF4DMOK2VC2N (400001: 应用不存在); check etc.app_id of target \"mock\"\n"
)]
#[case::secret(
    "sk = ",
    "the courier refuses a correct call as a whole (HTTP 200: 验签失败); check butler.send_app_id, butler.sk and \
     butler.des of target \"mock\" (`fuhe probe` tells which is wrong)\n"
)]
#[case::client(
    "send_app_id = ",
    "the courier refuses a correct call as a whole (HTTP 200: sendAppId不存在); check butler.send_app_id, butler.sk and \
     butler.des of target \"mock\" (`fuhe probe` tells which is wrong)\n"
)]
#[case::encoding(
    "encoding = ",
    "the courier refuses a correct call as a whole (HTTP 200: 用户数据解密失败); check butler.send_app_id, butler.sk \
     and butler.des of target \"mock\" (`fuhe probe` tells which is wrong)\n"
)]
fn credentials_that_the_vendor_does_not_know(#[case] key: &str, #[case] sentence: &str) {
    let other = match key {
        "app_id = " => "\"OIG0AF4DMOK2VC2N\"",
        "sk = " => "\"geheim-und-lang\"",
        "send_app_id = " => "\"201900000000001\"",
        "encoding = " => "\"hex\"",
        _ => "{ file = \"key.pem\" }",
    };
    let vendor = Vendor::new(|_| {});
    let target: Vec<String> = vendor
        .embedded
        .target_file()
        .lines()
        .map(|line| {
            if line.starts_with(key) {
                format!("{key}{other}")
            } else {
                line.to_owned()
            }
        })
        .collect();
    vendor.stage.write("target.toml", &target.join("\n"));
    vendor.stage.write("key.pem", include_str!("../vectors/throwaway.pem"));
    let called = vendor.check("");
    assert_eq!((called.code, called.out.as_str()), (2, ""));
    assert!(called.err.starts_with(&format!("error: {sentence}")), "{}", called.err);
    assert_eq!(called.err.lines().count(), 1, "{}", called.err);
    vendor.ends_in_chinese_too("", 2);
}

/// An address where something answers, but not the interface.
#[rstest]
#[case::not_found(404)]
#[case::wrong_method(405)]
#[case::moved(301)]
fn an_address_that_is_not_the_interfaces(#[case] status: u16) {
    let server = Server::start(Manner::Page(status, "text/html", "<html>nothing here</html>"));
    let target = TARGET.replace("127.0.0.1:9", &format!("127.0.0.1:{}", server.port));
    let called = stage(&target).fuhe("check --target t.toml");
    let expected = format!(
        "error: http://127.0.0.1:{}/api/gateway: HTTP {status} and no JSON: the interface is not at this address; check \
         etc.url of target \"staging\"\n",
        server.port
    );
    assert_eq!((called.code, called.err.as_str()), (2, expected.as_str()));
    assert_eq!(server.requests(), 1);
}
