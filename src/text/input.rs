//! Files that people name.

use std::io;
use std::path::Path;

/// The name that stands for standard input.
const STANDARD_INPUT: &str = "-";

/// The text of a file, or of standard input if the name is `-`.
///
/// # Errors
/// If it cannot be read, or is not UTF-8.
pub fn read_text(path: &Path) -> io::Result<String> {
    if is_standard_input(path) {
        io::read_to_string(io::stdin())
    } else {
        std::fs::read_to_string(path)
    }
}

/// True for the name that stands for standard input.
pub fn is_standard_input(path: &Path) -> bool {
    path == Path::new(STANDARD_INPUT)
}
