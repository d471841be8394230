//! The vendors to run the suite against.

use rand::SeedableRng as _;
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;

use super::options::Options;
use crate::contract::{QuestionId, RuleId};
use crate::faults::{Character, Choice, Mutant};
use crate::mock::Behaviour;
use crate::rule;

/// A vendor to run the suite against.
pub(super) enum Subject {
    Conforming,
    Choices(Vec<&'static Choice>),
    Mutant(&'static Mutant),
    Character(&'static Character),
    MutantOf(&'static Character, &'static Mutant),
}

impl Subject {
    /// The tag of the scenarios to run, if those of one vendor are enough. The two share nothing but a listener, so a
    /// fault or difference of one cannot show in the other's scenarios, and running them would only double the
    /// time.
    pub(super) fn tag(&self) -> Option<&'static str> {
        let rules: Vec<RuleId> = match self {
            Self::Conforming | Self::Character(_) => Vec::new(),
            Self::Choices(choices) => {
                let questions = choices
                    .iter()
                    .filter_map(|choice| choice.question.parse::<QuestionId>().ok());
                questions.map(|question| question.rule).collect()
            }
            Self::Mutant(mutant) | Self::MutantOf(_, mutant) => mutant.rules.clone(),
        };
        let mut tags = rules.into_iter().map(tag_of);
        let first = tags.next().flatten();
        first.filter(|_| tags.all(|tag| tag == first))
    }

    /// The scenarios to begin with: where a vendor has a character besides its fault, those of the rules that the fault
    /// breaks. They nearly always show it, and the others need not run then.
    pub(super) fn nearest(&self) -> Option<String> {
        let Self::MutantOf(_, mutant) = self else {
            return None;
        };
        let tags: Vec<String> = mutant.rules.iter().map(|rule| format!("@{rule}")).collect();
        Some(tags.join(" or "))
    }

    pub(super) fn behaviour(&self) -> Behaviour {
        let mut behaviour = Behaviour::default();
        match self {
            Self::Conforming => {}
            Self::Choices(choices) => choices.iter().for_each(|choice| choice.apply(&mut behaviour)),
            Self::Mutant(mutant) => mutant.apply(&mut behaviour),
            Self::Character(character) => character.apply(&mut behaviour),
            Self::MutantOf(character, mutant) => {
                character.apply(&mut behaviour);
                mutant.apply(&mut behaviour);
            }
        }
        behaviour
    }
}

/// The tag of the vendor that a rule belongs to; none for the rules of both.
pub(super) fn tag_of(rule: RuleId) -> Option<&'static str> {
    let is_of_both = [rule!("GW-17"), rule!("GW-18")].contains(&rule);
    (!is_of_both).then(|| rule.area().vendor().tag())
}

pub(super) fn subjects(options: &Options) -> Vec<Subject> {
    let choices: Vec<&'static Choice> = Choice::all().iter().filter(|choice| !choice.is_default).collect();
    let mut rng = StdRng::seed_from_u64(options.seed);
    let mut subjects: Vec<Subject> = (0..options.conforming.max(1)).map(|_| Subject::Conforming).collect();
    subjects.extend(choices.iter().map(|choice| Subject::Choices(vec![choice])));
    while subjects.len() < options.conforming.max(1) + choices.len() + options.pairs && choices.len() > 1 {
        let pair: Vec<&'static Choice> = choices.choose_multiple(&mut rng, 2).copied().collect();
        if pair[0].question != pair[1].question {
            subjects.push(Subject::Choices(pair));
        }
    }
    let mutants = Mutant::all()
        .iter()
        .filter(|mutant| mutant.name.contains(&options.mutants));
    subjects.extend(mutants.clone().map(Subject::Mutant));
    let characters = Character::all();
    for (turn, character) in characters.iter().enumerate() {
        subjects.push(Subject::Character(character));
        let beside = mutants.clone().enumerate();
        let beside = beside.filter(|(place, _)| options.each_character || place % characters.len() == turn);
        subjects.extend(beside.map(|(_, mutant)| Subject::MutantOf(character, mutant)));
    }
    subjects
}
