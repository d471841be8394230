//! What the courier could do differently.

use std::collections::BTreeMap;

use super::Removals;
use super::{Intake, Reason};
use crate::crypto::des::Mode;
use crate::crypto::encoding::Encoding;

/// The courier.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a separate habit, not a state")]
pub struct Butler {
    /// Headers that a call must carry, none of them empty (BS-40).
    pub headers: Vec<&'static str>,
    /// Those of them that may be empty, as long as they are there.
    pub headers_maybe_empty: Vec<&'static str>,
    /// Further headers that an update must carry.
    pub headers_of_updates: Vec<&'static str>,
    /// How many digits the header's timestamp must have, if that is checked.
    pub timestamp_digits: Option<usize>,
    /// The checks of a call, in this order; the first that fails refuses it as a whole.
    pub checks: Vec<CourierCheck>,
    /// Whether a call that names no client counts as one of the only client.
    pub client_by_default: bool,
    /// Whether an unknown `sendAppId` counts as the only client.
    pub unknown_client_passes: bool,
    /// How the digest is checked (BS-41).
    pub digest: DigestCheck,
    /// Which `companyId` is accepted (BS-43).
    pub companies: CompanyCheck,
    /// What a call of an unknown type does: true for an update, false for a creation.
    pub other_types_update: bool,
    /// How DES chains blocks (BS-45).
    pub mode: Mode,
    /// How the cipher text is written (BS-45).
    pub encoding: Encoding,
    /// How a list is treated that was not encrypted (BS-49).
    pub plain_list: PlainList,
    /// How a list is treated that does not decrypt to a list (BS-44).
    pub odd_list: OddList,
    /// Whether a list without rows is accepted (BS-32).
    pub takes_empty_list: bool,
    /// The most rows that are accepted (BS-04, BS-31).
    pub max_rows: Option<usize>,
    /// How values are read.
    pub intake: Intake,
    /// How rows are judged and reported.
    pub rows: Rows,
    /// How accounts are stored and updated.
    pub accounts: Accounts,
    /// How accounts are derived (BS-14).
    pub derivation: Derivation,
    /// How accounts are removed (BD).
    pub removals: Removals,
    /// Checks beyond the documentation (BS-50).
    pub formats: Formats,
    /// Refusals as a whole that save the rows nevertheless (BS-36).
    pub saved_despite: Vec<Reason>,
    /// The form of a refusal as a whole (BS-34).
    pub whole_refusal: WholeRefusal,
    /// What a refusal by signature or header looks like (BS-48).
    pub gate_shape: GateShape,
    /// Its HTTP status (BS-48).
    pub gate_status: u16,
    /// The HTTP status of every other refusal (BS-38).
    pub refusal_status: u16,
    /// The message of a success.
    pub success: &'static str,
    /// The message of each refusal.
    pub refusals: BTreeMap<Reason, &'static str>,
    /// The `Content-Type` of answers, if they have one (BS-38).
    pub content_type: Option<&'static str>,
}

/// A check of every call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CourierCheck {
    /// The headers are there (BS-40).
    Headers,
    /// The client is known.
    Client,
    /// The digest is right (BS-41).
    Digest,
    /// The company is the client's own (BS-43).
    Company,
    /// The type is known (BS-02).
    Type,
}

/// How the digest is checked.
#[derive(Clone, Debug)]
pub struct DigestCheck {
    /// The text that it covers.
    pub over: DigestOver,
    /// Calls whose digest is not checked.
    pub waivers: Vec<DigestWaiver>,
}

/// The text that the digest covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestOver {
    /// The body as it was sent.
    Body,
    /// The body, parsed and rewritten without spaces.
    Rewritten,
    /// The body, parsed and rewritten with its members in alphabetical order, if it came in another order than
    /// documented.
    InOrder,
    /// The body without line breaks.
    OneLine,
    /// The bytes that fit the vendor's buffer.
    Head(usize),
}

/// A call whose digest is not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestWaiver {
    /// Any call.
    Every,
    /// One without a digest, or with an empty one.
    Unsigned,
    /// One without a time, or with an empty one.
    Undated,
    /// One that updates.
    Update,
    /// Every digest of a removal passes.
    Removal,
    /// One whose digest has the right length and alphabet.
    WellFormed,
    /// One whose digest is right with a space after the body.
    TrailingBlank,
    /// One whose digest is right for a time that begins like the header's.
    LongerTime,
}

/// Which `companyId` is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompanyCheck {
    /// The client's own.
    Own,
    /// Any.
    Any,
    /// The client's own, or an empty one.
    OwnOrEmpty,
    /// Any of the length of the client's own.
    OfOwnLength,
    /// The client's own, or a shorter one.
    Shorter,
    /// The client's own, or a longer one.
    Longer,
    /// Any in an update.
    AnyInUpdates,
}

