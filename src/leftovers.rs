//! What runs leave at targets, noted before it is created, so that it can still be removed after a run that was killed.
//!
//! Each run has its own note, a file of JSON lines: the run first, then the accounts of each call, before it is sent,
//! and again those that the answer certainly refuses. A note contains names of accounts and no secret. It is locked as
//! long as its run lives, so that a run in progress is not mistaken for one that is over.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// The version of a note's format.
pub const FORMAT: &str = "fuhe-leftovers/1";

/// The end of a note's file name.
const EXTENSION: &str = "ndjson";

/// Where accounts are: the same name in two places means two accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The courier's address.
    pub address: String,
    /// The company or credentials that the accounts belong to.
    pub send_app_id: String,
}

/// The first line of a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// [`FORMAT`].
    pub format: String,
    /// The run's id.
    pub run: String,
    /// When it began, RFC 3339.
    pub started: String,
    /// The target's name.
    pub target: String,
    /// Where its accounts are.
    #[serde(flatten)]
    pub place: Place,
}

/// Each further line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    /// These are about to be sent.
    Sent(Vec<String>),
    /// These were not created, as many times as they stand here.
    Refused(Vec<String>),
}

/// The note of a run in progress.
#[derive(Debug)]
pub struct Notebook {
    path: PathBuf,
    head: Head,
    open: Mutex<Open>,
}

#[derive(Debug)]
struct Open {
    /// Gone once the run has cleaned up.
    file: Option<File>,
    /// True once an account was noted.
    is_used: bool,
    trouble: Option<std::io::Error>,
}

impl Notebook {
    /// Begins the note of a run in this folder.
    ///
    /// # Errors
    /// [`Error::File`] if it cannot be written.
    pub fn begin(folder: &Path, head: Head) -> Result<Self, Error> {
        let path = folder.join(format!("{}.{EXTENSION}", head.run));
        let fault = |source| Error::File {
            action: "cannot write",
            path: path.clone(),
            source,
        };
        std::fs::create_dir_all(folder).map_err(fault)?;
        let mut file = OpenOptions::new()
            .append(true)
            .create_new(true)
            .open(&path)
            .map_err(fault)?;
        // If a file system has no locks, notes work without.
        let _ = file.try_lock();
        write_line(&mut file, &head).map_err(fault)?;
        let open = Open {
            file: Some(file),
            is_used: false,
            trouble: None,
        };
        Ok(Self {
            path,
            head,
            open: Mutex::new(open),
        })
    }

    /// Notes accounts before they are sent.
    pub fn sent(&self, accounts: &[String]) {
        self.note(accounts, Line::Sent);
    }

    /// Notes that these may have been created by one call less.
    pub fn refused(&self, accounts: &[String]) {
        self.note(accounts, Line::Refused);
    }

    fn note(&self, accounts: &[String], line: fn(Vec<String>) -> Line) {
        if accounts.is_empty() {
            return;
        }
        let mut open = self.lock();
        open.is_used = true;
        if let Some(Err(error)) = open
            .file
            .as_mut()
            .map(|file| write_line(file, &line(accounts.to_vec())))
        {
            open.trouble.get_or_insert(error);
        }
    }

    /// The run has cleaned up, and these accounts remain: the note lists only them, or is removed.
    pub fn settle(&self, remaining: &[String]) {
        let mut open = self.lock();
        // Closed first: some systems do not replace an open file.
        open.file = None;
        if let Err(error) = replace(&self.path, &self.head, remaining) {
            open.trouble.get_or_insert(error);
        }
    }

    /// Why some accounts could not be noted.
    pub fn trouble(&self) -> Option<Error> {
        let source = self.lock().trouble.take()?;
        Some(Error::File {
            action: "cannot write",
            path: self.path.clone(),
            source,
        })
    }

