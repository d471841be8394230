//! The clauses of a call through the gateway.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use cucumber::gherkin::Step;
use cucumber::when;
use serde_json::{Map, Value};

use super::clause::{Clause, clauses};
use super::resolve::Resolved;
use super::sentence::Sentence;
use super::world::{ScenarioState, StepResult, Stop, Variant, World};
use crate::client::Call;
use crate::clock::Clock;
use crate::contract::{Change, Notation};
use crate::crypto::rsa::SigningKey;
use crate::error::Error;
use crate::wire::BodyStyle;
use crate::wire::etc::{AfterSigning, EnvelopeField, GatewayCall, GatewaySigner, RequestNames};

#[when(regex = r"^the call of ([A-Z]) is sent again$")]
async fn send_again(world: &mut World, name: String) -> StepResult {
    let state = world.state()?;
    let earlier = state.named(&name)?.call;
    let began = state.calls[earlier].exchange.timing.started;
    state.resend(&name).await?;
    state.came_within(began, TIMESTAMP_LASTS)
}

/// A nonce that comes again is refused within 60 s (GW-06).
const NONCE_LASTS: Duration = Duration::from_secs(60);
/// So old may a nonce be that is to be sent again: the call needs time as well.
const OLDEST: Duration = Duration::from_secs(40);
/// A timestamp is good for 30 s (GW-05), and may have been 5 s behind from the start.
const TIMESTAMP_LASTS: Duration = Duration::from_secs(20);

/// A call while its clauses are read.
struct Draft {
    call: GatewayCall,
    variants: Vec<(String, GatewayCall)>,
    intended_offset: Option<i64>,
    /// When calls began of which something is sent again, and how long that means anything.
    repeats: Vec<(SystemTime, Duration)>,
}

impl ScenarioState {
    /// Calls the gateway for one user, once for each variant.
    pub(super) async fn call_gateway(
        &mut self,
        sentence: &Sentence<'_>,
        params: Map<String, Value>,
        name: Option<&str>,
        step: &Step,
    ) -> StepResult {
        let before = params.clone();
        let mut draft = Draft {
            call: GatewayCall::new(sentence.operation, params),
            variants: Vec::new(),
            intended_offset: None,
            repeats: Vec::new(),
        };
        let clauses = clauses(sentence.tail).ok_or_else(|| self.unknown(sentence.tail))?;
        for clause in clauses {
            self.apply(&mut draft, &clause, step)?;
        }
        self.draw.follow(sentence.operation, &before, &mut draft.call.params);
        for (label, variant) in std::mem::take(&mut draft.variants) {
            // Each way is a user of its own, or a vendor that knows the first would refuse the second.
            let mut variant = variant;
            let fresh = self.fresh_fields(sentence.operation);
            variant
                .params
                .insert("biz_user_id".into(), fresh["biz_user_id"].clone());
            self.send(&Call::Gateway(variant), None, Map::new()).await?;
            let call = self.latest()?;
            self.variants.push(Variant { label, call });
        }
        if self.variants.is_empty() {
            let sent = draft.call.params.clone();
            self.send(&Call::Gateway(draft.call), name, sent).await?;
        }
        for (began, lasts) in draft.repeats {
            self.came_within(began, lasts)?;
        }
        match draft.intended_offset {
            Some(offset) => self.offset_was_kept(offset),
            None => Ok(()),
        }
    }

    /// Takes notice of a nonce or a timestamp of an earlier call that is sent again.
    fn repeats(&mut self, draft: &mut Draft, value: &str) -> StepResult {
        let Notation::Reference {
            field,
            name,
            change: Change::Unchanged,
        } = self.notation(value)?
        else {
            return Ok(());
        };
        let lasts = match field.as_str() {
            "nonce" => NONCE_LASTS,
            "timestamp" => TIMESTAMP_LASTS,
            _ => return Ok(()),
        };
        let earlier = self.named(&name)?.call;
        draft.repeats.push((self.calls[earlier].exchange.timing.started, lasts));
        Ok(())
    }

