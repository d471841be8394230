//! Open questions, and how the embedded vendor answers them.
//!
//! Each choice follows one interpretation of one question of the contract. The default behaviour follows a stated one
//! for every question, so that changing one choice changes the observations of one question.

use std::fmt;

use serde_json::{Value, json};

use crate::crypto::des::Mode;
use crate::crypto::encoding::Encoding;
use crate::mock::answer::{AnswerEdit, Change, Which};
use crate::mock::behaviour::{
    Again, AnswerNames, AppOnUpdate, Behaviour, DuplicateBlame, EntryOrder, GateShape, GoodRows, Intake, Leniency,
    NoAccount, Reason, SmallestInt, Unit, UnknownRemoval, WholeRefusal,
};
use crate::wire::Vendor;
use crate::wire::etc::{BooleanHabit, NullHabit, RequestNames};

/// One interpretation of an open question, as an edit of the behaviour.
#[derive(Clone, Copy)]
pub struct Choice {
    /// The question, as the contract names it: `GW-13.status`.
    pub question: &'static str,
    /// The interpretation, as an observation records it.
    pub value: &'static str,
    /// Whether the default behaviour follows it.
    pub is_default: bool,
    edit: fn(&mut Behaviour),
}

impl Choice {
    /// Every choice, in the order of the contract.
    pub const fn all() -> &'static [Self] {
        ALL
    }

    /// The choice of this interpretation for this question.
    pub fn named(question: &str, value: &str) -> Option<&'static Self> {
        ALL.iter()
            .find(|choice| choice.question == question && choice.value == value)
    }

    /// Makes a behaviour follow this interpretation.
    pub fn apply(&self, behaviour: &mut Behaviour) {
        (self.edit)(behaviour);
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.question, self.value)
    }
}

impl fmt::Debug for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

const fn usual(question: &'static str, value: &'static str, edit: fn(&mut Behaviour)) -> Choice {
    Choice {
        question,
        value,
        is_default: true,
        edit,
    }
}

const fn other(question: &'static str, value: &'static str, edit: fn(&mut Behaviour)) -> Choice {
    Choice {
        question,
        value,
        is_default: false,
        edit,
    }
}

