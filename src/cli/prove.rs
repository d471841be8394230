//! `fuhe prove`: the suite against every mutant, every choice and many conforming vendors.

use std::path::PathBuf;

use clap::Args;

use super::{Environment, Exit, write_file};
use crate::error::Error;
use crate::prove::{self, Options, prove};

/// Options of `fuhe prove`.
#[derive(Debug, Args)]
pub struct Prove {
    /// How many conforming vendors to run
    #[arg(long, value_name = "N", default_value = "100")]
    conforming: usize,
    /// How many random pairs of choices to run
    #[arg(long, value_name = "N", default_value = "40")]
    pairs: usize,
    /// How many threads to use
    #[arg(long, value_name = "N", default_value = "2")]
    threads: usize,
    /// What decides the pairs, and the order of every run
    #[arg(long, value_name = "N", default_value = "1")]
    seed: u64,
    /// Where the matrix goes
    #[arg(long, value_name = "DIR", default_value = "target/fuhe")]
    report_dir: PathBuf,
}

impl Prove {
    /// Proves, writes the matrix, and says how it went.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
        let options = Options {
            conforming: self.conforming,
            pairs: self.pairs,
            threads: self.threads,
            seed: self.seed,
        };
        let proof = prove(options, &|_, _| {})?;
        let json = serde_json::to_string_pretty(&proof)
            .map_err(|e| Error::Harness(format!("the matrix cannot be written as JSON: {e}")))?;
        let path = write_file(&self.report_dir, "matrix.json", &json)?;
        environment.print(&format!("{}matrix         {}\n", prove::text(&proof), path.display()))?;
        Ok(if proof.holds() { Exit::Conforms } else { Exit::Deviates })
    }
}
