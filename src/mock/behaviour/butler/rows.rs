//! How rows are judged and reported.

use std::collections::BTreeMap;

/// How rows are judged and reported.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a separate habit, not a state")]
pub struct Rows {
    /// Whether an update may leave out required fields other than the account (BS-33).
    pub partial_updates: bool,
    /// Whether all rows of a request must be of one organisation (BS-53).
    pub one_organization: bool,
    /// How many fields a row may have, if that is limited (BS-53).
    pub most_fields: Option<usize>,
    /// Whether the fields of an update are not checked.
    pub updates_unchecked: bool,
    /// Where one creation is searched for the same account (BS-29).
    pub duplicates: DuplicateScope,
    /// Which rows of a duplicate are in error (BS-39).
    pub blame: DuplicateBlame,
    /// Whether an update may name an account twice (BS-39).
    pub update_duplicates: bool,
    /// What is saved of a request with rows in error (BS-30).
    pub good_rows: GoodRows,
    /// Whether rows in error are saved as well, if they name an account.
    pub saves_bad_rows: bool,
    /// Fields whose faults do not keep a refused row from being saved.
    pub saved_despite: Vec<&'static str>,
    /// How many rows of an accepted request are saved, if not all.
    pub saves_at_most: Option<usize>,
    /// Which rows in error are listed (BS-26).
    pub listed: Listed,
    /// Whether each fault gets an entry, or each row (BS-39).
    pub entry_per_fault: bool,
    /// The order of entries (BS-39).
    pub order: EntryOrder,
    /// How rows are numbered (BS-24).
    pub numbers: RowNumbers,
    /// How the rows of an update are numbered, if in another way.
    pub update_numbers: Option<RowNumbers>,
    /// Which account an entry repeats (BS-24).
    pub account: EntryAccount,
    /// The replacement for an account that cannot be repeated (BS-39).
    pub no_account: NoAccount,
    /// The text of an entry.
    pub cause: CauseText,
    /// The text of each fault. `{name}` and `{value}` stand for the field in question.
    pub causes: BTreeMap<RowFault, &'static str>,
    /// The message over the entries.
    pub message: MessageText,
}

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowFault {
    /// It is not an object.
    NoRow,
    /// A required field is absent or empty.
    Missing,
    /// A field breaks another constraint.
    Invalid,
    /// The account is not the one that follows from the third-party id (BS-14).
    Underived,
    /// The account is in another row as well (BS-29).
    Duplicate,
    /// The account exists (BS-25).
    Existing,
    /// The account does not exist (BS-28).
    Unknown,
    /// Another account has a value that no two may have (BS-50).
    Used,
}

/// Where one creation is searched for the same account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DuplicateScope {
    /// In the whole list.
    List,
    /// In neighbouring rows.
    Neighbours,
    /// In rows that differ in anything else.
    Unequal,
    /// In rows that agree in phone number as well.
    SamePhone,
    /// Nowhere.
    Nowhere,
}

/// Which rows of a duplicate are in error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DuplicateBlame {
    /// Each row but the last.
    Earlier,
    /// Each row but the first.
    Later,
    /// All of them.
    All,
}

/// What is saved of a request with rows in error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoodRows {
    /// Nothing.
    None,
    /// The rows before the first in error.
    UpToTheFault,
    /// Every good row.
    All,
}

/// Which rows in error are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// Every one.
    All,
    /// The first.
    First,
    /// The last.
    Last,
    /// Those of the first check that finds any.
    OfOneCheck,
    /// One for each cause.
    OneForEachCause,
    /// At most this many.
    AtMost(usize),
}

/// The order of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryOrder {
    /// As the rows were sent.
    AsSent,
    /// By the kind of check: form before existence.
    ByCheck,
}

/// How rows are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowNumbers {
    /// In the order sent, from this number.
    From(u64),
    /// By their place among the rows in error.
    AmongBad,
    /// From the end.
    FromTheEnd,
    /// With their last digit.
    LastDigit,
    /// By the alphabetical order of their accounts.
    Alphabetical,
}

/// Which account an entry repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryAccount {
    /// Its row's.
    Own,
    /// The first row's.
    First,
    /// That of the row before.
    Previous,
    /// Its row's, in upper-case letters.
    Capitals,
    /// Its row's, cut after so many characters.
    Cut(usize),
    /// None, but its row's phone number.
    Phone,
    /// That of the row in error with the same place in the order in which the users were created.
    InOrderOfCreation,
}

/// The replacement for an account that is absent, not a string, or too long for an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAccount {
    /// An empty string.
    Empty,
    /// Its first fifty characters, and nothing if it is not a string.
    Cut,
    /// A dash.
    Dash,
}

/// The text of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CauseText {
    /// The row's first fault.
    First,
    /// All faults of the row, joined.
    All,
}

/// The message over the entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageText {
    /// The documented one.
    Documented,
    /// The causes of all rows, joined.
    Causes,
}

impl Default for Rows {
    fn default() -> Self {
        Self {
            partial_updates: false,
            one_organization: false,
            most_fields: None,
            updates_unchecked: false,
            duplicates: DuplicateScope::List,
            blame: DuplicateBlame::Later,
            update_duplicates: false,
            good_rows: GoodRows::None,
            saves_bad_rows: false,
            saved_despite: Vec::new(),
            saves_at_most: None,
            listed: Listed::All,
            entry_per_fault: false,
            order: EntryOrder::AsSent,
            numbers: RowNumbers::From(1),
            update_numbers: None,
            account: EntryAccount::Own,
            no_account: NoAccount::Empty,
            cause: CauseText::First,
            causes: BTreeMap::from([
                (RowFault::NoRow, "用户数据格式错误!"),
                (RowFault::Missing, "{name}不能为空!"),
                (RowFault::Invalid, "{name}不符合要求!"),
                (RowFault::Underived, "用户账号与第三方平台用户ID不符!"),
                (RowFault::Duplicate, "用户账号重复!"),
                (RowFault::Existing, "用户账号已存在!"),
                (RowFault::Unknown, "用户账号不存在!"),
                (RowFault::Used, "{name}已被使用!"),
            ]),
            message: MessageText::Documented,
        }
    }
}