static ALL: &[Choice] = &[
    usual("GW-18.etc", "one", |b| {
        count(&mut b.gateway.intake, Unit::Character, true);
    }),
    other("GW-18.etc", "two", |b| count(&mut b.gateway.intake, Unit::Utf16, true)),
    other("GW-18.etc", "refused", |b| {
        count(&mut b.gateway.intake, Unit::Character, false);
    }),
    usual("GW-18.butler", "one", |b| {
        count(&mut b.butler.intake, Unit::Character, true);
    }),
    other("GW-18.butler", "two", |b| {
        count(&mut b.butler.intake, Unit::Utf16, true);
    }),
    other("GW-18.butler", "refused", |b| {
        count(&mut b.butler.intake, Unit::Character, false);
    }),
    usual("GW-11.request", "params", |b| {
        b.gateway.request_names = vec![RequestNames::PARAMS];
    }),
    other("GW-11.request", "request_content", |b| {
        b.gateway.request_names = vec![RequestNames::REQUEST_CONTENT];
    }),
    other("GW-11.request", "snake", |b| {
        b.gateway.request_names = vec![RequestNames::SNAKE];
    }),
    other("GW-11.request", "params, request_content, snake", |b| {
        b.gateway.request_names = RequestNames::ALL.to_vec();
    }),
    other("GW-11.answer", "requestId responseCode responseMsg", |b| {
        b.gateway.answer_names = AnswerNames::FIRST;
    }),
    usual("GW-11.answer", "requestId code msg", |b| {
        b.gateway.answer_names = AnswerNames::CAMEL;
    }),
    other("GW-11.answer", "request_id code msg", |b| {
        b.gateway.answer_names = AnswerNames::SNAKE;
    }),
    usual("GW-12.empty", "true", |b| b.gateway.signature.habits.empty = true),
    other("GW-12.empty", "false", |b| b.gateway.signature.habits.empty = false),
    usual("GW-12.null", "out", |b| {
        b.gateway.signature.habits.null = NullHabit::Out;
    }),
    other("GW-12.null", "null", |b| {
        b.gateway.signature.habits.null = NullHabit::Word;
    }),
    other("GW-12.null", "empty", |b| {
        b.gateway.signature.habits.null = NullHabit::Empty;
    }),
    usual("GW-12.boolean", "word", |b| {
        b.gateway.signature.habits.boolean = BooleanHabit::Word;
    }),
    other("GW-12.boolean", "digit", |b| {
        b.gateway.signature.habits.boolean = BooleanHabit::Digit;
    }),
    other("GW-12.boolean", "out", |b| {
        b.gateway.signature.habits.boolean = BooleanHabit::Out;
    }),
    usual("GW-13.status", "200", |b| b.gateway.refusal_status = 200),
    other("GW-13.status", "400", |b| b.gateway.refusal_status = 400),
    other("GW-13.status", "401", |b| b.gateway.refusal_status = 401),
    other("GW-13.status", "403", |b| b.gateway.refusal_status = 403),
    other("GW-13.status", "404", |b| b.gateway.refusal_status = 404),
    other("GW-14.after-missing-parameter", "free", |b| {
        b.gateway.nonces.spent_by.remove(&Reason::Missing);
    }),
    usual("GW-14.after-missing-parameter", "spent", |b| {
        b.gateway.nonces.spent_by.insert(Reason::Missing);
    }),
    usual("GW-14.after-wrong-signature", "free", |b| {
        b.gateway.nonces.spent_by.remove(&Reason::Signature);
    }),
    other("GW-14.after-wrong-signature", "spent", |b| {
        b.gateway.nonces.spent_by.insert(Reason::Signature);
    }),
    usual("GW-15.content-type", "application/json", |b| {
        b.gateway.content_type = Some("application/json;charset=UTF-8");
    }),
    other("GW-15.content-type", "text/plain", |b| {
        b.gateway.content_type = Some("text/plain;charset=UTF-8");
    }),
    other("GW-15.content-type", "none", |b| b.gateway.content_type = None),
    usual("GW-15.extra-fields", "none", |_| {}),
    other("GW-15.extra-fields", "success", |b| {
        say_more(b, Vendor::Gateway, "/success", json!(true));
    }),
    usual("GW-16.number", "taken", |b| {
        b.gateway.intake.set(Leniency::NumberForText, true);
    }),
    other("GW-16.number", "refused", |b| {
        b.gateway.intake.set(Leniency::NumberForText, false);
    }),
    usual("GW-16.boolean", "taken", |b| {
        b.gateway.intake.set(Leniency::BooleanForText, true);
    }),
    other("GW-16.boolean", "refused", |b| {
        b.gateway.intake.set(Leniency::BooleanForText, false);
    }),
    usual("GW-16.quoted-boolean", "taken", |b| {
        b.gateway.intake.set(Leniency::TextForBoolean, true);
    }),
    other("GW-16.quoted-boolean", "refused", |b| {
        b.gateway.intake.set(Leniency::TextForBoolean, false);
    }),
    other("GW-16.object", "taken", |b| {
        b.gateway.intake.set(Leniency::ObjectForText, true);
    }),
    usual("GW-16.object", "refused", |b| {
        b.gateway.intake.set(Leniency::ObjectForText, false);
    }),
    other("GW-16.list", "taken", |b| {
        b.gateway.intake.set(Leniency::ListForText, true);
    }),
    usual("GW-16.list", "refused", |b| {
        b.gateway.intake.set(Leniency::ListForText, false);
    }),
    other("GW-20.nonce-length", "taken", |b| bound_nonce(b, 1, 64)),
    usual("GW-20.nonce-length", "refused", |b| bound_nonce(b, 6, 6)),
    other("GW-20.long-api-code", "404001", |b| bound_api_code(b, 1024)),
    usual("GW-20.long-api-code", "400", |b| bound_api_code(b, 64)),
    other("GW-20.unpadded-sign", "taken", |b| {
        b.gateway.signature.padding_optional = true;
    }),
    usual("GW-20.unpadded-sign", "refused", |b| {
        b.gateway.signature.padding_optional = false;
    }),
    usual("GW-21.null", "taken", |b| {
        b.gateway.intake.set(Leniency::OptionalNull, true);
    }),
    other("GW-21.null", "refused", |b| {
        b.gateway.intake.set(Leniency::OptionalNull, false);
    }),
    usual("GW-21.blank", "taken", |b| {
        b.gateway.intake.set(Leniency::OptionalBlank, true);
    }),
    other("GW-21.blank", "refused", |b| {
        b.gateway.intake.set(Leniency::OptionalBlank, false);
    }),
    usual("GW-21.empty", "taken", |b| {
        b.gateway.intake.set(Leniency::OptionalEmpty, true);
    }),
    other("GW-21.empty", "refused", |b| {
        b.gateway.intake.set(Leniency::OptionalEmpty, false);
    }),
    usual("CU-08.string", "taken", |b| {
        b.gateway.intake.set(Leniency::TextForNumber, true);
    }),
    other("CU-08.string", "refused", |b| {
        b.gateway.intake.set(Leniency::TextForNumber, false);
    }),
    other("CU-08.zero", "taken", |b| types_of_desktop_users(b, &json!([0, 1, 2]))),
    usual("CU-08.zero", "refused", |b| types_of_desktop_users(b, &json!([1, 2]))),
    usual("CU-09.again", "same", |b| b.gateway.desktop_users.again = Again::Same),
    other("CU-09.again", "new", |b| b.gateway.desktop_users.again = Again::New),
    other("CU-09.again", "refused", |b| {
        b.gateway.desktop_users.again = Again::Refused;
    }),
    other("GU-16.again", "same", |b| b.gateway.users.again = Again::Same),
    usual("GU-16.again", "new", |b| b.gateway.users.again = Again::New),
    other("GU-16.again", "refused", |b| b.gateway.users.again = Again::Refused),
    other("GU-17.app-on-update", "same", |b| {
        b.gateway.applications.on_update = AppOnUpdate::Same;
    }),
    usual("GU-17.app-on-update", "new", |b| {
        b.gateway.applications.on_update = AppOnUpdate::New;
    }),
    other("GU-17.app-on-update", "none", |b| {
        b.gateway.applications.on_update = AppOnUpdate::None;
    }),
    other("GU-17.app-on-update", "refused", |b| {
        b.gateway.applications.on_update = AppOnUpdate::Refused;
    }),
    usual("GU-18.issued-key", "taken", |b| b.gateway.applications.may_call = true),
    other("GU-18.issued-key", "refused", |b| {
        b.gateway.applications.may_call = false;
    }),
    usual("GU-21.ebaas-on-update", "same", |b| {
        b.gateway.users.ebaas_on_update = Again::Same;
    }),
    other("GU-21.ebaas-on-update", "new", |b| {
        b.gateway.users.ebaas_on_update = Again::New;
    }),
    usual("BS-15.short", "taken", |b| b.butler.derivation.shortest = 4),
    other("BS-15.short", "refused", |b| b.butler.derivation.shortest = 6),
    usual("BS-15.smallest-int", "minus", |b| {
        b.butler.derivation.smallest_int = SmallestInt::Minus;
    }),
    other("BS-15.smallest-int", "plain", |b| {
        b.butler.derivation.smallest_int = SmallestInt::Plain;
    }),
    other("BS-15.smallest-int", "both", |b| {
        b.butler.derivation.smallest_int = SmallestInt::Both;
    }),
    other("BS-15.smallest-int", "refused", |b| {
        b.butler.derivation.smallest_int = SmallestInt::Refused;
    }),
    usual("BS-15.initials", "usual", |b| company(b, "顺风测试有限公司", "sfc")),
    // 重 is zhòng or chóng, 庆 is qìng, 风 is fēng.
    other("BS-15.initials", "other", |b| company(b, "重庆风测试有限公司", "cqf")),
    other("BS-15.initials", "letters", |b| company(b, "3M（中国）有限公司", "mzg")),
    usual("BS-30.good-rows", "none", |b| b.butler.rows.good_rows = GoodRows::None),
    other("BS-30.good-rows", "up to the fault", |b| {
        b.butler.rows.good_rows = GoodRows::UpToTheFault;
    }),
    other("BS-30.good-rows", "all", |b| b.butler.rows.good_rows = GoodRows::All),
    other("BS-31.too-many", "taken", |b| b.butler.max_rows = None),
    usual("BS-31.too-many", "refused", |b| b.butler.max_rows = Some(100)),
    other("BS-32.empty-list", "taken", |b| b.butler.takes_empty_list = true),
    usual("BS-32.empty-list", "refused", |b| b.butler.takes_empty_list = false),
    other("BS-33.partial", "taken", |b| b.butler.rows.partial_updates = true),
    usual("BS-33.partial", "refused", |b| b.butler.rows.partial_updates = false),
    usual("BS-34.form", "result null, msg text", |b| {
        b.butler.whole_refusal = WholeRefusal::NullResult;
    }),
    other("BS-34.form", "result empty, msg text", |b| {
        b.butler.whole_refusal = WholeRefusal::EmptyResult;
    }),
    other("BS-34.form", "result absent, msg text", |b| {
        b.butler.whole_refusal = WholeRefusal::NoResult;
    }),
    other("BS-34.form", "result list, msg text", |b| {
        b.butler.whole_refusal = WholeRefusal::MadeUpEntry;
    }),
    other("BS-34.form", "result null, msg null", |b| {
        b.butler.whole_refusal = WholeRefusal::Nothing;
    }),
    usual("BS-35.number-for-string", "taken", |b| {
        b.butler.intake.set(Leniency::NumberForText, true);
    }),
    other("BS-35.number-for-string", "refused", |b| {
        b.butler.intake.set(Leniency::NumberForText, false);
    }),
    usual("BS-35.string-for-number", "taken", |b| {
        b.butler.intake.set(Leniency::TextForNumber, true);
    }),
    other("BS-35.string-for-number", "refused", |b| {
        b.butler.intake.set(Leniency::TextForNumber, false);
    }),
    usual("BS-35.boolean-for-string", "taken", |b| {
        b.butler.intake.set(Leniency::BooleanForText, true);
    }),
    other("BS-35.boolean-for-string", "refused", |b| {
        b.butler.intake.set(Leniency::BooleanForText, false);
    }),
    other("BS-35.object-for-string", "taken", |b| {
        b.butler.intake.set(Leniency::ObjectForText, true);
        b.butler.intake.set(Leniency::ListForText, true);
    }),
    usual("BS-35.object-for-string", "refused", |b| {
        b.butler.intake.set(Leniency::ObjectForText, false);
        b.butler.intake.set(Leniency::ListForText, false);
    }),
    usual("BS-35.null", "taken", |b| {
        b.butler.intake.set(Leniency::OptionalNull, true);
    }),
    other("BS-35.null", "refused", |b| {
        b.butler.intake.set(Leniency::OptionalNull, false);
    }),
    other("BS-35.required-null", "taken", |b| {
        b.butler.intake.set(Leniency::RequiredNull, true);
    }),
    usual("BS-35.required-null", "refused", |b| {
        b.butler.intake.set(Leniency::RequiredNull, false);
    }),
    usual("BS-35.blank", "taken", |b| {
        b.butler.intake.set(Leniency::OptionalBlank, true);
    }),
    other("BS-35.blank", "refused", |b| {
        b.butler.intake.set(Leniency::OptionalBlank, false);
    }),
    other("BS-35.required-blank", "taken", |b| {
        b.butler.intake.set(Leniency::RequiredBlank, true);
    }),
    usual("BS-35.required-blank", "refused", |b| {
        b.butler.intake.set(Leniency::RequiredBlank, false);
    }),
    usual("BS-35.empty", "taken", |b| {
        b.butler.intake.set(Leniency::OptionalEmpty, true);
    }),
    other("BS-35.empty", "refused", |b| {
        b.butler.intake.set(Leniency::OptionalEmpty, false);
    }),
    usual("BS-38.status", "200", |b| b.butler.refusal_status = 200),
    other("BS-38.status", "400", |b| b.butler.refusal_status = 400),
    other("BS-38.status", "500", |b| b.butler.refusal_status = 500),
    usual("BS-38.content-type", "application/json", |b| {
        b.butler.content_type = Some("application/json;charset=UTF-8");
    }),
    other("BS-38.content-type", "text/plain", |b| {
        b.butler.content_type = Some("text/plain;charset=UTF-8");
    }),
    other("BS-38.content-type", "none", |b| b.butler.content_type = None),
    usual("BS-38.extra-fields", "none", |_| {}),
    other("BS-38.extra-fields", "requestId", |b| {
        say_more(b, Vendor::Courier, "/requestId", json!("T63A0F1D2C7"));
    }),
    usual("BS-39.entries", "1", |b| b.butler.rows.entry_per_fault = false),
    other("BS-39.entries", "2", |b| b.butler.rows.entry_per_fault = true),
    usual("BS-39.order", "1, 2, 3", |b| b.butler.rows.order = EntryOrder::AsSent),
    other("BS-39.order", "2, 1, 3", |b| b.butler.rows.order = EntryOrder::ByCheck),
    other("BS-39.duplicate", "1", |b| {
        b.butler.rows.blame = DuplicateBlame::Earlier;
    }),
    usual("BS-39.duplicate", "3", |b| b.butler.rows.blame = DuplicateBlame::Later),
    other("BS-39.duplicate", "1, 3", |b| b.butler.rows.blame = DuplicateBlame::All),
    other("BS-39.update-duplicate", "taken", |b| {
        b.butler.rows.update_duplicates = true;
    }),
    usual("BS-39.update-duplicate", "refused", |b| {
        b.butler.rows.update_duplicates = false;
    }),
    usual("BS-39.user-no", "empty", |b| {
        b.butler.rows.no_account = NoAccount::Empty;
    }),
    other("BS-39.user-no", "cut", |b| b.butler.rows.no_account = NoAccount::Cut),
    other("BS-39.user-no", "other", |b| b.butler.rows.no_account = NoAccount::Dash),
    usual("BS-45.cipher", "ecb base64", |b| cipher(b, Mode::Ecb, Encoding::Base64)),
    other("BS-45.cipher", "ecb hex", |b| cipher(b, Mode::Ecb, Encoding::HexLower)),
    other("BS-45.cipher", "ecb HEX", |b| cipher(b, Mode::Ecb, Encoding::HexUpper)),
    other("BS-45.cipher", "cbc base64", |b| cipher(b, Mode::Cbc, Encoding::Base64)),
    other("BS-45.cipher", "cbc hex", |b| cipher(b, Mode::Cbc, Encoding::HexLower)),
    other("BS-45.cipher", "cbc HEX", |b| cipher(b, Mode::Cbc, Encoding::HexUpper)),
    usual("BS-48.shape", "documented", |b| {
        b.butler.gate_shape = GateShape::Documented;
    }),
    other("BS-48.shape", "json", |b| b.butler.gate_shape = GateShape::Json),
    other("BS-48.shape", "html", |b| b.butler.gate_shape = GateShape::Html),
    other("BS-48.shape", "text", |b| b.butler.gate_shape = GateShape::Text),
    other("BS-48.shape", "empty", |b| b.butler.gate_shape = GateShape::Empty),
    usual("BS-48.status", "200", |b| b.butler.gate_status = 200),
    other("BS-48.status", "400", |b| b.butler.gate_status = 400),
    other("BS-48.status", "401", |b| b.butler.gate_status = 401),
    other("BS-48.status", "403", |b| b.butler.gate_status = 403),
    usual("BS-50.phone", "taken", |b| b.butler.formats.phone = false),
    other("BS-50.phone", "refused", |b| b.butler.formats.phone = true),
    usual("BS-50.email", "taken", |b| b.butler.formats.email = false),
    other("BS-50.email", "refused", |b| b.butler.formats.email = true),
    usual("BS-50.card-format", "taken", |b| b.butler.formats.card = false),
    other("BS-50.card-format", "refused", |b| b.butler.formats.card = true),
    usual("BS-50.card", "taken", |b| b.butler.formats.cards = None),
    other("BS-50.card", "refused", |b| {
        b.butler.formats.cards = Some(vec!["1234567890", "1234567891", "1234567892"]);
    }),
    usual("BS-50.organization-code", "taken", |b| {
        b.butler.formats.organizations = None;
    }),
    other("BS-50.organization-code", "refused", |b| {
        b.butler.formats.organizations = Some(vec!["SF0000IT0001"]);
    }),
    other("BD-07.unknown", "taken", |b| {
        b.butler.removals.unknown = UnknownRemoval::Ignored
    }),
    usual("BD-07.unknown", "refused", |b| {
        b.butler.removals.unknown = UnknownRemoval::Listed
    }),
    usual("BD-07.others", "removed", |b| b.butler.removals.removes_others = true),
    other("BD-07.others", "kept", |b| b.butler.removals.removes_others = false),
    other("BD-07.twice", "taken", |b| b.butler.removals.takes_doubles = true),
    usual("BD-07.twice", "refused", |b| b.butler.removals.takes_doubles = false),
    usual("BD-07.spaces", "taken", |b| b.butler.removals.trims = true),
    other("BD-07.spaces", "refused", |b| b.butler.removals.trims = false),
];

