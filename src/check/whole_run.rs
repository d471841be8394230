//! What the vendor gave away in all calls of a run, for rules that no scenario shows alone: a number that is given to two
//! users may be given in two scenarios.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use serde_json::{Map, Value};

use super::Answered;
use crate::contract::{Field, Form, Kind};
use crate::wire::etc::EnvelopeField;
use crate::wire::{Evidence, Exchange, Operation};

/// A text of an answer that is longer is no number, id or key, and is not kept.
const LONGEST: usize = 4096;
/// So many texts of an answer are kept.
const MOST: usize = 32;

/// A call of a run.
#[derive(Clone, Debug)]
pub struct Place {
    /// The id of the scenario that made it.
    pub scenario: String,
    /// Its number in the scenario, from 1.
    pub call: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "call {} of \"{}\"", self.call, self.scenario)
    }
}

/// A value that was given twice, though no two may have it.
#[derive(Debug)]
pub struct Shared {
    /// As it was given the second time.
    pub value: String,
    /// Where it was given first.
    pub first: Place,
    /// Where it was given again.
    pub again: Place,
}

/// What was looked at, and what of it is shared.
#[derive(Debug)]
pub struct Looked {
    /// How many values were compared.
    pub values: usize,
    /// Those that are shared, in the order in which they were given.
    pub shared: Vec<Shared>,
}

/// All that the gateway gave away in a run.
#[derive(Debug, Default)]
pub struct WholeRun(Mutex<Given>);

#[derive(Debug, Default)]
struct Given {
    users: Vec<User>,
    request_ids: Vec<(String, Place)>,
    nonces: Vec<SpentNonce>,
}

/// The nonce of a call that was accepted.
#[derive(Clone, Debug)]
pub struct SpentNonce {
    /// The application that called.
    pub app_id: String,
    /// The nonce.
    pub nonce: String,
    /// When the call began.
    pub began: SystemTime,
}

/// A user that was created.
#[derive(Debug)]
struct User {
    /// The caller's own id of the user.
    id: Option<Value>,
    /// The number on the user's licence or card.
    code: Option<Value>,
    /// The texts of the answer, by their dotted path in `data`.
    texts: BTreeMap<String, String>,
    place: Place,
}

impl WholeRun {
    /// Takes notice of a call and its answer.
    pub fn note(&self, place: Place, exchange: &Exchange, answered: &Answered) {
        let Evidence::Gateway { params, .. } = &exchange.evidence else {
            return;
        };
        let Some(answer) = &answered.envelope else {
            return;
        };
        if let Some(id) = answer.request_id().filter(|id| !id.is_empty() && id.len() <= LONGEST) {
            self.given().request_ids.push((id.to_owned(), place.clone()));
        }
        if !answered.is_accepted() {
            return;
        }
        let part = |part| exchange.evidence.envelope_field(part).and_then(Value::as_str);
        if let (Some(app_id), Some(nonce)) = (part(EnvelopeField::AppId), part(EnvelopeField::Nonce)) {
            self.given().nonces.push(SpentNonce {
                app_id: app_id.to_owned(),
                nonce: nonce.to_owned(),
                began: exchange.timing.started,
            });
        }
        if is_update(exchange.operation, params) {
            return;
        }
        let mut texts = BTreeMap::new();
        collect("", answer.data(), &mut texts);
        self.given().users.push(User {
            id: of_form(exchange.operation, params, Form::Identity),
            code: of_form(exchange.operation, params, Form::Code),
            texts,
            place,
        });
    }

    /// Holds a field of the answers to this: no two different users have the same, nor would a person or a database take
    /// theirs for the same. Users are different if both their ids and their codes are.
    pub fn compare_users(&self, field: &str) -> Looked {
        let given = self.given();
        let mut holders: BTreeMap<String, Vec<&User>> = BTreeMap::new();
        let (mut values, mut shared) = (0, Vec::new());
        for user in &given.users {
            let Some(value) = user.texts.get(field) else {
                continue;
            };
            values += 1;
            let holders = holders.entry(without_case(value)).or_default();
            match holders.iter().find(|other| is_another(other, user)) {
                Some(other) => shared.push(Shared {
                    value: value.clone(),
                    first: other.place.clone(),
                    again: user.place.clone(),
                }),
                None => holders.push(user),
            }
        }
        Looked { values, shared }
    }

