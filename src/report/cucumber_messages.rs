//! Cucumber Messages: a stream of JSON envelopes, one per line, for Cucumber's own HTML formatter and other readers.
//!
//! Features and their texts come from the contract; what ran comes from the record. An outline is written as the
//! scenarios that it expands to, each at the line of its row, so that every row shows its own steps, findings and
//! exchanges. Explored scenarios, which are not part of a feature, are added in the same way.
//!
//! A finding that fails the run makes its step FAILED. A finding that is only a warning is attached to its step as a
//! log, and so are observed interpretations. A step that ended its scenario because a precondition was missing, or
//! because the scenario does not apply, is SKIPPED with the reason: nothing failed, and nothing is known. Messages have
//! no word for an error of the harness or the network, so that is FAILED too, with an exception of the type `Error`.
//! Exchanges are attached to the scenarios that did not simply pass; the HAR has all of them.

use std::fmt::Write as _;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::json::one_line;
use super::outcome::{TestOutcome, of_run, of_scenario, of_step, warnings};
use super::time::{after, parsed};
use super::{by_feature, findings_text, observations_text, tags_of};
use crate::contract::{Contract, RuleId};
use crate::record::{ExchangeRecord, RunRecord, RunVerdict, ScenarioRecord, StepRecord};

/// The version of the messages that are written.
const PROTOCOL: &str = "34.2.1";

/// The id of the run within the stream.
const RUN: &str = "run";

/// The record as Cucumber Messages.
pub fn write(record: &RunRecord, contract: &Contract) -> String {
    let mut stream = Stream::default();
    let run = &record.run;
    // The record is the same on every machine.
    let nowhere = json!({"name": "not recorded"});
    stream.push(
        "meta",
        &json!({
            "protocolVersion": PROTOCOL,
            "implementation": {"name": "fuhe", "version": run.fuhe},
            "runtime": {"name": "Rust"},
            "os": nowhere,
            "cpu": nowhere,
        }),
    );
    let cases = cases(record, contract);
    let features = by_feature(record);
    for group in &features {
        let name = &group[0].feature;
        let own: Vec<&Case<'_>> = cases.iter().filter(|case| case.scenario.feature == *name).collect();
        stream.feature(contract, name, &own);
    }
    let started = parsed(&run.started);
    stream.push("testRunStarted", &json!({"id": RUN, "timestamp": timestamp(started)}));
    for case in &cases {
        stream.push("testCase", &case.test_case());
    }
    for case in &cases {
        stream.run(record, case);
    }
    let finished = after(started, run.duration_ms * 1000);
    let mut last = json!({
        "testRunStartedId": RUN,
        "success": run.verdict == RunVerdict::Conforms,
        "timestamp": timestamp(finished),
    });
    if let Some(why) = of_run(record) {
        last["message"] = why.into();
    }
    stream.push("testRunFinished", &last);
    stream.lines
}

fn cases<'a>(record: &'a RunRecord, contract: &'a Contract) -> Vec<Case<'a>> {
    let scenarios = record.scenarios.iter().enumerate();
    scenarios
        .map(|(number, scenario)| {
            let own = contract.scenario(&scenario.id);
            Case {
                number,
                scenario,
                line: own.map_or(1, |own| own.line),
                lines: own.map_or_else(Vec::new, |own| own.steps.iter().map(|step| step.line).collect()),
                tags: tags_of(contract, scenario),
            }
        })
        .collect()
}

/// A scenario on its way into the stream. Its ids contain its number: `s7` in the document, `p7` as a pickle, `c7` as
/// a test case, `r7` as the run of it; and `s7.2` for its third step.
struct Case<'a> {
    number: usize,
    scenario: &'a ScenarioRecord,
    line: usize,
    lines: Vec<usize>,
    tags: Vec<String>,
}

