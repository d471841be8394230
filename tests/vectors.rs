//! Signatures, ciphers and derived accounts against answers made outside this crate: with OpenSSL 3, the JDK 17 and
//! Node 20. The command beside each table makes its values; `tests/vectors/make.sh` makes all of them again and compares.
//!
//! "Vectors.java" below stands for
//! `java -Dfile.encoding=UTF-8 tests/vectors/Vectors.java tests/vectors/throwaway.pem`.

use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fuhe::crypto::des::{self, DesError, DesKey, Mode};
use fuhe::crypto::encoding::{DecodeError, Encoding};
use fuhe::crypto::java;
use fuhe::crypto::rsa::{KeyError, KeyPair, SigningKey, VerifyingKey, belong_together};
use fuhe::wire::butler::{self, ListCipher};
use fuhe::wire::etc::{self, BooleanHabit, NullHabit, SigningHabits, signed_text};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rsa::pkcs8::{EncodePrivateKey, LineEnding};
use rsa::traits::PrivateKeyParts;
use rstest::rstest;
use serde_json::{Value, json};

/// A throw-away key, made for these tests and used nowhere else.
const PEM: &str = include_str!("vectors/throwaway.pem");

/// Another one.
const OTHER_PEM: &str = include_str!("vectors/throwaway-other.pem");

/// `openssl pkey -in tests/vectors/throwaway.pem -pubout -outform DER | openssl base64 -A`
const PUBLIC: &str = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC8xu273Rf+3lzBJ8tfSTVJPGr0K1uUWLZnJp2IOEGzbmOl50iTE1Zq5ZQD/nb6sDPVVdA+E77Y2Nb96f4+pH96B2A/NnUEmy69RlvG+pcB4P2r39Ey8naH3oaChJvBWu/dlpyjhfVkCe4AhDdeZkJS99J2qMAowxPyMYqbWT0C9wIDAQAB";

/// `openssl pkcs8 -topk8 -nocrypt -in tests/vectors/throwaway.pem -outform DER | openssl base64 -A`
const PRIVATE: &str = "MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBALzG7bvdF/7eXMEny19JNUk8avQrW5RYtmcmnYg4QbNuY6XnSJMTVmrllAP+dvqwM9VV0D4TvtjY1v3p/j6kf3oHYD82dQSbLr1GW8b6lwHg/avf0TLydofehoKEm8Fa792WnKOF9WQJ7gCEN15mQlL30naowCjDE/IxiptZPQL3AgMBAAECgYBedYfVng74uBlfiWMJHd+s8q9t2BguBanXuYnP9J5jg1QXWsCE34M5YAENcpHkZLC7CgJ2XXj8lpwVV7WhcLxb3HVqNSINiB3bUupi4iPeqTzGHqdnfKKvr9yyY5kmYHKYcOzHCPYm4BU4aUbADDbNbEvpDdr+KtxrOyjH0PeZ0QJBAPmvWuLhaZYLJHS/khAUiOQotmn+rAUJYwTh6SCl3QVMQwNEYXOfXaEahw611M48rBxOKmHgvEcr4XF4i9QCt5kCQQDBjTX2iUG2Pjq8cOvFviW64PhmZH4jEFJVqZvo4Np+XbRzQBbfS57EmVvSTRcwcC7Gxa7OGOs1cqd/eKeICukPAkEAv7vOmSbrw9KunhB2A28hZ8NzwJVWV0/L//XS5cU4olbbpuidxQH+Djamu78ZuX2R1PKZTSwcqLKjnlUpWxbzEQJBAKs9QebynJ6eA91AkngKuNrTuzDr6+UdxZpgSr4IYYa3ZLUqmJHKF5ecju5Koh+KwPe/Yd6ZkU9iNurCVoY4EOUCQHXgn91JOOn4cTUr7Rtzo/sbN+nYPMzN/BEapZXtlJ4whm0lBGNFPga1dojWOX/rxfGGjpESUZC7a2wkL4J6jgk=";

/// The guide's worked form (GW-02).
const FORM: &str = "apiCode=test.add&appId=OIG0AF4DMOK2VC2N&name=测试&nonce=123AO9&timestamp=1604990109987";

/// `printf %s "$FORM" | openssl dgst -sha1 -sign tests/vectors/throwaway.pem | openssl base64 -A`, and Vectors.java
/// (`Signature.getInstance("SHA1withRSA")`): both give these very characters.
const FORM_SIGNATURE: &str = "h2vvDrpFGWMh3fFiBwDB2vLIcwdrhQy+mp7RLLC294PBsY4H1PxEx3BZGyOmj8RAQTJdamFxiZQBmlMOzq4qDnn1odT6gA7ORrx06ehgMkOwTYNlcvT23X3EArIWM1FbtPQJKZJeMrvaWfKiGCbxGXUEX2ZDjGdUaVt2BTInAFA=";

