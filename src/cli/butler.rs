//! `fuhe butler`: tools for people who debug their own client of the courier.

use clap::{Args, Subcommand};
use secrecy::ExposeSecret as _;
use serde_json::Value;

use super::Environment;
use super::curl_args::CurlTo;
use super::secret::SecretArgument;
use crate::config::hex_or_text_iv;
use crate::crypto::des::{DesKey, Mode};
use crate::crypto::encoding::Encoding;
use crate::error::Error;
use crate::wire::butler::{self, ListCipher, account};
use crate::wire::{HttpRequest, Vendor, json_content_type};

/// The tools for the courier.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Sign the body on standard input: prints the header `sign`
    Sign(Sign),
    /// Encrypt or decrypt a user list
    #[command(subcommand)]
    Des(Des),
    /// Derive the account of a third-party id
    Account(Account),
}

/// `fuhe butler sign`
#[derive(Args, Debug)]
pub(super) struct Sign {
    /// The secret (sk): file:PATH, env:NAME or the secret itself
    #[arg(long, allow_hyphen_values = true)]
    secret: SecretArgument,
    /// The header `timestamp` exactly as it is sent: Unix time in milliseconds
    #[arg(long, value_name = "MS", value_parser = digits)]
    timestamp: String,
    /// With --curl: the header `sendAppId`; the body's companyId if not given
    #[arg(long, value_name = "ID", requires = "curl")]
    send_app_id: Option<String>,
    #[command(flatten)]
    curl: CurlTo,
}

/// `fuhe butler des`
#[derive(Debug, Subcommand)]
pub(super) enum Des {
    /// Encrypt the text on standard input
    Encrypt(Cipher),
    /// Decrypt the cipher text on standard input
    Decrypt(Cipher),
}

/// How a list is encrypted.
#[derive(Args, Debug)]
pub(super) struct Cipher {
    /// The key, of which the first 8 bytes are used: file:PATH, env:NAME or the key itself
    #[arg(long, allow_hyphen_values = true)]
    key: SecretArgument,
    /// How blocks are chained: ecb or cbc
    #[arg(long, default_value_t)]
    mode: Mode,
    /// The initialisation vector of cbc, 8 characters or hex: and 16 digits (file:PATH, env:NAME or itself); the key
    /// if not given
    #[arg(long, allow_hyphen_values = true)]
    iv: Option<SecretArgument>,
    /// How the cipher text is written: base64, hex or HEX
    #[arg(long, default_value_t)]
    encoding: Encoding,
}

/// `fuhe butler account`
#[derive(Args, Debug)]
pub(super) struct Account {
    /// The company's name as the courier knows it
    company: String,
    /// The id that the third party gives the user
    third_party_id: String,
}

impl Command {
    /// Runs the tool. The result belongs on standard output.
    ///
    /// # Errors
    /// [`Error::Config`] if an argument or the input is wrong.
    pub(super) fn run(self, environment: &mut Environment) -> Result<String, Error> {
        match self {
            Self::Sign(command) => command.run(environment),
            Self::Des(command) => command.run(environment),
            Self::Account(command) => command.run(environment),
        }
    }
}

impl Sign {
    fn run(self, environment: &mut Environment) -> Result<String, Error> {
        let secret = environment.secret("--secret", &self.secret)?;
        let body = environment.read_input()?;
        let signature = butler::sign(&body, secret.expose_secret(), &self.timestamp);
        let Some(url) = self.curl.curl else {
            return Ok(format!("{signature}\n"));
        };
        let send_app_id = self.send_app_id.or_else(|| company_id(&body)).ok_or_else(|| {
            Error::Config("the body has no companyId to take for the header sendAppId; give --send-app-id".to_owned())
        })?;
        let own = [
            ("sendAppId", send_app_id),
            ("timestamp", self.timestamp),
            ("sign", signature),
        ];
        let own = own.map(|(name, value)| (name.to_owned(), value));
        let request = HttpRequest {
            method: "POST",
            url: url.into(),
            headers: std::iter::once(json_content_type()).chain(own).collect(),
            body,
        };
        let secrets = [secret.expose_secret().to_owned()];
        Ok(self.curl.secrets.line(Vendor::Courier, &request, &secrets, environment))
    }
}

impl Des {
    fn run(self, environment: &mut Environment) -> Result<String, Error> {
        match self {
            Self::Encrypt(cipher) => {
                let cipher = cipher.resolve(environment)?;
                Ok(format!("{}\n", cipher.encrypt(&environment.read_input()?)))
            }
            Self::Decrypt(cipher) => {
                let cipher = cipher.resolve(environment)?;
                let input = environment.read_input()?;
                // An editor or `fuhe butler des encrypt` adds a line break, which no encoding has.
                let wire = input.trim_end_matches(['\r', '\n']);
                cipher
                    .decrypt(wire)
                    .map_err(|e| Error::Config(format!("standard input: {e}")))
            }
        }
    }
}

impl Cipher {
    fn resolve(self, environment: &Environment) -> Result<ListCipher, Error> {
        let key = environment.secret("--key", &self.key)?;
        let key =
            DesKey::from_secret(key.expose_secret().as_bytes()).map_err(|e| Error::Config(format!("--key: {e}")))?;
        let iv = match self.iv {
            None => None,
            Some(_) if self.mode == Mode::Ecb => {
                return Err(Error::Config(
                    "--iv: ecb has no initialisation vector; leave it out, or add --mode cbc".to_owned(),
                ));
            }
            Some(argument) => {
                let text = environment.secret("--iv", &argument)?;
                Some(hex_or_text_iv(text.expose_secret()).map_err(|e| Error::Config(format!("--iv: {e}")))?)
            }
        };
        Ok(ListCipher::new(self.mode, self.encoding, key, iv))
    }
}

impl Account {
    fn run(self, environment: &mut Environment) -> Result<String, Error> {
        let mut accounts = account::initials(&self.company)
            .into_iter()
            .map(|initials| account::account(&initials, &self.third_party_id));
        let Some(first) = accounts.next() else {
            return Err(Error::Config(
                "COMPANY: is empty; give the company's name as the courier knows it".to_owned(),
            ));
        };
        let others: Vec<String> = accounts.collect();
        if !others.is_empty() {
            environment.note(&format!(
                "the company's name can be read in several ways; also possible: {}",
                others.join(" ")
            ));
        }
        Ok(format!("{first}\n"))
    }
}

/// Who calls, as the body says.
fn company_id(body: &str) -> Option<String> {
    let body: Value = serde_json::from_str(body).ok()?;
    Some(body.get("companyId")?.as_str()?.to_owned())
}

/// The header's own text is signed, so the digits are kept as written.
fn digits(text: &str) -> Result<String, &'static str> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(text.to_owned())
    } else {
        Err("expected Unix time in milliseconds, digits only, such as 1604990109987")
    }
}
