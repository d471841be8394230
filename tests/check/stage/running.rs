//! A run of the binary that is still going on.

use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;

use super::PATIENCE;
use super::server::Called;

/// A running `fuhe`, killed where it outlives the test.
pub(crate) struct Running {
    pub(crate) child: Child,
    pub(crate) out: mpsc::Receiver<String>,
    pub(crate) err: mpsc::Receiver<String>,
}

impl Running {
    pub(crate) fn start(folder: &Path, arguments: &[&str]) -> Self {
        Self::start_with(folder, &[], arguments)
    }

    /// With these variables besides.
    pub(crate) fn start_with(folder: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fuhe"));
        Self::spawn(folder, command.args(arguments), variables)
    }

    pub(crate) fn spawn(folder: &Path, command: &mut Command, variables: &[(&str, &str)]) -> Self {
        // What whoever runs these tests has set is not theirs, nor is a settings file above the folder.
        for (name, _) in std::env::vars_os() {
            let known = name.to_string_lossy();
            if known.starts_with("FUHE_") || ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"].contains(&&*known) {
                command.env_remove(name);
            }
        }
        let mut child = command
            .current_dir(folder)
            .env("FUHE_NO_CONFIG", "1")
            .env("FUHE_TEST_SECRET", "geheim-aus-der-umgebung")
            // Whoever runs the tests may have another language.
            .env("LC_ALL", "C.UTF-8")
            // Where these tests are a step of a CI job, its summary is not theirs.
            .env("GITHUB_STEP_SUMMARY", folder.join("job-summary.md"))
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let out = lines_of(child.stdout.take().expect("a pipe"));
        let err = lines_of(child.stderr.take().expect("a pipe"));
        Self { child, out, err }
    }

    /// The lines of standard error up to one that holds these words.
    pub(crate) fn wait_for(&self, words: &str) {
        loop {
            let line = self.err.recv_timeout(PATIENCE).expect("the words come");
            if line.contains(words) {
                return;
            }
        }
    }

    /// The lines of standard output up to one that begins with these words.
    pub(crate) fn printed_up_to(&self, words: &str) -> String {
        let mut text = String::new();
        loop {
            let line = self.out.recv_timeout(PATIENCE).expect("the line comes");
            text.push_str(&line);
            if line.starts_with(words) {
                return text;
            }
        }
    }

    /// The number of its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends it a signal, such as `INT`.
    pub(crate) fn signal(&self, name: &str) {
        let status = Command::new("kill")
            .args(["-s", name, &self.child.id().to_string()])
            .status()
            .expect("kill can be called");
        assert!(status.success(), "kill took the signal");
    }

    pub(crate) fn finish(mut self) -> Called {
        let rest = |lines: &mpsc::Receiver<String>| {
            let mut text = String::new();
            loop {
                match lines.recv_timeout(PATIENCE) {
                    Ok(line) => text.push_str(&line),
                    Err(mpsc::RecvTimeoutError::Disconnected) => return text,
                    Err(mpsc::RecvTimeoutError::Timeout) => panic!("the command hangs, having said:\n{text}"),
                }
            }
        };
        let (out, err) = (rest(&self.out), rest(&self.err));
        // Both streams are closed, so the process is at its end.
        let status = self.child.wait().expect("the binary ends");
        Called {
            code: status.code().expect("no signal ended it"),
            out,
            err,
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended already cannot be killed, and need not be.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The lines of a stream, each with its line break, as they come. A thread of its own reads, so that no pipe fills up.
fn lines_of(stream: impl Read + Send + 'static) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        while reader.read_line(&mut line).is_ok_and(|length| length > 0) {
            if sender.send(std::mem::take(&mut line)).is_err() {
                return;
            }
        }
    });
    receiver
}
