//! One request sent and judged.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use super::ExplorePlan;
use super::judge::{Allowed, judge};
use super::request::{Case, Request};
use crate::check::{Answered, Expectation, Outcome, conformance};
use crate::client::{Call, Client};
use crate::contract::{Finding, RuleId, Stage};
use crate::error::Error;
use crate::rule;
use crate::wire::{Between, BodyStyle, Exchange, Origin, Vendor};

/// A request, what had to become of it, and what became of it.
#[derive(Clone, Debug)]
pub(super) struct Trial {
    pub(super) request: Request,
    pub(super) verdict: Allowed,
    /// True where the signature was refused, which is right whatever was sent.
    pub(super) is_about_the_signature: bool,
    /// The call and its answer; none where the vendor fell silent.
    pub(super) exchange: Option<Exchange>,
    /// Deviations of the answer's shape, whatever was asked.
    pub(super) shape: Vec<Finding>,
    /// The deviation from what had to become of the request.
    pub(super) outcome: Option<Finding>,
    /// What is wrong, in a word: while that stays the same, a simpler request shows the same failure.
    pub(super) fault: Option<Fault>,
}

impl Trial {
    /// Forgets what makes it large. What is wrong is still known.
    pub(super) fn forget_evidence(&mut self) {
        self.exchange = None;
        self.shape.truncate(1);
    }
}

/// What can be wrong with the answer to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It had to be taken, and was refused.
    Refused,
    /// It had to be refused, and was taken.
    Taken(RuleId),
    /// The answer breaks this rule by its shape.
    Shape(RuleId),
    /// The answer neither takes nor refuses.
    Unclear,
    /// There is no answer, though correct calls have one.
    Silent,
}

impl Fault {
    /// True for what became of the request, false for the form in which it was told.
    pub(super) const fn is_about_the_outcome(&self) -> bool {
        match self {
            Self::Refused | Self::Taken(_) | Self::Silent => true,
            Self::Shape(_) | Self::Unclear => false,
        }
    }
}

/// Sends cases to one target.
pub(super) struct CaseRunner<'a> {
    client: &'a Client,
    pub(super) plan: &'a ExplorePlan<'a>,
    calls: AtomicUsize,
}

impl<'a> CaseRunner<'a> {
    pub(super) fn new(client: &'a Client, plan: &'a ExplorePlan<'a>) -> Self {
        Self {
            client,
            plan,
            calls: AtomicUsize::new(0),
        }
    }

