//! `fuhe etc`: tools for people who debug their own client of the gateway.

use clap::{Args, Subcommand};
use rand::Rng as _;
use secrecy::ExposeSecret as _;
use serde_json::{Map, Value};

use super::curl_args::CurlTo;
use super::secret::SecretArgument;
use super::{Environment, params};
use crate::crypto::rsa::SigningKey;
use crate::error::Error;
use crate::wire::etc::{BooleanHabit, EnvelopeField, NullHabit, RequestNames, SigningHabits, sign, signed_text};
use crate::wire::{HttpRequest, Vendor, json_content_type};

/// The tools for the gateway.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Sign a call: the signed text on one line, the signature on the next
    Sign(Sign),
}

/// `fuhe etc sign`
#[derive(Args, Debug)]
pub(super) struct Sign {
    /// The private key, PKCS#8 as PEM or Base64: file:PATH, env:NAME or the key itself
    #[arg(long, allow_hyphen_values = true)]
    key: SecretArgument,
    /// The id of the calling application
    #[arg(long, value_name = "ID")]
    app_id: String,
    /// The operation, such as user.save
    #[arg(long, value_name = "CODE")]
    api_code: String,
    /// The business parameters, a JSON object; - reads it from standard input, @FILE from a file
    #[arg(long, value_name = "JSON|-|@FILE")]
    params: String,
    /// Six characters never used before; random if not given
    #[arg(long, value_name = "N")]
    nonce: Option<String>,
    /// Unix time in milliseconds; now if not given
    #[arg(long, value_name = "MS")]
    timestamp: Option<u64>,
    /// How the envelope is spelled: params, request_content or snake
    #[arg(long, value_name = "SPELLING", default_value = RequestNames::PARAMS.label)]
    request_names: RequestNames,
    /// Whether an empty string is signed: true or false
    #[arg(long = "sign-empty", value_name = "BOOL", default_value_t = SigningHabits::default().empty, action = clap::ArgAction::Set)]
    empty: bool,
    /// How a null is signed: out, null or empty
    #[arg(long = "sign-null", value_name = "HABIT", default_value_t)]
    null: NullHabit,
    /// How a boolean is signed: word, digit or out
    #[arg(long = "sign-boolean", value_name = "HABIT", default_value_t)]
    boolean: BooleanHabit,
    #[command(flatten)]
    curl: CurlTo,
}

impl Command {
    /// Runs the tool. The result belongs on standard output.
    ///
    /// # Errors
    /// [`Error::Config`] if an argument is wrong.
    pub(super) fn run(self, environment: &mut Environment) -> Result<String, Error> {
        match self {
            Self::Sign(command) => command.run(environment),
        }
    }
}

impl Sign {
    fn run(self, environment: &mut Environment) -> Result<String, Error> {
        let key_text = environment.secret("--key", &self.key)?;
        let key = SigningKey::parse(key_text.expose_secret()).map_err(|e| Error::Config(format!("--key: {e}")))?;
        let params = read_params(&params::text(self.params, environment)?)?;
        let timestamp = match self.timestamp {
            Some(millis) => Value::from(millis),
            None => Value::from(environment.clock.now_millis()),
        };
        let envelope = [
            (EnvelopeField::AppId, Value::from(self.app_id)),
            (EnvelopeField::ApiCode, Value::from(self.api_code)),
            (EnvelopeField::Nonce, Value::from(self.nonce.unwrap_or_else(draw_nonce))),
            (EnvelopeField::Timestamp, timestamp),
        ];
        let habits = SigningHabits {
            empty: self.empty,
            null: self.null,
            boolean: self.boolean,
        };
        let parts = envelope
            .iter()
            .map(|(part, value)| (self.request_names.name(*part), value));
        let fields = params.iter().map(|(name, value)| (name.as_str(), value));
        let text = signed_text(parts.chain(fields), &habits);
        let signature = sign(&text, &key);
        let Some(url) = self.curl.curl else {
            return Ok(format!("{text}\n{signature}\n"));
        };
        let signed = [
            (EnvelopeField::Sign, signature.into()),
            (EnvelopeField::Params, params.into()),
        ];
        let names = self.request_names;
        let body = envelope.into_iter().chain(signed);
        let body: Map<String, Value> = body.map(|(part, value)| (names.name(part).to_owned(), value)).collect();
        let request = HttpRequest {
            method: "POST",
            url: url.into(),
            headers: vec![json_content_type()],
            body: Value::Object(body).to_string(),
        };
        let secrets = [key_text.expose_secret().to_owned()];
        Ok(self.curl.secrets.line(Vendor::Gateway, &request, &secrets, environment))
    }
}

fn read_params(text: &str) -> Result<Map<String, Value>, Error> {
    let example = r#"an object is expected, such as '{"biz_user_id": "u-1"}'"#;
    match params::read(text, example) {
        Ok(Value::Object(params)) => Ok(params),
        Ok(_) => Err(Error::Config(format!("--params: this is not a JSON object; {example}"))),
        Err(reason) => Err(Error::Config(format!("--params: {reason}"))),
    }
}

/// Six digits and upper-case letters, as in the guide's sample.
fn draw_nonce() -> String {
    const ALPHABET: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut rng = rand::thread_rng();
    (0..6)
        .map(|_| char::from(ALPHABET[rng.gen_range(0..ALPHABET.len())]))
        .collect()
}