fn count(intake: &mut Intake, unit: Unit, takes_rare: bool) {
    intake.counting.unit = unit;
    intake.counting.takes_rare = takes_rare;
}

fn say_more(behaviour: &mut Behaviour, vendor: Vendor, pointer: &'static str, value: Value) {
    behaviour.edits.push(AnswerEdit {
        which: Which::of(vendor),
        change: Change::Set(pointer, value),
    });
}

fn bound_nonce(behaviour: &mut Behaviour, min: u64, max: u64) {
    let requests = &mut behaviour.requests;
    requests.set("envelope.request", "/properties/nonce/minLength", min.into());
    requests.set("envelope.request", "/properties/nonce/maxLength", max.into());
}

fn bound_api_code(behaviour: &mut Behaviour, max: u64) {
    let requests = &mut behaviour.requests;
    requests.set("envelope.request", "/properties/api_code/maxLength", max.into());
}

fn types_of_desktop_users(behaviour: &mut Behaviour, types: &Value) {
    let requests = &mut behaviour.requests;
    requests.set(
        "client.user.save.request",
        "/properties/biz_user_type/enum",
        types.clone(),
    );
}

fn company(behaviour: &mut Behaviour, name: &str, initials: &str) {
    let derivation = &mut behaviour.butler.derivation;
    name.clone_into(&mut derivation.company_name);
    derivation.initials = vec![initials.to_owned()];
}

