//! Whether a call was answered while its timestamp was still good (GW-05). One that was not says nothing of the vendor.

use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};

use super::Client;
use crate::error::Error;
use crate::wire::etc::Answer;
use crate::wire::{HttpRequest, HttpResponse};

/// A call that was under way for longer may have been too old when it arrived: a timestamp may be off by 15 s beyond doubt.
const LONGEST_UNDER_WAY: Duration = Duration::from_secs(10);
/// Clocks that have moved apart by less since they were compared do not make a good timestamp a bad one.
const GREATEST_DRIFT_MILLIS: i64 = 12_000;

impl Client {
    /// Whether a refusal by a call's time can be believed.
    ///
    /// # Errors
    /// [`Error::Harness`] where the call took too long, or the clocks have moved apart.
    pub(super) fn check_in_time(
        &self,
        request: &HttpRequest,
        response: &HttpResponse,
        stamped: SystemTime,
    ) -> Result<(), Error> {
        if !is_refused_by_time(response) {
            return Ok(());
        }
        // A clock that was set back says nothing either.
        let is_late = stamped.elapsed().is_ok_and(|since| since > LONGEST_UNDER_WAY);
        if let Some(why) = doubt(is_late, self.drift_millis(response)) {
            return Err(Error::Harness(format!("{}: {why}", request.url)));
        }
        Ok(())
    }

    /// How far the clocks have moved apart since they were compared, by the answer's `Date` header.
    fn drift_millis(&self, response: &HttpResponse) -> Option<i64> {
        let was_compared = self.skew_is_known.load(Ordering::Relaxed);
        let skew = was_compared
            .then(|| self.skew_now(response, Duration::ZERO))
            .flatten()?;
        Some(skew - self.skew_millis.load(Ordering::Relaxed))
    }
}

fn is_refused_by_time(response: &HttpResponse) -> bool {
    const CODE: &str = "403001";
    // Most answers do not hold it anywhere, and need not be read for that.
    response.body.contains(CODE)
        && matches!(response.json(), Some(serde_json::Value::Object(body)) if Answer::read(&body).code() == Some(CODE))
}

/// Why a refusal by time is no deviation.
fn doubt(is_late: bool, drift_millis: Option<i64>) -> Option<String> {
    if is_late {
        return Some(format!(
            "a call was under way for more than {} s and then refused for its time (403001), which the delay explains; this \
             machine or the network is too slow to judge by",
            LONGEST_UNDER_WAY.as_secs()
        ));
    }
    drift_millis.filter(|drift| drift.abs() > GREATEST_DRIFT_MILLIS).map(|_| {
        "a call was refused for its time (403001), and by the Date header the two clocks have moved apart during the run; \
         set them right and run again"
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::in_time(false, Some(0), None)]
    #[case::no_date(false, None, None)]
    #[case::a_little_drift(false, Some(-11_000), None)]
    #[case::slow_machine(true, Some(0), Some("under way for more than 10 s"))]
    #[case::slow_machine_and_no_date(true, None, Some("under way for more than 10 s"))]
    #[case::clock_set_forward(false, Some(60_000), Some("moved apart"))]
    #[case::clock_set_back(false, Some(-60_000), Some("moved apart"))]
    fn a_refusal_by_time_is_believed_only_of_a_call_in_time(
        #[case] is_late: bool,
        #[case] drift: Option<i64>,
        #[case] words: Option<&str>,
    ) {
        let doubt = doubt(is_late, drift);
        assert_eq!(doubt.is_some(), words.is_some());
        assert!(doubt.unwrap_or_default().contains(words.unwrap_or_default()));
    }
}
