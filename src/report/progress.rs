//! How far a run is, while it runs: on a terminal a bar, elsewhere a line for every tenth part.

use std::fmt::Write as _;
use std::io::Write;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::verbose::scenario_lines;
use super::words::plural;
use crate::contract::{Operation, ScenarioOutcome};
use crate::record::{Observer, RunEvent, Users};
use crate::text::line;

/// The bar, the counts, and the scenario that has been running the longest, cut to the width of the terminal.
const BAR: &str = "{bar:20} {pos} of {len} scenarios{prefix}{wide_msg}";

/// Shows the progress of a run.
#[derive(Debug)]
pub struct Progress<W: Write> {
    out: W,
    bar: Option<ProgressBar>,
    selected: usize,
    done: usize,
    findings: usize,
    errors: usize,
    running: Vec<String>,
    shown_tenths: usize,
    is_verbose: bool,
}

impl<W: Write> Progress<W> {
    /// Progress as lines written to `out`, or as a bar if there is a terminal to draw it on.
    pub fn new(out: W, terminal: Option<ProgressDrawTarget>) -> Self {
        let bar = |target| {
            let style = ProgressStyle::with_template(BAR).unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::with_draw_target(Some(0), target).with_style(style)
        };
        Self {
            out,
            bar: terminal.map(bar),
            selected: 0,
            done: 0,
            findings: 0,
            errors: 0,
            running: Vec::new(),
            shown_tenths: 0,
            is_verbose: false,
        }
    }

    /// The same, with every scenario and its calls.
    #[must_use]
    pub fn verbose(mut self, is_verbose: bool) -> Self {
        self.is_verbose = is_verbose;
        self
    }

    fn draw(&self, bar: &ProgressBar) {
        bar.set_length(self.selected as u64);
        bar.set_prefix(self.counts());
        bar.set_message(match self.running.first() {
            Some(oldest) => format!(" · {}", line(oldest)),
            None => String::new(),
        });
        bar.set_position(self.done as u64);
    }

    fn report(&mut self) {
        let tenths = (self.done * 10).checked_div(self.selected).unwrap_or(10);
        if tenths > self.shown_tenths {
            self.shown_tenths = tenths;
            let line = format!("{} of {} scenarios{}", self.done, self.selected, self.counts());
            self.write(&line);
        }
    }

    /// What was found so far, if anything.
    fn counts(&self) -> String {
        let mut words = String::new();
        for (count, thing) in [(self.findings, "finding"), (self.errors, "error")] {
            if count > 0 {
                // Writing to a String cannot fail.
                let _ = write!(words, " · {}", plural(count, thing));
            }
        }
        words
    }

    /// Progress is not essential: if it cannot be written, the run goes on.
    fn write(&mut self, line: &str) {
        let out = &mut self.out;
        let mut write = || {
            let _ = writeln!(out, "{line}");
            let _ = out.flush();
        };
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }
}

impl<W: Write> Observer for Progress<W> {
    fn on_event(&mut self, event: &RunEvent) {
        match event {
            RunEvent::Started { scenarios } => self.selected = *scenarios,
            RunEvent::Announced { users, explore } => {
                if let Some(announcement) = announcement(users, *explore) {
                    self.write(&announcement);
                }
            }
            RunEvent::Settling { millis } => self.write(&format!(
                "the target knows of a change only after a while (BS-51): calls that depend on one wait {millis} ms; \
                 settle = {millis} in [network] of the target file saves the measurement"
            )),
            RunEvent::ClockDiffers { millis } => {
                if self.is_verbose {
                    let (seconds, side) = (millis.abs() / 1000, if *millis > 0 { "ahead of" } else { "behind" });
                    self.write(&format!(
                        "the target's clock is {seconds} s {side} ours; calls carry its time"
                    ));
                }
            }
            RunEvent::RunAgain { scenarios } => self.write(&format!(
                "{} could not be judged, and {} again",
                plural(*scenarios, "scenario"),
                if *scenarios == 1 { "runs" } else { "run" }
            )),
            RunEvent::RoundFinished { round, of } => {
                self.write(&format!("each scenario was run {round} of {of} times"));
            }
            RunEvent::ScenarioStarted { id } => self.running.push(id.clone()),
            RunEvent::ScenarioFinished(scenario) => {
                // A scenario that was not selected never began.
                self.done += usize::from(self.running.contains(&scenario.id));
                self.findings += scenario.findings.len();
                self.errors += usize::from(matches!(scenario.ending, ScenarioOutcome::Error { .. }));
                self.running.retain(|id| *id != scenario.id);
                if self.is_verbose {
                    self.write(&scenario_lines(scenario));
                }
                if self.bar.is_none() {
                    self.report();
                }
            }
            RunEvent::Explored {
                requests,
                to_accept,
                to_refuse,
                sequences,
                calls,
                per_second,
            } => {
                let either = requests - to_accept - to_refuse;
                self.write(&format!(
                    "{requests} further requests: {to_accept} to be accepted, {to_refuse} to be refused, {either} \
                     either, {per_second:.0} a second; {} of calls; {} in all",
                    plural(*sequences, "sequence"),
                    plural(*calls, "call")
                ));
            }
            RunEvent::Retried { .. } | RunEvent::CleanedUp(_) => return,
            RunEvent::Finished => {
                if let Some(bar) = &self.bar {
                    bar.finish_and_clear();
                }
                return;
            }
        }
        if let Some(bar) = &self.bar {
            self.draw(bar);
        }
    }
}

/// What a run may leave behind, while it can still be stopped.
pub fn announcement(users: &Users, explore: usize) -> Option<String> {
    let kinds = Operation::all().map(|operation| (users.of(operation), operation.subject()));
    let kinds = kinds.filter(|(count, _)| *count > 0);
    let mut parts: Vec<String> = kinds.map(|(count, kind)| plural(count, kind)).collect();
    if explore > 0 {
        parts.push(format!(
            "those of {} and {} of calls",
            plural(explore, "further request"),
            plural(explore / 10, "sequence")
        ));
    }
    (!parts.is_empty()).then(|| format!("creating up to {}", parts.join(", ")))
}
