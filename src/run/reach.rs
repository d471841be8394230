//! What a run may create and draw, known before it begins.

use std::collections::BTreeSet;

use crate::config::Target;
use crate::contract::Contract;
use crate::record::Users;
use crate::steps;
use crate::wire::Operation;

/// How many users the selected scenarios may create.
pub fn users_at_most(contract: &Contract, target: &Target, selected: &BTreeSet<String>, rounds: usize) -> Users {
    let mut all = Users::default();
    for scenario in selected.iter().filter_map(|id| contract.scenario(id)) {
        all += steps::users_at_most(scenario, target).times(rounds);
    }
    all
}

/// The operations that may be drawn: those that the selected scenarios call, and of a live target none that removes
/// somebody, who may be somebody else's.
pub fn explored_operations(contract: &Contract, target: &Target, selected: &BTreeSet<String>) -> BTreeSet<Operation> {
    let scenarios = selected.iter().filter_map(|id| contract.scenario(id));
    scenarios
        .flat_map(steps::operations_called)
        .filter(|operation| target.has(operation.vendor()))
        .filter(|operation| operation.removes().is_none() || !target.lasting)
        .collect()
}
