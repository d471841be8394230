//! Findings by cause. What a vendor does otherwise in one place shows in many scenarios and at several rules; to its readers
//! it is one problem.
//!
//! Findings have one cause if the same vendor does the same: refuses correct calls with the same words, accepts what one rule
//! forbids, or answers the same in the same place. What follows from another finding in the same answer is a part of it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use super::words::is_of_outcome;
use super::{level_of, rule_record};
use crate::contract::{Operation, RuleId, ScenarioOutcome, Vendor};
use crate::record::{FindingRecord, RunRecord, ScenarioRecord};

/// A finding with its scenario.
pub(super) type Found<'a> = (&'a ScenarioRecord, &'a FindingRecord);

/// One problem, with all findings that show it.
#[derive(Debug)]
pub(super) struct Cause<'a> {
    pub deed: Deed,
    /// The rules that it breaks, most binding first.
    pub rules: Vec<RuleId>,
    /// The operations in whose answers it was seen, in their order.
    pub operations: Vec<Operation>,
    /// Never empty. The first shows it best.
    pub findings: Vec<Found<'a>>,
    /// How many scenarios show it.
    pub checks: usize,
    /// How many scenarios that ran to their end are evidence for its rules.
    pub of: usize,
}

impl<'a> Cause<'a> {
    /// The names of its operations, with this between them.
    pub(super) fn operation_names(&self, between: &str) -> String {
        let names: Vec<&str> = self.operations.iter().map(|operation| operation.name()).collect();
        names.join(between)
    }

    /// The scenarios that show it besides the first, by id.
    pub(super) fn others(&self) -> Vec<&'a str> {
        let mut seen = HashSet::from([self.findings[0].0.id.as_str()]);
        let ids = self.findings.iter().map(|(scenario, _)| scenario.id.as_str());
        ids.filter(|id| seen.insert(id)).collect()
    }
}

/// What the vendor does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Refuses correct calls.
    Refuses,
    /// Refuses with the words of a value's limit, where nothing else is refused so.
    Limits,
    /// Accepts what is to be refused.
    Accepts,
    /// Refuses what is to be refused, in another way.
    RefusesOtherwise,
    /// Has a value in a place of its answers that does not belong there.
    Answers,
    /// Something that no single answer shows.
    Else,
}

/// Problems, those first that break most.
#[derive(Debug)]
pub(super) struct Causes<'a> {
    /// Those that fail the run.
    pub failures: Vec<Cause<'a>>,
    /// Those that do not.
    pub warnings: Vec<Cause<'a>>,
}

/// All findings that no waiver excuses, by cause.
pub(super) fn causes(record: &RunRecord) -> Causes<'_> {
    let scenarios = record.scenarios.iter();
    let all = scenarios.flat_map(|scenario| scenario.findings.iter().map(move |found| (scenario, found)));
    let unexcused = all.filter(|(scenario, found)| record.excuse(found.finding.rule, &scenario.id).is_none());
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut places: HashMap<Key, usize> = HashMap::new();
    for found in unexcused {
        add(&mut groups, &mut places, found);
    }
    join_limits(&mut groups, &places);
    join_consequences(&mut groups);
    groups.retain(|group| !group.findings.is_empty());
    let mut causes: Vec<Cause<'_>> = groups.into_iter().map(|group| cause(record, group)).collect();
    let place = |rule: RuleId| record.rules.iter().position(|own| own.id == rule);
    causes.sort_by_key(|cause| {
        let first = cause.rules[0];
        let size = std::cmp::Reverse((cause.rules.len(), cause.checks));
        (level_of(record, first), size, place(first))
    });
    let (failures, warnings) = causes
        .into_iter()
        .partition(|cause| level_of(record, cause.rules[0]).binds(record.run.strict));
    Causes { failures, warnings }
}

/// Adds a finding to the group with its key.
fn add<'a>(groups: &mut Vec<Group<'a>>, places: &mut HashMap<Key, usize>, found: Found<'a>) {
    let key = Key::of(found);
    let place = *places.entry(key.clone()).or_insert_with(|| {
        groups.push(Group {
            key,
            findings: Vec::new(),
        });
        groups.len() - 1
    });
    groups[place].findings.push(found);
}

struct Group<'a> {
    key: Key,
    findings: Vec<Found<'a>>,
}

/// What findings of one cause have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Refuses {
        vendor: Vendor,
        answer: String,
    },
    Limits {
        vendor: Vendor,
        answer: String,
        field: String,
    },
    Accepts {
        rule: RuleId,
    },
    RefusesOtherwise {
        expected: String,
        answer: String,
    },
    Answers {
        vendor: Vendor,
        place: String,
        actual: String,
    },
    Else {
        rule: RuleId,
        expected: String,
    },
}

