//! The contract held together: raw text, rules, scenarios, vocabulary, schemas.
//!
//! Gherkin swallows mistakes silently: a misspelt keyword becomes description, a cell beyond the heading vanishes, an
//! empty table yields nothing, and a rule without scenarios takes in the next one. So the raw text is looked at too.

mod chinese;
mod guide;
mod lint;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cucumber::World as _;
use fuhe::contract::{Contract, Level, Message, Operation, RuleId, Schema};
use fuhe::steps::{Draw, World};
use serde_json::{Map, Value};

/// Numbers of the documented rules of each area, typed from the list of facts.
const DOCUMENTED: [(&str, u8, &[u8]); 5] = [
    ("GW", 26, &[]),
    ("CU", 11, &[]),
    ("GU", 23, &[]),
    ("BS", 53, &[16, 17, 18, 19]),
    ("BD", 7, &[]),
];

fn contract() -> &'static Contract {
    Contract::embedded()
}

/// Collects complaints, so that one run of a test tells all of them.
#[derive(Default)]
struct Complaints(Vec<String>);

impl Complaints {
    fn unless(&mut self, holds: bool, complaint: impl Into<String>) {
        if !holds {
            self.0.push(complaint.into());
        }
    }

    fn settle(self) {
        assert!(self.0.is_empty(), "\n{}", self.0.join("\n"));
    }
}

#[test]
fn every_documented_rule_stands_in_the_contract_once() {
    let documented: Vec<RuleId> = DOCUMENTED
        .iter()
        .flat_map(|(area, last, missing)| {
            (1..=*last)
                .filter(|number| !missing.contains(number))
                .map(move |number| format!("{area}-{number:02}").parse().unwrap())
        })
        .collect();
    let mut present: Vec<RuleId> = contract().rules.iter().map(|rule| rule.id).collect();
    present.sort_unstable();
    let mut documented = documented;
    documented.sort_unstable();
    assert_eq!(present, documented);
}

/// Reports show an outline once, with its examples as a table: row by row, those are its scenarios.
#[test]
fn an_outlines_rows_are_its_scenarios() {
    let mut rows = Vec::new();
    for outline in &contract().outlines {
        let named = |values: &[(String, String)]| {
            let fill = |name: String, (column, value): &(String, String)| name.replace(&format!("<{column}>"), value);
            format!("{}/{}", outline.rule, values.iter().fold(outline.name.clone(), fill))
        };
        if outline.examples.is_empty() {
            rows.push(named(&[]));
        }
        for examples in &outline.examples {
            for row in &examples.rows {
                let values: Vec<_> = examples.columns.iter().cloned().zip(row.iter().cloned()).collect();
                rows.push(named(&values));
            }
        }
    }
    let scenarios: Vec<_> = contract()
        .scenarios
        .iter()
        .map(|scenario| scenario.id.clone())
        .collect();
    assert_eq!(rows, scenarios);
}

#[test]
fn every_rule_can_be_read_and_tested() {
    let mut complaints = Complaints::default();
    for rule in &contract().rules {
        let id = rule.id;
        let own = contract()
            .scenarios
            .iter()
            .filter(|scenario| scenario.is_evidence_for(id))
            .count();
        complaints.unless(!rule.title.is_empty(), format!("{id} has no title"));
        complaints.unless(!rule.source.is_empty(), format!("{id} has no Source"));
        complaints.unless(
            (own > 0) != rule.untestable,
            format!("{id}: scenarios and @untestable exclude each other, and one of them is needed"),
        );
        complaints.unless(
            (rule.level == Level::Open && !rule.untestable) != rule.questions.is_empty(),
            format!("{id}: open rules that can be tested ask questions, and no others do"),
        );
        for question in &rule.questions {
            complaints.unless(question.text.ends_with('?'), format!("{} is no question", question.id));
            complaints.unless(
                question.interpretations.len() > 1,
                format!("{} has fewer than two readings", question.id),
            );
        }
    }
    complaints.settle();
}

