//! Generated requests: what is drawn, how it is judged, and what becomes of it against a vendor that conforms and against
//! vendors that do not.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use fuhe::client::{CallLimits, Client};
use fuhe::clock::Clock;
use fuhe::config::{Fixtures, GatewayTarget, Network, Target};
use fuhe::contract::Contract;
use fuhe::crypto::rsa::{KeyPair, SigningKey};
use fuhe::error::Error;
use fuhe::explore::{
    Allowed, Case, Drawing, Edit, ExplorePlan, Explored, Given, Piece, Request, Set, Text, explore, judge,
};
use fuhe::faults::{Choice, Mutant};
use fuhe::mock::{AnswerEdit, Behaviour, Change, KeyPool, MockConfig, Which};
use fuhe::record::StepStatus;
use fuhe::run::Embedded;
use fuhe::steps::{Bases, Draw};
use fuhe::wire::etc::{RequestNames, SigningHabits};
use fuhe::wire::{BodyStyle, Operation};
use rand::SeedableRng as _;
use rand::rngs::{OsRng, StdRng};
use rand::seq::SliceRandom as _;
use rstest::rstest;
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;

const INITIALS: &str = "sfk";

fn base(operation: Operation, key: &str) -> Map<String, Value> {
    Bases::default().call(operation, &mut Draw::new("explored", 0, key), &Fixtures::default())
}

fn request(operation: &str, edits: Vec<(&str, Given)>, style: BodyStyle) -> Request {
    let edits = edits
        .into_iter()
        .map(|(field, given)| Edit {
            field: field.to_owned(),
            given,
        })
        .collect();
    let operation = Operation::known(operation);
    let case = Case {
        operation,
        edits,
        style,
    };
    Request::new(case, base(operation, "judged"), INITIALS)
}

fn verdict(operation: &str, edits: Vec<(&str, Given)>) -> Allowed {
    judge(&request(operation, edits, BodyStyle::Compact), true)
}

/// `accept`, `either`, or the rule by which it is refused.
fn in_a_word(verdict: &Allowed) -> String {
    match verdict {
        Allowed::Accept => "accept".to_owned(),
        Allowed::Either { .. } => "either".to_owned(),
        Allowed::Refuse { rule, .. } => rule.to_string(),
    }
}

mod drawing {
    use super::*;

    fn cases(seed: u64, count: usize) -> Vec<Case> {
        let drawing = Drawing::new(&Operation::all().collect::<Vec<_>>(), seed);
        (0..count)
            .map(|number| drawing.case(number).unwrap().current())
            .collect()
    }

    #[test]
    fn the_seed_decides() {
        assert_eq!(cases(7, 100), cases(7, 100));
        assert_ne!(cases(7, 100), cases(8, 100));
        // Drawing more does not change what was drawn before.
        assert_eq!(cases(7, 100)[..50], cases(7, 50));
    }

    #[test]
    fn every_field_and_every_class_is_drawn() {
        let cases = cases(1, 2_000);
        let mut words: BTreeSet<String> = BTreeSet::new();
        let mut touched: BTreeSet<(Operation, String)> = BTreeSet::new();
        let mut texts = String::new();
        let mut longest = 0;
        let mut most_edits = 0;
        for (number, case) in cases.into_iter().enumerate() {
            let operation = case.operation;
            most_edits = most_edits.max(case.edits.len());
            touched.extend(case.edits.iter().map(|edit| (operation, edit.field.clone())));
            let request = Request::new(case, base(operation, &number.to_string()), INITIALS);
            words.insert(in_a_word(&judge(&request, true)));
            for text in request.params.values().filter_map(Value::as_str) {
                longest = longest.max(text.len());
                texts.extend(text.chars().take(40));
            }
        }
        for operation in Operation::all() {
            for field in operation.fields().fields().iter().filter(|field| field.is_drawn()) {
                assert!(
                    touched.contains(&(operation, field.name.to_owned())),
                    "{operation} {}",
                    field.name
                );
            }
        }
        for word in [
            "accept", "either", "CU-07", "GU-13", "GU-14", "CU-03", "BS-27", "BS-05", "BS-07", "CU-02",
        ] {
            assert!(words.contains(word), "{word} is not among {words:?}");
        }
        // Combining, full-width, right to left, joining, rare, invisible, NUL.
        for odd in [
            '\u{301}', '１', '\u{200f}', '\u{202e}', '\u{200d}', '😀', '𠮷', '\u{feff}', '\0', '\u{1}',
        ] {
            assert!(texts.contains(odd), "{odd:?} is never drawn");
        }
        assert!(longest >= 90_000, "the longest value has {longest} bytes only");
        assert_eq!(most_edits, 4);
    }

