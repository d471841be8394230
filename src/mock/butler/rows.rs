//! The rows of `batchSave`: judged one by one, against each other and against the ledger, then saved or not.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::account::{Place, Standing, standing};
use super::{entries, formats};
use crate::contract::Message;
use crate::mock::answer::{About, Reply};
use crate::mock::arrival::Arrival;
use crate::mock::behaviour::{
    Accounts, Behaviour, Compared, DuplicateBlame, DuplicateScope, GoodRows, Overlooked, RowFault, Rows,
    UnknownAccount, Way,
};
use crate::mock::book::{Account, Write};
use crate::mock::intake::admit;
use crate::mock::ledger::Ledger;
use crate::mock::server::Shared;

/// A row with all that is wrong with it.
#[derive(Debug)]
pub(super) struct Row {
    /// Its place in the order sent, from 0.
    pub(super) index: usize,
    /// The row as it was sent.
    pub(super) sent: Value,
    /// Its fields as they were taken.
    pub(super) fields: Map<String, Value>,
    pub(super) faults: Vec<Found>,
    /// How many accounts there were before its own, if that exists.
    pub(super) known_after: Option<usize>,
}

/// A fault, and which check found it.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) check: Check,
    pub(super) fault: RowFault,
    pub(super) field: String,
    pub(super) value: String,
}

/// The checks of a row, in the order in which they are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Check {
    Form,
    Duplicates,
    Existence,
}

/// A request whose rows were judged, and saved as far as the vendor saves them.
#[derive(Debug, Default)]
pub(super) struct Judged {
    rows: Vec<Row>,
    update: bool,
}

impl Row {
    fn account(&self) -> Option<&str> {
        self.fields
            .get("userNo")
            .and_then(Value::as_str)
            .filter(|account| !account.is_empty())
    }

    fn is_good(&self) -> bool {
        self.faults.is_empty()
    }

    fn blame(&mut self, check: Check, fault: RowFault) {
        self.faults.push(Found {
            check,
            fault,
            field: "userNo".to_owned(),
            value: self.account().unwrap_or_default().to_owned(),
        });
    }
}

impl Judged {
    /// The answer to the request.
    pub(super) fn into_reply(self, vendor: &Shared, about: About) -> Reply {
        if self.rows.iter().all(Row::is_good) {
            return super::succeed(vendor, about);
        }
        let policy = &vendor.behaviour.butler;
        let (message, result) = entries::write(policy, &self.rows, self.update);
        super::refuse_rows(vendor, about, &message, &result)
    }
}

/// Judges the rows of a request and saves those that are to be saved.
pub(super) fn judge_and_save(vendor: &Shared, sent: &[Value], update: bool, arrival: Option<&Arrival>) -> Judged {
    let first_id = sent.iter().find_map(|row| row.get("thirdPlatformId")?.as_str());
    let mut rows: Vec<Row> = sent
        .iter()
        .enumerate()
        .map(|(index, row)| {
            read(
                vendor,
                row,
                Place {
                    index,
                    count: sent.len(),
                    update,
                    first_id,
                },
            )
        })
        .collect();
    find_odd(&vendor.behaviour.butler.rows, &mut rows);
    find_duplicates(vendor, &mut rows, update);
    let mut ledger = vendor.ledger();
    if update {
        find_unknown(vendor, &ledger, &mut rows);
        find_unchangeable(&vendor.behaviour.butler.accounts, &ledger, &mut rows);
    } else {
        find_existing(&vendor.behaviour, &ledger, &mut rows, arrival);
        find_disabled(&vendor.behaviour.butler.accounts, &mut rows);
    }
    find_used(vendor, &ledger, &mut rows);
    save(vendor, &mut ledger, &rows, update);
    Judged { rows, update }
}

