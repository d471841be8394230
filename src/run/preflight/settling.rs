//! How long the vendor takes to know of a user that it has just created (BS-51). Where its answers come from a copy of its
//! data that lags behind, a call that depends on another is judged only after that time.

use std::time::{Duration, Instant};

use super::caller::{Caller, Sent};
use crate::client::Call;
use crate::error::Error;

/// A user who is not known by then is not known at all, which is for the suite to judge.
const LONGEST: Duration = Duration::from_secs(3);
/// The wait before the first repetition; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(20);

/// Updates a user who was just created, at once and then again and again. If that is refused at first and accepted later,
/// the vendor is given twice the time from now on, which is returned.
pub(super) async fn measure(caller: &Caller<'_>, created: &Sent) -> Result<Option<Duration>, Error> {
    let target = &caller.plan.target;
    // The embedded vendor says how long it takes.
    if !target.lasting || target.network.settle.is_some() {
        return Ok(None);
    }
    let operation = created.exchange.operation;
    let number = operation.result_field().and_then(|field| created.answered.field(field));
    let Some(update) = Call::update(operation, &created.params, number) else {
        return Ok(None);
    };
    let since = Instant::now();
    let mut pause = FIRST_PAUSE;
    let mut seen = caller.send_call(&update, created).await?;
    let is_late = seen.is_refused();
    while seen.is_refused() && since.elapsed() < LONGEST {
        tokio::time::sleep(pause).await;
        pause *= 2;
        seen = caller.send_call(&update, created).await?;
    }
    let is_known = is_late && seen.answered.is_accepted();
    Ok(is_known.then(|| 2 * since.elapsed()))
}
