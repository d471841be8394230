//! Faults of `user.save` (GU).

use serde_json::json;

use super::{Mutant, answer, policy, rules};
use crate::mock::Behaviour;
use crate::mock::answer::{Change, JsonType, Which};
use crate::mock::behaviour::{
    Again, CreateApp, How, Identity, KeyForm, KeyPolicy, Numbering, OwnerTold, UnknownUser, UpdateAnswer,
};

const REQUEST: &str = "user.save.request";
fn success() -> Which {
    Which::successes("user.save")
}

/// Every written mutant of `user.save`.
pub(super) fn mutants() -> Vec<Mutant> {
    [
        creation_and_update(),
        parameters(),
        past_limits(),
        answers(),
        applications(),
        keys(),
        updates(),
        numbers(),
    ]
    .concat()
}

/// GU-01, GU-13: which call creates, and which updates.
fn creation_and_update() -> Vec<Mutant> {
    vec![
        policy(
            "gateway-number-must-be-sent",
            rules!["GU-01", "GU-20"],
            "The number is read by a library that fails on a missing property, and clients send an empty one anyway.",
            |b| b.gateway.users.number_must_be_sent = true,
        ),
        policy(
            "gateway-empty-number-updates",
            rules!["GU-01", "GU-20"],
            "Only null means a creation, so an empty number is looked up.",
            |b| b.gateway.users.empty_is_a_number = true,
        ),
        policy(
            "gateway-update-refused",
            rules!["GU-01", "GU-09", "GU-12", "GU-20"],
            "Updates moved to a separate operation, and the documentation was not changed.",
            |b| b.gateway.users.ebaas_on_update = Again::Refused,
        ),
        policy(
            "gateway-unknown-number-creates",
            rules!["GU-13"],
            "Saving is an insert under a new number if the update finds no row.",
            |b| b.gateway.users.unknown = UnknownUser::Created,
        ),
        policy(
            "gateway-unknown-number-creates-under-it",
            rules!["GU-13"],
            "Saving is an insert or update under whatever number was sent.",
            |b| b.gateway.users.unknown = UnknownUser::CreatedAsSent,
        ),
        policy(
            "gateway-unknown-number-refused-but-created",
            rules!["GU-13"],
            "The user is saved before the number is checked, and the refusal does not roll back.",
            |b| b.gateway.users.unknown = UnknownUser::RefusedButCreated,
        ),
        policy(
            "gateway-unknown-number-ignored",
            rules!["GU-13"],
            "An update that changes no row is a success to the database, and so to the caller.",
            |b| b.gateway.users.unknown = UnknownUser::Ignored,
        ),
    ]
}

fn pattern(b: &mut Behaviour, field: &str, pattern: &str) {
    b.requests
        .set(REQUEST, &format!("/properties/{field}/pattern"), json!(pattern));
}

fn at_least(b: &mut Behaviour, field: &str, length: u64) {
    b.requests
        .set(REQUEST, &format!("/properties/{field}/minLength"), json!(length));
}

