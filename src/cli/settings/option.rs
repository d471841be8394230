//! The options that may have a default beside the command line, and the names of their variables.

use std::ffi::OsString;

use clap::{Arg, ArgAction, Command};

/// The command whose options have variables and keys.
pub(super) const CHECK: &str = "check";

/// What was given for an option beside the command line.
#[derive(Debug)]
pub(in crate::cli) struct Given {
    /// The option's long name.
    pub(super) option: String,
    pub(super) values: Vec<String>,
    /// The variable, or the place in the settings file.
    pub(super) source: String,
}

impl Given {
    /// The values, as words of a command line.
    pub(in crate::cli) fn words(&self) -> impl Iterator<Item = OsString> {
        self.values.iter().map(OsString::from)
    }
}

/// The variable of an option.
pub(super) fn variable(option: &str) -> String {
    format!("FUHE_{}", option.replace('-', "_").to_uppercase())
}

/// The variable of each option, and the option.
pub(in crate::cli) fn variables(program: &Command) -> Vec<(String, String)> {
    let longs = check_options(program).filter_map(Arg::get_long);
    let longs = longs.filter(|long| *long != "target");
    longs.map(|long| (variable(long), format!("--{long}"))).collect()
}

/// The options of `fuhe check` by which a variable or a key may be known. Options of every command are among them, except
/// those that name the settings file itself.
pub(super) fn check_options(program: &Command) -> impl Iterator<Item = &Arg> {
    let is_settings = |option: &&Arg| !matches!(option.get_long(), Some("config" | "no-config"));
    let global = program.get_arguments().filter(|option| option.is_global_set());
    let check = program.find_subcommand(CHECK).into_iter();
    check
        .flat_map(Command::get_arguments)
        .chain(global.filter(is_settings))
        .filter(|option| option.get_long().is_some() && !option.is_hide_set())
}

/// True for an option without a value.
pub(super) fn is_switch(option: &Arg) -> bool {
    matches!(option.get_action(), ArgAction::SetTrue)
}
