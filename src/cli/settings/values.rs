//! What variables and the settings file give for options: known, of the right type, and valid.

use std::any::TypeId;
use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::builder::{BoolishValueParser, TypedValueParser as _};
use clap::{Arg, ArgAction, Command};

use super::super::Environment;
use super::super::secret::{complaint, in_one_sentence};
use super::option::{CHECK, Given, check_options, is_switch, variable};
use crate::config::{Setting, SettingValue};
use crate::error::Error;
use crate::text::did_you_mean;

/// What the variables of these options give.
pub(super) fn of_environment(
    program: &Command,
    options: &[&Arg],
    environment: &Environment,
) -> Result<Vec<Given>, Error> {
    let mut given = Vec::new();
    for option in options {
        let long = option.get_long().unwrap_or_default();
        let source = variable(long);
        let text = (environment.variable)(&source).filter(|text| !text.is_empty());
        // `TargetArg` reads its variable itself, for every command.
        let Some(text) = text.filter(|_| long != "target") else {
            continue;
        };
        let value = if is_switch(option) {
            SettingValue::Flag(flag(&source, &text)?)
        } else if is_list(option) {
            SettingValue::List(text.split(',').map(str::to_owned).collect())
        } else {
            SettingValue::Text(text)
        };
        given.push(Given {
            option: long.to_owned(),
            values: words(program, option, value).map_err(|why| Error::Config(format!("{source}: {why}")))?,
            source,
        });
    }
    Ok(given)
}

/// The value of a variable that stands for a switch.
pub(super) fn flag(variable: &str, text: &str) -> Result<bool, Error> {
    let flag = BoolishValueParser::new().parse_ref(&Command::new(""), None, text.as_ref());
    flag.map_err(|_| Error::Config(format!("{variable}: this is neither true nor false; write 1 or 0")))
}

/// What the settings file gives.
pub(super) fn of_file(program: &Command, settings: &[Setting], folder: &Path) -> Result<Vec<Given>, Error> {
    let key_of = |option: &Arg| option.get_long().unwrap_or_default().replace('-', "_");
    let mut given = Vec::new();
    for Setting { key, value, place } in settings {
        let fault = |why: &str| Err(Error::Config(format!("{place}{why}")));
        if key == "target" {
            return fault("target belongs above [check], since every command uses it");
        }
        let option = check_options(program).find(|option| key_of(option) == *key);
        let Some(option) = option else {
            let known: Vec<String> = check_options(program).map(key_of).collect();
            let near = did_you_mean(key, known.iter().map(String::as_str));
            return fault(&format!(
                "unknown key {key}; [check] takes the long options of fuhe check, with underscores{near}"
            ));
        };
        if let Err(wanted) = fits(option, value) {
            return fault(&format!("{key}: expected {wanted}"));
        }
        let words = words(program, option, value.clone());
        given.push(Given {
            option: option.get_long().unwrap_or_default().to_owned(),
            values: match words {
                Ok(values) => values.into_iter().map(|value| beside(folder, option, value)).collect(),
                Err(why) => return fault(&format!("{key}: {why}")),
            },
            source: place.trim_end_matches(": ").to_owned(),
        });
    }
    Ok(given)
}

/// What the option wants, if the value is of another type.
fn fits(option: &Arg, value: &SettingValue) -> Result<(), &'static str> {
    let wanted = if is_switch(option) {
        "true or false"
    } else if is_number(option) {
        "a whole number"
    } else if is_list(option) {
        "a list of strings, such as [\"junit\", \"html\"]"
    } else {
        "a string"
    };
    let fits = match value {
        SettingValue::Flag(_) => is_switch(option),
        SettingValue::Number(_) => is_number(option),
        SettingValue::List(_) => is_list(option),
        SettingValue::Text(_) => !is_switch(option) && !is_number(option) && !is_list(option),
    };
    if fits { Ok(()) } else { Err(wanted) }
}

fn is_list(option: &Arg) -> bool {
    matches!(option.get_action(), ArgAction::Append)
}

fn is_number(option: &Arg) -> bool {
    let type_of = option.get_value_parser().type_id();
    [TypeId::of::<NonZeroUsize>(), TypeId::of::<usize>(), TypeId::of::<u64>()]
        .iter()
        .any(|number| type_of == *number)
}

/// A path of the settings file is relative to it. What may be a name or a file is a file if there is one.
fn beside(folder: &Path, option: &Arg, value: String) -> String {
    let path = folder.join(&value);
    let is_path = option.get_value_parser().type_id() == TypeId::of::<PathBuf>();
    let may_be_file = option.get_long() == Some("baseline") && path.is_file();
    if is_path || may_be_file {
        path.to_string_lossy().into_owned()
    } else {
        value
    }
}

/// The values as the command line would have them, each of them valid.
fn words(program: &Command, option: &Arg, value: SettingValue) -> Result<Vec<String>, String> {
    let values = match value {
        SettingValue::Flag(flag) => return Ok(vec![flag.to_string()]),
        SettingValue::Text(text) => vec![text],
        SettingValue::Number(number) => vec![number.to_string()],
        SettingValue::List(list) => list,
    };
    let long = option.get_long().unwrap_or_default();
    let words = values.iter().map(|value| format!("--{long}={value}"));
    let line: Vec<OsString> = ["fuhe", CHECK]
        .into_iter()
        .map(str::to_owned)
        .chain(words)
        .map(Into::into)
        .collect();
    match program.clone().try_get_matches_from(&line) {
        Ok(_) => Ok(values),
        Err(refusal) => Err(in_one_sentence(&complaint(
            &refusal.render().to_string(),
            &line,
            program.clone(),
        ))),
    }
}