#[test]
fn scenarios_are_told_apart_by_their_names() {
    let mut complaints = Complaints::default();
    let mut seen = BTreeSet::new();
    for scenario in &contract().scenarios {
        complaints.unless(seen.insert(&scenario.id), format!("{} stands twice", scenario.id));
        complaints.unless(!scenario.steps.is_empty(), format!("{} has no steps", scenario.id));
        for rule in &scenario.also {
            complaints.unless(
                contract().rule(*rule).is_some(),
                format!("{}: no rule {rule}", scenario.id),
            );
        }
        complaints.unless(
            ["etc", "butler"].iter().any(|vendor| scenario.has_tag(vendor)),
            format!("{}: needs @etc or @butler", scenario.id),
        );
    }
    complaints.settle();
}

#[test]
fn every_step_is_found_by_exactly_one_function() {
    let vocabulary = World::collection();
    let mut complaints = Complaints::default();
    let scenarios = contract()
        .features
        .iter()
        .flat_map(|f| &f.rules)
        .flat_map(|r| &r.scenarios);
    for scenario in scenarios {
        for step in &scenario.steps {
            match vocabulary.find(step) {
                Ok(Some(_)) => {}
                Ok(None) => complaints.unless(false, format!("{}: nobody knows `{step}`", scenario.name)),
                Err(error) => complaints.unless(false, format!("{}: `{step}` {error}", scenario.name)),
            }
        }
    }
    complaints.settle();
}

#[test]
fn questions_are_read_and_what_is_read_is_a_question() {
    let mut complaints = Complaints::default();
    let mut read = BTreeSet::new();
    for scenario in &contract().scenarios {
        for step in &scenario.steps {
            let question = step
                .text
                .split_once(" reads ")
                .and_then(|(question, _)| question.parse().ok());
            if let Some(question) = question {
                complaints.unless(
                    contract().question(&question).is_some(),
                    format!("{}: nobody asks {question}", scenario.id),
                );
                complaints.unless(
                    question.rule == scenario.rule,
                    format!("{}: {question} belongs to another rule", scenario.id),
                );
                read.insert(question);
            }
        }
    }
    for question in contract().rules.iter().flat_map(|rule| &rule.questions) {
        complaints.unless(read.contains(&question.id), format!("{} is never read", question.id));
    }
    complaints.settle();
}

/// Readings that a step can record in so many words are readings that the rule lists.
#[test]
fn readings_in_steps_are_readings_of_the_question() {
    let mut complaints = Complaints::default();
    for scenario in &contract().scenarios {
        for step in &scenario.steps {
            let Some((question, words)) = step.text.split_once(" reads \"") else {
                continue;
            };
            let Some(question) = question.parse().ok().and_then(|id| contract().question(&id)) else {
                continue;
            };
            // What stands behind these words is a value that is sent.
            let words = words.split("if only \"").next().unwrap_or_default();
            let quoted = words.split('"').step_by(2).filter(|word| !word.is_empty());
            for reading in quoted {
                complaints.unless(
                    question.interpretations.iter().any(|known| known.value == reading),
                    format!("{}: {} has no reading {reading}", scenario.id, question.id),
                );
            }
        }
    }
    complaints.settle();
}

