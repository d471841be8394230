//! Features, schemas and `tests/limits.tsv` held together: every limit stands in all three, typed each time from the
//! vendors' pages, and every constraint of a request has examples inside it, at it and outside it.
//!
//! What the features say of a limit is not parsed out of their prose but read off their examples, with the value
//! notation evaluated: the longest value that must be taken and the shortest one that must be refused.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use fuhe::contract::{
    CharSet, Contract, DeriveBy, Level, Message, Notation, Operation, Part, RuleId, Scenario, Step, Vendor,
};
use fuhe::wire::etc;
use regex::Regex;
use serde_json::{Map, Value, json};

const TABLE: &str = include_str!("limits.tsv");

/// What the features cannot show, with the reason. An entry that is no longer needed is a complaint too, so that this
/// list cannot outlive its reasons.
const UNSHOWN: [(&str, &str, Kind, &str); 20] = [
    (
        "etc/envelope.request",
        "app_id",
        Kind::Most,
        "no feature tries an application id of 17 characters, which nobody was issued either (GW-08)",
    ),
    (
        "etc/envelope.request",
        "app_id",
        Kind::Least,
        "only ids that the vendor gave are taken, and those are as long as it made them",
    ),
    (
        "etc/envelope.request",
        "nonce",
        Kind::Least,
        "whether one to five characters are taken is open (GW-20)",
    ),
    (
        "etc/envelope.request",
        "sign",
        Kind::Least,
        "a signature that is taken is as long as its key",
    ),
    (
        "etc/envelope.request",
        "api_code",
        Kind::Least,
        "no operation has a name of one character",
    ),
    (
        "etc/envelope.request",
        "params",
        Kind::Required,
        "no step leaves out the parameters as a whole",
    ),
    (
        "etc/client.user.save.request",
        "biz_user_id",
        Kind::Least,
        "a live platform may know very short ids already",
    ),
    (
        "etc/user.save.request",
        "biz_user_id",
        Kind::Least,
        "a live platform may know very short ids already",
    ),
    (
        "butler/batchSave.request",
        "companyId",
        Kind::Most,
        "only the client's own id is taken, so others are refused at every length (BS-43)",
    ),
    (
        "butler/batchSave.request",
        "companyId",
        Kind::Least,
        "only the client's own id is taken",
    ),
    (
        "butler/batchSave.request",
        "userList",
        Kind::Least,
        "the shortest list that is taken is one encrypted row",
    ),
    (
        "butler/batchSave.user",
        "userPhone",
        Kind::Least,
        "whether numbers that no network has are taken is open (BS-50)",
    ),
    (
        "butler/batchDelete.request",
        "companyId",
        Kind::Most,
        "only the client's own id is accepted, so others are refused at every length (BD-05)",
    ),
    (
        "butler/batchDelete.request",
        "companyId",
        Kind::Least,
        "only the client's own id is accepted",
    ),
    (
        "butler/batchDelete.request",
        "userNos",
        Kind::Least,
        "the shortest list that is accepted is one account, which the run has to create first",
    ),
    (
        "butler/batchDelete.request",
        "userNos",
        Kind::Most,
        "190 accounts of 20 characters and one of 10 make 4000 with their commas: the scenario names them, not the list",
    ),
    (
        "butler/batchDelete.answer",
        "result.userNo",
        Kind::Most,
        "it repeats an account, which has 20 characters at most",
    ),
    (
        "butler/batchDelete.answer",
        "succ",
        Kind::Most,
        "its two values are shorter",
    ),
    (
        "butler/batchSave.answer",
        "result.userNo",
        Kind::Most,
        "it repeats an account, which has 20 characters at most",
    ),
    (
        "butler/batchSave.answer",
        "succ",
        Kind::Most,
        "its two values are shorter",
    ),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Required,
    Least,
    Most,
    Values,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Required, Self::Least, Self::Most, Self::Values];

    const fn words(self) -> &'static str {
        match self {
            Self::Required => "whether it is required",
            Self::Least => "the least length",
            Self::Most => "the greatest length",
            Self::Values => "the list of values",
        }
    }
}

/// One row of the table.
#[derive(Clone, Debug)]
struct Row {
    message: Message,
    field: String,
    types: String,
    required: bool,
    least: Option<usize>,
    most: Option<usize>,
    values: Option<Vec<Value>>,
    form: Option<CharSet>,
    rule: RuleId,
    missing: Option<RuleId>,
    past: Option<RuleId>,
    private: bool,
}

impl Row {
    fn is_request(&self) -> bool {
        self.message.is_request()
    }

    /// True for a text, whose length in characters the features can show.
    fn is_text(&self) -> bool {
        self.types.split('|').any(|name| name == "string")
    }

    fn says(&self, kind: Kind) -> Option<String> {
        match kind {
            Kind::Required => Some(yes(self.required)),
            Kind::Least => self.least.map(|n| n.to_string()),
            Kind::Most => self.most.map(|n| n.to_string()),
            Kind::Values => self.values.as_deref().map(listed),
        }
    }

    /// True where a page allows the value.
    fn allows(&self, given: &Given) -> bool {
        let Given::Value(value) = given else {
            return !self.required;
        };
        let kind = match value {
            Value::String(_) => "string",
            Value::Number(n) if !n.is_f64() => "integer",
            Value::Number(_) => "number",
            Value::Bool(_) => "boolean",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
            Value::Null => "null",
        };
        let length = value.as_str().map(|text| text.chars().count());
        self.types.split('|').any(|name| name == kind)
            && self.values.as_ref().is_none_or(|values| values.contains(value))
            && length.is_none_or(|n| self.least.is_none_or(|least| n >= least))
            && length.is_none_or(|n| self.most.is_none_or(|most| n <= most))
            && self.is_formed(value)
    }

