//! A deviation of the first contact as a scenario, in the words of the features.

use std::time::Duration;

use super::base_call::Difference;
use super::caller::{Caller, Sent};
use crate::check::Expectation;
use crate::contract::Finding;
use crate::record::{FindingRecord, Journal, Masker, ScenarioRecord, StepRecord, StepStatus, rfc3339};
use crate::steps::Misfit;
use crate::text::shell_quoted;
use crate::wire::Exchange;

/// The step in which the refusal is found.
const REFUSED: usize = 1;

/// The scenario that tells a difference: the call that is refused, and beside it one that is accepted.
pub(super) fn scenario(
    caller: &Caller<'_>,
    misfit: &Misfit,
    difference: &Difference,
    accepted: &Sent,
) -> ScenarioRecord {
    let mut journal = Journal::new(Masker::new(&caller.plan.target.secrets()));
    for sent in [&difference.refused, accepted] {
        journal.retries(&sent.exchange);
        if caller.plan.keeps_exchanges {
            journal.exchange(&sent.exchange);
        }
    }
    if let Some(finding) = finding(caller, misfit, difference) {
        journal.finding(finding);
    }
    let findings = journal.findings.into_iter();
    let findings: Vec<FindingRecord> = findings
        .map(|(_, finding)| FindingRecord {
            step: REFUSED,
            finding,
            intermittent: None,
        })
        .collect();
    let operation = misfit.operation;
    let (subject, verb) = (format!("a {}", operation.subject()), &operation.verbs()[0].word);
    let name = format!("first contact: {subject} {} is accepted", told(misfit));
    let (first, second) = (micros(&difference.refused.exchange), micros(&accepted.exchange));
    let when = |what: &str| format!("{subject} is {verb} with {what}");
    let other = format!(
        "{} {}",
        difference.variation.field.name,
        difference.variation.notation()
    );
    let steps = vec![
        step("When", when(&misfit.words()), StepStatus::Passed, 0, first),
        step("Then", "it is accepted".to_owned(), StepStatus::Failed, first, 0),
        step("When", when(&other), StepStatus::Passed, first, second),
        step(
            "Then",
            "it is accepted".to_owned(),
            StepStatus::Passed,
            first + second,
            0,
        ),
    ];
    ScenarioRecord {
        started: rfc3339(difference.refused.exchange.timing.started),
        duration_us: first + second,
        steps,
        findings,
        observations: journal.observations,
        flaky: journal.flaky,
        exchanges: journal.exchanges,
        // The first contact is made before any scenario of the operation, and so before those of the rule.
        repeat: Some(format!(
            "{} --name {}",
            caller.plan.command,
            shell_quoted(&format!("^{}/", regex::escape(&misfit.rule.to_string())))
        )),
        ..ScenarioRecord::named(caller.contract, misfit.rule, name)
    }
}

fn finding(caller: &Caller<'_>, misfit: &Misfit, difference: &Difference) -> Option<Finding> {
    let Sent { exchange, answered, .. } = &difference.refused;
    let finding = Expectation::Accepted.check(misfit.rule, exchange, answered)?;
    let why = match &misfit.refused {
        None => format!("{} is optional, and with it", misfit.field),
        Some(_) => format!("with {} {}", misfit.field, difference.variation.notation()),
    };
    Some(Finding {
        expected: format!("{} ({why} it is)", finding.expected),
        actual: answered.in_words().into(),
        exchange: caller.plan.keeps_exchanges.then_some(0),
        ..finding
    })
}

/// What is refused, as it stands in a name.
fn told(misfit: &Misfit) -> String {
    match &misfit.refused {
        None => format!("without {}", misfit.field),
        Some(_) => format!("with {}", misfit.words()),
    }
}

fn step(keyword: &str, text: String, status: StepStatus, started_us: u64, duration_us: u64) -> StepRecord {
    StepRecord {
        keyword: keyword.to_owned(),
        text,
        table: Vec::new(),
        status,
        started_us,
        duration_us,
    }
}

fn micros(exchange: &Exchange) -> u64 {
    let took: Duration = exchange.timing.wait + exchange.timing.receive;
    u64::try_from(took.as_micros()).unwrap_or(u64::MAX)
}