    /// The test of the judge that matters most is the vendor; this one only keeps the classes in proportion.
    #[test]
    fn no_class_is_rare() {
        let mut counts = [0; 3];
        for (number, case) in cases(3, 1_000).into_iter().enumerate() {
            let operation = case.operation;
            let request = Request::new(case, base(operation, &number.to_string()), INITIALS);
            counts[match judge(&request, true) {
                Allowed::Accept => 0,
                Allowed::Refuse { .. } => 1,
                Allowed::Either { .. } => 2,
            }] += 1;
        }
        assert!(counts.iter().all(|count| *count > 150), "{counts:?}");
    }
}

mod judging {
    use super::*;

    const CU: &str = "client.user.save";
    const GU: &str = "user.save";
    const BS: &str = "batchSave";

    fn times(count: usize, text: &'static str) -> Given {
        Given::Text(Text(vec![Piece::Repeat(count, text)]))
    }

    fn fresh(count: usize) -> Given {
        Given::Text(Text(vec![Piece::Fresh(count, Set::SmallAndDigits)]))
    }

    fn value(value: Value) -> Given {
        Given::Json(value)
    }

    #[rstest]
    // Texts at their limits.
    #[case(CU, "biz_user_name", times(32, "x"), "accept")]
    #[case(CU, "biz_user_name", times(32, "张"), "accept")]
    #[case(CU, "biz_user_name", times(32, "１"), "accept")]
    #[case(CU, "biz_user_name", times(33, "x"), "CU-07")]
    #[case(CU, "biz_user_name", times(33, "张"), "CU-07")]
    #[case(CU, "biz_user_name", times(100_000, "x"), "CU-07")]
    #[case(CU, "biz_user_name", value(json!("AT&T \"a\\b\" <x=y>")), "accept")]
    #[case(GU, "biz_user_name", times(255, "x"), "accept")]
    #[case(GU, "biz_user_name", times(256, "x"), "GU-14")]
    #[case(BS, "userRealName", times(20, "张"), "accept")]
    #[case(BS, "userRealName", times(21, "张"), "BS-27")]
    // What a length counts is open, unless no way of counting lets it through.
    #[case(CU, "biz_user_name", times(16, "𠮷"), "either")]
    #[case(CU, "biz_user_name", times(32, "𠮷"), "either")]
    #[case(CU, "biz_user_name", times(33, "𠮷"), "CU-07")]
    #[case(CU, "biz_user_name", times(10, "e\u{301}"), "accept")]
    #[case(CU, "biz_user_name", times(16, "e\u{301}"), "either")]
    #[case(CU, "biz_user_name", times(17, "e\u{301}"), "either")]
    #[case(CU, "biz_user_name", times(32, "e\u{301}"), "either")]
    #[case(CU, "biz_user_name", times(33, "e\u{301}"), "CU-07")]
    #[case(CU, "biz_user_name", times(11, "👩\u{200d}👩\u{200d}👧"), "either")]
    #[case(CU, "biz_user_name", times(33, "👩\u{200d}👩\u{200d}👧"), "CU-07")]
    #[case(CU, "biz_user_name", times(40, "\u{200d}"), "either")]
    // Blanks, invisible characters, other types, null.
    #[case(CU, "biz_user_name", value(json!(" ")), "either")]
    #[case(CU, "biz_user_name", times(1000, " "), "either")]
    #[case(CU, "biz_user_name", value(json!(" x")), "either")]
    #[case(CU, "biz_user_name", value(json!("x\u{0}y")), "either")]
    #[case(CU, "biz_user_name", value(json!("x\u{200f}y")), "either")]
    #[case(CU, "biz_user_name", value(json!(null)), "either")]
    #[case(CU, "biz_user_name", value(json!(123)), "either")]
    #[case(CU, "biz_user_name", value(json!(["a"])), "either")]
    // Required and optional.
    #[case(CU, "biz_user_name", Given::Absent, "CU-03")]
    #[case(CU, "biz_user_name", value(json!("")), "CU-03")]
    #[case(GU, "biz_user_name", Given::Absent, "accept")]
    #[case(GU, "biz_user_name", value(json!("")), "either")]
    #[case(BS, "userRealName", Given::Absent, "BS-07")]
    #[case(BS, "userRealName", value(json!("")), "BS-07")]
    #[case(BS, "empNo", value(json!("")), "either")]
    // Identities must be new, numbers of users cannot be made up.
    #[case(CU, "biz_user_id", fresh(32), "accept")]
    #[case(CU, "biz_user_id", fresh(33), "CU-07")]
    #[case(CU, "biz_user_id", times(32, "x"), "either")]
    #[case(GU, "etc_user_no", value(json!("")), "accept")]
    #[case(GU, "etc_user_no", fresh(16), "GU-13")]
    #[case(GU, "etc_user_no", fresh(17), "GU-14")]
    #[case(GU, "etc_user_no", times(16, "x"), "either")]
    // Lists of numbers.
    #[case(CU, "biz_user_type", value(json!(1)), "accept")]
    #[case(CU, "biz_user_type", value(json!(3)), "CU-07")]
    #[case(CU, "biz_user_type", value(json!(4_294_967_297_u64)), "CU-07")]
    #[case(CU, "biz_user_type", value(json!(u64::MAX)), "CU-07")]
    #[case(CU, "biz_user_type", value(json!(1e20)), "CU-07")]
    #[case(CU, "biz_user_type", value(json!(0)), "either")]
    #[case(CU, "biz_user_type", value(json!(1.0)), "either")]
    #[case(CU, "biz_user_type", value(json!(1.5)), "either")]
    #[case(CU, "biz_user_type", value(json!(3.5)), "CU-07")]
    #[case(CU, "biz_user_type", value(json!("1")), "either")]
    #[case(CU, "biz_user_type", value(json!("")), "CU-02")]
    #[case(CU, "biz_user_type", Given::Absent, "CU-02")]
    #[case(BS, "userStatus", value(json!(2)), "BS-27")]
    #[case(BS, "userStatus", value(json!("")), "either")]
    // Lists of texts.
    #[case(GU, "biz_user_type", value(json!("2")), "accept")]
    #[case(GU, "biz_user_type", value(json!("3")), "GU-14")]
    #[case(GU, "biz_user_type", value(json!("11")), "GU-14")]
    #[case(GU, "biz_user_type", value(json!("１")), "either")]
    #[case(GU, "biz_user_type", value(json!("1 ")), "either")]
    #[case(GU, "biz_user_type", value(json!(1)), "either")]
    #[case(GU, "biz_user_type", value(json!("")), "GU-05")]
    #[case(GU, "contract_type", value(json!("")), "either")]
    #[case(GU, "create_app", value(json!(false)), "accept")]
    #[case(GU, "create_app", value(json!("false")), "either")]
    // Accounts: full-width digits are ruled out, invisible characters may be dropped.
    #[case(BS, "userNo", fresh(6), "accept")]
    #[case(BS, "userNo", fresh(20), "accept")]
    #[case(BS, "userNo", fresh(21), "BS-27")]
    #[case(BS, "userNo", fresh(5), "BS-27")]
    #[case(BS, "userNo", value(json!("abcdefghX")), "BS-27")]
    #[case(BS, "userNo", value(json!("abcdefgh１２")), "BS-27")]
    #[case(BS, "userNo", value(json!("abcdefgh😀")), "BS-27")]
    #[case(BS, "userNo", value(json!("abcdefgh\u{0}")), "either")]
    #[case(BS, "userNo", value(json!(" abcdefgh")), "either")]
    #[case(BS, "userNo", value(json!("abcdefgh")), "either")]
    #[case(BS, "userNo", value(json!(12_345_678)), "either")]
    #[case(BS, "userNo", Given::Absent, "BS-05")]
    // Forms that a vendor may check.
    #[case(BS, "userPhone", value(json!("13812345678")), "accept")]
    #[case(BS, "userPhone", value(json!("1")), "either")]
    #[case(BS, "userPhone", times(12, "1"), "BS-27")]
    #[case(BS, "userEmail", value(json!("a@b.cn")), "accept")]
    #[case(BS, "userEmail", value(json!("a")), "either")]
    #[case(BS, "custId", value(json!("1234567890,1234567891")), "accept")]
    #[case(BS, "custId", value(json!("1234567890;1234567891")), "either")]
    #[case(BS, "empNo", value(json!("a=b")), "either")]
    // A third-party id decides the account.
    #[case(BS, "thirdPlatformId", fresh(12), "accept")]
    #[case(BS, "thirdPlatformId", fresh(50), "accept")]
    #[case(BS, "thirdPlatformId", fresh(51), "BS-27")]
    #[case(BS, "thirdPlatformId", value(json!("A")), "either")]
    #[case(BS, "thirdPlatformId", value(json!("polygenelubricants")), "either")]
    #[case(BS, "thirdPlatformId", value(json!(null)), "either")]
    // What no page names.
    #[case(CU, "remark", value(json!("x")), "either")]
    fn one_value(#[case] operation: &str, #[case] field: &str, #[case] given: Given, #[case] expected: &str) {
        let verdict = verdict(operation, vec![(field, given)]);
        assert_eq!(in_a_word(&verdict), expected, "{verdict:?}");
    }

