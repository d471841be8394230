//! An operation's call becomes an exchange. The only user of the HTTP client.

mod call;
mod created;
mod identity;
mod intake;
mod pace;
mod reach;
mod retry;
mod tls;
mod transport;
mod window;

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Instant, SystemTime};

use reqwest::header::CONTENT_TYPE;
use secrecy::ExposeSecret as _;
use serde_json::{Map, Value, json};

use self::retry::{Attempts, RetryPolicy, is_turned_away, silence};
use self::transport::{Failure, Transport};
use crate::clock::Clock;
use crate::config::{CourierTarget, GatewayTarget, Target};
use crate::crypto::des::DesKey;
use crate::error::Error;
use crate::leftovers::Notebook;
use crate::wire::butler::{self, BATCH_DELETE_PATH, BATCH_SAVE_PATH, ListCipher};
use crate::wire::etc::{self, EnvelopeField};
use crate::wire::{Evidence, Exchange, HttpRequest, HttpResponse, Operation, Vendor};

pub use call::{
    AfterSigning, BodyStyle, Call, CourierCall, CourierPart, CourierSigner, GatewayCall, GatewaySigner, ListForm,
    SaveType,
};
pub use created::Created;
pub use identity::{Nonces, fresh_run_id};
pub use transport::CallLimits;

/// A request, and the stages that it was built on.
pub type Prepared = (Operation, Evidence, HttpRequest);

/// Sends calls to one target.
#[derive(Debug)]
pub struct Client {
    transport: Transport,
    retry: RetryPolicy,
    /// What was created, where it lasts.
    created: Option<Mutex<Created>>,
    target: Arc<Target>,
    clock: Clock,
    nonces: Nonces,
    skew_millis: AtomicI64,
    /// True once the target's clock has been compared with ours.
    skew_is_known: AtomicBool,
}

impl Client {
    /// A client for this target. The run id makes its nonces differ from every other run's.
    ///
    /// # Errors
    /// [`Error::Config`] where the target's certificates cannot be used, [`Error::Harness`] where the HTTP client cannot
    /// be set up.
    pub fn new(target: Arc<Target>, clock: Clock, run_id: &str, limits: CallLimits) -> Result<Self, Error> {
        Ok(Self {
            transport: Transport::new(&target, limits)?,
            retry: RetryPolicy::new(&limits),
            created: target.lasting.then(Mutex::default),
            target,
            clock,
            nonces: Nonces::new(run_id),
            skew_millis: AtomicI64::new(0),
            skew_is_known: AtomicBool::new(false),
        })
    }

    /// The same, noting accounts before they are created.
    #[must_use]
    pub fn noting(self, notes: Option<Arc<Notebook>>) -> Self {
        self.note(|created| created.notes = notes);
        self
    }

    /// The target that is called.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// A six-character nonce that this client has not given out before.
    pub fn fresh_nonce(&self) -> String {
        self.nonces.next()
    }

    /// The target's time as far as it is known, in Unix milliseconds.
    pub fn target_millis(&self) -> i64 {
        self.clock.now_millis() + self.skew_millis.load(Ordering::Relaxed)
    }

    /// How many calls were sent again: no connection stood, or they were turned away.
    pub fn retries(&self) -> usize {
        self.retry.retries()
    }

    /// How many calls begin in a second, where the target has turned some away and they are fewer for that.
    pub fn slowed_to(&self) -> Option<u32> {
        self.transport.pace.slowed_to()
    }

    /// Why no more calls are made, where the target has left too many unanswered.
    pub fn given_up(&self) -> Option<String> {
        self.retry.silent_vendor().map(silence)
    }

    /// What was created at the target so far; nothing where it does not outlast the run.
    pub fn created(&self) -> Created {
        self.created
            .as_ref()
            .map(|created| locked(created).clone())
            .unwrap_or_default()
    }

    fn note(&self, happened: impl FnOnce(&mut Created)) {
        if let Some(created) = &self.created {
            happened(&mut locked(created));
        }
    }

    /// Signs, encrypts and sends a call.
    ///
    /// # Errors
    /// [`Error::Unreachable`] where no answer came, [`Error::Harness`] where it came too late to say anything; whatever
    /// answer did come is an exchange.
    pub async fn send(&self, call: &Call) -> Result<Exchange, Error> {
        self.exchange(|| self.prepare(call)).await
    }

