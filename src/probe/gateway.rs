//! The gateway: how requests are spelled (GW-11), then what takes part in the signed text (GW-12).
//!
//! Every call updates a gateway user that does not exist and leaves out what is required. A gateway that complains
//! about the parameters has accepted the signature, and one that creates a user nevertheless would have to overlook
//! three rules at once. Each call that seems right has a twin that was changed after signing: only if the two are
//! answered differently does the signature decide.

use serde_json::{Map, Value, json};

use super::Trouble;
use super::answer::Heard;
use super::prober::Prober;
use crate::client::{Call, Client};
use crate::config::{FileLine, GatewayTarget, Says, line};
use crate::error::Error;
use crate::wire::Operation;
use crate::wire::etc::{AfterSigning, GatewayCall};
use crate::wire::etc::{RequestNames, SigningHabits};

/// Refusals that come before the signature is checked, or because of it.
const AT_THE_DOOR: [&str; 3] = ["400001", "401001", "403001"];

/// Parameters that a gateway names only if it has read them, or misses them among those it has read.
const PARAMETERS: [&str; 3] = ["biz_user_id", "biz_user_type", "etc_user_no"];

/// A question of GW-12, and the parameter that shows the answer.
struct Habit {
    name: &'static str,
    question: &'static str,
    parameter: (&'static str, Value),
    value: fn(SigningHabits) -> Value,
}

impl Habit {
    fn line(&self, habits: SigningHabits) -> String {
        line(self.name, (self.value)(habits))
    }
}

fn habits() -> [Habit; 3] {
    [
        Habit {
            name: "sign_empty",
            question: "does an empty string take part in the signed text",
            parameter: ("biz_user_name", json!("")),
            value: |habits| habits.empty.into(),
        },
        Habit {
            name: "sign_null",
            question: "how does a null take part in the signed text",
            parameter: ("biz_user_code", Value::Null),
            value: |habits| habits.null.to_string().into(),
        },
        Habit {
            name: "sign_boolean",
            question: "how does a boolean take part in the signed text",
            // Not true, which asks for an application.
            parameter: ("create_app", json!(false)),
            value: |habits| habits.boolean.to_string().into(),
        },
    ]
}

/// How a right signature differs from a wrong one.
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
    /// Lines of `[etc]` that should be like this, and are not.
    pub amiss: Vec<String>,
    /// Habits that no answer shows.
    pub unknown: Vec<&'static str>,
    /// True if a right signature is answered differently from a wrong one in the target's own spelling.
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

/// Compares the habits of a target file with what the gateway's answers show. A habit is wrong only if it is refused
/// for its signature and another one is understood; habits that answers do not show are left out.
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
        match find_variant(prober, etc, &understood, &habit).await? {
            Some(variant) if variant.habits == etc.habits => {}
            Some(variant) if variant.own_is_refused => found.amiss.push(habit.line(variant.habits)),
            _ => found.unknown.push(habit.name),
        }
    }
    Ok(found)
}

/// True if a call with every habit is answered differently from the same one changed after signing.
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

pub(super) async fn probe(prober: &mut Prober<'_>, etc: &GatewayTarget) -> Result<(), Trouble> {
    let understood = match find_names(prober, etc).await? {
        Ok(understood) => understood,
        Err(seen) => return Err(first_mismatch(prober, etc, &seen).into()),
    };
    prober.write([FileLine {
        key: "request_names",
        says: Says::Value(understood.names.label.into()),
        differs: understood.names != etc.names,
    }]);
    let mut unknown = Vec::new();
    for habit in habits() {
        let name = habit.name;
        prober.step(format!("{name}: {} (GW-12)?", habit.question));
        if let Some(variant) = find_variant(prober, etc, &understood, &habit).await? {
            prober.means(variant.label);
            prober.write([FileLine {
                key: name,
                says: Says::Value((habit.value)(variant.habits)),
                differs: variant.habits != etc.habits,
            }]);
        } else {
            prober.means("the answers do not differ");
            prober.write([FileLine {
                key: name,
                says: Says::Unknown,
                differs: false,
            }]);
            unknown.push(name);
        }
    }
    if unknown.is_empty() {
        return Ok(());
    }
    Err(Error::Config(format!(
        "no call shows which {} the gateway has; ask the vendor, and set it in target \"{}\"",
        unknown.join(", "),
        prober.target()
    ))
    .into())
}

/// The spelling in which a right signature is answered differently from a wrong one, or the answers to every spelling.
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
                "{}: right and wrong signatures are answered differently, so application and key are right as well",
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

/// The first call: whether the gateway answers, and what time it is there.
async fn reach(prober: &mut Prober<'_>, names: RequestNames) -> Result<Heard, Trouble> {
    prober.step("Is the gateway there, and at our time (GW-05)?");
    let wrong = ask_wrong(prober, names).await?;
    if prober.compare_clocks(&wrong)? {
        // Perhaps refused for its time; this shows nothing about signatures.
        return ask_wrong(prober, names).await;
    }
    Ok(wrong)
}

/// Why no spelling was understood. The spelling that came furthest shows it.
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
            "the gateway answers right and wrong signatures alike ({}): it checks the parameters first, or does not \
             check the signature, so no call that creates nothing shows its habits; ask the vendor for request_names, \
             sign_empty, sign_null and sign_boolean",
            heard.words
        )
    } else if seen.iter().all(|heard| heard.answered.envelope.is_none()) {
        format!(
            "{}: this is not an answer of the gateway ({words}); check etc.url of target \"{target}\"",
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

/// The variant of a habit that the gateway has.
struct SigningVariant {
    label: String,
    habits: SigningHabits,
    /// True if the target's own variant was refused for its signature.
    own_is_refused: bool,
}

/// The variant of a habit whose signature is accepted; none if the answers do not show it.
async fn find_variant(
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
        let variant = SigningVariant {
            label,
            habits,
            own_is_refused,
        };
        if heard.gist == understood.right {
            return Ok(Some(variant));
        } else if is_refused {
            refused_ways += 1;
        } else {
            odd.push(variant);
        }
    }
    // Another answer than both means a right signature only if all other variants are refused for a wrong one: a
    // gateway that fails on the parameter itself does so with every signature.
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

/// Ends the probe if the gateway accepted what it must refuse.
fn refused(heard: &Heard) -> Result<(), Trouble> {
    if heard.answered.is_accepted() {
        return Err(Trouble::Accepted(format!(
            "the gateway accepted an update of a user that does not exist, without biz_user_id and biz_user_type \
             ({}); check what it changed there",
            heard.words
        )));
    }
    Ok(())
}
