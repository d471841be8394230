//! Known deviations: a waiver in each of its states, and waivers that cannot be.

use rstest::rstest;
use serde_json::{Value, json};

use crate::stage::{Called, Vendor};
use crate::usage::{TARGET, stage};
use crate::verdicts::{assert_valid, breaks_a_must, breaks_a_should, verdict};

/// Scenarios of GW-04, which a vendor that breaks it fails.
const ONE: &str = "a desktop user signed with another key is refused";
const OTHER: &str = "GW-04/a gateway user signed with another key is refused";

/// A target file with these waivers, as TOML; `ONE` and `OTHER` stand for the names of scenarios.
fn waive(vendor: &Vendor, waivers: &str) {
    let waivers = waivers.replace("ONE", ONE).replace("OTHER", OTHER);
    let target = vendor.embedded.target_file();
    vendor.stage.write("target.toml", &format!("{target}\n{waivers}\n"));
}

/// A run of the scenarios that are meant against a vendor that breaks GW-04.
fn check(waivers: &str, name: &str) -> (Called, Value) {
    let vendor = Vendor::new(breaks_a_must);
    waive(&vendor, waivers);
    let called = vendor.check(&format!("--name {name} --seed 5"));
    let report = vendor.stage.report();
    assert_valid(&report);
    let junit = vendor.stage.read("target/fuhe/junit.xml");
    // Whatever fails the run fails a test case as well, and nothing else does.
    assert_eq!(junit.contains("<failure"), called.code == 1, "{junit}");
    (called, report)
}

const KNOWN: &str = "[[waiver]]\nrule = \"GW-04\"\nreason = \"mended in 2.0\"\n";

/// The section of the waivers, and the last words of the run.
fn told(out: &str) -> String {
    let section = out.find("Waivers\n").map_or("", |from| &out[from..]);
    let end = section.find("\n\n").map_or(section.len(), |end| end + 1);
    let last = out.lines().rev().nth(1).unwrap_or_default();
    format!("{}{last}", &section[..end])
}

#[rstest]
#[case::waived(
    "[[waiver]]\nrule = \"GW-04\"\nreason = \"mended in 2.0\"\nuntil = 2999-12-31\nticket = \"T-1\"",
    "^GW-0[47]/",
    0,
    "Waivers
  GW-04  waived        A wrong signature is refused with code 401001
         found   7 findings, such as refused with code 401009 \"验证签名失败\" in GW-04/ONE
         reason  mended in 2.0
         until   2999-12-31
         ticket  T-1
mock deviates only where this is waived: 1 waived rule fails, 1 holds."
)]
#[case::holds_again(
    "[[waiver]]\nrule = \"GW-07\"\nreason = \"mended in 2.0\"",
    "^GW-07/",
    1,
    "Waivers
  GW-07  holds again   An unknown API code is refused with code 404001
         reason  mended in 2.0
mock has no deviation that is not waived, but its waivers are out of date. 1 waiver must be removed or renewed."
)]
#[case::expired(
    "[[waiver]]\nrule = \"GW-04\"\nreason = \"mended in 2.0\"\nuntil = 2020-01-01",
    "^GW-04/",
    1,
    "Waivers
  GW-04  expired       A wrong signature is refused with code 401001
         reason  mended in 2.0
         until   2020-01-01
mock deviates from its documentation: 1 must rule fails. 1 waiver must be removed or renewed."
)]
#[case::not_selected(
    KNOWN,
    "^GW-07/",
    0,
    "Waivers
  GW-04  not tested    A wrong signature is refused with code 401001
         reason  mended in 2.0
mock conforms as far as tested: 1 of 116 rules holds."
)]
#[case::selected_in_part(
    "[[waiver]]\nrule = \"GW-07\"\nreason = \"mended in 2.0\"",
    "^GW-07/a.desktop.user.under.the.API.code.\"x\"",
    0,
    "Waivers
  GW-07  not tested    An unknown API code is refused with code 404001
         reason  mended in 2.0
