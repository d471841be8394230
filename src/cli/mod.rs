//! The command line: one file for each subcommand. Arguments, environment, clock and streams enter here, once, and are
//! passed on as values.

#![allow(
    clippy::doc_markdown,
    reason = "the doc comments of arguments are the help text, where backticks would only disturb"
)]

mod baseline;
mod butler;
mod call;
mod check;
mod cleanup;
mod compare;
mod completions;
mod curl_args;
mod docs;
mod environment;
mod etc;
mod examples;
mod exit;
mod explain;
mod habits;
mod history;
mod language_arg;
mod merge;
mod mock;
mod mock_log;
mod mock_target;
mod mutants;
mod new_files;
mod output_args;
mod page;
mod params;
mod probe;
mod prove;
mod report;
mod report_dir;
mod result_args;
mod rule_tests;
mod rules;
mod runtime;
mod secret;
mod selection_args;
mod settings;
mod signals;
mod target_arg;
mod topics;
mod trace;
mod vendor_args;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::error::Error;

pub use environment::Environment;
use environment::ignore_broken_pipe;
pub use exit::Exit;
pub use rule_tests::{RuleRun, reachable_rules, test_rules};
use runtime::runtime;
use settings::Refusal;
pub use topics::VARIABLES;

/// Does a vendor's interface do what the vendor's documentation says?
#[derive(Debug, Parser)]
#[command(name = "fuhe", version)]
struct Arguments {
    #[command(flatten)]
    settings: settings::SettingsArgs,
    #[command(flatten)]
    output: output_args::OutputArgs,
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    check: check::Check,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check a vendor against the contract; this is also what fuhe does without a command
    Check(Box<check::Command>),
    /// First contact with a target: find its undocumented habits, and create nothing
    Probe(probe::Probe),
    /// Show what changed from one run to another
    Compare(compare::Compare),
    /// Keep a run to compare later ones with
    #[command(subcommand)]
    Baseline(baseline::Command),
    /// Remove what stopped runs have left at a target
    Cleanup(cleanup::Cleanup),
    /// Show since when each rule fails, and how often its result changed
    History(history::History),
    /// List the rules of the contract
    Rules,
    /// Show what a rule or an open question is about, how to run and to waive it, and its last result
    Explain(explain::Explain),
    /// Write the contract as a page, without a run
    Docs(docs::Docs),
    /// Compare the vendor's own page, as saved or copied, with the contract
    Page(page::Page),
    /// Write the reports of an earlier run again, from its record
    Report(report::Report),
    /// Judge runs of parts of the contract as one run, such as the shards of a CI job
    Merge(merge::Merge),
    /// Serve the embedded vendor, for people who write clients
    Mock(mock::Mock),
    /// List every mutant and every choice of the embedded vendor
    Mutants,
    /// Test the test suite: run it against every mutant and every choice of the embedded vendor
    Prove(prove::Prove),
    /// By hand: sign, encrypt and send one call, and show every stage of it
    Call(call::CallByHand),
    /// By hand: the gateway's signature
    #[command(subcommand)]
    Etc(etc::Command),
    /// By hand: the courier's signature, cipher and accounts
    #[command(subcommand)]
    Butler(butler::Command),
    /// Write the completions of a shell
    Completions(completions::Completions),
    /// Write the manual pages into a folder
    Man(completions::Man),
    /// List the exit codes
    #[command(hide = true)]
    ExitCodes,
    /// List the environment variables
    #[command(hide = true)]
    Environment,
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let mut environment = Environment::of_process();
    let exit = run(std::env::args_os(), &mut environment);
    ExitCode::from(exit as u8)
}

/// The command line, with examples and topics.
fn program() -> clap::Command {
    topics::with_topics(examples::with_examples(Arguments::command()))
}

/// Runs a command line. Errors are reported on the environment's error stream.
pub fn run(arguments: impl IntoIterator<Item = OsString>, environment: &mut Environment) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let mut defaults = Vec::new();
    let result = match settings::parse(program(), &arguments, environment) {
        Ok((matches, given)) => {
            defaults = given;
            match Arguments::from_arg_matches(&matches) {
                Ok(arguments) => {
                    arguments.output.apply(environment);
                    settings::report(&defaults, environment);
                    dispatch(arguments, environment)
                }
                Err(refusal) => environment.answer(&refusal, &arguments),
            }
        }
        Err(Refusal::Clap(refusal)) => environment.answer(&refusal, &arguments),
        Err(Refusal::Ours(error)) => Err(error),
    };
    result.unwrap_or_else(|error| {
        let sentence = settings::with_source(error.to_string(), &defaults);
        // A key in the wrong place, such as in the name of a file or in a variable, is repeated in many errors.
        let given = defaults.iter().flat_map(settings::Given::words);
        let words: Vec<OsString> = arguments.iter().cloned().chain(given).collect();
        environment.note(&secret::complaint(
            &format!("error: {sentence}"),
            &words,
            Arguments::command(),
        ));
        Exit::of_error(&error)
    })
}

fn dispatch(arguments: Arguments, environment: &mut Environment) -> Result<Exit, Error> {
    let text = match arguments.command {
        None => return arguments.check.run(environment),
        Some(Command::Check(check)) => return check.run(environment),
        Some(Command::Probe(probe)) => return probe.run(environment),
        Some(Command::Compare(compare)) => return compare.run(environment),
        Some(Command::Cleanup(cleanup)) => return cleanup.run(environment),
        Some(Command::Baseline(command)) => command.run(environment)?,
        Some(Command::History(history)) => history.run(environment)?,
        Some(Command::Docs(docs)) => return docs.run(environment),
        Some(Command::Page(page)) => return page.run(environment),
        Some(Command::Report(report)) => return report.run(environment),
        Some(Command::Merge(merge)) => return merge.run(environment),
        Some(Command::Mock(mock)) => return mock.run(environment),
        Some(Command::Prove(prove)) => return prove.run(environment),
        Some(Command::Call(call)) => return call.run(environment),
        Some(Command::Rules) => rules::list(),
        Some(Command::Explain(explain)) => return explain.run(environment),
        Some(Command::Completions(completions)) => return environment.hand_over(&completions.script(program())),
        Some(Command::Man(man)) => man.write(program())?,
        Some(Command::ExitCodes) => topics::exit_codes(),
        Some(Command::Environment) => topics::environment(&program()),
        Some(Command::Mutants) => mutants::list(),
        Some(Command::Etc(command)) => {
            let text = command.run(environment)?;
            return environment.hand_over(&text);
        }
        Some(Command::Butler(command)) => {
            let text = command.run(environment)?;
            return environment.hand_over(&text);
        }
    };
    environment.print(&text)?;
    Ok(Exit::Conforms)
}

impl Environment {
    /// What clap reports: help and version are results, everything else is an error in the command line.
    fn answer(&mut self, words: &clap::Error, arguments: &[OsString]) -> Result<Exit, Error> {
        let text = words.render().to_string();
        if words.use_stderr() {
            self.note(&secret::complaint(text.trim_end(), arguments, Arguments::command()));
            return Ok(Exit::Usage);
        }
        self.print(&text)?;
        Ok(Exit::Conforms)
    }
}
