//! `fuhe mutants`: every way to break or bend the embedded vendor.

use std::fmt::Write as _;

use crate::faults::{Choice, Mutant};

/// A line for each choice and each mutant, with the rules that it is about.
pub(super) fn list() -> String {
    let mut text = String::from("Choices: readings of open questions (--choice QUESTION=READING)\n");
    for choice in Choice::all() {
        let usual = if choice.is_default { "  as usual" } else { "" };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {choice}{usual}");
    }
    let _ = writeln!(text, "\nMutants: faults (--mutant NAME)");
    for mutant in Mutant::all() {
        let rules: Vec<String> = mutant.rules.iter().map(ToString::to_string).collect();
        let _ = writeln!(text, "  {}\n    {} · {}", mutant.name, rules.join(" "), mutant.why);
    }
    text
}
