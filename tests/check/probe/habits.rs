//! `fuhe probe --write`: what shows only where users are created.

use std::collections::BTreeSet;

use fuhe::faults::Character;
use rstest::rstest;

use crate::stage::Vendor;

fn of_character(name: &str) -> Vendor {
    let character = Character::named(name).unwrap_or_else(|| panic!("no character {name}"));
    Vendor::new(|behaviour| character.apply(behaviour))
}

/// The lines for the target file that a probe printed about what is checked beyond the pages.
fn lines(out: &str) -> BTreeSet<String> {
    let (_, habits) = out
        .split_once("What is checked beyond the documentation")
        .expect("what is checked");
    let printed = habits.split_once("For the target file:").map_or("", |(_, lines)| lines);
    let lines = printed.lines().take_while(|line| !line.contains(" remain: "));
    let keys = lines.filter_map(|line| Some(line.split_once(" = ")?.0.to_owned()));
    keys.collect()
}

#[rstest]
#[case::strict_tenant("strict-tenant", &["CU-11.name-latin", "BS-50.email-domain"], &["email_domain"])]
#[case::lookup("lookup", &["BS-50.organization-code"], &["organization_code", "organization_name", "cust_ids"])]
fn checks_beyond_the_pages_are_found(#[case] character: &str, #[case] refused: &[&str], #[case] keys: &[&str]) {
    let vendor = of_character(character);
    let before = vendor.embedded.vendor().snapshot().accounts.len();
    let called = vendor.stage.fuhe("probe target.toml --write");
    assert_eq!((called.code, called.err.as_str()), (0, ""), "{}", called.out);
    for question in refused {
        let (_, rest) = called.out.split_once(&format!("  {question}  ")).expect("the question");
        assert_eq!(rest.lines().nth(1), Some("    → refused"), "{question}: {}", called.out);
    }
    let expected: BTreeSet<String> = keys.iter().map(|key| (*key).to_owned()).collect();
    assert_eq!(lines(&called.out), expected, "{}", called.out);
    assert_eq!(
        vendor.embedded.vendor().snapshot().accounts.len(),
        before,
        "they are removed"
    );
    assert!(called.out.contains(" of client.user.save remain: "), "{}", called.out);
}

#[test]
fn a_lag_is_measured() {
    let vendor = of_character("replica");
    let target = vendor.embedded.target_file();
    let line = target
        .lines()
        .find(|line| line.starts_with("settle = "))
        .expect("a line");
    vendor.stage.write("target.toml", &target.replace(line, ""));
    let called = vendor.stage.fuhe("probe target.toml --write");
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    assert_eq!(
        lines(&called.out),
        BTreeSet::from(["settle".to_owned()]),
        "{}",
        called.out
    );
}

/// Users are created at nobody's who has not consented to it.
#[test]
fn consent_is_needed() {
    let vendor = Vendor::new(|_| {});
    let target = vendor.embedded.target_file();
    let elsewhere = target.replace("127.0.0.1", "staging.example");
    let (target, _) = elsewhere.split_once("[butler]").expect("a courier");
    vendor.stage.write("target.toml", target);
    let called = vendor.stage.fuhe("probe target.toml --write");
    assert_eq!((called.code, called.out.as_str()), (2, ""), "{}", called.err);
    assert!(called.err.contains("allow_writes = true"), "{}", called.err);
}
