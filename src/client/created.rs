//! What a run has created at a target, as far as its requests and their answers tell.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::leftovers::Notebook;
use crate::text::string_or_number;
use crate::wire::butler;
use crate::wire::etc::Answer;
use crate::wire::{Evidence, HttpResponse, Operation};

/// The users that may exist at the target because of this run.
#[derive(Clone, Debug, Default)]
pub struct Created {
    /// Accounts of the courier: how many calls named each and were not surely refused. A call that was cut off is among
    /// them for good.
    accounts: BTreeMap<String, usize>,
    /// Users of the gateway by the operation that saved them: the numbers that it issued.
    pub numbers: BTreeMap<Operation, BTreeSet<String>>,
    /// Where accounts are noted besides, for the case that the run is killed.
    pub(super) notes: Option<Arc<Notebook>>,
}

impl Created {
    /// The accounts of the courier that may exist. One that was surely refused is none of ours: it may be somebody else's.
    pub fn accounts(&self) -> Vec<String> {
        let ours = self.accounts.iter().filter(|(_, calls)| **calls > 0);
        ours.map(|(name, _)| name.clone()).collect()
    }

    /// Takes notice of a request before it is sent.
    pub(super) fn sending(&mut self, evidence: &Evidence) {
        let names: Vec<String> = accounts(evidence).into_iter().flatten().collect();
        if let Some(notes) = &self.notes {
            notes.sent(&names);
        }
        for name in names {
            *self.accounts.entry(name).or_default() += 1;
        }
    }

    /// Takes notice of an answer.
    pub(super) fn answered(&mut self, operation: Operation, evidence: &Evidence, response: &HttpResponse) {
        match (evidence, response.content().object) {
            (Evidence::Gateway { .. }, Some(body)) => self
                .numbers
                .entry(operation)
                .or_default()
                .extend(number(operation, &body)),
            (Evidence::Courier { .. }, Some(body)) => {
                let names = accounts(evidence);
                let refused = refused(&names, &body);
                self.settle(names, |row| refused.contains(&row));
            }
            // A page in front of the interface that turns a caller away is a refusal as well.
            (_, None) if (400..500).contains(&response.status) => self.unsent(evidence),
            (_, None) => self.lost(operation, evidence),
        }
    }

    /// Takes notice that a request cannot have arrived.
    pub(super) fn unsent(&mut self, evidence: &Evidence) {
        self.settle(accounts(evidence), |_| true);
    }

    /// Takes notice that an answer is lost, and with it what became of the request.
    pub(super) fn lost(&mut self, operation: Operation, evidence: &Evidence) {
        if let Evidence::Gateway { params, .. } = evidence
            && let Some(id) = params.get("biz_user_id").and_then(Value::as_str)
        {
            let unanswered = format!("biz_user_id {id}, whose call has no answer");
            self.numbers.entry(operation).or_default().insert(unanswered);
        }
    }

    fn settle(&mut self, names: Vec<Option<String>>, is_refused: impl Fn(usize) -> bool) {
        let rows = names.into_iter().enumerate().filter(|(row, _)| is_refused(*row));
        let refused: Vec<String> = rows.filter_map(|(_, name)| name).collect();
        for name in &refused {
            if let Some(calls) = self.accounts.get_mut(name) {
                *calls = calls.saturating_sub(1);
            }
        }
        if let Some(notes) = &self.notes {
            notes.refused(&refused);
        }
    }
}

/// The account of each row, where it has one that can be named.
fn accounts(evidence: &Evidence) -> Vec<Option<String>> {
    let Evidence::Courier { rows, .. } = evidence else {
        return Vec::new();
    };
    let name = |row: &Value| string_or_number(row.get("userNo")?).map(Cow::into_owned);
    rows.iter()
        .map(|row| name(row).filter(|name| !name.is_empty()))
        .collect()
}

