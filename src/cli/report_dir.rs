//! The report directory: what may be replaced there, and how the reports of a run come to stand there together.
//!
//! It may be anybody's directory, a link, a mount point or `.`, so it is never replaced as a whole, and what is not ours
//! stays. Nothing in it changes before all new reports are written.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;

use super::new_files::{NewFiles, fault, turn};
use crate::docs::OPENAPI;
use crate::error::Error;
use crate::report::FORMATS;
use crate::report::html::{LINKED, PAGE};

/// Where the reports go, unless that is said.
pub(super) const REPORT_DIR: &str = "target/fuhe";

/// The files of a comparison with a baseline: for tools, and for people.
pub(super) const COMPARISONS: [&str; 2] = ["comparison.json", "comparison.md"];
/// The page without a run.
pub(super) const DOCS: &str = "docs.html";
/// What a proof found.
pub(super) const MATRIX: &str = "matrix.json";

/// The marks of files that are no report of a run.
const MARKS: [(&str, &str); 7] = [
    (COMPARISONS[0], "\"format\": \"fuhe-comparison/"),
    (COMPARISONS[1], ", compared with "),
    (DOCS, "<title>fuhe</title>"),
    (OPENAPI, "Made by fuhe from its contract."),
    (MATRIX, "{\"mutants\": ["),
    (LINKED[0].0, "/* fuhe: "),
    (LINKED[1].0, "// fuhe: "),
];

/// A mark must stand within this many bytes from the beginning.
const HEAD: u64 = 1024;

/// How the page keeps its style and script.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(super) struct LinkedPage {
    /// Keep style and script of index.html in files beside it, for servers that forbid inline ones, such as Jenkins
    #[arg(long)]
    linked_page: bool,
}

/// The directory, and the files that will be written to it.
#[derive(Clone, Debug)]
pub(super) struct ReportDir {
    path: PathBuf,
    files: Vec<&'static str>,
}

impl ReportDir {
    /// Checks that these files can be written, before any work is done for them.
    ///
    /// # Errors
    /// [`Error::File`] if the directory cannot be created or written to, [`Error::Config`] if a file would be replaced
    /// that is not ours.
    pub(super) fn prepare(path: &Path, files: impl IntoIterator<Item = &'static str>) -> Result<Self, Error> {
        let directory = Self {
            path: path.to_owned(),
            files: files.into_iter().collect(),
        };
        std::fs::create_dir_all(path).map_err(fault("cannot create the report directory", path))?;
        directory.check_owner()?;
        NewFiles::begin(path)?;
        Ok(directory)
    }

    /// The directory for these reports, and for what changed since a baseline.
    ///
    /// # Errors
    /// As [`prepare`](Self::prepare).
    pub(super) fn for_run(
        path: &Path,
        wanted: impl Fn(&str) -> bool,
        page: LinkedPage,
        compares: bool,
    ) -> Result<Self, Error> {
        let reports = FORMATS.iter().filter(|format| wanted(format.name));
        let comparisons = COMPARISONS.into_iter().filter(|_| compares);
        let linked = LINKED.into_iter().map(|(file, _)| file).filter(|_| page.linked_page);
        Self::prepare(path, reports.map(|format| format.file).chain(linked).chain(comparisons))
    }

    /// True if this file is to be written.
    pub(super) fn awaits(&self, file: &str) -> bool {
        self.files.contains(&file)
    }

    /// The report to look at first: the page, else the first of them.
    pub(super) fn look_at(&self) -> PathBuf {
        let page = self.files.iter().find(|file| **file == PAGE);
        self.path.join(page.or(self.files.first()).copied().unwrap_or_default())
    }

    /// A place for the new files.
    pub(super) fn begin(&self) -> Result<NewFiles, Error> {
        NewFiles::begin(&self.path)
    }

    /// Moves the new files to their place, and removes the reports of an earlier run that are not replaced: they could
    /// be mistaken for reports of this run.
    ///
    /// # Errors
    /// As [`prepare`](Self::prepare): files that others put there meanwhile stay as well.
    pub(super) fn replace(&self, new: NewFiles) -> Result<(), Error> {
        let _turn = turn(&self.path);
        self.check_owner()?;
        // Without a new record, the existing one is the source of the new reports.
        let reports = FORMATS.iter().skip(1).map(|format| format.file);
        let linked = LINKED.into_iter().map(|(file, _)| file);
        for file in reports
            .chain(linked)
            .chain(COMPARISONS)
            .filter(|file| !self.awaits(file))
        {
            let path = self.path.join(file);
            if owner(&path, file) == Owner::Fuhe {
                std::fs::remove_file(&path).map_err(fault("cannot remove the earlier report", &path))?;
            }
        }
        new.move_in()
    }