/// Rows that are right by themselves, and that the vendor refuses for what they are together.
fn find_odd(policy: &Rows, rows: &mut [Row]) {
    let first = rows.first().map(|row| row.fields.get("organizationCode").cloned());
    for row in rows {
        let differs = first
            .as_ref()
            .is_some_and(|first| row.fields.get("organizationCode") != first.as_ref());
        let has_too_many = policy.most_fields.is_some_and(|most| row.fields.len() > most);
        if (policy.one_organization && differs) || has_too_many {
            row.blame(Check::Form, RowFault::Invalid);
        }
    }
}

/// Saves rows that nobody has checked, as far as they name a new account.
pub(super) fn save_unchecked(vendor: &Shared, sent: &[Value]) {
    let mut ledger = vendor.ledger();
    for (index, row) in sent.iter().enumerate() {
        if let Value::Object(fields) = row {
            let row = Row {
                index,
                sent: row.clone(),
                fields: fields.clone(),
                faults: Vec::new(),
                known_after: None,
            };
            if row.account().is_some_and(|account| !ledger.accounts.contains(account)) {
                create(&mut ledger, &row, false);
            }
        }
    }
}

fn read(vendor: &Shared, sent: &Value, place: Place<'_>) -> Row {
    let butler = &vendor.behaviour.butler;
    let mut row = Row {
        index: place.index,
        sent: sent.clone(),
        fields: Map::new(),
        faults: Vec::new(),
        known_after: None,
    };
    let Value::Object(fields) = sent else {
        row.blame(Check::Form, RowFault::NoRow);
        return row;
    };
    let message = Message::named("batchSave.user");
    let admitted = admit(&butler.intake, message, vendor.schema(message), fields);
    row.fields = admitted.values;
    if place.update && butler.rows.updates_unchecked {
        return row;
    }
    let standing = standing(&butler.derivation, &row.fields, place);
    let lapses = &vendor.behaviour.lapses;
    let way = Way::of_rows(place.update);
    if lapses.refused(way, &row.fields).is_some() {
        row.blame(Check::Form, RowFault::Invalid);
    }
    let faults = admitted.faults.into_iter();
    for fault in faults.filter(|fault| !lapses.overlooks(way, &fault.field, fault.missing)) {
        let excused = match fault.field.as_str() {
            "userNo" => standing == Standing::Derived,
            field => fault.missing && place.update && butler.rows.partial_updates && !fields.contains_key(field),
        };
        if !excused {
            row.faults.push(Found {
                check: Check::Form,
                fault: if fault.missing {
                    RowFault::Missing
                } else {
                    RowFault::Invalid
                },
                field: fault.field,
                value: fault.value,
            });
        }
    }
    if standing == Standing::Misfit {
        row.blame(Check::Form, RowFault::Underived);
    }
    for (field, value) in formats::wrong(&butler.formats, &row.fields) {
        if !row.faults.iter().any(|found| found.field == field) {
            row.faults.push(Found {
                check: Check::Form,
                fault: RowFault::Invalid,
                field: field.to_owned(),
                value,
            });
        }
    }
    row
}

fn find_duplicates(vendor: &Shared, rows: &mut [Row], update: bool) {
    let policy = &vendor.behaviour.butler.rows;
    if (update && policy.update_duplicates) || (!update && policy.duplicates == DuplicateScope::Nowhere) {
        return;
    }
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for row in rows.iter() {
        if let Some(account) = row.account() {
            let key = if policy.duplicates == DuplicateScope::SamePhone && !update {
                format!("{account} {:?}", row.fields.get("userPhone"))
            } else {
                account.to_owned()
            };
            places.entry(key).or_default().push(row.index);
        }
    }
    for places in places.into_values().filter(|places| places.len() > 1) {
        if !update && policy.duplicates == DuplicateScope::Neighbours && !places.is_sorted_by(|a, b| a + 1 == *b) {
            continue;
        }
        let is_equal = |index: &usize| rows[*index].fields == rows[places[0]].fields;
        if !update && policy.duplicates == DuplicateScope::Unequal && places.iter().all(is_equal) {
            continue;
        }
        let blamed = match policy.blame {
            DuplicateBlame::Earlier => &places[..places.len() - 1],
            DuplicateBlame::Later => &places[1..],
            DuplicateBlame::All => &places[..],
        };
        for index in blamed {
            rows[*index].blame(Check::Duplicates, RowFault::Duplicate);
        }
    }
}