impl Case<'_> {
    fn id(&self, letter: char) -> String {
        format!("{letter}{}", self.number)
    }

    fn step_id(&self, letter: char, place: usize) -> String {
        format!("{letter}{}.{place}", self.number)
    }

    fn step_line(&self, place: usize) -> usize {
        self.lines.get(place).copied().unwrap_or(self.line)
    }

    fn steps(&self, each: impl Fn(usize, &StepRecord) -> Value) -> Value {
        let steps = self.scenario.steps.iter().enumerate();
        steps.map(|(place, step)| each(place, step)).collect()
    }

    /// The scenario as a node of the document, with its own tags.
    fn node(&self, inherited: usize) -> Value {
        let steps = self.steps(|place, step| {
            let id = self.step_id('s', place);
            let line = self.step_line(place);
            let mut node = json!({
                "id": id,
                "location": location(line),
                "keyword": format!("{} ", step.keyword),
                "text": step.text,
            });
            if !step.table.is_empty() {
                node["dataTable"] = table(step, &id, line);
            }
            node
        });
        let own = self.tags.get(inherited..).unwrap_or_default();
        json!({
            "id": self.id('s'),
            "location": location(self.line),
            "tags": tags(own, &self.id('s'), self.line),
            "keyword": "Scenario",
            "name": self.scenario.name,
            "description": "",
            "steps": steps,
            "examples": [],
        })
    }

    fn pickle(&self, inherited: &[String]) -> Value {
        let steps = self.steps(|place, step| {
            let mut pickled = json!({
                "id": self.step_id('p', place),
                "astNodeIds": [self.step_id('s', place)],
                "text": step.text,
            });
            if !step.table.is_empty() {
                let cells = |row: &Vec<String>| row.iter().map(|value| json!({"value": value})).collect::<Value>();
                let rows: Value = step.table.iter().map(|row| json!({"cells": cells(row)})).collect();
                pickled["argument"] = json!({"dataTable": {"rows": rows}});
            }
            pickled
        });
        let tags = self.tags.iter().enumerate().map(|(place, tag)| {
            let node = inherited.get(place).cloned();
            let node = node.unwrap_or_else(|| format!("{}.t{}", self.id('s'), place - inherited.len()));
            json!({"name": format!("@{tag}"), "astNodeId": node})
        });
        json!({
            "id": self.id('p'),
            "uri": uri(&self.scenario.feature),
            "location": location(self.line),
            "astNodeIds": [self.id('s')],
            "name": self.scenario.name,
            "language": "en",
            "steps": steps,
            "tags": tags.collect::<Value>(),
        })
    }

    fn test_case(&self) -> Value {
        let steps = self.steps(|place, _| {
            json!({
                "id": self.step_id('c', place),
                "pickleStepId": self.step_id('p', place),
                "stepDefinitionIds": [],
                "stepMatchArgumentsLists": [],
            })
        });
        json!({"id": self.id('c'), "pickleId": self.id('p'), "testSteps": steps, "testRunStartedId": RUN})
    }

    /// The step that was in progress when an exchange began: the last that had begun.
    fn step_of(&self, exchange: &ExchangeRecord) -> usize {
        let began = parsed(&exchange.started);
        let scenario = parsed(&self.scenario.started);
        let steps = &self.scenario.steps;
        let before = |step: &StepRecord| after(scenario, step.started_us) <= began;
        steps.iter().rposition(before).unwrap_or_default()
    }
}

/// The lines written so far.
#[derive(Default)]
struct Stream {
    lines: String,
}

