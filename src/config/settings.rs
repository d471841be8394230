//! The settings file `fuhe.toml`: what a project usually wants, so that the command line need not repeat it. It never
//! contains a secret: secrets stay in target files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::{Spanned, Value};

use super::file::{WaiverSection, place, read_waivers};
use super::reader::Reader;
use crate::contract::Waiver;
use crate::error::Error;

/// The name of the settings file.
pub const SETTINGS_FILE: &str = "fuhe.toml";

/// A settings file, as it was read.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The target file to use if nothing else names one, relative to the working directory.
    pub target: Option<(PathBuf, Place)>,
    /// Options of `fuhe check`.
    pub check: Vec<Setting>,
    /// Deviations that are known at every target.
    pub waivers: Vec<Waiver>,
}

/// An option and its value.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The option's name, with underscores.
    pub key: String,
    /// Its value.
    pub value: SettingValue,
    /// Where it stands.
    pub place: Place,
}

/// Where a setting stands, for errors: file, line and section.
pub type Place = String;

/// The value of an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingValue {
    /// A string.
    Text(String),
    /// A whole number.
    Number(i64),
    /// True or false.
    Flag(bool),
    /// Strings.
    List(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingsFile {
    target: Option<Spanned<String>>,
    #[serde(default)]
    check: BTreeMap<Spanned<String>, Spanned<Value>>,
    #[serde(default)]
    waiver: Vec<WaiverSection>,
}

impl Settings {
    /// Reads a settings file. Keys and values of `[check]` are for the command line to judge.
    ///
    /// # Errors
    /// [`Error::Config`] with file, line and remedy.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = std::fs::read_to_string(path)
            .map_err(|e| Error::Config(format!("cannot read the settings file {}: {e}", path.display())))?;
        let at = |span| format!("{}: {}", path.display(), place(&text, span));
        let file: SettingsFile =
            toml::from_str(&text).map_err(|e| Error::Config(format!("{}{}", at(e.span()), e.message())))?;
        let target = file.target.map(|target| {
            let place = at(Some(target.span()));
            (path.with_file_name("").join(target.into_inner()), place)
        });
        let setting = |(key, value): (Spanned<String>, Spanned<Value>)| {
            let place = at(Some(key.span()));
            let key = key.into_inner();
            let value = SettingValue::of(value.into_inner()).ok_or_else(|| {
                Error::Config(format!(
                    "{place}{key}: expected a string, a whole number, true, false or a list of strings"
                ))
            })?;
            Ok(Setting { key, value, place })
        };
        let reader = Reader {
            path,
            environment: &|_| None,
        };
        Ok(Self {
            target,
            check: file.check.into_iter().map(setting).collect::<Result<_, Error>>()?,
            waivers: read_waivers(&reader, file.waiver)?,
        })
    }
}

impl SettingValue {
    fn of(value: Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(Self::Text(text)),
            Value::Integer(number) => Some(Self::Number(number)),
            Value::Boolean(flag) => Some(Self::Flag(flag)),
            Value::Array(items) => {
                let text = |item: Value| item.as_str().map(str::to_owned);
                items.into_iter().map(text).collect::<Option<_>>().map(Self::List)
            }
            Value::Float(_) | Value::Datetime(_) | Value::Table(_) => None,
        }
    }
}
