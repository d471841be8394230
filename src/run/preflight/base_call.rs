//! A correct call that is refused: which field makes the difference?
//!
//! A vendor may demand a field that is optional, or refuse a value that is documented. It is found by contrast: a call that
//! is accepted is searched for among those that have more fields or other documented values, and each difference is
//! taken back alone. What cannot be taken back is a deviation at that field's rule.

use serde_json::Value;

use super::caller::{Caller, Sent};
use super::{Ready, render};
use crate::config::Fixtures;
use crate::contract::{Field, Notation, RuleId};
use crate::error::Error;
use crate::rule;
use crate::steps::{Misfit, Variation};
use crate::wire::{Operation, Vendor};

type Variations = Vec<Variation>;

/// A field without whose variation a correct call is refused.
#[derive(Debug)]
pub(super) struct Difference {
    pub(super) variation: Variation,
    /// The usual value; none where the field is usually left out.
    pub(super) usual: Option<Value>,
    /// The call that is refused, and differs from one that is accepted in this field alone.
    pub(super) refused: Sent,
}

/// Finds correct calls that the vendor accepts instead of the usual one, which it has just refused, and tells what makes
/// the difference.
///
/// # Errors
/// [`Error::Config`] where nothing is accepted, or a value of the target file is at fault.
pub(super) async fn find(caller: &mut Caller<'_>, usual: Sent, ready: &mut Ready) -> Result<(), Error> {
    let operation = usual.exchange.operation;
    for variations in attempts(operation, &caller.plan.target.fixtures()) {
        let sent = caller.correct(operation, &variations).await?;
        if sent.answered.is_accepted() {
            let (kept, accepted, differences) = take_back(caller, &usual, variations, sent).await?;
            ready.contact.bases.vary(operation, kept);
            for difference in differences {
                check_data(caller, &difference)?;
                check_fixture(caller, &difference)?;
                let misfit = misfit(&difference);
                let scenario = render::scenario(caller, &misfit, &difference, &accepted);
                ready.scenarios.push(scenario);
                ready.contact.misfits.push(misfit);
            }
            return Ok(());
        }
    }
    Err(nothing_is_accepted(caller, &usual))
}

/// What may be accepted instead, the likeliest first: more fields, another value of one field, both, and other values of
/// all fields.
fn attempts(operation: Operation, fixtures: &Fixtures) -> Vec<Variations> {
    let is_given = |field: &Field| field.fixture.is_some_and(|key| fixtures.value(key).is_some());
    let optional = || Variation::optional(operation).filter(|own| !is_given(own.field));
    let others = || Variation::others(operation);
    let plain: Variations = optional().filter(|own| own.field.fixture.is_none()).collect();
    let all: Variations = optional().collect();
    let mut more = vec![Vec::new(), plain, all];
    more.dedup_by_key(|variations| variations.len());
    // A value that others go with changes them too, so what it says is less clear.
    let fields = operation.fields().fields();
    let has_followers = |other: &Variation| fields.iter().any(|field| field.belongs_to == Some(other.field.name));
    let (last, first): (Variations, Variations) = others().partition(has_followers);
    let alone = first
        .into_iter()
        .chain(last)
        .chain(Variation::without(operation, fixtures))
        .chain(Variation::forms(operation))
        .map(|other| vec![other]);
    let mut together: Variations = others().collect();
    together.dedup_by_key(|other| other.field.name);
    let mut attempts = Vec::new();
    for other in std::iter::once(Vec::new()).chain(alone).chain([together]) {
        attempts.extend(more.iter().map(|more| [more.as_slice(), &other].concat()));
    }
    attempts.retain(|variations| !variations.is_empty());
    attempts
}

