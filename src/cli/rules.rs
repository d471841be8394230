//! `fuhe rules`: the rules of the contract.

use std::fmt::Write as _;

use crate::contract::{Area, Contract};

/// A line for each rule: id, level, number of scenarios, title.
pub(super) fn list() -> String {
    let contract = Contract::embedded();
    let mut text = String::new();
    for area in Area::all() {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", area.title());
        for rule in contract.rules.iter().filter(|rule| rule.id.area() == area) {
            let scenarios = contract.scenarios.iter().filter(|s| s.is_evidence_for(rule.id)).count();
            let count = match scenarios {
                0 if rule.untestable => "untestable".to_owned(),
                1 => "1 scenario".to_owned(),
                many => format!("{many} scenarios"),
            };
            let _ = writeln!(text, "  {}  {:6}  {count:>13}  {}", rule.id, rule.level, rule.title);
        }
    }
    text
}
