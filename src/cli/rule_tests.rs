//! `fuhe check` behind a test runner: `cargo test --test conformance`, in which every rule is a test.
//!
//! One process makes one run of the rules that it was asked for. nextest starts a process for each test; there each leaves
//! its record in `shards/<run id of nextest>/` below the report directory, and `fuhe merge` makes one run of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::{CommandFactory as _, Parser};

use super::check::{self, Check, Checked, ProgressLines};
use super::secret::{complaint, in_one_sentence};
use super::{Environment, Exit};
use crate::config::Target;
use crate::contract::{Contract, RuleId};
use crate::error::Error;
use crate::record::RunRecord;
use crate::report::FORMATS;
use crate::report::rule_test::{RuleTest, verdict};
use crate::run::Selection;
use crate::text::Painter;

/// The variable with further options of `fuhe check`: a test runner has a command line of its own.
const VARIABLE: &str = "FUHE_ARGS";

/// Where the records of single tests go, below the report directory.
const SHARDS: &str = "shards";

/// What `FUHE_ARGS` may hold.
#[derive(Debug, Parser)]
#[command(disable_help_flag = true)]
struct Options {
    #[command(flatten)]
    check: check::Command,
}

/// What came of a run for the tests of some rules.
#[derive(Debug, Default)]
pub struct RuleRun {
    /// What became of each test.
    pub tests: BTreeMap<RuleId, RuleTest>,
    /// The verdict on the run and where its report is, a line for each; empty where there was no run.
    pub summary: String,
    /// What the process has to exit with where no test fails: something is wrong that belongs to no rule of them.
    pub exit: Option<Exit>,
}

/// Runs the scenarios that are evidence for these rules, as `fuhe check` does with the options in `FUHE_ARGS`. Where there
/// can be no run, every test fails with the reason: what was not judged is not green.
pub fn test_rules(rules: &BTreeSet<RuleId>, environment: &mut Environment) -> RuleRun {
    let shard = shard(rules, environment);
    let checked = options(environment).and_then(|check| {
        let checked = checked(check, rules, shard.as_deref(), environment);
        checked.map_err(|error| complaint(&format!("error: {error}"), &[], Options::command()))
    });
    let Checked { exit, record, report } = match checked {
        Ok(checked) => checked,
        Err(reason) => {
            let failed = RuleTest::Failed(Painter::new(false).finish(&reason));
            return RuleRun {
                tests: rules.iter().map(|rule| (*rule, failed.clone())).collect(),
                ..RuleRun::default()
            };
        }
    };
    let test = |rule: &RuleId| {
        let test = RuleTest::of(&record, Contract::embedded(), *rule, rules, environment.colour);
        (*rule, test)
    };
    RuleRun {
        tests: rules.iter().map(test).collect(),
        summary: summary(&record, &report),
        exit: beyond_rules(exit, shard.is_some()),
    }
}

fn checked(
    mut check: Check,
    rules: &BTreeSet<RuleId>,
    shard: Option<&Path>,
    environment: &mut Environment,
) -> Result<Checked, Error> {
    if !reachable_rules(environment).is_subset(rules) {
        let tags: Vec<String> = rules.iter().map(|rule| format!("@{rule}")).collect();
        check.selection.tags = Some(tags.join(" or "));
    }
    check.progress = ProgressLines::Hidden;
    match shard {
        None => check.checked(environment),
        Some(shard) => leave_shard(check, shard, environment),
    }
}

/// The rules that have a scenario which the target of this process can be asked. Where that cannot be told, all that have
/// one: the run will say what is wrong.
pub fn reachable_rules(environment: &Environment) -> BTreeSet<RuleId> {
    let contract = Contract::embedded();
    let target = options(environment).ok().and_then(|check| {
        let file = check.target.file(&check.vendor, environment)?;
        Target::read(&file, &environment.variable).ok()
    });
    let asked = target.map(|target| Selection::default().select(contract, &target));
    let scenarios = contract.scenarios.iter();
    let scenarios = scenarios.filter(|scenario| asked.as_ref().is_none_or(|asked| asked.contains(&scenario.id)));
    scenarios
        .flat_map(|scenario| std::iter::once(scenario.rule).chain(scenario.also.iter().copied()))
        .collect()
}

