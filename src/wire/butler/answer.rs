//! What an answer of the courier says. It is read more tolerantly than its pages have it, so that one wrong field is one
//! finding and not a failure of everything; and it is read here only, so that no two parts of a run disagree on it.

use serde_json::{Map, Value};

/// An answer of the courier, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// What `succ` says (BS-20): true for `ok` and its like, false for `fail` and its like.
    pub succ: Option<bool>,
    /// `msg`, where it is a string.
    pub message: Option<String>,
    /// The rows in error (BS-22, BS-23).
    pub entries: Vec<Entry>,
}

/// An entry of `result`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry(Value);

impl Answer {
    /// Reads a body.
    pub fn read(body: &Map<String, Value>) -> Self {
        let succ = match body.get("succ") {
            Some(Value::Bool(succ)) => Some(*succ),
            Some(Value::String(succ)) if succ.eq_ignore_ascii_case("fail") => Some(false),
            Some(Value::String(succ)) if succ.to_ascii_lowercase().starts_with("ok") => Some(true),
            _ => None,
        };
        let entries = body.get("result").and_then(Value::as_array);
        Self {
            succ,
            message: body.get("msg").and_then(Value::as_str).map(str::to_owned),
            entries: entries.into_iter().flatten().cloned().map(Entry).collect(),
        }
    }

    /// True where everything was done.
    pub fn says_ok(&self) -> bool {
        self.succ == Some(true)
    }

    /// True where the call, or a row of it, is refused: `succ` says so, or it says nothing and rows are in error.
    pub fn is_refusal(&self) -> bool {
        self.succ == Some(false) || (self.succ.is_none() && !self.entries.is_empty())
    }
}

impl Entry {
    /// The row that is meant, counted from 0; `None` where there is no such number.
    pub fn row(&self) -> Option<usize> {
        let row = self.0.get("rowNo")?.as_u64()?;
        usize::try_from(row).ok()?.checked_sub(1)
    }

    /// The account of the row.
    pub fn account(&self) -> Option<&str> {
        self.0.get("userNo")?.as_str()
    }

    /// What is wrong with it.
    pub fn cause(&self) -> Option<&str> {
        self.0.get("cause")?.as_str()
    }

    /// True where the cause says that there is such an account already, in the words of the page (BS-37).
    pub fn says_it_exists(&self) -> bool {
        self.cause().is_some_and(|cause| cause.contains("已存在"))
    }

    /// True where the cause says that there is no such account.
    pub fn says_it_is_unknown(&self) -> bool {
        self.cause().is_some_and(|cause| cause.contains("不存在"))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case(json!({"succ": "ok", "result": null}), true, false)]
    #[case(json!({"succ": "OK"}), true, false)]
    #[case(json!({"succ": "okay"}), true, false)]
    #[case(json!({"succ": true}), true, false)]
    #[case(json!({"succ": "FAIL", "result": []}), false, true)]
    #[case(json!({"succ": false}), false, true)]
    #[case(json!({"result": [{"rowNo": 1}]}), false, true)]
    #[case(json!({"succ": "success"}), false, false)]
    #[case(json!({}), false, false)]
    fn is_read_in_one_way(#[case] body: Value, #[case] ok: bool, #[case] refusal: bool) {
        let answer = Answer::read(body.as_object().expect("an object"));
        assert_eq!((answer.says_ok(), answer.is_refusal()), (ok, refusal));
    }
}
