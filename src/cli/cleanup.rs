//! `fuhe cleanup`: removes the accounts that runs have left at a target, as far as they were noted; and keeps the
//! notes.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use clap::Args;

use super::target_arg::TargetArg;
use super::vendor_args::VendorArgs;
use super::{Environment, Exit, runtime};
use crate::client::{CallLimits, Client, fresh_run_id};
use crate::config::Target;
use crate::error::Error;
use crate::leftovers::{FORMAT, Head, Note, Notebook, Place, notes};
use crate::record::{Masker, rfc3339};
use crate::run::{Plan, Removed, remove_accounts};
use crate::text::shell_quoted;

/// Where the notes are by default.
const LEFTOVERS: &str = ".fuhe/leftovers";

/// Where runs note what they create.
#[derive(Debug, Args)]
pub(super) struct LeftoversDir {
    /// Where a run notes the accounts that it creates, for fuhe cleanup
    #[arg(long, value_name = "DIR", default_value = LEFTOVERS)]
    leftovers_dir: PathBuf,
}

/// Options of `fuhe cleanup`.
#[derive(Debug, Args)]
pub(super) struct Cleanup {
    /// The target file, same as --target
    #[arg(value_name = "TARGET", conflicts_with = "target")]
    file: Option<PathBuf>,
    /// The target file; if not given, that of FUHE_TARGET, else that of fuhe.toml
    #[arg(long, value_name = "FILE")]
    target: Option<PathBuf>,
    /// Only what this run has left
    #[arg(long, value_name = "ID")]
    run: Option<String>,
    #[command(flatten)]
    leftovers: LeftoversDir,
}

impl LeftoversDir {
    /// Begins the notes of a run. A run that cannot write notes goes on: they only matter if it is killed.
    pub(super) fn begin(&self, plan: &Plan, environment: &mut Environment) -> Option<Arc<Notebook>> {
        let now = Duration::from_millis(u64::try_from(plan.clock.now_millis()).unwrap_or_default());
        let head = Head {
            format: FORMAT.to_owned(),
            run: plan.run_id.clone(),
            started: rfc3339(UNIX_EPOCH + now),
            target: plan.target.name.clone(),
            place: place(&plan.target)?,
        };
        match Notebook::begin(&self.leftovers_dir, head) {
            Ok(notes) => Some(Arc::new(notes)),
            Err(error) => {
                environment.note(&format!("{error}: if this run is killed, its accounts will remain"));
                None
            }
        }
    }

    /// Reports what earlier runs have left at this target.
    pub(super) fn report(&self, target: &Target, file: &Path, environment: &mut Environment) {
        let Some(place) = place(target) else { return };
        // Errors in a note are reported when it is used.
        let (notes, _) = notes(&self.leftovers_dir).unwrap_or_default();
        let notes: Vec<Note> = notes.into_iter().filter(|note| note.head.place == place).collect();
        let runs = match notes.as_slice() {
            [] => return,
            [one] => format!("a run of {}", one.head.started),
            many => format!("{} earlier runs", many.len()),
        };
        environment.note(&format!(
            "{runs} left up to {} at {}; {} removes them",
            accounts(&notes).len(),
            place.address,
            self.command(file),
        ));
    }

    /// Reports what this run leaves, and what could not be noted.
    pub(super) fn report_own(&self, notes: &Notebook, file: &Path, environment: &mut Environment) {
        if let Some(error) = notes.trouble() {
            environment.note(&format!("{error}: not every account of this run is noted"));
        }
        if let Some(path) = notes.remains() {
            environment.note(&format!(
                "{} lists the accounts that remain; {} removes them",
                path.display(),
                self.command(file)
            ));
        }
    }

    fn command(&self, file: &Path) -> String {
        let quoted = |path: &Path| shell_quoted(&path.to_string_lossy());
        let elsewhere = if self.leftovers_dir == Path::new(LEFTOVERS) {
            String::new()
        } else {
            format!(" --leftovers-dir {}", quoted(&self.leftovers_dir))
        };
        format!("`fuhe cleanup --target {}{elsewhere}`", quoted(file))
    }
}

impl Cleanup {
    /// Removes what can be removed, and reports what remains.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
        let named = TargetArg::default().or(self.target).or(self.file);
        let file = named.file(&VendorArgs::default(), environment);
        let file = file.ok_or_else(|| Error::Config("name the target file: `fuhe cleanup staging.toml`".into()))?;
        let target = Arc::new(Target::read(&file, &environment.variable)?);
        target.check_consent()?;
        let folder = self.leftovers.leftovers_dir.display();
        let (mut notes, faults) = notes(&self.leftovers.leftovers_dir)?;
        for fault in faults {
            environment.note(&fault);
        }
        let place = place(&target);
        notes.retain(|note| Some(&note.head.place) == place.as_ref());
        notes.retain(|note| self.run.as_ref().is_none_or(|run| *run == note.head.run));
        if notes.is_empty() {
            let of_run = self.run.map(|run| format!(" of run {run}")).unwrap_or_default();
            environment.print(&format!(
                "No account{of_run} is left at target \"{}\" according to {folder}.\n",
                target.name
            ))?;
            return Ok(Exit::Conforms);
        }
        let limits = CallLimits::of(&target.network);
        let client = Client::new(target, environment.clock.clone(), &fresh_run_id(), limits)?;
        let all = accounts(&notes);
        let mut removed = runtime()?.block_on(remove_accounts(&client, all.iter().copied().cloned().collect()));
        // A vendor's message may contain private values or terminal escapes.
        let masker = Masker::new(&client.target().secrets());
        let shown = |trouble: String| masker.text(&trouble).replace(char::is_control, " ");
        removed.trouble = removed.trouble.map(shown);
        environment.print(&words(&notes, all.len(), &removed))?;
        for note in notes {
            note.settle(&removed.remaining)?;
        }
        Ok(match removed.trouble {
            None => Exit::Conforms,
            Some(_) => Exit::Unreachable,
        })
    }
}

/// Which courier the target's accounts are at. None if it has no courier, or if its accounts end with the run.
fn place(target: &Target) -> Option<Place> {
    let butler = target.butler.as_ref().filter(|_| target.lasting)?;
    Some(Place {
        address: butler.url.to_string(),
        send_app_id: butler.send_app_id.clone(),
    })
}

fn accounts(notes: &[Note]) -> BTreeSet<&String> {
    notes.iter().flat_map(|note| &note.accounts).collect()
}

fn words(notes: &[Note], all: usize, removed: &Removed) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    for Note { head, accounts, .. } in notes {
        let _ = writeln!(text, "Run {} of {}: {} noted", head.run, head.started, accounts.len());
    }
    let gone = all - removed.count - removed.remaining.len();
    let _ = writeln!(text, "{} removed, {gone} not there", removed.count);
    if let Some(trouble) = &removed.trouble {
        let _ = writeln!(text, "{} remain: {trouble}", removed.remaining.len());
        for account in &removed.remaining {
            let _ = writeln!(text, "  {account:?}");
        }
    }
    text
}