/// GU-02 to GU-08: values that are refused although the documentation allows them.
fn parameters() -> Vec<Mutant> {
    vec![
        policy(
            "gateway-id-of-ten-characters",
            rules!["GU-02"],
            "Short business ids collided with test data, so ten characters are required.",
            |b| at_least(b, "biz_user_id", 10),
        ),
        policy(
            "gateway-id-needs-a-small-letter",
            rules!["GU-02"],
            "Business ids are checked against the pattern of the biggest client's ids.",
            |b| pattern(b, "biz_user_id", "[a-z]"),
        ),
        policy(
            "gateway-name-of-two-characters",
            rules!["GU-03"],
            "A name of one character is treated as a typing error.",
            |b| at_least(b, "biz_user_name", 2),
        ),
        policy(
            "gateway-name-without-digits",
            rules!["GU-03", "GU-20"],
            "A name with a digit in it is treated as a typing error.",
            |b| pattern(b, "biz_user_name", "^[^0-9]*$"),
        ),
        policy(
            "gateway-code-in-digits",
            rules!["GU-04", "GW-17"],
            "Codes are checked against the pattern of the old licences and cards, which had only digits.",
            |b| pattern(b, "biz_user_code", "^[0-9]*$"),
        ),
        policy(
            "gateway-code-of-six-characters",
            rules!["GU-04"],
            "A code as short as one digit is treated as a typing error.",
            |b| at_least(b, "biz_user_code", 6),
        ),
        policy(
            "gateway-code-of-eighteen-characters",
            rules!["GU-04", "GW-17"],
            "Since codes are unified they have eighteen characters, and longer ones are refused.",
            |b| {
                b.requests
                    .set(REQUEST, "/properties/biz_user_code/maxLength", json!(18));
            },
        ),
        policy(
            "gateway-name-as-for-desktop-users",
            rules!["GU-03", "GW-17"],
            "Both operations share one class, which has the limits of the other page.",
            |b| {
                b.requests
                    .set(REQUEST, "/properties/biz_user_name/maxLength", json!(32));
            },
        ),
        policy(
            "gateway-standard-contracts-only",
            rules!["GU-06", "GU-12"],
            "The other contracts are sold only by people, and no longer accepted here.",
            |b| b.requests.set(REQUEST, "/properties/contract_type/enum", json!(["1"])),
        ),
        policy(
            "gateway-contract-or-way-of-signing",
            rules!["GU-20"],
            "A contract has its own way of signing, so a call may not contain both.",
            |b| {
                b.requests
                    .set(REQUEST, "/not", json!({ "required": ["contract_type", "sign_type"] }));
            },
        ),
        policy(
            "gateway-create-app-must-be-false",
            rules!["GU-08", "GU-10", "GU-11", "GU-19"],
            "Applications are created in the console only, and the flag is refused.",
            |b| b.requests.set(REQUEST, "/properties/create_app/enum", json!([false])),
        ),
        policy(
            "gateway-create-app-must-be-true",
            rules!["GU-08", "GU-15"],
            "The flag became a marker: it is there and true, or it is not there.",
            |b| b.requests.set(REQUEST, "/properties/create_app/enum", json!([true])),
        ),
    ]
}

/// GU-14: values that are corrected although they should be refused.
fn past_limits() -> Vec<Mutant> {
    vec![
        policy(
            "gateway-long-number-creates",
            rules!["GU-14"],
            "A number that is too long counts as missing, and a user is created.",
            |b| b.gateway.intake.mend(REQUEST, "etc_user_no", How::Otherwise(json!(""))),
        ),
        policy(
            "gateway-id-cut",
            rules!["GU-14"],
            "The database cuts what is too long, and reports it only in a warning.",
            |b| b.gateway.intake.mend(REQUEST, "biz_user_id", How::Cut(32)),
        ),
        policy(
            "gateway-name-cut",
            rules!["GU-14"],
            "Names are cut to the width of their column.",
            |b| b.gateway.intake.mend(REQUEST, "biz_user_name", How::Cut(255)),
        ),
        policy(
            "gateway-code-cut",
            rules!["GU-14"],
            "Codes are cut to the width of their column.",
            |b| b.gateway.intake.mend(REQUEST, "biz_user_code", How::Cut(50)),
        ),
        policy(
            "gateway-type-by-first-character",
            rules!["GU-14"],
            "The type is stored in a column of one character.",
            |b| b.gateway.intake.mend(REQUEST, "biz_user_type", How::First),
        ),
        policy(
            "gateway-contract-by-first-character",
            rules!["GU-14"],
            "The contract is stored in a column of one character.",
            |b| b.gateway.intake.mend(REQUEST, "contract_type", How::First),
        ),
        policy(
            "gateway-sign-type-by-first-character",
            rules!["GU-14"],
            "The way of signing is stored in a column of one character.",
            |b| b.gateway.intake.mend(REQUEST, "sign_type", How::First),
        ),
        policy(
            "gateway-type-else-enterprise",
            rules!["GU-14"],
            "Every undocumented type is an enterprise: a switch with a default.",
            |b| {
                b.gateway
                    .intake
                    .mend(REQUEST, "biz_user_type", How::Otherwise(json!("1")));
            },
        ),
        policy(
            "gateway-contract-else-none",
            rules!["GU-14"],
            "An unknown contract is dropped without notice.",
            |b| {
                b.gateway
                    .intake
                    .mend(REQUEST, "contract_type", How::Otherwise(json!("")));
            },
        ),
        policy(
            "gateway-sign-type-else-none",
            rules!["GU-14"],
            "An unknown way of signing is dropped without notice.",
            |b| b.gateway.intake.mend(REQUEST, "sign_type", How::Otherwise(json!(""))),
        ),
    ]
}

