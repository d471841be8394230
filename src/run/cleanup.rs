//! At the end of a run, what it has created is removed, as far as the vendors allow it: the courier removes accounts
//! (BS-47), the gateway documents no way to remove users.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use futures::{StreamExt as _, stream};
use serde_json::{Map, Value};

use super::plan::{Leftovers, Plan};
use crate::client::Client;
use crate::contract::Removal;
use crate::record::{LeftRecord, Masker};
use crate::wire::{Operation, Vendor, butler};

/// The length of `userNos` (BS-47), in characters.
const LONGEST_LIST: usize = 4000;
/// How often one list is sent. A vendor that removes nothing while an account of the list is unknown to it needs two
/// turns; one that names the unknown ones one by one needs more.
const MOST_TURNS: usize = 10;
/// How many lists are in flight at the same time.
const LISTS_AT_ONCE: usize = 4;
/// No further list is sent after this time.
const LONGEST: Duration = Duration::from_secs(60);

/// The result of removing accounts of the courier.
#[derive(Clone, Debug, Default)]
pub struct Removed {
    /// How many were removed.
    pub count: usize,
    /// Those that are not known to be gone.
    pub remaining: BTreeSet<String>,
    /// Why some were not removed, in one sentence.
    pub trouble: Option<String>,
}

impl Removed {
    fn add(&mut self, list: ListRemoval, trouble: Option<String>) {
        self.count += list.removed;
        self.remaining.extend(list.remaining());
        self.trouble = self.trouble.take().or(trouble);
    }
}

/// Removes what can be removed, unless it is to be kept, and reports what remains.
///
/// `settle` is how long the target takes to know of what was created last (BS-51).
pub(super) async fn clean_up(client: &Client, plan: &Plan, settle: Option<Duration>) -> LeftRecord {
    let created = client.created();
    let kept = plan.leftovers == Leftovers::Kept;
    let removed = if kept {
        Removed {
            remaining: created.accounts().into_iter().collect(),
            ..Removed::default()
        }
    } else {
        tokio::time::sleep(settle.unwrap_or_default()).await;
        remove_accounts(client, created.accounts()).await
    };
    if let Some(notes) = &plan.notes {
        notes.settle(&removed.remaining.iter().cloned().collect::<Vec<_>>());
    }
    let masker = Masker::new(&client.target().secrets());
    let shown = |names: BTreeSet<String>| names.iter().map(|name| masker.text(name)).collect::<Vec<_>>();
    let mut remains = created.numbers;
    remains.extend(Operation::creation(Vendor::Courier).map(|operation| (operation, removed.remaining)));
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

/// Removes accounts of the courier, as far as it allows this.
pub async fn remove_accounts(client: &Client, accounts: Vec<String>) -> Removed {
    let Some(removal) = Operation::removal(Vendor::Courier) else {
        return Removed {
            remaining: accounts.into_iter().collect(),
            trouble: Some("no operation removes them".to_owned()),
            ..Removed::default()
        };
    };
    let until = Instant::now() + LONGEST;
    let remove = |list: Vec<String>, trouble: Option<String>| async move {
        let mut list = ListRemoval::new(list);
        let trouble = match trouble {
            None if Instant::now() > until => Some("there was no more time to remove them".to_owned()),
            None => list.carry_out(client, &removal).await.err(),
            told => told,
        };
        (list, trouble)
    };
    let mut lists = lists(accounts).into_iter();
    let mut removed = Removed::default();
    // If the first list cannot be removed, the others are not even sent.
    for list in lists.by_ref().take(1) {
        let (list, trouble) = remove(list, None).await;
        removed.add(list, trouble);
    }
    let trouble = removed.trouble.clone();
    let mut others = stream::iter(lists.map(|list| remove(list, trouble.clone()))).buffered(LISTS_AT_ONCE);
    while let Some((list, trouble)) = others.next().await {
        removed.add(list, trouble);
    }
    removed
}

/// Accounts in lists that fit one call.
fn lists(accounts: Vec<String>) -> Vec<Vec<String>> {
    let mut lists: Vec<Vec<String>> = Vec::new();
    let mut length = LONGEST_LIST;
    for account in accounts {
        let own = account.chars().count() + 1;
        length += own;
        // The last of a list has no comma after it.
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

/// True if an answer has any part of the courier's answers: other JSON comes from something else.
fn is_the_couriers(answer: &Value) -> bool {
    ["succ", "result", "apiErrorMsg"]
        .iter()
        .any(|name| answer.get(*name).is_some())
}

/// The removal of one list.
#[derive(Debug, Default)]
struct ListRemoval {
    /// Not known to be gone.
    pending: Vec<String>,
    /// The vendor does not remove them.
    refused: Vec<String>,
    removed: usize,
}

impl ListRemoval {
    fn new(list: Vec<String>) -> Self {
        // A comma within an account looks like one between two.
        let (refused, pending) = list.into_iter().partition(|account| account.contains(','));
        Self {
            pending,
            refused,
            removed: 0,
        }
    }

    /// # Errors
    /// In one sentence, why some accounts remain.
    async fn carry_out(&mut self, client: &Client, removal: &Removal) -> Result<(), String> {
        for turn in 0..MOST_TURNS {
            if self.pending.is_empty() {
                break;
            }
            let answer = client.remove(removal, &self.pending).await.map_err(|e| e.to_string())?;
            let Some(Value::Object(body)) = answer.json().filter(is_the_couriers) else {
                return Err(format!(
                    "their removal was answered with HTTP {}, which is not an answer of the courier",
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

    /// Reads one answer. An account that is unknown after a list with it was sent is gone because of that.
    fn accept(&mut self, body: &Map<String, Value>, sent_before: bool) -> Result<(), String> {
        let answer = butler::Answer::read(body);
        if answer.says_ok() {
            self.removed += self.pending.len();
            self.pending.clear();
            return Ok(());
        }
        let before = self.pending.len();
        for entry in &answer.entries {
            let Some(place) = self.pending.iter().position(|own| entry.account() == Some(own)) else {
                continue;
            };
            let account = self.pending.remove(place);
            if entry.says_it_is_unknown() {
                self.removed += usize::from(sent_before);
            } else {
                self.refused.push(account);
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
