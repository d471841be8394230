//! What a vendor may do with a request: take it, refuse it, or either. Whatever the pages leave open is either.

use regex::Regex;
use serde_json::Value;
use std::sync::OnceLock;

use super::Request;
use super::text::{is_invisible, is_mark};
use crate::contract::{Field, Form, Kind, RuleId};
use crate::rule;
use crate::wire::{BodyStyle, Operation, Vendor};

/// What must become of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// Every value keeps to what the pages say, and nothing is open: it must be taken.
    Accept,
    /// Some value breaks what a page says, however the open questions are answered: it must be refused.
    Refuse {
        /// The rule that a vendor breaks by taking it.
        rule: RuleId,
        /// The field with that value.
        field: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The pages leave open what becomes of it; only the form of the answer is judged.
    Either {
        /// The first thing that is open.
        why: &'static str,
    },
}

/// Where one value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// Within everything that a page says of its field.
    Inside,
    /// Outside it, in a way that no page leaves open.
    Outside(RuleId, &'static str),
    /// Open.
    Open(&'static str),
}

/// Fresh characters that make an identity new beyond doubt; fewer may be known to a live platform already.
const ENOUGH_FRESH: usize = 6;
/// The same for ids that a hash of 32 bits makes an account of, and for ids that a live platform may number shortly.
const PLENTY_FRESH: usize = 8;

/// Judges a request.
pub fn judge(request: &Request) -> Allowed {
    // A drawn account is nobody's, so whatever else is right, a removal may be accepted or refused.
    let mut open = request
        .case
        .operation
        .removes()
        .map(|_| "nobody has the account (BD-07)");
    for edit in &request.case.edits {
        let value = request.params.get(&edit.field);
        let stand = match request.case.operation.fields().field(&edit.field) {
            Some(field) => {
                let fresh = edit.given.fresh();
                with_identity(field, fresh, value, stand(request.case.operation, field, value))
            }
            None => Judgement::Open("no page names the field"),
        };
        match stand {
            Judgement::Inside => {}
            Judgement::Outside(rule, why) => {
                return Allowed::Refuse {
                    rule,
                    field: edit.field.clone(),
                    why,
                };
            }
            Judgement::Open(why) => open = open.or(Some(why)),
        }
    }
    if let Some(part) = &request.case.envelope {
        match envelope(request.case.operation.vendor(), &part.field, request.envelope.as_ref()) {
            Judgement::Outside(rule, why) => {
                return Allowed::Refuse {
                    rule,
                    field: part.field.clone(),
                    why,
                };
            }
            Judgement::Open(why) => open = open.or(Some(why)),
            Judgement::Inside => {}
        }
    }
    match derived_account(request) {
        Judgement::Outside(rule, why) => {
            return Allowed::Refuse {
                rule,
                field: "userNo".to_owned(),
                why,
            };
        }
        Judgement::Open(why) => open = open.or(Some(why)),
        Judgement::Inside => {}
    }
    if request.case.style == BodyStyle::Doubled {
        open = open.or(Some("every member of the body stands there twice"));
    }
    open.map_or(Allowed::Accept, |why| Allowed::Either { why })
}

/// Where a part of the envelope stands that is not what a correct call has.
fn envelope(vendor: Vendor, part: &str, value: Option<&Value>) -> Judgement {
    let text = value.and_then(Value::as_str);
    let is_nothing = value.is_none() || text == Some("");
    match (vendor, part) {
        (Vendor::Gateway, _) if is_nothing => Judgement::Outside(rule!("GW-19"), "it is absent or empty"),
        (Vendor::Gateway, "application id") => Judgement::Outside(rule!("GW-08"), "nobody has this id"),
        (Vendor::Gateway, "sign") => Judgement::Outside(rule!("GW-04"), "it is not the signature"),
        (Vendor::Gateway, "API code") => Judgement::Outside(rule!("GW-07"), "there is no such operation"),
        (Vendor::Gateway, "timestamp") => Judgement::Outside(rule!("GW-05"), "it is decades ago"),
        (Vendor::Gateway, _) => Judgement::Open("a nonce of another length (GW-20)"),
        (Vendor::Courier, "timestamp") if !is_nothing => Judgement::Open("no page says how old a call may be"),
        (Vendor::Courier, _) => Judgement::Outside(rule!("BS-42"), "it is not what a correct call has"),
    }
}

/// What a value's being new, made up or known does to its stand.
fn with_identity(field: &Field, fresh: usize, value: Option<&Value>, stand: Judgement) -> Judgement {
    if stand != Judgement::Inside || value.is_none() {
        return stand;
    }
    match &field.kind {
        Kind::Text { form: Form::Number, .. } if value != Some(&Value::from("")) => {
            if fresh >= PLENTY_FRESH {
                Judgement::Outside(rule!("GU-13"), "no user has that number")
            } else {
                Judgement::Open("some user may have that number")
            }
        }
        Kind::Text {
            form: Form::Identity | Form::ThirdParty,
            ..
        } if fresh < PLENTY_FRESH => Judgement::Open("it may be known already"),
        Kind::Text { form: Form::Own, .. } => Judgement::Open("it names the client"),
        Kind::Text {
            form: Form::Accounts, ..
        } => Judgement::Open("nobody has the account (BD-07)"),
        Kind::Account { .. } if fresh < ENOUGH_FRESH => Judgement::Open("it may exist already"),
        Kind::Text { .. } | Kind::Choice { .. } | Kind::Number { .. } | Kind::Boolean | Kind::Account { .. } => {
            Judgement::Inside
        }
    }
}

/// BS-14: beside a third-party id, the account must be the one that is derived from it.
fn derived_account(request: &Request) -> Judgement {
    let Some(derived) = &request.derived else {
        return Judgement::Inside;
    };
    let sent = request.params.get("userNo");
    let third_party = request.params.get("thirdPlatformId");
    let is_definite = third_party
        .and_then(Value::as_str)
        .is_some_and(|id| id.chars().all(|c| is_plain(c, Vendor::Courier)));
    if !derived
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        || derived.len() < 6
    {
        return Judgement::Open("the derived account breaks the rule for accounts (BS-15)");
    }
    match sent.and_then(Value::as_str) {
        // Whoever drops marks or blanks from the id, or takes no rare characters, arrives at another account.
        Some(sent) if sent == derived && is_definite => Judgement::Inside,
        Some(sent) if mended(sent).is_empty() => Judgement::Open("a blank"),
        Some(_) if is_definite => Judgement::Outside(rule!("BS-27"), "the account is not the one that is derived"),
        _ => Judgement::Open("the account is not the one that is derived, or the id counts for nothing"),
    }
}

/// Where a value of a field stands by itself.
pub fn stand(operation: Operation, field: &Field, value: Option<&Value>) -> Judgement {
    let empty = Judgement::Outside(field.missing, "a required field is empty");
    let value = match value {
        None if field.required => return Judgement::Outside(field.missing, "a required field is left out"),
        None => return Judgement::Inside,
        Some(Value::Null) => return Judgement::Open("null"),
        Some(value) => value,
    };
    let text = value.as_str();
    match (&field.kind, text) {
        (Kind::Number { .. }, Some("")) if field.required => empty,
        (Kind::Number { values, asked }, None) => number(field, values, asked, value),
        (Kind::Boolean, _) if value.is_boolean() => Judgement::Inside,
        (Kind::Number { .. } | Kind::Boolean, _) | (_, None) => Judgement::Open("another JSON type"),
        (_, Some("")) if field.required => empty,
        (Kind::Text { form: Form::Number, .. }, Some("")) => Judgement::Inside,
        (_, Some("")) => Judgement::Open("an empty optional field"),
        (Kind::Choice { values, most }, Some(text)) => choice(field, values, *most, text),
        (Kind::Account { least, most }, Some(text)) => account(field, *least, *most, text),
        (Kind::Text { most, form }, Some(text)) => words(operation.vendor(), field, *most, *form, text),
    }
}

fn number(field: &Field, values: &[i64], asked: &[i64], value: &Value) -> Judgement {
    let known = |number: i64| values.contains(&number) || asked.contains(&number);
    match (value, value.as_i64()) {
        (_, Some(number)) if values.contains(&number) => Judgement::Inside,
        (_, Some(number)) if asked.contains(&number) => Judgement::Open("an open rule asks about this number"),
        (_, Some(_)) => Judgement::Outside(field.past, "the number is not in the list"),
        (Value::Number(number), None) => {
            let number = number.as_f64().unwrap_or(f64::NAN);
            // Whoever turns fractions into integers may cut or round them.
            let near = [number.floor(), number.ceil()];
            #[allow(clippy::cast_possible_truncation, reason = "the list holds small numbers only")]
            if near.iter().any(|near| near.abs() < 1e9 && known(*near as i64)) {
                Judgement::Open("a fraction, or an integer written as one")
            } else {
                Judgement::Outside(field.past, "the number is not in the list")
            }
        }
        _ => Judgement::Open("another JSON type"),
    }
}

fn choice(field: &Field, values: &[String], most: usize, text: &str) -> Judgement {
    if values.iter().any(|value| value == text) {
        return Judgement::Inside;
    }
    let mended = mended(text);
    if mended.is_empty() || values.contains(&mended) {
        return Judgement::Open("in the list but for blanks, invisible characters or width");
    }
    if least_count(text) > most {
        return Judgement::Outside(field.past, "the text is past its limit");
    }
    Judgement::Outside(field.past, "the text is not in the list")
}

/// BS-27 rules out whatever is not small ASCII letters and digits, full-width digits expressly. Blanks around an account
/// and invisible characters may yet be dropped before anybody looks.
fn account(field: &Field, least: usize, most: usize, text: &str) -> Judgement {
    let is_account = |text: &str| {
        (least..=most).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    if is_account(text) {
        Judgement::Inside
    } else if visible.trim().is_empty() {
        Judgement::Open("a blank")
    } else if is_account(visible.trim()) {
        Judgement::Open("an account but for blanks around it or invisible characters")
    } else {
        Judgement::Outside(field.past, "the account is not 6 to 20 small letters and digits")
    }
}

fn words(vendor: Vendor, field: &Field, most: usize, form: Form, text: &str) -> Judgement {
    let characters = text.chars().count();
    if least_count(text) > most {
        return Judgement::Outside(field.past, "the text is past its limit");
    }
    if mended(text).is_empty() {
        return Judgement::Open("a blank");
    }
    if characters > most {
        return Judgement::Open("past the limit or not, depending on what is counted");
    }
    if text.trim() != text {
        return Judgement::Open("blanks around a text");
    }
    if characters == most && text.chars().any(is_mark) {
        return Judgement::Open("combining marks at a limit");
    }
    if !text.chars().all(|c| is_plain(c, vendor) || is_mark(c)) {
        return Judgement::Open("characters that not everybody takes");
    }
    if is_formed(form, text) {
        Judgement::Inside
    } else {
        Judgement::Open("the form may be checked (BS-50)")
    }
}

/// True where a value is well-formed for what it means.
fn is_formed(form: Form, text: &str) -> bool {
    static FORMS: OnceLock<[Regex; 4]> = OnceLock::new();
    let [code, phone, email, cards] = FORMS.get_or_init(|| {
        [
            "^[0-9A-Z]+$",
            "^1[3-9][0-9]{9}$",
            r"^[a-z0-9._-]+@[a-z0-9-]+\.[a-z]+$",
            "^([0-9]{10},)*[0-9]{7,10}$",
        ]
        // They are constants, and a test reads each of them.
        .map(|pattern| Regex::new(pattern).unwrap_or_else(|e| panic!("{e}")))
    });
    match form {
        Form::Code => code.is_match(text),
        Form::Phone => phone.is_match(text),
        Form::Email => email.is_match(text),
        Form::Cards => cards.is_match(text),
        Form::Words | Form::Identity | Form::Number | Form::ThirdParty | Form::Accounts | Form::Own => true,
    }
}

/// Characters that nobody has a reason to refuse. The butler's guide forbids special characters (BS-45), the gateway's
/// does not: its signed text takes them as they are (GW-02). Beyond U+FFFF is GW-18's matter.
fn is_plain(c: char, vendor: Vendor) -> bool {
    let sign = match vendor {
        Vendor::Gateway => c.is_ascii_graphic(),
        Vendor::Courier => matches!(c, '.' | '-' | '_' | '@' | ','),
    };
    u32::from(c) <= 0xffff && !is_mark(c) && (c.is_alphanumeric() || c == ' ' || sign)
}

/// The length by the smallest way of counting: marks, invisible characters and blanks count for nothing, and what a
/// joiner joins counts once.
fn least_count(text: &str) -> usize {
    let mut joined = false;
    let mut count = 0;
    for c in text.chars() {
        let counts = !joined && !is_mark(c) && !is_invisible(c) && !c.is_whitespace();
        count += usize::from(counts);
        joined = c == '\u{200d}';
    }
    count
}

/// A text as someone might mend it: without blanks around it and invisible characters, full-width signs as ASCII.
fn mended(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).map(narrow).collect();
    visible.trim().to_owned()
}

fn narrow(c: char) -> char {
    match u32::from(c) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(c),
        _ => c,
    }
}
