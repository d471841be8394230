//! What a vendor looks up when a call arrives, where it writes only later: calls that arrive together do not see each other.

use std::collections::HashMap;

use super::behaviour::Race;
use super::book::Account;

/// What there was when a call arrived, as far as the vendor looks it up then.
#[derive(Clone, Debug)]
pub(super) struct Arrival {
    /// In milliseconds; nonces that were noted later are not seen.
    at: Option<i64>,
    /// How many accounts there were.
    accounts: Option<usize>,
    /// How many numbers of each kind had been given.
    pub(super) issued: Option<HashMap<&'static str, u64>>,
}

impl Arrival {
    /// What there is at this moment: so many accounts, and so many numbers of each kind.
    pub(super) fn new(races: &[Race], now: i64, accounts: usize, issued: &HashMap<&'static str, u64>) -> Self {
        let has = |race| races.contains(&race);
        Self {
            at: has(Race::Nonces).then_some(now),
            accounts: has(Race::Accounts).then_some(accounts),
            issued: has(Race::Numbers).then(|| issued.clone()),
        }
    }

    pub(super) fn sees_nonce(&self, noted: i64) -> bool {
        self.at.is_none_or(|at| noted <= at)
    }

    pub(super) fn sees_account(&self, account: &Account) -> bool {
        self.accounts.is_none_or(|accounts| account.before < accounts)
    }
}
