//! Faults of creation and update, and of the numbers that users are given (GU-01, GU-12, GU-13, GU-19).

use crate::faults::{Mutant, policy, rules};
use crate::mock::behaviour::{Again, Identity, KeyPolicy, Numbering, Reading, UnknownUser, UpdateAnswer};

/// GU-01, GU-13: which call creates, and which updates.
pub(super) fn creation_and_update() -> Vec<Mutant> {
    vec![
        policy(
            "gateway-number-must-be-sent",
            rules!["GU-01", "GU-20"],
            "The number is read by a library that fails on a missing property, and clients send an empty one anyway.",
            |b| b.gateway.users.number_must_be_sent = true,
        ),
        policy(
            "gateway-empty-number-updates",
            rules!["GU-01", "GU-20"],
            "Only null means a creation, so an empty number is looked up.",
            |b| b.gateway.users.empty_is_a_number = true,
        ),
        policy(
            "gateway-update-refused",
            rules!["GU-01", "GU-09", "GU-12", "GU-20"],
            "Updates moved to a separate operation, and the documentation was not changed.",
            |b| b.gateway.users.ebaas_on_update = Again::Refused,
        ),
        policy(
            "gateway-unknown-number-creates",
            rules!["GU-13"],
            "Saving is an insert under a new number if the update finds no row.",
            |b| b.gateway.users.unknown = UnknownUser::Created,
        ),
        policy(
            "gateway-unknown-number-creates-under-it",
            rules!["GU-13"],
            "Saving is an insert or update under whatever number was sent.",
            |b| b.gateway.users.unknown = UnknownUser::CreatedAsSent,
        ),
        policy(
            "gateway-unknown-number-refused-but-created",
            rules!["GU-13"],
            "The user is saved before the number is checked, and the refusal does not roll back.",
            |b| b.gateway.users.unknown = UnknownUser::RefusedButCreated,
        ),
        policy(
            "gateway-unknown-number-ignored",
            rules!["GU-13"],
            "An update that changes no row is a success to the database, and so to the caller.",
            |b| b.gateway.users.unknown = UnknownUser::Ignored,
        ),
    ]
}

/// GU-12: the answer to an update.
pub(super) fn updates() -> Vec<Mutant> {
    vec![
        policy(
            "gateway-update-renumbers",
            rules!["GU-12"],
            "Saving always inserts, and the new row has a new number.",
            |b| b.gateway.users.update_answer = UpdateAnswer::Renumbered,
        ),
        policy(
            "gateway-update-renumbers-by-name",
            rules!["GU-12"],
            "A user with another name is another user, and gets a new number.",
            |b| b.gateway.users.update_answer = UpdateAnswer::RenumberedByName,
        ),
        policy(
            "gateway-update-renumbers-silently",
            rules!["GU-12"],
            "The user is versioned: the old number is returned once more, and then is gone.",
            |b| b.gateway.users.update_answer = UpdateAnswer::SentThenRenumbered,
        ),
        policy(
            "gateway-update-in-small-letters",
            rules!["GU-12"],
            "Numbers are turned into lower-case letters in the cache.",
            |b| b.gateway.users.update_answer = UpdateAnswer::SmallLetters,
        ),
        policy(
            "gateway-update-answers-latest",
            rules!["GU-12"],
            "The latest number is read back, which is another user's as soon as there is one.",
            |b| b.gateway.users.update_answer = UpdateAnswer::Latest,
        ),
    ]
}

/// GU-19: different users, different numbers; different applications, different ids and keys.
pub(super) fn numbers() -> Vec<Mutant> {
    vec![
        policy(
            "gateway-users-by-name",
            rules!["GU-19"],
            "Users with the same name are merged on creation.",
            |b| {
                b.gateway.users.again = Again::Same;
                b.gateway.users.identity = Identity {
                    fields: &["biz_user_name"],
                    reading: Reading::Exact,
                };
            },
        ),
        policy(
            "gateway-users-ignoring-case",
            rules!["GU-19"],
            "Business ids moved to a table whose collation treats upper and lower case as equal.",
            |b| {
                b.gateway.users.again = Again::Same;
                b.gateway.users.identity.reading = Reading::IgnoringCase;
            },
        ),
        policy(
            "gateway-numbers-differ-in-case",
            rules!["GU-19", "GU-01"],
            "Numbers are written in an alphabet where case matters, although people read them aloud.",
            |b| b.gateway.users.numbers = Numbering::ByCase,
        ),
        policy(
            "gateway-ebaas-numbers-differ-in-case",
            rules!["GU-19"],
            "Numbers of EBaaS are written in an alphabet where case matters.",
            |b| b.gateway.users.ebaas_numbers = Numbering::ByCase,
        ),
        policy(
            "gateway-ebaas-number-of-the-platform",
            rules!["GU-19"],
            "Every user gets the platform's own number at EBaaS.",
            |b| b.gateway.users.ebaas_numbers = Numbering::Cycling("E020O", 1),
        ),
        policy(
            "gateway-app-ids-differ-in-case",
            rules!["GU-19"],
            "Application ids are written in an alphabet where case matters.",
            |b| b.gateway.applications.numbers = Numbering::ByCase,
        ),
        policy(
            "gateway-app-id-of-the-platform",
            rules!["GU-19"],
            "Every application gets the same id, the placeholder of the configuration.",
            |b| b.gateway.applications.numbers = Numbering::Cycling("LBQKW3GK", 1),
        ),
        policy(
            "gateway-one-key-pair-for-all",
            rules!["GU-19"],
            "The generator of keys is seeded with a constant, which was meant for tests.",
            |b| b.gateway.applications.keys = KeyPolicy::OnePair,
        ),
    ]
}
