//! The result of a probe, as people read it.

use std::fmt::Write as _;

use super::{Contact, ProbeStep};
use crate::text::line;
use crate::wire::Vendor;

/// The first line.
pub fn heading(target: &str) -> String {
    format!("fuhe probe · {}\n", line(target))
}

/// What is wrong in the target file, and the lines for it.
pub fn result(contacts: &[Contact], wrong: &str) -> String {
    let sections: Vec<String> = contacts
        .iter()
        .filter(|contact| !contact.lines.is_empty())
        .map(|contact| {
            let lines = contact.lines.iter().map(|line| format!("\n{line}"));
            format!("[{}]{}", contact.section, lines.collect::<String>())
        })
        .collect();
    let mut text = wrong.to_owned();
    if !sections.is_empty() {
        // Writing to a String cannot fail.
        let _ = write!(text, "\nFor the target file:\n\n{}\n", sections.join("\n\n"));
    }
    text
}

/// What comes before the stages of a vendor.
pub(super) fn beginning(vendor: Vendor, address: &str) -> String {
    let (name, promise) = introduction(vendor);
    format!("\n{name}, {}\n{promise}\n", line(address))
}

fn introduction(vendor: Vendor) -> (&'static str, &'static str) {
    match vendor {
        Vendor::Gateway => (
            "Gateway",
            "Each call updates a user that does not exist, and leaves out what is required: it cannot have an effect.",
        ),
        Vendor::Courier => ("Courier", "Each call updates empty rows: it cannot have an effect."),
    }
}

/// A stage that is over.
pub(super) fn step_text(step: &ProbeStep) -> String {
    let width = step.tries.iter().map(|(what, _)| what.len()).max().unwrap_or_default();
    let mut text = format!("\n  {}\n", line(&step.title));
    for (what, said) in &step.tries {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "    {:width$}  {}", line(what), line(said));
    }
    if !step.meaning.is_empty() {
        let _ = writeln!(text, "    → {}", line(&step.meaning));
    }
    text
}
