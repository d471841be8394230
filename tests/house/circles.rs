//! No file needs one that needs it: whoever reads a room has somewhere to begin. A file needs another if it names
//! something that is defined there; what `mod.rs` only hands on does not count.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use crate::files::below;

/// What may stay as it is for now: files of this beginning name what is defined in that file.
const STANDING: &[(&str, &str)] = &[
    ("explore::", "explore"),
    ("faults::", "faults"),
    ("mock::butler::rows", "mock::butler"),
    ("mock::butler::removal", "mock::butler"),
    ("mock::butler::entries", "mock::butler::rows"),
    ("mock::etc::", "mock::etc"),
    ("run::preflight::", "run::preflight"),
    ("run::preflight::render", "run::preflight::base_call"),
];

/// A file of the crate, by its module: `mock::butler::rows`.
#[derive(Default)]
struct File {
    /// Names that are defined in it.
    defined: BTreeSet<String>,
    /// Names that it imports, with the paths that they stand for.
    imported: BTreeMap<String, String>,
    /// Every path that it names.
    named: BTreeSet<String>,
}

/// How far an item can be seen, where that is a path.
const RESTRICTED: &str = r"pub\(in [^)]*\)";

type Files = BTreeMap<String, File>;

/// What a file needs, each with the path that shows it.
type Needs = BTreeMap<String, BTreeMap<String, String>>;

#[test]
fn no_two_files_of_a_room_need_each_other() {
    let mut needs = needs(&files(&below("src")));
    let mut used: BTreeSet<&(&str, &str)> = BTreeSet::new();
    for (file, all) in &mut needs {
        all.retain(|needed, _| {
            let stands = STANDING
                .iter()
                .find(|(user, what)| file.starts_with(user) && needed == what);
            used.extend(stands);
            stands.is_none()
        });
    }
    let stale: Vec<_> = STANDING.iter().filter(|entry| !used.contains(entry)).collect();
    assert!(stale.is_empty(), "no longer needed: {stale:?}");
    let circles = circles(needs);
    assert!(circles.is_empty(), "\n{}\n", circles.join("\n"));
}

#[test]
fn a_circle_is_found() {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let open = [
        file("room/mod.rs", "mod a;\nmod b;\npub use a::{A, Other};\n"),
        file("room/a.rs", "pub struct A;\npub struct Other;\n"),
        file("room/b.rs", "use super::A;\nfn f() -> super::a::Other {}\n"),
    ];
    assert_eq!(circles(needs(&files(&open))), Vec::<String>::new());
    let mut closed = open.to_vec();
    closed[1].1.push_str("use crate::room::{b::f, A as Own};\n");
    let found = [
        "room::a needs room::b: crate::room::b::f",
        "room::b needs room::a: super::a::Other",
    ];
    assert_eq!(circles(needs(&files(&closed))), found);
    let mut by_parent = open.to_vec();
    by_parent[0].1.push_str("pub fn shared() -> a::A {}\n");
    by_parent[1].1.push_str("fn g() {\n    super::shared();\n}\n");
    let found = ["room needs room::a: a::A", "room::a needs room: super::shared"];
    assert_eq!(circles(needs(&files(&by_parent))), found);
}

fn files(all: &[(String, String)]) -> Files {
    let modules: BTreeSet<String> = all.iter().map(|(path, _)| module(path)).collect();
    all.iter()
        .filter(|(path, _)| !path.ends_with("tests.rs"))
        .map(|(path, text)| (module(path), file(&module(path), text, &modules)))
        .collect()
}

fn module(path: &str) -> String {
    let name = path.trim_end_matches(".rs").replace('/', "::");
    name.strip_suffix("::mod").unwrap_or(&name).to_owned()
}