/// How a list is treated that was not encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlainList {
    /// It is refused.
    Refused,
    /// It is accepted.
    Taken,
    /// It counts as a list without rows.
    Emptied,
}

/// How a list is treated that does not decrypt to a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OddList {
    /// It is refused.
    Refused,
    /// A text that does not decrypt counts as a list without rows.
    UndecipheredIsEmpty,
    /// A text that decrypts and is not JSON counts as a list without rows.
    NonsenseIsEmpty,
    /// An object counts as a list of one row.
    ObjectIsRow,
    /// A string is parsed once more.
    TextIsRead,
}

/// How rows are judged and reported.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a separate habit, not a state")]
pub struct Rows {
    /// Whether an update may leave out required fields other than the account (BS-33).
    pub partial_updates: bool,
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

/// Checks beyond the documentation (BS-50).
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
    /// The organisations that exist under codes of twelve upper-case letters and digits, if they are looked up.
    pub organizations: Option<Vec<&'static str>>,
}

/// The form of a refusal as a whole (BS-34).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WholeRefusal {
    /// `result` is null, with a message.
    NullResult,
    /// `result` is an empty list, with a message.
    EmptyResult,
    /// There is no `result`.
    NoResult,
    /// `result` has an entry invented for it.
    MadeUpEntry,
    /// Both are null.
    Nothing,
}

/// What a refusal by signature or header looks like (BS-48).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GateShape {
    /// Like any other answer.
    Documented,
    /// Other JSON.
    Json,
    /// A page of HTML.
    Html,
    /// Another text.
    Text,
    /// Nothing.
    Empty,
}

impl Default for Butler {
    fn default() -> Self {
        Self {
            headers: vec!["sendAppId", "timestamp", "sign"],
            headers_maybe_empty: Vec::new(),
            headers_of_updates: Vec::new(),
            timestamp_digits: None,
            checks: vec![
                CourierCheck::Headers,
                CourierCheck::Client,
                CourierCheck::Digest,
                CourierCheck::Company,
                CourierCheck::Type,
            ],
            client_by_default: false,
            unknown_client_passes: false,
            digest: DigestCheck {
                over: DigestOver::Body,
                waivers: Vec::new(),
            },
            companies: CompanyCheck::Own,
            other_types_update: false,
            mode: Mode::Ecb,
            encoding: Encoding::Base64,
            plain_list: PlainList::Refused,
            odd_list: OddList::Refused,
            takes_empty_list: false,
            max_rows: Some(100),
            intake: Intake::butler(),
            rows: Rows::default(),
            accounts: Accounts {
                overlooked: Vec::new(),
                may_begin_disabled: true,
                not_in_updates: Vec::new(),
                unchangeable: Vec::new(),
                stored_as_numbers: false,
                unknown: UnknownAccount::Refused,
            },
            derivation: Derivation::default(),
            removals: Removals::default(),
            formats: Formats::default(),
            saved_despite: Vec::new(),
            whole_refusal: WholeRefusal::NullResult,
            gate_shape: GateShape::Documented,
            gate_status: 200,
            refusal_status: 200,
            success: "",
            refusals: refusals(),
            content_type: Some("application/json;charset=UTF-8"),
        }
    }
}

impl Default for Rows {
    fn default() -> Self {
        Self {
            partial_updates: false,
            updates_unchecked: false,
            duplicates: DuplicateScope::List,
            blame: DuplicateBlame::Later,
            update_duplicates: false,
            good_rows: GoodRows::None,
            saves_bad_rows: false,
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
            ]),
            message: MessageText::Documented,
        }
    }
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

fn refusals() -> BTreeMap<Reason, &'static str> {
    BTreeMap::from([
        (Reason::TooLarge, "请求报文过长"),
        (Reason::TooSlow, "请求超时"),
        (Reason::Method, "请求类型错误"),
        (Reason::Malformed, "请求报文格式错误"),
        (Reason::Internal, "系统内部错误"),
        (Reason::Header, "请求头缺失"),
        (Reason::Client, "sendAppId不存在"),
        (Reason::Digest, "验签失败"),
        (Reason::Company, "companyId不正确"),
        (Reason::Type, "接口类型不正确"),
        (Reason::List, "用户数据解密失败"),
        (Reason::Accounts, "userNos不正确"),
        (Reason::EmptyList, "用户数据不能为空"),
        (Reason::TooMany, "用户数据超过最大条数"),
        (Reason::Rows, "数据校验不通过"),
    ])
}

impl Butler {
    /// The message of a refusal.
    pub fn message(&self, reason: Reason) -> &'static str {
        self.refusals.get(&reason).copied().unwrap_or_default()
    }
}
