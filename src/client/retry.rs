//! Which calls are made again, after what pause, and when no more are made at all.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tracing::info;

use super::transport::CallLimits;
use crate::wire::{HttpResponse, Vendor};

/// A call without a connection is made again so often at most, each time after twice the pause.
const MOST_WITHOUT_CONNECTION: u32 = 2;

/// A call that is turned away is made again so often at most.
const MOST_TURNED_AWAY: u32 = 4;

/// After so many calls in a row without an answer, a vendor is taken to give none. A single one that is lost, or an odd
/// request that a vendor cannot bear, is far from that.
const MOST_UNANSWERED: usize = 10;

/// Decides what is made again, and counts what was answered and what was not.
#[derive(Debug)]
pub(super) struct RetryPolicy {
    /// The pause before a call without a connection is made again for the first time.
    backoff: Duration,
    /// The same of a call that is turned away without being told for how long.
    busy_backoff: Duration,
    /// How long one call may wait in all because it is turned away.
    longest_wait: Duration,
    unanswered: [AtomicUsize; Vendor::ALL.len()],
    retries: AtomicUsize,
}

/// What has been tried for one call.
#[derive(Debug, Default)]
pub(super) struct Attempts {
    /// Why it was made again, once for each time.
    pub(super) reasons: Vec<String>,
    without_connection: u32,
    turned_away: u32,
    waited: Duration,
}

impl RetryPolicy {
    pub(super) fn new(limits: &CallLimits) -> Self {
        Self {
            backoff: limits.backoff,
            busy_backoff: limits.busy_backoff,
            longest_wait: limits.longest_wait,
            unanswered: Default::default(),
            retries: AtomicUsize::new(0),
        }
    }

    /// How long to wait before a call without a connection is made again; `None` where that was done often enough.
    pub(super) fn after_no_connection(&self, attempts: &mut Attempts, reason: String) -> Option<Duration> {
        let earlier = attempts.without_connection;
        (earlier < MOST_WITHOUT_CONNECTION).then(|| {
            attempts.without_connection += 1;
            let pause = self.backoff * 2_u32.pow(earlier);
            info!("{reason}; called again in {} ms", pause.as_millis());
            self.count(attempts, reason);
            pause
        })
    }

    /// How long to wait before a call that was turned away is made again. `None` where it was not turned away, where that
    /// happened often enough, and where it would take longer than any call is worth: then its answer is what it is.
    pub(super) fn after_answer(&self, attempts: &mut Attempts, response: &HttpResponse) -> Option<Duration> {
        let earlier = attempts.turned_away;
        let usual = self.busy_backoff * 2_u32.pow(earlier.min(MOST_TURNED_AWAY));
        let wait = wait_asked(response, usual)?;
        let waited = attempts.waited.checked_add(wait)?;
        (earlier < MOST_TURNED_AWAY && waited <= self.longest_wait).then(|| {
            attempts.turned_away += 1;
            attempts.waited = waited;
            let status = response.status;
            self.count(attempts, format!("HTTP {status}: turned away for the time being"));
            wait
        })
    }

    fn count(&self, attempts: &mut Attempts, reason: String) {
        self.retries.fetch_add(1, Ordering::Relaxed);
        attempts.reasons.push(reason);
    }

    /// How many calls were made again.
    pub(super) fn retries(&self) -> usize {
        self.retries.load(Ordering::Relaxed)
    }

