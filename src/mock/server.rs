//! The server around both vendors: one listener on loopback, stopped by drop.
//!
//! Limits, panics, the `Date` header and everything else that is the same for every call are dealt with here, so that no
//! input can make the vendor fall silent or answer outside its documented shapes. One thing is beyond our reach: a head of
//! more than about 400 KB, or of more than 100 headers, is answered by the HTTP library with a bare 431.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Response, StatusCode};
use futures::FutureExt as _;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::answer::{About, Content, Reply};
use super::arrival::Arrival;
use super::behaviour::Reason;
use super::config::{Limits, MockConfig};
use super::credentials::Credentials;
use super::ledger::Snapshot;
use super::serving::LoggedCall;
pub(super) use super::shared::Shared;
use super::shared::{GATEWAY_PATH, base_url};
use super::{butler, control, etc};
use crate::error::Error;
use crate::wire::{Operation, Vendor};

/// The longest time that stopping waits for calls in progress.
const LONGEST_STOP: Duration = Duration::from_secs(10);

/// A running vendor. It stops when it is dropped.
pub struct EmbeddedVendor {
    shared: Arc<Shared>,
    address: SocketAddr,
    /// Dropped to make the server stop.
    stop: Option<watch::Sender<()>>,
    server: Option<JoinHandle<()>>,
}

impl EmbeddedVendor {
    /// Starts a vendor on loopback, on the current runtime.
    ///
    /// # Errors
    /// If no key can be made, a schema edit does not give a schema, or the port is in use.
    pub async fn start(config: MockConfig) -> Result<Self, Error> {
        let host = config.serving.host;
        let ip = host.unwrap_or(Ipv4Addr::LOCALHOST.into());
        let listener = TcpListener::bind((ip, config.port)).await.map_err(|e| {
            let elsewhere = host.filter(|host| !host.is_loopback());
            let at = elsewhere.map(|host| format!(" of {host}")).unwrap_or_default();
            Error::Config(format!(
                "the embedded vendor cannot listen on port {}{at}: {e}",
                config.port
            ))
        })?;
        let address = listener
            .local_addr()
            .map_err(|e| Error::Harness(format!("the embedded vendor has no address: {e}")))?;
        // A behaviour is large, and would stand in the futures of all callers once more.
        let shared = Arc::new(Box::pin(Shared::new(config, address)).await?);
        let (stop, mut stopped) = watch::channel(());
        // A path of neither vendor gets a plain 404: there is no documented shape for this refusal.
        let router = Router::new()
            .route(GATEWAY_PATH, axum::routing::any(serve_etc))
            .fallback(serve_nobody);
        let router = if shared.serving.control {
            router.merge(control::routes())
        } else {
            router
        };
        let of_courier = Operation::of(Vendor::Courier).map(Operation::path);
        let router = of_courier
            .fold(router, |router, path| {
                router.route(path, axum::routing::any(serve_butler))
            })
            .with_state(Arc::clone(&shared));
        let server = tokio::spawn(async move {
            let until = async move {
                // It fails once the sender is gone, which is the signal.
                while stopped.changed().await.is_ok() {}
            };
            // Accepting connections never fails for good; the library tries again.
            let service = router.into_make_service_with_connect_info::<SocketAddr>();
            let _ = axum::serve(listener, service).with_graceful_shutdown(until).await;
        });
        Ok(Self {
            shared,
            address,
            stop: Some(stop),
            server: Some(server),
        })
    }

    /// The address of the host: `http://127.0.0.1:PORT`.
    pub fn base_url(&self) -> String {
        base_url(self.address)
    }

    /// The address of the gateway.
    pub fn gateway_url(&self) -> String {
        format!("{}{GATEWAY_PATH}", self.base_url())
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Everything that a client needs to call this vendor.
    pub fn credentials(&self) -> &Credentials {
        &self.shared.credentials
    }

    /// The vendor's data at this moment.
    pub fn snapshot(&self) -> Snapshot {
        self.shared.ledger().snapshot()
    }

    /// Panics and internal errors so far. There should be none, whatever was sent: each is a fault of fuhe.
    pub fn faults(&self) -> Vec<String> {
        self.shared
            .faults
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Stops the vendor and waits until it has: calls in progress are answered, unless that takes too long.
    pub async fn stop(mut self) {
        self.stop.take();
        if let Some(server) = self.server.take() {
            let abort = server.abort_handle();
            if tokio::time::timeout(LONGEST_STOP, server).await.is_err() {
                abort.abort();
            }
        }
    }
}

impl fmt::Debug for EmbeddedVendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EmbeddedVendor({})", self.address)
    }
}