    /// The note's file, if it lists accounts.
    pub fn remains(&self) -> Option<&Path> {
        (self.lock().is_used && self.path.exists()).then_some(self.path.as_path())
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Notebook {
    /// A run that stops before it creates anything leaves no note.
    fn drop(&mut self) {
        let is_empty = {
            let mut open = self.lock();
            open.file.take().is_some() && !open.is_used
        };
        if is_empty {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// The note of a run that is over.
#[derive(Debug)]
pub struct Note {
    /// The run.
    pub head: Head,
    /// The accounts that the run may have created.
    pub accounts: BTreeSet<String>,
    path: PathBuf,
    /// Prevents two cleanups at the same time.
    _file: File,
}

impl Note {
    /// These accounts remain, as far as they are of this run: the note lists only them, or is removed.
    ///
    /// # Errors
    /// [`Error::File`] if the note cannot be rewritten.
    pub fn settle(self, remaining: &BTreeSet<String>) -> Result<(), Error> {
        let own: Vec<String> = self.accounts.intersection(remaining).cloned().collect();
        replace(&self.path, &self.head, &own).map_err(|source| Error::File {
            action: "cannot write",
            path: self.path.clone(),
            source,
        })
    }
}

/// The notes of runs that are over in a folder, and a sentence for each note there that cannot be used.
///
/// # Errors
/// [`Error::File`] if the folder cannot be read; a missing folder is empty.
pub fn notes(folder: &Path) -> Result<(Vec<Note>, Vec<String>), Error> {
    let entries = match std::fs::read_dir(folder) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok((Vec::new(), Vec::new())),
        entries => entries.and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect()),
    };
    let mut paths: Vec<PathBuf> = entries.map_err(|source| Error::File {
        action: "cannot read",
        path: folder.to_owned(),
        source,
    })?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == EXTENSION));
    paths.sort();
    let (mut notes, mut faults) = (Vec::new(), Vec::new());
    for path in paths {
        match read(&path) {
            Ok(note) => notes.push(note),
            Err(reason) => faults.push(format!("{}: {reason}; the file is left as it is", path.display())),
        }
    }
    Ok((notes, faults))
}

/// The note in a file, or why it cannot be used.
fn read(path: &Path) -> Result<Note, String> {
    let cannot = |e: std::io::Error| format!("cannot be read: {e}");
    let mut file = File::open(path).map_err(cannot)?;
    if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
        return Err("belongs to a run, or to a cleanup, that is in progress".to_owned());
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(cannot)?;
    let text = String::from_utf8_lossy(&bytes);
    let mut lines = text.lines();
    let head: Head =
        serde_json::from_str(lines.next().unwrap_or_default()).map_err(|e| format!("is not a note of a run ({e})"))?;
    if head.format != FORMAT {
        let format = head.format;
        return Err(format!(
            "has the format \"{format}\", and this version of fuhe reads \"{FORMAT}\""
        ));
    }
    Ok(Note {
        head,
        accounts: may_exist(lines),
        path: path.to_owned(),
        _file: file,
    })
}

/// The accounts that were sent more often than refused. A line that was cut short noted a call that was never sent.
fn may_exist<'a>(lines: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let mut calls: BTreeMap<String, isize> = BTreeMap::new();
    for line in lines.filter_map(|line| serde_json::from_str(line).ok()) {
        let (accounts, change) = match line {
            Line::Sent(accounts) => (accounts, 1),
            Line::Refused(accounts) => (accounts, -1),
        };
        for account in accounts {
            *calls.entry(account).or_default() += change;
        }
    }
    calls.retain(|_, count| *count > 0);
    calls.into_keys().collect()
}

/// Rewrites the note of a run with the accounts that remain, at once or not at all.
fn replace(path: &Path, head: &Head, remaining: &[String]) -> std::io::Result<()> {
    if remaining.is_empty() {
        return match std::fs::remove_file(path) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e),
            _ => Ok(()),
        };
    }
    let new = path.with_extension("new");
    let mut file = File::create(&new)?;
    write_line(&mut file, head)?;
    write_line(&mut file, &Line::Sent(remaining.to_vec()))?;
    std::fs::rename(new, path)
}

/// Writes a line at once, so that a killed process leaves it complete.
fn write_line(file: &mut File, line: &impl Serialize) -> std::io::Result<()> {
    let mut text = serde_json::to_string(line)?;
    text.push('\n');
    file.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::sent(&[r#"{"sent":["a","b"]}"#], &["a", "b"])]
    #[case::refused(&[r#"{"sent":["a","b"]}"#, r#"{"refused":["a"]}"#], &["b"])]
    #[case::one_of_a_pair(&[r#"{"sent":["a","a"]}"#, r#"{"refused":["a"]}"#], &["a"])]
    #[case::refused_after_it_was_created(&[r#"{"sent":["a"]}"#, r#"{"sent":["a"]}"#, r#"{"refused":["a"]}"#], &["a"])]
    #[case::cut_short(&[r#"{"sent":["a"]}"#, r#"{"sent":["b"#], &["a"])]
    #[case::strange_names(&[r#"{"sent":["a\nb","张\u0000"]}"#], &["a\nb", "张\0"])]
    fn an_account_may_exist_where_it_was_sent_more_often_than_refused(
        #[case] lines: &[&str],
        #[case] expected: &[&str],
    ) {
        let accounts = may_exist(lines.iter().copied());
        assert_eq!(accounts.into_iter().collect::<Vec<_>>(), expected);
    }
}