    /// Writes the one file, and returns where it is.
    ///
    /// # Errors
    /// As [`prepare`](Self::prepare).
    pub(super) fn write(&self, file: &'static str, text: &str) -> Result<PathBuf, Error> {
        let mut new = self.begin()?;
        new.add(file, text)?;
        self.check_owner()?;
        new.move_in()?;
        Ok(self.path.join(file))
    }

    /// Which earlier run's reports are there, in a sentence: they must not be mistaken for reports of a run without a
    /// result.
    pub(super) fn earlier_run(&self) -> Option<String> {
        let (record, path) = (FORMATS[0].file, self.path.join(FORMATS[0].file));
        if owner(&path, record) != Owner::Fuhe {
            return None;
        }
        let record: Value = serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()?;
        let of_run = |name: &str| record["run"][name].as_str().unwrap_or("unknown").to_owned();
        Some(format!(
            "{} still holds the reports of an earlier run ({}, of {})",
            self.path.display(),
            of_run("run_id"),
            of_run("started")
        ))
    }

    fn check_owner(&self) -> Result<(), Error> {
        let path = |file: &&'static str| self.path.join(file);
        match self
            .files
            .iter()
            .find(|file| owner(&path(file), file) == Owner::Somebody)
        {
            None => Ok(()),
            Some(file) => Err(Error::Config(format!(
                "{} is not a report of fuhe and would be lost; move it away, or name another directory with \
                 --report-dir",
                path(file).display()
            ))),
        }
    }
}

/// Whose a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    /// There is none.
    Nobody,
    /// It carries our mark, or contains nothing that could be lost.
    Fuhe,
    /// Anything else, including links and folders.
    Somebody,
}

fn owner(path: &Path, file: &str) -> Owner {
    let is_file = match path.symlink_metadata() {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Owner::Nobody,
        found => found.is_ok_and(|found| found.is_file()),
    };
    match head(path).filter(|_| is_file) {
        Some(head) if head.is_empty() || head == "[]" || head.contains(&squeezed(mark(file))) => Owner::Fuhe,
        _ => Owner::Somebody,
    }
}

/// What stands near the beginning of every file of this name that is ours.
fn mark(file: &str) -> &'static str {
    let reports = FORMATS.iter().map(|format| (format.file, format.mark));
    let known = reports.chain(MARKS).find(|(known, _)| *known == file);
    known.map_or("fuhe", |(_, mark)| mark)
}

/// The beginning of a file, without the changes of tools that reformat files.
fn head(path: &Path) -> Option<String> {
    let mut head = Vec::new();
    let file = std::fs::File::open(path).ok()?;
    file.take(HEAD).read_to_end(&mut head).ok()?;
    Some(squeezed(&String::from_utf8_lossy(&head)))
}

/// The text without white space.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::matrix(MATRIX, "{\n  \"mutants\": [\n    {", Owner::Fuhe)]
    #[case::laid_out_anew(COMPARISONS[0], "{\"format\":\"fuhe-comparison/9\"", Owner::Fuhe)]
    #[case::nothing_to_lose(MATRIX, " \n", Owner::Fuhe)]
    #[case::an_empty_list("cucumber.json", "[]\n", Owner::Fuhe)]
    #[case::another_matrix(MATRIX, "{\"rows\": []}", Owner::Somebody)]
    #[case::another_list("cucumber.json", "[{\"uri\": \"tests/a.feature\"}]", Owner::Somebody)]
    #[case::mentioned_late("summary.md", &format!("{}## fuhe · x", "a ".repeat(600)), Owner::Somebody)]
    fn a_file_is_whose_mark_it_carries(#[case] file: &str, #[case] text: &str, #[case] expected: Owner) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(file);
        assert_eq!(owner(&path, file), Owner::Nobody);
        std::fs::write(&path, text).expect("a file");
        assert_eq!(owner(&path, file), expected);
    }
}