    /// What is sent again means something for a while only. A run that is too slow for that, because the machine is or
    /// calls had to wait, must not blame the vendor for it.
    fn came_within(&mut self, began: SystemTime, lasts: Duration) -> StepResult {
        // A clock that was set back in between does not tell.
        if began.elapsed().is_ok_and(|since| since < lasts) {
            return Ok(());
        }
        Err(self.failed(&Error::Harness(format!(
            "what is sent again here is only good for {} s, and the call before took longer: this machine or the network is \
             too slow to judge by",
            lasts.as_secs()
        ))))
    }

    fn apply(&mut self, draft: &mut Draft, clause: &Clause<'_>, step: &Step) -> StepResult {
        match clause {
            Clause::With("") => {
                self.set_from_table(&mut draft.call.params, step)?;
            }
            Clause::With(words) => self.set(&mut draft.call.params, words)?,
            Clause::Under(words) => self.under(draft, words)?,
            Clause::But(words) => {
                let (what, value) = words
                    .strip_suffix(" after signing")
                    .and_then(|words| words.split_once(" reads "))
                    .ok_or_else(|| self.unknown(words))?;
                let what = EnvelopeField::from_words(what)
                    .map_or_else(|| AfterSigning::Param(what.into()), AfterSigning::EnvelopeField);
                self.repeats(draft, value)?;
                let value = self.resolve(value, &draft.call.params)?.into_option();
                draft.call.after_signing.push((what, value));
            }
            Clause::Signed(way) => self.signed(draft, way)?,
            Clause::Body(style) => {
                draft.call.style = BodyStyle::named(style).ok_or_else(|| self.unknown(style))?;
            }
            Clause::EachSpelling => {
                draft.variants = RequestNames::ALL
                    .into_iter()
                    .map(|names| {
                        let call = GatewayCall {
                            names: Some(names),
                            ..draft.call.clone()
                        };
                        (names.label.to_owned(), call)
                    })
                    .collect();
            }
            Clause::Again => {}
        }
        Ok(())
    }

    /// `under the PART VALUE`, `under a timestamp 15 s behind`.
    fn under(&mut self, draft: &mut Draft, words: &str) -> StepResult {
        if words == "a timestamp in seconds" {
            let seconds = Clock::System.now_millis() / 1000;
            let part = (EnvelopeField::Timestamp, Some(seconds.into()));
            draft.call.before_signing.push(part);
            return Ok(());
        }
        if words == "the oldest nonce of the whole run" {
            let spent = self
                .context
                .target()
                .etc
                .as_ref()
                .and_then(|etc| self.context.whole_run.oldest_nonce(&etc.app_id, OLDEST));
            let Some(spent) = spent else {
                return Err(
                    self.blocked("no call of the scenarios that ran was accepted in time to use its nonce again")
                );
            };
            draft.repeats.push((spent.began, NONCE_LASTS));
            draft
                .call
                .before_signing
                .push((EnvelopeField::Nonce, Some(spent.nonce.into())));
            return Ok(());
        }
        if let Some(offset) = words.strip_prefix("a timestamp ") {
            let offset = offset_millis(offset).ok_or_else(|| self.unknown(words))?;
            draft.call.timestamp_offset = offset;
            draft.intended_offset = Some(offset);
            return Ok(());
        }
        let (part, value) = EnvelopeField::ALL
            .into_iter()
            .find_map(|part| {
                let value = words.strip_prefix("the ")?.strip_prefix(part.words())?;
                Some((part, value.trim()))
            })
            .ok_or_else(|| self.unknown(words))?;
        self.repeats(draft, value)?;
        let resolved = self.resolve(value, &draft.call.params)?;
        if resolved != Resolved::Base {
            draft.call.before_signing.push((part, resolved.into_option()));
        }
        Ok(())
    }

