//! The state of one scenario, and the few variants in which steps change it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use cucumber::gherkin::Step;
use serde_json::{Map, Value};

use super::contact::WRONG_SIGNATURE;
use super::{Controls, Draw, FirstContact, Inventor, Refused};
use crate::check::{Answered, Expectation, Outcome, Place, WholeRun, conformance};
use crate::client::{Call, Client};
use crate::config::Target;
use crate::contract::{Finding, QuestionId, RuleId, ScenarioOutcome};
use crate::crypto::rsa::SigningKey;
use crate::error::Error;
use crate::interrupt::Interrupt;
use crate::record::{Journal, Masker};
use crate::rule;
use crate::wire::Exchange;

/// What all scenarios of a run share.
#[derive(Debug)]
pub struct Context {
    /// Sends the calls.
    pub client: Client,
    /// What decides identities.
    pub run_id: String,
    /// What decides drawn values.
    pub seed: u64,
    /// Knows the target's secrets.
    pub masker: Masker,
    /// A key that is nobody's, for wrong signatures.
    pub another_key: Arc<SigningKey>,
    /// Makes values up, each once.
    pub inventor: Arc<Inventor>,
    /// What was learnt of the target before the first scenario.
    pub contact: FirstContact,
    /// The preconditions that were refused so far.
    pub refused: Refused,
    /// The calls beside which others are judged, and what became of them.
    pub controls: Controls,
    /// The accounts that are the same in each round of the run, and were created in it.
    pub fixed: FixedAccounts,
    /// What the vendor gave away so far, for what is judged over all calls.
    pub whole_run: WholeRun,
    /// When the run as a whole must be over.
    pub deadline: Instant,
    /// Told where the run is to end early; a call under way may then take a little longer, and no more.
    pub interrupt: Interrupt,
    /// False where nobody will read the exchanges; verdicts do not depend on them.
    pub keeps_exchanges: bool,
}

impl Context {
    pub(super) fn target(&self) -> &Target {
        self.client.target()
    }

    /// How long the vendor takes to know of a change: as the target file has it, else as it was measured.
    pub fn settle(&self) -> Option<Duration> {
        self.target().network.settle.or(self.contact.settle)
    }
}

/// Accounts that follow from a fixed id (BS-14), so that no two rounds of a run can both create them.
#[derive(Debug, Default)]
pub struct FixedAccounts(Mutex<BTreeSet<String>>);

impl FixedAccounts {
    pub(super) fn add(&self, account: &str) {
        self.accounts().insert(account.to_owned());
    }

    pub(super) fn has(&self, account: &str) -> bool {
        self.accounts().contains(account)
    }

    fn accounts(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One scenario while it runs.
#[derive(Debug, Default, cucumber::World)]
pub struct World {
    state: Option<ScenarioState>,
}

/// All that a scenario remembers.
#[derive(Debug)]
pub(super) struct ScenarioState {
    pub(super) context: Arc<Context>,
    id: String,
    pub(super) rule: RuleId,
    pub(super) draw: Draw,
    pub(super) journal: Journal,
    pub(super) calls: Vec<SentCall>,
    /// The call that steps look at: the latest that is no control.
    pub(super) cursor: Option<usize>,
    /// The step that made it.
    pub(super) step: Option<Step>,
    /// Whom names referred to before that step.
    pub(super) named_before: BTreeMap<String, Named>,
    pub(super) named: BTreeMap<String, Named>,
    /// How often the step that waits for an acceptance made its call.
    pub(super) tries: usize,
    /// When the vendor last answered a call.
    changed: Option<Instant>,
    /// True where the call that is being prepared refers to an earlier one.
    depends: bool,
    pub(super) variants: Vec<Variant>,
    /// The calls that the latest step made together.
    pub(super) at_once: Vec<usize>,
    pub(super) taken_to_be_new: Vec<String>,
}

/// A call that was made.
#[derive(Debug)]
pub(super) struct SentCall {
    pub(super) exchange: Exchange,
    pub(super) answered: Answered,
}

/// What a name in the feature refers to.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) call: usize,
    pub(super) sent: Map<String, Value>,
}

/// One of several variants that a step tried.
#[derive(Debug)]
pub(super) struct Variant {
    pub(super) label: String,
    pub(super) call: usize,
}

/// The end of a scenario before its last step. Why stands in the journal, where it cannot get lost; cucumber only learns
/// that there is nothing more to do.
#[derive(Debug)]
pub(super) struct Stop(String);

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a step returns.
pub(super) type StepResult = Result<(), Stop>;

impl World {
    /// Sets the state for a scenario in a round of the run; without it no step can do anything. Each round has users and
    /// values of its own.
    pub fn set_scenario(&mut self, context: Arc<Context>, scenario: &str, rule: RuleId, round: usize) {
        let key = match round {
            1 => scenario.to_owned(),
            _ => format!("{scenario}, round {round}"),
        };
        self.state = Some(ScenarioState {
            draw: Draw::new(&context.run_id, context.seed, &key, &context.inventor),
            journal: Journal::new(context.masker.clone()),
            id: scenario.to_owned(),
            rule,
            calls: Vec::new(),
            cursor: None,
            step: None,
            named_before: BTreeMap::new(),
            named: BTreeMap::new(),
            tries: 0,
            changed: None,
            depends: false,
            variants: Vec::new(),
            at_once: Vec::new(),
            taken_to_be_new: Vec::new(),
            context,
        });
    }