    /// How many calls were made.
    pub(super) fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }

    /// Makes a case into a call, sends it and judges the answer. The key must be another for each call.
    ///
    /// # Errors
    /// [`Error::Unreachable`] where the vendor answers correct calls no more than this one.
    pub(super) async fn try_case(&self, case: Case, key: &str) -> Result<Trial, Error> {
        let request = self.request(case.clone(), key);
        let trial = match self.send(&request).await {
            Ok(exchange) => self.judged(request, exchange),
            Err(Error::Unreachable(first)) => self.silent(case, key, first).await,
            Err(other) => Err(other),
        };
        self.by_contrast(trial?, key).await
    }

    /// A refusal of what keeps to the pages is a deviation only by contrast: the vendor may look at the form of a text,
    /// which the pages leave open. A text of that form that is far from any limit shows the difference.
    async fn by_contrast(&self, trial: Trial, key: &str) -> Result<Trial, Error> {
        if trial.fault != Some(Fault::Refused) || trial.is_about_the_signature {
            return Ok(trial);
        }
        let Some((without, short)) = trial.request.case.controls() else {
            return Ok(trial);
        };
        if let Some(without) = without
            && !self.is_accepted(without, &format!("{key}, without the texts")).await?
        {
            return Ok(trial);
        }
        let is_the_limit = match short {
            Some(short) => self.is_accepted(short, &format!("{key}, short")).await?,
            None => false,
        };
        // Made-up numbers and addresses may be somebody's already, of this run too.
        let is_known = match trial.request.case.renewed().filter(|_| is_the_limit) {
            Some(renewed) => self.is_accepted(renewed, &format!("{key}, renewed")).await?,
            None => false,
        };
        if is_the_limit && !is_known {
            return Ok(trial);
        }
        Ok(Trial {
            verdict: Allowed::Either {
                why: "the vendor looks at the form of the value, or knows it already",
            },
            outcome: None,
            fault: None,
            ..trial
        })
    }

    async fn is_accepted(&self, case: Case, key: &str) -> Result<bool, Error> {
        let exchange = self.send(&self.request(case, key)).await?;
        Ok(Answered::read(&exchange, false).is_accepted())
    }

    pub(super) fn request(&self, case: Case, key: &str) -> Request {
        let (operation, key) = (case.operation, format!("explored {key}"));
        let base = (self.plan.base)(operation, &key);
        let mut request = Request::new(case, base.clone(), &self.plan.initials);
        (self.plan.follow)(operation, &key, &base, &mut request.params);
        for (name, value) in &mut request.essential {
            if let Some(followed) = request.params.get(name) {
                value.clone_from(followed);
            }
        }
        request
    }

    async fn send(&self, request: &Request) -> Result<Exchange, Error> {
        self.post(&request.call()).await
    }

    /// Sends a call.
    ///
    /// # Errors
    /// [`Error::Unreachable`] where there is no answer, [`Error::Harness`] where time is up.
    pub(super) async fn post(&self, call: &Call) -> Result<Exchange, Error> {
        if Instant::now() > self.plan.deadline {
            // No silence of the vendor: it must not be taken for one.
            return Err(Error::Harness("the time allowed for the whole run is over".to_owned()));
        }
        self.calls.fetch_add(1, Ordering::Relaxed);
        let exchange = self.client.send(call).await?;
        // Behind a gateway, this is how a vendor looks that does not answer.
        if Origin::of(exchange.operation.vendor(), &exchange.response) == Origin::Between(Between::Gateway) {
            self.client.check_answer(&exchange, false)?;
        }
        Ok(exchange)
    }

    /// No answer: the network's doing, unless the same request falls silent again while a correct call has its answer.
    async fn silent(&self, case: Case, key: &str, first: String) -> Result<Trial, Error> {
        let operation = case.operation;
        self.send(&self.request(Case::plain(operation), &format!("{key}, a correct call")))
            .await?;
        let request = self.request(case, &format!("{key}, again"));
        match self.send(&request).await {
            Ok(exchange) => self.judged(request, exchange),
            Err(Error::Unreachable(_)) if self.client.given_up().is_none() => Ok(Trial {
                verdict: judge(&request),
                request,
                is_about_the_signature: false,
                exchange: None,
                shape: Vec::new(),
                outcome: Some(Finding {
                    rule: operation.shape_rule(),
                    pointer: None,
                    expected: "an answer, as correct calls get one".to_owned(),
                    actual: format!("none, twice: {first}").into(),
                    stage: Stage::AnswerHeaders,
                    exchange: None,
                }),
                fault: Some(Fault::Silent),
            }),
            Err(other) => Err(other),
        }
    }

    /// An answer that says nothing of the vendor ends the exploration.
    pub(super) fn check_answer(&self, exchange: &Exchange) -> Result<(), Error> {
        self.client.check_answer(exchange, false)
    }

    fn judged(&self, request: Request, exchange: Exchange) -> Result<Trial, Error> {
        let free_form = request.refusal_is_free_form();
        self.client.check_answer(&exchange, free_form)?;
        let verdict = judge(&request);
        let answered = Answered::read(&exchange, free_form);
        let mut shape = conformance(&exchange, &answered);
        let operation = request.case.operation;
        let mut outcome = None;
        let mut fault = None;
        match (&verdict, answered.outcome) {
            (_, Outcome::Unclear) => {
                if shape.is_empty() {
                    shape.extend(Expectation::Accepted.check(operation.success_rule(), &exchange, &answered));
                }
                fault = Some(Fault::Unclear);
            }
            (Allowed::Accept, _) => {
                let rule = match answered.code() {
                    // Whatever was sent, it was signed as it should be.
                    Some("401001") => rule!("GW-02"),
                    _ => blamed(&request.case),
                };
                outcome = Expectation::Accepted
                    .check(rule, &exchange, &answered)
                    .map(|finding| because(finding, "every value keeps to the pages"));
                fault = outcome.is_some().then_some(Fault::Refused);
            }
            (Allowed::Refuse { rule, field, why }, _) => {
                outcome = Expectation::Refused
                    .check(*rule, &exchange, &answered)
                    .map(|finding| because(finding, &format!("{field}: {why}")));
                fault = outcome.is_some().then_some(Fault::Taken(*rule));
            }
            (Allowed::Either { .. }, _) => {}
        }
        let fault = fault.or_else(|| shape.first().map(|finding| Fault::Shape(finding.rule)));
        Ok(Trial {
            request,
            verdict,
            is_about_the_signature: answered.code() == Some("401001"),
            exchange: Some(exchange),
            shape,
            outcome,
            fault,
        })
    }
}

/// A generated request has no title that tells what is at stake, so the finding does.
fn because(finding: Finding, why: &str) -> Finding {
    Finding {
        expected: format!("{} ({why})", finding.expected),
        ..finding
    }
}

/// The rule that a vendor breaks by refusing a case within all limits: that of the first field that was set, or, where
/// it takes those values in another layout of the body, that of the body.
fn blamed(case: &Case) -> RuleId {
    if case.style != BodyStyle::Compact {
        return match case.operation.vendor() {
            Vendor::Gateway => rule!("GW-01"),
            Vendor::Courier => rule!("BS-41"),
        };
    }
    let first = case
        .edits
        .iter()
        .find_map(|edit| case.operation.fields().field(&edit.field));
    first.map_or_else(|| case.operation.success_rule(), |field| field.rule)
}
