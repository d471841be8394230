//! Faults of `user.save` (GU).

mod answer;
mod number;
mod request;

use super::Mutant;

/// Every written mutant of `user.save`.
pub(super) fn mutants() -> Vec<Mutant> {
    [
        number::creation_and_update(),
        request::parameters(),
        request::nulls(),
        request::past_limits(),
        answer::answers(),
        answer::applications(),
        answer::keys(),
        number::updates(),
        number::numbers(),
    ]
    .concat()
}
