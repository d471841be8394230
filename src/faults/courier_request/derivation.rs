//! Faults of accounts that are derived from a third-party id (BS-14, BS-27).

use crate::faults::{Mutant, policy, rules};
use crate::mock::Behaviour;
use crate::mock::behaviour::{DerivedCheck, Hash};

/// BS-14: accounts that are derived correctly, and refused.
pub(super) fn derived_accounts() -> Vec<Mutant> {
    fn hash_by(b: &mut Behaviour, hash: Hash) {
        b.butler.derivation.hashes = vec![hash];
    }
    vec![
        policy(
            "courier-derived-of-seven-characters",
            rules!["BS-14"],
            "A derived account of six characters is treated as one whose hash was cut.",
            |b| b.butler.derivation.shortest = 7,
        ),
        policy(
            "courier-third-party-id-not-in-updates",
            rules!["BS-14"],
            "A user's third-party id never changes, so an update may not carry it.",
            |b| b.butler.accounts.not_in_updates.push("thirdPlatformId"),
        ),
        policy(
            "courier-derived-without-abs",
            rules!["BS-14", "BS-27"],
            "The absolute value was forgotten when the derivation was rewritten.",
            |b| hash_by(b, Hash::Signed),
        ),
        policy(
            "courier-derived-with-mask",
            rules!["BS-14"],
            "The sign bit is masked away, which is not the absolute value.",
            |b| hash_by(b, Hash::Masked),
        ),
        policy(
            "courier-derived-by-bytes",
            rules!["BS-14", "BS-27", "GW-17"],
            "The hash is computed from the UTF-8 bytes, after a move to another language.",
            |b| hash_by(b, Hash::Utf8),
        ),
        policy(
            "courier-derived-by-long",
            rules!["BS-14", "BS-27"],
            "The hash is kept in 64 bits, and never wraps.",
            |b| hash_by(b, Hash::Long),
        ),
        policy(
            "courier-derived-by-small-letters",
            rules!["BS-14"],
            "The id is turned into lower-case before it is hashed.",
            |b| hash_by(b, Hash::SmallLetters),
        ),
        policy(
            "courier-derived-by-head",
            rules!["BS-14", "GW-17"],
            "The id is cut to the 32 characters of another table before it is hashed.",
            |b| hash_by(b, Hash::Head),
        ),
        policy(
            "courier-derived-by-first-row",
            rules!["BS-14", "BS-27"],
            "The id is read outside the loop, so the first row's decides about all.",
            |b| b.butler.derivation.check = DerivedCheck::FirstRowsId,
        ),
        policy(
            "courier-derived-under-old-name",
            rules!["BS-14", "BS-25", "BS-27"],
            "The company was renamed, and its accounts are still derived from its old name.",
            |b| {
                // Otherwise the old name could not be distinguished from a wrong one in the target file.
                b.butler.derivation.told_initials = Some("sfc".to_owned());
                b.butler.derivation.initials = vec!["sfk".to_owned()];
            },
        ),
    ]
}

/// BS-27: accounts that are derived wrongly, and accepted.
pub(super) fn wrong_derivations() -> Vec<Mutant> {
    fn compare(b: &mut Behaviour, check: DerivedCheck) {
        b.butler.derivation.check = check;
    }
    fn take_also(b: &mut Behaviour, hash: Hash) {
        b.butler.derivation.hashes.push(hash);
    }
    vec![
        policy(
            "courier-derivation-unchecked",
            rules!["BS-27", "BS-26"],
            "The account is stored as sent: only the console derives it.",
            |b| compare(b, DerivedCheck::None),
        ),
        policy(
            "courier-derivation-unchecked-in-updates",
            rules!["BS-27"],
            "An update does not check the derivation again.",
            |b| compare(b, DerivedCheck::Creations),
        ),
        policy(
            "courier-derivation-checked-in-first-row",
            rules!["BS-27", "BS-26"],
            "The check of the derivation is before the loop.",
            |b| compare(b, DerivedCheck::FirstRow),
        ),
        policy(
            "courier-derivation-checked-at-ends",
            rules!["BS-27"],
            "The first and the last row are checked as a sample of the rest.",
            |b| compare(b, DerivedCheck::Ends),
        ),
        policy(
            "courier-derivation-ignores-case",
            rules!["BS-27"],
            "Initials are compared without regard to case.",
            |b| compare(b, DerivedCheck::IgnoringCase),
        ),
        policy(
            "courier-derivation-by-initials",
            rules!["BS-27"],
            "Only the initials are compared, since the hash was thought to be the client's job.",
            |b| compare(b, DerivedCheck::Initials),
        ),
        policy(
            "courier-derivation-by-number",
            rules!["BS-27"],
            "Only the number is compared, since names of companies change.",
            |b| compare(b, DerivedCheck::Number),
        ),
        policy(
            "courier-derivation-takes-signed-hash",
            rules!["BS-27"],
            "The hash with its sign is accepted as well, for clients that forgot the absolute value.",
            |b| take_also(b, Hash::Signed),
        ),
        policy(
            "courier-derivation-takes-hash-of-bytes",
            rules!["BS-27"],
            "The hash of the UTF-8 bytes is accepted as well, for clients that are not written in Java.",
            |b| take_also(b, Hash::Utf8),
        ),
        policy(
            "courier-derivation-takes-hash-of-code-points",
            rules!["BS-27"],
            "The hash of the code points is accepted as well, for clients that are not written in Java.",
            |b| take_also(b, Hash::CodePoints),
        ),
        policy(
            "courier-derivation-takes-two-initials",
            rules!["BS-27"],
            "Two initials are accepted as well, for companies with short names.",
            |b| b.butler.derivation.initials.push("sf".to_owned()),
        ),
    ]
}
