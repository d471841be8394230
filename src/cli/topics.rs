//! `fuhe help exit-codes` and `fuhe help environment`.

use std::fmt::Write as _;

use clap::Command;

use super::{Exit, settings};

/// The variables that are no option of `fuhe check`, and what each decides.
pub const VARIABLES: [(&str, &str); 9] = [
    ("FUHE_TARGET", "the target file, for every command that calls a target"),
    ("FUHE_CONFIG", "the settings file"),
    ("FUHE_NO_CONFIG", "1 to read no settings file"),
    ("FUHE_ARGS", "options of fuhe check for cargo test --test conformance"),
    ("NO_COLOR", "no colours"),
    (
        "FORCE_COLOR, CLICOLOR_FORCE",
        "colours even if standard output is no terminal; 0 for none",
    ),
    ("TERM", "dumb for a terminal without colours and progress bar"),
    ("LC_ALL, LC_MESSAGES, LANG", "the language, if --lang is not given"),
    ("GITHUB_STEP_SUMMARY", "the file to which the summary is added"),
];

/// Gives both topics their text.
pub(super) fn with_topics(program: Command) -> Command {
    let environment = environment(&program);
    program
        .mut_subcommand("exit-codes", |topic| as_topic(topic, exit_codes()))
        .mut_subcommand("environment", |topic| as_topic(topic, environment))
}

fn as_topic(command: Command, text: String) -> Command {
    command.about(text).help_template("{about}")
}

/// The exit codes, in the order in which they win.
pub(super) fn exit_codes() -> String {
    let mut text = String::from("Exit codes. If several apply, the first in this list wins:\n\n");
    for (exit, meaning) in Exit::ALL {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{:>5}  {}", exit as u8, meaning.replace('`', ""));
    }
    text
}

/// Every variable that fuhe reads by itself. Target files may name others.
pub(super) fn environment(program: &Command) -> String {
    let options: Vec<(String, String)> = settings::variables(program);
    let others = VARIABLES
        .iter()
        .map(|(name, about)| ((*name).to_owned(), (*about).to_owned()));
    let all: Vec<(String, String)> = others.chain(options).collect();
    let width = all.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let mut text = String::from(
        "Variables. The command line ranks first, then these, then fuhe.toml. An empty one counts as not set. A switch is 1 \
         or 0; a list is separated by commas:\n\n",
    );
    for (name, about) in all {
        let _ = writeln!(text, "  {name:width$}  {about}");
    }
    text
}
