//! How a scenario is known.

use cucumber::gherkin;

use crate::contract::RuleId;

/// A scenario's identity in the contract, and the rule it stands under.
pub(super) fn identity(rule: Option<&gherkin::Rule>, scenario: &gherkin::Scenario) -> (String, RuleId) {
    // The contract was read with every scenario under a rule with one id; a scenario without is none of its own.
    let id = rule
        .and_then(|rule| rule.tags.iter().find_map(|tag| tag.parse::<RuleId>().ok()))
        .unwrap_or(crate::rule!("GW-01"));
    (format!("{id}/{}", scenario.name), id)
}
