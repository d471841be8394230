//! Pages as people save, copy and write them. What a page says does not depend on its form.

use encoding_rs::GBK;
use rstest::rstest;
use serde_json::json;

use super::call::{lines, text};

fn with_bom(text: &str) -> Vec<u8> {
    ["\u{feff}".as_bytes(), text.as_bytes()].concat()
}

fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

fn gbk(text: &str) -> Vec<u8> {
    GBK.encode(text).0.into_owned()
}

fn declared_gbk(text: &str) -> Vec<u8> {
    gbk(&format!(
        "<html><head><meta charset=gb2312></head><body>{text}</body></html>"
    ))
}

fn without_end_tags(text: &str) -> Vec<u8> {
    ["</td>", "</th>", "</tr>", "</li>", "</p>", "</thead>", "</tbody>"]
        .iter()
        .fold(text.to_owned(), |text, tag| text.replace(tag, ""))
        .into_bytes()
}

/// With everything that a browser saves around the page.
fn in_a_browser(text: &str) -> Vec<u8> {
    format!(
        "<!DOCTYPE html><html><head><title>开放平台</title><style>td{{}}</style><script>var a = \"<table><tr><td>参数</td>\";</script>\
         </head><body><header><h1>平台</h1><nav><ul><li>首页<li>请求参数 说明</ul></nav></header>\
         <div class=side><ul><li><a href=/1>上一个接口的请求参数</a></li><li><a href=/2>另一个接口</a></li></ul></div>\
         <table><tr><td width=20%><a href=/3>目录</a></td><td>{text}<button>复制</button></td></tr></table>\
         <p><a href=/4>下一篇：用户删除</a></p><footer>版权所有 2026 年，保留一切权利。</footer></body></html>"
    )
    .into_bytes()
}

fn full_width(text: &str) -> Vec<u8> {
    text.replace('(', "（")
        .replace(')', "）")
        .replace("1-标准，2", "１－标准, ２")
        .into_bytes()
}

/// `ShowDoc`'s interface answers a page like this.
fn of_showdoc(text: &str) -> Vec<u8> {
    let escaped = text.replace('&', "&amp;").replace('"', "&quot;");
    json!({ "error_code": 0, "data": { "page_title": "保存网关用户", "page_content": escaped } })
        .to_string()
        .into_bytes()
}

/// Copied out of a browser into a file: cells with tabs between them.
fn with_tabs(text: &str) -> Vec<u8> {
    let is_delimiter = |line: &&str| line.starts_with("| :-");
    let lines = text
        .lines()
        .filter(|line| !is_delimiter(line))
        .map(|line| match line.strip_prefix('|') {
            Some(cells) => cells
                .trim_end_matches('|')
                .split('|')
                .map(str::trim)
                .collect::<Vec<_>>()
                .join("\t"),
            None => line.to_owned(),
        });
    lines.collect::<Vec<_>>().join("\n").into_bytes()
}

fn with_comments(text: &str) -> Vec<u8> {
    text.replace(
        "\"biz_user_id\": \"1231\",",
        "\"biz_user_id\": \"1231\", // 业务方用户id",
    )
    .replace("\"biz_user_type\": \"1\"\n", "\"biz_user_type\": \"1\",\n")
    .into_bytes()
}

fn unspaced(text: &str) -> Vec<u8> {
    text.replace("#### 请求参数\n", "####请求参数\n以下为业务参数：\n")
        .replace("以下为业务参数：\n", "")
        .into_bytes()
}

fn with_line_breaks(text: &str) -> Vec<u8> {
    text.replace('\n', "\r\n").into_bytes()
}

#[rstest]
#[case::bom("etc-user.save.md", with_bom)]
#[case::utf16("etc-user.save.md", utf16)]
#[case::gbk("etc-user.save.md", gbk)]
#[case::gbk_html("butler-batchSave.html", declared_gbk)]
#[case::windows("etc-user.save.md", with_line_breaks)]
#[case::end_tags_left_out("butler-batchSave.html", without_end_tags)]
#[case::saved_by_a_browser("butler-batchSave.html", in_a_browser)]
#[case::export_saved_by_a_browser("butler-batchSave.showdoc.html", in_a_browser)]
#[case::full_width("etc-user.save.md", full_width)]
#[case::showdoc_interface("etc-user.save.md", of_showdoc)]
#[case::tabs("etc-user.save.md", with_tabs)]
#[case::comments_in_samples("etc-user.save.md", with_comments)]
#[case::heading_without_a_space("etc-user.save.md", unspaced)]
fn the_form_of_a_page_does_not_count(#[case] name: &str, #[case] form: fn(&str) -> Vec<u8>) {
    assert_eq!(lines(&form(&text(name))), (0, vec![]));
}

/// Other words for columns, and other ways to show what is inside an object. The page's own table has `app_id` beside `app`,
/// and so another place is a difference.
#[rstest]
#[case::headings(
    "| 参数            | 是否必填 | 类型    | 最大长度 | 参数描述                    | 示例值 |",
    "| 字段名          | 是否必须 | 数据类型 | 长度    | 备注                        | 例子   |"
)]
#[case::dots("| app_id          |", "| app.app_id |")]
#[case::lines("| app_id          |", "| └─ app_id |")]
#[case::arrows("| app_id          |", "| app->app_id |")]
#[case::indented("| app_id          |", "| &emsp;app_id |")]
fn fields_are_read_in_any_wording(#[case] from: &str, #[case] to: &str) {
    let text = text("etc-user.save.md");
    assert!(text.contains(from), "{from}");
    let moved = "answer app_id field: string, up to 16, required → ∅ [GU-10]; \
                 answer app.app_id field: ∅ → string, up to 16, required, 应用id [GU-10]";
    let expected = if to.contains("app_id") { (5, moved) } else { (0, "") };
    let (code, lines) = lines(text.replace(from, to).as_bytes());
    assert_eq!((code, lines.join("; ").as_str()), expected);
}

/// Cells that are merged count for each row that they cover, and a table inside a cell belongs to the field of its row.
#[test]
fn merged_cells_and_tables_in_cells() {
    let page = "<h2>保存</h2><p>apiCode : user.save</p><h3>应答报文</h3><table>\
        <tr><th>参数<th>类型<th>最大长度<th>是否必填<th>参数描述\
        <tr><td>etc_user_no<td rowspan=2>String<td rowspan=2>16<td rowspan=2>是<td>用户编号\
        <tr><td>ebaas_user_no<td>EBaaS用户编号\
        <tr><td>app<td>Object<td>16<td>否<td>应用信息<table><tr><th>参数<th>类型<th>最大长度<th>是否必填<th>参数描述\
        <tr><td>app_key<td>String<td>16<td>是<td>应用</table></table>";
    let (code, lines) = lines(page.as_bytes());
    assert_eq!(code, 5);
    let about = |field: &str| {
        lines
            .iter()
            .filter(|line| line.starts_with(&format!("answer {field} ")))
            .collect::<Vec<_>>()
    };
    let known = ["etc_user_no", "ebaas_user_no"]
        .map(|field| about(field).into_iter().filter(|line| !line.contains("sample")).count());
    assert_eq!(known, [0, 0], "{lines:#?}");
    assert_eq!(
        about("app.app_key"),
        ["answer app.app_key field: ∅ → string, up to 16, required, 应用 [GU-10]"]
    );
    // Half a page is not a page that agrees.
    assert!(
        lines
            .iter()
            .any(|line| line.starts_with("request table: etc_user_no, ")),
        "{lines:#?}"
    );
}
