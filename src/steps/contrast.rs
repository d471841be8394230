//! Judging by contrast: a refusal says something of a limit only beside a call that is accepted and differs in nothing but
//! the value in question, which keeps to the same form and is well inside the limit. Such a call is a *control*.
//!
//! ```text
//! Then it is accepted, as 3 × "x" is                  the field that the call above sets, with this value instead
//! Then it is accepted, as userNo 3 × "x" is           … or another one of its fields
//! Then it is accepted, as a creation with it is       an update, beside a creation of somebody with the same value
//! Then it is accepted, as each of its rows is         a batch, beside each row alone, or each field of a row alone
//! Then it is refused, unlike 32 × "x"
//! Then exactly row 1 is in error, unlike 32 × "x"
//! ```
//!
//! Boundary refused and control accepted: the limit is wrong. Both refused: the vendor looks at the form, which the pages
//! leave open, and nothing is judged. In the same way a refusal that is expected counts only beside a control.

use std::collections::BTreeSet;
use std::sync::Arc;

use cucumber::gherkin::Step;
use cucumber::then;
use serde_json::Map;

use super::clause::{Clause, clauses};
use super::contact::WRONG_SIGNATURE;
use super::controls::{Judged, limited};
use super::sentence::Sentence;
use super::world::{ScenarioState, SentCall, StepResult, Stop, World};
use crate::check::{Expectation, Outcome};
use crate::client::Call;
use crate::contract::{Field, ScenarioOutcome};
use crate::rule;

#[then(regex = r"^it is accepted, as (.+) is$")]
async fn accepted_as(world: &mut World, control: String) -> StepResult {
    let state = world.state()?;
    match state.outcome()? {
        Outcome::Refused => {}
        // There is nothing to compare: it is accepted, or has no documented shape.
        Outcome::Accepted | Outcome::Unclear => return state.expect(&Expectation::Accepted).await,
    }
    if let Some(why) = state.explanation(state.rule).await? {
        return Err(state.blocked(why));
    }
    let call = state.latest()?;
    if state.calls[call].answered.code() == Some(WRONG_SIGNATURE) {
        // The value has nothing to do with it.
        state.expect_at(rule!("GW-02"), &Expectation::Accepted).await?;
        return Err(state.blocked("the signature was refused, though it is right"));
    }
    if control == EACH_ROW {
        return state.accepted_as_each_row().await;
    }
    let control = if control == A_CREATION {
        let creation = state.step.as_ref().and_then(Control::creation);
        creation.ok_or_else(|| state.unknown("a creation of this kind"))?
    } else {
        state.control(&control)?
    };
    match state.judged(&control).await? {
        Judged::Accepted => {
            let expectation = Expectation::AcceptedAs(format!("with {}", control.value));
            state.expect_without_cause(state.rule, &expectation)
        }
        Judged::Otherwise(words) => Err(state.not_judged(&control, &words)),
    }
}

/// A value of another type is judged beside the documented one: where that is refused too, its form is the reason.
#[then(regex = r#"^(\S+) reads "([^"]+)" if it is accepted, "([^"]+)" if only (.+) is$"#)]
async fn observed_beside(
    world: &mut World,
    question: String,
    accepted: String,
    refused: String,
    control: String,
) -> StepResult {
    let state = world.state()?;
    if state.outcome()? == Outcome::Refused {
        let control = state.control(&control)?;
        if let Judged::Otherwise(words) = state.judged(&control).await? {
            let why = format!(
                "the vendor refuses the documented type too: {} was {words}",
                control.value
            );
            return Err(state.not_applicable(why));
        }
    }
    let call = state.latest()?;
    let reading = if state.was_accepted(call)? { accepted } else { refused };
    state.observe(&question, &reading)
}

#[then(regex = r"^it is refused, unlike (.+)$")]
async fn refused_unlike(world: &mut World, control: String) -> StepResult {
    world.state()?.expect_unlike(&Expectation::Refused, &control).await
}

#[then(regex = r"^exactly row 1 is in error, unlike (.+)$")]
async fn in_error_unlike(world: &mut World, control: String) -> StepResult {
    let row = Expectation::RowsInError(BTreeSet::from([1]));
    world.state()?.expect_unlike(&row, &control).await
}

/// What a batch is judged beside: each of its rows alone.
const EACH_ROW: &str = "each of its rows";
/// What an update is judged beside: a creation with the same values.
const A_CREATION: &str = "a creation with it";

/// A call beside which another is judged.
pub(super) struct Control {
    /// The field and its value, as the feature has them: `userRealName 3 × "x"`.
    value: String,
    /// The step that makes the call.
    step: Step,
}

/// Words of refusals by a limit, in Chinese and English.
const WORDS_OF_LIMITS: [&str; 6] = ["上限", "超限", "额度", "配额", "quota", "limit"];

