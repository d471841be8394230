//! Which users there are, as far as the calls before tell, and what must become of the next call.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::action::{Action, ActionKind};
use crate::check::{Answered, Outcome};
use crate::client::Call;
use crate::contract::{Field, Form, Kind, RuleId};
use crate::explore::Edit;
use crate::explore::judge::{Judgement, stand};
use crate::explore::text::Fresh;
use crate::rule;
use crate::wire::butler::CourierCall;
use crate::wire::{Operation, Vendor};

/// What must become of a call.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::explore) enum Expected {
    /// It is accepted, and the answer to an update repeats the number.
    Accepted {
        rule: RuleId,
        number: Option<(&'static str, Value)>,
    },
    /// It is refused, the courier's with exactly these rows in error.
    Refused {
        rule: RuleId,
        rows: Option<BTreeMap<u64, RuleId>>,
    },
    /// Either.
    Either,
}

/// Where a user stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// Never created.
    New,
    There,
    Removed,
    /// Nothing is known: what became of the user was open.
    Doubtful,
}

#[derive(Debug)]
struct User {
    /// The fields of a correct call.
    fields: Map<String, Value>,
    /// The number that the creation was answered.
    number: Option<Value>,
    standing: Standing,
}

/// The users of a sequence.
#[derive(Debug)]
pub(super) struct Model {
    operation: Operation,
    users: Vec<User>,
    calls: usize,
}

/// What must become of one row.
enum OfRow {
    Good,
    Wrong(RuleId),
    Open,
}

impl Model {
    pub(super) fn new(operation: Operation, users: Vec<Map<String, Value>>) -> Self {
        let new = |fields| User {
            fields,
            number: None,
            standing: Standing::New,
        };
        Self {
            operation,
            users: users.into_iter().map(new).collect(),
            calls: 0,
        }
    }

    /// The call of an action, and what must become of it; `None` where it makes no sense now.
    pub(super) fn call(&mut self, action: &Action) -> Option<(Call, Expected)> {
        self.calls += 1;
        let operation = self.operation;
        let is_gateway = operation.vendor() == Vendor::Gateway;
        let first = &self.users[*action.users.first()?];
        // What becomes of a second creation is open at the gateway (CU-09, GU-16), and an update needs a number.
        let makes_sense = match action.kind {
            ActionKind::Create => !is_gateway || first.standing == Standing::New,
            ActionKind::Update => !is_gateway || first.number.is_some(),
            // Nobody is removed whom this sequence has not created.
            ActionKind::Remove => {
                !is_gateway
                    && action
                        .users
                        .iter()
                        .all(|user| self.users[*user].standing != Standing::New)
            }
            ActionKind::UpdateUnknown => is_gateway,
        };
        if !makes_sense {
            return None;
        }
        let mut rows: Vec<Map<String, Value>> = action
            .users
            .iter()
            .map(|user| self.users[*user].fields.clone())
            .collect();
        let mut of_rows: Vec<OfRow> = action
            .users
            .iter()
            .map(|user| of_row(action.kind, self.users[*user].standing))
            .collect();
        for edit in &action.edits {
            let key = format!("{}{}", self.calls, edit.field);
            of_rows[0].with(set(operation, &mut rows[0], edit, &key));
        }
        let numbers: Vec<Option<Value>> = match action.kind {
            ActionKind::UpdateUnknown => vec![Some(format!("{:0>16}", nobody(&rows[0])).into())],
            ActionKind::Create | ActionKind::Update | ActionKind::Remove => action
                .users
                .iter()
                .map(|user| self.users[*user].number.clone())
                .collect(),
        };
        let expected = self.expected(action, &of_rows);
        Some((call(operation, action.kind, rows, &numbers)?, expected))
    }

    fn expected(&self, action: &Action, of_rows: &[OfRow]) -> Expected {
        if of_rows.iter().any(|row| matches!(row, OfRow::Open)) {
            return Expected::Either;
        }
        let wrong = of_rows.iter().enumerate().filter_map(|(place, row)| match row {
            OfRow::Wrong(rule) => Some((place as u64 + 1, *rule)),
            OfRow::Good | OfRow::Open => None,
        });
        let wrong: Vec<(u64, RuleId)> = wrong.collect();
        match wrong.first() {
            Some((_, rule)) => Expected::Refused {
                rule: *rule,
                rows: (self.operation.vendor() == Vendor::Courier).then(|| wrong.iter().copied().collect()),
            },
            None => Expected::Accepted {
                rule: self.accepting_rule(action),
                number: self.number_of(action),
            },
        }
    }

    /// The rule that a vendor breaks by refusing the call.
    fn accepting_rule(&self, action: &Action) -> RuleId {
        let was_removed = |user: &usize| self.users[*user].standing == Standing::Removed;
        match action.kind {
            ActionKind::Create if action.users.iter().any(was_removed) => rule!("BD-04"),
            ActionKind::Remove => Operation::removal(self.operation.vendor())
                .map_or(self.operation.success_rule(), |removal| {
                    removal.operation.success_rule()
                }),
            ActionKind::Create | ActionKind::Update | ActionKind::UpdateUnknown => self.operation.success_rule(),
        }
    }

    /// The number with which an update must be answered (GU-12).
    fn number_of(&self, action: &Action) -> Option<(&'static str, Value)> {
        let field = self
            .operation
            .result_field()
            .filter(|_| action.kind == ActionKind::Update)?;
        Some((field, self.users[action.users[0]].number.clone()?))
    }

