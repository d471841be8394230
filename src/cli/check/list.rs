//! `fuhe check --list`: what a run would do.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::json;

use super::super::vendor_args::Against;
use super::super::{Environment, Exit, runtime};
use super::Check;
use super::options::ConsoleFormat;
use crate::config::Target;
use crate::contract::{Contract, Operation, Scenario};
use crate::error::Error;
use crate::report::plural;
use crate::report::progress::announcement;
use crate::run::{explored_operations, users_at_most};
use crate::steps::calls_at_most;

impl Check {
    /// Prints the scenarios that would run, what they call and whom they create. Nothing is called.
    pub(super) fn list(&self, environment: &mut Environment) -> Result<Exit, Error> {
        let contract = Contract::embedded();
        let selection = self.selection.read(contract, &self.results.report_dir)?;
        let target = if let Some(file) = self.target.file(&self.vendor, environment) {
            // Whoever only looks need not consent to users being created.
            Arc::new(Target::read(&file, &environment.variable)?)
        } else {
            let embedded = runtime()?.block_on(Against::of(None, &self.vendor, environment))?;
            Arc::clone(embedded.target())
        };
        let selected = selection.select(contract, &target);
        let text = match self.format {
            ConsoleFormat::Json => self.as_json(contract, &target, &selected)?,
            ConsoleFormat::Brief => names(contract, &selected),
            ConsoleFormat::Pretty => names(contract, &selected) + &self.summary(contract, &target, &selected),
        };
        environment.print(&text)?;
        Ok(if selected.is_empty() {
            Exit::Nothing
        } else {
            Exit::Conforms
        })
    }

    /// How many calls the scenarios make at most.
    fn calls(&self, contract: &Contract, target: &Target, selected: &BTreeSet<String>) -> usize {
        let calls = scenarios(contract, selected).map(|scenario| calls_at_most(scenario, target));
        calls.sum::<usize>() * self.repeat.get()
    }

    /// How many requests would be generated, of which operations.
    fn explored(
        &self,
        contract: &Contract,
        target: &Target,
        selected: &BTreeSet<String>,
    ) -> (usize, BTreeSet<Operation>) {
        if self.explore == 0 {
            return (0, BTreeSet::new());
        }
        let operations = explored_operations(contract, target, selected);
        let requests = if operations.is_empty() { 0 } else { self.explore };
        (requests, operations)
    }

    fn summary(&self, contract: &Contract, target: &Target, selected: &BTreeSet<String>) -> String {
        let rules: BTreeSet<_> = scenarios(contract, selected).map(|scenario| scenario.rule).collect();
        let mut text = format!(
            "\n{} of {} against {}, up to {}\n",
            plural(selected.len(), "scenario"),
            plural(rules.len(), "rule"),
            target.name,
            plural(self.calls(contract, target, selected), "call")
        );
        let (requests, operations) = self.explored(contract, target, selected);
        // Writing to a String cannot fail.
        if requests > 0 {
            let operations: Vec<&str> = operations.iter().map(|operation| operation.name()).collect();
            let _ = writeln!(
                text,
                "{} of {}",
                plural(requests, "further request"),
                operations.join(", ")
            );
        }
        let users = users_at_most(contract, target, selected, self.repeat.get());
        if let Some(words) = announcement(&users, requests).filter(|_| target.lasting) {
            let _ = writeln!(text, "{words}");
        }
        text
    }

    fn as_json(&self, contract: &Contract, target: &Target, selected: &BTreeSet<String>) -> Result<String, Error> {
        let users = users_at_most(contract, target, selected, self.repeat.get());
        let users: serde_json::Map<String, serde_json::Value> = Operation::all()
            .filter(|operation| users.of(*operation) > 0)
            .map(|operation| (operation.name().to_owned(), users.of(operation).into()))
            .collect();
        let listed: Vec<_> = scenarios(contract, selected)
            .map(|scenario| json!({"id": scenario.id, "rule": scenario.rule, "calls": calls_at_most(scenario, target)}))
            .collect();
        crate::report::json::write(&json!({
            "target": target.name,
            "scenarios": listed,
            "calls": self.calls(contract, target, selected),
            "users": users,
            "explored": self.explored(contract, target, selected).0,
        }))
    }
}

/// In the order of the contract.
fn scenarios<'a>(contract: &'a Contract, selected: &'a BTreeSet<String>) -> impl Iterator<Item = &'a Scenario> {
    contract
        .scenarios
        .iter()
        .filter(|scenario| selected.contains(&scenario.id))
}

fn names(contract: &Contract, selected: &BTreeSet<String>) -> String {
    let mut text = String::new();
    for scenario in scenarios(contract, selected) {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", scenario.id);
    }
    text
}
