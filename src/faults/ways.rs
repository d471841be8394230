//! Faults of one way into the vendor: a check that is made everywhere else was forgotten there, or a field is bounded
//! otherwise there.

use super::{Mutant, lapse, rules};
use crate::contract::RuleId;
use crate::mock::behaviour::{CourierCheck, GatewayCheck, Lapse, Way};

/// Faults that break the same rules for the same reason: the rules, how it happens, and the name of each with what is done
/// otherwise.
type Group = (&'static [RuleId], &'static str, &'static [(&'static str, Lapse)]);

const FORGOTTEN: &str =
    "The operation has a controller of its own, and the filter that checks this was not registered for it.";
const UPDATES: &str =
    "Updates have a controller of their own, and the filter that checks this was not registered for it.";
const UNCOVERED: &str = "The parameter came after the list of signed parameters was written.";
const UNBOUND: &str = "The form of an update is another class, whose field has no annotation.";
const NAMELESS: &str = "The controller catches the error of the validation itself, and answers with a text of its own.";
const BOUND: &str = "The form of an update is another class, whose field has the limit of an old column.";

/// Every fault of one way.
pub(super) fn mutants() -> Vec<Mutant> {
    let groups = WAYS
        .iter()
        .flat_map(|(way, groups)| groups.iter().map(move |group| (*way, group)));
    let mutants = groups.flat_map(|(way, (rules, why, faults))| {
        let faults = faults.iter();
        faults.map(move |(name, what)| lapse(name, rules, why, way, *what))
    });
    mutants.collect()
}

/// The faults of each way.
const WAYS: &[(Way, &[Group])] = &[
    (Way::DesktopUser, DESKTOP),
    (Way::GatewayUser, GATEWAY_CREATIONS),
    (Way::GatewayUpdate, GATEWAY_UPDATES),
    (Way::CourierUser, COURIER_CREATIONS),
    (Way::CourierUpdate, COURIER_UPDATES),
];

/// Faults of `client.user.save`.
const DESKTOP: &[Group] = &[
    (
        rules!["GW-05"],
        FORGOTTEN,
        &[(
            "window-unchecked-for-desktop-users",
            Lapse::GatewayCheck(GatewayCheck::Timestamp),
        )],
    ),
    (
        rules!["GW-08"],
        FORGOTTEN,
        &[(
            "application-unchecked-for-desktop-users",
            Lapse::GatewayCheck(GatewayCheck::Application),
        )],
    ),
    (
        rules!["GW-02"],
        UNCOVERED,
        &[
            ("signature-without-desktop-id", Lapse::Uncovered("biz_user_id")),
            ("signature-without-desktop-type", Lapse::Uncovered("biz_user_type")),
            ("signature-without-desktop-name", Lapse::Uncovered("biz_user_name")),
            ("signature-without-desktop-code", Lapse::Uncovered("biz_user_code")),
        ],
    ),
];

