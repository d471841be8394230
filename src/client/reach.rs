//! Whether a call came to the vendor at all, and at what time by the vendor's clock.

use std::sync::atomic::Ordering;
use std::time::{Duration, UNIX_EPOCH};

use super::Client;
use crate::error::Error;
use crate::wire::{Between, Exchange, HttpResponse, Origin, Vendor};

/// How far the target's clock may be off before nothing of its verdicts can be trusted (GW-05).
const GREATEST_SKEW_MILLIS: i64 = 30_000;
/// A `Date` header tells whole seconds and was written a moment ago; less than this is no skew at all.
const NOTICEABLE_SKEW_MILLIS: i64 = 2_000;

impl Client {
    /// Whether it was the vendor that answered a first call, in which nothing is wrong.
    ///
    /// # Errors
    /// [`Error::Config`] where the interface is not at the address or is not let in, [`Error::Unreachable`] where something
    /// on the way turned the call away.
    pub fn check_origin(&self, exchange: &Exchange) -> Result<(), Error> {
        match Origin::of(exchange.operation.vendor(), &exchange.response) {
            Origin::Vendor | Origin::Crash => Ok(()),
            Origin::Bare(between) | Origin::Between(between) => Err(self.not_the_interface(exchange, between, true)),
        }
    }

    /// The same of a first call by which the courier may not know the caller: how it says so is open (BS-48).
    ///
    /// # Errors
    /// As [`check_origin`](Self::check_origin).
    pub fn check_contact(&self, exchange: &Exchange) -> Result<(), Error> {
        let vendor = exchange.operation.vendor();
        if let Origin::Bare(between) | Origin::Between(between) = Origin::of(vendor, &exchange.response)
            && vendor == Vendor::Courier
            && between.may_be_a_refusal()
        {
            return Ok(());
        }
        self.check_origin(exchange)
    }

    /// Whether it was the vendor that answered a call, once others have been answered: then a success in no documented
    /// shape is its own. `free_form` where BS-48 leaves open what a refusal looks like.
    ///
    /// # Errors
    /// [`Error::Unreachable`] where it was something else.
    pub fn check_answer(&self, exchange: &Exchange, free_form: bool) -> Result<(), Error> {
        if let Origin::Between(between) = Origin::of(exchange.operation.vendor(), &exchange.response)
            && (between.is_no_answer() || !free_form)
        {
            let error = self.not_the_interface(exchange, between, false);
            // The address was right before, so it is not the target file that is wrong.
            return Err(Error::Unreachable(error.to_string()));
        }
        Ok(())
    }

    /// One sentence, the same for every call to this address.
    fn not_the_interface(&self, exchange: &Exchange, between: Between, is_first: bool) -> Error {
        let vendor = exchange.operation.vendor();
        let response = &exchange.response;
        let seen = match &response.body {
            body if body.trim().is_empty() => "an empty body",
            _ if response.json().is_some() => "JSON of another kind",
            _ => "no JSON",
        };
        let remedy = between.remedy(vendor, &self.target.name);
        let sentence = format!(
            "{}: HTTP {} and {seen}: {}; {remedy}",
            exchange.request.url,
            response.status,
            between.cause(),
        );
        if is_first && vendor == Vendor::Courier && between.may_be_a_refusal() {
            return Error::Config(format!(
                "{sentence}; or the courier itself refuses a caller so (BS-48): then check butler.send_app_id and butler.sk"
            ));
        }
        if between.is_configuration() {
            Error::Config(sentence)
        } else {
            Error::Unreachable(sentence)
        }
    }

    /// How far the target's clock is ahead of ours by the `Date` header of an answer that has just come, as seen at the
    /// middle of the call; `None` without such a header.
    pub fn skew_millis(&self, exchange: &Exchange) -> Option<i64> {
        let timing = exchange.timing;
        let measured = timing.wait + timing.receive;
        // The longer of the two: this thread may have had to wait since.
        let since = timing.started.elapsed().unwrap_or_default().max(measured);
        self.skew_now(&exchange.response, since)
    }

    /// The same of an answer to a call that began so long ago.
    pub(super) fn skew_now(&self, response: &HttpResponse, since: Duration) -> Option<i64> {
        let date = httpdate::parse_http_date(response.header("date")?).ok()?;
        let date = date.duration_since(UNIX_EPOCH).ok()?.as_millis();
        let since = i64::try_from(since.as_millis()).unwrap_or_default();
        let now = self.clock.now_millis();
        Some(skew_between(i64::try_from(date).unwrap_or_default(), now - since, now))
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
        self.skew_is_known.store(true, Ordering::Relaxed);
        let before = self.skew_millis.swap(skew, Ordering::Relaxed);
        Ok((skew - before).abs() > NOTICEABLE_SKEW_MILLIS)
    }

    /// How far the target's clock is taken to be ahead of ours, in milliseconds.
    pub fn settled_skew(&self) -> i64 {
        self.skew_millis.load(Ordering::Relaxed)
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

/// The skew by a header that was written somewhen between two times of ours and tells the second that had begun; 0 where
/// no skew explains it as well. A call that took long tells little, so less is read from it.
fn skew_between(date: i64, sent: i64, now: i64) -> i64 {
    const UNCERTAIN_MILLIS: i64 = NOTICEABLE_SKEW_MILLIS - 500;
    let (least, most) = (date - now, date + 1000 - sent);
    if least <= UNCERTAIN_MILLIS && most >= -UNCERTAIN_MILLIS {
        0
    } else {
        least.midpoint(most)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::same_time(100_000, 100_100, 100_200, 0)]
    #[case::nearly(102_000, 100_400, 100_500, 0)]
    #[case::ahead(120_000, 100_000, 100_000, 20_500)]
    #[case::behind(80_000, 100_000, 100_000, -19_500)]
    #[case::slow_answer_written_late(119_000, 100_000, 120_000, 0)]
    #[case::slow_answer_written_early(100_000, 100_000, 120_000, 0)]
    #[case::slow_answer_of_another_time(200_000, 100_000, 120_000, 90_500)]
    fn a_skew_is_what_the_duration_of_the_call_does_not_explain(
        #[case] date: i64,
        #[case] sent: i64,
        #[case] now: i64,
        #[case] skew: i64,
    ) {
        assert_eq!(skew_between(date, sent, now), skew);
    }
}