    fn is_formed(&self, value: &Value) -> bool {
        let (Some(form), Some(text)) = (&self.form, value.as_str()) else {
            return true;
        };
        text.chars().all(|c| form.chars().contains(&c))
    }
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

fn listed(values: &[Value]) -> String {
    let mut texts: Vec<String> = values.iter().map(Value::to_string).collect();
    texts.sort();
    texts.join(" ")
}

fn table() -> Vec<Row> {
    let mut lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    let heading: Vec<&str> = lines.next().unwrap().split('\t').collect();
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), heading.len(), "{line}");
            let cell = |name: &str| {
                let at = heading.iter().position(|own| *own == name).unwrap();
                Some(cells[at]).filter(|cell| !cell.is_empty())
            };
            let said = |name: &str| match cell(name) {
                Some("yes") => true,
                Some("no") => false,
                other => panic!("{line}: {name} is yes or no, not {other:?}"),
            };
            let rule = |name: &str| cell(name).map(|id| id.parse().unwrap());
            Row {
                message: message(cell("message").unwrap()),
                field: cell("field").unwrap().to_owned(),
                types: cell("type").unwrap().to_owned(),
                required: said("required"),
                least: cell("least").map(|n| n.parse().unwrap()),
                most: cell("most").map(|n| n.parse().unwrap()),
                values: cell("values").map(|list| serde_json::from_str(list).unwrap()),
                form: cell("form").map(set),
                rule: rule("rule").unwrap(),
                missing: rule("missing"),
                past: rule("past"),
                private: said("private"),
            }
        })
        .collect()
}

/// The set of characters written as in the value notation.
fn set(text: &str) -> CharSet {
    match format!("1 × {text}").parse() {
        Ok(Notation::Text(parts)) => match parts.into_iter().next() {
            Some(Part::Draw { set, .. }) => set,
            _ => panic!("{text} is no set"),
        },
        _ => panic!("{text} is no set"),
    }
}

fn message(name: &str) -> Message {
    Message::all()
        .into_iter()
        .find(|message| name_of(*message) == name)
        .unwrap_or_else(|| panic!("no schema is called {name}"))
}

fn name_of(message: Message) -> &'static str {
    message.path().trim_end_matches(".json")
}

// ---------------------------------------------------------------------------------------------------------- schemas --

type Schemas = BTreeMap<Message, Value>;

fn schemas() -> Schemas {
    Message::all().into_iter().map(|m| (m, m.source().clone())).collect()
}

/// What calls carry: it limits nothing, and a test of the contract holds it against the limits.
const CARRIED: [&str; 8] = [
    "x-base",
    "x-others",
    "x-sample",
    "x-form",
    "x-asked",
    "x-looked-up",
    "x-fixture",
    "x-lists",
];

/// The constraints on a property that this test knows how to compare. Any other would go unnoticed.
const COMPARED: [&str; 15] = [
    "description",
    "default",
    "type",
    "enum",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "pattern",
    "x-rule",
    "x-past-limit",
    "x-private",
    "x-required",
    "properties",
    "items",
];

/// A property of a schema, and the object schema that it stands in.
struct Property<'a> {
    root: &'a Value,
    parent: &'a Value,
    own: &'a Value,
    name: &'a str,
}

impl<'a> Property<'a> {
    fn find(schema: &'a Value, field: &'a str) -> Option<Self> {
        let mut parent = schema;
        let mut names = field.split('.').peekable();
        loop {
            let name = names.next()?;
            let own = parent.get("properties")?.get(name)?;
            if names.peek().is_none() {
                return Some(Self {
                    root: schema,
                    parent,
                    own,
                    name,
                });
            }
            parent = own.get("items").unwrap_or(own);
        }
    }

    fn is_required(&self) -> bool {
        let required = self.parent["required"].as_array();
        required.is_some_and(|names| names.iter().any(|name| name == self.name))
    }

    /// The form and the two lengths of a pattern such as `^[a-z0-9]{6,20}$`.
    fn pattern(&self) -> Option<(CharSet, usize, usize)> {
        let (form, lengths) = self.own["pattern"]
            .as_str()?
            .strip_prefix('^')?
            .strip_suffix("}$")?
            .split_once('{')?;
        let (least, most) = lengths.split_once(',')?;
        Some((set(form), least.parse().ok()?, most.parse().ok()?))
    }

    fn number(&self, keyword: &str) -> Option<usize> {
        self.own[keyword].as_u64().map(|n| usize::try_from(n).unwrap())
    }

    fn says(&self, kind: Kind, row: &Row) -> Option<String> {
        match kind {
            Kind::Required => Some(yes(self.is_required())),
            Kind::Values => self.own["enum"].as_array().map(|values| listed(values)),
            Kind::Least => match (self.pattern(), self.own["minimum"].as_u64()) {
                (Some((_, least, _)), _) => Some(least.to_string()),
                (None, Some(least)) => Some(least.to_string()),
                (None, None) => self.number("minLength").map(|n| n.to_string()),
            },
            Kind::Most => match (self.pattern(), self.own["maximum"].as_u64()) {
                (Some((.., most)), _) => Some(most.to_string()),
                // The greatest number of so many digits is followed by a power of ten.
                (None, Some(most)) => Some(if digits(most) + 1 == digits(most + 1) {
                    digits(most).to_string()
                } else {
                    format!("{most} itself")
                }),
                (None, None) if row.types == "integer" => self.longest_value(row).map(|n| n.to_string()),
                (None, None) => self.number("maxLength").map(|n| n.to_string()),
            },
        }
    }