fn find_existing(behaviour: &Behaviour, ledger: &Ledger, rows: &mut [Row], arrival: Option<&Arrival>) {
    let (policy, comparisons) = (&behaviour.butler.accounts, &behaviour.comparisons);
    let is_careless = !comparisons.is_exact(Compared::Account);
    let written = ledger.accounts.written_count();
    let mut blamed_before = false;
    for row in rows {
        let similar = |account: &&str| {
            let mut accounts = ledger.accounts.accounts().filter(|_| is_careless);
            accounts.find(|known| comparisons.are_one(Compared::Account, &known.user_no, account))
        };
        let known = row
            .account()
            .and_then(|account| ledger.accounts.get(account).or_else(|| similar(&account)))
            .filter(|known| arrival.is_none_or(|arrival| arrival.sees_account(known)));
        row.known_after = known.map(|account| account.before);
        let overlooked = |account: &Account| {
            let mut policy = policy.overlooked.iter();
            policy.any(|what| is_overlooked(*what, account, row, blamed_before, written))
        };
        let is_taken = row.account().is_some_and(|account| ledger.accounts.keeps(account));
        if is_taken || known.is_some_and(|account| !overlooked(account)) {
            row.blame(Check::Existence, RowFault::Existing);
            blamed_before = true;
        }
    }
}

fn find_disabled(policy: &Accounts, rows: &mut [Row]) {
    let is_disabled = |row: &&mut Row| row.fields.get("userStatus").is_some_and(|status| status == 0);
    for row in rows.iter_mut().filter(is_disabled) {
        if !policy.may_begin_disabled {
            row.blame(Check::Existence, RowFault::Invalid);
        }
    }
}

fn is_overlooked(what: Overlooked, account: &Account, row: &Row, blamed_before: bool, written: usize) -> bool {
    match what {
        Overlooked::Every => true,
        Overlooked::Disabled => account.is_disabled(),
        Overlooked::Updated => account.updated,
        Overlooked::Derived => account.is_derived(),
        Overlooked::Follower => account.follower,
        Overlooked::OtherPhone => account.fields.get("userPhone") != row.fields.get("userPhone"),
        Overlooked::OtherEmployee => account.fields.get("empNo") != row.fields.get("empNo"),
        Overlooked::NamedLater => row.index > 0,
        Overlooked::NamedAfterAnother => blamed_before,
        Overlooked::OlderThan(count) => !account.is_among_latest(count, written),
    }
}

fn find_unknown(vendor: &Shared, ledger: &Ledger, rows: &mut [Row]) {
    let policy = vendor.behaviour.butler.accounts.unknown;
    let reach = vendor.behaviour.butler.accounts.updates_reach;
    let written = ledger.accounts.written_count();
    let is_known = |row: &Row| {
        let known = row.account().and_then(|account| ledger.accounts.get(account));
        let is_reached = |known: &Account| reach.is_none_or(|count| known.is_among_latest(count, written));
        known.is_some_and(|known| is_reached(known) && !ledger.accounts.buries(&known.user_no))
    };
    let some_known = rows.iter().any(is_known);
    let blamed = match policy {
        UnknownAccount::Refused | UnknownAccount::RefusedButCreated | UnknownAccount::CreatedIfDerived => true,
        UnknownAccount::Created | UnknownAccount::Ignored => false,
        UnknownAccount::IgnoredAmongKnown => !some_known,
    };
    let is_spared =
        |row: &Row| policy == UnknownAccount::CreatedIfDerived && row.fields.contains_key("thirdPlatformId");
    for row in rows.iter_mut().filter(|_| blamed) {
        if row.account().is_some() && !is_known(row) && !is_spared(row) {
            row.blame(Check::Existence, RowFault::Unknown);
        }
    }
}

