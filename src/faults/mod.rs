//! Faults that a vendor could have, each as one edit of a conforming vendor's behaviour.
//!
//! A mutant is a judge of the judge: the suite that lets it pass is blind to its fault. Those of the
//! schemas are generated from every constraint, in both directions; the others are written by hand, one for each way in which a
//! hurried release could break a line of the documentation.

mod answer_schema;
mod careless;
mod character;
mod choice;
mod courier_answer;
mod courier_removal;
mod courier_request;
mod courier_transport;
mod desktop_user;
mod gateway;
mod gateway_user;
mod many_calls;
mod request_schema;
mod ways;

use std::fmt;
use std::sync::OnceLock;

use serde_json::Value;

use crate::contract::{Message, RuleId};
use crate::mock::answer::{AnswerEdit, Change, Which};
use crate::mock::behaviour::{Behaviour, Lapse, Way};
pub use character::Character;
pub use choice::Choice;

/// A named, single, plausible fault.
#[derive(Clone)]
pub struct Mutant {
    /// Its name on the command line and in reports.
    pub name: String,
    /// The rules that it breaks; the first is the one it is about.
    pub rules: Vec<RuleId>,
    /// How it happens in real life, in one sentence.
    pub why: String,
    /// What sort of edit it is.
    pub kind: Kind,
    /// Choices, as question and reading, under which alone it shows.
    pub needs: Vec<(&'static str, &'static str)>,
    edit: Edit,
}

/// What sort of edit a mutant is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A constraint of a request is another.
    RequestSchema,
    /// An answer breaks a constraint of its schema.
    AnswerSchema,
    /// The vendor follows another policy.
    Policy,
    /// An answer is changed on its way out.
    Answer,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::RequestSchema, Self::AnswerSchema, Self::Policy, Self::Answer];

    /// The kind in words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RequestSchema => "request schema",
            Self::AnswerSchema => "answer schema",
            Self::Policy => "policy",
            Self::Answer => "answer",
        }
    }
}

/// An edit of the behaviour.
#[derive(Clone)]
enum Edit {
    /// Some policy becomes another.
    Policy(fn(&mut Behaviour)),
    /// Answers are changed on their way out.
    Answer(AnswerEdit),
    /// A value is put into a request schema.
    Schema(Message, String, Value),
    /// Something is taken out of a request schema.
    SchemaWithout(Message, String),
    /// A field is no longer required.
    Optional(Message, String),
    /// Something is done otherwise in one way into the vendor.
    Lapse(Way, Lapse),
}

impl Mutant {
    /// Every mutant: those generated from the schemas, then the written ones by area.
    pub fn all() -> &'static [Self] {
        static ALL: OnceLock<Vec<Mutant>> = OnceLock::new();
        ALL.get_or_init(|| {
            let mut all = request_schema::mutants();
            all.extend(answer_schema::mutants());
            all.extend(gateway::mutants());
            all.extend(desktop_user::mutants());
            all.extend(gateway_user::mutants());
            all.extend(courier_request::mutants());
            all.extend(courier_answer::mutants());
            all.extend(courier_transport::mutants());
            all.extend(courier_removal::mutants());
            all.extend(ways::mutants());
            all.extend(careless::mutants());
            all.extend(many_calls::mutants());
            all
        })
    }

    /// The mutant of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::all().iter().find(|mutant| mutant.name == name)
    }

    /// Makes a behaviour faulty, after the choices that the fault needs.
    pub fn apply(&self, behaviour: &mut Behaviour) {
        for (question, value) in &self.needs {
            if let Some(choice) = Choice::named(question, value) {
                choice.apply(behaviour);
            }
        }
        match &self.edit {
            Edit::Policy(edit) => edit(behaviour),
            Edit::Answer(edit) => behaviour.edits.push(edit.clone()),
            Edit::Schema(message, pointer, value) => behaviour.requests.set(message.name(), pointer, value.clone()),
            Edit::SchemaWithout(message, pointer) => behaviour.requests.remove(message.name(), pointer),
            Edit::Optional(message, field) => behaviour.requests.drop_required(message.name(), field),
            Edit::Lapse(way, lapse) => behaviour.lapses.add(*way, *lapse),
        }
    }

    /// The same fault, which shows under this choice only.
    fn under(mut self, question: &'static str, value: &'static str) -> Self {
        self.needs.push((question, value));
        self
    }
}

