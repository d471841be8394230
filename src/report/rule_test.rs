//! What a run says of one rule, for test runners, to which every rule is a test.
//!
//! The test of a rule fails where `fuhe check` counts the rule against its exit code, and where an error kept fuhe from
//! judging it, whatever its level. What is only a warning, waived or observed passes, with a remark.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::digest::{Excuse, RuleFindings, SHOWN, deviations, open_interpretations, waivers};
use super::finding::{finding_lines, is_command};
use super::sentence::verdict_sentence;
use super::words::cut;
use super::{Language, level_of, rule_record};
use crate::contract::{Contract, RuleId, ScenarioOutcome, Verdict};
use crate::record::{RunRecord, ScenarioRecord};
use crate::text::{Ink, Painted, Painter, line};

/// Longer lines of evidence are cut; the record has them complete.
const LONGEST: usize = 240;

/// What became of the test of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleTest {
    /// Nothing that counts is wrong; there may be something to say all the same.
    Passed(Option<Painted>),
    /// The rule counts against the exit code of `fuhe check`, and why.
    Failed(Painted),
    /// Nothing is known of the rule, nothing that counts is wrong, and why that is.
    NotJudged(String),
}

/// The verdict on the whole run, in a sentence.
pub fn verdict(record: &RunRecord) -> String {
    line(&verdict_sentence(record).english).into_owned()
}

impl RuleTest {
    /// What a run says of a rule. `tested` are the rules that the run was made for: a deviation from any other is told at
    /// the rule whose scenario found it, since no other test would.
    pub fn of(record: &RunRecord, contract: &Contract, rule: RuleId, tested: &BTreeSet<RuleId>, colour: bool) -> Self {
        let own = OneRule {
            record,
            contract,
            rule,
            paint: Painter::new(colour),
        };
        let wrong = own.wrong(tested);
        if !wrong.is_empty() {
            return Self::Failed(own.paint.finish(wrong.concat().trim_end()));
        }
        match rule_record(record, rule).map_or(Verdict::Untested, |rule| rule.verdict) {
            Verdict::Holds => Self::Passed(None),
            Verdict::Fails | Verdict::Observed => {
                let remark = own.remark();
                let remark = remark.trim_end();
                Self::Passed((!remark.is_empty()).then(|| own.paint.finish(remark)))
            }
            Verdict::Blocked | Verdict::PartlyTested | Verdict::Untested => Self::NotJudged(own.why_not_judged()),
        }
    }
}

/// A rule of a run.
struct OneRule<'a> {
    record: &'a RunRecord,
    contract: &'a Contract,
    rule: RuleId,
    paint: Painter,
}

