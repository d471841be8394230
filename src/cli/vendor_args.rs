//! Which vendor a command uses: that of a target file, or the embedded vendor, changed as asked.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use super::Environment;
use crate::clock::Clock;
use crate::config::Target;
use crate::error::Error;
use crate::faults::{Character, Choice, Mutant};
use crate::mock::{Behaviour, KeyPool, MockConfig, Serving};
use crate::run::Embedded;
use crate::text::{did_you_mean, shell_quoted};

/// How many keys are made in advance. A full run uses a few less.
const KEYS_AHEAD: usize = 24;

/// How long a request to `fuhe mock` may need to arrive.
const LONGEST_ARRIVAL: Duration = Duration::from_secs(10);

/// How the embedded vendor is changed.
#[derive(Debug, Default, Args)]
pub(super) struct VendorArgs {
    /// Give the embedded vendor this fault (fuhe mutants lists them); may be repeated
    #[arg(long, value_name = "NAME")]
    mutant: Vec<String>,
    /// Let the embedded vendor follow this interpretation of an open question, such as GW-13.status=400
    #[arg(long, value_name = "QUESTION=VALUE")]
    choice: Vec<String>,
    /// Give the embedded vendor the habits of a real one: strict-tenant, replica or lookup
    #[arg(long, value_name = "NAME")]
    character: Option<String>,
}

impl VendorArgs {
    /// The options that change the vendor in this way again.
    pub(super) fn words(&self) -> Vec<String> {
        let mutant = self
            .mutant
            .iter()
            .map(|name| format!("--mutant {}", shell_quoted(name)));
        let choices = self
            .choice
            .iter()
            .map(|choice| format!("--choice {}", shell_quoted(choice)));
        let character = self
            .character
            .iter()
            .map(|name| format!("--character {}", shell_quoted(name)));
        mutant.chain(choices).chain(character).collect()
    }

    /// The target of a file, which none of these options changes.
    pub(super) fn read_target(&self, file: &Path, environment: &Environment) -> Result<Target, Error> {
        if !self.words().is_empty() {
            return Err(Error::Config(
                "--mutant, --choice and --character change the embedded vendor; leave them out, or leave out --target"
                    .into(),
            ));
        }
        Target::read(file, &environment.variable)
    }

    fn behaviour(&self) -> Result<Behaviour, Error> {
        let mut behaviour = Behaviour::default();
        if let Some(name) = &self.character {
            let character = Character::named(name).ok_or_else(|| {
                unknown(
                    "--character",
                    name,
                    Character::all().iter().map(|character| character.name.to_owned()),
                )
            })?;
            character.apply(&mut behaviour);
        }
        for text in &self.choice {
            let choice = text
                .split_once('=')
                .and_then(|(question, value)| Choice::named(question, value))
                .ok_or_else(|| unknown("--choice", text, Choice::all().iter().map(ToString::to_string)))?;
            choice.apply(&mut behaviour);
        }
        for name in &self.mutant {
            let mutant = Mutant::named(name)
                .ok_or_else(|| unknown("--mutant", name, Mutant::all().iter().map(|mutant| mutant.name.clone())))?;
            mutant.apply(&mut behaviour);
        }
        Ok(behaviour)
    }

    /// Starts the embedded vendor, changed as asked.
    async fn start(&self, clock: Clock) -> Result<Embedded, Error> {
        Embedded::start(self.config(clock)?).await
    }

    /// Starts the embedded vendor for clients of any kind: a client that leaves a request unfinished is turned away.
    pub(super) async fn serve(&self, clock: Clock, port: u16, serving: Serving) -> Result<Embedded, Error> {
        let mut config = self.config(clock)?;
        config.keys.keep_ahead(KEYS_AHEAD);
        config.port = port;
        config.serving = serving;
        config.limits.arrival = Some(LONGEST_ARRIVAL);
        Embedded::start(config).await
    }

    fn config(&self, clock: Clock) -> Result<MockConfig, Error> {
        Ok(MockConfig {
            behaviour: self.behaviour()?,
            clock,
            keys: KeyPool::documented(),
            ..MockConfig::default()
        })
    }
}

/// An error for an unknown name, with the known name that is nearest.
fn unknown(option: &str, name: &str, all: impl Iterator<Item = String>) -> Error {
    let known: Vec<String> = all.collect();
    let near = did_you_mean(name, known.iter().map(String::as_str));
    Error::Config(format!(
        "{option}: unknown name \"{name}\"{near}; `fuhe mutants` lists all"
    ))
}

/// The vendor that a command works against.
#[derive(Debug)]
pub(super) enum Against {
    /// That of a target file.
    Live(Arc<Target>),
    /// The embedded one, which runs as long as this value lives.
    Embedded(Embedded),
}

impl Against {
    /// The vendor of a target file if one is named, else the embedded vendor.
    pub(super) async fn of(file: Option<&Path>, vendor: &VendorArgs, environment: &Environment) -> Result<Self, Error> {
        match file {
            Some(file) => {
                let target = vendor.read_target(file, environment)?;
                target.check_consent()?;
                let target = target.with_shared(&environment.settings.waivers);
                Ok(Self::Live(Arc::new(target)))
            }
            None => Ok(Self::Embedded(vendor.start(environment.clock.clone()).await?)),
        }
    }

    /// Waits until the embedded vendor has its keys, so that no call waits for one and seems to be slow.
    pub(super) async fn make_keys(&self) -> Result<(), Error> {
        match self {
            Self::Live(_) => Ok(()),
            Self::Embedded(_) => KeyPool::documented().fill(KEYS_AHEAD).await,
        }
    }

    /// The target to call.
    pub(super) fn target(&self) -> &Arc<Target> {
        match self {
            Self::Live(target) => target,
            Self::Embedded(embedded) => embedded.target(),
        }
    }

    /// An error if the embedded vendor itself has failed; of a live one only its answers are known.
    pub(super) fn check_faults(&self) -> Result<(), Error> {
        match self {
            Self::Live(_) => Ok(()),
            Self::Embedded(embedded) => embedded.check_faults(),
        }
    }
}
