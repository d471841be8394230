//! The choices of questions of the courier.

use std::time::Duration;

use serde_json::json;

use super::edit::{Choice, other, say_more, usual};
use crate::crypto::des::Mode;
use crate::crypto::encoding::Encoding;
use crate::mock::behaviour::{
    Behaviour, DuplicateBlame, EntryOrder, GateShape, GoodRows, Leniency, NoAccount, Organization, SmallestInt, Unique,
    UnknownRemoval, WholeRefusal,
};
use crate::wire::Vendor;

/// How long a replica takes to catch up: longer than the next call takes, and short enough to wait for.
const LAG: Duration = Duration::from_millis(50);

/// In the order of the contract.
pub(super) const CHOICES: &[Choice] = &[
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
    usual("BS-50.phone-again", "taken", |b| may_repeat(b, Unique::Phone)),
    other("BS-50.phone-again", "refused", |b| must_be_new(b, Unique::Phone)),
    usual("BS-50.name-space", "taken", |b| {
        b.butler.formats.names.with_space = false;
    }),
    other("BS-50.name-space", "refused", |b| {
        b.butler.formats.names.with_space = true;
    }),
    usual("BS-50.name-latin", "taken", |b| {
        b.butler.formats.names.not_chinese = false;
    }),
    other("BS-50.name-latin", "refused", |b| {
        b.butler.formats.names.not_chinese = true;
    }),
    usual("BS-50.name-short", "taken", |b| {
        b.butler.formats.names.of_one_character = false;
    }),
    other("BS-50.name-short", "refused", |b| {
        b.butler.formats.names.of_one_character = true;
    }),
    usual("BS-50.emp-no-again", "taken", |b| may_repeat(b, Unique::EmployeeNumber)),
    other("BS-50.emp-no-again", "refused", |b| {
        must_be_new(b, Unique::EmployeeNumber);
    }),
    usual("BS-50.email", "taken", |b| b.butler.formats.email = false),
    other("BS-50.email", "refused", |b| b.butler.formats.email = true),
    usual("BS-50.email-domain", "taken", |b| b.butler.formats.email_domain = None),
    other("BS-50.email-domain", "refused", |b| {
        b.butler.formats.email_domain = Some("example.com");
    }),
    usual("BS-50.email-again", "taken", |b| may_repeat(b, Unique::Email)),
    other("BS-50.email-again", "refused", |b| must_be_new(b, Unique::Email)),
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
        b.butler.formats.organizations = Some(vec![Organization {
            code: "SF0000IT0001",
            name: "顺丰测试部",
        }]);
    }),
    usual("BS-50.organization-name", "taken", |b| {
        b.butler.formats.organization_names = false;
    }),
    other("BS-50.organization-name", "refused", |b| {
        b.butler.formats.organization_names = true;
    }),
    usual("BS-51.status", "200", |b| b.butler.success_status = 200),
    other("BS-51.status", "201", |b| b.butler.success_status = 201),
    usual("BS-51.lag", "at once", |b| b.lag = None),
    other("BS-51.lag", "later", |b| b.lag = Some(LAG)),
    other("BD-07.unknown", "taken", |b| {
        b.butler.removals.unknown = UnknownRemoval::Ignored;
    }),
    usual("BD-07.unknown", "refused", |b| {
        b.butler.removals.unknown = UnknownRemoval::Listed;
    }),
    usual("BD-07.others", "removed", |b| b.butler.removals.removes_others = true),
    other("BD-07.others", "kept", |b| b.butler.removals.removes_others = false),
    other("BD-07.twice", "taken", |b| b.butler.removals.takes_doubles = true),
    usual("BD-07.twice", "refused", |b| b.butler.removals.takes_doubles = false),
    usual("BD-07.spaces", "taken", |b| b.butler.removals.trims = true),
    other("BD-07.spaces", "refused", |b| b.butler.removals.trims = false),
];

fn may_repeat(behaviour: &mut Behaviour, unique: Unique) {
    behaviour.butler.formats.unique.remove(&unique);
}

fn must_be_new(behaviour: &mut Behaviour, unique: Unique) {
    behaviour.butler.formats.unique.insert(unique);
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