    /// A list of numbers says no length, but none of them may be longer than the page has it.
    fn longest_value(&self, row: &Row) -> Option<usize> {
        let values = self.own["enum"].as_array()?;
        let longest = values.iter().filter_map(Value::as_u64).map(digits).max()?;
        Some(row.most.map_or(longest, |most| longest.max(most)))
    }

    fn rule(&self, keyword: &str) -> Option<RuleId> {
        let own = self.own.get(keyword).or_else(|| self.root.get(keyword));
        own.and_then(Value::as_str).map(|id| id.parse().unwrap())
    }
}

fn digits(number: u64) -> usize {
    number.to_string().len()
}

/// Every property of a schema by its dotted path, with its keywords.
fn properties(schema: &Value, prefix: &str, found: &mut BTreeMap<String, Vec<String>>) {
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{prefix}{name}");
        let keywords = property.as_object().map(|map| map.keys().cloned().collect());
        found.insert(path.clone(), keywords.unwrap_or_default());
        let inner = property.get("items").unwrap_or(property);
        properties(inner, &format!("{path}."), found);
    }
}

// --------------------------------------------------------------------------------------------------------- features --

/// What a feature sends in one field, and what must become of the call.
#[derive(Clone, Debug)]
struct Sample {
    message: Message,
    field: String,
    given: Given,
    fate: Fate,
    /// True where nothing else in the call is out of the ordinary, so that a refusal is this value's doing.
    alone: bool,
    /// True where the account belongs to the third-party id beside it.
    derived: bool,
    rule: RuleId,
    scenario: String,
}

#[derive(Clone, Debug, PartialEq)]
enum Given {
    Absent,
    Value(Value),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Taken,
    Refused,
    /// Observed, or not looked at.
    Open,
}

/// What a feature says of a field of an answer in so many words.
#[derive(Clone, Debug)]
struct ReportInput {
    message: Message,
    field: String,
    least: Option<usize>,
    most: Option<usize>,
    value: Option<Value>,
    required: bool,
}

#[derive(Clone, Debug, Default)]
struct Shown {
    samples: Vec<Sample>,
    told: Vec<ReportInput>,
}

impl Sample {
    fn length(&self) -> Option<usize> {
        match &self.given {
            Given::Value(Value::String(text)) => Some(text.chars().count()),
            _ => None,
        }
    }

    /// True for a refusal that this value alone explains.
    fn is_refused_for_itself(&self) -> bool {
        self.fate == Fate::Refused && self.alone && (self.field != "thirdPlatformId" || self.derived)
    }
}

/// A value as the steps would make it, with the first characters of each set drawn in turn.
enum Evaluated {
    Nothing,
    Given(Given),
    Account,
    Unknown,
}

fn evaluate(text: &str) -> Option<Evaluated> {
    Some(match text.parse::<Notation>().ok()? {
        Notation::Base => Evaluated::Nothing,
        Notation::Absent => Evaluated::Given(Given::Absent),
        Notation::Json(value) => Evaluated::Given(Given::Value(value)),
        Notation::Text(parts) => {
            let mut text = String::new();
            for part in parts {
                match part {
                    Part::Repeat { count, text: piece } => text.push_str(&piece.repeat(count)),
                    Part::Draw { count, set, .. } => text.extend(set.chars().iter().cycle().take(count)),
                    Part::Reference { .. } => return Some(Evaluated::Unknown),
                }
            }
            Evaluated::Given(Given::Value(text.into()))
        }
        Notation::Account {
            by: DeriveBy::Documented,
            ..
        } => Evaluated::Account,
        Notation::Account { .. } | Notation::Reference { .. } | Notation::Identity { .. } => Evaluated::Unknown,
    })
}

/// A call of a scenario.
struct CallStep {
    /// For each row the fields that differ from a correct call, as written.
    rows: Vec<Vec<(Message, String, String)>>,
    /// True where the call only prepares another and must be taken.
    given: bool,
}

/// Sentences by which calls and answers are found.
struct Sentences {
    /// For each operation, a call of it; the tail is the first group.
    calls: Vec<(Operation, Regex)>,
    with: Regex,
    under: Regex,
    text: Regex,
    text_or_none: Regex,
    envelope: Regex,
    cause: Regex,
    value: Regex,
    rows: Regex,
}

/// How steps call an operation; one that creates is also called by a precondition.
fn call_of(operation: Operation) -> String {
    let subject = operation.subject();
    let verbs: Vec<&str> = operation.verbs().iter().map(|verb| verb.word.as_str()).collect();
    let verb = format!(" (?:is|are) (?:{})", verbs.join("|"));
    let given = if operation.creates().is_some() { "?" } else { "" };
    let names = r"(?: (?:[A-Z]|U\d+)(?:(?:,| and| to) ?(?:[A-Z]|U\d+))*)?";
    format!(r"^(?:(?:an?|these|no|\d+) )?{subject}s?{names}(?:{verb}){given}((?: (?:with|under|in|again)\b|,).*)?$")
}

