//! What must be true whatever the input is: one function for each fuzz target. Each panics where it is not.
//!
//! The fuzz targets call these functions with inputs that libFuzzer invents; `tests/fuzz.rs` calls them with the inputs
//! in `seeds/`, on any toolchain and on every `cargo test`.

use std::collections::BTreeMap;

use fuhe::contract::{CharSet, Contract, DeriveBy, HashSign, Notation, Operation, Part};
use fuhe::crypto::des::{DesKey, Mode};
use fuhe::crypto::encoding::Encoding;
use fuhe::document::{FoundBy, Page, compare, draft};
use fuhe::text;
use fuhe::wire::butler::ListCipher;
use fuhe::wire::etc::{Answer, BooleanHabit, NullHabit, SigningHabits, signed_text};
use fuhe::wire::{Content, HttpResponse, Keep, Origin, Vendor, beginning, json, shortened, shortened_text};
use serde_json::{Map, Value};

/// A property that must be true of any bytes.
pub type Property = fn(&[u8]);

/// Every property, under the name of its fuzz target and of its folder of seeds.
pub const PROPERTIES: [(&str, Property); 6] = [
    ("notation", notation),
    ("envelope", envelope),
    ("list", list),
    ("answer", answer),
    ("text", text),
    ("page", page),
];

/// A saved page. Whatever can be read can be compared with every operation and drafted, and what was read is a difference or
/// is in the contract: a page with fewer fields than an operation never agrees with it.
pub fn page(data: &[u8]) {
    let Ok(page) = Page::read(data) else { return };
    for operation in Operation::all() {
        let comparison = compare(Contract::embedded(), &page, operation, FoundBy::Option);
        let fields = comparison.read.fields;
        assert!(fields > 0, "a page without fields was read");
        let known = operation.request().fields().len();
        assert!(
            fields >= known || !comparison.differences.is_empty(),
            "{operation} agrees with {fields} fields"
        );
    }
    let _ = draft(&page);
}

/// The value notation of the features. What is read can be written again and is then read as the same value; what is
/// JSON is read as that JSON; a refusal repeats the text.
pub fn notation(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    match text.parse::<Notation>() {
        // These two stand in a character set as a part of a range only, and `written` makes no ranges.
        Ok(Notation::Text(parts)) if parts.iter().any(|part| draws_from(part, &['+', '"'])) => {}
        Ok(notation) => {
            let written = written(&notation);
            let is_same = match (&notation, written.parse()) {
                (Notation::Json(one), Ok(Notation::Json(other))) => same(one, &other),
                (_, again) => again.as_ref() == Ok(&notation),
            };
            assert!(is_same, "{text:?} was written as {written:?}, which is something else");
        }
        Err(error) => {
            assert!(error.to_string().contains(text.trim()), "{error}");
            assert!(
                serde_json::from_str::<Value>(text).is_err(),
                "{text:?} is JSON: {error}"
            );
        }
    }
}

fn draws_from(part: &Part, characters: &[char]) -> bool {
    matches!(part, Part::Draw { set, .. } if set.chars().iter().any(|c| characters.contains(c)))
}

fn written(notation: &Notation) -> String {
    match notation {
        Notation::Json(value) => value.to_string(),
        Notation::Absent => "(absent)".to_owned(),
        Notation::Base => "(base)".to_owned(),
        Notation::Text(parts) => parts.iter().map(part).collect::<Vec<_>>().join(" + "),
        Notation::Reference { field, name, change } => {
            let (before, behind) = change.words();
            format!("({before}{field} of {name}{behind})")
        }
        Notation::Identity { prefix } => format!("(identity {prefix})"),
        Notation::All { key } => format!("(all {key})"),
        Notation::Made { kind, length } => {
            let length = length.map(|length| format!(" of {length} characters"));
            format!("({kind}{})", length.unwrap_or_default())
        }
        Notation::Account { of, by } => {
            let of = of.as_ref().map(|id| format!(" of {}", quoted(id)));
            let by = (*by != DeriveBy::Documented).then(|| format!(" by {by}"));
            format!("(account{}{})", of.unwrap_or_default(), by.unwrap_or_default())
        }
    }
}

fn part(part: &Part) -> String {
    match part {
        Part::Repeat { count, text } => format!("{count} × {}", quoted(text)),
        Part::Reference { field, name } => format!("({field} of {name})"),
        Part::Draw { count, set, hash } => {
            let hash = match hash {
                None => "",
                Some(HashSign::Negative) => " hashing negative",
                Some(HashSign::Positive) => " hashing positive",
            };
            format!("{count} × [{}]{hash}", characters(set))
        }
    }
}

