//! How a scenario is known.

use cucumber::gherkin;

use crate::contract::RuleId;

/// A scenario's id in the contract, and its rule.
pub(super) fn identity(rule: Option<&gherkin::Rule>, scenario: &gherkin::Scenario) -> (String, RuleId) {
    // In the contract every scenario has a rule with one id; a scenario without one is not from the contract.
    let id = rule
        .and_then(|rule| rule.tags.iter().find_map(|tag| tag.parse::<RuleId>().ok()))
        .unwrap_or(crate::rule!("GW-01"));
    (format!("{id}/{}", scenario.name), id)
}