    /// Holds the request ids to this: each belongs to one answer.
    pub fn compare_request_ids(&self) -> Looked {
        let given = self.given();
        let mut places: BTreeMap<&str, &Place> = BTreeMap::new();
        let mut shared = Vec::new();
        for (id, place) in &given.request_ids {
            match places.get(id.as_str()) {
                Some(first) => shared.push(Shared {
                    value: id.clone(),
                    first: (*first).clone(),
                    again: place.clone(),
                }),
                None => {
                    places.insert(id, place);
                }
            }
        }
        Looked {
            values: given.request_ids.len(),
            shared,
        }
    }

    /// A nonce in the form of the guide's sample that this application has used up: of its accepted calls that are no older
    /// than this, the earliest.
    pub fn oldest_nonce(&self, app_id: &str, most: Duration) -> Option<SpentNonce> {
        let is_usual =
            |nonce: &str| nonce.len() == 6 && nonce.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
        let given = self.given();
        let own = given
            .nonces
            .iter()
            .filter(|spent| spent.app_id == app_id && is_usual(&spent.nonce));
        let recent = own.filter(|spent| spent.began.elapsed().is_ok_and(|age| age <= most));
        recent.min_by_key(|spent| spent.began).cloned()
    }

    fn given(&self) -> MutexGuard<'_, Given> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What two values must differ in to be told apart: case and trailing blanks do not count.
pub fn without_case(value: &str) -> String {
    value.trim_end().to_lowercase()
}

fn is_another(one: &User, other: &User) -> bool {
    let codes: BTreeSet<String> = [one, other]
        .iter()
        .filter_map(|user| user.code.as_ref())
        .map(Value::to_string)
        .collect();
    let have_a_code = one.code.is_some() || other.code.is_some();
    one.id != other.id && (codes.len() == 2 || !have_a_code)
}

/// An update names its user by the vendor's number (GU-01).
fn is_update(operation: Operation, params: &Map<String, Value>) -> bool {
    let number = operation.result_field().and_then(|field| params.get(field));
    number.is_some_and(|number| !number.is_null() && number != "")
}

fn of_form(operation: Operation, params: &Map<String, Value>, wanted: Form) -> Option<Value> {
    let is_it = |field: &&Field| matches!(field.kind, Kind::Text { form, .. } if form == wanted);
    let field = operation.fields().fields().iter().find(is_it)?;
    params.get(field.name).filter(|value| !value.is_null()).cloned()
}

/// The texts below a value, by their dotted path.
fn collect(path: &str, value: &Value, texts: &mut BTreeMap<String, String>) {
    if texts.len() >= MOST {
        return;
    }
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let path = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                collect(&path, value, texts);
            }
        }
        Value::String(text) if text.len() <= LONGEST && !text.trim().is_empty() => {
            texts.insert(path.to_owned(), text.clone());
        }
        Value::Number(number) => {
            texts.insert(path.to_owned(), number.to_string());
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Array(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// Users of an id, a code and a number each.
    #[rstest]
    #[case::other_ids_and_codes(&[("a", "1", "N"), ("b", "2", "N")], 1)]
    #[case::other_ids_without_codes(&[("a", "", "N"), ("b", "", "N")], 1)]
    #[case::one_with_a_code(&[("a", "1", "N"), ("b", "", "N")], 0)]
    #[case::one_code(&[("a", "1", "N"), ("b", "1", "N")], 0)]
    #[case::one_id(&[("a", "1", "N"), ("a", "2", "N")], 0)]
    #[case::another_than_an_earlier_one(&[("a", "1", "N"), ("a", "2", "N"), ("c", "1", "N")], 1)]
    #[case::case_and_trailing_blanks(&[("a", "1", "Nn "), ("b", "2", "nN")], 1)]
    #[case::leading_blanks(&[("a", "1", " N"), ("b", "2", "N")], 0)]
    #[case::numbers_of_their_own(&[("a", "1", "N"), ("b", "2", "M")], 0)]
    fn different_users_do_not_share_a_number(#[case] users: &[(&str, &str, &str)], #[case] shared: usize) {
        let told = |text: &str| (!text.is_empty()).then(|| Value::from(text));
        let users = users.iter().enumerate().map(|(call, (id, code, number))| User {
            id: told(id),
            code: told(code),
            texts: BTreeMap::from([("no".to_owned(), (*number).to_owned())]),
            place: Place {
                scenario: String::new(),
                call,
            },
        });
        let run = WholeRun(Mutex::new(Given {
            users: users.collect(),
            ..Given::default()
        }));
        let looked = run.compare_users("no");
        assert_eq!((looked.values, looked.shared.len()), (run.given().users.len(), shared));
        assert_eq!(run.compare_users("another").values, 0);
    }
}
