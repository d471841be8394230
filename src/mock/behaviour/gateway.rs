//! What the gateway could do differently.

use std::collections::{BTreeMap, BTreeSet};

use super::{Intake, Leniency, Reason, Wording};
use crate::wire::Operation;
use crate::wire::etc::{RequestNames, SigningHabits};

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
    /// How nonces are checked (GW-06, GW-14).
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

/// How a signature is checked.
#[derive(Clone, Debug)]
pub struct SignatureCheck {
    /// What takes part in the signed text, and how (GW-12).
    pub habits: SigningHabits,
    /// How values are changed on their way into the text.
    pub values: SignedValues,
    /// The key that verifies.
    pub keys: VerifyingKeys,
    /// Whether Base64 without padding is accepted (GW-20).
    pub padding_optional: bool,
    /// Whether a signature for one operation is valid for another.
    pub any_api_code: bool,
    /// Whether a signature that was right once is not checked again.
    pub remembers: bool,
    /// Calls whose signature is not checked.
    pub waivers: Vec<SignatureWaiver>,
}

/// How values are changed on their way into the signed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedValues {
    /// They are not changed (GW-02).
    AsTheyAre,
    /// The characters that have a meaning in a URL are percent-encoded.
    SignsEncoded,
    /// Decoded as if they came from a form: `+` is a space.
    FormDecoded,
    /// With `&`, `<` and `>` escaped as in HTML.
    HtmlEscaped,
    /// With a question mark for everything beyond ASCII.
    Ascii,
    /// Up to the first `=` or `&`, as a parser of query strings leaves them.
    UpToSign,
}

/// The key that verifies a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerifyingKeys {
    /// The calling application's own.
    Own,
    /// That of the application that created the calling one, as if that had called.
    Creators,
    /// That of any application, as if that one had called.
    Anybodys,
}

/// A call whose signature is not checked.
#[derive(Clone, Debug, PartialEq)]
pub enum SignatureWaiver {
    /// Any call at all.
    Every,
    /// One that carries no signature, or an empty one.
    Unsigned,
    /// One whose signature is not Base64, which the check cannot read.
    Undecodable,
    /// One whose signature is as short as this, or shorter.
    ShorterThan(usize),
    /// One of this operation.
    Operation(Operation),
    /// One whose parameter has this value.
    Parameter(&'static str, &'static str),
    /// One that leaves this parameter out.
    Without(&'static str),
    /// One whose nonce contains a lower-case letter.
    SmallLetterNonce,
    /// One whose timestamp is this far in the past.
    OlderThan(i64),
}

/// The time window (GW-05), in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// How far a timestamp may be in the past.
    pub past: i64,
    /// How far it may be in the future.
    pub future: i64,
    /// Whether whole hours are ignored, as if only minutes and seconds were compared.
    pub within_the_hour: bool,
}

/// How nonces are checked.
#[derive(Clone, Debug)]
pub struct NoncePolicy {
    /// Among which calls a nonce must be unique.
    pub scope: NonceScope,
    /// Whether upper and lower case are equal.
    pub ignore_case: bool,
    /// For how long a nonce is remembered, in milliseconds.
    pub remembered: i64,
    /// How many are remembered at most.
    pub capacity: usize,
    /// Operations whose nonces are not recorded.
    pub unrecorded: Vec<Operation>,
    /// Refusals that use up the nonce of the call (GW-14).
    pub spent_by: BTreeSet<Reason>,
    /// How far the timestamps of two calls may differ for their nonces to be compared, if that matters.
    pub within: Option<i64>,
    /// Whether an exact repetition of a call is accepted.
    pub repeats_taken: bool,
}

/// Among which calls a nonce must be unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NonceScope {
    /// Those of one application.
    Application,
    /// Those of one application and one operation.
    Operation,
    /// Those of one application and one timestamp.
    Timestamp,
    /// Those of one application with one signature.
    Signature,
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

/// How a user is recognised. One without any of these parameters is never recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The parameters that must agree.
    pub fields: &'static [&'static str],
    /// Whether upper and lower case are equal.
    pub ignore_case: bool,
}

impl Identity {
    /// By the business's own id, exactly.
    pub const BIZ_USER_ID: Self = Self {
        fields: &["biz_user_id"],
        ignore_case: false,
    };
}

/// What a user gets when saved again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// The same number.
    Same,
    /// A new number.
    New,
    /// A refusal.
    Refused,
}

