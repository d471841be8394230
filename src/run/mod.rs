//! Select scenarios, run them, and tell what happens.

mod cleanup;
mod embedded;
mod identity;
mod listener;
mod plan;
mod preflight;
mod reach;
mod repeatable;
mod selection;
mod shard;
mod undecided;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use cucumber::runner::basic as runner;
use cucumber::{World as _, cli, gherkin, parser};
use futures::FutureExt as _;
use futures::stream;
use rand::rngs::OsRng;
use serde_json::{Map, Value};

use crate::check::WholeRun;
use crate::client::Client;
use crate::contract::{Contract, Level};
use crate::crypto::rsa::{KeyPair, SigningKey};
use crate::error::Error;
use crate::explore;
use crate::record::{Masker, Observer, Recorder, RunEvent, RunHead, RunRecord, ScenarioRecord};
use crate::steps::{Context, Controls, Draw, FixedAccounts, Inventor, Refused, World};
use crate::wire::Operation;

use cleanup::clean_up;
pub use cleanup::{Removed, remove_accounts};
pub use embedded::Embedded;
use identity::identity;
use listener::{JournalStore, Listener, emit};
pub use plan::{Leftovers, Plan};
use preflight::{Needs, Ready, preflight};
pub use reach::{explored_operations, users_at_most};
pub use repeatable::Repeatable;
pub use selection::Selection;
pub use shard::Shard;

/// The key for wrong signatures need not be long.
const ANOTHER_KEY_BITS: usize = 512;

/// Runs the selected scenarios against the target.
///
/// # Errors
/// [`Error::Config`] and [`Error::Unreachable`] if the preflight finds that a run would show nothing of the vendor.
/// Later errors are in the record.
pub async fn run(
    contract: &'static Contract,
    plan: Plan,
    observers: &mut [&mut dyn Observer],
) -> Result<RunRecord, Error> {
    let client = Client::new(Arc::clone(&plan.target), plan.clock.clone(), &plan.run_id, plan.limits)?;
    let client = client.noting(plan.notes.clone());
    let selected = plan.selection.select(contract, &plan.target);
    let mut recorder = Recorder::new(head(&plan))
        .selected(&selected)
        .waived(&plan.target.waivers, plan.clock.today());
    emit(
        observers,
        &mut recorder,
        &RunEvent::Started {
            scenarios: selected.len(),
        },
    );
    if selected.is_empty() {
        return Ok(recorder.finish(contract, Vec::new()));
    }
    let another_key = another_key()?;
    let needs = Needs::of(contract, &plan, &selected);
    let inventor = Arc::new(Inventor::new(plan.target.data.clone()));
    let Ready { contact, scenarios } = get_ready(&client, &plan, contract, &needs, &inventor).await?;
    if plan.target.lasting && !plan.interrupt.is_triggered() {
        let users = users_at_most(contract, &plan.target, &selected, plan.rounds);
        let explore = if explored_operations(contract, &plan.target, &selected).is_empty() {
            0
        } else {
            plan.explore
        };
        emit(observers, &mut recorder, &RunEvent::Announced { users, explore });
    }
    let skew = client.settled_skew();
    if skew != 0 {
        emit(observers, &mut recorder, &RunEvent::ClockDiffers { millis: skew });
    }
    if let Some(settle) = contact.settle {
        let millis = u64::try_from(settle.as_millis()).unwrap_or(u64::MAX);
        emit(observers, &mut recorder, &RunEvent::Settling { millis });
    }
    let context = Arc::new(Context {
        client,
        run_id: plan.run_id.clone(),
        seed: plan.seed,
        masker: Masker::new(&plan.target.secrets()),
        another_key,
        inventor,
        contact,
        refused: Refused::default(),
        controls: Controls::default(),
        fixed: FixedAccounts::default(),
        whole_run: WholeRun::default(),
        deadline: Instant::now() + plan.duration,
        interrupt: plan.interrupt.clone(),
        keeps_exchanges: plan.keeps_exchanges,
    });
    let mut listener = run_scenarios(contract, &plan, &context, &selected, scenarios, recorder, observers).await;
    let operations = explored_operations(contract, &plan.target, &selected);
    come_to_the_end(&context, &plan, &operations, &mut listener).await;
    Ok(listener.finish())
}