impl Stream {
    fn push(&mut self, name: &str, message: &Value) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.lines, "{}", one_line(&json!({name: message})));
    }

    /// The text of a feature, its document, and the pickles of its scenarios.
    fn feature(&mut self, contract: &Contract, name: &str, cases: &[&Case<'_>]) {
        let file = contract.file(name);
        if let Some(file) = file {
            let source = json!({"uri": uri(name), "data": file.text, "mediaType": "text/x.cucumber.gherkin+plain"});
            self.push("source", &source);
        }
        let line = file.map_or(1, |file| file.line);
        let own_tags = file.map_or(&[][..], |file| &file.tags);
        let mut rules = Vec::new();
        let mut pickles = Vec::new();
        for group in by_rule(cases) {
            let rule = group[0].scenario.rule;
            let inherited = inherited(contract, name, rule);
            rules.push(rule_node(contract, rule, own_tags.len(), &group));
            pickles.extend(group.iter().map(|case| case.pickle(&inherited)));
        }
        let document = json!({
            "uri": uri(name),
            "feature": {
                "location": location(line),
                "tags": tags(own_tags, name, line),
                "language": "en",
                "keyword": "Feature",
                "name": file.map_or(name, |file| &file.title),
                "description": file.map_or("", |file| &file.description),
                "children": rules,
            },
            "comments": [],
        });
        self.push("gherkinDocument", &document);
        for pickle in &pickles {
            self.push("pickle", pickle);
        }
    }

    /// What happened when a case was run.
    fn run(&mut self, record: &RunRecord, case: &Case<'_>) {
        let scenario = case.scenario;
        let began = parsed(&scenario.started);
        let attempt = case.id('r');
        let started = json!({
            "id": attempt,
            "testCaseId": case.id('c'),
            "attempt": 0,
            "timestamp": timestamp(began),
        });
        self.push("testCaseStarted", &started);
        for (place, step) in scenario.steps.iter().enumerate() {
            let of_step = json!({"testCaseStartedId": attempt, "testStepId": case.step_id('c', place)});
            let at = |micros| with(&of_step, "timestamp", timestamp(after(began, micros)));
            self.push("testStepStarted", &at(step.started_us));
            for attachment in attachments(record, case, place) {
                let attachment = with(&attachment, "testCaseStartedId", of_step["testCaseStartedId"].clone());
                self.push(
                    "attachment",
                    &with(&attachment, "testStepId", of_step["testStepId"].clone()),
                );
            }
            let finished = at(step.started_us + step.duration_us);
            self.push(
                "testStepFinished",
                &with(&finished, "testStepResult", result(record, scenario, place)),
            );
        }
        let finished = json!({
            "testCaseStartedId": attempt,
            "timestamp": timestamp(after(began, scenario.duration_us)),
            "willBeRetried": false,
        });
        self.push("testCaseFinished", &finished);
    }
}

/// The cases of each rule, rules in the order in which they first occur.
fn by_rule<'a, 'b>(cases: &[&'b Case<'a>]) -> Vec<Vec<&'b Case<'a>>> {
    let mut groups: Vec<Vec<&Case<'_>>> = Vec::new();
    for case in cases {
        match groups
            .iter_mut()
            .find(|group| group[0].scenario.rule == case.scenario.rule)
        {
            Some(group) => group.push(case),
            None => groups.push(vec![case]),
        }
    }
    groups
}