impl Control {
    /// The call of a step with another value in one field; `None` where the step sets no such field.
    fn of(step: &Step, words: &str) -> Option<Self> {
        let sentence = Sentence::parse(&step.value)?;
        let mut step = step.clone();
        let clauses = clauses(sentence.tail)?;
        let [Clause::With(set)] = clauses.as_slice() else {
            return None;
        };
        let named = words.split_once(' ');
        let named = named.filter(|(field, _)| sentence.operation.fields().field(field).is_some());
        if let Some((field, old)) = set.split_once(' ') {
            let (_, value) = named.unwrap_or((field, words));
            if named.is_some_and(|(other, _)| other != field) {
                return None;
            }
            let start = step.value.rfind(old)?;
            step.value.replace_range(start.., value);
            let value = format!("{field} {value}");
            return Some(Self { value, step });
        }
        let rows = &mut step.table.as_mut()?.rows;
        let first = rows.first()?.first()?.clone();
        let (field, value) = named.map_or((first.as_str(), words), |(field, value)| (field, value));
        let row = rows
            .iter_mut()
            .find(|row| row.first().is_some_and(|own| own == field))?;
        value.clone_into(row.get_mut(1)?);
        let value = format!("{field} {value}");
        Some(Self { value, step })
    }

    /// A creation of somebody new with the values that an update sets.
    fn creation(update: &Step) -> Option<Self> {
        let sentence = Sentence::parse(&update.value)?;
        let (operation, mut step) = (sentence.operation, update.clone());
        let verb = &operation.verbs()[0].word;
        step.value = format!("a {} is {verb}{}", operation.subject(), sentence.tail);
        let value = format!("the same in a call for somebody who is {verb}");
        Some(Self { value, step })
    }

    /// The calls of a step that is about the rows of its table: each with one row, and for each row those with one of its
    /// fields.
    fn of_rows(step: &Step) -> Vec<(Self, Vec<Self>)> {
        let rows = step.table.as_ref().map(|table| table.rows.as_slice());
        let Some([heading, rows @ ..]) = rows else {
            return Vec::new();
        };
        let alone = |value: String, heading: Vec<String>, row: Vec<String>| {
            let mut step = step.clone();
            if let Some(table) = &mut step.table {
                table.rows = vec![heading, row];
            }
            Self { value, step }
        };
        let rows = rows.iter().enumerate().map(|(number, row)| {
            let fields = heading
                .iter()
                .zip(row)
                .map(|(field, cell)| alone(format!("{field} {cell}"), vec![field.clone()], vec![cell.clone()]));
            let whole = alone(format!("row {} alone", number + 1), heading.clone(), row.clone());
            (whole, fields.collect())
        });
        rows.collect()
    }

    /// The same for every scenario that needs this control.
    fn key(&self) -> String {
        let rows = self.step.table.iter().flat_map(|table| &table.rows);
        let rows: Vec<String> = rows.map(|row| row.join(" ")).collect();
        format!("{} {}", self.step.value, rows.join(", "))
    }
}

impl ScenarioState {
    fn control(&mut self, words: &str) -> Result<Control, Stop> {
        let control = self.step.as_ref().and_then(|step| Control::of(step, words));
        control.ok_or_else(|| self.unknown(&format!("what {words} is a control of")))
    }

    /// A batch that is refused breaks the rule if each of its rows is accepted by itself, or if a row is refused of which
    /// each field is accepted by itself.
    async fn accepted_as_each_row(&mut self) -> StepResult {
        let rows = self.step.as_ref().map(Control::of_rows).unwrap_or_default();
        for (row, fields) in &rows {
            if matches!(self.judged(row).await?, Judged::Accepted) {
                continue;
            }
            for field in fields {
                if let Judged::Otherwise(words) = self.judged(field).await? {
                    return Err(self.not_judged(field, &words));
                }
            }
            let words = format!("with each field of {} by itself", row.value.replace(" alone", ""));
            return self.expect_without_cause(self.rule, &Expectation::AcceptedAs(words));
        }
        let words = format!("with each of its {} rows alone", rows.len());
        self.expect_without_cause(self.rule, &Expectation::AcceptedAs(words))
    }

    /// A refusal that is expected counts only if the control is accepted.
    async fn expect_unlike(&mut self, expectation: &Expectation, words: &str) -> StepResult {
        if self.outcome()? == Outcome::Refused {
            if let Some(why) = self.explanation(self.rule).await? {
                return Err(self.blocked(why));
            }
            let control = self.control(words)?;
            if let Judged::Otherwise(words) = self.judged(&control).await? {
                return Err(self.not_judged(&control, &words));
            }
            return self.expect_without_cause(self.rule, expectation);
        }
        self.expect(expectation).await
    }

    /// What becomes of a control, which is called once in a run.
    async fn judged(&mut self, control: &Control) -> Result<Judged, Stop> {
        let context = Arc::clone(&self.context);
        let cell = context.controls.cell(control.key());
        cell.get_or_try_init(|| self.call_control(control)).await.cloned()
    }

