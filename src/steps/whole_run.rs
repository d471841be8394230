//! What must hold over all calls of a run. Scenarios that say so run when all others are over.

use cucumber::then;

use super::world::{ScenarioState, StepResult, World};
use crate::check::Looked;
use crate::contract::{Finding, Stage};

/// Longer values are keys, which are not shown.
const LONGEST_SHOWN: usize = 64;

#[then(regex = r"^over the whole run, (\S+) of different users all differ$")]
fn users_differ(world: &mut World, field: String) -> StepResult {
    let state = world.state()?;
    let looked = state.context.whole_run.compare_users(&field);
    let pointer = format!("/data/{}", field.replace('.', "/"));
    state.none_shared(
        looked,
        &pointer,
        &format!("a {field} that no other user has, whatever its case and trailing blanks"),
    )
}

#[then("over the whole run, the request ids of all answers differ")]
fn request_ids_differ(world: &mut World) -> StepResult {
    let state = world.state()?;
    let looked = state.context.whole_run.compare_request_ids();
    state.none_shared(looked, "/requestId", "a request id that no other answer carries")
}

impl ScenarioState {
    /// Values of which there are fewer than two show nothing.
    fn none_shared(&mut self, looked: Looked, pointer: &str, expected: &str) -> StepResult {
        if looked.values < 2 {
            return Err(self
                .blocked("there is nothing to compare: the calls of this run were given fewer than two such values"));
        }
        for shared in looked.shared {
            let value = if shared.value.chars().count() <= LONGEST_SHOWN {
                shared.value
            } else {
                "the same".to_owned()
            };
            self.journal.finding(Finding {
                rule: self.rule,
                pointer: Some(pointer.to_owned()),
                expected: expected.to_owned(),
                actual: format!("{value} in {} and in {}", shared.first, shared.again).into(),
                stage: Stage::Answer,
                exchange: None,
            });
        }
        Ok(())
    }
}
