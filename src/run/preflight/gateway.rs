//! First contact with the gateway: application, time, spelling and signature, and then what it makes of correct calls.

use futures::future::join_all;

use super::caller::{Caller, Sent};
use super::{Ready, base_call, settling};
use crate::client::Client;
use crate::config::GatewayTarget;
use crate::error::Error;
use crate::probe::{Habits, compare_habits};
use crate::wire::Operation;

/// Goes on from the first call, and calls the other operations.
pub(super) async fn first_contact(
    caller: &mut Caller<'_>,
    target: &GatewayTarget,
    first: Sent,
    others: &[Operation],
    ready: &mut Ready,
) -> Result<(), Error> {
    let (mut accepted, mut refused) = (Vec::new(), Vec::new());
    if first.is_refused() {
        not_for_us(caller, target, &first)?;
        refused.push(first);
    } else {
        accepted.push(first);
    }
    let habits = compare_habits(caller.client, target);
    let calls = async {
        let mut sent = Vec::new();
        for operation in others {
            sent.push(caller.correct(*operation, &[]).await?);
        }
        Ok(sent)
    };
    let (calls, habits) = futures::join!(calls, habits);
    for sent in calls? {
        if sent.is_refused() {
            not_for_us(caller, target, &sent)?;
            refused.push(sent);
        } else {
            accepted.push(sent);
        }
    }
    let habits = habits?;
    check_habits(caller, &habits)?;
    for sent in refused {
        unknown_there(caller, target, &habits, &sent)?;
        base_call::find(caller, sent, ready).await?;
    }
    ready.contact.unknown_habits = habits.unknown;
    for settle in join_all(accepted.iter().map(|created| settling::measure(caller, created))).await {
        ready.contact.settle = ready.contact.settle.max(settle?);
    }
    Ok(())
}

/// Refusals that say themselves what is in the way (GW-05, GW-10).
fn not_for_us(caller: &Caller<'_>, target: &GatewayTarget, sent: &Sent) -> Result<(), Error> {
    let operation = sent.exchange.operation;
    let said = caller.said(sent);
    match sent.answered.code() {
        Some("403001") => Err(Client::time_refused(&sent.exchange, &said)),
        Some("401002") => Err(Error::Config(format!(
            "the application {} has no permission for {operation} (401002{said}); ask the vendor to grant it",
            target.app_id,
        ))),
        Some("400002") => Err(Error::Config(format!(
            "the gateway has {operation} switched off (400002{said}); ask the vendor to switch it on"
        ))),
        _ => Ok(()),
    }
}

/// A habit that is refused where another one is understood is no deviation of the vendor: GW-11 and GW-12 are open.
fn check_habits(caller: &Caller<'_>, habits: &Habits) -> Result<(), Error> {
    if habits.amiss.is_empty() {
        return Ok(());
    }
    Err(Error::Config(format!(
        "the gateway refuses calls as [etc] of target \"{}\" has them spelled or signed, and understands them otherwise (GW-11, \
         GW-12); write {} there (`fuhe probe` shows the calls)",
        caller.target(),
        habits.amiss.join(" and "),
    )))
}

/// Refusals of an application, a signature or an operation that the gateway does not know.
fn unknown_there(caller: &Caller<'_>, target: &GatewayTarget, habits: &Habits, sent: &Sent) -> Result<(), Error> {
    let (name, said) = (caller.target(), caller.said(sent));
    match sent.answered.code() {
        // Where other signatures are understood, it is something in this call.
        Some("401001") if !habits.understood => Err(Error::Config(format!(
            "the gateway refuses the signature of a correct call (401001{said}); check etc.private_key, and \
             etc.request_names, etc.sign_empty, etc.sign_null and etc.sign_boolean of target \"{name}\" \
             (`fuhe probe` tells which is wrong). The text that was signed: {}",
            caller.signed_text(sent),
        ))),
        Some("400001") => Err(Error::Config(format!(
            "the gateway does not know the application {} (400001{said}); check etc.app_id of target \"{name}\"",
            target.app_id,
        ))),
        Some("404001") => Err(Error::Config(format!(
            "the gateway does not know the operation {} (404001{said}); check etc.url of target \"{name}\", or ask the \
             vendor where it offers the operation",
            sent.exchange.operation,
        ))),
        _ => Ok(()),
    }
}