    /// Makes the call in place of the one that it is a control of, and leaves everything else as it was: steps that follow look
    /// at that one.
    async fn call_control(&mut self, control: &Control) -> Result<Judged, Stop> {
        let after = (self.named.clone(), self.cursor);
        self.named.clone_from(&self.named_before);
        let sentence = Sentence::parse(&control.step.value).ok_or_else(|| self.unknown(&control.step.value))?;
        self.make(&sentence, &control.step).await?;
        let call = self.latest()?;
        let answered = &self.calls[call].answered;
        let judged = match answered.outcome {
            Outcome::Accepted => Judged::Accepted,
            Outcome::Refused | Outcome::Unclear => Judged::Otherwise(answered.in_words()),
        };
        (self.named, self.cursor) = after;
        Ok(judged)
    }

    /// Why the latest call was refused, if a limit of the platform is the reason (GW-24): the call is accepted without
    /// it, and either the refusal speaks of a limit, or what was granted before in this run is now granted to nobody.
    pub(super) async fn limit_reached(&mut self) -> Result<Option<String>, Stop> {
        let call = self.latest()?;
        let SentCall { exchange, answered } = &self.calls[call];
        let Some((field, params)) = limited(exchange).filter(|_| answered.outcome == Outcome::Refused) else {
            return Ok(None);
        };
        let message = answered.message().unwrap_or_default().to_lowercase();
        let speaks_of_it = WORDS_OF_LIMITS.iter().any(|word| message.contains(word));
        if !speaks_of_it && !self.context.controls.was_granted(field) {
            return Ok(None);
        }
        let (operation, words) = (exchange.operation, answered.in_words());
        let mut without = params.clone();
        without.shift_remove(field.name);
        for (name, fresh) in self.fresh_fields(operation) {
            if operation.fields().field(&name).is_some_and(Field::is_new_in_each_call) {
                without.insert(name, fresh);
            }
        }
        let before = self.cursor;
        self.send(&Call::new(operation, without), None, Map::new()).await?;
        let mut is_limit = self.outcome()? == Outcome::Accepted;
        if is_limit && !speaks_of_it {
            // A platform that grants no more refuses it to everybody; one that does not like it here grants it elsewhere.
            let mut plain = self.fresh_fields(operation);
            plain.insert(field.name.to_owned(), true.into());
            self.send(&Call::new(operation, plain), None, Map::new()).await?;
            is_limit = self.outcome()? == Outcome::Refused;
        }
        self.cursor = before;
        let rule = field.limited.filter(|_| is_limit);
        Ok(rule.map(|rule| {
            format!(
                "the platform grants no further {} ({rule}): the call was {words}, and is accepted without it",
                field.name
            )
        }))
    }

    fn not_judged(&mut self, control: &Control, words: &str) -> Stop {
        let why = format!(
            "the vendor looks at more than what is tested here: the call with {} was {words}",
            control.value
        );
        self.stop(ScenarioOutcome::NotJudged { why })
    }
}

#[cfg(test)]
mod tests {
    use cucumber::gherkin::{LineCol, Span, StepType, Table};
    use rstest::rstest;

    use super::*;

    fn step(value: &str, rows: &[[&str; 2]]) -> Step {
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect();
        Step {
            keyword: "When".to_owned(),
            ty: StepType::When,
            value: value.to_owned(),
            docstring: None,
            table: (!rows.is_empty()).then_some(Table {
                rows,
                span: Span { start: 0, end: 0 },
                position: LineCol { line: 1, col: 1 },
            }),
            span: Span { start: 0, end: 0 },
            position: LineCol { line: 1, col: 1 },
        }
    }

    #[rstest]
    #[case::clause("a desktop user is saved with biz_user_name 32 × \"x\"", &[], "3 × \"x\"",
        Some("a desktop user is saved with biz_user_name 3 × \"x\" "))]
    #[case::named_clause("courier user A is updated with empNo 11 × [0-9]", &[], "empNo 6 × [0-9]",
        Some("courier user A is updated with empNo 6 × [0-9] "))]
    #[case::table("a courier user is created with", &[["thirdPlatformId", "50 × [a-z]"], ["userNo", "(account)"]],
        "10 × [a-z]", Some("a courier user is created with thirdPlatformId 10 × [a-z], userNo (account)"))]
    #[case::table_by_name("a gateway user is saved with", &[["biz_user_type", "\"1\""], ["biz_user_code", "50 × \"1\""]],
        "biz_user_code 9 × \"1\"", Some("a gateway user is saved with biz_user_type \"1\", biz_user_code 9 × \"1\""))]
    #[case::another_field("a desktop user is saved with biz_user_name \"x\"", &[], "biz_user_code \"1\"", None)]
    #[case::nothing_set("a desktop user is saved", &[], "\"x\"", None)]
    #[case::another_clause("a desktop user is saved under the nonce \"x\"", &[], "\"y\"", None)]
    fn a_control_differs_in_one_value(
        #[case] text: &str,
        #[case] rows: &[[&str; 2]],
        #[case] words: &str,
        #[case] key: Option<&str>,
    ) {
        let control = Control::of(&step(text, rows), words);
        assert_eq!(control.map(|control| control.key()).as_deref(), key);
    }
}
