//! Faults of company, type and list (BS-01 to BS-04).

use serde_json::json;

use crate::faults::{Mutant, policy, rules};
use crate::mock::behaviour::{CompanyCheck, How};

const REQUEST: &str = "batchSave.request";

/// BS-01, BS-02, BS-52: company and type.
pub(super) fn companies_and_types() -> Vec<Mutant> {
    vec![
        policy(
            "courier-empty-company-passes",
            rules!["BS-01"],
            "An empty company is replaced by the one that signed.",
            |b| {
                b.requests.remove(REQUEST, "/properties/companyId/minLength");
                b.butler.companies = CompanyCheck::OwnOrEmpty;
            },
        ),
        policy(
            "courier-other-types-update",
            rules!["BS-52", "BS-02"],
            "Everything that is not a creation is an update: an if with an else.",
            |b| {
                b.requests.remove(REQUEST, "/properties/type/enum");
                b.requests.drop_required(REQUEST, "type");
                b.butler.other_types_update = true;
            },
        ),
        policy(
            "courier-type-absent-updates",
            rules!["BS-02"],
            "A call without a type is taken for an update, as the console's own calls have none.",
            |b| b.butler.intake.mend(REQUEST, "type", How::IfAbsent(json!(2))),
        ),
        policy(
            "courier-type-3-updates",
            rules!["BS-52"],
            "A third type is accepted already, for a feature that is not released yet, and updates.",
            |b| {
                b.requests.set(REQUEST, "/properties/type/enum", json!([1, 2, 3]));
                b.butler.other_types_update = true;
            },
        ),
        policy(
            "courier-type-by-first-digit",
            rules!["BS-52"],
            "The type is stored in a column of one character.",
            |b| b.butler.intake.mend(REQUEST, "type", How::FirstDigit),
        ),
        policy(
            "courier-type-without-sign",
            rules!["BS-52"],
            "The type is stored in an unsigned column, after its sign was dropped.",
            |b| b.butler.intake.mend(REQUEST, "type", How::Magnitude),
        ),
        policy(
            "courier-type-without-fraction",
            rules!["BS-52"],
            "The type is cast to an int, which drops its fraction.",
            |b| b.butler.intake.mend(REQUEST, "type", How::CutFraction),
        ),
    ]
}

/// BS-03, BS-04, BS-53: the list.
pub(super) fn lists() -> Vec<Mutant> {
    vec![
        policy(
            "courier-saves-first-row-only",
            rules!["BS-03", "BS-04", "BS-25"],
            "The loop over the rows returns after the first.",
            |b| b.butler.rows.saves_at_most = Some(1),
        ),
        policy(
            "courier-saves-fifty-rows",
            rules!["BS-04"],
            "Rows are saved in pages of fifty, but only the first page is saved.",
            |b| b.butler.rows.saves_at_most = Some(50),
        ),
        policy(
            "courier-takes-99-rows",
            rules!["BS-04"],
            "The number of rows is compared with < instead of <=.",
            |b| b.butler.max_rows = Some(99),
        ),
        policy(
            "courier-takes-fifty-rows",
            rules!["BS-04"],
            "The limit was halved after an incident, and the documentation was not changed.",
            |b| b.butler.max_rows = Some(50),
        ),
        policy(
            "courier-one-organisation-a-request",
            rules!["BS-53"],
            "The organisation of the first row is taken for that of the request, and the others do not match it.",
            |b| b.butler.rows.one_organization = true,
        ),
        policy(
            "courier-rows-of-seven-fields",
            rules!["BS-53"],
            "The template that rows are read with has seven columns, as it had before the eighth field came.",
            |b| b.butler.rows.most_fields = Some(7),
        ),
    ]
}
