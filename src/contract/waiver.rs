//! Waivers: deviations that somebody knows of and puts up with, for a reason and, as a rule, for a time.
//!
//! A waiver excuses findings; it does not unmake them. The rule still fails, and is shown to, but the run does not fail
//! for it. A waiver that has nothing left to excuse, or whose time is over, fails the run itself: otherwise it would
//! stay for ever, and hide the next deviation at the same place.
//!
//! A waiver with `not_judged` accepts something else: that a rule could not be judged. It excuses no finding.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Contract, Level, RuleId};

/// A deviation that is put up with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// The rule that may fail.
    pub rule: RuleId,
    /// The one scenario in which it may, by its identity; without one, it may in any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario: Option<String>,
    /// True where it accepts that the rule is not judged, and excuses no finding.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not_judged: bool,
    /// Why this is put up with.
    pub reason: String,
    /// The last day, in UTC, on which it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Where the matter is followed up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
}

/// What a run says of a waiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WaiverState {
    /// The deviation is there, and excused.
    Waived,
    /// The deviation is gone: the waiver has to go as well.
    HoldsAgain,
    /// The rule was judged after all: the waiver has to go.
    JudgedAgain,
    /// The last day is over, so that nothing is excused any more.
    Expired,
    /// Not everything ran to its end that could have shown the deviation, and what did has not shown it.
    NotTested,
}

impl WaiverState {
    /// The state in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Waived => "waived",
            Self::HoldsAgain => "holds again",
            Self::JudgedAgain => "judged again",
            Self::Expired => "expired",
            Self::NotTested => "not tested",
        }
    }

    /// True where the waiver itself fails the run.
    pub const fn fails_the_run(self) -> bool {
        matches!(self, Self::HoldsAgain | Self::JudgedAgain | Self::Expired)
    }
}

impl Waiver {
    /// The waiver as the contract knows it: its scenario, which may be given by its name alone, by its identity.
    ///
    /// # Errors
    /// One sentence, without a subject, where the contract has no such rule or scenario, or nothing is there to be waived.
    pub fn within(mut self, contract: &Contract) -> Result<Self, String> {
        let id = self.rule;
        let rule = contract
            .rule(id)
            .ok_or_else(|| format!("{id} is no rule of the contract; `fuhe rules` lists them all"))?;
        if rule.level == Level::Open {
            return Err(format!(
                "{id} is open, so it is observed and never fails; take the waiver away"
            ));
        }
        if self.reason.trim().is_empty() {
            return Err("reason is empty; say why the deviation is put up with".to_owned());
        }
        if self.not_judged && self.until.is_none() {
            return Err(
                "not_judged needs until, the last day on which this is accepted, such as 2027-03-31".to_owned(),
            );
        }
        if let Some(name) = self.scenario {
            let known = |id: &String| contract.scenario(id).is_some();
            self.scenario = [name.clone(), format!("{id}/{name}")].into_iter().find(known);
            if self.scenario.is_none() {
                return Err(format!(
                    "\"{name}\" is no scenario of {id}; write its name, or rule and name, as report.json has them"
                ));
            }
        }
        Ok(self)
    }

    /// True where the waiver is about this rule in this scenario.
    pub fn covers(&self, rule: RuleId, scenario: &str) -> bool {
        self.rule == rule && self.scenario.as_deref().is_none_or(|own| own == scenario)
    }

    /// True where it excuses a finding of this rule in this scenario.
    pub fn excuses(&self, today: Date, rule: RuleId, scenario: &str) -> bool {
        !self.not_judged && self.covers(rule, scenario) && self.state(today, true, true) == WaiverState::Waived
    }

    /// The one fold: from whether what it accepts was `found`, a finding or a rule that is not judged, and whether
    /// everything `ran` to its end that could have shown it, to the waiver's state.
    pub fn state(&self, today: Date, found: bool, ran: bool) -> WaiverState {
        if self.until.is_some_and(|last| last < today) {
            WaiverState::Expired
        } else if found {
            WaiverState::Waived
        } else if !ran {
            WaiverState::NotTested
        } else if self.not_judged {
            WaiverState::JudgedAgain
        } else {
            WaiverState::HoldsAgain
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::found(date(2027, 3, 30), true, true, WaiverState::Waived)]
    #[case::found_in_a_part(date(2027, 3, 30), true, false, WaiverState::Waived)]
    #[case::on_the_last_day(date(2027, 3, 31), true, true, WaiverState::Waived)]
    #[case::gone(date(2027, 3, 31), false, true, WaiverState::HoldsAgain)]
    #[case::not_seen(date(2027, 3, 31), false, false, WaiverState::NotTested)]
    #[case::too_late(date(2027, 4, 1), true, true, WaiverState::Expired)]
    #[case::too_late_and_not_seen(date(2027, 4, 1), false, false, WaiverState::Expired)]
    fn one_fold_makes_the_state(
        #[case] today: Date,
        #[case] found: bool,
        #[case] ran: bool,
        #[case] state: WaiverState,
    ) {
        let waiver = Waiver {
            rule: crate::rule!("BS-26"),
            scenario: None,
            not_judged: false,
            reason: "known".to_owned(),
            until: Some(date(2027, 3, 31)),
            ticket: None,
        };
        assert_eq!(waiver.state(today, found, ran), state);
    }
}
