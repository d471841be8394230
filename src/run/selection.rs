//! Which scenarios run, and in which order.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use cucumber::gherkin;
use cucumber::gherkin::tagexpr::TagOperation;
use cucumber::tag::Ext as _;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use regex::Regex;

use super::identity::identity;
use super::shard::Shard;
use crate::config::Target;
use crate::contract::{Contract, Scenario};
use crate::error::Error;
use crate::steps;
use crate::text::{did_you_mean, shell_quoted};
use crate::wire::Vendor;

/// Which scenarios run: all that match every given condition.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    tags: Option<TagOperation>,
    name: Option<Regex>,
    /// True to keep the first scenario of each rule only.
    quick: bool,
    /// The ids that may run; `None` for all.
    only: Option<BTreeSet<String>>,
    /// The part that runs of what is selected otherwise.
    shard: Option<Shard>,
    /// The options that narrow it, as they were given.
    conditions: Vec<String>,
}

impl Selection {
    /// Scenarios by a tag expression (`@BS-25 or @must and not @butler`) and by a regular expression over their
    /// ids (`BS-25/…`).
    ///
    /// # Errors
    /// [`Error::Config`] if either cannot be read, or no scenario has the tag.
    pub fn new(contract: &Contract, tags: Option<&str>, name: Option<&str>) -> Result<Self, Error> {
        let given = [("--tags", tags), ("--name", name)];
        let conditions = given
            .into_iter()
            .filter_map(|(option, text)| Some(format!("{option} {}", shell_quoted(text?))))
            .collect();
        let tags = tags
            .map(|text| {
                text.parse().map_err(|_| {
                    Error::Config(format!(
                        "--tags \"{text}\" is not a valid tag expression; write tags with @, joined by and, or, not \
                         and parentheses, such as \"@must and not @butler\""
                    ))
                })
            })
            .transpose()?;
        tags.iter()
            .try_for_each(|expression| check_tags(contract, expression))?;
        let name = name
            .map(|text| {
                Regex::new(text)
                    .map_err(|e| Error::Config(format!("--name \"{text}\" is not a valid regular expression: {e}")))
            })
            .transpose()?;
        Ok(Self {
            tags,
            name,
            quick: false,
            only: None,
            shard: None,
            conditions,
        })
    }

    /// The same with the first scenario of each rule only, for a run that is over soon.
    #[must_use]
    pub fn quick(mut self) -> Self {
        self.quick = true;
        self.conditions.push("--quick".to_owned());
        self
    }

    /// The same with these scenarios only, as this option says.
    #[must_use]
    pub fn only(mut self, scenarios: BTreeSet<String>, option: String) -> Self {
        self.only = Some(scenarios);
        self.conditions.push(option);
        self
    }

    /// One part of it.
    #[must_use]
    pub fn shard(mut self, shard: Shard) -> Self {
        self.shard = Some(shard);
        self.conditions.push(format!("--shard {shard}"));
        self
    }

    /// The options that narrow it, as they were given.
    pub fn conditions(&self) -> &[String] {
        &self.conditions
    }

    /// Ids of the scenarios that run against this target: a vendor that it does not have is left out.
    pub fn select(&self, contract: &Contract, target: &Target) -> BTreeSet<String> {
        let mut rules = BTreeSet::new();
        contract
            .scenarios
            .iter()
            .filter(|scenario| self.takes(scenario) && is_for(scenario, target))
            .filter(|scenario| !self.quick || rules.insert(scenario.rule))
            .filter(|scenario| self.shard.is_none_or(|shard| shard.has(&scenario.id)))
            .map(|scenario| scenario.id.clone())
            .collect()
    }

    fn takes(&self, scenario: &Scenario) -> bool {
        let by_tags = self
            .tags
            .as_ref()
            .is_none_or(|expression| expression.eval(scenario.tags.iter()));
        let by_name = self.name.as_ref().is_none_or(|regex| regex.is_match(&scenario.id));
        let by_id = self.only.as_ref().is_none_or(|only| only.contains(&scenario.id));
        by_tags && by_name && by_id
    }
}

