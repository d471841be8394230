//! The clauses of a call of the courier.

use std::sync::Arc;

use cucumber::gherkin::Step;
use cucumber::given;
use serde_json::{Map, Value};

use super::clause::{Clause, clauses};
use super::sentence::Sentence;
use super::world::{Named, ScenarioState, StepResult, Stop, Variant, World};
use crate::check::Outcome;
use crate::client::Call;
use crate::crypto::des::Mode;
use crate::crypto::encoding::Encoding;
use crate::wire::butler::account::account;
use crate::wire::butler::{self, CourierCall, CourierPart, CourierSigner, Entry, ListCipher, ListForm};
use crate::wire::{BodyStyle, Operation, Vendor};

#[given(regex = r"^no courier user has the account (.+)$")]
async fn account_is_new(world: &mut World, account: String) -> StepResult {
    let state = world.state()?;
    if let Some(Value::String(account)) = state.resolve(&account, &Map::new())?.into_option() {
        state.remove_own(&account).await?;
        state.taken_to_be_new.push(account);
    }
    Ok(())
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
    /// Lets a name stand for a row of the call that is about to be made.
    pub(super) fn announce(&mut self, name: &str, row: &Map<String, Value>) {
        let named = Named {
            call: self.calls.len(),
            sent: row.clone(),
        };
        self.named.insert(name.to_owned(), named);
    }

    /// Calls the courier about as many users at once.
    pub(super) async fn call_courier_with(
        &mut self,
        sentence: &Sentence<'_>,
        rows: Vec<Map<String, Value>>,
    ) -> StepResult {
        let rows = rows.into_iter().map(Value::Object).collect();
        let call = CourierCall::new(sentence.operation, sentence.verb).with_rows(rows);
        self.send(&Call::Courier(call), None, Map::new()).await
    }

    /// Calls the courier about one user, or with a body that names some, once for each variant.
    pub(super) async fn call_courier(
        &mut self,
        sentence: &Sentence<'_>,
        row: Map<String, Value>,
        name: Option<&str>,
        step: &Step,
    ) -> StepResult {
        let before = row.clone();
        let mut draft = Draft {
            call: CourierCall::new(sentence.operation, sentence.verb),
            row,
            variants: Vec::new(),
        };
        let clauses = clauses(sentence.tail).ok_or_else(|| self.unknown(sentence.tail))?;
        for clause in clauses {
            self.apply_to_courier(&mut draft, &clause, step)?;
        }
        let Draft {
            call,
            mut row,
            variants,
        } = draft;
        self.draw.follow(sentence.operation, &before, &mut row);
        for variant in variants {
            let call = CourierCall {
                cipher: variant.cipher,
                ..call.clone().about(variant.row)
            };
            self.send(&Call::Courier(call), None, Map::new()).await?;
            let call = self.latest()?;
            self.variants.push(Variant {
                label: variant.label,
                call,
            });
        }
        if self.variants.is_empty() {
            let call = call.about(row.clone());
            self.send(&Call::Courier(call), name, row.clone()).await?;
            self.account_was_new(&row)?;
        }
        Ok(())
    }

    /// An account that an earlier round of this run has created is removed, so that it is new again.
    async fn remove_own(&mut self, account: &str) -> StepResult {
        let context = Arc::clone(&self.context);
        let Some(removal) = Operation::removal(Vendor::Courier).filter(|_| context.fixed.has(account)) else {
            return Ok(());
        };
        let accounts = [account.to_owned()];
        let removing = context.client.remove(&removal, &accounts);
        self.in_time(removing).await?;
        self.has_changed();
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
        if answered.is_accepted() {
            self.context.fixed.add(account);
        }
        let exists = answered.outcome == Outcome::Refused
            && butler::Answer::read(&answered.body)
                .entries
                .iter()
                .any(Entry::says_it_exists);
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
                self.set_from_table(&mut draft.row, step)?;
            }
            Clause::With("its list encrypted each way") => draft.variants = self.each_cipher(draft.call.operation)?,
            Clause::With("its account by each reading of the company's name") => {
                draft.variants = self.each_reading(draft.call.operation)?;
            }
            Clause::With(words) => {
                if let Some(form) = words.strip_prefix("its list ") {
                    draft.call.list = list_form(form).ok_or_else(|| self.unknown(words))?;
                } else {
                    self.set(&mut draft.row, words)?;
                }
            }
            Clause::Under(words) => {
                let (part, value) = words
                    .strip_prefix("the ")
                    .and_then(|words| words.split_once(' '))
                    .ok_or_else(|| self.unknown(words))?;
                let part = CourierPart::named(draft.call.operation, part).ok_or_else(|| self.unknown(words))?;
                let value = self.resolve(value, &draft.row)?.into_option();
                draft.call.edits.push((part, value));
            }
            Clause::Signed(way) => {
                draft.call.signer = match *way {
                    "with another secret" => CourierSigner::AnotherSecret,
                    "for another body" => CourierSigner::AnotherBody,
                    "for another time" => CourierSigner::AnotherTime,
                    "in small letters" => CourierSigner::SmallLetters,
                    "with half of the digest" => CourierSigner::Half,
                    other => return Err(self.unknown(other)),
                };
            }
            Clause::Body(style) => {
                draft.call.style = BodyStyle::named(style).ok_or_else(|| self.unknown(style))?;
            }
            Clause::But(words) => return Err(self.unknown(words)),
            Clause::EachSpelling => return Err(self.unknown("spellings of a courier's request")),
            Clause::Again => {}
        }
        Ok(())
    }

    fn each_cipher(&mut self, operation: Operation) -> Result<Vec<RowVariant>, Stop> {
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
                    row: self.fresh_fields(operation),
                });
            }
        }
        Ok(variants)
    }

    fn each_reading(&mut self, operation: Operation) -> Result<Vec<RowVariant>, Stop> {
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
            let mut row = self.fresh_fields(operation);
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
    pub(super) fn table_rows(&mut self, operation: Operation, step: &Step) -> Result<Vec<Map<String, Value>>, Stop> {
        let Some([heading, body @ ..]) = step.table.as_ref().map(|table| table.rows.as_slice()) else {
            return Err(self.unknown("rows without a table"));
        };
        let mut rows = Vec::new();
        for cells in body {
            let mut row = self.fresh_fields(operation);
            let before = row.clone();
            let mut name = None;
            for (field, cell) in heading.iter().zip(cells) {
                match field.as_str() {
                    "name" => name = Some(cell),
                    field => self.resolve(cell, &row)?.apply(&mut row, field),
                }
            }
            self.draw.follow(operation, &before, &mut row);
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
        "encrypted as null" => ListForm::Null,
        "encrypted as a list of null" => ListForm::ListOfNull,
        "encrypted and cut within a block" => ListForm::CutInBlock,
        "encrypted without its last block" => ListForm::WithoutLastBlock,
        "encrypted with its last block changed" => ListForm::LastBlockChanged,
        "encrypted with spaces behind it" => ListForm::SpacesBehind,
        _ => return None,
    })
}
