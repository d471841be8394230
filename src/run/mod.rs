//! Select scenarios, run them, and tell what happens.

mod embedded;
mod listener;
mod preflight;
mod selection;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use cucumber::runner::basic as runner;
use cucumber::{World as _, cli, gherkin, parser};
use futures::FutureExt as _;
use futures::stream;
use rand::rngs::OsRng;

use crate::client::{Client, Limits};
use crate::clock::Clock;
use crate::contract::{Book, RuleId};
use crate::crypto::rsa::{KeyPair, SigningKey};
use crate::error::Error;
use crate::record::{Masker, Observer, Recorder, RunEvent, RunHead, RunRecord};
use crate::steps::{Context, World};
use crate::target::Target;

pub use embedded::Embedded;
use listener::{Desk, Listener};
pub use preflight::preflight;
pub use selection::Selection;

/// A wrong key need not be a long one.
const ANOTHER_KEY_BITS: usize = 512;

/// Everything that decides a run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What is called.
    pub target: Arc<Target>,
    /// The time.
    pub clock: Clock,
    /// What decides drawn values and order.
    pub seed: u64,
    /// What decides identities and nonces.
    pub run_id: String,
    /// Which scenarios run.
    pub selection: Selection,
    /// How many scenarios are under way at once.
    pub concurrency: usize,
    /// True to start no further scenario once one has found a deviation.
    pub fail_fast: bool,
    /// True where a failed *should* counts.
    pub strict: bool,
    /// How long single calls may take.
    pub limits: Limits,
    /// How long the whole run may take; scenarios that come later end with an error.
    pub duration: Duration,
    /// The command that was given, for the commands that repeat a part of it.
    pub command: String,
    /// A key that is nobody's, for wrong signatures.
    pub another_key: Arc<SigningKey>,
}

/// Runs the selected scenarios against the target.
///
/// # Errors
/// [`Error::Config`] and [`Error::Unreachable`] where the preflight finds that a run would say nothing of the vendor.
/// What goes wrong later stands in the record.
pub async fn run(book: &'static Book, plan: Plan, observers: &mut [&mut dyn Observer]) -> Result<RunRecord, Error> {
    let client = Client::new(Arc::clone(&plan.target), plan.clock.clone(), &plan.run_id, plan.limits)?;
    let selected = plan.selection.select(book, &plan.target);
    let mut recorder = Recorder::new(head(&plan));
    tell(
        observers,
        &mut recorder,
        &RunEvent::Started {
            scenarios: selected.len(),
        },
    );
    if selected.is_empty() {
        return Ok(recorder.finish(book, Vec::new()));
    }
    let initials = preflight(&client, &plan).await?;
    let context = Arc::new(Context {
        client,
        run_id: plan.run_id.clone(),
        seed: plan.seed,
        masker: Masker::new(&plan.target.secrets()),
        another_key: Arc::clone(&plan.another_key),
        initials,
        deadline: Instant::now() + plan.duration,
    });
    let features = selection::features(book, &selected, plan.seed);
    let desk = Desk::default();
    let (before_desk, after_desk) = (desk.clone(), desk.clone());
    let runner = runner::Basic::default()
        .steps(World::collection())
        .max_concurrent_scenarios(plan.concurrency)
        .which_scenario(|_, _, _| runner::ScenarioType::Concurrent)
        .before(move |_, rule, scenario, world: &mut World| {
            let (id, own) = identity(rule, scenario);
            if before_desk.is_open() {
                let made_up = scenario.tags.iter().any(|tag| tag == "made-up");
                world.set_scene(Arc::clone(&context), &id, own, made_up);
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
    let listener = Listener::new(book, desk, plan.command, plan.fail_fast, recorder, observers);
    let listener = cucumber::Cucumber::<World, _, (), _, _, cli::Empty>::custom(Parsed(features), runner, listener)
        .with_cli(options)
        .run(())
        .await;
    Ok(listener.finish())
}

/// A key that is nobody's, made once for each process: any key that is not the target's will do for a wrong signature.
///
/// # Errors
/// [`Error::Harness`] where none can be made.
pub fn another_key() -> Result<Arc<SigningKey>, Error> {
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
        seed: plan.seed,
        run_id: plan.run_id.clone(),
        strict: plan.strict,
        command: plan.command.clone(),
    }
}

fn tell(observers: &mut [&mut dyn Observer], recorder: &mut Recorder, event: &RunEvent) {
    recorder.notice(event);
    for observer in observers {
        observer.notice(event);
    }
}

/// A scenario's identity in the book, and the rule it stands under.
fn identity(rule: Option<&gherkin::Rule>, scenario: &gherkin::Scenario) -> (String, RuleId) {
    // The book was read with every scenario under a rule with one id; a scenario without is none of its own.
    let id = rule
        .and_then(|rule| rule.tags.iter().find_map(|tag| tag.parse::<RuleId>().ok()))
        .unwrap_or(crate::rule!("GW-01"));
    (format!("{id}/{}", scenario.name), id)
}

/// Features that were read long ago: the book is parsed once for each process, not once for each run.
struct Parsed(Vec<gherkin::Feature>);

impl<I> parser::Parser<I> for Parsed {
    type Cli = cli::Empty;
    type Output = stream::Iter<std::vec::IntoIter<parser::Result<gherkin::Feature>>>;

    fn parse(self, _: I, _: Self::Cli) -> Self::Output {
        stream::iter(self.0.into_iter().map(Ok).collect::<Vec<_>>())
    }
}
