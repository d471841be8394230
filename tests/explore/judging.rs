//! What must become of a request.

use super::*;

const CU: &str = "client.user.save";
const GU: &str = "user.save";
const BS: &str = "batchSave";

fn times(count: usize, text: &'static str) -> Given {
    Given::Text(Text(vec![Piece::Repeat(count, text)]))
}

fn fresh(count: usize) -> Given {
    Given::Text(Text(vec![Piece::Fresh(count, Set::SmallAndDigits)]))
}

fn value(value: Value) -> Given {
    Given::Json(value)
}

#[rstest]
// Texts at their limits.
#[case(CU, "biz_user_name", times(32, "x"), "accept")]
#[case(CU, "biz_user_name", times(32, "张"), "accept")]
#[case(CU, "biz_user_name", times(32, "１"), "accept")]
#[case(CU, "biz_user_name", times(33, "x"), "CU-07")]
#[case(CU, "biz_user_name", times(33, "张"), "CU-07")]
#[case(CU, "biz_user_name", times(100_000, "x"), "CU-07")]
#[case(CU, "biz_user_name", value(json!("AT&T \"a\\b\" <x=y>")), "accept")]
#[case(GU, "biz_user_name", times(255, "x"), "accept")]
#[case(GU, "biz_user_name", times(256, "x"), "GU-14")]
#[case(BS, "userRealName", times(20, "张"), "accept")]
#[case(BS, "userRealName", times(21, "张"), "BS-27")]
// What a length counts is open, unless no way of counting lets it through.
#[case(CU, "biz_user_name", times(16, "𠮷"), "either")]
#[case(CU, "biz_user_name", times(32, "𠮷"), "either")]
#[case(CU, "biz_user_name", times(33, "𠮷"), "CU-07")]
#[case(CU, "biz_user_name", times(10, "e\u{301}"), "accept")]
#[case(CU, "biz_user_name", times(16, "e\u{301}"), "either")]
#[case(CU, "biz_user_name", times(17, "e\u{301}"), "either")]
#[case(CU, "biz_user_name", times(32, "e\u{301}"), "either")]
#[case(CU, "biz_user_name", times(33, "e\u{301}"), "CU-07")]
#[case(CU, "biz_user_name", times(11, "👩\u{200d}👩\u{200d}👧"), "either")]
#[case(CU, "biz_user_name", times(33, "👩\u{200d}👩\u{200d}👧"), "CU-07")]
#[case(CU, "biz_user_name", times(40, "\u{200d}"), "either")]
// Blanks, invisible characters, other types, null.
#[case(CU, "biz_user_name", value(json!(" ")), "either")]
#[case(CU, "biz_user_name", times(1000, " "), "either")]
#[case(CU, "biz_user_name", value(json!(" x")), "either")]
#[case(CU, "biz_user_name", value(json!("x\u{0}y")), "either")]
#[case(CU, "biz_user_name", value(json!("x\u{200f}y")), "either")]
#[case(CU, "biz_user_name", value(json!(null)), "either")]
#[case(CU, "biz_user_name", value(json!(123)), "either")]
#[case(CU, "biz_user_name", value(json!(["a"])), "either")]
// Required and optional.
#[case(CU, "biz_user_name", Given::Absent, "CU-03")]
#[case(CU, "biz_user_name", value(json!("")), "CU-03")]
#[case(GU, "biz_user_name", Given::Absent, "accept")]
#[case(GU, "biz_user_name", value(json!("")), "either")]
#[case(BS, "userRealName", Given::Absent, "BS-07")]
#[case(BS, "userRealName", value(json!("")), "BS-07")]
#[case(BS, "empNo", value(json!("")), "either")]
// Identities must be new, numbers of users cannot be made up.
#[case(CU, "biz_user_id", fresh(32), "accept")]
#[case(CU, "biz_user_id", fresh(33), "CU-07")]
#[case(CU, "biz_user_id", times(32, "x"), "either")]
#[case(GU, "etc_user_no", value(json!("")), "accept")]
#[case(GU, "etc_user_no", fresh(16), "GU-13")]
#[case(GU, "etc_user_no", fresh(17), "GU-14")]
#[case(GU, "etc_user_no", times(16, "x"), "either")]
// Lists of numbers.
#[case(CU, "biz_user_type", value(json!(1)), "accept")]
#[case(CU, "biz_user_type", value(json!(3)), "CU-07")]
#[case(CU, "biz_user_type", value(json!(4_294_967_297_u64)), "CU-07")]
#[case(CU, "biz_user_type", value(json!(u64::MAX)), "CU-07")]
#[case(CU, "biz_user_type", value(json!(1e20)), "CU-07")]
#[case(CU, "biz_user_type", value(json!(0)), "either")]
#[case(CU, "biz_user_type", value(json!(1.0)), "either")]
#[case(CU, "biz_user_type", value(json!(1.5)), "either")]
#[case(CU, "biz_user_type", value(json!(3.5)), "CU-07")]
#[case(CU, "biz_user_type", value(json!("1")), "either")]
#[case(CU, "biz_user_type", value(json!("")), "CU-02")]
#[case(CU, "biz_user_type", Given::Absent, "CU-02")]
#[case(BS, "userStatus", value(json!(2)), "BS-27")]
#[case(BS, "userStatus", value(json!("")), "either")]
// Lists of texts.
#[case(GU, "biz_user_type", value(json!("2")), "accept")]
#[case(GU, "biz_user_type", value(json!("3")), "GU-14")]
#[case(GU, "biz_user_type", value(json!("11")), "GU-14")]
#[case(GU, "biz_user_type", value(json!("１")), "either")]
#[case(GU, "biz_user_type", value(json!("1 ")), "either")]
#[case(GU, "biz_user_type", value(json!(1)), "either")]
#[case(GU, "biz_user_type", value(json!("")), "GU-05")]
#[case(GU, "contract_type", value(json!("")), "either")]
#[case(GU, "create_app", value(json!(false)), "accept")]
#[case(GU, "create_app", value(json!("false")), "either")]
// Accounts: full-width digits are ruled out, invisible characters may be dropped.
#[case(BS, "userNo", fresh(6), "accept")]
#[case(BS, "userNo", fresh(20), "accept")]
#[case(BS, "userNo", fresh(21), "BS-27")]
#[case(BS, "userNo", fresh(5), "BS-27")]
#[case(BS, "userNo", value(json!("abcdefghX")), "BS-27")]
#[case(BS, "userNo", value(json!("abcdefgh１２")), "BS-27")]
#[case(BS, "userNo", value(json!("abcdefgh😀")), "BS-27")]
#[case(BS, "userNo", value(json!("abcdefgh\u{0}")), "either")]
#[case(BS, "userNo", value(json!(" abcdefgh")), "either")]
#[case(BS, "userNo", value(json!("abcdefgh")), "either")]
#[case(BS, "userNo", value(json!(12_345_678)), "either")]
#[case(BS, "userNo", Given::Absent, "BS-05")]
// Forms that a vendor may check.
#[case(BS, "userPhone", value(json!("13812345678")), "accept")]
#[case(BS, "userPhone", value(json!("1")), "either")]
#[case(BS, "userPhone", times(12, "1"), "BS-27")]
#[case(BS, "userEmail", value(json!("a@b.cn")), "accept")]
#[case(BS, "userEmail", value(json!("a")), "either")]
#[case(BS, "custId", value(json!("1234567890,1234567891")), "accept")]
#[case(BS, "custId", value(json!("1234567890;1234567891")), "either")]
#[case(BS, "empNo", value(json!("a=b")), "either")]
// A third-party id decides the account.
#[case(BS, "thirdPlatformId", fresh(12), "accept")]
#[case(BS, "thirdPlatformId", fresh(50), "accept")]
#[case(BS, "thirdPlatformId", fresh(51), "BS-27")]
#[case(BS, "thirdPlatformId", value(json!("A")), "either")]
#[case(BS, "thirdPlatformId", value(json!("polygenelubricants")), "either")]
#[case(BS, "thirdPlatformId", value(json!(null)), "either")]
// What no page names.
#[case(CU, "remark", value(json!("x")), "either")]
fn one_value(#[case] operation: &str, #[case] field: &str, #[case] given: Given, #[case] expected: &str) {
    let verdict = verdict(operation, vec![(field, given)]);
    assert_eq!(in_a_word(&verdict), expected, "{verdict:?}");
}

