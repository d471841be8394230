//! `fuhe probe`: first contact with a target, to find the habits that are not documented.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use futures::future::join;
use tokio::sync::mpsc::unbounded_channel;

use super::cleanup::LeftoversDir;
use super::target_arg::TargetArg;
use super::vendor_args::VendorArgs;
use super::{Environment, Exit, habits, runtime};
use crate::client::{CallLimits, Client, fresh_run_id};
use crate::config::{Target, place_of};
use crate::error::Error;
use crate::probe::{Contact, Trouble, heading, probe, result};
use crate::text::line;

/// Options of `fuhe probe`.
#[derive(Debug, Args)]
pub(super) struct Probe {
    /// The target file, same as --target; habits that it names are tried first
    #[arg(value_name = "TARGET", conflicts_with_all = ["target", "embedded"])]
    file: Option<PathBuf>,
    #[command(flatten)]
    target: TargetArg,
    /// Also create users, and find what shows only then: the form of values, what is looked up, and how soon a change is
    /// known. Accounts of the courier are removed afterwards
    #[arg(long)]
    write: bool,
    #[command(flatten)]
    leftovers: LeftoversDir,
}

impl Probe {
    /// Probes, and prints what was tried, what it means, and the lines for the target file.
    pub(super) fn run(self, environment: &mut Environment) -> Result<Exit, Error> {
        // No consent to write is needed without --write: no other call of a probe can create anything.
        let file = self.target.or(self.file).file(&VendorArgs::default(), environment);
        let file =
            file.ok_or_else(|| Error::Config("name the target file to probe: `fuhe probe staging.toml`".into()))?;
        let target = Arc::new(Target::read(&file, &environment.variable)?);
        if self.write {
            target.check_consent()?;
        }
        let run_id = fresh_run_id();
        let client = Client::new(
            Arc::clone(&target),
            environment.clock.clone(),
            &run_id,
            CallLimits::of(&target.network),
        )?;
        environment.print(&heading(&target.name))?;
        let contacts = runtime()?.block_on(probe_and_show(&client, environment))?;
        environment.print(&result(&contacts, &wrong_lines(&file, &contacts)))?;
        for trouble in contacts.iter().filter_map(|contact| contact.trouble.as_ref()) {
            environment.note(&match trouble {
                Trouble::Error(error) => format!("error: {error}"),
                Trouble::Accepted(what) => format!("warning: {what}"),
            });
        }
        if self.write && exit(&contacts) == Exit::Conforms {
            let habits = runtime()?.block_on(habits::find(&target, &self.leftovers, environment))?;
            environment.print(&habits)?;
        }
        Ok(exit(&contacts))
    }
}

/// Probes, and prints each stage once it is over.
async fn probe_and_show(client: &Client, environment: &mut Environment) -> Result<Vec<Contact>, Error> {
    let (watcher, mut stages) = unbounded_channel();
    let show = async {
        while let Some(stage) = stages.recv().await {
            environment.print(&stage)?;
        }
        Ok(())
    };
    let (contacts, shown) = join(probe(client, Some(watcher)), show).await;
    shown.map(|()| contacts)
}

/// Each line of the file that is wrong, with what should stand there; empty if there is none.
fn wrong_lines(file: &Path, contacts: &[Contact]) -> String {
    // It could be read a moment ago. If that is no longer so, lines have no numbers.
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let name = file.display();
    let mut wrong = String::new();
    for contact in contacts {
        for own in contact.lines.iter().filter(|line| line.differs) {
            let (number, is) = place_of(&text, contact.section, own.key).map_or_else(
                || (String::new(), format!("[{}] without {}", contact.section, own.key)),
                |(number, is)| (format!(":{number}"), is),
            );
            // Writing to a String cannot fail.
            let _ = writeln!(wrong, "  {}", line(&format!("{name}{number}  {is}  →  {own}")));
        }
    }
    if wrong.is_empty() {
        return wrong;
    }
    format!("\nWrong in {}:\n\n{wrong}", line(&name.to_string()))
}

/// The first code that applies, in the order of all commands.
fn exit(contacts: &[Contact]) -> Exit {
    let troubles = contacts.iter().filter_map(|contact| contact.trouble.as_ref());
    let troubles = troubles.map(|trouble| match trouble {
        Trouble::Error(error) => Exit::of_error(error),
        Trouble::Accepted(_) => Exit::Deviates,
    });
    let mut lines = contacts.iter().flat_map(|contact| &contact.lines);
    let wrong = lines.any(|line| line.differs).then_some(Exit::Deviates);
    let codes: Vec<Exit> = troubles.chain(wrong).collect();
    [Exit::Usage, Exit::Unreachable, Exit::Deviates]
        .into_iter()
        .find(|code| codes.contains(code))
        .unwrap_or(Exit::Conforms)
}
