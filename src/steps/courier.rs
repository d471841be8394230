//! Creating and updating courier users.

use std::sync::Arc;

use cucumber::gherkin::Step;
use cucumber::{given, when};
use serde_json::{Map, Value};

use super::clause::{Clause, clauses, granted_by};
use super::world::{Named, ScenarioState, StepResult, Stop, Variant, World};
use crate::check::Outcome;
use crate::client::{BodyStyle, Call, CourierCall, CourierPart, CourierSigner, ListForm, SaveType};
use crate::crypto::des::Mode;
use crate::crypto::encoding::Encoding;
use crate::wire::Operation;
use crate::wire::butler::ListCipher;
use crate::wire::butler::account::account;

#[given(regex = r"^a courier user ([A-Z])((?: with .*)?)$")]
async fn created(world: &mut World, name: String, tail: String, step: &Step) -> StepResult {
    let state = world.state()?;
    state.create(Some(&name), &tail, step).await?;
    let rule = granted_by(Operation::BatchSave, &tail);
    state.must_be_granted(&format!("courier user {name}"), rule)
}

#[given(regex = r"^no courier user has the account (.+)$")]
fn account_is_new(world: &mut World, account: String) -> StepResult {
    let state = world.state()?;
    if let Some(Value::String(account)) = state.resolve(&account, &Map::new())?.into_option() {
        state.taken_to_be_new.push(account);
    }
    Ok(())
}

#[when(regex = r"^a courier user is created(.*)$")]
async fn create(world: &mut World, tail: String, step: &Step) -> StepResult {
    world.state()?.create(None, &tail, step).await
}

#[when(regex = r"^courier user ([A-Z]|U\d+) is created(.*)$")]
async fn create_named(world: &mut World, name: String, tail: String, step: &Step) -> StepResult {
    world.state()?.create(Some(&name), &tail, step).await
}

#[when(regex = r"^a courier user is updated(.*)$")]
async fn update(world: &mut World, tail: String, step: &Step) -> StepResult {
    let state = world.state()?;
    let row = state.fresh_row();
    state.save_one(SaveType::Update, row, None, &tail, step).await
}

#[when(regex = r"^courier user ([A-Z]|U\d+) is updated(.*)$")]
async fn update_named(world: &mut World, name: String, tail: String, step: &Step) -> StepResult {
    let state = world.state()?;
    let row = state.named(&name)?.sent;
    state.save_one(SaveType::Update, row, Some(&name), &tail, step).await
}

#[when(regex = r"^(\d+) courier users are created(.*)$")]
async fn create_many(world: &mut World, count: usize, tail: String) -> StepResult {
    let state = world.state()?;
    let edit = match clauses(&tail).as_deref() {
        Some([]) => None,
        Some([Clause::With(words)]) => words.split_once(' '),
        _ => return Err(state.unknown(&tail)),
    };
    let mut rows = Vec::new();
    for number in 1..=count {
        let mut row = state.fresh_row();
        if let Some((field, value)) = edit {
            state.resolve(value, &row)?.apply(&mut row, field);
        }
        state.announce(&format!("U{number}"), &row);
        rows.push(row);
    }
    state.save_rows(SaveType::Create, rows).await
}

#[when(regex = r"^courier users U1 to U(\d+) are updated$")]
async fn update_many(world: &mut World, count: usize) -> StepResult {
    let state = world.state()?;
    let mut rows = Vec::new();
    for number in 1..=count {
        rows.push(state.named(&format!("U{number}"))?.sent);
    }
    state.save_rows(SaveType::Update, rows).await
}

#[when(regex = r"^these courier users are (created|updated)$")]
async fn save_table(world: &mut World, verb: String, step: &Step) -> StepResult {
    let state = world.state()?;
    let rows = state.table_rows(step)?;
    let save_type = match verb.as_str() {
        "created" => SaveType::Create,
        _ => SaveType::Update,
    };
    state.save_rows(save_type, rows).await
}

#[when("no courier users are created")]
async fn create_nobody(world: &mut World) -> StepResult {
    world.state()?.save_rows(SaveType::Create, Vec::new()).await
}

/// A call while its clauses are read.
struct Draft {
    call: CourierCall,
    row: Map<String, Value>,
    variants: Vec<RowVariant>,
}

