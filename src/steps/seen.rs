//! What must be seen in an answer.

use std::collections::{BTreeSet, HashSet};

use cucumber::then;
use serde_json::Value;

use super::contact::WRONG_SIGNATURE;
use super::resolve::Resolved;
use super::world::{ScenarioState, SentCall, StepResult, World};
use crate::check::{Expectation, Length, Outcome, without_case};
use crate::contract::{Finding, ScenarioOutcome, Stage};
use crate::crypto::rsa::belong_together;

#[then("it is accepted")]
async fn accepted(world: &mut World) -> StepResult {
    let state = world.state()?;
    state.expect(&Expectation::Accepted).await
}

/// Whatever else may be wrong with a call, its signature is right.
#[then("its signature is accepted")]
async fn signature_accepted(world: &mut World) -> StepResult {
    let state = world.state()?;
    let call = state.latest()?;
    let answered = &state.calls[call].answered;
    if answered.outcome == Outcome::Refused && answered.code() != Some(WRONG_SIGNATURE) {
        let why = format!(
            "the call was {} for another reason than its signature",
            answered.in_words()
        );
        return Err(state.stop(ScenarioOutcome::NotJudged { why }));
    }
    state.expect(&Expectation::Accepted).await
}

#[then("it is refused")]
async fn refused(world: &mut World) -> StepResult {
    world.state()?.expect(&Expectation::Refused).await
}

/// Where the shape is what the rule asks for, an answer in another one breaks it.
#[then("it is refused in the documented shape")]
async fn refused_in_shape(world: &mut World) -> StepResult {
    let state = world.state()?;
    let call = state.latest()?;
    let SentCall { exchange, answered } = &state.calls[call];
    if answered.outcome != Outcome::Unclear {
        return state.expect(&Expectation::Refused).await;
    }
    if let Some(finding) = Expectation::Refused.check(state.rule, exchange, answered) {
        state.journal.finding(finding);
    }
    Ok(())
}

#[then(regex = r#"^it is refused with code "(.+)"$"#)]
async fn refused_with(world: &mut World, code: String) -> StepResult {
    world.state()?.expect(&Expectation::RefusedWith(code)).await
}

#[then(regex = r#"^a refusal has code "(.+)" and names (\w+)$"#)]
async fn refusal_names(world: &mut World, code: String, field: String) -> StepResult {
    let state = world.state()?;
    let call = state.latest()?;
    if state.calls[call].answered.is_accepted() {
        // That the field may not be missing is the field's own rule; here it could only be told how it is refused.
        let operation = state.calls[call].exchange.operation;
        let rule = operation.fields().schema().rule_of(&field).unwrap_or(state.rule);
        state.expect_at(rule, &Expectation::Refused).await?;
        return Err(state.blocked(format!("the call was accepted, though {field} is required")));
    }
    state.expect(&Expectation::RefusedWith(code)).await?;
    state.expect(&Expectation::MessageNames(field)).await
}

#[then("what follows needs a refusal")]
fn needs_a_refusal(world: &mut World) -> StepResult {
    let state = world.state()?;
    let call = state.latest()?;
    match state.calls[call].answered.outcome {
        Outcome::Refused => Ok(()),
        Outcome::Accepted => {
            Err(state.not_applicable("the vendor accepts this call, and the scenario is about its refusal"))
        }
        Outcome::Unclear => Err(state.blocked("the answer has no documented shape, so it cannot be judged further")),
    }
}

#[then(regex = r#"^the code is "(.*)"$"#)]
async fn code_is(world: &mut World, code: String) -> StepResult {
    world.state()?.expect(&Expectation::Code(code)).await
}

#[then(regex = r#"^the message is "(.*)"$"#)]
async fn message_is(world: &mut World, text: String) -> StepResult {
    world.state()?.expect(&Expectation::Message(text)).await
}

#[then(regex = r#"^the message begins "(.*)"$"#)]
async fn message_begins(world: &mut World, text: String) -> StepResult {
    world.state()?.expect(&Expectation::MessageBegins(text)).await
}

#[then(regex = r"^the (request id|code|message) is a text of (\d+) to (\d+) characters$")]
async fn envelope_text(world: &mut World, words: String, min: usize, max: usize) -> StepResult {
    let name = match words.as_str() {
        "request id" => "request_id",
        "code" => "code",
        _ => "msg",
    };
    let length = Length { min, max };
    world.state()?.expect(&Expectation::EnvelopeText(name, length)).await
}

#[then("the data is null or absent")]
async fn no_data(world: &mut World) -> StepResult {
    world.state()?.expect(&Expectation::NoData).await
}

#[then(regex = r"^(\S+) in the answer is a text of (\d+) to (\d+) characters$")]
async fn field_is_text(world: &mut World, field: String, min: usize, max: usize) -> StepResult {
    world
        .state()?
        .expect(&Expectation::Text(field, Length { min, max }))
        .await
}

#[then(regex = r"^(\S+) in the answer is a text of up to (\d+) characters, or none$")]
async fn field_is_text_or_none(world: &mut World, field: String, max: usize) -> StepResult {
    world.state()?.expect(&Expectation::TextOrNone(field, max)).await
}

