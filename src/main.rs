//! fuhe on the command line.

fn main() -> std::process::ExitCode {
    fuhe::cli::main()
}
