//! What the tests play on: vendors in this process, servers that are none, and the binary with a limit to its patience.

mod running;
mod server;
mod vendor;

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

pub(crate) use running::Running;
pub(crate) use server::{Called, Fate, Manner, Recoded, Server, Writer, passed_on, read_request, whole};
pub(crate) use vendor::Vendor;

/// No command of these tests takes longer, unless it hangs.
const PATIENCE: Duration = Duration::from_secs(120);

/// Fewer scenarios of one vendor than the ten calls without an answer after which a run gives up.
pub(crate) const FEW: &str = "--tags @CU-02␣or␣@CU-05␣or␣@CU-06";

/// A folder of its own, in which `fuhe` is called.
pub(crate) struct Stage {
    folder: TempDir,
}

impl Stage {
    pub(crate) fn new() -> Self {
        Self {
            folder: TempDir::new().expect("a temporary folder"),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file there.
    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("the folder can be written");
    }

    /// Reads a file there.
    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("the file is there")
    }

    /// Calls `fuhe`; the words of the line are its arguments, and a blank within a word is written as `␣`.
    pub(crate) fn fuhe(&self, line: &str) -> Called {
        self.start(line).finish()
    }

    /// The same with these variables in the environment.
    pub(crate) fn fuhe_with(&self, variables: &[(&str, &str)], line: &str) -> Called {
        self.start_with(variables, line).finish()
    }

    pub(crate) fn start(&self, line: &str) -> Running {
        self.start_with(&[], line)
    }

    fn start_with(&self, variables: &[(&str, &str)], line: &str) -> Running {
        let words: Vec<String> = line.split_whitespace().map(|word| word.replace('␣', " ")).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        Running::start_with(self.folder.path(), variables, &words)
    }

    /// The same with this standard input.
    pub(crate) fn fuhe_reading(&self, input: &str, line: &str) -> Called {
        self.write("input", input);
        self.shell(&format!("exec \"$0\" {line} < input"))
    }

    /// Calls a shell, to which `$0` is `fuhe`.
    pub(crate) fn shell(&self, script: &str) -> Called {
        self.start_shell(script).finish()
    }

    pub(crate) fn start_shell(&self, script: &str) -> Running {
        let mut shell = Command::new("sh");
        Running::spawn(
            self.folder.path(),
            shell.args(["-c", script, env!("CARGO_BIN_EXE_fuhe")]),
            &[],
        )
    }

    /// The report of the latest run.
    pub(crate) fn report(&self) -> Value {
        self.report_in("target/fuhe")
    }

    pub(crate) fn report_in(&self, folder: &str) -> Value {
        serde_json::from_str(&self.read(&format!("{folder}/report.json"))).expect("the report is JSON")
    }
}