fn cipher(behaviour: &mut Behaviour, mode: Mode, encoding: Encoding) {
    behaviour.butler.mode = mode;
    behaviour.butler.encoding = encoding;
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::contract::{Contract, Level};

    /// Interpretations that depend on the observed value, so that the contract can only give an example.
    const BY_EXAMPLE: [&str; 3] = ["GW-15.extra-fields", "GW-11.request", "BS-38.content-type"];

    #[test]
    fn every_question_of_the_contract_has_a_default_and_another_reading() {
        let mut unknown: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for choice in Choice::all() {
            let counts = unknown.entry(choice.question).or_default();
            counts.0 += usize::from(choice.is_default);
            counts.1 += usize::from(!choice.is_default);
        }
        for rule in Contract::embedded()
            .rules
            .iter()
            .filter(|rule| rule.level == Level::Open)
        {
            for question in &rule.questions {
                let (defaults, others) = unknown.remove(question.id.to_string().as_str()).unwrap_or_default();
                assert!(
                    defaults == 1 && others >= 1,
                    "{}: {defaults} defaults, {others} others",
                    question.id
                );
            }
        }
        assert!(unknown.is_empty(), "no such question: {unknown:?}");
    }

    #[test]
    fn every_choice_is_a_reading_of_its_question() {
        for choice in Choice::all()
            .iter()
            .filter(|choice| !BY_EXAMPLE.contains(&choice.question))
        {
            let id = choice.question.parse().expect("a question's name");
            let question = Contract::embedded().question(&id).expect("a question of the contract");
            assert!(
                question
                    .interpretations
                    .iter()
                    .any(|interpretation| interpretation.value == choice.value),
                "{choice}"
            );
        }
    }

    #[test]
    fn the_default_behaviour_follows_the_choices_said_to_be_its_own() {
        let default = Behaviour::default();
        let mut chosen = default.clone();
        for choice in Choice::all().iter().filter(|choice| choice.is_default) {
            choice.apply(&mut chosen);
        }
        assert!(
            format!("{default:?}") == format!("{chosen:?}"),
            "some default choice edits the default behaviour"
        );
    }

    #[test]
    fn names_are_unique() {
        let names: BTreeSet<String> = Choice::all().iter().map(Choice::to_string).collect();
        assert_eq!(names.len(), Choice::all().len());
        assert!(Choice::named("GW-13.status", "401").is_some() && Choice::named("GW-13.status", "418").is_none());
    }
}