/// The preflight, unless the run is stopped before it begins: then nothing will be judged, and its result does not
/// matter.
async fn get_ready(
    client: &Client,
    plan: &Plan,
    contract: &Contract,
    needs: &Needs,
    inventor: &Arc<Inventor>,
) -> Result<Ready, Error> {
    let ready = tokio::select! {
        ready = preflight(client, plan, contract, needs, inventor) => ready,
        _ = plan.interrupt.wait() => Ok(Ready::default()),
    };
    if ready.is_err() {
        clean_up(client, plan, plan.target.network.settle).await;
    }
    ready
}

/// Runs the scenarios, until they are over or no further one may begin: first those that make calls, then those that look
/// at the calls of all.
async fn run_scenarios<'a, 'o>(
    contract: &'static Contract,
    plan: &Plan,
    context: &Arc<Context>,
    selected: &BTreeSet<String>,
    found: Vec<ScenarioRecord>,
    recorder: Recorder,
    observers: &'a mut [&'o mut dyn Observer],
) -> Listener<'a, 'o> {
    let store = JournalStore::default();
    let counting = Level::ALL
        .into_iter()
        .filter(|level| level.binds(plan.strict))
        .collect();
    let mut listener = Listener::new(
        contract,
        store.clone(),
        plan.command.clone(),
        counting,
        recorder,
        observers,
    )
    .stopping(plan.max_fail);
    listener.found(found);
    let mut listener = listener.repeating(plan.rounds).retrying(plan.retry_inconclusive);
    for round in 1..=plan.rounds {
        // Another order each time: what depends on it comes and goes then.
        let seed = plan.seed.wrapping_add(round as u64 - 1);
        let [features, over_all] = selection::features(contract, &plan.target, selected, seed);
        listener = run_features(features, plan, (context, round), &store, listener).await;
        listener.round_finished(round);
        if round == plan.rounds {
            listener = run_again(contract, plan, context, &store, listener).await;
            listener = run_features(over_all, plan, (context, 1), &store, listener).await;
        }
    }
    listener
}

/// Runs those again that could not be judged, as often as the plan allows, with users of their own each time.
async fn run_again<'a, 'o>(
    contract: &'static Contract,
    plan: &Plan,
    context: &Arc<Context>,
    store: &JournalStore,
    mut listener: Listener<'a, 'o>,
) -> Listener<'a, 'o> {
    let mut round = plan.rounds;
    while let Some(again) = listener.run_again() {
        round += 1;
        let seed = plan.seed.wrapping_add(round as u64 - 1);
        let [features, _] = selection::features(contract, &plan.target, &again, seed);
        listener = run_features(features, plan, (context, round), store, listener).await;
    }
    listener.settle();
    listener
}

/// Runs the scenarios of these features, in this round.
async fn run_features<'a, 'o>(
    features: Vec<gherkin::Feature>,
    plan: &Plan,
    (context, round): (&Arc<Context>, usize),
    store: &JournalStore,
    listener: Listener<'a, 'o>,
) -> Listener<'a, 'o> {
    let (before_desk, after_desk) = (store.clone(), store.clone());
    let context = Arc::clone(context);
    let runner = runner::Basic::default()
        .steps(World::collection())
        .max_concurrent_scenarios(plan.concurrency)
        .which_scenario(|_, _, _| runner::ScenarioType::Concurrent)
        .before(move |_, rule, scenario, world: &mut World| {
            let (id, own) = identity(rule, scenario);
            if context.client.given_up().is_some() || context.interrupt.is_triggered() {
                before_desk.close();
            }
            if before_desk.is_open() {
                world.set_scenario(Arc::clone(&context), &id, own, round);
            }
            async {}.boxed_local()
        })
        .after(move |_, rule, scenario, finished, world| {
            let (id, _) = identity(rule, scenario);
            if let Some(journal) = world.and_then(World::take_journal) {
                after_desk.deposit(id, journal, finished);
            }
            async {}.boxed_local()
        });
    let options = cli::Opts {
        re_filter: None,
        tags_filter: None,
        parser: cli::Empty,
        runner: runner::Cli::default(),
        writer: cli::Empty,
        custom: cli::Empty,
    };
    cucumber::Cucumber::<World, _, (), _, _, cli::Empty>::custom(Parsed(features), runner, listener)
        .with_cli(options)
        .run(())
        .await
}

