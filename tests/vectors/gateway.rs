//! Signatures of the gateway, and RSA keys.

use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fuhe::crypto::rsa::{KeyError, KeyPair, SigningKey, VerifyingKey, belong_together};
use fuhe::wire::etc::{self, BooleanHabit, NullHabit, SigningHabits, signed_text};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rsa::pkcs8::{EncodePrivateKey, LineEnding};
use rsa::traits::PrivateKeyParts;
use rstest::rstest;
use serde_json::{Value, json};

use super::courier::des_key;

/// A throw-away key, made for these tests and used nowhere else.
const PEM: &str = include_str!("throwaway.pem");

/// Another one.
const OTHER_PEM: &str = include_str!("throwaway-other.pem");

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

pub(super) fn key() -> SigningKey {
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
