//! Files that come to stand in a folder whole, and all at once or not at all: they are written into a new folder within it
//! first, and moved from there.
//!
//! Whoever is killed meanwhile leaves the new folder behind. The next one removes it: it holds a lock as long as its owner
//! lives.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

use crate::error::Error;

/// How the name of a new folder begins.
const PREFIX: &str = ".fuhe-new-";
/// The locked file in it, which has this name only once it is locked.
const IN_USE: &str = "in-use";
/// Whoever else moves files into the same folder is waited for so often and so long: a hundred times what it takes.
const TURNS: usize = 50;
const PAUSE: Duration = Duration::from_millis(10);

/// Files that are written, and not yet in their place.
#[derive(Debug)]
pub(super) struct NewFiles {
    into: PathBuf,
    // Closed before the folder goes: some systems remove no open file.
    _in_use: File,
    folder: TempDir,
    names: Vec<&'static str>,
}

impl NewFiles {
    /// Makes room in a folder, and the folder where it is not there.
    ///
    /// # Errors
    /// [`Error::File`] where it cannot be written to.
    pub(super) fn begin(into: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(into).map_err(fault("cannot create the folder", into))?;
        remove_leftovers(into);
        let cannot_write = fault("cannot write to the folder", into);
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(into);
        let locked = folder.and_then(|folder| {
            let unlocked = folder.path().join("unlocked");
            let in_use = File::create(&unlocked)?;
            // Where a file system has no locks, nobody takes this for a leftover either.
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
    /// [`Error::File`] where that fails.
    pub(super) fn add(&mut self, name: &'static str, text: &str) -> Result<(), Error> {
        let path = self.into.join(name);
        std::fs::write(self.folder.path().join(name), text).map_err(fault("cannot write", &path))?;
        self.names.push(name);
        Ok(())
    }

    /// Moves the files into their place, the first of them last.
    ///
    /// # Errors
    /// [`Error::File`] where one cannot be moved.
    pub(super) fn move_in(self) -> Result<(), Error> {
        for name in self.names.iter().rev() {
            let path = self.into.join(name);
            std::fs::rename(self.folder.path().join(name), &path).map_err(fault("cannot write", &path))?;
        }
        Ok(())
    }
}

/// Writes a file into a folder, which is made if it is not there: whole, or not at all.
pub(super) fn write_file(folder: &Path, name: &str, text: &str) -> Result<PathBuf, Error> {
    let new = NewFiles::begin(folder)?;
    let (from, to) = (new.folder.path().join("file"), folder.join(name));
    std::fs::write(&from, text)
        .and_then(|()| std::fs::rename(from, &to))
        .map_err(fault("cannot write", &to))?;
    Ok(to)
}

/// The turn to move files into a folder, so that all that stand there are of one. It is nobody's for longer than a moment;
/// who holds it longer does something else with it, and is not waited for.
pub(super) fn turn(folder: &Path) -> Option<File> {
    let lock = File::open(folder).ok()?;
    for _ in 0..TURNS {
        match lock.try_lock() {
            Ok(()) => return Some(lock),
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            Err(TryLockError::Error(_)) => return None,
        }
    }
    None
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

/// Makes an error of what the operating system said.
pub(super) fn fault(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Error + use<> {
    let path = path.to_owned();
    move |source| Error::File { action, path, source }
}