/// Faults of `user.save` where it creates.
const GATEWAY_CREATIONS: &[Group] = &[
    (
        rules!["GW-09"],
        NAMELESS,
        &[("gateway-creation-names-no-field", Lapse::NamesNoField)],
    ),
    (
        rules!["GW-04", "GW-02"],
        FORGOTTEN,
        &[(
            "signature-unchecked-for-creations",
            Lapse::GatewayCheck(GatewayCheck::Signature),
        )],
    ),
    (
        rules!["GW-05"],
        FORGOTTEN,
        &[(
            "window-unchecked-for-creations",
            Lapse::GatewayCheck(GatewayCheck::Timestamp),
        )],
    ),
    (
        rules!["GW-06"],
        FORGOTTEN,
        &[(
            "nonce-unchecked-for-creations",
            Lapse::GatewayCheck(GatewayCheck::Nonce),
        )],
    ),
    (
        rules!["GW-08"],
        FORGOTTEN,
        &[(
            "application-unchecked-for-creations",
            Lapse::GatewayCheck(GatewayCheck::Application),
        )],
    ),
    (
        rules!["GW-19"],
        FORGOTTEN,
        &[
            ("no-nonce-needed-for-creations", Lapse::MayLack("nonce")),
            ("no-timestamp-needed-for-creations", Lapse::MayLack("timestamp")),
        ],
    ),
    (
        rules!["GW-02"],
        UNCOVERED,
        &[
            ("signature-without-gateway-id", Lapse::Uncovered("biz_user_id")),
            ("signature-without-gateway-type", Lapse::Uncovered("biz_user_type")),
            ("signature-without-gateway-name", Lapse::Uncovered("biz_user_name")),
            ("signature-without-gateway-code", Lapse::Uncovered("biz_user_code")),
            ("signature-without-contract", Lapse::Uncovered("contract_type")),
            ("signature-without-sign-type", Lapse::Uncovered("sign_type")),
        ],
    ),
    (
        rules!["GU-02"],
        FORGOTTEN,
        &[("gateway-created-without-id", Lapse::Optional("biz_user_id"))],
    ),
    (
        rules!["GU-05"],
        FORGOTTEN,
        &[("gateway-created-without-type", Lapse::Optional("biz_user_type"))],
    ),
    (
        rules!["GU-14"],
        FORGOTTEN,
        &[
            ("gateway-created-name-unbound", Lapse::Unlimited("biz_user_name")),
            ("gateway-created-sign-type-unbound", Lapse::Unlimited("sign_type")),
        ],
    ),
];

/// Faults of `user.save` where it updates.
const GATEWAY_UPDATES: &[Group] = &[
    (
        rules!["GW-09"],
        NAMELESS,
        &[("gateway-update-names-no-field", Lapse::NamesNoField)],
    ),
    (
        rules!["GW-04", "GW-02"],
        UPDATES,
        &[(
            "signature-unchecked-for-updates",
            Lapse::GatewayCheck(GatewayCheck::Signature),
        )],
    ),
    (
        rules!["GW-05"],
        UPDATES,
        &[(
            "window-unchecked-for-updates",
            Lapse::GatewayCheck(GatewayCheck::Timestamp),
        )],
    ),
    (
        rules!["GW-06"],
        UPDATES,
        &[
            ("nonce-unchecked-for-updates", Lapse::GatewayCheck(GatewayCheck::Nonce)),
            ("nonce-of-updates-not-compared", Lapse::NonceNotCompared),
            ("nonce-of-updates-not-noted", Lapse::NonceNotNoted),
        ],
    ),
    (
        rules!["GW-08"],
        UPDATES,
        &[(
            "application-unchecked-for-updates",
            Lapse::GatewayCheck(GatewayCheck::Application),
        )],
    ),
    (
        rules!["GW-19"],
        UPDATES,
        &[
            ("no-nonce-needed-for-updates", Lapse::MayLack("nonce")),
            ("no-timestamp-needed-for-updates", Lapse::MayLack("timestamp")),
        ],
    ),
    (
        rules!["GW-02"],
        UNCOVERED,
        &[
            ("signature-without-number-in-creations", Lapse::Uncovered("etc_user_no")),
            ("signature-without-updated-name", Lapse::Uncovered("biz_user_name")),
            ("signature-without-updated-code", Lapse::Uncovered("biz_user_code")),
            ("signature-without-updated-contract", Lapse::Uncovered("contract_type")),
            ("signature-without-updated-sign-type", Lapse::Uncovered("sign_type")),
            ("signature-without-updated-id", Lapse::Uncovered("biz_user_id")),
            ("signature-without-updated-type", Lapse::Uncovered("biz_user_type")),
        ],
    ),
    (
        rules!["GU-14"],
        UNBOUND,
        &[
            ("gateway-updated-id-unbound", Lapse::Unlimited("biz_user_id")),
            ("gateway-updated-name-unbound", Lapse::Unlimited("biz_user_name")),
            ("gateway-updated-code-unbound", Lapse::Unlimited("biz_user_code")),
            ("gateway-updated-type-unbound", Lapse::Unlimited("biz_user_type")),
            ("gateway-updated-contract-unbound", Lapse::Unlimited("contract_type")),
            ("gateway-updated-sign-type-unbound", Lapse::Unlimited("sign_type")),
        ],
    ),
    (
        rules!["GU-02", "GW-26"],
        UNBOUND,
        &[("gateway-update-without-id", Lapse::Optional("biz_user_id"))],
    ),
    (
        rules!["GU-05", "GW-26"],
        UNBOUND,
        &[("gateway-update-without-type", Lapse::Optional("biz_user_type"))],
    ),
    (
        rules!["GU-03"],
        BOUND,
        &[(
            "gateway-updated-name-of-a-hundred",
            Lapse::ShorterThan("biz_user_name", 100),
        )],
    ),
    (
        rules!["GU-04"],
        BOUND,
        &[(
            "gateway-updated-code-of-eighteen",
            Lapse::ShorterThan("biz_user_code", 18),
        )],
    ),
    (
        rules!["GU-06", "GU-12"],
        BOUND,
        &[(
            "gateway-updated-contract-standard-only",
            Lapse::Only("contract_type", "1"),
        )],
    ),
    (
        rules!["GU-07", "GU-12"],
        BOUND,
        &[("gateway-updated-sign-type-saas-only", Lapse::Only("sign_type", "1"))],
    ),
    (
        rules!["GU-07"],
        BOUND,
        &[("gateway-updated-sign-type-api-only", Lapse::Only("sign_type", "2"))],
    ),
];