impl Sentences {
    fn new() -> Self {
        let regex = |text: &str| Regex::new(text).unwrap();
        Self {
            calls: Operation::all()
                .map(|operation| (operation, regex(&call_of(operation))))
                .collect(),
            with: regex(r"^ with (\S+) (.*)$"),
            under: regex(r"^ under the (application id|API code|\S+) (.*)$"),
            text: regex(r"^(\S+) in the answer is a text of (\d+) to (\d+) characters$"),
            text_or_none: regex(r"^(\S+) in the answer is a text of up to (\d+) characters, or none$"),
            envelope: regex(r"^the (request id|code|message) is a text of (\d+) to (\d+) characters$"),
            cause: regex(r"^the cause of row \d+ is a text of (\d+) to (\d+) characters$"),
            value: regex(r#"^(\S+) in the answer is ("[^"]*"|true|false)$"#),
            rows: regex(r"^exactly rows? (.+?) (?:is|are) in error$"),
        }
    }

    /// The call that a step makes, and the message of its answer.
    fn call(&self, step: &Step, given: bool) -> Option<(CallStep, Message)> {
        let text = step.text.as_str();
        let (operation, tail) = self
            .calls
            .iter()
            .find_map(|(operation, regex)| Some((*operation, regex.captures(text)?.get(1))))?;
        let (message, answer) = (operation.fields(), operation.answer());
        let tail = tail.map_or("", |tail| tail.as_str());
        let mut rows = Vec::new();
        if text.starts_with("these ") {
            let [heading, body @ ..] = step.table.as_slice() else {
                return None;
            };
            for cells in body {
                let fields = heading.iter().zip(cells).filter(|(field, _)| *field != "name");
                rows.push(fields.map(|(f, v)| (message, f.clone(), v.clone())).collect());
            }
        } else if tail == " with" {
            let fields = step
                .table
                .iter()
                .map(|cells| (message, cells[0].clone(), cells[1].clone()));
            rows.push(fields.collect());
        } else if let Some(found) = self.with.captures(tail) {
            rows.push(vec![(message, found[1].to_owned(), found[2].to_owned())]);
        } else if let Some(found) = self.under.captures(tail) {
            let field = match etc::EnvelopeField::from_words(&found[1]) {
                Some(part) if operation.vendor() == Vendor::Gateway => {
                    (Message::named("envelope.request"), part.canonical())
                }
                _ => (operation.request(), &found[1]),
            };
            rows.push(vec![(field.0, field.1.to_owned(), found[2].to_owned())]);
        }
        Some((CallStep { rows, given }, answer))
    }

    fn told(&self, text: &str, answer: Message) -> Option<ReportInput> {
        let told = |message, field: &str, least: &str, most: &str, required| ReportInput {
            message,
            field: field.to_owned(),
            least: least.parse().ok().filter(|least| *least > 0),
            most: most.parse().ok(),
            value: None,
            required,
        };
        if let Some(found) = self.text.captures(text) {
            return Some(told(answer, &found[1], &found[2], &found[3], true));
        }
        if let Some(found) = self.text_or_none.captures(text) {
            return Some(told(answer, &found[1], "", &found[2], false));
        }
        if let Some(found) = self.envelope.captures(text) {
            let field = match &found[1] {
                "request id" => "request_id",
                "code" => "code",
                _ => "msg",
            };
            return Some(told(
                Message::named("envelope.answer"),
                field,
                &found[2],
                &found[3],
                true,
            ));
        }
        if let Some(found) = self.cause.captures(text) {
            return Some(told(answer, "result.cause", &found[1], &found[2], true));
        }
        if let Some(found) = self.value.captures(text) {
            return Some(ReportInput {
                value: serde_json::from_str(&found[2]).ok(),
                ..told(answer, &found[1], "", "", true)
            });
        }
        if let Some(field) = text.strip_prefix("the answer has no ") {
            return Some(told(answer, field, "", "", false));
        }
        if let Some(field) = text.strip_prefix("the answer has ") {
            return Some(told(answer, field, "", "", true));
        }
        if let Some((field, _)) = text.split_once(" in the answer, where present, ") {
            return Some(told(answer, field, "", "", false));
        }
        if self.rows.is_match(text) {
            return Some(told(answer, "result.rowNo", "", "", true));
        }
        match text {
            "the result is empty" => Some(told(answer, "result", "", "", false)),
            "the data is null or absent" => Some(told(Message::named("envelope.answer"), "data", "", "", false)),
            _ if text.starts_with("the entry of row") => Some(told(answer, "result.userNo", "", "", true)),
            _ => None,
        }
    }

    /// What becomes of each row of a call by the sentence that follows it; `None` where it says nothing of that.
    fn fate(&self, text: &str, rows: usize) -> Option<Vec<Fate>> {
        if let Some(found) = self.rows.captures(text) {
            let refused: BTreeSet<usize> = match found[1].split_once(" to ") {
                Some((first, last)) => (first.parse().unwrap()..=last.parse().unwrap()).collect(),
                None => found[1].split(", ").map(|row| row.parse().unwrap()).collect(),
            };
            let fate = |row| {
                if refused.contains(&row) {
                    Fate::Refused
                } else {
                    Fate::Open
                }
            };
            return Some((1..=rows).map(fate).collect());
        }
        let fate = match text {
            "it is accepted" | "the code is \"000\"" => Fate::Taken,
            _ if text.starts_with("it is refused") || text.starts_with("a refusal has code") => Fate::Refused,
            _ if text.contains(" reads ") => Fate::Open,
            _ => return None,
        };
        Some(vec![fate; rows])
    }
}

/// All that the features show and tell.
fn shown(contract: &Contract) -> Shown {
    let sentences = Sentences::new();
    let mut shown = Shown::default();
    for scenario in &contract.scenarios {
        read_scenario(&sentences, scenario, &mut shown);
    }
    shown
}

fn read_scenario(sentences: &Sentences, scenario: &Scenario, shown: &mut Shown) {
    let mut pending: Option<CallStep> = None;
    let mut answer = None;
    let mut given = false;
    for step in &scenario.steps {
        given = match step.keyword.as_str() {
            "Given" => true,
            "When" | "Then" => false,
            _ => given,
        };
        if let Some((call, message)) = sentences.call(step, given) {
            settle(pending.take(), None, scenario, shown);
            answer = Some(message);
            pending = Some(call);
            continue;
        }
        if let Some(told) = answer.and_then(|answer| sentences.told(&step.text, answer)) {
            shown.told.push(told);
        }
        let rows = pending.as_ref().map_or(0, |call| call.rows.len());
        if let Some(fates) = sentences.fate(&step.text, rows) {
            settle(pending.take(), Some(fates), scenario, shown);
        }
    }
    settle(pending, None, scenario, shown);
}

fn settle(call: Option<CallStep>, fates: Option<Vec<Fate>>, scenario: &Scenario, shown: &mut Shown) {
    let Some(call) = call else { return };
    let silent = if call.given { Fate::Taken } else { Fate::Open };
    let fates = fates.unwrap_or_else(|| vec![silent; call.rows.len()]);
    for (row, fate) in call.rows.iter().zip(fates) {
        let values: Vec<_> = row.iter().map(|(m, f, v)| (*m, f, evaluate(v))).collect();
        let derived = values.iter().any(|(.., v)| matches!(v, Some(Evaluated::Account)));
        let remarkable = values
            .iter()
            .filter(|(.., v)| !matches!(v, Some(Evaluated::Nothing | Evaluated::Account)))
            .count();
        for (message, field, value) in values {
            if let Some(Evaluated::Given(given)) = value {
                shown.samples.push(Sample {
                    message,
                    field: field.clone(),
                    given,
                    fate,
                    alone: remarkable == 1,
                    derived,
                    rule: scenario.rule,
                    scenario: scenario.id.clone(),
                });
            }
        }
    }
}

impl Shown {
    fn of<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = &'a Sample> + Clone {
        self.samples
            .iter()
            .filter(|sample| sample.message == row.message && sample.field == row.field)
    }