    /// Sends a call again, byte for byte.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn resend(&self, earlier: &Exchange) -> Result<Exchange, Error> {
        let same = || Ok((earlier.operation, earlier.evidence.clone(), earlier.request.clone()));
        self.exchange(same).await
    }

    /// Sends a request until it has an answer. Every operation writes, so a request that may have had an effect is not
    /// sent again: the vendor would be blamed for what the second found there of the first. One that found no connection,
    /// or was turned away, is prepared anew, under a nonce and a time of its own.
    async fn exchange(&self, prepare: impl Fn() -> Result<Prepared, Error>) -> Result<Exchange, Error> {
        let mut attempts = Attempts::default();
        loop {
            if let Some(why) = self.given_up() {
                return Err(Error::Unreachable(why));
            }
            let turn = self.transport.pace.turn().await;
            let (begun, stamped) = (Instant::now(), SystemTime::now());
            // Stamped with the time only now: a call must not grow old while it waits for its turn.
            let (operation, evidence, request) = prepare()?;
            // Before it is sent: of a call that is cut off, nobody would tell afterwards.
            self.note(|created| created.sending(&evidence));
            let posted = self.transport.post(&request, operation.vendor()).await;
            drop(turn);
            let (response, timing) = match posted {
                Ok(answered) => answered,
                Err(failure) => {
                    self.note_failure(operation, &evidence, &failure);
                    self.wait_for_connection(operation.vendor(), failure, &mut attempts)
                        .await?;
                    continue;
                }
            };
            self.note_answer(operation, &evidence, &response);
            if let Some(wait) = self.retry.after_answer(&mut attempts, &response) {
                self.transport.pace.slow_down(begun, wait);
                continue;
            }
            self.retry.on_event(
                operation.vendor(),
                !response.is_from_between() && !is_turned_away(&response),
            );
            self.check_in_time(&request, &response, stamped)?;
            return Ok(Exchange {
                operation,
                evidence,
                request,
                response,
                timing,
                retries: attempts.reasons,
            });
        }
    }

    /// Waits before a call without a connection is made again.
    ///
    /// # Errors
    /// Why the call failed, where it is not made again.
    async fn wait_for_connection(
        &self,
        vendor: Vendor,
        failure: Failure,
        attempts: &mut Attempts,
    ) -> Result<(), Error> {
        let reason = failure.error.to_string();
        let pause = || self.retry.after_no_connection(attempts, reason);
        let Some(pause) = failure.may_be_retried.then(pause).flatten() else {
            self.retry.on_event(vendor, false);
            return Err(failure.error);
        };
        tokio::time::sleep(pause).await;
        Ok(())
    }

    fn note_failure(&self, operation: Operation, evidence: &Evidence, failure: &Failure) {
        self.note(|created| {
            if failure.unsent {
                created.unsent(evidence);
            } else {
                created.lost(operation, evidence);
            }
        });
    }

    fn note_answer(&self, operation: Operation, evidence: &Evidence, response: &HttpResponse) {
        self.note(|created| {
            if is_turned_away(response) {
                created.unsent(evidence);
            } else if response.is_from_between() && response.status >= 500 {
                // Who turns a call away has not passed it on; who has no answer may have.
                created.lost(operation, evidence);
            } else {
                created.answered(operation, evidence, response);
            }
        });
    }

    /// Asks the courier to remove accounts (BS-47). It may be asked again for what it has removed already, so this call is
    /// repeated whatever became of it, unless the courier has fallen silent before.
    ///
    /// # Errors
    /// [`Error::Unreachable`] where no answer came.
    pub async fn remove(&self, accounts: &[String]) -> Result<HttpResponse, Error> {
        let target = self.target.butler.as_ref().ok_or_else(|| missing(Vendor::Courier))?;
        let answers = self.retry.is_answering(Vendor::Courier);
        let mut attempts = Attempts::default();
        loop {
            let turn = self.transport.pace.turn().await;
            let begun = Instant::now();
            let request = self.prepare_removal(target, accounts);
            let posted = self.transport.post(&request, Vendor::Courier).await;
            drop(turn);
            let failure = match posted {
                Ok((response, _)) => match self.retry.after_answer(&mut attempts, &response) {
                    Some(wait) => {
                        self.transport.pace.slow_down(begun, wait);
                        continue;
                    }
                    None => return Ok(response),
                },
                Err(failure) => failure,
            };
            let reason = failure.error.to_string();
            let pause = || self.retry.after_no_connection(&mut attempts, reason);
            let Some(pause) = answers.then(pause).flatten() else {
                return Err(failure.error);
            };
            tokio::time::sleep(pause).await;
        }
    }

    fn prepare_removal(&self, target: &CourierTarget, accounts: &[String]) -> HttpRequest {
        let body = json!({ "companyId": target.send_app_id, "userNos": accounts.join(",") }).to_string();
        let stamp = self.target_millis().to_string();
        let sign = butler::sign(&body, target.secret.expose_secret(), &stamp);
        HttpRequest {
            method: "POST",
            url: target.address(BATCH_DELETE_PATH),
            headers: vec![
                json_content_type(),
                ("sendAppId".into(), target.send_app_id.clone()),
                ("timestamp".into(), stamp),
                ("sign".into(), sign),
            ],
            body,
        }
    }

    /// What a call looks like on the wire, without sending it.
    ///
    /// # Errors
    /// [`Error::Config`] where the target has no such vendor.
    pub fn prepare(&self, call: &Call) -> Result<Prepared, Error> {
        match call {
            Call::Gateway(call) => {
                let etc = self.target.etc.as_ref().ok_or_else(|| missing(Vendor::Gateway))?;
                let (evidence, request) = self.prepare_etc(etc, call);
                Ok((call.operation, evidence, request))
            }
            Call::Courier(call) => {
                let butler = self.target.butler.as_ref().ok_or_else(|| missing(Vendor::Courier))?;
                let (evidence, request) = self.prepare_butler(butler, call);
                Ok((Operation::BatchSave, evidence, request))
            }
        }
    }

    fn prepare_etc(&self, target: &GatewayTarget, call: &GatewayCall) -> (Evidence, HttpRequest) {
        let names = call.names.unwrap_or(target.names);
        let habits = call.habits.unwrap_or(target.habits);
        let (app_id, key) = match &call.signer {
            GatewaySigner::Target => (target.app_id.as_str(), &target.key),
            GatewaySigner::AnotherKey(key) => (target.app_id.as_str(), &**key),
            GatewaySigner::Issued { app_id, key } => (app_id.as_str(), &**key),
        };
        let timestamp = self.target_millis() + call.timestamp_offset;
        let mut envelope = Map::new();
        envelope.insert(names.name(EnvelopeField::AppId).into(), app_id.into());
        envelope.insert(names.name(EnvelopeField::Nonce).into(), self.fresh_nonce().into());
        envelope.insert(names.name(EnvelopeField::Timestamp).into(), timestamp.into());
        envelope.insert(names.name(EnvelopeField::ApiCode).into(), call.operation.name().into());
        let params_name = names.name(EnvelopeField::Params);
        let mut params = call.params.clone();
        let mut sign_edit = None;
        for (part, value) in &call.before_signing {
            match part {
                EnvelopeField::Sign => sign_edit = Some(value),
                part => edit(&mut envelope, names.name(*part), value.as_ref()),
            }
        }
        let fields = envelope
            .iter()
            .chain(&params)
            .map(|(name, value)| (name.as_str(), value));
        let signed_text = etc::signed_text(fields, &habits);
        let mut signature = etc::sign(&signed_text, key);
        if call.unpadded {
            signature.truncate(signature.trim_end_matches('=').len());
        }
        let sign = sign_edit.map_or_else(|| Some(Value::from(signature)), Clone::clone);
        edit(&mut envelope, names.name(EnvelopeField::Sign), sign.as_ref());
        for (what, value) in &call.after_signing {
            match what {
                AfterSigning::EnvelopeField(part) => edit(&mut envelope, names.name(*part), value.as_ref()),
                AfterSigning::Param(name) => edit(&mut params, name, value.as_ref()),
            }
        }
        let mut body = envelope.clone();
        body.insert(params_name.to_owned(), Value::Object(params.clone()));
        let request = HttpRequest {
            method: "POST",
            url: target.url.to_string(),
            headers: vec![json_content_type()],
            body: call.style.write(&body),
        };
        let evidence = Evidence::Gateway {
            signature: sign.as_ref().map(text_of).unwrap_or_default(),
            envelope,
            params_name,
            params,
            habits,
            signed_text,
        };
        (evidence, request)
    }

    fn prepare_butler(&self, target: &CourierTarget, call: &CourierCall) -> (Evidence, HttpRequest) {
        let cipher = call.cipher.as_ref().unwrap_or(&target.cipher);
        let (plain_list, list) = form_list(call, cipher);
        let mut body = Map::new();
        body.insert("companyId".into(), target.send_app_id.as_str().into());
        body.insert("type".into(), call.save_type.number().into());
        body.insert("userList".into(), list);
        let mut headers = Map::new();
        headers.insert("sendAppId".into(), target.send_app_id.as_str().into());
        headers.insert("timestamp".into(), self.target_millis().to_string().into());
        let mut sign_edit = None;
        for (part, value) in &call.edits {
            match part {
                CourierPart::Body(name) => edit(&mut body, name, value.as_ref()),
                CourierPart::Sign => sign_edit = Some(value),
                CourierPart::Header(name) => edit(&mut headers, name, value.as_ref()),
            }
        }
        let cipher_text = body.get("userList").map(text_of).unwrap_or_default();
        let body = call.style.write(&body);
        let stamp = headers
            .get("timestamp")
            .map_or_else(|| self.target_millis().to_string(), text_of);
        let secret = target.secret.expose_secret();
        let signature = match call.signer {
            CourierSigner::Target => butler::sign(&body, secret, &stamp),
            CourierSigner::AnotherSecret => butler::sign(&body, &format!("{secret}x"), &stamp),
            CourierSigner::AnotherBody => butler::sign(&format!("{body} "), secret, &stamp),
            CourierSigner::AnotherTime => butler::sign(&body, secret, &format!("{stamp}0")),
        };
        let sign = sign_edit.map_or_else(|| Some(Value::from(signature)), Clone::clone);
        edit(&mut headers, "sign", sign.as_ref());
        let request = HttpRequest {
            method: "POST",
            url: target.address(BATCH_SAVE_PATH),
            headers: std::iter::once(json_content_type())
                .chain(headers.iter().map(|(name, value)| (name.clone(), text_of(value))))
                .collect(),
            body,
        };
        let evidence = Evidence::Courier {
            rows: call.rows.clone(),
            plain_list,
            cipher_text,
            signature: sign.as_ref().map(text_of).unwrap_or_default(),
        };
        (evidence, request)
    }
}

