//! The ETC gateway: how requests are spelled (GW-11), then what takes part in the signed text (GW-12).
//!
//! Every call updates a gateway user that does not exist and leaves out what is required. A gateway that comes to the
//! parameters has found the signature right, and one that would create a user all the same would have to overlook three
//! rules at once. Each call that seems right has a twin that was changed after signing: only where the two are answered
//! differently is the signature what decides.

use serde_json::{Map, Value, json};

use super::Trouble;
use super::answer::Heard;
use super::prober::Prober;
use crate::client::{Call, Client};
use crate::config::{GatewayTarget, line};
use crate::error::Error;
use crate::wire::Operation;
use crate::wire::etc::{AfterSigning, GatewayCall};
use crate::wire::etc::{RequestNames, SigningHabits};

/// Refusals that come before anything is known of the signature, or because of it.
const AT_THE_DOOR: [&str; 3] = ["400001", "401001", "403001"];

/// Parameters that only a gateway names that has read them, or misses them among those it has read.
const PARAMETERS: [&str; 3] = ["biz_user_id", "biz_user_type", "etc_user_no"];

/// A question of GW-12, and the parameter that shows the answer.
struct Habit {
    name: &'static str,
    question: &'static str,
    parameter: (&'static str, Value),
    line: fn(SigningHabits) -> String,
}

fn habits() -> [Habit; 3] {
    [
        Habit {
            name: "sign_empty",
            question: "does an empty text take part in the signed text",
            parameter: ("biz_user_name", json!("")),
            line: |habits| line("sign_empty", habits.empty),
        },
        Habit {
            name: "sign_null",
            question: "how does a null take part in the signed text",
            parameter: ("biz_user_code", Value::Null),
            line: |habits| line("sign_null", habits.null.to_string()),
        },
        Habit {
            name: "sign_boolean",
            question: "how does a boolean take part in the signed text",
            // Not true, which asks for an application.
            parameter: ("create_app", json!(false)),
            line: |habits| line("sign_boolean", habits.boolean.to_string()),
        },
    ]
}

/// What tells a right signature from a wrong one.
struct Understood {
    names: RequestNames,
    /// The gist of the answer to a right signature.
    right: String,
    /// The gist of the answer to a wrong one.
    wrong: String,
}

/// What the gateway's answers show of the habits that a target file names.
#[derive(Clone, Debug, Default)]
pub struct Habits {
    /// Lines of `[etc]` that ought to read so, and do not.
    pub amiss: Vec<String>,
    /// Habits that no answer shows.
    pub unknown: Vec<&'static str>,
    /// True where a right signature is told from a wrong one in the target's own spelling.
    pub understood: bool,
}

impl Habits {
    pub(super) fn all_unknown() -> Self {
        Self {
            unknown: habits().map(|habit| habit.name).into(),
            ..Self::default()
        }
    }
}

/// Compares the habits of a target file with what the gateway's answers show. A habit is amiss only where it is refused
/// for its signature and another one is understood; nothing is said of what cannot be told apart.
pub(super) async fn compare(prober: &mut Prober<'_>, etc: &GatewayTarget) -> Result<Habits, Trouble> {
    if all_are_understood(prober, etc).await? {
        return Ok(Habits {
            understood: true,
            ..Habits::default()
        });
    }
    let Ok(understood) = find_names(prober, etc).await? else {
        return Ok(Habits::all_unknown());
    };
    let mut found = Habits {
        understood: understood.names == etc.names,
        ..Habits::default()
    };
    if !found.understood {
        found.amiss.push(line("request_names", understood.names.label));
    }
    for habit in habits() {
        match find_way(prober, etc, &understood, &habit).await? {
            Some(way) if way.habits == etc.habits => {}
            Some(way) if way.own_is_refused => found.amiss.push((habit.line)(way.habits)),
            _ => found.unknown.push(habit.name),
        }
    }
    Ok(found)
}

/// True where a call in which every habit takes part is told from the same one changed after signing.
async fn all_are_understood(prober: &mut Prober<'_>, etc: &GatewayTarget) -> Result<bool, Trouble> {
    let mut params = parameters(prober.client);
    params.extend(habits().map(|habit| (habit.parameter.0.to_owned(), habit.parameter.1)));
    let call = call(etc.names, etc.habits, params);
    let right = prober.ask("every habit", Call::Gateway(call.clone())).await?;
    refused(&right)?;
    if is_at_the_door(&right) {
        return Ok(false);
    }
    let wrong = ask_changed(prober, call).await?;
    Ok(right.gist != wrong.gist)
}

fn is_at_the_door(heard: &Heard) -> bool {
    heard.code().is_none_or(|code| AT_THE_DOOR.contains(&code.as_str()))
}

pub(super) async fn climb(prober: &mut Prober<'_>, etc: &GatewayTarget) -> Result<(), Trouble> {
    let understood = match find_names(prober, etc).await? {
        Ok(understood) => understood,
        Err(seen) => return Err(first_mismatch(prober, etc, &seen).into()),
    };
    prober.write(["[etc]".to_owned(), line("request_names", understood.names.label)]);
    let mut unknown = Vec::new();
    for habit in habits() {
        let name = habit.name;
        prober.step(format!("{name}: {} (GW-12)?", habit.question));
        if let Some(way) = find_way(prober, etc, &understood, &habit).await? {
            prober.means(way.label);
            prober.write([(habit.line)(way.habits)]);
        } else {
            prober.means("cannot be told apart: see the answers");
            prober.write([format!("# {name} is not known")]);
            unknown.push(name);
        }
    }
    if unknown.is_empty() {
        return Ok(());
    }
    Err(Error::Config(format!(
        "no call shows which {} the gateway has; ask the vendor, and put it into target \"{}\"",
        unknown.join(", "),
        prober.target()
    ))
    .into())
}

/// The spelling in which a right signature is answered otherwise than a wrong one, or what every spelling was answered.
async fn find_names(prober: &mut Prober<'_>, etc: &GatewayTarget) -> Result<Result<Understood, Vec<Heard>>, Trouble> {
    let mut spellings = RequestNames::ALL;
    spellings.sort_by_key(|names| *names != etc.names);
    let mut first = Some(reach(prober, spellings[0]).await?);
    prober.step("request_names: how is a request spelled (GW-11)?");
    let mut seen = Vec::new();
    for names in spellings {
        let wrong = match first.take() {
            Some(wrong) => wrong,
            None => ask_wrong(prober, names).await?,
        };
        let call = call(names, etc.habits, parameters(prober.client));
        let right = prober.ask(names.label, Call::Gateway(call)).await?;
        refused(&right)?;
        if right.code().as_deref() == Some("403001") {
            return Err(Client::time_refused(&right.exchange, &right.said(&prober.masker)).into());
        }
        if !is_at_the_door(&right) && right.gist != wrong.gist {
            prober.means(format!(
                "{}: a right signature is told from a wrong one, so application and key are right as well",
                names.label
            ));
            return Ok(Ok(Understood {
                names,
                right: right.gist,
                wrong: wrong.gist,
            }));
        }
        seen.push(right);
    }
    Ok(Err(seen))
}

/// The first call: whether there is anybody, and what time it is there.
async fn reach(prober: &mut Prober<'_>, names: RequestNames) -> Result<Heard, Trouble> {
    prober.step("Is the gateway there, and at our time (GW-05)?");
    let wrong = ask_wrong(prober, names).await?;
    if prober.compare_clocks(&wrong)? {
        // Refused for its time, perhaps; that says nothing of signatures.
        return ask_wrong(prober, names).await;
    }
    Ok(wrong)
}

/// Why no spelling was understood. The spelling that came furthest tells.
fn first_mismatch(prober: &Prober<'_>, etc: &GatewayTarget, seen: &[Heard]) -> Error {
    let target = prober.target();
    let with_code = |code: &str| seen.iter().find(|heard| heard.code().as_deref() == Some(code));
    let names_parameter = |heard: &&Heard| {
        let message = heard.answered.message().unwrap_or_default();
        PARAMETERS.iter().any(|name| message.contains(name))
    };
    let words = seen.first().map_or("", |heard| heard.words.as_str());
    Error::Config(if let Some(heard) = with_code("401001") {
        format!(
            "the gateway refuses the signature (401001{}); check that etc.private_key of target \"{target}\" is the key of \
             application {}. The text that was signed: {}",
            heard.said(&prober.masker),
            etc.app_id,
            prober.signed_text(heard),
        )
    } else if let Some(heard) = with_code("400001") {
        format!(
            "the gateway does not know the application {} (400001{}); check etc.app_id of target \"{target}\"",
            etc.app_id,
            heard.said(&prober.masker),
        )
    } else if let Some(heard) = seen.iter().find(names_parameter) {
        format!(
            "the gateway answers a wrong signature as it answers a right one ({}): it looks at the parameters first, or at \
             no signature, so that no call that creates nothing shows its habits; ask the vendor for request_names, \
             sign_empty, sign_null and sign_boolean",
            heard.words
        )
    } else if seen.iter().all(|heard| heard.answered.envelope.is_none()) {
        format!(
            "{}: this is no answer of the gateway ({words}); check etc.url of target \"{target}\"",
            etc.url
        )
    } else {
        format!(
            "the gateway answers right and wrong signatures alike in every published spelling ({words}); ask the vendor how \
             a request is spelled, and whether the application may call {}",
            Operation::known("user.save")
        )
    })
}

/// The way in which the gateway has a habit.
struct SigningVariant {
    label: String,
    habits: SigningHabits,
    /// True where the way that the target has was refused for its signature.
    own_is_refused: bool,
}

/// The way of a habit whose signature is taken; none where the answers do not tell.
async fn find_way(
    prober: &mut Prober<'_>,
    etc: &GatewayTarget,
    understood: &Understood,
    habit: &Habit,
) -> Result<Option<SigningVariant>, Trouble> {
    let mut variants = etc.habits.variants(habit.name);
    variants.sort_by_key(|(_, habits)| *habits != etc.habits);
    let (mut refused_ways, mut odd, mut own_is_refused) = (0, Vec::new(), false);
    for (label, habits) in variants {
        let mut params = parameters(prober.client);
        params.insert(habit.parameter.0.to_owned(), habit.parameter.1.clone());
        let heard = prober
            .ask(&label, Call::Gateway(call(understood.names, habits, params)))
            .await?;
        refused(&heard)?;
        let is_refused = heard.gist == understood.wrong;
        own_is_refused |= is_refused && habits == etc.habits;
        let way = SigningVariant {
            label,
            habits,
            own_is_refused,
        };
        if heard.gist == understood.right {
            return Ok(Some(way));
        } else if is_refused {
            refused_ways += 1;
        } else {
            odd.push(way);
        }
    }
    // Another answer than both means a right signature only where all other variants are refused for a wrong one: a gateway
    // that stumbles over the parameter itself does so under every signature.
    Ok(odd.pop().filter(|_| odd.is_empty() && refused_ways > 0))
}

/// A number that no user has.
fn unknown_number(client: &Client) -> Value {
    format!("FUHE{}{}", client.fresh_nonce(), client.fresh_nonce()).into()
}

/// An update of a user that does not exist, without anything that is required.
fn parameters(client: &Client) -> Map<String, Value> {
    let mut params = Map::new();
    params.insert("etc_user_no".to_owned(), unknown_number(client));
    params
}

fn call(names: RequestNames, habits: SigningHabits, params: Map<String, Value>) -> GatewayCall {
    GatewayCall {
        names: Some(names),
        habits: Some(habits),
        ..GatewayCall::new(Operation::known("user.save"), params)
    }
}

/// A call whose one parameter was changed after signing.
async fn ask_wrong(prober: &mut Prober<'_>, names: RequestNames) -> Result<Heard, Trouble> {
    let call = call(names, SigningHabits::default(), parameters(prober.client));
    ask_changed(prober, call).await
}

async fn ask_changed(prober: &mut Prober<'_>, mut call: GatewayCall) -> Result<Heard, Trouble> {
    let another = (
        AfterSigning::Param("etc_user_no".to_owned()),
        Some(unknown_number(prober.client)),
    );
    call.after_signing.push(another);
    let names = call.names.unwrap_or_default();
    let words = format!("{}, changed after signing", names.label);
    let heard = prober.ask(&words, Call::Gateway(call)).await?;
    refused(&heard)?;
    Ok(heard)
}

/// Stops the climb where the gateway took what it has to refuse.
fn refused(heard: &Heard) -> Result<(), Trouble> {
    if heard.answered.is_accepted() {
        return Err(Trouble::Taken(format!(
            "the gateway took an update of a user that does not exist, without biz_user_id and biz_user_type ({}); see \
             what has become of it there",
            heard.words
        )));
    }
    Ok(())
}