    /// The journal of the scenario, once it is over.
    pub fn take_journal(&mut self) -> Option<Journal> {
        self.state.take().map(|state| state.journal)
    }

    pub(super) fn state(&mut self) -> Result<&mut ScenarioState, Stop> {
        self.state
            .as_mut()
            .ok_or_else(|| Stop("the run has not set the state".to_owned()))
    }
}

impl ScenarioState {
    /// Ends the scenario.
    pub(super) fn stop(&mut self, ending: ScenarioOutcome) -> Stop {
        let why = match &ending {
            ScenarioOutcome::Completed => String::new(),
            ScenarioOutcome::Blocked { why }
            | ScenarioOutcome::Inapplicable { why }
            | ScenarioOutcome::NotJudged { why }
            | ScenarioOutcome::NotRun { why }
            | ScenarioOutcome::Error { why, .. } => why.clone(),
        };
        self.journal.end(ending);
        Stop(why)
    }

    /// Ends the scenario because a precondition is not there.
    pub(super) fn blocked(&mut self, why: impl Into<String>) -> Stop {
        self.stop(ScenarioOutcome::Blocked { why: why.into() })
    }

    /// Ends the scenario because the vendor follows a reading under which it has nothing to say.
    pub(super) fn not_applicable(&mut self, why: impl Into<String>) -> Stop {
        self.stop(ScenarioOutcome::Inapplicable { why: why.into() })
    }

    /// Ends the scenario because the feature says something that the vocabulary does not know: a fault of ours.
    pub(super) fn unknown(&mut self, what: &str) -> Stop {
        self.stop(ScenarioOutcome::Error {
            why: format!("the vocabulary does not know {what}"),
            unreachable: false,
        })
    }

    /// Ends the scenario because of something that is not the vendor's fault.
    pub(super) fn failed(&mut self, error: &Error) -> Stop {
        self.stop(ScenarioOutcome::Error {
            why: error.to_string(),
            unreachable: matches!(error, Error::Unreachable(_)),
        })
    }

    /// Sends a call, holds its answer to the schemas, and remembers it, under a name if it has one.
    pub(super) async fn send(&mut self, call: &Call, name: Option<&str>, sent: Map<String, Value>) -> StepResult {
        let free_form = matches!(call, Call::Courier(call) if call.refusal_is_free_form());
        let context = Arc::clone(&self.context);
        self.removes_only_own(call)?;
        self.settle().await;
        let sending = context.client.send(call);
        self.receive(sending, free_form).await?;
        self.remember(name, sent);
        Ok(())
    }

