//! `fuhe mutants`: every mutant, every choice and every character of the embedded vendor.

use std::fmt::Write as _;

use crate::faults::{Character, Choice, Mutant};

/// A line for each choice and each mutant, with the rules that it is about.
pub(super) fn list() -> String {
    let mut text = String::from("Choices: interpretations of open questions (--choice QUESTION=VALUE)\n");
    for choice in Choice::all() {
        let usual = if choice.is_default { "  default" } else { "" };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {choice}{usual}");
    }
    let _ = writeln!(
        text,
        "\nCharacters: habits of real vendors, several at once (--character NAME)"
    );
    for character in Character::all() {
        let _ = writeln!(text, "  {}\n    {}", character.name, character.why);
    }
    let _ = writeln!(text, "\nMutants: faults (--mutant NAME)");
    for mutant in Mutant::all() {
        let rules: Vec<String> = mutant.rules.iter().map(ToString::to_string).collect();
        let _ = writeln!(text, "  {}\n    {} · {}", mutant.name, rules.join(" "), mutant.why);
    }
    text
}
