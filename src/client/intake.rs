//! An answer is read as far as it can matter: whatever a vendor sends, no more than a little of it is held in memory.
//!
//! What is longer than any documented answer is cut where that changes no verdict: a string of 4,000 characters is too
//! long for every field, and so is a list of 2,500 entries. An answer that is too long even so is not judged by what
//! happens to stand at its beginning: it is an error that names the limit.

use std::sync::atomic::{AtomicUsize, Ordering};

use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;

use crate::wire::{HttpResponse, Keep, Vendor, beginning, shortened};

/// Bodies up to this length, in bytes, are kept as they are.
const SHORT: usize = 64 << 10;
/// Of longer ones, so many are read at the same time.
const LONG_AT_ONCE: usize = 2;

/// What is kept of a long answer. The longest documented one has a hundred rows in error, each with as many entries as it
/// has fields, of some hundred bytes; the gateway's have no lists at all. No documented string has 4,000 characters.
const fn keep(vendor: Vendor) -> Keep {
    Keep {
        characters: 4000,
        items: match vendor {
            Vendor::Gateway => 100,
            Vendor::Courier => 2500,
        },
        values: 16_000,
        bytes: 512 << 10,
    }
}

/// Bytes of a body that always may stand in the record.
const LITTLE_EVIDENCE: usize = 2 << 10;
/// Bytes of bodies that may stand there in a whole run, beyond that little of each.
const ALL_EVIDENCE: usize = 8 << 20;

/// A header's value is kept up to so many bytes.
const LONGEST_HEADER: usize = 1 << 10;
/// All headers of an answer are kept up to so many bytes.
const ALL_HEADERS: usize = 16 << 10;

/// Reads the answers of one target.
#[derive(Debug)]
pub(super) struct Intake {
    /// Bytes of a body that are read.
    most: usize,
    long: Semaphore,
    evidence_left: AtomicUsize,
}

/// Why an answer could not be read.
pub(super) enum Unread {
    /// It broke off.
    Broken(reqwest::Error),
    /// It is too long, in words.
    TooLong(String),
}

impl Intake {
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            long: Semaphore::new(LONG_AT_ONCE),
            evidence_left: AtomicUsize::new(ALL_EVIDENCE),
        }
    }

    /// Reads an answer to its end, or as far as it may go.
    pub(super) async fn read(&self, mut response: reqwest::Response, vendor: Vendor) -> Result<HttpResponse, Unread> {
        let status = response.status().as_u16();
        let headers = headers(response.headers());
        let mut bytes = Vec::new();
        let mut permit = None;
        while let Some(chunk) = response.chunk().await.map_err(Unread::Broken)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > self.most {
                return Err(self.too_long());
            }
            if bytes.len() > SHORT && permit.is_none() {
                // Nobody closes the semaphore, so there always is a permit in the end.
                permit = self.long.acquire().await.ok();
            }
        }
        // One byte more than is kept, so that what unpacks to too much is seen to.
        let received = HttpResponse::received(status, headers, bytes, self.most + 1);
        self.bounded(received, &keep(vendor))
    }

    /// The answer with a body that is no longer than it may be.
    fn bounded(&self, mut response: HttpResponse, keep: &Keep) -> Result<HttpResponse, Unread> {
        let length = response.body.len();
        // What was packed may be longer than what was read.
        if length > self.most {
            return Err(self.too_long());
        }
        if length > SHORT {
            let digest = hex::encode(Sha256::digest(&response.body));
            let is_json = response.body.trim_start().starts_with(['{', '[']);
            response.body = match shortened(&response.body, keep) {
                Some(cut) if is_json => cut,
                None if is_json => {
                    return Err(Unread::TooLong(format!(
                        "the answer holds more than any documented one, {} values or {} KB, and is not judged by a part of it",
                        keep.values,
                        keep.bytes >> 10
                    )));
                }
                _ => beginning(&response.body, SHORT).to_owned(),
            };
            response.size.whole = Some((length, digest));
        }
        response.size.evidence = Some(self.evidence(response.body.len()));
        Ok(response)
    }

    fn too_long(&self) -> Unread {
        let limit = match self.most {
            most if most >= 1 << 20 => format!("{} MB", most >> 20),
            most => format!("{most} bytes"),
        };
        Unread::TooLong(format!("the answer is longer than {limit}, and was not read further"))
    }

    /// How many bytes of a body of this length may stand in the record.
    fn evidence(&self, length: usize) -> usize {
        let wanted = length.min(SHORT);
        let grant = |left: usize| left.checked_sub(wanted);
        let is_little = wanted <= LITTLE_EVIDENCE;
        let granted = || {
            let left = &self.evidence_left;
            left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, grant).is_ok()
        };
        if is_little || granted() {
            wanted
        } else {
            LITTLE_EVIDENCE
        }
    }
}

