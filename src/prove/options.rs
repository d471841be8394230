//! What a proof runs.

/// What a proof runs.
#[derive(Clone, Debug)]
pub struct Options {
    /// Conforming vendors to run.
    pub conforming: usize,
    /// Random pairs of choices to run.
    pub pairs: usize,
    /// Threads, each with its own runtime.
    pub threads: usize,
    /// The seed of the pairs, and of the order of every run.
    pub seed: u64,
    /// Only mutants whose name contains this text; empty for all.
    pub mutants: String,
    /// Whether every mutant is run beside every character, and not beside one of them in turn.
    pub each_character: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            conforming: 100,
            pairs: 40,
            threads: 2,
            seed: 1,
            mutants: String::new(),
            each_character: false,
        }
    }
}