    fn told_of<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = &'a ReportInput> + Clone {
        self.told
            .iter()
            .filter(|told| told.message == row.message && told.field == row.field)
    }

    /// What the features show of one limit, or nothing.
    fn says(&self, kind: Kind, row: &Row) -> Option<String> {
        if !row.is_request() {
            return self.tells(kind, row);
        }
        match kind {
            Kind::Required => {
                let absent = self.of(row).filter(|sample| sample.given == Given::Absent);
                let taken = absent.clone().any(|sample| sample.fate == Fate::Taken);
                let refused = absent.clone().any(Sample::is_refused_for_itself);
                match (taken, refused) {
                    (false, false) => None,
                    (true, true) => Some("both".to_owned()),
                    (_, refused) => Some(yes(refused)),
                }
            }
            Kind::Least => self.least(row),
            Kind::Most => self.most(row),
            Kind::Values => {
                row.values.as_ref()?;
                let mut taken: Vec<Value> = Vec::new();
                for sample in self.of(row).filter(|sample| sample.fate == Fate::Taken) {
                    if let Given::Value(value) = &sample.given
                        && !taken.contains(value)
                    {
                        taken.push(value.clone());
                    }
                }
                Some(listed(&taken))
            }
        }
    }

    fn taken_lengths(&self, row: &Row) -> BTreeSet<usize> {
        self.of(row)
            .filter(|sample| sample.fate == Fate::Taken)
            .filter_map(Sample::length)
            .collect()
    }

    fn least(&self, row: &Row) -> Option<String> {
        let taken = self.taken_lengths(row);
        let from = *taken.first()?;
        let refused = self
            .of(row)
            .filter(|sample| sample.is_refused_for_itself())
            .filter_map(Sample::length)
            .filter(|length| *length < from)
            .max()?;
        Some(if refused + 1 == from {
            from.to_string()
        } else {
            format!("taken from {from}, refused up to {refused}")
        })
    }

    fn most(&self, row: &Row) -> Option<String> {
        let taken = self.taken_lengths(row);
        // An empty text says nothing of how long a text may be.
        let to = taken.last().copied().filter(|to| *to > 0);
        let past_is_open = row
            .past
            .and_then(|past| Contract::embedded().rule(past))
            .map(|rule| rule.level)
            == Some(Level::Open);
        let beyond = self
            .of(row)
            .filter(|sample| Some(sample.rule) == row.past)
            .filter(|sample| sample.is_refused_for_itself() || past_is_open)
            .filter_map(Sample::length)
            .filter(|length| to.is_none_or(|to| *length > to))
            .min();
        let at = beyond.and_then(|beyond| beyond.checked_sub(1));
        match (to, beyond) {
            (None, None) => None,
            (Some(to), None) => row.most.map(|_| format!("taken up to {to}, never refused")),
            (None, Some(beyond)) => {
                let tried = self.of(row).filter_map(Sample::length).any(|length| Some(length) == at);
                Some(if tried {
                    (beyond - 1).to_string()
                } else {
                    format!("refused from {beyond}, never tried just below")
                })
            }
            (Some(to), Some(beyond)) if Some(to) == at => Some((beyond - 1).to_string()),
            (Some(to), Some(beyond)) => Some(format!("taken up to {to}, refused from {beyond}")),
        }
    }

    fn tells(&self, kind: Kind, row: &Row) -> Option<String> {
        let several = |numbers: BTreeSet<usize>| {
            let texts: Vec<String> = numbers.iter().map(usize::to_string).collect();
            (!texts.is_empty()).then(|| texts.join(" and "))
        };
        let told = self.told_of(row);
        match kind {
            Kind::Required => {
                let required: Vec<bool> = told.map(|told| told.required).collect();
                (!required.is_empty()).then(|| yes(required.iter().all(|required| *required)))
            }
            Kind::Least => several(told.filter_map(|told| told.least).collect()),
            Kind::Most => several(told.filter_map(|told| told.most).collect()),
            Kind::Values => {
                row.values.as_ref()?;
                let mut values: Vec<Value> = Vec::new();
                for value in told.filter_map(|told| told.value.as_ref()) {
                    if !values.contains(value) {
                        values.push(value.clone());
                    }
                }
                Some(listed(&values))
            }
        }
    }
}

