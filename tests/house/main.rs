//! The plan of the house: which room may import which. This table is the only place that says so.

mod circles;
mod files;
mod operations;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Rooms that any room may import: what can go wrong, what time it is, when to stop, how the strings of others are shown,
/// and the macro for rule ids.
const COMMON: &[&str] = &["error", "clock", "interrupt", "text", "rule"];

/// Each room, and the rooms that it may import beside the common ones. In reading order: nothing imports what comes
/// after it. Rooms that are planned and not built yet stand here too.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("contract", &[]),
    ("crypto", &[]),
    ("wire", &["crypto", "contract"]),
    ("config", &["crypto", "wire", "contract"]),
    ("leftovers", &[]),
    ("client", &["wire", "config", "crypto", "leftovers"]),
    ("mock", &["wire", "crypto", "contract"]),
    ("faults", &["mock", "wire", "crypto", "contract"]),
    ("check", &["wire", "crypto", "contract"]),
    ("record", &["contract", "wire"]),
    (
        "steps",
        &["contract", "wire", "client", "check", "record", "config", "crypto"],
    ),
    (
        "explore",
        &["contract", "wire", "client", "check", "record", "config", "crypto"],
    ),
    ("probe", &["client", "config", "wire", "check", "record", "crypto"]),
    (
        "run",
        &[
            "steps",
            "explore",
            "probe",
            "client",
            "mock",
            "config",
            "record",
            "contract",
            "check",
            "wire",
            "crypto",
            "leftovers",
        ],
    ),
    ("compare", &["record", "contract"]),
    ("docs", &["contract", "wire", "crypto"]),
    ("document", &["contract"]),
    ("report", &["record", "contract", "compare", "docs", "document"]),
    ("prove", &["run", "mock", "faults", "record", "contract"]),
    (
        "cli",
        &[
            "contract",
            "crypto",
            "wire",
            "config",
            "client",
            "mock",
            "faults",
            "check",
            "record",
            "steps",
            "explore",
            "run",
            "compare",
            "report",
            "docs",
            "document",
            "probe",
            "prove",
            "leftovers",
        ],
    ),
];

/// What only some rooms may touch: other people's crates, and the process's environment.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("reqwest::", &["client"]),
    ("axum::", &["mock"]),
    ("cucumber::", &["contract", "steps", "run"]),
    ("html5gum::", &["document"]),
    ("insta::", &[]),
    ("env::var", &["cli"]),
    ("env::args", &["cli"]),
];

#[test]
fn rooms_import_only_what_the_plan_allows() {
    let mut wrong = Vec::new();
    for (room, allowed) in MAY_IMPORT {
        for (place, line) in lines_of(room) {
            for import in imports(&line) {
                if import != *room && !allowed.contains(&import.as_str()) && !COMMON.contains(&import.as_str()) {
                    wrong.push(format!("{place}: {room} may not import crate::{import}"));
                }
            }
            for (name, rooms) in ONLY_IN {
                if mentions(&line, name) && !rooms.contains(room) {
                    wrong.push(format!("{place}: {room} may not use {}", name.trim_end_matches(':')));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_room_has_its_line() {
    let planned: BTreeSet<&str> = MAY_IMPORT.iter().map(|(room, _)| *room).collect();
    for folder in std::fs::read_dir(source()).expect("src can be listed") {
        let path = folder.expect("an entry").path();
        if path.is_dir() {
            let room = path.file_name().and_then(|name| name.to_str()).expect("a plain name");
            assert!(planned.contains(room), "src/{room} has no line in the table");
        }
    }
}

#[test]
fn the_table_has_no_circle() {
    for (place, (room, allowed)) in MAY_IMPORT.iter().enumerate() {
        let before: Vec<&str> = MAY_IMPORT[..place].iter().map(|(room, _)| *room).collect();
        for import in *allowed {
            assert!(before.contains(import), "{room} imports {import}, which comes after it");
        }
    }
}

#[test]
fn imports_are_found_in_every_form() {
    assert_eq!(imports("use crate::wire::{Exchange, Operation};"), ["wire"]);
    assert_eq!(imports("    crate::check::run(&crate::wire::X)"), ["check", "wire"]);
    assert_eq!(imports("use crate::{wire::{Answer, Part}, check};"), ["wire", "check"]);
    assert_eq!(
        imports("/// See [`Finding`](crate::contract::Finding)."),
        Vec::<String>::new()
    );
    assert_eq!(imports("pub(crate) fn f() { mycrate::x() }"), Vec::<String>::new());
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every line of a room's files, with its place.
fn lines_of(room: &str) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    let mut folders = vec![source().join(room)];
    // A room may be a single file.
    let mut files = vec![source().join(format!("{room}.rs"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    for file in files {
        let Ok(text) = std::fs::read_to_string(&file) else {
            continue;
        };
        let name = file
            .strip_prefix(env!("CARGO_MANIFEST_DIR"))
            .unwrap_or(&file)
            .display()
            .to_string();
        for (index, line) in joined(&text) {
            lines.push((format!("{name}:{index}"), line));
        }
    }
    lines
}

/// The lines of a text with their numbers from 1; a `use crate::{` over several lines counts as one.
fn joined(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (index, line) in text.lines().enumerate() {
        match lines.last_mut().filter(|_| open) {
            Some((_, whole)) => whole.push_str(line.trim()),
            None => lines.push((index + 1, line.to_owned())),
        }
        let whole = lines.last().map_or("", |(_, whole)| whole);
        open = whole.contains("use crate::{") && !whole.contains(';');
    }
    lines
}

/// The rooms that a line imports. Comments do not import: they may point anywhere.
fn imports(line: &str) -> Vec<String> {
    if is_comment(line) {
        return Vec::new();
    }
    let mut rooms = Vec::new();
    for (at, found) in line.match_indices("crate::") {
        let joined_to_a_word = line[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$'));
        if joined_to_a_word {
            continue;
        }
        let rest = &line[at + found.len()..];
        match rest.strip_prefix('{') {
            Some(group) => rooms.extend(names_of(group)),
            None => rooms.extend(first_word(rest)),
        }
    }
    rooms
}

/// The first word of each member of a group, down to its closing brace.
fn names_of(group: &str) -> Vec<String> {
    let mut names = Vec::new();
    let (mut depth, mut member) = (0, String::new());
    for character in group.chars() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.extend(first_word(&std::mem::take(&mut member))),
            other if depth == 0 => member.push(other),
            _ => {}
        }
    }
    names.extend(first_word(&member));
    names
}

fn first_word(text: &str) -> Option<String> {
    let word: String = text
        .trim_start()
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    (!word.is_empty()).then_some(word)
}

fn mentions(line: &str, name: &str) -> bool {
    !is_comment(line)
        && line
            .match_indices(name)
            .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}