/// One of several variants to make a call.
struct RowVariant {
    label: String,
    cipher: Option<ListCipher>,
    row: Map<String, Value>,
}

impl ScenarioState {
    fn fresh_row(&mut self) -> Map<String, Value> {
        let context = Arc::clone(&self.context);
        let fixtures = context.target().fixtures();
        let bases = &context.contact.bases;
        bases.call(Operation::BatchSave, &mut self.draw, &fixtures)
    }

    /// Lets a name stand for a row of the call that is about to be made.
    fn announce(&mut self, name: &str, row: &Map<String, Value>) {
        let named = Named {
            call: self.calls.len(),
            sent: row.clone(),
        };
        self.named.insert(name.to_owned(), named);
    }

    async fn create(&mut self, name: Option<&str>, tail: &str, step: &Step) -> StepResult {
        let again = tail == " again";
        let row = match name {
            Some(name) if again => self.named(name)?.sent,
            _ => self.fresh_row(),
        };
        let tail = if again { "" } else { tail };
        self.save_one(SaveType::Create, row, name, tail, step).await
    }

    async fn save_rows(&mut self, save_type: SaveType, rows: Vec<Map<String, Value>>) -> StepResult {
        let rows = rows.into_iter().map(Value::Object).collect();
        let call = CourierCall::new(save_type, rows);
        self.send(&Call::Courier(call), None, Map::new()).await
    }

    async fn save_one(
        &mut self,
        save_type: SaveType,
        row: Map<String, Value>,
        name: Option<&str>,
        tail: &str,
        step: &Step,
    ) -> StepResult {
        let mut draft = Draft {
            call: CourierCall::new(save_type, Vec::new()),
            row,
            variants: Vec::new(),
        };
        let clauses = clauses(tail).ok_or_else(|| self.unknown(tail))?;
        for clause in clauses {
            self.apply_to_courier(&mut draft, &clause, step)?;
        }
        let Draft { call, row, variants } = draft;
        for variant in variants {
            let call = CourierCall {
                rows: vec![Value::Object(variant.row)],
                cipher: variant.cipher,
                ..call.clone()
            };
            self.send(&Call::Courier(call), None, Map::new()).await?;
            let call = self.latest()?;
            self.variants.push(Variant {
                label: variant.label,
                call,
            });
        }
        if self.variants.is_empty() {
            let call = CourierCall {
                rows: vec![Value::Object(row.clone())],
                ..call
            };
            self.send(&Call::Courier(call), name, row.clone()).await?;
            self.account_was_new(&row)?;
        }
        Ok(())
    }

    /// Some accounts are fixed by their rule and cannot be drawn afresh. One that is there already, though this run
    /// did not make it, says nothing of the vendor.
    fn account_was_new(&mut self, row: &Map<String, Value>) -> StepResult {
        let account = row.get("userNo").and_then(Value::as_str).unwrap_or_default();
        if !self.taken_to_be_new.iter().any(|new| new == account) {
            return Ok(());
        }
        let call = self.latest()?;
        let answered = &self.calls[call].answered;
        let exists = answered.outcome == Outcome::Refused
            && answered
                .entries()
                .iter()
                .any(|entry| entry["cause"].as_str().is_some_and(|cause| cause.contains("已存在")));
        if exists {
            return Err(self.blocked(format!(
                "the account {account} exists already at the target; delete it there to have this judged"
            )));
        }
        Ok(())
    }