impl fmt::Debug for Mutant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.name, self.rules)
    }
}

impl fmt::Display for Mutant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// Rule ids whose shape the compiler checks.
macro_rules! rules {
    ($($id:literal),+) => {
        &[$($crate::rule!($id)),+]
    };
}
use rules;

/// A written mutant of some policy.
fn policy(name: &str, rules: &[RuleId], why: &str, edit: fn(&mut Behaviour)) -> Mutant {
    Mutant {
        name: name.to_owned(),
        rules: rules.to_vec(),
        why: why.to_owned(),
        kind: Kind::Policy,
        needs: Vec::new(),
        edit: Edit::Policy(edit),
    }
}

/// A written mutant of one way into the vendor.
fn lapse(name: &str, rules: &[RuleId], why: &str, way: Way, lapse: Lapse) -> Mutant {
    Mutant {
        name: name.to_owned(),
        rules: rules.to_vec(),
        why: why.to_owned(),
        kind: Kind::Policy,
        needs: Vec::new(),
        edit: Edit::Lapse(way, lapse),
    }
}

/// A written mutant of some answers.
fn answer(name: &str, rules: &[RuleId], why: &str, which: Which, change: Change) -> Mutant {
    Mutant {
        name: name.to_owned(),
        rules: rules.to_vec(),
        why: why.to_owned(),
        kind: Kind::Answer,
        needs: Vec::new(),
        edit: Edit::Answer(AnswerEdit { which, change }),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::contract::{Contract, Level, Schema};

    #[test]
    fn names_are_unique_and_can_be_typed() {
        let mut names = BTreeSet::new();
        for mutant in Mutant::all() {
            assert!(names.insert(&mutant.name), "{mutant} comes twice");
            let typeable = |c: char| c.is_ascii_alphanumeric() || "-._:=+,".contains(c);
            assert!(mutant.name.chars().all(typeable), "{mutant}");
        }
        assert!(names.len() > 250, "{}", names.len());
    }

    #[test]
    fn every_mutant_says_what_it_breaks_and_how_it_happens() {
        for mutant in Mutant::all() {
            assert!(!mutant.rules.is_empty(), "{mutant}");
            assert!(
                mutant.why.ends_with('.') && mutant.why.len() > 20,
                "{mutant}: {}",
                mutant.why
            );
            for id in &mutant.rules {
                let rule = Contract::embedded()
                    .rule(*id)
                    .unwrap_or_else(|| panic!("{mutant}: no rule {id}"));
                assert!(
                    rule.level != Level::Open && !rule.untestable,
                    "{mutant}: {id} cannot be broken"
                );
            }
            for (question, value) in &mutant.needs {
                assert!(
                    Choice::named(question, value).is_some(),
                    "{mutant}: no choice {question}={value}"
                );
            }
        }
    }

    #[test]
    fn every_mutant_behaves_otherwise_than_the_conforming_vendor() {
        let conforming = Behaviour::default();
        for mutant in Mutant::all() {
            let mut needed = conforming.clone();
            for (question, value) in &mutant.needs {
                Choice::named(question, value)
                    .expect("checked elsewhere")
                    .apply(&mut needed);
            }
            let mut faulty = conforming.clone();
            mutant.apply(&mut faulty);
            assert!(
                format!("{needed:?}") != format!("{faulty:?}"),
                "{mutant} changes nothing"
            );
        }
    }

    #[test]
    fn every_edited_schema_is_still_a_schema() {
        for mutant in Mutant::all() {
            let mut behaviour = Behaviour::default();
            mutant.apply(&mut behaviour);
            for message in Message::all() {
                if behaviour.requests.is_edited(message) {
                    let compiled = Schema::compile(behaviour.requests.get(message).clone());
                    assert!(compiled.is_ok(), "{mutant}: {compiled:?}");
                }
            }
        }
    }

    #[test]
    fn every_testable_rule_can_be_broken_in_two_ways() {
        for rule in &Contract::embedded().rules {
            if rule.level != Level::Open && !rule.untestable {
                let count = Mutant::all()
                    .iter()
                    .filter(|mutant| mutant.rules.contains(&rule.id))
                    .count();
                assert!(count >= 2, "{} is broken by {count} mutants", rule.id);
            }
        }
    }
}
