//! `fuhe page`: the vendor's own page against the contract.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::new_files::{fault, write_file};
use super::{Environment, Exit};
use crate::contract::{Contract, Operation};
use crate::document::{Draft, FoundBy, MOST_BYTES, Page as VendorPage, compare, draft, operation_of};
use crate::error::Error;
use crate::report::{document, json};
use crate::text::line;

/// Options of `fuhe page`.
#[derive(Debug, Args)]
pub(super) struct Page {
    /// The page as saved or copied: HTML, Markdown, or JSON with one of both in it; - reads standard input
    file: PathBuf,
    /// The operation that it describes; without it, the page's own address or API code says so
    #[arg(long, value_name = "NAME")]
    operation: Option<String>,
    /// The format of the output
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Draft entry, schemas and feature of a new operation from its page, instead of comparing
    #[arg(long, conflicts_with_all = ["operation", "format"])]
    draft: bool,
    /// The folder that the drafts are written to, instead of being printed; a file that exists is never replaced
    #[arg(long, value_name = "DIR", requires = "draft")]
    to: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
}

impl Page {
    /// Compares a page with the contract, or drafts a contract from it.
    pub(super) fn run(&self, environment: &mut Environment) -> Result<Exit, Error> {
        let operation = self.operation.as_deref().map(named).transpose()?;
        let unreadable = |reason| Error::Config(format!("{} {reason}", line(&self.name())));
        let page = VendorPage::read(&self.bytes(environment)?).map_err(unreadable)?;
        if self.draft {
            let drafts = draft(&page).map_err(unreadable)?;
            return self.hand_over(&drafts, environment);
        }
        let (operation, found_by) = match operation {
            Some(operation) => (operation, FoundBy::Option),
            None => operation_of(&page).map_err(unreadable)?,
        };
        let comparison = compare(Contract::embedded(), &page, operation, found_by);
        let text = match self.format {
            Format::Text => document::text(&comparison),
            Format::Json => json::write(&comparison)?,
            Format::Markdown => document::markdown(&comparison),
        };
        environment.print(&text)?;
        Ok(if comparison.differences.is_empty() {
            Exit::Conforms
        } else {
            Exit::Changed
        })
    }

    /// Prints the drafts, or writes them all or none.
    fn hand_over(&self, drafts: &[Draft], environment: &mut Environment) -> Result<Exit, Error> {
        let Some(folder) = &self.to else {
            let texts: Vec<String> = drafts
                .iter()
                .map(|draft| format!("==> {} <==\n{}", draft.path, draft.text))
                .collect();
            environment.print(&texts.join("\n"))?;
            return Ok(Exit::Conforms);
        };
        let places = drafts.iter().map(|draft| folder.join(&draft.path));
        if let Some(place) = places.into_iter().find(|place| place.exists()) {
            return Err(Error::Config(format!(
                "--to: {} exists already, and a draft never replaces a file; name another folder",
                line(&place.display().to_string())
            )));
        }
        for draft in drafts {
            let (inner, name) = draft.path.rsplit_once('/').unwrap_or(("", &draft.path));
            let place = write_file(&folder.join(inner), name, &draft.text)?;
            environment.print(&format!("Draft: {}\n", place.display()))?;
        }
        Ok(Exit::Conforms)
    }

    fn name(&self) -> String {
        if self.is_input() {
            return "standard input".to_owned();
        }
        self.file.display().to_string()
    }

    fn is_input(&self) -> bool {
        self.file == Path::new("-")
    }

    /// The page, and a byte more than any has, so that a larger one is noticed and not read to its end.
    fn bytes(&self, environment: &mut Environment) -> Result<Vec<u8>, Error> {
        let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX).saturating_add(1);
        let mut bytes = Vec::new();
        if self.is_input() {
            let read = environment.input.by_ref().take(most).read_to_end(&mut bytes);
            read.map_err(|e| Error::Config(format!("standard input cannot be read: {e}")))?;
        } else {
            let cannot_read = fault("cannot read", &self.file);
            let read = File::open(&self.file).and_then(|file| file.take(most).read_to_end(&mut bytes));
            read.map_err(cannot_read)?;
        }
        Ok(bytes)
    }
}

fn named(name: &str) -> Result<Operation, Error> {
    Operation::named(name).ok_or_else(|| {
        let all: Vec<&str> = Operation::all().map(Operation::name).collect();
        Error::Config(format!(
            "--operation: there is no operation \"{}\"; there are {}",
            line(name),
            all.join(", ")
        ))
    })
}
