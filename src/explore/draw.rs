//! What is drawn: fields set to values of every kind, more often near a limit than far from it.
//!
//! Strategies name the plain before the odd, since shrinking moves towards what is named first.

use std::ops::RangeInclusive;

use proptest::collection::vec;
use proptest::num::usize::BinarySearch;
use proptest::prelude::{BoxedStrategy, Just, Strategy};
use proptest::sample::select;
use proptest::strategy::{NewTree, Union, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::request::{Case, Edit, Given};
use super::text::{Piece, Set, Text};
use crate::contract::{Field, Form, Kind};
use crate::wire::{BodyStyle, Operation, Vendor};

/// A drawn case that can still be made simpler.
pub type Tree = Box<dyn ValueTree<Value = Case>>;

/// The most fields that one request gets wrong.
const MOST_EDITS: usize = 4;

/// Texts of one character, or of what a reader sees as one, that nobody has a reason to refuse.
const PLAIN: [&str; 6] = ["x", "1", "张", "é", "Ж", "１"];

/// Signs with a meaning in JSON, URLs or the gateway's signed text.
const SIGNS: [&str; 12] = ["&", "=", "\"", "\\", "%", "+", "/", "<", "'", "{", "u", "-"];

/// What software counts, cuts, reorders or stumbles over: marks, rare characters, things that are not seen.
const ODD: [&str; 26] = [
    "e\u{301}",
    "\u{301}",
    "𠮷",
    "😀",
    "👩\u{200d}👩\u{200d}👧",
    "👍\u{1f3fd}",
    "🇨🇳",
    "ع",
    " ",
    "\u{3000}",
    "\u{200f}",
    "\u{202e}",
    "\u{200d}",
    "\u{200b}",
    "\u{feff}",
    "\u{a0}",
    "\n",
    "\r\n",
    "\t",
    "\u{0}",
    "\u{1}",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{fffd}",
    "\u{ffff}",
];

/// What does not belong into an account.
const SPOILERS: [&str; 7] = ["X", "-", "_", " ", "１", "张", "é"];

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
    cases: Vec<BoxedStrategy<Case>>,
    seed: u64,
}

