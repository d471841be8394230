//! The data of one vendor: users, applications, accounts and nonces. It ends with the vendor.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use rand::rngs::StdRng;
use rand::{Rng, RngCore, SeedableRng};
use serde_json::{Map, Value};

use super::arrival::Arrival;
use super::behaviour::{Compared, Comparisons, Identity, NoncePolicy, Numbering};
use super::book::{Account, Book, Write};
use crate::crypto::rsa::{KeyPair, VerifyingKey};

/// A user saved by `client.user.save`.
#[derive(Clone, Debug)]
pub struct DesktopUser {
    /// The number issued.
    pub client_user_no: String,
    /// The parameters of the latest call.
    pub fields: Map<String, Value>,
}

/// A user saved by `user.save`.
#[derive(Clone, Debug)]
pub struct GatewayUser {
    /// The number issued.
    pub etc_user_no: String,
    /// The number issued at `EBaaS`.
    pub ebaas_user_no: String,
    /// The parameters of the latest call.
    pub fields: Map<String, Value>,
    /// The user's applications, the oldest first.
    pub app_ids: Vec<String>,
    /// From when on readers find it, where that is later than at once.
    pub(super) known_from: Option<i64>,
}

/// An application that may sign calls.
#[derive(Clone, Debug)]
pub struct Application {
    /// Its id.
    pub app_id: String,
    /// Its user; none for the application that the vendor was started with.
    pub owner: Option<String>,
    pub(super) creator: Option<String>,
    pub(super) pair: Arc<KeyPair>,
    pub(super) verifying: VerifyingKey,
    /// From when on readers find it, where that is later than at once.
    pub(super) known_from: Option<i64>,
}

/// All data of a vendor at one moment, for tests that check what was really created.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Desktop users in the order of creation.
    pub desktop_users: Vec<DesktopUser>,
    /// Gateway users in the order of creation.
    pub gateway_users: Vec<GatewayUser>,
    /// Applications in the order of creation, beginning with the vendor's own client.
    pub applications: Vec<Application>,
    /// Accounts in alphabetical order.
    pub accounts: Vec<Account>,
    /// How many nonces are remembered.
    pub nonces: usize,
}

/// How many signatures and bodies are remembered, if a behaviour remembers any.
const MEMORY: usize = 10_000;

/// The time of a call to a vendor whose readers lag behind.
#[derive(Clone, Copy, Debug)]
struct Moment {
    now: i64,
    /// From when on readers see what is written now.
    seen_from: i64,
}

#[derive(Debug)]
pub(super) struct Ledger {
    rng: StdRng,
    pub(super) issued: HashMap<&'static str, u64>,
    pub(super) applications: Vec<Application>,
    desktop_users: Vec<DesktopUser>,
    desktop_index: HashMap<String, usize>,
    gateway_users: Vec<GatewayUser>,
    gateway_index: HashMap<String, usize>,
    pub(super) accounts: Book,
    /// Whether the latest call of `user.save` asked for an application.
    asked_for_application: bool,
    /// The time of the present call, where what it writes is seen later than at once.
    lagging: Option<Moment>,
    /// The latest second, and how many calls came in it.
    second: (i64, u32),
    /// When each nonce was noted, and the timestamp of the call that it came with.
    nonces: HashMap<String, (i64, Option<i64>)>,
    nonce_order: VecDeque<(i64, String)>,
    signatures: HashSet<String>,
    bodies: HashSet<Vec<u8>>,
}

