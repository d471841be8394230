//! Problems: what the vendor does, one cause each, with the evidence and the texts to hand on.

use std::collections::{HashMap, HashSet};

use askama::Template;
use askama::filters::HtmlSafe;

use super::evidence::{self, ExchangeView, FindingView, StepView};
use super::hand_on::{self, HandOn};
use super::index::{Chip, Index, ScenarioLink};
use super::words::{self, Phrase, Word};
use crate::contract::{RuleId, Verdict};
use crate::record::{FindingRecord, RunRecord, ScenarioRecord};
use crate::report::ReportInput;
use crate::report::cause::{Cause, Causes, causes};
use crate::report::digest::SHOWN;
use crate::report::level_of;
use crate::report::problem::Problem;
use crate::report::words::plural;

/// How many scenarios of a problem have their evidence in full. A fault that shows in every call would fill the page with
/// it.
const IN_FULL: usize = 5;

/// How many rules of a problem are named in its row.
const NAMED: usize = 6;

/// The problems of a run.
#[derive(Debug, Default)]
pub(super) struct Problems {
    /// Those that fail the run.
    pub failures: Vec<ProblemView>,
    /// Those that do not.
    pub warnings: Vec<ProblemView>,
}

impl Problems {
    /// All of them, those that fail the run first.
    pub(super) fn all(&self) -> impl Iterator<Item = &ProblemView> {
        self.failures.iter().chain(&self.warnings)
    }

    /// True if it is known since when some problem exists.
    pub(super) fn has_since(&self) -> bool {
        self.all().any(|problem| problem.since.is_some())
    }

    /// Where each rule that fails is told of.
    pub(super) fn anchors(&self) -> HashMap<RuleId, String> {
        let mut anchors = HashMap::new();
        for problem in self.all() {
            for rule in &problem.rules {
                anchors.entry(rule.chip.id).or_insert_with(|| problem.anchor.clone());
            }
        }
        anchors
    }
}

/// One problem.
#[derive(Debug, Template)]
#[template(path = "problem.html", whitespace = "minimize")]
pub(super) struct ProblemView {
    pub anchor: String,
    pub what: Phrase,
    pub documented: Phrase,
    pub operations: String,
    /// Every rule that it breaks.
    pub rules: Vec<BrokenRule>,
    /// How many scenarios show it.
    pub shown: Phrase,
    /// Since when, where that is known.
    pub since: Option<Since>,
    pub first: Failure,
    /// More of the same.
    pub rest: Vec<Failure>,
    pub hand_on: HandOn,
    /// Only the first problem of a page is open.
    pub open: bool,
}

impl HtmlSafe for ProblemView {}

impl ProblemView {
    /// The rules that its row names.
    pub(super) fn named(&self) -> &[BrokenRule] {
        &self.rules[..self.rules.len().min(NAMED)]
    }

    /// How many more there are.
    pub(super) fn unnamed(&self) -> usize {
        self.rules.len().saturating_sub(NAMED)
    }

    /// The rules whose documentation its card quotes.
    pub(super) fn quoted(&self) -> &[BrokenRule] {
        &self.rules[..self.rules.len().min(SHOWN)]
    }
}

/// A rule that fails, or whose failure is waived.
#[derive(Debug)]
pub(super) struct BrokenRule {
    pub chip: Chip,
    pub level: Word,
    pub title: Phrase,
    pub source: Phrase,
}

/// Since when a problem is known.
#[derive(Debug)]
pub(super) struct Since {
    pub is_new: bool,
    pub words: Phrase,
}

/// One scenario that fails.
#[derive(Debug, Template)]
#[template(path = "failure.html", whitespace = "minimize")]
pub(super) struct Failure {
    pub anchor: String,
    pub link: ScenarioLink,
    pub name: Phrase,
    pub findings: Vec<FindingView>,
    pub steps: Vec<StepView>,
    pub exchanges: Vec<ExchangeView>,
    pub repeat: Option<String>,
    pub open: bool,
}

impl HtmlSafe for Failure {}

/// Anchors that are used already: a scenario may show several problems, and its result leads to the first.
pub(super) type Used = HashSet<String>;

/// The problems of a run.
pub(super) fn of(index: &Index<'_>, input: &ReportInput<'_>, used: &mut Used) -> Problems {
    let Causes { failures, warnings } = causes(input.record);
    let mut number = 0;
    let mut views = |causes: Vec<Cause<'_>>| -> Vec<ProblemView> {
        let view = |cause: &Cause<'_>| {
            number += 1;
            view(index, input, number, cause, used)
        };
        causes.iter().map(view).collect()
    };
    Problems {
        failures: views(failures),
        warnings: views(warnings),
    }
}