    /// Has the next call wait until the vendor knows of a change that was made just now.
    pub(super) fn has_changed(&mut self) {
        self.changed = Some(Instant::now());
        self.depends = true;
    }

    /// A call that depends on an earlier one waits until the vendor knows of that, where it is said to need time (BS-51).
    ///
    /// A step that waits for an acceptance asks at once.
    async fn settle(&mut self) {
        let depends = std::mem::take(&mut self.depends);
        let waits = depends && self.tries == 0;
        let until = self.changed.zip(self.context.settle()).filter(|_| waits);
        if let Some((changed, settle)) = until {
            tokio::time::sleep_until((changed + settle).into()).await;
        }
    }

    /// At a live target, a run removes only accounts that it has made up itself.
    fn removes_only_own(&mut self, call: &Call) -> StepResult {
        if call.operation().removes().is_none() || !self.context.target().lasting {
            return Ok(());
        }
        let prepared = self.context.client.prepare(call);
        let (operation, evidence, _) = prepared.map_err(|error| self.failed(&error))?;
        let is_own = |account: &String| {
            let sent = self
                .named
                .values()
                .filter_map(|named| named.sent.get("userNo")?.as_str());
            // Nobody has an account of more than 50 characters (BS-05).
            account.chars().count() > 50
                || account.to_lowercase().contains(&self.context.run_id)
                || sent.into_iter().any(|own| own == account)
        };
        let accounts = evidence.accounts(operation);
        match accounts.iter().flatten().find(|account| !is_own(account)) {
            None => Ok(()),
            Some(other) => Err(self.failed(&Error::Harness(format!(
                "the step would remove the account {other}, which this run has not created"
            )))),
        }
    }

    /// Sends the call of that name again, byte for byte.
    pub(super) async fn resend(&mut self, name: &str) -> StepResult {
        let call = self.named(name)?.call;
        let earlier = self.calls[call].exchange.clone();
        let context = Arc::clone(&self.context);
        self.depends = false;
        self.receive(context.client.resend(&earlier), false).await
    }

    async fn receive(&mut self, sending: impl Future<Output = Result<Exchange, Error>>, free_form: bool) -> StepResult {
        let exchange = self.in_time(sending).await?;
        self.take(exchange, free_form)
    }

    /// What calls come to, unless the run has to end before they do.
    pub(super) async fn in_time<T>(&mut self, sending: impl Future<Output = Result<T, Error>>) -> Result<T, Stop> {
        if Instant::now() > self.context.deadline {
            let late = Error::Unreachable("the time allowed for the whole run is over".to_owned());
            return Err(self.failed(&late));
        }
        let sent = tokio::select! {
            sent = sending => sent,
            () = self.context.interrupt.overdue() => Err(Error::Unreachable("the run was interrupted".to_owned())),
        };
        sent.map_err(|error| self.failed(&error))
    }

    /// Records an exchange, and holds its answer to the schemas.
    pub(super) fn take(&mut self, exchange: Exchange, free_form: bool) -> StepResult {
        self.journal.retries(&exchange);
        if self.context.keeps_exchanges {
            self.journal.exchange(&exchange);
        }
        let origin = self.context.client.check_answer(&exchange, free_form);
        origin.map_err(|error| self.failed(&error))?;
        let answered = Answered::read(&exchange, free_form);
        for finding in conformance(&exchange, &answered) {
            self.journal.finding(finding);
        }
        // A refused batch may have changed something as well.
        self.changed = Some(Instant::now());
        if answered.is_accepted() {
            self.context.controls.granted(&exchange);
        }
        self.cursor = Some(self.calls.len());
        let place = Place {
            scenario: self.id.clone(),
            call: self.calls.len() + 1,
        };
        self.context.whole_run.note(place, &exchange, &answered);
        self.calls.push(SentCall { exchange, answered });
        Ok(())
    }

    /// Lets a name stand for what was sent in the latest call.
    pub(super) fn remember(&mut self, name: Option<&str>, sent: Map<String, Value>) {
        if let (Some(name), Some(call)) = (name, self.calls.len().checked_sub(1)) {
            self.named.insert(name.to_owned(), Named { call, sent });
        }
    }

