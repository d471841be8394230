//! A request crosses the wire, and an answer comes back.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use secrecy::ExposeSecret as _;
use url::Url;

use super::intake::{Intake, Unread};
use super::pace::Pace;
use super::tls;
use crate::config::{Network, Target};
use crate::error::Error;
use crate::wire::{HttpRequest, HttpResponse, Timing, Vendor};

/// A connection without a call is kept for so long.
const IDLE: Duration = Duration::from_secs(4);

/// Who calls.
const USER_AGENT: &str = concat!("fuhe/", env!("CARGO_PKG_VERSION"));

/// So long is tried whether a port speaks TLS.
const LONGEST_HANDSHAKE: Duration = Duration::from_secs(2);

/// How long the client waits, and how much it reads.
#[derive(Clone, Copy, Debug)]
pub struct CallLimits {
    /// Until a connection stands.
    pub connect: Duration,
    /// From the start of a call to the end of its answer.
    pub response: Duration,
    /// Bytes of an answer's body that are read; one that is longer is no answer.
    pub body: usize,
    /// The pause before a call that found no connection is sent again for the first time.
    pub backoff: Duration,
    /// The pause before a call that was turned away is sent again for the first time, where the answer asks for none.
    pub busy_backoff: Duration,
    /// How long a call may wait in all because it is turned away.
    pub longest_wait: Duration,
}

impl Default for CallLimits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            response: Duration::from_secs(30),
            body: 4 << 20,
            backoff: Duration::from_millis(200),
            busy_backoff: Duration::from_secs(1),
            longest_wait: Duration::from_secs(60),
        }
    }
}

impl CallLimits {
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
    pub(super) limits: CallLimits,
    pub(super) pace: Pace,
    /// `through the proxy http://host:port: `, to stand before what went wrong there.
    way: String,
    intake: Intake,
    /// True once anything was answered, so that the target surely speaks what its address says.
    was_answered: AtomicBool,
}

impl Transport {
    /// # Errors
    /// [`Error::Config`] where the target's certificates cannot be used, [`Error::Harness`] where the HTTP client cannot
    /// be set up.
    pub(super) fn new(target: &Target, limits: CallLimits) -> Result<Self, Error> {
        let fault = |e: reqwest::Error| Error::Harness(format!("cannot set up the HTTP client: {}", e.without_url()));
        let mut builder = reqwest::Client::builder()
            .connect_timeout(limits.connect)
            .timeout(limits.response)
            // A redirect is an answer to be judged, and must not carry credentials elsewhere.
            .redirect(reqwest::redirect::Policy::none())
            // The proxies of the environment are another program's matter; a target file names its own.
            .no_proxy()
            .tcp_nodelay(true)
            // Before the target's own headers, of which one may be another.
            .user_agent(USER_AGENT)
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
            intake: Intake::new(limits.body),
            was_answered: AtomicBool::new(false),
        })
    }

    /// Sends a request and reads its answer.
    pub(super) async fn post(&self, request: &HttpRequest, vendor: Vendor) -> Result<(HttpResponse, Timing), Failure> {
        let started = SystemTime::now();
        let clock = Instant::now();
        let own = request
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let sent = self
            .http
            .post(&request.url)
            .headers(headers(own).map_err(Failure::of_ours)?)
            .body(request.body.clone())
            .send()
            .await;
        let response = match sent {
            Ok(response) => response,
            Err(error) => return Err(self.no_answer(request, error).await),
        };
        self.was_answered.store(true, Ordering::Relaxed);
        let wait = clock.elapsed();
        let response = self
            .intake
            .read(response, vendor)
            .await
            .map_err(|unread| match unread {
                Unread::Broken(error) => self.failure(request, error),
                Unread::TooLong(why) => Failure::of_answer(Error::Unreachable(format!("{}: {why}", request.url))),
            })?;
        let timing = Timing {
            started,
            wait,
            receive: clock.elapsed().saturating_sub(wait),
        };
        Ok((response, timing))
    }

    /// Why a request got no answer at all.
    async fn no_answer(&self, request: &HttpRequest, error: reqwest::Error) -> Failure {
        let advice = "in its url of the target file, or name the port that is meant";
        if tls::is_plain_answer(&error) {
            return Failure::of_ours(Error::Config(format!(
                "{}: {}this port does not speak HTTPS; change https:// to http:// {advice}",
                request.url, self.way
            )));
        }
        if !error.is_connect() && !error.is_timeout() && self.speaks_tls(&request.url).await {
            return Failure::of_ours(Error::Config(format!(
                "{}: this port speaks HTTPS; change http:// to https:// {advice}",
                request.url
            )));
        }
        self.failure(request, error)
    }

    /// True where a port that is called in plain HTTP, and has not answered anything yet, turns out to speak TLS.
    async fn speaks_tls(&self, url: &str) -> bool {
        let is_first_contact = !self.was_answered.load(Ordering::Relaxed) && self.way.is_empty();
        let secure = Url::parse(url).ok().and_then(|url| tls::secure_twin(&url));
        let Some(secure) = secure.filter(|_| is_first_contact) else {
            return false;
        };
        // Of the handshake the certificate is enough: none is trusted here, so that no request is sent.
        let client = tls::trusting_nobody().ok().and_then(|config| {
            let builder = reqwest::Client::builder().no_proxy().timeout(LONGEST_HANDSHAKE);
            builder.tls_backend_preconfigured(config).build().ok()
        });
        let Some(client) = client else {
            return false;
        };
        let handshake = client.head(secure).send().await;
        handshake.is_err_and(|error| tls::is_answer_in_tls(&error))
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
    /// Of a request that was not sent, or was sent to where nobody can have understood it.
    fn of_ours(error: Error) -> Self {
        Self {
            error,
            unsent: true,
            may_be_retried: false,
        }
    }

    /// Of a request that was answered, if not in a way that can be read.
    fn of_answer(error: Error) -> Self {
        Self {
            error,
            unsent: false,
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
