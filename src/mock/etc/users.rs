//! What the two operations save, and what they tell of it: users, their numbers and their applications.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::Refusal;
use super::habits::said;
use crate::crypto::rsa::KeyPair;
use crate::mock::behaviour::{
    Again, AppOnUpdate, AppPlace, CreateApp, KeyForm, KeyPolicy, OwnerTold, Reason, UnknownUser, UpdateAnswer,
};
use crate::mock::ledger::{Application, DesktopUser, GatewayUser, Ledger, has_id};
use crate::mock::server::Shared;

pub(super) fn save_desktop_user(vendor: &Shared, fields: &Map<String, Value>) -> Result<Value, Refusal> {
    let policy = &vendor.behaviour.gateway.desktop_users;
    let key = policy.identity.key(fields);
    let mut ledger = vendor.ledger();
    let coded = code_looked_up(policy.checks.code_again, fields)
        .and_then(|code| ledger.desktop_user_coded(code, id_of(fields)));
    if coded.is_some() && policy.checks.code_again == Again::Refused {
        return Err(Reason::CodeTaken.into());
    }
    if let Some(user) = key.as_deref().and_then(|key| ledger.desktop_user(key)) {
        match policy.again {
            Again::Same => {
                user.fields.clone_from(fields);
                return Ok(json!({ "client_user_no": user.client_user_no }));
            }
            Again::Refused => return Err(Reason::KnownUser.into()),
            Again::New => {}
        }
    } else if let Some((place, client_user_no)) = coded {
        // From now on it is the same user under either id.
        ledger.know_desktop_user(key, place);
        return Ok(json!({ "client_user_no": client_user_no }));
    }
    let client_user_no = ledger.number("client_user_no", policy.numbers);
    let data = json!({ "client_user_no": client_user_no });
    ledger.add_desktop_user(
        key,
        DesktopUser {
            client_user_no,
            fields: fields.clone(),
        },
    );
    Ok(data)
}

/// The code of a user, where the vendor looks for another one who has it.
fn code_looked_up(policy: Again, fields: &Map<String, Value>) -> Option<&str> {
    match policy {
        Again::New => None,
        Again::Same | Again::Refused => said(fields, "biz_user_code"),
    }
}

fn id_of(fields: &Map<String, Value>) -> &str {
    said(fields, "biz_user_id").unwrap_or_default()
}

/// Whether `etc_user_no` was sent in a way that the vendor understands at all.
pub(super) fn check_number_sent(vendor: &Shared, params: &Map<String, Value>) -> Result<(), Refusal> {
    let policy = &vendor.behaviour.gateway.users;
    let sent = params.get("etc_user_no");
    if policy.number_must_be_sent && sent.is_none() {
        return Err(Refusal {
            reason: Reason::Missing,
            name: "etc_user_no".to_owned(),
            value: String::new(),
        });
    }
    if policy.empty_is_a_number && sent.and_then(Value::as_str) == Some("") {
        return Err(Reason::UnknownUser.into());
    }
    Ok(())
}

pub(super) fn wants_application(vendor: &Shared, fields: &Map<String, Value>) -> bool {
    let asked = fields.get("create_app").and_then(Value::as_bool);
    match vendor.behaviour.gateway.applications.created {
        CreateApp::WhenTrue => asked == Some(true),
        CreateApp::WhenPresent => asked.is_some(),
        CreateApp::UnlessFalse => asked != Some(false),
        CreateApp::Always => true,
        CreateApp::Never => false,
        CreateApp::AsBefore => {
            let before = vendor.ledger().note_whether_asked(asked == Some(true));
            asked == Some(true) || (asked.is_none() && before)
        }
        CreateApp::ForType(user_type) => {
            asked == Some(true) && fields.get("biz_user_type").and_then(Value::as_str) == Some(user_type)
        }
    }
}

