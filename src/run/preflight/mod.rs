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

use super::reach::explored_operations;
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

impl Ready {
    /// What came of the first contact with the other vendor as well.
    fn add(&mut self, other: Self) {
        self.contact.add(other.contact);
        self.scenarios.extend(other.scenarios);
    }
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
        let explored = if plan.explore > 0 {
            explored_operations(contract, &plan.target, selected)
        } else {
            BTreeSet::new()
        };
        Self {
            operations: Operation::all()
                .filter(|operation| plan.target.has(operation.vendor()))
                .filter(|operation| explored.contains(operation) || is_needed(operation))
                .collect(),
            initials: !explored.is_empty() || scenarios().any(derives_accounts),
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
    let (etc, butler) = (needs.of_vendor(Vendor::Gateway), needs.of_vendor(Vendor::Courier));
    let caller = |vendor: Vendor| Caller::new(client, plan, contract, inventor, vendor);
    // The first call of all is made alone: it shows whether anybody answers, and at what time.
    let mut gateway_caller = caller(Vendor::Gateway);
    let gateway = match plan.target.etc.as_ref().zip(etc.split_first()) {
        Some((target, (first, others))) => Some((target, gateway_caller.first_call(*first).await?, others)),
        None => None,
    };
    let is_accepted = gateway.as_ref().is_some_and(|(_, first, _)| !first.is_refused());
    let of_gateway = Box::pin(async {
        let mut ready = Ready::default();
        if let Some((target, first, others)) = gateway {
            gateway::first_contact(&mut gateway_caller, target, first, others, &mut ready).await?;
        }
        Ok(ready)
    });
    let of_courier = Box::pin(async {
        let mut ready = Ready::default();
        // Whatever is asked of accounts, they are created first.
        let creation = Operation::creation(Vendor::Courier);
        let target = plan.target.butler.as_ref().filter(|_| !butler.is_empty());
        if let Some((target, creation)) = target.zip(creation) {
            // One clock is enough, and the gateway is the one that looks at it.
            let look_at_clock = etc.is_empty();
            let caller = &mut caller(Vendor::Courier);
            courier::first_contact(caller, target, creation, look_at_clock, needs.initials, &mut ready).await?;
        }
        Ok(ready)
    });
    // The courier is left alone as long as the gateway may show that the run is over.
    let (mut ready, courier) = if is_accepted {
        let (gateway, courier) = futures::join!(of_gateway, of_courier);
        (gateway?, courier?)
    } else {
        (of_gateway.await?, of_courier.await?)
    };
    ready.add(courier);
    Ok(ready)
}
