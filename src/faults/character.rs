//! Vendors with several habits at once: named sets of choices.
//!
//! A choice alone shows that the suite accuses nobody of one habit. Real vendors have habits in company: whoever looks at
//! names looks at codes too.

use super::Choice;
use crate::mock::behaviour::Behaviour;

/// A named set of choices that go together.
#[derive(Clone, Copy, Debug)]
pub struct Character {
    /// Its name on the command line and in reports.
    pub name: &'static str,
    /// What sort of vendor it is, in one sentence.
    pub why: &'static str,
    /// Its choices, each as question and interpretation: `CU-11.name-space=refused`.
    choices: &'static [&'static str],
}

/// Every character.
const CHARACTERS: &[Character] = &[
    Character {
        name: "strict-tenant",
        why: "Master data are checked as a company's own portal checks them: people have real names and numbers, and each of \
              them is there once.",
        choices: &[
            "CU-11.name-space=refused",
            "CU-11.name-latin=refused",
            "CU-11.name-short=refused",
            "CU-11.code-form=refused",
            "CU-11.code-again=refused",
            "GU-23.name-space=refused",
            "GU-23.name-latin=refused",
            "GU-23.name-short=refused",
            "GU-23.code-form=refused",
            "GU-23.code-again=refused",
            "GU-23.type-change=refused",
            "GU-23.id-change=refused",
            "BS-50.phone=refused",
            "BS-50.phone-again=refused",
            "BS-50.name-space=refused",
            "BS-50.name-latin=refused",
            "BS-50.name-short=refused",
            "BS-50.emp-no-again=refused",
            "BS-50.email=refused",
            "BS-50.email-domain=refused",
            "BS-50.email-again=refused",
            "BS-50.card-format=refused",
        ],
    },
    Character {
        name: "replica",
        why: "What is saved is created with the status of a creation, and read from a copy that lags behind.",
        choices: &["GW-23.status=201", "BS-51.status=201", "BS-51.lag=later"],
    },
    Character {
        name: "lookup",
        why: "Cards and organisations are looked up in the data of the client, and nothing made up is accepted.",
        choices: &[
            "BS-50.card=refused",
            "BS-50.organization-code=refused",
            "BS-50.organization-name=refused",
        ],
    },
];

impl Character {
    /// Every character.
    pub const fn all() -> &'static [Self] {
        CHARACTERS
    }

    /// The character of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        CHARACTERS.iter().find(|character| character.name == name)
    }

    /// Gives a behaviour all of its habits.
    pub fn apply(&self, behaviour: &mut Behaviour) {
        self.choices().for_each(|choice| choice.apply(behaviour));
    }

    /// Its choices.
    pub fn choices(&self) -> impl Iterator<Item = &'static Choice> {
        self.choices.iter().filter_map(|choice| {
            let (question, value) = choice.split_once('=')?;
            Choice::named(question, value)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_choice_of_a_character_exists_and_is_a_habit() {
        for character in Character::all() {
            let found: Vec<String> = character.choices().map(ToString::to_string).collect();
            assert_eq!(found, character.choices, "{}", character.name);
            assert!(
                character.choices().all(|choice| !choice.is_default),
                "{}",
                character.name
            );
            let questions: BTreeSet<&str> = character.choices().map(|choice| choice.question).collect();
            assert_eq!(questions.len(), found.len(), "{}", character.name);
            assert!(character.why.ends_with('.'), "{}", character.name);
        }
    }

    #[test]
    fn a_character_is_found_by_its_name() {
        for character in Character::all() {
            assert_eq!(
                Character::named(character.name).map(|found| found.why),
                Some(character.why)
            );
        }
        assert!(Character::named("nobody").is_none());
    }
}