/// `printf '' | openssl dgst -sha1 -sign tests/vectors/throwaway-other.pem | openssl base64 -A`
const OTHER_EMPTY_SIGNATURE: &str = "mla9We5pdu5Sz9wnIfdnvTSrmvzWCBLFYHI2pIMoMa+oR4myMfA2N0/I23MBVCXxVGL4cSO+afZDv+5YGJOIUbFzK/t0Ja6QuQYlvCiWOsxiPFUHyiPTsaKTR5W2RUvIhTZdcXQdouo5/EYxi5GVgc7wz01itmNWYNAjUV1pE50=";

/// The key pair in the sample answer of `user.save`'s page (GU-11).
const SAMPLE_PUBLIC: &str = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCIqcYf27aNpnnL/WZGgOPhbr8nvRm+c/OIu8oOfup2+86O4BafSVmtmC0kgThdbSeDdbbSIhXUiv/C7EOTsToXq5t2AofGEj/BGZbdHoI1MGtSPqy8PRcE3IHBkH18uBg5PHIxn7LH47ydvOtgqizuDp2Sv+ZsZ/gWomv72d2B0wIDAQAB";
const SAMPLE_PRIVATE: &str = "MIICdQIBADANBgkqhkiG9w0BAQEFAASCAl8wggJbAgEAAoGBAIipxh/bto2mecv9ZkaA4+Fuvye9Gb5z84i7yg5+6nb7zo7gFp9JWa2YLSSBOF1tJ4N1ttIiFdSK/8LsQ5OxOherm3YCh8YSP8EZlt0egjUwa1I+rLw9FwTcgcGQfXy4GDk8cjGfssfjvJ2862CqLO4OnZK/5mxn+Baia/vZ3YHTAgMBAAECgYBpphWr+0adKt1tfW/bgTipxduw9Nc6DJlwUvxZSHQpl3CPs1zJtwLE2KfNWLgiQYgScKXsvLzzmqEuJ0f2nUOyd3k3gpaVfYkJ9eGQyVB38bv42QOlmntTuYQYD1NOIRCpYBH9r75SYfNvjYRf14zZSrvineulOva5RCoHj+GRgQJBAMDzfTfQT18JjS2dnUPK6UG/z47MlTtCLvrse6HkQZ78tLeCrkpUNXVdjT4cy53HMsrKmEBVStfeghq2M4rFIksCQQC1UcEcI3lY35QYDriLHc2t+RwmDN4NgkznKZPuddVAAC3jgkKwI77a1neHemTidHD4IDM+StG78Gh0SlGd6imZAkBN3fWaoKZnZCNlVUYyJaEct5u7tTREReFPwj/ihYs17iXAKSzNMk6gnrBxcI17jvggfsIStFkP5Ov8e6sxRX0hAkAOo3IOvoJufWZsZsvZV2eikwkFvWYz+wAQbZfm2ZaE2z7ZLkwKAmjHLCdsRaJdcf8o2Rip/8pc/PTB5roeIKiJAkBKJ2YakvYSzZLTpnI0m+mNuPK18Uhm3jogbW702LxwJq2IEGE4rsiumF7SUpnU6vbBCxvuE0qIKON96F/lLzXF";

fn key() -> SigningKey {
    SigningKey::parse(PEM).expect("the test key is PKCS#8")
}

// ---------------------------------------------------------------------------------------------- SHA1withRSA (GW-02)

#[rstest]
#[case::worked_form(PEM, FORM, FORM_SIGNATURE)]
#[case::empty_text(OTHER_PEM, "", OTHER_EMPTY_SIGNATURE)]
fn sha1_with_rsa(#[case] pem: &str, #[case] text: &str, #[case] expected: &str) {
    let key = SigningKey::parse(pem).expect("the test key is PKCS#8");
    assert_eq!(etc::sign(text, &key), expected);
    assert!(etc::verify(text, expected, &key.verifying_key()));
}

#[rstest]
#[case::another_text("apiCode=test.add", FORM_SIGNATURE, false, false)]
#[case::another_key(FORM, OTHER_EMPTY_SIGNATURE, false, false)]
#[case::the_right_one(FORM, FORM_SIGNATURE, true, true)]
#[case::without_padding(FORM, FORM_SIGNATURE.trim_end_matches('='), false, true)]
#[case::line_break(FORM, &format!("{FORM_SIGNATURE}\n"), false, false)]
#[case::cut(FORM, &FORM_SIGNATURE[..100], false, false)]
#[case::empty(FORM, "", false, false)]
#[case::no_base64(FORM, "签名", false, false)]
fn verification(#[case] text: &str, #[case] signature: &str, #[case] strictly: bool, #[case] in_any_padding: bool) {
    let key = VerifyingKey::parse(PUBLIC).expect("the public key is X.509");
    assert_eq!(etc::verify(text, signature, &key), strictly);
    assert_eq!(etc::verify_any_padding(text, signature, &key), in_any_padding);
}

