//! The first contact with each vendor, before the suite: a wrong key or habit, a clock that is off, or a proxy's error
//! page is told once, and not sixty times as a failed rule. Where a vendor refuses a correct call, the field that makes
//! the difference is found by contrast and told once as well, and the suite goes on with calls that are accepted.

mod base_call;
mod caller;
mod courier;
mod gateway;
mod render;
mod settling;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Plan, selection};
use crate::client::Client;
use crate::contract::{Contract, Scenario};
use crate::error::Error;
use crate::record::{ScenarioRecord, Users};
use crate::steps::{self, FirstContact, Inventor};
use crate::wire::{Operation, Vendor};

use caller::Caller;

/// What the first contact is to find out.
#[derive(Clone, Debug)]
pub(super) struct Needs {
    /// The operations that are going to be called.
    operations: BTreeSet<Operation>,
    /// True where accounts are going to be derived from the company's name (BS-14).
    initials: bool,
}

/// What came of the first contact.
#[derive(Debug, Default)]
pub(super) struct Ready {
    /// What every scenario has to reckon with.
    pub(super) contact: FirstContact,
    /// The deviations found so far, told as scenarios.
    pub(super) scenarios: Vec<ScenarioRecord>,
}

impl Needs {
    /// What the selected scenarios need.
    pub(super) fn of(contract: &Contract, plan: &Plan, selected: &BTreeSet<String>) -> Self {
        let scenarios = || selected.iter().filter_map(|id| contract.scenario(id));
        let users = scenarios().fold(Users::default(), |mut all, scenario| {
            all += steps::users_at_most(scenario, &plan.target);
            all
        });
        let vendors = selection::vendors(contract, selected);
        let is_needed = |operation: &Operation| {
            // Calls that save nobody are no less calls.
            let saves = |operation: Operation| users.of(operation) > 0;
            let vendor = operation.vendor();
            let others = Operation::all().filter(|other| other.vendor() == vendor);
            saves(*operation) || (vendors.contains(&vendor) && !others.into_iter().any(saves))
        };
        let has_all = plan.explore > 0;
        Self {
            operations: Operation::all()
                .filter(|operation| plan.target.has(operation.vendor()))
                .filter(|operation| has_all || is_needed(operation))
                .collect(),
            initials: has_all || scenarios().any(derives_accounts),
        }
    }

    fn of_vendor(&self, vendor: Vendor) -> Vec<Operation> {
        let own = self.operations.iter().copied();
        own.filter(|operation| operation.vendor() == vendor).collect()
    }
}

fn derives_accounts(scenario: &Scenario) -> bool {
    const NOTATION: &str = "(account";
    scenario.steps.iter().any(|step| {
        let mut cells = step.table.iter().flatten();
        step.text.contains(NOTATION) || cells.any(|cell| cell.contains(NOTATION))
    })
}

/// Makes a correct call of each operation that is needed, and whatever is needed to explain a refusal.
///
/// # Errors
/// [`Error::Config`] for what the target file can mend, or where no correct call is accepted, [`Error::Unreachable`] for a
/// target that does not answer, is hidden behind a proxy's error page, or lives in another time.
pub(super) async fn preflight(
    client: &Client,
    plan: &Plan,
    contract: &Contract,
    needs: &Needs,
    inventor: &Arc<Inventor>,
) -> Result<Ready, Error> {
    let mut caller = Caller::new(client, plan, contract, inventor);
    let mut ready = Ready::default();
    let (etc, butler) = (needs.of_vendor(Vendor::Gateway), needs.of_vendor(Vendor::Courier));
    if let Some(target) = plan.target.etc.as_ref().filter(|_| !etc.is_empty()) {
        gateway::first_contact(&mut caller, target, &etc, &mut ready).await?;
    }
    // Whatever is asked of accounts, they are created first.
    let creation = Operation::creation(Vendor::Courier);
    let target = plan.target.butler.as_ref().filter(|_| !butler.is_empty());
    if let Some((target, creation)) = target.zip(creation) {
        // One clock is enough, and the gateway is the one that looks at it.
        let look_at_clock = etc.is_empty();
        courier::first_contact(&mut caller, target, creation, look_at_clock, needs.initials, &mut ready).await?;
    }
    Ok(ready)
}