impl Ledger {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            rng: StdRng::seed_from_u64(seed),
            issued: HashMap::new(),
            applications: Vec::new(),
            desktop_users: Vec::new(),
            desktop_index: HashMap::new(),
            gateway_users: Vec::new(),
            gateway_index: HashMap::new(),
            accounts: Book::default(),
            asked_for_application: false,
            lagging: None,
            second: (0, 0),
            nonces: HashMap::new(),
            nonce_order: VecDeque::new(),
            signatures: HashSet::new(),
            bodies: HashSet::new(),
        }
    }

    /// Forgets everything but the vendor's own client. Numbers go on, so that none is issued twice.
    pub(super) fn reset(&mut self) {
        let mut fresh = Self::new(0);
        std::mem::swap(&mut fresh.rng, &mut self.rng);
        std::mem::swap(&mut fresh.issued, &mut self.issued);
        fresh.applications = self.applications.drain(..).take(1).collect();
        *self = fresh;
    }

    pub(super) fn snapshot(&self) -> Snapshot {
        Snapshot {
            desktop_users: self.desktop_users.clone(),
            gateway_users: self.gateway_users.clone(),
            applications: self.applications.clone(),
            accounts: self.accounts.written(),
            nonces: self.nonces.len(),
        }
    }

    /// Begins a call to a vendor whose readers see what is written only so many milliseconds later.
    pub(super) fn begin_lagging(&mut self, now: i64, lag: i64) {
        self.lagging = Some(Moment {
            now,
            seen_from: now.saturating_add(lag),
        });
        self.accounts.catch_up(now);
    }

    /// From when on readers see what is written now, where that is later than at once.
    pub(super) fn seen_from(&self) -> Option<i64> {
        self.lagging.map(|moment| moment.seen_from)
    }

    fn is_seen(&self, known_from: Option<i64>) -> bool {
        known_from
            .zip(self.lagging)
            .is_none_or(|(from, moment)| from <= moment.now)
    }

    /// Changes the accounts.
    pub(super) fn write(&mut self, write: Write) {
        self.accounts.write(write, self.seen_from());
    }

    /// Counts a call, and tells whether it is one of the first so many of its second.
    pub(super) fn is_in_time(&mut self, now: i64, most: u32) -> bool {
        let second = now.div_euclid(1000);
        if self.second.0 != second {
            self.second = (second, 0);
        }
        self.second.1 = self.second.1.saturating_add(1);
        self.second.1 <= most
    }

    /// This many characters of an alphabet, drawn at random.
    pub(super) fn draw(&mut self, alphabet: &[u8], count: usize) -> String {
        (0..count)
            .map(|_| char::from(alphabet[self.rng.gen_range(0..alphabet.len())]))
            .collect()
    }

    /// A random id in the form of the samples: `6b950288-0715-4762-a1f2-f466020cbd1d`.
    pub(super) fn request_id(&mut self) -> String {
        let mut bytes = [0; 16];
        self.rng.fill_bytes(&mut bytes);
        dashed(&bytes)
    }

    /// The next number of a kind.
    pub(super) fn number(&mut self, kind: &'static str, numbering: Numbering) -> String {
        let count = self.issued.entry(kind).or_default();
        *count += 1;
        let count = *count;
        match numbering {
            Numbering::Running(prefix) => format!("{prefix}{count:08}"),
            Numbering::Random => self.draw(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 16),
            Numbering::Cycling(prefix, round) => format!("{prefix}{:08}", count % round),
            Numbering::DrawnFrom(prefix, many) => format!("{prefix}{:08}", self.rng.gen_range(0..many)),
            Numbering::ByCase => ('A'..='P')
                .enumerate()
                .map(|(bit, letter)| {
                    if count >> bit & 1 == 1 {
                        letter.to_ascii_lowercase()
                    } else {
                        letter
                    }
                })
                .collect(),
            Numbering::ByBlanks(prefix, round) => {
                // A number has room for sixteen characters.
                let spaces = usize::try_from(count / round).unwrap_or(usize::MAX).min(8);
                format!("{prefix}{:03}{}", count % round, " ".repeat(spaces))
            }
        }
    }

    /// The application with this id, as readers see it.
    pub(super) fn application(&self, app_id: &str) -> Option<&Application> {
        let mut applications = self.applications.iter();
        applications.find(|application| application.app_id == app_id && self.is_seen(application.known_from))
    }

    /// An application whose id this one is taken for.
    pub(super) fn application_like(&self, app_id: &str, comparisons: &Comparisons) -> Option<&Application> {
        let mut applications = self.applications.iter();
        applications.find(|application| {
            let is_one = comparisons.are_one(Compared::Application, &application.app_id, app_id);
            is_one && self.is_seen(application.known_from)
        })
    }

    pub(super) fn desktop_user(&mut self, key: &str) -> Option<&mut DesktopUser> {
        let index = *self.desktop_index.get(key)?;
        self.desktop_users.get_mut(index)
    }

    /// A user with this code and another business id: where it stands, and its number.
    pub(super) fn desktop_user_coded(&self, code: &str, besides: &str) -> Option<(usize, String)> {
        let mut users = self.desktop_users.iter();
        let place = users.position(|user| is_coded(&user.fields, code) && !has_id(&user.fields, besides))?;
        Some((place, self.desktop_users[place].client_user_no.clone()))
    }

    pub(super) fn add_desktop_user(&mut self, key: Option<String>, user: DesktopUser) {
        self.know_desktop_user(key, self.desktop_users.len());
        self.desktop_users.push(user);
    }

    /// The user at this place is known under this identity from now on.
    pub(super) fn know_desktop_user(&mut self, key: Option<String>, place: usize) {
        self.desktop_index.extend(key.map(|key| (key, place)));
    }

    /// The user created under this identity, as readers see it.
    pub(super) fn gateway_user(&self, key: &str) -> Option<&GatewayUser> {
        let user = self.gateway_users.get(*self.gateway_index.get(key)?);
        user.filter(|user| self.is_seen(user.known_from))
    }

    /// The user with this number, as readers see it.
    pub(super) fn gateway_user_numbered(&self, number: &str) -> Option<&GatewayUser> {
        let user = self.gateway_users.iter().rfind(|user| user.etc_user_no == number);
        user.filter(|user| self.is_seen(user.known_from))
    }

    /// The user with this number, to be changed.
    pub(super) fn gateway_user_mut(&mut self, number: &str) -> Option<&mut GatewayUser> {
        self.gateway_users
            .iter_mut()
            .rev()
            .find(|user| user.etc_user_no == number)
    }

    /// A user with this code whom `besides` does not exclude, as readers see it: where it stands, and itself.
    pub(super) fn gateway_user_coded(
        &self,
        code: &str,
        besides: impl Fn(&GatewayUser) -> bool,
    ) -> Option<(usize, &GatewayUser)> {
        let mut users = self.gateway_users.iter().enumerate();
        users.find(|(_, user)| is_coded(&user.fields, code) && !besides(user) && self.is_seen(user.known_from))
    }

    /// Notes whether a call asks for an application, and tells whether the call before did.
    pub(super) fn note_whether_asked(&mut self, asks: bool) -> bool {
        std::mem::replace(&mut self.asked_for_application, asks)
    }

    pub(super) fn latest_gateway_user(&self) -> Option<&GatewayUser> {
        self.gateway_users.last()
    }

    pub(super) fn add_gateway_user(&mut self, key: Option<String>, user: GatewayUser) {
        self.know_gateway_user(key, self.gateway_users.len());
        self.gateway_users.push(user);
    }

    /// The user at this place is known under this identity from now on.
    pub(super) fn know_gateway_user(&mut self, key: Option<String>, place: usize) {
        self.gateway_index.extend(key.map(|key| (key, place)));
    }

    /// Notes a nonce; false if it was noted before, is still remembered, and is seen.
    pub(super) fn spend_nonce(
        &mut self,
        key: &str,
        timestamp: Option<i64>,
        now: i64,
        policy: &NoncePolicy,
        arrival: Option<&Arrival>,
    ) -> bool {
        while let Some((noted, oldest)) = self.nonce_order.front() {
            if now - noted < policy.remembered && self.nonces.len() < policy.capacity {
                break;
            }
            // A nonce that was forgotten and noted again has a later entry of its own.
            if self.nonces.get(oldest).is_some_and(|(own, _)| own == noted) {
                self.nonces.remove(oldest);
            }
            self.nonce_order.pop_front();
        }
        let noted = self.nonces.get(key);
        if let Some((_, earlier)) = noted.filter(|(noted, _)| arrival.is_none_or(|arrival| arrival.sees_nonce(*noted)))
        {
            let apart = earlier.zip(timestamp).map(|(one, other)| one.abs_diff(other));
            let is_compared = policy
                .within
                .zip(apart)
                .is_none_or(|(within, apart)| apart <= within.unsigned_abs());
            if is_compared {
                return false;
            }
        }
        self.nonces.insert(key.to_owned(), (now, timestamp));
        self.nonce_order.push_back((now, key.to_owned()));
        true
    }

    /// Forgets a nonce that a refused call did not use up.
    pub(super) fn release_nonce(&mut self, key: &str) {
        self.nonces.remove(key);
    }

    /// Whether this signature was seen to be right before.
    pub(super) fn knows_signature(&self, signature: &str) -> bool {
        self.signatures.contains(signature)
    }

    pub(super) fn remember_signature(&mut self, signature: &str) {
        if self.signatures.len() < MEMORY {
            self.signatures.insert(signature.to_owned());
        }
    }

    /// Whether this exact body is new.
    pub(super) fn is_new(&mut self, body: &[u8]) -> bool {
        self.bodies.len() >= MEMORY || self.bodies.insert(body.to_owned())
    }
}

