//! Everything that happened in a run, as data. All reports are functions of this record and of the contract.
//!
//! Evidence is masked as it enters (see [`Masker`]), so that no report can leak what it was never given.

mod answer;
mod event;
mod exchange;
mod fold;
mod intermittent;
mod journal;
mod mask;
mod merge;
mod repeated;
mod run;
mod scenario;
mod shape;

pub use answer::Said;
pub use event::{Observer, RunEvent, RunHead, Users};
pub use exchange::{ExchangeRecord, RequestRecord, ResponseRecord, Trace, WholeBody, rfc3339};
pub use fold::Recorder;
pub use journal::Journal;
pub use mask::{Masker, without_keys};
pub use merge::{Merged, merge};
pub use repeated::Repeated;
pub use run::{
    Counts, Explored, FORMAT, LeftRecord, RuleRecord, RunRecord, RunSummary, RunVerdict, SelectionRecord, WaiverRecord,
};
pub use scenario::{FindingRecord, Intermittent, Occasions, Repetitions, ScenarioRecord, StepRecord, StepStatus};
pub use shape::{Shape, Shapes, shapes};
