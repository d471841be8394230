//! Everything that a command may touch of the world around the process.

use std::fmt;
use std::fs::OpenOptions;
use std::io::{IsTerminal as _, Read, Write};

use super::Exit;
use crate::clock::Clock;
use crate::error::Error;
use crate::text::{Printable, terminal};

/// The world as a command sees it: read once, passed on as a value.
pub struct Environment {
    /// Looks up an environment variable.
    pub variable: fn(&str) -> Option<String>,
    /// Standard input.
    pub input: Box<dyn Read>,
    /// Standard output: what was asked for, and nothing else.
    pub output: Box<dyn Write>,
    /// Standard error: what there is to say beside it.
    pub notes: Box<dyn Write>,
    /// The time of day.
    pub clock: Clock,
    /// True where standard output is a terminal that takes colours.
    pub colour: bool,
    /// True where standard output is a terminal.
    pub shown: bool,
    /// True where standard error is a terminal.
    pub terminal: bool,
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Environment(…)")
    }
}

impl Environment {
    /// The environment of this process.
    pub fn of_process() -> Self {
        Self {
            variable: |name| std::env::var(name).ok(),
            input: Box::new(std::io::stdin()),
            output: Box::new(std::io::stdout()),
            notes: Box::new(std::io::stderr()),
            clock: Clock::System,
            colour: std::io::stdout().is_terminal()
                && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
            shown: std::io::stdout().is_terminal(),
            terminal: std::io::stderr().is_terminal(),
        }
    }

    /// Says something on standard error. Where nobody can hear it, nothing is lost that was asked for. Whatever others
    /// say in it commands neither a terminal nor a CI system.
    pub fn note(&mut self, text: &str) {
        let _ = writeln!(self.notes, "{}", terminal(text));
    }

    /// Adds to the summary of the CI job that this process belongs to, where it belongs to one.
    pub(super) fn add_to_job_summary(&self, text: &str) -> Result<(), Error> {
        let Some(path) = (self.variable)("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else {
            return Ok(());
        };
        let file = OpenOptions::new().append(true).create(true).open(&path);
        // A blank line before it: what other steps wrote may end in a paragraph.
        let added = file.and_then(|mut file| write!(file, "\n{text}"));
        added.map_err(|source| Error::File {
            action: "cannot add to the job's summary",
            path: path.into(),
            source,
        })
    }

    /// All of standard input, to the last byte.
    pub(super) fn read_input(&mut self) -> Result<String, Error> {
        let mut bytes = Vec::new();
        self.input
            .read_to_end(&mut bytes)
            .map_err(|e| Error::Config(format!("standard input cannot be read: {e}")))?;
        String::from_utf8(bytes).map_err(|e| {
            Error::Config(format!(
                "standard input is not UTF-8 from byte {} on; both vendors take UTF-8 only, so convert it first",
                e.utf8_error().valid_up_to() + 1
            ))
        })
    }

    /// Writes to standard output. Whatever others say in it commands neither a terminal nor a CI system.
    pub(super) fn print(&mut self, text: &(impl Printable + ?Sized)) -> Result<(), Error> {
        self.write(&text.for_terminal())
    }

    /// Writes what was computed to standard output, to the byte: another program reads it. Where nobody but a terminal
    /// does, that is not commanded.
    pub(super) fn hand_over(&mut self, text: &str) -> Result<Exit, Error> {
        if self.shown {
            self.print(text)?;
        } else {
            self.write(text)?;
        }
        Ok(Exit::Conforms)
    }

    fn write(&mut self, text: &str) -> Result<(), Error> {
        told(
            self.output
                .write_all(text.as_bytes())
                .and_then(|()| self.output.flush()),
        )
    }
}

/// What became of writing to standard output. A reader that has gone away (`fuhe … | head -1`) is no error.
pub(super) fn told(written: std::io::Result<()>) -> Result<(), Error> {
    match written {
        Err(source) if source.kind() != std::io::ErrorKind::BrokenPipe => Err(Error::File {
            action: "cannot write",
            path: "standard output".into(),
            source,
        }),
        _ => Ok(()),
    }
}