fn rule_node(contract: &Contract, id: RuleId, feature_tags: usize, cases: &[&Case<'_>]) -> Value {
    let rule = contract.rule(id);
    let line = rule.map_or(1, |rule| rule.line);
    let own_tags = rule.map_or(&[][..], |rule| &rule.tags);
    let inherited = feature_tags + own_tags.len();
    let scenarios = cases.iter().map(|case| json!({"scenario": case.node(inherited)}));
    json!({"rule": {
        "id": id,
        "location": location(line),
        "tags": tags(own_tags, &id.to_string(), line),
        "keyword": "Rule",
        "name": rule.map_or("", |rule| &rule.title),
        "description": rule.map_or("", |rule| &rule.prose),
        "children": scenarios.collect::<Value>(),
    }})
}

/// The ids of the tags that the scenarios of a rule inherit from it and from its feature.
fn inherited(contract: &Contract, file: &str, rule: RuleId) -> Vec<String> {
    let ids = |owner: String, count: usize| (0..count).map(move |place| format!("{owner}.t{place}"));
    let of_feature = contract.file(file).map_or(0, |file| file.tags.len());
    let of_rule = contract.rule(rule).map_or(0, |rule| rule.tags.len());
    ids(file.to_owned(), of_feature)
        .chain(ids(rule.to_string(), of_rule))
        .collect()
}

/// Tags as nodes of the document. The contract does not keep their lines: they get the line of what they belong to.
fn tags(names: &[String], owner: &str, line: usize) -> Value {
    let tags = names.iter().enumerate();
    tags.map(|(place, name)| {
        json!({"id": format!("{owner}.t{place}"), "location": location(line), "name": format!("@{name}")})
    })
    .collect()
}

fn table(step: &StepRecord, id: &str, line: usize) -> Value {
    let rows = step.table.iter().enumerate().map(|(row, cells)| {
        let at = location(line + 1 + row);
        let cells: Value = cells
            .iter()
            .map(|value| json!({"location": at, "value": value}))
            .collect();
        json!({"id": format!("{id}.{row}"), "location": at, "cells": cells})
    });
    json!({"location": location(line + 1), "rows": rows.collect::<Value>()})
}

fn result(record: &RunRecord, scenario: &ScenarioRecord, place: usize) -> Value {
    let duration = scenario.steps[place].duration_us;
    let mut result = json!({
        "duration": {"seconds": duration / 1_000_000, "nanos": duration % 1_000_000 * 1000},
    });
    let (status, message, exception) = match of_step(record, scenario, place) {
        TestOutcome::Passed => ("PASSED", None, None),
        TestOutcome::Failed(findings) => {
            let text = findings_text(record, scenario, findings.into_iter());
            ("FAILED", Some(text), Some("Finding"))
        }
        TestOutcome::Skipped(why) => ("SKIPPED", why, None),
        TestOutcome::Broken(why) => ("FAILED", Some(why.to_owned()), Some("Error")),
    };
    result["status"] = status.into();
    if let Some(kind) = exception {
        result["exception"] = json!({"type": kind, "message": message});
    }
    if let Some(message) = message {
        result["message"] = message.into();
    }
    result
}

/// What is attached to a step: its exchanges if the scenario did not simply pass, its warnings, and with the last step
/// what was observed.
fn attachments(record: &RunRecord, case: &Case<'_>, place: usize) -> Vec<Value> {
    let scenario = case.scenario;
    let mut all = Vec::new();
    if !scenario.findings.is_empty() || !matches!(of_scenario(record, scenario), TestOutcome::Passed) {
        for (number, exchange) in scenario.exchanges.iter().enumerate() {
            if case.step_of(exchange) == place {
                all.push(json!({
                    "body": evidence(exchange),
                    "contentEncoding": "IDENTITY",
                    "mediaType": "application/json",
                    "fileName": format!("exchange {} {}.json", number + 1, exchange.operation),
                }));
            }
        }
    }
    let warnings = warnings(record, scenario).filter(|found| found.step == place);
    let mut log = findings_text(record, scenario, warnings);
    if place + 1 == scenario.steps.len() {
        log.push_str(&observations_text(scenario));
    }
    if !log.is_empty() {
        all.push(json!({
            "body": log,
            "contentEncoding": "IDENTITY",
            "mediaType": "text/x.cucumber.log+plain",
        }));
    }
    all
}

/// Request and response, as far as they fit beside a step.
fn evidence(exchange: &ExchangeRecord) -> String {
    super::json::laid_out(&json!({
        "request": {"url": exchange.request.url, "body": exchange.request.body},
        "trace": exchange.trace,
        "response": {"status": exchange.response.status, "body": exchange.response.body},
    }))
}

fn with(message: &Value, name: &str, value: Value) -> Value {
    let mut message = message.clone();
    message[name] = value;
    message
}

fn uri(feature: &str) -> String {
    format!("features/{feature}")
}

fn location(line: usize) -> Value {
    json!({"line": line})
}

fn timestamp(time: Timestamp) -> Value {
    json!({"seconds": time.as_second(), "nanos": time.subsec_nanosecond()})
}
