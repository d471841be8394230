//! The judge is judged: every mutant killed at one of its own rules, every choice clean and seen, and a hundred conforming
//! vendors with a hundred identical verdicts.

use fuhe::prove::{Options, figure, prove, text};

mod common;

/// Rules that no mutant can fail alone, each with the reason. They are counted in the output of the test.
const NEVER_ALONE: &[(&str, &str)] = &[];

#[test]
fn the_suite_catches_every_fault_and_accuses_nobody_else() {
    let proof = prove(&Options::default(), &|_, _| {}).expect("a proof can be made");
    println!("{}", text(&proof));
    let mut complaints: Vec<String> = Vec::new();
    for mutant in proof.mutants.iter().filter(|mutant| mutant.killed_at.is_empty()) {
        complaints.push(format!("{} survived at {:?}", mutant.name, mutant.rules));
    }
    for choice in &proof.choices {
        complaints.extend(
            choice
                .complaints
                .iter()
                .map(|why| format!("{}: {why}", choice.choices.join(" "))),
        );
    }
    complaints.extend(proof.conforming.complaints.clone());
    for rule in &proof.rules {
        let id = rule.id.to_string();
        let excused = NEVER_ALONE.iter().any(|(known, _)| *known == id);
        if rule.killed < 2 {
            complaints.push(format!("{id}: fewer than two mutants are killed at it"));
        }
        if rule.alone.is_none() != excused {
            complaints.push(if excused {
                format!("{id}: excused from being failed alone, and need not be")
            } else {
                format!("{id}: no mutant fails it and nothing else")
            });
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
    common::hold("proof", &figure(&proof), "detection");
}
