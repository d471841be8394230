//! One correct call to each vendor before the suite: a wrong key, a clock that is off, or a proxy's error page is said
//! once, and not sixty times as a failed rule.

use serde_json::{Map, Value};

use super::Plan;
use crate::check::{Answered, Outcome};
use crate::client::{ButlerCall, Call, Client, EtcCall, SaveType};
use crate::error::Error;
use crate::record::{ExchangeRecord, Masker};
use crate::steps::{Draw, base_params, base_row};
use crate::target::{ButlerTarget, EtcTarget};
use crate::text::line;
use crate::wire::butler::account::{account, initials};
use crate::wire::{Exchange, Operation, Vendor};

/// Calls each of these vendors once, as far as the target has them, and returns the initials that the courier takes for
/// the company's name.
///
/// # Errors
/// [`Error::Config`] for credentials that the vendor does not know, [`Error::Unreachable`] for a target that does not
/// answer, is hidden behind a proxy's error page, or lives in another time.
pub async fn preflight(client: &Client, plan: &Plan, vendors: &[Vendor]) -> Result<String, Error> {
    let mut draw = Draw::new(&plan.run_id, plan.seed, "preflight");
    let wanted = |vendor| vendors.contains(&vendor);
    let etc = plan.target.etc.as_ref().filter(|_| wanted(Vendor::Etc));
    if let Some(etc) = etc {
        check_etc(client, etc, &mut draw).await?;
    }
    match &plan.target.butler {
        Some(butler) if wanted(Vendor::Butler) => {
            // One clock is enough, and the gateway is the one that looks at it.
            check_butler(client, butler, &mut draw, etc.is_none()).await
        }
        _ => Ok(String::new()),
    }
}

async fn check_etc(client: &Client, target: &EtcTarget, draw: &mut Draw) -> Result<(), Error> {
    let operation = Operation::ClientUserSave;
    let call = EtcCall::new(operation, base_params(operation, draw));
    let exchange = client.send(&Call::Etc(call)).await?;
    client.check_origin(&exchange)?;
    let skew = client.skew_millis(&exchange);
    let answered = Answered::read(&exchange, false);
    let masker = masker(client, &exchange);
    match answered.code() {
        Some("401001") => Err(Error::Config(format!(
            "the gateway refuses the signature of a correct call (401001{}); check etc.private_key, and \
             etc.request_names, etc.sign_empty, etc.sign_null and etc.sign_boolean of target \"{}\" \
             (`fuhe probe` tells which is wrong). \
             The text that was signed: {}",
            said(&answered, &masker),
            plan_name(client),
            signed_text(&exchange, masker),
        ))),
        Some("400001") => Err(Error::Config(format!(
            "the gateway does not know the application {} (400001{}); check etc.app_id of target \"{}\"",
            target.app_id,
            said(&answered, &masker),
            plan_name(client),
        ))),
        Some("403001") if skew.is_none() => Err(Client::time_refused(&exchange, &said(&answered, &masker))),
        _ => settle(client, skew, &exchange),
    }
}

async fn check_butler(
    client: &Client,
    target: &ButlerTarget,
    draw: &mut Draw,
    look_at_clock: bool,
) -> Result<String, Error> {
    let row = base_row(draw, &target.fixtures);
    let (exchange, answered) = create(client, row).await?;
    let masker = masker(client, &exchange);
    client.check_origin(&exchange)?;
    if look_at_clock {
        settle(client, client.skew_millis(&exchange), &exchange)?;
    }
    // An answer that names a row shows that signature and list were understood: what it says is for the suite to judge,
    // unless it may be the made-up organisation that a live vendor does not know.
    if answered.outcome == Outcome::Refused && answered.entries().is_empty() {
        return Err(Error::Config(format!(
            "the courier refuses a correct call as a whole (HTTP {}{}); check butler.send_app_id, butler.sk and \
             butler.des of target \"{}\" (`fuhe probe` tells which is wrong)",
            exchange.response.status,
            said(&answered, &masker),
            plan_name(client),
        )));
    }
    let without_fixtures = target.fixtures.organization_code.is_none() && !client.target().is_loopback();
    if answered.outcome == Outcome::Refused && without_fixtures {
        return Err(Error::Config(format!(
            "the courier refuses a correct row with a made-up organizationCode{}; give real values in \
             [butler.fixtures] of target \"{}\"",
            cause(&answered, &masker),
            plan_name(client),
        )));
    }
    initials_taken(client, target, draw).await
}

/// BS-15: a company's name can have several initials; the first candidate whose account is taken is the vendor's.
async fn initials_taken(client: &Client, target: &ButlerTarget, draw: &mut Draw) -> Result<String, Error> {
    let candidates = initials(&target.company_name);
    let usual = candidates.first().cloned().unwrap_or_default();
    if candidates.len() < 2 {
        return Ok(usual);
    }
    for candidate in candidates {
        let id = draw.lower_alphanumeric(12);
        let mut row = base_row(draw, &target.fixtures);
        row.insert("userNo".to_owned(), account(&candidate, &id).into());
        row.insert("thirdPlatformId".to_owned(), id.into());
        let (_, answered) = create(client, row).await?;
        if answered.is_accepted() {
            return Ok(candidate);
        }
    }
    Ok(usual)
}

async fn create(client: &Client, row: Map<String, Value>) -> Result<(Exchange, Answered), Error> {
    let call = ButlerCall::new(SaveType::Create, vec![Value::Object(row)]);
    let exchange = client.send(&Call::Butler(call)).await?;
    let answered = Answered::read(&exchange, true);
    Ok((exchange, answered))
}

/// Without a `Date` header the target's time is taken for ours.
fn settle(client: &Client, skew: Option<i64>, exchange: &Exchange) -> Result<(), Error> {
    client.settle_skew(skew.unwrap_or_default(), exchange).map(drop)
}

fn plan_name(client: &Client) -> &str {
    &client.target().name
}

/// A vendor's words may repeat what was sent, or worse; what is told on a console is masked as a record is.
fn masker(client: &Client, exchange: &Exchange) -> Masker {
    let mut masker = Masker::new(&client.target().secrets());
    masker.learn(exchange);
    masker
}

fn said(answered: &Answered, masker: &Masker) -> String {
    answered
        .message()
        .map(|message| format!(": {}", line(&masker.text(message))))
        .unwrap_or_default()
}

fn cause(answered: &Answered, masker: &Masker) -> String {
    answered
        .entries()
        .first()
        .and_then(|entry| entry["cause"].as_str())
        .map(|cause| format!(": {}", line(&masker.text(cause))))
        .unwrap_or_default()
}

fn signed_text(exchange: &Exchange, mut masker: Masker) -> String {
    let record = ExchangeRecord::new(exchange, &mut masker);
    line(record.ladder.signed_text().unwrap_or_default()).into_owned()
}
