//! `fuhe history`: since when each rule fails, and how often its result changed; and the file behind it.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;

use super::Environment;
use super::new_files::{fault, lock_briefly};
use crate::compare::history::{self, Line};
use crate::error::Error;
use crate::report;
use crate::text::json;

/// Options of `fuhe history`.
#[derive(Debug, Args)]
pub(super) struct History {
    /// The file that `fuhe check --history` appended to
    file: PathBuf,
}

impl History {
    /// The history as text. Lines that do not belong to it are reported.
    pub(super) fn run(&self, environment: &mut Environment) -> Result<String, Error> {
        let bytes = std::fs::read(&self.file).map_err(fault("cannot read the history", &self.file))?;
        // A line that was cut short may end in the middle of a character.
        let (lines, faults) = history::read(&String::from_utf8_lossy(&bytes));
        for fault in faults {
            environment.note(&format!("{}: {fault}", self.file.display()));
        }
        if lines.is_empty() {
            return Err(Error::Config(format!(
                "{} contains no run; `fuhe check --history {0}` appends one",
                self.file.display()
            )));
        }
        Ok(report::history::text(&history::by_target(&lines)))
    }
}

/// The runs in a history file. A wrong line is left out.
///
/// # Errors
/// [`Error::File`] if it cannot be read, [`Error::Config`] if it is a file of another kind.
pub(super) fn lines(path: &Path) -> Result<Vec<Line>, Error> {
    lines_of(
        path,
        &std::fs::read(path).map_err(fault("cannot read the history", path))?,
    )
}

fn lines_of(path: &Path, bytes: &[u8]) -> Result<Vec<Line>, Error> {
    let text = String::from_utf8_lossy(bytes);
    if !history::is_one(&text) {
        return Err(Error::Config(format!(
            "{} is not a history file; name another file with --history",
            path.display()
        )));
    }
    Ok(history::read(&text).0)
}

/// A history file that is open for one more line.
#[derive(Debug)]
pub(super) struct Appended {
    path: PathBuf,
    file: File,
}

impl Appended {
    /// Opens the file, or creates it, before the first call to the vendor.
    pub(super) fn open(path: &Path) -> Result<Self, Error> {
        let file = OpenOptions::new().read(true).append(true).create(true).open(path);
        let file = file.map_err(fault("cannot write the history", path))?;
        Ok(Self {
            path: path.to_owned(),
            file,
        })
    }

    /// The runs in the file. A wrong line is left out here; `fuhe history` reports it.
    ///
    /// # Errors
    /// [`Error::File`] if it cannot be read, [`Error::Config`] if it is a file of another kind.
    pub(super) fn earlier(&mut self) -> Result<Vec<Line>, Error> {
        let mut bytes = Vec::new();
        let read = self.file.metadata().and_then(|found| {
            // A pipe or a device has no end.
            if found.is_file() {
                self.file.read_to_end(&mut bytes)
            } else {
                Ok(0)
            }
        });
        read.map_err(fault("cannot read the history", &self.path))?;
        lines_of(&self.path, &bytes)
    }

    /// Appends a line. After a line that was cut short it begins a new one.
    pub(super) fn append(mut self, line: &Line) -> Result<(), Error> {
        let line =
            serde_json::to_string(line).map_err(|e| Error::Harness(format!("a history has no JSON form: {e}")))?;
        self.write(&json(&line))
            .map_err(fault("cannot write the history", &self.path))
    }

    /// One write for the whole line, under a lock, so that runs that end at the same time do not mix their lines. On a network
    /// file system the write alone would not be enough.
    fn write(&mut self, line: &str) -> std::io::Result<()> {
        // Who holds it for long does something else with the file, and is not waited for.
        let _ = lock_briefly(&self.file);
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
