//! What the command line says of itself: help, topics, completions, manual pages; and names that are nearly right.

use rstest::rstest;
use tempfile::TempDir;

use super::call::call;

#[rstest]
#[case::exit_codes("help exit-codes", &["Exit codes. ", "    2  wrong usage or configuration\n  130  Ctrl-C", "    0  the vendor conforms\n"])]
#[case::environment(
    "help environment",
    &["FUHE_TARGET ", "FUHE_REPORT_DIR ", "--report-dir\n", "FUHE_MAX_FAIL ", "NO_COLOR ", "FUHE_COLOR "]
)]
#[case::examples("check --help", &["Examples:\n  fuhe check staging.toml --tags", "\nSelection:\n", "\nRunning:\n", "\nResults:\n"])]
#[case::more("--help", &["Examples:\n", "More:\n  fuhe help exit-codes\n  fuhe help environment\n"])]
fn help_and_topics(#[case] line: &str, #[case] words: &[&str]) {
    let (code, stdout, stderr) = call(line, "");
    assert_eq!((code, stderr.as_str()), (0, ""));
    for part in words {
        assert!(stdout.contains(part), "{part} in {stdout}");
    }
    // The topics are no commands that people should look for.
    assert!(!stdout.contains("  exit-codes  "), "{stdout}");
}

#[rstest]
#[case("bash", "_fuhe()")]
#[case("zsh", "#compdef fuhe")]
#[case("fish", "complete -c fuhe")]
#[case("powershell", "Register-ArgumentCompleter")]
#[case("elvish", "edit:completion:arg-completer[fuhe]")]
fn completions(#[case] shell: &str, #[case] words: &str) {
    let (code, stdout, stderr) = call(&format!("completions {shell}"), "");
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(stdout.contains(words), "{stdout}");
    assert!(stdout.contains("rerun-failed"), "{stdout}");
}

#[test]
fn manual_pages() {
    let folder = TempDir::new().expect("a temporary folder");
    let into = folder.path().join("man1");
    let (code, stdout, stderr) = call(&format!("man {}", into.display()), "");
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    let page = |name: &str| std::fs::read_to_string(into.join(name)).expect(name);
    assert!(page("fuhe.1").contains(".TH FUHE 1"), "{}", page("fuhe.1"));
    assert!(page("fuhe-check.1").contains("rerun"), "{}", page("fuhe-check.1"));
    assert!(page("fuhe-butler-des-encrypt.1").contains("SYNOPSIS"));
    assert!(!into.join("fuhe-exit-codes.1").exists());
}

/// Unknown names suggest the nearest.
#[rstest]
#[case::command(
    "chekc",
    "error: unrecognized subcommand 'chekc'\n\n  tip: a similar subcommand exists: 'check'\n"
)]
#[case::option(
    "check --tag x",
    "error: unexpected argument '--tag' found\n\n  tip: a similar argument exists: '--tags'\n"
)]
#[case::mutant(
    "check --mutant desktop-id-of-ten-charcters",
    "error: --mutant: unknown name \"desktop-id-of-ten-charcters\" (did you mean desktop-id-of-ten-characters?); `fuhe mutants` lists all\n"
)]
#[case::choice(
    "check --choice GW-13.staus=400",
    "error: --choice: unknown name \"GW-13.staus=400\" (did you mean GW-13.status=400?); `fuhe mutants` lists all\n"
)]
#[case::character(
    "check --character strict-tenat",
    "error: --character: unknown name \"strict-tenat\" (did you mean strict-tenant?); `fuhe mutants` lists all\n"
)]
#[case::format("check --report junitt", "error: invalid value 'junitt' for '--report <NAME>'\n")]
#[case::rule(
    "explain CU-033",
    "error: no rule and no open question is called \"CU-033\" (did you mean CU-03?); `fuhe rules` lists the rules\n"
)]
#[case::question(
    "explain GW-13.staus",
    "error: no rule and no open question is called \"GW-13.staus\" (did you mean GW-13.status?); `fuhe rules` lists the rules\n"
)]
fn nearly_right(#[case] line: &str, #[case] words: &str) {
    let (code, stdout, stderr) = call(line, "");
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(stderr.starts_with(words), "{stderr}");
}
