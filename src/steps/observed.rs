//! What is observed where the pages leave something open.

use cucumber::then;

use super::contact::WRONG_SIGNATURE;
use super::world::{ScenarioState, StepResult, Stop, World};
use crate::check::{Aspect, Outcome};

#[then(regex = r#"^(\S+) reads "([^"]+)" if it is accepted, "([^"]+)" if not$"#)]
fn by_outcome(world: &mut World, question: String, accepted: String, refused: String) -> StepResult {
    let state = world.state()?;
    let call = state.latest()?;
    let reading = if state.was_accepted(call)? { accepted } else { refused };
    state.observe(&question, &reading)
}

#[then(
    regex = r#"^(\S+) reads "([^"]+)" if ([A-Z]) and ([A-Z]) are accepted, "([^"]+)" if only ([A-Z]) is, "([^"]+)" if neither is$"#
)]
#[allow(clippy::too_many_arguments, reason = "one for each word of the sentence")]
fn by_two_outcomes(
    world: &mut World,
    question: String,
    both: String,
    first: String,
    second: String,
    only: String,
    which: String,
    neither: String,
) -> StepResult {
    let state = world.state()?;
    let (first_taken, second_taken) = (state.named_was_accepted(&first)?, state.named_was_accepted(&second)?);
    let reading = match (first_taken, second_taken) {
        (true, true) => both,
        (false, false) => neither,
        (true, false) if which == first => only,
        (false, true) if which == second => only,
        (true, false) => format!("only {first}"),
        (false, true) => format!("only {second}"),
    };
    state.observe(&question, &reading)
}

#[then(
    regex = r#"^(\S+) reads "([^"]+)", "([^"]+)", "([^"]+)" or "([^"]+)" by whether ([A-Z]) and ([A-Z]) are accepted$"#
)]
#[allow(clippy::too_many_arguments, reason = "one for each word of the sentence")]
fn by_each_of_two_outcomes(
    world: &mut World,
    question: String,
    both: String,
    only_first: String,
    only_second: String,
    neither: String,
    first: String,
    second: String,
) -> StepResult {
    let state = world.state()?;
    let reading = match (state.named_was_accepted(&first)?, state.named_was_accepted(&second)?) {
        (true, true) => both,
        (true, false) => only_first,
        (false, true) => only_second,
        (false, false) => neither,
    };
    state.observe(&question, &reading)
}

#[then(regex = r#"^(\S+) reads "same", "new"(?:, "none")? or "refused" by (\S+) of ([A-Z]) and ([A-Z])$"#)]
fn by_value(world: &mut World, question: String, field: String, first: String, second: String) -> StepResult {
    let state = world.state()?;
    let earlier = state.reference(&field, &first)?;
    let call = state.named(&second)?.call;
    let reading = if state.was_accepted(call)? {
        match state.calls[call].answered.field(&field) {
            None | Some(serde_json::Value::Null) => "none",
            Some(value) if *value == earlier => "same",
            Some(_) => "new",
        }
    } else {
        "refused"
    };
    state.observe(&question, reading)
}

#[then(regex = r"^(\S+) reads how long that took$")]
fn by_duration(world: &mut World, question: String) -> StepResult {
    let state = world.state()?;
    let call = state.latest()?;
    let reading = match (state.was_accepted(call)?, state.tries) {
        (false, _) => "never",
        (true, 1) => "at once",
        (true, _) => "later",
    };
    state.observe(&question, reading)
}

#[then(regex = r"^(\S+) reads (the [^,]+)$")]
fn by_aspect(world: &mut World, question: String, words: String) -> StepResult {
    let state = world.state()?;
    let reading = match words.as_str() {
        "the ways taken" | "the initials taken" => state.ways_taken(ScenarioState::was_accepted)?,
        "the ways whose signature is taken" => {
            state.ways_taken(|state, call| Ok(state.calls[call].answered.code() != Some(WRONG_SIGNATURE)))?
        }
        other => {
            let aspect = Aspect::named(other).ok_or_else(|| state.unknown(other))?;
            let call = state.latest()?;
            let made = &state.calls[call];
            match aspect.observe(&made.exchange, &made.answered) {
                Some(reading) => reading,
                None => return Err(state.not_applicable("the answer has another shape, which BS-48 leaves open")),
            }
        }
    };
    state.observe(&question, &reading)
}

impl ScenarioState {
    /// Whether a call was taken; an answer without a documented shape ends the scenario, since it tells neither.
    pub(super) fn was_accepted(&mut self, call: usize) -> Result<bool, Stop> {
        match self.calls[call].answered.outcome {
            Outcome::Accepted => Ok(true),
            Outcome::Refused => Ok(false),
            Outcome::Unclear => Err(self.blocked("the answer has no documented shape, so it cannot be observed")),
        }
    }

    fn named_was_accepted(&mut self, name: &str) -> Result<bool, Stop> {
        let call = self.named(name)?.call;
        self.was_accepted(call)
    }

    fn ways_taken(&mut self, taken: impl Fn(&mut Self, usize) -> Result<bool, Stop>) -> Result<String, Stop> {
        let variants: Vec<(String, usize)> = self.variants.iter().map(|way| (way.label.clone(), way.call)).collect();
        let mut labels = Vec::new();
        for (label, call) in variants {
            if taken(self, call)? && !labels.contains(&label) {
                labels.push(label);
            }
        }
        Ok(if labels.is_empty() {
            "none".to_owned()
        } else {
            labels.join(", ")
        })
    }
}
