//! Files that are no page of an operation: exit code 2 and one sentence.

use rstest::rstest;

use super::call::{file, fuhe, text};

const NO_FIELDS: &str = "has no table of fields: none has columns for names and types, such as 参数 and 类型; save the page of one \
                         operation with its tables, as HTML or Markdown";

#[rstest]
#[case::empty(b"".to_vec(), NO_FIELDS)]
#[case::text(b"hello".to_vec(), NO_FIELDS)]
#[case::page_without_tables("<html><body><h1>请求参数</h1></body></html>".as_bytes().to_vec(), NO_FIELDS)]
#[case::another_table("| 城市 | 电话 |\n|---|---|\n| 北京 | 010 |\n".as_bytes().to_vec(), NO_FIELDS)]
#[case::json(b"{\"a\": 1}".to_vec(), "is JSON without a page in it: no member `__html` or `page_content`; save the page itself")]
#[case::pdf(b"%PDF-1.7\n".to_vec(), "is a PDF, not a page; save it as HTML, or copy its text into a file")]
#[case::word(b"PK\x03\x04\x14\x00".to_vec(), "is an Office document or an archive, not a page; save it as HTML, or copy its text into a file")]
#[case::web_archive(b"MIME-Version: 1.0\n".to_vec(), "is a web archive (MHTML), not a page; save it as HTML, or copy its text into a file")]
#[case::binary(vec![0; 64], "is a binary file, not a page; save it as HTML, or copy its text into a file")]
#[case::characters(vec![0xff, 0xff, 0x20, 0xff], "is neither UTF-8 nor GBK; save it as UTF-8")]
#[case::large(vec![b' '; 4_000_001], "has more than 4 MB; save the page of one operation")]
#[case::rows(format!("<table>{}", "<tr><td>1".repeat(20_001)).into_bytes(), "has more than 20000 rows of tables; save the page of one operation")]
#[case::new_operation(
    "## 删除\n\napiCode : user.delete\n\n### 请求参数\n\n| 参数 | 类型 |\n|---|---|\n| id | String |\n".as_bytes().to_vec(),
    "names none of the operations client.user.save, user.save, batchSave, batchDelete; give the name with --operation, or use \
     --draft for a new operation"
)]
#[case::several(
    format!("{}\n{}", text("etc-user.save.md"), text("etc-user.save.md").replace("user.save", "client.user.save")).into_bytes(),
    "describes several operations, client.user.save, user.save; save the page of each by itself, or give one with --operation"
)]
fn one_sentence_says_why(#[case] page: Vec<u8>, #[case] reason: &str) {
    let called = fuhe(&["page", "-"], &page);
    let expected = format!("error: standard input {reason}\n");
    assert_eq!((called.code, called.out.as_str(), called.err), (2, "", expected));
}

/// Tables within tables, tags without an end and merged cells without a limit end like any other page.
#[rstest]
#[case::deep("<table><tr><td>".repeat(100_000))]
#[case::wide(format!("<table>{}", "<tr><td colspan=1000 rowspan=65534>x".repeat(15_000)))]
#[case::lists("<ul><li>".repeat(200_000))]
#[case::open("<td<td<".repeat(200_000))]
#[case::json(format!("<pre>{}", "[".repeat(500_000)))]
#[case::quoted(format!("| {} |\n|---|\n", "`".repeat(300_000)))]
fn a_page_out_of_all_proportion_is_read_to_its_end(#[case] page: String) {
    let called = fuhe(&["page", "-"], page.as_bytes());
    assert_eq!((called.code, called.out.as_str()), (2, ""), "{}", called.err);
    assert!(called.err.starts_with("error: standard input "), "{}", called.err);
}

#[rstest]
#[case::no_such_file(&["page", "no.html"], "error: cannot read no.html: No such file or directory (os error 2)\n")]
#[case::folder(&["page", "/"], "error: cannot read /: Is a directory (os error 21)\n")]
#[case::no_address(&["page", "--draft", "-"], "error: standard input has neither an address such as /public/user/v1/batchSave nor a line \
    apiCode : NAME, so its operation has no name; add one to the file\n")]
fn what_cannot_be_done(#[case] arguments: &[&str], #[case] expected: &str) {
    let page = "### 请求参数\n\n| 参数 | 类型 |\n|---|---|\n| id | String |\n";
    let called = fuhe(arguments, page.as_bytes());
    assert_eq!(
        (called.code, called.out.as_str(), called.err.as_str()),
        (2, "", expected)
    );
}

/// A draft has no use for options of the comparison.
#[rstest]
#[case(&["--draft", "--format", "json"])]
#[case(&["--draft", "--operation", "user.save"])]
#[case(&["--to", "drafts"])]
fn options_that_do_not_go_together(#[case] options: &[&str]) {
    let path = file("etc-user.save.md");
    let called = fuhe(&[&["page", path.as_str()], options].concat(), b"");
    assert_eq!((called.code, called.out.as_str()), (2, ""));
    assert!(called.err.starts_with("error: "), "{}", called.err);
}
