//! Faults of what a success says (GU-09 to GU-11, GU-15, GU-20).

use serde_json::json;

use crate::faults::{Mutant, answer, policy, rules};
use crate::mock::answer::{Change, JsonType, Which};
use crate::mock::behaviour::{CreateApp, KeyForm, KeyPolicy, OwnerTold};

fn success() -> Which {
    Which::successes("user.save")
}

/// GU-09, GU-20: the code and data of a success.
pub(super) fn answers() -> Vec<Mutant> {
    let code = |name: &str, why: &str, which: Which, code: &str| {
        answer(name, rules!["GU-20"], why, which, Change::Set("/code", json!(code)))
    };
    vec![
        answer(
            "gateway-numbers-in-camel-case",
            rules!["GU-09"],
            "The new JSON library writes the names of the class's properties.",
            success(),
            Change::Rename("/data/ebaas_user_no", "ebaasUserNo"),
        ),
        answer(
            "gateway-update-without-ebaas-number",
            rules!["GU-09"],
            "An update does not ask EBaaS, and so has no EBaaS number to return.",
            success().on_update(),
            Change::Remove("/data/ebaas_user_no"),
        ),
        answer(
            "gateway-update-with-empty-ebaas-number",
            rules!["GU-09"],
            "An update does not ask EBaaS, and answers with an empty EBaaS number.",
            success().on_update(),
            Change::Set("/data/ebaas_user_no", json!("")),
        ),
        answer(
            "gateway-update-without-number",
            rules!["GU-09", "GU-12"],
            "The caller knows the number already, so an update leaves it out.",
            success().on_update(),
            Change::Remove("/data/etc_user_no"),
        ),
        code(
            "gateway-success-0",
            "Success became 0 when codes were unified across products.",
            success(),
            "0",
        ),
        code(
            "gateway-success-200",
            "Success became the HTTP status when codes were cleaned up.",
            success(),
            "200",
        ),
        code(
            "gateway-update-success-001",
            "Creations and updates have different codes.",
            success().on_update(),
            "001",
        ),
    ]
}

/// GU-10, GU-15: when there is an application, and what it looks like.
pub(super) fn applications() -> Vec<Mutant> {
    vec![
        policy(
            "gateway-app-never-created",
            rules!["GU-10", "GU-11", "GU-19"],
            "The flag is read under the name that it had in a draft.",
            |b| b.gateway.applications.created = CreateApp::Never,
        ),
        policy(
            "gateway-app-for-enterprises-only",
            rules!["GU-10"],
            "Individuals may have no application, by an undocumented rule of sales.",
            |b| b.gateway.applications.created = CreateApp::ForType("1"),
        ),
        policy(
            "gateway-app-for-individuals-only",
            rules!["GU-10", "GU-11", "GU-19"],
            "Enterprises get their application from their contract, which takes a day.",
            |b| b.gateway.applications.created = CreateApp::ForType("2"),
        ),
        policy(
            "gateway-app-always-created",
            rules!["GU-15"],
            "The sample answer was treated as the rule: every user gets an application.",
            |b| b.gateway.applications.created = CreateApp::Always,
        ),
        policy(
            "gateway-app-created-unless-refused",
            rules!["GU-15"],
            "The flag's default became true.",
            |b| b.gateway.applications.created = CreateApp::UnlessFalse,
        ),
        policy(
            "gateway-app-created-when-flag-is-there",
            rules!["GU-15"],
            "Only the presence of the flag is checked, not its value.",
            |b| b.gateway.applications.created = CreateApp::WhenPresent,
        ),
        answer(
            "gateway-app-as-text",
            rules!["GU-10", "GU-11", "GU-19"],
            "The application is stored as JSON text, and is sent as that string.",
            success(),
            Change::Retype("/data/app", JsonType::Text),
        ),
        answer(
            "gateway-app-in-list",
            rules!["GU-10", "GU-11", "GU-19"],
            "A user can have several applications, and the answer is ready for it.",
            success(),
            Change::Retype("/data/app", JsonType::List),
        ),
        answer(
            "gateway-app-renamed",
            rules!["GU-10", "GU-11", "GU-19"],
            "The application has its full name in the new answer class.",
            success(),
            Change::Rename("/data/app", "application"),
        ),
        answer(
            "gateway-app-with-white-list",
            rules!["GU-10"],
            "New applications accept calls only from listed addresses, and the list is empty.",
            success(),
            Change::Set("/data/app/enable_ip_white", json!(true)),
        ),
    ]
}

/// GU-11: keys and owner.
pub(super) fn keys() -> Vec<Mutant> {
    vec![
        policy(
            "gateway-public-key-of-another",
            rules!["GU-11"],
            "The public key is read back by the latest insert, which was another thread's.",
            |b| b.gateway.applications.keys = KeyPolicy::PublicOfPrevious,
        ),
        policy(
            "gateway-keys-swapped",
            rules!["GU-11"],
            "Two parameters of one type changed places in a call.",
            |b| b.gateway.applications.keys = KeyPolicy::Swapped,
        ),
        policy(
            "gateway-private-key-shared",
            rules!["GU-11", "GU-19"],
            "The private key of the platform is returned instead of the user's.",
            |b| b.gateway.applications.keys = KeyPolicy::OnePrivateKey,
        ),
        policy(
            "gateway-keys-in-pem",
            rules!["GU-11"],
            "Keys are written as PEM by the new library.",
            |b| b.gateway.applications.key_form = KeyForm::Pem,
        ),
        policy(
            "gateway-keys-in-hex",
            rules!["GU-11"],
            "Keys are written in hexadecimal by the new library.",
            |b| b.gateway.applications.key_form = KeyForm::Hex,
        ),
        answer(
            "gateway-private-key-masked",
            rules!["GU-11"],
            "A filter that masks secrets in logs works on answers as well.",
            success(),
            Change::Set("/data/app/private_key", json!("******")),
        ),
        policy(
            "gateway-app-of-previous-user",
            rules!["GU-11"],
            "The owner is read back by the latest insert, which was another thread's.",
            |b| b.gateway.applications.owner = OwnerTold::Previous,
        ),
        policy(
            "gateway-app-of-ebaas-number",
            rules!["GU-11"],
            "Two numbers of one user are mixed up.",
            |b| b.gateway.applications.owner = OwnerTold::Ebaas,
        ),
    ]
}
