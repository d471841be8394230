//! `fuhe history`: since when each rule fails, and how often it turned; and the file that tells it.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;

use super::Environment;
use crate::compare::history::{self, Line};
use crate::error::Error;
use crate::report;
use crate::text::json;

/// Options of `fuhe history`.
#[derive(Debug, Args)]
pub struct History {
    /// The file that `fuhe check --history` appended to
    file: PathBuf,
}

impl History {
    /// The history as text. Lines that are none of it are told on the way.
    pub(super) fn run(&self, environment: &mut Environment) -> Result<String, Error> {
        let text = std::fs::read_to_string(&self.file).map_err(|source| Error::File {
            action: "cannot read the history",
            path: self.file.clone(),
            source,
        })?;
        let (lines, faults) = history::read(&text);
        for fault in faults {
            environment.note(&format!("{}: {fault}", self.file.display()));
        }
        if lines.is_empty() {
            return Err(Error::Config(format!(
                "{} holds no run; `fuhe check --history {0}` appends one",
                self.file.display()
            )));
        }
        Ok(report::history::text(&history::by_target(&lines)))
    }
}

/// A history that is open for one more line.
#[derive(Debug)]
pub(super) struct Appended {
    path: PathBuf,
    file: File,
}

impl Appended {
    /// Opens the file, or makes it, before the vendor is troubled.
    pub(super) fn open(path: &Path) -> Result<Self, Error> {
        let file = OpenOptions::new().read(true).append(true).create(true).open(path);
        let file = file.map_err(|source| Error::File {
            action: "cannot write the history",
            path: path.to_owned(),
            source,
        })?;
        Ok(Self {
            path: path.to_owned(),
            file,
        })
    }

    /// What is told there already. A line that is none is told by `fuhe history`, and left out here.
    pub(super) fn earlier(&mut self) -> Result<Vec<Line>, Error> {
        let mut bytes = Vec::new();
        let read = self
            .file
            .seek(SeekFrom::Start(0))
            .and_then(|_| self.file.read_to_end(&mut bytes));
        read.map_err(|source| Error::File {
            action: "cannot read the history",
            path: self.path.clone(),
            source,
        })?;
        Ok(history::read(&String::from_utf8_lossy(&bytes)).0)
    }

    /// Appends a line, below one that was cut short and not behind it.
    pub(super) fn append(mut self, line: &Line) -> Result<(), Error> {
        let line =
            serde_json::to_string(line).map_err(|e| Error::Harness(format!("a history has no JSON form: {e}")))?;
        self.write(&json(&line)).map_err(|source| Error::File {
            action: "cannot write the history",
            path: self.path,
            source,
        })
    }

    fn write(&mut self, line: &str) -> std::io::Result<()> {
        let mut last = [b'\n'];
        if self.file.seek(SeekFrom::End(0))? > 0 {
            self.file.seek(SeekFrom::End(-1))?;
            self.file.read_exact(&mut last)?;
        }
        let text = if last == [b'\n'] {
            format!("{line}\n")
        } else {
            format!("\n{line}\n")
        };
        self.file.write_all(text.as_bytes())
    }
}
