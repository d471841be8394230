//! Everything outside the process that a command may use.

use std::fmt;
use std::fs::OpenOptions;
use std::io::{IsTerminal as _, Read, Write};

use super::Exit;
use crate::clock::Clock;
use crate::config::Settings;
use crate::error::Error;
use crate::report::Language;
use crate::report::console::Look;
use crate::text::{Printable, terminal};

/// How much a command says beside its result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Errors and warnings only.
    Quiet,
    /// How far it is, too.
    #[default]
    Usual,
    /// And each call.
    Verbose,
}

/// The environment of a command: read once, passed on as a value.
pub struct Environment {
    /// Looks up an environment variable.
    pub variable: fn(&str) -> Option<String>,
    /// Standard input.
    pub input: Box<dyn Read>,
    /// Standard output: only what was asked for.
    pub output: Box<dyn Write>,
    /// Standard error: everything else.
    pub notes: Box<dyn Write>,
    /// The time of day.
    pub clock: Clock,
    /// True if standard output is a terminal that shows colours.
    pub colour: bool,
    /// The width of that terminal, in columns.
    pub width: Option<usize>,
    /// True if standard output is a terminal.
    pub shown: bool,
    /// True if standard error is a terminal.
    pub terminal: bool,
    /// How much is said on standard error.
    pub detail: Detail,
    /// What the settings file says; nothing until a command line is parsed that uses it.
    pub settings: Settings,
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
            colour: shows_colours(std::io::stdout().is_terminal(), |name| std::env::var(name).ok()),
            width: console::Term::stdout()
                .size_checked()
                .map(|(_, columns)| columns.into()),
            shown: std::io::stdout().is_terminal(),
            terminal: std::io::stderr().is_terminal() && std::env::var("TERM").map_or(true, |term| term != "dumb"),
            detail: Detail::default(),
            settings: Settings::default(),
        }
    }

    /// How a result looks on standard output.
    pub(super) fn look(&self, language: Language) -> Look {
        Look {
            colour: self.colour,
            width: self.width,
            language,
        }
    }

    /// Writes a line to standard error. A failure is ignored: nothing is lost that was asked for. Escapes for terminals
    /// and commands for CI systems are made harmless.
    pub fn note(&mut self, text: &str) {
        let _ = writeln!(self.notes, "{}", terminal(text));
    }

    /// Adds to the summary of the CI job, if there is one.
    pub(super) fn add_to_job_summary(&self, text: &str) -> Result<(), Error> {
        let Some(path) = (self.variable)("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else {
            return Ok(());
        };
        let file = OpenOptions::new().append(true).create(true).open(&path);
        // An empty line before it: the text of another step may end in a paragraph.
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
                "standard input is not UTF-8 from byte {} on; both vendors accept UTF-8 only, so convert it first",
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
        ignore_broken_pipe(
            self.output
                .write_all(text.as_bytes())
                .and_then(|()| self.output.flush()),
        )
    }
}

/// Whether the environment wants colours: `NO_COLOR` forbids them, `FORCE_COLOR` and `CLICOLOR_FORCE` want them anywhere, and
/// otherwise they are for terminals that can show them.
fn shows_colours(is_terminal: bool, variable: impl Fn(&str) -> Option<String>) -> bool {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    let force = ["FORCE_COLOR", "CLICOLOR_FORCE"].into_iter().find_map(set);
    if set("NO_COLOR").is_some() {
        return false;
    }
    match force {
        Some(force) => force != "0",
        None => is_terminal && set("TERM").is_none_or(|term| term != "dumb"),
    }
}

/// The result of writing to standard output. A reader that is gone (`fuhe … | head -1`) is no error.
pub(super) fn ignore_broken_pipe(written: std::io::Result<()>) -> Result<(), Error> {
    match written {
        Err(source) if source.kind() != std::io::ErrorKind::BrokenPipe => Err(Error::File {
            action: "cannot write",
            path: "standard output".into(),
            source,
        }),
        _ => Ok(()),
    }
}
