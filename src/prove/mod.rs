//! The judge is judged: the suite against every mutant, every choice and many conforming vendors.
//!
//! A conformance suite is worth what it catches and how rarely it cries wolf. Here both are counted, by running the
//! real suite over real HTTP against embedded vendors that are wrong, or different, on purpose.

mod judge;
mod matrix;
mod options;
mod result;
mod subject;
mod summary;
mod work;

use std::time::Instant;

use crate::contract::Contract;
use crate::error::Error;

use judge::{character_results, choice_result, conforming_result, mutant_result, outline_results, rule_results};
pub use matrix::{figure, text};
pub use options::Options;
pub use result::{CharacterResult, ChoiceResult, ConformingResult, MutantResult, OutlineResult, Proof, RuleResult};
use subject::{Subject, subjects};
use summary::{Summary, millis};

/// Runs the suite against everything, and returns the result. `on_progress` is called after each run.
///
/// # Errors
/// [`Error::Harness`] if a run cannot be made.
pub fn prove(options: &Options, on_progress: &(dyn Fn(usize, usize) + Sync)) -> Result<Proof, Error> {
    let clock = Instant::now();
    let subjects = subjects(options);
    let summaries = work::run_all(&subjects, options, on_progress)?;
    let runs: Vec<(&Subject, &Summary)> = subjects.iter().zip(&summaries).collect();
    let baseline = runs
        .iter()
        .find(|(subject, _)| matches!(subject, Subject::Conforming))
        .map(|(_, summary)| *summary)
        .ok_or_else(|| Error::Harness("a proof needs at least one conforming vendor".to_owned()))?;
    let mutants: Vec<MutantResult> = runs
        .iter()
        .filter_map(|(subject, summary)| match subject {
            Subject::Mutant(mutant) => Some(mutant_result(mutant, summary)),
            Subject::Conforming | Subject::Choices(_) | Subject::Character(_) | Subject::MutantOf(..) => None,
        })
        .collect();
    let choices = runs
        .iter()
        .filter_map(|(subject, summary)| match subject {
            Subject::Choices(choices) => Some(choice_result(choices, subject.tag(), summary, baseline)),
            Subject::Conforming | Subject::Mutant(_) | Subject::Character(_) | Subject::MutantOf(..) => None,
        })
        .collect();
    let characters = character_results(&runs);
    let conforming: Vec<&Summary> = runs
        .iter()
        .filter(|(subject, _)| matches!(subject, Subject::Conforming))
        .map(|(_, summary)| *summary)
        .collect();
    let contract = Contract::embedded();
    Ok(Proof {
        rules: rule_results(contract, &mutants),
        outlines: outline_results(contract, &mutants),
        choices,
        characters,
        conforming: conforming_result(&conforming, baseline),
        mutants,
        wall_ms: millis(clock.elapsed()),
    })
}
