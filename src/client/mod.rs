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
use std::time::{Duration, Instant, SystemTime};

use secrecy::ExposeSecret as _;
use serde_json::Map;
use tracing::info;

use self::retry::{Attempts, RetryPolicy, is_turned_away, silence};
use self::transport::{Failure, Transport};
use crate::clock::Clock;
use crate::config::Target;
use crate::error::Error;
use crate::leftovers::Notebook;
use crate::wire::{Evidence, Exchange, HttpRequest, HttpResponse, Operation, Removal, Vendor, butler, etc};

pub use call::Call;
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
            self.note(|created| created.sending(operation, &evidence));
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
                self.turned_away(operation, begun, wait);
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

    /// Takes notice that a call, which began then, was turned away and is made again after a while.
    fn turned_away(&self, operation: Operation, begun: Instant, wait: Duration) {
        self.transport.pace.slow_down(begun, wait);
        let rate = self.transport.pace.slowed_to().unwrap_or_default();
        info!(
            "{operation} was turned away and is called again in {} ms; at most {rate} calls a second from now on",
            wait.as_millis()
        );
    }

    fn note_failure(&self, operation: Operation, evidence: &Evidence, failure: &Failure) {
        self.note(|created| {
            if failure.unsent {
                created.unsent(operation, evidence);
            } else {
                created.lost(operation, evidence);
            }
        });
    }

    fn note_answer(&self, operation: Operation, evidence: &Evidence, response: &HttpResponse) {
        self.note(|created| {
            if is_turned_away(response) {
                created.unsent(operation, evidence);
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
    pub async fn remove(&self, removal: &Removal, accounts: &[String]) -> Result<HttpResponse, Error> {
        let body = Map::from_iter([(removal.field.to_owned(), accounts.join(",").into())]);
        let call = Call::new(removal.operation, body);
        let answers = self.retry.is_answering(Vendor::Courier);
        let mut attempts = Attempts::default();
        loop {
            let turn = self.transport.pace.turn().await;
            let begun = Instant::now();
            let (_, _, request) = self.prepare(&call)?;
            let posted = self.transport.post(&request, Vendor::Courier).await;
            drop(turn);
            let failure = match posted {
                Ok((response, _)) => {
                    if let Some(wait) = self.retry.after_answer(&mut attempts, &response) {
                        self.turned_away(removal.operation, begun, wait);
                        continue;
                    }
                    let (operation, count, status) = (removal.operation, accounts.len(), response.status);
                    info!("clean-up: {operation} of {count} accounts: HTTP {status}");
                    return Ok(response);
                }
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

    /// What a call looks like on the wire, without sending it.
    ///
    /// # Errors
    /// [`Error::Config`] where the target has no such vendor.
    pub fn prepare(&self, call: &Call) -> Result<Prepared, Error> {
        let (evidence, request) = match call {
            Call::Gateway(call) => {
                let target = self.target.etc.as_ref().ok_or_else(|| missing(Vendor::Gateway))?;
                let caller = etc::Caller {
                    url: target.url.as_str(),
                    app_id: &target.app_id,
                    key: &target.key,
                    names: target.names,
                    habits: target.habits,
                };
                call.write(&caller, self.target_millis(), &self.fresh_nonce())
            }
            Call::Courier(call) => {
                let target = self.target.butler.as_ref().ok_or_else(|| missing(Vendor::Courier))?;
                let caller = butler::Caller {
                    url: &target.address(""),
                    send_app_id: &target.send_app_id,
                    secret: target.secret.expose_secret(),
                    cipher: &target.cipher,
                };
                call.write(&caller, self.target_millis())
            }
        };
        Ok((call.operation(), evidence, request))
    }
}

fn locked(created: &Mutex<Created>) -> MutexGuard<'_, Created> {
    created.lock().unwrap_or_else(PoisonError::into_inner)
}

fn missing(vendor: Vendor) -> Error {
    Error::Config(format!("the target has no section [{}]", vendor.name()))
}
