//! The option `--lang`.

use clap::Args;

use super::Environment;
use crate::report::Language;

/// In which language a result is told.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct LanguageArg {
    /// The language of what is printed and of summary.md; the page has both [default: as `LC_ALL` or `LANG` say]
    #[arg(long = "lang", value_name = "LANG", value_parser = ["en", "zh"])]
    code: Option<String>,
}

impl LanguageArg {
    /// The language that was asked for, or else that of the environment.
    pub(super) fn language(&self, environment: &Environment) -> Language {
        if let Some(code) = &self.code {
            return Language::named(code).unwrap_or_default();
        }
        let set = |name| (environment.variable)(name).filter(|locale| !locale.is_empty());
        let locale = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"));
        locale.map(|locale| Language::of_locale(&locale)).unwrap_or_default()
    }
}
