//! Parts of the README that are generated, for the tests that hold them.

use std::path::{Path, PathBuf};

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn readme() -> (PathBuf, String) {
    let path = root().join("README.md");
    let text = std::fs::read_to_string(&path).expect("the README can be read");
    (path, text)
}

/// The README before, between and after the markers of this name.
pub(crate) fn parts<'a>(readme: &'a str, name: &str) -> [&'a str; 3] {
    let (begin, end) = (format!("<!-- {name}:begin -->\n"), format!("<!-- {name}:end -->"));
    let from = readme.find(&begin).expect("the marker of the beginning") + begin.len();
    let to = readme.find(&end).expect("the marker of the end");
    [&readme[..from], &readme[from..to], &readme[to..]]
}

/// What stands between the markers must be what is expected; `UPDATE_README=1` writes it there.
pub(crate) fn hold(name: &str, expected: &str, by: &str) {
    let (path, text) = readme();
    let [before, written, after] = parts(&text, name);
    if written != expected && std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(path, format!("{before}{expected}{after}")).expect("the README can be written");
        return;
    }
    assert_eq!(
        written, expected,
        "UPDATE_README=1 cargo test --test {by} brings it up to date"
    );
}
