//! The results of each rule over many runs, as text.

use std::fmt::Write as _;

use super::words::plural;
use crate::compare::history::TargetHistory;
use crate::contract::Verdict;
use crate::text::line;

/// A paragraph for each target: the rules that fail or ever changed, since when, and how often.
pub fn text(histories: &[TargetHistory<'_>]) -> String {
    let paragraphs: Vec<String> = histories.iter().map(paragraph).collect();
    paragraphs.join("\n")
}

fn paragraph(history: &TargetHistory<'_>) -> String {
    let mut text = format!("{}: {}", line(history.target), plural(history.runs, "run"));
    // Writing to a String cannot fail.
    let _ = match history.runs {
        1 => writeln!(text, ", {}", line(history.first)),
        _ => writeln!(text, ", {} to {}", line(history.first), line(history.last)),
    };
    let mut shown = 0;
    for (rule, known) in &history.rules {
        if known.now == Verdict::Holds && known.flips == 0 {
            continue;
        }
        shown += 1;
        let waived = if known.waived { ", waived" } else { "" };
        let _ = writeln!(
            text,
            "  {rule}  {} since {}, {}, {}{waived}",
            known.now.name(),
            line(known.since),
            plural(known.runs, "run"),
            plural(known.flips, "change"),
        );
    }
    let rest = history.rules.len() - shown;
    let _ = writeln!(
        text,
        "  {} never failed",
        plural(rest, if shown > 0 { "other rule" } else { "rule" })
    );
    text
}
