//! What an option is if the command line does not give it: first the variable `FUHE_…` decides, then `fuhe.toml`, then
//! the built-in default.

mod file;
mod option;
mod values;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Args, Command};

use super::Environment;
use super::environment::Detail;
use crate::config::Settings;
use crate::error::Error;
use crate::record::without_keys;
use option::{CHECK, check_options, is_switch, variable};
pub(super) use option::{Given, variables};
use values::{of_environment, of_file};

/// Options of `fuhe check` that mean the same for every command that has them.
const SHARED: [&str; 5] = ["report-dir", "baseline-dir", "leftovers-dir", "lang", "report"];

/// Options that answer one question together: who sets one of them, on the command line or in the environment, has
/// answered it, and what ranks lower is not asked.
const TOGETHER: [&[&str]; 4] = [
    &["target", "embedded", "mutant", "choice", "character"],
    &["fail-fast", "max-fail"],
    &["repeat", "retry-inconclusive"],
    &["quiet", "verbose"],
];

/// Which settings file is read.
#[derive(Debug, Args)]
pub(super) struct SettingsArgs {
    /// Use this settings file, instead of a fuhe.toml in the working directory or above it
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    /// Read no settings file
    #[arg(long, global = true, conflicts_with = "config")]
    no_config: bool,
}

/// A command line that cannot be understood.
pub(super) enum Refusal {
    /// In clap's words. Help and version come in this way too.
    Clap(clap::Error),
    /// In ours: a variable or the settings file is wrong.
    Ours(Error),
}

impl From<clap::Error> for Refusal {
    fn from(error: clap::Error) -> Self {
        Self::Clap(error)
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Ours(error)
    }
}

/// The options of a command line, with their defaults, and where those come from.
pub(super) fn parse(
    program: Command,
    arguments: &[OsString],
    environment: &mut Environment,
) -> Result<(ArgMatches, Vec<Given>), Refusal> {
    let program = with_negations(program);
    let matches = program.clone().try_get_matches_from(arguments)?;
    let line = CommandLine::of(&program, &matches);
    if let Some(stray) = line.stray_option(&program, &matches) {
        return Err(program.clone().error(ErrorKind::ArgumentConflict, stray).into());
    }
    let options = line.options(&program);
    let mut known = line.given.clone();
    let mut defaults = take(of_environment(&program, &options, environment)?, &mut known);
    if line.uses_settings {
        let file = file::settings_file(&matches, environment)?;
        environment.settings = file.as_deref().map(Settings::read).transpose()?.unwrap_or_default();
        let is_variable_set = (environment.variable)(&variable("target")).is_some_and(|file| !file.is_empty());
        if is_variable_set || known.contains("target") {
            environment.settings.target = None;
        }
        let folder = file.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        let of_file = of_file(&program, &environment.settings.check, folder)?;
        defaults.extend(take(of_file, &mut known));
        if line.names_a_target {
            file::check_target(&environment.settings)?;
        }
    }
    defaults.retain(|given| {
        options
            .iter()
            .any(|option| option.get_long() == Some(given.option.as_str()))
    });
    let (global, own): (Vec<&Given>, Vec<&Given>) = defaults.iter().partition(|given| is_global(&program, given));
    let program = at(program, &line.path, &|command| with_defaults(command, &own));
    let program = with_defaults(program, &global);
    Ok((program.try_get_matches_from(arguments)?, defaults))
}

/// An error names the variable or the file that an option comes from.
pub(super) fn with_source(error: String, defaults: &[Given]) -> String {
    let is_about = |given: &&Given| {
        let rest = error
            .strip_prefix("--")
            .and_then(|rest| rest.strip_prefix(given.option.as_str()));
        rest.is_some_and(|rest| rest.starts_with([' ', ':']))
            || given.values.iter().any(|value| error.starts_with(value.as_str()))
    };
    match defaults.iter().find(is_about) {
        Some(given) => format!("{}: {error}", given.source),
        None => error,
    }
}

/// With `--verbose`, where each default comes from.
pub(super) fn report(defaults: &[Given], environment: &mut Environment) {
    if environment.detail != Detail::Verbose {
        return;
    }
    for given in defaults {
        let words = format!("--{} {}: from {}", given.option, given.values.join(","), given.source);
        environment.note(&without_keys(&words));
    }
    if let Some((target, place)) = &environment.settings.target {
        let words = format!("--target {}: from {}", target.display(), place.trim_end_matches(": "));
        environment.note(&words);
    }
}

fn is_global(program: &Command, given: &Given) -> bool {
    let options = program.get_arguments().filter(|option| option.is_global_set());
    options
        .into_iter()
        .any(|option| option.get_long() == Some(given.option.as_str()))
}

