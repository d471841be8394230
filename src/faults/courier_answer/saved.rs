//! Faults of which accounts are refused, and of what is saved all the same (BS-25, BS-28, BS-29, BS-36).

use crate::faults::{Mutant, policy, rules};
use crate::mock::Behaviour;
use crate::mock::behaviour::{DuplicateScope, Overlooked, Reason, UnknownAccount};

/// BS-25: accounts that exist.
pub(super) fn existing_accounts() -> Vec<Mutant> {
    fn overlook(b: &mut Behaviour, what: Overlooked) {
        b.butler.accounts.overlooked.push(what);
    }
    vec![
        policy(
            "courier-existing-account-overwritten",
            rules!["BS-25"],
            "A creation is an insert or update, and overwrites an existing user.",
            |b| overlook(b, Overlooked::Every),
        ),
        policy(
            "courier-disabled-account-overlooked",
            rules!["BS-25"],
            "The look-up finds only enabled users.",
            |b| overlook(b, Overlooked::Disabled),
        ),
        policy(
            "courier-updated-account-overlooked",
            rules!["BS-25"],
            "An update moves the user to another table, where a creation does not look.",
            |b| overlook(b, Overlooked::Updated),
        ),
        policy(
            "courier-derived-account-overlooked",
            rules!["BS-25"],
            "Users of other platforms are in a separate table, where a creation does not look.",
            |b| overlook(b, Overlooked::Derived),
        ),
        policy(
            "courier-follower-overlooked",
            rules!["BS-25"],
            "Only the first user of a batch is put into the cache that creations look at.",
            |b| overlook(b, Overlooked::Follower),
        ),
        policy(
            "courier-other-phone-overlooked",
            rules!["BS-25", "BS-26"],
            "Account and phone number together are the key.",
            |b| overlook(b, Overlooked::OtherPhone),
        ),
        policy(
            "courier-other-employee-number-overlooked",
            rules!["BS-25"],
            "Account and employee number together are the key.",
            |b| overlook(b, Overlooked::OtherEmployee),
        ),
        policy(
            "courier-later-rows-overlooked",
            rules!["BS-25", "BS-24", "BS-26"],
            "Only the first row of a batch is looked up.",
            |b| overlook(b, Overlooked::NamedLater),
        ),
    ]
}

/// BS-28: accounts that do not exist.
pub(super) fn unknown_accounts() -> Vec<Mutant> {
    fn meet(b: &mut Behaviour, unknown: UnknownAccount) {
        b.butler.accounts.unknown = unknown;
    }
    vec![
        policy(
            "courier-update-creates",
            rules!["BS-28", "BS-26"],
            "An update is an insert or update, and creates missing users.",
            |b| meet(b, UnknownAccount::Created),
        ),
        policy(
            "courier-update-passes-over-unknown",
            rules!["BS-28", "BS-26"],
            "An update that changes no row is a success to the database, and so to the caller.",
            |b| meet(b, UnknownAccount::Ignored),
        ),
        policy(
            "courier-update-passes-over-unknown-among-known",
            rules!["BS-28", "BS-26"],
            "An update succeeds as soon as it has changed one row.",
            |b| meet(b, UnknownAccount::IgnoredAmongKnown),
        ),
        policy(
            "courier-update-refused-but-created",
            rules!["BS-28"],
            "The user is saved before the account is looked up, and the refusal does not roll back.",
            |b| meet(b, UnknownAccount::RefusedButCreated),
        ),
    ]
}

/// BS-29: the same account twice.
pub(super) fn duplicates() -> Vec<Mutant> {
    fn look(b: &mut Behaviour, scope: DuplicateScope) {
        b.butler.rows.duplicates = scope;
    }
    vec![
        policy(
            "courier-duplicates-unchecked",
            rules!["BS-29"],
            "Every row is looked up in the database, which has none of them yet.",
            |b| look(b, DuplicateScope::Nowhere),
        ),
        policy(
            "courier-duplicates-among-neighbours",
            rules!["BS-29"],
            "Each row is compared with the one before it, as if the list were sorted.",
            |b| look(b, DuplicateScope::Neighbours),
        ),
        policy(
            "courier-equal-rows-merged",
            rules!["BS-29"],
            "Rows are put into a set, where equal rows become one.",
            |b| look(b, DuplicateScope::Unequal),
        ),
        policy(
            "courier-duplicates-of-one-phone",
            rules!["BS-29"],
            "Rows are duplicates only if all of their data is equal, so other data means another user.",
            |b| look(b, DuplicateScope::SamePhone),
        ),
    ]
}

/// BS-36: refused as a whole, and saved.
pub(super) fn whole_refusals() -> Vec<Mutant> {
    fn save_despite(b: &mut Behaviour, reason: Reason) {
        b.butler.saved_despite.push(reason);
    }
    vec![
        policy(
            "courier-saved-despite-wrong-digest",
            rules!["BS-36"],
            "The digest is checked in parallel with the work, and the work is not undone.",
            |b| save_despite(b, Reason::Digest),
        ),
        policy(
            "courier-saved-despite-missing-header",
            rules!["BS-36"],
            "A missing header is noticed only by the filter after the service.",
            |b| save_despite(b, Reason::Header),
        ),
        policy(
            "courier-saved-despite-unknown-client",
            rules!["BS-36"],
            "The client is looked up only for the bill, when everything is done.",
            |b| save_despite(b, Reason::Client),
        ),
        policy(
            "courier-saved-despite-wrong-company",
            rules!["BS-36"],
            "The company is checked when the answer is made.",
            |b| save_despite(b, Reason::Company),
        ),
        policy(
            "courier-saved-despite-wrong-type",
            rules!["BS-36"],
            "The switch over the type creates first and has its default last.",
            |b| save_despite(b, Reason::Type),
        ),
        policy(
            "courier-saved-despite-plain-list",
            rules!["BS-36"],
            "A plain list is processed, and refused by the check that comes after it.",
            |b| save_despite(b, Reason::List),
        ),
        policy(
            "courier-saved-despite-too-many-rows",
            rules!["BS-36"],
            "Rows are saved as they are read, until there are too many.",
            |b| save_despite(b, Reason::TooMany),
        )
        .under("BS-31.too-many", "refused"),
    ]
}