mock conforms as far as tested: 0 of 116 rules hold, 1 is partly tested."
)]
#[case::of_one_scenario(
    "[[waiver]]\nrule = \"GW-04\"\nscenario = \"ONE\"\nreason = \"mended in 2.0\"",
    "^GW-04/a.desktop",
    0,
    "Waivers
  GW-04  waived        GW-04/ONE
         found   1 finding, such as refused with code 401009 \"验证签名失败\" in GW-04/ONE
         reason  mended in 2.0
mock deviates only where this is waived: 1 waived rule fails, 0 hold."
)]
#[case::of_one_scenario_and_not_of_the_other(
    "[[waiver]]\nrule = \"GW-04\"\nscenario = \"GW-04/ONE\"\nreason = \"mended in 2.0\"",
    "^GW-04/a.(desktop|gateway)",
    1,
    "Waivers
  GW-04  waived        GW-04/ONE
         found   1 finding, such as refused with code 401009 \"验证签名失败\" in GW-04/ONE
         reason  mended in 2.0
mock deviates from its documentation: 1 must rule fails."
)]
#[case::two(
    "[[waiver]]\nrule = \"GW-04\"\nscenario = \"ONE\"\nreason = \"a\"\n[[waiver]]\nrule = \"GW-04\"\nscenario = \"OTHER\"\nreason = \"b\"",
    "^GW-04/a.(desktop|gateway)",
    0,
    "Waivers
  GW-04  waived        GW-04/ONE
         found   1 finding, such as refused with code 401009 \"验证签名失败\" in GW-04/ONE
         reason  a
  GW-04  waived        OTHER
         found   1 finding, such as refused with code 401009 \"验证签名失败\" in OTHER
         reason  b
mock deviates only where this is waived: 1 waived rule fails, 0 hold."
)]
fn a_known_deviation(#[case] waivers: &str, #[case] name: &str, #[case] code: i32, #[case] text: &str) {
    let (called, report) = check(waivers, name);
    assert_eq!(told(&called.out), text.replace("ONE", ONE).replace("OTHER", OTHER));
    assert_eq!(called.code, code, "{}{}", called.out, called.err);
    // A waiver unmakes no finding.
    if called.out.contains("  found ") {
        assert_eq!(verdict(&report, "GW-04"), "fails");
    }
}

#[test]
fn the_record_holds_the_waivers() {
    let waivers =
        format!("{KNOWN}until = 2999-12-31\n[[waiver]]\nrule = \"GW-07\"\nreason = \"gone\"\nticket = \"T-2\"");
    let (called, report) = check(&waivers, "^GW-0[47]/");
    assert_eq!(called.code, 1);
    assert_eq!(
        report["waivers"],
        json!([
            {"rule": "GW-04", "reason": "mended in 2.0", "until": "2999-12-31", "state": "waived"},
            {"rule": "GW-07", "reason": "gone", "ticket": "T-2", "state": "holds-again"},
        ])
    );
}

/// What is waived stops no run that would go on to say that the vendor conforms.
#[test]
fn fail_fast_does_not_stop_at_what_is_waived() {
    let vendor = Vendor::new(breaks_a_must);
    waive(&vendor, KNOWN);
    let called = vendor.check("--tags @GW-04 --concurrency 1 --fail-fast");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    assert!(!called.out.contains("The run was stopped early"), "{}", called.out);
}

/// A waived warning is no warning, under `--strict` neither.
#[rstest]
#[case::plain("")]
#[case::strict("--strict")]
fn a_should_rule_can_be_waived(#[case] options: &str) {
    let vendor = Vendor::new(breaks_a_should);
    waive(&vendor, "[[waiver]]\nrule = \"GW-22\"\nreason = \"English is fine\"");
    let called = vendor.check(&format!("--tags @GW-22 {options}"));
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    assert!(!called.out.contains("warning"), "{}", called.out);
}

