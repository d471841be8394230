//! Every answer against the schemas: what each scenario checks on each of its calls, beyond its own rule.

use serde_json::Value;

use super::{Answered, Outcome};
use crate::contract::{Finding, Message, Stage, Violation};
use crate::rule;
use crate::wire::{Evidence, Exchange, Operation, Origin, Vendor, etc};

/// All that is wrong with an answer, whatever was asked: its shape, and the fields that a success must carry.
///
/// A refusal whose form is open (BS-48) is not looked at.
pub fn conformance(exchange: &Exchange, answered: &Answered) -> Vec<Finding> {
    if answered.free_form && answered.outcome == Outcome::Refused {
        return Vec::new();
    }
    if answered.body.is_empty() {
        return vec![no_object(exchange, answered)];
    }
    if Origin::of(exchange.operation.vendor(), &exchange.response) == Origin::Crash {
        return vec![shapeless(exchange, "an answer in the documented shape", None)];
    }
    let mut findings = text_of_the_body(exchange.operation, answered);
    findings.extend(match exchange.operation.vendor() {
        Vendor::Gateway => gateway(exchange, answered),
        Vendor::Courier => courier(exchange, answered),
    });
    findings
}

/// A body that holds no object. Of one that begins as JSON, where it ends to be any.
fn no_object(exchange: &Exchange, answered: &Answered) -> Finding {
    let is_meant = exchange.response.body.trim_start().starts_with(['{', '[']);
    let fault = answered.faults.first().filter(|_| is_meant);
    shapeless(exchange, "a JSON object as the body of the answer", fault)
}

fn shapeless(exchange: &Exchange, expected: &str, fault: Option<&String>) -> Finding {
    let content_type = exchange.response.header("content-type").unwrap_or("no content type");
    let start: String = exchange.response.body.chars().take(200).collect();
    let fault = fault.map(|fault| format!("{fault}: ")).unwrap_or_default();
    Finding {
        rule: exchange.operation.shape_rule(),
        pointer: None,
        expected: expected.to_owned(),
        actual: format!("HTTP {}, {content_type}: {fault}{start}", exchange.response.status).into(),
        stage: Stage::AnswerBody,
        exchange: None,
    }
}

/// What is wrong with the text of a body that is understood all the same. A member that stands twice with two values
/// says another thing to each reader.
fn text_of_the_body(operation: Operation, answered: &Answered) -> Vec<Finding> {
    let finding = |pointer: Option<&String>, expected: &str, actual: Value| Finding {
        rule: operation.shape_rule(),
        pointer: pointer.cloned(),
        expected: expected.to_owned(),
        actual,
        stage: Stage::AnswerBody,
        exchange: None,
    };
    let faults = answered.faults.iter();
    let faults = faults.map(|fault| finding(None, "a JSON object in UTF-8, and nothing else", fault.as_str().into()));
    let ambiguous = answered.repeated.iter().filter(|repeated| repeated.is_ambiguous());
    let repeated = ambiguous.map(|repeated| {
        let both = vec![repeated.first.clone(), repeated.last.clone()];
        finding(
            Some(&repeated.pointer),
            "the member once, or twice with the same value",
            both.into(),
        )
    });
    faults.chain(repeated).collect()
}

fn gateway(exchange: &Exchange, answered: &Answered) -> Vec<Finding> {
    let operation = exchange.operation;
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
                rule: operation.success_rule(),
                pointer: Some(envelope.received_pointer("/code")),
                expected: "code \"000\" on success".to_owned(),
                actual: canonical.get("code").cloned().unwrap_or_default(),
                stage: Stage::Answer,
                exchange: None,
            });
            if canonical.get("code").is_some_and(Value::is_string) {
                canonical.insert("code".to_owned(), "000".into());
            }
        }
        let data = operation.answer().schema().violations(envelope.data());
        findings.extend(data.into_iter().map(|violation| {
            let pointer = envelope.received_pointer(&format!("/data{}", violation.pointer));
            finding(operation, violation, pointer)
        }));
        findings.extend(unasked(exchange, envelope));
    }
    let canonical = Value::Object(canonical);
    let shape = Message::named("envelope.answer").schema().violations(&canonical);
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

