//! What all calls of one vendor share.

use std::collections::{HashMap, HashSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, UNIX_EPOCH};

use secrecy::SecretString;

use super::answer::{About, AnswerEdit};
use super::arrival::Arrival;
use super::behaviour::{Behaviour, Failing, Requests};
use super::config::{Limits, MockConfig};
use super::credentials::{CourierCredentials, Credentials, GatewayCredentials};
use super::keys::KeySource;
use super::ledger::{Application, Ledger};
use super::serving::{Issued, Serving};
use crate::clock::Clock;
use crate::contract::{Message, Schema};
use crate::crypto::rsa::KeyPair;
use crate::error::Error;
use crate::wire::Vendor;

/// From a call's arrival until it is dealt with, where the vendor looks things up before.
const PAUSE: Duration = Duration::from_millis(50);

/// The path of the gateway.
pub(super) const GATEWAY_PATH: &str = "/api/gateway";

/// What every call of one vendor shares.
pub(super) struct Shared {
    pub(super) behaviour: Behaviour,
    pub(super) clock: Clock,
    pub(super) keys: KeySource,
    pub(super) credentials: Credentials,
    /// The secret of the courier's only client.
    pub(super) secret: String,
    pub(super) limits: Limits,
    pub(super) serving: Serving,
    schemas: HashMap<Message, Arc<Schema>>,
    pub(super) ledger: Mutex<Ledger>,
    pub(super) faults: Mutex<Vec<String>>,
    counted: Mutex<HashMap<(&'static str, usize), u64>>,
    /// Ports of the clients' connections over which a call came.
    connections: Mutex<HashSet<u16>>,
}

impl Shared {
    pub(super) async fn new(config: MockConfig, address: SocketAddr) -> Result<Self, Error> {
        let keys = KeySource::new(config.keys);
        let registered = match &config.serving.issued.application {
            Some((_, pair)) => Arc::clone(pair),
            None => keys.next().await?,
        };
        let mut ledger = Ledger::new(config.seed);
        let issued = &config.serving.issued;
        let credentials = issue(&config.behaviour, issued, &mut ledger, &registered, address);
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
            serving: config.serving,
            ledger: Mutex::new(ledger),
            faults: Mutex::default(),
            counted: Mutex::default(),
            connections: Mutex::default(),
        })
    }

    /// The ledger, locked, as readers see it at this moment. No one holds it across an await.
    pub(super) fn ledger(&self) -> MutexGuard<'_, Ledger> {
        let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lag) = self.behaviour.lag {
            let lag = i64::try_from(lag.as_millis()).unwrap_or(i64::MAX);
            ledger.begin_lagging(self.clock.now_millis(), lag);
        }
        ledger
    }

    /// What a call sees of nonces, accounts and numbers, where that is not what there is when it is dealt with: it waits a
    /// while then, for others that arrive with it.
    pub(super) async fn arrive(&self) -> Option<Arrival> {
        if self.behaviour.races.is_empty() {
            return None;
        }
        let arrival = {
            let ledger = self.ledger();
            let accounts = ledger.accounts.written_count();
            Arrival::new(&self.behaviour.races, self.clock.now_millis(), accounts, &ledger.issued)
        };
        tokio::time::sleep(PAUSE).await;
        if let Some(issued) = &arrival.issued {
            self.ledger().issued.clone_from(issued);
        }
        Some(arrival)
    }

    /// The edits that this answer undergoes.
    pub(super) fn edits(&self, about: About) -> impl Iterator<Item = &AnswerEdit> {
        let edits = self.behaviour.edits.iter().enumerate();
        edits
            .filter(move |(place, edit)| edit.which.fits(about) && self.is_due(("edit", *place), edit.which.one_in))
            .map(|(_, edit)| edit)
    }

    /// Whether this call, which came over a connection from this address, fails though nothing is wrong with it.
    pub(super) fn fails_now(&self, vendor: Vendor, client: SocketAddr) -> bool {
        let failing = self.behaviour.failing.filter(|(own, _)| *own == vendor);
        failing.is_some_and(|(_, failing)| match failing {
            Failing::OneIn(many) => self.is_due(("failure", 0), Some(many)),
            Failing::FirstOfConnection => {
                let mut known = self.connections.lock().unwrap_or_else(PoisonError::into_inner);
                known.insert(client.port())
            }
        })
    }

    /// Counts something that happens once in so many times, and tells whether this is one of them.
    fn is_due(&self, what: (&'static str, usize), one_in: Option<u64>) -> bool {
        let Some(one_in) = one_in else { return true };
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counted.entry(what).or_insert(0);
        *count += 1;
        count.is_multiple_of(one_in)
    }

    /// Whether one more call is taken in this second.
    pub(super) fn has_time_for_a_call(&self) -> bool {
        self.behaviour
            .calls_per_second
            .is_none_or(|most| self.ledger().is_in_time(self.clock.now_millis(), most))
    }

    /// The schema against which requests of this kind are checked.
    pub(super) fn schema(&self, message: Message) -> &Schema {
        self.schemas.get(&message).map_or_else(|| message.schema(), Arc::as_ref)
    }

    pub(super) fn record_fault(&self, fault: String) {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
    }

    /// The time of day as the `Date` header has it.
    pub(super) fn date(&self) -> String {
        let millis = u64::try_from(self.clock.now_millis()).unwrap_or_default();
        httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_millis(millis))
    }
}

/// Registers the vendor's own clients: an application at the gateway, a company at the courier.
fn issue(
    behaviour: &Behaviour,
    issued: &Issued,
    ledger: &mut Ledger,
    registered: &Arc<KeyPair>,
    address: SocketAddr,
) -> Credentials {
    const LETTERS_AND_DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let known = issued.application.as_ref().map(|(app_id, _)| app_id.clone());
    let app_id = known.unwrap_or_else(|| ledger.draw(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 16));
    let (send_app_id, secret) = issued.courier.clone().unwrap_or_else(|| {
        // Fifteen digits, as in the sample: a date and a number.
        let send_app_id = format!("2019{}", ledger.draw(b"0123456789", 11));
        (send_app_id, SecretString::from(ledger.draw(LETTERS_AND_DIGITS, 32)))
    });
    ledger.applications.push(Application {
        app_id: app_id.clone(),
        owner: None,
        creator: None,
        verifying: registered.verifying_key(),
        pair: Arc::clone(registered),
        known_from: None,
    });
    let gateway = &behaviour.gateway;
    let butler = &behaviour.butler;
    let base = base_url(address);
    let formats = &butler.formats;
    // Where the vendor looks up neither, any organisation will do.
    let looks_up = formats.organizations.is_some() || formats.organization_names;
    let organization = formats.known_organizations().first().filter(|_| looks_up);
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
            send_app_id,
            secret,
            company_name: butler.derivation.company_name.clone(),
            initials: butler.derivation.told_initials.clone(),
            mode: butler.mode,
            encoding: butler.encoding,
            organization_code: organization.map(|known| known.code.to_owned()),
            organization_name: organization
                .filter(|_| formats.organization_names)
                .map(|known| known.name.to_owned()),
            cust_ids: formats.cards.iter().flatten().map(|&card| card.to_owned()).collect(),
        },
        settle: behaviour.lag.map(|lag| lag * 2),
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

/// The address that clients on this machine call.
pub(super) fn base_url(mut address: SocketAddr) -> String {
    if address.ip().is_unspecified() {
        address.set_ip(match address.ip() {
            IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    format!("http://{address}")
}