    #[test]
    fn what_is_ruled_out_outweighs_what_is_open() {
        let name = || ("biz_user_name", times(33, "x"));
        let open = || ("biz_user_code", value(json!(null)));
        let word = |edits| in_a_word(&verdict(CU, edits));
        assert_eq!(word(vec![open(), name()]), "CU-07");
        assert_eq!(word(vec![("biz_user_id", fresh(20)), open()]), "either");
        assert_eq!(
            word(vec![("biz_user_id", fresh(20)), ("biz_user_type", value(json!(1)))]),
            "accept"
        );
    }

    #[test]
    fn an_account_that_is_not_the_derived_one_is_ruled_out() {
        let edits = || vec![("thirdPlatformId", fresh(12)), ("userNo", fresh(12))];
        assert_eq!(in_a_word(&verdict(BS, edits())), "BS-27");
        // Unless the id may count for nothing.
        let edits = vec![("thirdPlatformId", value(json!(" "))), ("userNo", fresh(12))];
        assert_eq!(in_a_word(&verdict(BS, edits)), "either");
    }

    #[test]
    fn doubled_members_are_open_and_other_layouts_are_not() {
        let judged = |style, name| {
            let request = request(CU, vec![("biz_user_name", times(name, "x"))], style);
            in_a_word(&judge(&request, true))
        };
        assert_eq!(judged(BodyStyle::Reversed, 32), "accept");
        assert_eq!(judged(BodyStyle::Doubled, 32), "either");
        assert_eq!(judged(BodyStyle::Doubled, 33), "CU-07");
    }

