//! What a sequence is made of.

use crate::explore::Edit;
use crate::wire::Operation;

/// A sequence has at most so many users.
pub(super) const USERS: usize = 3;
/// What is done in one call.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Action {
    pub(super) kind: ActionKind,
    /// The users that it is about, each once; there is at least one.
    pub(super) users: Vec<usize>,
    /// What is set to something else of the first of them.
    pub(super) edits: Vec<Edit>,
}

/// What is done with users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ActionKind {
    Create,
    Update,
    Remove,
    /// An update under a number that nobody has.
    UpdateUnknown,
}

/// A sequence of calls of one operation, and of that which removes what it creates.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sequence {
    pub(super) operation: Operation,
    pub(super) actions: Vec<Action>,
}

impl Sequence {
    /// The same without one thing: a call, an edit, or a user of a call that has others. They are numbered from the first.
    pub(super) fn without(&self, place: usize) -> Option<Self> {
        let mut place = place;
        for (number, action) in self.actions.iter().enumerate() {
            let mut shorter = self.clone();
            if place == 0 {
                shorter.actions.remove(number);
                return Some(shorter);
            }
            place -= 1;
            if place < action.edits.len() {
                shorter.actions[number].edits.remove(place);
                return Some(shorter);
            }
            place -= action.edits.len();
            // What is set to something else belongs to the first user.
            let first = usize::from(!action.edits.is_empty());
            let users = if action.users.len() > 1 {
                action.users.len() - first
            } else {
                0
            };
            if place < users {
                shorter.actions[number].users.remove(place + first);
                return Some(shorter);
            }
            place -= users;
        }
        None
    }
}
