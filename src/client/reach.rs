//! Whether a call came to the vendor at all, and at what time by the vendor's clock.

use std::sync::atomic::Ordering;
use std::time::UNIX_EPOCH;

use super::Client;
use crate::error::Error;
use crate::wire::{Between, Exchange, Origin, Vendor};

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
        match Origin::of(vendor, &exchange.response) {
            Origin::Bare(between) | Origin::Between(between)
                if vendor == Vendor::Butler && between.may_be_a_refusal() =>
            {
                Ok(())
            }
            _ => self.check_origin(exchange),
        }
    }

    /// Whether it was the vendor that answered a call, once others have been answered: then a success in no documented
    /// shape is its own. `free_form` where BS-48 leaves open what a refusal looks like.
    ///
    /// # Errors
    /// [`Error::Unreachable`] where it was something else.
    pub fn check_answer(&self, exchange: &Exchange, free_form: bool) -> Result<(), Error> {
        match Origin::of(exchange.operation.vendor(), &exchange.response) {
            Origin::Between(between) if between.is_no_answer() || !free_form => {
                let error = self.not_the_interface(exchange, between, false);
                // The address was right before, so it is not the target file that is wrong.
                Err(Error::Unreachable(error.to_string()))
            }
            _ => Ok(()),
        }
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
        if is_first && vendor == Vendor::Butler && between.may_be_a_refusal() {
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