/// Refuses a tag that no scenario has: in `not @bulter`, it would select everything without notice.
fn check_tags(contract: &Contract, expression: &TagOperation) -> Result<(), Error> {
    let tag = match expression {
        TagOperation::And(one, other) | TagOperation::Or(one, other) => {
            check_tags(contract, one)?;
            return check_tags(contract, other);
        }
        TagOperation::Not(inner) => return check_tags(contract, inner),
        TagOperation::Tag(tag) => tag,
    };
    // A rule that cannot be tested from outside has a tag, but no scenario.
    let of_rules = contract.rules.iter().flat_map(|rule| &rule.tags);
    let known: BTreeSet<&String> = contract
        .scenarios
        .iter()
        .flat_map(|s| &s.tags)
        .chain(of_rules)
        .collect();
    if known.contains(tag) {
        return Ok(());
    }
    let known: Vec<String> = known.into_iter().map(|own| format!("@{own}")).collect();
    let tag = format!("@{tag}");
    Err(Error::Config(format!(
        "--tags: no scenario has the tag {tag}{}",
        did_you_mean(&tag, known.iter().map(String::as_str))
    )))
}

/// The vendors that the selected scenarios call. A scenario that names none may call any.
pub(super) fn vendors(contract: &Contract, selected: &BTreeSet<String>) -> Vec<Vendor> {
    let scenarios = || {
        contract
            .scenarios
            .iter()
            .filter(|scenario| selected.contains(&scenario.id))
    };
    let names = |scenario: &Scenario, vendor: Vendor| scenario.has_tag(vendor.name());
    Vendor::ALL
        .into_iter()
        .filter(|vendor| {
            scenarios().any(|scenario| {
                names(scenario, *vendor) || !Vendor::ALL.into_iter().any(|other| names(scenario, other))
            })
        })
        .collect()
}

fn is_for(scenario: &Scenario, target: &Target) -> bool {
    Vendor::ALL
        .into_iter()
        .all(|vendor| !scenario.has_tag(vendor.name()) || target.has(vendor))
}

/// The selected scenarios, each as a feature of its own, in an order that the seed decides: scenarios are independent, and
/// a run that always keeps one order would never notice if they were not. Those with the most calls come first, so that
/// none of them is still running when all others are over.
///
/// The scenarios that look at the calls of all others come in a second part.
pub(super) fn features(
    contract: &Contract,
    target: &Target,
    selected: &BTreeSet<String>,
    seed: u64,
) -> [Vec<gherkin::Feature>; 2] {
    let looks_at_all = |id: &&String| contract.scenario(id).is_some_and(Scenario::is_over_the_whole_run);
    let (last, first): (BTreeSet<&String>, BTreeSet<&String>) = selected.iter().partition(looks_at_all);
    [first, last].map(|part| of_part(contract, target, &part, seed))
}

fn of_part(contract: &Contract, target: &Target, selected: &BTreeSet<&String>, seed: u64) -> Vec<gherkin::Feature> {
    let mut alone: Vec<(usize, gherkin::Feature)> = Vec::with_capacity(selected.len());
    for feature in &contract.features {
        for rule in &feature.rules {
            for scenario in &rule.scenarios {
                let (id, _) = identity(Some(rule), scenario);
                if selected.contains(&id) {
                    let calls = contract
                        .scenario(&id)
                        .map_or(0, |own| steps::calls_in_a_row(own, target));
                    alone.push((calls, only(feature, rule, scenario)));
                }
            }
        }
    }
    alone.shuffle(&mut StdRng::seed_from_u64(seed));
    alone.sort_by_key(|(calls, _)| Reverse(*calls));
    alone.into_iter().map(|(_, feature)| feature).collect()
}

/// A feature with this scenario only. The runner takes scenarios in the order of their features.
fn only(feature: &gherkin::Feature, rule: &gherkin::Rule, scenario: &gherkin::Scenario) -> gherkin::Feature {
    let rule = gherkin::Rule {
        scenarios: vec![scenario.clone()],
        keyword: rule.keyword.clone(),
        name: rule.name.clone(),
        description: None,
        background: rule.background.clone(),
        tags: rule.tags.clone(),
        span: rule.span,
        position: rule.position,
    };
    gherkin::Feature {
        rules: vec![rule],
        description: None,
        keyword: feature.keyword.clone(),
        name: feature.name.clone(),
        background: feature.background.clone(),
        scenarios: Vec::new(),
        tags: feature.tags.clone(),
        span: feature.span,
        position: feature.position,
        path: feature.path.clone(),
    }
}
