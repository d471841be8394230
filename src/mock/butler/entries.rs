//! How rows in error are told: the entries of `result`, and the message over them.

use serde_json::{Value, json};

use super::rows::{Check, Found, Row};
use crate::mock::behaviour::{
    Butler, CauseText, EntryAccount, EntryOrder, Listed, MessageText, NoAccount, Reason, RowNumbers, Rows, fill,
};

/// The longest account that an entry can hold (BS-23).
const MAX_ACCOUNT: usize = 50;

/// An entry in the making.
struct Entry<'r> {
    row: &'r Row,
    check: Check,
    cause: String,
}

/// The message and the entries for the rows of a refused request.
pub(super) fn write(butler: &Butler, rows: &[Row], update: bool) -> (String, Vec<Value>) {
    let policy = &butler.rows;
    let mut entries: Vec<Entry<'_>> = rows.iter().flat_map(|row| entries_of(policy, row)).collect();
    match policy.order {
        // Rows are in the order sent already.
        EntryOrder::AsSent => {}
        EntryOrder::ByCheck => entries.sort_by_key(|entry| entry.check),
    }
    list(policy.listed, &mut entries);
    let message = match policy.message {
        MessageText::Documented => butler.message(Reason::Rows).to_owned(),
        MessageText::Causes => strung(entries.iter().map(|entry| entry.cause.as_str())),
    };
    let numbers = policy.update_numbers.filter(|_| update).unwrap_or(policy.numbers);
    let result = entries
        .iter()
        .enumerate()
        .map(|(place, entry)| {
            json!({
                "rowNo": number(numbers, rows, entry.row, place),
                "userNo": account(policy, rows, entry.row),
                "cause": entry.cause,
            })
        })
        .collect();
    (message, result)
}

fn entries_of<'r>(policy: &Rows, row: &'r Row) -> Vec<Entry<'r>> {
    let entry = |found: &Found, cause: String| Entry {
        row,
        check: found.check,
        cause,
    };
    let causes = || row.faults.iter().map(|found| cause(policy, found));
    match row.faults.first() {
        None => Vec::new(),
        Some(_) if policy.entry_per_fault => row
            .faults
            .iter()
            .zip(causes())
            .map(|(found, cause)| entry(found, cause))
            .collect(),
        Some(first) => {
            let cause = match policy.cause {
                CauseText::First => cause(policy, first),
                CauseText::All => strung(causes().collect::<Vec<_>>().iter().map(String::as_str)),
            };
            vec![entry(first, cause)]
        }
    }
}

fn cause(policy: &Rows, found: &Found) -> String {
    let template = policy.causes.get(&found.fault).copied().unwrap_or_default();
    fill(template, &found.field, &found.value)
}

fn strung<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    texts.collect::<Vec<_>>().join(";")
}

fn list(listed: Listed, entries: &mut Vec<Entry<'_>>) {
    match listed {
        Listed::All => {}
        Listed::First => entries.truncate(1),
        Listed::Last => {
            entries.drain(..entries.len().saturating_sub(1));
        }
        Listed::OfOneCheck => {
            let first = entries.iter().map(|entry| entry.check).min();
            entries.retain(|entry| Some(entry.check) == first);
        }
        Listed::OneForEachCause => {
            let mut told: Vec<String> = Vec::new();
            entries.retain(|entry| {
                let new = !told.contains(&entry.cause);
                told.push(entry.cause.clone());
                new
            });
        }
        Listed::AtMost(most) => entries.truncate(most),
    }
}

fn number(policy: RowNumbers, rows: &[Row], row: &Row, place: usize) -> usize {
    match policy {
        RowNumbers::From(first) => row.index.saturating_add(usize::try_from(first).unwrap_or_default()),
        RowNumbers::AmongBad => place + 1,
        RowNumbers::FromTheEnd => rows.len() - row.index,
        RowNumbers::LastDigit => (row.index + 1) % 10,
        RowNumbers::Alphabetical => {
            let key = |row: &Row| (row.fields.get("userNo").map(Value::to_string), row.index);
            1 + rows.iter().filter(|other| key(other) < key(row)).count()
        }
    }
}

fn account(policy: &Rows, rows: &[Row], row: &Row) -> String {
    let told = match policy.account {
        EntryAccount::Own | EntryAccount::Capitals | EntryAccount::Cut(_) | EntryAccount::Phone => row,
        EntryAccount::First => &rows[0],
        EntryAccount::Previous => &rows[row.index.saturating_sub(1)],
        EntryAccount::InOrderOfCreation => counterpart(rows, row),
    };
    let field = if policy.account == EntryAccount::Phone {
        "userPhone"
    } else {
        "userNo"
    };
    let text = told.sent.get(field).and_then(Value::as_str).unwrap_or_default();
    let text = match policy.no_account {
        _ if !text.is_empty() && text.chars().count() <= MAX_ACCOUNT => text.to_owned(),
        NoAccount::Empty => String::new(),
        NoAccount::Cut => fitting(text),
        NoAccount::Dash => "-".to_owned(),
    };
    match policy.account {
        EntryAccount::Capitals => text.to_uppercase(),
        EntryAccount::Cut(most) => text.chars().take(most).collect(),
        EntryAccount::Own
        | EntryAccount::Phone
        | EntryAccount::First
        | EntryAccount::Previous
        | EntryAccount::InOrderOfCreation => text,
    }
}

/// The row in error which has the same place once they are put in the order of their users' creation.
fn counterpart<'r>(rows: &'r [Row], row: &Row) -> &'r Row {
    let mut bad: Vec<&Row> = rows.iter().filter(|other| !other.faults.is_empty()).collect();
    let place = bad.iter().take_while(|other| other.index < row.index).count();
    bad.sort_by_key(|other| other.known_after);
    bad[place]
}

/// As much of an account as an entry can hold.
pub(super) fn fitting(account: &str) -> String {
    account.chars().take(MAX_ACCOUNT).collect()
}
