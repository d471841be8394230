//! Sequences of calls: what a vendor remembers, or forgets.

use fuhe::faults::Mutant;

use super::against_a_vendor::{explored, told};
use super::*;

/// Each fault shows only in what follows another call, and is told by the shortest such sequence.
#[rstest]
#[case::overwritten("courier-existing-account-overwritten", "BS-25", 2)]
#[case::forgotten("courier-updated-account-overlooked", "BS-25", 3)]
#[case::a_stranger("courier-update-passes-over-unknown", "BS-28", 1)]
#[case::one_of_two_rows("courier-lists-first-row-in-error", "BS-26", 2)]
#[case::still_there("removal-of-nothing", "BD-04", 3)]
#[case::renumbered("gateway-update-renumbers", "GU-12", 2)]
#[case::an_unknown_number("gateway-unknown-number-creates", "GU-13", 1)]
#[tokio::test]
async fn a_fault_of_what_is_remembered_is_told_by_the_shortest_sequence(
    #[case] mutant: &str,
    #[case] rule: &str,
    #[case] calls: usize,
) {
    let mut behaviour = Behaviour::default();
    let mutant = Mutant::named(mutant).unwrap_or_else(|| panic!("there is no fault {mutant}"));
    mutant.apply(&mut behaviour);
    let explored = explored(behaviour, 400, 1).await;
    let mut sequences = explored
        .scenarios
        .iter()
        .filter(|scenario| scenario.steps.len() == calls + 1);
    let sequence = sequences.find(|scenario| scenario.rule.to_string() == rule);
    let sequence = sequence.unwrap_or_else(|| panic!("{:?}", told(&explored)));
    assert_eq!(sequence.exchanges.len(), calls);
    assert_eq!(sequence.steps[calls].status, StepStatus::Failed);
}

#[rstest]
#[tokio::test]
async fn a_conforming_vendor_keeps_to_the_model(#[values(1, 2, 3, 4)] seed: u64) {
    let explored = explored(Behaviour::default(), 600, seed).await;
    assert_eq!(explored.counts.sequences, 60);
    assert!(explored.scenarios.is_empty(), "{:?}", told(&explored));
}
