//! `batchDelete`: accounts named in `userNos` are gone afterwards.

use serde_json::{Map, Value, json};

use super::{Request, about, admit_body, entries, refuse, refuse_rows, succeed};
use crate::mock::answer::Reply;
use crate::mock::behaviour::{AfterRemoval, Reason, Removals, UnknownRemoval};
use crate::mock::ledger::Ledger;
use crate::mock::server::Shared;

/// Answers a removal.
pub(super) fn answer(vendor: &Shared, request: &Request<'_>) -> Reply {
    let about = about(Some(request.operation), false);
    let removals = &vendor.behaviour.butler.removals;
    let admitted = match admit(vendor, request) {
        Ok(values) => values,
        Err(reason) => {
            if removals.done_despite.contains(&reason) {
                let body = request.body.clone().unwrap_or_default();
                remove(&mut vendor.ledger(), removals, &named(removals, &body));
            }
            return refuse(vendor, about, reason);
        }
    };
    let unknown = remove(&mut vendor.ledger(), removals, &named(removals, &admitted));
    if unknown.is_empty() {
        return succeed(vendor, about);
    }
    let entries: Vec<Value> = unknown.iter().map(entry).collect();
    refuse_rows(vendor, about, vendor.behaviour.butler.message(Reason::Rows), &entries)
}

fn admit(vendor: &Shared, request: &Request<'_>) -> Result<Map<String, Value>, Reason> {
    let admitted = admit_body(vendor, request)?;
    match admitted.faults.iter().any(|fault| fault.field == "userNos") {
        true => Err(Reason::Accounts),
        false => Ok(admitted.values),
    }
}

/// The accounts that a body names.
fn named(removals: &Removals, body: &Map<String, Value>) -> Vec<String> {
    let list = body.get("userNos").and_then(Value::as_str).unwrap_or_default();
    let names = list
        .split(removals.separator)
        .map(|name| if removals.trims { name.trim() } else { name });
    let names = names.filter(|name| !name.is_empty()).take(removals.most);
    names
        .map(|name| {
            if removals.ignores_case {
                name.to_lowercase()
            } else {
                name.to_owned()
            }
        })
        .collect()
}

/// Removes accounts, and returns those that are listed as unknown, each with its place from 1.
fn remove(ledger: &mut Ledger, removals: &Removals, names: &[String]) -> Vec<(usize, String)> {
    let is_unknown = |ledger: &Ledger, name: &String| !ledger.accounts.contains_key(name);
    let unknown_first = names.iter().any(|name| is_unknown(ledger, name));
    let mut unknown = Vec::new();
    for (place, name) in names.iter().enumerate() {
        let is_again = names[..place].contains(name);
        let is_left = unknown_first && !removals.removes_others;
        if is_unknown(ledger, name) && !(is_again && removals.takes_doubles) {
            unknown.push((place + 1, name.clone()));
        } else if !is_left {
            forget(ledger, removals.after, name);
        }
    }
    match removals.unknown {
        UnknownRemoval::Listed => unknown,
        UnknownRemoval::Ignored => Vec::new(),
    }
}

fn forget(ledger: &mut Ledger, after: AfterRemoval, name: &str) {
    match after {
        AfterRemoval::Kept => {}
        AfterRemoval::Gone => drop(ledger.accounts.remove(name)),
        AfterRemoval::NameTaken => {
            ledger.accounts.remove(name);
            ledger.removed.insert(name.to_owned());
        }
        AfterRemoval::Disabled => {
            if let Some(account) = ledger.accounts.get_mut(name) {
                account.fields.insert("userStatus".to_owned(), 0.into());
            }
        }
    }
}

fn entry((row, name): &(usize, String)) -> Value {
    json!({ "rowNo": row, "userNo": entries::fitting(name), "cause": "用户账号不存在!" })
}