/// Each character as a range of one, so that none is read as a sign of the notation.
fn characters(set: &CharSet) -> String {
    set.chars().iter().flat_map(|c| [*c, '-', *c]).collect()
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// The gateway's envelope. Each field of an answer is found again where the answer has it, reading twice changes
/// nothing, and the text that is signed is the same in whatever order the fields come.
pub fn envelope(data: &[u8]) {
    let Ok(body) = serde_json::from_slice::<Map<String, Value>>(data) else {
        return;
    };
    let answer = Answer::read(&body);
    let received = Value::Object(body.clone());
    for (name, value) in &answer.canonical {
        let name = name.replace('~', "~0").replace('/', "~1");
        let pointer = answer.received_pointer(&format!("/{name}"));
        assert_eq!(received.pointer(&pointer), Some(value), "{name} was found at {pointer}");
    }
    for name in answer.undocumented() {
        assert!(body.contains_key(name), "{name} is not in the answer");
    }
    let again = Answer::read(&answer.canonical);
    assert_eq!(again.canonical, answer.canonical);
    assert_eq!(
        (again.code(), again.msg(), again.data()),
        (answer.code(), answer.msg(), answer.data())
    );
    assert_eq!(again.undocumented(), answer.undocumented());
    for habits in habits() {
        signed(&body, habits);
    }
}

fn signed(fields: &Map<String, Value>, habits: SigningHabits) {
    let text = signed_text(fields.iter().map(|(name, value)| (name.as_str(), value)), &habits);
    let backwards = signed_text(fields.iter().rev().map(|(name, value)| (name.as_str(), value)), &habits);
    assert_eq!(text, backwards);
    // The same by another way: a map that sorts by itself.
    let sorted: BTreeMap<&str, String> = fields
        .iter()
        .filter_map(|(name, value)| {
            let spelled = match value {
                Value::String(string) if string.is_empty() && !habits.empty => return None,
                Value::String(string) => string.clone(),
                Value::Number(number) => number.to_string(),
                Value::Null if habits.null == NullHabit::Word => "null".to_owned(),
                Value::Null if habits.null == NullHabit::Empty => String::new(),
                Value::Bool(yes) if habits.boolean == BooleanHabit::Word => yes.to_string(),
                Value::Bool(yes) if habits.boolean == BooleanHabit::Digit => u8::from(*yes).to_string(),
                Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
            };
            Some((name.as_str(), spelled))
        })
        .collect();
    let pairs: Vec<String> = sorted.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(text, pairs.join("&"));
}

fn habits() -> impl Iterator<Item = SigningHabits> {
    let nulls = [NullHabit::Out, NullHabit::Word, NullHabit::Empty];
    let booleans = [BooleanHabit::Word, BooleanHabit::Digit, BooleanHabit::Out];
    nulls.into_iter().flat_map(move |null| {
        booleans.into_iter().map(move |boolean| SigningHabits {
            empty: boolean == BooleanHabit::Word,
            null,
            boolean,
        })
    })
}

/// The courier's encrypted list. The first byte chooses mode, encoding and vector, the next eight are the key, the rest
/// is taken as a text to encrypt and as a list to decrypt: a text comes back as it was, and a list that decrypts is what
/// its text encrypts to.
pub fn list(data: &[u8]) {
    let Some((kind, rest)) = data.split_first() else { return };
    let Some((key, rest)) = rest.split_first_chunk::<8>() else {
        return;
    };
    let Ok(text) = str::from_utf8(rest) else { return };
    let cipher = cipher(usize::from(*kind), *key);
    let encrypted = cipher.encrypt(text);
    assert_eq!(cipher.decrypt(&encrypted).as_deref(), Ok(text));
    match cipher.decrypt(text) {
        Ok(plain) => assert_eq!(cipher.encrypt(&plain), text),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fn cipher(kind: usize, key: [u8; 8]) -> ListCipher {
    let mode = Mode::ALL[kind % 2];
    let encoding = Encoding::ALL[kind / 2 % 3];
    let mut vector = key;
    vector.reverse();
    let vector = (kind / 6 % 2 == 1).then_some(vector);
    let key = DesKey::from_secret(&key).expect("eight bytes are a key");
    ListCipher::new(mode, encoding, key, vector)
}

/// An answer, written as in HTTP: the status, headers, an empty line, the body. Nothing makes fuhe panic, what
/// `serde_json` reads is read as the same value, and what it does not read is not taken for faultless.
pub fn answer(data: &[u8]) {
    const MOST: usize = 1 << 16;
    let end = data.windows(2).position(|two| two == b"\n\n").unwrap_or(data.len());
    let head = String::from_utf8_lossy(&data[..end]);
    let body = data.get(end + 2..).unwrap_or_default();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.trim().parse().ok()).unwrap_or(200);
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .collect();
    let response = HttpResponse::received(status, headers, body.to_vec(), MOST);
    for vendor in Vendor::ALL {
        let _ = Origin::of(vendor, &response);
    }
    let _ = (response.notes(), response.is_from_between());
    let content = response.content();
    assert!(
        content.object.is_none() || response.json().is_some(),
        "an object was found in a body that holds no value"
    );
    reading(&response.body);
    cut(&response.body);
}

fn reading(text: &str) {
    let reading = json::read(text);
    let by_others = serde_json::from_str::<Value>(text);
    match (&reading.value, &by_others) {
        (Some(own), Ok(others)) => {
            assert!(reading.faults.is_empty(), "{text:?} is JSON: {:?}", reading.faults);
            assert!(
                same(own, others),
                "{text:?} is read as {own}, and by others as {others}"
            );
        }
        (None, Ok(_)) => panic!("{text:?} is JSON: {:?}", reading.faults),
        (Some(_), Err(why)) if reading.faults.is_empty() => {
            // The grammar allows these; `serde_json` has no value for them.
            let why = why.to_string();
            let known = ["surrogate", "hex escape", "out of range", "recursion limit"];
            assert!(known.iter().any(|known| why.contains(known)), "{text:?}: {why}");
        }
        (Some(_), Err(_)) => {}
        (None, Err(_)) => assert!(!reading.faults.is_empty(), "{text:?} is refused for no reason"),
    }
    if let Some(value) = reading.value {
        let again = json::read(&value.to_string());
        assert_eq!(again.faults, Vec::<String>::new());
        assert_eq!(again.value, Some(value));
    }
    if let Some(object) = Content::of(text).object {
        let again = Content::of(&Value::from(object.clone()).to_string());
        assert_eq!(again.object, Some(object));
    }
}

/// True for the same value; a number may be an integer here and a float there, and `serde_json`'s floats may be off by
/// the last digit.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            let (one, other) = (one.as_f64().unwrap_or(f64::NAN), other.as_f64().unwrap_or(f64::NAN));
            (one - other).abs() <= one.abs() * 1e-14 || (one - other).abs() < f64::MIN_POSITIVE
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let has_same = |(name, value): (&String, &Value)| other.get(name).is_some_and(|other| same(value, other));
            one.len() == other.len() && one.iter().all(has_same)
        }
        _ => one == other,
    }
}

