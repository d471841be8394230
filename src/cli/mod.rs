//! The command line: one file for each subcommand. Arguments, environment, clock and streams enter here, once, and are
//! passed on as values.

#![allow(
    clippy::doc_markdown,
    reason = "the doc comments of arguments are the help text, where backticks would only be in the way"
)]

mod butler;
mod environment;
mod etc;
mod exit;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::error::Error;

pub use environment::Environment;
pub use exit::Exit;

/// Does a vendor's interface do what the vendor's documentation says?
#[derive(Debug, Parser)]
#[command(name = "fuhe", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// By hand: the ETC gateway's signature
    #[command(subcommand)]
    Etc(etc::Command),
    /// By hand: the courier butler's signature, cipher and accounts
    #[command(subcommand)]
    Butler(butler::Command),
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let mut environment = Environment::of_process();
    let exit = run(std::env::args_os(), &mut environment);
    ExitCode::from(exit as u8)
}

/// Runs a command line. Whatever goes wrong is told on the environment's error stream.
pub fn run(arguments: impl IntoIterator<Item = OsString>, environment: &mut Environment) -> Exit {
    let result = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => dispatch(arguments, environment),
        Err(refusal) => environment.answer(&refusal),
    };
    result.unwrap_or_else(|error| {
        environment.note(&format!("error: {error}"));
        Exit::of_error(&error)
    })
}

fn dispatch(arguments: Arguments, environment: &mut Environment) -> Result<Exit, Error> {
    let text = match arguments.command {
        Some(Command::Etc(command)) => command.run(environment)?,
        Some(Command::Butler(command)) => command.run(environment)?,
        None => {
            return Err(Error::Config(
                "name a command: fuhe etc or fuhe butler; fuhe --help tells more".to_owned(),
            ));
        }
    };
    environment.print(&text)?;
    Ok(Exit::Conforms)
}

impl Environment {
    /// What clap has to say: help and version are answers, everything else is a mistake in the command line.
    fn answer(&mut self, words: &clap::Error) -> Result<Exit, Error> {
        let text = words.render().to_string();
        if words.use_stderr() {
            self.note(text.trim_end());
            return Ok(Exit::Usage);
        }
        self.print(&text)?;
        Ok(Exit::Conforms)
    }

    /// Writes to standard output. A reader that has gone away (`fuhe … | head -1`) is no error.
    fn print(&mut self, text: &str) -> Result<(), Error> {
        let written = self
            .output
            .write_all(text.as_bytes())
            .and_then(|()| self.output.flush());
        match written {
            Err(source) if source.kind() != std::io::ErrorKind::BrokenPipe => Err(Error::File {
                action: "cannot write",
                path: "standard output".into(),
                source,
            }),
            _ => Ok(()),
        }
    }
}
