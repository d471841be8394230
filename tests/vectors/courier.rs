//! Signatures of the courier, its encrypted list, and derived accounts.

use fuhe::crypto::des::{self, DesError, DesKey, Mode};
use fuhe::crypto::encoding::{DecodeError, Encoding};
use fuhe::crypto::java;
use fuhe::wire::butler::{self, ListCipher};
use rstest::rstest;

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

pub(super) fn des_key() -> DesKey {
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
    "the cipher text has 12 bytes, which is no multiple of 8: it was cut or is no DES"
)]
#[case::empty("", "the cipher text is empty; even an empty text is encrypted to 8 bytes")]
#[case::base64_cut(
    "oKktgo3GpgyYB/T87YHGqw=",
    "not Base64: 23 characters are no multiple of 4, so it was cut or its padding is missing"
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
    let sentence = format!("a DES key takes the first 8 bytes of the secret, which has only {bytes}");
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
