//! Defaults of options: the command line ranks first, then the environment, then `fuhe.toml`.

use std::collections::BTreeSet;

use fuhe::contract::Schema;
use rstest::rstest;
use serde_json::Value;

use crate::stage::{Called, Stage, Vendor};
use crate::verdicts::breaks_a_must;

/// The stage's own `fuhe.toml` is looked for.
const SEARCHED: (&str, &str) = ("FUHE_NO_CONFIG", "");

fn fuhe(stage: &Stage, variables: &[(&str, &str)], line: &str) -> Called {
    let variables: Vec<(&str, &str)> = [SEARCHED].into_iter().chain(variables.iter().copied()).collect();
    stage.fuhe_with(&variables, line)
}

const SETTINGS: &str =
    "[check]\ntags = \"@CU-05\"\nconcurrency = 3\nreport = [\"junit\"]\nreport_dir = \"out\"\nstrict = true\n";

/// What was selected, and how a part of the run is repeated: both show which options counted.
#[rstest]
#[case::file("check", &[], "--tags '@CU-05'", true)]
#[case::without_command("", &[], "--tags '@CU-05'", true)]
#[case::variable("check", &[("FUHE_TAGS", "@CU-06")], "--tags '@CU-06'", true)]
#[case::empty_variable("check", &[("FUHE_TAGS", "")], "--tags '@CU-05'", true)]
#[case::command_line("check --tags @GU-01", &[("FUHE_TAGS", "@CU-06")], "--tags '@GU-01'", true)]
#[case::switched_off_by_variable("check", &[("FUHE_STRICT", "off")], "--tags '@CU-05'", false)]
#[case::switched_off("check --no-strict", &[("FUHE_STRICT", "1")], "--tags '@CU-05'", false)]
#[case::no_file("check --no-config --tags @CU-05 --report-dir out", &[], "--tags '@CU-05'", false)]
#[case::no_file_by_variable("check --tags @CU-05 --report-dir out", &[("FUHE_NO_CONFIG", "1")], "--tags '@CU-05'", false)]
#[case::another_file("check --config other.toml --report-dir out", &[], "--tags '@CU-02'", false)]
#[case::another_by_variable("check --report-dir out", &[("FUHE_CONFIG", "other.toml")], "--tags '@CU-02'", false)]
fn precedence(#[case] line: &str, #[case] variables: &[(&str, &str)], #[case] selected: &str, #[case] strict: bool) {
    let stage = Stage::new();
    stage.write("fuhe.toml", SETTINGS);
    stage.write("other.toml", "[check]\ntags = \"@CU-02\"\n");
    let called = fuhe(&stage, variables, line);
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    let report = stage.report_in("out");
    assert_eq!(report["run"]["selection"]["conditions"][0], selected);
    assert_eq!(report["run"]["strict"], strict);
}

/// Every option of `fuhe check` has a variable.
#[rstest]
#[case::tags("FUHE_TAGS", "@nix", "FUHE_TAGS: --tags: no scenario has the tag @nix")]
#[case::name(
    "FUHE_NAME",
    "(",
    "FUHE_NAME: --name \"(\" is not a valid regular expression: regex parse error:"
)]
#[case::switch("FUHE_QUICK", "maybe", "FUHE_QUICK: this is neither true nor false; write 1 or 0")]
#[case::number(
    "FUHE_CONCURRENCY",
    "many",
    "FUHE_CONCURRENCY: invalid value 'many' for '--concurrency <N>': expected a number of scenarios, 1 or more"
)]
#[case::list(
    "FUHE_REPORT",
    "junit,hat",
    "FUHE_REPORT: invalid value 'hat' for '--report <NAME>'; [possible values: json, html, junit, summary, cucumber, \
     messages, har, ctrf, all]; tip: a similar value exists: 'har'"
)]
#[case::mutant("FUHE_MUTANT", "nix", "FUHE_MUTANT: --mutant: unknown name \"nix\"")]
#[case::settings(
    "FUHE_CONFIG",
    "nix.toml",
    "cannot read the settings file nix.toml: No such file or directory (os error 2)"
)]
#[case::no_settings(
    "FUHE_NO_CONFIG",
    "maybe",
    "FUHE_NO_CONFIG: this is neither true nor false; write 1 or 0"
)]
fn a_variable_that_is_wrong_is_named(#[case] name: &str, #[case] value: &str, #[case] sentence: &str) {
    let called = fuhe(&Stage::new(), &[(name, value)], "check");
    let first = called.err.lines().next().unwrap_or_default();
    assert_eq!(called.code, 2, "{}{}", called.out, called.err);
    assert!(first.starts_with(&format!("error: {sentence}")), "{first}");
}

