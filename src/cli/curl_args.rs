//! A call as a command line for curl, for the commands that sign by hand.

use clap::Args;
use url::Url;

use super::{Environment, Exit};
use crate::error::Error;
use crate::record::{Masker, RequestRecord};
use crate::wire::{HttpRequest, Vendor};

/// Whether a line for curl shows what is secret.
#[derive(Debug, Args)]
pub(super) struct ShowSecrets {
    /// With --curl: show secrets and private values, so that the line can be run
    #[arg(long, requires = "curl")]
    show_secrets: bool,
}

/// The same for a command that does not know where calls go.
#[derive(Debug, Args)]
pub(super) struct CurlTo {
    /// Print the signed call as a command line for curl instead, sent to this address of the vendor
    #[arg(long, value_name = "URL", value_parser = address)]
    pub(super) curl: Option<Url>,
    #[command(flatten)]
    pub(super) secrets: ShowSecrets,
}

impl ShowSecrets {
    /// The line, masked unless secrets are to be shown.
    pub(super) fn line(
        &self,
        vendor: Vendor,
        request: &HttpRequest,
        secrets: &[String],
        environment: &mut Environment,
    ) -> String {
        let exact = request.curl();
        if self.show_secrets {
            return exact + "\n";
        }
        let masked = RequestRecord::new(vendor, request, &Masker::new(secrets)).curl();
        if masked != exact {
            environment
                .note("values are masked, so the vendor will refuse this line; --show-secrets prints one that runs");
        }
        masked + "\n"
    }

    /// As [`line`](Self::line), on standard output.
    pub(super) fn hand_over(
        &self,
        vendor: Vendor,
        request: &HttpRequest,
        secrets: &[String],
        environment: &mut Environment,
    ) -> Result<Exit, Error> {
        let line = self.line(vendor, request, secrets, environment);
        environment.hand_over(&line)
    }
}

fn address(text: &str) -> Result<Url, &'static str> {
    let url = Url::parse(text)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"));
    url.ok_or("expected the whole address that the call is sent to, such as https://host.example/api/gateway")
}