/// What is done after the scenarios. What goes wrong here is an error of the run: the results of the scenarios must not
/// be lost with it.
async fn come_to_the_end(
    context: &Context,
    plan: &Plan,
    operations: &BTreeSet<Operation>,
    listener: &mut Listener<'_, '_>,
) {
    if let Some(silence) = context.client.given_up() {
        listener.note_error(format!("the run was ended early: {silence}"));
    } else if plan.explore > 0 && !operations.is_empty() && !listener.is_stopped() {
        let explored = tokio::select! {
            explored = Box::pin(explore_further(context, plan, operations, listener)) => explored,
            _ = plan.interrupt.wait() => Ok(()),
        };
        if let Err(error) = explored {
            listener.note_error(error.to_string());
        }
    }
    if plan.interrupt.is_triggered() {
        listener.note_error("the run was interrupted".to_owned());
    }
    listener.retried(context.client.retries(), context.client.slowed_to());
    if plan.target.lasting {
        listener.cleaned_up(clean_up(&context.client, plan, context.settle()).await);
    }
}

/// Draws further requests from the schemas; each that fails is reported as a scenario like any other.
async fn explore_further(
    context: &Context,
    plan: &Plan,
    operations: &BTreeSet<Operation>,
    listener: &mut Listener<'_, '_>,
) -> Result<(), Error> {
    let fixtures = plan.target.fixtures();
    let base = |operation: Operation, key: &str| {
        let mut draw = Draw::new(&plan.run_id, plan.seed, key, &context.inventor);
        context.contact.bases.call(operation, &mut draw, &fixtures)
    };
    let follow = |operation: Operation, key: &str, before: &Map<String, Value>, fields: &mut Map<String, Value>| {
        let mut draw = Draw::new(&plan.run_id, plan.seed, &format!("{key}, its code"), &context.inventor);
        draw.follow(operation, before, fields);
    };
    let exploration = explore::ExplorePlan {
        cases: plan.explore,
        operations: operations.clone(),
        seed: plan.seed,
        concurrency: plan.concurrency,
        deadline: context.deadline,
        initials: context.contact.initials.clone(),
        masker: context.masker.clone(),
        base: &base,
        settle: context.settle(),
        follow: &follow,
        command: explore_command(plan),
        call_options: plan.call_options.clone(),
    };
    let explored = explore::explore(&context.client, Contract::embedded(), &exploration).await?;
    listener.explored(explored.scenarios, explored.counts);
    Ok(())
}

/// The command that draws the same again: what is drawn depends on what is selected.
fn explore_command(plan: &Plan) -> String {
    let mut words = vec![plan.command.clone()];
    words.extend_from_slice(plan.selection.conditions());
    words.push(format!("--explore {}", plan.explore));
    words.join(" ")
}

/// A key of no application, made once for each process: any key but the target's gives a wrong signature.
///
/// # Errors
/// [`Error::Harness`] if none can be made.
fn another_key() -> Result<Arc<SigningKey>, Error> {
    static KEY: OnceLock<Arc<SigningKey>> = OnceLock::new();
    if let Some(key) = KEY.get() {
        return Ok(Arc::clone(key));
    }
    let pair = KeyPair::generate(ANOTHER_KEY_BITS, &mut OsRng)
        .map_err(|e| Error::Harness(format!("cannot make a key for wrong signatures: {e}")))?;
    Ok(Arc::clone(KEY.get_or_init(|| Arc::new(pair.signing_key().clone()))))
}

fn head(plan: &Plan) -> RunHead {
    RunHead {
        target: plan.target.name.clone(),
        addresses: plan
            .target
            .urls()
            .map(|(vendor, url)| (vendor.name().to_owned(), url.to_string()))
            .collect::<BTreeMap<_, _>>(),
        embedded: !plan.target.lasting,
        conditions: plan.selection.conditions().to_vec(),
        seed: plan.seed,
        run_id: plan.run_id.clone(),
        strict: plan.strict,
        command: plan.command.clone(),
    }
}

/// Features that were read before: the contract is parsed once for each process, not once for each run.
struct Parsed(Vec<gherkin::Feature>);

impl<I> parser::Parser<I> for Parsed {
    type Cli = cli::Empty;
    type Output = stream::Iter<std::vec::IntoIter<parser::Result<gherkin::Feature>>>;

    fn parse(self, _: I, _: Self::Cli) -> Self::Output {
        stream::iter(self.0.into_iter().map(Ok).collect::<Vec<_>>())
    }
}
