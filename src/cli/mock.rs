//! `fuhe mock`: the embedded vendor by itself, for people who write clients.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::mock_log::Log;
use super::mock_target::Kept;
use super::signals::StopSignals;
use super::vendor_args::VendorArgs;
use super::{Environment, Exit, runtime};
use crate::error::Error;
use crate::mock::Serving;
use crate::run::Embedded;

/// The longest time that an answer may be held back, in milliseconds.
const LONGEST_LATENCY: u64 = 600_000;

/// Options of `fuhe mock`.
#[derive(Debug, Args)]
pub(super) struct Mock {
    /// The port to listen on; any free port if not given
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// The IP address to listen on; 0.0.0.0 is every network of this machine
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", value_parser = address)]
    host: IpAddr,
    /// Take credentials and port from this target file. If there is none, write it, so that clients need no change after the
    /// next start
    #[arg(long, value_name = "FILE")]
    target: Option<PathBuf>,
    /// What to print once it listens: the target file, or one line of JSON with address and target (schemas/mock-line.json)
    #[arg(long, value_name = "FORMAT", default_value = "toml")]
    format: Format,
    /// Report each call on standard error; of a wrong signature also what it should cover
    #[arg(long)]
    log: bool,
    /// With --log: show secrets and private values
    #[arg(long, requires = "log")]
    show_secrets: bool,
    /// Hold each answer back for so long, in milliseconds
    #[arg(long, value_name = "MS", default_value = "0", value_parser = clap::value_parser!(u64).range(..=LONGEST_LATENCY))]
    latency: u64,
    /// Let this part of the calls fail, from 0 to 1: they have no effect, and the answer is that of an internal error
    #[arg(long, value_name = "P", default_value = "0", value_parser = part)]
    fail_rate: f64,
    #[command(flatten)]
    vendor: VendorArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Toml,
    Json,
}

impl Mock {
    /// Serves until Ctrl-C.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
        let kept = match &self.target {
            Some(file) => Some(Kept::read(file, self.port, environment)?),
            None => None,
        };
        let log = self.log.then(Log::new);
        let serving = Serving {
            host: Some(self.host),
            issued: kept.as_ref().map(Kept::issued).transpose()?.unwrap_or_default(),
            latency: Duration::from_millis(self.latency),
            fail_rate: self.fail_rate,
            control: true,
            log: log.as_ref().map(Log::sender),
        };
        let port = kept.as_ref().and_then(Kept::port).or(self.port).unwrap_or_default();
        runtime()?.block_on(async {
            let vendor = self.vendor.serve(environment.clock.clone(), port, serving).await?;
            let mut signals = StopSignals::listen()?;
            if let Some(kept) = &kept {
                kept.keep(&vendor, environment)?;
            }
            self.announce(&vendor, environment)?;
            match log {
                None => signals.received().await,
                Some(log) => {
                    let secrets = vendor.target().secrets();
                    log.print(&secrets, self.show_secrets, &mut signals, environment).await;
                }
            }
            environment.note("stopped");
            vendor.check_faults()?;
            Ok(Exit::Conforms)
        })
    }

    /// Says where it listens, once it does.
    fn announce(&self, vendor: &Embedded, environment: &mut Environment) -> Result<(), Error> {
        match (self.format, &self.target) {
            (Format::Toml, None) => environment.print(&vendor.target_file())?,
            (Format::Toml, Some(_)) => {}
            (Format::Json, _) => environment.print(&self.line(vendor)?)?,
        }
        if !self.host.is_loopback() {
            environment.note(&format!(
                "warning: the vendor listens on {}, where other machines reach it; what it stores can be read and removed \
                 from there",
                vendor.vendor().address()
            ));
        }
        environment.note(&match &self.target {
            None => {
                "the vendor is listening; save the lines above as a target file, and press Ctrl-C to stop".to_owned()
            }
            Some(file) => format!(
                "the vendor is listening on {}; its target file is {}; press Ctrl-C to stop",
                vendor.vendor().base_url(),
                file.display()
            ),
        });
        Ok(())
    }

    /// One line for programs. A target file keeps its secrets to itself.
    fn line(&self, vendor: &Embedded) -> Result<String, Error> {
        let own = |e: toml::de::Error| Error::Harness(format!("the mock wrote a wrong target file: {e}"));
        let target: Value = match &self.target {
            None => toml::from_str(&vendor.target_file()).map_err(own)?,
            Some(_) => Value::Null,
        };
        let line = json!({
            "event": "listening",
            "format": "fuhe-mock/1",
            "address": vendor.vendor().address().to_string(),
            "url": vendor.vendor().base_url(),
            "target_file": self.target,
            "target": target,
        });
        Ok(format!("{line}\n"))
    }
}

fn address(text: &str) -> Result<IpAddr, &'static str> {
    text.parse()
        .map_err(|_| "expected an IP address, such as 127.0.0.1, or 0.0.0.0 for every network of this machine")
}

fn part(text: &str) -> Result<f64, &'static str> {
    let part = text.parse().ok().filter(|part| (0.0..=1.0).contains(part));
    part.ok_or("expected a number from 0 to 1, such as 0.1 for one call in ten")
}
