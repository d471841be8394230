//! Cucumber JSON, in the form that cucumber-jvm writes and most viewers read: features, their scenarios as elements, and
//! the result of each step.
//!
//! The form has no rules, no blocked scenarios and no warnings. A rule shows in a scenario's tags and id. A finding
//! that fails the run is the error of its step, and so is an error that broke a scenario. A step that ended its
//! scenario because a precondition was missing is skipped. Warnings are in the other reports.

use serde_json::{Value, json};

use super::json::laid_out;
use super::outcome::{TestOutcome, WHOLE_RUN, of_run, of_step};
use super::time::parsed;
use super::{by_feature, findings_text, tags_of};
use crate::contract::Contract;
use crate::record::{RunRecord, ScenarioRecord, StepRecord};

/// The record as Cucumber JSON.
pub fn write(record: &RunRecord, contract: &Contract) -> String {
    let features = by_feature(record);
    let whole_run = of_run(record).map(|why| whole_run(record, &why));
    let features = features.iter().map(|group| feature(record, contract, group));
    laid_out(&features.chain(whole_run).collect())
}

fn feature(record: &RunRecord, contract: &Contract, scenarios: &[&ScenarioRecord]) -> Value {
    let name = &scenarios[0].feature;
    let file = contract.file(name);
    let line = file.map_or(1, |file| file.line);
    let tags = file.map_or(&[][..], |file| &file.tags);
    let tag = |tag: &String| json!({"name": format!("@{tag}"), "type": "Tag", "location": {"line": line, "column": 1}});
    json!({
        "uri": format!("features/{name}"),
        "id": slug(name.trim_end_matches(".feature")),
        "keyword": "Feature",
        "name": file.map_or(name, |file| &file.title),
        "description": file.map_or("", |file| &file.description),
        "line": line,
        "tags": tags.iter().map(tag).collect::<Value>(),
        "elements": scenarios
            .iter()
            .enumerate()
            .map(|(place, scenario)| element(record, contract, scenario, place))
            .collect::<Value>(),
    })
}

/// The run as a whole, as a feature with one step that failed.
fn whole_run(record: &RunRecord, why: &str) -> Value {
    json!({
        "uri": "features/run",
        "id": "run",
        "keyword": "Feature",
        "name": "Run",
        "description": "",
        "line": 1,
        "tags": [],
        "elements": [{
            "type": "scenario",
            "id": format!("run;{}", slug(WHOLE_RUN)),
            "keyword": "Scenario",
            "name": WHOLE_RUN,
            "description": "",
            "line": 1,
            "start_timestamp": format!("{:.3}", parsed(&record.run.started)),
            "tags": [],
            "steps": [{
                "keyword": "Then ",
                "name": "the run has a verdict",
                "line": 1,
                "match": {},
                "result": {"status": "failed", "duration": 0, "error_message": why},
            }],
        }],
    })
}

fn element(record: &RunRecord, contract: &Contract, scenario: &ScenarioRecord, place: usize) -> Value {
    let own = contract.scenario(&scenario.id);
    let tags = tags_of(contract, scenario);
    let steps = scenario.steps.iter().enumerate().map(|(place, step)| {
        let line = own.and_then(|own| own.steps.get(place)).map_or(1, |step| step.line);
        self::step(record, scenario, place, step, line)
    });
    json!({
        "type": "scenario",
        // Names may differ in case alone. A scenario that was explored has no line.
        "id": format!(
            "{};{};{}",
            slug(&scenario.rule.to_string()),
            slug(&scenario.name),
            own.map_or_else(|| format!("e{place}"), |own| own.line.to_string())
        ),
        "keyword": "Scenario",
        "name": scenario.name,
        "description": "",
        // A scenario that was explored is not part of a feature.
        "line": own.map_or(1, |own| own.line),
        "start_timestamp": format!("{:.3}", parsed(&scenario.started)),
        "tags": tags.iter().map(|tag| json!({"name": format!("@{tag}")})).collect::<Value>(),
        "steps": steps.collect::<Value>(),
    })
}

fn step(record: &RunRecord, scenario: &ScenarioRecord, place: usize, step: &StepRecord, line: usize) -> Value {
    let (status, error) = match of_step(record, scenario, place) {
        TestOutcome::Passed => ("passed", None),
        TestOutcome::Failed(findings) => ("failed", Some(findings_text(record, scenario, findings.into_iter()))),
        TestOutcome::Skipped(why) => ("skipped", why),
        TestOutcome::Broken(why) => ("failed", Some(format!("error, not the vendor's: {why}"))),
    };
    let mut result = json!({"status": status, "duration": step.duration_us * 1000});
    if let Some(error) = error {
        result["error_message"] = error.into();
    }
    let mut value = json!({
        "keyword": format!("{} ", step.keyword),
        "name": step.text,
        "line": line,
        "match": {},
        "result": result,
    });
    if !step.table.is_empty() {
        value["rows"] = step.table.iter().map(|cells| json!({"cells": cells})).collect();
    }
    value
}

/// A name in the spelling of this form's ids.
fn slug(name: &str) -> String {
    name.replace(' ', "-").to_lowercase()
}
