//! What formats look up in record and contract.

use super::phrases;
use crate::contract::{Contract, Level, RuleId};
use crate::record::{RuleRecord, RunRecord, ScenarioRecord};

/// The record of a rule. A record made with another contract may have rules that this contract does not have, so the
/// record is asked, not the contract.
pub(super) fn rule_record(record: &RunRecord, id: RuleId) -> Option<&RuleRecord> {
    record.rules.iter().find(|rule| rule.id == id)
}

/// How binding a finding is: as in the record, and fully if the record does not have the rule.
pub(super) fn level_of(record: &RunRecord, id: RuleId) -> Level {
    rule_record(record, id).map_or(Level::Must, |rule| rule.level)
}

/// The scenarios of each feature, features in the order in which they first occur.
pub(super) fn by_feature(record: &RunRecord) -> Vec<Vec<&ScenarioRecord>> {
    let mut groups: Vec<Vec<&ScenarioRecord>> = Vec::new();
    for scenario in &record.scenarios {
        match groups.iter_mut().find(|group| group[0].feature == scenario.feature) {
            Some(group) => group.push(scenario),
            None => groups.push(vec![scenario]),
        }
    }
    groups
}

/// The tags of a scenario: those of the contract; for an explored scenario those of its feature and its rule.
pub(super) fn tags_of(contract: &Contract, scenario: &ScenarioRecord) -> Vec<String> {
    if let Some(own) = contract.scenario(&scenario.id) {
        return own.tags.clone();
    }
    let of_feature = contract.file(&scenario.feature).map(|file| &file.tags);
    let of_rule = contract.rule(scenario.rule).map(|rule| &rule.tags);
    of_feature.into_iter().chain(of_rule).flatten().cloned().collect()
}

/// The name of a scenario in Chinese, code between `` ` ``: as the contract has it, or by the phrases for names that a run
/// makes itself; none where neither knows it.
pub(super) fn chinese_name(contract: &Contract, id: &str) -> Option<String> {
    let Some(scenario) = contract.scenario(id) else {
        let (_, name) = id.split_once('/')?;
        return phrases::chinese("scenario", name);
    };
    (!scenario.chinese.is_empty()).then(|| phrases::name(&scenario.chinese))
}
