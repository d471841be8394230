//! The steps that make calls. What they say is read by one grammar, whatever the operation.

use std::sync::Arc;
use std::time::{Duration, Instant};

use cucumber::gherkin::Step;
use cucumber::{given, when};
use serde_json::{Map, Value};

use super::at_once::AT_ONCE;
use super::clause::{Clause, clauses, granted_by};
use super::sentence::{Sentence, Who};
use super::world::{ScenarioState, StepResult, Stop, World};
use crate::check::Outcome;
use crate::contract::{Field, Operation};
use crate::wire::Vendor;

/// Preconditions create so many users in one request: far fewer than the limit, which is BS-04's matter.
pub(super) const MOST_ROWS: usize = 20;
/// What a step ends in that makes its call again and again.
const UNTIL_ACCEPTED: &str = " until it is accepted";
/// How long such a step waits for an acceptance, and the pause before the first repetition; each further one is twice as long.
const LONGEST_WAIT: Duration = Duration::from_secs(5);
const FIRST_PAUSE: Duration = Duration::from_millis(20);

#[given(regex = r"^an? (\S.*?) ([A-Z])((?: with .*)?)$")]
async fn exists(world: &mut World, subject: String, name: String, tail: String, step: &Step) -> StepResult {
    let state = world.state()?;
    let sentence = state.creation(&subject, Who::Named(&name), &tail)?;
    state.make(&sentence, step).await?;
    state.must_grant(&sentence, &format!("{subject} {name}")).await
}

#[given(regex = r"^(\d+) (\S.*?)s((?: with .*)?)$")]
async fn many_exist(world: &mut World, count: usize, subject: String, tail: String) -> StepResult {
    let state = world.state()?;
    let sentence = state.creation(&subject, Who::Many(count), &tail)?;
    let rows = state.many(&sentence, count)?;
    for batch in rows.chunks(MOST_ROWS) {
        state.call_courier_with(&sentence, batch.to_vec()).await?;
        state.must_grant(&sentence, &format!("{} of them", batch.len())).await?;
    }
    Ok(())
}

#[given(regex = r"^(.+?) (?:is|are) [a-z]+ed(?:[ ,].*)?$")]
async fn called(world: &mut World, step: &Step) -> StepResult {
    let state = world.state()?;
    let sentence = Sentence::parse(&step.value).ok_or_else(|| state.unknown(&step.value))?;
    state.make(&sentence, step).await?;
    state.must_grant(&sentence, &step.value).await
}

#[when(regex = r"^(.+?) (?:is|are) [a-z]+ed(?:[ ,].*)?$")]
async fn call(world: &mut World, step: &Step) -> StepResult {
    let state = world.state()?;
    let text = step.value.as_str();
    let (until_accepted, at_once) = (text.strip_suffix(UNTIL_ACCEPTED), text.strip_suffix(AT_ONCE));
    let text = until_accepted.or(at_once).unwrap_or(text);
    let sentence = Sentence::parse(text).ok_or_else(|| state.unknown(text))?;
    state.step = Some(step.clone());
    state.named_before.clone_from(&state.named);
    if until_accepted.is_some() {
        state.make_until_accepted(&sentence, step).await
    } else if at_once.is_some() {
        state.make_at_once(&sentence).await
    } else {
        state.make(&sentence, step).await
    }
}

impl ScenarioState {
    /// The sentence of a precondition: somebody is created.
    fn creation<'a>(&mut self, subject: &str, who: Who<'a>, tail: &'a str) -> Result<Sentence<'a>, Stop> {
        let operation = Operation::creating(subject).ok_or_else(|| self.unknown(subject))?;
        Ok(Sentence {
            who,
            operation,
            verb: &operation.verbs()[0],
            tail,
        })
    }

    /// The fields of a correct call.
    pub(super) fn fresh_fields(&mut self, operation: Operation) -> Map<String, Value> {
        let context = Arc::clone(&self.context);
        let fixtures = context.target().fixtures();
        context.contact.bases.call(operation, &mut self.draw, &fixtures)
    }

    /// Makes a call at once, and again until it is accepted or has been refused for long enough (BS-51).
    async fn make_until_accepted(&mut self, sentence: &Sentence<'_>, step: &Step) -> StepResult {
        let (since, mut pause) = (Instant::now(), FIRST_PAUSE);
        loop {
            self.tries += 1;
            self.make(sentence, step).await?;
            if self.outcome()? != Outcome::Refused || since.elapsed() > LONGEST_WAIT {
                return Ok(());
            }
            tokio::time::sleep(pause).await;
            pause *= 2;
        }
    }

