//! Faults of `batchSave` in what it accepts and refuses (BS-01 to BS-14, BS-27).

mod account;
mod derivation;
mod field;
mod list;

use super::Mutant;

/// Every written mutant of `batchSave`'s requests.
pub(super) fn mutants() -> Vec<Mutant> {
    [
        list::companies_and_types(),
        list::lists(),
        account::accounts(),
        account::wrong_accounts(),
        field::fields(),
        field::unchangeable_fields(),
        derivation::derived_accounts(),
        field::past_limits(),
        derivation::wrong_derivations(),
    ]
    .concat()
}
