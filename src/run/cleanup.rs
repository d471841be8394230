//! What a run has created is removed at its end, as far as the vendors let it: the courier removes accounts (BS-47), the
//! gateway documents no way to.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use serde_json::{Map, Value};

use super::plan::{Leftovers, Plan};
use crate::client::Client;
use crate::record::{LeftRecord, Masker};
use crate::wire::{Operation, butler};

/// The length of `userNos` (BS-47), in characters.
const LONGEST_LIST: usize = 4000;
/// So often is one list sent. A vendor that removes nothing while an account of the list is unknown to it needs two turns,
/// one that names the unknown ones one by one needs more.
const MOST_TURNS: usize = 10;
/// No further list is sent after this time.
const LONGEST: Duration = Duration::from_secs(60);

/// What came of removing accounts of the courier.
#[derive(Clone, Debug, Default)]
pub struct Removed {
    /// How many were removed.
    pub count: usize,
    /// Those that are not known to be gone.
    pub remaining: BTreeSet<String>,
    /// Why some are not, in one sentence.
    pub trouble: Option<String>,
}

/// Removes what can be removed, unless it is to be kept, notes what remains, and says so.
pub(super) async fn clean_up(client: &Client, plan: &Plan) -> LeftRecord {
    let created = client.created();
    let kept = plan.leftovers == Leftovers::Kept;
    let removed = if kept {
        Removed {
            remaining: created.accounts().into_iter().collect(),
            ..Removed::default()
        }
    } else {
        remove_accounts(client, created.accounts()).await
    };
    if let Some(notes) = &plan.notes {
        notes.settle(&removed.remaining.iter().cloned().collect::<Vec<_>>());
    }
    let masker = Masker::new(&client.target().secrets());
    let shown = |names: BTreeSet<String>| names.iter().map(|name| masker.text(name)).collect::<Vec<_>>();
    let mut remains = created.numbers;
    remains.insert(Operation::BatchSave, removed.remaining);
    LeftRecord {
        removed: removed.count,
        kept,
        remaining: remains
            .into_iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(operation, names)| (operation, shown(names)))
            .collect(),
        trouble: removed.trouble.map(|trouble| masker.text(&trouble)),
    }
}

/// Removes accounts of the courier, as far as it lets that happen.
pub async fn remove_accounts(client: &Client, accounts: Vec<String>) -> Removed {
    let mut removed = Removed::default();
    let until = Instant::now() + LONGEST;
    for list in lists(accounts) {
        let mut removal = Removal::new(list);
        removed.trouble = match removed.trouble {
            None if Instant::now() > until => Some("there was no more time to remove them".to_owned()),
            None => removal.carry_out(client).await.err(),
            told => told,
        };
        removed.count += removal.removed;
        removed.remaining.extend(removal.remaining());
    }
    removed
}

/// Accounts in lists that one call can carry.
fn lists(accounts: Vec<String>) -> Vec<Vec<String>> {
    let mut lists: Vec<Vec<String>> = Vec::new();
    let mut length = LONGEST_LIST;
    for account in accounts {
        let own = account.chars().count() + 1;
        length += own;
        // The last of a list has no comma behind it.
        match lists.last_mut() {
            Some(list) if length <= LONGEST_LIST + 1 => list.push(account),
            _ => {
                length = own;
                lists.push(vec![account]);
            }
        }
    }
    lists
}

/// True where an answer has anything of what the courier says: other JSON is somebody else's.
fn is_the_couriers(answer: &Value) -> bool {
    ["succ", "result", "apiErrorMsg"]
        .iter()
        .any(|name| answer.get(*name).is_some())
}

/// The removal of one list.
#[derive(Debug, Default)]
struct Removal {
    /// Not known to be gone.
    pending: Vec<String>,
    /// The vendor will not remove them.
    refused: Vec<String>,
    removed: usize,
}

impl Removal {
    fn new(list: Vec<String>) -> Self {
        // A comma within an account cannot be told from one between two.
        let (refused, pending) = list.into_iter().partition(|account| account.contains(','));
        Self {
            pending,
            refused,
            removed: 0,
        }
    }

    /// # Errors
    /// In one sentence, why some accounts remain.
    async fn carry_out(&mut self, client: &Client) -> Result<(), String> {
        for turn in 0..MOST_TURNS {
            if self.pending.is_empty() {
                break;
            }
            let answer = client.remove(&self.pending).await.map_err(|e| e.to_string())?;
            let Some(Value::Object(body)) = answer.json().filter(is_the_couriers) else {
                return Err(format!(
                    "their removal was answered with HTTP {}, and not as the courier answers",
                    answer.status
                ));
            };
            self.accept(&body, turn > 0)?;
        }
        let why = "the courier refused to remove them";
        match self.refused.len() + self.pending.len() {
            0 => Ok(()),
            _ => Err(why.to_owned()),
        }
    }

    /// Takes notice of one answer. An account that is unknown once a list with it was sent before is gone by that.
    fn accept(&mut self, body: &Map<String, Value>, sent_before: bool) -> Result<(), String> {
        if butler::says_ok(body) {
            self.removed += self.pending.len();
            self.pending.clear();
            return Ok(());
        }
        let entries = body
            .get("result")
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let before = self.pending.len();
        for entry in entries {
            let name = entry.get("userNo").and_then(Value::as_str).unwrap_or_default();
            let Some(place) = self.pending.iter().position(|own| own == name) else {
                continue;
            };
            let account = self.pending.remove(place);
            match entry.get("cause").and_then(Value::as_str) {
                Some(cause) if cause.contains("不存在") => self.removed += usize::from(sent_before),
                _ => self.refused.push(account),
            }
        }
        if self.pending.len() == before {
            let message = ["msg", "apiErrorMsg"].iter().find_map(|name| body.get(*name)?.as_str());
            let message = message.unwrap_or("without a message");
            return Err(format!("the courier refused to remove them: {message}"));
        }
        Ok(())
    }

    fn remaining(self) -> impl Iterator<Item = String> {
        self.pending.into_iter().chain(self.refused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_list_is_longer_than_documented_and_none_is_lost() {
        let accounts: Vec<String> = (0..1000).map(|number| format!("fh{number:016}")).collect();
        let lists = lists(accounts.clone());
        assert_eq!(lists.concat(), accounts);
        let lengths: Vec<usize> = lists.iter().map(|list| list.join(",").len()).collect();
        // 210 accounts of 18 characters and the commas between them; one more would not fit.
        assert_eq!(lengths, [3989, 3989, 3989, 3989, 3039]);
    }
}
