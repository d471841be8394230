//! What a scenario called, and what came of it, for `--verbose`: a line for the scenario and one for each of its calls.

use super::words::plural;
use crate::contract::ScenarioOutcome;
use crate::record::{ExchangeRecord, Said, ScenarioRecord};
use crate::text::{line, terminal};

/// The lines of a scenario that has ended. Its record is masked already.
pub(super) fn scenario_lines(scenario: &ScenarioRecord) -> String {
    let mut lines = vec![format!(
        "{}: {} · {} ms",
        line(&scenario.id),
        line(&outcome(scenario)),
        scenario.duration_us / 1000
    )];
    lines.extend(scenario.exchanges.iter().map(call_line));
    lines.extend(scenario.flaky.iter().map(|why| format!("  again: {}", line(why))));
    terminal(&lines.join("\n")).into_owned()
}

fn outcome(scenario: &ScenarioRecord) -> String {
    let found = scenario.findings.len();
    match &scenario.ending {
        ScenarioOutcome::Error { why, .. } => format!("error: {why}"),
        _ if found > 0 => plural(found, "finding"),
        ScenarioOutcome::Completed => "no deviation".to_owned(),
        ScenarioOutcome::Blocked { why } => format!("blocked: {why}"),
        ScenarioOutcome::NotJudged { why } => format!("not judged: {why}"),
        ScenarioOutcome::Inapplicable { why } => format!("does not apply: {why}"),
        ScenarioOutcome::NotRun { why } => format!("did not run: {why}"),
    }
}

fn call_line(exchange: &ExchangeRecord) -> String {
    let said = Said::of(exchange);
    let message = said.message.map(|message| format!(" {message:?}")).unwrap_or_default();
    let took = (exchange.wait_us + exchange.receive_us) / 1000;
    let words = format!(
        "  {} HTTP {}, {}{message} · {took} ms",
        exchange.operation, exchange.response.status, said.outcome
    );
    line(&words).into_owned()
}