// -------------------------------------------------------------------------------------------- signed text (GW-02, GW-12)

fn text_of(request: &Value, habits: SigningHabits) -> String {
    let fields = request.as_object().expect("a request is an object");
    let fields = fields.iter().map(|(name, value)| (name.as_str(), value));
    signed_text(fields, &habits)
}

/// The worked form comes out whatever the order and whichever revision's names; the business parameters' own container
/// is an object and takes no part.
#[rstest]
#[case::params(
    json!({"timestamp": 1_604_990_109_987_u64, "name": "测试", "params": {"name": "测试"},
        "nonce": "123AO9", "appId": "OIG0AF4DMOK2VC2N", "apiCode": "test.add"}),
    FORM
)]
#[case::request_content(
    json!({"request_content": {"name": "测试"}, "name": "测试", "appId": "OIG0AF4DMOK2VC2N",
        "apiCode": "test.add", "timestamp": 1_604_990_109_987_u64, "nonce": "123AO9"}),
    FORM
)]
#[case::snake(
    json!({"nonce": "123AO9", "app_id": "OIG0AF4DMOK2VC2N", "name": "测试", "api_code": "test.add",
        "timestamp": 1_604_990_109_987_u64, "request_content": {"name": "测试"}}),
    "api_code=test.add&app_id=OIG0AF4DMOK2VC2N&name=测试&nonce=123AO9&timestamp=1604990109987"
)]
fn worked_form(#[case] request: Value, #[case] expected: &str) {
    assert_eq!(text_of(&request, SigningHabits::default()), expected);
}

#[rstest]
#[case::by_default("true", "out", "word", "b=&f=false&n=-3&r=1.5&t=true&z=0")]
#[case::no_empties("false", "out", "word", "f=false&n=-3&r=1.5&t=true&z=0")]
#[case::null_as_word("true", "null", "word", "b=&f=false&n=-3&nil=null&r=1.5&t=true&z=0")]
#[case::null_as_empty("true", "empty", "word", "b=&f=false&n=-3&nil=&r=1.5&t=true&z=0")]
#[case::null_as_empty_alone("false", "empty", "word", "f=false&n=-3&nil=&r=1.5&t=true&z=0")]
#[case::digits("true", "out", "digit", "b=&f=0&n=-3&r=1.5&t=1&z=0")]
#[case::no_booleans("true", "out", "out", "b=&n=-3&r=1.5&z=0")]
fn habits(#[case] empty: &str, #[case] null: &str, #[case] boolean: &str, #[case] expected: &str) {
    let habits = SigningHabits {
        empty: empty.parse().expect("a boolean"),
        null: null.parse().expect("a habit"),
        boolean: boolean.parse().expect("a habit"),
    };
    let request = json!({"z": 0, "t": true, "list": [1], "f": false, "b": "", "nil": null,
        "object": {}, "r": 1.5, "n": -3});
    assert_eq!(text_of(&request, habits), expected);
    assert_eq!(habits.null.to_string(), null);
    assert_eq!(habits.boolean.to_string(), boolean);
}

/// Upper case sorts before lower case and a name before a longer one that begins with it; values stand raw.
#[test]
fn order_and_raw_values() {
    let request = json!({"ab": "a&b=c", "a": " \"x\" ", "B": "换\n行", "a_b": "%", "aB": 1});
    assert_eq!(
        text_of(&request, SigningHabits::default()),
        "B=换\n行&a= \"x\" &aB=1&a_b=%&ab=a&b=c"
    );
    assert_eq!(text_of(&json!({}), SigningHabits::default()), "");
}

#[test]
fn unknown_habits() {
    let null = "none".parse::<NullHabit>().map_err(|e| e.to_string());
    assert_eq!(
        null,
        Err("a null is signed in one of these ways: out, null, empty".to_owned())
    );
    let boolean = "True".parse::<BooleanHabit>().map_err(|e| e.to_string());
    assert_eq!(
        boolean,
        Err("a boolean is signed in one of these ways: word, digit, out".to_owned())
    );
}

// ---------------------------------------------------------------------------------------------------------- RSA keys

#[rstest]
#[case::pem_with_a_preamble(PEM)]
#[case::pem_with_carriage_returns(&PEM.replace('\n', "\r\n"))]
#[case::base64(PRIVATE)]
#[case::base64_with_white_space(&format!(" {} \n\t{}\n", &PRIVATE[..70], &PRIVATE[70..]))]
fn private_key_texts(#[case] text: &str) {
    let key = SigningKey::parse(text).expect("one of the texts that are read");
    assert_eq!(etc::sign(FORM, &key), FORM_SIGNATURE);
    let pair = KeyPair::from_signing_key(key).expect("a key that was read can be written");
    assert_eq!(pair.to_pkcs8_base64(), PRIVATE);
    assert_eq!(pair.public_to_x509_base64(), PUBLIC);
}

