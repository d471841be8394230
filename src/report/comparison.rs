//! What changed between two runs, as text and as Markdown. Both are made of the same entries.

use std::fmt::Write as _;

use super::words::{cut, plural};
use crate::compare::{
    AnswerChange, ChangedPart, Comparison, LatencyChange, ObservationChange, RuleChange, ShapeChange,
};
use crate::text::{line, lines, markdown as escaped};

/// How many of the scenarios and kinds of answers that show a change are named; the rest is counted.
const NAMED: usize = 1;

/// Longer interpretations and messages are cut; `comparison.json` has them complete.
const LONGEST: usize = 160;

/// One change: what it is about, what it was, what it is now, and further details.
pub(super) struct Entry {
    pub name: String,
    pub from: String,
    pub to: String,
    pub about: String,
}

/// What kind of thing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Rules,
    Observations,
    Answers,
    Shapes,
    Latency,
}

impl Kind {
    /// The heading above the changes of the kind.
    pub(super) const fn heading(self) -> &'static str {
        match self {
            Self::Rules => "Rules whose verdict changed",
            Self::Observations => "Open questions that are answered differently now",
            Self::Answers => "Calls that are answered differently",
            Self::Shapes => "Answers with another shape",
            Self::Latency => "Slower or faster (not counted as a change)",
        }
    }
}

/// The comparison for a console.
pub fn text(comparison: &Comparison) -> String {
    let mut text = format!("{}\n", line(&head(comparison)));
    for (kind, entries) in sections(comparison) {
        let _ = writeln!(text, "\n{}", kind.heading());
        for Entry { name, from, to, about } in entries {
            let [name, from, to, about] = [&name, &from, &to, &about].map(|part| line(part));
            let _ = writeln!(text, "  {name}  {from} → {to}\n      {about}");
        }
    }
    let _ = writeln!(text, "\n{}", summary(comparison));
    text
}

/// The comparison as a page of Markdown.
pub fn markdown(comparison: &Comparison) -> String {
    format!("# What changed\n\n{}", markdown_under(comparison, "##"))
}

/// The same without its title, for use inside another page, with this mark before each heading.
pub(super) fn markdown_under(comparison: &Comparison, mark: &str) -> String {
    let mut text = format!("{}\n", escaped(&head(comparison)));
    for (kind, entries) in sections(comparison) {
        let heading = kind.heading();
        let _ = writeln!(text, "\n{mark} {heading}\n\n| what | was | is | |\n|---|---|---|---|");
        for entry in entries {
            let cells = [&entry.name, &entry.from, &entry.to, &entry.about].map(|cell| escaped(cell));
            let _ = writeln!(text, "| {} |", cells.join(" | "));
        }
    }
    let _ = writeln!(text, "\n**{}**", summary(comparison));
    lines(&text).into_owned()
}

/// What is compared, and what limits the comparison.
pub(super) fn head(comparison: &Comparison) -> String {
    let (old, new) = (&comparison.old, &comparison.new);
    let mut text = format!(
        "{} of {}, seed {}, compared with {} of {}, seed {}: {}.",
        new.target,
        new.started,
        new.seed,
        old.target,
        old.started,
        old.seed,
        plural(comparison.scenarios, "scenario")
    );
    let missing = &comparison.not_compared;
    for (scenarios, why) in [
        (&missing.only_old, "that ran in the old run only"),
        (&missing.only_new, "that ran in the new run only"),
        (&missing.broken, "with an error in one of the runs"),
    ] {
        if !scenarios.is_empty() {
            let _ = write!(text, " Not compared: {} {why}.", plural(scenarios.len(), "scenario"));
        }
    }
    if old.target != new.target {
        text.push_str(" The runs have different targets.");
    }
    if old.contract != new.contract {
        text.push_str(" The contract has changed: a rule or a scenario of the same name may ask for something else.");
    }
    text
}

/// What changed, in one sentence.
pub(super) fn summary(comparison: &Comparison) -> String {
    if comparison.scenarios == 0 {
        return "Nothing could be compared: the runs have no scenario in common.".to_owned();
    }
    let things = ["rule", "open question", "answer", "shape"];
    let counts = comparison
        .counts()
        .into_iter()
        .zip(things)
        .filter(|(count, _)| *count > 0);
    let parts: Vec<String> = counts.map(|(count, thing)| plural(count, thing)).collect();
    if parts.is_empty() {
        "Nothing changed.".to_owned()
    } else {
        format!("Changed: {}.", parts.join(", "))
    }
}

/// The changes by kind, without empty kinds.
pub(super) fn sections(comparison: &Comparison) -> Vec<(Kind, Vec<Entry>)> {
    let mut sections = vec![
        (Kind::Rules, rules(comparison)),
        (Kind::Observations, observations(comparison)),
        (Kind::Answers, answers(comparison)),
        (Kind::Shapes, shapes(comparison)),
        (Kind::Latency, latency(comparison)),
    ];
    sections.retain(|(_, entries)| !entries.is_empty());
    sections
}

fn rules(comparison: &Comparison) -> Vec<Entry> {
    let entry = |change: &RuleChange| Entry {
        name: format!("{}  {}", change.rule, change.level),
        from: change.from.name().to_owned(),
        to: change.to.name().to_owned(),
        about: format!("{}; in {}", change.title, some(&change.scenarios)),
    };
    comparison.rules.iter().map(entry).collect()
}

fn observations(comparison: &Comparison) -> Vec<Entry> {
    let entry = |change: &ObservationChange| Entry {
        name: change.question.clone(),
        from: cut(&change.from, LONGEST),
        to: cut(&change.to, LONGEST),
        about: format!("in {}", some(&change.scenarios)),
    };
    comparison.observations.iter().map(entry).collect()
}

fn answers(comparison: &Comparison) -> Vec<Entry> {
    let entry = |change: &AnswerChange| {
        let (name, quote) = match change.what {
            ChangedPart::Outcome => ("outcome", ""),
            ChangedPart::Status => ("HTTP status", ""),
            ChangedPart::Message => ("message", "\""),
            ChangedPart::Rows => ("rows in error", ""),
            ChangedPart::Cause => ("cause", "\""),
        };
        let quoted = |text: &str| format!("{quote}{}{quote}", cut(text, LONGEST));
        Entry {
            name: name.to_owned(),
            from: quoted(&change.from),
            to: quoted(&change.to),
            about: format!(
                "{} of {}, in {}",
                plural(change.calls, "call"),
                some(&change.kinds),
                some(&change.scenarios)
            ),
        }
    };
    comparison.answers.iter().map(entry).collect()
}

fn shapes(comparison: &Comparison) -> Vec<Entry> {
    let entry = |change: &ShapeChange| Entry {
        name: if change.path.is_empty() { "/" } else { &change.path }.to_owned(),
        from: change.from.clone(),
        to: change.to.clone(),
        about: format!("in {}", some(&change.kinds)),
    };
    comparison.shapes.iter().map(entry).collect()
}

fn latency(comparison: &Comparison) -> Vec<Entry> {
    let millis = |micros: u64| format!("{} ms", micros / 1_000);
    let entry = |change: &LatencyChange| Entry {
        name: format!("{}, median", change.operation),
        from: millis(change.from_us),
        to: millis(change.to_us),
        about: plural(change.calls, "call"),
    };
    comparison.latency.iter().map(entry).collect()
}

/// The first few, and how many more there are.
fn some(things: &[String]) -> String {
    let named = things[..things.len().min(NAMED)].join(", ");
    match things.len().saturating_sub(NAMED) {
        0 => named,
        rest => format!("{named} and {rest} more"),
    }
}
