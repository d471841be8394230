//! One scenario in both runs.

use crate::record::{ExchangeRecord, ScenarioRecord};

/// A scenario as it ran in both runs.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub(super) old: &'a ScenarioRecord,
    pub(super) new: &'a ScenarioRecord,
}

impl<'a> Pair<'a> {
    /// The calls that both runs made at the same place of the scenario.
    pub(super) fn calls(self) -> impl Iterator<Item = (&'a ExchangeRecord, &'a ExchangeRecord)> {
        let both = self.old.exchanges.iter().zip(&self.new.exchanges);
        both.filter(|(old, new)| old.operation == new.operation)
    }
}