/// The options of `FUHE_ARGS`, split as a shell does.
fn options(environment: &Environment) -> Result<Check, String> {
    let text = (environment.variable)(VARIABLE).unwrap_or_default();
    let refuse = |reason: &str| Err(format!("error: {VARIABLE}: {reason}"));
    let Some(words) = shlex::split(&text) else {
        return refuse("a quotation mark is not closed, or a backslash stands at the end");
    };
    let arguments: Vec<_> = std::iter::once(VARIABLE)
        .chain(words.iter().map(String::as_str))
        .map(Into::into)
        .collect();
    let check = match Options::try_parse_from(&arguments) {
        Ok(options) => options.check.check(),
        Err(refusal) => {
            return refuse(&in_one_sentence(&complaint(
                &refusal.render().to_string(),
                &arguments,
                Options::command(),
            )));
        }
    };
    if !check.selection.is_everything() {
        return refuse(
            "--tags, --name and --quick choose scenarios, and here the test runner chooses rules; name a rule behind the test instead, \
             as in cargo test --test conformance BS-25",
        );
    }
    Ok(check)
}

/// Where the record of this process goes, below the report directory, where it is one of many that nextest starts: a file
/// for each rule, and for each attempt at it, so that no second attempt hides what the first one found.
fn shard(rules: &BTreeSet<RuleId>, environment: &Environment) -> Option<PathBuf> {
    let variable = |name| (environment.variable)(name);
    let mode = variable("NEXTEST_EXECUTION_MODE")?;
    let run = variable("NEXTEST_RUN_ID").filter(|run| run.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))?;
    let rule = rules
        .first()
        .filter(|_| rules.len() == 1 && mode == "process-per-test")?;
    let attempt = variable("NEXTEST_ATTEMPT").and_then(|attempt| attempt.parse::<u32>().ok());
    let file = match attempt {
        Some(attempt) if attempt > 1 => format!("{rule}-attempt-{attempt}.json"),
        _ => format!("{rule}.json"),
    };
    Some([SHARDS, run.as_str(), file.as_str()].iter().collect())
}

/// Checks, and leaves the record alone, under its own name. It is written elsewhere first: a shard is whole or not there.
fn leave_shard(mut check: Check, shard: &Path, environment: &mut Environment) -> Result<Checked, Error> {
    let file = check.results.report_dir.join(shard);
    let folder = file.parent().unwrap_or(&file);
    let fault = |source| Error::File {
        action: "cannot write the record of a test to",
        path: folder.to_owned(),
        source,
    };
    std::fs::create_dir_all(folder).map_err(fault)?;
    let own = tempfile::tempdir_in(folder).map_err(fault)?;
    let record = FORMATS[0];
    check.results.report = vec![record.name.to_owned()];
    own.path().clone_into(&mut check.results.report_dir);
    // One seed for all processes of a run, so that it is true of the merged record as well.
    check.seed = check.seed.or_else(|| seed_of(folder));
    let checked = check.checked(environment)?;
    std::fs::rename(own.path().join(record.file), &file).map_err(fault)?;
    Ok(Checked {
        report: file,
        ..checked
    })
}

/// A seed from the name of the run's folder, which begins with eight hexadecimal digits.
fn seed_of(folder: &Path) -> Option<u64> {
    let run = folder.file_name()?.to_str()?;
    u64::from_str_radix(run.get(..8)?, 16).ok()
}

fn summary(record: &RunRecord, report: &Path) -> String {
    let errors = record.run.errors.iter().map(|error| format!("error: {error}\n"));
    let errors: String = errors.collect();
    format!("{errors}{}\nReport: {}", verdict(record), report.display())
}

/// What `fuhe check` exits with for a reason that no test shows. A waiver of a rule that is not among them fails the run as
/// a whole, but not every process of nextest's; that nothing was judged that can fail is true of every open rule.
fn beyond_rules(exit: Exit, is_shard: bool) -> Option<Exit> {
    match exit {
        Exit::Usage | Exit::Interrupted | Exit::Unreachable | Exit::Changed => Some(exit),
        Exit::Deviates => (!is_shard).then_some(exit),
        Exit::Inconclusive | Exit::Nothing | Exit::Conforms => None,
    }
}