/// A secret in the wrong variable is not repeated.
#[rstest]
#[case("FUHE_BASELINE")]
#[case("FUHE_MUTANT")]
#[case("FUHE_SHARD")]
fn a_secret_in_a_variable_stays_there(#[case] name: &str) {
    let secret = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    let called = fuhe(&Stage::new(), &[(name, secret)], "check");
    assert_eq!(called.code, 2, "{}{}", called.out, called.err);
    assert!(called.err.starts_with(&format!("error: {name}: ")), "{}", called.err);
    assert!(!called.err.contains(secret), "{}", called.err);
}

#[rstest]
#[case::syntax("[check\n", "fuhe.toml: line 1: ")]
#[case::section(
    "[checks]\n",
    "fuhe.toml: line 1, in [checks]: unknown field `checks`, expected one of `target`, `check`, `waiver`"
)]
#[case::key(
    "\n[check]\nconcurency = 3\n",
    "fuhe.toml: line 3, in [check]: unknown key concurency; [check] takes the long options of fuhe check, with \
     underscores (did you mean concurrency?)"
)]
#[case::hyphen(
    "[check]\nreport-dir = \"out\"\n",
    "fuhe.toml: line 2, in [check]: unknown key report-dir; [check] takes the long options of \
     fuhe check, with underscores (did you mean report_dir?)"
)]
#[case::target_in_check(
    "[check]\ntarget = \"t.toml\"\n",
    "fuhe.toml: line 2, in [check]: target belongs above [check], since every command uses it"
)]
#[case::flag(
    "[check]\nstrict = \"yes\"\n",
    "fuhe.toml: line 2, in [check]: strict: expected true or false"
)]
#[case::number(
    "[check]\nconcurrency = \"3\"\n",
    "fuhe.toml: line 2, in [check]: concurrency: expected a whole number"
)]
#[case::list(
    "[check]\nreport = \"junit\"\n",
    "fuhe.toml: line 2, in [check]: report: expected a list of strings, such as [\"junit\", \"html\"]"
)]
#[case::string("[check]\ntags = 3\n", "fuhe.toml: line 2, in [check]: tags: expected a string")]
#[case::neither(
    "[check]\nseed = 1.5\n",
    "fuhe.toml: line 2, in [check]: seed: expected a string, a whole number, true, false or a list of strings"
)]
#[case::value(
    "[check]\nconcurrency = 0\n",
    "fuhe.toml: line 2, in [check]: concurrency: invalid value '0' for '--concurrency <N>': expected \
     a number of scenarios, 1 or more"
)]
#[case::later(
    "[check]\ntags = \"must\"\n",
    "fuhe.toml: line 2, in [check]: --tags \"must\" is not a valid tag expression"
)]
#[case::target(
    "target = \"nix.toml\"\n",
    "fuhe.toml: line 1: target: there is no file nix.toml; a path is relative to the settings file"
)]
#[case::waiver("[[waiver]]\nrule = \"BS-99\"\nreason = \"x\"\n", "fuhe.toml: waiver 1: ")]
fn settings_that_are_wrong_are_named_with_their_line(#[case] text: &str, #[case] sentence: &str) {
    let stage = Stage::new();
    stage.write("fuhe.toml", text);
    let called = fuhe(&stage, &[], "check");
    assert_eq!((called.code, called.out.as_str()), (2, ""), "{}", called.err);
    assert!(called.err.starts_with(&format!("error: {sentence}")), "{}", called.err);
    // Commands that use none of it do not read it.
    assert_eq!(fuhe(&stage, &[], "rules").code, 0);
}

/// The file is found above the working directory, and its paths are relative to it.
#[test]
fn settings_are_found_upwards() {
    let vendor = Vendor::new(|_| {});
    let stage = &vendor.stage;
    stage.write(
        "fuhe.toml",
        "target = \"target.toml\"\n[check]\ntags = \"@CU-05\"\nreport_dir = \"out\"\nhistory = \"h.ndjson\"\n",
    );
    std::fs::create_dir_all(stage.path("a/b")).expect("a folder");
    let called =
        stage.shell("cd a/b && FUHE_NO_CONFIG= \"$0\" && FUHE_NO_CONFIG= \"$0\" baseline save --baseline-dir . n");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    assert_eq!(stage.report_in("out")["run"]["target"], "mock");
    assert!(stage.read("h.ndjson").contains("CU-05"));
    assert!(
        stage.path("a/b/n.json").exists(),
        "other commands know where the report is"
    );
}

