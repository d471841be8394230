//! An operation is an entry of the registry, its schemas and a feature: nothing else in the code names it.

use fuhe::contract::Operation;

use super::files::below;

/// Rooms that may name an operation: the embedded vendor has code for what is stateful, faults are about one operation, and
/// a probe makes calls of its own choice.
const MAY_NAME: [&str; 3] = ["mock/", "faults/", "probe/"];

#[test]
fn nothing_but_the_registry_names_an_operation() {
    let mut wrong = Vec::new();
    for (path, text) in below("src") {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let code: String = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        let names = Operation::all().filter(|operation| {
            let name = operation.name();
            code.contains(&format!("\"{name}\"")) || code.contains(&format!("\"{name}."))
        });
        for operation in names {
            if !MAY_NAME.iter().any(|room| path.starts_with(room)) {
                wrong.push(format!("src/{path}: {operation}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
