//! Which calls a sequence has. The seed and the number of the sequence decide them.

use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rand::{Rng as _, SeedableRng as _};
use sha2::{Digest, Sha256};

use super::action::{Action, ActionKind, Sequence, USERS};
use super::model::tells_who;
use crate::explore::Edit;
use crate::explore::draw::Drawing;
use crate::wire::{Operation, Vendor};

/// The most calls of a sequence.
const MOST_CALLS: usize = 14;

/// Draws a sequence about the users that an operation creates.
pub(super) fn draw(operation: Operation, drawing: &Drawing, seed: u64, number: usize) -> Sequence {
    let mut hash = Sha256::new();
    hash.update(b"sequence");
    hash.update(seed.to_be_bytes());
    hash.update(number.to_be_bytes());
    let mut rng = StdRng::from_seed(hash.finalize().into());
    let count = rng.gen_range(3..=MOST_CALLS);
    let mut actions: Vec<Action> = Vec::new();
    for _ in 0..count {
        let latest = actions.last().map(|action| action.users[0]);
        actions.push(action(operation, drawing, latest, &mut rng));
    }
    Sequence { operation, actions }
}

fn action(operation: Operation, drawing: &Drawing, latest: Option<usize>, rng: &mut StdRng) -> Action {
    let is_courier = operation.vendor() == Vendor::Courier;
    let kinds: &[ActionKind] = if is_courier {
        &[
            ActionKind::Create,
            ActionKind::Create,
            ActionKind::Update,
            ActionKind::Update,
            ActionKind::Remove,
        ]
    } else {
        &[
            ActionKind::Create,
            ActionKind::Update,
            ActionKind::Update,
            ActionKind::UpdateUnknown,
        ]
    };
    let kind = *kinds.choose(rng).unwrap_or(&ActionKind::Create);
    let mut users: Vec<usize> = (0..USERS).collect();
    users.shuffle(rng);
    // What becomes of a user shows in what is done next with the same one.
    if let Some(latest) = latest.filter(|_| rng.gen_bool(0.6)) {
        users.retain(|user| *user != latest);
        users.insert(0, latest);
    }
    // Only the courier takes several at once.
    let several = is_courier && rng.gen_bool(0.3);
    users.truncate(if several { rng.gen_range(2..=USERS) } else { 1 });
    let has_fields = matches!(kind, ActionKind::Create | ActionKind::Update);
    let edits = if has_fields && rng.gen_bool(0.3) {
        edits(operation, drawing, rng)
    } else {
        Vec::new()
    };
    Action { kind, users, edits }
}

/// Values as they are drawn for single requests, in fields that do not decide who is meant.
fn edits(operation: Operation, drawing: &Drawing, rng: &mut StdRng) -> Vec<Edit> {
    let case = drawing.case_of(operation, rng.r#gen::<u16>().into());
    let edits = case.into_iter().flat_map(|case| case.edits);
    let may_change = |edit: &Edit| {
        operation
            .fields()
            .field(&edit.field)
            .is_some_and(|field| !tells_who(field))
    };
    edits.filter(may_change).collect()
}