/// How numbers are issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// A prefix and a running number of eight digits, as in the samples.
    Running(&'static str),
    /// Sixteen random upper-case letters and digits, as in the samples.
    Random,
    /// A prefix and a number that starts again after this many.
    Cycling(&'static str, u64),
    /// One word in which only the case of the letters differs.
    ByCase,
    /// A number that starts again after this many, and spaces after it that count the rounds.
    ByBlanks(&'static str, u64),
}

/// `client.user.save`.
#[derive(Clone, Copy, Debug)]
pub struct DesktopUsers {
    /// How a user is recognised (CU-10).
    pub identity: Identity,
    /// What a user gets when saved again (CU-09).
    pub again: Again,
    /// The form of `client_user_no`.
    pub numbers: Numbering,
}

/// `user.save`.
#[derive(Clone, Copy, Debug)]
pub struct GatewayUsers {
    /// How a user is recognised on creation (GU-16, GU-19).
    pub identity: Identity,
    /// What a user gets when created again (GU-16).
    pub again: Again,
    /// The form of `etc_user_no`.
    pub numbers: Numbering,
    /// The form of `ebaas_user_no`.
    pub ebaas_numbers: Numbering,
    /// Whether a creation must carry an `etc_user_no`, if only an empty one.
    pub number_must_be_sent: bool,
    /// Whether an empty `etc_user_no` counts as the number of a user.
    pub empty_is_a_number: bool,
    /// What an update of an unknown user does (GU-13).
    pub unknown: UnknownUser,
    /// Which `etc_user_no` an update answers with (GU-12).
    pub update_answer: UpdateAnswer,
    /// Which `ebaas_user_no` an update answers with (GU-21).
    pub ebaas_on_update: Again,
}

/// What an update of an unknown user does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownUser {
    /// It is refused.
    Refused,
    /// It creates a user under a new number.
    Created,
    /// It creates a user under the number that was sent.
    CreatedAsSent,
    /// It is refused, and creates the user nevertheless.
    RefusedButCreated,
    /// It is answered as if the user existed.
    Ignored,
}

/// Which number an update answers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpdateAnswer {
    /// The one that was sent.
    Sent,
    /// The one that was sent; but the user is known under a new one from then on.
    SentThenRenumbered,
    /// A new one, under which the user is known from then on.
    Renumbered,
    /// A new one, if the user's name has changed.
    RenumberedByName,
    /// That of the user created last.
    Latest,
    /// The one that was sent, in lower-case letters.
    SmallLetters,
}

/// Applications created with users.
#[derive(Clone, Copy, Debug)]
pub struct Applications {
    /// When one is created (GU-08, GU-15).
    pub created: CreateApp,
    /// What an update with `create_app` does (GU-17).
    pub on_update: AppOnUpdate,
    /// The form of `app_id`.
    pub numbers: Numbering,
    /// Which keys are issued (GU-11, GU-19).
    pub keys: KeyPolicy,
    /// How keys are written.
    pub key_form: KeyForm,
    /// Whose number stands in `app.etc_user_no` (GU-11).
    pub owner: OwnerTold,
    /// Whether an issued application may call at once (GU-18).
    pub may_call: bool,
}

/// When an application is created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreateApp {
    /// When `create_app` is true.
    WhenTrue,
    /// When `create_app` is there, with any value.
    WhenPresent,
    /// Unless `create_app` is false.
    UnlessFalse,
    /// With every user.
    Always,
    /// With no user.
    Never,
    /// When `create_app` is true and the user is of this type.
    ForType(&'static str),
}

/// What an update with `create_app` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppOnUpdate {
    /// It returns the application of the user, and creates one for a user without one.
    Same,
    /// It creates a further one.
    New,
    /// Nothing.
    None,
    /// It is refused.
    Refused,
}

/// Which keys an application is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPolicy {
    /// Its own pair.
    OwnPair,
    /// Its own private key, and the public key of the application before it.
    PublicOfPrevious,
    /// The two keys swapped.
    Swapped,
    /// One pair for all applications.
    OnePair,
    /// Its own public key, and one private key for all applications.
    OnePrivateKey,
}

/// How keys are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyForm {
    /// Base64 of DER, on one line.
    Base64,
    /// PEM.
    Pem,
    /// Hexadecimal digits of DER.
    Hex,
}

/// Whose number stands in `app.etc_user_no`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnerTold {
    /// The user's.
    User,
    /// That of the user created before.
    Previous,
    /// The user's number at `EBaaS`.
    Ebaas,
    /// None: the field is left out.
    Nobody,
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
                within_the_hour: false,
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
                    Reason::Internal,
                ]),
                within: None,
                repeats_taken: false,
            },
            api_codes: ApiCodes::Exact,
            operation_by_default: None,
            desktop_users: DesktopUsers {
                identity: Identity::BIZ_USER_ID,
                again: Again::Same,
                numbers: Numbering::Running("E001P"),
            },
            users: GatewayUsers {
                identity: Identity::BIZ_USER_ID,
                again: Again::New,
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
            },
            request_ids: RequestIds::Random,
            success: Wording::new("000", "成功"),
            refusals: refusals(),
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