fn view(index: &Index<'_>, input: &ReportInput<'_>, number: usize, cause: &Cause<'_>, used: &mut Used) -> ProblemView {
    let problem = Problem::of(cause, index.contract);
    let hand_on = hand_on::of(index.contract, input.record, cause, &problem);
    let mut by_scenario: Vec<(&ScenarioRecord, Vec<&FindingRecord>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (scenario, found) in &cause.findings {
        let place = *places.entry(&scenario.id).or_insert_with(|| {
            by_scenario.push((scenario, Vec::new()));
            by_scenario.len() - 1
        });
        by_scenario[place].1.push(found);
    }
    let mut failures = by_scenario.iter().enumerate().map(|(place, (scenario, findings))| {
        let blamed = if place < IN_FULL { findings.as_slice() } else { &[] };
        failure(index, scenario, findings, blamed, used)
    });
    let first = failures.next().expect("a cause has a finding");
    let rest = failures.collect();
    ProblemView {
        anchor: format!("problem-{number}"),
        what: Phrase::of(problem.what),
        documented: Phrase::of(problem.documented),
        operations: cause.operation_names(", "),
        rules: cause
            .rules
            .iter()
            .map(|rule| broken(index, input.record, *rule))
            .collect(),
        shown: Phrase::new(
            format!("{} of {}", cause.checks, cause.of),
            format!("{}/{}", cause.checks, cause.of),
        ),
        since: since(input, &cause.rules),
        first: Failure { open: true, ..first },
        rest,
        hand_on,
        open: number == 1,
    }
}

/// A rule that fails.
pub(super) fn broken(index: &Index<'_>, record: &RunRecord, id: RuleId) -> BrokenRule {
    BrokenRule {
        chip: index.chip(id),
        level: words::level(level_of(record, id)),
        title: index.title(id),
        source: index.source(id),
    }
}

/// A scenario that fails, with the findings that are told here, and those whose calls are shown in full.
pub(super) fn failure(
    index: &Index<'_>,
    scenario: &ScenarioRecord,
    findings: &[&FindingRecord],
    blamed: &[&FindingRecord],
    used: &mut Used,
) -> Failure {
    let link = index.link(&scenario.id, &scenario.name);
    let mut anchor = format!("failure-{}", link.anchor);
    while !used.insert(anchor.clone()) {
        anchor.push_str("-more");
    }
    Failure {
        anchor,
        name: index.named(&scenario.id),
        findings: findings.iter().map(|found| FindingView::new(found)).collect(),
        steps: evidence::steps(scenario),
        exchanges: evidence::exchanges(scenario, blamed),
        repeat: scenario.repeat.clone(),
        open: false,
        link,
    }
}

/// Since when one of these rules fails: by the baseline where there is one, else by the history.
fn since(input: &ReportInput<'_>, rules: &[RuleId]) -> Option<Since> {
    if let Some(comparison) = input.comparison {
        let turned = |rule: &RuleId| {
            let mut changes = comparison.rules.iter();
            changes.any(|change| change.rule == *rule && change.to == Verdict::Fails)
        };
        let is_new = rules.iter().all(turned);
        return Some(Since {
            is_new,
            words: if is_new { words::NEW } else { words::KNOWN }.into(),
        });
    }
    let target = &input.record.run.target;
    let mut earlier = input
        .history
        .iter()
        .filter(|line| line.target == *target)
        .rev()
        .peekable();
    earlier.peek()?;
    let fails =
        |line: &&crate::compare::history::Line| rules.iter().any(|rule| line.rules.get(rule) == Some(&Verdict::Fails));
    let failing: Vec<_> = earlier.take_while(fails).collect();
    let Some(first) = failing.last() else {
        return Some(Since {
            is_new: true,
            words: words::NEW.into(),
        });
    };
    let day = first.started.get(..10).unwrap_or(&first.started);
    let runs = failing.len() + 1;
    Some(Since {
        is_new: false,
        words: Phrase::new(
            format!("{day}, {}", plural(runs, "run")),
            format!("{day}，{runs} 次运行"),
        ),
    })
}

/// The heading of a list of problems.
pub(super) fn count(problems: &[ProblemView]) -> Phrase {
    let rules: HashSet<RuleId> = problems
        .iter()
        .flat_map(|problem| &problem.rules)
        .map(|rule| rule.chip.id)
        .collect();
    Phrase::new(
        format!(
            "{} of {}",
            plural(problems.len(), "problem"),
            plural(rules.len(), "rule")
        ),
        format!("{} 个问题，{} 条规则", problems.len(), rules.len()),
    )
}
