//! The results of each rule over many runs, one line of JSON for each run.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::contract::{RuleId, Verdict};
use crate::record::{RunRecord, RunVerdict};

/// The version of a line's format.
pub const FORMAT: &str = "fuhe-history/1";

/// The result of one run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// [`FORMAT`].
    pub format: String,
    /// When the run began, RFC 3339.
    pub started: String,
    /// The target's name.
    pub target: String,
    /// The version of fuhe.
    pub fuhe: String,
    /// The digest of the contract that judged.
    pub contract: String,
    /// The seed of drawn values and order.
    pub seed: u64,
    /// The verdict on the vendor.
    pub verdict: RunVerdict,
    /// The verdict on each rule that the run tested.
    pub rules: BTreeMap<RuleId, Verdict>,
    /// Rules that fail and are waived.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waived: Vec<RuleId>,
}

impl Line {
    /// The line of a run.
    pub fn of(record: &RunRecord) -> Self {
        let run = &record.run;
        let tested = record.rules.iter().filter(|rule| rule.verdict != Verdict::Untested);
        let waived = record.rules.iter().filter(|rule| record.is_waived(rule.id));
        Self {
            format: FORMAT.to_owned(),
            started: run.started.clone(),
            target: run.target.clone(),
            fuhe: run.fuhe.clone(),
            contract: run.contract.clone(),
            seed: run.seed,
            verdict: run.verdict,
            rules: tested.map(|rule| (rule.id, rule.verdict)).collect(),
            waived: waived.map(|rule| rule.id).collect(),
        }
    }

    /// True if its run began before the run of this record.
    pub fn is_before(&self, record: &RunRecord) -> bool {
        let time = |text: &str| text.parse::<Timestamp>().ok();
        time(&self.started) < time(&record.run.started)
    }
}

/// True for a history, and for a file that can become one: it is empty, or has one line, perhaps cut short.
pub fn is_one(text: &str) -> bool {
    let begins = format!("{{\"format\":\"{}", FORMAT.trim_end_matches(char::is_numeric));
    let mut lines = text
        .lines()
        .map(|line| line.replace(' ', ""))
        .filter(|line| !line.is_empty());
    lines
        .next()
        .is_none_or(|line| line.starts_with(&begins) || begins.starts_with(&line))
        || lines.any(|line| line.starts_with(&begins))
}

/// The lines of a history, and a sentence for each wrong line. A line that was cut short does not affect the others.
pub fn read(text: &str) -> (Vec<Line>, Vec<String>) {
    let (mut lines, mut faults) = (Vec::new(), Vec::new());
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match read_line(line) {
            Ok(line) => lines.push(line),
            Err(reason) => faults.push(format!("line {} {reason}; it is left out", index + 1)),
        }
    }
    (lines, faults)
}

fn read_line(line: &str) -> Result<Line, String> {
    let value: Value = serde_json::from_str(line).map_err(|_| "is cut short, or not JSON".to_owned())?;
    match value.get("format").and_then(Value::as_str) {
        Some(FORMAT) => serde_json::from_value(value).map_err(|e| format!("is not complete: {e}")),
        Some(other) => Err(format!(
            "has the format \"{other}\", and this version of fuhe reads \"{FORMAT}\""
        )),
        None => Err(format!("is not a line of a history: it has no format \"{FORMAT}\"")),
    }
}

/// The results of the runs against one target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetHistory<'a> {
    /// The target's name.
    pub target: &'a str,
    /// When its first run began.
    pub first: &'a str,
    /// When its last run began.
    pub last: &'a str,
    /// How many runs there are.
    pub runs: usize,
    /// Every rule that ever held or failed.
    pub rules: BTreeMap<RuleId, RuleHistory<'a>>,
}

/// The results of one rule in these runs. Runs that could not decide whether it holds do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleHistory<'a> {
    /// The result of the last run: it holds, or it fails.
    pub now: Verdict,
    /// True if it fails and is waived.
    pub waived: bool,
    /// The beginning of the first run of those that had this result ever since.
    pub since: &'a str,
    /// How many runs in a row had this result.
    pub runs: usize,
    /// How often the result changed.
    pub flips: usize,
}

/// The history of each target, in the order in which they first occur. The order of the lines is the order of
/// the runs.
pub fn by_target(lines: &[Line]) -> Vec<TargetHistory<'_>> {
    let mut histories: Vec<TargetHistory<'_>> = Vec::new();
    for line in lines {
        let place = histories.iter().position(|history| history.target == line.target);
        let place = place.unwrap_or_else(|| {
            histories.push(TargetHistory {
                target: &line.target,
                first: &line.started,
                last: &line.started,
                runs: 0,
                rules: BTreeMap::new(),
            });
            histories.len() - 1
        });
        histories[place].add(line);
    }
    histories
}

impl<'a> TargetHistory<'a> {
    fn add(&mut self, line: &'a Line) {
        self.last = &line.started;
        self.runs += 1;
        for (rule, verdict) in &line.rules {
            if !matches!(verdict, Verdict::Holds | Verdict::Fails) {
                continue;
            }
            let known = self.rules.entry(*rule).or_insert(RuleHistory {
                now: *verdict,
                waived: false,
                since: &line.started,
                runs: 0,
                flips: 0,
            });
            if known.now != *verdict {
                known.flips += 1;
                known.runs = 0;
                known.since = &line.started;
                known.now = *verdict;
            }
            known.runs += 1;
            known.waived = line.waived.contains(rule);
        }
    }
}