/// The rows, from 0 on, that an answer refuses beyond doubt. Where some rows are in error, the others may have been saved
/// all the same (BS-30); where none is, a refusal is one of the whole request (BS-36).
fn refused(names: &[Option<String>], body: &Map<String, Value>) -> BTreeSet<usize> {
    let entries = match body.get("result") {
        Some(Value::Array(entries)) if !entries.is_empty() => entries,
        _ if butler::says_ok(body) => return BTreeSet::new(),
        _ => return (0..names.len()).collect(),
    };
    let mut refused = BTreeSet::new();
    for entry in entries {
        let name = entry.get("userNo").and_then(Value::as_str);
        let place = entry
            .get("rowNo")
            .and_then(Value::as_u64)
            .and_then(|row| usize::try_from(row).ok()?.checked_sub(1));
        let is_it = |row: &usize| names.get(*row).is_some_and(|own| own.as_deref() == name);
        // The number and the account should agree. Where they do not, the account says more.
        let by_name = || (0..names.len()).find(|row| is_it(row) && !refused.contains(row));
        refused.extend(place.filter(is_it).or_else(by_name).or(place));
    }
    refused
}

/// The number that an accepted call was answered.
fn number(operation: Operation, body: &Map<String, Value>) -> Option<String> {
    let name = match operation {
        Operation::ClientUserSave => "client_user_no",
        Operation::UserSave | Operation::BatchSave => "etc_user_no",
    };
    let answer = Answer::read(body);
    let number = answer.data().get(name)?.as_str()?;
    (!number.is_empty()).then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    const ENTRY_OF_B: &str = r#"{"succ":"fail","result":[{"rowNo":2,"userNo":"b","cause":"x"}]}"#;

    /// Rows for a, b and c are sent, and this comes back.
    #[rstest]
    #[case::accepted(200, r#"{"succ":"ok","result":null}"#, &["a", "b", "c"])]
    #[case::a_row_in_error(200, ENTRY_OF_B, &["a", "c"])]
    #[case::refused_as_a_whole(200, r#"{"succ":"fail","result":null}"#, &[])]
    #[case::refused_otherwise(200, r#"{"apiErrorMsg":"x"}"#, &[])]
    #[case::turned_away(401, "<html>", &[])]
    #[case::nobody_knows(200, "<html>", &["a", "b", "c"])]
    #[case::broken(500, "", &["a", "b", "c"])]
    fn an_account_may_exist_unless_it_was_surely_refused(
        #[case] status: u16,
        #[case] body: &str,
        #[case] expected: &[&str],
    ) {
        let rows = ["a", "b", "c"].map(|name| json!({ "userNo": name }));
        let (mut created, evidence) = (Created::default(), sent(rows.into()));
        created.sending(&evidence);
        assert_eq!(created.accounts(), ["a", "b", "c"], "as long as there is no answer");
        created.answered(Operation::BatchSave, &evidence, &answer(status, body));
        assert_eq!(created.accounts(), expected);
    }

    /// Of a pair with one entry, one may have been saved; and a refusal takes back nothing that was granted before.
    #[test]
    fn a_refusal_concerns_its_own_row_and_call_only() {
        let mut created = Created::default();
        let pair = sent(vec![json!({ "userNo": "b" }), json!({ "userNo": "b" })]);
        created.sending(&pair);
        created.answered(Operation::BatchSave, &pair, &answer(200, ENTRY_OF_B));
        assert_eq!(created.accounts(), ["b"]);
        let again = sent(vec![json!({ "userNo": "b" })]);
        created.sending(&again);
        created.answered(Operation::BatchSave, &again, &answer(200, r#"{"succ":"fail"}"#));
        assert_eq!(created.accounts(), ["b"]);
    }

    fn sent(rows: Vec<Value>) -> Evidence {
        Evidence::Courier {
            rows,
            plain_list: String::new(),
            cipher_text: String::new(),
            signature: String::new(),
        }
    }

    fn answer(status: u16, body: &str) -> HttpResponse {
        HttpResponse {
            status,
            body: body.to_owned(),
            ..HttpResponse::default()
        }
    }
}
