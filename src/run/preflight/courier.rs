//! First contact with the courier: signature and cipher, what it makes of a correct row, and the company's initials.

use super::caller::{Caller, Sent};
use super::{Ready, base_call, settling};
use crate::config::CourierTarget;
use crate::error::Error;
use crate::probe::{Reach, courier_reach};
use crate::wire::Operation;
use crate::wire::butler::account::account;

/// Lengths of ids from which accounts are derived. Five small letters or digits hash to a number that is positive in
/// every way of counting, so that a vendor that derives wrongly elsewhere (BS-14) is not taken for one that has other
/// initials. A vendor may find such ids too short.
const ID_LENGTHS: [usize; 2] = [5, 12];

/// Calls the courier, and finds out what the scenarios need of it.
pub(super) async fn first_contact(
    caller: &mut Caller<'_>,
    target: &CourierTarget,
    operation: Operation,
    look_at_clock: bool,
    initials: bool,
    ready: &mut Ready,
) -> Result<(), Error> {
    let sent = if look_at_clock {
        caller.first_call(operation).await?
    } else {
        caller.correct(operation, &[]).await?
    };
    if sent.answered.is_accepted() {
        ready.contact.settle = settling::measure(caller, &sent).await?;
    } else {
        explain(caller, target, sent, ready).await?;
    }
    if initials {
        ready.contact.initials = find_initials(caller, target, operation, ready).await?;
    }
    Ok(())
}

/// A correct call was not accepted: credentials, cipher, or something in its row.
async fn explain(caller: &mut Caller<'_>, target: &CourierTarget, sent: Sent, ready: &mut Ready) -> Result<(), Error> {
    match reach(caller, target, &sent).await? {
        Reach::Unsigned => Err(refused_as_a_whole(caller, &sent)),
        Reach::Undeciphered => match base_call::find(caller, sent.clone(), ready).await {
            Err(Error::Config(_)) => Err(refused_as_a_whole(caller, &sent)),
            found => found,
        },
        Reach::Read if sent.is_refused() => base_call::find(caller, sent, ready).await,
        // What was read and is answered in no documented shape is for the suite to judge.
        Reach::Read => Ok(()),
    }
}

/// How far a refused call came. An answer that repeats the account shows that the list was read.
async fn reach(caller: &Caller<'_>, target: &CourierTarget, sent: &Sent) -> Result<Reach, Error> {
    let account = sent.params.get("userNo");
    let mut entries = sent.answered.entries().iter();
    if entries.any(|entry| entry.get("userNo") == account) {
        return Ok(Reach::Read);
    }
    courier_reach(caller.client, target, &sent.exchange).await
}

fn refused_as_a_whole(caller: &Caller<'_>, sent: &Sent) -> Error {
    Error::Config(format!(
        "the courier refuses a correct call as a whole (HTTP {}{}); check butler.send_app_id, butler.sk and \
         butler.des of target \"{}\" (`fuhe probe` tells which is wrong)",
        sent.exchange.response.status,
        caller.said(sent),
        caller.target(),
    ))
}

/// BS-15: a company's name can have several initials; the first candidate whose account is accepted is the vendor's.
/// From outside, initials that the vendor finds elsewhere look like a wrong name in the target file: so none that is
/// accepted is a question to whoever wrote it. What is given expressly is taken at its word, and the suite judges.
async fn find_initials(
    caller: &mut Caller<'_>,
    target: &CourierTarget,
    operation: Operation,
    ready: &Ready,
) -> Result<String, Error> {
    if let Some(given) = &target.initials {
        return Ok(given.clone());
    }
    let mut last = None;
    for length in ID_LENGTHS {
        for initials in target.initials_to_try() {
            let id = caller.draw.lower_alphanumeric(length);
            let bases = &ready.contact.bases;
            let mut row = bases.call(operation, &mut caller.draw, &target.fixtures);
            row.insert("userNo".to_owned(), account(&initials, &id).into());
            row.insert("thirdPlatformId".to_owned(), id.into());
            let sent = caller.send(operation, row).await?;
            if !sent.is_refused() {
                return Ok(initials);
            }
            last = Some(sent);
        }
    }
    Err(no_initials(caller, target, last.as_ref()))
}

fn no_initials(caller: &Caller<'_>, target: &CourierTarget, last: Option<&Sent>) -> Error {
    let tried = target.initials_to_try();
    let tried: Vec<String> = tried.iter().map(|initials| format!("\"{initials}\"")).collect();
    let tried = match tried.as_slice() {
        [] => "any initials".to_owned(),
        some => some.join(" or "),
    };
    Error::Config(format!(
        "the courier accepts a user without thirdPlatformId, and none whose account is derived from {tried}, the initials \
         of \"{}\" (BS-14){}; check butler.company_name of target \"{}\", and if it is right, ask the vendor for the \
         initials and write initials = \"…\" in [butler]",
        target.company_name,
        last.map(|sent| caller.cause(sent)).unwrap_or_default(),
        caller.target(),
    ))
}