async fn serve_etc(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(client): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response<Body> {
    serve(shared, Vendor::Gateway, client, request).await
}

async fn serve_butler(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(client): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response<Body> {
    serve(shared, Vendor::Courier, client, request).await
}

/// What is called at a wrong address is in the log as well.
async fn serve_nobody(State(shared): State<Arc<Shared>>, request: Request) -> StatusCode {
    report(&shared, || LoggedCall {
        method: request.method().to_string(),
        path: request.uri().path().to_owned(),
        vendor: None,
        operation: None,
        reason: None,
        status: 404,
        answer: String::new(),
        expected: None,
    });
    StatusCode::NOT_FOUND
}

/// Answers one request within the limits, whatever it is.
async fn serve(shared: Arc<Shared>, vendor: Vendor, client: SocketAddr, request: Request) -> Response<Body> {
    let work = AssertUnwindSafe(answer(&shared, vendor, client, request)).catch_unwind();
    let reply = work.await.unwrap_or_else(|panic| {
        shared.record_fault(format!("panic: {}", panic_text(panic.as_ref())));
        turn_away(&shared, vendor, Reason::Internal, None)
    });
    reply.into_response(&shared.date())
}

async fn answer(shared: &Shared, vendor: Vendor, client: SocketAddr, request: Request) -> Reply {
    let (head, body) = request.into_parts();
    let mut received = Bytes::new();
    let reply = respond(shared, vendor, client, &head, body, &mut received).await;
    report(shared, || LoggedCall {
        method: head.method.to_string(),
        path: head.uri.path().to_owned(),
        vendor: Some(vendor),
        operation: reply.about.operation,
        reason: reply.about.reason,
        status: reply.status,
        answer: reply.text(),
        expected: match reply.about.reason {
            Some(Reason::Signature) => etc::expected(shared, &received),
            Some(Reason::Digest) => Some(butler::expected(shared, &head.headers, &received)),
            _ => None,
        },
    });
    if !shared.serving.latency.is_zero() {
        tokio::time::sleep(shared.serving.latency).await;
    }
    reply
}

/// Reports a call to whoever watches.
fn report(shared: &Shared, call: impl FnOnce() -> LoggedCall) {
    if let Some(log) = &shared.serving.log {
        // Who reads too slowly misses calls; the vendor does not wait.
        let _ = log.try_send(call());
    }
}

/// Answers a call, and keeps its body.
async fn respond(
    shared: &Shared,
    vendor: Vendor,
    client: SocketAddr,
    head: &Parts,
    body: Body,
    received: &mut Bytes,
) -> Reply {
    if head.method != Method::POST {
        return turn_away(shared, vendor, Reason::Method, Some(405));
    }
    if size_of_headers(&head.headers) > shared.limits.headers {
        return turn_away(shared, vendor, Reason::TooLarge, Some(431));
    }
    let body = match whole_body(body, &shared.limits).await {
        Ok(body) => body,
        Err((reason, status)) => return turn_away(shared, vendor, reason, Some(status)),
    };
    received.clone_from(&body);
    // The body has arrived by now: whoever is turned away before has trouble to read the answer.
    if !shared.has_time_for_a_call() {
        return too_often(vendor);
    }
    let fail_rate = shared.serving.fail_rate;
    if shared.fails_now(vendor, client) || fail_rate > 0.0 && rand::random::<f64>() < fail_rate {
        return turn_away(shared, vendor, Reason::Internal, None);
    }
    let arrival = shared.arrive().await;
    match vendor {
        Vendor::Gateway => etc::answer(shared, &body, arrival).await,
        Vendor::Courier => answer_butler(shared, head.uri.path(), &head.headers, &body, arrival.as_ref()),
    }
}

/// The body once it has arrived, or why the wait for it ended.
async fn whole_body(body: Body, limits: &Limits) -> Result<Bytes, (Reason, u16)> {
    let arriving = axum::body::to_bytes(body, limits.body);
    let arrived = match limits.arrival {
        Some(limit) => tokio::time::timeout(limit, arriving).await,
        None => Ok(arriving.await),
    };
    match arrived {
        Ok(Ok(body)) => Ok(body),
        // Longer than the limit, or broken off; there is no reader for a second answer.
        Ok(Err(_)) => Err((Reason::TooLarge, 413)),
        Err(_) => Err((Reason::TooSlow, 408)),
    }
}

fn answer_butler(shared: &Shared, path: &str, headers: &HeaderMap, body: &Bytes, arrival: Option<&Arrival>) -> Reply {
    match Operation::at_path(path) {
        Some(operation) => butler::answer(shared, operation, headers, body, arrival),
        None => turn_away(shared, Vendor::Courier, Reason::Method, Some(404)),
    }
}

/// What stands in front of both vendors says, in words of neither (GW-24, BS-51).
fn too_often(vendor: Vendor) -> Reply {
    let about = About {
        vendor,
        operation: None,
        reason: Some(Reason::TooOften),
        update: false,
    };
    let body = r#"{"error":"too many requests"}"#.to_owned();
    Reply::new(about, 429, Some("application/json"), Content::Text(body)).with_header("retry-after", "1")
}

fn turn_away(shared: &Shared, vendor: Vendor, reason: Reason, status: Option<u16>) -> Reply {
    // If a vendor panics even over its refusal, this is still an answer.
    let refusal = std::panic::catch_unwind(AssertUnwindSafe(|| match vendor {
        Vendor::Gateway => etc::turn_away(shared, reason, status),
        Vendor::Courier => butler::turn_away(shared, reason, status),
    }));
    refusal.unwrap_or_else(|_| {
        let about = About {
            vendor,
            operation: None,
            reason: Some(reason),
            update: false,
        };
        Reply::new(about, 500, None, Content::Text(String::new()))
    })
}

fn size_of_headers(headers: &HeaderMap) -> usize {
    headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len() + 4)
        .sum()
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "without a text".to_owned())
}
