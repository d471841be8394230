//! The server around both vendors: one listener on loopback, stopped by drop.
//!
//! Limits, panics, the `Date` header and everything else that is the same for every call are handled here, so that no
//! input can make the vendor stop answering or answer outside its documented shapes. One exception: a head of
//! more than about 400 KB, or of more than 100 headers, is answered by the HTTP library with a bare 431.

use std::collections::HashMap;
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, UNIX_EPOCH};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Response};
use futures::FutureExt as _;
use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::answer::{About, Content, Reply};
use super::behaviour::{Behaviour, Reason, Requests};
use super::credentials::{CourierCredentials, Credentials, GatewayCredentials};
use super::keys::{KeyPool, KeySource};
use super::ledger::{Application, Ledger, Snapshot};
use super::{butler, etc};
use crate::clock::Clock;
use crate::contract::{Message, Schema};
use crate::crypto::rsa::KeyPair;
use crate::error::Error;
use crate::wire::{Operation, Vendor};

/// The path of the gateway.
const GATEWAY_PATH: &str = "/api/gateway";

/// How an embedded vendor is started.
#[derive(Clone, Debug)]
pub struct MockConfig {
    /// Its behaviour.
    pub behaviour: Behaviour,
    /// Its time of day.
    pub clock: Clock,
    /// Where its RSA keys come from.
    pub keys: KeyPool,
    /// The seed of its random numbers: the same seed issues the same numbers in the same order.
    pub seed: u64,
    /// The port to listen on; 0 for any free one.
    pub port: u16,
    /// Its limits.
    pub limits: Limits,
}

impl Default for MockConfig {
    fn default() -> Self {
        Self {
            behaviour: Behaviour::default(),
            clock: Clock::System,
            keys: KeyPool::documented(),
            seed: rand::random(),
            port: 0,
            limits: Limits::default(),
        }
    }
}

/// The limits of a vendor.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The longest body, in bytes. 101 rows of the longest values have about 1.2 MB once encrypted.
    pub body: usize,
    /// The longest head of a request, in bytes.
    pub headers: usize,
    /// The longest time for a request to arrive; `None` if no client is slow on purpose. The time until the answer
    /// is not limited, since a client would get the blame for a delay of the vendor's.
    pub arrival: Option<Duration>,
}

/// The longest time that stopping waits for calls in progress.
const LONGEST_STOP: Duration = Duration::from_secs(10);

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 4 * 1024 * 1024,
            headers: 16 * 1024,
            arrival: None,
        }
    }
}

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
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, config.port))
            .await
            .map_err(|e| {
                Error::Config(format!(
                    "the embedded vendor cannot listen on port {}: {e}",
                    config.port
                ))
            })?;
        let address = listener
            .local_addr()
            .map_err(|e| Error::Harness(format!("the embedded vendor has no address: {e}")))?;
        let shared = Arc::new(Shared::new(config, address).await?);
        let (stop, mut stopped) = watch::channel(());
        // A path of neither vendor gets a plain 404: there is no documented shape for this refusal.
        let router = Router::new().route(GATEWAY_PATH, axum::routing::any(serve_etc));
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
            let _ = axum::serve(listener, router).with_graceful_shutdown(until).await;
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

fn base_url(address: SocketAddr) -> String {
    format!("http://{address}")
}

/// What every call of one vendor shares.
pub(super) struct Shared {
    pub(super) behaviour: Behaviour,
    pub(super) clock: Clock,
    pub(super) keys: KeySource,
    pub(super) credentials: Credentials,
    /// The secret of the courier's only client.
    pub(super) secret: String,
    limits: Limits,
    schemas: HashMap<Message, Arc<Schema>>,
    ledger: Mutex<Ledger>,
    faults: Mutex<Vec<String>>,
}

impl Shared {
    async fn new(config: MockConfig, address: SocketAddr) -> Result<Self, Error> {
        let keys = KeySource::new(config.keys);
        let registered = keys.next().await?;
        let mut ledger = Ledger::new(config.seed);
        let credentials = issue(&config.behaviour, &mut ledger, &registered, address);
        let secret = {
            use secrecy::ExposeSecret as _;
            credentials.butler.secret.expose_secret().to_owned()
        };
        Ok(Self {
            schemas: Message::all()
                .filter(|message| message.is_request())
                .map(|message| Ok((message, compiled(&config.behaviour.requests, message)?)))
                .collect::<Result<_, Error>>()?,
            behaviour: config.behaviour,
            clock: config.clock,
            keys,
            credentials,
            secret,
            limits: config.limits,
            ledger: Mutex::new(ledger),
            faults: Mutex::default(),
        })
    }

