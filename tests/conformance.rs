//! The features as a cargo test: `fuhe check` against the embedded vendor, or against the target file that
//! `FUHE_TARGET` names.
//!
//! What `fuhe check` takes can be given behind `--`:
//! `cargo test --test conformance -- --tags "@BS-25" --strict`.
//!
//! There is no libtest here, since one run is one test. What test runners say to any test binary is understood all the
//! same, so that `cargo test`, `cargo nextest` and `cargo insta test` can call this one among others.

use std::ffi::OsString;
use std::process::ExitCode;

use fuhe::cli::{self, Environment, Exit};

const NAME: &str = "conformance";

/// What runners pass to every test binary, and what of it takes a value.
const FLAGS: [&str; 7] = [
    "--nocapture",
    "--no-capture",
    "--exact",
    "--quiet",
    "-q",
    "--show-output",
    "--include-ignored",
];
const WITH_VALUE: [&str; 5] = ["--test-threads", "--format", "--color", "--skip", "-Z"];

/// What a runner wants of this binary.
enum Wish {
    /// The names of its tests.
    List,
    /// Nothing: its filter or its flags leave this test out.
    Nothing,
    /// The run, with these options of `fuhe check`.
    Run(Vec<OsString>),
}

fn main() -> ExitCode {
    let mut environment = Environment::of_process();
    let options = match wish(std::env::args().skip(1)) {
        Wish::List => {
            println!("{NAME}: test");
            return ExitCode::SUCCESS;
        }
        Wish::Nothing => {
            println!("running 0 tests\n\ntest result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 1 filtered out");
            return ExitCode::SUCCESS;
        }
        Wish::Run(options) => options,
    };
    let arguments = ["fuhe".into(), "check".into()].into_iter().chain(options);
    println!("running 1 test");
    let exit = cli::run(arguments, &mut environment);
    let (word, passed, failed) = if exit == Exit::Conforms {
        ("ok", 1, 0)
    } else {
        ("FAILED", 0, 1)
    };
    println!("test {NAME} ... {word}\n");
    println!("test result: {word}. {passed} passed; {failed} failed; 0 ignored; 0 measured; 0 filtered out");
    ExitCode::from(exit as u8)
}

fn wish(arguments: impl Iterator<Item = String>) -> Wish {
    let mut options = Vec::new();
    let mut arguments = arguments.peekable();
    let mut listed = false;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--list" => listed = true,
            "--ignored" => return Wish::Nothing,
            flag if FLAGS.contains(&flag) => {}
            option if WITH_VALUE.contains(&option) => drop(arguments.next()),
            option if WITH_VALUE.iter().any(|known| option.starts_with(&format!("{known}="))) => {}
            // A bare word in front is a runner's filter on names of tests; a value of an option comes behind the option.
            filter if options.is_empty() && !filter.starts_with('-') => {
                if !NAME.contains(filter) {
                    return Wish::Nothing;
                }
            }
            _ => {
                options.push(argument.into());
                if let Some(value) = arguments.next_if(|next| !next.starts_with('-')) {
                    options.push(value.into());
                }
            }
        }
    }
    if listed { Wish::List } else { Wish::Run(options) }
}