/// The headers, as far as anybody would read them.
fn headers(received: &reqwest::header::HeaderMap) -> Vec<(String, String)> {
    let mut left = ALL_HEADERS;
    let mut kept = Vec::new();
    for (name, value) in received {
        let value = String::from_utf8_lossy(value.as_bytes());
        let value = beginning(&value, LONGEST_HEADER);
        let Some(rest) = left.checked_sub(name.as_str().len() + value.len()) else {
            break;
        };
        left = rest;
        kept.push((name.to_string(), value.to_owned()));
    }
    kept
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn answer(body: String) -> HttpResponse {
        HttpResponse {
            status: 200,
            body,
            ..HttpResponse::default()
        }
    }

    fn bounded(body: String) -> Result<HttpResponse, String> {
        let intake = Intake::new(4 << 20);
        intake
            .bounded(answer(body), &keep(Vendor::Courier))
            .map_err(|unread| match unread {
                Unread::TooLong(why) => why,
                Unread::Broken(error) => error.to_string(),
            })
    }

    /// No verdict changes by it: what is cut is too long for every rule, and still is.
    #[rstest]
    #[case::message(format!(r#"{{"msg":"{}","succ":"fail"}}"#, "x".repeat(1 << 20)), 5_000)]
    #[case::entries(format!(r#"{{"result":[{}1],"succ":"fail"}}"#, r#"{"rowNo":1},"#.repeat(20_000)), 40_000)]
    #[case::numbers(format!(r#"{{"data":[{}0],"succ":"ok"}}"#, "0,".repeat(1 << 20)), 6_000)]
    #[case::name(format!(r#"{{"{}":0,"succ":"fail"}}"#, "x".repeat(1 << 20)), 5_000)]
    fn a_long_answer_stays_json_and_says_its_length(#[case] body: String, #[case] most: usize) {
        let length = body.len();
        let response = bounded(body).expect("an answer that can be judged");
        assert!(response.body.len() < most, "{} bytes", response.body.len());
        assert!(response.json().expect("JSON").get("succ").is_some());
        let (whole, digest) = response.size.whole.expect("a length");
        assert_eq!((whole, digest.len()), (length, 64));
    }

    #[test]
    fn a_long_page_keeps_its_beginning() {
        let response = bounded(format!("<html>{}", "张".repeat(100_000))).expect("an answer");
        assert!(response.body.starts_with("<html>") && response.body.len() <= SHORT);
        assert!(response.size.whole.is_some());
    }

    #[test]
    fn an_answer_that_cannot_be_cut_is_not_judged() {
        let members: Vec<String> = (0..20_000).map(|number| format!("\"{number}\":0")).collect();
        let why = bounded(format!("{{{}}}", members.join(","))).expect_err("too many members");
        assert!(why.contains("16000 values or 512 KB"), "{why}");
        let why = bounded(" ".repeat((4 << 20) + 1)).expect_err("too long");
        assert_eq!(why, "the answer is longer than 4 MB, and was not read further");
    }

    #[test]
    fn the_evidence_of_a_whole_run_is_bounded() {
        let intake = Intake::new(4 << 20);
        let all: usize = (0..10_000).map(|_| intake.evidence(60 << 10)).sum();
        assert!(all <= ALL_EVIDENCE + 10_000 * LITTLE_EVIDENCE, "{all} bytes");
        assert_eq!(intake.evidence(300), 300);
    }
}