#[rstest]
#[case::unknown_rule(
    "rule = \"BS-99\"\nreason = \"x\"",
    "waiver 1: BS-99 is no rule of the contract; `fuhe rules` lists them all"
)]
#[case::no_rule(
    "rule = \"BS-9\"\nreason = \"x\"",
    "line 14, in [[waiver]]: \"BS-9\" is not a rule id: expected GW, CU, GU, BS or BD, a hyphen and two digits, such as BS-25"
)]
#[case::open_rule(
    "rule = \"GW-13\"\nreason = \"x\"",
    "waiver 1: GW-13 is open, so it is observed and never fails; take the waiver away"
)]
#[case::unknown_scenario(
    "rule = \"GW-04\"\nscenario = \"the moon\"\nreason = \"x\"",
    "waiver 1: \"the moon\" is no scenario of GW-04; write its name, or rule and name, as report.json has them"
)]
#[case::twice(
    "rule = \"GW-04\"\nreason = \"x\"\n[[waiver]]\nrule = \"CU-03\"\nreason = \"x\"\n[[waiver]]\nrule = \"GW-04\"\nreason = \"y\"",
    "waiver 3: GW-04 is waived by waiver 1 already; remove one of them"
)]
#[case::twice_by_scenario(
    "rule = \"GW-04\"\nscenario = \"ONE\"\nreason = \"x\"\n[[waiver]]\nrule = \"GW-04\"\nscenario = \"GW-04/ONE\"\nreason = \"y\"",
    "waiver 2: GW-04/ONE is waived by waiver 1 already; remove one of them"
)]
#[case::no_reason("rule = \"GW-04\"", "line 13, in [[waiver]]: missing field `reason`")]
#[case::empty_reason(
    "rule = \"GW-04\"\nreason = \" \"",
    "waiver 1: reason is empty; say why the deviation is put up with"
)]
#[case::until_in_quotes(
    "rule = \"GW-04\"\nreason = \"x\"\nuntil = \"2027-03-31\"",
    "line 16, in [[waiver]]: invalid type: string \"2027-03-31\", expected a TOML datetime"
)]
#[case::until_an_hour(
    "rule = \"GW-04\"\nreason = \"x\"\nuntil = 2027-03-31T12:00:00Z",
    "waiver 1: until: 2027-03-31T12:00:00Z is not a valid day; write one such as 2027-03-31"
)]
#[case::unknown_key(
    "rule = \"GW-04\"\nreason = \"x\"\nowner = \"anna\"",
    "line 16, in [[waiver]]: unknown field `owner`, expected one of `rule`, `scenario`, `not_judged`, `reason`, `until`, `ticket`"
)]
fn a_waiver_that_cannot_be(#[case] waiver: &str, #[case] sentence: &str) {
    let waiver = waiver.replace("ONE", ONE);
    let called = stage(&format!("{TARGET}[[waiver]]\n{waiver}")).fuhe("check --target t.toml");
    let sentence = sentence.replace("ONE", ONE);
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (2, "", format!("error: t.toml: {sentence}\n").as_str())
    );
}

#[test]
fn a_waived_finding_fails_nothing_in_lines_of_json() {
    let vendor = Vendor::new(breaks_a_must);
    waive(&vendor, KNOWN);
    let called = vendor.check("--name ^GW-04/ --format json");
    let lines = called
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let findings: Vec<Value> = lines.filter(|line| line["event"] == "finding").collect();
    assert!(!findings.is_empty(), "{}", called.out);
    for finding in findings {
        assert_eq!((&finding["fails"], &finding["waived"]), (&json!(false), &json!(true)));
    }
}

/// What the page offers to copy is a waiver that a target file can have.
#[test]
fn the_draft_on_the_page_waives_the_problem() {
    let vendor = Vendor::new(breaks_a_must);
    let called = vendor.check("--tags @GW-04 --seed 5");
    assert_eq!(called.code, 1, "{}{}", called.out, called.err);
    let page = vendor.stage.read("target/fuhe/index.html");
    let drafts = page.split("<pre>[[waiver]]").skip(1);
    let drafts = drafts.filter_map(|rest| Some(format!("[[waiver]]{}", rest.split("</pre>").next()?)));
    // As a browser reads it.
    let drafts: Vec<String> = drafts.map(|draft| draft.replace("&#34;", "\"")).collect();
    assert!(!drafts.is_empty(), "{page}");
    waive(&vendor, &drafts.join("\n"));
    let called = vendor.check("--tags @GW-04 --seed 5");
    assert_eq!(called.code, 0, "{}\n{}{}", drafts.join("\n"), called.out, called.err);
    assert!(
        called.out.contains("deviates only where this is waived"),
        "{}",
        called.out
    );
}