impl<'a> OneRule<'a> {
    fn evidence(&self) -> impl Iterator<Item = &'a ScenarioRecord> {
        let (record, rule) = (self.record, self.rule);
        record
            .scenarios
            .iter()
            .filter(move |scenario| scenario.is_evidence_for(rule))
    }

    /// Everything that makes the test fail, in sections.
    fn wrong(&self, tested: &BTreeSet<RuleId>) -> Vec<String> {
        let mut sections = Vec::new();
        for group in deviations(self.record).failures {
            if group.0 == self.rule {
                sections.push(self.findings(Ink::Red, &group));
            } else if !tested.contains(&group.0) {
                sections.push(self.findings_here(group));
            }
        }
        sections.push(self.waivers_to_remove());
        let is_unjudged = self.record.unjudged().any(|rule| rule.id == self.rule);
        let broke_off = !self.record.run.errors.is_empty();
        sections.push(self.not_judged(|ending| match ending {
            ScenarioOutcome::Error { .. } => true,
            ScenarioOutcome::Blocked { .. } => is_unjudged,
            ScenarioOutcome::NotRun { .. } => broke_off,
            ScenarioOutcome::Completed | ScenarioOutcome::Inapplicable { .. } | ScenarioOutcome::NotJudged { .. } => {
                false
            }
        }));
        sections.retain(|section| !section.is_empty());
        sections
    }

    fn findings(&self, ink: Ink, (rule, findings): &RuleFindings<'_>) -> String {
        let level = level_of(self.record, *rule);
        let title = rule_record(self.record, *rule).map_or("", |rule| &rule.title);
        let name = self.paint.ink(ink, &rule.to_string());
        let mut text = format!("  {name}  {level}  {}\n", line(title));
        if let Some(documented) = self.contract.rule(*rule).filter(|rule| !rule.source.is_empty()) {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "         {}", self.paint.ink(Ink::Dim, &line(&documented.source)));
        }
        for (scenario, found) in findings.iter().take(SHOWN) {
            // A scenario of another rule is named in full, so that it can be found.
            let own = scenario.rule == *rule;
            let name = if own { &scenario.name } else { &scenario.id };
            let _ = writeln!(text, "    {} {}", self.paint.ink(ink, "✗"), line(name));
            for (word, line) in finding_lines(scenario, found, Language::English) {
                let line = if is_command(word) { line } else { cut(&line, LONGEST) };
                let word = self.paint.ink(Ink::Dim, &format!("{word:<8}"));
                let _ = writeln!(text, "      {word}  {line}");
            }
        }
        if findings.len() > SHOWN {
            let rest = format!("… and {} more of this rule", findings.len() - SHOWN);
            let _ = writeln!(text, "    {}", self.paint.ink(Ink::Dim, &rest));
        }
        text
    }

    /// What scenarios of this rule found of another that has no test in this run.
    fn findings_here(&self, (rule, mut findings): RuleFindings<'_>) -> String {
        findings.retain(|(scenario, _)| scenario.is_evidence_for(self.rule));
        if findings.is_empty() {
            return String::new();
        }
        let heading = format!("  found by scenarios of {}:\n", self.rule);
        heading + &self.findings(Ink::Red, &(rule, findings))
    }

    fn waivers_to_remove(&self) -> String {
        let waivers = waivers(self.record).into_iter();
        let failing =
            waivers.filter(|waiver| waiver.record.waiver.rule == self.rule && waiver.record.state.fails_the_run());
        let lines = failing.map(|Excuse { record, lines, .. }| {
            let state = self.paint.ink(Ink::Red, record.state.words());
            let rule = self.rule;
            format!(
                "  the waiver of {rule} {state} and must be removed from the target file; {}\n",
                joined(&lines)
            )
        });
        lines.collect::<Vec<_>>().concat()
    }

    /// Why scenarios that ended so say nothing, a line for each reason.
    fn not_judged(&self, counts: impl Fn(&ScenarioOutcome) -> bool) -> String {
        let word = self.paint.ink(Ink::Yellow, "not judged");
        let mut lines: Vec<String> = Vec::new();
        for scenario in self.evidence().filter(|scenario| counts(&scenario.ending)) {
            let text = format!("  {}  {word}: {}\n", self.rule, line(&why(&scenario.ending)));
            if !lines.contains(&text) {
                lines.push(text);
            }
        }
        lines.concat()
    }

    /// What there is to say of a rule whose test passes.
    fn remark(&self) -> String {
        let waived = waivers(self.record).into_iter().filter(|waiver| {
            let record = waiver.record;
            record.waiver.rule == self.rule && !record.waiver.not_judged && !record.state.fails_the_run()
        });
        let waived = waived.map(|Excuse { record, lines, .. }| {
            format!("  {}  {}: {}\n", self.rule, record.state.words(), joined(&lines))
        });
        let warnings = deviations(self.record).warnings.into_iter();
        let warnings = warnings
            .filter(|(rule, _)| *rule == self.rule)
            .map(|group| self.findings(Ink::Yellow, &group));
        let readings = open_interpretations(self.record, self.contract).into_iter();
        let readings = readings
            .filter(|(rule, _)| *rule == self.rule)
            .map(|(rule, words)| format!("  {rule}  observed: {}\n", line(&words)));
        waived.chain(warnings).chain(readings).collect()
    }

    fn why_not_judged(&self) -> String {
        let reason = self
            .evidence()
            .map(|scenario| why(&scenario.ending))
            .find(|why| !why.is_empty());
        match reason {
            Some(reason) => format!("not judged: {}", line(&reason)),
            None => "not judged: no scenario of it can be asked of this target".to_owned(),
        }
    }
}

fn joined(lines: &[(&str, String)]) -> String {
    let words = lines.iter().map(|(word, text)| format!("{word} {}", line(text)));
    words.collect::<Vec<_>>().join("; ")
}

/// Why a scenario that ended so says nothing of its rule; nothing where it does.
fn why(ending: &ScenarioOutcome) -> String {
    match ending {
        ScenarioOutcome::Completed => String::new(),
        ScenarioOutcome::Blocked { why }
        | ScenarioOutcome::Inapplicable { why }
        | ScenarioOutcome::NotJudged { why } => why.clone(),
        ScenarioOutcome::NotRun { why } => format!("it did not run: {why}"),
        ScenarioOutcome::Error { why, .. } => format!("an error, ours or the network's: {why}"),
    }
}