impl Key {
    fn of((scenario, found): Found<'_>) -> Self {
        let finding = &found.finding;
        let rule = finding.rule;
        let vendor = operation(scenario, found).map_or(rule.area().vendor(), Operation::vendor);
        let words = finding.actual.as_str().unwrap_or_default();
        let words = words.trim_end_matches(", without entries");
        let is_of_outcome = is_of_outcome(finding);
        if is_of_outcome && words.starts_with("refused") {
            let answer = alike(words);
            return match finding.expected.strip_prefix("the call to be ") {
                Some(expected) if expected.starts_with("refused") => Self::RefusesOtherwise {
                    expected: expected.to_owned(),
                    answer,
                },
                Some(expected) => match field_beside(expected) {
                    Some(field) => Self::Limits {
                        vendor,
                        answer,
                        field: field.to_owned(),
                    },
                    None => Self::Refuses { vendor, answer },
                },
                None => Self::Refuses { vendor, answer },
            };
        }
        if is_of_outcome && (words.starts_with("accepted") || words == "the call was accepted") {
            return Self::Accepts { rule };
        }
        match &finding.pointer {
            Some(pointer) => Self::Answers {
                vendor,
                place: place(pointer),
                // Which rows are missing depends on the scenario.
                actual: if is_of_outcome {
                    String::new()
                } else {
                    form(&finding.actual)
                },
            },
            None => Self::Else {
                rule,
                expected: finding.expected.clone(),
            },
        }
    }

    fn deed(&self) -> Deed {
        match self {
            Self::Refuses { .. } => Deed::Refuses,
            Self::Limits { .. } => Deed::Limits,
            Self::Accepts { .. } => Deed::Accepts,
            Self::RefusesOtherwise { .. } => Deed::RefusesOtherwise,
            Self::Answers { .. } => Deed::Answers,
            Self::Else { .. } => Deed::Else,
        }
    }
}

/// The field of which another value is accepted, where the call was judged beside it.
fn field_beside(expected: &str) -> Option<&str> {
    let (_, words) = [", as it is with ", " (with ", " ("]
        .iter()
        .find_map(|before| expected.split_once(before))?;
    let field = words.split(' ').next()?;
    // As in "with the same in a call for somebody who is created".
    (field != "the").then_some(field)
}

/// The operation whose answer shows the finding.
fn operation(scenario: &ScenarioRecord, found: &FindingRecord) -> Option<Operation> {
    let exchange = scenario.exchanges.get(found.finding.exchange?)?;
    Some(exchange.operation)
}

/// A place without the numbers in it: `/result/*/rowNo`.
fn place(pointer: &str) -> String {
    let parts: Vec<&str> = pointer
        .split('/')
        .map(|part| if part.parse::<u64>().is_ok() { "*" } else { part })
        .collect();
    parts.join("/")
}

/// A vendor's words without what is another one each time: numbers that it gives, what it repeats of the call.
fn alike(words: &str) -> String {
    static NAMES: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"‹[^›]*›|[0-9A-Za-z]*[0-9][0-9A-Za-z]*").expect("a correct pattern"));
    // The code stands before the message, and tells causes apart.
    let (code, message) = words.split_once('"').unwrap_or((words, ""));
    format!("{code}\"{}", NAMES.replace_all(message, "#"))
}

/// A value without what is another one each time.
fn form(actual: &Value) -> String {
    static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"‹[^›]*›|\b[0-9A-Za-z]{0,64}[0-9][0-9A-Za-z]{5,}\b|[0-9A-Za-z]{6,}[0-9][0-9A-Za-z]*")
            .expect("a correct pattern")
    });
    match actual {
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            NUMBERS.replace_all(&actual.to_string(), "#").into_owned()
        }
    }
}

/// A limit that is refused in the same words as calls of other kinds is one of them.
fn join_limits(groups: &mut [Group<'_>], places: &HashMap<Key, usize>) {
    for from in 0..groups.len() {
        let Key::Limits { vendor, answer, .. } = &groups[from].key else {
            continue;
        };
        let whole = Key::Refuses {
            vendor: *vendor,
            answer: answer.clone(),
        };
        if let Some(into) = places.get(&whole) {
            let findings = std::mem::take(&mut groups[from].findings);
            groups[*into].findings.extend(findings);
        }
    }
}

/// An answer, as long as the record is there.
type AnswerId<'a> = (&'a str, usize);

