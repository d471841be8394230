//! `fuhe explain`: what a name stands for, and what the last run said of it.

use rstest::rstest;

use crate::stage::{Stage, Vendor};
use crate::verdicts::breaks_a_must;

#[rstest]
#[case::rule(
    "CU-03",
    &[
        "CU-03  must  biz_user_name is required, a String of up to 32 characters\n",
        "  source      client.user.save, ",
        "  level       must: a deviation fails the run\n",
        "CU-03/a desktop user named 32 × \"x\" is accepted\n",
        "  run it      fuhe check --tags '@CU-03'\n",
        "[[waiver]]\n              rule = \"CU-03\"\n",
    ]
)]
#[case::in_other_letters("cu-03", &["CU-03  must  "])]
#[case::tag("@CU-03", &["CU-03  must  "])]
#[case::scenario("CU-03/a␣desktop␣user␣named␣32␣×␣\"x\"␣is␣accepted", &["CU-03  must  "])]
#[case::open("GW-13", &["GW-13  open  ", "  question    GW-13.status  ", "  waive it    not needed: it never fails\n"])]
#[case::question("GW-13.status", &["GW-13.status  ", "  rule        GW-13  ", "  see it      fuhe check --choice GW-13.status="])]
#[case::untestable("GW-10", &["  scenarios   none: nobody outside can provoke this\n"])]
#[case::several("CU-03 GW-13.status", &["CU-03  must  ", "\nGW-13.status  "])]
#[case::chinese("CU-03 --lang zh", &["  出处        ", "  级别        must（必须）：不符合则运行失败\n", "  豁免        写入目标文件"])]
fn a_name_is_explained(#[case] names: &str, #[case] words: &[&str]) {
    let called = Stage::new().fuhe(&format!("explain {names}"));
    assert_eq!((called.code, called.err.as_str()), (0, ""), "{}", called.out);
    for part in words {
        assert!(called.out.contains(part), "{part} in {}", called.out);
    }
    assert!(!called.out.contains("last run"), "{}", called.out);
}

#[test]
fn the_last_run_is_told() {
    let vendor = Vendor::new(breaks_a_must);
    assert_eq!(vendor.check("--tags @GW-04␣or␣@GW-13").code, 1);
    let rule = vendor.stage.fuhe("explain GW-04").out;
    let last = rule.split("  last run    ").nth(1).expect("the last run");
    assert!(last.starts_with("fails\n") && last.contains(" 6 more\n"), "{last}");
    assert!(last.contains("(mock, "), "{last}");
    let question = vendor.stage.fuhe("explain GW-13.status").out;
    assert!(question.contains("  last run    200\n"), "{question}");
    let other = vendor.stage.fuhe("explain CU-05").out;
    assert!(
        other.contains("  last run    untested: not selected, or nothing to test it with\n"),
        "{other}"
    );
    let nowhere = vendor.stage.fuhe("explain GW-04 --report-dir nowhere").out;
    assert!(!nowhere.contains("last run"), "{nowhere}");
}
