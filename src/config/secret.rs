//! A secret as it is given: the value itself, a variable or a file.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

/// No secret is longer, and some files never end.
const LONGEST: u64 = 64 * 1024;
/// A longer text is not the name of a file.
const LONGEST_PATH: usize = 1024;

/// A secret as written: itself, or where to find it.
#[derive(Clone, Debug, Deserialize)]
#[serde(
    untagged,
    deny_unknown_fields,
    expecting = "expected a string, { env = \"NAME\" } or { file = \"path\" }"
)]
pub enum SecretSource {
    /// The secret itself.
    Literal(SecretString),
    // Not structs of their own: serde would also read those from lists, and take a secret for the name of a variable.
    /// In an environment variable.
    Env {
        /// Its name.
        env: String,
    },
    /// In a file.
    File {
        /// Its path, relative to the target file.
        file: PathBuf,
    },
}

impl SecretSource {
    /// A secret from the command line: `file:PATH`, `env:NAME`, or the value itself.
    pub fn from_argument(argument: &str) -> Self {
        if let Some(path) = argument.strip_prefix("file:") {
            Self::File { file: path.into() }
        } else if let Some(name) = argument.strip_prefix("env:") {
            Self::Env { env: name.to_owned() }
        } else {
            Self::Literal(argument.into())
        }
    }

    /// The secret, without the mark that some editors put at the beginning of a file and the line break at its end.
    ///
    /// # Errors
    /// One sentence on what is missing, empty or unreadable, without a subject: the caller knows the key. It never
    /// repeats what may be a secret in the wrong place.
    pub fn read(&self, folder: &Path, environment: &dyn Fn(&str) -> Option<String>) -> Result<SecretString, String> {
        match self {
            Self::Literal(secret) => {
                let text = secret.expose_secret();
                if is_file(folder, text) {
                    return Err(
                        "is the name of a file; to use its content, write file:NAME on the command line, or \
                         { file = \"NAME\" } in a target file"
                            .to_owned(),
                    );
                }
                filled(text, || "is empty; write the value that the vendor issued".to_owned())
            }
            Self::Env { env } if !is_variable(env) => Err(
                "the text given as the name of an environment variable is not one; such names are short words"
                    .to_owned(),
            ),
            Self::Env { env } => {
                let text = environment(env).ok_or_else(|| {
                    format!("the environment variable {env} is not set; set it, or give the value in another way")
                })?;
                filled(&text, || {
                    format!("the environment variable {env} is empty; set it to the value that the vendor issued")
                })
            }
            Self::File { file } => {
                let path = folder.join(file);
                let name = name_of(&path);
                let text = read_file(&path).map_err(|reason| format!("cannot read {name}: {reason}"))?;
                filled(&text, || {
                    format!("{name} is empty; write the value that the vendor issued into it")
                })
            }
        }
    }
}

fn filled(text: &str, refusal: impl FnOnce() -> String) -> Result<SecretString, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text.trim_end_matches(['\r', '\n']);
    if text.trim().is_empty() {
        return Err(refusal());
    }
    Ok(text.into())
}

fn is_file(folder: &Path, text: &str) -> bool {
    let may_be = !text.is_empty() && text.len() <= LONGEST_PATH && !text.contains(['\n', '\0']);
    may_be && std::fs::metadata(folder.join(text)).is_ok_and(|found| !found.is_dir())
}

fn is_variable(name: &str) -> bool {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    !name.is_empty() && name.chars().all(inside)
}

/// An invalid path may be the secret that should be in the file.
fn name_of(path: &Path) -> String {
    let text = path.display().to_string();
    if text.len() > LONGEST_PATH || text.contains(char::is_control) {
        "the file (its name is not a valid path)".to_owned()
    } else {
        text
    }
}

fn read_file(path: &Path) -> Result<String, String> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes))
        .map_err(|e| e.to_string())?;
    if bytes.len() as u64 > LONGEST {
        return Err("it is longer than any secret".to_owned());
    }
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8; save it as UTF-8, a key as PEM or Base64".to_owned())
}
