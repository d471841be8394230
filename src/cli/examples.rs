//! Examples at the end of the help of every command. A test holds that each can be parsed.

use clap::Command;

/// The words of a command behind `fuhe`, and examples of it.
const EXAMPLES: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "fuhe                                        # the whole contract against the embedded vendor",
            "fuhe probe staging.toml                     # first contact with a live vendor",
            "fuhe check staging.toml                     # the whole contract against it",
        ],
    ),
    (
        "check",
        &[
            "fuhe check staging.toml --tags '@CU-03 or @butler and @must'",
            "fuhe check staging.toml --list              # what would run; nothing is called",
            "fuhe check staging.toml --rerun-failed      # what failed the last time",
            "fuhe check staging.toml --shard 1/4 --report-dir reports/1",
            "fuhe check staging.toml --baseline nightly --history history.ndjson",
            "fuhe check --mutant desktop-id-of-ten-characters",
        ],
    ),
    (
        "probe",
        &[
            "fuhe probe staging.toml",
            "fuhe probe staging.toml --write   # creates users",
        ],
    ),
    (
        "compare",
        &[
            "fuhe compare old.json new.json",
            "fuhe compare nightly target/fuhe/report.json",
        ],
    ),
    ("baseline", &["fuhe baseline save nightly", "fuhe baseline list"]),
    (
        "baseline save",
        &[
            "fuhe baseline save nightly",
            "fuhe baseline save release-2.4 old/report.json --force",
        ],
    ),
    ("baseline list", &["fuhe baseline list"]),
    ("cleanup", &["fuhe cleanup staging.toml"]),
    ("history", &["fuhe history history.ndjson"]),
    ("rules", &["fuhe rules"]),
    (
        "explain",
        &["fuhe explain CU-03", "fuhe explain GW-13.status --lang zh"],
    ),
    ("docs", &["fuhe docs", "fuhe docs --openapi"]),
    (
        "report",
        &[
            "fuhe report target/fuhe/report.json",
            "fuhe report run.json --report-dir again --lang zh",
        ],
    ),
    (
        "merge",
        &[
            "fuhe merge one/report.json two/report.json",
            "fuhe merge target/fuhe/shards/7f3a --baseline nightly",
        ],
    ),
    (
        "mock",
        &[
            "fuhe mock > mock.toml",
            "fuhe mock --target mock.toml --log   # the same credentials each time, and what arrives",
            "fuhe mock --character strict-tenant > mock.toml",
        ],
    ),
    (
        "page",
        &[
            "fuhe page saved.html",
            "fuhe page saved.md --draft --to draft   # a new operation",
        ],
    ),
    ("mutants", &["fuhe mutants"]),
    ("prove", &["fuhe prove", "fuhe prove --mutants desktop-id"]),
    (
        "call",
        &["fuhe call client.user.save --target staging.toml --params '{\"biz_user_id\": \"u-1\"}'"],
    ),
    (
        "etc sign",
        &["fuhe etc sign --key file:key.pem --app-id ID --api-code user.save --params '{\"biz_user_id\": \"u-1\"}'"],
    ),
    (
        "butler sign",
        &["fuhe butler sign --secret env:SK --timestamp 1604990109987 < body.json"],
    ),
    ("butler account", &["fuhe butler account 顺丰速运 zhangsan01"]),
    (
        "butler des encrypt",
        &["fuhe butler des encrypt --key env:SK < list.json"],
    ),
    (
        "butler des decrypt",
        &["fuhe butler des decrypt --key env:SK < list.txt"],
    ),
    (
        "completions",
        &["fuhe completions bash > ~/.local/share/bash-completion/completions/fuhe"],
    ),
    ("man", &["fuhe man ~/.local/share/man/man1"]),
];

/// What the help of `fuhe` ends in.
const MORE: &str = "\n\nMore:\n  fuhe help exit-codes\n  fuhe help environment";

/// Gives each command its examples.
pub(super) fn with_examples(program: Command) -> Command {
    EXAMPLES.iter().fold(program, |program, (path, examples)| {
        let text = format!("Examples:\n  {}", examples.join("\n  "));
        let text = if path.is_empty() { text + MORE } else { text };
        let path: Vec<&str> = path.split_whitespace().collect();
        add(program, &path, &text)
    })
}

fn add(command: Command, path: &[&str], text: &str) -> Command {
    match path.split_first() {
        None => command.after_help(text.to_owned()),
        Some((first, rest)) => command.mut_subcommand(first, |inner| add(inner, rest, text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::program;

    #[test]
    fn every_example_can_be_parsed() {
        for line in EXAMPLES.iter().flat_map(|(_, examples)| *examples) {
            let line = line.split(['#', '<', '>']).next().unwrap_or_default();
            let words = shlex::split(line).expect("words");
            let parsed = program().try_get_matches_from(words);
            assert!(
                parsed.is_ok(),
                "{line}: {}",
                parsed.err().map(|e| e.to_string()).unwrap_or_default()
            );
        }
    }

    /// A command that is no group of others has an example.
    #[test]
    fn every_command_has_one() {
        fn leaves(command: &Command, path: &str, found: &mut Vec<String>) {
            for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set()) {
                let path = format!("{path} {}", inner.get_name());
                if inner.has_subcommands() {
                    leaves(inner, &path, found);
                } else {
                    found.push(path.trim().to_owned());
                }
            }
        }
        let mut commands = Vec::new();
        leaves(&program(), "", &mut commands);
        let without: Vec<&String> = commands
            .iter()
            .filter(|command| !EXAMPLES.iter().any(|(own, _)| own == command))
            .collect();
        assert!(without.is_empty(), "{without:?}");
    }
}