#[rstest]
#[case::empty(" \n", "the private key is empty")]
#[case::endless(&"A".repeat(20_000), "the private key is longer than any RSA key of 4096 bits")]
#[case::no_base64("密钥", "the private key is not Base64 with padding")]
#[case::no_padding(PRIVATE.trim_end_matches('='), "the private key is not Base64 with padding")]
#[case::cut(&PRIVATE[..400], "the private key is not PKCS#8 of an RSA key of up to 4096 bits")]
#[case::pem_cut(&PEM[..400], "the private key begins as PEM, but its END line is missing")]
#[case::pem_label_cut("-----BEGIN PRIV", "the private key begins as PEM, but its END line is missing")]
#[case::other_pem(
    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
    "the private key is not PKCS#8 of an RSA key of up to 4096 bits"
)]
#[case::encrypted(
    "-----BEGIN ENCRYPTED PRIVATE KEY-----",
    "the private key is encrypted; remove its pass phrase with: openssl pkcs8 -in OLD.pem"
)]
#[case::older_pem(
    "-----BEGIN RSA PRIVATE KEY-----",
    "the private key is PKCS#1; convert it with: openssl pkcs8 -topk8 -nocrypt -in OLD.pem"
)]
#[case::public_pem(
    "-----BEGIN PUBLIC KEY-----",
    "the private key is expected here, but this is the other half of a pair"
)]
#[case::public_base64(PUBLIC, "the private key is expected here, but this is the other half of a pair")]
fn private_keys_refused(#[case] text: &str, #[case] sentence: &str) {
    let error = SigningKey::parse(text).expect_err("no PKCS#8 key");
    assert_eq!(error.to_string(), sentence);
}

#[rstest]
#[case::empty("", "the public key is empty")]
#[case::private_base64(PRIVATE, "the public key is expected here, but this is the other half of a pair")]
#[case::private_pem(PEM, "the public key is expected here, but this is the other half of a pair")]
#[case::cut(&PUBLIC[..100], "the public key is not X.509 SubjectPublicKeyInfo of an RSA key of up to 4096 bits")]
fn public_keys_refused(#[case] text: &str, #[case] sentence: &str) {
    let error = VerifyingKey::parse(text).expect_err("no X.509 key");
    assert_eq!(error.to_string(), sentence);
}

/// A private key in the older format, PKCS#1, is told from nonsense by its bytes too.
#[test]
fn pkcs1_is_named() {
    use rsa::pkcs1::EncodeRsaPrivateKey;
    use rsa::pkcs8::DecodePrivateKey;

    let der = STANDARD.decode(PRIVATE).expect("Base64");
    let key = rsa::RsaPrivateKey::from_pkcs8_der(&der).expect("PKCS#8");
    let old = key.to_pkcs1_der().expect("a key can be written");
    let error = SigningKey::parse(&STANDARD.encode(old.as_bytes())).expect_err("PKCS#1");
    assert_eq!(error, KeyError::Pkcs1);
    let old = key.to_pkcs1_pem(LineEnding::LF).expect("a key can be written");
    assert_eq!(SigningKey::parse(&old).expect_err("PKCS#1"), KeyError::Pkcs1);
}

/// A key with a tiny and a huge prime is well formed, and would keep the signer busy for ages.
#[test]
fn hostile_keys_are_refused_at_once() {
    let big = rsa::RsaPrivateKey::new(&mut StdRng::seed_from_u64(1), 512).expect("a key");
    let big = big.primes()[0].clone();
    let hostile = rsa::RsaPrivateKey::from_p_q(
        rsa::BigUint::from(4_294_967_291_u64),
        &big * &big,
        rsa::BigUint::from(65_537_u64),
    );
    let der = hostile
        .expect("the crate takes it")
        .to_pkcs8_der()
        .expect("a key can be written");
    let started = Instant::now();
    let error = SigningKey::parse(&STANDARD.encode(der.as_bytes())).expect_err("hostile");
    assert_eq!(error.to_string(), "the private key is damaged: it does not sign");
    assert!(started.elapsed() < Duration::from_secs(5));
}

