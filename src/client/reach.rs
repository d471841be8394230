//! Whether a call came to the vendor at all, and at what time by the vendor's clock.

use std::sync::atomic::Ordering;
use std::time::UNIX_EPOCH;

use super::Client;
use crate::error::Error;
use crate::wire::Exchange;

/// How far the target's clock may be off before nothing of its verdicts can be trusted (GW-05).
const GREATEST_SKEW_MILLIS: i64 = 30_000;
/// A `Date` header tells whole seconds and was written a moment ago; less than this is no skew at all.
const NOTICEABLE_SKEW_MILLIS: i64 = 2_000;

impl Client {
    /// Whether it was the vendor that answered.
    ///
    /// # Errors
    /// [`Error::Unreachable`] for an error page of a proxy, [`Error::Config`] where the interface is not at the address.
    pub fn check_origin(&self, exchange: &Exchange) -> Result<(), Error> {
        let (url, status) = (&exchange.request.url, exchange.response.status);
        if exchange.response.is_from_between() {
            return Err(Error::Unreachable(format!(
                "{url}: HTTP {status} and no JSON: a proxy or gateway answered in the vendor's place; check the url and \
                 what lies between"
            )));
        }
        if matches!(status, 300..=399 | 404 | 405) && exchange.response.json().is_none() {
            return Err(Error::Config(format!(
                "{url}: HTTP {status} and no JSON: the interface is not at this address; check {}.url of target \"{}\"",
                exchange.operation.vendor().name(),
                self.target.name,
            )));
        }
        Ok(())
    }

    /// How far the target's clock is ahead of ours by the `Date` header of an answer that has just come, as seen at the
    /// middle of the call; `None` without such a header.
    pub fn skew_millis(&self, exchange: &Exchange) -> Option<i64> {
        let date = httpdate::parse_http_date(exchange.response.header("date")?).ok()?;
        let date = date.duration_since(UNIX_EPOCH).ok()?;
        let half_way = i64::try_from(exchange.timing.wait.as_millis() / 2).unwrap_or_default();
        // The header tells the second that had begun; on average half of it had passed.
        let theirs = i64::try_from(date.as_millis()).unwrap_or_default() + 500;
        let skew = theirs - (self.clock.now_millis() - half_way);
        Some(if skew.abs() > NOTICEABLE_SKEW_MILLIS { skew } else { 0 })
    }

    /// Stamps calls with the target's time from now on. True where that changed the stamps.
    ///
    /// # Errors
    /// [`Error::Unreachable`] for a clock so far off that no call would be taken.
    pub fn settle_skew(&self, skew: i64, exchange: &Exchange) -> Result<bool, Error> {
        if skew.abs() > GREATEST_SKEW_MILLIS {
            let (seconds, direction) = (skew.abs() / 1000, if skew > 0 { "ahead of" } else { "behind" });
            return Err(Error::Unreachable(format!(
                "{}: by its Date header the target's clock is {seconds} s {direction} ours, and calls are only taken \
                 within 30 s; set one of the two clocks",
                exchange.request.url
            )));
        }
        let before = self.skew_millis.swap(skew, Ordering::Relaxed);
        Ok((skew - before).abs() > NOTICEABLE_SKEW_MILLIS)
    }

    /// A call made now was taken for one of another time (403001).
    pub fn time_refused(exchange: &Exchange, said: &str) -> Error {
        let told = match exchange.response.header("date") {
            None => "and has no Date header to tell its own",
            Some(_) => "though its Date header tells nearly the same",
        };
        Error::Unreachable(format!(
            "{}: the gateway takes the time of a call made now for wrong (403001{said}), {told}; compare its clock with \
             this one",
            exchange.request.url,
        ))
    }
}
