//! `fuhe completions` and `fuhe man`: what shells and manuals know of the command line.

use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_complete::Shell;

use super::new_files::{fault, write_file};
use crate::error::Error;

/// The name of the program.
const NAME: &str = "fuhe";

/// Options of `fuhe completions`.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    /// The script.
    pub(super) fn script(&self, mut program: Command) -> String {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut program, NAME, &mut script);
        String::from_utf8_lossy(&script).into_owned()
    }
}

/// Options of `fuhe man`.
#[derive(Debug, Args)]
pub(super) struct Man {
    /// The folder for the pages, such as ~/.local/share/man/man1
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Man {
    /// Writes a page for each command, and says how many.
    pub(super) fn write(&self, mut program: Command) -> Result<String, Error> {
        program.build();
        let mut count = 0;
        write_pages(&self.folder, &program, NAME, &mut count)?;
        Ok(format!(
            "{count} pages in {}; man {NAME} shows the first\n",
            self.folder.display()
        ))
    }
}

fn write_pages(folder: &Path, command: &Command, name: &str, count: &mut usize) -> Result<(), Error> {
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(command.clone().display_name(name.to_owned())).title(name.to_uppercase());
    man.render(&mut page).map_err(fault("cannot make a page for", folder))?;
    write_file(folder, &format!("{name}.1"), &String::from_utf8_lossy(&page))?;
    *count += 1;
    let shown = command
        .get_subcommands()
        .filter(|inner| !inner.is_hide_set() && inner.get_name() != "help");
    for inner in shown {
        write_pages(folder, inner, &format!("{name}-{}", inner.get_name()), count)?;
    }
    Ok(())
}