/// What an answer to a creation has, though the call did not ask for it (`x-unasked`). What an update has is open (GU-17).
fn unasked(exchange: &Exchange, envelope: &etc::Answer) -> Vec<Finding> {
    let Evidence::Gateway { params, .. } = &exchange.evidence else {
        return Vec::new();
    };
    let number = exchange.operation.result_field().and_then(|number| params.get(number));
    if number.is_some_and(|number| number.as_str() != Some("")) {
        return Vec::new();
    }
    let properties = exchange.operation.answer().source()["properties"].as_object();
    let unasked = properties.into_iter().flatten().filter_map(|(name, property)| {
        let unless = property["x-unasked"]["unless"].as_str()?;
        let rule = property["x-unasked"]["rule"].as_str()?.parse().ok()?;
        let is_asked = params
            .get(unless)
            .is_some_and(|asked| asked != &Value::Bool(false) && !asked.is_null());
        let there = envelope
            .data()
            .get(name)
            .filter(|there| !there.is_null() && !is_asked)?;
        Some(Finding {
            rule,
            pointer: Some(envelope.received_pointer(&format!("/data/{name}"))),
            expected: format!("no {name} where {unless} is not true"),
            actual: there.clone(),
            stage: Stage::Answer,
            exchange: None,
        })
    });
    unasked.collect()
}

fn courier(exchange: &Exchange, answered: &Answered) -> Vec<Finding> {
    let body = Value::Object(answered.body.clone());
    let mut findings: Vec<Finding> = exchange
        .operation
        .answer()
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
    if exchange.operation.vendor() == Vendor::Courier {
        let rows = exchange.evidence.accounts(exchange.operation);
        for (index, entry) in answered.entries().iter().enumerate() {
            let row = entry.get("rowNo").and_then(Value::as_u64);
            if answered.outcome == Outcome::Refused && row.is_some_and(|row| row > rows.len() as u64 && row > 0) {
                findings.push(Finding {
                    rule: rule!("BS-24"),
                    pointer: Some(format!("/result/{index}/rowNo")),
                    expected: format!("the number of a row that was sent, 1 to {}", rows.len()),
                    actual: entry["rowNo"].clone(),
                    stage: Stage::Answer,
                    exchange: None,
                });
            }
        }
        findings.extend(accounts_of_other_rows(exchange, answered));
    }
    findings
}

/// BS-24: what an entry repeats is the account of the row that it numbers. Where the row's own is none by the pages, it is
/// open what is repeated (BS-39).
fn accounts_of_other_rows(exchange: &Exchange, answered: &Answered) -> Vec<Finding> {
    let Evidence::Courier {
        plain_list: Some(list), ..
    } = &exchange.evidence
    else {
        return Vec::new();
    };
    if answered.outcome != Outcome::Refused {
        return Vec::new();
    }
    // What was encrypted, which need not be the rows that were meant.
    let rows: Vec<Value> = serde_json::from_str(list).unwrap_or_default();
    let entries = answered.entries().iter().enumerate();
    let others = entries.filter_map(|(index, entry)| {
        let number = usize::try_from(entry.get("rowNo")?.as_u64()?).ok()?;
        let own = rows.get(number.checked_sub(1)?)?.get("userNo")?.as_str()?;
        let told = entry.get("userNo")?.as_str()?;
        // A request that is refused as a whole may have an entry of its own, which names nobody (BS-34).
        (is_account(own) && !told.is_empty() && told != own).then(|| Finding {
            rule: rule!("BS-24"),
            pointer: Some(format!("/result/{index}/userNo")),
            expected: format!("\"{own}\", the account of row {number}"),
            actual: told.into(),
            stage: Stage::Answer,
            exchange: None,
        })
    });
    others.collect()
}

/// An account as BS-05 has it.
fn is_account(text: &str) -> bool {
    (6..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
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
    let Evidence::Courier { rows, .. } = &exchange.evidence else {
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
        rule: violation.rule.unwrap_or(operation.shape_rule()),
        pointer: Some(pointer),
        expected: violation.expected,
        actual: violation.actual,
        stage: Stage::Answer,
        exchange: None,
    }
}