/// Takes each variation back alone. Returns those that must stay, a call with them that was accepted, and what is refused
/// without each.
async fn take_back(
    caller: &mut Caller<'_>,
    usual: &Sent,
    variations: Variations,
    mut accepted: Sent,
) -> Result<(Variations, Sent, Vec<Difference>), Error> {
    let mut kept = variations.clone();
    let mut differences = Vec::new();
    for variation in variations {
        let without: Variations = kept
            .iter()
            .copied()
            .filter(|own| own.field.name != variation.field.name)
            .collect();
        let sent = match without.as_slice() {
            [] => usual.clone(),
            some => caller.correct(usual.exchange.operation, some).await?,
        };
        if sent.answered.is_accepted() {
            (kept, accepted) = (without, sent);
        } else {
            differences.push(Difference {
                variation,
                usual: usual.params.get(variation.field.name).cloned(),
                refused: sent,
            });
        }
    }
    Ok((kept, accepted, differences))
}

fn misfit(difference: &Difference) -> Misfit {
    let operation = difference.refused.exchange.operation;
    let field = difference.variation.field;
    Misfit {
        operation,
        field: field.name,
        rule: rule(field, &difference.refused),
        refused: difference.usual.clone(),
    }
}

fn rule(field: &Field, refused: &Sent) -> RuleId {
    match refused.answered.code() {
        // Whatever was sent, it was signed as it should be.
        Some("401001") => rule!("GW-02"),
        _ => field.rule,
    }
}

/// Vendors may look at the form of a value, which no page gives: the target file says which they take.
fn check_data(caller: &Caller<'_>, difference: &Difference) -> Result<(), Error> {
    let is_about_the_signature = difference.refused.answered.code() == Some("401001");
    let Some(line) = difference.variation.line.filter(|_| !is_about_the_signature) else {
        return Ok(());
    };
    let (operation, field) = (difference.refused.exchange.operation, difference.variation.field);
    Err(Error::Config(format!(
        "the vendor refuses every call of {operation} for its {}{}, and accepts another form of it, {}; write {line} in [data] \
         of target \"{}\"",
        field.name,
        caller.cause(&difference.refused),
        difference.variation.notation(),
        caller.target(),
    )))
}

/// What a target file gives as real is its own affair where it is refused.
fn check_fixture(caller: &Caller<'_>, difference: &Difference) -> Result<(), Error> {
    let fixtures = caller.plan.target.fixtures();
    let field = difference.variation.field;
    let Some(key) = field.fixture.filter(|key| fixtures.value(key).is_some()) else {
        return Ok(());
    };
    Err(Error::Config(format!(
        "the courier refuses a correct row for its {}{}; check {key} in [butler.fixtures] of target \"{}\"",
        field.name,
        caller.cause(&difference.refused),
        caller.target(),
    )))
}

/// Nobody outside can tell whether the vendor is at fault or what it was given, and nothing of it can be judged.
fn nothing_is_accepted(caller: &Caller<'_>, usual: &Sent) -> Error {
    let operation = usual.exchange.operation;
    let (target, name, cause) = (&caller.plan.target, caller.target(), caller.cause(usual));
    let speaks_of_it = ["organizationCode", "组织"].iter().any(|word| cause.contains(word));
    if operation.vendor() == Vendor::Courier && target.fixtures().organization_code.is_none() && speaks_of_it {
        return Error::Config(format!(
            "the courier refuses a correct row with a made-up organizationCode{cause}; give real values in \
             [butler.fixtures] of target \"{name}\""
        ));
    }
    let (who, remedy) = match operation.vendor() {
        Vendor::Gateway => ("gateway", "ask the vendor what this application has to send"),
        Vendor::Courier => (
            "courier",
            "ask the vendor what is missing, and give real values in [butler.fixtures]",
        ),
    };
    let words = caller.words(usual);
    let is_named = |field: &&Field| words.contains(field.name);
    let is_made = |field: &&Field| {
        field
            .base
            .as_ref()
            .is_some_and(|base| matches!(base.notation, Notation::Made { .. }))
    };
    let named = operation.fields().fields().iter().filter(is_made).find(is_named);
    let form = named.map(|field| {
        let about = field.name;
        format!("; where it is the form of {about} that is refused, write another in [data] of the target file")
    });
    Error::Config(format!(
        "the {who} refuses every correct call of {operation} ({words}): the required fields alone, all fields of the \
         page, and other documented values of each; {remedy} of target \"{name}\"{}",
        form.unwrap_or_default(),
    ))
}