    /// The ledger, locked. No one holds it across an await.
    pub(super) fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The schema against which requests of this kind are checked.
    pub(super) fn schema(&self, message: Message) -> &Schema {
        self.schemas.get(&message).map_or_else(|| message.schema(), Arc::as_ref)
    }

    pub(super) fn record_fault(&self, fault: String) {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
    }

    /// The time of day as the `Date` header has it.
    fn date(&self) -> String {
        let millis = u64::try_from(self.clock.now_millis()).unwrap_or_default();
        httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_millis(millis))
    }
}

/// Registers the vendor's own clients: an application at the gateway, a company at the courier.
fn issue(behaviour: &Behaviour, ledger: &mut Ledger, registered: &Arc<KeyPair>, address: SocketAddr) -> Credentials {
    const LETTERS_AND_DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let app_id = ledger.draw(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 16);
    ledger.applications.push(Application {
        app_id: app_id.clone(),
        owner: None,
        creator: None,
        verifying: registered.verifying_key(),
        pair: Arc::clone(registered),
    });
    let gateway = &behaviour.gateway;
    let butler = &behaviour.butler;
    let base = base_url(address);
    Credentials {
        etc: GatewayCredentials {
            url: format!("{base}{GATEWAY_PATH}"),
            app_id,
            private_key: SecretString::from(registered.to_pkcs8_base64()),
            request_names: gateway.request_names.first().copied().unwrap_or_default(),
            habits: gateway.signature.habits,
        },
        butler: CourierCredentials {
            url: base,
            // Fifteen digits, as in the sample: a date and a number.
            send_app_id: format!("2019{}", ledger.draw(b"0123456789", 11)),
            secret: SecretString::from(ledger.draw(LETTERS_AND_DIGITS, 32)),
            company_name: butler.derivation.company_name.clone(),
            initials: butler.derivation.told_initials.clone(),
            mode: butler.mode,
            encoding: butler.encoding,
            organization_code: butler
                .formats
                .organizations
                .as_ref()
                .and_then(|known| known.first())
                .map(|&code| code.to_owned()),
            cust_ids: butler
                .formats
                .cards
                .iter()
                .flatten()
                .map(|&card| card.to_owned())
                .collect(),
        },
    }
}

/// The schema of a message, compiled once for all vendors of the process that use the same.
fn compiled(requests: &Requests, message: Message) -> Result<Arc<Schema>, Error> {
    static COMPILED: OnceLock<Mutex<HashMap<String, Arc<Schema>>>> = OnceLock::new();
    let source = requests.get(message);
    let key = format!("{} {source}", message.path());
    let cache = COMPILED.get_or_init(Mutex::default);
    let known = cache.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
    if let Some(schema) = known {
        return Ok(schema);
    }
    let schema = Schema::compile(source.clone())
        .map_err(|e| Error::Harness(format!("the embedded vendor's {}: {e}", message.path())))?;
    let schema = Arc::new(schema);
    cache
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(key, Arc::clone(&schema));
    Ok(schema)
}

async fn serve_etc(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    serve(shared, Vendor::Gateway, request).await
}

async fn serve_butler(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    serve(shared, Vendor::Courier, request).await
}

/// Answers one request within the limits, whatever it is.
async fn serve(shared: Arc<Shared>, vendor: Vendor, request: Request) -> Response<Body> {
    let work = AssertUnwindSafe(answer(&shared, vendor, request)).catch_unwind();
    let reply = work.await.unwrap_or_else(|panic| {
        shared.record_fault(format!("panic: {}", panic_text(panic.as_ref())));
        turn_away(&shared, vendor, Reason::Internal, None)
    });
    reply.into_response(&shared.date())
}

async fn answer(shared: &Shared, vendor: Vendor, request: Request) -> Reply {
    let (head, body) = request.into_parts();
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
    match vendor {
        Vendor::Gateway => etc::answer(shared, &body).await,
        Vendor::Courier => answer_butler(shared, head.uri.path(), &head.headers, &body),
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

fn answer_butler(shared: &Shared, path: &str, headers: &HeaderMap, body: &Bytes) -> Reply {
    match Operation::at_path(path) {
        Some(operation) => butler::answer(shared, operation, headers, body),
        None => turn_away(shared, Vendor::Courier, Reason::Method, Some(404)),
    }
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
