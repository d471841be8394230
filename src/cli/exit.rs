//! The exit codes, all of them.

use crate::compare::Comparison;
use crate::error::Error;
use crate::record::RunVerdict;

/// The exit code of the process. Scripts rely on these numbers; if several apply, the first in this order wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Wrong usage or configuration: the user can correct it.
    Usage = 2,
    /// Ctrl-C, or a similar signal, stopped the run early, so there is no final result. The code is 128 plus the number
    /// of the signal, as in shells.
    Interrupted = 130,
    /// The target cannot be reached, or fuhe itself failed, so nothing is known of the vendor. Or a result could not be
    /// written, or accounts remain that should be removed.
    Unreachable = 3,
    /// The vendor deviates from its documentation, or `fuhe probe` found a wrong line in the target file.
    Deviates = 1,
    /// No deviation was found, but some rule that counts could not be judged, or none was.
    Inconclusive = 6,
    /// No scenario was selected, or two runs have no scenario in common.
    Nothing = 4,
    /// The vendor changed, and does not deviate.
    Changed = 5,
    /// The vendor conforms. For the other commands: success.
    Conforms = 0,
}

impl Exit {
    /// Every code with its meaning, in the order in which they win.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Usage, "wrong usage or configuration"),
        (Self::Interrupted, "Ctrl-C, or a similar signal, stopped the run early"),
        (
            Self::Unreachable,
            "the target cannot be reached, or fuhe itself failed, or a result could not be written",
        ),
        (
            Self::Deviates,
            "the vendor deviates, or a waiver must be removed, or `fuhe probe` found a wrong line in the target file",
        ),
        (
            Self::Inconclusive,
            "inconclusive: no deviation, but a rule that counts could not be judged, or none was",
        ),
        (
            Self::Nothing,
            "no scenario was selected, or nothing is to run again, or two runs have none in common",
        ),
        (
            Self::Changed,
            "the vendor changed: `fuhe compare`, and `--baseline` with `check`, `report` and `merge`; or its page: `fuhe page`",
        ),
        (Self::Conforms, "the vendor conforms"),
    ];

    /// The exit code for a run's verdict.
    pub fn of_verdict(verdict: RunVerdict) -> Self {
        match verdict {
            RunVerdict::Incomplete => Self::Unreachable,
            RunVerdict::Deviates => Self::Deviates,
            RunVerdict::Inconclusive => Self::Inconclusive,
            RunVerdict::Empty => Self::Nothing,
            RunVerdict::Conforms => Self::Conforms,
        }
    }

    /// The exit code for a comparison: the new run's verdict comes first.
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

    /// The exit code for an error. Every file that fuhe reads or writes was named by the user, who can name another.
    pub fn of_error(error: &Error) -> Self {
        match error {
            Error::Config(_) | Error::File { .. } => Self::Usage,
            Error::Unreachable(_) | Error::Harness(_) => Self::Unreachable,
        }
    }
}
