//! What the README counts and lists is true. `UPDATE_README=1 cargo test --test readme` writes those parts anew.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use fuhe::cli::{Exit, VARIABLES};
use fuhe::contract::{Area, Contract, Level};
use fuhe::report::{FORMATS, Format};

mod common;
use common::{parts, readme, root};

/// The rules by area and level, and the scenarios that stand under them.
fn table_of_rules() -> String {
    let contract = Contract::embedded();
    let mut table = "| | must | should | open | scenarios |\n|---|--:|--:|--:|--:|\n".to_owned();
    let rows = Area::all().map(|area| (area.title(), Some(area)));
    for (title, area) in rows.chain([("together", None)]) {
        let belongs = |own: Area| area.is_none_or(|area| area == own);
        let _ = write!(table, "| {title} |");
        for level in Level::ALL {
            let rules = contract.rules.iter().filter(|rule| belongs(rule.id.area()));
            let _ = write!(table, " {} |", rules.filter(|rule| rule.level == level).count());
        }
        let scenarios = contract.scenarios.iter().filter(|s| belongs(s.rule.area()));
        let _ = writeln!(table, " {} |", scenarios.count());
    }
    let untestable: Vec<String> = contract
        .rules
        .iter()
        .filter(|rule| rule.untestable)
        .map(|rule| rule.id.to_string())
        .collect();
    let _ = writeln!(
        table,
        "\n{} cannot be provoked from outside: they are explained, and never counted as held.",
        untestable.join(", ")
    );
    table
}

#[test]
fn the_table_of_rules_is_that_of_the_contract() {
    common::hold("rules", &table_of_rules(), "readme");
}

/// The reports, as the table of formats has them.
#[test]
fn the_reports_are_those_that_are_written() {
    let row = |format: Format| format!("| `{}` | `{}` | {} |\n", format.file, format.name, format.about);
    let rows: String = FORMATS.map(row).concat();
    common::hold(
        "reports",
        &format!("| file | name | |\n|---|---|---|\n{rows}"),
        "readme",
    );
}

/// The exit codes and the variables, as `fuhe help` has them.
#[test]
fn the_lists_of_the_command_line_are_those_of_its_help() {
    let row = |(exit, meaning): (Exit, &str)| format!("| {} | {meaning} |\n", exit as u8);
    let rows: String = Exit::ALL.map(row).concat();
    common::hold("exit-codes", &format!("| code | means |\n|---|---|\n{rows}"), "readme");
    let names = |names: &str| {
        names
            .split(", ")
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let row = |(name, about): (&str, &str)| format!("| {} | {about} |\n", names(name));
    let rows: String = VARIABLES.map(row).concat();
    common::hold(
        "environment",
        &format!("| variable | decides |\n|---|---|\n{rows}"),
        "readme",
    );
}

#[test]
fn the_code_map_names_every_room_and_nothing_else() {
    let (_, text) = readme();
    let [_, map, _] = parts(&text, "rooms");
    let named: BTreeSet<String> = map
        .lines()
        .filter_map(|line| Some(line.strip_prefix("| `")?.split_once("/` |")?.0.to_owned()))
        .collect();
    let rooms: BTreeSet<String> = std::fs::read_dir(root().join("src"))
        .expect("src can be listed")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
        .collect();
    assert_eq!(named, rooms);
}

/// A link into the tree that leads nowhere helps nobody.
#[test]
fn links_lead_somewhere() {
    for path in documents() {
        let text = std::fs::read_to_string(&path).expect("it can be read");
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if !link.contains("://") && !link.starts_with('#') {
                let to = path.parent().expect("a folder").join(link);
                assert!(to.exists(), "{}: {link}", path.display());
            }
        }
    }
}

/// Every decision can be found in their index.
#[test]
fn the_index_of_decisions_names_each_page() {
    let folder = root().join("docs/decisions");
    let index = std::fs::read_to_string(folder.join("README.md")).expect("the index can be read");
    for page in pages(&folder) {
        let name = page.file_name().and_then(|name| name.to_str()).expect("a plain name");
        assert!(
            name == "README.md" || index.contains(&format!("({name})")),
            "{name} is not in the index"
        );
    }
}

fn documents() -> Vec<PathBuf> {
    let named = ["README.md", "CONTRIBUTING.md", "features/README.md"];
    let mut documents: Vec<PathBuf> = named.iter().map(|name| root().join(name)).collect();
    documents.extend(pages(&root().join("docs/decisions")));
    documents
}

fn pages(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .expect("the folder can be listed")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect()
}

/// Every command that a reader may copy is understood: clap looks at all words before `--help` answers.
#[test]
fn commands_to_copy_are_understood() {
    let ci = ["docs/ci/github.yml", "docs/ci/gitlab.yml"].map(|file| root().join(file));
    let mut commands = 0;
    for path in documents().into_iter().chain(ci) {
        let text = std::fs::read_to_string(&path).expect("it can be read");
        for line in command_lines(&text, path.extension().is_some_and(|extension| extension == "md")) {
            let words = shlex::split(line).unwrap_or_else(|| panic!("{}: {line}", path.display()));
            let words = words.iter().skip(1);
            let ran = Command::new(env!("CARGO_BIN_EXE_fuhe"))
                .args(words.take_while(|word| ![">", "<", "|", "&"].contains(&word.as_str())))
                .arg("--help")
                .output()
                .expect("it runs");
            let said = String::from_utf8_lossy(&ran.stderr);
            assert!(ran.status.success(), "{}: {line}\n{said}", path.display());
            commands += 1;
        }
    }
    assert!(commands > 25, "{commands} commands were found");
}

/// The lines that call fuhe, of Markdown those in blocks of code. The head of a report begins like one.
fn command_lines(text: &str, is_markdown: bool) -> impl Iterator<Item = &str> {
    let mut in_code = !is_markdown;
    text.lines().filter_map(move |line| {
        if line.starts_with("```") {
            in_code = !in_code;
        }
        let line = line.trim_start().trim_start_matches("- ").trim_start_matches("run: ");
        let line = line.trim_start_matches(".cargo/bin/");
        (in_code && line.starts_with("fuhe ") && !line.starts_with("fuhe ·")).then_some(line)
    })
}
