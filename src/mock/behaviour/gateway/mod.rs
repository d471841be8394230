//! What the gateway could do differently.

mod nonce;
mod signature;
mod users;

use std::collections::{BTreeMap, BTreeSet};

use super::{Intake, Leniency, Reason, Wording};
use crate::wire::Operation;
use crate::wire::etc::{RequestNames, SigningHabits};

pub use nonce::{NoncePolicy, NonceScope, OtherTime, Window};
pub use signature::{SignatureCheck, SignatureWaiver, SignedValues, VerifyingKeys};
pub use users::{
    Again, AppOnUpdate, AppPlace, Applications, CreateApp, DesktopUsers, GatewayUsers, Identity, KeyForm, KeyPolicy,
    Numbering, OwnerTold, UnknownUser, UpdateAnswer, UserChecks,
};

/// The gateway and its two operations.
#[derive(Clone, Debug)]
pub struct Gateway {
    /// The spellings in which a request is understood (GW-11).
    pub request_names: Vec<RequestNames>,
    /// The spelling of answers (GW-11).
    pub answer_names: AnswerNames,
    /// How values are read.
    pub intake: Intake,
    /// What is accepted for a field of the envelope although the guide does not promise it.
    pub envelope_leniencies: BTreeSet<Leniency>,
    /// The checks of a call, in this order; the first that fails refuses it.
    pub checks: Vec<GatewayCheck>,
    /// Whether the members of a body must come in the order of the guide, parameters last.
    pub parameters_last: bool,
    /// Whether a call without an application id counts as one of the first application.
    pub application_by_default: bool,
    /// Whether an unknown application id counts as the first application.
    pub unknown_application_passes: bool,
    /// How a signature is checked.
    pub signature: SignatureCheck,
    /// The time window (GW-05).
    pub window: Window,
    /// How nonces are checked (GW-06, GW-14, GW-25).
    pub nonces: NoncePolicy,
    /// How an API code finds its operation (GW-07).
    pub api_codes: ApiCodes,
    /// The operation of a call without an API code.
    pub operation_by_default: Option<Operation>,
    /// `client.user.save`.
    pub desktop_users: DesktopUsers,
    /// `user.save`.
    pub users: GatewayUsers,
    /// Applications created with users.
    pub applications: Applications,
    /// How calls are numbered (GW-03).
    pub request_ids: RequestIds,
    /// The code and message of a success (GW-22).
    pub success: Wording,
    /// The code and message of each refusal.
    pub refusals: BTreeMap<Reason, Wording>,
    /// The HTTP status of a success (GW-23).
    pub success_status: u16,
    /// The HTTP status of a refused call (GW-13).
    pub refusal_status: u16,
    /// The `Content-Type` of answers, if they have one (GW-15).
    pub content_type: Option<&'static str>,
}

/// A spelling of the answer's envelope (GW-11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnswerNames {
    /// The name of the request id.
    pub request_id: &'static str,
    /// The name of the code.
    pub code: &'static str,
    /// The name of the message.
    pub msg: &'static str,
}

impl AnswerNames {
    /// The guide's first revision.
    pub const FIRST: Self = Self::new("requestId", "responseCode", "responseMsg");
    /// The sample of `client.user.save`.
    pub const CAMEL: Self = Self::new("requestId", "code", "msg");
    /// The sample of `user.save`.
    pub const SNAKE: Self = Self::new("request_id", "code", "msg");

    const fn new(request_id: &'static str, code: &'static str, msg: &'static str) -> Self {
        Self { request_id, code, msg }
    }
}

/// A check of every call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GatewayCheck {
    /// The application exists (GW-08).
    Application,
    /// The signature is right (GW-04).
    Signature,
    /// The timestamp is in the window (GW-05).
    Timestamp,
    /// The nonce is fresh (GW-06).
    Nonce,
    /// The API code is known (GW-07).
    ApiCode,
    /// The application may call.
    Permission,
}

/// How an API code finds its operation (GW-07).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiCodes {
    /// By its whole name.
    Exact,
    /// By any text that begins with its name.
    NameFirst,
    /// By any text that its name begins with.
    Abbreviated,
    /// By its name; any other text is the operation that the parameters fit.
    Guessed,
}

/// How calls are numbered (GW-03).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestIds {
    /// Each call gets a random id, in the form of the samples.
    Random,
    /// The id is derived from the call's nonce.
    OfNonce,
    /// Refused calls share an id.
    SharedByRefusals,
    /// The id is derived from the second.
    OfSecond,
    /// The id is derived from the millisecond.
    OfMillisecond,
    /// The id is a number that starts again after this many.
    Cycling(u64),
    /// Each operation counts its own ids.
    OfEachOperation,
}