/// GU-11, with the sample pair of the vendor's own page.
#[rstest]
#[case::sample_of_the_page(SAMPLE_PUBLIC, SAMPLE_PRIVATE, Ok(()))]
#[case::test_key(PUBLIC, PRIVATE, Ok(()))]
#[case::mixed(PUBLIC, SAMPLE_PRIVATE, Err("the public and the private key are not one pair"))]
#[case::mixed_the_other_way(SAMPLE_PUBLIC, PRIVATE, Err("the public and the private key are not one pair"))]
#[case::swapped(
    PRIVATE,
    PUBLIC,
    Err("the public key is expected here, but this is the other half of a pair")
)]
#[case::public_twice(
    PUBLIC,
    PUBLIC,
    Err("the private key is expected here, but this is the other half of a pair")
)]
#[case::pem(PUBLIC, PEM, Err("the private key is not Base64 with padding"))]
#[case::garbage(
    "AAAA",
    PRIVATE,
    Err("the public key is not X.509 SubjectPublicKeyInfo of an RSA key of up to 4096 bits")
)]
#[case::nothing(PUBLIC, "", Err("the private key is empty"))]
fn pairs(#[case] public: &str, #[case] private: &str, #[case] expected: Result<(), &str>) {
    let result = belong_together(public, private).map_err(|error| error.to_string());
    assert_eq!(result, expected.map_err(str::to_owned));
}

/// Cut or overwritten anywhere, a private key's text yields an error or a key, and never a panic.
#[test]
fn damaged_keys_never_panic() {
    let der = STANDARD.decode(PRIVATE).expect("Base64");
    for at in 0..der.len() {
        assert!(SigningKey::parse(&STANDARD.encode(&der[..at])).is_err());
        let mut damaged = der.clone();
        damaged[at] ^= 0x55;
        if let Ok(key) = SigningKey::parse(&STANDARD.encode(&damaged)) {
            assert!(!key.sign_sha1(b"text").is_empty());
        }
    }
}

#[test]
fn generated_pairs() {
    let pair = KeyPair::generate(512, &mut StdRng::seed_from_u64(7)).expect("512 bits are offered");
    let (public, private) = (pair.public_to_x509_base64(), pair.to_pkcs8_base64());
    assert_eq!(belong_together(&public, &private), Ok(()));
    assert_eq!(pair.signing_key().bits(), 512);
    let signature = pair.signing_key().sign_sha1(b"text");
    assert!(pair.verifying_key().verify_sha1(b"text", &signature));

    let again = KeyPair::generate(512, &mut StdRng::seed_from_u64(7)).expect("512 bits are offered");
    assert_eq!(again.to_pkcs8_base64(), private);

    for bits in [0, 511, 4097] {
        let error = KeyPair::generate(bits, &mut StdRng::seed_from_u64(7)).expect_err("no such size");
        let sentence = format!("a key of {bits} bits cannot be made; choose 512 to 4096");
        assert_eq!(error.to_string(), sentence);
    }
}

#[test]
fn keys_hide_themselves() {
    let pair = KeyPair::from_signing_key(key()).expect("a key can be written");
    assert_eq!(format!("{pair:?}"), "KeyPair(1024 bits, …)");
    assert_eq!(format!("{:?}", pair.signing_key()), "SigningKey(1024 bits, …)");
    assert_eq!(format!("{:?}", pair.verifying_key()), "VerifyingKey(1024 bits, …)");
    assert_eq!(format!("{:?}", des_key()), "DesKey(…)");
}

// --------------------------------------------------------------------------------------------------- SHA-512 (BS-41)

/// With TEXT for the case's `body&sk=secret&timestamp=time`:
/// `printf %s "$TEXT" | openssl dgst -sha512 -binary | openssl base64 -A | tr '+/' '-_' | tr -d '='`
/// and `node -e 'console.log(require("crypto").createHash("sha512").update(process.argv[1]).digest("base64url"))' -- "$TEXT"`;
/// the Chinese one by Vectors.java also.
#[rstest]
#[case::ascii(
    r#"{"type":1}"#,
    "s3cr3t",
    "1604990109987",
    "SdjJtqdak3kUO8gLKbFDjM4dVMsfrvunO1IZPuHxCh-jdtxXzXgN_a8iGA_rs687GBELUt3OfNGnWQd7RzFkiw"
)]
#[case::chinese(
    r#"{"companyName":"顺丰速运","type":1}"#,
    "s3cr3t-顺",
    "1604990109987",
    "6ohW7K9yrHyG0zaVvrpLMUyTVJpVom659mBdRWp0-7YOwTwUo_hFkWjHmVpcEAw2nFKt_-yLLOi4f_qxIjSodg"
)]
#[case::empty(
    "",
    "",
    "",
    "4orSzKlraL-NWgfx3I00u2_WAO96sNxBC5q279HQlAWRj5Jk-hChURVxHbB1j60m25jXe6_6MDnH1rk_GSLkGQ"
)]
fn butler_signature(#[case] body: &str, #[case] secret: &str, #[case] timestamp: &str, #[case] expected: &str) {
    assert_eq!(butler::sign(body, secret, timestamp), expected);
}

// ------------------------------------------------------------------------------------------------------- DES (BS-45)

/// Longer than a DES key, which takes its first eight bytes: `k3yS3cr7`, in hex 6b33795333637237.
const SECRET: &[u8] = b"k3yS3cr7-and-more";

/// A list with Chinese text (BS-03).
const LIST: &str = r#"[{"userNo":"zhangsan01","userRealName":"张三"}]"#;