/// Faults of `batchSave` where it creates.
const COURIER_CREATIONS: &[Group] = &[
    (
        rules!["BS-42"],
        FORGOTTEN,
        &[
            (
                "courier-client-unchecked-for-creations",
                Lapse::CourierCheck(CourierCheck::Client),
            ),
            (
                "courier-digest-unchecked-for-creations",
                Lapse::CourierCheck(CourierCheck::Digest),
            ),
        ],
    ),
    (
        rules!["BS-43", "BS-01"],
        FORGOTTEN,
        &[(
            "courier-company-unchecked-for-creations",
            Lapse::CourierCheck(CourierCheck::Company),
        )],
    ),
];

/// Faults of `batchSave` where it updates.
const COURIER_UPDATES: &[Group] = &[
    (
        rules!["BS-42"],
        UPDATES,
        &[(
            "courier-client-unchecked-for-updates",
            Lapse::CourierCheck(CourierCheck::Client),
        )],
    ),
    (
        rules!["BS-27"],
        UNBOUND,
        &[
            ("courier-updated-phone-unbound", Lapse::Unlimited("userPhone")),
            ("courier-updated-name-unbound", Lapse::Unlimited("userRealName")),
            ("courier-updated-employee-number-unbound", Lapse::Unlimited("empNo")),
            ("courier-updated-email-unbound", Lapse::Unlimited("userEmail")),
            ("courier-updated-cards-unbound", Lapse::Unlimited("custId")),
            (
                "courier-updated-organisation-unbound",
                Lapse::Unlimited("organizationName"),
            ),
            (
                "courier-updated-organisation-code-unbound",
                Lapse::Unlimited("organizationCode"),
            ),
            ("courier-updated-status-unbound", Lapse::Unlimited("userStatus")),
        ],
    ),
    (
        rules!["BS-07"],
        BOUND,
        &[("courier-updated-name-of-ten", Lapse::ShorterThan("userRealName", 10))],
    ),
    (
        rules!["BS-08"],
        BOUND,
        &[(
            "courier-updated-employee-number-of-ten",
            Lapse::ShorterThan("empNo", 10),
        )],
    ),
    (
        rules!["BS-09"],
        BOUND,
        &[("courier-updated-email-of-fifty", Lapse::ShorterThan("userEmail", 50))],
    ),
    (
        rules!["BS-10"],
        BOUND,
        &[("courier-updated-cards-of-255", Lapse::ShorterThan("custId", 255))],
    ),
    (
        rules!["BS-11"],
        BOUND,
        &[(
            "courier-updated-organisation-of-fifty",
            Lapse::ShorterThan("organizationName", 50),
        )],
    ),
    (
        rules!["BS-12"],
        BOUND,
        &[(
            "courier-updated-organisation-code-of-64",
            Lapse::ShorterThan("organizationCode", 64),
        )],
    ),
];
