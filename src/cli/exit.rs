//! The exit codes, all of them.

use crate::compare::Comparison;
use crate::error::Error;
use crate::record::RunVerdict;

/// What the process ends with. Scripts rely on these numbers; where several would apply, the first in this order wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Bad usage or configuration: the user can mend it.
    Usage = 2,
    /// Ctrl-C, or a signal like it, ended the run before its end, so that nothing final is known; 128 and the number of the signal, as shells
    /// have it.
    Interrupted = 130,
    /// The target cannot be reached, or fuhe itself failed: nothing is known of the vendor. Or what is known could not be
    /// written, or accounts remain that were to be removed.
    Unreachable = 3,
    /// The vendor deviates from its documentation.
    Deviates = 1,
    /// The vendor shows no deviation, and some rule that counts could not be judged, or none was.
    Inconclusive = 6,
    /// No scenario was selected, or two runs have none in common.
    Nothing = 4,
    /// The vendor changed, and does not deviate.
    Changed = 5,
    /// The vendor conforms; for the hand tools, that they did what was asked.
    Conforms = 0,
}

impl Exit {
    /// What a run ends with.
    pub fn of_verdict(verdict: RunVerdict) -> Self {
        match verdict {
            RunVerdict::Incomplete => Self::Unreachable,
            RunVerdict::Deviates => Self::Deviates,
            RunVerdict::Inconclusive => Self::Inconclusive,
            RunVerdict::Empty => Self::Nothing,
            RunVerdict::Conforms => Self::Conforms,
        }
    }

    /// What a comparison ends with: the new run's verdict comes first.
    pub fn of_comparison(comparison: &Comparison) -> Self {
        let exit = Self::of_verdict(comparison.new.verdict);
        if exit != Self::Conforms {
            exit
        } else if comparison.scenarios == 0 {
            Self::Nothing
        } else if comparison.has_changes() {
            Self::Changed
        } else {
            Self::Conforms
        }
    }

    /// What an error ends with. Every file that fuhe reads or writes was named by the user, who can name another.
    pub fn of_error(error: &Error) -> Self {
        match error {
            Error::Config(_) | Error::File { .. } => Self::Usage,
            Error::Unreachable(_) | Error::Harness(_) => Self::Unreachable,
        }
    }
}