    #[test]
    fn a_live_vendor_may_look_into_its_books() {
        let edits = || vec![("organizationCode", times(100, "x"))];
        assert_eq!(in_a_word(&verdict(BS, edits())), "accept");
        assert_eq!(
            in_a_word(&judge(&request(BS, edits(), BodyStyle::Compact), false)),
            "either"
        );
    }
}

#[test]
fn texts_read_like_the_features() {
    let text = |pieces| Text(pieces).joined().to_string();
    assert_eq!(
        text(vec![Piece::Repeat(20, "x"), Piece::Repeat(13, "x")]),
        r#"33 × "x""#
    );
    assert_eq!(
        text(vec![Piece::Repeat(1, "x"), Piece::Fresh(8, Set::Digits)]),
        r#""x" + 8 × [0-9]"#
    );
    assert_eq!(text(vec![Piece::Repeat(2, "\u{202e}")]), r#"2 × "\u202e""#);
    assert_eq!(text(vec![Piece::Repeat(0, "x")]), r#""""#);
}

#[test]
fn a_doubled_body_says_the_same() {
    let body = json!({"a": 1, "params": {"b": "\"", "c": {"d": null}}});
    let text = BodyStyle::Doubled.write(body.as_object().unwrap());
    assert!(
        text.starts_with(r#"{"a":1,"a":1,"params":{"b":"\"","b":"\"","c""#),
        "{text}"
    );
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), body);
}

mod against_a_vendor {
    use super::*;

    async fn explored(behaviour: Behaviour, cases: usize, seed: u64) -> Explored {
        let vendor = Embedded::start(MockConfig {
            behaviour,
            keys: KeyPool::quick(),
            seed,
            ..MockConfig::default()
        })
        .await
        .unwrap();
        let target = Arc::clone(vendor.target());
        let fixtures = target.butler.as_ref().unwrap().fixtures.clone();
        let company = target.butler.as_ref().unwrap().company_name.clone();
        let client = Client::new(target, Clock::System, "explore", CallLimits::default()).unwrap();
        let base = move |operation: Operation, key: &str| {
            Bases::default().call(operation, &mut Draw::new("explored", seed, key), &fixtures)
        };
        let plan = ExplorePlan {
            cases,
            seed,
            concurrency: 8,
            deadline: Instant::now() + Duration::from_secs(300),
            initials: fuhe::wire::butler::account::initials(&company)[0].clone(),
            masker: fuhe::record::Masker::new(&client.target().secrets()),
            base: &base,
            command: format!("fuhe check --explore {cases} --seed {seed}"),
            call_options: String::new(),
        };
        let explored = explore(&client, Contract::embedded(), &plan).await.unwrap();
        vendor.check_faults().unwrap();
        explored
    }

    #[rstest]
    #[tokio::test]
    async fn a_conforming_vendor_has_no_findings(#[values(1, 2, 3)] seed: u64) {
        let explored = explored(Behaviour::default(), 220, seed).await;
        println!("{:?}, {:.0} a second", explored.counts, explored.counts.per_second());
        let told: Vec<String> = explored
            .scenarios
            .iter()
            .map(|s| format!("{} {:?}", s.id, s.findings))
            .collect();
        assert!(told.is_empty(), "{}", told.join("\n"));
        assert_eq!(explored.counts.drawn, 220);
        assert_eq!(explored.counts.failed, 0);
    }
    /// What was told, as `rule name`, with the numbers of calls it took.
    fn told(explored: &Explored) -> Vec<String> {
        explored.scenarios.iter().map(|scenario| scenario.id.clone()).collect()
    }

    fn with_schema(message: &str, pointer: &str, value: Value) -> Behaviour {
        let mut behaviour = Behaviour::default();
        behaviour.requests.set(message, pointer, value);
        behaviour
    }

    #[rstest]
    #[case::loosened("client.user.save.request", "/properties/biz_user_name/maxLength", json!(33),
        r#"CU-07/explored biz_user_name 33 × "x""#)]
    #[case::tightened("client.user.save.request", "/properties/biz_user_name/maxLength", json!(31),
        r#"CU-03/explored biz_user_name 32 × "x""#)]
    #[case::far_too_tight("user.save.request", "/properties/biz_user_name/maxLength", json!(200),
        r#"GU-03/explored biz_user_name 201 × "x""#)]
    #[case::widened("user.save.request", "/properties/contract_type/enum", json!(["1", "2", "3", "4"]),
        r#"GU-14/explored contract_type "4""#)]
    #[case::narrowed("client.user.save.request", "/properties/biz_user_type/enum", json!([2]),
        "CU-02/explored biz_user_type 1")]
    #[case::row_loosened("batchSave.user", "/properties/userRealName/maxLength", json!(21),
        r#"BS-27/explored userRealName 21 × "x""#)]
    #[case::row_tightened("batchSave.user", "/properties/empNo/maxLength", json!(10),
        r#"BS-08/explored empNo 11 × "x""#)]
    #[case::account_loosened("batchSave.user", "/properties/userNo/pattern", json!("^[a-z0-9]{6,21}$"),
        "BS-27/explored userNo 21 × [a-z0-9]")]
    #[tokio::test]
    async fn a_vendor_with_one_limit_changed_is_caught_at_the_smallest_value(
        #[case] message: &str,
        #[case] pointer: &str,
        #[case] value: Value,
        #[case] expected: &str,
    ) {
        let explored = explored(with_schema(message, pointer, value), 440, 1).await;
        assert_eq!(told(&explored), [expected], "{:?}", explored.counts);
    }

    #[tokio::test]
    async fn a_required_field_that_may_be_missing_is_caught() {
        let mut behaviour = Behaviour::default();
        behaviour
            .requests
            .drop_required("client.user.save.request", "biz_user_code");
        behaviour
            .requests
            .remove("client.user.save.request", "/properties/biz_user_code/minLength");
        let explored = explored(behaviour, 440, 1).await;
        assert_eq!(told(&explored), ["CU-04/explored biz_user_code (absent)"]);
    }
    /// Whatever readings a vendor follows, together: none of them is a deviation. Left out are what the harness finds out
    /// before an exploration (initials), and what it knows of a vendor on loopback only (its books).
    #[rstest]
    #[tokio::test]
    async fn a_vendor_of_any_readings_has_no_findings(#[values(1, 2, 3, 4, 5, 6)] seed: u64) {
        const ELSEWHERE: [&str; 3] = ["BS-15.initials", "BS-50.card", "BS-50.organization-code"];
        let mut rng = StdRng::seed_from_u64(seed);
        let mut questions: BTreeMap<&str, Vec<&Choice>> = BTreeMap::new();
        for choice in Choice::all()
            .iter()
            .filter(|choice| !ELSEWHERE.contains(&choice.question))
        {
            questions.entry(choice.question).or_default().push(choice);
        }
        let mut behaviour = Behaviour::default();
        let mut chosen = Vec::new();
        for choices in questions.values() {
            let choice = choices.choose(&mut rng).unwrap();
            choice.apply(&mut behaviour);
            chosen.push(choice.to_string());
        }
        let explored = explored(behaviour, 132, seed).await;
        assert!(told(&explored).is_empty(), "{:#?}\n{chosen:?}", explored.scenarios);
    }
    fn with_edit(which: Which, change: Change) -> Behaviour {
        Behaviour {
            edits: vec![AnswerEdit { which, change }],
            ..Behaviour::default()
        }
    }

    #[rstest]
    #[case::no_cause(Which::refusals("batchSave"), Change::Remove("/result/*/cause"), "BS-23")]
    #[case::long_message(Which::refusals("user.save"), Change::Stretch("/msg", 256), "GW-03")]
    #[case::no_json(Which::refusals("client.user.save"), Change::Body("<html>"), "GW-03")]
    #[case::neither(Which::refusals("client.user.save"), Change::Remove("/code"), "GW-03")]
    #[case::number(
        Which::successes("client.user.save"),
        Change::Stretch("/data/client_user_no", 33),
        "CU-05"
    )]
    #[tokio::test]
    async fn an_answer_out_of_shape_is_told_once(#[case] which: Which, #[case] change: Change, #[case] rule: &str) {
        let explored = explored(with_edit(which, change), 132, 1).await;
        let rules: Vec<String> = explored.scenarios.iter().map(|s| s.rule.to_string()).collect();
        assert_eq!(rules, [rule], "{:?}", told(&explored));
        let scenario = &explored.scenarios[0];
        assert!(
            scenario
                .findings
                .iter()
                .all(|found| found.finding.rule.to_string() == rule)
        );
        assert!(
            scenario.steps[0].table.is_empty(),
            "{:?} is not minimal",
            scenario.steps
        );
    }

    #[tokio::test]
    async fn a_failure_reads_like_a_scenario_and_can_be_repeated() {
        let schema = with_schema("batchSave.user", "/properties/userPhone/maxLength", json!(12));
        let explored = explored(schema, 132, 1).await;
        let [scenario] = explored.scenarios.as_slice() else {
            panic!("{:?}", told(&explored));
        };
        assert_eq!(scenario.id, r#"BS-27/explored userPhone 12 × "1""#);
        assert_eq!(scenario.feature, "butler/batchSave.answer.feature");
        let steps: Vec<String> = scenario
            .steps
            .iter()
            .map(|s| format!("{} {}", s.keyword, s.text))
            .collect();
        assert_eq!(
            steps,
            [
                r#"When a courier user is created with userPhone 12 × "1""#,
                "Then it is refused"
            ]
        );
        assert_eq!(scenario.steps[1].status, StepStatus::Failed);
        let [found] = scenario.findings.as_slice() else {
            panic!("{:?}", scenario.findings);
        };
        assert_eq!((found.step, found.finding.exchange), (1, Some(0)));
        let expected = "the call to be refused (userPhone: the text is past its limit)";
        assert_eq!(found.finding.expected, expected);
        // The evidence is masked as it always is; the command is not evidence, and holds no value of the call.
        let evidence = serde_json::to_string(&scenario.exchanges).unwrap();
        assert!(
            evidence.contains("‹private, 12 characters›") && !evidence.contains("111111111111"),
            "{evidence}"
        );
        let repeat = scenario.repeat.as_deref().unwrap();
        let (again, alone) = repeat.split_once("  # this call alone: ").unwrap();
        assert_eq!(again, "fuhe check --explore 132 --seed 1");
        let params = alone
            .strip_prefix("fuhe call batchSave --params '")
            .unwrap()
            .strip_suffix('\'')
            .unwrap();
        let rows: Value = serde_json::from_str(params).unwrap();
        assert_eq!(rows[0]["userPhone"], "111111111111");
        assert!(
            !evidence.contains(rows[0]["userNo"].as_str().unwrap()),
            "the account was sent before"
        );
    }

    /// A gateway that takes everything, and hangs up where a body holds a NUL.
    async fn fragile_gateway() -> Target {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/api/gateway", listener.local_addr().unwrap());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let mut read = Vec::new();
                    loop {
                        stream.readable().await.unwrap();
                        match stream.try_read_buf(&mut read) {
                            Ok(0) => return,
                            Ok(_) => {}
                            Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => continue,
                            Err(_) => return,
                        }
                        let text = String::from_utf8_lossy(&read);
                        let Some((head, body)) = text.split_once("\r\n\r\n") else {
                            continue;
                        };
                        let head = head.to_lowercase();
                        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
                        if read.len() >= read.len() - body.len() + length.unwrap().parse::<usize>().unwrap() {
                            break;
                        }
                    }
                    if String::from_utf8_lossy(&read).contains(r"\u0000") {
                        return;
                    }
                    let body = r#"{"requestId":"1","code":"000","msg":"","data":{"client_user_no":"1","etc_user_no":"1","ebaas_user_no":"1"}}"#;
                    let answer = format!(
                        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                        body.len()
                    );
                    let mut rest = answer.as_bytes();
                    while !rest.is_empty() {
                        stream.writable().await.unwrap();
                        if let Ok(written) = stream.try_write(rest) {
                            rest = &rest[written..];
                        }
                    }
                });
            }
        });
        let key = KeyPair::generate(512, &mut OsRng).unwrap();
        Target {
            name: "fragile".to_owned(),
            etc: Some(GatewayTarget {
                url: url.parse().unwrap(),
                app_id: "OIG0AF4DMOK2VC2N".to_owned(),
                key: SigningKey::parse(&key.to_pkcs8_base64()).unwrap(),
                key_text: key.to_pkcs8_base64().into(),
                names: RequestNames::default(),
                habits: SigningHabits::default(),
            }),
            butler: None,
            allow_writes: true,
            production: false,
            lasting: false,
            network: Network::default(),
            waivers: Vec::new(),
        }
    }

    fn plan(seed: u64, cases: usize) -> ExplorePlan<'static> {
        ExplorePlan {
            cases,
            seed,
            concurrency: 8,
            deadline: Instant::now() + Duration::from_secs(120),
            initials: String::new(),
            masker: fuhe::record::Masker::new(&[]),
            base: &base,
            command: "fuhe check".to_owned(),
            call_options: String::new(),
        }
    }

    #[tokio::test]
    async fn a_vendor_that_falls_silent_over_one_character_is_caught() {
        let client = Client::new(
            Arc::new(fragile_gateway().await),
            Clock::System,
            "fragile",
            CallLimits::default(),
        )
        .unwrap();
        let explored = explore(&client, Contract::embedded(), &plan(1, 180)).await.unwrap();
        let silent: Vec<_> = explored
            .scenarios
            .iter()
            .filter(|scenario| scenario.exchanges.is_empty())
            .collect();
        assert!(!silent.is_empty(), "{:?}", told(&explored));
        for scenario in silent {
            assert_eq!(scenario.rule.to_string(), "GW-03");
            assert!(scenario.name.contains(r"\u0000"), "{}", scenario.name);
        }
        // It takes everything, so every limit is found out too.
        let rules: BTreeSet<String> = explored
            .scenarios
            .iter()
            .map(|scenario| scenario.rule.to_string())
            .collect();
        assert!(
            rules.is_superset(&["CU-07", "GU-14", "CU-03"].map(str::to_owned).into()),
            "{rules:?}"
        );
    }

    #[tokio::test]
    async fn a_target_that_is_not_there_is_no_finding() {
        let mut target = fragile_gateway().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let nobody = format!("http://{}/", listener.local_addr().unwrap());
        drop(listener);
        target.etc.as_mut().unwrap().url = nobody.parse().unwrap();
        let client = Client::new(Arc::new(target), Clock::System, "nobody", CallLimits::default()).unwrap();
        let error = explore(&client, Contract::embedded(), &plan(1, 10)).await.unwrap_err();
        assert!(matches!(error, Error::Unreachable(_)), "{error}");
    }
    /// Written faults that a limit alone does not show: what is counted, and what is signed.
    #[rstest]
    #[case("names-of-desktop-users-count-bytes", "GW-17")]
    #[case("employee-numbers-count-bytes", "GW-17")]
    #[case("signed-text-form-decoded", "GW-02")]
    #[tokio::test]
    async fn a_fault_is_charged_to_what_it_is_about(#[case] mutant: &str, #[case] rule: &str) {
        let mut behaviour = Behaviour::default();
        Mutant::named(mutant).unwrap().apply(&mut behaviour);
        let explored = explored(behaviour, 440, 1).await;
        let rules: BTreeSet<String> = explored.scenarios.iter().map(|s| s.rule.to_string()).collect();
        assert_eq!(rules, [rule.to_owned()].into(), "{:?}", told(&explored));
    }
}
