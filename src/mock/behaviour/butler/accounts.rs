//! What is known of accounts, and how they are derived.

/// How accounts are stored and updated.
#[derive(Clone, Debug)]
pub struct Accounts {
    /// Existing accounts that the check of BS-25 overlooks.
    pub overlooked: Vec<Overlooked>,
    /// Whether a user may be disabled from the start.
    pub may_begin_disabled: bool,
    /// Fields that an update may not carry.
    pub not_in_updates: Vec<&'static str>,
    /// Fields that an update may not change.
    pub unchangeable: Vec<&'static str>,
    /// Whether an account of digits is stored as a number, so that its leading zeros are lost.
    pub stored_as_numbers: bool,
    /// What an update of an unknown account does (BS-28).
    pub unknown: UnknownAccount,
    /// How many of the latest accounts an update knows, where it does not know all.
    pub updates_reach: Option<usize>,
}

/// An existing account that a check may overlook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlooked {
    /// Any.
    Every,
    /// One that is disabled.
    Disabled,
    /// One that was updated since it was created.
    Updated,
    /// One that was derived from a third-party id.
    Derived,
    /// One that was not created by the first row of its batch.
    Follower,
    /// One whose phone number differs from the row's.
    OtherPhone,
    /// One whose employee number differs from the row's.
    OtherEmployee,
    /// One that is named after the first row of a batch.
    NamedLater,
    /// One that is named after another one that exists.
    NamedAfterAnother,
    /// One that is not among the latest so many.
    OlderThan(usize),
}

/// What an update of an unknown account does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownAccount {
    /// It is refused.
    Refused,
    /// It is created.
    Created,
    /// It is skipped.
    Ignored,
    /// It is skipped if another row's account is known.
    IgnoredAmongKnown,
    /// It is refused, and created nevertheless.
    RefusedButCreated,
    /// It is created if it comes with a third-party id.
    CreatedIfDerived,
}

/// How accounts are derived (BS-14).
#[derive(Clone, Debug)]
pub struct Derivation {
    /// The name of the company.
    pub company_name: String,
    /// The initials that the vendor names for it, if it was asked.
    pub told_initials: Option<String>,
    /// The initials that the vendor derives from it; any of them is accepted.
    pub initials: Vec<String>,
    /// How the id is hashed; the result of any of these ways is accepted.
    pub hashes: Vec<Hash>,
    /// The account of an id whose hash is the smallest int (BS-15).
    pub smallest_int: SmallestInt,
    /// The fewest characters of a derived account: 4 is a hash of one digit, 6 the rule for other accounts (BS-15).
    pub shortest: usize,
    /// How closely an account is compared.
    pub check: DerivedCheck,
}

/// A way of hashing a third-party id to the number behind the initials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    /// The absolute value of Java's `String.hashCode`.
    Java,
    /// Java's hash with its sign.
    Signed,
    /// Java's hash without its topmost bit.
    Masked,
    /// Over code points instead of UTF-16 units.
    CodePoints,
    /// Over UTF-8 bytes.
    Utf8,
    /// With 64 bits.
    Long,
    /// Java's, of the id in lower-case letters.
    SmallLetters,
    /// Java's, of the id's first 32 characters.
    Head,
}

/// The account of an id whose hash is the smallest int.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmallestInt {
    /// The one with the minus sign.
    Minus,
    /// The one without it.
    Plain,
    /// Either.
    Both,
    /// None.
    Refused,
}

/// How closely a derived account is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DerivedCheck {
    /// Exactly.
    Whole,
    /// Upper and lower case are equal.
    IgnoringCase,
    /// Only by its initials.
    Initials,
    /// Only by its number.
    Number,
    /// By its number, after three letters.
    NumberAfterLetters,
    /// By its number, with or without the initials.
    NumberAlone,
    /// Only in the first row.
    FirstRow,
    /// Only in the first and the last row.
    Ends,
    /// With the id of the first row.
    FirstRowsId,
    /// Only in creations.
    Creations,
    /// Not at all.
    None,
}

impl Default for Derivation {
    /// A company whose name can be read in one way only.
    fn default() -> Self {
        Self {
            company_name: "顺风测试有限公司".to_owned(),
            told_initials: None,
            initials: vec!["sfc".to_owned()],
            hashes: vec![Hash::Java],
            smallest_int: SmallestInt::Minus,
            shortest: 4,
            check: DerivedCheck::Whole,
        }
    }
}