    /// Makes the calls of a sentence.
    pub(super) async fn make(&mut self, sentence: &Sentence<'_>, step: &Step) -> StepResult {
        let operation = sentence.operation;
        if let Some(field) = listing(operation) {
            let body = self.body_naming(sentence, field)?;
            return self.call_courier(sentence, body, None, step).await;
        }
        match (&sentence.who, operation.vendor()) {
            (Who::New, _) => {
                let fields = self.fresh_fields(operation);
                self.about_one(sentence, fields, None, step).await
            }
            (Who::Named(name), _) => {
                let is_known = !sentence.is_creation() || sentence.tail == " again";
                let fields = if is_known {
                    self.known(name, sentence)?
                } else {
                    self.fresh_fields(operation)
                };
                self.about_one(sentence, fields, Some(name), step).await
            }
            (Who::Many(count), Vendor::Courier) => {
                let rows = self.many(sentence, *count)?;
                self.call_courier_with(sentence, rows).await
            }
            (Who::List(names), Vendor::Courier) => {
                let rows = names.iter().map(|name| Ok(self.named(name)?.sent));
                let rows = rows.collect::<Result<_, Stop>>()?;
                self.call_courier_with(sentence, rows).await
            }
            (Who::Table, Vendor::Courier) => {
                let rows = self.table_rows(operation, step)?;
                self.call_courier_with(sentence, rows).await
            }
            (Who::Many(_) | Who::List(_) | Who::Table, Vendor::Gateway) => Err(self.unknown(&step.value)),
        }
    }

    /// What the last call of a sentence asked for must be there.
    async fn must_grant(&mut self, sentence: &Sentence<'_>, what: &str) -> StepResult {
        self.must_be_granted(what, granted_by(sentence.operation, sentence.tail))
            .await
    }

    async fn about_one(
        &mut self,
        sentence: &Sentence<'_>,
        fields: Map<String, Value>,
        name: Option<&str>,
        step: &Step,
    ) -> StepResult {
        match sentence.operation.vendor() {
            Vendor::Gateway => self.call_gateway(sentence, fields, name, step).await,
            Vendor::Courier => self.call_courier(sentence, fields, name, step).await,
        }
    }

    /// Rows of as many new users, called U1, U2 and so on.
    fn many(&mut self, sentence: &Sentence<'_>, count: usize) -> Result<Vec<Map<String, Value>>, Stop> {
        let edit = match clauses(sentence.tail).as_deref() {
            Some([]) => None,
            Some([Clause::With(words)]) => Some((*words).to_owned()),
            _ => return Err(self.unknown(sentence.tail)),
        };
        let mut rows = Vec::new();
        for number in 1..=count {
            let mut row = self.fresh_fields(sentence.operation);
            if let Some(words) = &edit {
                self.set(&mut row, words)?;
            }
            self.announce(&format!("U{number}"), &row);
            rows.push(row);
        }
        Ok(rows)
    }

    /// What was sent of somebody who was named before. The gateway knows whom an update is about by the number that it
    /// answered.
    fn known(&mut self, name: &str, sentence: &Sentence<'_>) -> Result<Map<String, Value>, Stop> {
        let mut fields = self.named(name)?.sent;
        let operation = sentence.operation;
        let number = operation
            .result_field()
            .filter(|number| operation.fields().field(number).is_some());
        if let Some(number) = number.filter(|_| !sentence.is_creation()) {
            let value = self.reference(number, name)?;
            fields.insert(number.to_owned(), value);
        }
        Ok(fields)
    }

    /// A body that names users by a field of theirs: the removed accounts of `userNos`.
    fn body_naming(
        &mut self,
        sentence: &Sentence<'_>,
        (field, of_each): (&str, &str),
    ) -> Result<Map<String, Value>, Stop> {
        let names = match &sentence.who {
            Who::New => return Ok(self.fresh_fields(sentence.operation)),
            Who::Named(name) => vec![(*name).to_owned()],
            Who::List(names) => names.clone(),
            Who::Many(_) | Who::Table => return Err(self.unknown(sentence.tail)),
        };
        let mut values = Vec::new();
        for name in names {
            let value = self.reference(of_each, &name)?;
            values.push(value.as_str().unwrap_or_default().to_owned());
        }
        Ok(Map::from_iter([(field.to_owned(), values.join(",").into())]))
    }

    /// Sets the fields of the table below a step.
    pub(super) fn set_from_table(&mut self, fields: &mut Map<String, Value>, step: &Step) -> StepResult {
        for cells in step.table.iter().flat_map(|table| &table.rows) {
            let [field, value] = cells.as_slice() else {
                return Err(self.unknown("a table that is not | field | value |"));
            };
            self.resolve(value, fields)?.apply(fields, field);
        }
        Ok(())
    }

    /// Sets the field of `FIELD VALUE`.
    pub(super) fn set(&mut self, fields: &mut Map<String, Value>, words: &str) -> StepResult {
        let (field, value) = words.split_once(' ').ok_or_else(|| self.unknown(words))?;
        self.resolve(value, fields)?.apply(fields, field);
        Ok(())
    }
}

/// The field that names users, and the field of each that it lists.
fn listing(operation: Operation) -> Option<(&'static str, &'static str)> {
    let named = |field: &'static Field| Some((field.name, field.lists?));
    operation.fields().fields().iter().find_map(named)
}