fn file(own: &str, text: &str, modules: &BTreeSet<String>) -> File {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let code: Vec<&str> = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect();
    let code = code.join("\n");
    let definition =
        r"(?m)^(?:pub(?:\([^)]*\))? )?(?:const |async )*(?:fn|struct|enum|static|type|trait|const|macro_rules!) (\w+)";
    let import = r"(?ms)^\s*(?:pub(?:\([^)]*\))? )?use (.*?);";
    let find = |pattern: &str| Regex::new(pattern).expect("a pattern");
    let mut file = File::default();
    let defined = find(definition);
    file.defined
        .extend(defined.captures_iter(&code).map(|found| found[1].to_owned()));
    for found in find(import).captures_iter(&code) {
        for path in members(&found[1]) {
            let (path, name) = path
                .split_once(" as ")
                .unwrap_or((&path, path.rsplit("::").next().unwrap_or_default()));
            file.imported.insert(name.to_owned(), path.to_owned());
            if !found[0].trim_start().starts_with("pub") {
                file.named.insert(path.to_owned());
            }
        }
    }
    // What is written out in the code begins at the root, at a neighbour, at a file of the folder, or at an import.
    let code = find(&format!("{import}|{RESTRICTED}")).replace_all(&code, "");
    for found in find(r"(?:\w+::)+\w+").find_iter(&code) {
        let (first, rest) = found.as_str().split_once("::").unwrap_or_default();
        let is_child = modules.contains(&format!("{own}::{first}"));
        match file.imported.get(first) {
            Some(path) => file.named.insert(format!("{path}::{rest}")),
            None if is_child || ["crate", "self", "super"].contains(&first) => {
                file.named.insert(found.as_str().to_owned())
            }
            None => false,
        };
    }
    file
}

/// The paths that an import stands for: `a::{b, c::{d}}` for `a::b` and `a::c::d`.
fn members(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((before, group)) = tree.split_once('{') else {
        return vec![tree.to_owned()];
    };
    let (mut all, mut depth, mut member) = (Vec::new(), 0, String::new());
    for character in group.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth < 0 || (character == ',' && depth == 0) {
            all.push(std::mem::take(&mut member));
        } else {
            member.push(character);
        }
    }
    let all = all.iter().filter(|member| !member.trim().is_empty());
    all.flat_map(|member| members(member))
        .map(|path| format!("{before}{path}"))
        .collect()
}

fn needs(files: &Files) -> Needs {
    let mut needs = Needs::new();
    for (own, file) in files {
        for path in &file.named {
            let home = home(files, own, path, 0);
            let in_room = |home: &String| home != own && room(home) == room(own);
            if let Some(home) = home.filter(in_room) {
                needs.entry(own.clone()).or_default().insert(home, path.clone());
            }
        }
    }
    needs
}

fn room(module: &str) -> &str {
    module.split("::").next().unwrap_or_default()
}

/// The file in which that is defined which a path names, as seen from a file.
fn home(files: &Files, from: &str, path: &str, depth: usize) -> Option<String> {
    let mut steps: Vec<&str> = path.split("::").collect();
    let mut place: Vec<&str> = from.split("::").collect();
    match steps[0] {
        "crate" => place.clear(),
        "self" | "super" => {}
        first if files.contains_key(&format!("{from}::{first}")) => {}
        _ => return None,
    }
    if matches!(steps[0], "crate" | "self") {
        steps.remove(0);
    }
    while steps.first() == Some(&"super") {
        steps.remove(0);
        place.pop();
    }
    while let Some(step) = steps.first() {
        let inner = place.iter().chain([step]).copied().collect::<Vec<_>>().join("::");
        if !files.contains_key(&inner) {
            break;
        }
        place.push(steps.remove(0));
    }
    // A path that ends at a file names nothing in it.
    let name = *steps.first()?;
    let place = place.join("::");
    let file = files.get(&place)?;
    let further = file
        .imported
        .get(name)
        .filter(|_| !file.defined.contains(name) && depth < 9);
    match further {
        Some(path) => home(files, &place, path, depth + 1),
        None => Some(place),
    }
}

/// Every need that is part of a circle: what is left when nothing can be taken away any more which needs nothing, or
/// which nothing needs.
fn circles(mut needs: Needs) -> Vec<String> {
    loop {
        let needing: BTreeSet<String> = needs.keys().cloned().collect();
        let needed: BTreeSet<String> = needs.values().flat_map(BTreeMap::keys).cloned().collect();
        let before: usize = needs.values().map(BTreeMap::len).sum();
        needs.retain(|file, _| needed.contains(file));
        for all in needs.values_mut() {
            all.retain(|file, _| needing.contains(file));
        }
        needs.retain(|_, all| !all.is_empty());
        if needs.values().map(BTreeMap::len).sum::<usize>() == before {
            break;
        }
    }
    let lines = needs.iter().flat_map(|(file, all)| {
        all.iter()
            .map(move |(needed, path)| format!("{file} needs {needed}: {path}"))
    });
    lines.collect()
}