pub(super) fn save_gateway_user(
    vendor: &Shared,
    fields: &Map<String, Value>,
    update: bool,
    pair: Option<Arc<KeyPair>>,
    caller: Option<&str>,
) -> Result<Value, Refusal> {
    let mut ledger = vendor.ledger();
    let sent = fields.get("etc_user_no").and_then(Value::as_str).unwrap_or_default();
    // Under an intake that takes an empty number as absent, an update is a call whose number is still there.
    let updated = Some(sent).filter(|number| update && !number.is_empty());
    if pair.is_some() && is_one_application_too_many(vendor, &ledger, updated) {
        return Err(Reason::Quota.into());
    }
    let saved = match updated {
        Some(number) => update_gateway_user(vendor, &mut ledger, fields, number, pair.is_some())?,
        None => create_gateway_user(vendor, &mut ledger, fields, None)?,
    };
    let mut data = json!({ "etc_user_no": saved.told, "ebaas_user_no": saved.ebaas_user_no });
    if let Some(pair) = pair
        && let Some(app) = application_for(vendor, &mut ledger, &saved, pair, caller)
    {
        match vendor.behaviour.gateway.applications.place {
            AppPlace::Nested => data["app"] = app,
            AppPlace::Flat => {
                for field in ["app_id", "public_key", "private_key", "enable_ip_white"] {
                    data[field] = app[field].clone();
                }
            }
        }
    }
    Ok(data)
}

/// Whether a call needs one application more than there may be. That of the vendor's own client does not count.
fn is_one_application_too_many(vendor: &Shared, ledger: &Ledger, updated: Option<&str>) -> bool {
    let policy = &vendor.behaviour.gateway.applications;
    let Some(most) = policy.at_most else {
        return false;
    };
    let needs_one = updated.is_none_or(|number| match policy.on_update {
        AppOnUpdate::New => true,
        AppOnUpdate::Same => ledger
            .gateway_user_numbered(number)
            .is_none_or(|user| user.app_ids.is_empty()),
        AppOnUpdate::None | AppOnUpdate::Refused => false,
    });
    let issued = ledger.applications.iter().filter(|app| app.owner.is_some()).count();
    needs_one && issued >= most
}

/// A user as saved, and as told.
struct Saved {
    /// The number that the answer tells.
    told: String,
    /// The number that the user has.
    etc_user_no: String,
    ebaas_user_no: String,
    /// The number of the user created before this one.
    previous: String,
    updated: bool,
}

impl Saved {
    /// A user who is there already, and stays as it is.
    fn again(user: &GatewayUser, previous: String) -> Self {
        Self {
            told: user.etc_user_no.clone(),
            etc_user_no: user.etc_user_no.clone(),
            ebaas_user_no: user.ebaas_user_no.clone(),
            previous,
            updated: false,
        }
    }
}

fn create_gateway_user(
    vendor: &Shared,
    ledger: &mut Ledger,
    fields: &Map<String, Value>,
    number: Option<&str>,
) -> Result<Saved, Refusal> {
    let policy = &vendor.behaviour.gateway.users;
    let key = policy.identity.key(fields);
    let previous = ledger.latest_gateway_user().map(|user| user.etc_user_no.clone());
    let previous = previous.unwrap_or_else(|| "NOBODY".to_owned());
    let coded = code_looked_up(policy.checks.code_again, fields)
        .and_then(|code| ledger.gateway_user_coded(code, |user| has_id(&user.fields, id_of(fields))));
    if coded.is_some() && policy.checks.code_again == Again::Refused {
        return Err(Reason::CodeTaken.into());
    }
    if let Some(user) = key.as_deref().and_then(|key| ledger.gateway_user(key)) {
        match policy.again {
            Again::Same => return Ok(Saved::again(user, previous)),
            Again::Refused => return Err(Reason::KnownUser.into()),
            Again::New => {}
        }
    } else if let Some((place, user)) = coded {
        let saved = Saved::again(user, previous);
        // From now on it is the same user under either id.
        ledger.know_gateway_user(key, place);
        return Ok(saved);
    }
    let etc_user_no = number.map_or_else(|| ledger.number("etc_user_no", policy.numbers), str::to_owned);
    let ebaas_user_no = ledger.number("ebaas_user_no", policy.ebaas_numbers);
    ledger.add_gateway_user(
        key,
        GatewayUser {
            etc_user_no: etc_user_no.clone(),
            ebaas_user_no: ebaas_user_no.clone(),
            fields: fields.clone(),
            app_ids: Vec::new(),
            known_from: ledger.seen_from(),
        },
    );
    Ok(Saved {
        told: etc_user_no.clone(),
        etc_user_no,
        ebaas_user_no,
        previous,
        updated: false,
    })
}