fn locked(created: &Mutex<Created>) -> MutexGuard<'_, Created> {
    created.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The list of a butler call: as text before encryption, and as the value that is sent.
fn form_list(call: &CourierCall, cipher: &ListCipher) -> (String, Value) {
    let rows = Value::Array(call.rows.clone());
    let plain = rows.to_string();
    let encrypted = |text: &str| Value::from(cipher.encrypt(text));
    match call.list {
        ListForm::Encrypted => {
            let list = encrypted(&plain);
            (plain, list)
        }
        ListForm::LeftPlain => (plain, rows),
        ListForm::CutShort => {
            let whole = cipher.encrypt(&plain);
            // Both encodings are ASCII, and an odd number of characters is whole in neither.
            let half = &whole[..(whole.len() / 2) | 1];
            (plain, half.into())
        }
        ListForm::Garbage => (plain, "no cipher text at all".into()),
        ListForm::AnotherKey => {
            let mut bytes = cipher.key.as_iv();
            bytes[0] ^= 0x55;
            let other = DesKey::from_secret(&bytes).unwrap_or_else(|_| cipher.key.clone());
            let list = ListCipher {
                key: other,
                ..cipher.clone()
            };
            let sent = list.encrypt(&plain);
            (plain, sent.into())
        }
        ListForm::Object => {
            let first = call.rows.first().cloned().unwrap_or_default().to_string();
            let list = encrypted(&first);
            (first, list)
        }
        ListForm::Text => {
            let text = Value::from(plain).to_string();
            let list = encrypted(&text);
            (text, list)
        }
        ListForm::Nonsense => {
            let text = "neither a list nor JSON".to_owned();
            let list = encrypted(&text);
            (text, list)
        }
    }
}

fn edit(map: &mut Map<String, Value>, name: &str, value: Option<&Value>) {
    match value {
        Some(value) => {
            map.insert(name.to_owned(), value.clone());
        }
        // Not swap_remove: the order of members is part of what is sent.
        None => {
            map.shift_remove(name);
        }
    }
}

/// A value as a header or a trace shows it: texts without quotes.
fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn json_content_type() -> (String, String) {
    (CONTENT_TYPE.to_string(), "application/json;charset=utf-8".into())
}

fn missing(vendor: Vendor) -> Error {
    Error::Config(format!("the target has no section [{}]", vendor.name()))
}
