//! The result of a probe, as people read it.

use std::fmt::Write as _;

use super::{Contact, ProbeStep};
use crate::text::line;
use crate::wire::Vendor;

/// The whole probe: each vendor stage by stage, then what is wrong in the target file, and the lines for it.
pub fn text(target: &str, contacts: &[Contact], wrong: &str) -> String {
    let mut text = format!("fuhe probe · {}\n", line(target));
    for contact in contacts {
        let (name, promise) = introduction(contact.vendor);
        // Writing to a String cannot fail.
        let _ = writeln!(text, "\n{name}, {}\n{promise}", line(&contact.address));
        for step in &contact.steps {
            write_step(&mut text, step);
        }
    }
    let sections: Vec<String> = contacts
        .iter()
        .filter(|contact| !contact.lines.is_empty())
        .map(|contact| {
            let lines = contact.lines.iter().map(|line| format!("\n{line}"));
            format!("[{}]{}", contact.section, lines.collect::<String>())
        })
        .collect();
    text.push_str(wrong);
    if !sections.is_empty() {
        let _ = write!(text, "\nFor the target file:\n\n{}\n", sections.join("\n\n"));
    }
    text
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

fn write_step(text: &mut String, step: &ProbeStep) {
    let width = step.tries.iter().map(|(what, _)| what.len()).max().unwrap_or_default();
    let _ = writeln!(text, "\n  {}", line(&step.title));
    for (what, said) in &step.tries {
        let _ = writeln!(text, "    {:width$}  {}", line(what), line(said));
    }
    if !step.meaning.is_empty() {
        let _ = writeln!(text, "    → {}", line(&step.meaning));
    }
}
