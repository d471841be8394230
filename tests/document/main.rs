//! The vendors' own pages against the contract, by the binary. The saved pages are those that the rules quote;
//! `SHA256SUMS` says which.

mod call;
#[path = "../common/mod.rs"]
mod common;
mod draft;
mod edits;
mod forms;
mod output;
mod unreadable;

use fuhe::contract::Operation;
use rstest::rstest;
use sha2::{Digest as _, Sha256};

use call::{differences, file, fuhe, saved};

/// Schemas and `Source:` lines were typed from exactly these pages, and say what they say.
#[rstest]
#[case("butler-batchSave.html", "batchSave", 19)]
#[case("butler-batchSave.showdoc.html", "batchSave", 19)]
#[case("etc-client.user.save.html.json", "client.user.save", 5)]
#[case("etc-user.save.md", "user.save", 15)]
fn a_saved_page_and_the_contract_agree(#[case] name: &str, #[case] operation: &str, #[case] fields: usize) {
    let digest = Sha256::digest(saved(name));
    let sums = std::fs::read_to_string(file("SHA256SUMS")).expect("the digests");
    let line = format!("{digest:x}  {name}");
    assert!(sums.lines().any(|own| own == line), "{line}\n{sums}");

    let (code, comparison) = differences(&["page", &file(name), "--format", "json"], b"");
    assert_eq!(
        (code, comparison["differences"].as_array().map(Vec::len)),
        (0, Some(0)),
        "{comparison:#}"
    );
    assert_eq!(
        (&comparison["operation"], &comparison["found_by"]),
        (&operation.into(), &"address".into())
    );
    assert_eq!(comparison["read"]["fields"], fields);

    let called = fuhe(&["page", &file(name)], b"");
    assert_eq!((called.code, called.err.as_str()), (0, ""));
    assert!(
        called.out.ends_with("\nThe page and the contract agree.\n"),
        "{}",
        called.out
    );
}

/// A page agrees with its own operation, and not with another of the same vendor.
#[rstest]
#[case("etc-user.save.md", "client.user.save")]
#[case("butler-batchSave.html", "batchDelete")]
fn a_page_does_not_agree_with_another_operation(#[case] name: &str, #[case] operation: &str) {
    let (code, comparison) = differences(
        &["page", &file(name), "--operation", operation, "--format", "json"],
        b"",
    );
    assert_eq!((code, &comparison["found_by"]), (5, &"option".into()));
    let whats: Vec<_> = comparison["differences"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| &one["what"])
        .collect();
    assert!(
        whats.contains(&&"address".into()) && whats.contains(&&"field".into()),
        "{whats:?}"
    );
}

/// Whoever names an operation that does not exist is told which do.
#[test]
fn operations_are_listed_where_one_is_unknown() {
    let called = fuhe(&["page", &file("etc-user.save.md"), "--operation", "user.delete"], b"");
    let known: Vec<&str> = Operation::all().map(Operation::name).collect();
    let expected = format!(
        "error: --operation: there is no operation \"user.delete\"; there are {}\n",
        known.join(", ")
    );
    assert_eq!((called.code, called.out.as_str(), called.err), (2, "", expected));
}
