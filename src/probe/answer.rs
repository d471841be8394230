//! An answer, read for what it shows of how far the call came.

use std::borrow::Cow;

use crate::check::Answered;
use crate::record::Masker;
use crate::text::{line, string_or_number};
use crate::wire::{Evidence, Exchange};

/// How many characters are shown of a vendor's message, and of a page that is not JSON.
const SHOWN: usize = 240;
const SHOWN_OF_A_PAGE: usize = 60;

/// A call and its answer.
#[derive(Debug)]
pub(super) struct Heard {
    pub(super) exchange: Exchange,
    pub(super) answered: Answered,
    /// The answer in a few words, masked.
    pub(super) words: String,
    /// The gist of the answer: two calls that failed at the same stage have the same.
    pub(super) gist: String,
}

impl Heard {
    pub(super) fn new(exchange: Exchange, masker: &Masker) -> Self {
        let answered = Answered::read(&exchange, true);
        Self {
            words: words(&exchange, &answered, masker),
            gist: code(&answered).unwrap_or_else(|| likeness(&exchange)),
            exchange,
            answered,
        }
    }

    /// The gateway's code, if there is one.
    pub(super) fn code(&self) -> Option<String> {
        code(&self.answered)
    }

    /// The vendor's message, to stand behind something else.
    pub(super) fn said(&self, masker: &Masker) -> String {
        let message = self.answered.message();
        message
            .map(|message| format!(": {}", shown(message, SHOWN, masker)))
            .unwrap_or_default()
    }
}

/// The code as text, whether it is written as a string or as a number.
fn code(answered: &Answered) -> Option<String> {
    string_or_number(answered.envelope.as_ref()?.canonical.get("code")?).map(Cow::into_owned)
}

fn words(exchange: &Exchange, answered: &Answered, masker: &Masker) -> String {
    let status = exchange.response.status;
    if answered.body.is_empty() {
        let page = shown(&exchange.response.body, SHOWN_OF_A_PAGE, masker);
        return format!("HTTP {status}, not a JSON object: {page}");
    }
    let rows = match answered.entries().len() {
        0 => String::new(),
        1 => ", 1 row in error".to_owned(),
        many => format!(", {many} rows in error"),
    };
    format!("HTTP {status}, {}{rows}", shown(&answered.in_words(), SHOWN, masker))
}

/// The start of a text on one line. It is masked before it is cut, so that no half of a secret stays.
fn shown(text: &str, most: usize, masker: &Masker) -> String {
    let words: Vec<&str> = text
        .split(char::is_whitespace)
        .filter(|word| !word.is_empty())
        .collect();
    line(&masker.text(&words.join(" "))).chars().take(most).collect()
}

/// An answer without what differs from call to call: what it repeats of the call, and every word with a digit in it,
/// such as an id or a time.
fn likeness(exchange: &Exchange) -> String {
    let (Evidence::Courier { signature, .. } | Evidence::Gateway { signature, .. }) = &exchange.evidence;
    let mut body = exchange.response.body.replace(signature.as_str(), "");
    if let Evidence::Courier {
        cipher_text: Some(cipher_text),
        ..
    } = &exchange.evidence
    {
        body = body.replace(cipher_text.as_str(), "");
    }
    let words = body
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.contains(|c: char| c.is_ascii_digit()));
    format!("{} {}", exchange.response.status, words.collect::<Vec<_>>().join(" "))
}