#[then(regex = r#"^(\S+) in the answer is ("[^"]*"|true|false|-?\d+|\(.+\))$"#)]
async fn field_is(world: &mut World, field: String, value: String) -> StepResult {
    let state = world.state()?;
    match state.resolve(&value, &serde_json::Map::new())? {
        Resolved::Value(value) => state.expect(&Expectation::Field(field, value)).await,
        Resolved::Base | Resolved::Absent => Err(state.unknown(&value)),
    }
}

#[then(regex = r"^(\S+) in the answer, where present, is (.+)$")]
async fn field_is_where_present(world: &mut World, field: String, value: String) -> StepResult {
    let state = world.state()?;
    match state.resolve(&value, &serde_json::Map::new())? {
        Resolved::Value(value) => state.expect(&Expectation::FieldIfPresent(field, value)).await,
        Resolved::Base | Resolved::Absent => Err(state.unknown(&value)),
    }
}

#[then(regex = r"^the answer has no (\S+)$")]
async fn field_is_absent(world: &mut World, field: String) -> StepResult {
    world.state()?.expect(&Expectation::Absent(field)).await
}

#[then(regex = r"^the answer has ([^\s]+)$")]
async fn field_is_present(world: &mut World, field: String) -> StepResult {
    world.state()?.expect(&Expectation::Present(field)).await
}

#[then(regex = r"^(\S+) of ([A-Z]) and ([A-Z]) differ$")]
fn fields_differ(world: &mut World, field: String, one: String, other: String) -> StepResult {
    world.state()?.all_differ(&field, &[one, other])
}

#[then(regex = r"^(\S+) of U1 to U(\d+) all differ$")]
fn many_fields_differ(world: &mut World, field: String, count: usize) -> StepResult {
    let names: Vec<String> = (1..=count).map(|number| format!("U{number}")).collect();
    world.state()?.all_differ(&field, &names)
}

#[then(regex = r"^the two keys of ([A-Z]) are one RSA pair$")]
fn keys_belong_together(world: &mut World, name: String) -> StepResult {
    let state = world.state()?;
    let public = state.reference("app.public_key", &name)?;
    let private = state.reference("app.private_key", &name)?;
    let pair = belong_together(
        public.as_str().unwrap_or_default(),
        private.as_str().unwrap_or_default(),
    );
    if let Err(reason) = pair {
        let call = state.named(&name)?.call;
        let expected = "an X.509 public key and a PKCS#8 private key in Base64 that belong together";
        state.finding_at(call, "/data/app", expected, reason.to_string().into());
    }
    Ok(())
}

#[then(regex = r"^exactly rows? (.+?) (?:is|are) in error$")]
async fn rows_in_error(world: &mut World, rows: String) -> StepResult {
    let state = world.state()?;
    let rows = row_numbers(&rows).ok_or_else(|| state.unknown(&rows))?;
    state.expect(&Expectation::RowsInError(rows)).await
}

#[then(regex = r"^the entry of row (\d+) repeats its userNo$")]
async fn entry_repeats_account(world: &mut World, row: u64) -> StepResult {
    world.state()?.expect(&Expectation::EntryRepeatsAccount(row)).await
}

#[then(regex = r#"^the cause of row (\d+) is "(.*)"$"#)]
async fn cause_is(world: &mut World, row: u64, text: String) -> StepResult {
    world.state()?.expect(&Expectation::Cause(row, text)).await
}

#[then(regex = r"^the cause of row (\d+) is a text of (\d+) to (\d+) characters$")]
async fn cause_is_text(world: &mut World, row: u64, min: usize, max: usize) -> StepResult {
    world
        .state()?
        .expect(&Expectation::CauseText(row, Length { min, max }))
        .await
}

#[then("the result is empty")]
async fn result_is_empty(world: &mut World) -> StepResult {
    world.state()?.expect(&Expectation::EmptyResult).await
}

impl ScenarioState {
    /// No two of the values are the same, nor would a person or a database take them for the same: case and trailing
    /// blanks do not tell them apart.
    fn all_differ(&mut self, field: &str, names: &[String]) -> StepResult {
        let mut seen = HashSet::new();
        for name in names {
            let value = self.reference(field, name)?;
            let folded = value.as_str().map_or_else(|| value.to_string(), without_case);
            if !seen.insert(folded) {
                let call = self.named(name)?.call;
                let pointer = format!("/data/{}", field.replace('.', "/"));
                let expected = "a value that no other has, whatever its case and trailing blanks";
                self.finding_at(call, &pointer, expected, value);
                return Ok(());
            }
        }
        Ok(())
    }

    fn finding_at(&mut self, call: usize, pointer: &str, expected: &str, actual: Value) {
        self.journal.finding(Finding {
            rule: self.rule,
            pointer: Some(pointer.to_owned()),
            expected: expected.to_owned(),
            actual,
            stage: Stage::Answer,
            exchange: Some(call),
        });
    }
}

/// `1`, `2, 5`, `1 to 100`.
fn row_numbers(words: &str) -> Option<BTreeSet<u64>> {
    if let Some((first, last)) = words.split_once(" to ") {
        return Some((first.parse().ok()?..=last.parse().ok()?).collect());
    }
    words.split(", ").map(|word| word.parse().ok()).collect()
}
