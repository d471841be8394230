//! `fuhe prove`: the suite against every mutant, every choice and many conforming vendors.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::report_dir::REPORT_DIR;
use super::report_dir::{MATRIX, ReportDir};
use super::{Environment, Exit};
use crate::error::Error;
use crate::prove::{self, Options, prove};

/// Options of `fuhe prove`.
#[derive(Debug, Args)]
pub(super) struct Prove {
    /// How many conforming vendors to run
    #[arg(long, value_name = "N", default_value = "100")]
    conforming: usize,
    /// How many random pairs of choices to run
    #[arg(long, value_name = "N", default_value = "40")]
    pairs: usize,
    /// How many threads to use
    #[arg(long, value_name = "N", default_value = "2")]
    threads: usize,
    /// The seed of the random pairs and of the order of every run
    #[arg(long, value_name = "N", default_value = "1")]
    seed: u64,
    /// Only mutants whose name contains this text
    #[arg(long, value_name = "TEXT", default_value = "")]
    mutants: String,
    /// Run every mutant beside every character of a vendor, and not beside one of them in turn
    #[arg(long)]
    each_character: bool,
    /// Where the matrix goes
    #[arg(long, value_name = "DIR", default_value = REPORT_DIR)]
    report_dir: PathBuf,
}

impl Prove {
    /// Runs the proof and writes the matrix.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
        let directory = ReportDir::prepare(&self.report_dir, [MATRIX])?;
        let options = Options {
            conforming: self.conforming,
            pairs: self.pairs,
            threads: self.threads,
            seed: self.seed,
            mutants: self.mutants,
            each_character: self.each_character,
        };
        // The threads of the proof cannot share the environment's stream, and a lost note of progress does no harm.
        let proof = prove(&options, &|done, all| {
            if done % 50 == 0 || done == all {
                let _ = writeln!(std::io::stderr(), "{done} of {all} runs");
            }
        })?;
        let json = serde_json::to_string_pretty(&proof)
            .map_err(|e| Error::Harness(format!("the matrix cannot be written as JSON: {e}")))?;
        let path = directory.write(MATRIX, &json)?;
        environment.print(&format!("{}matrix         {}\n", prove::text(&proof), path.display()))?;
        Ok(if proof.holds() { Exit::Conforms } else { Exit::Deviates })
    }
}