/// Every switch of `fuhe check` gets its opposite, since a variable or the settings file may turn it on.
fn with_negations(program: Command) -> Command {
    let switches: Vec<(String, String)> = check_options(&program)
        .filter(|option| is_switch(option) && !option.is_global_set())
        .filter_map(|option| Some((option.get_id().to_string(), option.get_long()?.to_owned())))
        .collect();
    let add = |command: Command| {
        switches.iter().fold(command, |command, (id, long)| {
            let opposite = format!("no-{long}");
            let arg = Arg::new(opposite.clone())
                .long(opposite.clone())
                .hide(true)
                .action(ArgAction::SetTrue)
                .overrides_with(id);
            command.arg(arg).mut_arg(id, |own| own.overrides_with(opposite))
        })
    };
    add(program).mut_subcommand(CHECK, add)
}

/// Which command was given, and which of its options.
struct CommandLine {
    /// The names of the subcommands.
    path: Vec<String>,
    given: BTreeSet<String>,
    /// True if some default of its options may stand in the settings file.
    uses_settings: bool,
    /// True if it calls the target that the settings file names.
    names_a_target: bool,
}

impl CommandLine {
    fn of(program: &Command, matches: &ArgMatches) -> Self {
        let (mut command, mut own) = (program, matches);
        let mut path = Vec::new();
        while let Some((name, inner)) = own.subcommand() {
            path.push(name.to_owned());
            (command, own) = (command.find_subcommand(name).unwrap_or(command), inner);
        }
        let on_the_line = |id: &str| own.value_source(id) == Some(ValueSource::CommandLine);
        let options = command
            .get_arguments()
            .filter(|option| on_the_line(option.get_id().as_str()));
        let given = options.map(|option| match option.get_long() {
            Some(long) => long.strip_prefix("no-").unwrap_or(long).to_owned(),
            // The target file may be given without an option.
            None => "target".to_owned(),
        });
        let has = |name: &str| command.get_arguments().any(|option| option.get_long() == Some(name));
        let mut given: BTreeSet<String> = given.collect();
        add_those_together(&mut given);
        Self {
            given,
            uses_settings: has("target") || SHARED.into_iter().any(has),
            names_a_target: has("target") && has("embedded"),
            path,
        }
    }

    /// A complaint of an option of `fuhe` without a command, where there is a command.
    fn stray_option(&self, program: &Command, matches: &ArgMatches) -> Option<String> {
        let command = self.path.first()?;
        let is_given = |id: &str| matches.value_source(id) == Some(ValueSource::CommandLine);
        let own = program.get_arguments().filter(|option| !option.is_global_set());
        let stray = own.into_iter().find(|option| is_given(option.get_id().as_str()))?;
        let long = stray.get_long()?;
        Some(format!(
            "--{long} stands before the command; write it behind, as in fuhe {command} --{long}"
        ))
    }

    /// The options of this command that may have a default: all of `fuhe check`, of other commands those that are shared.
    fn options<'p>(&self, program: &'p Command) -> Vec<&'p Arg> {
        let is_check = self.path.is_empty() || self.path == [CHECK];
        check_options(program)
            .filter(|option| {
                is_check || option.is_global_set() || option.get_long().is_some_and(|long| SHARED.contains(&long))
            })
            .collect()
    }
}

fn add_those_together(options: &mut BTreeSet<String>) {
    for together in TOGETHER {
        if together.iter().any(|option| options.contains(*option)) {
            options.extend(together.iter().map(|option| (*option).to_owned()));
        }
    }
}

/// What one source gives, without what was given before it; from now on this was given too.
fn take(source: Vec<Given>, known: &mut BTreeSet<String>) -> Vec<Given> {
    let new: Vec<Given> = source
        .into_iter()
        .filter(|given| !known.contains(&given.option))
        .collect();
    known.extend(new.iter().map(|given| given.option.clone()));
    add_those_together(known);
    new
}

/// Changes the command at the end of this path of subcommands.
fn at(command: Command, path: &[String], change: &dyn Fn(Command) -> Command) -> Command {
    match path.split_first() {
        None => change(command),
        Some((first, rest)) => command.mut_subcommand(first, |inner| at(inner, rest, change)),
    }
}

fn with_defaults(command: Command, defaults: &[&Given]) -> Command {
    defaults.iter().fold(command, |command, given| {
        let is_own = |option: &&Arg| option.get_long() == Some(given.option.as_str());
        let id = command
            .get_arguments()
            .find(is_own)
            .map(|option| option.get_id().clone());
        match id {
            Some(id) => command.mut_arg(id, |option| option.default_values(given.values.clone())),
            None => command,
        }
    })
}
