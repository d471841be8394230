//! What is known of accounts, and how they are derived.

/// What is known of accounts, and what is done with them.
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
    /// Whether an account is stored as a number where it is one, so that its leading zeros are lost.
    pub stored_as_numbers: bool,
    /// What an update of an unknown account does (BS-28).
    pub unknown: UnknownAccount,
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
    /// One that was created behind the first row of its batch.
    Follower,
    /// One whose phone number is another than the row's.
    OtherPhone,
    /// One whose employee number is another than the row's.
    OtherEmployee,
    /// One that is named behind the first row of a batch.
    NamedLater,
    /// One that is named behind another one that exists.
    NamedAfterAnother,
}

/// What an update of an unknown account does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownAccount {
    /// It is refused.
    Refused,
    /// It is created.
    Created,
    /// It is passed over.
    Ignored,
    /// It is passed over where another row's account is known.
    IgnoredAmongKnown,
    /// It is refused, and created all the same.
    RefusedButCreated,
}

/// How accounts are derived (BS-14).
#[derive(Clone, Debug)]
pub struct Derivation {
    /// The name of the company.
    pub company_name: String,
    /// The initials that the vendor says it finds there, if it was asked.
    pub told_initials: Option<String>,
    /// The initials that the vendor finds in it; any of them will do.
    pub initials: Vec<String>,
    /// How the id is hashed; any of these ways will do.
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
    /// Java's, of the id in small letters.
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
    /// Letter for letter.
    Whole,
    /// Upper and lower case are one.
    IgnoringCase,
    /// By its initials only.
    Initials,
    /// By its number only.
    Number,
    /// In the first row only.
    FirstRow,
    /// In the first and the last row only.
    Ends,
    /// With the id of the first row.
    FirstRowsId,
    /// In creations only.
    Creations,
    /// Not at all.
    None,
}

/// Checks beyond the page (BS-50).
#[derive(Clone, Debug, Default)]
pub struct Formats {
    /// Whether the form of a phone number is checked.
    pub phone: bool,
    /// Whether the form of an e-mail address is checked.
    pub email: bool,
    /// Whether the form of card numbers is checked.
    pub card: bool,
    /// The cards of ten digits that the organisation has, if they are looked up.
    pub cards: Option<Vec<&'static str>>,
    /// The organisations that exist under codes of twelve capital letters and digits, if they are looked up.
    pub organizations: Option<Vec<&'static str>>,
}

impl Default for Derivation {
    /// A company whose name has one reading only.
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
