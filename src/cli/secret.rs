//! Secrets on the command line: how they are given, and how error messages leave them out.

use std::ffi::OsString;
use std::fmt;
use std::path::Path;
use std::str::FromStr;

use secrecy::{ExposeSecret as _, SecretString};

use super::Environment;
use crate::config::SecretSource;
use crate::error::Error;
use crate::record::{Masker, without_keys};

/// A word of this length with letters and digits in it may be a secret in the wrong place.
const SHORTEST_KEY: usize = 16;

/// The value of an option for a secret: `file:PATH`, `env:NAME`, or the secret itself. Such an option accepts values
/// that begin with a hyphen, as every key in PEM does; no other option does.
#[derive(Clone)]
pub(super) struct SecretArgument(SecretString);

/// What it holds stays here.
impl fmt::Debug for SecretArgument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretArgument(…)")
    }
}

impl FromStr for SecretArgument {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // `complaint` says which value the option was given.
        if is_option(text) {
            return Err("a value is missing");
        }
        Ok(Self(text.into()))
    }
}

fn is_option(text: &str) -> bool {
    let name = text.strip_prefix("--").unwrap_or_default();
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(|c| c.is_ascii_lowercase() || c == '-')
}

impl Environment {
    /// Reads the secret that an argument names; `option` is the option's name for error messages.
    pub(super) fn secret(&self, option: &str, argument: &SecretArgument) -> Result<SecretString, Error> {
        SecretSource::from_argument(argument.0.expose_secret())
            .read(Path::new(""), &self.variable)
            .map_err(|reason| Error::Config(format!("{option}: {reason}")))
    }
}

/// The error message without the secrets of the command line, whether they are in the right place or in a wrong one.
pub(super) fn complaint(text: &str, arguments: &[OsString], program: clap::Command) -> String {
    let arguments: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy()).collect();
    let options = secret_options(program);
    let words = arguments.iter().map(AsRef::as_ref);
    let mut secrets: Vec<&str> = words.filter(|word| may_be_a_key(word)).collect();
    for (place, argument) in arguments.iter().enumerate() {
        for option in &options {
            let value = match argument.strip_prefix(option.as_str()) {
                Some("") => arguments.get(place + 1).map(AsRef::as_ref),
                Some(rest) => rest.strip_prefix('='),
                None => None,
            };
            if let Some(value) = value.filter(|value| is_option(value)) {
                return format!(
                    "error: {option}: a value is missing, since {value} looks like the next option; give a secret \
                     that begins like this as file:PATH or env:NAME"
                );
            }
            // The name of a file or variable is not a secret, unless a secret stands there by mistake.
            let named = value.and_then(source);
            secrets.extend(value.filter(|_| named.is_none()));
            secrets.extend(named.filter(|name| may_be_a_key(name)));
        }
    }
    let quoted = secrets.iter().filter(|secret| !secret.is_empty());
    let text = quoted.fold(text.to_owned(), |text, secret| {
        text.replace(&format!("'{secret}'"), "'‹secret›'")
    });
    let secrets: Vec<String> = secrets.into_iter().map(str::to_owned).collect();
    without_keys(&Masker::new(&secrets).text(&text))
}

/// What clap complains of, without the usage below it.
pub(super) fn in_one_sentence(complaint: &str) -> String {
    let complaint = complaint.split("\n\nUsage:").next().unwrap_or_default();
    let complaint = complaint.split("\n\nFor more information").next().unwrap_or_default();
    let lines = complaint.trim_start_matches("error: ").lines().map(str::trim);
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}

/// The name of a file or variable, if the argument has one.
fn source(argument: &str) -> Option<&str> {
    argument.strip_prefix("file:").or_else(|| argument.strip_prefix("env:"))
}

/// Every option of any command that accepts a secret.
fn secret_options(program: clap::Command) -> Vec<String> {
    let mut options = Vec::new();
    let mut commands = vec![program];
    while let Some(command) = commands.pop() {
        let secret = command
            .get_arguments()
            .filter(|argument| argument.is_allow_hyphen_values_set());
        options.extend(
            secret
                .filter_map(|argument| argument.get_long())
                .map(|name| format!("--{name}")),
        );
        commands.extend(command.get_subcommands().cloned());
    }
    options
}

/// True for a word with a long row of letters and digits, and for keys in PEM.
fn may_be_a_key(word: &str) -> bool {
    let is_mixed = |row: &str| {
        row.len() >= SHORTEST_KEY
            && row.contains(|c: char| c.is_ascii_digit())
            && row.contains(|c: char| c.is_ascii_alphabetic())
    };
    let is_path = word.contains(['/', '.', ' ']);
    word.contains("-----BEGIN") || !is_path && word.split(|c: char| !c.is_ascii_alphanumeric()).any(is_mixed)
}
