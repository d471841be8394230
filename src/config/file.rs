//! The target file as written, and how it becomes a [`Target`].

use std::ops::Range;
use std::path::Path;

use jiff::civil::Date;
use serde::Deserialize;
use toml::value::Datetime;

use super::data::{self, DataSection};
use super::network::{self, NetworkSection};
use super::reader::Reader;
use super::secret::SecretSource;
use super::{CourierTarget, Fixtures, GatewayTarget, Target};
use crate::contract::{Contract, RuleId, Waiver};
use crate::crypto::des::{self, DesKey, Mode};
use crate::crypto::rsa::SigningKey;
use crate::error::Error;
use crate::text::{is_standard_input, read_text};
use crate::wire::butler::ListCipher;
use crate::wire::etc::SigningHabits;

/// An initialisation vector as written: eight characters, or `hex:` and sixteen digits.
///
/// # Errors
/// If it is neither.
pub fn hex_or_text_iv(text: &str) -> Result<[u8; des::BLOCK], String> {
    let bytes = match text.strip_prefix("hex:") {
        Some(digits) => hex::decode(digits).map_err(|e| format!("the digits after hex: are wrong: {e}"))?,
        None => text.as_bytes().to_vec(),
    };
    des::iv_from(&bytes).map_err(|e| e.to_string())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetFile {
    name: Option<String>,
    #[serde(default)]
    allow_writes: bool,
    #[serde(default)]
    production: bool,
    #[serde(default)]
    network: NetworkSection,
    #[serde(default)]
    data: DataSection,
    etc: Option<EtcSection>,
    butler: Option<ButlerSection>,
    #[serde(default)]
    waiver: Vec<WaiverSection>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EtcSection {
    url: String,
    app_id: String,
    private_key: SecretSource,
    #[serde(default)]
    request_names: Option<String>,
    #[serde(default)]
    sign_empty: Option<bool>,
    #[serde(default)]
    sign_null: Option<String>,
    #[serde(default)]
    sign_boolean: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ButlerSection {
    url: String,
    send_app_id: String,
    sk: SecretSource,
    company_name: String,
    initials: Option<String>,
    #[serde(default)]
    des: DesSection,
    #[serde(default)]
    fixtures: Fixtures,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct DesSection {
    mode: Option<String>,
    encoding: Option<String>,
    key: Option<SecretSource>,
    iv: Option<SecretSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WaiverSection {
    rule: RuleId,
    scenario: Option<String>,
    #[serde(default)]
    not_judged: bool,
    reason: String,
    until: Option<Datetime>,
    ticket: Option<String>,
}

pub(super) fn read(path: &Path, environment: &dyn Fn(&str) -> Option<String>) -> Result<Target, Error> {
    let text = read_text(path).map_err(|e| {
        Error::Config(format!(
            "cannot read the target file {}: {e}; `fuhe mock` prints one to begin with",
            path.display()
        ))
    })?;
    let file: TargetFile = toml::from_str(&text)
        .map_err(|e| Error::Config(format!("{}: {}{}", path.display(), place(&text, e.span()), e.message())))?;
    let reader = Reader { path, environment };
    if file.etc.is_none() && file.butler.is_none() {
        return Err(Error::Config(format!(
            "{}: names no vendor; add a section [etc] or [butler]",
            path.display()
        )));
    }
    let own_name = || match path.file_stem() {
        Some(stem) if !is_standard_input(path) => stem.to_string_lossy().into_owned(),
        _ => "standard input".to_owned(),
    };
    Ok(Target {
        name: file.name.unwrap_or_else(own_name),
        allow_writes: file.allow_writes,
        production: file.production,
        lasting: true,
        network: network::read(&reader, &file.network)?,
        data: data::read(&reader, file.data)?,
        etc: file.etc.map(|section| read_etc(&reader, &section)).transpose()?,
        butler: file.butler.map(|section| read_butler(&reader, section)).transpose()?,
        waivers: read_waivers(&reader, file.waiver)?,
    })
}

/// Where in the file an error is: by line and section. The parser would show the line itself, which may contain a
/// secret.
pub(super) fn place(text: &str, span: Option<Range<usize>>) -> String {
    let Some(before) = span.and_then(|span| text.get(..span.start)) else {
        return String::new();
    };
    let number = before.matches('\n').count() + 1;
    let section = text
        .lines()
        .take(number)
        .filter_map(section)
        .last()
        .map(|header| format!(", in {header}"))
        .unwrap_or_default();
    format!("line {number}{section}: ")
}

/// The header of a section, if a line is one. A line of a list that contains secrets begins in the same way.
fn section(line: &str) -> Option<&str> {
    let header = &line[..=line.rfind(']')?];
    let plain = |c: char| c.is_ascii_alphabetic() || matches!(c, '[' | ']' | '.' | '_' | '-');
    (header.starts_with('[') && header.chars().all(plain)).then_some(header)
}

fn read_etc(reader: &Reader<'_>, section: &EtcSection) -> Result<GatewayTarget, Error> {
    use secrecy::ExposeSecret as _;
    let key_text = reader.secret("etc.private_key", &section.private_key)?;
    let key = SigningKey::parse(key_text.expose_secret()).map_err(|e| reader.fault("etc.private_key", e))?;
    Ok(GatewayTarget {
        url: reader.url("etc.url", &section.url)?,
        app_id: reader.filled("etc.app_id", &section.app_id)?.to_owned(),
        key,
        key_text,
        names: reader.word("etc.request_names", section.request_names.as_deref())?,
        habits: SigningHabits {
            empty: section.sign_empty.unwrap_or(SigningHabits::default().empty),
            null: reader.word("etc.sign_null", section.sign_null.as_deref())?,
            boolean: reader.word("etc.sign_boolean", section.sign_boolean.as_deref())?,
        },
    })
}

fn read_butler(reader: &Reader<'_>, section: ButlerSection) -> Result<CourierTarget, Error> {
    use secrecy::ExposeSecret as _;
    let secret = reader.secret("butler.sk", &section.sk)?;
    reader.filled("butler.sk", secret.expose_secret())?;
    let mode = reader.word("butler.des.mode", section.des.mode.as_deref())?;
    let encoding = reader.word("butler.des.encoding", section.des.encoding.as_deref())?;
    let (key_name, key_text) = match &section.des.key {
        Some(key) => ("butler.des.key", reader.secret("butler.des.key", key)?),
        None => ("butler.sk", secret.clone()),
    };
    let key = DesKey::from_secret(key_text.expose_secret().as_bytes()).map_err(|e| reader.fault(key_name, e))?;
    let iv_text = match &section.des.iv {
        Some(_) if mode == Mode::Ecb => {
            return Err(reader.fault(
                "butler.des.iv",
                "ecb has no initialisation vector; leave it out, or set butler.des.mode to \"cbc\"",
            ));
        }
        source => source
            .as_ref()
            .map(|source| reader.secret("butler.des.iv", source))
            .transpose()?,
    };
    let iv = iv_text
        .as_ref()
        .map(|text| hex_or_text_iv(text.expose_secret()).map_err(|e| reader.fault("butler.des.iv", e)))
        .transpose()?;
    Ok(CourierTarget {
        url: reader.url("butler.url", &section.url)?,
        send_app_id: reader.filled("butler.send_app_id", &section.send_app_id)?.to_owned(),
        company_name: reader.filled("butler.company_name", &section.company_name)?.to_owned(),
        initials: section.initials.map(|text| read_initials(reader, text)).transpose()?,
        cipher: ListCipher::new(mode, encoding, key, iv),
        cipher_secrets: [key_text].into_iter().chain(iv_text).collect(),
        fixtures: section.fixtures,
        secret,
    })
}

/// The beginning of accounts, which consist of lower-case letters and digits (BS-05).
fn read_initials(reader: &Reader<'_>, text: String) -> Result<String, Error> {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if !text.is_empty() && text.bytes().all(fits) {
        return Ok(text);
    }
    let reason = format!("\"{text}\" cannot begin an account; write lower-case letters and digits, such as \"sfc\"");
    Err(reader.fault("butler.initials", reason))
}

pub(super) fn read_waivers(reader: &Reader<'_>, sections: Vec<WaiverSection>) -> Result<Vec<Waiver>, Error> {
    let mut waivers: Vec<Waiver> = Vec::new();
    for (index, section) in sections.into_iter().enumerate() {
        let fault = |reason: String| reader.fault(&format!("waiver {}", index + 1), reason);
        let waiver = Waiver {
            rule: section.rule,
            scenario: section.scenario,
            not_judged: section.not_judged,
            reason: section.reason,
            until: section.until.as_ref().map(date).transpose().map_err(fault)?,
            ticket: section.ticket,
        };
        let waiver = waiver.within(Contract::embedded()).map_err(fault)?;
        let key = |waiver: &Waiver| (waiver.rule, waiver.scenario.clone(), waiver.not_judged);
        let same = |other: &Waiver| key(other) == key(&waiver);
        if let Some(first) = waivers.iter().position(same) {
            let what = waiver.scenario.unwrap_or_else(|| waiver.rule.to_string());
            return Err(fault(format!(
                "{what} is waived by waiver {} already; remove one of them",
                first + 1
            )));
        }
        waivers.push(waiver);
    }
    Ok(waivers)
}

/// A day as TOML has it, without a time of day.
fn date(written: &Datetime) -> Result<Date, String> {
    match written {
        Datetime {
            date: Some(day),
            time: None,
            offset: None,
        } => i16::try_from(day.year)
            .ok()
            .zip(i8::try_from(day.month).ok())
            .zip(i8::try_from(day.day).ok())
            .and_then(|((year, month), day)| Date::new(year, month, day).ok()),
        _ => None,
    }
    .ok_or_else(|| format!("until: {written} is not a valid day; write one such as 2027-03-31"))
}
