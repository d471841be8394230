//! Faults of `batchSave` in what it answers and saves (BS-20 to BS-29, BS-36, BS-37).

mod entry;
mod saved;
mod text;

use super::Mutant;

/// Every written mutant of `batchSave`'s answers.
pub(super) fn mutants() -> Vec<Mutant> {
    [
        text::outcomes(),
        text::messages(),
        text::results(),
        entry::entries(),
        entry::row_numbers(),
        saved::existing_accounts(),
        entry::lists(),
        saved::unknown_accounts(),
        saved::duplicates(),
        saved::whole_refusals(),
        text::texts(),
    ]
    .concat()
}