fn update_gateway_user(
    vendor: &Shared,
    ledger: &mut Ledger,
    fields: &Map<String, Value>,
    sent: &str,
    wants_application: bool,
) -> Result<Saved, Refusal> {
    let gateway = &vendor.behaviour.gateway;
    let policy = &gateway.users;
    let Some(known) = ledger.gateway_user_numbered(sent) else {
        return match policy.unknown {
            UnknownUser::Refused => Err(Reason::UnknownUser.into()),
            UnknownUser::Created => create_gateway_user(vendor, ledger, fields, None),
            UnknownUser::CreatedAsSent => create_gateway_user(vendor, ledger, fields, Some(sent)),
            UnknownUser::RefusedButCreated => {
                create_gateway_user(vendor, ledger, fields, Some(sent))?;
                Err(Reason::UnknownUser.into())
            }
            UnknownUser::Ignored => Ok(Saved {
                told: sent.to_owned(),
                etc_user_no: sent.to_owned(),
                ebaas_user_no: ledger.number("ebaas_user_no", policy.ebaas_numbers),
                previous: sent.to_owned(),
                updated: true,
            }),
        };
    };
    check_change(vendor, ledger, known, fields)?;
    if policy.ebaas_on_update == Again::Refused
        || (wants_application && gateway.applications.on_update == AppOnUpdate::Refused)
    {
        return Err(Reason::Invalid.into());
    }
    let latest = ledger
        .latest_gateway_user()
        .map(|user| user.etc_user_no.clone())
        .unwrap_or_default();
    let new_number = ledger.number("etc_user_no", policy.numbers);
    let new_ebaas = ledger.number("ebaas_user_no", policy.ebaas_numbers);
    let Some(user) = ledger.gateway_user_mut(sent) else {
        return Err(Reason::UnknownUser.into());
    };
    let is_renamed = user.fields.get("biz_user_name") != fields.get("biz_user_name");
    user.fields.clone_from(fields);
    if policy.ebaas_on_update == Again::New {
        user.ebaas_user_no = new_ebaas;
    }
    let is_renumbered = match policy.update_answer {
        UpdateAnswer::Renumbered | UpdateAnswer::SentThenRenumbered => true,
        UpdateAnswer::RenumberedByName => is_renamed,
        UpdateAnswer::Sent | UpdateAnswer::Latest | UpdateAnswer::SmallLetters => false,
    };
    if is_renumbered {
        user.etc_user_no = new_number;
    }
    Ok(Saved {
        told: match policy.update_answer {
            UpdateAnswer::Sent | UpdateAnswer::SentThenRenumbered => sent.to_owned(),
            UpdateAnswer::Renumbered | UpdateAnswer::RenumberedByName => user.etc_user_no.clone(),
            UpdateAnswer::Latest => latest.clone(),
            UpdateAnswer::SmallLetters => sent.to_lowercase(),
        },
        etc_user_no: user.etc_user_no.clone(),
        ebaas_user_no: user.ebaas_user_no.clone(),
        previous: latest,
        updated: true,
    })
}

/// Whether a user may become what an update says (GU-23).
fn check_change(
    vendor: &Shared,
    ledger: &Ledger,
    known: &GatewayUser,
    fields: &Map<String, Value>,
) -> Result<(), Refusal> {
    let policy = &vendor.behaviour.gateway.users;
    let changes = |field: &str| known.fields.get(field) != fields.get(field);
    for (field, is_kept) in [("biz_user_type", policy.keeps_type), ("biz_user_id", policy.keeps_id)] {
        if is_kept && changes(field) {
            return Err(Refusal {
                reason: Reason::Unchangeable,
                name: field.to_owned(),
                value: String::new(),
            });
        }
    }
    let is_another = |user: &GatewayUser| user.etc_user_no != known.etc_user_no;
    let is_taken = said(fields, "biz_user_code")
        .filter(|_| policy.checks.code_again == Again::Refused && changes("biz_user_code"))
        .is_some_and(|code| ledger.gateway_user_coded(code, |user| !is_another(user)).is_some());
    if is_taken {
        return Err(Reason::CodeTaken.into());
    }
    Ok(())
}

