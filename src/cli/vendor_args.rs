//! Which vendor a command works against: the target of a file, or the embedded vendor, bent as asked.

use std::path::Path;
use std::sync::Arc;

use clap::Args;

use super::Environment;
use crate::clock::Clock;
use crate::error::Error;
use crate::run::Embedded;
use crate::target::Target;
use crate::vendor::{Behaviour, Config, KeyPool};

/// How many keys are made ahead while the suite starts. A run uses about as many.
const KEYS_AHEAD: usize = 20;

/// How the embedded vendor is bent.
#[derive(Debug, Default, Args)]
pub struct VendorArgs {}

impl VendorArgs {
    /// The words that bend the vendor this way again.
    pub(super) fn words(&self) -> Vec<String> {
        Vec::new()
    }

    fn behaviour(&self) -> Result<Behaviour, Error> {
        Ok(Behaviour::default())
    }

    /// Starts the embedded vendor, bent as asked.
    pub(super) async fn start(&self, clock: Clock, port: u16) -> Result<Embedded, Error> {
        let keys = KeyPool::documented();
        keys.warm(KEYS_AHEAD);
        Embedded::start(Config {
            behaviour: self.behaviour()?,
            clock,
            keys,
            port,
            ..Config::default()
        })
        .await
    }
}

/// The vendor that a command works against.
#[derive(Debug)]
pub(super) enum Against {
    /// A target file's.
    Live(Arc<Target>),
    /// The embedded one, which runs as long as this does.
    Embedded(Embedded),
}

impl Against {
    /// The target of a file if one is named, else the embedded vendor.
    pub(super) async fn of(file: Option<&Path>, vendor: &VendorArgs, environment: &Environment) -> Result<Self, Error> {
        match file {
            Some(file) => {
                if !vendor.words().is_empty() {
                    return Err(Error::Config(
                        "--mutant and --choice bend the embedded vendor; leave them out, or leave out --target".into(),
                    ));
                }
                let target = Target::read(file, &environment.variable)?;
                target.check_consent()?;
                Ok(Self::Live(Arc::new(target)))
            }
            None => Ok(Self::Embedded(vendor.start(environment.clock.clone(), 0).await?)),
        }
    }

    /// The target to call.
    pub(super) fn target(&self) -> &Arc<Target> {
        match self {
            Self::Live(target) => target,
            Self::Embedded(embedded) => embedded.target(),
        }
    }

    /// Whether the vendor has failed in itself; of a live one only its answers are known.
    pub(super) fn check_faults(&self) -> Result<(), Error> {
        match self {
            Self::Live(_) => Ok(()),
            Self::Embedded(embedded) => embedded.check_faults(),
        }
    }
}