fn find_unchangeable(policy: &Accounts, ledger: &Ledger, rows: &mut [Row]) {
    for row in rows {
        let Some(known) = row.account().and_then(|account| ledger.accounts.get(account)) else {
            continue;
        };
        let changes = |field: &&&str| {
            let new = row.fields.get(**field);
            new.is_some() && known.fields.get(**field) != new
        };
        let carried = policy
            .not_in_updates
            .iter()
            .find(|field| row.fields.contains_key(**field));
        if let Some(field) = carried.or_else(|| policy.unchangeable.iter().find(changes)) {
            row.faults.push(Found {
                check: Check::Existence,
                fault: RowFault::Invalid,
                field: (*field).to_owned(),
                value: String::new(),
            });
        }
    }
}

/// Finds values of rows that no two accounts may have.
fn find_used(vendor: &Shared, ledger: &Ledger, rows: &mut [Row]) {
    let butler = &vendor.behaviour.butler;
    if butler.formats.unique.is_empty() {
        return;
    }
    let fields: Vec<&Map<String, Value>> = rows.iter().map(|row| &row.fields).collect();
    for (place, unique, value) in formats::used(&butler.formats, butler.rows.blame, &ledger.accounts, &fields) {
        rows[place].faults.push(Found {
            check: Check::Existence,
            fault: RowFault::Used,
            field: unique.label().to_owned(),
            value,
        });
    }
}

fn save(vendor: &Shared, ledger: &mut Ledger, rows: &[Row], update: bool) {
    let butler = &vendor.behaviour.butler;
    let first_fault = rows.iter().position(|row| !row.is_good());
    let saved = |row: &&Row| match (first_fault, butler.rows.good_rows) {
        (None, _) => butler.rows.saves_at_most.is_none_or(|most| row.index < most),
        (Some(_), GoodRows::None) => false,
        (Some(fault), GoodRows::UpToTheFault) => row.index < fault,
        (Some(_), GoodRows::All) => row.is_good(),
    };
    let unknown = butler.accounts.unknown;
    for row in rows.iter().filter(saved) {
        let known = row.account().is_some_and(|account| ledger.accounts.contains(account));
        match (update, known) {
            (false, _) => create(ledger, row, butler.accounts.stored_as_numbers),
            (true, true) => change(ledger, row),
            (true, false) if matches!(unknown, UnknownAccount::Created | UnknownAccount::CreatedIfDerived) => {
                create(ledger, row, false);
            }
            (true, false) => {}
        }
    }
    let is_unknown = |row: &Row| row.faults.iter().any(|found| found.fault == RowFault::Unknown);
    for row in rows.iter().filter(|row| !row.is_good()) {
        let new = row.account().is_some_and(|account| !ledger.accounts.contains(account));
        let created_all_the_same = unknown == UnknownAccount::RefusedButCreated && is_unknown(row);
        let despite = &butler.rows.saved_despite;
        let is_saved =
            butler.rows.saves_bad_rows || row.faults.iter().all(|found| despite.contains(&found.field.as_str()));
        if new && (created_all_the_same || (is_saved && !update)) {
            create(ledger, row, false);
        }
    }
}

fn create(ledger: &mut Ledger, row: &Row, as_number: bool) {
    if let Some(account) = row.account() {
        let is_number = as_number && account.bytes().all(|b| b.is_ascii_digit());
        let account = if is_number {
            account.trim_start_matches('0')
        } else {
            account
        };
        let before = ledger.accounts.written_count();
        ledger.write(Write::Create(Account {
            user_no: account.to_owned(),
            fields: row.fields.clone(),
            updated: false,
            follower: row.index > 0,
            before,
        }));
    }
}

fn change(ledger: &mut Ledger, row: &Row) {
    if let Some(account) = row.account() {
        ledger.write(Write::Update(account.to_owned(), row.fields.clone()));
    }
}
