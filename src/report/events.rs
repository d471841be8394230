//! A run as lines of JSON while it goes on, for programs: one object for each event, by `schemas/run-events.json`.
//!
//! First `started`, then a `scenario` for each that has ended and a `finding` for each of its deviations,
//! `explored` if further requests were drawn, and last `finished`. A run that cannot finish has no last line:
//! the reason is reported on standard error, with its exit code.

use std::io::{self, Write};

use jiff::civil::Date;
use serde_json::{Value, json};

use super::json::one_line;
use super::sentence::verdict_sentence;
use crate::contract::{Contract, Level, Waiver};
use crate::record::{FindingRecord, Observer, RunEvent, RunRecord, ScenarioRecord};

/// The version of the format.
pub const FORMAT: &str = "fuhe-events/1";

/// Writes a line for each event.
#[derive(Debug)]
pub struct Events<'a, W: Write> {
    out: W,
    contract: &'a Contract,
    strict: bool,
    waivers: &'a [Waiver],
    today: Date,
    /// The result of the writing: an observer cannot return an error, so the first one is kept, and nothing is written
    /// after.
    written: io::Result<()>,
}

impl<'a, W: Write> Events<'a, W> {
    /// Lines written to `out`; `strict` if a failed *should* counts, and `waivers` of what does not fail the run today.
    pub fn new(out: W, contract: &'a Contract, strict: bool, waivers: &'a [Waiver], today: Date) -> Self {
        Self {
            out,
            contract,
            strict,
            waivers,
            today,
            written: Ok(()),
        }
    }

    /// Writes the last line, with the result of the run.
    ///
    /// # Errors
    /// If this or an earlier line could not be written.
    pub fn finish(mut self, record: &RunRecord) -> io::Result<()> {
        let run = &record.run;
        self.write(&json!({
            "event": "finished",
            "target": run.target,
            "embedded": run.embedded,
            "verdict": run.verdict,
            "sentence": verdict_sentence(record).english,
            "selection": run.selection,
            "seed": run.seed,
            "duration_ms": run.duration_ms,
            "counts": run.counts,
            "left": run.left,
            "errors": run.errors,
        }));
        self.written
    }

    fn write(&mut self, line: &Value) {
        if self.written.is_ok() {
            // Line by line, so that a reader is always up to date.
            self.written = writeln!(self.out, "{}", one_line(line)).and_then(|()| self.out.flush());
        }
    }

    fn scenario(&mut self, scenario: &ScenarioRecord) {
        self.write(&json!({
            "event": "scenario",
            "id": scenario.id,
            "rule": scenario.rule,
            "feature": scenario.feature,
            "ending": scenario.ending,
            "findings": scenario.findings.len(),
            "observations": scenario.observations,
            "flaky": scenario.flaky,
            "duration_us": scenario.duration_us,
        }));
        for found in &scenario.findings {
            self.finding(scenario, found);
        }
    }

    fn finding(&mut self, scenario: &ScenarioRecord, found: &FindingRecord) {
        let finding = &found.finding;
        let level = self.contract.rule(finding.rule).map_or(Level::Must, |rule| rule.level);
        let excuses = |waiver: &Waiver| waiver.excuses(self.today, finding.rule, &scenario.id);
        let waived = self.waivers.iter().any(excuses);
        self.write(&json!({
            "event": "finding",
            "scenario": scenario.id,
            "rule": finding.rule,
            "level": level,
            "fails": level.binds(self.strict) && !waived,
            "waived": waived,
            "expected": finding.expected,
            "actual": finding.actual,
            "pointer": finding.pointer,
            "stage": finding.stage,
            "repeat": scenario.repeat,
        }));
    }
}

impl<W: Write> Observer for Events<'_, W> {
    fn on_event(&mut self, event: &RunEvent) {
        match event {
            RunEvent::Started { scenarios } => {
                self.write(&json!({"event": "started", "format": FORMAT, "scenarios": scenarios}));
            }
            RunEvent::ScenarioFinished(scenario) => self.scenario(scenario),
            RunEvent::Explored {
                requests,
                to_accept,
                to_refuse,
                sequences,
                ..
            } => self.write(&json!({
                "event": "explored",
                "requests": requests,
                "to_accept": to_accept,
                "to_refuse": to_refuse,
                "sequences": sequences,
            })),
            // A scenario's result is known at its end, and the run's from its record.
            RunEvent::Announced { .. }
            | RunEvent::Settling { .. }
            | RunEvent::ClockDiffers { .. }
            | RunEvent::RunAgain { .. }
            | RunEvent::ScenarioStarted { .. }
            | RunEvent::RoundFinished { .. }
            | RunEvent::Retried { .. }
            | RunEvent::CleanedUp(_)
            | RunEvent::Finished => {}
        }
    }
}
