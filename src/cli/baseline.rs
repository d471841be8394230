//! `fuhe baseline`: runs that are kept, so that later ones can be compared with them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::Environment;
use super::new_files::write_file;
use super::report_dir::REPORT_DIR;
use crate::error::Error;
use crate::record::{RunRecord, RunVerdict};
use crate::report::{FORMATS, json};
use crate::text::{did_you_mean, is_standard_input, line};

/// Where baselines are kept.
#[derive(Debug, Args)]
pub(super) struct Baselines {
    /// Where baselines are kept
    #[arg(long = "baseline-dir", value_name = "DIR", default_value = ".fuhe/baselines")]
    folder: PathBuf,
}

/// What a run is compared with.
#[derive(Debug, Args)]
pub(super) struct Baseline {
    /// Compare with this baseline, or run record, and show what changed
    #[arg(long, value_name = "NAME|FILE")]
    baseline: Option<String>,
    #[command(flatten)]
    baselines: Baselines,
}

impl Baseline {
    /// True if there is one to compare with.
    pub(super) fn is_given(&self) -> bool {
        self.baseline.is_some()
    }

    /// The run record to compare with, if one is asked for.
    pub(super) fn read(&self) -> Result<Option<RunRecord>, Error> {
        let name = self.baseline.as_deref();
        name.map(|name| self.baselines.find(name)).transpose()
    }
}

/// Subcommands of `fuhe baseline`.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Keep a run under a name
    Save {
        /// The name
        name: String,
        /// The run record; without one, the last report
        run: Option<PathBuf>,
        /// Replace an earlier baseline of that name
        #[arg(long)]
        force: bool,
        /// Where the last report is
        #[arg(long, value_name = "DIR", default_value = REPORT_DIR)]
        report_dir: PathBuf,
        #[command(flatten)]
        baselines: Baselines,
    },
    /// List the baselines
    List {
        #[command(flatten)]
        baselines: Baselines,
    },
}

impl Command {
    /// Runs the command. The result belongs on standard output.
    pub(super) fn run(self, environment: &mut Environment) -> Result<String, Error> {
        match self {
            Self::Save {
                name,
                run,
                force,
                report_dir,
                baselines,
            } => {
                let run = run.unwrap_or_else(|| report_dir.join(FORMATS[0].file));
                baselines.save(&name, &run, force)
            }
            Self::List { baselines } => baselines.list(environment),
        }
    }
}

impl Baselines {
    /// The run record of this file or, where there is no such file, of the baseline of this name.
    pub(super) fn find(&self, name: &str) -> Result<RunRecord, Error> {
        let file = Path::new(name);
        if file.is_file() || is_standard_input(file) {
            return json::read(file);
        }
        match self.file(name).filter(|file| file.is_file()) {
            Some(file) => json::read(&file),
            None => Err(Error::Config(format!(
                "{name}: there is no such file, and no such baseline in {}{}; `fuhe baseline list` lists them, and \
                 `fuhe baseline save NAME` keeps the last report",
                self.folder.display(),
                did_you_mean(name, self.names().iter().map(String::as_str))
            ))),
        }
    }

    /// The names of all baselines.
    fn names(&self) -> Vec<String> {
        let files = self.files().unwrap_or_default();
        let stems = files.iter().filter_map(|file| file.file_stem());
        stems.map(|name| name.to_string_lossy().into_owned()).collect()
    }

    fn save(&self, name: &str, run: &Path, force: bool) -> Result<String, Error> {
        let Some(file) = self.file(name) else {
            return Err(Error::Config(format!(
                "\"{name}\" cannot be the name of a baseline; use letters, digits, - and _, and dots in between, such \
                 as release-2.4"
            )));
        };
        let record = json::read(run)?;
        if matches!(record.run.verdict, RunVerdict::Incomplete | RunVerdict::Empty) {
            return Err(Error::Config(format!(
                "{}: this run cannot be a baseline, since it was stopped early or ran nothing; run `fuhe check` again",
                run.display()
            )));
        }
        if file.exists() && !force {
            let kept = json::read(&file).map_or_else(|_| "not a run record".to_owned(), |kept| words(&kept));
            return Err(Error::Config(format!(
                "{} exists already: {kept}; --force replaces it",
                file.display()
            )));
        }
        let path = write_file(&self.folder, &format!("{name}.json"), &json::write_record(&record)?)?;
        Ok(format!("{}: {}\n", path.display(), words(&record)))
    }

    /// A line for each baseline. A file that is not a baseline is reported on standard error.
    fn list(&self, environment: &mut Environment) -> Result<String, Error> {
        let mut text = String::new();
        for path in self.files()? {
            match json::read(&path) {
                Ok(record) => {
                    let name = path.file_stem().unwrap_or_default().to_string_lossy();
                    // Writing to a String cannot fail.
                    let _ = writeln!(text, "{}  {}", line(&name), line(&words(&record)));
                }
                Err(error) => environment.note(&error.to_string()),
            }
        }
        if text.is_empty() {
            environment.note(&format!(
                "no baseline in {}; `fuhe baseline save NAME` keeps the last report",
                self.folder.display()
            ));
        }
        Ok(text)
    }

    /// The files of the folder by name; empty if there is no folder yet.
    fn files(&self) -> Result<Vec<PathBuf>, Error> {
        let entries = match std::fs::read_dir(&self.folder) {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect()),
        };
        let mut files: Vec<PathBuf> = entries.map_err(|source| Error::File {
            action: "cannot list the baselines in",
            path: self.folder.clone(),
            source,
        })?;
        files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
        files.sort();
        Ok(files)
    }

    /// The file of the baseline of this name, if the name is valid: it must not lead out of the folder, nor be hidden
    /// in it.
    fn file(&self, name: &str) -> Option<PathBuf> {
        let fits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        let is_file = Path::new(name)
            .extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("json"));
        let is_name = name.split('.').all(fits) && !is_file;
        is_name.then(|| self.folder.join(format!("{name}.json")))
    }
}

fn words(record: &RunRecord) -> String {
    let run = &record.run;
    format!(
        "{} of {}, {}, {} scenarios",
        run.target,
        run.started,
        run.verdict.name(),
        run.counts.scenarios
    )
}