// ------------------------------------------------------------------------------------------------------- comparison --

/// Everything in which table, schemas and features disagree, each with its field, its rule and the three numbers.
fn disagreements(table: &[Row], schemas: &Schemas, shown: &Shown) -> Vec<String> {
    let mut complaints = Vec::new();
    for (message, schema) in schemas {
        let mut known = BTreeMap::new();
        properties(schema, "", &mut known);
        for (field, keywords) in known {
            let rows = table.iter().filter(|row| row.message == *message && row.field == field);
            if rows.count() != 1 {
                complaints.push(format!("{} {field}: not one row in the table", name_of(*message)));
            }
            let odd = keywords.into_iter().filter(|keyword| {
                !COMPARED.contains(&keyword.as_str()) && !CARRIED.contains(&keyword.as_str()) && keyword != "required"
            });
            complaints.extend(odd.map(|keyword| format!("{} {field}: nobody compares {keyword}", name_of(*message))));
        }
    }
    for row in table {
        let place = format!("{} {} ({})", name_of(row.message), row.field, row.rule);
        let Some(property) = Property::find(&schemas[&row.message], &row.field) else {
            complaints.push(format!("{place}: not in the schema"));
            continue;
        };
        for kind in Kind::ALL {
            complaints.extend(compare(row, kind, &property, shown).map(|text| format!("{place}: {text}")));
        }
        complaints.extend(marks(row, &property).into_iter().map(|text| format!("{place}: {text}")));
        if row.is_request() {
            complaints.extend(examples(row, shown).into_iter().map(|text| format!("{place}: {text}")));
        }
    }
    complaints
}

fn compare(row: &Row, kind: Kind, property: &Property<'_>, shown: &Shown) -> Option<String> {
    let pages = row.says(kind);
    let schema = property.says(kind, row);
    // Features show the length of texts; of a number's digits they can show nothing that its list of values does not.
    let visible = row.is_text() || !matches!(kind, Kind::Least | Kind::Most);
    let features = if visible { shown.says(kind, row) } else { pages.clone() };
    let excused = UNSHOWN
        .iter()
        .any(|(message, field, of, _)| *message == name_of(row.message) && *field == row.field && *of == kind);
    if excused && features == pages {
        return Some(format!("{} is shown after all: take it off the list", kind.words()));
    }
    if pages == schema && (features == pages || excused) {
        return None;
    }
    let number = |number: Option<String>| number.unwrap_or_else(|| "nothing".to_owned());
    Some(format!(
        "{}: the table says {}, the schema {}, the features {}",
        kind.words(),
        number(pages),
        number(schema),
        number(features),
    ))
}

/// Rules, types, forms and privacy: told by table and schema.
fn marks(row: &Row, property: &Property<'_>) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut unless_same = |what: &str, table: String, schema: String| {
        if table != schema {
            complaints.push(format!("{what}: the table says {table}, the schema {schema}"));
        }
    };
    let of = |rule: Option<RuleId>| rule.map_or_else(|| "none".to_owned(), |rule| rule.to_string());
    unless_same("the rule", of(Some(row.rule)), of(property.rule("x-rule")));
    let types = match &property.own["type"] {
        Value::String(one) => one.clone(),
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("|"),
        _ => "any".to_owned(),
    };
    unless_same("the type", row.types.clone(), types);
    let private = property.own["x-private"] == true;
    unless_same("whether it is private", yes(row.private), yes(private));
    let form = property.pattern().map(|(form, ..)| form);
    unless_same("the form", format!("{:?}", row.form), format!("{form:?}"));
    if row.is_request() {
        // A limit without a past-limit rule could not be charged to anybody.
        let limited = row.most.is_some() || row.values.is_some();
        let past = property.rule("x-past-limit").filter(|_| limited);
        unless_same("the rule past the limit", of(row.past), of(past));
        let missing = property.rule("x-required").or(property.rule("x-rule"));
        let missing = missing.filter(|_| property.is_required());
        unless_same("the rule of a missing value", of(row.missing), of(missing));
    }
    complaints
}