/// What is kept of a long text: JSON stays JSON, and a beginning is one.
fn cut(text: &str) {
    let keep = Keep {
        characters: 8,
        items: 2,
        values: 64,
        bytes: 512,
    };
    if let (Some(short), Ok(_)) = (shortened(text, &keep), serde_json::from_str::<Value>(text)) {
        let read = serde_json::from_str::<Value>(&short);
        assert!(read.is_ok(), "{text:?} was cut to {short:?}");
    }
    for most in [0, 1, 7, 64] {
        let begun = beginning(text, most);
        assert!(text.starts_with(begun) && begun.len() <= most);
        let short = shortened_text(text, most);
        assert!(short == text || text.chars().count() > most);
    }
}

/// Strings that others wrote, in each medium: nothing hidden is left, what was made safe stays as it is, and JSON keeps
/// its value.
pub fn text(data: &[u8]) {
    let Ok(string) = str::from_utf8(data) else { return };
    let line = text::line(string);
    assert!(!line.contains(text::is_hidden));
    assert_eq!(text::line(&line), line);
    let lines = text::lines(string);
    assert!(!lines.replace(['\n', '\t'], "").contains(text::is_hidden));
    assert_eq!(text::lines(&lines), lines);
    let shown = text::terminal(string);
    assert_eq!(text::terminal(&shown), shown);
    assert!(shown.lines().all(|line| !line.trim_start().starts_with("::")));
    let markdown = text::markdown(string);
    assert!(!markdown.contains(text::is_hidden));
    let value = Value::from(string);
    let safe = text::json(&value.to_string()).into_owned();
    assert!(!safe.contains(text::is_hidden));
    assert_eq!(serde_json::from_str::<Value>(&safe).ok(), Some(value));
}
