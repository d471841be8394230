//! The properties of `fuzz/`, over its seeds, on every toolchain.
//!
//! `FUHE_FUZZ=5 cargo test --test fuzz` also lets each fuzz target look for new inputs for so many seconds. That needs
//! cargo-fuzz and a C++ compiler, and builds fuhe once more with the fuzzer's instrumentation.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

#[expect(unreachable_pub, reason = "it is a crate as well")]
#[path = "../fuzz/src/lib.rs"]
mod properties;

use properties::{PROPERTIES, Property};

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

/// The seeds of a target, with their names.
fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    entries(&fuzz().join("seeds").join(target))
        .into_iter()
        .map(|path| {
            (
                path.display().to_string(),
                std::fs::read(&path).expect("a seed can be read"),
            )
        })
        .collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

/// The file names in a folder, without what follows the dot.
fn names(folder: &str) -> BTreeSet<String> {
    entries(&fuzz().join(folder))
        .iter()
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect()
}

#[test]
fn every_property_has_a_fuzz_target_and_seeds() {
    let properties: BTreeSet<String> = PROPERTIES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names("fuzz_targets"), properties);
    assert_eq!(names("seeds"), properties);
    let manifest = std::fs::read_to_string(fuzz().join("Cargo.toml")).expect("the manifest can be read");
    for (name, _) in PROPERTIES {
        assert!(
            manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\"")),
            "{name} is not built"
        );
        assert!(seeds(name).len() >= 3, "{name} has too few seeds to begin with");
    }
}

/// The seeds as they are, and each with an end or a byte missing: the inputs that are most like real ones.
#[test]
fn the_seeds_have_the_properties() {
    for (name, property) in PROPERTIES {
        for (seed, bytes) in seeds(name) {
            hold(property, &bytes, &seed);
            for cut in 0..bytes.len() {
                hold(property, &bytes[..cut], &format!("{seed}, its first {cut} bytes"));
                let without: Vec<u8> = [&bytes[..cut], &bytes[cut + 1..]].concat();
                hold(property, &without, &format!("{seed} without byte {cut}"));
            }
        }
    }
}

fn hold(property: Property, bytes: &[u8], what: &str) {
    let held = std::panic::catch_unwind(|| property(bytes));
    assert!(held.is_ok(), "{what}: the property is not true of it, see above");
}

#[test]
fn the_fuzzers_find_nothing() {
    let Some(seconds) = std::env::var("FUHE_FUZZ").ok().filter(|seconds| !seconds.is_empty()) else {
        println!("FUHE_FUZZ is not set: only the seeds were tried");
        return;
    };
    assert!(
        seconds.parse::<u32>().is_ok_and(|seconds| seconds > 0),
        "FUHE_FUZZ is a number of seconds of at least 1, not \"{seconds}\""
    );
    for (name, _) in PROPERTIES {
        std::fs::create_dir_all(fuzz().join("corpus").join(name)).expect("a folder for new inputs");
        // Nothing in fuhe is unsafe, so no sanitizer is needed, and without one any toolchain will do.
        let mut cargo = Command::new("cargo");
        // What cargo has told this test of its own package would have the fuzzers' dependencies built anew.
        for (variable, _) in std::env::vars_os().filter(|(name, _)| is_of_this_package(name)) {
            cargo.env_remove(variable);
        }
        let run = cargo
            .args(["fuzz", "run", "--sanitizer", "none", name])
            .args([format!("fuzz/corpus/{name}"), format!("fuzz/seeds/{name}")])
            .args([
                "--",
                &format!("-max_total_time={seconds}"),
                "-timeout=10",
                "-verbosity=0",
            ])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo can be started");
        assert!(
            run.status.success(),
            "{name}: {}\n{}",
            run.status,
            String::from_utf8_lossy(&run.stderr)
        );
    }
}

fn is_of_this_package(variable: &OsStr) -> bool {
    let name = variable.to_string_lossy();
    ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_CRATE_", "CARGO_BIN_"]
        .iter()
        .any(|prefix| name.starts_with(prefix))
}
