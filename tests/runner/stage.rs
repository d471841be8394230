//! The folder and the processes of a test: the harness, `fuhe`, and a vendor.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// Tells a process to be the harness.
pub(crate) const IS_HARNESS: &str = "FUHE_TEST_IS_HARNESS";

/// What a process said and ended with.
pub(crate) struct Called {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Called {
    /// The last word on every test that was run, by the id of its rule.
    pub(crate) fn ended(&self, word: &str) -> Vec<&str> {
        let lines = self.out.lines().filter_map(|line| line.strip_prefix("test "));
        let lines = lines.filter(|line| line.rsplit_once(" ... ").is_some_and(|(_, own)| own.starts_with(word)));
        lines
            .filter_map(|line| line.split(' ').next())
            .filter(|id| *id != "result:")
            .collect()
    }

    pub(crate) fn assert(&self, code: i32, passed: &[&str], failed: &[&str]) {
        let own = (self.code, self.ended("ok"), self.ended("FAILED"));
        assert_eq!(
            own,
            (code, passed.to_vec(), failed.to_vec()),
            "{}{}",
            self.out,
            self.err
        );
    }
}

/// A folder of its own, in which processes run.
pub(crate) struct Stage(TempDir);

impl Stage {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().expect("a temporary folder"))
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path().join(name), text).expect("the folder can be written");
    }

    pub(crate) fn json(&self, name: &str) -> Value {
        let text = std::fs::read_to_string(self.path().join(name)).expect("the file is there");
        serde_json::from_str(&text).expect("the file is JSON")
    }

    /// The harness with these variables.
    pub(crate) fn conformance(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Called {
        let own = std::env::current_exe().expect("this executable");
        let harness = [(IS_HARNESS, "1"), ("NO_COLOR", "1")];
        let variables = variables.iter().chain(&harness).copied();
        self.call(
            Command::new(own)
                .args(arguments)
                .args(["--test-threads", "1"])
                .envs(variables),
        )
    }

    /// The harness as nextest starts it for one rule.
    pub(crate) fn one_of_many(&self, run: &str, attempt: &str, arguments: &str, rule: &str) -> Called {
        let variables = [
            ("NEXTEST", "1"),
            ("NEXTEST_EXECUTION_MODE", "process-per-test"),
            ("NEXTEST_RUN_ID", run),
            ("NEXTEST_ATTEMPT", attempt),
            ("FUHE_ARGS", arguments),
        ];
        self.conformance(&variables, &["--exact", rule, "--nocapture"])
    }

    pub(crate) fn fuhe(&self, arguments: &[&str]) -> Called {
        self.call(Command::new(env!("CARGO_BIN_EXE_fuhe")).args(arguments))
    }

    /// Calls a process, to which nobody but its test says anything.
    fn call(&self, command: &mut Command) -> Called {
        let given: BTreeSet<_> = command.get_envs().map(|(name, _)| name.to_owned()).collect();
        for (name, _) in std::env::vars_os() {
            let is_ours = ["NEXTEST", "FUHE_", "GITHUB_"]
                .iter()
                .any(|start| name.to_string_lossy().starts_with(start));
            if is_ours && !given.contains(&name) {
                command.env_remove(name);
            }
        }
        command.current_dir(self.path()).env("FUHE_NO_CONFIG", "1");
        let called = command.output().expect("the process starts");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Called {
            code: called.status.code().expect("no signal ended it"),
            out: text(called.stdout),
            err: text(called.stderr),
        }
    }

    /// A vendor with this fault in a process of its own, and its target file as `target.toml`.
    pub(crate) fn mock(&self, mutant: &str) -> Mock {
        let mut process = Command::new(env!("CARGO_BIN_EXE_fuhe"))
            .args(["mock", "--mutant", mutant, "--no-config"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the vendor starts");
        let lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let mut target = String::new();
        for line in lines {
            let line = line.expect("a line of the target file");
            target.push_str(&line);
            target.push('\n');
            if line.starts_with("encoding") {
                break;
            }
        }
        self.write("target.toml", &target);
        Mock { process, target }
    }
}

/// A vendor that ends with its test.
pub(crate) struct Mock {
    process: Child,
    pub target: String,
}

impl Drop for Mock {
    fn drop(&mut self) {
        // One that has ended already cannot be killed, and need not be.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
