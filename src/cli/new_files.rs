//! Files that appear in a folder complete, and all at once or not at all: they are first written into a new folder
//! within it, and then moved.
//!
//! If the process is killed meanwhile, the new folder stays. The next run removes it: a lock shows whether its owner is
//! still running.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

use crate::error::Error;

/// How the name of a new folder begins.
const PREFIX: &str = ".fuhe-new-";
/// The locked file in it, which gets this name only when it is locked.
const IN_USE: &str = "in-use";
/// How often and how long to wait for another process that moves files into the same folder: a hundred times what it
/// needs.
const TURNS: usize = 50;
const PAUSE: Duration = Duration::from_millis(10);

/// Files that are written, and not yet in their place.
#[derive(Debug)]
pub(super) struct NewFiles {
    into: PathBuf,
    // Closed before the folder is removed: some systems do not remove an open file.
    _in_use: File,
    folder: TempDir,
    names: Vec<&'static str>,
}

impl NewFiles {
    /// Creates the new folder, and the folder around it if necessary.
    ///
    /// # Errors
    /// [`Error::File`] if the folder cannot be written to.
    pub(super) fn begin(into: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(into).map_err(fault("cannot create the folder", into))?;
        remove_leftovers(into);
        let cannot_write = fault("cannot write to the folder", into);
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(into);
        let locked = folder.and_then(|folder| {
            let unlocked = folder.path().join("unlocked");
            let in_use = File::create(&unlocked)?;
            // If a file system has no locks, no other process sees a leftover here either.
            let _ = in_use.try_lock();
            std::fs::rename(unlocked, folder.path().join(IN_USE))?;
            Ok((folder, in_use))
        });
        let (folder, in_use) = locked.map_err(cannot_write)?;
        Ok(Self {
            into: into.to_owned(),
            _in_use: in_use,
            folder,
            names: Vec::new(),
        })
    }

    /// Writes a file.
    ///
    /// # Errors
    /// [`Error::File`] if that fails.
    pub(super) fn add(&mut self, name: &'static str, text: &str) -> Result<(), Error> {
        let path = self.into.join(name);
        std::fs::write(self.folder.path().join(name), text).map_err(fault("cannot write", &path))?;
        self.names.push(name);
        Ok(())
    }

    /// Moves the files to their place, the first of them last.
    ///
    /// # Errors
    /// [`Error::File`] if one cannot be moved.
    pub(super) fn move_in(self) -> Result<(), Error> {
        for name in self.names.iter().rev() {
            let path = self.into.join(name);
            std::fs::rename(self.folder.path().join(name), &path).map_err(fault("cannot write", &path))?;
        }
        Ok(())
    }
}

/// Writes a file into a folder, which is created if necessary: complete, or not at all.
pub(super) fn write_file(folder: &Path, name: &str, text: &str) -> Result<PathBuf, Error> {
    let new = NewFiles::begin(folder)?;
    let (from, to) = (new.folder.path().join("file"), folder.join(name));
    std::fs::write(&from, text)
        .and_then(|()| std::fs::rename(from, &to))
        .map_err(fault("cannot write", &to))?;
    Ok(to)
}

/// The lock for moving files into a folder, so that all files there are of one run. It is held for a moment only; a
/// process that holds it longer does something else with it, and is not waited for.
pub(super) fn turn(folder: &Path) -> Option<File> {
    let lock = File::open(folder).ok()?;
    lock_briefly(&lock).then_some(lock)
}

/// Locks a file that others hold for a moment only; false if that fails. The lock ends when the file is closed.
pub(super) fn lock_briefly(file: &File) -> bool {
    for _ in 0..TURNS {
        match file.try_lock() {
            Ok(()) => return true,
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            Err(TryLockError::Error(_)) => return false,
        }
    }
    false
}

/// Removes new folders whose owner is gone. One that cannot be removed does no harm.
fn remove_leftovers(folder: &Path) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX)) {
        let lock = File::open(entry.path().join(IN_USE));
        if lock.is_ok_and(|lock| lock.try_lock().is_ok()) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// Makes an error of an error of the operating system.
pub(super) fn fault(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Error + use<> {
    let path = path.to_owned();
    move |source| Error::File { action, path, source }
}
