//! Faults of the time window and of nonces (GW-05, GW-06).

use crate::faults::{Mutant, policy, rules};
use crate::mock::behaviour::{GatewayCheck, NonceScope, OtherTime};
use crate::wire::Operation;

/// GW-05: the time window.
pub(super) fn windows() -> Vec<Mutant> {
    vec![
        policy(
            "window-of-a-minute-back",
            rules!["GW-05"],
            "Thirty seconds to either side were counted as one minute, all of it in the past.",
            |b| b.gateway.window.past = 60_000,
        ),
        policy(
            "window-of-a-minute-ahead",
            rules!["GW-05"],
            "A minute is granted to clocks that run fast.",
            |b| b.gateway.window.future = 60_000,
        ),
        policy(
            "window-open-behind",
            rules!["GW-05"],
            "Only timestamps in the future are checked, since the past was thought harmless.",
            |b| b.gateway.window.past = i64::MAX / 2,
        ),
        policy(
            "window-open-ahead",
            rules!["GW-05"],
            "The age is compared without its absolute value, so that no call from the future is too old.",
            |b| b.gateway.window.future = i64::MAX / 2,
        ),
        policy(
            "window-of-ten-seconds",
            rules!["GW-05"],
            "The window was narrowed after an incident, and the guide was not updated.",
            |b| {
                b.gateway.window.past = 10_000;
                b.gateway.window.future = 10_000;
            },
        ),
        policy(
            "window-closed-ahead",
            rules!["GW-05"],
            "A timestamp more than a few seconds in the future is treated as forged.",
            |b| b.gateway.window.future = 3_000,
        ),
        policy(
            "window-without-hours",
            rules!["GW-05"],
            "Minutes and seconds are compared, to be safe from time zones.",
            |b| b.gateway.window.also.push(OtherTime::AnyHour),
        ),
        policy(
            "window-unchecked",
            rules!["GW-05"],
            "The check of the timestamp was left out of the new list of filters.",
            |b| b.gateway.checks.retain(|check| *check != GatewayCheck::Timestamp),
        ),
    ]
}

/// GW-06: nonces.
pub(super) fn nonces() -> Vec<Mutant> {
    vec![
        policy(
            "nonce-unchecked",
            rules!["GW-06"],
            "The check of the nonce was left out of the new list of filters.",
            |b| b.gateway.checks.retain(|check| *check != GatewayCheck::Nonce),
        ),
        policy(
            "nonce-per-operation",
            rules!["GW-06"],
            "Each operation became a separate service, with its own cache of nonces.",
            |b| b.gateway.nonces.scope = NonceScope::Operation,
        ),
        policy(
            "nonce-per-timestamp",
            rules!["GW-06"],
            "Nonce and timestamp together are the key, so a nonce is fresh again a moment later.",
            |b| b.gateway.nonces.scope = NonceScope::Timestamp,
        ),
        policy(
            "nonce-within-seconds",
            rules!["GW-06"],
            "The age of a nonce is counted between timestamps, and its time to live is set to three seconds.",
            |b| b.gateway.nonces.within = Some(3_000),
        ),
        policy(
            "nonce-per-signature",
            rules!["GW-06"],
            "Repeated calls are recognised by their signature, so the same nonce may sign another call.",
            |b| b.gateway.nonces.scope = NonceScope::Signature,
        ),
        policy(
            "nonce-unrecorded-for-user-save",
            rules!["GW-06"],
            "The newer operation checks nonces and forgets to note its own.",
            |b| b.gateway.nonces.unrecorded.push(Operation::known("user.save")),
        ),
        policy(
            "nonce-unrecorded-for-desktop-users",
            rules!["GW-06"],
            "The desktop operation answers before the filter that notes the nonce.",
            |b| b.gateway.nonces.unrecorded.push(Operation::known("client.user.save")),
        ),
        policy(
            "nonce-forgotten-at-once",
            rules!["GW-06"],
            "The time to remember a nonce is set in seconds and read as milliseconds.",
            |b| b.gateway.nonces.remembered = 0,
        ),
        policy(
            "repeated-call-taken-again",
            rules!["GW-06"],
            "An exact repetition of a call is treated as a retry by the network.",
            |b| b.gateway.nonces.repeats_taken = true,
        ),
    ]
}