fn des_key() -> DesKey {
    DesKey::from_secret(SECRET).expect("long enough")
}

fn cipher(mode: Mode, encoding: Encoding, iv: Option<&[u8; 8]>) -> ListCipher {
    ListCipher::new(mode, encoding, des_key(), iv.copied())
}

/// `printf %s "$TEXT" | openssl enc -provider legacy -provider default -des-ecb -K 6b33795333637237 | openssl base64 -A`,
/// or `-des-cbc` with `-iv 6b33795333637237` (the key) or `-iv 3074686572497621` (`0therIv!`); hex by
/// `od -An -v -tx1 | tr -d ' \n'` instead. Vectors.java (`DES/ECB/PKCS5Padding`, `DES/CBC/PKCS5Padding`) gives the same in all
/// three encodings.
#[rstest]
#[case::ecb_chinese(
    Mode::Ecb,
    None,
    LIST,
    "Y3MJewPLO2qAkuxuUJnUYB+FdEbRbiCbwOKZAsFGtV09LY9SVduSE5X6rpfyuq42UU8BlOFWesw=",
    "6373097b03cb3b6a8092ec6e5099d4601f857446d16e209bc0e29902c146b55d3d2d8f5255db921395faae97f2baae36514f0194e1567acc",
    "6373097B03CB3B6A8092EC6E5099D4601F857446D16E209BC0E29902C146B55D3D2D8F5255DB921395FAAE97F2BAAE36514F0194E1567ACC"
)]
#[case::ecb_empty(Mode::Ecb, None, "", "mAf0/O2Bxqs=", "9807f4fced81c6ab", "9807F4FCED81C6AB")]
#[case::ecb_eight(
    Mode::Ecb,
    None,
    "12345678",
    "oKktgo3GpgyYB/T87YHGqw==",
    "a0a92d828dc6a60c9807f4fced81c6ab",
    "A0A92D828DC6A60C9807F4FCED81C6AB"
)]
#[case::cbc_key_chinese(
    Mode::Cbc,
    None,
    LIST,
    "03w6s5d963wiQyyvxW3vo8+k2/GVvC5/x6ZDbApwta/wMCvyHlQJBP1BDf7wV0qttoR3hMCQwbY=",
    "d37c3ab3977deb7c22432cafc56defa3cfa4dbf195bc2e7fc7a6436c0a70b5aff0302bf21e540904fd410dfef0574aadb6847784c090c1b6",
    "D37C3AB3977DEB7C22432CAFC56DEFA3CFA4DBF195BC2E7FC7A6436C0A70B5AFF0302BF21E540904FD410DFEF0574AADB6847784C090C1B6"
)]
#[case::cbc_key_empty(Mode::Cbc, None, "", "I96uwFFIjpw=", "23deaec051488e9c", "23DEAEC051488E9C")]
#[case::cbc_key_eight(
    Mode::Cbc,
    None,
    "12345678",
    "JG9cGBcVyF4EqpNon/14Fw==",
    "246f5c181715c85e04aa93689ffd7817",
    "246F5C181715C85E04AA93689FFD7817"
)]
#[case::cbc_iv_chinese(
    Mode::Cbc,
    Some(b"0therIv!"),
    LIST,
    "F7gsRdMX2BwsE9QFg50EtPDbvidIwOrq/hsPuxt34Gc4ShE4XnmYT8zT1asoJg7wonJmkhohRUA=",
    "17b82c45d317d81c2c13d405839d04b4f0dbbe2748c0eaeafe1b0fbb1b77e067384a11385e79984fccd3d5ab28260ef0a27266921a214540",
    "17B82C45D317D81C2C13D405839D04B4F0DBBE2748C0EAEAFE1B0FBB1B77E067384A11385E79984FCCD3D5AB28260EF0A27266921A214540"
)]
#[case::cbc_iv_empty(
    Mode::Cbc,
    Some(b"0therIv!"),
    "",
    "nu1oElZfd6s=",
    "9eed6812565f77ab",
    "9EED6812565F77AB"
)]
#[case::cbc_iv_eight(
    Mode::Cbc,
    Some(b"0therIv!"),
    "12345678",
    "oTr7OHmkPThEPB3Nw5YcsQ==",
    "a13afb3879a43d38443c1dcdc3961cb1",
    "A13AFB3879A43D38443C1DCDC3961CB1"
)]
fn des_vectors(
    #[case] mode: Mode,
    #[case] iv: Option<&[u8; 8]>,
    #[case] text: &str,
    #[case] base64: &str,
    #[case] hex_lower: &str,
    #[case] hex_upper: &str,
) {
    for (encoding, wire) in [
        (Encoding::Base64, base64),
        (Encoding::HexLower, hex_lower),
        (Encoding::HexUpper, hex_upper),
    ] {
        let cipher = cipher(mode, encoding, iv);
        assert_eq!(cipher.encrypt(text), wire);
        assert_eq!(cipher.decrypt(wire).as_deref(), Ok(text));
    }
}

