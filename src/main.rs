//! fuhe on the command line.
fn main() {}
