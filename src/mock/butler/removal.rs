//! `batchDelete`: accounts named in `userNos` are gone afterwards.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::{Request, about, admit_body, entries, refuse, refuse_rows, succeed};
use crate::mock::answer::Reply;
use crate::mock::behaviour::{Reason, Removals, UnknownRemoval};
use crate::mock::book::{Account, Write};
use crate::mock::ledger::Ledger;
use crate::mock::server::Shared;

/// Answers a removal.
pub(super) fn answer(vendor: &Shared, request: &Request<'_>) -> Reply {
    let about = about(Some(request.operation), false);
    let removals = &vendor.behaviour.butler.removals;
    let names = match admit(vendor, request) {
        Ok(names) => names,
        Err(reason) => {
            if removals.done_despite.contains(&reason) {
                let names = request.body.as_ref().map(|body| named(removals, body));
                remove(&mut vendor.ledger(), removals, &names.unwrap_or_default());
            }
            return refuse(vendor, about, reason);
        }
    };
    let unknown = remove(&mut vendor.ledger(), removals, &names);
    if unknown.is_empty() {
        return succeed(vendor, about);
    }
    let entries: Vec<Value> = unknown.iter().map(|found| entry(removals, &names, found)).collect();
    refuse_rows(vendor, about, vendor.behaviour.butler.message(Reason::Rows), &entries)
}

/// The accounts to remove.
fn admit(vendor: &Shared, request: &Request<'_>) -> Result<Vec<String>, Reason> {
    let removals = &vendor.behaviour.butler.removals;
    let cut = removals
        .cuts_at
        .and_then(|most| Some(cut(request.body.as_ref()?, most)));
    let admitted = admit_body(
        vendor,
        &Request {
            body: cut.or_else(|| request.body.clone()),
            ..*request
        },
    )?;
    let names = named(removals, &admitted.values);
    let is_wrong = admitted.faults.iter().any(|fault| fault.field == "userNos");
    if is_wrong || removals.refused_beyond.is_some_and(|most| names.len() > most) {
        return Err(Reason::Accounts);
    }
    Ok(names)
}

/// A body whose list is cut to so many characters.
fn cut(body: &Map<String, Value>, most: usize) -> Map<String, Value> {
    let mut body = body.clone();
    if let Some(Value::String(list)) = body.get_mut("userNos") {
        *list = list.chars().take(most).collect();
    }
    body
}

/// The accounts that a body names.
fn named(removals: &Removals, body: &Map<String, Value>) -> Vec<String> {
    let list = body.get("userNos").and_then(Value::as_str).unwrap_or_default();
    let names = list
        .split(removals.separator)
        .map(|name| if removals.trims { name.trim() } else { name });
    let names = names.filter(|name| !name.is_empty()).take(removals.most);
    names.map(str::to_owned).collect()
}

/// Removes accounts, and returns those that are listed in the answer, each with its place from 1.
fn remove(ledger: &mut Ledger, removals: &Removals, names: &[String]) -> Vec<(usize, String)> {
    let is_known = |ledger: &Ledger, name: &String| ledger.accounts.contains(name);
    let are_all_known = names.iter().all(|name| is_known(ledger, name));
    let (mut seen, mut listed) = (HashSet::new(), Vec::new());
    for (place, name) in names.iter().enumerate() {
        let is_again = !seen.insert(name);
        let is_in_error = match (is_again, is_known(ledger, name)) {
            (true, _) => !removals.takes_doubles,
            (false, known) => !known && removals.unknown == UnknownRemoval::Listed,
        };
        if is_in_error {
            listed.push((place + 1, name.clone()));
        }
    }
    let is_disabled = |ledger: &Ledger, name: &String| ledger.accounts.get(name).is_some_and(Account::is_disabled);
    for name in names.iter().filter(|_| are_all_known || removals.removes_others) {
        if !(removals.skips_disabled && is_disabled(ledger, name)) {
            ledger.write(Write::Remove(name.clone(), removals.after));
        }
    }
    if removals.removes_all {
        ledger.write(Write::RemoveAll);
    }
    listed
}

fn entry(removals: &Removals, names: &[String], (row, name): &(usize, String)) -> Value {
    let row = if removals.counts_no_rows { 1 } else { *row };
    let name = names.first().filter(|_| removals.names_the_first).unwrap_or(name);
    json!({ "rowNo": row, "userNo": entries::fitting(name), "cause": "用户账号不存在!" })
}
