//! Faults of the answer around the entries, and of its texts (BS-20 to BS-22, BS-37).

use serde_json::json;

use crate::faults::{Mutant, answer, policy, rules};
use crate::mock::Behaviour;
use crate::mock::answer::{Change, JsonType, Which};
use crate::mock::behaviour::{MessageText, Reason, RowFault};
use crate::wire::Vendor;

fn success() -> Which {
    Which::successes("batchSave")
}

const REFUSED_ROWS: Which = Which::refused_for(Vendor::Courier, Reason::Rows);

/// BS-20: `succ`.
pub(super) fn outcomes() -> Vec<Mutant> {
    let set = |name: &str, why: &str, which: Which, value: serde_json::Value| {
        answer(name, rules!["BS-20"], why, which, Change::Set("/succ", value))
    };
    vec![
        set(
            "courier-ok-in-capitals",
            "Success became an enumeration, which is written in upper-case letters.",
            success(),
            json!("OK"),
        ),
        set(
            "courier-fail-in-capitals",
            "Failure became an enumeration, which is written in upper-case letters.",
            Which::any_refusal(Vendor::Courier),
            json!("FAIL"),
        ),
        set(
            "courier-ok-as-boolean",
            "Success became a boolean in the new answer class.",
            success(),
            json!(true),
        ),
        set(
            "courier-fail-as-boolean",
            "Failure became a boolean in the new answer class.",
            Which::any_refusal(Vendor::Courier),
            json!(false),
        ),
        answer(
            "courier-update-without-outcome",
            rules!["BS-20"],
            "An update answers only with its result, since the status shows the outcome.",
            success().on_update(),
            Change::Remove("/succ"),
        ),
        set(
            "courier-update-answers-okay",
            "An update is answered by another class, which spells success in its own way.",
            success().on_update(),
            json!("okay"),
        ),
        set(
            "courier-whole-refusal-answers-failure",
            "A request refused as a whole is answered by another class, which spells failure in its own way.",
            Which::refused_for(Vendor::Courier, Reason::Type),
            json!("Fail"),
        ),
    ]
}

/// BS-21: `msg`.
pub(super) fn messages() -> Vec<Mutant> {
    vec![
        policy(
            "courier-message-of-all-causes",
            rules!["BS-21", "BS-37"],
            "The message joins the causes of all rows.",
            |b| b.butler.rows.message = MessageText::Causes,
        ),
        answer(
            "courier-refusal-with-long-message",
            rules!["BS-21"],
            "The message contains the text of the exception, with its causes.",
            REFUSED_ROWS,
            Change::Set("/msg", json!("java.lang.IllegalStateException: ".repeat(10))),
        ),
        answer(
            "courier-refusal-with-message-as-object",
            rules!["BS-21"],
            "The message became an object with a code and a text.",
            REFUSED_ROWS,
            Change::Retype("/msg", JsonType::Object),
        ),
    ]
}

/// BS-22: `result`.
pub(super) fn results() -> Vec<Mutant> {
    let saved = || json!([{ "rowNo": 1, "userNo": "zhangsan", "cause": "ok" }]);
    vec![
        answer(
            "courier-success-lists-rows",
            rules!["BS-22"],
            "A success lists the rows that were saved, in the shape of errors.",
            success(),
            Change::Set("/result", saved()),
        ),
        answer(
            "courier-update-lists-rows",
            rules!["BS-22"],
            "An update lists the rows that were changed, in the shape of errors.",
            success().on_update(),
            Change::Set("/result", saved()),
        ),
        answer(
            "courier-success-with-object",
            rules!["BS-22"],
            "An empty result is an empty object in the new answer class.",
            success(),
            Change::Set("/result", json!({})),
        ),
        answer(
            "courier-success-with-empty-text",
            rules!["BS-22"],
            "An empty result is an empty string, since null is not written any more.",
            success(),
            Change::Set("/result", json!("")),
        ),
        answer(
            "courier-refusal-without-entries",
            rules!["BS-22", "BS-23", "BS-24", "BS-25", "BS-26", "BS-27", "BS-28", "BS-37"],
            "Only a later version writes the list of errors; until then it is empty.",
            REFUSED_ROWS,
            Change::Set("/result", json!([])),
        ),
        answer(
            "courier-refusal-renames-result",
            rules!["BS-22", "BS-23", "BS-24", "BS-25", "BS-26", "BS-27", "BS-28", "BS-37"],
            "The list of errors is called errors in the new answer class.",
            REFUSED_ROWS,
            Change::Rename("/result", "errors"),
        ),
    ]
}

/// BS-37: messages.
pub(super) fn texts() -> Vec<Mutant> {
    fn cause(b: &mut Behaviour, text: &'static str) {
        b.butler.rows.causes.insert(RowFault::Existing, text);
    }
    vec![
        policy(
            "courier-existing-in-english",
            rules!["BS-37"],
            "The message catalogue falls back to English in the new container.",
            |b| cause(b, "User account already exists!"),
        ),
        policy(
            "courier-existing-without-exclamation-mark",
            rules!["BS-37"],
            "Messages lost their exclamation marks when they were cleaned up.",
            |b| cause(b, "用户账号已存在"),
        ),
        policy(
            "courier-existing-with-wide-exclamation-mark",
            rules!["BS-37"],
            "An editor replaced the exclamation mark by the Chinese one.",
            |b| cause(b, "用户账号已存在！"),
        ),
        policy(
            "courier-existing-names-the-account",
            rules!["BS-37"],
            "The cause names the account, to be more helpful.",
            |b| cause(b, "用户账号{value}已存在!"),
        ),
        policy(
            "courier-refusal-worded-otherwise",
            rules!["BS-37"],
            "The message of a refusal was reworded, and the documentation was not changed.",
            |b| {
                b.butler.refusals.insert(Reason::Rows, "数据校验失败");
            },
        ),
        answer(
            "courier-refusal-unworded",
            rules!["BS-37"],
            "The entries say everything, so the message was dropped.",
            REFUSED_ROWS,
            Change::Remove("/msg"),
        ),
    ]
}