/// That the features have examples inside each constraint of a request and outside it, and none that contradict it.
fn examples(row: &Row, shown: &Shown) -> Vec<String> {
    let mut complaints = Vec::new();
    let samples = shown.of(row);
    for sample in samples.clone().filter(|sample| sample.fate == Fate::Taken) {
        if !row.allows(&sample.given) {
            complaints.push(format!(
                "{} has it taken outside the limits: {:?}",
                sample.scenario, sample.given
            ));
        }
    }
    let own = [Some(row.rule), row.missing, row.past];
    for sample in samples.clone().filter(|sample| sample.is_refused_for_itself()) {
        // BS-43 is about whose id it is, and refuses well-formed ones too.
        let by_its_limits = own.contains(&Some(sample.rule)) && row.field != "companyId";
        if by_its_limits && row.allows(&sample.given) {
            complaints.push(format!(
                "{} has it refused inside the limits: {:?}",
                sample.scenario, sample.given
            ));
        }
    }
    let taken = |test: &dyn Fn(&Value) -> bool| {
        samples
            .clone()
            .any(|sample| sample.fate == Fate::Taken && matches!(&sample.given, Given::Value(value) if test(value)))
    };
    let outside = |test: &dyn Fn(&Value) -> bool| {
        samples.clone().any(|sample| {
            (sample.is_refused_for_itself() || sample.fate == Fate::Open)
                && matches!(&sample.given, Given::Value(value) if test(value))
        })
    };
    let length = |value: &Value| value.as_str().map_or(0, |text| text.chars().count());
    let only_own_values = ["app_id", "api_code", "companyId", "etc_user_no", "userNos"].contains(&row.field.as_str());
    if let (Some(most), true) = (row.most, row.is_text()) {
        let inside = taken(&|value| (1..most).contains(&length(value)));
        if !(inside || most == 1 || only_own_values || row.field == "nonce" || row.field == "userPhone") {
            complaints.push(format!("nothing shorter than {most} characters is taken"));
        }
    }
    // Where a field's own rule shows its limit, other rules that happen to use the same length are no substitute.
    let shows_its_limit = row.is_text() && shown.says(Kind::Most, row) == row.says(Kind::Most);
    if let (Some(most), true, false) = (row.most, shows_its_limit, only_own_values) {
        let at = samples.clone().filter(|sample| sample.length() == Some(most));
        if !at
            .clone()
            .any(|sample| sample.fate == Fate::Taken && sample.rule == row.rule)
        {
            complaints.push(format!("its own rule has nothing of {most} characters taken"));
        }
    }
    for sample in samples.clone().filter(|sample| sample.rule == fuhe::rule!("GW-17")) {
        if sample.length() != row.most {
            complaints.push(format!("{} does not fill the field", sample.scenario));
        }
    }
    for (step, edge) in row
        .values
        .iter()
        .flat_map(|values| [(-1, values.first()), (1, values.last())])
    {
        let neighbour = match edge {
            Some(Value::String(text)) => json!((text.parse::<i64>().unwrap() + step).to_string()),
            Some(number) => json!(number.as_i64().unwrap() + step),
            None => continue,
        };
        if !outside(&|value| *value == neighbour) {
            complaints.push(format!("nobody tries {neighbour}, which is outside the list"));
        }
    }
    if row.form.is_some() && !outside(&|value| length(value) >= row.least.unwrap_or(0) && !row.is_formed(value)) {
        complaints.push("nobody tries characters of another form".to_owned());
    }
    complaints
}

fn report(complaints: &[String]) -> String {
    complaints.iter().fold(String::new(), |mut text, complaint| {
        let _ = write!(text, "\n{complaint}");
        text
    })
}

/// What the changed copies below are compared with: while these disagree, no change can be said to be noticed.
fn agreed() -> (Vec<Row>, Schemas, Shown) {
    let (table, schemas, shown) = (table(), schemas(), shown(Contract::embedded()));
    let complaints = disagreements(&table, &schemas, &shown);
    assert!(complaints.is_empty(), "{}", report(&complaints));
    (table, schemas, shown)
}

#[test]
fn table_schemas_and_features_agree() {
    agreed();
}

/// Titles are what people remember of a rule.
#[test]
fn titles_of_rules_have_the_same_numbers() {
    let number = Regex::new(r"(?:to|of) (\d+) characters").unwrap();
    let table = table();
    let mut complaints = Vec::new();
    for rule in &Contract::embedded().rules {
        let Some(found) = number.captures(&rule.title) else {
            continue;
        };
        let most: usize = found[1].parse().unwrap();
        let rows: Vec<&Row> = table
            .iter()
            .filter(|row| row.rule == rule.id && row.is_text() && row.most.is_some())
            .collect();
        if rows.is_empty() || rows.iter().any(|row| row.most != Some(most)) {
            complaints.push(format!(
                "{}: the title has {most} characters, the table {rows:?}",
                rule.id
            ));
        }
    }
    assert!(complaints.is_empty(), "{}", report(&complaints));
}

// -------------------------------------------------------------------------------------------- the test of this test --

