//! What is drawn: fields set to values of every kind, more often near a limit than far from it.
//!
//! Strategies name the plain before the odd, since shrinking moves towards what is named first.

mod length;
mod value;
mod words;

use proptest::collection::vec;
use proptest::prelude::{BoxedStrategy, Just, Strategy};
use proptest::sample::select;
use proptest::strategy::{Union, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use sha2::{Digest, Sha256};

use super::request::{Case, Edit, Given};
use super::text::{Piece, Set, Text};
use crate::contract::Field;
use crate::wire::{BodyStyle, Operation, Vendor};

use value::{anything, edge, inside, other_types};

/// A drawn case that can still be made simpler.
pub type Tree = Box<dyn ValueTree<Value = Case>>;

/// The most fields that one request gets wrong.
const MOST_EDITS: usize = 4;

/// Names of fields that no page names, or that mean something elsewhere.
const STRANGERS: [&str; 10] = [
    "remark",
    "BIZ_USER_NAME",
    "biz_user_name ",
    "__proto__",
    "nonce",
    "sign",
    "a&b=c",
    "姓名",
    "",
    "\u{0}",
];

/// What is drawn for a target: each case is about one field, and each field in turn, so that none goes short.
#[derive(Debug)]
pub struct Drawing {
    cases: Vec<(Operation, BoxedStrategy<Case>)>,
    seed: u64,
}

impl Drawing {
    /// Draws for these operations.
    pub fn new(operations: &[Operation], seed: u64) -> Self {
        let cases = operations.iter().flat_map(|operation| {
            let fields = operation.fields().fields().iter().filter(|field| field.is_drawn());
            fields.map(|field| (*operation, case(*operation, field)))
        });
        Self {
            cases: cases.collect(),
            seed,
        }
    }

    /// The case of this number: the same for the same seed, however many are drawn. `None` where nothing can be drawn.
    pub fn case(&self, number: usize) -> Option<Tree> {
        let mut hash = Sha256::new();
        hash.update(self.seed.to_be_bytes());
        hash.update(number.to_be_bytes());
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &hash.finalize());
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        let (_, cases) = self.cases.get(number % self.cases.len().max(1))?;
        let tree = cases.new_tree(&mut runner).ok()?;
        Some(Box::new(tree))
    }

    /// The case of this number among those of an operation.
    pub fn case_of(&self, operation: Operation, number: usize) -> Option<Case> {
        let all = self.cases.len();
        let own: Vec<usize> = (0..all).filter(|place| self.cases[*place].0 == operation).collect();
        let place = own.get(number % own.len().max(1))?;
        Some(self.case(place + all * (number / own.len()))?.current())
    }
}

/// Cases about one field: it alone is set, or others too. Of several wrong values one hides the others, so mostly the
/// others are right.
fn case(operation: Operation, about: &Field) -> BoxedStrategy<Case> {
    let within = operation
        .fields()
        .fields()
        .iter()
        .filter(|field| field.is_drawn())
        .map(|field| edit(field, inside(operation, field)));
    let within = Union::new(within).boxed();
    let beyond = operation
        .fields()
        .fields()
        .iter()
        .filter(|field| field.is_drawn())
        .map(|field| edit(field, anything(operation, field)))
        .chain(std::iter::once(stranger()));
    let beyond = Union::new(beyond).boxed();
    let lead = Union::new_weighted(vec![
        (2, inside(operation, about)),
        (3, edge(about)),
        (3, anything(operation, about)),
    ]);
    // Shrinking can leave the field alone where others are to blame.
    let lead = Union::new_weighted(vec![
        (1, Just(None).boxed()),
        (40, edit(about, lead.boxed()).prop_map(Some).boxed()),
    ]);
    let others = Union::new_weighted(vec![
        (4, Just(Vec::new()).boxed()),
        (4, vec(within, 1..MOST_EDITS).boxed()),
        (2, vec(beyond, 1..MOST_EDITS).boxed()),
    ]);
    let style = Union::new_weighted(vec![
        (12, Just(BodyStyle::Compact)),
        (1, Just(BodyStyle::PrettyPrinted)),
        (1, Just(BodyStyle::Escaped)),
        (1, Just(BodyStyle::Reversed)),
        (1, Just(BodyStyle::Doubled)),
    ]);
    let envelope = Union::new_weighted(vec![
        (15, Just(None).boxed()),
        (1, part(operation.vendor()).prop_map(Some).boxed()),
    ]);
    (lead, others, style, envelope)
        .prop_map(move |(lead, others, style, envelope)| {
            let mut case = Case {
                style,
                envelope,
                ..Case::plain(operation)
            };
            for edit in lead.into_iter().chain(others) {
                if !case.touches(&edit.field) {
                    case.edits.push(edit);
                }
            }
            case
        })
        .boxed()
}

/// A part of the envelope that is missing, empty or another.
fn part(vendor: Vendor) -> BoxedStrategy<Edit> {
    let fresh = |count, set| Given::Text(Text(vec![Piece::Fresh(count, set)]));
    let others = match vendor {
        Vendor::Gateway => vec![
            ("application id", fresh(16, Set::CapitalsAndDigits)),
            ("nonce", fresh(12, Set::SmallAndDigits)),
            ("timestamp", Given::Json(1.into())),
            ("sign", fresh(172, Set::SmallAndDigits)),
            ("API code", fresh(12, Set::Small)),
        ],
        Vendor::Courier => vec![
            ("sendAppId", fresh(15, Set::Digits)),
            ("timestamp", Given::Json("1".into())),
            ("sign", fresh(86, Set::SmallAndDigits)),
        ],
    };
    let parts = others.into_iter().flat_map(|(name, other)| {
        let givens = [Given::Absent, Given::Json("".into()), other];
        givens.map(|given| Edit {
            field: name.to_owned(),
            given,
        })
    });
    select(parts.collect::<Vec<_>>()).boxed()
}

fn edit(field: &Field, given: BoxedStrategy<Given>) -> BoxedStrategy<Edit> {
    let name = field.name;
    given
        .prop_map(move |given| Edit {
            field: name.to_owned(),
            given,
        })
        .boxed()
}

fn stranger() -> BoxedStrategy<Edit> {
    (select(STRANGERS.to_vec()), select(other_types()))
        .prop_map(|(name, value)| Edit {
            field: name.to_owned(),
            given: Given::Json(value),
        })
        .boxed()
}
