//! fuhe (符合, "the tally halves match") answers one question: does this vendor's interface do what the vendor's
//! documentation says?
//!
//! # The story of a run
//!
//! ```text
//! feature → step → client → wire → exchange → check → finding → record → report
//!  what is   one    sends    shapes   what      compares  expected,  all that  everything
//!  promised  call   it       bytes    really    with the  actual,    happened  people read
//!                                     crossed   promise   rule
//! ```
//!
//! The features are the contract: one Gherkin `Rule:` for each documented rule, and no second list anywhere
//! ([`contract`]). A *target* says which vendor is called, where and with what credentials ([`config`]); without one, a
//! faithful vendor ([`mock`]) is started on a loopback port. A [`run`](run::run) makes correct calls first, so that a wrong
//! key is reported once and not sixty times, and what a vendor refuses of a correct call is found by comparison; then it
//! runs the selected scenarios, many at a time.
//!
//! Each step makes a call ([`steps`]). The [`client`] signs, encrypts and sends it ([`wire`], [`crypto`]), and what comes
//! back is an *exchange*: every stage from the plain parameters to the body of the answer. A [`check`] is a pure function
//! of an expectation and an exchange; what it returns is a [`Finding`](contract::Finding), which names the rule that is
//! broken. **A rule fails if and only if a finding names it**, and
//! [`Verdict::of`](contract::Verdict::of) is the one place where verdicts are made.
//!
//! Before any of this works, some undocumented habits of the target must be known; [`probe`](probe::probe) finds them.
//!
//! A scenario writes findings, observations and exchanges into its journal, masked on the way in; the [`record`] is the
//! fold of all journals, and every [`report`] is a function of the record.
//!
//! Two records are [compared](compare) to show what a vendor's release changed, documented or not, and the vendor's own
//! page is compared with the contract to show what its documentation changed ([`document`]).
//!
//! What the vendor does wrong is a finding. What goes wrong with us or on the way is an [`error::Error`]. The two never
//! mix, down to the exit code ([`cli::Exit`]).
//!
//! # Who tests the tests
//!
//! [`prove`] runs the same suite against hundreds of vendors that are wrong on purpose, each in one way, and against
//! vendors that follow every other interpretation of what is not specified: the first must be caught at their rule, the
//! second must not be accused.

pub mod contract;
pub mod crypto;
pub mod wire;

pub mod clock;
pub mod config;
pub mod error;
pub mod interrupt;
pub mod leftovers;
pub mod text;

pub mod client;
pub mod faults;
pub mod mock;

pub mod check;
pub mod record;
pub mod steps;

pub mod explore;

pub mod probe;

pub mod run;

pub mod compare;

pub mod docs;
pub mod document;
pub mod report;

pub mod prove;

pub mod cli;
