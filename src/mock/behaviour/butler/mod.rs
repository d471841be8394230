//! What the courier could do differently.

mod accounts;
mod check;
mod formats;
mod rows;

use std::collections::BTreeMap;

use super::{Intake, Reason, Removals};
use crate::crypto::des::Mode;
use crate::crypto::encoding::Encoding;

pub use accounts::{Accounts, Derivation, DerivedCheck, Hash, Overlooked, SmallestInt, UnknownAccount};
pub use check::{CompanyCheck, CourierCheck, DigestCheck, DigestOver, DigestWaiver};
pub use formats::{Formats, Organization, Unique};
pub use rows::{
    CauseText, DuplicateBlame, DuplicateScope, EntryAccount, EntryOrder, GoodRows, Listed, MessageText, NoAccount,
    RowFault, RowNumbers, Rows,
};

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
    /// The most bytes of a body that are accepted, where they are counted.
    pub longest_body: Option<usize>,
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
    /// The HTTP status of a success (BS-51).
    pub success_status: u16,
    /// The message of a success.
    pub success: &'static str,
    /// The message of each refusal.
    pub refusals: BTreeMap<Reason, &'static str>,
    /// The `Content-Type` of answers, if they have one (BS-38).
    pub content_type: Option<&'static str>,
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
    /// Null counts as a list without rows.
    NullIsEmpty,
    /// Entries of a list that are null are passed over.
    NullRowsSkipped,
    /// Whole blocks that do not decrypt count as a list without rows.
    CutIsEmpty,
    /// Spaces behind the list make it none.
    NoSpacesBehind,
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
            longest_body: None,
            max_rows: Some(100),
            intake: Intake::butler(),
            rows: Rows::default(),
            accounts: Accounts {
                overlooked: Vec::new(),
                updates_reach: None,
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
            success_status: 200,
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