/// Misspelt keywords are no error for a validator; they are simply ignored.
#[test]
fn schemas_use_known_keywords_and_name_rules_that_exist() {
    fn visit(message: Message, schema: &Value, keywords: &BTreeSet<&str>, complaints: &mut Complaints) {
        let Value::Object(schema) = schema else { return };
        for (keyword, value) in schema {
            complaints.unless(
                keywords.contains(keyword.as_str()),
                format!("{}: nobody knows {keyword}", message.path()),
            );
            match keyword.as_str() {
                "x-rule" | "x-past-limit" | "x-required" => {
                    let rule = value
                        .as_str()
                        .and_then(|id| id.parse().ok())
                        .and_then(|id| contract().rule(id));
                    complaints.unless(rule.is_some(), format!("{}: no rule {value}", message.path()));
                }
                "x-page" => {
                    let says = ["name", "type", "limit", "required", "default", "samples", "table"];
                    let mut members = value.as_object().into_iter().flatten();
                    complaints.unless(
                        members.all(|(name, _)| says.contains(&name.as_str())),
                        format!("{}: nobody knows what {value} says of a page", message.path()),
                    );
                }
                "properties" => {
                    for property in value.as_object().into_iter().flat_map(|map| map.values()) {
                        visit(message, property, keywords, complaints);
                    }
                }
                "items" | "if" | "then" | "not" => visit(message, value, keywords, complaints),
                _ => {}
            }
        }
    }
    // The guide is the list: what it does not name, no schema may have.
    let guide = include_str!("../../schemas/README.md");
    let keywords: BTreeSet<&str> = guide.split('`').skip(1).step_by(2).collect();
    let mut complaints = Complaints::default();
    for message in Message::all() {
        let source = message.source();
        visit(message, source, &keywords, &mut complaints);
        for (name, property) in source["properties"].as_object().into_iter().flatten() {
            complaints.unless(
                property.get("x-rule").is_some(),
                format!("{}: {name} names no rule", message.path()),
            );
        }
    }
    complaints.settle();
}

#[test]
fn outlines_name_their_rows_apart() {
    let mut by_outline: BTreeMap<(RuleId, &str), BTreeSet<&str>> = BTreeMap::new();
    let mut counts: BTreeMap<(RuleId, &str), usize> = BTreeMap::new();
    for scenario in &contract().scenarios {
        let key = (scenario.rule, scenario.outline.as_str());
        by_outline.entry(key).or_default().insert(&scenario.name);
        *counts.entry(key).or_default() += 1;
    }
    for (key, names) in by_outline {
        assert_eq!(names.len(), counts[&key], "{key:?}");
    }
}

/// What correct calls carry is within what the pages allow.
#[test]
fn values_of_correct_calls_are_documented_ones() {
    let mut draw = Draw::new("lint", 0, "schemas", &Arc::default());
    let mut complaints = Complaints::default();
    for message in Message::all().filter(|message| message.is_request()) {
        for field in message.fields() {
            let property = message.source()["properties"][field.name].clone();
            let schema = Schema::compile(property).expect("a schema");
            let samples = field.base.iter().chain(&field.sample).chain(&field.others);
            for sample in samples.chain(field.forms.iter().map(|(_, form)| form)) {
                let value = draw.value(&sample.notation, &Map::new());
                complaints.unless(
                    value.is_some_and(|value| schema.is_valid(&value) || (value == "" && !field.required)),
                    format!("{} {}: {} is not documented", message.path(), field.name, sample.text),
                );
            }
        }
    }
    complaints.settle();
}

/// The registry names rules that exist, and each operation can be called by steps.
#[test]
fn every_operation_is_whole() {
    let mut complaints = Complaints::default();
    for operation in Operation::all() {
        for rule in [operation.success_rule(), operation.shape_rule()] {
            complaints.unless(contract().rule(rule).is_some(), format!("{operation}: no rule {rule}"));
        }
        for verb in operation.verbs() {
            let meant = Operation::meant(operation.subject(), &verb.word).map(|(meant, _)| meant);
            complaints.unless(
                meant == Some(operation),
                format!("{operation}: {} means another", verb.word),
            );
            complaints.unless(
                verb.word.ends_with("ed"),
                format!("{operation}: {} is not a participle", verb.word),
            );
        }
        let is_covered = contract()
            .scenarios
            .iter()
            .any(|scenario| scenario.has_tag(operation.name()));
        complaints.unless(is_covered, format!("no feature is tagged @{operation}"));
        for message in [operation.request(), operation.fields(), operation.answer()] {
            complaints.unless(
                Operation::sending(message) == Some(operation),
                format!("{} belongs to another operation", message.path()),
            );
        }
    }
    complaints.settle();
}