    pub(super) fn named(&mut self, name: &str) -> Result<Named, Stop> {
        self.depends = true;
        match self.named.get(name) {
            Some(named) => Ok(named.clone()),
            None => Err(self.unknown(&format!("anything called {name}"))),
        }
    }

    /// Index of the call that steps look at.
    pub(super) fn latest(&mut self) -> Result<usize, Stop> {
        self.cursor.ok_or_else(|| self.unknown("an answer before any call"))
    }

    /// What the vendor did with that call.
    pub(super) fn outcome(&mut self) -> Result<Outcome, Stop> {
        let call = self.latest()?;
        Ok(self.calls[call].answered.outcome)
    }

    /// Why a refusal of that call says nothing of the scenario's rule, if the reason is known.
    pub(super) async fn explanation(&mut self, rule: RuleId) -> Result<Option<String>, Stop> {
        let call = self.latest()?;
        let SentCall { exchange, answered } = &self.calls[call];
        if let Some(why) = self.context.contact.explains(rule, exchange, answered) {
            return Ok(Some(why));
        }
        self.limit_reached().await
    }

    /// A precondition: the latest call must have been accepted. Where it was not, the vendor breaks the rule of what
    /// was asked, and the scenario's own rule cannot be judged. The same refusal is told once in a run; whatever else
    /// depends on it is blocked.
    pub(super) async fn must_be_granted(&mut self, what: &str, rule: RuleId) -> StepResult {
        let call = self.latest()?;
        let SentCall { exchange, answered } = &self.calls[call];
        let rule = match answered.code() {
            // Whatever was asked, it was signed as it should be.
            Some(WRONG_SIGNATURE) => rule!("GW-02"),
            _ => rule,
        };
        let Some(finding) = Expectation::Accepted.check(rule, exchange, answered) else {
            return Ok(());
        };
        if let Some(why) = self.explanation(self.rule).await? {
            return Err(self.blocked(why));
        }
        let SentCall { exchange, answered } = &self.calls[call];
        let said = answered.in_words();
        // An answer without a documented shape has its finding already.
        let is_clear = answered.outcome != Outcome::Unclear;
        if is_clear && self.context.refused.is_news(rule, exchange.operation, answered) {
            self.journal.finding(finding);
        }
        Err(self.blocked(format!("{what} is needed first, and the call was {said}")))
    }

    /// Something that must be seen in the latest answer. What is not seen is a finding at the scenario's own rule, and
    /// the scenario goes on.
    pub(super) async fn expect(&mut self, expectation: &Expectation) -> StepResult {
        self.expect_at(self.rule, expectation).await
    }

    pub(super) async fn expect_at(&mut self, rule: RuleId, expectation: &Expectation) -> StepResult {
        let call = self.latest()?;
        let SentCall { exchange, answered } = &self.calls[call];
        if answered.outcome == Outcome::Unclear {
            return Err(self.blocked("the answer has no documented shape, so it cannot be judged further"));
        }
        if expectation.check(rule, exchange, answered).is_some()
            && let Some(why) = self.explanation(rule).await?
        {
            return Err(self.blocked(why));
        }
        self.expect_without_cause(rule, expectation)
    }

    /// The same, where it was looked already for another cause of a refusal: to look makes calls of its own.
    pub(super) fn expect_without_cause(&mut self, rule: RuleId, expectation: &Expectation) -> StepResult {
        let call = self.latest()?;
        let SentCall { exchange, answered } = &self.calls[call];
        if let Some(finding) = expectation.check(rule, exchange, answered) {
            self.journal.finding(Finding {
                exchange: Some(call),
                ..finding
            });
        }
        Ok(())
    }

    /// Writes down which reading of a question was seen.
    pub(super) fn observe(&mut self, question: &str, reading: &str) -> StepResult {
        match question.parse::<QuestionId>() {
            Ok(question) => {
                self.journal.observation(&question, reading);
                Ok(())
            }
            Err(_) => Err(self.unknown(&format!("the question {question}"))),
        }
    }
}