fn answer_id((scenario, found): Found<'_>) -> Option<AnswerId<'_>> {
    Some((scenario.id.as_str(), found.finding.exchange?))
}

/// The places of a group's findings, by the answer that shows them.
type Places<'a> = HashMap<AnswerId<'a>, Vec<Option<&'a str>>>;

fn places_of<'a>(group: &Group<'a>) -> Places<'a> {
    let mut places = Places::new();
    for found in &group.findings {
        if let Some(answer) = answer_id(*found) {
            places
                .entry(answer)
                .or_default()
                .push(found.1.finding.pointer.as_deref());
        }
    }
    places
}

/// Joins a group with a larger one of which each of its findings is a consequence.
fn join_consequences(groups: &mut [Group<'_>]) {
    let places: Vec<Places<'_>> = groups.iter().map(places_of).collect();
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|group| (groups[*group].findings.len(), std::cmp::Reverse(*group)));
    for (smaller, from) in order.iter().enumerate() {
        if groups[*from].findings.is_empty() {
            continue;
        }
        let follows_from = |into: &usize| {
            let is_refused = matches!(groups[*into].key.deed(), Deed::Refuses | Deed::Limits);
            groups[*from].findings.iter().all(|found| {
                let others = answer_id(*found).and_then(|answer| places[*into].get(&answer));
                let own = found.1.finding.pointer.as_deref();
                others.is_some_and(|others| is_refused || others.iter().any(|other| are_nested(*other, own)))
            })
        };
        if let Some(into) = order[smaller + 1..].iter().copied().find(follows_from) {
            let findings = std::mem::take(&mut groups[*from].findings);
            groups[into].findings.extend(findings);
        }
    }
}

