//! The shape of each kind of answer, as snapshots: names, types, nullness, length class, never values.
//!
//! A changed shape shows here as a readable diff, even where the schemas allow it; `cargo insta review` accepts it.

use fuhe::cli::{self, Environment, Exit};
use fuhe::record::shapes;
use fuhe::report::json;

#[test]
fn answers_keep_their_shapes() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("shapes");
    let arguments = ["fuhe", "check", "--seed", "1", "--report-dir"].map(Into::into);
    let arguments = arguments.into_iter().chain([folder.clone().into_os_string()]);
    assert_eq!(cli::run(arguments, &mut Environment::of_process()), Exit::Conforms);
    let record = json::read(&folder.join("report.json")).expect("the record was just written");
    let shapes = shapes(&record);
    assert!(!shapes.is_empty());

    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/shapes"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (kind, paths) in shapes {
            let lines: Vec<String> = paths.iter().map(|(path, shape)| format!("{path:28} {shape}")).collect();
            insta::assert_snapshot!(kind.replace(' ', "-"), lines.join("\n"));
        }
    });
}