impl Default for Gateway {
    fn default() -> Self {
        Self {
            request_names: vec![RequestNames::PARAMS],
            answer_names: AnswerNames::CAMEL,
            intake: Intake::gateway(),
            envelope_leniencies: BTreeSet::new(),
            checks: vec![
                GatewayCheck::Application,
                GatewayCheck::Signature,
                GatewayCheck::Timestamp,
                GatewayCheck::Nonce,
                GatewayCheck::ApiCode,
                GatewayCheck::Permission,
            ],
            parameters_last: false,
            application_by_default: false,
            unknown_application_passes: false,
            signature: SignatureCheck {
                habits: SigningHabits::default(),
                values: SignedValues::AsTheyAre,
                keys: VerifyingKeys::Own,
                padding_optional: false,
                any_api_code: false,
                remembers: false,
                waivers: Vec::new(),
            },
            window: Window {
                past: 30_000,
                future: 30_000,
                also: Vec::new(),
            },
            nonces: NoncePolicy {
                scope: NonceScope::Application,
                ignore_case: false,
                remembered: 60_000,
                capacity: 100_000,
                unrecorded: Vec::new(),
                spent_by: BTreeSet::from([
                    Reason::ApiCode,
                    Reason::Permission,
                    Reason::Missing,
                    Reason::Invalid,
                    Reason::UnknownUser,
                    Reason::KnownUser,
                    Reason::CodeTaken,
                    Reason::Unchangeable,
                    Reason::Quota,
                    Reason::Internal,
                ]),
                within: None,
                compared: None,
                repeats_taken: false,
            },
            api_codes: ApiCodes::Exact,
            operation_by_default: None,
            desktop_users: DesktopUsers {
                identity: Identity::BIZ_USER_ID,
                again: Again::Same,
                checks: UserChecks::NONE,
                numbers: Numbering::Running("E001P"),
            },
            users: GatewayUsers {
                identity: Identity::BIZ_USER_ID,
                again: Again::New,
                checks: UserChecks::NONE,
                keeps_type: false,
                keeps_id: false,
                numbers: Numbering::Random,
                ebaas_numbers: Numbering::Running("E020O"),
                number_must_be_sent: false,
                empty_is_a_number: false,
                unknown: UnknownUser::Refused,
                update_answer: UpdateAnswer::Sent,
                ebaas_on_update: Again::Same,
            },
            applications: Applications {
                created: CreateApp::WhenTrue,
                on_update: AppOnUpdate::New,
                numbers: Numbering::Random,
                keys: KeyPolicy::OwnPair,
                key_form: KeyForm::Base64,
                owner: OwnerTold::User,
                may_call: true,
                place: AppPlace::Nested,
                at_most: None,
            },
            request_ids: RequestIds::Random,
            success: Wording::new("000", "成功"),
            refusals: refusals(),
            success_status: 200,
            refusal_status: 200,
            content_type: Some("application/json;charset=UTF-8"),
        }
    }
}

fn refusals() -> BTreeMap<Reason, Wording> {
    BTreeMap::from([
        (Reason::TooLarge, Wording::new("400", "请求报文过长")),
        (Reason::TooSlow, Wording::new("400", "请求超时")),
        (Reason::Method, Wording::new("400", "请求类型错误")),
        (Reason::Malformed, Wording::new("400", "请求报文格式错误")),
        (Reason::Internal, Wording::new("500", "系统内部错误")),
        (Reason::Envelope, Wording::new("400", "参数{name}不能为空或格式错误")),
        (Reason::Application, Wording::new("400001", "应用不存在")),
        (Reason::Permission, Wording::new("401002", "应用没有该接口的权限")),
        (Reason::Signature, Wording::new("401001", "验证签名失败")),
        (Reason::Timestamp, Wording::new("403001", "请求已过期")),
        (Reason::Nonce, Wording::new("403002", "重复请求")),
        (Reason::ApiCode, Wording::new("404001", "接口不存在")),
        (Reason::Missing, Wording::new("400", "参数{name}不能为空")),
        (Reason::Invalid, Wording::new("400", "参数{name}不符合要求")),
        (Reason::UnknownUser, Wording::new("400", "用户不存在")),
        (Reason::KnownUser, Wording::new("400", "用户已存在")),
        (Reason::CodeTaken, Wording::new("400", "证件号码已被使用")),
        (Reason::Unchangeable, Wording::new("400", "参数{name}不能修改")),
        (Reason::Quota, Wording::new("400", "应用数量已达上限")),
    ])
}

impl Gateway {
    /// The code and message of a refusal; without an entry it is an internal error.
    pub fn wording(&self, reason: Reason) -> Wording {
        self.refusals
            .get(&reason)
            .or_else(|| self.refusals.get(&Reason::Internal))
            .copied()
            .unwrap_or(Wording::new("500", ""))
    }

    /// Gives a refusal another code.
    pub fn answer_with_code(&mut self, reason: Reason, code: &'static str) {
        self.refusals.entry(reason).and_modify(|wording| wording.code = code);
    }

    /// Gives a refusal another message.
    pub fn answer_with_message(&mut self, reason: Reason, message: &'static str) {
        self.refusals
            .entry(reason)
            .and_modify(|wording| wording.message = message);
    }
}
