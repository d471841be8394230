//! Sends the calls of the first contact, and words what comes back.

use std::sync::Arc;

use serde_json::{Map, Value};
use tracing::info;

use crate::check::{Answered, Outcome};
use crate::client::{Call, Client};
use crate::contract::Contract;
use crate::error::Error;
use crate::record::{ExchangeRecord, Masker};
use crate::run::Plan;
use crate::steps::{Bases, Draw, Inventor, Variation};
use crate::text::line;
use crate::wire::{Exchange, Operation, Vendor};

/// Everything that a call of the first contact needs.
pub(super) struct Caller<'a> {
    pub(super) client: &'a Client,
    pub(super) plan: &'a Plan,
    pub(super) contract: &'a Contract,
    pub(super) draw: Draw,
}

/// A call and its answer.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) params: Map<String, Value>,
    pub(super) exchange: Exchange,
    pub(super) answered: Answered,
}

impl Sent {
    pub(super) fn is_refused(&self) -> bool {
        self.answered.outcome == Outcome::Refused
    }
}

impl<'a> Caller<'a> {
    pub(super) fn new(
        client: &'a Client,
        plan: &'a Plan,
        contract: &'a Contract,
        inventor: &Arc<Inventor>,
        vendor: Vendor,
    ) -> Self {
        Self {
            client,
            plan,
            contract,
            draw: Draw::new(
                &plan.run_id,
                plan.seed,
                &format!("preflight, {}", vendor.name()),
                inventor,
            ),
        }
    }

    /// The very first call: it shows who answers, and what time it is there.
    pub(super) async fn first_call(&mut self, operation: Operation) -> Result<Sent, Error> {
        let sent = self.correct(operation, &[]).await?;
        // Without a `Date` header the target's time is taken for ours.
        let skew = self.client.skew_millis(&sent.exchange).unwrap_or_default();
        let restamped = self.client.settle_skew(skew, &sent.exchange)?;
        if restamped && sent.is_refused() {
            // Refused for its time, perhaps.
            return self.correct(operation, &[]).await;
        }
        Ok(sent)
    }

    /// A correct call that differs from the usual one in these fields.
    pub(super) async fn correct(&mut self, operation: Operation, variations: &[Variation]) -> Result<Sent, Error> {
        let mut bases = Bases::default();
        bases.vary(operation, variations.to_vec());
        let params = bases.call(operation, &mut self.draw, &self.plan.target.fixtures());
        self.send(operation, params).await
    }

    pub(super) async fn send(&mut self, operation: Operation, params: Map<String, Value>) -> Result<Sent, Error> {
        let call = Call::new(operation, params.clone());
        self.sent(&call, params).await
    }

    /// A further call about the user of an earlier one.
    pub(super) async fn send_call(&self, call: &Call, about: &Sent) -> Result<Sent, Error> {
        self.sent(call, about.params.clone()).await
    }

    async fn sent(&self, call: &Call, params: Map<String, Value>) -> Result<Sent, Error> {
        let exchange = self.client.send(call).await?;
        self.client.check_origin(&exchange)?;
        let sent = Sent {
            params,
            answered: Answered::read(&exchange, false),
            exchange,
        };
        let (operation, status) = (call.operation(), sent.exchange.response.status);
        info!("first contact: {operation}: HTTP {status}, {}", self.words(&sent));
        Ok(sent)
    }

    /// What reports call the target.
    pub(super) fn target(&self) -> &'a str {
        &self.plan.target.name
    }

    /// A vendor's words may repeat what was sent, or worse; what is told on a console is masked as a record is.
    fn masker(&self, exchange: &Exchange) -> Masker {
        let mut masker = Masker::new(&self.plan.target.secrets());
        masker.learn(exchange);
        masker
    }

    /// The answer in a few words.
    pub(super) fn words(&self, sent: &Sent) -> String {
        self.masker(&sent.exchange).text(&sent.answered.in_words())
    }

    /// What the vendor says of a call, to be put behind something else.
    pub(super) fn said(&self, sent: &Sent) -> String {
        let masker = self.masker(&sent.exchange);
        let said = sent
            .answered
            .message()
            .map(|message| format!(": {}", line(&masker.text(message))));
        said.unwrap_or_default()
    }

    /// What it says of its row.
    pub(super) fn cause(&self, sent: &Sent) -> String {
        let entry = sent.answered.entries().first();
        let cause = entry.and_then(|entry| entry["cause"].as_str());
        let masker = self.masker(&sent.exchange);
        cause
            .map(|cause| format!(": {}", line(&masker.text(cause))))
            .unwrap_or_default()
    }

    /// The text that was signed.
    pub(super) fn signed_text(&self, sent: &Sent) -> String {
        let record = ExchangeRecord::new(&sent.exchange, &mut self.masker(&sent.exchange));
        record.trace.signed_text().unwrap_or_default().to_owned()
    }
}
