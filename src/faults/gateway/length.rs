//! Faults of lengths (GW-17).

use crate::contract::Message;
use crate::faults::{Mutant, policy, rules};
use crate::mock::behaviour::Unit;

/// GW-17: the unit of length.
pub(super) fn lengths() -> Vec<Mutant> {
    vec![
        policy(
            "gateway-counts-bytes",
            rules!["GW-17"],
            "Lengths are counted in UTF-8 bytes, after a move to a language that does so.",
            |b| b.gateway.intake.counting.unit = Unit::Utf8,
        ),
        policy(
            "gateway-counts-gbk-bytes",
            rules!["GW-17"],
            "Lengths are checked against a column in GBK, where a Chinese character takes two bytes.",
            |b| b.gateway.intake.counting.unit = Unit::Gbk,
        ),
        policy(
            "courier-counts-bytes",
            rules!["GW-17"],
            "Lengths are counted in UTF-8 bytes, after a move to a language that does so.",
            |b| b.butler.intake.counting.unit = Unit::Utf8,
        ),
        policy(
            "names-of-desktop-users-count-bytes",
            rules!["GW-17"],
            "The column of names counts bytes in the old database.",
            |b| count(b, Message::named("client.user.save.request"), "biz_user_name"),
        ),
        policy(
            "codes-of-gateway-users-count-bytes",
            rules!["GW-17"],
            "The column of codes counts bytes, since Chinese was not expected in it.",
            |b| count(b, Message::named("user.save.request"), "biz_user_code"),
        ),
        policy(
            "ids-of-gateway-users-count-bytes",
            rules!["GW-17"],
            "The column of business ids counts bytes, since Chinese was not expected in it.",
            |b| count(b, Message::named("user.save.request"), "biz_user_id"),
        ),
        policy(
            "third-party-ids-count-bytes",
            rules!["GW-17"],
            "The column of third-party ids counts bytes, since Chinese was not expected in it.",
            |b| count_courier(b, "thirdPlatformId"),
        ),
        policy(
            "employee-numbers-count-bytes",
            rules!["GW-17"],
            "The column of employee numbers counts bytes, since Chinese was not expected in it.",
            |b| count_courier(b, "empNo"),
        ),
    ]
}

fn count(b: &mut crate::mock::Behaviour, message: Message, field: &'static str) {
    b.gateway.intake.counting.fields.push((message, field, Unit::Utf8));
}

fn count_courier(b: &mut crate::mock::Behaviour, field: &'static str) {
    let fields = &mut b.butler.intake.counting.fields;
    fields.push((Message::named("batchSave.user"), field, Unit::Utf8));
}
