//! What keys of the file say, as values.

use std::fmt::Display;
use std::path::Path;
use std::str::FromStr;

use secrecy::SecretString;
use url::Url;

use super::secret::SecretSource;
use crate::error::Error;

/// Turns the text of a key of the file into its value, or into a sentence that names file and key.
pub(super) struct Reader<'a> {
    pub(super) path: &'a Path,
    pub(super) environment: &'a dyn Fn(&str) -> Option<String>,
}

impl Reader<'_> {
    pub(super) fn fault(&self, key: &str, reason: impl Display) -> Error {
        Error::Config(format!("{}: {key}: {reason}", self.path.display()))
    }

    /// The folder of the files that the target file names.
    pub(super) fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    pub(super) fn secret(&self, key: &str, source: &SecretSource) -> Result<SecretString, Error> {
        source
            .read(self.folder(), self.environment)
            .map_err(|reason| self.fault(key, reason))
    }

    pub(super) fn url(&self, key: &str, text: &str) -> Result<Url, Error> {
        let url = Url::parse(text).map_err(|e| {
            self.fault(
                key,
                format!("\"{text}\" is not a valid URL ({e}); write it in full, such as https://host/api/gateway"),
            )
        })?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(self.fault(
                key,
                "contains a user name or a password, which every report would show; leave them out",
            ));
        }
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
            return Err(self.fault(
                key,
                format!("\"{text}\" must begin with http:// or https:// and name a host"),
            ));
        }
        Ok(url)
    }

    /// One of a few words, or the default if the key is missing. The word's own type has the list.
    pub(super) fn word<T>(&self, key: &str, text: Option<&str>) -> Result<T, Error>
    where
        T: FromStr<Err: Display> + Default,
    {
        text.map_or_else(
            || Ok(T::default()),
            |text| text.parse().map_err(|e| self.fault(key, format!("\"{text}\": {e}"))),
        )
    }

    pub(super) fn filled<'t>(&self, key: &str, text: &'t str) -> Result<&'t str, Error> {
        if text.is_empty() {
            return Err(self.fault(key, "is empty; write the value that the vendor issued"));
        }
        Ok(text)
    }
}
