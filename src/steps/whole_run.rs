//! What must hold over all calls of a run. Scenarios that say so run when all others are over.

use cucumber::then;

use super::world::{ScenarioState, StepResult, World};
use crate::check::{Looked, Shared};
use crate::contract::{Finding, Stage};

/// Longer values are keys, which are not shown.
const LONGEST_SHOWN: usize = 64;

#[then(regex = r"^over the whole run, (\S+) of different users all differ$")]
fn users_differ(world: &mut World, field: String) -> StepResult {
    let state = world.state()?;
    let looked = state.context.whole_run.compare_users(&field);
    let expected = format!("{field} different for each user, whatever its case and trailing blanks");
    state.none_shared(looked, expected)
}

#[then("over the whole run, the request ids of all answers differ")]
fn request_ids_differ(world: &mut World) -> StepResult {
    let state = world.state()?;
    let looked = state.context.whole_run.compare_request_ids();
    state.none_shared(looked, "a request id that no other answer has".to_owned())
}

impl ScenarioState {
    /// Values of which there are fewer than two show nothing. Of those that are shared, the first is told, and their number:
    /// a vendor that has run out of numbers gives each of them again and again.
    fn none_shared(&mut self, looked: Looked, expected: String) -> StepResult {
        if looked.values < 2 {
            return Err(self
                .blocked("there is nothing to compare: the calls of this run were given fewer than two such values"));
        }
        if let Some(Shared { value, first, again }) = looked.shared.first() {
            let is_short = value.chars().count() <= LONGEST_SHOWN;
            let value = if is_short { value } else { "the same" };
            self.journal.finding(Finding {
                rule: self.rule,
                // The place in the answer of a call; this scenario has none.
                pointer: None,
                expected,
                actual: format!(
                    "{} of {} given before: {value} in {first} and in {again}",
                    looked.shared.len(),
                    looked.values
                )
                .into(),
                stage: Stage::Answer,
                exchange: None,
            });
        }
        Ok(())
    }
}
