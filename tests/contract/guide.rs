//! `features/README.md` documents the steps that there are, and no others.

use std::path::Path;

use regex::Regex;

use super::Complaints;

/// A step function: its keyword and its pattern.
struct Function {
    keyword: String,
    pattern: Regex,
}

/// The step functions, read off the source: cucumber does not list them.
fn functions() -> Vec<Function> {
    let attribute = Regex::new(r##"#\[(given|when|then)\(\s*(?:regex = )?(?:r#"(.+?)"#|r?"(.+?)")\s*,?\s*\)\]"##)
        .expect("a pattern");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/steps");
    let mut functions = Vec::new();
    for entry in std::fs::read_dir(folder).expect("src/steps can be listed") {
        let text = std::fs::read_to_string(entry.expect("an entry").path()).expect("a file can be read");
        for found in attribute.captures_iter(&text) {
            let pattern = found.get(2).or(found.get(3)).expect("one of both").as_str();
            let pattern = if pattern.starts_with('^') {
                pattern.to_owned()
            } else {
                format!("^{}$", regex::escape(pattern))
            };
            functions.push(Function {
                keyword: found[1].to_owned(),
                pattern: Regex::new(&pattern).expect("a pattern of ours"),
            });
        }
    }
    functions
}

/// The documented sentences, each with its keyword and with an example for each placeholder.
fn sentences() -> Vec<(String, String)> {
    let guide = include_str!("../../features/README.md");
    let lines = guide.lines().filter_map(|line| line.strip_prefix("    "));
    let mut sentences = Vec::new();
    for line in lines {
        let Some((keyword, rest)) = line
            .split_once(' ')
            .filter(|(word, _)| ["Given", "When", "Then"].contains(word))
        else {
            continue;
        };
        for form in rest.trim_start().split("   /   ") {
            let sentence = form.trim_start().split("  ").next().unwrap_or_default().trim_end();
            sentences.push((keyword.to_lowercase(), filled(sentence)));
        }
    }
    sentences
}

fn filled(sentence: &str) -> String {
    let subject = if sentence.contains("is saved") {
        "a gateway user"
    } else {
        "a courier user"
    };
    let examples = [
        ("SUBJECT", subject),
        ("QUESTION", "GW-13.status"),
        ("ASPECT", "the code"),
        ("FIELD", "userNo"),
        ("VALUE", "\"x\""),
        ("PART", "sign"),
        ("WAY", "with another secret"),
        ("FORM", "left plain"),
        ("STYLE", "reversed"),
        ("HABIT", "sign_empty"),
    ];
    examples
        .iter()
        .fold(sentence.to_owned(), |text, (name, example)| text.replace(name, example))
}

#[test]
fn the_guide_documents_the_steps_that_there_are() {
    let (functions, sentences) = (functions(), sentences());
    assert!(functions.len() > 30 && sentences.len() > 50, "both are found");
    let mut complaints = Complaints::default();
    for (keyword, sentence) in &sentences {
        let fitting = functions
            .iter()
            .filter(|function| function.keyword == *keyword && function.pattern.is_match(sentence));
        let count = fitting.count();
        complaints.unless(
            count == 1,
            format!("{count} functions fit the documented `{keyword} {sentence}`"),
        );
    }
    for Function { keyword, pattern } in &functions {
        let is_documented = sentences
            .iter()
            .any(|(own, sentence)| own == keyword && pattern.is_match(sentence));
        complaints.unless(
            is_documented,
            format!("features/README.md has no sentence for {keyword} {pattern}"),
        );
    }
    complaints.settle();
}
