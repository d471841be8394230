//! What an answer says, in one form for the spellings of both vendors.

use serde_json::Value;

use super::ExchangeRecord;
use crate::wire::etc::Answer;
use crate::wire::{Content, Vendor};

/// What an answer says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// `accepted`, or how it was refused: `refused 401001`, `fail with rows`.
    pub outcome: String,
    /// The message of the answer as a whole.
    pub message: Option<String>,
    /// For a list of rows in error, the cause of each, in the order of the rows.
    pub causes: Vec<String>,
}

impl Said {
    /// Reads an answer.
    pub fn of(exchange: &ExchangeRecord) -> Self {
        Self::read(exchange.operation.vendor(), &exchange.response.body)
    }

    /// Reads the body of an answer.
    pub fn read(vendor: Vendor, body: &str) -> Self {
        let Some(body) = Content::of(body).object else {
            return Self {
                outcome: "no object".to_owned(),
                ..Self::default()
            };
        };
        match vendor {
            Vendor::Gateway => {
                let answer = Answer::read(&body);
                Self {
                    outcome: match answer.code() {
                        Some("000") => "accepted".to_owned(),
                        Some(code) => format!("refused {code}"),
                        None => "without a code".to_owned(),
                    },
                    message: answer.msg().map(str::to_owned),
                    causes: Vec::new(),
                }
            }
            Vendor::Courier => {
                let rows = body.get("result").and_then(Value::as_array);
                let place = if rows.is_some() { "with rows" } else { "as a whole" };
                Self {
                    outcome: match body.get("succ").and_then(Value::as_str) {
                        Some("ok") => "accepted".to_owned(),
                        Some(succ) => format!("{succ} {place}"),
                        None => "without succ".to_owned(),
                    },
                    message: body.get("msg").and_then(Value::as_str).map(str::to_owned),
                    causes: rows.map(|rows| causes(rows)).unwrap_or_default(),
                }
            }
        }
    }
}

/// The causes by the number of their row: the order in which rows are listed means nothing.
fn causes(rows: &[Value]) -> Vec<String> {
    let mut causes: Vec<(Option<u64>, &str)> = rows
        .iter()
        .map(|row| {
            let cause = row.get("cause").and_then(Value::as_str).unwrap_or_default();
            (row.get("rowNo").and_then(Value::as_u64), cause)
        })
        .collect();
    causes.sort_unstable();
    causes.into_iter().map(|(_, cause)| cause.to_owned()).collect()
}
