//! Every rule of the contract as a test of the standard runners, against the embedded vendor or the target file that
//! `FUHE_TARGET` names. `FUHE_ARGS` holds options of `fuhe check`, such as `--strict`.
//!
//! ```text
//! cargo test --test conformance                        # all rules, in one run
//! cargo test --test conformance BS-25                  # those with BS-25 in their name
//! cargo test --test conformance -- --exact BS-25       # this one alone
//! cargo nextest run --test conformance                 # a process for each rule; records in target/fuhe/shards/
//! ```
//!
//! The name of a test is id and title of the rule. A rule that nobody outside can provoke is an ignored test, and so is
//! one that the target has no interface for. The test of an open rule passes once an answer to it is observed. In one
//! process, all tests share one run of exactly the rules that the runner selects.

use std::collections::BTreeSet;
use std::io;
use std::process::ExitCode;

use fuhe::cli::{Environment, RuleRun, reachable_rules, test_rules};
use fuhe::contract::{Contract, Rule, RuleId};
use fuhe::report::rule_test::RuleTest;
use fuhe::text::Printable as _;
use libtest_mimic::{Arguments, Completion, Trial};

/// The test harness.
pub(crate) fn main() -> ExitCode {
    let mut environment = Environment {
        output: Box::new(io::sink()),
        ..Environment::of_process()
    };
    let rules = &Contract::embedded().rules;
    let arguments = with_full_names(Arguments::from_args(), rules);
    let reachable = reachable_rules(&environment);
    let is_asked = |rule: &&Rule| {
        let test = trial(rule, reachable.contains(&rule.id), None);
        !arguments.is_filtered_out(&test) && !arguments.is_ignored(&test)
    };
    let asked = rules.iter().filter(is_asked).map(|rule| rule.id);
    let judged: BTreeSet<RuleId> = asked.filter(|rule| reachable.contains(rule)).collect();
    let mut run = if arguments.list || judged.is_empty() {
        RuleRun::default()
    } else {
        test_rules(&judged, &mut environment)
    };
    let remarks = remarks(&run);
    let trials = rules
        .iter()
        .map(|rule| trial(rule, reachable.contains(&rule.id), run.tests.remove(&rule.id)));
    let conclusion = libtest_mimic::run(&arguments, trials.collect());
    // Runners read standard output, so that whatever else there is to say stands beside it.
    for text in remarks.iter().chain([&run.summary]).filter(|text| !text.is_empty()) {
        environment.note(text);
    }
    match run.exit {
        Some(exit) if !conclusion.has_failed() => ExitCode::from(exit as u8),
        _ => conclusion.exit_code(),
    }
}

/// The id of a rule is as good as its test's name, of which runners demand every letter with `--exact`.
fn with_full_names(mut arguments: Arguments, rules: &[Rule]) -> Arguments {
    if arguments.exact {
        for filter in arguments.filter.iter_mut().chain(&mut arguments.skip) {
            if let Some(rule) = rules.iter().find(|rule| rule.id.to_string() == *filter) {
                *filter = name(rule);
            }
        }
    }
    arguments
}

fn name(rule: &Rule) -> String {
    format!("{} {}", rule.id, rule.title)
}

/// The test of a rule, which has happened already. One that is run although it is ignored fails: it was not judged.
fn trial(rule: &Rule, is_reachable: bool, test: Option<RuleTest>) -> Trial {
    let out_of_reach = if rule.untestable {
        "not judged: nobody outside can provoke what this rule is about"
    } else {
        "not judged: the target has no interface for this rule"
    };
    let happened = move || match test {
        Some(RuleTest::Passed(_)) => Ok(Completion::Completed),
        Some(RuleTest::NotJudged(why)) => Ok(Completion::ignored_with(why)),
        Some(RuleTest::Failed(why)) => Err(why.for_terminal().into()),
        None => Err(out_of_reach.into()),
    };
    Trial::ignorable_test(name(rule), happened).with_ignored_flag(!is_reachable)
}

/// What there is to say of rules that pass: what is only a warning, waived, or observed.
fn remarks(run: &RuleRun) -> Vec<String> {
    let tests = run.tests.values().filter_map(|test| match test {
        RuleTest::Passed(remark) => remark.as_ref(),
        RuleTest::Failed(_) | RuleTest::NotJudged(_) => None,
    });
    tests.map(|remark| remark.for_terminal().into_owned()).collect()
}
