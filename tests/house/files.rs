//! The files of the house, as text.

use std::path::{Path, PathBuf};

/// Every Rust file below a folder of the repository, by its path from there, with its text.
pub(crate) fn below(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files = Vec::new();
    let mut paths: Vec<PathBuf> = vec![root.clone()];
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).expect("a folder can be listed");
            paths.extend(entries.map(|entry| entry.expect("an entry").path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).expect("a file can be read");
            let parts = path.strip_prefix(&root).expect("it lies below").iter();
            let name: Vec<_> = parts.map(|part| part.to_string_lossy()).collect();
            files.push((name.join("/"), text));
        }
    }
    files.sort();
    files
}

/// More lines than that are more than one subject.
const MOST_LINES: usize = 500;

#[test]
fn no_file_is_long() {
    for folder in ["src", "tests"] {
        let files = below(folder);
        assert!(files.len() > 20, "{folder} has files");
        for (name, text) in files {
            let lines = text.lines().count();
            assert!(
                lines <= MOST_LINES,
                "{folder}/{name} has {lines} lines, more than {MOST_LINES}: split it by subject"
            );
        }
    }
}