/// Which vendor is called is one question: who answers it, answers all of it.
#[rstest]
#[case::file("check", &[], "mock")]
#[case::option("check --embedded", &[], "embedded vendor")]
#[case::choice("check --choice GW-13.status=400", &[], "embedded vendor")]
#[case::choice_by_variable("check", &[("FUHE_CHOICE", "GW-13.status=400")], "embedded vendor")]
#[case::embedded_by_variable("check", &[("FUHE_EMBEDDED", "1")], "embedded vendor")]
#[case::argument("check target.toml", &[("FUHE_MUTANT", "no-such-mutant")], "mock")]
#[case::target_by_variable("check", &[("FUHE_TARGET", "target.toml")], "mock")]
#[case::variable_of_nothing("check target.toml", &[("FUHE_TARGET", "nowhere.toml")], "mock")]
fn the_target_of_the_settings(#[case] line: &str, #[case] variables: &[(&str, &str)], #[case] target: &str) {
    let vendor = Vendor::new(|_| {});
    vendor.stage.write("fuhe.toml", "target = \"target.toml\"\n");
    let called = fuhe(&vendor.stage, variables, &format!("{line} --tags @CU-05"));
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    assert_eq!(vendor.stage.report()["run"]["target"], target);
}

#[test]
fn an_option_before_the_command_is_refused() {
    let called = Stage::new().fuhe("--strict rules");
    let first = called.err.lines().next().unwrap_or_default();
    assert_eq!(
        (called.code, first),
        (
            2,
            "error: --strict stands before the command; write it behind, as in fuhe rules --strict"
        )
    );
}

/// Waivers of the settings count at every target, but a target's own waiver for the same counts more.
#[rstest]
#[case::shared("", "known everywhere")]
#[case::own("[[waiver]]\nrule = \"GW-04\"\nreason = \"known here\"\n", "known here")]
fn waivers_are_shared(#[case] own: &str, #[case] reason: &str) {
    let vendor = Vendor::new(breaks_a_must);
    let target = vendor.embedded.target_file();
    vendor.stage.write("target.toml", &format!("{target}\n{own}"));
    vendor.stage.write(
        "fuhe.toml",
        "target = \"target.toml\"\n[[waiver]]\nrule = \"GW-04\"\nreason = \"known everywhere\"\n",
    );
    let called = fuhe(&vendor.stage, &[], "check --name ^GW-04/");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    let waivers = vendor.stage.report()["waivers"].clone();
    assert_eq!(waivers.as_array().map(Vec::len), Some(1), "{waivers}");
    assert_eq!(waivers[0]["reason"], reason);
    // The embedded vendor conforms, and would have every waiver removed.
    assert_eq!(fuhe(&vendor.stage, &[], "check --embedded --name ^GW-04/").code, 0);
}

/// The long options of `fuhe check` that stand in no settings file: the target stands above the others.
const ELSEWHERE: [&str; 4] = ["target", "config", "no_config", "help"];

/// The schema knows the options that there are, and no others.
#[test]
fn the_schema_of_settings_is_complete() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/fuhe.json")).expect("a schema");
    let schema: Value = serde_json::from_str(&text).expect("JSON");
    let keys = schema["properties"]["check"]["properties"].as_object().expect("keys");
    let known: BTreeSet<String> = keys.keys().cloned().collect();
    let help = Stage::new().fuhe("check --help").out;
    let options = help.lines().filter_map(|line| line.trim_start().split_once("--"));
    let options = options.filter(|(before, _)| before.is_empty() || before.starts_with('-'));
    let options: BTreeSet<String> = options
        .map(|(_, rest)| rest.split([' ', '=', '[']).next().unwrap_or_default().replace('-', "_"))
        .filter(|key| !ELSEWHERE.contains(&key.as_str()))
        .collect();
    assert_eq!(known, options);
    let target = include_str!("../../schemas/target.json");
    let target: Value = serde_json::from_str(target).expect("JSON");
    assert_eq!(schema["$defs"]["waiver"], target["$defs"]["waiver"]);
    let compiled = Schema::compile(schema.clone()).expect("a schema");
    let settings = |text: &str| serde_json::to_value(toml::from_str::<toml::Table>(text).expect("TOML")).expect("JSON");
    assert_eq!(compiled.violations(&settings(SETTINGS)), []);
    for wrong in [
        "[check]\nstrict = \"yes\"",
        "[check]\nreport = [\"hat\"]",
        "secret = \"x\"",
    ] {
        assert!(!compiled.is_valid(&settings(wrong)), "{wrong}");
    }
}