/// Blocks that end in no padding: one byte `9`, one byte `0`, three bytes of which the middle one differs. Each from
/// `printf '1234567\t'`, `printf '1234567\0'`, `printf '12345\003\002\003'`, piped into
/// `openssl enc -provider legacy -provider default -des-ecb -nopad -K 6b33795333637237 | openssl base64 -A`. The last is
/// 张三 in GBK, from `printf %s 张三 | iconv -f UTF-8 -t GBK` with padding.
#[rstest]
#[case::padding_too_long(
    "mwDgZb8mJVY=",
    "the decrypted text does not end in PKCS#5 padding: wrong key, mode or initialisation vector, or damaged"
)]
#[case::padding_of_zero(
    "23yi25atSgM=",
    "the decrypted text does not end in PKCS#5 padding: wrong key, mode or initialisation vector, or damaged"
)]
#[case::padding_uneven(
    "mzq47zcY+aM=",
    "the decrypted text does not end in PKCS#5 padding: wrong key, mode or initialisation vector, or damaged"
)]
#[case::no_utf8(
    "dStBRdpdqkQ=",
    "the decrypted list is not UTF-8: wrong key, mode or initialisation vector, or another text encoding"
)]
#[case::block_cut(
    "oKktgo3GpgyYB/T8",
    "the cipher text has 12 bytes, which is not a multiple of 8: it was cut, or it is not DES"
)]
#[case::empty("", "the cipher text is empty; even an empty text is encrypted to 8 bytes")]
#[case::base64_cut(
    "oKktgo3GpgyYB/T87YHGqw=",
    "not Base64: 23 characters are not a multiple of 4, so it was cut or its padding is missing"
)]
#[case::line_break("oKktgo3G\n", "not Base64: the character at byte 9 does not belong there")]
#[case::plain_list(LIST, "not Base64: the character at byte 1 does not belong there")]
fn lists_refused(#[case] wire: &str, #[case] sentence: &str) {
    let error = cipher(Mode::Ecb, Encoding::Base64, None).decrypt(wire);
    assert_eq!(error.map_err(|e| e.to_string()), Err(sentence.to_owned()));
}

#[test]
fn another_key_does_not_decrypt() {
    let other = DesKey::from_secret(b"another!").expect("long enough");
    let other = ListCipher::new(Mode::Cbc, Encoding::HexLower, other, None);
    let wire = cipher(Mode::Cbc, Encoding::HexLower, None).encrypt(LIST);
    assert_ne!(other.decrypt(&wire).as_deref(), Ok(LIST));
}

#[rstest]
#[case::base64_alphabet(
    Encoding::Base64,
    "AA-_",
    "not Base64: the character at byte 3 does not belong there"
)]
#[case::base64_inner_padding(
    Encoding::Base64,
    "AA==AAAA",
    "not Base64: the character at byte 3 does not belong there"
)]
#[case::base64_trailing_bits(
    Encoding::Base64,
    "AB==",
    "not Base64: the last group of four characters or its padding is wrong"
)]
#[case::base64_only_padding(
    Encoding::Base64,
    "====",
    "not Base64: the character at byte 1 does not belong there"
)]
#[case::hex_odd(Encoding::HexLower, "0a1", "not hex: 3 digits are an odd number")]
#[case::hex_case(
    Encoding::HexLower,
    "0A",
    "not lower-case hex: the character at byte 2 is none of 0-9a-f"
)]
#[case::upper_hex_case(
    Encoding::HexUpper,
    "0A0a",
    "not upper-case hex: the character at byte 4 is none of 0-9A-F"
)]
#[case::hex_chinese(
    Encoding::HexUpper,
    "00张",
    "not upper-case hex: the character at byte 3 is none of 0-9A-F"
)]
fn decoding_refused(#[case] encoding: Encoding, #[case] text: &str, #[case] sentence: &str) {
    let result: Result<Vec<u8>, DecodeError> = encoding.decode(text);
    assert_eq!(result.map_err(|e| e.to_string()), Err(sentence.to_owned()));
}

#[rstest]
#[case("", 0)]
#[case("7 bytes", 7)]
fn short_secrets(#[case] secret: &str, #[case] bytes: usize) {
    let error = DesKey::from_secret(secret.as_bytes()).expect_err("too short");
    let sentence = format!("a DES key needs 8 bytes, and the secret has only {bytes}");
    assert_eq!(error.to_string(), sentence);
}

#[test]
fn initialisation_vectors() {
    assert_eq!(des::iv_from(b"0therIv!"), Ok(*b"0therIv!"));
    let error = des::iv_from(b"too long!").expect_err("nine bytes");
    assert_eq!(error, DesError::IvLength(9));
    assert_eq!(error.to_string(), "a DES initialisation vector has 8 bytes, not 9");
}