impl Drawing {
    /// Draws for these operations.
    pub fn new(operations: &[Operation], seed: u64) -> Self {
        let cases = operations.iter().flat_map(|operation| {
            let fields = operation.fields().fields().iter().filter(|field| field.is_drawn());
            fields.map(|field| case(*operation, field))
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
        let cases = self.cases.get(number % self.cases.len().max(1))?;
        let tree = cases.new_tree(&mut runner).ok()?;
        Some(Box::new(tree))
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
    (lead, others, style)
        .prop_map(move |(lead, others, style)| {
            let mut case = Case {
                style,
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

/// Values within what the pages say.
fn inside(operation: Operation, field: &Field) -> BoxedStrategy<Given> {
    let value = match &field.kind {
        Kind::Boolean => select(vec![json!(false), json!(true)]).prop_map(Given::Json).boxed(),
        Kind::Number { values, .. } => select(values.clone()).prop_map(|n| Given::Json(n.into())).boxed(),
        Kind::Choice { values, .. } => select(values.clone()).prop_map(|text| Given::Json(text.into())).boxed(),
        Kind::Account { least, most } => {
            let sets = select(vec![Set::SmallAndDigits, Set::Small, Set::Digits]);
            (up_to(*least, *most), sets).prop_map(|(n, set)| fresh(n, set)).boxed()
        }
        Kind::Text { most, form } => formed(operation.vendor(), *most, *form),
    };
    if field.required {
        return value;
    }
    Union::new_weighted(vec![(4, value), (1, Just(Given::Absent).boxed())]).boxed()
}

/// Well-formed texts up to the limit.
fn formed(vendor: Vendor, most: usize, form: Form) -> BoxedStrategy<Given> {
    let tail = |tail: &'static str, least: usize| {
        up_to(least, most - tail.len())
            .prop_map(move |n| Text(vec![Piece::Fresh(n, Set::Small), Piece::Repeat(1, tail)]))
            .prop_map(given)
            .boxed()
    };
    match form {
        Form::Words => words(up_to(1, most), plain(vendor)).prop_map(given).boxed(),
        Form::Code => words(up_to(1, most), vec!["1", "A"]).prop_map(given).boxed(),
        Form::Phone => select(vec!["138", "150", "199"])
            .prop_map(|head| Text(vec![Piece::Repeat(1, head), Piece::Fresh(8, Set::Digits)]))
            .prop_map(given)
            .boxed(),
        Form::Email => tail("@fuhe.com", 1),
        // Eleven characters for each card and its comma, and seven to ten for the last.
        Form::Cards => up_to(10, most)
            .prop_map(move |length| {
                let more = length / 11 - usize::from(length % 11 < 7 && length > 10);
                let last = (length - 11 * more).min(10);
                Text(vec![
                    Piece::Repeat(more, "1234567890,"),
                    Piece::Repeat(1, &"1234567890"[..last]),
                ])
            })
            .prop_map(given)
            .boxed(),
        Form::Accounts => accounts(1..=most / 21),
        Form::Number => Just(Given::Json("".into())).boxed(),
        Form::Identity | Form::ThirdParty | Form::Own => new_words(most, plain(vendor)).prop_map(given).boxed(),
    }
}

/// Accounts that nobody has, each of 20 characters.
fn accounts(count: RangeInclusive<usize>) -> BoxedStrategy<Given> {
    count
        .prop_map(|count| {
            let pieces = (0..count).flat_map(|_| [Piece::Fresh(20, Set::SmallAndDigits), Piece::Repeat(1, ",")]);
            let mut pieces: Vec<Piece> = pieces.collect();
            pieces.pop();
            given(Text(pieces))
        })
        .boxed()
}

/// Values just outside: where a limit that is off by one shows.
fn edge(field: &Field) -> BoxedStrategy<Given> {
    let one_past = |most: usize, form: Form| {
        let units = match form {
            Form::Phone | Form::Code | Form::Cards => vec!["1"],
            _ => vec!["x", "1", "张"],
        };
        select(units)
            .prop_map(move |unit| given(Text(vec![Piece::Repeat(most + 1, unit)])))
            .boxed()
    };
    let neighbours = |values: &[i64], write: fn(i64) -> Value| {
        let ends = values.iter().min().into_iter().map(|n| n - 1);
        let ends: Vec<Value> = ends.chain(values.iter().max().map(|n| n + 1)).map(write).collect();
        select(ends).prop_map(Given::Json).boxed()
    };
    let outside = match &field.kind {
        Kind::Text {
            most,
            form: Form::Identity | Form::ThirdParty | Form::Number,
        } => Just(fresh(most + 1, Set::SmallAndDigits)).boxed(),
        Kind::Text {
            most,
            form: Form::Accounts,
        } => accounts(most / 21 + 1..=most / 21 + 3),
        Kind::Text { most, form } => one_past(*most, *form),
        Kind::Choice { values, .. } => {
            let numbers: Vec<i64> = values.iter().filter_map(|value| value.parse().ok()).collect();
            neighbours(&numbers, |n| n.to_string().into())
        }
        Kind::Number { values, .. } => neighbours(values, Value::from),
        Kind::Account { least, most } => {
            let lengths = vec![least - 1, most + 1];
            select(lengths).prop_map(|n| fresh(n, Set::SmallAndDigits)).boxed()
        }
        Kind::Boolean => Just(Given::Json("true".into())).boxed(),
    };
    if !field.required {
        return outside;
    }
    let missing = select(vec![Given::Absent, Given::Json("".into())]);
    Union::new_weighted(vec![(3, outside), (2, missing.boxed())]).boxed()
}

/// Values of every kind, most of them wrong.
fn anything(operation: Operation, field: &Field) -> BoxedStrategy<Given> {
    let vendor = operation.vendor();
    let mut kinds = vec![
        (1, inside(operation, field)),
        (2, Just(Given::Absent).boxed()),
        (1, Just(Given::Json("".into())).boxed()),
        (1, Just(Given::Json(" ".into())).boxed()),
        (1, Just(Given::Json(Value::Null)).boxed()),
        (1, select(other_types()).prop_map(Given::Json).boxed()),
    ];
    let texts = |most, units| words(around(1, most), units).prop_map(given).boxed();
    match &field.kind {
        Kind::Text { most, form } => {
            let most = *most;
            match form {
                Form::Identity | Form::ThirdParty => {
                    kinds.push((3, new_around(most, plain(vendor)).prop_map(given).boxed()));
                    kinds.push((3, new_around(most, odd()).prop_map(given).boxed()));
                }
                Form::Number => {
                    let number = |lengths: BoxedStrategy<usize>| lengths.prop_map(|n| fresh(n, Set::CapitalsAndDigits));
                    kinds.push((3, number(up_to(8, most)).boxed()));
                    kinds.push((3, number(around(1, most)).boxed()));
                    kinds.push((2, texts(most, odd())));
                }
                Form::Phone | Form::Code => {
                    let digits = around(1, most).prop_map(|n| given(Text(vec![Piece::Repeat(n, "1")])));
                    kinds.push((3, digits.boxed()));
                    kinds.push((3, texts(most, odd())));
                }
                Form::Accounts => kinds.push((4, accounts(1..=most / 20))),
                Form::Words | Form::Email | Form::Cards | Form::Own => {
                    kinds.push((3, texts(most, plain(vendor))));
                    kinds.push((3, texts(most, odd())));
                }
            }
        }
        Kind::Choice { most, .. } => {
            kinds.push((
                4,
                select(near_choices()).prop_map(|text| Given::Json(text.into())).boxed(),
            ));
            kinds.push((1, texts(*most, odd())));
        }
        Kind::Number { .. } => kinds.push((5, select(near_numbers()).prop_map(Given::Json).boxed())),
        Kind::Boolean => {
            let near = select(vec![json!("true"), json!("false"), json!(0), json!(1), json!("1")]);
            kinds.push((3, near.prop_map(Given::Json).boxed()));
        }
        Kind::Account { most, .. } => {
            kinds.push((2, around(1, *most).prop_map(|n| fresh(n, Set::SmallAndDigits)).boxed()));
            kinds.push((2, (0..6_usize).prop_map(|n| fresh(n, Set::SmallAndDigits)).boxed()));
            let unit = Union::new_weighted(vec![(2, select(SPOILERS.to_vec())), (1, select(ODD.to_vec()))]);
            let spoiled =
                (6..=*most, unit, 0..3).prop_map(|(length, unit, place)| spoiled_account(length, unit, place));
            kinds.push((8, spoiled.boxed()));
        }
    }
    Union::new_weighted(kinds).boxed()
}

/// An account with something in it that does not belong there: at its end, in its middle or at its start.
fn spoiled_account(length: usize, unit: &'static str, place: i32) -> Given {
    let before = match place {
        0 => length,
        1 => length / 2,
        _ => 0,
    };
    given(Text(vec![
        Piece::Fresh(before, Set::SmallAndDigits),
        Piece::Repeat(1, unit),
        Piece::Fresh(length - before, Set::SmallAndDigits),
    ]))
}

fn plain(vendor: Vendor) -> Vec<&'static str> {
    match vendor {
        Vendor::Gateway => [PLAIN.as_slice(), SIGNS.as_slice()].concat(),
        Vendor::Courier => PLAIN.to_vec(),
    }
}

fn odd() -> Vec<&'static str> {
    [&["x"], ODD.as_slice(), SIGNS.as_slice(), PLAIN.as_slice()].concat()
}

/// Numbers that begin where another strategy says and shrink towards 0, whatever lies between. A union of ranges would
/// stop at the start of each.
#[derive(Debug)]
struct Falling(BoxedStrategy<usize>);

impl Strategy for Falling {
    type Tree = BinarySearch;
    type Value = usize;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        Ok(BinarySearch::new(self.0.new_tree(runner)?.current()))
    }
}

/// Lengths that begin in one of these ranges and shrink towards the least.
fn lengths(least: usize, ranges: Vec<(u32, RangeInclusive<usize>)>) -> BoxedStrategy<usize> {
    let starts = ranges.into_iter().map(|(weight, range)| {
        let above = range.start().saturating_sub(least)..=range.end().saturating_sub(least);
        (weight, above)
    });
    Falling(Union::new_weighted(starts.collect()).boxed())
        .prop_map(move |above| least + above)
        .boxed()
}

/// Lengths up to a limit.
fn up_to(least: usize, most: usize) -> BoxedStrategy<usize> {
    lengths(
        least,
        vec![
            (2, least..=most.min(least + 7)),
            (2, least..=most),
            (1, most.saturating_sub(1)..=most),
            (3, most..=most),
        ],
    )
}

/// Lengths on both sides of a limit, mostly near it, seldom very far from it.
fn around(least: usize, most: usize) -> BoxedStrategy<usize> {
    lengths(
        least,
        vec![
            (2, least..=most),
            (2, most.saturating_sub(1)..=most),
            (5, most + 1..=most + 2),
            (2, most + 1..=2 * most + 8),
            (1, 900..=1_100),
            (1, 90_000..=100_000),
        ],
    )
}

/// One of these; the first is where shrinking ends, whatever lies between.
fn unit(units: Vec<&'static str>) -> BoxedStrategy<&'static str> {
    let first = units.first().copied().unwrap_or("x");
    Union::new_weighted(vec![(1, Just(first).boxed()), (4, select(units).boxed())]).boxed()
}

/// A text of this length, of up to three kinds of characters.
fn words(length: BoxedStrategy<usize>, units: Vec<&'static str>) -> BoxedStrategy<Text> {
    (length, vec(unit(units), 1..=3))
        .prop_map(|(length, units)| Text(share(length, &units)).joined())
        .boxed()
}

/// As many characters, shared out among these units; the first takes what does not come out even.
fn share(length: usize, units: &[&'static str]) -> Vec<Piece> {
    let mut rest = length;
    let mut pieces: Vec<Piece> = Vec::new();
    for unit in units.iter().skip(1) {
        let count = length / units.len() / unit.chars().count();
        rest -= count * unit.chars().count();
        pieces.push(Piece::Repeat(count, unit));
    }
    if let Some(first) = units.first() {
        let size = first.chars().count();
        pieces.insert(0, Piece::Repeat(rest / size, first));
        pieces.push(Piece::Repeat(rest % size, "x"));
    }
    pieces
}

/// A text that no other call has, up to a limit.
fn new_words(most: usize, units: Vec<&'static str>) -> BoxedStrategy<Text> {
    (up_to(8, most), 0..=1_000_usize, unit(units))
        .prop_map(|(length, part, unit)| begun_afresh(length, part, unit))
        .boxed()
}

/// The same, on both sides of the limit.
fn new_around(most: usize, units: Vec<&'static str>) -> BoxedStrategy<Text> {
    (around(8, most), 0..=1_000_usize, unit(units))
        .prop_map(|(length, part, unit)| begun_afresh(length, part, unit))
        .boxed()
}

/// So many characters, at least eight of them fresh, and so many thousandths of the others of one kind.
fn begun_afresh(length: usize, part: usize, unit: &'static str) -> Text {
    let size = unit.chars().count();
    let count = (length - 8) * part / 1_000 / size;
    Text(vec![
        Piece::Fresh(length - count * size, Set::SmallAndDigits),
        Piece::Repeat(count, unit),
    ])
    .joined()
}

fn fresh(length: usize, set: Set) -> Given {
    given(Text(vec![Piece::Fresh(length, set)]))
}

fn given(text: Text) -> Given {
    Given::Text(text.joined())
}

/// Values of other types than a text.
fn other_types() -> Vec<Value> {
    let deep = (0..150).fold(json!("x"), |inner, _| json!([inner]));
    vec![
        json!(0),
        json!(1),
        json!(true),
        json!(false),
        json!(123),
        json!(-1),
        json!(1.0),
        json!(1e20),
        json!(u64::MAX),
        json!([]),
        json!(["a"]),
        json!({}),
        json!({"a": 1}),
        json!([null, {"": ""}]),
        deep,
    ]
}

fn near_choices() -> Vec<&'static str> {
    vec![
        "0",
        "3",
        "4",
        "9",
        "x",
        "11",
        "12",
        "01",
        "1.0",
        "-1",
        " 1",
        "1 ",
        "1\n",
        "１",
        "\u{0}1",
        "1\u{200d}",
        "企业",
        "😀",
    ]
}

fn near_numbers() -> Vec<Value> {
    vec![
        json!(3),
        json!(-1),
        json!(0),
        json!(2),
        json!(12),
        json!(10),
        json!(257),
        json!(65_537),
        json!(4_294_967_297_u64),
        json!(i64::MIN),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(1.0),
        json!(2.0),
        json!(-0.0),
        json!(1.5),
        json!(3.5),
        json!(1e20),
        json!("0"),
        json!("1"),
        json!("2"),
        json!("3"),
        json!("x"),
        json!("１"),
    ]
}
