//! The choices of questions of the gateway.

use serde_json::{Value, json};

use super::edit::{Choice, other, say_more, usual};
use crate::mock::behaviour::{Again, AnswerNames, AppOnUpdate, AppPlace, Behaviour, Intake, Leniency, Reason, Unit};
use crate::wire::Vendor;
use crate::wire::etc::{BooleanHabit, NullHabit, RequestNames};

/// In the order of the contract.
pub(super) const CHOICES: &[Choice] = &[
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
    usual("GW-23.status", "200", |b| b.gateway.success_status = 200),
    other("GW-23.status", "201", |b| b.gateway.success_status = 201),
    usual("GW-25.case", "two", |b| b.gateway.nonces.ignore_case = false),
    other("GW-25.case", "one", |b| b.gateway.nonces.ignore_case = true),
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
    usual("CU-11.name-space", "taken", |b| {
        b.gateway.desktop_users.checks.names.with_space = false;
    }),
    other("CU-11.name-space", "refused", |b| {
        b.gateway.desktop_users.checks.names.with_space = true;
    }),
    usual("CU-11.name-latin", "taken", |b| {
        b.gateway.desktop_users.checks.names.not_chinese = false;
    }),
    other("CU-11.name-latin", "refused", |b| {
        b.gateway.desktop_users.checks.names.not_chinese = true;
    }),
    usual("CU-11.name-short", "taken", |b| {
        b.gateway.desktop_users.checks.names.of_one_character = false;
    }),
    other("CU-11.name-short", "refused", |b| {
        b.gateway.desktop_users.checks.names.of_one_character = true;
    }),
    usual("CU-11.code-form", "taken", |b| {
        b.gateway.desktop_users.checks.codes = false;
    }),
    other("CU-11.code-form", "refused", |b| {
        b.gateway.desktop_users.checks.codes = true;
    }),
    usual("CU-11.code-again", "new", |b| {
        b.gateway.desktop_users.checks.code_again = Again::New;
    }),
    other("CU-11.code-again", "same", |b| {
        b.gateway.desktop_users.checks.code_again = Again::Same;
    }),
    other("CU-11.code-again", "refused", |b| {
        b.gateway.desktop_users.checks.code_again = Again::Refused;
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
    usual("GU-22.place", "nested", |b| {
        b.gateway.applications.place = AppPlace::Nested;
    }),
    other("GU-22.place", "flat", |b| {
        b.gateway.applications.place = AppPlace::Flat;
    }),
    usual("GU-23.name-space", "taken", |b| {
        b.gateway.users.checks.names.with_space = false;
    }),
    other("GU-23.name-space", "refused", |b| {
        b.gateway.users.checks.names.with_space = true;
    }),
    usual("GU-23.name-latin", "taken", |b| {
        b.gateway.users.checks.names.not_chinese = false;
    }),
    other("GU-23.name-latin", "refused", |b| {
        b.gateway.users.checks.names.not_chinese = true;
    }),
    usual("GU-23.name-short", "taken", |b| {
        b.gateway.users.checks.names.of_one_character = false;
    }),
    other("GU-23.name-short", "refused", |b| {
        b.gateway.users.checks.names.of_one_character = true;
    }),
    usual("GU-23.code-form", "taken", |b| {
        b.gateway.users.checks.codes = false;
    }),
    other("GU-23.code-form", "refused", |b| {
        b.gateway.users.checks.codes = true;
    }),
    usual("GU-23.code-again", "new", |b| {
        b.gateway.users.checks.code_again = Again::New;
    }),
    other("GU-23.code-again", "same", |b| {
        b.gateway.users.checks.code_again = Again::Same;
    }),
    other("GU-23.code-again", "refused", |b| {
        b.gateway.users.checks.code_again = Again::Refused;
    }),
    usual("GU-23.type-change", "taken", |b| b.gateway.users.keeps_type = false),
    other("GU-23.type-change", "refused", |b| b.gateway.users.keeps_type = true),
    usual("GU-23.id-change", "taken", |b| b.gateway.users.keeps_id = false),
    other("GU-23.id-change", "refused", |b| b.gateway.users.keeps_id = true),
];

fn count(intake: &mut Intake, unit: Unit, takes_rare: bool) {
    intake.counting.unit = unit;
    intake.counting.takes_rare = takes_rare;
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
