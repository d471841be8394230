//! The grammar of the steps that make calls: who, which operation, and the clauses behind its verb. Subjects and verbs
//! are looked up in the registry, so that a new operation needs no new step.
//!
//! ```text
//! a desktop user is saved with biz_user_name "张三"
//! courier user A is updated
//! courier users A, B and U1 to U3 are removed
//! 100 courier users are created
//! these courier users are created          with a table of rows below
//! ```

use crate::contract::{Operation, Verb, outside_values};

/// A step that makes calls.
#[derive(Clone, Debug)]
pub(super) struct Sentence<'a> {
    /// Whom it is about.
    pub(super) who: Who<'a>,
    /// The operation that is called.
    pub(super) operation: Operation,
    /// The word that it is called by.
    pub(super) verb: &'static Verb,
    /// The clauses, still as text.
    pub(super) tail: &'a str,
}

/// Whom a sentence is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Who<'a> {
    /// `a courier user`: somebody new without a name.
    New,
    /// `courier user A`.
    Named(&'a str),
    /// `5 courier users`, `no courier users`: as many new ones, called U1, U2 and so on.
    Many(usize),
    /// `courier users A, B and U1 to U3`.
    List(Vec<String>),
    /// `these courier users`: the rows of the table below.
    Table,
}

impl<'a> Sentence<'a> {
    /// Reads a step; `None` for one that makes no call.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (phrase, rest) = [" is ", " are "].iter().find_map(|lead| {
            let at = outside_values(text).find(|at| text[*at..].starts_with(lead))?;
            Some((&text[..at], &text[at + lead.len()..]))
        })?;
        let end = rest.find([' ', ',']).unwrap_or(rest.len());
        let (verb, tail) = rest.split_at(end);
        let subjects = Operation::all().map(Operation::subject);
        let (who, subject) = subjects
            .into_iter()
            .find_map(|subject| Some((Who::of(phrase, subject)?, subject)))?;
        let (operation, verb) = Operation::meant(subject, verb)?;
        Some(Self {
            who,
            operation,
            verb,
            tail,
        })
    }

    /// True where the operation is called by the verb of somebody new.
    pub(super) fn is_creation(&self) -> bool {
        self.operation.creates().is_some() && self.verb.word == self.operation.verbs()[0].word
    }
}

impl<'a> Who<'a> {
    fn of(phrase: &'a str, subject: &str) -> Option<Self> {
        let (before, after) = phrase.split_once(subject)?;
        let (before, after) = (before.trim_end(), after.strip_prefix('s').unwrap_or(after).trim_start());
        Some(match (before, after) {
            ("a" | "an", "") => Self::New,
            ("these", "") => Self::Table,
            ("no", "") => Self::Many(0),
            (number, "") if !number.is_empty() => Self::Many(number.parse().ok()?),
            ("", name) if is_name(name) => Self::Named(name),
            ("", names) if !names.is_empty() => Self::List(list(names)?),
            _ => return None,
        })
    }
}

/// `A`, `U12`.
fn is_name(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(|c| c.is_ascii_uppercase()) && characters.all(|c| c.is_ascii_digit())
}

/// `A, B and U1 to U3`.
fn list(text: &str) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for item in text.split(", ").flat_map(|part| part.split(" and ")) {
        match item.split_once(" to ") {
            Some((first, last)) => {
                let number = |name: &str| name.strip_prefix('U')?.parse::<usize>().ok();
                names.extend((number(first)?..=number(last)?).map(|number| format!("U{number}")));
            }
            None if is_name(item) => names.push(item.to_owned()),
            None => return None,
        }
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("a desktop user is saved", Who::New, "client.user.save saved", "")]
    #[case(
        "gateway user A is saved under the nonce (nonce of B)",
        Who::Named("A"),
        "user.save saved",
        " under the nonce (nonce of B)"
    )]
    #[case("5 gateway users are saved", Who::Many(5), "user.save saved", "")]
    #[case("no courier users are created", Who::Many(0), "batchSave created", "")]
    #[case("these courier users are updated", Who::Table, "batchSave updated", "")]
    #[case("courier user U2 is created again", Who::Named("U2"), "batchSave created", " again")]
    #[case(
        r#"a courier user is created with userRealName "x is updated""#,
        Who::New,
        "batchSave created",
        r#" with userRealName "x is updated""#
    )]
    #[case(
        "a desktop user is saved, signed with another key",
        Who::New,
        "client.user.save saved",
        ", signed with another key"
    )]
    fn is_read(#[case] text: &str, #[case] who: Who<'_>, #[case] what: &str, #[case] tail: &str) {
        let sentence = Sentence::parse(text).expect("a sentence");
        assert_eq!(sentence.who, who);
        assert_eq!(format!("{} {}", sentence.operation, sentence.verb.word), what);
        assert_eq!(sentence.tail, tail);
    }

    #[test]
    fn lists_are_read() {
        let sentence = Sentence::parse("courier users A, B and U1 to U3 are updated").expect("a sentence");
        assert_eq!(
            sentence.who,
            Who::List(["A", "B", "U1", "U2", "U3"].map(str::to_owned).to_vec())
        );
    }

    #[rstest]
    #[case("the call of A is sent again")]
    #[case("a courier user is saved")]
    #[case("a lorry is created")]
    #[case("courier users A B are updated")]
    fn what_is_no_sentence_is_refused(#[case] text: &str) {
        assert!(Sentence::parse(text).is_none());
    }
}
