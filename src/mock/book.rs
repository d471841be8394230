//! The courier's accounts: what is written to them, and what readers see of it, at once or later (BS-51).

use std::collections::{HashMap, HashSet, VecDeque};

use serde_json::{Map, Value};

use super::behaviour::AfterRemoval;

/// An account created by `batchSave`.
#[derive(Clone, Debug)]
pub struct Account {
    /// The account.
    pub user_no: String,
    /// The fields of the row that created it, under those of each update.
    pub fields: Map<String, Value>,
    /// Whether it was updated since.
    pub updated: bool,
    /// Whether it was not created by the first row of its batch.
    pub follower: bool,
    /// How many accounts there were before it.
    pub before: usize,
}

impl Account {
    /// Whether the user is disabled (BS-13).
    pub fn is_disabled(&self) -> bool {
        self.fields.get("userStatus").and_then(Value::as_i64) == Some(0)
    }

    /// Whether it is among the latest so many of those that were written.
    pub(super) fn is_among_latest(&self, count: usize, written: usize) -> bool {
        self.before + count >= written
    }

    /// Whether the account was derived from a third-party id (BS-14).
    pub fn is_derived(&self) -> bool {
        self.fields.contains_key("thirdPlatformId")
    }
}

/// A change of the accounts.
#[derive(Clone, Debug)]
pub(super) enum Write {
    Create(Account),
    /// An account has these fields over its own.
    Update(String, Map<String, Value>),
    Remove(String, AfterRemoval),
    RemoveAll,
}

/// The accounts as readers see them.
#[derive(Clone, Debug, Default)]
pub(super) struct Book {
    accounts: HashMap<String, Account>,
    /// Names of accounts that were removed and cannot be given again.
    kept: HashSet<String>,
    /// Names of accounts that were removed, under which nothing is found any more.
    buried: HashSet<String>,
    /// What is written and not seen yet, in the order of writing, each with the moment from which it is seen.
    unseen: VecDeque<(i64, Write)>,
}

impl Book {
    pub(super) fn get(&self, user_no: &str) -> Option<&Account> {
        self.accounts.get(user_no)
    }

    pub(super) fn contains(&self, user_no: &str) -> bool {
        self.accounts.contains_key(user_no)
    }

    pub(super) fn len(&self) -> usize {
        self.accounts.len()
    }

    /// How many accounts there are, with those that readers do not see yet.
    pub(super) fn written_count(&self) -> usize {
        let unseen = self.unseen.iter();
        self.len() + unseen.filter(|(_, write)| matches!(write, Write::Create(_))).count()
    }

    pub(super) fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.values()
    }

    /// Whether a name cannot be given again.
    pub(super) fn keeps(&self, user_no: &str) -> bool {
        self.kept.contains(user_no)
    }

    /// Whether nothing is found under a name any more.
    pub(super) fn buries(&self, user_no: &str) -> bool {
        self.buried.contains(user_no)
    }

    /// Writes a change, which is seen from this moment on, or at once.
    pub(super) fn write(&mut self, write: Write, seen_from: Option<i64>) {
        match seen_from {
            None => self.apply(write),
            Some(moment) => self.unseen.push_back((moment, write)),
        }
    }

    /// Shows readers what is to be seen by now.
    pub(super) fn catch_up(&mut self, now: i64) {
        while self.unseen.front().is_some_and(|(moment, _)| *moment <= now) {
            if let Some((_, write)) = self.unseen.pop_front() {
                self.apply(write);
            }
        }
    }

    /// Everything that is written, in alphabetical order.
    pub(super) fn written(&self) -> Vec<Account> {
        let mut whole = self.clone();
        whole.catch_up(i64::MAX);
        let mut accounts: Vec<Account> = whole.accounts.into_values().collect();
        accounts.sort_by(|a, b| a.user_no.cmp(&b.user_no));
        accounts
    }

    fn apply(&mut self, write: Write) {
        match write {
            Write::Create(account) => {
                self.accounts.insert(account.user_no.clone(), account);
            }
            Write::Update(user_no, fields) => {
                if let Some(account) = self.accounts.get_mut(&user_no) {
                    account.updated = true;
                    account.fields.extend(fields);
                }
            }
            Write::Remove(user_no, after) => self.remove(user_no, after),
            Write::RemoveAll => self.accounts.clear(),
        }
    }

    fn remove(&mut self, user_no: String, after: AfterRemoval) {
        match after {
            AfterRemoval::Kept => {}
            AfterRemoval::Gone => drop(self.accounts.remove(&user_no)),
            AfterRemoval::Buried => {
                self.accounts.remove(&user_no);
                self.buried.insert(user_no);
            }
            AfterRemoval::NameTaken => {
                self.accounts.remove(&user_no);
                self.kept.insert(user_no);
            }
            AfterRemoval::Disabled => {
                if let Some(account) = self.accounts.get_mut(&user_no) {
                    account.fields.insert("userStatus".to_owned(), 0.into());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn create(user_no: &str) -> Write {
        Write::Create(Account {
            user_no: user_no.to_owned(),
            fields: Map::new(),
            updated: false,
            follower: false,
            before: 0,
        })
    }

    #[test]
    fn what_is_written_is_seen_at_once_or_from_its_moment_on() {
        let mut book = Book::default();
        book.write(create("a"), None);
        assert!(book.contains("a"));
        book.write(create("b"), Some(50));
        book.write(Write::Remove("a".to_owned(), AfterRemoval::Gone), Some(60));
        book.catch_up(49);
        assert!(book.contains("a") && !book.contains("b"));
        book.catch_up(50);
        assert!(book.contains("a") && book.contains("b"));
        let written: Vec<String> = book.written().into_iter().map(|account| account.user_no).collect();
        assert_eq!(written, ["b"]);
        book.catch_up(60);
        assert!(!book.contains("a"));
    }
}
