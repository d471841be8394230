//! A page compared with the contract, as text and as Markdown.

use std::fmt::Write as _;

use super::words::plural;
use crate::document::{Aspect, Difference, FoundBy, PageComparison, Side};
use crate::text::{line, markdown as escaped};

/// Which of both says what the other does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Changed,
    OnPage,
    InContract,
    Unread,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Changed, Self::OnPage, Self::InContract, Self::Unread];

    fn of(difference: &Difference) -> Self {
        match (difference.what, &difference.page, &difference.contract) {
            (Aspect::Unread, ..) => Self::Unread,
            (_, Some(_), Some(_)) => Self::Changed,
            (_, Some(_), None) => Self::OnPage,
            (_, None, _) => Self::InContract,
        }
    }

    const fn heading(self) -> &'static str {
        match self {
            Self::Changed => "The page says something else",
            Self::OnPage => "The page says now, and the contract does not",
            Self::InContract => "The contract says, and the page no longer does",
            Self::Unread => "Not understood, so compare it yourself",
        }
    }
}

/// The comparison for a console.
pub fn text(comparison: &PageComparison) -> String {
    let mut text = format!("{}\n", line(&head(comparison)));
    for (kind, differences) in sections(comparison) {
        let _ = writeln!(text, "\n{}", kind.heading());
        for difference in differences {
            let _ = writeln!(text, "  {}", line(&name(difference)));
            for (label, value) in details(difference) {
                let _ = writeln!(text, "      {label:<8}  {}", line(&value));
            }
        }
    }
    let _ = writeln!(text, "\n{}", line(&summary(comparison)));
    text
}

/// The comparison as a page of Markdown.
pub fn markdown(comparison: &PageComparison) -> String {
    let mut text = format!("# What the page says otherwise\n\n{}\n", escaped(&head(comparison)));
    for (kind, differences) in sections(comparison) {
        let _ = writeln!(
            text,
            "\n## {}\n\n| | contract | page | rules |\n|---|---|---|---|",
            kind.heading()
        );
        for difference in differences {
            let cells = [
                name(difference),
                difference.contract.clone().unwrap_or_default(),
                difference.page.clone().unwrap_or_default(),
                rules(difference),
            ];
            let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
            let _ = writeln!(text, "| {} |", cells.join(" | "));
        }
    }
    let _ = writeln!(text, "\n{}", escaped(&summary(comparison)));
    text
}

fn sections(comparison: &PageComparison) -> impl Iterator<Item = (Kind, Vec<&Difference>)> {
    let of = |kind: Kind| {
        comparison
            .differences
            .iter()
            .filter(move |one| Kind::of(one) == kind)
            .collect::<Vec<_>>()
    };
    Kind::ALL
        .into_iter()
        .map(move |kind| (kind, of(kind)))
        .filter(|(_, all)| !all.is_empty())
}

fn head(comparison: &PageComparison) -> String {
    let read = comparison.read;
    let found = match comparison.found_by {
        FoundBy::Option | FoundBy::Address => "",
        FoundBy::Name => "; its address ends in this name",
        FoundBy::Fields => "; found by its fields, since the page has neither its address nor its name",
    };
    format!(
        "{} · {} · {}, {}, {} · quoted by {}{found}",
        comparison.operation,
        comparison.title,
        plural(read.tables, "table"),
        plural(read.fields, "field"),
        plural(read.samples, "sample"),
        plural(read.rules, "rule"),
    )
}

fn name(difference: &Difference) -> String {
    let side = difference.side.map(Side::name);
    let parts = [side, difference.place.as_deref(), Some(difference.what.name())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn details(difference: &Difference) -> Vec<(&'static str, String)> {
    let contract = difference.contract.clone().map(|text| ("contract", text));
    let page = difference.page.clone().map(|text| ("page", text));
    let rules = Some(("rules", rules(difference))).filter(|(_, text)| !text.is_empty());
    [contract, page, rules].into_iter().flatten().collect()
}

fn rules(difference: &Difference) -> String {
    difference
        .rules
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

fn summary(comparison: &PageComparison) -> String {
    match comparison.differences.len() {
        0 => "The page and the contract agree.".to_owned(),
        count => format!("{} between the page and the contract.", plural(count, "difference")),
    }
}
