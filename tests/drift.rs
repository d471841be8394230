//! Drift: what no rule is about, and a vendor's release may change all the same. Snapshots hold the shape of every kind of
//! answer (names, types, nullness and length, never values) and the reading of every open question, for each target in
//! a folder of its own.
//!
//! The target is that of `FUHE_TARGET`, else the embedded vendor. The first run against a target writes its snapshots;
//! later ones are held against them, and `cargo insta review` accepts what changed.

use std::collections::BTreeMap;
use std::path::Path;

use fuhe::cli::{self, Environment, Exit};
use fuhe::record::{RunRecord, shapes};
use fuhe::report::json;
use fuhe::wire::Operation;

#[test]
fn what_is_not_documented_stays_as_it_is() {
    let record = run();
    let name: String = record
        .run
        .target
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '.' { c } else { '-' })
        .collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("snapshots/drift")
        .join(&name);
    let snapshots = snapshots(&record);
    if !folder.exists() {
        write(&folder, &snapshots);
        println!(
            "the first run against {name}: what it does was written to {}",
            folder.display()
        );
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, text) in snapshots {
            insta::assert_snapshot!(name, text);
        }
    });
}

/// The record of a whole run. Deviations are the business of other tests; a run that broke off would drift by itself.
fn run() -> RunRecord {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("drift");
    let target = std::env::var_os("FUHE_TARGET").map(|file| ["--target".into(), file]);
    let arguments = ["fuhe", "check", "--report-dir"].map(Into::into).into_iter();
    let arguments = arguments.chain([folder.clone().into_os_string()]);
    let exit = cli::run(
        arguments.chain(target.into_iter().flatten()),
        &mut Environment::of_process(),
    );
    assert!(matches!(exit, Exit::Conforms | Exit::Deviates), "{exit:?}");
    json::read(&folder.join("report.json")).expect("the record was just written")
}

/// A snapshot for each operation that was called, and one for the observations. What a snapshot no longer lists is seen
/// as a change, since kinds of answers share one.
fn snapshots(record: &RunRecord) -> BTreeMap<String, String> {
    let exchanges = || record.scenarios.iter().flat_map(|scenario| &scenario.exchanges);
    let mut snapshots = BTreeMap::new();
    for operation in Operation::all() {
        let kinds = shapes(exchanges().filter(|exchange| exchange.operation == operation));
        let kinds: Vec<String> = kinds
            .iter()
            .map(|(kind, places)| {
                let places = places.iter().map(|(path, shape)| format!("  {path:28} {shape}\n"));
                format!("{kind}\n{}", places.collect::<String>())
            })
            .collect();
        if !kinds.is_empty() {
            snapshots.insert(operation.to_string(), kinds.join("\n"));
        }
    }
    let observations = record.observations.iter().flat_map(|(rule, seen)| {
        seen.iter().map(move |(question, reading)| {
            let reading = reading.as_str().map_or_else(|| reading.to_string(), str::to_owned);
            format!("{rule}.{question}  {reading}\n")
        })
    });
    snapshots.insert("observations".to_owned(), observations.collect());
    snapshots
}

/// Writes snapshots as insta has them. It would not accept them by itself; it reads them right after.
fn write(folder: &Path, snapshots: &BTreeMap<String, String>) {
    std::fs::create_dir_all(folder).expect("the folder of snapshots");
    for (name, text) in snapshots {
        let text = format!("---\nsource: tests/drift.rs\n---\n{}\n", text.trim_end());
        std::fs::write(folder.join(format!("{name}.snap")), text).expect("a snapshot");
    }
}