    fn signed(&mut self, draft: &mut Draft, way: &str) -> StepResult {
        if let Some(habit) = way.strip_prefix("each way of ") {
            let own = self.context.target().etc.as_ref().map(|etc| etc.habits);
            let variants = own.unwrap_or_default().variants(habit);
            if variants.is_empty() {
                return Err(self.unknown(habit));
            }
            draft.variants = variants
                .into_iter()
                .map(|(label, habits)| {
                    let call = GatewayCall {
                        habits: Some(habits),
                        ..draft.call.clone()
                    };
                    (label, call)
                })
                .collect();
        } else if let Some(name) = way.strip_prefix("by the application of ") {
            draft.call.signer = self.issued_to(name)?;
        } else if way == "with another key" {
            draft.call.signer = GatewaySigner::AnotherKey(Arc::clone(&self.context.another_key));
        } else if way == "without Base64 padding" {
            draft.call.unpadded = true;
        } else {
            return Err(self.unknown(way));
        }
        Ok(())
    }

    /// The application that the call of that name was answered.
    fn issued_to(&mut self, name: &str) -> Result<GatewaySigner, Stop> {
        let app_id = self.reference("app.app_id", name)?;
        let key = self.reference("app.private_key", name)?;
        match (app_id.as_str(), SigningKey::parse(key.as_str().unwrap_or_default())) {
            (Some(app_id), Ok(key)) => Ok(GatewaySigner::Issued {
                app_id: app_id.to_owned(),
                key: Arc::new(key),
            }),
            _ => Err(self.blocked(format!("{name} was issued no key that can sign"))),
        }
    }

    /// GW-05 is measured against the answer's `Date` header: a clock that went wrong or a call that took seconds would
    /// put the timestamp elsewhere than intended, and the vendor must not be blamed for that.
    fn offset_was_kept(&mut self, intended: i64) -> StepResult {
        const TOLERANCE_MILLIS: i64 = 3_000;
        let call = self.latest()?;
        let exchange = &self.calls[call].exchange;
        let took = i64::try_from(exchange.timing.wait.as_millis()).unwrap_or(i64::MAX);
        let date = exchange
            .response
            .header("date")
            .and_then(|date| httpdate::parse_http_date(date).ok());
        let sent = self.sent_timestamp(call).as_i64();
        let off = date.zip(sent).map(|(date, sent)| {
            let date = date.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
            sent - i64::try_from(date).unwrap_or_default()
        });
        match off {
            Some(off) if (off - intended).abs() <= TOLERANCE_MILLIS => Ok(()),
            None if took <= TOLERANCE_MILLIS => Ok(()),
            Some(off) if took <= TOLERANCE_MILLIS => Err(self.blocked(format!(
                "the timestamp was to be {intended} ms off, and by the answer's Date header was {off} ms off"
            ))),
            _ => Err(self.failed(&Error::Harness(
                "a call took too long for its timestamp to be as far off as it had to be: this machine or the network is too \
                 slow to judge by"
                    .to_owned(),
            ))),
        }
    }

    fn sent_timestamp(&self, call: usize) -> Value {
        match &self.calls[call].exchange.evidence {
            crate::wire::Evidence::Gateway { envelope, .. } => envelope.get("timestamp").cloned().unwrap_or_default(),
            crate::wire::Evidence::Courier { .. } => Value::Null,
        }
    }
}

/// `15 s behind`, `1 h ahead`.
fn offset_millis(words: &str) -> Option<i64> {
    let mut words = words.split(' ');
    let number: i64 = words.next()?.parse().ok()?;
    let unit = match words.next()? {
        "s" => 1_000,
        "min" => 60_000,
        "h" => 3_600_000,
        _ => return None,
    };
    match words.next()? {
        "behind" => Some(-number * unit),
        "ahead" => Some(number * unit),
        _ => None,
    }
}
