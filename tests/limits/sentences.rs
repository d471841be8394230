//! The sentences of the features by which calls and answers are found.

use std::collections::BTreeSet;

use fuhe::contract::{Message, Operation, Step, Vendor};
use fuhe::wire::etc;
use regex::Regex;

use super::sample::{Fate, ReportInput};

/// A call of a scenario.
pub(super) struct CallStep {
    /// For each row the fields that differ from a correct call, as written.
    pub(super) rows: Vec<Vec<(Message, String, String)>>,
    /// True where the call only prepares another and must be taken.
    pub(super) given: bool,
}

/// Sentences by which calls and answers are found.
pub(super) struct Sentences {
    /// For each operation, a call of it; the tail is the first group.
    calls: Vec<(Operation, Regex)>,
    with: Regex,
    under: Regex,
    pub(super) text: Regex,
    text_or_none: Regex,
    envelope: Regex,
    cause: Regex,
    pub(super) value: Regex,
    pub(super) rows: Regex,
}

/// How steps call an operation; one that creates is also called by a precondition.
fn call_of(operation: Operation) -> String {
    let subject = operation.subject();
    let verbs: Vec<&str> = operation.verbs().iter().map(|verb| verb.word.as_str()).collect();
    let verb = format!(" (?:is|are) (?:{})", verbs.join("|"));
    let given = if operation.creates().is_some() { "?" } else { "" };
    let names = r"(?: (?:[A-Z]|U\d+)(?:(?:,| and| to) ?(?:[A-Z]|U\d+))*)?";
    format!(r"^(?:(?:an?|these|no|\d+) )?{subject}s?{names}(?:{verb}){given}((?: (?:with|under|in|again)\b|,).*)?$")
}

impl Sentences {
    pub(super) fn new() -> Self {
        let regex = |text: &str| Regex::new(text).unwrap();
        Self {
            calls: Operation::all()
                .map(|operation| (operation, regex(&call_of(operation))))
                .collect(),
            with: regex(r"^ with (\S+) (.*)$"),
            under: regex(r"^ under the (application id|API code|\S+) (.*)$"),
            text: regex(r"^(\S+) in the answer is a text of (\d+) to (\d+) characters$"),
            text_or_none: regex(r"^(\S+) in the answer is a text of up to (\d+) characters, or none$"),
            envelope: regex(r"^the (request id|code|message) is a text of (\d+) to (\d+) characters$"),
            cause: regex(r"^the cause of row \d+ is a text of (\d+) to (\d+) characters$"),
            value: regex(r#"^(\S+) in the answer is ("[^"]*"|true|false)$"#),
            rows: regex(r"^exactly rows? (.+?) (?:is|are) in error(?:, unlike .+)?$"),
        }
    }

    /// The call that a step makes, and the message of its answer.
    pub(super) fn call(&self, step: &Step, given: bool) -> Option<(CallStep, Message)> {
        let text = step.text.as_str();
        let (operation, tail) = self
            .calls
            .iter()
            .find_map(|(operation, regex)| Some((*operation, regex.captures(text)?.get(1))))?;
        let (message, answer) = (operation.fields(), operation.answer());
        let tail = tail.map_or("", |tail| tail.as_str());
        let mut rows = Vec::new();
        if text.starts_with("these ") {
            let [heading, body @ ..] = step.table.as_slice() else {
                return None;
            };
            for cells in body {
                let fields = heading.iter().zip(cells).filter(|(field, _)| *field != "name");
                rows.push(fields.map(|(f, v)| (message, f.clone(), v.clone())).collect());
            }
        } else if tail == " with" {
            let fields = step
                .table
                .iter()
                .map(|cells| (message, cells[0].clone(), cells[1].clone()));
            rows.push(fields.collect());
        } else if let Some(found) = self.with.captures(tail) {
            rows.push(vec![(message, found[1].to_owned(), found[2].to_owned())]);
        } else if let Some(found) = self.under.captures(tail) {
            let field = match etc::EnvelopeField::from_words(&found[1]) {
                Some(part) if operation.vendor() == Vendor::Gateway => {
                    (Message::named("envelope.request"), part.canonical())
                }
                _ => (operation.request(), &found[1]),
            };
            rows.push(vec![(field.0, field.1.to_owned(), found[2].to_owned())]);
        }
        Some((CallStep { rows, given }, answer))
    }

    pub(super) fn told(&self, text: &str, answer: Message) -> Option<ReportInput> {
        let told = |message, field: &str, least: &str, most: &str, required| ReportInput {
            message,
            field: field.to_owned(),
            least: least.parse().ok().filter(|least| *least > 0),
            most: most.parse().ok(),
            value: None,
            required,
        };
        if let Some(found) = self.text.captures(text) {
            return Some(told(answer, &found[1], &found[2], &found[3], true));
        }
        if let Some(found) = self.text_or_none.captures(text) {
            return Some(told(answer, &found[1], "", &found[2], false));
        }
        if let Some(found) = self.envelope.captures(text) {
            let field = match &found[1] {
                "request id" => "request_id",
                "code" => "code",
                _ => "msg",
            };
            return Some(told(
                Message::named("envelope.answer"),
                field,
                &found[2],
                &found[3],
                true,
            ));
        }
        if let Some(found) = self.cause.captures(text) {
            return Some(told(answer, "result.cause", &found[1], &found[2], true));
        }
        if let Some(found) = self.value.captures(text) {
            return Some(ReportInput {
                value: serde_json::from_str(&found[2]).ok(),
                ..told(answer, &found[1], "", "", true)
            });
        }
        if let Some(field) = text.strip_prefix("the answer has no ") {
            return Some(told(answer, field, "", "", false));
        }
        if let Some(field) = text.strip_prefix("the answer has ") {
            return Some(told(answer, field, "", "", true));
        }
        if let Some((field, _)) = text.split_once(" in the answer, where present, ") {
            return Some(told(answer, field, "", "", false));
        }
        if self.rows.is_match(text) {
            return Some(told(answer, "result.rowNo", "", "", true));
        }
        match text {
            "the result is empty" => Some(told(answer, "result", "", "", false)),
            "the data is null or absent" => Some(told(Message::named("envelope.answer"), "data", "", "", false)),
            _ if text.starts_with("the entry of row") => Some(told(answer, "result.userNo", "", "", true)),
            _ => None,
        }
    }

    /// What becomes of each row of a call by the sentence that follows it; `None` where it says nothing of that.
    pub(super) fn fate(&self, text: &str, rows: usize) -> Option<Vec<Fate>> {
        if let Some(found) = self.rows.captures(text) {
            let refused: BTreeSet<usize> = match found[1].split_once(" to ") {
                Some((first, last)) => (first.parse().unwrap()..=last.parse().unwrap()).collect(),
                None => found[1].split(", ").map(|row| row.parse().unwrap()).collect(),
            };
            let fate = |row| {
                if refused.contains(&row) {
                    Fate::Refused
                } else {
                    Fate::Open
                }
            };
            return Some((1..=rows).map(fate).collect());
        }
        let fate = match text {
            "it is accepted" | "its signature is accepted" | "the code is \"000\"" => Fate::Taken,
            _ if text.starts_with("it is accepted, as ") => Fate::Taken,
            _ if text.starts_with("it is refused") || text.starts_with("a refusal has code") => Fate::Refused,
            _ if text.contains(" reads ") => Fate::Open,
            _ => return None,
        };
        Some(vec![fate; rows])
    }
}