#[test]
fn names_in_target_files() {
    for name in ["ecb", "cbc"] {
        assert_eq!(name.parse::<Mode>().map(|m| m.to_string()), Ok(name.to_owned()));
    }
    for name in ["base64", "hex", "HEX"] {
        assert_eq!(name.parse::<Encoding>().map(|e| e.to_string()), Ok(name.to_owned()));
    }
    let mode = "ECB".parse::<Mode>().map_err(|e| e.to_string());
    assert_eq!(mode, Err("the DES mode is one of: ecb, cbc".to_owned()));
    let encoding = "Hex".parse::<Encoding>().map_err(|e| e.to_string());
    assert_eq!(encoding, Err("the encoding is one of: base64, hex, HEX".to_owned()));
}

/// Every length around the blocks' edges comes back, in both modes; and arbitrary bytes never panic.
#[test]
fn every_length_round_trips() {
    for mode in [Mode::Ecb, Mode::Cbc] {
        for length in 0..=33 {
            let plain = vec![0x08; length];
            let wire = des::encrypt(mode, &des_key(), b"0therIv!", &plain);
            assert_eq!(wire.len(), (length / 8 + 1) * 8);
            assert_eq!(des::decrypt(mode, &des_key(), b"0therIv!", &wire), Ok(plain));
            let _ = des::decrypt(mode, &des_key(), b"0therIv!", &vec![0xa5; length]);
        }
    }
}

// ------------------------------------------------------------------------------------------ accounts (BS-14, BS-15)

/// `echo 'System.out.println("emp-000123".hashCode() + " " + Math.abs("emp-000123".hashCode()))' | jshell -s -` for each
/// text, or Vectors.java for all of them.
#[rstest]
#[case::empty("", 0, "sfs0")]
#[case::one("a", 97, "sfs97")]
#[case::ascii("emp-000123", -1_782_806_873, "sfs1782806873")]
#[case::chinese("员工一号", 666_987_332, "sfs666987332")]
#[case::surrogates("𠮷野家😀", -1_683_164_096, "sfs1683164096")]
#[case::negative("zhangsan@example.com", -1_111_674_575, "sfs1111674575")]
#[case::smallest("polygenelubricants", -2_147_483_648, "sfs-2147483648")]
#[case::fifty(&"x".repeat(50), 237_795_072, "sfs237795072")]
fn java_hash_code_and_account(#[case] id: &str, #[case] hash: i32, #[case] account: &str) {
    assert_eq!(java::hash_code(id), hash);
    assert_eq!(butler::account::account("sfs", id), account);
}

#[rstest]
#[case::smallest(i32::MIN, i32::MIN)]
#[case::next(i32::MIN + 1, i32::MAX)]
#[case::negative(-1, 1)]
#[case::zero(0, 0)]
#[case::largest(i32::MAX, i32::MAX)]
fn java_math_abs(#[case] value: i32, #[case] expected: i32) {
    assert_eq!(java::math_abs(value), expected);
}

#[rstest]
#[case::chinese("顺丰速运有限公司", &["sfs"])]
#[case::several_readings("重庆银行", &["zqy", "cqy", "tqy"])]
#[case::ascii("SF Express", &["sfe", "sf "])]
#[case::mixed("A文化", &["awh"])]
#[case::full_width("Ａｂ文化", &["abw"])]
#[case::digits("3M中国", &["mzg", "3mz"])]
#[case::brackets("(上海)顺丰", &["shs", "(sh"])]
#[case::digits_and_brackets("（8）号店家", &["hdj", "8hd", "(8)", "（8）", "hdg", "xdj", "8xd", "xdg"])]
#[case::two("顺丰", &["sf"])]
#[case::one("顺", &["s"])]
#[case::no_letter("１2-", &["12", "12-", "１2-"])]
#[case::nothing("", &[])]
#[case::no_letters("（）", &["()", "（）"])]
#[case::compatibility_characters("㈱金\u{f90a}", &["zjj", "(z)", "㈱jj"])]
#[case::unknown_to_dictionaries("㐂丰", &["㐂f"])]
#[case::another_script("Яндекс", &["янд"])]
#[case::interjection("欸", &["a", "e", "x"])]
fn company_initials(#[case] company: &str, #[case] expected: &[&str]) {
    assert_eq!(butler::account::initials(company), expected);
}

#[test]
fn candidates_are_bounded_and_distinct() {
    // The main block of Chinese characters, three neighbours at a time behind a digit.
    for start in (0x4e00_u32..0x9f00).step_by(3) {
        let company: String = (start..start + 3).filter_map(char::from_u32).collect();
        let candidates = butler::account::initials(&format!("1{company}"));
        assert!(candidates.len() <= butler::account::MAX_CANDIDATES);
        let mut distinct = candidates.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), candidates.len());
    }
}
