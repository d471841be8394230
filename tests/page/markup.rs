//! What needs no browser.

use std::path::{Path, PathBuf};
use std::process::Command;

use fuhe::contract::{Area, Contract, Message};
use rstest::rstest;

use super::browser::skipped;
use super::made::{EVIDENCE, HEAVIEST, Shown, clean};

#[rstest]
#[case(Shown::Clean)]
#[case(Shown::Deviating)]
#[case(Shown::Waived)]
#[case(Shown::Documentation)]
fn a_page_weighs_little(#[case] shown: Shown) {
    let evidence = match shown {
        Shown::Deviating | Shown::Waived | Shown::Forty => EVIDENCE,
        Shown::Clean | Shown::Documentation => 0,
    };
    let size = shown.html().len();
    assert!(size < HEAVIEST + evidence, "{size} bytes");
}

/// One markup made of all that a vendor said would be enough to lose the page.
#[test]
fn what_a_vendor_says_is_escaped() {
    let page = Shown::Deviating.html();
    assert!(page.contains("&lt;script&gt;document.title='harmed'&lt;/script&gt;"));
    assert_eq!(page.matches("<script").count(), 2, "the page's own, and its texts");
    assert_eq!(page.matches("<img").count(), 0);
}

/// A tool that npm installed beside axe-core; nothing where it was not, unless `FUHE_AXE` says that it was.
fn installed(tool: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/axe/node_modules/.bin")
        .join(tool);
    let required = std::env::var_os("FUHE_AXE").is_some();
    assert!(
        path.exists() || !required,
        "{} is not there, and FUHE_AXE is set",
        path.display()
    );
    path.exists().then_some(path)
}

fn assert_succeeds(tool: &Path, arguments: &[&str]) {
    let ran = Command::new(tool)
        .args(arguments)
        .env("CI", "true")
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}");
}

#[rstest]
#[case(Shown::Clean)]
#[case(Shown::Deviating)]
#[case(Shown::Waived)]
#[case(Shown::Documentation)]
fn a_validator_finds_nothing(#[case] shown: Shown) {
    let Some(validator) = installed("html-validate") else {
        skipped("there is no html-validate (npm install --no-save --prefix target/axe html-validate)");
        return;
    };
    // Matters of taste, and of the way in which the script is told what to say, are left to us.
    let rules = r#"{"root": true, "extends": ["html-validate:standard"], "rules": {"no-raw-characters": "off", "void-style": "off",
        "no-trailing-whitespace": "off", "long-title": "off", "attr-quotes": "off", "no-inline-style": "error"}}"#;
    let config = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("html-{shown:?}.json"));
    std::fs::write(&config, rules).expect("it can be written");
    let page = shown.url();
    let page = page.strip_prefix("file://").expect("a file");
    assert_succeeds(&validator, &["--config", &config.display().to_string(), page]);
}

/// Tools for APIs read the document; their linter follows every reference.
#[test]
fn a_linter_reads_the_openapi_document() {
    let Some(linter) = installed("redocly") else {
        skipped("there is no redocly (npm install --no-save --prefix target/axe @redocly/cli)");
        return;
    };
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("openapi.json");
    let document = fuhe::docs::openapi(Contract::embedded());
    std::fs::write(&path, document.to_string()).expect("it can be written");
    assert_succeeds(&linter, &["lint", "--extends", "spec", &path.display().to_string()]);
}

/// A server may forbid all styles and scripts but those whose digests it knows. Attributes have none.
#[rstest]
#[case(Shown::Deviating)]
#[case(Shown::Documentation)]
fn styles_and_scripts_are_allowed_by_digest(#[case] shown: Shown) {
    let page = shown.html();
    let policy = page.split_once("Content-Security-Policy").expect("a policy").1;
    let policy = policy.split_once('>').expect("its end").0;
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(policy.matches("'sha256-").count(), 2, "{policy}");
    assert_eq!(page.matches(" style=\"").count(), 0);
}

#[test]
fn the_documentation_holds_every_rule_scenario_and_field() {
    let page = Shown::Documentation.html();
    let contract = Contract::embedded();
    for rule in &contract.rules {
        assert!(page.contains(&format!("id=\"{}\"", rule.id)), "{}", rule.id);
    }
    let rows = page.matches("<tr id=\"").count() + page.matches("<section class=\"outline\" id=\"").count();
    assert_eq!(rows, contract.scenarios.len());
    for message in Message::all() {
        for field in message.source()["properties"].as_object().expect("an object").keys() {
            assert!(page.contains(&format!("<code>{field}</code>")), "{field}");
        }
    }
}

/// The endpoints that the page documents are those that are called.
#[test]
fn endpoints_are_those_that_are_called() {
    for scenario in &clean().scenarios {
        for exchange in &scenario.exchanges {
            let area = Area::all()
                .into_iter()
                .find(|area| area.title() == exchange.operation.name());
            let documented = area.expect("an area for each operation").endpoint();
            let path = documented.split([' ', ',']).nth(1).expect("a path");
            assert!(
                exchange.request.url.ends_with(path),
                "{} {documented}",
                exchange.request.url
            );
        }
    }
}
