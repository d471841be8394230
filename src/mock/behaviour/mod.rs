//! All that a vendor could do otherwise, as one value.
//!
//! The default is a conforming vendor that follows one stated reading of each open question. Whoever wants another vendor
//! edits the value before it starts: nothing in here knows which edits are faults and which are choices.

mod butler;
mod gateway;
mod intake;
mod names;
mod race;
mod reading;
mod refusal;
mod removals;
mod requests;
mod ways;

use std::time::Duration;

use super::edit::AnswerEdit;
use crate::wire::Vendor;

pub use butler::{
    Accounts, Butler, CauseText, CompanyCheck, CourierCheck, Derivation, DerivedCheck, DigestCheck, DigestOver,
    DigestWaiver, DuplicateBlame, DuplicateScope, EntryAccount, EntryOrder, Formats, GateShape, GoodRows, Hash, Listed,
    MessageText, NoAccount, OddList, Organization, Overlooked, PlainList, RowFault, RowNumbers, Rows, SmallestInt,
    Unique, UnknownAccount, WholeRefusal,
};
pub use gateway::{
    Again, AnswerNames, ApiCodes, AppOnUpdate, AppPlace, Applications, CreateApp, DesktopUsers, Gateway, GatewayCheck,
    GatewayUsers, Identity, KeyForm, KeyPolicy, NoncePolicy, NonceScope, Numbering, OtherTime, OwnerTold, RequestIds,
    SignatureCheck, SignatureWaiver, SignedValues, UnknownUser, UpdateAnswer, UserChecks, VerifyingKeys, Window,
};
pub use intake::{Coercion, Counting, How, Intake, Leniency, Unit};
pub use names::RefusedNames;
pub use race::Race;
pub use reading::{Compared, Comparisons, Reading};
pub(super) use refusal::fill;
pub use refusal::{Reason, Wording};
pub use removals::{AfterRemoval, Removals, UnknownRemoval};
pub use requests::Requests;
pub use ways::{Lapse, Lapses, Way};

/// Which calls of a vendor fail though nothing is wrong with them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Failing {
    /// One in so many.
    OneIn(u64),
    /// The first over each connection.
    FirstOfConnection,
}

/// A vendor's behaviour, conforming unless edited.
#[derive(Clone, Debug)]
pub struct Behaviour {
    /// What requests must look like: the only place for lengths, lists of values and required fields.
    pub requests: Requests,
    /// The gateway.
    pub gateway: Gateway,
    /// The courier.
    pub butler: Butler,
    /// How long after its answer what a call has saved is known to others, where it is not known at once: accounts of the
    /// courier, users of `user.save` and applications are then read from a copy that lags behind (BS-51).
    pub lag: Option<Duration>,
    /// What is looked up as a call arrives and written only later, so that calls that arrive together do not see each other.
    pub races: Vec<Race>,
    /// A vendor that fails some of its calls, whatever they are.
    pub failing: Option<(Vendor, Failing)>,
    /// How many calls a second the whole vendor answers, where it limits them (GW-24, BS-51).
    pub calls_per_second: Option<u32>,
    /// What is done otherwise in one way into the vendor only.
    pub lapses: Lapses,
    /// What is compared carelessly.
    pub comparisons: Comparisons,
    /// The changes to answers on their way out, in this order.
    pub edits: Vec<AnswerEdit>,
}

impl Default for Behaviour {
    fn default() -> Self {
        let mut requests = Requests::default();
        // The shipped schemas judge what is documented. What is not specified, this vendor decides strictly.
        requests.set("envelope.request", "/properties/nonce/minLength", 6.into());
        Self {
            requests,
            gateway: Gateway::default(),
            butler: Butler::default(),
            lag: None,
            races: Vec::new(),
            failing: None,
            calls_per_second: None,
            lapses: Lapses::default(),
            comparisons: Comparisons::default(),
            edits: Vec::new(),
        }
    }
}
