//! The users of both operations: what they are recognised by, their numbers, and their applications.

use super::super::{Reading, RefusedNames};

/// How a user is recognised. One without any of these parameters is never recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The parameters that must agree.
    pub fields: &'static [&'static str],
    /// How they are read.
    pub reading: Reading,
}

impl Identity {
    /// By the business's own id, exactly.
    pub const BIZ_USER_ID: Self = Self {
        fields: &["biz_user_id"],
        reading: Reading::Exact,
    };
}

/// What is asked of a user beyond the page (CU-11, GU-23).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UserChecks {
    /// Which names are refused for their form.
    pub names: RefusedNames,
    /// Whether a code must be one that a user of its type can have: a unified social credit code, or an identity number,
    /// with its check digit.
    pub codes: bool,
    /// What another `biz_user_id` gets under a code that a user has already.
    pub code_again: Again,
}

impl UserChecks {
    /// The page says nothing, and nothing is asked.
    pub const NONE: Self = Self {
        names: RefusedNames {
            with_space: false,
            not_chinese: false,
            of_one_character: false,
        },
        codes: false,
        code_again: Again::New,
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
    /// A prefix and a number drawn from so many.
    DrawnFrom(&'static str, u64),
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
    /// What is asked of a user beyond the page (CU-11).
    pub checks: UserChecks,
    /// The form of `client_user_no`.
    pub numbers: Numbering,
}

/// `user.save`.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a separate habit, not a state")]
pub struct GatewayUsers {
    /// How a user is recognised on creation (GU-16, GU-19).
    pub identity: Identity,
    /// What a user gets when created again (GU-16).
    pub again: Again,
    /// What is asked of a user beyond the page (GU-23).
    pub checks: UserChecks,
    /// Whether an update may not change `biz_user_type` (GU-23).
    pub keeps_type: bool,
    /// Whether an update may not change `biz_user_id` (GU-23).
    pub keeps_id: bool,
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
    /// Where an application stands in the answer (GU-22).
    pub place: AppPlace,
    /// How many are issued at most, where they are limited (GW-24).
    pub at_most: Option<usize>,
}

/// Where an application stands in the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppPlace {
    /// In `data.app`, as in the sample.
    Nested,
    /// In `data` itself, as in the table.
    Flat,
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
    /// When `create_app` is true, or is absent and was true in the call before.
    AsBefore,
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
    /// One of so many pairs, in turn.
    OneOf(usize),
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
