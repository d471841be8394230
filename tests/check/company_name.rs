//! The initials of the company's name, from which accounts are derived: found in the name, asked for, or given.

use std::collections::BTreeSet;

use rstest::rstest;

use crate::first_contact::failing;
use crate::stage::Vendor;

fn company(name: &str, initials: &str) -> Vendor {
    Vendor::new(|behaviour| {
        let derivation = &mut behaviour.butler.derivation;
        name.clone_into(&mut derivation.company_name);
        derivation.initials = vec![initials.to_owned()];
    })
}

/// The name as the target file has it, the vendor's initials, and those that are tried.
#[rstest]
#[case::rare_character("㐂丰测试有限公司", "xfc", "\"㐂fc\"", "userNo不符合要求!")]
#[case::another_company("顺风测试有限公司", "abc", "\"sfc\"", "用户账号与第三方平台用户ID不符!")]
#[case::several_readings(
    "重庆银行",
    "abc",
    "\"zqy\" or \"cqy\" or \"tqy\"",
    "用户账号与第三方平台用户ID不符!"
)]
fn a_company_whose_initials_are_not_known_is_asked_for_them(
    #[case] name: &str,
    #[case] initials: &str,
    #[case] tried: &str,
    #[case] cause: &str,
) {
    let vendor = company(name, initials);
    let called = vendor.check("--tags @BS-14");
    let sentence = format!(
        "error: the courier accepts a user without thirdPlatformId, and none whose account is derived from {tried}, the \
         initials of \"{name}\" (BS-14): {cause}; check butler.company_name of target \"mock\", and if \
         it is right, ask the vendor for the initials and write initials = \"…\" in [butler]\n"
    );
    assert_eq!((called.code, called.out.as_str(), called.err), (2, "", sentence));
    vendor.ends_in_chinese_too("--tags @BS-14", 2);
    // Whoever derives no account need not know them.
    assert_eq!(vendor.check("--tags @BS-12").code, 0);
    let line = format!("company_name = \"{name}\"");
    vendor.retarget(&line, &format!("{line}\ninitials = \"{initials}\""));
    let called = vendor.check("--tags @butler");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
}

/// Compatibility characters are read as the plain ones.
#[rstest]
#[case::full_width("ＳＦ测试", "sfc")]
#[case::ideograph("\u{f90a}风测试", "jfc")]
#[case::circled("㊎风测试", "jfc")]
fn a_compatibility_character_has_the_initials_of_the_plain_one(#[case] name: &str, #[case] initials: &str) {
    let called = company(name, initials).check("--tags @BS-14");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
}

/// Initials that are given are taken at their word: what is refused then is the vendor's.
#[test]
fn given_initials_make_a_refusal_a_deviation() {
    let vendor = company("顺风测试有限公司", "abc");
    let line = "company_name = \"顺风测试有限公司\"";
    vendor.retarget(line, &format!("{line}\ninitials = \"sfc\""));
    let called = vendor.check("--tags @BS-14");
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    assert_eq!(failing(&vendor.stage.report()), BTreeSet::from(["BS-14".to_owned()]));
}