#[test]
fn what_is_ruled_out_outweighs_what_is_open() {
    let name = || ("biz_user_name", times(33, "x"));
    let open = || ("biz_user_code", value(json!(null)));
    let word = |edits| in_a_word(&verdict(CU, edits));
    assert_eq!(word(vec![open(), name()]), "CU-07");
    assert_eq!(word(vec![("biz_user_id", fresh(20)), open()]), "either");
    assert_eq!(
        word(vec![("biz_user_id", fresh(20)), ("biz_user_type", value(json!(1)))]),
        "accept"
    );
}

#[test]
fn an_account_that_is_not_the_derived_one_is_ruled_out() {
    let edits = || vec![("thirdPlatformId", fresh(12)), ("userNo", fresh(12))];
    assert_eq!(in_a_word(&verdict(BS, edits())), "BS-27");
    // Unless the id may count for nothing.
    let edits = vec![("thirdPlatformId", value(json!(" "))), ("userNo", fresh(12))];
    assert_eq!(in_a_word(&verdict(BS, edits)), "either");
}

#[test]
fn doubled_members_are_open_and_other_layouts_are_not() {
    let judged = |style, name| {
        let request = request(CU, vec![("biz_user_name", times(name, "x"))], style);
        in_a_word(&judge(&request))
    };
    assert_eq!(judged(BodyStyle::Reversed, 32), "accept");
    assert_eq!(judged(BodyStyle::Doubled, 32), "either");
    assert_eq!(judged(BodyStyle::Doubled, 33), "CU-07");
}

#[rstest]
#[case(GU, "application id", Given::Absent, "GW-19")]
#[case(GU, "API code", value(json!("")), "GW-19")]
#[case(CU, "application id", fresh(16), "GW-08")]
#[case(CU, "API code", fresh(12), "GW-07")]
#[case(CU, "sign", fresh(172), "GW-04")]
#[case(GU, "timestamp", value(json!(1)), "GW-05")]
#[case(GU, "nonce", fresh(12), "either")]
#[case(BS, "sign", Given::Absent, "BS-42")]
#[case(BS, "sendAppId", fresh(15), "BS-42")]
#[case(BS, "timestamp", value(json!("1")), "either")]
fn a_part_of_the_envelope(#[case] operation: &str, #[case] part: &str, #[case] given: Given, #[case] expected: &str) {
    let case = Case {
        envelope: Some(Edit {
            field: part.to_owned(),
            given,
        }),
        ..Case::plain(Operation::known(operation))
    };
    let request = Request::new(case, base(Operation::known(operation), "judged"), INITIALS);
    assert_eq!(in_a_word(&judge(&request)), expected);
}