/// Whether the parameters of a user hold this code.
fn is_coded(fields: &Map<String, Value>, code: &str) -> bool {
    fields.get("biz_user_code").is_some_and(|own| own == code)
}

/// Whether the parameters of a user hold this business id.
pub(super) fn has_id(fields: &Map<String, Value>, id: &str) -> bool {
    fields.get("biz_user_id").is_some_and(|own| own == id)
}

impl Identity {
    /// What identifies this user, if the user has any of it.
    pub(super) fn key(&self, fields: &Map<String, Value>) -> Option<String> {
        let values: Vec<String> = self
            .fields
            .iter()
            .map(|field| match fields.get(*field) {
                None => String::new(),
                Some(Value::String(text)) => text.clone(),
                Some(other) => other.to_string(),
            })
            .collect();
        if values.iter().all(String::is_empty) {
            return None;
        }
        // A separator that no sensible id contains, so that two keys are hardly ever mistaken for each other.
        let key = values.join("\u{1f}");
        Some(self.reading.of(&key))
    }
}

/// Sixteen bytes in the form of a request id.
pub(super) fn dashed(bytes: &[u8; 16]) -> String {
    let digits = hex::encode(bytes);
    let parts = [
        &digits[..8],
        &digits[8..12],
        &digits[12..16],
        &digits[16..20],
        &digits[20..],
    ];
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mock::Behaviour;

    #[test]
    fn a_nonce_is_spent_for_as_long_as_it_is_remembered() {
        let policy = Behaviour::default().gateway.nonces;
        let mut ledger = Ledger::new(1);
        assert!(ledger.spend_nonce("a", None, 0, &policy, None));
        assert!(!ledger.spend_nonce("a", None, 59_999, &policy, None));
        assert!(ledger.spend_nonce("a", None, 60_000, &policy, None));
        assert!(!ledger.spend_nonce("a", None, 60_001, &policy, None));
        ledger.release_nonce("a");
        assert!(ledger.spend_nonce("a", None, 60_002, &policy, None));
        assert!(
            !ledger.spend_nonce("a", None, 120_001, &policy, None),
            "the entry of the first use is gone, that of the last is not"
        );
    }

    #[test]
    fn memory_for_nonces_is_bounded() {
        let policy = NoncePolicy {
            capacity: 10,
            ..Behaviour::default().gateway.nonces
        };
        let mut ledger = Ledger::new(1);
        for count in 0..1000 {
            assert!(ledger.spend_nonce(&count.to_string(), None, count, &policy, None));
        }
        assert!(ledger.snapshot().nonces <= 10);
        assert!(!ledger.spend_nonce("999", None, 1000, &policy, None));
    }

    #[test]
    fn numbers_look_as_the_samples_do() {
        let mut ledger = Ledger::new(1);
        assert_eq!(ledger.number("client", Numbering::Running("E001P")), "E001P00000001");
        assert_eq!(ledger.number("client", Numbering::Running("E001P")), "E001P00000002");
        assert_eq!(
            ledger.number("ebaas", Numbering::Running("E020O")).len(),
            "E020O00002658".len()
        );
        let random = ledger.number("user", Numbering::Random);
        assert!(random.len() == 16 && random.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()));
        assert_eq!(ledger.request_id().len(), "6b950288-0715-4762-a1f2-f466020cbd1d".len());
    }

    #[test]
    fn odd_numberings_differ_as_little_as_they_should() {
        let mut ledger = Ledger::new(1);
        let (a, b) = (
            ledger.number("a", Numbering::ByCase),
            ledger.number("a", Numbering::ByCase),
        );
        assert!(a != b && a.eq_ignore_ascii_case(&b));
        let (a, b) = (
            ledger.number("b", Numbering::ByBlanks("E", 1)),
            ledger.number("b", Numbering::ByBlanks("E", 1)),
        );
        assert!(a != b && a.trim_end() == b.trim_end());
    }
}