    pub(super) fn on_event(&self, vendor: Vendor, answered: bool) {
        let unanswered = self.unanswered(vendor);
        if answered {
            unanswered.store(0, Ordering::Relaxed);
        } else {
            unanswered.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The vendor that has left too many calls in a row unanswered.
    pub(super) fn silent_vendor(&self) -> Option<Vendor> {
        let is_silent = |vendor: &Vendor| self.unanswered(*vendor).load(Ordering::Relaxed) >= MOST_UNANSWERED;
        Vendor::ALL.into_iter().find(is_silent)
    }

    /// True where the latest call was answered.
    pub(super) fn is_answering(&self, vendor: Vendor) -> bool {
        self.unanswered(vendor).load(Ordering::Relaxed) == 0
    }

    fn unanswered(&self, vendor: Vendor) -> &AtomicUsize {
        &self.unanswered[vendor as usize]
    }
}

/// What is said of a vendor that answers nothing.
pub(super) fn silence(vendor: Vendor) -> String {
    format!(
        "[{}] left {MOST_UNANSWERED} calls in a row without an answer, so no more are made",
        vendor.name()
    )
}

/// True for an answer by which the call was not even looked at, so that it certainly had no effect: too many calls (429,
/// whatever the body says, or in words of the vendor's own), or a service that asks to be called again later (503).
pub(super) fn is_turned_away(response: &HttpResponse) -> bool {
    wait_asked(response, Duration::ZERO).is_some()
}

/// How long the answer to a call that was turned away asks to wait; the usual time where a 429 does not say.
fn wait_asked(response: &HttpResponse, usual: Duration) -> Option<Duration> {
    let asked = retry_after(response);
    match response.status {
        429 => Some(asked.unwrap_or(usual)),
        503 => asked,
        _ => response.speaks_of_a_rate().then(|| asked.unwrap_or(usual)),
    }
}

/// `Retry-After`, as seconds or as a date; nothing where it is neither (RFC 9110, 10.2.3).
fn retry_after(response: &HttpResponse) -> Option<Duration> {
    let value = response.header("retry-after")?.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number too long to be read is too long to be waited for as well.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    // A date is one of the clock that the answer tells, where it tells one.
    let told = response
        .header("date")
        .and_then(|date| httpdate::parse_http_date(date).ok());
    let now = told.unwrap_or_else(SystemTime::now).max(UNIX_EPOCH);
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const FIRST: Duration = Duration::from_millis(200);

    fn policy() -> RetryPolicy {
        RetryPolicy::new(&CallLimits::default())
    }

    fn answer(status: u16, headers: &[(&str, &str)]) -> HttpResponse {
        HttpResponse {
            status,
            headers: headers
                .iter()
                .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
                .collect(),
            ..HttpResponse::default()
        }
    }

    #[test]
    fn pauses_grow_and_end() {
        let (policy, mut attempts) = (policy(), Attempts::default());
        let pauses = [0, 1, 2].map(|_| policy.after_no_connection(&mut attempts, String::new()));
        assert_eq!(pauses, [Some(FIRST), Some(FIRST * 2), None]);
        assert_eq!((policy.retries(), attempts.reasons.len()), (2, 2));
    }

    #[test]
    fn only_silence_without_a_break_counts_and_each_vendor_for_itself() {
        let policy = policy();
        for _ in 0..3 {
            (1..MOST_UNANSWERED).for_each(|_| policy.on_event(Vendor::Courier, false));
            policy.on_event(Vendor::Courier, true);
        }
        (1..MOST_UNANSWERED).for_each(|_| policy.on_event(Vendor::Courier, false));
        policy.on_event(Vendor::Gateway, true);
        assert_eq!(policy.silent_vendor(), None);
        policy.on_event(Vendor::Courier, false);
        assert_eq!(policy.silent_vendor(), Some(Vendor::Courier));
    }

    const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

    #[rstest]
    #[case::seconds(429, &[("Retry-After", "7")], Some(7))]
    #[case::at_once(429, &[("retry-after", " 0 ")], Some(0))]
    #[case::nothing_said(429, &[], Some(1))]
    #[case::nonsense(429, &[("Retry-After", "soon")], Some(1))]
    #[case::fraction(429, &[("Retry-After", "1.5")], Some(1))]
    #[case::negative(429, &[("Retry-After", "-1")], Some(1))]
    #[case::date(429, &[("Retry-After", DATE), ("Date", "Sun, 06 Nov 1994 08:49:30 GMT")], Some(7))]
    #[case::date_gone_by(429, &[("Retry-After", DATE)], Some(0))]
    #[case::too_long(429, &[("Retry-After", "61")], None)]
    #[case::absurd(429, &[("Retry-After", "99999999999999999999999")], None)]
    #[case::date_of_another_century(429, &[("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT")], None)]
    #[case::unavailable(503, &[("Retry-After", "3")], Some(3))]
    #[case::unavailable_for_good(503, &[], None)]
    #[case::another_status(502, &[("Retry-After", "3")], None)]
    #[case::success(200, &[("Retry-After", "3")], None)]
    fn a_call_that_is_turned_away_waits_as_long_as_it_is_asked(
        #[case] status: u16,
        #[case] headers: &[(&str, &str)],
        #[case] seconds: Option<u64>,
    ) {
        let wait = policy().after_answer(&mut Attempts::default(), &answer(status, headers));
        assert_eq!(wait, seconds.map(Duration::from_secs));
    }

    #[rstest]
    #[case::not_told_for_how_long(None, &[1, 2, 4, 8])]
    #[case::told(Some("20"), &[20, 20, 20])]
    #[case::at_once(Some("0"), &[0, 0, 0, 0])]
    fn waiting_has_an_end(#[case] asked: Option<&str>, #[case] expected: &[u64]) {
        let (policy, mut attempts) = (policy(), Attempts::default());
        let headers: Vec<(&str, &str)> = asked.iter().map(|asked| ("Retry-After", *asked)).collect();
        let answer = answer(429, &headers);
        let waits = std::iter::from_fn(|| policy.after_answer(&mut attempts, &answer)).map(|wait| wait.as_secs());
        assert_eq!(waits.collect::<Vec<_>>(), expected);
    }
}
