//! A failure as a scenario, in the words of the features.

use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::ExplorePlan;
use super::judge::Allowed;
use super::request::{Case, Given, Request};
use super::text::quoted;
use super::trial::{Fault, Trial};
use crate::contract::{Contract, RuleId};
use crate::record::{FindingRecord, Journal, ScenarioRecord, StepRecord, StepStatus, rfc3339};
use crate::text::{json, shell_quoted};
use crate::wire::{BodyStyle, Exchange, Operation};

/// Longer names could not be read, nor serve as an identity.
const LONGEST_NAME: usize = 160;
/// Longer parameters do not fit into one command of every shell.
const LONGEST_COMMAND: usize = 30_000;

/// What the pages' samples have where a correct call has numbers of people.
const SAMPLES: [(&str, &str); 2] = [("biz_user_code", "123456789"), ("userPhone", "15012345678")];

/// The scenario that tells a failure.
pub(super) fn scenario(contract: &Contract, plan: &ExplorePlan<'_>, trial: &Trial) -> ScenarioRecord {
    let mut journal = Journal::new(plan.masker.clone());
    if let Some(exchange) = &trial.exchange {
        journal.exchange(exchange);
        journal.retries(exchange);
    }
    trial.shape.iter().for_each(|finding| journal.finding(finding.clone()));
    let in_shape = journal.findings.len();
    trial
        .outcome
        .iter()
        .for_each(|finding| journal.finding(finding.clone()));
    // What is wrong with the shape was seen as the answer came; the outcome is the last step's matter.
    let findings: Vec<FindingRecord> = journal
        .findings
        .into_iter()
        .enumerate()
        .map(|(place, (_, finding))| FindingRecord {
            step: usize::from(place >= in_shape),
            finding,
            intermittent: None,
        })
        .collect();
    let rule = charged(trial, &findings);
    let case = &trial.request.case;
    let name = format!("explored {}", name(case));
    let took = trial.exchange.as_ref().map_or(Duration::ZERO, duration);
    let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    let (text, table) = when(case);
    let step = |keyword: &str, text: String, table, place: usize, started_us, duration_us| StepRecord {
        keyword: keyword.to_owned(),
        text,
        table,
        status: if findings.iter().any(|found| found.step == place) {
            StepStatus::Failed
        } else {
            StepStatus::Passed
        },
        started_us,
        duration_us,
    };
    let steps = vec![
        step("When", text, table, 0, 0, micros),
        step("Then", then(&trial.verdict).to_owned(), Vec::new(), 1, micros, 0),
    ];
    let started = trial
        .exchange
        .as_ref()
        .map_or_else(SystemTime::now, |exchange| exchange.timing.started);
    ScenarioRecord {
        started: rfc3339(started),
        duration_us: micros,
        steps,
        findings,
        observations: journal.observations,
        flaky: journal.flaky,
        exchanges: journal.exchanges,
        repeat: Some(repeat(plan, trial)),
        ..ScenarioRecord::named(contract, rule, name)
    }
}

/// The rule that a failure stands under: that of the finding that made it one.
fn charged(trial: &Trial, findings: &[FindingRecord]) -> RuleId {
    match &trial.fault {
        Some(Fault::Taken(rule) | Fault::Shape(rule)) => *rule,
        Some(Fault::Unclear) => findings
            .first()
            .map_or(trial.request.case.operation.success_rule(), |found| found.finding.rule),
        Some(Fault::Refused | Fault::Silent) | None => findings
            .last()
            .map_or(trial.request.case.operation.success_rule(), |found| found.finding.rule),
    }
}

fn duration(exchange: &Exchange) -> Duration {
    exchange.timing.wait + exchange.timing.receive
}