/// Each cell that could be mistyped, mistyped: all of it must be noticed.
#[test]
fn a_changed_cell_of_the_table_is_noticed() {
    let (whole, schemas, shown) = agreed();
    let mut unnoticed = Vec::new();
    for at in 0..whole.len() {
        let mut tried = Vec::new();
        let mut change = |what: &str, edit: &dyn Fn(&mut Row)| {
            let mut table = whole.clone();
            edit(&mut table[at]);
            if disagreements(&table, &schemas, &shown).is_empty() {
                tried.push(format!("{} {}: {what}", name_of(whole[at].message), whole[at].field));
            }
        };
        change("required", &|row| row.required = !row.required);
        change("private", &|row| row.private = !row.private);
        change("rule", &|row| row.rule = fuhe::rule!("GW-22"));
        change("type", &|row| row.types = "number".to_owned());
        for step in [-1, 1] {
            let by = |n: &mut Option<usize>| *n = n.map(|n| n.saturating_add_signed(step));
            if whole[at].least.is_some() {
                change("least", &|row| by(&mut row.least));
            }
            // Numbers with a list of values have no length in the schema to compare with.
            if whole[at].most.is_some() && !(whole[at].types == "integer" && whole[at].values.is_some()) {
                change("most", &|row| by(&mut row.most));
            }
        }
        if whole[at].values.is_some() {
            change("values", &|row| drop(row.values.as_mut().and_then(Vec::pop)));
        }
        if whole[at].past.is_some() {
            change("past", &|row| row.past = None);
        }
        if whole[at].missing.is_some() {
            change("missing", &|row| row.missing = None);
        }
        unnoticed.extend(tried);
    }
    assert!(unnoticed.is_empty(), "{}", report(&unnoticed));
}

/// Each constraint of each schema, loosened, tightened and taken away.
#[test]
fn a_changed_constraint_of_a_schema_is_noticed() {
    let (table, _, shown) = agreed();
    let mut unnoticed = Vec::new();
    for row in &table {
        let mut try_edit = |what: String, edit: &dyn Fn(&mut Map<String, Value>)| {
            let mut schemas = schemas();
            let schema = schemas.get_mut(&row.message).unwrap();
            edit(property_mut(schema, &row.field));
            if disagreements(&table, &schemas, &shown).is_empty() {
                unnoticed.push(format!("{} {}: {what}", name_of(row.message), row.field));
            }
        };
        let whole = row.message.source();
        let keywords = Property::find(whole, &row.field).unwrap().own.as_object().unwrap();
        for (keyword, value) in keywords {
            // Beside a pattern, that a text is not empty says nothing more.
            if ["description", "default", "properties", "items", "required"].contains(&keyword.as_str())
                || CARRIED.contains(&keyword.as_str())
                || (keyword == "minLength" && keywords.contains_key("pattern"))
            {
                continue;
            }
            try_edit(format!("without {keyword}"), &|property| {
                property.shift_remove(keyword);
            });
            if let Some(number) = value.as_u64() {
                for other in [number - 1, number + 1] {
                    try_edit(format!("{keyword} {other}"), &|property| {
                        property.insert(keyword.clone(), other.into());
                    });
                }
            }
            if let Some(values) = value.as_array() {
                try_edit(format!("{keyword} widened"), &|property| {
                    let wider: Vec<Value> = values.iter().cloned().chain([json!("9")]).collect();
                    property.insert(keyword.clone(), wider.into());
                });
            }
        }
        try_edit("an unknown constraint".to_owned(), &|property| {
            property.insert("format".to_owned(), "email".into());
        });
    }
    assert!(unnoticed.is_empty(), "{}", report(&unnoticed));
}

fn property_mut<'a>(schema: &'a mut Value, field: &str) -> &'a mut Map<String, Value> {
    let property = field.split('.').fold(schema, |schema, name| {
        let object = if schema.get("items").is_some() {
            &mut schema["items"]
        } else {
            schema
        };
        &mut object["properties"][name]
    });
    property.as_object_mut().unwrap()
}

/// Examples at a limit and one past it, taken out of the features or turned round.
#[test]
fn a_changed_example_of_the_features_is_noticed() {
    let (table, schemas, whole) = agreed();
    let mut unnoticed = Vec::new();
    for row in table.iter().filter(|row| row.is_request()) {
        let concerns = |sample: &Sample| sample.message == row.message && sample.field == row.field;
        let mut try_edit = |what: &str, edit: &dyn Fn(&mut Shown)| {
            let mut shown = whole.clone();
            edit(&mut shown);
            if disagreements(&table, &schemas, &shown).is_empty() {
                unnoticed.push(format!("{} {}: {what}", name_of(row.message), row.field));
            }
        };
        let shows = |kind| whole.says(kind, row) == row.says(kind);
        let lengths = [
            ("at the limit", row.most, Kind::Most),
            ("one past the limit", row.most.map(|n| n + 1), Kind::Most),
            ("the shortest", row.least, Kind::Least),
            ("shorter than the shortest", row.least.map(|n| n - 1), Kind::Least),
        ];
        for (what, length, kind) in lengths {
            if let (Some(length), true, true) = (length, row.is_text(), shows(kind)) {
                try_edit(&format!("nothing {what}, {length}"), &|shown| {
                    shown
                        .samples
                        .retain(|sample| !(concerns(sample) && sample.length() == Some(length)));
                });
            }
        }
        for value in row.values.iter().flatten() {
            try_edit(&format!("{value} never sent"), &|shown| {
                let given = Given::Value(value.clone());
                shown
                    .samples
                    .retain(|sample| !(concerns(sample) && sample.given == given));
            });
        }
        if shows(Kind::Required) {
            try_edit("never absent", &|shown| {
                shown
                    .samples
                    .retain(|sample| !(concerns(sample) && sample.given == Given::Absent));
            });
        }
    }
    for at in 0..whole.told.len() {
        if whole.told[at].most.is_some() {
            let mut shown = whole.clone();
            shown.told[at].most = shown.told[at].most.map(|most| most + 1);
            if disagreements(&table, &schemas, &shown).is_empty() {
                unnoticed.push(format!("another number in {:?}", whole.told[at]));
            }
        }
    }
    assert!(unnoticed.is_empty(), "{}", report(&unnoticed));
}
