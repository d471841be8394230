//! How calls travel to a target: proxy, trusted certificates, timeouts and rate.

use std::collections::BTreeMap;
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;
use std::time::Duration;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use url::Url;

use super::reader::Reader;
use super::secret::SecretSource;
use crate::crypto::fingerprint::Fingerprint;
use crate::error::Error;

/// The longest wait for a call.
const LONGEST_WAIT_SECONDS: f64 = 600.0;

/// The longest time for a change to be known: a scenario has several, one after the other.
const LONGEST_SETTLE_MILLIS: u64 = 60_000;

/// Headers that identify the caller and the content: another value would make every call a wrong one.
const OWN_HEADERS: [&str; 6] = [
    "content-type",
    "content-length",
    "host",
    "sendappid",
    "timestamp",
    "sign",
];

/// How calls travel. Missing settings are the client's defaults.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// The proxy that every call goes through, as a URL; it may contain a password.
    pub proxy: Option<SecretString>,
    /// Issuers of certificates that are trusted in addition to those of the machine.
    pub issuers: Vec<CertificateDer<'static>>,
    /// The one certificate that is trusted, whoever issued it.
    pub certificate: Option<Fingerprint>,
    /// How long a connection may take.
    pub connect_timeout: Option<Duration>,
    /// How long a call and its answer may take.
    pub timeout: Option<Duration>,
    /// Further headers of every call. Their values are kept out of evidence, as they may be secrets.
    pub headers: Vec<(String, SecretString)>,
    /// At most this many calls begin in a second.
    pub rate: Option<NonZeroU32>,
    /// At most this many calls are made at the same time.
    pub concurrency: Option<NonZeroUsize>,
    /// How long the target takes to know of a change. A call that depends on one waits so long after it (BS-51).
    pub settle: Option<Duration>,
}

impl Network {
    /// Everything here that must not show.
    pub(super) fn secrets(&self) -> impl Iterator<Item = String> {
        let proxy = self.proxy.iter().flat_map(|proxy| {
            let text = proxy.expose_secret().to_owned();
            let password = Url::parse(&text).ok().and_then(|url| url.password().map(str::to_owned));
            std::iter::once(text).chain(password)
        });
        let headers = self.headers.iter().map(|(_, value)| value.expose_secret().to_owned());
        proxy.chain(headers)
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NetworkSection {
    proxy: Option<SecretSource>,
    ca_file: Option<PathBuf>,
    trust_certificate: Option<String>,
    connect_timeout: Option<f64>,
    timeout: Option<f64>,
    #[serde(default)]
    headers: BTreeMap<String, SecretSource>,
    rate: Option<NonZeroU32>,
    concurrency: Option<NonZeroUsize>,
    settle: Option<u64>,
}

pub(super) fn read(reader: &Reader<'_>, section: &NetworkSection) -> Result<Network, Error> {
    let wait = |key, seconds: Option<f64>| seconds.map(|seconds| read_wait(reader, key, seconds)).transpose();
    Ok(Network {
        proxy: section
            .proxy
            .as_ref()
            .map(|source| read_proxy(reader, source))
            .transpose()?,
        issuers: match &section.ca_file {
            Some(file) => read_issuers(reader, file)?,
            None => Vec::new(),
        },
        certificate: section
            .trust_certificate
            .as_ref()
            .map(|text| text.parse().map_err(|e| reader.fault("network.trust_certificate", e)))
            .transpose()?,
        connect_timeout: wait("network.connect_timeout", section.connect_timeout)?,
        timeout: wait("network.timeout", section.timeout)?,
        headers: section
            .headers
            .iter()
            .map(|(name, source)| read_header(reader, name, source))
            .collect::<Result<_, _>>()?,
        rate: section.rate,
        concurrency: section.concurrency,
        settle: section.settle.map(|millis| read_settle(reader, millis)).transpose()?,
    })
}

fn read_settle(reader: &Reader<'_>, millis: u64) -> Result<Duration, Error> {
    if millis <= LONGEST_SETTLE_MILLIS {
        return Ok(Duration::from_millis(millis));
    }
    let reason = format!("{millis} is too long; write milliseconds, {LONGEST_SETTLE_MILLIS} at most");
    Err(reader.fault("network.settle", reason))
}

/// Errors do not repeat the address, since it may contain a password.
fn read_proxy(reader: &Reader<'_>, source: &SecretSource) -> Result<SecretString, Error> {
    const KEY: &str = "network.proxy";
    let proxy = reader.secret(KEY, source)?;
    let url = Url::parse(proxy.expose_secret()).ok();
    if url.is_none_or(|url| !matches!(url.scheme(), "http" | "https") || url.host_str().is_none()) {
        return Err(reader.fault(
            KEY,
            "is not a valid URL of a proxy; write it in full, such as http://proxy.example:3128",
        ));
    }
    Ok(proxy)
}

fn read_issuers(reader: &Reader<'_>, file: &PathBuf) -> Result<Vec<CertificateDer<'static>>, Error> {
    const KEY: &str = "network.ca_file";
    let path = reader.folder().join(file);
    let text = std::fs::read(&path).map_err(|e| reader.fault(KEY, format!("cannot read {}: {e}", path.display())))?;
    let issuers: Vec<_> = CertificateDer::pem_slice_iter(&text)
        .collect::<Result<_, _>>()
        .map_err(|e| reader.fault(KEY, format!("{} is not a valid PEM file: {e}", path.display())))?;
    if issuers.is_empty() {
        return Err(reader.fault(
            KEY,
            format!(
                "{} contains no certificate; it must contain the issuer's, in PEM, from BEGIN CERTIFICATE on",
                path.display()
            ),
        ));
    }
    Ok(issuers)
}

fn read_wait(reader: &Reader<'_>, key: &str, seconds: f64) -> Result<Duration, Error> {
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|wait| !wait.is_zero() && wait.as_secs_f64() <= LONGEST_WAIT_SECONDS)
        .ok_or_else(|| {
            let reason =
                format!("{seconds} is not a valid time; give seconds, more than 0 and up to {LONGEST_WAIT_SECONDS}");
            reader.fault(key, reason)
        })
}

fn read_header(reader: &Reader<'_>, name: &str, source: &SecretSource) -> Result<(String, SecretString), Error> {
    let key = format!("network.headers.{name}");
    let in_name = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if name.is_empty() || !name.chars().all(in_name) {
        return Err(reader.fault(&key, "is not a valid name of a header"));
    }
    if OWN_HEADERS.contains(&name.to_ascii_lowercase().as_str()) {
        return Err(reader.fault(&key, "is a header that every call sets itself; leave it out"));
    }
    let value = reader.secret(&key, source)?;
    if value.expose_secret().chars().any(char::is_control) {
        return Err(reader.fault(
            &key,
            "contains a line break or another control character, which a header cannot have",
        ));
    }
    Ok((name.to_owned(), value))
}
