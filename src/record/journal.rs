//! What a scenario writes down while it runs. Everything is masked on its way in.

use std::collections::BTreeMap;
use std::time::SystemTime;

use serde_json::Value;

use super::{ExchangeRecord, Masker};
use crate::contract::{Ending, Finding, QuestionId};
use crate::wire::Exchange;

/// The journal of one scenario.
#[derive(Clone, Debug)]
pub struct Journal {
    masker: Masker,
    /// The calls made.
    pub exchanges: Vec<ExchangeRecord>,
    /// The deviations found, and when, which tells the step they belong to.
    pub findings: Vec<(SystemTime, Finding)>,
    /// The readings observed, by question.
    pub observations: BTreeMap<String, String>,
    /// Why calls were sent again.
    pub flaky: Vec<String>,
    /// How the scenario ended, where it was not by its last step.
    pub ending: Option<Ending>,
}

impl Journal {
    /// An empty journal.
    pub fn new(masker: Masker) -> Self {
        Self {
            masker,
            exchanges: Vec::new(),
            findings: Vec::new(),
            observations: BTreeMap::new(),
            flaky: Vec::new(),
            ending: None,
        }
    }

    /// Writes down an exchange.
    pub fn exchange(&mut self, exchange: &Exchange) {
        let record = ExchangeRecord::new(exchange, &mut self.masker);
        self.exchanges.push(record);
    }

    /// Writes down how often a call had to be sent, which its exchange alone would hide.
    pub fn retries(&mut self, exchange: &Exchange) {
        self.flaky
            .extend(exchange.retries.iter().map(|why| self.masker.text(why)));
    }

    /// Writes down a finding, made of the latest exchange unless it says otherwise.
    pub fn finding(&mut self, finding: Finding) {
        let pointer = finding.pointer.as_deref().unwrap_or_default();
        let actual = self.masker.at(pointer, &finding.actual);
        let masked = Finding {
            expected: self.masker.text(&finding.expected),
            actual: shortened(actual),
            pointer: finding.pointer.map(|pointer| self.masker.text(&pointer)),
            exchange: finding.exchange.or_else(|| self.exchanges.len().checked_sub(1)),
            ..finding
        };
        self.findings.push((SystemTime::now(), masked));
    }

    /// Writes down which reading of a question was seen.
    pub fn observation(&mut self, question: &QuestionId, reading: &str) {
        self.observations
            .insert(question.to_string(), self.masker.text(reading));
    }

    /// Writes down why the scenario ends here. The first reason stands.
    pub fn end(&mut self, ending: Ending) {
        let masker = &self.masker;
        self.ending.get_or_insert_with(|| match ending {
            Ending::Completed => Ending::Completed,
            Ending::Blocked { why } => Ending::Blocked { why: masker.text(&why) },
            Ending::Inapplicable { why } => Ending::Inapplicable { why: masker.text(&why) },
            Ending::Error { why, unreachable } => Ending::Error {
                why: masker.text(&why),
                unreachable,
            },
        });
    }
}

/// A finding shows where to look; the whole answer stands in the exchange beside it.
fn shortened(value: Value) -> Value {
    const LONGEST: usize = 400;
    match value {
        Value::String(text) if text.chars().count() > LONGEST => {
            let start: String = text.chars().take(LONGEST).collect();
            format!("{start}… ({} characters)", text.chars().count()).into()
        }
        other => other,
    }
}