/// True if one place lies within the other.
fn are_nested(one: Option<&str>, other: Option<&str>) -> bool {
    let within = |inner: &str, outer: &str| {
        inner
            .strip_prefix(outer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    matches!((one, other), (Some(one), Some(other)) if within(one, other) || within(other, one))
}

fn cause<'a>(record: &RunRecord, group: Group<'a>) -> Cause<'a> {
    let Group { key, mut findings } = group;
    let mut counts: HashMap<RuleId, usize> = HashMap::new();
    for (_, found) in &findings {
        *counts.entry(found.finding.rule).or_default() += 1;
    }
    let place = |rule: RuleId| record.rules.iter().position(|own| own.id == rule);
    let mut rules: Vec<RuleId> = counts.keys().copied().collect();
    rules.sort_by_key(|rule| (level_of(record, *rule), std::cmp::Reverse(counts[rule]), place(*rule)));
    // A scenario of the first rule that is about nothing else shows it best.
    findings.sort_by_key(|(scenario, found)| {
        let rule = found.finding.rule;
        (
            rule != rules[0],
            scenario.rule != rule,
            rule_record(record, scenario.rule).is_none(),
        )
    });
    let operations: BTreeSet<Operation> = findings
        .iter()
        .filter_map(|(scenario, found)| operation(scenario, found))
        .collect();
    let shown: HashSet<&str> = findings.iter().map(|(scenario, _)| scenario.id.as_str()).collect();
    let judged = record.scenarios.iter().filter(|scenario| {
        let is_evidence = rules.iter().any(|rule| scenario.is_evidence_for(*rule));
        let is_judged = !scenario.findings.is_empty() || matches!(scenario.ending, ScenarioOutcome::Completed);
        shown.contains(scenario.id.as_str()) || (is_evidence && is_judged)
    });
    Cause {
        deed: key.deed(),
        operations: operations.into_iter().collect(),
        checks: shown.len(),
        of: judged.count(),
        rules,
        findings,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::contract::{Contract, Finding, Stage};

    #[rstest]
    #[case::control("accepted, as it is with custId \"1\"", Some("custId"))]
    #[case::first_contact("accepted (with biz_user_id \"f\" it is)", Some("biz_user_id"))]
    #[case::optional("accepted (userStatus is optional, and with it it is)", Some("userStatus"))]
    #[case::creation("accepted, as it is with the same in a call for somebody who is created", None)]
    #[case::plain("accepted", None)]
    fn finds_the_field_of_a_control(#[case] expected: &str, #[case] field: Option<&str>) {
        assert_eq!(field_beside(expected), field);
    }

    #[rstest]
    #[case(
        "refused with code 400 \"用户 fuhe12 不存在\"",
        "refused with code 400 \"用户 # 不存在\""
    )]
    #[case("refused with code 400 \"第 3 行\"", "refused with code 400 \"第 # 行\"")]
    #[case("refused", "refused\"")]
    fn leaves_out_what_differs_each_time(#[case] words: &str, #[case] expected: &str) {
        assert_eq!(alike(words), expected);
    }

    #[rstest]
    #[case("E001P00002580", "\"#\"")]
    #[case("0000", "\"0000\"")]
    #[case("400", "\"400\"")]
    #[case("success", "\"success\"")]
    fn keeps_codes_and_leaves_out_numbers(#[case] value: &str, #[case] expected: &str) {
        assert_eq!(form(&value.into()), expected);
    }

    /// A finding as: rule, place, expected, actual, and the call that shows it.
    type Told = (&'static str, &'static str, &'static str, Value, usize);

    fn grouped(told: &[Told]) -> Vec<(Deed, usize)> {
        let contract = Contract::embedded();
        let mut scenario = ScenarioRecord::of(contract, &contract.scenarios[0]);
        for (rule, pointer, expected, actual, exchange) in told {
            scenario.findings.push(FindingRecord {
                step: 0,
                finding: Finding {
                    rule: rule.parse().expect("a rule"),
                    pointer: Some((*pointer).to_owned()),
                    expected: (*expected).to_owned(),
                    actual: actual.clone(),
                    stage: Stage::Answer,
                    exchange: Some(*exchange),
                },
                intermittent: None,
            });
        }
        let mut groups = Vec::new();
        let mut places = HashMap::new();
        for found in &scenario.findings {
            add(&mut groups, &mut places, (&scenario, found));
        }
        join_limits(&mut groups, &places);
        join_consequences(&mut groups);
        let left = groups.iter().filter(|group| !group.findings.is_empty());
        left.map(|group| (group.key.deed(), group.findings.len())).collect()
    }

    const ACCEPTED: &str = "the call to be accepted";

    #[rstest]
    #[case::one_refusal_at_two_rules(
        &[("BS-01", "/succ", ACCEPTED, "refused \"缺\"".into(), 0), ("BS-02", "/succ", ACCEPTED, "refused \"缺\"".into(), 1)],
        &[(Deed::Refuses, 2)]
    )]
    #[case::two_refusals(
        &[("BS-01", "/succ", ACCEPTED, "refused \"缺\"".into(), 0), ("BS-02", "/succ", ACCEPTED, "refused \"长\"".into(), 1)],
        &[(Deed::Refuses, 1), (Deed::Refuses, 1)]
    )]
    #[case::a_limit_beside_other_refusals_in_its_words(
        &[
            ("BS-01", "/succ", ACCEPTED, "refused \"缺\"".into(), 0),
            ("BS-06", "/succ", "the call to be accepted, as it is with userPhone (phone)", "refused \"缺\"".into(), 1),
        ],
        &[(Deed::Refuses, 2)]
    )]
    #[case::limits_of_two_fields(
        &[
            ("BS-06", "/succ", "the call to be accepted, as it is with userPhone (phone)", "refused \"错\"".into(), 0),
            ("BS-07", "/succ", "the call to be accepted, as it is with userRealName (name)", "refused \"错\"".into(), 1),
        ],
        &[(Deed::Limits, 1), (Deed::Limits, 1)]
    )]
    #[case::what_a_rule_forbids(
        &[
            ("GW-04", "/code", "the call to be refused", "accepted with code 000".into(), 0),
            ("GW-04", "/code", "the call to be refused with code 401001", "accepted with code 000".into(), 1),
            ("GW-05", "/code", "the call to be refused", "accepted with code 000".into(), 2),
        ],
        &[(Deed::Accepts, 2), (Deed::Accepts, 1)]
    )]
    #[case::one_value_in_one_place(
        &[
            ("CU-06", "/code", "\"000\"", 0.into(), 0),
            ("GW-03", "/code", "of type string", 0.into(), 0),
            ("GU-20", "/code", "\"000\"", 0.into(), 1),
        ],
        &[(Deed::Answers, 3)]
    )]
    #[case::rows_that_count_from_zero(
        &[
            ("BS-23", "/result/0/rowNo", "at least 1", 0.into(), 0),
            ("BS-23", "/result/0/rowNo", "at least 1", 0.into(), 1),
            ("BS-24", "/result", "a refusal with entries for exactly row 1", "entries for row 0".into(), 0),
        ],
        &[(Deed::Answers, 3)]
    )]
    #[case::what_follows_from_a_refusal(
        &[
            ("GU-06", "/code", ACCEPTED, "refused with code 400 \"x\"".into(), 0),
            ("GU-12", "/code", ACCEPTED, "refused with code 400 \"x\"".into(), 1),
            ("GU-12", "/data/etc_user_no", "\"1\"", Value::Null, 1),
        ],
        &[(Deed::Refuses, 3)]
    )]
    fn groups_by_cause(#[case] told: &[Told], #[case] expected: &[(Deed, usize)]) {
        assert_eq!(grouped(told), expected);
    }
}
