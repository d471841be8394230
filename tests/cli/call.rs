//! A call of the binary.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

pub(super) const KEY: &str = concat!("file:", env!("CARGO_MANIFEST_DIR"), "/tests/vectors/throwaway.pem");

pub(super) fn fuhe(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fuhe"));
    // What whoever runs these tests has set is not theirs, nor is a settings file above this repository.
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("FUHE_") {
            command.env_remove(name);
        }
    }
    let mut child = command
        .args(arguments)
        .env("FUHE_NO_CONFIG", "1")
        .env("FUHE_TEST_SECRET", "k3yS3cr7-and-more")
        .env("FUHE_TEST_EMPTY", "")
        .env("FUHE_TEST_PEM", pem().replace('\n', "\\n"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    // A command that reads nothing may be gone by now; then there is nobody to tell.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    child.wait_with_output().expect("the binary ends")
}

/// The key as a file has it, without the words before it.
pub(super) fn pem() -> &'static str {
    let file = include_str!("../vectors/throwaway.pem");
    &file[file.find("-----").expect("a key")..]
}

/// The command line's words; a blank within a word is written as `␣`.
pub(super) fn words(line: &str) -> Vec<String> {
    line.split_whitespace()
        .map(|word| word.replace('␣', " ").replace("KEY", KEY))
        .collect()
}

pub(super) fn call(line: &str, input: &str) -> (i32, String, String) {
    let words = words(line);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let output = fuhe(&words, input.as_bytes());
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (
        output.status.code().expect("no signal"),
        text(output.stdout),
        text(output.stderr),
    )
}
