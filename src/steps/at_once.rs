//! Calls that are in flight together, and what must become of them.

use std::sync::Arc;

use cucumber::then;
use futures::future::join_all;
use serde_json::{Map, Value};

use super::sentence::{Sentence, Who};
use super::world::{ScenarioState, StepResult, Stop, World};
use crate::check::{Answered, Expectation, Outcome};
use crate::client::Call;
use crate::contract::{Finding, ScenarioOutcome, Stage};
use crate::wire::Vendor;
use crate::wire::butler::CourierCall;
use crate::wire::etc::{EnvelopeField, GatewayCall};

/// What a step ends in whose calls are in flight together, each about one user.
pub(super) const AT_ONCE: &str = " at once";

/// One of several calls that are made at once.
struct Together {
    call: Call,
    name: String,
    sent: Map<String, Value>,
}

#[then("each of them is accepted")]
async fn each_accepted(world: &mut World) -> StepResult {
    let state = world.state()?;
    for call in state.at_once.clone() {
        state.cursor = Some(call);
        let rule = state.calls[call].exchange.operation.success_rule();
        state.must_be_granted("each call", rule).await?;
    }
    Ok(())
}

#[then("one of them is accepted, and the others are refused")]
async fn one_accepted(world: &mut World) -> StepResult {
    let state = world.state()?;
    if let Some(settle) = state.context.settle().filter(|_| state.accepted_at_once() > 1) {
        let why =
            format!("the vendor needs up to {settle:?} to know of a change (BS-51), and calls at once do not wait");
        return Err(state.stop(ScenarioOutcome::NotJudged { why }));
    }
    state.expect_one(&Expectation::Refused).await
}

#[then(regex = r#"^one of them is accepted, and the others are refused with code "(.+)"$"#)]
async fn one_accepted_others_with(world: &mut World, code: String) -> StepResult {
    world.state()?.expect_one(&Expectation::RefusedWith(code)).await
}

impl ScenarioState {
    /// Makes the calls of a sentence together.
    pub(super) async fn make_at_once(&mut self, sentence: &Sentence<'_>) -> StepResult {
        let calls = self.together(sentence)?;
        let context = Arc::clone(&self.context);
        let sending = calls.iter().map(|one| context.client.send(&one.call));
        let answers = self.in_time(async { Ok(join_all(sending).await) }).await?;
        self.at_once.clear();
        let mut answered = Vec::new();
        for (one, answer) in calls.into_iter().zip(answers) {
            answered.push((one, answer.map_err(|error| self.failed(&error))?));
        }
        // Which of the calls comes first is a matter of chance, and no difference between two runs.
        answered.sort_by_key(|(_, exchange)| !Answered::read(exchange, false).is_accepted());
        for (one, exchange) in answered {
            self.take(exchange, false)?;
            self.at_once.push(self.calls.len() - 1);
            self.remember(Some(&one.name), one.sent);
        }
        Ok(())
    }

    /// `8 desktop users are saved`, each by a call of its own; `… under one nonce`; `courier user A is created 4 times`.
    fn together(&mut self, sentence: &Sentence<'_>) -> Result<Vec<Together>, Stop> {
        let operation = sentence.operation;
        let times = sentence
            .tail
            .strip_prefix(' ')
            .and_then(|tail| tail.strip_suffix(" times"));
        let of_whom: Vec<(String, Map<String, Value>)> = match (&sentence.who, times.map(str::parse::<usize>)) {
            (Who::Named(name), Some(Ok(times))) => {
                let fields = self.fresh_fields(operation);
                vec![((*name).to_owned(), fields); times]
            }
            (Who::Many(count), None) => {
                let users = 1..=*count;
                users
                    .map(|number| (format!("U{number}"), self.fresh_fields(operation)))
                    .collect()
            }
            _ => return Err(self.unknown(sentence.tail)),
        };
        let nonce = match sentence.tail {
            " under one nonce" => Some(self.context.client.fresh_nonce()),
            _ if times.is_some() || sentence.tail.is_empty() => None,
            tail => return Err(self.unknown(tail)),
        };
        let calls = of_whom.into_iter().map(|(name, sent)| {
            let call = match operation.vendor() {
                Vendor::Gateway => {
                    let mut call = GatewayCall::new(operation, sent.clone());
                    let nonce = nonce.clone().map(|nonce| (EnvelopeField::Nonce, Some(nonce.into())));
                    call.before_signing.extend(nonce);
                    Call::Gateway(call)
                }
                Vendor::Courier => Call::Courier(CourierCall::new(operation, sentence.verb).about(sent.clone())),
            };
            Together { call, name, sent }
        });
        Ok(calls.collect())
    }

    /// How many of the calls at once were accepted.
    fn accepted_at_once(&self) -> usize {
        let calls = self.at_once.iter();
        calls.filter(|call| self.calls[**call].answered.is_accepted()).count()
    }

    /// However the calls arrive, one of them is the first, and the vendor must know of it when it takes another.
    async fn expect_one(&mut self, of_others: &Expectation) -> StepResult {
        let outcomes = self.at_once.iter().map(|call| self.calls[*call].answered.outcome);
        let outcomes: Vec<Outcome> = outcomes.collect();
        let accepted = self.accepted_at_once();
        if accepted == 0 {
            self.cursor = self.at_once.first().copied();
            let call = self.latest()?;
            let said = self.calls[call].answered.in_words();
            return Err(self.blocked(format!(
                "none of {} calls at once was accepted: the first was {said}",
                outcomes.len()
            )));
        }
        if accepted > 1 {
            self.journal.finding(Finding {
                rule: self.rule,
                pointer: None,
                expected: format!("one of {} calls at once accepted", outcomes.len()),
                actual: format!("{accepted} of them accepted").into(),
                stage: Stage::Answer,
                exchange: self.at_once.last().copied(),
            });
        }
        for (call, outcome) in self.at_once.clone().into_iter().zip(outcomes) {
            if outcome != Outcome::Accepted {
                self.cursor = Some(call);
                self.expect(of_others).await?;
            }
        }
        Ok(())
    }
}
