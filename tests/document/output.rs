//! The comparison in each format.

use fuhe::contract::Schema;
use rstest::rstest;
use serde_json::{Value, json};

use super::call::{differences, fuhe, text};
use super::common;

/// Two edits of the courier's page, as the README shows them.
fn edited() -> String {
    let limit = ">empNo</td>\n<td style=\"text-align: center;\">String(";
    text("butler-batchSave.html")
        .replace(&format!("{limit}11)"), &format!("{limit}20)"))
        .replace("最多100条", "最多200条")
}

#[test]
fn the_readme_shows_what_is_printed() {
    let called = fuhe(&["page", "-"], edited().as_bytes());
    assert_eq!((called.code, called.err.as_str()), (5, ""));
    common::hold("page", &format!("```\n{}```\n", called.out), "document");
}

#[test]
fn markdown_is_a_table_for_each_kind() {
    let called = fuhe(&["page", "-", "--format", "markdown"], edited().as_bytes());
    let expected = "# What the page says otherwise\n\n\
        batchSave · 2.用户批量新增/修改接口 · 4 tables, 19 fields, 3 samples · quoted by 45 rules\n\n\
        ## The page says something else\n\n\
        | | contract | page | rules |\n|---|---|---|---|\n\
        | request · userList.empNo · limit | 11 | 20 | BS-08, BS-27 |\n\
        | words | 批处理接口需注意性能瓶颈,建议每次请求最多100条数据 | 批处理接口需注意性能瓶颈,建议每次请求最多200条数据 | BS-04, BS-31 |\n\n\
        2 differences between the page and the contract.\n";
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (5, expected, "")
    );
}

fn schema() -> Schema {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/page-comparison.json");
    let text = std::fs::read_to_string(path).expect("a schema");
    Schema::compile(serde_json::from_str(&text).expect("JSON")).expect("a schema")
}

fn compared() -> Value {
    differences(&["page", "-", "--format", "json"], edited().as_bytes()).1
}

#[test]
fn json_is_what_its_schema_says() {
    assert_eq!(schema().violations(&compared()), []);
}

/// A schema that let everything pass would hold of every comparison.
#[rstest]
#[case("/format", json!("fuhe-page/0"))]
#[case("/found_by", json!("luck"))]
#[case("/read/fields", json!(-1))]
#[case("/differences/0/what", json!("other"))]
#[case("/differences/0/rules/0", json!("X-1"))]
#[case("/differences/0/page", json!(1))]
fn the_schema_refuses_what_is_no_comparison(#[case] pointer: &str, #[case] wrong: Value) {
    let mut bad = compared();
    *bad.pointer_mut(pointer).expect(pointer) = wrong;
    assert!(!schema().is_valid(&bad), "{pointer}");
}

/// A page is a text of others: it commands neither a terminal nor a CI system, and is no markup.
#[rstest]
#[case("text")]
#[case("json")]
#[case("markdown")]
fn a_page_controls_nothing(#[case] format: &str) {
    let hostile = "手机号\u{202e}\u{7}。##[error] @octocat &lt;img src=x&gt;";
    let page = text("butler-batchSave.html").replace("手机号。", hostile);
    let called = fuhe(&["page", "-", "--format", format], page.as_bytes());
    assert_eq!(called.code, 5);
    assert!(!called.out.contains(['\u{202e}', '\u{7}']), "{}", called.out);
    assert!(
        !called.out.lines().any(|line| line.contains("##[error]")),
        "{}",
        called.out
    );
    assert!(
        format != "markdown" || !called.out.contains(" @octocat"),
        "{}",
        called.out
    );
}

/// An operation without its address is found by its name or by its fields, and the result says so.
#[rstest]
#[case::name("/public/user/v1/", "/public/user/v9/", "name", "; its address ends in this name")]
#[case::fields(
    "/public/user/v1/batchSave",
    "/public/user/v9/saveBatch",
    "fields",
    "; found by its fields, since the page has neither its address nor its name"
)]
fn an_operation_is_found_without_its_address(
    #[case] from: &str,
    #[case] to: &str,
    #[case] found_by: &str,
    #[case] said: &str,
) {
    let page = text("butler-batchSave.html").replace(from, to);
    let (code, comparison) = differences(&["page", "-", "--format", "json"], page.as_bytes());
    assert_eq!((code, &comparison["operation"]), (5, &json!("batchSave")));
    assert_eq!(comparison["found_by"], found_by);
    let called = fuhe(&["page", "-"], page.as_bytes());
    assert!(
        called.out.lines().next().is_some_and(|line| line.ends_with(said)),
        "{}",
        called.out
    );
}