/// GU-09, GU-20: the code and data of a success.
fn answers() -> Vec<Mutant> {
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
fn applications() -> Vec<Mutant> {
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
            "gateway-app-flat",
            rules!["GU-10", "GU-11", "GU-19"],
            "The answer follows the table and not the sample: the fields of the application are beside it.",
            success(),
            Change::Flatten("/data/app"),
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
fn keys() -> Vec<Mutant> {
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

/// GU-12: the answer to an update.
fn updates() -> Vec<Mutant> {
    vec![
        policy(
            "gateway-update-renumbers",
            rules!["GU-12"],
            "Saving always inserts, and the new row has a new number.",
            |b| b.gateway.users.update_answer = UpdateAnswer::Renumbered,
        ),
        policy(
            "gateway-update-renumbers-by-name",
            rules!["GU-12"],
            "A user with another name is another user, and gets a new number.",
            |b| b.gateway.users.update_answer = UpdateAnswer::RenumberedByName,
        ),
        policy(
            "gateway-update-renumbers-silently",
            rules!["GU-12"],
            "The user is versioned: the old number is returned once more, and then is gone.",
            |b| b.gateway.users.update_answer = UpdateAnswer::SentThenRenumbered,
        ),
        policy(
            "gateway-update-in-small-letters",
            rules!["GU-12"],
            "Numbers are turned into lower-case letters in the cache.",
            |b| b.gateway.users.update_answer = UpdateAnswer::SmallLetters,
        ),
        policy(
            "gateway-update-answers-latest",
            rules!["GU-12"],
            "The latest number is read back, which is another user's as soon as there is one.",
            |b| b.gateway.users.update_answer = UpdateAnswer::Latest,
        ),
    ]
}

/// GU-19: different users, different numbers; different applications, different ids and keys.
fn numbers() -> Vec<Mutant> {
    vec![
        policy(
            "gateway-users-by-name",
            rules!["GU-19"],
            "Users with the same name are merged on creation.",
            |b| {
                b.gateway.users.again = Again::Same;
                b.gateway.users.identity = Identity {
                    fields: &["biz_user_name"],
                    ignore_case: false,
                };
            },
        ),
        policy(
            "gateway-users-ignoring-case",
            rules!["GU-19"],
            "Business ids moved to a table whose collation treats upper and lower case as equal.",
            |b| {
                b.gateway.users.again = Again::Same;
                b.gateway.users.identity.ignore_case = true;
            },
        ),
        policy(
            "gateway-numbers-differ-in-case",
            rules!["GU-19", "GU-01"],
            "Numbers are written in an alphabet where case matters, although people read them aloud.",
            |b| b.gateway.users.numbers = Numbering::ByCase,
        ),
        policy(
            "gateway-ebaas-numbers-differ-in-case",
            rules!["GU-19"],
            "Numbers of EBaaS are written in an alphabet where case matters.",
            |b| b.gateway.users.ebaas_numbers = Numbering::ByCase,
        ),
        policy(
            "gateway-ebaas-number-of-the-platform",
            rules!["GU-19"],
            "Every user gets the platform's own number at EBaaS.",
            |b| b.gateway.users.ebaas_numbers = Numbering::Cycling("E020O", 1),
        ),
        policy(
            "gateway-app-ids-differ-in-case",
            rules!["GU-19"],
            "Application ids are written in an alphabet where case matters.",
            |b| b.gateway.applications.numbers = Numbering::ByCase,
        ),
        policy(
            "gateway-app-id-of-the-platform",
            rules!["GU-19"],
            "Every application gets the same id, the placeholder of the configuration.",
            |b| b.gateway.applications.numbers = Numbering::Cycling("LBQKW3GK", 1),
        ),
        policy(
            "gateway-one-key-pair-for-all",
            rules!["GU-19"],
            "The generator of keys is seeded with a constant, which was meant for tests.",
            |b| b.gateway.applications.keys = KeyPolicy::OnePair,
        ),
    ]
}