    /// Takes notice of what became of a call.
    pub(super) fn learn(&mut self, action: &Action, expected: &Expected, answered: &Answered) {
        let is_accepted = answered.outcome == Outcome::Accepted;
        let alone = action.users.len() == 1;
        for user in &action.users {
            let user = &mut self.users[*user];
            user.standing = match (action.kind, is_accepted) {
                (ActionKind::UpdateUnknown, _) => user.standing,
                (ActionKind::Create | ActionKind::Update, true) => Standing::There,
                (ActionKind::Remove, true) if *expected == Expected::Either && !alone => Standing::Doubtful,
                (ActionKind::Remove, true) => Standing::Removed,
                // Whether the good rows of a refused request are saved is open (BS-30, BD-07).
                (_, false) if !alone || answered.outcome == Outcome::Unclear => Standing::Doubtful,
                (_, false) => user.standing,
            };
            if let Some(number) = self
                .operation
                .result_field()
                .filter(|_| is_accepted && action.kind == ActionKind::Create)
            {
                user.number = answered.field(number).filter(|number| !number.is_null()).cloned();
            }
        }
    }
}

/// What must become of a row about a user who stands so.
fn of_row(kind: ActionKind, standing: Standing) -> OfRow {
    match (kind, standing) {
        (ActionKind::UpdateUnknown, _) => OfRow::Wrong(rule!("GU-13")),
        // Removing somebody who is not there is open (BD-07).
        (_, Standing::Doubtful) | (ActionKind::Remove, Standing::New | Standing::Removed) => OfRow::Open,
        (ActionKind::Create, Standing::New | Standing::Removed)
        | (ActionKind::Update | ActionKind::Remove, Standing::There) => OfRow::Good,
        (ActionKind::Create, Standing::There) => OfRow::Wrong(rule!("BS-25")),
        (ActionKind::Update, Standing::New) => OfRow::Wrong(rule!("BS-28")),
        (ActionKind::Update, Standing::Removed) => OfRow::Wrong(rule!("BD-04")),
    }
}

impl OfRow {
    /// The same, with a value of its own: what is wrong already stays so, unless it is open what is wrong.
    fn with(&mut self, judgement: Judgement) {
        match (&self, judgement) {
            (Self::Good, Judgement::Outside(rule, _)) => *self = Self::Wrong(rule),
            (_, Judgement::Open(_)) => *self = Self::Open,
            (Self::Good | Self::Wrong(_) | Self::Open, Judgement::Inside | Judgement::Outside(..)) => {}
        }
    }
}

/// Sets a field, and tells where its value stands. Of texts, only what is past a limit is sure: a vendor may look at the form
/// of the others.
fn set(operation: Operation, row: &mut Map<String, Value>, edit: &Edit, key: &str) -> Judgement {
    match edit.given.value(&mut Fresh::new(key, &edit.field)) {
        Some(value) => drop(row.insert(edit.field.clone(), value)),
        None => drop(row.shift_remove(&edit.field)),
    }
    let Some(field) = operation.fields().field(&edit.field) else {
        return Judgement::Open("no page names the field");
    };
    let judgement = stand(operation, field, row.get(&edit.field));
    if judgement == Judgement::Inside && is_free_text(field) && row.contains_key(&edit.field) {
        return Judgement::Open("the form may be checked (BS-50)");
    }
    judgement
}

fn is_free_text(field: &Field) -> bool {
    matches!(field.kind, Kind::Text { .. })
}

/// True for a field that decides who is meant, or of which it is open whether it may change (GU-23).
pub(super) fn tells_who(field: &Field) -> bool {
    let belongs = |own: &Field| own.belongs_to == Some(field.name);
    let is_kind = field.name.ends_with("_type")
        && Operation::all().any(|operation| operation.fields().fields().iter().any(belongs));
    is_kind
        || matches!(field.kind, Kind::Account { .. })
        || matches!(
            field.kind,
            Kind::Text {
                form: Form::Identity | Form::ThirdParty | Form::Number | Form::Own | Form::Accounts | Form::Code,
                ..
            }
        )
}

/// A number that nobody has: made of what no number of this run is made of.
fn nobody(row: &Map<String, Value>) -> String {
    let id = row.values().find_map(Value::as_str).unwrap_or_default();
    let characters = id.chars().filter(char::is_ascii_alphanumeric).collect::<Vec<_>>();
    characters.iter().rev().take(10).collect::<String>().to_uppercase()
}

/// The call of an action, for these users as they were created: the first with what is set to something else.
fn call(
    operation: Operation,
    kind: ActionKind,
    rows: Vec<Map<String, Value>>,
    numbers: &[Option<Value>],
) -> Option<Call> {
    match (kind, operation.vendor()) {
        (ActionKind::Create, Vendor::Gateway) => Some(Call::new(operation, rows.into_iter().next()?)),
        (ActionKind::Update | ActionKind::UpdateUnknown, Vendor::Gateway) => {
            Call::update(operation, &rows.into_iter().next()?, numbers.first()?.as_ref())
        }
        (ActionKind::Create, Vendor::Courier) => of_rows(operation, 0, rows),
        (ActionKind::Update | ActionKind::UpdateUnknown, Vendor::Courier) => of_rows(operation, 1, rows),
        (ActionKind::Remove, vendor) => {
            let removal = Operation::removal(vendor)?;
            let names = rows.iter().filter_map(|row| row.get("userNo")?.as_str());
            let names = names.collect::<Vec<_>>().join(",");
            let body = Map::from_iter([(removal.field.to_owned(), names.into())]);
            Some(Call::new(removal.operation, body))
        }
    }
}

/// A call of the courier by the verb of this place, with these rows.
fn of_rows(operation: Operation, verb: usize, rows: Vec<Map<String, Value>>) -> Option<Call> {
    let rows = rows.into_iter().map(Value::Object).collect();
    let call = CourierCall::new(operation, operation.verbs().get(verb)?);
    Some(Call::Courier(call.with_rows(rows)))
}