/// What tells this case from others: `biz_user_name 33 × "x"`.
fn name(case: &Case) -> String {
    let mut words: Vec<String> = case
        .edits
        .iter()
        .map(|edit| format!("{} {}", field_word(&edit.field), notation(&edit.given)))
        .collect();
    words.extend(
        case.envelope
            .as_ref()
            .map(|part| format!("the {} {}", part.field, notation(&part.given))),
    );
    if words.is_empty() {
        words.push(format!("{} as documented", subject(case.operation)));
    }
    if let Some(style) = style(case.style) {
        words.push(format!("a body that is {style}"));
    }
    let name = words.join(", ");
    if name.chars().count() > LONGEST_NAME {
        name.chars().take(LONGEST_NAME).chain(['…']).collect()
    } else {
        name
    }
}

/// The step that makes the call, with the table below it where it sets several fields.
fn when(case: &Case) -> (String, Vec<Vec<String>>) {
    let verb = &case.operation.verbs()[0].word;
    let mut rows: Vec<Vec<String>> = case
        .edits
        .iter()
        .map(|edit| vec![field_word(&edit.field), notation(&edit.given)])
        .collect();
    if case.touches("thirdPlatformId") && !case.touches("userNo") {
        rows.push(vec!["userNo".to_owned(), "(account)".to_owned()]);
    }
    let mut text = format!("{} is {verb}", subject(case.operation));
    let table = match rows.as_slice() {
        [] => Vec::new(),
        [single] => {
            text = format!("{text} with {}", single.join(" "));
            Vec::new()
        }
        _ => {
            text.push_str(" with");
            rows
        }
    };
    if let Some(part) = &case.envelope {
        text = format!("{text} under the {} {}", part.field, notation(&part.given));
    }
    if let Some(style) = style(case.style) {
        text = format!("{text} in a body that is {style}");
    }
    (text, table)
}

const fn then(verdict: &Allowed) -> &'static str {
    match verdict {
        Allowed::Accept => "it is accepted",
        Allowed::Refuse { .. } => "it is refused",
        Allowed::Either { .. } => "it is accepted or refused, in a documented shape",
    }
}

fn subject(operation: Operation) -> String {
    format!("a {}", operation.subject())
}

const fn style(style: BodyStyle) -> Option<&'static str> {
    match style {
        BodyStyle::Compact => None,
        BodyStyle::PrettyPrinted => Some("pretty-printed"),
        BodyStyle::Escaped => Some("escaped"),
        BodyStyle::Reversed => Some("reversed"),
        BodyStyle::Doubled => Some("doubled"),
    }
}

/// A field's name; one that is no plain word stands in quotes.
pub(super) fn field_word(field: &str) -> String {
    let plain = !field.is_empty() && field.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if plain { field.to_owned() } else { quoted(field) }
}

pub(super) fn notation(given: &Given) -> String {
    match given {
        Given::Absent => "(absent)".to_owned(),
        Given::Json(Value::String(text)) => quoted(text),
        Given::Json(value) => value.to_string(),
        Given::Text(text) => text.to_string(),
    }
}

/// The command that draws everything again, and the one that makes this call alone, for a user that nobody knows yet.
///
/// The latter leaves out what a target's fixtures add to a correct call, and puts the pages' own samples where a correct
/// call has numbers of people.
fn repeat(plan: &ExplorePlan<'_>, trial: &Trial) -> String {
    let case = &trial.request.case;
    // A call by hand lays its body out in one way only, in the right envelope.
    if case.style != BodyStyle::Compact || case.envelope.is_some() {
        return plan.command.clone();
    }
    let base = (plan.base)(case.operation, &format!("explored alone, {}", name(case)));
    let mut params = Request::new(case.clone(), base, &plan.initials).essential;
    for (field, sample) in SAMPLES {
        if params.contains_key(field) && !case.touches(field) {
            params.insert(field.to_owned(), sample.into());
        }
    }
    let params = Value::Object(params);
    let params = match case.operation.list() {
        None => params,
        Some(_) => Value::Array(vec![params]),
    };
    let params = json(&params.to_string()).into_owned();
    if params.len() > LONGEST_COMMAND {
        return plan.command.clone();
    }
    let options = if plan.call_options.is_empty() {
        String::new()
    } else {
        format!(" {}", plan.call_options)
    };
    format!(
        "{}  # this call alone: fuhe call {}{options} --params {}",
        plan.command,
        case.operation,
        shell_quoted(&params)
    )
}
