//! How many users a scenario may create, read off its steps before it runs.

use std::collections::BTreeMap;

use crate::config::Target;
use crate::contract::{Scenario, Step};
use crate::crypto::des::Mode;
use crate::crypto::encoding::Encoding;
use crate::record::Users;
use crate::wire::etc::{RequestNames, SigningHabits};

/// Every user that the scenario's calls name. A faithful vendor refuses many of them; one that takes all that it is sent
/// creates no more.
pub fn users_at_most(scenario: &Scenario, target: &Target) -> Users {
    let mut users = Users::default();
    let mut named: BTreeMap<&str, &str> = BTreeMap::new();
    for step in &scenario.steps {
        let again = step
            .text
            .strip_prefix("the call of ")
            .and_then(|rest| rest.split(' ').next());
        let (kind, count) = match (again, saved(step)) {
            (Some(name), _) => (named.get(name).copied().unwrap_or_default(), 1),
            (None, Some(Saved { kind, name, count })) => {
                named.extend(name.map(|name| (name, kind)));
                (kind, count * variants(&step.text, target))
            }
            (None, None) => continue,
        };
        match kind {
            "desktop" => users.desktop += count,
            "gateway" => users.gateway += count,
            _ => users.courier += count,
        }
    }
    users
}

/// The users that a step saves.
struct Saved<'a> {
    kind: &'a str,
    name: Option<&'a str>,
    count: usize,
}

/// `None` for a step that saves nobody.
fn saved(step: &Step) -> Option<Saved<'_>> {
    let (before, after) = step.text.split_once(" user")?;
    let (many, kind) = before.rsplit_once(' ').unwrap_or(("", before));
    let after = after.strip_prefix('s').unwrap_or(after).trim_start();
    let next = after.split(' ').next()?;
    let name = Some(next).filter(|next| next.starts_with(|c: char| c.is_ascii_uppercase()));
    if !matches!(kind, "desktop" | "gateway" | "courier") || !(name.is_some() || matches!(next, "is" | "are")) {
        return None;
    }
    let count = match many {
        "no" => 0,
        // The heading is no row.
        "these" => step.table.len().saturating_sub(1),
        many => many
            .parse()
            .ok()
            .or_else(|| after.strip_prefix("U1 to U")?.split(' ').next()?.parse().ok())
            .unwrap_or(1),
    };
    Some(Saved { kind, name, count })
}

/// How many variants a step tries one after the other, each with a user of its own.
fn variants(text: &str, target: &Target) -> usize {
    let habit = text.split_once("signed each way of ").map(|(_, habit)| habit);
    if let Some(habit) = habit {
        SigningHabits::default().variants(habit).len()
    } else if text.contains(" in each request spelling") {
        RequestNames::ALL.len()
    } else if text.ends_with(" with its list encrypted each way") {
        Mode::ALL.len() * Encoding::ALL.len()
    } else if text.ends_with(" with its account by each reading of the company's name") {
        let butler = target.butler.as_ref();
        butler.map_or(0, |butler| butler.initials_to_try().len())
    } else {
        1
    }
}
