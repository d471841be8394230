//! What the courier butler could do otherwise.

mod accounts;
mod rows;

use std::collections::BTreeMap;

use super::{Intake, Reason};
use crate::crypto::des::Mode;
use crate::crypto::encoding::Encoding;

pub use accounts::{Accounts, Derivation, DerivedCheck, Formats, Hash, Overlooked, SmallestInt, UnknownAccount};
pub use rows::{
    CauseText, DuplicateBlame, DuplicateScope, EntryAccount, EntryOrder, GoodRows, Listed, MessageText, NoAccount,
    RowFault, RowNumbers, Rows,
};

/// The courier butler.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a habit of its own, not a state")]
pub struct Butler {
    /// Headers that a call must carry, none of them empty (BS-40).
    pub headers: Vec<&'static str>,
    /// Those of them that may be empty, as long as they are there.
    pub headers_maybe_empty: Vec<&'static str>,
    /// Headers that an update must carry besides.
    pub headers_of_updates: Vec<&'static str>,
    /// How many digits the header's timestamp must have, if that is looked at.
    pub timestamp_digits: Option<usize>,
    /// The checks of a call, in this order; the first that fails refuses it as a whole.
    pub checks: Vec<CourierCheck>,
    /// Whether a call that names no client is one of the only client.
    pub client_by_default: bool,
    /// Whether an unknown `sendAppId` passes for the only client.
    pub unknown_client_passes: bool,
    /// How the digest is checked (BS-41).
    pub digest: DigestCheck,
    /// Which `companyId` is taken (BS-43).
    pub companies: CompanyCheck,
    /// What a call of no known type does: true for an update, false for a creation.
    pub other_types_update: bool,
    /// How DES chains blocks (BS-45).
    pub mode: Mode,
    /// How the cipher text is written (BS-45).
    pub encoding: Encoding,
    /// What becomes of a list that was not encrypted (BS-49).
    pub plain_list: PlainList,
    /// What becomes of a list that does not decrypt to a list (BS-44).
    pub odd_list: OddList,
    /// Whether a list without rows is taken (BS-32).
    pub takes_empty_list: bool,
    /// The most rows that are taken (BS-04, BS-31).
    pub max_rows: Option<usize>,
    /// How values are taken in.
    pub intake: Intake,
    /// How rows are judged and reported.
    pub rows: Rows,
    /// What is known of accounts, and what is done with them.
    pub accounts: Accounts,
    /// How accounts are derived (BS-14).
    pub derivation: Derivation,
    /// Checks beyond the page (BS-50).
    pub formats: Formats,
    /// Refusals as a whole that save the rows all the same (BS-36).
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

/// A check that every call undergoes.
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
    /// What it is taken over.
    pub over: DigestOver,
    /// Calls whose digest is not looked at.
    pub waivers: Vec<DigestWaiver>,
}

/// What the digest is taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestOver {
    /// The body as it was sent.
    Body,
    /// The body, read and written anew without blanks.
    Rewritten,
    /// The body, read and written anew with its members in alphabetical order, if it came otherwise than documented.
    InOrder,
    /// The body without line breaks.
    OneLine,
    /// As many bytes as the vendor's buffer holds.
    Head(usize),
}

/// A call whose digest is not looked at.
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
    /// One whose digest has the right length and alphabet.
    WellFormed,
    /// One whose digest is right once a blank is put behind the body.
    TrailingBlank,
    /// One whose digest is right for some time that begins like the header's.
    LongerTime,
}

/// Which `companyId` is taken.
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

/// What becomes of a list that was not encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlainList {
    /// It is refused.
    Refused,
    /// It is taken.
    Taken,
    /// It is taken for a list without rows.
    Emptied,
}

/// What becomes of a list that does not decrypt to a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OddList {
    /// It is refused.
    Refused,
    /// What does not decrypt is a list without rows.
    UndecipheredIsEmpty,
    /// What decrypts and is no JSON is a list without rows.
    NonsenseIsEmpty,
    /// An object is a list of one row.
    ObjectIsRow,
    /// A text is read once more.
    TextIsRead,
}

/// The form of a refusal as a whole (BS-34).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WholeRefusal {
    /// `result` is null beside a message.
    NullResult,
    /// `result` is an empty list beside a message.
    EmptyResult,
    /// There is no `result`.
    NoResult,
    /// `result` holds an entry made up for it.
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
    /// Some other text.
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
