//! The judge is judged: every mutant killed at one of its own rules, every choice clean and seen, and a hundred conforming
//! vendors with a hundred identical verdicts.

use fuhe::prove::{Options, figure, prove, text};

mod common;

/// Rules that no mutant can fail alone, each with the reason. They are counted in the output of the test.
const NEVER_ALONE: &[(&str, &str)] = &[
    (
        "GU-01",
        "a number that is not taken shows in every update, of which GU-09, GU-12 and GU-20 make some too",
    ),
    (
        "GU-07",
        "GU-20 saves a user with every optional parameter, and so with this one",
    ),
    (
        "GU-08",
        "an application that is missing or too many is at once a matter of GU-10 or GU-15",
    ),
    (
        "BS-24",
        "rows are told apart by their entries, which BS-25, BS-26 and BS-28 look at too",
    ),
    (
        "BS-40",
        "its scenarios are correct calls, which every other rule of the courier makes as well",
    ),
    ("BS-49", "BS-36 sends the same plain list to show that it saves nothing"),
];

#[test]
fn the_suite_catches_every_fault_and_accuses_nobody_else() {
    let proof = prove(&Options::default(), &|_, _| {}).expect("a proof can be made");
    println!("{}", text(&proof));
    println!("exceptions     {} rules that no mutant fails alone:", NEVER_ALONE.len());
    for (rule, reason) in NEVER_ALONE {
        println!("               {rule}, since {reason}");
    }
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
