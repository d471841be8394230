//! Open questions, and how the embedded vendor answers them.
//!
//! Each choice follows one interpretation of one question of the contract. The default behaviour follows a stated one
//! for every question, so that changing one choice changes the observations of one question.

mod courier;
mod edit;
mod gateway;

use std::sync::LazyLock;

pub use edit::Choice;

impl Choice {
    /// Every choice, in the order of the contract.
    pub fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<Choice>> = LazyLock::new(|| [gateway::CHOICES, courier::CHOICES].concat());
        &ALL
    }

    /// The choice of this interpretation for this question.
    pub fn named(question: &str, value: &str) -> Option<&'static Self> {
        Self::all()
            .iter()
            .find(|choice| choice.question == question && choice.value == value)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::contract::{Contract, Level};
    use crate::mock::Behaviour;

    /// Interpretations that depend on the observed value, so that the contract can only give an example.
    const BY_EXAMPLE: [&str; 3] = ["GW-15.extra-fields", "GW-11.request", "BS-38.content-type"];

    #[test]
    fn every_question_of_the_contract_has_a_default_and_another_reading() {
        let mut unknown: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for choice in Choice::all() {
            let counts = unknown.entry(choice.question).or_default();
            counts.0 += usize::from(choice.is_default);
            counts.1 += usize::from(!choice.is_default);
        }
        for rule in Contract::embedded()
            .rules
            .iter()
            .filter(|rule| rule.level == Level::Open)
        {
            for question in &rule.questions {
                let (defaults, others) = unknown.remove(question.id.to_string().as_str()).unwrap_or_default();
                assert!(
                    defaults == 1 && others >= 1,
                    "{}: {defaults} defaults, {others} others",
                    question.id
                );
            }
        }
        assert!(unknown.is_empty(), "no such question: {unknown:?}");
    }

    #[test]
    fn every_choice_is_a_reading_of_its_question() {
        for choice in Choice::all()
            .iter()
            .filter(|choice| !BY_EXAMPLE.contains(&choice.question))
        {
            let id = choice.question.parse().expect("a question's name");
            let question = Contract::embedded().question(&id).expect("a question of the contract");
            assert!(
                question
                    .interpretations
                    .iter()
                    .any(|interpretation| interpretation.value == choice.value),
                "{choice}"
            );
        }
    }

    #[test]
    fn the_default_behaviour_follows_the_choices_said_to_be_its_own() {
        let default = Behaviour::default();
        let mut chosen = default.clone();
        for choice in Choice::all().iter().filter(|choice| choice.is_default) {
            choice.apply(&mut chosen);
        }
        assert!(
            format!("{default:?}") == format!("{chosen:?}"),
            "some default choice edits the default behaviour"
        );
    }

    #[test]
    fn names_are_unique() {
        let names: BTreeSet<String> = Choice::all().iter().map(Choice::to_string).collect();
        assert_eq!(names.len(), Choice::all().len());
        assert!(Choice::named("GW-13.status", "401").is_some() && Choice::named("GW-13.status", "418").is_none());
    }
}
