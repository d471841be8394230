//! Faults of the gateway as a whole (GW).

mod code;
mod envelope;
mod length;
mod nonce;
mod signature;

use super::Mutant;

/// Every written mutant of the gateway.
pub(super) fn mutants() -> Vec<Mutant> {
    [
        envelope::calls(),
        signature::signed_values(),
        signature::signature_waivers(),
        envelope::envelopes(),
        code::codes(),
        nonce::windows(),
        nonce::nonces(),
        code::api_codes_and_applications(),
        code::missing_parameters(),
        length::lengths(),
        envelope::gaps(),
        code::messages(),
    ]
    .concat()
}