/// The application that goes with the answer.
fn application_for(
    vendor: &Shared,
    ledger: &mut Ledger,
    saved: &Saved,
    pair: Arc<KeyPair>,
    caller: Option<&str>,
) -> Option<Value> {
    let policy = &vendor.behaviour.gateway.applications;
    if saved.updated {
        match policy.on_update {
            AppOnUpdate::None => return None,
            AppOnUpdate::Same => {
                let first = ledger
                    .gateway_user_numbered(&saved.etc_user_no)
                    .and_then(|user| user.app_ids.first().cloned());
                if let Some(application) = first.and_then(|id| ledger.application(&id).cloned()) {
                    return Some(tell_application(vendor, ledger, saved, &application));
                }
            }
            AppOnUpdate::New | AppOnUpdate::Refused => {}
        }
    }
    let app_id = ledger.number("app_id", policy.numbers);
    let application = Application {
        app_id: app_id.clone(),
        owner: Some(saved.etc_user_no.clone()),
        creator: caller.map(str::to_owned),
        verifying: pair.verifying_key(),
        pair,
        known_from: ledger.seen_from(),
    };
    let told = tell_application(vendor, ledger, saved, &application);
    ledger.applications.push(application);
    if let Some(user) = ledger.gateway_user_mut(&saved.etc_user_no) {
        user.app_ids.push(app_id);
    }
    Some(told)
}

fn tell_application(vendor: &Shared, ledger: &Ledger, saved: &Saved, application: &Application) -> Value {
    let policy = &vendor.behaviour.gateway.applications;
    let own = &application.pair;
    let shared = ledger.applications.first().map_or(own, |first| &first.pair);
    let previous = ledger
        .applications
        .iter()
        .rfind(|other| other.app_id != application.app_id)
        .map_or(own, |other| &other.pair);
    let write = |text: String, kind: &str| write_key(&text, kind, policy.key_form);
    let public = |pair: &KeyPair| write(pair.public_to_x509_base64(), "PUBLIC");
    let private = |pair: &KeyPair| write(pair.to_pkcs8_base64(), "PRIVATE");
    let (public_key, private_key) = match policy.keys {
        KeyPolicy::OwnPair => (public(own), private(own)),
        KeyPolicy::PublicOfPrevious => (public(previous), private(own)),
        KeyPolicy::Swapped => (private(own), public(own)),
        KeyPolicy::OnePair => (public(shared), private(shared)),
        KeyPolicy::OnePrivateKey => (public(own), private(shared)),
        KeyPolicy::OneOf(pairs) => {
            let others = ledger.applications.len() - 1;
            let pair = ledger
                .applications
                .get(1 + others % pairs)
                .map_or(own, |other| &other.pair);
            (public(pair), private(pair))
        }
    };
    let mut app = json!({
        "app_id": application.app_id,
        "public_key": public_key,
        "private_key": private_key,
        "enable_ip_white": false,
    });
    let owner = match policy.owner {
        OwnerTold::User => Some(&saved.told),
        OwnerTold::Previous => Some(&saved.previous),
        OwnerTold::Ebaas => Some(&saved.ebaas_user_no),
        OwnerTold::Nobody => None,
    };
    if let Some(owner) = owner {
        app["etc_user_no"] = owner.as_str().into();
    }
    app
}

fn write_key(base64: &str, kind: &str, form: KeyForm) -> String {
    use base64::Engine as _;
    match form {
        KeyForm::Base64 => base64.to_owned(),
        KeyForm::Pem => format!("-----BEGIN {kind} KEY-----\n{base64}\n-----END {kind} KEY-----\n"),
        KeyForm::Hex => base64::engine::general_purpose::STANDARD
            .decode(base64)
            .map(hex::encode)
            .unwrap_or_default(),
    }
}
