//! `fuhe mock`: the embedded vendor by itself, for people who write clients.

use clap::Args;

use super::signals::StopSignals;
use super::vendor_args::VendorArgs;
use super::{Environment, Exit, runtime};
use crate::error::Error;

/// Options of `fuhe mock`.
#[derive(Debug, Args)]
pub(super) struct Mock {
    /// The port to listen on; any free port if not given
    #[arg(long, value_name = "N", default_value = "0")]
    port: u16,
    #[command(flatten)]
    vendor: VendorArgs,
}

impl Mock {
    /// Serves until Ctrl-C.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
        runtime()?.block_on(async {
            let vendor = self.vendor.serve(environment.clock.clone(), self.port).await?;
            let mut signals = StopSignals::listen()?;
            environment.print(&vendor.target_file())?;
            environment
                .note("the vendor is listening; save the lines above as a target file, and press Ctrl-C to stop");
            signals.received().await;
            environment.note("stopped");
            vendor.check_faults()?;
            Ok(Exit::Conforms)
        })
    }
}
