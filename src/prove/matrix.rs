//! A proof as a table for people; JSON has all of it.

use std::fmt::Write as _;

use super::result::{CharacterResult, MutantResult, Proof};

/// The proof in figures, without times, for the README.
pub fn figure(proof: &Proof) -> String {
    let killed = proof.mutants.iter().filter(|mutant| mutant.is_killed()).count();
    let spread = spreads(proof);
    let clean = proof.choices.iter().filter(|choice| choice.is_clean()).count();
    let singles = proof.choices.iter().filter(|choice| choice.choices.len() == 1).count();
    format!(
        "| | |\n|---|--:|\n\
         | planted faults | {} |\n\
         | caught at a rule that they break | {killed} |\n\
         | rules that fail or are blocked by a fault, median | {} |\n\
         | other interpretations of open questions, alone and in pairs | {} + {} |\n\
         | of these without a false alarm, and observed | {clean} |\n\
         {}| conforming vendors | {} |\n\
         | false alarms among them | {} |\n",
        proof.mutants.len(),
        spread.get(spread.len() / 2).copied().unwrap_or_default(),
        singles,
        proof.choices.len() - singles,
        characters(proof),
        proof.conforming.runs,
        proof.conforming.complaints.len(),
    )
}

/// A line for each character: how many faults are caught beside it.
fn characters(proof: &Proof) -> String {
    let line = |character: &CharacterResult| {
        format!(
            "| caught beside the habits of `{}`, which itself is not accused; not judged, and said so | {} of {}; {} |\n",
            character.name,
            character.caught(),
            character.beside.len(),
            character.not_judged.len(),
        )
    };
    proof.characters.iter().map(line).collect()
}

fn spreads(proof: &Proof) -> Vec<usize> {
    let mut spreads: Vec<usize> = proof.mutants.iter().map(MutantResult::spread).collect();
    spreads.sort_unstable();
    spreads
}

/// The proof in words: the figures, and everything that is not as it should be.
pub fn text(proof: &Proof) -> String {
    let mut text = String::new();
    let mut line = |words: String| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{words}");
    };
    let killed = proof.mutants.iter().filter(|mutant| mutant.is_killed()).count();
    let spreads = spreads(proof);
    let noisy = proof.choices.iter().filter(|choice| !choice.is_clean()).count();
    let alone = proof.rules.iter().filter(|rule| rule.alone.is_some()).count();
    let needed = proof.outlines.iter().filter(|outline| outline.alone.is_some()).count();
    line(format!(
        "mutants        {} · {killed} killed at their own rule",
        proof.mutants.len()
    ));
    line(format!(
        "spread         median {} · largest {}",
        spreads.get(spreads.len() / 2).copied().unwrap_or_default(),
        spreads.last().copied().unwrap_or_default()
    ));
    line(format!("choices        {} · {noisy} not clean", proof.choices.len()));
    for character in &proof.characters {
        line(format!(
            "character      {} · {} of {} faults caught · {} not judged, and said so · {} rules partly tested: {:?}",
            character.name,
            character.caught(),
            character.beside.len(),
            character.not_judged.len(),
            character.partly_tested.len(),
            character.partly_tested,
        ));
    }
    line(format!(
        "conforming     {} runs · {} false alarms · median {} ms",
        proof.conforming.runs,
        proof.conforming.complaints.len(),
        proof.conforming.median_ms
    ));
    line(format!(
        "rules          {} · {alone} failed alone by some mutant",
        proof.rules.len()
    ));
    line(format!(
        "outlines       {} · without {needed} of them some fault would pass at their rule",
        proof.outlines.len()
    ));
    line(format!(
        "time           {:.1} s",
        std::time::Duration::from_millis(proof.wall_ms).as_secs_f64()
    ));
    for mutant in proof.mutants.iter().filter(|mutant| !mutant.is_killed()) {
        line(format!(
            "SURVIVED       {} · breaks {:?}, failed {:?}, blocked {:?} {}",
            mutant.name,
            mutant.rules,
            mutant.also_failed,
            mutant.blocked,
            mutant.errors.join("; ")
        ));
    }
    for choice in proof.choices.iter().filter(|choice| !choice.is_clean()) {
        line(format!(
            "NOT CLEAN      {} · {}",
            choice.choices.join(" "),
            choice.complaints.join("; ")
        ));
    }
    for character in &proof.characters {
        for complaint in &character.complaints {
            line(format!("FALSE ALARM    {} · {complaint}", character.name));
        }
        for missed in &character.missed {
            line(format!("MISSED         {} · {missed}", character.name));
        }
    }
    for complaint in &proof.conforming.complaints {
        line(format!("FALSE ALARM    {complaint}"));
    }
    for rule in proof
        .rules
        .iter()
        .filter(|rule| rule.alone.is_none() || rule.mutants < 2)
    {
        line(format!(
            "WEAK RULE      {} · {} mutants, {} killed at it, alone by {}",
            rule.id,
            rule.mutants,
            rule.killed,
            rule.alone.as_deref().unwrap_or("none")
        ));
    }
    for outline in proof.outlines.iter().filter(|outline| outline.alone.is_none()) {
        line(format!(
            "REDUNDANT      {} · kills {}, none that its rule would miss without it",
            outline.id, outline.kills
        ));
    }
    text
}