    fn apply_to_courier(&mut self, draft: &mut Draft, clause: &Clause<'_>, step: &Step) -> StepResult {
        match clause {
            Clause::With("") => {
                for cells in step.table.iter().flat_map(|table| &table.rows) {
                    let [field, value] = cells.as_slice() else {
                        return Err(self.unknown("a table that is not | field | value |"));
                    };
                    self.resolve(value, &draft.row)?.apply(&mut draft.row, field);
                }
            }
            Clause::With("its list encrypted each way") => draft.variants = self.each_cipher()?,
            Clause::With("its account by each reading of the company's name") => {
                draft.variants = self.each_reading()?;
            }
            Clause::With(words) => {
                if let Some(form) = words.strip_prefix("its list ") {
                    draft.call.list = list_form(form).ok_or_else(|| self.unknown(words))?;
                } else {
                    let (field, value) = words.split_once(' ').ok_or_else(|| self.unknown(words))?;
                    self.resolve(value, &draft.row)?.apply(&mut draft.row, field);
                }
            }
            Clause::Under(words) => {
                let (part, value) = words
                    .strip_prefix("the ")
                    .and_then(|words| words.split_once(' '))
                    .ok_or_else(|| self.unknown(words))?;
                let part = CourierPart::named(part).ok_or_else(|| self.unknown(words))?;
                let value = self.resolve(value, &draft.row)?.into_option();
                draft.call.edits.push((part, value));
            }
            Clause::Signed(way) => {
                draft.call.signer = match *way {
                    "with another secret" => CourierSigner::AnotherSecret,
                    "for another body" => CourierSigner::AnotherBody,
                    "for another time" => CourierSigner::AnotherTime,
                    other => return Err(self.unknown(other)),
                };
            }
            Clause::Body(style) => {
                draft.call.style = BodyStyle::named(style).ok_or_else(|| self.unknown(style))?;
            }
            Clause::But(words) => return Err(self.unknown(words)),
            Clause::EachSpelling | Clause::Again => return Err(self.unknown("that for a courier user")),
        }
        Ok(())
    }

    fn each_cipher(&mut self) -> Result<Vec<RowVariant>, Stop> {
        let Some(own) = self
            .context
            .target()
            .butler
            .as_ref()
            .map(|butler| butler.cipher.clone())
        else {
            return Err(self.unknown("a courier without a target"));
        };
        let mut variants = Vec::new();
        for mode in Mode::ALL {
            for encoding in Encoding::ALL {
                variants.push(RowVariant {
                    label: format!("{mode} {encoding}"),
                    cipher: Some(ListCipher {
                        mode,
                        encoding,
                        ..own.clone()
                    }),
                    row: self.fresh_row(),
                });
            }
        }
        Ok(variants)
    }

    fn each_reading(&mut self) -> Result<Vec<RowVariant>, Stop> {
        let context = Arc::clone(&self.context);
        let Some(butler) = &context.target().butler else {
            return Err(self.unknown("a courier without a target"));
        };
        let plain = butler.company_name.chars().take(3).all(char::is_alphabetic);
        let mut variants = Vec::new();
        for (place, initials) in butler.initials_to_try().into_iter().enumerate() {
            let letters = initials.chars().all(|c| c.is_ascii_lowercase());
            let label = match (plain, letters, place) {
                (_, false, _) | (true, true, 0) => "usual",
                (true, true, _) => "other",
                (false, true, _) => "letters",
            };
            let id = self.draw.lower_alphanumeric(12);
            let mut row = self.fresh_row();
            row.insert("userNo".to_owned(), account(&initials, &id).into());
            row.insert("thirdPlatformId".to_owned(), id.into());
            variants.push(RowVariant {
                label: label.to_owned(),
                cipher: None,
                row,
            });
        }
        Ok(variants)
    }

    /// The rows of a table with a heading. A column `name` names them; a row may refer to one above it.
    fn table_rows(&mut self, step: &Step) -> Result<Vec<Map<String, Value>>, Stop> {
        let Some([heading, body @ ..]) = step.table.as_ref().map(|table| table.rows.as_slice()) else {
            return Err(self.unknown("rows without a table"));
        };
        let mut rows = Vec::new();
        for cells in body {
            let mut row = self.fresh_row();
            let mut name = None;
            for (field, cell) in heading.iter().zip(cells) {
                match field.as_str() {
                    "name" => name = Some(cell),
                    field => self.resolve(cell, &row)?.apply(&mut row, field),
                }
            }
            if let Some(name) = name.filter(|name| !name.is_empty()) {
                self.announce(name, &row);
            }
            rows.push(row);
        }
        Ok(rows)
    }
}

fn list_form(form: &str) -> Option<ListForm> {
    Some(match form {
        "left plain" => ListForm::LeftPlain,
        "cut short" => ListForm::CutShort,
        "replaced by garbage" => ListForm::Garbage,
        "encrypted under another key" => ListForm::AnotherKey,
        "encrypted as an object" => ListForm::Object,
        "encrypted as a text" => ListForm::Text,
        "encrypted as nonsense" => ListForm::Nonsense,
        _ => return None,
    })
}
