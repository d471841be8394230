//! Every answer against the schemas: what each scenario checks on each of its calls, beyond its own rule.

use serde_json::Value;

use super::{Answered, Outcome, base_rule, envelope_rule};
use crate::contract::{Finding, Message, Rung, Violation};
use crate::rule;
use crate::wire::{Evidence, Exchange, Operation, Vendor};

/// All that is wrong with an answer, whatever was asked: its shape, and the fields that a success must carry.
///
/// A refusal whose form is open (BS-48) is not looked at.
pub fn conformance(exchange: &Exchange, answered: &Answered) -> Vec<Finding> {
    if answered.free_form && !answered.is_accepted() {
        return Vec::new();
    }
    if answered.body.is_empty() {
        return vec![no_object(exchange)];
    }
    match exchange.operation.vendor() {
        Vendor::Etc => etc(exchange.operation, answered),
        Vendor::Butler => butler(exchange, answered),
    }
}

fn no_object(exchange: &Exchange) -> Finding {
    let content_type = exchange.response.header("content-type").unwrap_or("no content type");
    let start: String = exchange.response.body.chars().take(200).collect();
    Finding {
        rule: envelope_rule(exchange.operation),
        pointer: None,
        expected: "a JSON object as the body of the answer".to_owned(),
        actual: format!("HTTP {}, {content_type}: {start}", exchange.response.status).into(),
        rung: Rung::AnswerBody,
        exchange: None,
    }
}

fn etc(operation: Operation, answered: &Answered) -> Vec<Finding> {
    let Some(envelope) = &answered.envelope else {
        return Vec::new();
    };
    let mut canonical = envelope.canonical.clone();
    let accepted = answered.is_accepted();
    let mut findings = Vec::new();
    if accepted {
        // A success under a wrong code breaks the operation's rule, and is held to the form of a success all the same.
        if envelope.code() != Some("000") {
            findings.push(Finding {
                rule: base_rule(operation),
                pointer: Some(envelope.received_pointer("/code")),
                expected: "code \"000\" on success".to_owned(),
                actual: canonical.get("code").cloned().unwrap_or_default(),
                rung: Rung::Answer,
                exchange: None,
            });
            if canonical.get("code").is_some_and(Value::is_string) {
                canonical.insert("code".to_owned(), "000".into());
            }
        }
        let message = match operation {
            Operation::ClientUserSave => Message::ClientUserSaveAnswer,
            _ => Message::UserSaveAnswer,
        };
        let data = message.schema().violations(envelope.data());
        findings.extend(data.into_iter().map(|violation| {
            let pointer = format!("/data{}", violation.pointer);
            finding(operation, violation, pointer)
        }));
    }
    let canonical = Value::Object(canonical);
    let shape = Message::EnvelopeAnswer.schema().violations(&canonical);
    findings.extend(
        shape
            .into_iter()
            // What a failure may carry in `data` says nothing of a success under a wrong code of another type.
            .filter(|violation| !(accepted && violation.pointer.starts_with("/data")))
            .map(|violation| {
                let pointer = envelope.received_pointer(&violation.pointer);
                finding(operation, violation, pointer)
            }),
    );
    findings
}

fn butler(exchange: &Exchange, answered: &Answered) -> Vec<Finding> {
    let body = Value::Object(answered.body.clone());
    let mut findings: Vec<Finding> = Message::BatchSaveAnswer
        .schema()
        .violations(&body)
        .into_iter()
        .filter(|violation| !repeats_a_doubtful_account(exchange, answered, violation))
        .map(|violation| {
            let pointer = violation.pointer.clone();
            finding(exchange.operation, violation, pointer)
        })
        .collect();
    // `if` and the property itself may both complain of one result.
    findings.dedup_by(|a, b| a.rule == b.rule && a.pointer == b.pointer);
    // An entry for a row that was never sent blames nobody.
    if let Evidence::Butler { rows, .. } = &exchange.evidence {
        for (index, entry) in answered.entries().iter().enumerate() {
            let row = entry.get("rowNo").and_then(Value::as_u64);
            if answered.outcome == Outcome::Refused && row.is_some_and(|row| row > rows.len() as u64 && row > 0) {
                findings.push(Finding {
                    rule: rule!("BS-24"),
                    pointer: Some(format!("/result/{index}/rowNo")),
                    expected: format!("the number of a row that was sent, 1 to {}", rows.len()),
                    actual: entry["rowNo"].clone(),
                    rung: Rung::Answer,
                    exchange: None,
                });
            }
        }
    }
    findings
}

/// BS-39: what an entry repeats as `userNo` is open where the row's own is absent, no text, or longer than the field.
fn repeats_a_doubtful_account(exchange: &Exchange, answered: &Answered, violation: &Violation) -> bool {
    let Some(index) = violation
        .pointer
        .strip_prefix("/result/")
        .and_then(|rest| rest.strip_suffix("/userNo"))
        .and_then(|index| index.parse::<usize>().ok())
    else {
        return false;
    };
    let row_number = answered.entries()[index].get("rowNo").and_then(Value::as_u64);
    let Evidence::Butler { rows, .. } = &exchange.evidence else {
        return false;
    };
    let Some(row) = row_number.and_then(|n| rows.get(usize::try_from(n.checked_sub(1)?).ok()?)) else {
        return false;
    };
    row.get("userNo")
        .and_then(Value::as_str)
        .is_none_or(|account| account.chars().count() > 50)
}

fn finding(operation: Operation, violation: Violation, pointer: String) -> Finding {
    Finding {
        rule: violation.rule.unwrap_or(envelope_rule(operation)),
        pointer: Some(pointer),
        expected: violation.expected,
        actual: violation.actual,
        rung: Rung::Answer,
        exchange: None,
    }
}
