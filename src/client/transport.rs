//! A request crosses the wire, and an answer comes back.

use std::time::{Duration, Instant, SystemTime};

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use secrecy::ExposeSecret as _;
use url::Url;

use super::pace::Pace;
use super::tls;
use crate::error::Error;
use crate::target::{Network, Target};
use crate::wire::{HttpRequest, HttpResponse, Timing};

/// A connection without a call is kept for so long.
const IDLE: Duration = Duration::from_secs(4);

/// How long the client waits, and how much it reads.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Until a connection stands.
    pub connect: Duration,
    /// From the start of a call to the end of its answer.
    pub response: Duration,
    /// Bytes of an answer's body that are kept; what lies beyond is cut off.
    pub body: usize,
    /// The pause before a call is sent again for the first time.
    pub backoff: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            response: Duration::from_secs(30),
            body: 4 << 20,
            backoff: Duration::from_millis(200),
        }
    }
}

impl Limits {
    /// The limits that a target file sets, and the usual ones beside them.
    pub fn of(network: &Network) -> Self {
        let usual = Self::default();
        Self {
            connect: network.connect_timeout.unwrap_or(usual.connect),
            response: network.timeout.unwrap_or(usual.response),
            ..usual
        }
    }
}

/// Why a request has no answer.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) error: Error,
    /// True where no byte of the request can have left.
    pub(super) unsent: bool,
    /// True where another attempt may do better, and does no harm.
    pub(super) may_be_retried: bool,
}

/// Sends requests to one target.
#[derive(Debug)]
pub(super) struct Transport {
    http: reqwest::Client,
    pub(super) limits: Limits,
    pub(super) pace: Pace,
    /// `through the proxy http://host:port: `, to stand before what went wrong there.
    way: String,
}

impl Transport {
    /// # Errors
    /// [`Error::Config`] where the target's certificates cannot be used, [`Error::Harness`] where the HTTP client cannot
    /// be set up.
    pub(super) fn new(target: &Target, limits: Limits) -> Result<Self, Error> {
        let fault = |e: reqwest::Error| Error::Harness(format!("cannot set up the HTTP client: {}", e.without_url()));
        let mut builder = reqwest::Client::builder()
            .connect_timeout(limits.connect)
            .timeout(limits.response)
            // A redirect is an answer to be judged, and must not carry credentials elsewhere.
            .redirect(reqwest::redirect::Policy::none())
            // The proxies of the environment are another program's matter; a target file names its own.
            .no_proxy()
            .tcp_nodelay(true)
            // Sooner than any server that is known to close idle connections: a call on one that is just being closed is
            // lost, and must not be sent again.
            .pool_idle_timeout(IDLE)
            .default_headers(headers(
                target
                    .network
                    .headers
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.expose_secret())),
            )?)
            .tls_backend_preconfigured(tls::config(target)?);
        let mut way = String::new();
        if let Some(proxy) = &target.network.proxy {
            let url = proxy.expose_secret();
            builder = builder.proxy(reqwest::Proxy::all(url).map_err(fault)?);
            // Not the URL as it is, which may hold a password.
            way = Url::parse(url).map_or_else(
                |_| String::new(),
                |url| format!("through the proxy {}: ", url.origin().ascii_serialization()),
            );
        }
        Ok(Self {
            http: builder.build().map_err(fault)?,
            limits,
            pace: Pace::new(&target.network),
            way,
        })
    }

    /// Sends a request and reads its answer.
    pub(super) async fn post(&self, request: &HttpRequest) -> Result<(HttpResponse, Timing), Failure> {
        let started = SystemTime::now();
        let clock = Instant::now();
        let own = request
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let mut response = self
            .http
            .post(&request.url)
            .headers(headers(own).map_err(Failure::of_ours)?)
            .body(request.body.clone())
            .send()
            .await
            .map_err(|e| self.failure(request, e))?;
        let wait = clock.elapsed();
        let status = response.status().as_u16();
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|e| self.failure(request, e))? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > self.limits.body {
                bytes.truncate(self.limits.body);
                break;
            }
        }
        let response = HttpResponse::received(status, headers, bytes, self.limits.body);
        let timing = Timing {
            started,
            wait,
            receive: clock.elapsed().saturating_sub(wait),
        };
        Ok((response, timing))
    }

    fn failure(&self, request: &HttpRequest, error: reqwest::Error) -> Failure {
        Failure {
            unsent: error.is_connect(),
            // A certificate will be no better the next time.
            may_be_retried: error.is_connect() && tls::rejected_certificate(&error).is_none(),
            error: self.told(request, error),
        }
    }

    /// Why no answer came, in one sentence.
    fn told(&self, request: &HttpRequest, error: reqwest::Error) -> Error {
        let place = format!("{}: {}", request.url, self.way);
        if error.is_timeout() && error.is_connect() {
            let limit = self.limits.connect.as_secs_f32();
            Error::Unreachable(format!("{place}no connection within {limit} s"))
        } else if error.is_timeout() {
            Error::timed_out(place.trim_end_matches([':', ' ']), self.limits.response)
        } else if let Some(reason) = tls::rejected_certificate(&error) {
            Error::Unreachable(format!("{place}{reason}"))
        } else {
            // The client's own text repeats the address, which stands in front already.
            Error::unreachable(place.trim_end_matches([':', ' ']), &error.without_url())
        }
    }
}

impl Failure {
    fn of_ours(error: Error) -> Self {
        Self {
            error,
            unsent: true,
            may_be_retried: false,
        }
    }
}

fn headers<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Result<HeaderMap, Error> {
    pairs
        .map(|(name, value)| {
            let name = HeaderName::try_from(name).ok()?;
            Some((name, HeaderValue::from_bytes(value.as_bytes()).ok()?))
        })
        .collect::<Option<_>>()
        .ok_or_else(|| Error::Harness("a header holds characters that HTTP cannot carry".into()))
}
